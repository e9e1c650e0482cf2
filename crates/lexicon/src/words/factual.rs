//! What do words tell of whether what they govern took place, and which nouns tell events?

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Standing, Words, insert};
use crate::source::Source;

/// A word that changes whether what it governs took place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Factuality {
    /// What becomes of the governed event.
    pub effect: Standing,
    /// The same when the word itself is negated.
    pub negated: Standing,
    /// What the governed event is worth if nothing else changes it: -3 it did not happen, 3 it did.
    pub grade: f32,
    /// The same when the word itself is negated.
    pub negated_grade: f32,
    /// Whether it does so to a particular act too: "sought the withdrawal", where "discussed the
    /// withdrawal" lets it stand.
    pub definite: bool,
}

/// A sentence that shows what the words do: of which of its words the event happened, did not, or stays open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactualProof {
    /// The sentence.
    pub sentence: Box<str>,
    /// Words of it whose events took place.
    pub happened: Vec<Box<str>>,
    /// Words whose events are to come, or may have taken place.
    pub open: Vec<Box<str>>,
    /// Words whose events did not take place.
    pub not: Vec<Box<str>>,
    /// Line of the entry in `words/factuality.toml`.
    pub line: usize,
}

/// Nouns that tell events.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventNouns {
    words: FxHashSet<Box<str>>,
    /// How others end.
    endings: Vec<Box<str>>,
    /// Those that end so and name things.
    not: FxHashSet<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFactualities {
    group: Vec<RawFactuality>,
    #[serde(default)]
    proof: Vec<Spanned<RawProof>>,
    event_nouns: EventNouns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProof {
    sentence: Box<str>,
    #[serde(default)]
    happened: Vec<Box<str>>,
    #[serde(default)]
    open: Vec<Box<str>>,
    #[serde(default)]
    not: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFactuality {
    effect: Standing,
    negated: Standing,
    grade: Option<f32>,
    negated_grade: Option<f32>,
    #[serde(default)]
    definite: bool,
    #[serde(default)]
    verbs: Vec<Box<str>>,
    #[serde(default)]
    nouns: Vec<Box<str>>,
    #[serde(default)]
    adjectives: Vec<Box<str>>,
    #[serde(default)]
    adverbs: Vec<Box<str>>,
    #[serde(default)]
    purposes: Vec<Box<str>>,
}

impl Words {
    /// Whether a noun tells an event: "explosion", "talks".
    pub fn is_event_noun(&self, lemma: &str) -> bool {
        let EventNouns { words, endings, not } = &self.event_nouns;
        words.contains(lemma)
            || endings.iter().any(|ending| lemma.ends_with(&**ending)) && !not.contains(lemma)
    }

    /// The sentences that prove `words/factuality.toml`.
    pub fn factual_proofs(&self) -> &[FactualProof] {
        &self.factual_proofs
    }

    pub(crate) fn read_factuality(&mut self, source: &Source<'_>) {
        let Some(raw) = source.table::<RawFactualities>() else { return };
        self.event_nouns = raw.event_nouns;
        for proof in raw.proof {
            let line = source.line_of(proof.span().start);
            let RawProof { sentence, happened, open, not } = proof.into_inner();
            self.factual_proofs.push(FactualProof { sentence, happened, open, not, line });
        }
        for group in raw.group {
            let RawFactuality { effect, negated, definite, .. } = group;
            let value = Factuality {
                effect,
                negated,
                definite,
                grade: grade(source, group.grade, effect),
                negated_grade: grade(source, group.negated_grade, negated),
            };
            insert(source, &mut self.factual_verbs, group.verbs, value);
            insert(source, &mut self.factual_nouns, group.nouns, value);
            insert(source, &mut self.factual_adjectives, group.adjectives, value);
            insert(source, &mut self.factual_adverbs, group.adverbs, value);
            insert(source, &mut self.purpose_verbs, group.purposes, value);
        }
    }
}

/// The grade that a group gives, or the usual one of its effect.
pub(super) fn grade(source: &Source<'_>, given: Option<f32>, effect: Standing) -> f32 {
    if let Some(bad) = given.filter(|grade| !(-3.0..=3.0).contains(grade)) {
        source.fault_about(0, &bad.to_string(), format!("grade {bad} is not between -3 and 3"));
    }
    given.unwrap_or(match effect {
        Standing::Told | Standing::Happened => 3.0,
        Standing::Future => 2.0,
        Standing::Possible => 1.2,
        Standing::Not => -2.7,
    })
}
