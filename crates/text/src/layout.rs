//! Which lines of this text belong together, and what sort of line is each?
//!
//! Cuts a text into [`Block`]s that no sentence crosses: paragraphs, headings, captions, bylines and
//! date stamps. Text comes hard-wrapped (a newline in mid-sentence, blank lines between paragraphs)
//! or with a paragraph to a line; which of the two is decided once per document.

use crate::line::{dateline_len, ends_sentence, special_kind, stamp_len};
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

/// Tells the length of what may stand before the prose of a line.
type Measure = fn(&str) -> usize;

/// What may stand before the prose of a line.
const STARTS: [(LineKind, Measure); 2] =
    [(LineKind::Stamp, stamp_len), (LineKind::Byline, dateline_len)];

/// Pushes the blocks of one paragraph.
fn push_paragraph(text: &str, lines: &[Line], blocks: &mut Vec<Block>) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let paragraph = blocks.last().map_or(0, |block| block.paragraph + 1);
    let (mut start, end) = (first.start, last.end());
    for (kind, measure) in STARTS {
        let len = measure(&text[start..end]);
        // A stamp or dateline that is all there is makes the whole line one, below.
        if len > 0 && start + len < end {
            blocks.push(Block { span: ByteSpan::new(start, start + len), kind, paragraph });
            start = end - text[start + len..end].trim_start().len();
        }
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
