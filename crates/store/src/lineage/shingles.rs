//! How much of one text stands in another? Runs of words, hashed, outside quotation marks.
//!
//! Two reporters who heard the same speech share its quotations and are still independent, so words in
//! quotation marks do not count. The sample of a text is every shingle whose hash is small (FracMinHash):
//! unlike the bands of MinHash it also finds a short report inside a long one, and any two texts are
//! compared by the same shingles.

use rustc_hash::FxHashMap;

/// Words of a shingle: three in a row are common phrases, five do not survive light rewriting.
const WORDS: usize = 4;

/// One in so many shingles is in the sample.
const SAMPLED: u64 = 16;

/// With fewer words outside quotation marks, those inside count too.
const FEWEST_WORDS: usize = 20;

/// The shingles of one text, in order: one for each word that begins one.
#[derive(Debug)]
pub(crate) struct Shingles(Vec<u64>);

impl Shingles {
    pub(crate) fn of(text: &str) -> Self {
        let reported = words(&without_quotations(text));
        let words = if reported.len() < FEWEST_WORDS { words(text) } else { reported };
        if words.len() < WORDS {
            return Self(Vec::new());
        }
        Self(words.windows(WORDS).map(hash).collect())
    }

    /// Those that are kept in the database, sorted, each once.
    pub(crate) fn sample(&self) -> Vec<i64> {
        let small = self.0.iter().filter(|&&hash| hash < u64::MAX / SAMPLED);
        let mut sample: Vec<i64> = small.map(|&hash| hash.cast_signed()).collect();
        sample.sort_unstable();
        sample.dedup();
        sample
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The share of the words of a text of which those shingles that `stands` tells stand in another, from 0 to 1.
    fn share(&self, mut stands: impl FnMut(u64) -> bool) -> f64 {
        if self.0.is_empty() {
            return 0.0;
        }
        let mut covered = 0;
        let mut reach = 0;
        for (at, &hash) in self.0.iter().enumerate() {
            if stands(hash) {
                covered += at + WORDS - at.max(reach);
                reach = at + WORDS;
            }
        }
        covered as f64 / (self.0.len() + WORDS - 1) as f64
    }
}

/// A text that is laid beside many others.
#[derive(Debug)]
pub(crate) struct Held {
    shingles: Shingles,
    /// Each shingle, and the last text beside which it stood in both.
    met: FxHashMap<u64, usize>,
    others: usize,
}

impl Held {
    pub(crate) fn new(shingles: Shingles) -> Self {
        let met = shingles.0.iter().map(|&hash| (hash, 0)).collect();
        Self { shingles, met, others: 0 }
    }

    /// The share of this text's words that stand in `other`, and of the words of `other` that stand in this one.
    pub(crate) fn shares(&mut self, other: &Shingles) -> (f64, f64) {
        self.others += 1;
        let (met, now) = (&mut self.met, self.others);
        let theirs = other.share(|hash| match met.get_mut(&hash) {
            Some(last) => {
                *last = now;
                true
            }
            None => false,
        });
        (self.shingles.share(|hash| met.get(&hash) == Some(&now)), theirs)
    }
}

/// The words of a text, each as the hash of its letters in lower case.
fn words(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
        .map(|word| {
            if word.is_ascii() {
                fnv(word.bytes().map(|letter| u64::from(letter.to_ascii_lowercase())))
            } else {
                fnv(word.chars().flat_map(char::to_lowercase).map(u64::from))
            }
        })
        .collect()
}

/// FNV-1a: the file keeps what comes of it, so it must be the same in every version of the program.
fn fnv(parts: impl Iterator<Item = u64>) -> u64 {
    parts.fold(0xCBF2_9CE4_8422_2325, |hash, part| (hash ^ part).wrapping_mul(0x0100_0000_01B3))
}

/// The hash of a shingle, stirred so that all its bits are as good as random.
fn hash(words: &[u64]) -> u64 {
    let mut hash = fnv(words.iter().copied());
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

/// `text` without what stands between quotation marks. A quotation ends with its paragraph, whether or not
/// it is closed: the next paragraph opens it again.
fn without_quotations(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['"', '“']) {
        let (before, quoted) = rest.split_at(open);
        kept.push_str(before);
        kept.push_str(" . ");
        let (close, width) =
            if quoted.starts_with('"') { ('"', 1) } else { ('”', '“'.len_utf8()) };
        let inside = &quoted[width..];
        let paragraph = inside.find("\n\n").unwrap_or(inside.len());
        rest = match inside[..paragraph].find(close) {
            Some(length) => &inside[length + close.len_utf8()..],
            None => &inside[paragraph..],
        };
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const REPORT: &str = "Chad closed its border with Sudan on Monday after three guards were killed near Adre, \
        the interior ministry said. Trucks with grain waited on both sides, and traders asked for an escort.";

    fn share(text: &str, other: &str) -> f64 {
        Held::new(Shingles::of(text)).shares(&Shingles::of(other)).0
    }

    #[test]
    fn a_copy_shares_all_and_a_stranger_nothing() {
        assert!((share(REPORT, REPORT) - 1.0).abs() < 1e-9);
        assert!((share(&REPORT.to_uppercase(), REPORT) - 1.0).abs() < 1e-9);
        assert!(
            share("Fiji thanked Tonga for boats and tents sent after the storm.", REPORT) < 1e-9
        );
        assert!(share("", REPORT) < 1e-9);
    }

    #[test]
    fn a_changed_word_costs_the_shingles_around_it_only() {
        let changed = REPORT.replace("waited", "stood");
        let share = share(&changed, REPORT);
        assert!((0.7..1.0).contains(&share), "{share}");
    }

    #[test]
    fn the_same_speech_is_no_echo() {
        let speech = "\"We will open the road when the killers have been handed over and not a day sooner,\"";
        let one = format!("{speech} the minister told reporters in Adre. {REPORT}");
        let other = format!(
            "Sudan called the closure a mistake. Its envoy read out what Chad's minister had told the radio: \
             {speech} and answered that nobody knew who had fired on the guards that night."
        );
        assert!(share(&other, &one) < 0.1);
    }

    #[test]
    fn one_text_beside_many_is_as_beside_each() {
        let others = [&REPORT[..100], "Fiji thanked Tonga.", &REPORT[60..], REPORT, ""];
        let mut held = Held::new(Shingles::of(REPORT));
        for other in others {
            assert_eq!(
                held.shares(&Shingles::of(other)),
                (share(REPORT, other), share(other, REPORT))
            );
        }
    }

    #[test]
    fn letters_of_every_script_are_compared_in_lower_case() {
        assert_eq!(words("Łódź ATE Ełk"), words("łÓDŹ ate EŁK"));
        assert_ne!(words("ate"), words("até"));
    }

    proptest! {
        #[test]
        fn any_text_has_a_share_between_nothing_and_all(a in ".{0,300}", b in "[ab \"“”]{0,300}") {
            for (text, other) in [(&a, &b), (&b, &a), (&b, &b)] {
                prop_assert!((0.0..=1.0).contains(&share(text, other)));
            }
        }
    }
}
