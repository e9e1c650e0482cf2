//! What are the sentences, words and trees of this text?
//!
//! The text layer reads plain English into a [`Doc`]: sentences, tokens, part-of-speech tags, lemmas
//! and a Universal Dependencies tree for each sentence. It knows nothing of politics, does no I/O and
//! cannot fail: any string gives a `Doc`. Once built, a `Doc` never changes.

mod boundary;
mod clitic;
pub mod conllu;
mod doc;
mod features;
pub mod form;
pub mod hash;
mod label;
mod language;
mod layout;
pub mod lemma;
mod line;
mod link;
mod mend;
pub mod model;
pub mod name;
pub mod neural;
mod sentence;
mod span;
pub mod table;
mod tokenize;
pub mod transition;
mod words;

pub use boundary::Place;
pub use doc::{Doc, DocBuilder, LineKind, Sentence, Token, TokenId, Word};
pub use label::{NameKind, NameTag, Relation, Tag, Upos};
pub use language::{Analysis, Language, LanguageError, annotate, cut, places, read};
pub use model::ModelError;
pub use span::{ByteSpan, CharIndex};
pub use words::{WordListError, WordLists};
