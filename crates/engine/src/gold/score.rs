//! How many events were found, and what of them is right?

use std::collections::BTreeMap;

use super::matching::{Act, LEVELS, matched};
use super::read::GoldSentence;
use crate::record::Event;

/// Hits, and how many were wanted and found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found and wanted.
    pub hits: usize,
    /// Wanted.
    pub gold: usize,
    /// Found.
    pub found: usize,
}

impl Tally {
    /// Hits of what was found.
    pub fn precision(self) -> f64 {
        share(self.hits, self.found)
    }

    /// Hits of what was wanted.
    pub fn recall(self) -> f64 {
        share(self.hits, self.gold)
    }

    /// Their harmonic mean.
    pub fn f1(self) -> f64 {
        share(2 * self.hits, self.gold + self.found)
    }

    fn add(&mut self, gold: bool, found: bool) {
        self.gold += usize::from(gold);
        self.found += usize::from(found);
        self.hits += usize::from(gold && found);
    }
}

/// `part / whole`, 0 where there is no whole.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Counts over all sentences. Pairs are right ones of matched ones.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Sentences with an event.
    pub sentence: Tally,
    /// Events, as strictly as [`LEVELS`] say.
    pub levels: [Tally; LEVELS.len()],
    /// Status, of events whose type is right.
    pub status: (usize, usize),
    /// Took place or not.
    pub took_place: (usize, usize),
    /// Events that did not take place.
    pub unreal: Tally,
    /// Mode, where gold has one.
    pub mode: (usize, usize),
    /// Events that rest on somebody's word.
    pub alleged: Tally,
    /// Event types.
    pub per_event: BTreeMap<String, Tally>,
}

impl Score {
    /// Adds the sentences of one article, whose events are `events`.
    pub fn add_article(&mut self, sentences: &[GoldSentence], events: &[&Event]) {
        for (sentence, events) in sentences.iter().zip(by_sentence(sentences, events)) {
            let gold: Vec<Act> = sentence.events.iter().map(Act::from).collect();
            let found: Vec<Act> = events.into_iter().map(Act::from).collect();
            self.add_sentence(&gold, &found);
        }
    }

    /// Adds one sentence.
    pub fn add_sentence(&mut self, gold: &[Act], found: &[Act]) {
        self.sentence.add(!gold.is_empty(), !found.is_empty());
        for (tally, (_, fits)) in self.levels.iter_mut().zip(LEVELS) {
            tally.gold += gold.len();
            tally.found += found.len();
            tally.hits += matched(gold, found, fits).len();
        }
        for act in gold {
            self.per_event.entry(act.event.clone()).or_default().gold += 1;
        }
        for act in found {
            self.per_event.entry(act.event.clone()).or_default().found += 1;
        }
        for (g, f) in matched(gold, found, Act::same_type) {
            self.add_pair(&gold[g], &found[f]);
        }
    }

    fn add_pair(&mut self, gold: &Act, found: &Act) {
        self.per_event.entry(gold.event.clone()).or_default().hits += 1;
        count(&mut self.status, gold.status == found.status);
        count(&mut self.took_place, gold.took_place() == found.took_place());
        self.unreal.add(!gold.took_place(), !found.took_place());
        if !gold.mode.is_empty() {
            count(&mut self.mode, gold.mode == found.mode);
        }
        self.alleged.add(gold.alleged, found.alleged);
    }
}

fn count((right, all): &mut (usize, usize), is_right: bool) {
    *right += usize::from(is_right);
    *all += 1;
}

/// The events whose triggers begin in each sentence.
pub(super) fn by_sentence<'e>(
    sentences: &[GoldSentence],
    events: &[&'e Event],
) -> Vec<Vec<&'e Event>> {
    let mut found = vec![Vec::new(); sentences.len()];
    for event in events {
        let start = event.trigger.start;
        if let Some(at) = sentences.iter().position(|s| s.start <= start && start < s.end) {
            found[at].push(*event);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::GoldEvent;
    use serde_json::json;

    fn act(event: &str, trigger: &str, actor: &str, status: &str) -> Act {
        let event: GoldEvent = serde_json::from_value(json!({
            "event": event, "mode": null, "trigger": trigger, "status": status, "alleged": false,
            "actor": [{ "code": actor }], "recipient": [{ "code": "---" }],
        }))
        .expect("a gold event");
        Act::from(&event)
    }

    /// The same sentence through the Python scorer that the first numbers came from gives type 2 of 2 gold
    /// and 3 found, with actor 1, status right 1 of 2, did-not-take-place 0 of 1.
    #[test]
    fn events_are_matched_one_to_one_by_overlap() {
        let gold =
            [act("ACCUSE", "accused", "RUS", "actual"), act("ACCUSE", "blamed", "USA", "negated")];
        let found = [
            act("ACCUSE", "has blamed", "GBR", "actual"),
            act("ACCUSE", "Accused,", "RUS", "actual"),
            act("CONSULT", "met", "USA", "actual"),
        ];
        let mut score = Score::default();
        score.add_sentence(&gold, &found);
        assert_eq!(matched(&gold, &found, Act::same_type), [(0, 1), (1, 0)]);
        let [quad, event, actor, roles] = score.levels.map(|tally| tally.hits);
        assert_eq!((quad, event, actor, roles), (2, 2, 1, 1));
        assert_eq!((score.status, score.took_place), ((1, 2), (1, 2)));
        assert_eq!(score.unreal, Tally { hits: 0, gold: 1, found: 0 });
    }
}
