//! Where does one word end and the next begin?
//!
//! Cuts text into tokens as the English Web Treebank does: marks of punctuation stand alone, clitics
//! are cut off (`do` + `n't`, `Iran` + `'s`), hyphenated words are three tokens unless they begin
//! with a prefix (`anti-war`), amounts are cut from their signs and units (`$` + `5` + `bn`), links
//! and e-mail addresses stay whole. Works chunk by chunk between white space, in linear time.

use crate::clitic;
use crate::words::{AbbreviationKind, WordLists};
use crate::{ByteSpan, link};

/// Appends the tokens of `text` at `span` to `out`.
pub(crate) fn tokenize(text: &str, span: ByteSpan, lists: &WordLists, out: &mut Vec<ByteSpan>) {
    let part = span.of(text);
    let mut chunks = chunks(part).peekable();
    while let Some((start, chunk)) = chunks.next() {
        let next = chunks.peek().map(|(_, next)| *next);
        let base = span.start as usize + start;
        Chunk { text: chunk, next, base, lists }.cut(out);
    }
}

/// The runs of `text` between white space, with where they start.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|chunk| (chunk.as_ptr() as usize - text.as_ptr() as usize, chunk))
}

/// One run of text without white space.
struct Chunk<'t> {
    text: &'t str,
    /// The run after it, if there is one.
    next: Option<&'t str>,
    /// Where it starts in the text.
    base: usize,
    lists: &'t WordLists,
}

impl Chunk<'_> {
    fn cut(&self, out: &mut Vec<ByteSpan>) {
        let mut at = 0;
        // Whether `at` is at the chunk's start or after an opening mark.
        let mut fresh = true;
        while at < self.text.len() {
            let rest = &self.text[at..];
            let len = self.piece(at, fresh);
            debug_assert!(len > 0, "a piece of {rest:?} has no length");
            let piece = &rest[..len];
            if starts_word(piece) {
                self.push_word(at, piece, out);
                fresh = false;
            } else {
                self.push(at, len, out);
                fresh = !piece.ends_with(|c: char| c.is_alphanumeric());
            }
            at += len;
        }
    }

    fn push(&self, at: usize, len: usize, out: &mut Vec<ByteSpan>) {
        out.push(ByteSpan::new(self.base + at, self.base + at + len));
    }

    /// Pushes a word, its clitics cut off.
    fn push_word(&self, at: usize, word: &str, out: &mut Vec<ByteSpan>) {
        let mut from = 0;
        for cut in clitic::cuts(word) {
            self.push(at + from, cut - from, out);
            from = cut;
        }
        self.push(at + from, word.len() - from, out);
    }

    /// Length of the piece at `at`: a word with its clitics, a number, a link or a mark.
    fn piece(&self, at: usize, fresh: bool) -> usize {
        let rest = &self.text[at..];
        if fresh && let Some(len) = link::len(rest) {
            return len;
        }
        if link::is_emoticon(rest) && (fresh || !self.text[..at].contains('(')) {
            return rest.len();
        }
        let first = rest.chars().next().unwrap_or(' ');
        let number = number_len(rest, fresh);
        if number > 0 {
            return self.with_stop(at, number);
        }
        // An apostrophe that Unicode counts as a letter ("ʼ") begins no word.
        let word = if is_letter(first) { self.word_len(rest) } else { 0 };
        if word > 0 { self.with_stop(at, word) } else { mark_len(rest, fresh) }
    }

    /// `len`, or one more if the full stop after the word belongs to it.
    fn with_stop(&self, at: usize, len: usize) -> usize {
        let rest = &self.text[at..];
        let after = &rest[len..];
        if !after.starts_with('.') || after.starts_with("..") {
            return len;
        }
        let word = &rest[..len];
        let beyond = &after[1..];
        let keep =
            if beyond.starts_with(is_letter) { false } else { self.keeps_stop(word, beyond) };
        if keep { len + 1 } else { len }
    }

    /// Whether the full stop between `word` and `beyond` belongs to the word.
    fn keeps_stop(&self, word: &str, beyond: &str) -> bool {
        let follows = beyond.chars().next().or_else(|| self.next.and_then(|n| n.chars().next()));
        if word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2) {
            return word.starts_with(is_letter);
        }
        let mut chars = word.chars();
        if let (Some(only), None) = (chars.next(), chars.next())
            && only.is_uppercase()
        {
            return self.keeps_initial(only, beyond);
        }
        let mut with_stop = String::with_capacity(word.len() + 1);
        if word.len() <= 10 {
            with_stop.push_str(word);
            with_stop.push('.');
        }
        let found = self.lists.abbreviation(&with_stop);
        match found.or_else(|| self.lists.abbreviation(&without_capitals(&with_stop))) {
            Some(AbbreviationKind::Title) => follows.is_some(),
            Some(AbbreviationKind::Number) => follows.is_some_and(char::is_numeric),
            Some(AbbreviationKind::Month) => {
                follows.is_some_and(|c| c.is_numeric() || c == ',' || c.is_lowercase())
            }
            Some(AbbreviationKind::Other | AbbreviationKind::Last) => true,
            None => false,
        }
    }

    /// Whether `X.` is somebody's initial: a name or another mark follows.
    fn keeps_initial(&self, letter: char, beyond: &str) -> bool {
        if beyond.is_empty() {
            let named = self.next.is_some_and(|next| next.starts_with(char::is_uppercase));
            return named && letter != 'I';
        }
        beyond.starts_with([',', '-', ')'])
    }

    /// Length of the word at the start of `rest`, clitics included, hyphens mostly not.
    fn word_len(&self, rest: &str) -> usize {
        let mut end = 0;
        while let Some(c) = rest[end..].chars().next() {
            let after = &rest[end + c.len_utf8()..];
            let next = after.chars().next().unwrap_or(' ');
            let joins = match c {
                '-' | '\u{2010}' | '\u{2011}' => {
                    next.is_alphanumeric() && self.joins_prefix(&rest[..end], after)
                }
                '.' => is_letter(next) && link::joins_dot(&rest[..end], after),
                '\'' | '’' | '`' | 'ʼ' => end > 0 && is_letter(next),
                '&' => next.is_alphanumeric(),
                '*' => is_letter(next),
                '$' => (1..=3).contains(&end) && rest[..end].chars().all(char::is_uppercase),
                _ => is_letter(c) || c.is_numeric(),
            };
            if !joins {
                break;
            }
            end += c.len_utf8();
            if c == '$' {
                break;
            }
        }
        end
    }

    /// Whether the hyphen between `part` and `after` joins a prefix to the only word that follows.
    fn joins_prefix(&self, part: &str, after: &str) -> bool {
        if !self.lists.is_prefix(part) {
            return false;
        }
        let word_end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        !after[word_end..].starts_with('-')
    }
}

/// `word` with its first letter only in capitals, if all its letters are.
fn without_capitals(word: &str) -> String {
    if word.len() < 4 || word.chars().any(char::is_lowercase) {
        return String::new();
    }
    let mut chars = word.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}

/// Whether `piece` begins as a word does.
fn starts_word(piece: &str) -> bool {
    piece.starts_with(is_letter) || piece.starts_with(['\'', '’', '`'])
}

/// Letters, combining marks and what is written like them: everything but digits, marks and space.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == '_' || is_extender(c)
}

/// Characters that belong to the one before them: combining marks, joiners, invisible signs.
fn is_extender(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05C7}'
        | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}'
        | '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{094F}' | '\u{0E31}' | '\u{0E34}'..='\u{0E4E}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{1F3FB}'..='\u{1F3FF}'
        | '\u{E0100}'..='\u{E01EF}' | '\u{E0020}'..='\u{E007F}'
        | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

/// Units and the like that are cut from the number they follow.
const UNITS: [&str; 51] = [
    "am", "pm", "a.m", "p.m", "a.m.", "p.m.", "AM", "PM", "k", "K", "m", "M", "km", "kg", "mm",
    "cm", "bn", "mn", "tn", "b", "B", "ft", "mph", "lb", "lbs", "hr", "hrs", "min", "yr", "yrs",
    "mg", "ml", "GB", "MB", "TB", "MW", "GW", "kW", "Hz", "MHz", "GHz", "kph", "Bn", "Mn", "bps",
    "bpd", "sq", "oz", "gb", "mb", "p",
];

/// Length of the number at the start of `rest`, or 0.
fn number_len(rest: &str, fresh: bool) -> usize {
    let signed = fresh
        && rest.starts_with(['+', '.'])
        && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    let lead = usize::from(signed);
    let body = digits_len(&rest[lead..]);
    if body == 0 {
        return 0;
    }
    let mut end = lead + body;
    end += groups_len(&rest[end..], &rest[lead..end]);
    if rest[..end].ends_with('0') && is_plural_tail(&rest[end..]) {
        return end + 2;
    }
    let suffix_end = rest[end..].find(|c: char| !is_letter(c) && !c.is_numeric());
    let suffix = &rest[end..suffix_end.map_or(rest.len(), |len| end + len)];
    if UNITS.contains(&suffix) { end } else { end + suffix.len() }
}

/// Whether `rest` begins with the plural ending of a decade: `1990's`.
fn is_plural_tail(rest: &str) -> bool {
    let tail = rest.strip_prefix("'s");
    tail.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

/// Length of the digits at the start of `rest`.
fn digits_len(rest: &str) -> usize {
    rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len())
}

/// Length of the further groups of digits of a number, date, time or telephone number.
fn groups_len(rest: &str, first: &str) -> usize {
    let mut end = 0;
    let mut last = first.len();
    let hyphens = hyphen_groups(rest, first);
    while let Some(sign) = rest[end..].chars().next() {
        let digits = digits_len(&rest[end + sign.len_utf8()..]);
        let joins = match sign {
            '.' | ':' | '/' => digits > 0,
            ',' => digits == 3,
            '-' => digits > 0 && hyphens,
            _ => false,
        };
        if !joins || last > 12 {
            break;
        }
        last = digits;
        end += sign.len_utf8() + digits;
    }
    end
}

/// Whether hyphens join the groups that follow `first`, as in a telephone number or an ISO date.
fn hyphen_groups(rest: &str, first: &str) -> bool {
    let Some(second) = rest.strip_prefix('-') else { return false };
    let second_len = digits_len(second);
    let third_len = second[second_len..].strip_prefix('-').map_or(0, digits_len);
    matches!(
        (first.len(), second_len, third_len),
        // 2022-02-11, 11-02-22, 1-800-555, 202-555-0134, 555-0134
        (4, 2, 2) | (1 | 2, 1 | 2, 2 | 4) | (1, 3, 3) | (3, 3, 4) | (3, 4, 0)
    )
}

/// Marks that form one token when repeated.
const REPEATING: [char; 15] =
    ['$', '.', '-', '*', '=', '~', '+', '#', '<', '>', '|', '—', '–', '…', '•'];

/// Length of the mark or symbol at the start of `rest`, with what belongs to it.
fn mark_len(rest: &str, fresh: bool) -> usize {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    let clitic = clitic::lone_len(rest, fresh);
    if clitic > 0 {
        return clitic;
    }
    let one = first.len_utf8();
    let end = match first {
        '!' | '?' => run_len(rest, |c| c == '!' || c == '?'),
        '…' => run_len(rest, |c| c == '…' || c == '.'),
        '—' | '–' | '•' => one,
        _ if REPEATING.contains(&first) => run_len(rest, |c| c == first),
        '\'' if rest.starts_with("''") => 2,
        '`' if rest.starts_with("``") => 2,
        '\u{1F1E6}'..='\u{1F1FF}' => one + flag_len(&rest[one..]),
        _ => one,
    };
    end + cluster_len(&rest[end..])
}

/// Length of the run of `wanted` at the start of `rest`.
fn run_len(rest: &str, wanted: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !wanted(c)).unwrap_or(rest.len())
}

/// Length of the second half of a flag at the start of `rest`.
fn flag_len(rest: &str) -> usize {
    let half = rest.chars().next().filter(|c| ('\u{1F1E6}'..='\u{1F1FF}').contains(c));
    half.map_or(0, char::len_utf8)
}

/// Length of what extends the symbol before `rest`: marks, variation selectors, joined symbols.
fn cluster_len(rest: &str) -> usize {
    let mut end = 0;
    let mut joined = false;
    for c in rest.chars() {
        if !(is_extender(c) || joined && !c.is_alphanumeric()) {
            break;
        }
        joined = c == '\u{200D}';
        end += c.len_utf8();
    }
    end
}
