//! How are marked words laid out in lines?
//!
//! A word is a list of styled pieces, so that lines break at spaces and never inside an escape
//! sequence. Width is what a terminal shows: wide for East Asian characters, nothing for combining ones.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::page::Mark;

/// Letters of one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    pub style: Style,
}

/// Pieces between two spaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word(Vec<Piece>);

impl Word {
    fn width(&self) -> usize {
        self.0.iter().map(|piece| piece.text.width()).sum()
    }

    fn push(&mut self, text: &str, style: Style) {
        match self.0.last_mut() {
            Some(last) if last.style == style => last.text.push_str(text),
            _ => self.0.push(Piece { text: text.to_owned(), style }),
        }
    }
}

/// The words of `text`, where `marks` tells what each code point is.
///
/// Without colour a marked stretch stands in brackets of its kind.
pub(super) fn words(text: &str, marks: &[Option<Mark>], colour: bool) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut open: Option<Mark> = None;
    let mut chars = text.chars().zip(marks.iter().copied().chain(std::iter::repeat(None)));
    loop {
        let next = chars.next();
        let mark = next.and_then(|(_, mark)| mark);
        if !colour && mark != open {
            close(open, &mut word, &mut words);
        }
        let Some((c, _)) = next else { break };
        if c.is_whitespace() {
            // The mark stays open over spaces inside it.
            open = if colour || mark == open { mark } else { None };
            finish(&mut word, &mut words);
            continue;
        }
        if !colour
            && mark != open
            && let Some(mark) = mark
        {
            word.push(mark.brackets().0.encode_utf8(&mut [0; 4]), Style::new());
        }
        open = mark;
        let style = mark.filter(|_| colour).map_or(Style::new(), Mark::style);
        word.push(c.encode_utf8(&mut [0; 4]), style);
    }
    finish(&mut word, &mut words);
    words
}

/// Puts the closing bracket after the last letter of the stretch, be the word still open or not.
fn close(open: Option<Mark>, word: &mut Word, words: &mut [Word]) {
    let Some(mark) = open else { return };
    let target = if word.0.is_empty() { words.last_mut() } else { Some(word) };
    if let Some(target) = target {
        target.push(mark.brackets().1.encode_utf8(&mut [0; 4]), Style::new());
    }
}

fn finish(word: &mut Word, words: &mut Vec<Word>) {
    if !word.0.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// `text` cut at its spaces; `true` stands for a space.
pub(super) fn styled(text: &str, style: Style) -> Vec<Option<Piece>> {
    let mut pieces = Vec::new();
    for (at, part) in text.split(' ').enumerate() {
        if at > 0 {
            pieces.push(None);
        }
        if !part.is_empty() {
            pieces.push(Some(Piece { text: part.to_owned(), style }));
        }
    }
    pieces
}

/// Pieces joined to words; `None` is a space, and every further one widens the gap.
pub(super) fn joined(pieces: Vec<Option<Piece>>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    for piece in pieces {
        match piece {
            Some(piece) => word.push(&piece.text, piece.style),
            None if word.0.is_empty() => word.push(" ", Style::new()),
            None => finish(&mut word, &mut words),
        }
    }
    finish(&mut word, &mut words);
    words
}

/// `words` in lines of at most `width` columns; a word longer than that has a line of its own.
pub(super) fn lines(words: &[Word], width: usize) -> Vec<&[Word]> {
    let mut lines = Vec::new();
    let mut first = 0;
    let mut used = 0;
    for (at, word) in words.iter().enumerate() {
        let needed = word.width() + usize::from(at > first);
        if at > first && used + needed > width {
            lines.push(&words[first..at]);
            first = at;
            used = word.width();
        } else {
            used += needed;
        }
    }
    lines.push(&words[first..]);
    lines
}

/// A line without styles.
pub(super) fn plain(line: &[Word]) -> String {
    let words: Vec<String> =
        line.iter().map(|word| word.0.iter().map(|piece| piece.text.as_str()).collect()).collect();
    words.join(" ")
}

/// A line in colour; `whole` is the style of what has none of its own.
pub(super) fn coloured(line: &[Word], whole: Style) -> String {
    let mut text = String::new();
    let mut now = Style::new();
    for (at, word) in line.iter().enumerate() {
        for (nth, piece) in word.0.iter().enumerate() {
            let style = if piece.style == Style::new() { whole } else { piece.style };
            let gap = if at > 0 && nth == 0 { " " } else { "" };
            // One style over a whole phrase: the space inside it has it too.
            let part = if style == now {
                format!("{gap}{}", piece.text)
            } else {
                format!("{now:#}{gap}{style}{}", piece.text)
            };
            text.push_str(&part);
            now = style;
        }
    }
    text.push_str(&format!("{now:#}"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_stand_around_marked_stretches() {
        let text = "UK Foreign Secretary, Liz Truss has invited.";
        let mut marks = vec![None; text.len()];
        marks[..20].fill(Some(Mark::Actor));
        marks[32..43].fill(Some(Mark::Act));
        let words = words(text, &marks, false);
        assert_eq!(plain(&words), "[UK Foreign Secretary], Liz Truss _has invited_.");
    }

    #[test]
    fn lines_break_at_spaces_only() {
        let words = words("one two three four", &[], false);
        let lines: Vec<String> = lines(&words, 9).into_iter().map(plain).collect();
        assert_eq!(lines, ["one two", "three", "four"]);
    }

    #[test]
    fn a_phrase_is_styled_as_one() {
        let mut marks = vec![None; 9];
        marks[4..9].fill(Some(Mark::Act));
        let (on, off) = (Mark::Act.style(), format!("{:#}", Mark::Act.style()));
        let words = words("has now met", &marks, true);
        assert_eq!(coloured(&words, Style::new()), format!("has {on}now m{off}et"));
    }
}
