//! Which words tell events?
//!
//! Verbs, predicates with their copulas, and the nouns that frames, `words/reporting.toml` and
//! `words/factuality.toml` know for events or that end as such nouns do.

use verbale_lexicon::{Lexicon, PatternKind};
use verbale_text::{Doc, Relation, TokenId, Upos};

use crate::syntax::{has_copula, is_verb, lower, lower_lemma};

/// The word to read for the event that the word at `id` tells; for a copula that is its predicate.
pub(super) fn event_told_at(doc: &Doc, lexicon: &Lexicon, id: TokenId) -> Option<TokenId> {
    let token = doc.token(id);
    if token.relation == Relation::Cop {
        return token.head;
    }
    let tells = is_verb(doc, id)
        || has_copula(doc, id)
        || token.upos == Upos::Aux && !matches!(token.relation, Relation::Aux | Relation::AuxPass)
        || token.upos == Upos::Noun && is_event_noun(doc, lexicon, id);
    tells.then_some(id)
}

fn is_event_noun(doc: &Doc, lexicon: &Lexicon, id: TokenId) -> bool {
    let noun = lower_lemma(doc, id);
    let (words, frames) = (&lexicon.words, &lexicon.frames);
    let heads_pattern = |word: &str| {
        let number = lexicon.classes.vocabulary().number(word);
        let mut patterns = number.into_iter().flat_map(|word| frames.headed_by(word));
        patterns.any(|&p| frames.pattern(p).1.kind == PatternKind::Noun)
    };
    heads_pattern(&noun)
        || heads_pattern(&lower(doc, id))
        || words.cue_noun(&noun).is_some()
        || words.factual_noun(&noun).is_some()
        || words.is_event_noun(&noun)
}
