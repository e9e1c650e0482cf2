//! What does this article say happened, as records?
//!
//! The façade that every front calls: an [`Article`] goes in, a [`Coded`] document comes out, with its
//! [`Record`]s as `RECORD.md` defines them. [`input`] reads articles from bytes and [`output`] writes
//! coded documents to bytes, one file for each format; nothing else here knows a format. [`gold`] scores records
//! against articles coded by hand. The engine
//! opens no files: fronts hand it readers, writers and the text of extra knowledge files.

mod article;
mod cameo;
mod coder;
mod error;
pub mod gold;
pub mod import;
pub mod input;
mod knowledge;
pub mod output;
mod pipeline;
pub mod proof;
mod published;
pub mod record;

pub use article::Article;
pub use coder::{Coded, Coder, CoderError};
pub use error::{InputError, InputErrorKind};
pub use knowledge::{ExtraFile, Knowledge};
pub use pipeline::{Outcome, code_all, code_article, in_order};
pub use record::Record;
pub use verbale_lexicon::Ontology;

/// What wrote a record: name and version.
pub const CODER: &str = concat!("verbale ", env!("CARGO_PKG_VERSION"));
