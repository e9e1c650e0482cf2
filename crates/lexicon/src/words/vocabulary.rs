//! Which words do patterns and classes know, and by what number?
//!
//! Laying a pattern over a sentence asks of word after word whether it is this one, or in that class.
//! So each word that a pattern or class writes has a number, and numbers are what is compared.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The number of a word in [`Vocabulary`].
pub type WordNumber = u32;
/// The number of a class in [`Classes`](super::Classes).
pub type ClassNumber = u32;

/// A word or the name of a class as a pattern writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    text: Box<str>,
    number: u32,
}

/// The number of what is not linked yet, or nowhere defined.
const UNKNOWN: u32 = u32::MAX;

impl Term {
    /// Its number: a [`WordNumber`], or a [`ClassNumber`] where it names a class.
    pub fn number(&self) -> u32 {
        self.number
    }

    pub(crate) fn set(&mut self, number: u32) {
        self.number = number;
    }
}

impl std::ops::Deref for Term {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Display for Term {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<&str> for Term {
    fn from(text: &str) -> Self {
        Self { text: text.into(), number: UNKNOWN }
    }
}

/// The words that patterns and classes write, each with its number.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Vocabulary {
    numbers: FxHashMap<Box<str>, WordNumber>,
    known: Vec<Known>,
}

/// What is known of a word.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Known {
    /// The classes that it is in, ascending.
    classes: Vec<ClassNumber>,
    /// Whether some entry of several words begins or ends with it.
    joined: bool,
}

impl Vocabulary {
    /// The number of `word`, in lower case, if some pattern or class writes it.
    pub fn number(&self, word: &str) -> Option<WordNumber> {
        self.numbers.get(word).copied()
    }

    /// The classes that the word is in, ascending.
    pub fn classes(&self, word: WordNumber) -> &[ClassNumber] {
        &self.known[word as usize].classes
    }

    /// Whether some entry of several words begins or ends with the word, as "hunger strike" does with
    /// "strike".
    pub fn is_joined(&self, word: WordNumber) -> bool {
        self.known[word as usize].joined
    }

    /// The words, each with its classes, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &[ClassNumber])> {
        self.numbers.iter().map(|(word, &number)| (&**word, self.classes(number)))
    }

    /// Takes `word` in, and the words that it begins and ends with.
    pub(crate) fn add(&mut self, word: &str) -> WordNumber {
        let mut parts = word.split([' ', '-']);
        if let (Some(first), Some(last)) = (parts.next(), parts.next_back()) {
            for part in [first, last] {
                let number = self.enter(part);
                self.known[number as usize].joined = true;
            }
        }
        self.enter(word)
    }

    /// Puts `word` into `class`; classes come in ascending order.
    pub(super) fn put(&mut self, word: &str, class: ClassNumber) {
        let number = self.add(word);
        let classes = &mut self.known[number as usize].classes;
        if classes.last() != Some(&class) {
            classes.push(class);
        }
    }

    fn enter(&mut self, word: &str) -> WordNumber {
        if let Some(number) = self.number(word) {
            return number;
        }
        let number = self.known.len() as WordNumber;
        self.numbers.insert(word.into(), number);
        self.known.push(Known::default());
        number
    }
}
