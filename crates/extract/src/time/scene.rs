//! What does a rule see: which words, published when, after which other time?

use std::borrow::Cow;

use jiff::civil::Date;
use verbale_text::{Doc, Relation, Sentence, Token, Upos};

use super::period::{Count, Meaning, Period};
use super::tense::{Direction, direction};
use super::words;

/// One sentence, with what a time in it may be counted from. Words are numbered from 0.
pub(super) struct Scene<'d> {
    doc: &'d Doc,
    base: usize,
    lower: Vec<Cow<'d, str>>,
    /// The day of publication.
    pub(super) date: Option<Date>,
    /// The time last named, in this sentence or not long before.
    pub(super) focus: Option<Period>,
    /// Whether the focus stands in this sentence.
    pub(super) focus_is_near: bool,
}

/// A time expression that a rule found: it starts where the rule was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The word after its last one.
    pub(super) end: usize,
    /// What it means.
    pub(super) meaning: Meaning,
}

impl Found {
    /// A stretch of the calendar that ends before `end`, or an unresolved expression.
    pub(super) fn period(end: usize, period: Option<Period>) -> Self {
        Self { end, meaning: period.map_or(Meaning::Unknown, Meaning::Period) }
    }
}

impl<'d> Scene<'d> {
    /// The words of `sentence`.
    pub(super) fn new(doc: &'d Doc, sentence: &Sentence, date: Option<Date>) -> Self {
        let lower = sentence.tokens.clone().map(|id| lower(doc.form(id))).collect();
        Self { doc, base: sentence.tokens.start, lower, date, focus: None, focus_is_near: false }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.lower.len()
    }

    /// The place of word `at` in the document.
    pub(super) fn id(&self, at: usize) -> usize {
        self.base + at
    }

    /// Word `at` in lower case; empty past the end.
    pub(super) fn word(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", |word| word)
    }

    /// The word before `at` in lower case; empty at the start.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    /// Whether word `at` is one of `words`.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// What the text layer knows about word `at`.
    pub(super) fn token(&self, at: usize) -> Option<&'d Token> {
        if at < self.lower.len() { self.doc.tokens().get(self.base + at) } else { None }
    }

    /// Whether word `at` is written with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        at < self.lower.len()
            && self.doc.form(self.base + at).starts_with(|c: char| c.is_uppercase())
    }

    /// Whether word `at` belongs to a proper name that continues on either side.
    pub(super) fn is_in_name(&self, at: usize) -> bool {
        let name = |i: usize| {
            self.token(i).is_some_and(|t| t.upos == Upos::Propn)
                && words::month(self.word(i)).is_none()
                && words::weekday(self.word(i)).is_none()
        };
        let child = self.token(at).is_some_and(|t| t.relation == Relation::Flat);
        child && at > 0 && name(at - 1)
            || self.token(at + 1).is_some_and(|t| t.relation == Relation::Flat) && name(at + 1)
    }

    /// Which way the clause around word `at` looks.
    pub(super) fn direction(&self, at: usize) -> Direction {
        direction(self.doc, self.base + at)
    }

    /// The whole number written at `at`, in figures or words, and the word after it.
    pub(super) fn number(&self, at: usize) -> Option<(u32, usize)> {
        let first = words::cardinal(self.word(at))?;
        let mut end = at + 1;
        let mut value = first;
        if words::tens(self.word(at)).is_some() {
            let ones_at = if self.is(end, &["-"]) { end + 1 } else { end };
            if let Some(ones) = words::cardinal(self.word(ones_at)).filter(|n| (1..10).contains(n))
                && !self.word(ones_at).starts_with(|c: char| c.is_ascii_digit())
            {
                value += ones;
                end = ones_at + 1;
            }
        }
        for (word, factor) in [("hundred", 100), ("thousand", 1000)] {
            if self.word(end) == word && value < 1000 {
                value *= factor;
                end += 1;
            }
        }
        Some((value, end))
    }

    /// How many, as written at `at`: "three", "a few", "two and a half", "a"; and the word after it.
    pub(super) fn count(&self, at: usize) -> Option<(Count, usize)> {
        match self.word(at) {
            "a" | "an" => Some(self.count_after_article(at + 1)),
            "half" if self.is(at + 1, &["a", "an"]) => Some((Count::Half(0), at + 2)),
            "several" | "few" | "many" | "some" => Some((Count::Vague, at + 1)),
            "couple" if self.is(at + 1, &["of"]) => Some((Count::Exact(2), at + 2)),
            "both" => Some((Count::Exact(2), at + 1)),
            _ => {
                let (number, end) = self.number(at)?;
                if self.is(end, &["1/2", "½"]) {
                    return Some((Count::Half(number), end + 1));
                }
                if self.is(end, &["and"]) && self.is(end + 1, &["a"]) && self.is(end + 2, &["half"])
                {
                    return Some((Count::Half(number), end + 3));
                }
                Some((Count::Exact(number), end))
            }
        }
    }

    fn count_after_article(&self, at: usize) -> (Count, usize) {
        match self.word(at) {
            "few" | "several" => (Count::Vague, at + 1),
            "couple" if self.is(at + 1, &["of"]) => (Count::Exact(2), at + 2),
            "half" => (Count::Half(0), at + 1),
            "hundred" => (Count::Exact(100), at + 1),
            "thousand" => (Count::Exact(1000), at + 1),
            "dozen" => (Count::Exact(12), at + 1),
            _ => (Count::Exact(1), at),
        }
    }
}

fn lower(form: &str) -> Cow<'_, str> {
    if form.bytes().any(|b| b.is_ascii_uppercase() || b == b'\xe2') {
        Cow::Owned(form.to_lowercase().replace('’', "'").replace(['–', '—'], "-"))
    } else {
        Cow::Borrowed(form)
    }
}
