//! Where in the text do names from our knowledge stand?
//!
//! All names of all actors are put into one automaton over words; a text is walked once, and at each
//! word the longest name wins. Accents, full stops and hyphens do not matter ("U.S." is "US",
//! "Erdoğan" is "Erdogan"); capitals do.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use verbale_lexicon::{Actors, Name};
use verbale_text::{Doc, LineKind, TokenId};

/// Place of a name in the lexicon's list of names.
pub(crate) type NameId = usize;

/// A run of tokens that spells one or more names.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    /// The tokens.
    pub tokens: Range<TokenId>,
    /// The names that they spell, in the lexicon's order.
    pub names: Vec<NameId>,
}

/// The automaton.
#[derive(Debug, Default)]
pub(crate) struct NameTable {
    words: FxHashMap<Box<str>, u32>,
    steps: FxHashMap<(u32, u32), u32>,
    /// Names that end at a state.
    ends: Vec<Vec<NameId>>,
}

impl NameTable {
    /// Builds the automaton over all names of `actors`.
    pub fn new(actors: &Actors) -> Self {
        let mut table = NameTable { ends: vec![Vec::new()], ..NameTable::default() };
        for (id, name) in actors.names().iter().enumerate() {
            table.insert(id, &name.text);
        }
        table
    }

    fn insert(&mut self, id: NameId, text: &str) {
        let mut state = 0;
        for word in name_words(text) {
            let fresh = self.words.len() as u32;
            let word = *self.words.entry(word.into()).or_insert(fresh);
            let next = self.ends.len() as u32;
            state = *self.steps.entry((state, word)).or_insert(next);
            if state == next {
                self.ends.push(Vec::new());
            }
        }
        if state != 0 {
            self.ends[state as usize].push(id);
        }
    }

    /// All names in `doc`, leftmost and longest first, without overlaps.
    pub fn scan(&self, doc: &Doc, names: &[Name], date: Option<Date>) -> Vec<Hit> {
        let mut hits = Vec::new();
        for sentence in doc.sentences() {
            if matches!(sentence.kind, LineKind::Stamp) {
                continue;
            }
            let shouting = is_shouting(doc, sentence.tokens.clone());
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                match self.longest(doc, names, at..sentence.tokens.end, shouting, date) {
                    Some(hit) => {
                        at = hit.tokens.end;
                        hits.push(hit);
                    }
                    None => at += 1,
                }
            }
        }
        hits
    }

    /// The longest name that starts at the first token of `tokens`.
    fn longest(
        &self,
        doc: &Doc,
        names: &[Name],
        tokens: Range<TokenId>,
        shouting: bool,
        date: Option<Date>,
    ) -> Option<Hit> {
        let start = tokens.start;
        let mut state = 0;
        let mut best = None;
        for at in tokens {
            let Some(word) = word_key(doc.form(at)) else {
                // A hyphen inside a name joins; at the start nothing begins.
                if at == start {
                    return None;
                }
                continue;
            };
            let step = self.words.get(&*word).and_then(|w| self.steps.get(&(state, *w)));
            let Some(&next) = step else { break };
            state = next;
            let fits: Vec<NameId> = self.ends[state as usize]
                .iter()
                .copied()
                .filter(|&id| is_in_use(&names[id], date))
                .filter(|&id| capitals_fit(doc, start..at + 1, &names[id].text, shouting))
                .collect();
            if !fits.is_empty() {
                best = Some(Hit { tokens: start..at + 1, names: fits });
            }
        }
        best
    }
}

/// A former name counts until a generation after it was given up: papers go on using it for a while.
fn is_in_use(name: &Name, date: Option<Date>) -> bool {
    const GRACE_YEARS: i16 = 30;
    match (name.until, date) {
        (Some(until), Some(date)) => date.year() <= until.last().year() + GRACE_YEARS,
        _ => true,
    }
}

/// Whether most words of the tokens are in capitals, as in some headlines.
fn is_shouting(doc: &Doc, tokens: Range<TokenId>) -> bool {
    let (mut capital, mut words) = (0, 0);
    for id in tokens {
        let form = doc.form(id);
        if form.chars().filter(|c| c.is_alphabetic()).count() >= 3 {
            words += 1;
            capital += usize::from(!form.chars().any(char::is_lowercase));
        }
    }
    words >= 3 && capital * 4 >= words * 3
}

/// Whether the text writes the name with the capitals that it needs.
fn capitals_fit(doc: &Doc, tokens: Range<TokenId>, name: &str, shouting: bool) -> bool {
    let forms = tokens.filter(|&id| word_key(doc.form(id)).is_some()).map(|id| doc.form(id));
    written_words(name).zip(forms).all(|(written, form)| {
        let letters = || written.chars().filter(|c| c.is_alphabetic());
        let is_acronym = letters().count() >= 2 && letters().all(char::is_uppercase);
        if is_acronym {
            !form.chars().any(char::is_lowercase) && (!shouting || letters().count() > 3)
        } else if letters().next().is_some_and(char::is_uppercase) {
            form.chars().next().is_some_and(char::is_uppercase)
        } else {
            true
        }
    })
}

/// The words of a name as keys.
fn name_words(text: &str) -> impl Iterator<Item = String> + '_ {
    written_words(text).filter_map(|word| word_key(&word))
}

/// The words of a name as the tokenizer would cut them: "People's" is two, "al-Assad" is two.
fn written_words(text: &str) -> impl Iterator<Item = String> + '_ {
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
        [Some(body), possessive, comma]
            .into_iter()
            .flatten()
            .filter(|word| word_key(word).is_some())
    })
}

/// The form of a word that names are compared by: no accents, stops or apostrophes, lower case;
/// `None` for hyphens and other marks that may stand inside a name. A comma is a word.
pub(crate) fn word_key(form: &str) -> Option<String> {
    if form == "," {
        return Some(",".into());
    }
    if form.is_ascii() {
        let key: String = form
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        return (!key.is_empty()).then_some(key);
    }
    let key: String = form
        .nfd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(|c| plain_letter(c).to_lowercase())
        .collect();
    (!key.is_empty()).then_some(key)
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
    fn keys_forget_accents_and_stops() {
        assert_eq!(word_key("U.S.").as_deref(), Some("us"));
        assert_eq!(word_key("Erdoğan").as_deref(), Some("erdogan"));
        assert_eq!(word_key("-"), None);
    }

    #[test]
    fn names_are_cut_like_text() {
        let words: Vec<String> = name_words("People's Republic of al-Sham").collect();
        assert_eq!(words, ["people", "s", "republic", "of", "al", "sham"]);
    }
}
