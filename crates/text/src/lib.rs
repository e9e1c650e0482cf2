//! What are the sentences, words and trees of this text?
//!
//! The text layer reads plain English into a [`Doc`]: sentences, tokens, part-of-speech tags, lemmas
//! and a Universal Dependencies tree for each sentence. It knows nothing of politics, does no I/O and
//! cannot fail: any string gives a `Doc`. Once built, a `Doc` never changes.

mod doc;
mod label;
mod span;

pub use doc::{Doc, DocBuilder, LineKind, Sentence, Token, TokenId, Word};
pub use label::{Relation, Tag, Upos};
pub use span::{ByteSpan, CharIndex};
