//! Which words stand for the same thing in a pattern?

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::vocabulary::{ClassNumber, Vocabulary};
use crate::Fault;
use crate::pattern::MOST_WORDS;
use crate::source::Source;

/// Named sets of lemmas.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Classes {
    /// As the files tell them; empty once linked.
    written: BTreeMap<Box<str>, Vec<Box<str>>>,
    numbers: FxHashMap<Box<str>, ClassNumber>,
    vocabulary: Vocabulary,
    /// Classes that other classes name, each with the place that a fault would point to; empty once linked.
    #[serde(skip)]
    named: Vec<(Box<str>, Fault)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClasses {
    classes: FxHashMap<Box<str>, Vec<Box<str>>>,
}

impl Classes {
    /// Whether `lemma` is in class `name`.
    pub fn contains(&self, name: &str, lemma: &str) -> bool {
        let word = self.vocabulary.number(lemma);
        self.number(name).zip(word).is_some_and(|(class, word)| {
            self.vocabulary.classes(word).binary_search(&class).is_ok()
        })
    }

    /// The number of class `name`, if there is one.
    pub fn number(&self, name: &str) -> Option<ClassNumber> {
        self.numbers.get(name).copied()
    }

    /// The words that classes and patterns write.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub(crate) fn vocabulary_mut(&mut self) -> &mut Vocabulary {
        &mut self.vocabulary
    }

    /// The words of every class, each list in alphabetical order.
    pub(crate) fn members(&self) -> Vec<Vec<Box<str>>> {
        let mut members = vec![Vec::new(); self.numbers.len()];
        self.vocabulary.all().for_each(|(word, classes)| {
            for &class in classes {
                members[class as usize].push(word.into());
            }
        });
        members.iter_mut().for_each(|words| words.sort_unstable());
        members
    }

    pub(crate) fn read(&mut self, source: &Source<'_>) {
        if let Some(raw) = source.table::<RawClasses>() {
            self.add(source, raw.classes);
        }
    }

    /// Adds the classes of one file; a name that is taken is a fault.
    pub(crate) fn add(&mut self, source: &Source<'_>, classes: FxHashMap<Box<str>, Vec<Box<str>>>) {
        let sorted: BTreeMap<_, _> = classes.into_iter().collect();
        for (name, words) in sorted {
            self.check(source, &name, &words);
            match self.written.entry(name) {
                Entry::Occupied(taken) => {
                    let message = format!("class \"{}\" is defined elsewhere too", taken.key());
                    source.fault_about(0, taken.key(), message);
                }
                Entry::Vacant(free) => drop(free.insert(words)),
            }
        }
    }

    /// Tells of words that could never match, and keeps the classes that are named for later.
    fn check(&mut self, source: &Source<'_>, class: &str, words: &[Box<str>]) {
        let place = format!("{class} = [");
        let fault = |message: String| source.fault_about(0, &place, message);
        if words.is_empty() {
            fault(format!("class \"{class}\" is empty"));
        }
        for word in words {
            if let Some(inner) = word.strip_prefix('@') {
                let message =
                    format!("class \"{class}\" names \"@{inner}\", which is nowhere defined");
                self.named.push((inner.into(), source.fault_at(&place, message)));
            } else if word.chars().any(char::is_uppercase) {
                fault(format!("\"{word}\" in class \"{class}\" must be in lower case"));
            } else if word.split([' ', '-']).count() > MOST_WORDS {
                fault(format!("\"{word}\" in class \"{class}\" has more than {MOST_WORDS} words"));
            }
        }
    }

    /// Follows classes named within classes, once all are read; the faults are classes that nobody defined.
    pub(crate) fn link(&mut self) -> Vec<Fault> {
        let written = std::mem::take(&mut self.written);
        for (number, name) in (0..).zip(written.keys()) {
            self.numbers.insert(name.clone(), number);
            collect(&written, name, &mut |word| self.vocabulary.put(word, number), 0);
        }
        let mut named = std::mem::take(&mut self.named);
        named.retain(|(name, _)| self.number(name).is_none());
        named.into_iter().map(|(_, fault)| fault).collect()
    }
}

/// How deep classes may nest before we take it for a circle.
const MAX_DEPTH: usize = 8;

fn collect(
    written: &BTreeMap<Box<str>, Vec<Box<str>>>,
    name: &str,
    see: &mut dyn FnMut(&str),
    depth: usize,
) {
    for word in written.get(name).into_iter().flatten() {
        match word.strip_prefix('@') {
            Some(inner) if depth < MAX_DEPTH => collect(written, inner, see, depth + 1),
            Some(_) => {}
            None => see(word),
        }
    }
}
