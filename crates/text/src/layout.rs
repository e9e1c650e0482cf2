//! Which lines of this text belong together, and what sort of line is each?
//!
//! Cuts a text into [`Block`]s that no sentence crosses: paragraphs, headings, captions, bylines and
//! date stamps. Text comes hard-wrapped (a newline in mid-sentence, blank lines between paragraphs)
//! or with a paragraph to a line; which of the two is decided once per document.

use crate::{ByteSpan, LineKind};

/// A run of text that no sentence crosses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) span: ByteSpan,
    pub(crate) kind: LineKind,
    pub(crate) paragraph: usize,
}

/// A line without the white space around it.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    start: usize,
    /// Width in characters.
    width: usize,
    /// Whether a blank line, or the text's start, comes before it.
    after_blank: bool,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Cuts `text` into blocks, in text order.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let wrap = wrap_width(&lines);
    let mut blocks = Vec::new();
    let mut first = 0;
    for next in 1..=lines.len() {
        let joined = next < lines.len() && continues(&lines[next - 1], &lines[next], wrap);
        if joined {
            continue;
        }
        push_paragraph(text, &lines[first..next], &mut blocks);
        first = next;
    }
    if let [only] = blocks.as_mut_slice()
        && only.kind == LineKind::Heading
    {
        // A lone line is what the caller asks about, be it with a full stop or without.
        only.kind = LineKind::Prose;
    }
    blocks
}

/// The lines that are not blank.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    let mut start = 0;
    for raw in text.split(is_line_end) {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            // "\r\n" gives an empty piece between its two characters, which is no blank line.
            let inside_crlf = text[..start].ends_with('\r') && text[start..].starts_with('\n');
            after_blank |= !inside_crlf;
        } else {
            let lead = raw.len() - raw.trim_start().len();
            let width = trimmed.chars().count();
            lines.push(Line { text: trimmed, start: start + lead, width, after_blank });
            after_blank = false;
        }
        let mark = text[start + raw.len()..].chars().next();
        start += raw.len() + mark.map_or(0, char::len_utf8);
    }
    lines
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The widths that the longest line of a hard-wrapped text may have.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 36..=120;

/// The width at which the text was wrapped, or `None` if each line is a paragraph.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let pairs = || lines.windows(2).filter(|pair| !pair[1].after_blank);
    let width = pairs().map(|pair| pair[0].width).max()?;
    if !WRAP_WIDTHS.contains(&width) {
        return None;
    }
    let votes: i64 = pairs().map(|pair| wrap_vote(&pair[0], &pair[1], width)).sum();
    (votes > 0).then_some(width)
}

/// How much the break between two lines speaks for wrapping at `width`.
fn wrap_vote(line: &Line, next: &Line, width: usize) -> i64 {
    let runs_on = next.text.starts_with(char::is_lowercase) && !ends_sentence(line.text);
    let hangs = line.text.ends_with(',');
    let full = line.width + 1 + first_word_width(next.text) > width;
    match (runs_on || hangs, full) {
        (true, _) => 3,
        (false, true) if !ends_sentence(line.text) => 1,
        (false, true) => 0,
        (false, false) if ends_sentence(line.text) => -2,
        (false, false) => -1,
    }
}

fn first_word_width(text: &str) -> usize {
    text.split_whitespace().next().map_or(0, |word| word.chars().count())
}

/// Whether `next` goes on with the sentence or paragraph of `line`.
fn continues(line: &Line, next: &Line, wrap: Option<usize>) -> bool {
    let Some(width) = wrap else { return false };
    if next.after_blank || special_kind(next.text).is_some() || special_kind(line.text).is_some() {
        return false;
    }
    if is_list_item(next.text) {
        return false;
    }
    if next.text.starts_with(char::is_lowercase) && !ends_sentence(line.text) {
        return true;
    }
    // A line that had ample room for the next word ends its paragraph.
    line.width + 1 + first_word_width(next.text) + width / 6 > width
}

/// Pushes the blocks of one paragraph.
fn push_paragraph(text: &str, lines: &[Line], blocks: &mut Vec<Block>) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let paragraph = blocks.last().map_or(0, |block| block.paragraph + 1);
    let (mut start, end) = (first.start, last.end());
    for (len, kind) in [(stamp_len(first.text), LineKind::Stamp)] {
        if len > 0 && start + len < end {
            blocks.push(Block { span: ByteSpan::new(start, start + len), kind, paragraph });
            start += len;
            start += text[start..end].len() - text[start..end].trim_start().len();
        }
    }
    let dateline = dateline_len(&text[start..end]);
    if dateline > 0 {
        let span = ByteSpan::new(start, start + dateline);
        blocks.push(Block { span, kind: LineKind::Byline, paragraph });
        start += dateline;
        start += text[start..end].len() - text[start..end].trim_start().len();
    }
    let body = &text[start..end];
    if !body.is_empty() {
        let kind = line_kind(body, lines.len());
        blocks.push(Block { span: ByteSpan::new(start, end), kind, paragraph });
    }
}

/// What sort of line `text`, which spans `lines` lines, is.
fn line_kind(text: &str, lines: usize) -> LineKind {
    if let Some(kind) = special_kind(text) {
        return kind;
    }
    let short = lines <= 2 && text.len() < 200 && text.split_whitespace().count() <= 22;
    if short && !ends_sentence(text) && !is_list_item(text) && !ends_open(text) {
        LineKind::Heading
    } else {
        LineKind::Prose
    }
}

/// The kind of a line that tells its kind by its own words.
fn special_kind(text: &str) -> Option<LineKind> {
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
fn ends_sentence(text: &str) -> bool {
    let core = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '*']);
    core.ends_with(['.', '!', '?', '…', '。'])
}

/// Whether `text` ends in a way that announces more.
fn ends_open(text: &str) -> bool {
    text.ends_with([',', ';', ':', '-', '—', '–'])
}

/// Whether `text` begins as an item of a list does: with a bullet, or a number and a stop.
fn is_list_item(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = number.len() < text.len() && number.starts_with(['.', ')']);
    let bullet = ["- ", "– ", "— ", "•", "*", "·", "▪", "◦", "●"];
    let rest = number.get(1..).unwrap_or("");
    numbered && rest.starts_with(' ') || bullet.iter().any(|sign| text.starts_with(sign))
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
fn stamp_len(text: &str) -> usize {
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

/// Length of the dateline at the start of `text`, its dash included, or 0.
///
/// A dateline is a place in capitals, or any place with an agency in brackets, and a dash: "KYIV, Feb
/// 11 (Reuters) -", "GENEVA —", "Paris (AFP) –".
fn dateline_len(text: &str) -> usize {
    let mut head_end = text.len().min(90);
    while !text.is_char_boundary(head_end) {
        head_end -= 1;
    }
    let head = &text[..head_end];
    let agency_end = agency_end(head);
    let from = agency_end.unwrap_or(0);
    let Some((at, dash)) =
        head[from..].match_indices(['-', '–', '—', '|', ':']).find(|(at, mark)| {
            let before = &head[..from + at];
            *mark != "-" && *mark != ":" && agency_end.is_none()
                || before.ends_with(' ')
                || agency_end.is_some()
        })
    else {
        return agency_end.filter(|end| *end == text.len()).unwrap_or(0);
    };
    let (at, mut end) = (from + at, from + at + dash.len());
    let place = &head[..agency_end.map_or(at, |_| head.find('(').unwrap_or(at))];
    if agency_end.is_some_and(|close| !head[close..at].trim().is_empty()) {
        return 0;
    }
    if dash == ":" || !is_place_line(place, agency_end.is_some()) {
        return 0;
    }
    end += head[end..].len() - head[end..].trim_start_matches(['-', '–', '—']).len();
    end
}

/// Where the bracket that names a news agency ends, if one stands in `head`.
fn agency_end(head: &str) -> Option<usize> {
    let open = head.find('(')?;
    let close = open + head[open..].find(')')?;
    let name = &head[open + 1..close];
    let known =
        ["Reuters", "AP", "AFP", "UPI", "Xinhua", "TASS", "dpa", "DPA", "ANI", "PTI", "IANS"];
    let is_agency = known.iter().any(|agency| name.contains(agency)) || name.ends_with("News");
    is_agency.then_some(close + 1)
}

/// Whether `place` reads as the place and date of a dateline.
fn is_place_line(place: &str, agency: bool) -> bool {
    let mut words = place.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    let capitals = first.chars().count() > 2 && first.chars().all(|c| !c.is_lowercase());
    let named = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let all_named =
        place.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(named);
    let count = 1 + words.count();
    let has_digit_or_short = count <= 7;
    let loud = !agency
        && capitals
        && place
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| !w.is_empty())
            .all(|word| word.chars().all(|c| !c.is_lowercase()) || is_date_word(word));
    has_digit_or_short && all_named && (agency || loud && count <= 6)
}

fn is_date_word(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS.iter().any(|month| word.starts_with(month))
}
