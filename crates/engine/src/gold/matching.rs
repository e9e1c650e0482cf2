//! Which found event stands for which gold one?

use std::collections::BTreeSet;

use super::read::{GoldEvent, Party};
use crate::record::{Entity, Event};

/// An event as both sides tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The words that tell it.
    pub text: String,
    /// The same bare, in lower case, in any order.
    pub trigger: BTreeSet<String>,
    /// PLOVER event.
    pub event: String,
    /// PLOVER mode; empty where there is none.
    pub mode: String,
    /// Whether it took place.
    pub status: String,
    /// Codes of the actors; those not known are left out.
    pub actor: BTreeSet<String>,
    /// Codes of the recipients.
    pub recipient: BTreeSet<String>,
    /// Whether it is only the content of somebody's word.
    pub alleged: bool,
}

/// Whether a found event stands for a gold one.
pub type Fits = fn(&Act, &Act) -> bool;

/// What is compared, and how strictly.
pub const LEVELS: [(&str, Fits); 4] = [
    ("quad class", |a, b| quad(&a.event) == quad(&b.event)),
    ("event type", Act::same_type),
    ("type, actor", |a, b| a.same_type(b) && a.actor == b.actor),
    ("type, actor, recipient", |a, b| {
        a.same_type(b) && a.actor == b.actor && a.recipient == b.recipient
    }),
];

impl Act {
    /// Whether it took place.
    pub fn took_place(&self) -> bool {
        matches!(self.status.as_str(), "actual" | "historical")
    }

    /// Whether both are of one PLOVER event.
    pub fn same_type(&self, other: &Act) -> bool {
        self.event == other.event
    }

    /// How well the two fit.
    fn overlap(&self, other: &Act) -> usize {
        self.trigger.intersection(&other.trigger).count() * 4
            + usize::from(self.same_type(other)) * 2
            + usize::from(self.actor == other.actor)
            + usize::from(self.recipient == other.recipient)
    }
}

impl From<&GoldEvent> for Act {
    fn from(event: &GoldEvent) -> Self {
        let codes = |parties: &[Party]| {
            let codes = parties.iter().filter_map(|party| party.code.clone());
            codes.filter(|code| code != "---").collect()
        };
        Act {
            text: event.trigger.clone(),
            trigger: words(&event.trigger),
            event: event.event.clone(),
            mode: event.mode.clone().unwrap_or_default(),
            status: event.status.clone(),
            actor: codes(&event.actor),
            recipient: codes(&event.recipient),
            alleged: event.alleged,
        }
    }
}

impl From<&Event> for Act {
    fn from(event: &Event) -> Self {
        let codes = |entities: &[Entity]| entities.iter().filter_map(|e| e.code.clone()).collect();
        Act {
            text: event.trigger.text.clone(),
            trigger: words(&event.trigger.text),
            event: event.event.clone(),
            mode: event.mode.clone().unwrap_or_default(),
            status: event.status.as_str().to_owned(),
            actor: codes(&event.actor),
            recipient: codes(&event.recipient),
            alleged: event.alleged,
        }
    }
}

/// Pairs of indices into `gold` and `found`, best overlap first, later ones first among equals.
pub fn matched(gold: &[Act], found: &[Act], fits: Fits) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate().filter(|(_, f)| fits(g, f)) {
            candidates.push((g.overlap(f), i, j));
        }
    }
    candidates.sort_unstable_by(|a, b| b.cmp(a));
    let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !used_gold.contains(&i) && !used_found.contains(&j) {
            used_gold.insert(i);
            used_found.insert(j);
            pairs.push((i, j));
        }
    }
    pairs
}

/// The words of a trigger, bare and in lower case.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let bare = |word: &str| word.trim_matches(['.', ',', '\'', '"', '“', '”', '’']).to_lowercase();
    text.split_whitespace().map(bare).collect()
}

fn quad(event: &str) -> u8 {
    match event {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => 1,
        "COOPERATE" | "AID" | "RETREAT" => 2,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 3,
        _ => 4,
    }
}
