//! Which words need to be known before any model is asked?
//!
//! Reads the word lists of the text layer: abbreviations that keep their full stop, first parts that
//! stay joined to a hyphenated word, irregular forms, habits of verbs, and what speaks for a
//! sentence's end.

use rustc_hash::{FxHashMap, FxHashSet};
use thiserror::Error;

use crate::Upos;
use crate::boundary::Boundaries;

/// What the full stop after an abbreviation may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AbbreviationKind {
    /// A name follows: never ends a sentence.
    Title,
    /// An abbreviation only before a figure.
    Number,
    /// A month or weekday: an abbreviation before a figure or a comma.
    Month,
    /// Always an abbreviation, but may be the last word of a sentence.
    Other,
    /// The last word of a sentence wherever one may begin after it.
    Last,
}

/// How a verb is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbHabit {
    /// Has no passive, or none that stands after a noun without more.
    Intransitive,
    /// Calls something something, and takes no clause.
    Naming,
    /// Tells who said what stands before it.
    Reporting,
    /// An adjective that only somebody can be: "it was ready to act" tells of a party.
    Personal,
    /// Has the same form for the past as for the present: "cut".
    Unchanged,
}

/// The word lists of the text layer.
#[derive(Debug, Clone, Default)]
pub struct WordLists {
    abbreviations: FxHashMap<Box<str>, AbbreviationKind>,
    prefixes: FxHashSet<Box<str>>,
    irregular: FxHashMap<Box<str>, Vec<(Upos, Box<str>)>>,
    habits: FxHashMap<Box<str>, Vec<VerbHabit>>,
    boundaries: Boundaries,
}

/// Why a word list could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WordListError {
    /// A list is not among the files given.
    #[error("no file {path} among the data")]
    Missing {
        /// Path under `data/`.
        path: &'static str,
    },
    /// A line does not have the form that its file asks for.
    #[error("data/{path}:{line}: {fault}")]
    Line {
        /// Path under `data/`.
        path: &'static str,
        /// Line number, from 1.
        line: usize,
        /// What is wrong, and what is allowed.
        fault: String,
    },
}

const ABBREVIATIONS: &str = "words/abbreviations.txt";
const PREFIXES: &str = "words/hyphen-prefixes.txt";
const IRREGULAR: &str = "words/irregular-forms.txt";
const HABITS: &str = "words/verb-habits.txt";
const BOUNDARIES: &str = "words/sentence-ends.tsv";

impl WordLists {
    /// The files under `data/` that the text layer reads.
    pub const PATHS: [&'static str; 5] = [ABBREVIATIONS, PREFIXES, IRREGULAR, HABITS, BOUNDARIES];

    /// Reads the lists out of `files`, pairs of path under `data/` and contents.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, WordListError> {
        let mut lists = Self::default();
        for (line, text) in entries(contents(files, ABBREVIATIONS)?) {
            let (word, kind) = abbreviation(text).map_err(at(ABBREVIATIONS, line))?;
            lists.abbreviations.insert(word.into(), kind);
        }
        for (_, text) in entries(contents(files, PREFIXES)?) {
            lists.prefixes.insert(text.into());
        }
        for (line, text) in entries(contents(files, IRREGULAR)?) {
            let (form, upos, lemma) = irregular(text).map_err(at(IRREGULAR, line))?;
            lists.irregular.entry(form.into()).or_default().push((upos, lemma.into()));
        }
        for (line, text) in entries(contents(files, HABITS)?) {
            let (verb, habit) = habit(text).map_err(at(HABITS, line))?;
            lists.habits.entry(verb.into()).or_default().push(habit);
        }
        let ends = contents(files, BOUNDARIES)?;
        lists.boundaries.reserve(ends.bytes().filter(|byte| *byte == b'\n').count());
        for (line, text) in entries(ends) {
            lists.boundaries.add(text).map_err(at(BOUNDARIES, line))?;
        }
        Ok(lists)
    }

    /// The kind of abbreviation that `word` is, its full stop included.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<AbbreviationKind> {
        self.abbreviations.get(word).copied()
    }

    /// Whether `part`, in any case, stays joined to what follows its hyphen.
    pub(crate) fn is_prefix(&self, part: &str) -> bool {
        part.len() <= 8 && self.prefixes.contains(part.to_lowercase().as_str())
    }

    /// What speaks for a sentence's end where the rules doubt.
    pub(crate) fn boundaries(&self) -> &Boundaries {
        &self.boundaries
    }

    /// Whether the verb with this lemma has `habit`.
    pub(crate) fn has_habit(&self, lemma: &str, habit: VerbHabit) -> bool {
        self.habits.get(lemma).is_some_and(|habits| habits.contains(&habit))
    }

    /// The dictionary form of an irregular `form`, which must be in lower case.
    pub(crate) fn irregular(&self, form: &str, upos: Upos) -> Option<&str> {
        // What is written last holds.
        let mut lemmas = self.irregular.get(form)?.iter().rev();
        lemmas.find(|(of, _)| *of == upos).map(|(_, lemma)| &**lemma)
    }
}

/// The contents of the file at `path`.
fn contents<'f>(files: &[(&str, &'f str)], path: &'static str) -> Result<&'f str, WordListError> {
    let found = files.iter().find(|(name, _)| *name == path);
    found.map(|(_, contents)| *contents).ok_or(WordListError::Missing { path })
}

/// The lines that are neither empty nor comments, with their numbers.
fn entries(contents: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = contents.lines().enumerate().map(|(i, line)| (i + 1, line.trim()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Turns a fault into an error that names its place.
fn at(path: &'static str, line: usize) -> impl Fn(String) -> WordListError {
    move |fault| WordListError::Line { path, line, fault }
}

fn abbreviation(line: &str) -> Result<(&str, AbbreviationKind), String> {
    let mut fields = line.split_whitespace();
    let (Some(word), Some(kind), None) = (fields.next(), fields.next(), fields.next()) else {
        return Err(format!("expected a word and its class, found \"{line}\""));
    };
    let kind = match kind {
        "title" => AbbreviationKind::Title,
        "number" => AbbreviationKind::Number,
        "month" => AbbreviationKind::Month,
        "other" => AbbreviationKind::Other,
        "last" => AbbreviationKind::Last,
        _ => return Err(format!("unknown class \"{kind}\": title, number, month, other or last")),
    };
    Ok((word, kind))
}

fn habit(line: &str) -> Result<(&str, VerbHabit), String> {
    match line.split_whitespace().collect::<Vec<_>>()[..] {
        [verb, "intransitive"] => Ok((verb, VerbHabit::Intransitive)),
        [verb, "naming"] => Ok((verb, VerbHabit::Naming)),
        [verb, "reporting"] => Ok((verb, VerbHabit::Reporting)),
        [adjective, "personal"] => Ok((adjective, VerbHabit::Personal)),
        [verb, "unchanged"] => Ok((verb, VerbHabit::Unchanged)),
        _ => {
            Err(format!("expected a verb and intransitive, naming or reporting, found \"{line}\""))
        }
    }
}

fn irregular(line: &str) -> Result<(&str, Upos, &str), String> {
    let mut fields = line.split_whitespace();
    let (Some(form), Some(upos), Some(lemma)) = (fields.next(), fields.next(), fields.next())
    else {
        return Err(format!("expected form, part of speech and lemma, found \"{line}\""));
    };
    let upos = Upos::parse(upos).ok_or_else(|| format!("unknown part of speech \"{upos}\""))?;
    Ok((form, upos, lemma))
}
