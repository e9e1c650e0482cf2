//! Which of many phrases begins at a word of a text?

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// A word of a text: as it stands, and its dictionary form.
pub type FormAndLemma<'a> = (&'a str, &'a str);

/// The words of a phrase after its first, and its value.
type Rest<T> = (Vec<Box<str>>, T);

/// Phrases of lower-case words, each with a value. A word fits a form or a dictionary form, whatever its
/// capitals; a hyphen is a word of its own, as in texts.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Phrases<T> {
    by_first: FxHashMap<Box<str>, Vec<Rest<T>>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T: Default> Phrases<T> {
    /// The value of `phrase`, which is put in if it is new.
    pub(crate) fn entry(&mut self, phrase: &str) -> &mut T {
        let mut words = split(phrase);
        let first = words.next().unwrap_or_default();
        let rest: Vec<Box<str>> = words.map(Into::into).collect();
        let others = self.by_first.entry(first.into()).or_default();
        let at = others.iter().position(|(known, _)| *known == rest).unwrap_or_else(|| {
            // The longest first, so that the first that fits is the longest.
            let at = others.partition_point(|(known, _)| known.len() >= rest.len());
            others.insert(at, (rest, T::default()));
            at
        });
        &mut others[at].1
    }
}

impl<T> Phrases<T> {
    /// The longest phrase that begins with the first of `words`: how many words it has, and its value.
    pub fn longest(&self, words: &[FormAndLemma<'_>]) -> Option<(usize, &T)> {
        let (form, lemma) = *words.first()?;
        let by_lemma = self.fitting(lemma, words);
        if form == lemma {
            return by_lemma;
        }
        let by_form = self.fitting(form, words);
        match (by_lemma, by_form) {
            (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
            (one, other) => one.or(other),
        }
    }

    fn fitting(&self, first: &str, words: &[FormAndLemma<'_>]) -> Option<(usize, &T)> {
        let is_lower = !first.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii());
        let phrases = if is_lower {
            self.by_first.get(first)
        } else {
            self.by_first.get(&*first.to_lowercase())
        };
        let is = |(form, lemma): &FormAndLemma<'_>, wanted: &str| {
            lemma.eq_ignore_ascii_case(wanted)
                || form.eq_ignore_ascii_case(wanted)
                || form
                    .strip_prefix('’')
                    .is_some_and(|rest| wanted.strip_prefix('\'') == Some(rest))
        };
        let fits = |(rest, _): &&Rest<T>| {
            let mut pairs = words[1..].iter().zip(rest);
            rest.len() < words.len() && pairs.all(|(word, wanted)| is(word, wanted))
        };
        phrases?.iter().find(fits).map(|(rest, value)| (rest.len() + 1, value))
    }
}

/// The words of a phrase as a text is cut into words: hyphens and possessive endings are words of their own.
pub(crate) fn split(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split(' ').flat_map(|part| {
        let ending = ["'s", "'"].into_iter().find(|ending| part.ends_with(ending));
        let stem = ending.and_then(|ending| part.strip_suffix(ending)).unwrap_or(part);
        let pieces = stem.split('-').enumerate();
        let words =
            pieces.flat_map(|(at, piece)| (at > 0).then_some("-").into_iter().chain([piece]));
        words.chain(ending)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(words: &[FormAndLemma<'_>]) -> Option<(usize, u8)> {
        let mut phrases = Phrases::<u8>::default();
        for (value, phrase) in
            [(1, "war"), (2, "war crime"), (3, "cease-fire"), (4, "talks"), (5, "women's rights")]
        {
            *phrases.entry(phrase) = value;
        }
        phrases.longest(words).map(|(len, value)| (len, *value))
    }

    #[test]
    fn the_longest_phrase_wins_by_form_or_lemma() {
        assert_eq!(longest(&[("War", "war"), ("crimes", "crime")]), Some((2, 2)));
        assert_eq!(longest(&[("war", "war"), ("ended", "end")]), Some((1, 1)));
        assert_eq!(longest(&[("talks", "talk")]), Some((1, 4)));
        assert_eq!(longest(&[("talk", "talk")]), None);
        assert_eq!(longest(&[]), None);
    }

    #[test]
    fn a_hyphen_is_a_word() {
        let words = [("cease", "cease"), ("-", "-"), ("fires", "fire")];
        assert_eq!(longest(&words), Some((3, 3)));
        assert_eq!(longest(&words[..2]), None);
    }

    #[test]
    fn a_possessive_ending_is_a_word_however_it_is_set() {
        for ending in ["'s", "’s"] {
            let words = [("women", "woman"), (ending, "'s"), ("rights", "right")];
            assert_eq!(longest(&words), Some((3, 5)));
        }
    }
}
