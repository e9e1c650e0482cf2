//! How do answers fit on a terminal? What is short stands in columns, what is long beneath them over the whole width.
//!
//! Columns for which there is no room go beneath as well, the last first, each with its name: a narrow terminal shows
//! all that a wide one does.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::terminal::Brush;

/// A column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// What it is called.
    pub name: &'static str,
    /// The least room in which its longest cells can be read.
    pub least: usize,
}

/// An answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    /// What stands in the columns.
    pub cells: Vec<String>,
    /// Texts beneath them, each on lines of its own.
    pub beneath: Vec<String>,
    /// What stands last, side by side: where it is from.
    pub foot: Vec<String>,
}

/// Between two columns.
const GAP: usize = 2;
/// Before what stands beneath.
const INDENT: usize = 4;
/// Lines are no narrower, and no longer than is pleasant to read.
const NARROWEST: usize = 40;
const WIDEST: usize = 120;

/// The lines of a table of `entries` on a terminal of so many columns.
pub(crate) fn lines(
    columns: &[Column],
    entries: &[Entry],
    width: usize,
    brush: Brush,
) -> Vec<String> {
    let table = Table::new(columns, entries, width.clamp(NARROWEST, WIDEST));
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let mut lines: Vec<String> =
        table.head().iter().map(|line| brush.paint(bold, line).clone()).collect();
    let apart = entries.iter().any(|entry| !entry.beneath.is_empty() || table.is_cut());
    let used = if apart { table.width } else { table.used() };
    lines.push(brush.paint(dim, &"─".repeat(used)));
    for (at, entry) in entries.iter().enumerate() {
        if apart && at > 0 {
            lines.push(String::new());
        }
        lines.extend(table.row(&entry.cells));
        let room = table.width - INDENT;
        let texts = entry.beneath.iter().flat_map(|text| wrapped(text, room));
        let foot = wrapped(&table.foot(entry), room).into_iter();
        let beneath = texts.chain(foot.map(|line| brush.paint(dim, &line)));
        lines.extend(beneath.map(|line| format!("{:INDENT$}{line}", "")));
    }
    lines
}

/// Where the columns stand.
struct Table<'a> {
    columns: &'a [Column],
    /// The widths of those for which there is room.
    widths: Vec<usize>,
    /// Which hold numbers: those stand to the right.
    numbers: Vec<bool>,
    width: usize,
}

impl<'a> Table<'a> {
    fn new(columns: &'a [Column], entries: &[Entry], width: usize) -> Self {
        let cells = |at: usize| entries.iter().filter_map(move |entry| entry.cells.get(at));
        let natural: Vec<usize> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                cells(at).map(|cell| cell.width()).chain([column.name.width()]).max().unwrap_or(0)
            })
            .collect();
        let is_number = |cell: &String| cell.is_empty() || cell.parse::<f64>().is_ok();
        let numbers = (0..columns.len()).map(|at| cells(at).all(is_number)).collect();
        Self { columns, widths: widths(columns, &natural, width), numbers, width }
    }

    /// Whether some columns have no room.
    fn is_cut(&self) -> bool {
        self.widths.len() < self.columns.len()
    }

    /// Columns of the terminal that the lines take.
    fn used(&self) -> usize {
        self.widths.iter().sum::<usize>() + GAP * self.widths.len().saturating_sub(1)
    }

    /// The names, which stand on the rule.
    fn head(&self) -> Vec<String> {
        let names: Vec<Vec<String>> = std::iter::zip(self.columns, &self.widths)
            .map(|(column, width)| wrapped(column.name, *width))
            .collect();
        let height = names.iter().map(Vec::len).max().unwrap_or(0);
        let lowered = names.into_iter().map(|name| {
            let mut lines = vec![String::new(); height - name.len()];
            lines.extend(name);
            lines
        });
        self.side_by_side(&lowered.collect::<Vec<_>>())
    }

    fn row(&self, cells: &[String]) -> Vec<String> {
        let cells: Vec<Vec<String>> = std::iter::zip(cells, &self.widths)
            .map(|(cell, width)| wrapped(cell, *width))
            .collect();
        self.side_by_side(&cells)
    }

    /// Cells of several lines each, beside one another.
    fn side_by_side(&self, cells: &[Vec<String>]) -> Vec<String> {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let line = |nth: usize| {
            let mut line = String::new();
            for (at, (cell, width)) in std::iter::zip(cells, &self.widths).enumerate() {
                let text = cell.get(nth).map_or("", String::as_str);
                let blank = " ".repeat(width.saturating_sub(text.width()));
                let gap = if at > 0 { GAP } else { 0 };
                line.push_str(&" ".repeat(gap));
                let (before, after) =
                    if self.numbers[at] { (blank.as_str(), "") } else { ("", blank.as_str()) };
                line.push_str(&format!("{before}{text}{after}"));
            }
            line.trim_end().to_owned()
        };
        (0..height).map(line).collect()
    }

    /// The cells for which there is no room, by name, and where the answer is from.
    fn foot(&self, entry: &Entry) -> String {
        let cut = std::iter::zip(self.columns, &entry.cells).skip(self.widths.len());
        let cut = cut.filter(|(_, cell)| !cell.is_empty());
        let named = cut.map(|(column, cell)| format!("{} {cell}", column.name));
        named.chain(entry.foot.iter().cloned()).collect::<Vec<_>>().join(" · ")
    }
}

/// The widths of as many columns as there is room for; what is left goes to those that could use it, in turn.
fn widths(columns: &[Column], natural: &[usize], width: usize) -> Vec<usize> {
    let mut widths = Vec::new();
    let mut left = width;
    for (column, natural) in std::iter::zip(columns, natural) {
        let needed = column.least.min(*natural) + if widths.is_empty() { 0 } else { GAP };
        if needed > left && !widths.is_empty() {
            break;
        }
        left = left.saturating_sub(needed);
        widths.push(column.least.min(*natural));
    }
    while left > 0 {
        let before = left;
        for (width, natural) in std::iter::zip(&mut widths, natural) {
            if *width < *natural && left > 0 {
                *width += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    widths
}

/// `text` in lines of at most `width`: cut at its spaces, and within what is longer than a line. What would move the
/// cursor is shown as unknown.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            let moves =
                c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            let c = if moves { char::REPLACEMENT_CHARACTER } else { c };
            if !line.is_empty() && line.width() + c.width().unwrap_or(0) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_else_where_they_must() {
        assert_eq!(wrapped("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrapped("a https://example.org", 8), ["a", "https://", "example.", "org"]);
        assert_eq!(wrapped("\u{1b}[31m 北京会谈", 4), ["\u{fffd}[31", "m", "北京", "会谈"]);
        assert!(wrapped(" ", 4).is_empty());
    }

    #[test]
    fn what_has_no_room_goes_and_what_is_left_is_shared() {
        let columns = [("day", 10), ("actor", 20), ("told by", 12)]
            .map(|(name, least)| Column { name, least });
        assert_eq!(widths(&columns, &[10, 40, 30], 60), [10, 27, 19]);
        assert_eq!(widths(&columns, &[10, 40, 12], 80), [10, 40, 12]);
        assert_eq!(widths(&columns, &[10, 40, 30], 40), [10, 28]);
        assert_eq!(widths(&columns, &[10, 5, 7], 40), [10, 5, 7]);
    }
}
