//! Who did or said what to whom, in this document?
//!
//! Reads a frozen [`Doc`](verbale_text::Doc) with the help of a [`Lexicon`] and returns [`Findings`].
//! Like the text layer it does no I/O and cannot fail; unlike it, it knows politics. It knows no
//! output format.

mod findings;

use std::sync::Arc;

use jiff::civil::Date;
use verbale_lexicon::{FrameId, Lexicon};
use verbale_text::{Doc, TokenId};

pub use findings::{
    Attribution, AttributionId, Claim, Entity, Event, Findings, Granularity, PlaceMention,
    QuoteKind, Status, TimeExpression, Via,
};

/// Finds actors, acts and sources; made once, used for many documents, from any thread.
#[derive(Debug)]
pub struct Extractor {
    lexicon: Arc<Lexicon>,
}

/// One attempt to read a word with a pattern, for `verbale explain`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The word.
    pub trigger: TokenId,
    /// The frame.
    pub frame: FrameId,
    /// The pattern as written.
    pub pattern: Box<str>,
    /// How it went.
    pub outcome: Outcome,
}

/// How an attempt went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The pattern fits and is the best at its word.
    Matched,
    /// It fits, but another fits better, or no political actor is in its roles.
    SetAside(String),
    /// It does not fit, and this is what is missing.
    Missing(String),
}

impl Extractor {
    /// An extractor over `lexicon`.
    pub fn new(lexicon: Arc<Lexicon>) -> Self {
        Self { lexicon }
    }

    /// The knowledge in use.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What is found in `doc`, published on `date`.
    pub fn findings(&self, doc: &Doc, date: Option<Date>) -> Findings {
        let _ = (doc, date);
        Findings::default()
    }

    /// Every pattern that was tried in `doc`, in text order, and how it went.
    pub fn trials(&self, doc: &Doc, date: Option<Date>) -> Vec<Trial> {
        let _ = (doc, date);
        Vec::new()
    }
}
