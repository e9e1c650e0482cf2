//! Why was an event missed, or read otherwise than a person did?

use std::collections::BTreeSet;

use serde::Serialize;
use verbale_extract::{Outcome, Trial};
use verbale_text::CharIndex;

use super::matching::{Act, matched, words};
use super::read::{GoldArticle, GoldEvent, GoldSentence};
use super::score::by_sentence;
use crate::record::{Event, Record};
use crate::{Coded, Coder};

/// What is the matter with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Gold has it and we do not.
    Missed,
    /// We have it at these words as another event.
    Type,
    /// Another actor.
    Actor,
    /// Another recipient.
    Recipient,
    /// Took place or not.
    Status,
    /// On somebody's word or not.
    Alleged,
    /// Another mode.
    Mode,
    /// We have it and gold does not.
    Extra,
}

/// An event that the two sides do not tell alike.
#[derive(Debug, Clone, Serialize)]
pub struct Miss {
    /// The article.
    pub doc: String,
    /// Number of the sentence in the gold file, from 0.
    pub sentence: usize,
    /// The sentence.
    pub text: String,
    /// What is the matter.
    pub kinds: Vec<Kind>,
    /// What gold has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gold: Option<String>,
    /// What we have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// Why, as far as the patterns tell.
    pub why: Vec<String>,
}

/// How many patterns that did not fit are told.
const FEW: usize = 3;

/// Every event of `gold` that `coded`, the same article, tells otherwise, in text order.
pub fn misses(coder: &Coder, gold: &GoldArticle, coded: &Coded) -> Vec<Miss> {
    let events: Vec<&Event> = coded.records.iter().filter_map(Record::event).collect();
    let explainer = Explainer {
        coder,
        coded,
        trials: coder.trials(&coded.doc, coded.date),
        chars: CharIndex::new(coded.doc.text()),
    };
    let text: Vec<char> = gold.article.text.chars().collect();
    let mut misses = Vec::new();
    for (at, found) in by_sentence(&gold.sentences, &events).iter().enumerate() {
        let sentence = &gold.sentences[at];
        misses.extend(explainer.sentence(sentence, found).into_iter().map(|finding| Miss {
            doc: coded.article.id.clone(),
            sentence: at,
            text: text[sentence.start..sentence.end].iter().collect(),
            kinds: finding.kinds,
            gold: finding.gold.map(told),
            found: finding.found.map(told),
            why: finding.why,
        }));
    }
    misses
}

/// What is the matter with an event of a sentence.
struct Finding {
    kinds: Vec<Kind>,
    gold: Option<Act>,
    found: Option<Act>,
    why: Vec<String>,
}

/// What the two of one type tell otherwise.
fn differences(gold: &Act, found: &Act) -> Vec<Kind> {
    let checks = [
        (gold.actor != found.actor, Kind::Actor),
        (gold.recipient != found.recipient, Kind::Recipient),
        (gold.took_place() != found.took_place(), Kind::Status),
        (gold.alleged != found.alleged, Kind::Alleged),
        (!gold.mode.is_empty() && gold.mode != found.mode, Kind::Mode),
    ];
    checks.into_iter().filter(|(differs, _)| *differs).map(|(_, kind)| kind).collect()
}

/// An event on one line: `ACCUSE disapprove IRQ -> USA, negated, alleged, at "hit back"`.
fn told(act: Act) -> String {
    let codes = |codes: &BTreeSet<String>| {
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        if codes.is_empty() { "?".to_owned() } else { codes.join("+") }
    };
    let mode = if act.mode.is_empty() { String::new() } else { format!(" {}", act.mode) };
    let alleged = if act.alleged { ", alleged" } else { "" };
    format!(
        "{}{mode} {} -> {}, {}{alleged}, at \"{}\"",
        act.event,
        codes(&act.actor),
        codes(&act.recipient),
        act.status,
        act.text
    )
}

struct Explainer<'a> {
    coder: &'a Coder,
    coded: &'a Coded,
    trials: Vec<Trial>,
    chars: CharIndex<'a>,
}

impl Explainer<'_> {
    /// What the two sides tell otherwise in a sentence.
    fn sentence(&self, sentence: &GoldSentence, found: &[&Event]) -> Vec<Finding> {
        let wanted: Vec<Act> = sentence.events.iter().map(Act::from).collect();
        let given: Vec<Act> = found.iter().map(|event| Act::from(*event)).collect();
        let pairs = matched(&wanted, &given, Act::same_type);
        let mut used: BTreeSet<usize> = pairs.iter().map(|&(_, f)| f).collect();
        let mut findings = Vec::new();
        for (g, act) in wanted.iter().enumerate() {
            let pair = pairs.iter().find(|pair| pair.0 == g).map(|pair| pair.1);
            let other = || {
                let same_words = |f: &usize| !given[*f].trigger.is_disjoint(&act.trigger);
                (0..given.len()).find(|f| !used.contains(f) && same_words(f))
            };
            let found_as = pair.or_else(other);
            used.extend(found_as);
            let (kinds, why) = match found_as {
                Some(f) if pair.is_none() => (vec![Kind::Type], vec![read_by(found[f])]),
                Some(f) => (differences(act, &given[f]), vec![read_by(found[f])]),
                None => (vec![Kind::Missed], self.refusals(&sentence.events[g], sentence)),
            };
            if !kinds.is_empty() {
                let found = found_as.map(|f| given[f].clone());
                findings.push(Finding { kinds, gold: Some(act.clone()), found, why });
            }
        }
        for f in (0..given.len()).filter(|f| !used.contains(f)) {
            let (kinds, why) = (vec![Kind::Extra], vec![read_by(found[f])]);
            findings.push(Finding { kinds, gold: None, found: Some(given[f].clone()), why });
        }
        findings
    }

    /// Why no pattern reads the trigger of a gold event in the sentence.
    fn refusals(&self, event: &GoldEvent, sentence: &GoldSentence) -> Vec<String> {
        let wanted = words(&event.trigger);
        let doc = &self.coded.doc;
        let is_trigger = |trial: &&Trial| {
            let (from, to) = self.chars.char_span(doc.token(trial.trigger).span);
            sentence.start <= from
                && to <= sentence.end
                && wanted.contains(&doc.form(trial.trigger).to_lowercase())
        };
        let mut tried: Vec<&Trial> = self.trials.iter().filter(is_trigger).collect();
        if tried.is_empty() {
            return vec![format!("no pattern is headed by a word of \"{}\"", event.trigger)];
        }
        let lexicon = self.coder.lexicon();
        let name = |trial: &Trial| lexicon.frames.frame(trial.frame).effect.name(&lexicon.ontology);
        // Those of the right event first, and of them those that came nearest.
        tried.sort_by_key(|trial| (name(trial) != event.event, nearness(&trial.outcome)));
        let more = tried.len().saturating_sub(FEW);
        let mut why: Vec<String> =
            tried.iter().take(FEW).map(|trial| self.refusal(trial)).collect();
        if more > 0 {
            why.push(format!("and {more} more patterns; `verbale explain --all` shows them"));
        }
        why
    }

    fn refusal(&self, trial: &Trial) -> String {
        let lexicon = self.coder.lexicon();
        let rule = &lexicon.frames.frame(trial.frame).rule;
        let why = match &trial.outcome {
            Outcome::Matched => "fits, as another event of the sentence",
            Outcome::SetAside(why) | Outcome::Missing(why) => why,
        };
        format!("{rule} \"{}\": {why}", trial.pattern)
    }
}

fn read_by(event: &Event) -> String {
    format!("read by {} at \"{}\"", event.rule, event.trigger.text)
}

fn nearness(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::SetAside(_) => 0,
        Outcome::Matched => 1,
        Outcome::Missing(_) => 2,
    }
}
