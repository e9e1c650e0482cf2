//! Of whom do somebody's words speak?

use std::ops::Range;

use verbale_lexicon::Lexicon;
use verbale_text::{Doc, TokenId};

use crate::findings::{Attribution, Entity};
use crate::index::Index;
use crate::mention::{EntityId, Mentions};
use crate::names::Hit;

/// Everybody of whom the words of a document can speak.
pub(crate) struct Subjects<'a> {
    lexicon: &'a Lexicon,
    pub mentions: &'a Mentions,
    /// The entities whose name or noun stands at each token.
    named: Index,
}

impl<'a> Subjects<'a> {
    /// Those whom `mentions` name in `doc`.
    pub fn new(doc: &Doc, lexicon: &'a Lexicon, mentions: &'a Mentions) -> Self {
        let heads = mentions.entities.iter().enumerate().map(|(id, entity)| (entity.head, id));
        Self { lexicon, mentions, named: Index::new(doc.tokens().len(), heads) }
    }

    /// Those whom the phrases headed by `tokens` name, word by word.
    pub fn named_in(&self, tokens: Range<TokenId>) -> &[EntityId] {
        self.named.within(tokens)
    }

    /// Whether a claim names the one who answers it, or was said to him.
    pub fn speaks_of(&self, claim: &Attribution, holder: &Entity) -> bool {
        // Among people of one country, who speaks of it does not speak of each of them.
        let abroad = claim.speaker().is_none_or(|h| h.code.is_none() || h.code != holder.code);
        let is_he = |e: &Entity| {
            abroad && e.code.is_some() && e.code == holder.code || e.is_same_as(holder)
        };
        // "A Russian invasion" is of Russia, though the adjective names nobody by itself.
        let is_his = |hit: &Hit| {
            let name = hit.names.first().map(|&n| &self.lexicon.actors.names()[n]);
            let actor = name.map(|n| self.lexicon.actors.actor(n.actor));
            let code = actor.map(|actor| actor.on(self.mentions.date()).code);
            abroad && code.is_some() && code == holder.code
        };
        claim.content.iter().any(|range| {
            let mut named = self.named_in(range.clone()).iter();
            named.any(|&id| is_he(&self.mentions.entities[id]))
                || self.mentions.hits_in(range).iter().any(is_his)
        }) || claim.addressee.as_ref().is_some_and(is_he)
    }
}
