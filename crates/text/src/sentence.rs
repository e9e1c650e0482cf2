//! Where does one sentence end and the next begin?
//!
//! Cuts the tokens of one block into sentences. A full stop ends a sentence unless it belongs to an
//! abbreviation or the text goes on in lower case; closing quotes and brackets stay with the sentence
//! that they close. Where the model knows better (see `boundary`), its word counts. A sentence longer
//! than [`LONGEST`] tokens is cut at its best place.

use std::ops::Range;

use crate::link::is_emoticon;
use crate::words::{AbbreviationKind, WordLists};
use crate::{ByteSpan, LineKind, boundary};

/// The most tokens that a sentence may have.
pub(crate) const LONGEST: usize = 200;

/// Cuts the tokens of `words` into ranges that are sentences each.
pub(crate) fn sentences(words: &boundary::Block<'_>, lists: &WordLists) -> Vec<Range<usize>> {
    let block = Block { text: words.text, tokens: words.tokens, lists };
    let mut starts = starts_by_rule(words, lists);
    lists.boundaries().revise(words, &mut starts);
    let mut found = Vec::new();
    let mut start = 0;
    for end in 1..=starts.len() {
        if starts.get(end).is_none_or(|&starts| starts) {
            push_capped(&block, start..end, &mut found);
            start = end;
        }
    }
    found
}

/// Whether a sentence starts at each token of `words`, by the rules.
pub(crate) fn starts_by_rule(words: &boundary::Block<'_>, lists: &WordLists) -> Vec<bool> {
    let block = Block { text: words.text, tokens: words.tokens, lists };
    let mut starts = vec![false; block.tokens.len()];
    if matches!(words.kind, LineKind::Byline | LineKind::Stamp) {
        return starts;
    }
    let mut at = 0;
    let mut quote_open = false;
    while at < block.tokens.len() {
        if is_straight(block.form(at)) {
            quote_open = block.opens(at);
        }
        let Some(end) = block.sentence_end(at, quote_open) else {
            at += 1;
            continue;
        };
        if (at..end).any(|i| is_straight(block.form(i))) {
            quote_open = false;
        }
        if let Some(start) = starts.get_mut(end) {
            *start = true;
        }
        at = end;
    }
    starts
}

struct Block<'t> {
    text: &'t str,
    tokens: &'t [ByteSpan],
    lists: &'t WordLists,
}

impl<'t> Block<'t> {
    fn form(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |span| span.of(self.text))
    }

    /// Whether white space stands before token `at`.
    fn spaced(&self, at: usize) -> bool {
        at == 0 || at >= self.tokens.len() || self.tokens[at - 1].end < self.tokens[at].start
    }

    /// Whether the straight quote at `at` opens a quotation.
    fn opens(&self, at: usize) -> bool {
        let before = if at == 0 { "" } else { self.form(at - 1) };
        (self.spaced(at) || matches!(before, "(" | "[" | "—" | "–" | "-")) && !self.spaced(at + 1)
    }

    /// If a sentence ends with the mark at `at`, the token after its last.
    fn sentence_end(&self, at: usize, quote_open: bool) -> Option<usize> {
        let mark = self.form(at);
        let kind = ending(mark)?;
        let mut end = at + 1;
        let mut quoted = false;
        while end < self.tokens.len() && self.closes(end, quote_open && !quoted) {
            quoted |= is_quote(self.form(end));
            end += 1;
        }
        if end == self.tokens.len() {
            return Some(end);
        }
        let starts = self.starts_sentence(end) || !quoted && self.starts_careless(at, end);
        let ends = match kind {
            Ending::Abbreviation => end == at + 1 && self.abbreviation_ends(at),
            Ending::Stop => starts && !self.numbers_item(at),
            Ending::Call => starts && !(quoted && self.reports(end)),
            Ending::Dots => {
                self.starts_sentence(end) && self.spaced(end) && !(quoted && self.reports(end))
            }
        };
        ends.then_some(end)
    }

    /// Whether token `at` closes a quotation or bracket that the sentence before it opened.
    fn closes(&self, at: usize, quote_open: bool) -> bool {
        match self.form(at) {
            ")" | "]" | "}" | "”" | "»" => true,
            "." | "!" | "?" | "…" => !self.spaced(at),
            "’" | "'" => {
                !self.spaced(at) && self.spaced(at + 1)
                    || !self.spaced(at) && is_quote(self.form(at + 1))
            }
            "\"" | "''" => !self.spaced(at) || quote_open && self.spaced(at + 1),
            form => form.starts_with(['!', '?']) && !self.spaced(at) || is_emoticon(form),
        }
    }

    /// Whether a sentence may begin with token `at`.
    fn starts_sentence(&self, at: usize) -> bool {
        let form = self.form(at);
        let Some(first) = form.chars().next() else { return true };
        if first.is_lowercase() {
            return false;
        }
        if first.is_alphanumeric() {
            return true;
        }
        match form {
            "," | ";" | ":" | ")" | "]" | "%" | "/" => false,
            // A dash goes on unless a new sentence plainly follows it.
            "-" | "--" | "—" | "–" | "..." | "…" | "(" | "[" | "\"" | "“" | "‘" | "'" | "«"
            | "``" => {
                let next = self.form(at + 1);
                let next = if is_quote(next) { self.form(at + 2) } else { next };
                !next.starts_with(char::is_lowercase)
            }
            _ => true,
        }
    }

    /// Whether token `next` begins a sentence in lower case, after a plain word and the stop at `at`.
    fn starts_careless(&self, at: usize, next: usize) -> bool {
        let before = if at == 0 { "" } else { self.form(at - 1) };
        let plain = before.len() >= 3 && before.chars().all(char::is_lowercase);
        let lower = self.form(next).starts_with(char::is_lowercase);
        let reports = is_report(self.form(next));
        plain && lower && !reports && next == at + 1 && self.spaced(next) && !self.spaced(at)
    }

    /// Whether the stop at `at` only ends the number of a list item or heading: "1. Background".
    fn numbers_item(&self, at: usize) -> bool {
        let before = if at == 0 { "" } else { self.form(at - 1) };
        let short = before.len() <= 2 && before.bytes().all(|b| b.is_ascii_digit());
        let follows = |mark: &str| ending(mark).is_some_and(|kind| kind != Ending::Abbreviation);
        short && !self.spaced(at) && (at == 1 || at >= 2 && follows(self.form(at - 2)))
    }

    /// Whether what follows a quotation tells who spoke: `"Why?" Mr Smith asked.`
    fn reports(&self, at: usize) -> bool {
        let mut next = at;
        while next < at + 6
            && (self.form(next).starts_with(char::is_uppercase) || is_title(self.form(next)))
        {
            next += 1;
        }
        is_report(self.form(next)) && next <= at + 5
    }

    /// Whether the abbreviation at `at` is the last word of its sentence.
    fn abbreviation_ends(&self, at: usize) -> bool {
        let word = self.form(at);
        let kind = self.lists.abbreviation(word);
        if matches!(kind, Some(AbbreviationKind::Title | AbbreviationKind::Number)) {
            return false;
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters == 1 && word.starts_with(char::is_uppercase) {
            return false;
        }
        let next = self.form(at + 1);
        let next = if is_quote(next) { self.form(at + 2) } else { next };
        if kind == Some(AbbreviationKind::Last) {
            // "At 8 p.m. Friday" goes on, "at 8 p.m. Counting" does not.
            return next.starts_with(char::is_uppercase) && !goes_on_after_hour(next);
        }
        is_starter(next)
    }
}

/// How a sentence may end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Stop,
    /// A question or exclamation mark.
    Call,
    Dots,
    Abbreviation,
}

/// The way in which `mark` may end a sentence.
fn ending(mark: &str) -> Option<Ending> {
    match mark {
        "." | "。" => Some(Ending::Stop),
        "…" | "..." => Some(Ending::Dots),
        _ if mark.starts_with(['!', '?', '！', '？']) => Some(Ending::Call),
        _ if mark.starts_with("..") || mark.starts_with('…') => Some(Ending::Dots),
        _ if mark.len() > 1 && mark.ends_with('.') => Some(Ending::Abbreviation),
        _ => None,
    }
}

/// Whether `form` is a quotation mark that looks the same at either end.
fn is_straight(form: &str) -> bool {
    matches!(form, "\"" | "''")
}

fn is_quote(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "'" | "‘" | "’" | "''" | "``" | "«" | "»")
}

/// Words that, capitalised, more likely begin a sentence than go on with a name.
const STARTERS: [&str; 58] = [
    "A",
    "About",
    "According",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "Any",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Few",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "Most",
    "On",
    "Or",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "That",
    "The",
    "Their",
    "There",
    "These",
    "They",
    "This",
    "We",
    "What",
    "When",
    "While",
];

/// Whether a capitalised word may follow an hour in its sentence: a weekday, month or time zone.
fn goes_on_after_hour(word: &str) -> bool {
    const STARTS: [&str; 19] = [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun",
        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let zone = word.len() > 2 && word.chars().all(char::is_uppercase);
    zone || word.ends_with("day") || STARTS.iter().any(|start| word.starts_with(start))
}

fn is_starter(word: &str) -> bool {
    STARTERS.binary_search(&word).is_ok()
}

/// Verbs that tell who spoke.
const REPORTS: [&str; 18] = [
    "added",
    "announced",
    "argued",
    "asked",
    "concluded",
    "continued",
    "declared",
    "demanded",
    "insisted",
    "noted",
    "remarked",
    "replied",
    "said",
    "says",
    "shouted",
    "told",
    "warned",
    "wrote",
];

fn is_report(word: &str) -> bool {
    REPORTS.binary_search(&word).is_ok()
}

/// Lower-case words that may stand in the name of a speaker.
fn is_title(word: &str) -> bool {
    matches!(word, "de" | "van" | "der" | "al" | "-" | "bin" | "of" | "the")
}

/// Pushes `range`, cut where it is longer than [`LONGEST`].
fn push_capped(block: &Block, mut range: Range<usize>, found: &mut Vec<Range<usize>>) {
    while range.len() > LONGEST {
        let window = range.start + LONGEST / 2..range.start + LONGEST;
        let best =
            window.clone().rev().max_by_key(|&at| cut_value(block, at)).unwrap_or(window.end);
        found.push(range.start..best + 1);
        range.start = best + 1;
    }
    if !range.is_empty() {
        found.push(range);
    }
}

/// How good a place the end of token `at` is for cutting a sentence that is too long.
fn cut_value(block: &Block, at: usize) -> u8 {
    match block.form(at) {
        "." | "!" | "?" => 5,
        ";" => 4,
        ":" | "—" | "–" | "--" => 3,
        "," => 2,
        _ if block.spaced(at + 1) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_the_search_in_them() {
        assert!(STARTERS.is_sorted() && REPORTS.is_sorted());
    }
}
