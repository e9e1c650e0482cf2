//! Which names begin with these words, and which are spelled so?
//!
//! Accents, full stops, apostrophes and case do not matter: "U.S." is "US", "Erdoğan" is "Erdogan". The
//! beginnings of all names lie in one table, as hashes in order; a text is walked once, and a run of
//! words goes on as long as some name begins so.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::Name;

/// Place of a name in [`Actors::names`](crate::Actors::names).
pub type NameId = usize;

/// A run of words from the start of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Beginning(u64);

impl Beginning {
    /// No word yet.
    pub const EMPTY: Self = Self(0);

    /// The same with `word` after it; `None` for a mark that may stand within a name.
    pub fn then(self, word: &str) -> Option<Self> {
        let word = word_hash(word)?;
        Some(Self((self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)))
    }
}

/// The beginnings of all names.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NameTable {
    /// In order, each once.
    beginnings: Vec<Beginning>,
    /// Whole names, in order.
    whole: Vec<(Beginning, NameId)>,
}

impl NameTable {
    pub(crate) fn new(names: &[Name]) -> Self {
        let mut table = Self::default();
        for (id, name) in names.iter().enumerate() {
            let mut so_far = Beginning::EMPTY;
            for word in written_words(&name.text) {
                if let Some(longer) = so_far.then(&word) {
                    table.beginnings.push(longer);
                    so_far = longer;
                }
            }
            if so_far != Beginning::EMPTY {
                table.whole.push((so_far, id));
            }
        }
        table.beginnings.sort_unstable();
        table.beginnings.dedup();
        table.whole.sort_unstable();
        table
    }

    /// Whether some name begins so.
    pub fn knows(&self, beginning: Beginning) -> bool {
        self.beginnings.binary_search(&beginning).is_ok()
    }

    /// The names that are spelled so, in the lexicon's order.
    pub fn spelled(&self, whole: Beginning) -> impl Iterator<Item = NameId> {
        let first = self.whole.partition_point(|entry| entry.0 < whole);
        self.whole[first..].iter().take_while(move |entry| entry.0 == whole).map(|entry| entry.1)
    }
}

/// The words of a name as the tokenizer would cut them: "People's" is two, "al-Assad" is two.
pub fn written_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split([' ', '-', '–']).flat_map(|chunk| {
        let chunk = chunk.replace('’', "'");
        let (body, comma) = match chunk.strip_suffix(',') {
            Some(body) => (body.to_owned(), Some(",".to_owned())),
            None => (chunk, None),
        };
        let (body, possessive) = match body.strip_suffix("'s") {
            Some(body) => (body.to_owned(), Some("'s".to_owned())),
            None => (body, None),
        };
        [Some(body), possessive, comma].into_iter().flatten().filter(|word| is_word(word))
    })
}

/// Whether something of `form` counts in a name.
pub fn is_word(form: &str) -> bool {
    word_hash(form).is_some()
}

/// A hash of the letters and figures of a word, without accents and in lower case, the same on every
/// machine (FNV-1a over characters); `None` for hyphens and other marks. A comma is a word.
fn word_hash(form: &str) -> Option<u64> {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;
    let mix = |hash: u64, c: char| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    if form == "," {
        return Some(mix(SEED, ','));
    }
    let hash = if form.is_ascii() {
        let letters = form.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase()).fold(SEED, mix)
    } else {
        let letters = form.nfd().filter(|c| c.is_alphanumeric());
        letters.flat_map(|c| plain_letter(c).to_lowercase()).fold(SEED, mix)
    };
    (hash != SEED).then_some(hash)
}

/// Letters that Unicode does not take apart but English spelling does.
fn plain_letter(c: char) -> char {
    match c {
        'ı' | 'İ' => 'i',
        'ł' => 'l',
        'Ł' => 'L',
        'ø' => 'o',
        'Ø' => 'O',
        'đ' => 'd',
        'Đ' => 'D',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_stops_are_forgotten() {
        assert_eq!(word_hash("U.S."), word_hash("us"));
        assert_eq!(word_hash("Erdoğan"), word_hash("ERDOGAN"));
        assert_ne!(word_hash("us"), word_hash("su"));
        assert_eq!(word_hash("-"), None);
        assert!(is_word(","));
    }

    #[test]
    fn names_are_cut_like_text() {
        let words: Vec<String> = written_words("People's Republic of al-Sham").collect();
        assert_eq!(words, ["People", "'s", "Republic", "of", "al", "Sham"]);
    }
}
