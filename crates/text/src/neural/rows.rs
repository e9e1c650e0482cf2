//! Which rows of the embedding table stand for a word?
//!
//! The lower-case form, beginnings and endings, shape and word class of a word each point to a row of
//! one large table by hash; the rows are summed. The form points to two, so that words that share one
//! by accident still differ.

use crate::form::{Forms, Traits};
use crate::hash;

/// How many rows stand for one word.
pub const LOOKUPS: usize = 11;

/// Rows for forms, each form having two.
const FORMS: u32 = 8192;
/// Rows of each trait that points by hash: beginnings of two and three letters, endings of two to
/// four, shapes; and of each that is a small number: fine and coarse class of topic, class of function.
const SIZES: [u32; LOOKUPS - 2] = [1024, 2048, 1024, 2048, 4096, 1024, 1024, 128, 512];

/// How many rows the table has.
pub const ROWS: usize = {
    let mut sum = FORMS;
    let mut at = 0;
    while at < SIZES.len() {
        sum += SIZES[at];
        at += 1;
    }
    sum as usize
};

/// The lookups that stand for the form, which training at times leaves out.
pub const OF_FORM: std::ops::Range<usize> = 0..2;

/// The rows that stand for word `at` of `forms`.
pub fn rows(forms: &Forms, at: usize) -> [u32; LOOKUPS] {
    let Traits { word, prefixes, suffixes, shape, cluster, coarse, function } =
        *forms.at(at as isize);
    let hashes = [prefixes[1], prefixes[2], suffixes[1], suffixes[2], suffixes[3], shape];
    let classes = [cluster, coarse, function];
    let mut rows = [0; LOOKUPS];
    rows[0] = (hash::join(word, 1) % u64::from(FORMS)) as u32;
    rows[1] = (hash::join(word, 2) % u64::from(FORMS)) as u32;
    let mut first = FORMS;
    for (nth, (row, size)) in rows[2..].iter_mut().zip(SIZES).enumerate() {
        let code = match hashes.get(nth) {
            Some(&hash) => hash::join(hash, nth as u64 + 3),
            None => classes[nth - hashes.len()],
        };
        *row = first + (code % u64::from(size)) as u32;
        first += size;
    }
    rows
}

/// A number that tells the visible traits of word `at` from those of other words.
pub fn key(forms: &Forms, at: usize) -> u64 {
    let traits = forms.at(at as isize);
    hash::join(traits.word, traits.shape)
}
