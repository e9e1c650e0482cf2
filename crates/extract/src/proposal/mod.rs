//! Which acts may the words tell that no frame reads?
//!
//! "It's a giveaway to the insurers", "nobody is going anywhere": people judge, back, ask and refuse in plain words
//! that no lexicon lists. A small network, taught with articles of our own, looks at the words ([`sight`]) together
//! with what the frames read in them, and proposes more ([`network`]). Who acts on whom, whether it took place and on
//! whose word is then read as for any other act.

mod network;
mod sight;

use std::sync::Arc;

use verbale_lexicon::{EventId, Lexicon};
use verbale_text::{Doc, Language, LineKind, Sentence, TokenId};

use crate::act::Matcher;
pub use network::{
    LayerPlaces, Network, Places, Plan, ProposalError, Reader, Work, gather, seen_by_layer, softmax,
};
use sight::View;
pub use sight::{MARKS, NEAR, Sight};

/// What proposes acts; made once, used for many documents, from any thread.
#[derive(Debug, Clone)]
pub struct Proposer {
    reader: Reader,
    /// The event of each class but the first.
    events: Vec<EventId>,
    language: Arc<Language>,
}

/// An act that a word may tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Proposal {
    /// The word.
    pub token: TokenId,
    /// What it tells.
    pub event: EventId,
    /// How likely it tells that: the share of such proposals that were right.
    pub confidence: f32,
}

impl Proposer {
    /// Opens the model in `bytes`, for texts read with `language` and the events of `lexicon`.
    ///
    /// # Errors
    /// What is wrong with the model.
    pub fn open(
        bytes: &[u8],
        language: &Arc<Language>,
        lexicon: &Lexicon,
    ) -> Result<Self, ProposalError> {
        let reader = Reader::of(Network::open(bytes)?);
        // Marks number the events as the ontology does, so their order must be the same.
        let event = |(nth, code): (usize, &String)| {
            let found = lexicon.ontology.event_named(code).filter(|id| id.place() == nth);
            found.ok_or_else(|| ProposalError::Unknown(code.clone()))
        };
        let events = reader.plan().events.iter().enumerate().map(event);
        let events = events.collect::<Result<_, _>>()?;
        Ok(Self { reader, events, language: Arc::clone(language) })
    }

    /// The acts that the words of the document may tell beside those that are `read` in it, in text order.
    pub(crate) fn proposals(
        &self,
        matcher: &Matcher<'_>,
        read: &[Option<EventId>],
    ) -> Vec<Proposal> {
        let Some(view) = view(matcher, &self.language, read) else { return Vec::new() };
        let mut work = Work::default();
        let mut found = Vec::new();
        for sentence in prose(matcher.doc) {
            let likely = self.reader.read(&view.sight(sentence), &mut work);
            found.extend(self.likeliest(sentence, &likely, read));
        }
        found
    }

    /// The acts that a sentence may tell, in text order: each event once, at its likeliest word, and none that is read in
    /// the sentence at another word. Of second words one in eighteen was right on our development sets.
    fn likeliest(
        &self,
        sentence: &Sentence,
        likely: &[f32],
        read: &[Option<EventId>],
    ) -> Vec<Proposal> {
        let classes = self.reader.plan().classes();
        let told = sentence.tokens.clone().filter_map(|token| read[token]);
        let least = if told.clone().next().is_some() { LEAST_BESIDE } else { LEAST };
        let mut found: Vec<Proposal> = Vec::new();
        let words = sentence.tokens.clone().zip(likely.chunks_exact(classes));
        for (token, row) in words.filter(|(token, _)| read[*token].is_none()) {
            let best = (1..classes).max_by(|&a, &b| row[a].total_cmp(&row[b]));
            let is_likely =
                |&best: &usize| 1.0 - row[0] >= least && row[best] >= least * MAIN_SHARE;
            let Some(best) = best.filter(is_likely) else { continue };
            let (event, confidence) = (self.events[best - 1], share_right(row[best]));
            let proposal = Proposal { token, event, confidence };
            match found.iter_mut().find(|other| other.event == event) {
                Some(other) if other.confidence >= confidence => {}
                Some(other) => *other = proposal,
                None => found.push(proposal),
            }
        }
        found.retain(|proposal| !told.clone().any(|event| event == proposal.event));
        found.sort_by_key(|proposal| proposal.token);
        found
    }
}

/// Which share of the proposals that the network thinks `likely` were right on the 131 real articles of the development
/// sets (368 proposals): it has learned from articles of ours, and is too sure of others.
fn share_right(likely: f32) -> f32 {
    0.6 * likely + 0.9 * (likely - 0.8).max(0.0)
}

/// What is known of the document of `matcher`, if `language` knows words by their company.
pub(crate) fn view<'a>(
    matcher: &'a Matcher<'_>,
    language: &'a Language,
    read: &'a [Option<EventId>],
) -> Option<View<'a>> {
    Some(View { matcher, vectors: language.word_vectors()?, read })
}

/// How likely a word must tell some act to be proposed, where frames read nothing in its sentence.
const LEAST: f32 = 0.5;
/// The same where they read something: what they leave over there is less often an act.
const LEAST_BESIDE: f32 = 0.8;
/// The share of that which the likeliest kind must have.
const MAIN_SHARE: f32 = 0.6;

/// The longest sentence that is looked at, in words: what is longer is no sentence, and would cost much memory.
const LONGEST: usize = 400;

/// The sentences in which acts are told.
pub(crate) fn prose(doc: &Doc) -> impl Iterator<Item = &Sentence> {
    let is_told = |kind| matches!(kind, LineKind::Prose | LineKind::Heading);
    doc.sentences().iter().filter(move |s| is_told(s.kind) && s.tokens.len() <= LONGEST)
}
