//! Which tags and steps do the treebanks ask for?
//!
//! Counts the joint classes of universal and Penn tag and the parser's actions; the network tells
//! apart those that occur.

use std::collections::BTreeMap;

use verbale_text::transition::Action;
use verbale_text::{Relation, Tag, Upos};

use crate::treebank::Treebank;

/// The joint classes of tags, the most frequent first.
pub(crate) fn classes(treebank: &Treebank) -> Vec<(Upos, Tag)> {
    let mut counts: BTreeMap<(Upos, Tag), usize> = BTreeMap::new();
    for word in treebank.sentences.iter().flatten() {
        *counts.entry((word.upos, word.tag)).or_default() += 1;
    }
    let mut classes: Vec<_> = counts.into_iter().filter(|(_, count)| *count >= 2).collect();
    classes.sort_by_key(|(class, count)| (std::cmp::Reverse(*count), *class));
    classes.into_iter().map(|(class, _)| class).take(256).collect()
}

/// The actions that the trees of `treebank` take, shifting first, then the most frequent.
pub(crate) fn actions(treebank: &Treebank) -> Vec<Action> {
    let mut counts: BTreeMap<[u8; 2], usize> = BTreeMap::new();
    for sentence in &treebank.sentences {
        for (at, word) in sentence.iter().enumerate() {
            let right = word.head < at;
            let action = match word.relation {
                Relation::Root => Action::Left(Relation::Root),
                relation if right => Action::Right(relation),
                relation => Action::Left(relation),
            };
            *counts.entry(action.to_bytes()).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(action, count)| (std::cmp::Reverse(*count), *action));
    let found = counts.into_iter().filter_map(|(action, _)| Action::from_bytes(action));
    std::iter::once(Action::Shift).chain(found).take(256).collect()
}
