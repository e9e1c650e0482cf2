//! Does this line tell by its own words what sort of line it is?
//!
//! Knows captions ("Image: AP"), bylines ("By Jane Doe"), datelines ("KYIV, Feb 11 (Reuters) -") and
//! machine-written dates ("date 2022-02-11").

use crate::LineKind;

/// The kind of a line that tells its kind by its own words.
pub(crate) fn special_kind(text: &str) -> Option<LineKind> {
    if text.len() > 300 {
        return None;
    }
    if stamp_len(text) == text.len() {
        Some(LineKind::Stamp)
    } else if is_caption(text) {
        Some(LineKind::Caption)
    } else if is_byline(text) {
        Some(LineKind::Byline)
    } else {
        None
    }
}

/// Whether `text` ends as a sentence does, closing quotes and brackets aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let core = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '*']);
    core.ends_with(['.', '!', '?', '…', '。'])
}

const CAPTION_STARTS: [&str; 12] = [
    "Image:",
    "Images:",
    "Photo:",
    "Photos:",
    "Picture:",
    "Photograph:",
    "Photo by",
    "Photo credit",
    "Image credit",
    "Credit:",
    "File photo",
    "FILE PHOTO",
];

fn is_caption(text: &str) -> bool {
    let core = text.trim_start_matches(['(', '[', '*']);
    let starts = CAPTION_STARTS
        .iter()
        .any(|start| core.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)));
    starts || core.starts_with("FILE -") || text.len() < 160 && text.ends_with("Getty Images")
}

const BYLINE_STARTS: [&str; 7] = [
    "Reporting by ",
    "Editing by ",
    "Writing by ",
    "Additional reporting by ",
    "(Reporting by ",
    "(Editing by ",
    "Compiled by ",
];

/// Whether `text` names who wrote it ("By Jane Doe in Kyiv") or is a dateline and no more.
fn is_byline(text: &str) -> bool {
    if BYLINE_STARTS.iter().any(|start| text.starts_with(start)) {
        return true;
    }
    let Some(names) = text.strip_prefix("By ").or_else(|| text.strip_prefix("BY ")) else {
        return dateline_len(text) == text.len();
    };
    let mut words = names.split_whitespace();
    let first = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
    let rest = names.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    first && !ends_sentence(text) && names.split_whitespace().count() <= 14 && rest <= 4
}

const STAMP_WORDS: [&str; 8] =
    ["date", "date:", "published", "published:", "updated", "updated:", "posted", "posted:"];

/// Length of the machine-written date at the start of `text`, or 0.
pub(crate) fn stamp_len(text: &str) -> usize {
    let first = text.split_whitespace().next().unwrap_or("");
    let is_word = STAMP_WORDS.iter().any(|word| word.eq_ignore_ascii_case(first));
    let after = if is_word { text[first.len()..].trim_start() } else { text };
    let token_end = after.find(char::is_whitespace).unwrap_or(after.len());
    let token = after[..token_end].trim_end_matches([',', '.', ';']);
    if !is_iso_date(token) || !is_word && token_end < after.len() {
        return 0;
    }
    text.len() - after.len() + token.len()
}

/// Whether `token` is `2022-02-11`, with or without a time after it.
fn is_iso_date(token: &str) -> bool {
    let bytes = token.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let sign = |at: usize| bytes.get(at).is_some_and(|b| matches!(b, b'-' | b'/' | b'.'));
    let date = digits(0..4) && sign(4) && digits(5..7) && sign(7) && digits(8..10);
    date && (bytes.len() == 10 || bytes.get(10) == Some(&b'T'))
}

/// How far a dateline may reach, in bytes.
const LONGEST_DATELINE: usize = 90;

/// Marks that end a dateline.
const DASHES: [char; 4] = ['-', '–', '—', '_'];

/// Length of the dateline at the start of `text`, its dash included, or 0.
///
/// A dateline is a place in capitals and a dash or colon, or any place with an agency in brackets:
/// "KYIV, Feb 11 (Reuters) -", "GENEVA —", "BELGRADE, Serbia -", "NEW DELHI:", "Paris (AFP) –".
pub(crate) fn dateline_len(text: &str) -> usize {
    let mut end = text.len().min(LONGEST_DATELINE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let end = agency_dateline(head).or_else(|| plain_dateline(head)).unwrap_or(0);
    if end == head.len() && end < text.len() { 0 } else { end }
}

/// Length of the dateline in `head` that ends in an agency in brackets.
fn agency_dateline(head: &str) -> Option<usize> {
    let open = head.find('(')?;
    let close = open + head[open..].find(')')? + 1;
    let (place, agency) = (&head[..open], &head[open + 1..close - 1]);
    let after = head[close..].trim_start();
    let rest = after.trim_start_matches(DASHES);
    let dashed = rest.len() < after.len();
    // Of agencies that nobody knows, the capitals of the place and the dash must tell.
    let like_one = dashed && is_shouted(place) && is_named(agency, 4);
    let known = is_agency(agency) && (dashed || after.is_empty());
    (is_named(place, 7) && (known || like_one)).then_some(head.len() - rest.len())
}

/// Length of the dateline in `head` that is a place in capitals, perhaps with a date.
fn plain_dateline(head: &str) -> Option<usize> {
    let spaced = |at: usize| head[..at].ends_with(' ') || head[at..].starts_with("--");
    let is_end = |at: usize, mark: char| match mark {
        '-' | '_' => spaced(at),
        _ => true,
    };
    let marks = head.char_indices().filter(|(_, c)| DASHES.contains(c) || *c == ':');
    let (at, mark) = marks.into_iter().find(|(at, mark)| is_end(*at, *mark))?;
    let place = &head[..at];
    // "THE HAGUE, Netherlands -": the country need not be in capitals.
    let town = place.split(',').next().filter(|_| mark != ':').unwrap_or(place);
    if !is_loud(town, place) || mark == ':' && (is_label(place) || !head[at..].starts_with(": ")) {
        return None;
    }
    let rest = head[at..].trim_start_matches(DASHES).trim_start_matches(':');
    Some(head.len() - rest.len())
}

fn is_agency(name: &str) -> bool {
    const KNOWN: [&str; 11] =
        ["Reuters", "AP", "AFP", "UPI", "Xinhua", "TASS", "dpa", "DPA", "ANI", "PTI", "IANS"];
    KNOWN.iter().any(|agency| name.contains(agency)) || name.ends_with("News")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether `place` is at most `most` words, all of them capitalised or numbers.
fn is_named(place: &str, most: usize) -> bool {
    let named = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    words(place).all(named) && words(place).count() <= most
}

/// Whether the `town` with which `place` begins is written in capitals, but for the name of a month.
fn is_loud(town: &str, place: &str) -> bool {
    let loud = |word: &str| word.chars().all(|c| !c.is_lowercase()) || is_month(word);
    let first = words(place).next().unwrap_or("");
    is_named(place, 6)
        && words(town).all(loud)
        && first.chars().count() > 2
        && first.starts_with(char::is_alphabetic)
        && !is_month(first)
}

/// Whether `place` begins with a word in capitals.
fn is_shouted(place: &str) -> bool {
    let first = words(place).next().unwrap_or("");
    first.chars().count() > 2 && first.chars().all(char::is_uppercase)
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS.iter().any(|month| word.starts_with(month))
}

/// Whether `text` is a word that editors put before a headline.
fn is_label(text: &str) -> bool {
    const LABELS: [&str; 16] = [
        "ANALYSIS",
        "BREAKING",
        "COMMENT",
        "EXCLUSIVE",
        "EXPLAINED",
        "EXPLAINER",
        "FACTBOX",
        "FEATURE",
        "INTERVIEW",
        "NOTE",
        "OPINION",
        "PHOTOS",
        "TIMELINE",
        "UPDATE",
        "VIDEO",
        "WATCH",
    ];
    words(text).next().is_some_and(|word| LABELS.contains(&word))
}
