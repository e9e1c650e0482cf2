//! What are the sentences, words and trees of this text?
//!
//! The text layer reads plain English into a [`Doc`]: sentences, tokens, part-of-speech tags, lemmas
//! and a Universal Dependencies tree for each sentence. It knows nothing of politics, does no I/O and
//! cannot fail: any string gives a `Doc`. Once built, a `Doc` never changes.
//!
//! # Use on its own
//!
//! [`Language`] takes a model and word lists as bytes, wherever they come from; `verbale-data` has both built
//! in. Opening takes some 20 ms and a `Language` serves any number of texts and threads; [`read`] is the whole
//! way from a text to a [`Doc`].
//!
//! ```
//! use verbale_text::{Language, Relation, read};
//!
//! let language = Language::from_bytes(verbale_data::MODEL, verbale_data::FILES)?;
//! let doc = read("Germany expelled two diplomats. Poland did not.", &language);
//! assert_eq!(doc.sentences().len(), 2);
//!
//! let verb = (0..doc.tokens().len()).find(|&id| doc.form(id) == "expelled").expect("a verb");
//! let subject = doc.children_by(verb, Relation::Nsubj).next().expect("a subject");
//! assert_eq!(doc.form(subject), "Germany");
//! assert_eq!(&*doc.token(verb).lemma, "expel");
//! # Ok::<(), verbale_text::LanguageError>(())
//! ```
//!
//! [`annotate`] does the same for words that somebody else has cut, [`conllu`] writes and reads trees as
//! files, [`Doc::names`] tells persons, organisations, places and nationalities. The example `parse` reads standard
//! input and writes CoNLL-U:
//!
//! ```sh
//! echo "Germany expelled two diplomats." | cargo run --release -p verbale-text --example parse
//! ```
//!
//! How good and how fast it is stands in `docs/accuracy.md` and `docs/performance.md`, what the model learned from in
//! `data/model/MODEL.md`, how to train one in `crates/train`.
//!
//! # Inside
//!
//! Lines become blocks (`layout`), blocks words (`tokenize`) and sentences (`sentence` by rules, `boundary` by learned
//! weights); the network in [`neural`] tags words and builds trees by the steps of [`transition`], [`lemma`]
//! finds dictionary forms, and `mend` puts right what a greedy parser cannot have meant.

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
