//! What are the sentences, words and trees of this text?
//!
//! The text layer reads plain English into a [`Doc`]: sentences, tokens, part-of-speech tags, lemmas
//! and a Universal Dependencies tree for each sentence. It knows nothing of politics, does no I/O and
//! cannot fail: any string gives a `Doc`. Once built, a `Doc` never changes.
//!
//! ```
//! use verbale_text::{Language, Relation, read};
//!
//! let language = Language::from_bytes(verbale_data::MODEL, verbale_data::FILES)?;
//! let doc = read("Germany expelled two diplomats.", &language);
//! let root = doc.root(0).expect("a sentence has a root");
//! assert_eq!(doc.word(root).lemma(), "expel");
//! let subject = doc.children_by(root, Relation::Nsubj).next();
//! assert_eq!(subject.map(|id| doc.form(id)), Some("Germany"));
//! # Ok::<(), verbale_text::LanguageError>(())
//! ```

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
pub mod model;
pub mod parser;
mod sentence;
mod span;
pub mod table;
pub mod tagger;
mod tokenize;
pub mod transition;
mod words;

pub use doc::{Doc, DocBuilder, LineKind, Sentence, Token, TokenId, Word};
pub use label::{Relation, Tag, Upos};
pub use language::{Analysis, Language, LanguageError, annotate, cut, read};
pub use model::ModelError;
pub use span::{ByteSpan, CharIndex};
pub use words::{WordListError, WordLists};
