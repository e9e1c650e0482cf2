//! What can be seen of a word without knowing what it means?
//!
//! [`Forms`] holds, for each word of a sentence, the hashes of its lower-case form, its beginnings and
//! endings, its shape and its word class: what taggers and parsers look at. In a line of capitals or
//! a headline in title case, letter case tells nothing, so the shape says only that.

use crate::hash;
use crate::table::HashTable;

/// Longest part of a form that is looked at, in bytes.
const LONGEST: usize = 48;

/// Code of a place outside the sentence.
pub(crate) const OUTSIDE: u64 = 1;

/// The visible traits of the words of one sentence, two places of padding on either side.
#[derive(Debug, Default)]
pub struct Forms {
    pub(crate) traits: Vec<Traits>,
    scratch: String,
}

/// The visible traits of one word, as hashes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Traits {
    /// Lower-case form, digits as zeros.
    pub(crate) word: u64,
    pub(crate) prefixes: [u64; 3],
    pub(crate) suffixes: [u64; 4],
    pub(crate) shape: u64,
    /// Class of topic, fine and coarse.
    pub(crate) cluster: u64,
    pub(crate) coarse: u64,
    /// Class of function.
    pub(crate) function: u64,
}

/// How a sentence uses capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Plain,
    /// All words in capitals.
    Loud,
    /// Most words begin with a capital.
    Title,
}

impl Forms {
    /// Looks at the words of a sentence.
    pub fn read(&mut self, forms: &[&str], clusters: Option<&HashTable>) {
        let outside = Traits {
            word: OUTSIDE,
            prefixes: [OUTSIDE; 3],
            suffixes: [OUTSIDE; 4],
            shape: OUTSIDE,
            cluster: OUTSIDE,
            coarse: OUTSIDE,
            function: OUTSIDE,
        };
        self.traits.clear();
        self.traits.extend([outside; 2]);
        let case = case_of(forms);
        for (at, form) in forms.iter().enumerate() {
            lower(form, &mut self.scratch);
            self.traits.push(traits(form, &self.scratch, at, case, clusters));
        }
        self.traits.extend([outside; 2]);
    }

    /// How many words the sentence has.
    pub fn len(&self) -> usize {
        self.traits.len().saturating_sub(4)
    }

    /// Whether the sentence has no words.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The traits of word `at`, which may lie up to two places outside the sentence.
    #[inline]
    pub(crate) fn at(&self, at: isize) -> &Traits {
        &self.traits[(at + 2) as usize]
    }

    /// The hash by which dictionaries know word `at`.
    pub fn word_hash(&self, at: usize) -> u64 {
        self.traits[at + 2].word
    }
}

/// The hash by which dictionaries know `form`.
pub fn word_hash(form: &str) -> u64 {
    hash::bytes(folded(form).as_bytes())
}

/// `form` in lower case, with digits as zeros and plain apostrophes, as models know it.
pub fn folded(form: &str) -> String {
    let mut folded = String::new();
    lower(form, &mut folded);
    folded
}

/// The classes of a word in one number: fine and coarse class of topic, class of function.
pub fn pack_classes(fine: u32, coarse: u32, function: u32) -> u32 {
    fine & 0x3FF | (coarse & 0xFF) << 10 | function << 18
}

/// The classes of the word with this hash: fine and coarse class of topic, class of function; 0 where
/// it has none.
pub(crate) fn word_classes(word: u64, clusters: Option<&HashTable>) -> (u32, u32, u32) {
    let packed = clusters.and_then(|table| table.get(word)).unwrap_or(0);
    (packed & 0x3FF, packed >> 10 & 0xFF, packed >> 18)
}

/// Writes `form` to `out` in lower case, with digits as zeros and plain apostrophes.
fn lower(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        if out.len() >= LONGEST {
            break;
        }
        match c {
            '’' | 'ʼ' | '`' => out.push('\''),
            '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}' => {}
            '“' | '”' | '«' | '»' => out.push('"'),
            '–' => out.push('-'),
            _ if c.is_ascii() => {
                out.push(if c.is_ascii_digit() { '0' } else { c.to_ascii_lowercase() });
            }
            _ if c.is_numeric() => out.push('0'),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

fn traits(form: &str, lower: &str, at: usize, case: Case, clusters: Option<&HashTable>) -> Traits {
    let word = hash::bytes(lower.as_bytes());
    let (fine, coarse, function) = word_classes(word, clusters);
    let mut prefixes = [0; 3];
    let mut ends = lower.char_indices().skip(1).map(|(i, _)| i).chain([lower.len()]);
    let mut last = lower.len();
    for prefix in &mut prefixes {
        last = ends.next().unwrap_or(last);
        *prefix = hash::bytes(&lower.as_bytes()[..last]);
    }
    let mut suffixes = [0; 4];
    let mut starts = lower.char_indices().rev().map(|(i, _)| i);
    let mut first = lower.len();
    for suffix in &mut suffixes {
        first = starts.next().unwrap_or(first);
        *suffix = hash::bytes(&lower.as_bytes()[first..]);
    }
    Traits {
        word,
        prefixes,
        suffixes,
        shape: shape(form, at, case),
        cluster: u64::from(fine) + 16,
        coarse: u64::from(coarse) + 16,
        function: u64::from(function) + 16,
    }
}

/// A number for the pattern of capitals, letters, digits and marks in `form`.
fn shape(form: &str, at: usize, case: Case) -> u64 {
    let mut shape = 0u64;
    let mut last = 0;
    for c in form.chars().take(LONGEST) {
        let kind = match c {
            _ if c.is_uppercase() => 1,
            _ if c.is_alphabetic() => 2,
            _ if c.is_numeric() => 3,
            '.' => 4,
            '-' => 5,
            '\'' | '’' => 6,
            _ => 7,
        };
        if kind != last {
            shape = shape << 3 | kind;
            last = kind;
        }
    }
    let several = u64::from(form.chars().nth(1).is_some());
    let case = match case {
        Case::Plain => 0,
        Case::Loud => 1,
        Case::Title => 2,
    };
    let first = u64::from(at == 0);
    (shape << 4 | several << 3 | first << 2 | case).wrapping_add(16)
}

/// How the sentence made of `forms` uses capitals.
fn case_of(forms: &[&str]) -> Case {
    let (mut words, mut loud, mut long, mut capital) = (0, 0, 0, 0);
    for form in forms {
        let mut letters = form.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else { continue };
        words += 1;
        loud += usize::from(first.is_uppercase() && letters.all(|c| !c.is_lowercase()));
        // Short function words are in lower case even in titles.
        if form.len() >= 4 {
            long += 1;
            capital += usize::from(first.is_uppercase());
        }
    }
    if words >= 3 && loud * 10 >= words * 8 {
        Case::Loud
    } else if long >= 3 && capital * 10 >= long * 9 {
        Case::Title
    } else {
        Case::Plain
    }
}
