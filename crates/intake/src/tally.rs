//! What was left out on the way, without being a fault?

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many names are told of a language.
const NAMES: usize = 3;

/// Counts what was left out; its copies count together.
#[derive(Debug, Clone, Default)]
pub struct Tally(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    languages: BTreeMap<String, Language>,
    bare: usize,
    other_captures: usize,
    other_files: usize,
}

#[derive(Debug, Default)]
struct Language {
    count: usize,
    names: Vec<String>,
}

impl Tally {
    /// How many articles were set aside because they are not in English.
    pub fn foreign(&self) -> usize {
        self.counts().languages.values().map(|language| language.count).sum()
    }

    /// One line for each sort of thing that was left out; nothing where nothing was.
    pub fn summary(&self) -> Vec<String> {
        let counts = self.counts();
        let mut lines = Vec::new();
        if !counts.languages.is_empty() {
            lines.push(languages(&counts.languages));
        }
        let mut told = |count: usize, what: &str| {
            if count > 0 {
                lines.push(format!("{count} {what}"));
            }
        };
        told(counts.bare, "pages or entries without an article left out");
        told(counts.other_captures, "captures that are no pages left out");
        told(counts.other_files, "files of other kinds left out; name one to read it all the same");
        lines
    }

    pub(crate) fn add_foreign(&self, lang: &str, name: &str) {
        let mut counts = self.counts();
        let language = counts.languages.entry(lang.to_owned()).or_default();
        language.count += 1;
        if language.names.len() < NAMES {
            language.names.push(name.to_owned());
        }
    }

    /// A page, or an entry of a feed, without words to code.
    pub(crate) fn add_bare(&self) {
        self.counts().bare += 1;
    }

    /// A picture, a script, a page that was not found.
    pub(crate) fn add_other_capture(&self) {
        self.counts().other_captures += 1;
    }

    /// A file in a folder of which we cannot tell what it is.
    pub(crate) fn add_other_file(&self) {
        self.counts().other_files += 1;
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        // A count is sound whatever happened to whoever made it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `3 not in English set aside (deu 1: c; fra 2: a, b); --any-language keeps them`.
fn languages(languages: &BTreeMap<String, Language>) -> String {
    let total: usize = languages.values().map(|language| language.count).sum();
    let mut line = format!("{total} not in English set aside (");
    for (at, (code, Language { count, names })) in languages.iter().enumerate() {
        let gap = if at > 0 { "; " } else { "" };
        let more = if *count > names.len() { ", …" } else { "" };
        let _ = write!(line, "{gap}{code} {count}: {}{more}", names.join(", "));
    }
    line + "); --any-language keeps them"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_left_out_is_nothing_told() {
        assert!(Tally::default().summary().is_empty());
    }

    #[test]
    fn languages_are_told_with_a_few_names() {
        let tally = Tally::default();
        for name in ["a", "b", "c", "d"] {
            tally.clone().add_foreign("fra", name);
        }
        tally.add_foreign("deu", "e");
        tally.add_bare();
        assert_eq!(
            tally.summary(),
            [
                "5 not in English set aside (deu 1: e; fra 4: a, b, c, …); --any-language keeps them",
                "1 pages or entries without an article left out",
            ]
        );
        assert_eq!(tally.foreign(), 5);
    }
}
