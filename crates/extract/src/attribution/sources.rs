//! The attributions of one document, and which of them tell what stands at a word.

use std::cmp::Reverse;
use std::ops::{Deref, Range};

use verbale_text::{Doc, TokenId};

use super::{Sourced, start};
use crate::findings::{Attribution, AttributionId, Entity};
use crate::index::Index;

/// All attributions of a document, in text order of their content.
#[derive(Debug)]
pub(crate) struct Sources {
    all: Vec<Sourced>,
    /// Those whose content holds each token.
    around: Index,
    /// Those that begin, with the cue or the content, in each sentence.
    placed: Index,
    /// Those of each cue.
    cued: Index,
}

impl Sources {
    /// Takes the attributions of `doc`, and sets for each the one around it.
    pub fn new(doc: &Doc, all: Vec<Sourced>) -> Self {
        let tokens = doc.tokens().len();
        let each = || all.iter().enumerate().map(|(id, s)| (id, &s.attribution));
        let contents = each().flat_map(|(id, a)| {
            a.content.iter().flat_map(Clone::clone).map(move |token| (token, id))
        });
        let around = Index::new(tokens, contents);
        let places = each().filter_map(|(id, a)| Some((place(doc, a)?, id)));
        let placed = Index::new(doc.sentences().len(), places);
        let cued = Index::new(tokens, each().filter_map(|(id, a)| Some((a.cue_token?, id))));
        let mut sources = Self { all, around, placed, cued };
        for id in 0..sources.all.len() {
            sources.all[id].attribution.within = sources.nearest_around(id);
        }
        sources
    }

    /// The smallest other attribution whose content holds the cue of the one at `id` or, for want of a cue,
    /// its content.
    fn nearest_around(&self, id: AttributionId) -> Option<AttributionId> {
        let own = &self.all[id];
        let anchor = own.attribution.cue_token.unwrap_or_else(|| start(&own.attribution));
        let others = |token| self.around.at(token).iter().copied().filter(|&other| other != id);
        let cites = |&other: &AttributionId| {
            own.cited
                && !self.all[other].cited
                && self.all[other].attribution.content == own.attribution.content
        };
        let larger = |&other: &AttributionId| {
            own.attribution.cue_token.is_some() || size(&self.all[other]) > size(own)
        };
        others(start(&own.attribution)).find(cites).or_else(|| {
            let around = others(anchor).filter(larger);
            around.min_by_key(|&other| (size(&self.all[other]), !self.all[other].cited, other))
        })
    }

    /// The attributions that tell what stands at `token`, outermost first.
    pub fn covering(&self, token: TokenId) -> Vec<AttributionId> {
        let around = self.around.at(token).iter().copied();
        let mut ids: Vec<AttributionId> = around.filter(|&id| self.all[id].tells).collect();
        ids.sort_by_key(|&id| (Reverse(size(&self.all[id])), self.all[id].cited, id));
        ids
    }

    /// The attributions that begin in `sentences`, sentence by sentence.
    pub fn begun_in(&self, sentences: Range<usize>) -> &[AttributionId] {
        self.placed.within(sentences)
    }

    /// The attributions whose content holds any of `tokens`, once for each that it holds.
    pub fn touching(&self, tokens: Range<TokenId>) -> &[AttributionId] {
        self.around.within(tokens)
    }

    /// The attributions whose cue stands at `token`, in text order of their content.
    pub fn cued_by(&self, token: TokenId) -> &[AttributionId] {
        self.cued.at(token)
    }

    /// The innermost known holder of the words at `token`.
    pub fn speaker_of(&self, token: TokenId) -> Option<Entity> {
        self.holder_at(token).cloned()
    }

    /// Whether somebody who is a political actor says the words at `token`.
    pub fn is_said_by_actor(&self, token: TokenId) -> bool {
        self.holder_at(token).is_some_and(|holder| holder.code.is_some())
    }

    fn holder_at(&self, token: TokenId) -> Option<&Entity> {
        let chain = self.covering(token).into_iter().rev();
        chain.filter_map(|id| self.all[id].attribution.holder.as_ref()).next()
    }

    /// Tells who the source of an attribution is.
    pub fn set_holder(&mut self, id: AttributionId, holder: Entity) {
        self.all[id].attribution.holder = Some(holder);
    }

    /// The attributions, in text order of their content.
    pub fn into_inner(self) -> Vec<Sourced> {
        self.all
    }
}

impl Deref for Sources {
    type Target = [Sourced];

    fn deref(&self) -> &[Sourced] {
        &self.all
    }
}

/// The sentence in which an attribution begins, with the cue or the content.
pub(crate) fn place(doc: &Doc, attribution: &Attribution) -> Option<usize> {
    let start = attribution.content.first()?.start;
    Some(doc.sentence_of(attribution.cue_token.map_or(start, |cue| cue.min(start))))
}

/// How many words are said.
fn size(source: &Sourced) -> usize {
    source.attribution.content.iter().map(Range::len).sum()
}
