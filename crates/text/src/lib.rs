//! What are the sentences, words and trees of this text?
//!
//! The text layer reads plain English into a [`Doc`]: sentences, tokens, part-of-speech tags, lemmas
//! and a Universal Dependencies tree for each sentence. It knows nothing of politics, does no I/O and
//! cannot fail: any string gives a `Doc`. Once built, a `Doc` never changes.
//!
//! How to use it on its own shows its README, below.
//!
//! # Inside
//!
//! Lines become blocks (`layout`), blocks words (`tokenize`) and sentences (`sentence` by rules, `boundary` by learned
//! weights); the network in [`neural`] tags words and builds trees by the steps of [`transition`], [`lemma`]
//! finds dictionary forms, and `mend` puts right what a greedy parser cannot have meant.
//!
#![doc = include_str!("../README.md")]

mod boundary;
mod clitic;
mod codepoints;
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
pub use codepoints::CodePoints;
pub use doc::{Doc, DocBuilder, LineKind, Sentence, Token, TokenId, Word};
pub use label::{NameKind, NameTag, Relation, Tag, Upos};
pub use language::{Analysis, Language, LanguageError, annotate, cut, places, read};
pub use model::ModelError;
pub use span::{ByteSpan, CharIndex};
pub use words::{WordListError, WordLists};
