//! How does a tree look in a terminal?
//!
//! A word a line, and beside the words the arcs that join each to its head: the arrow points at the
//! dependent. Short arcs stand closest to the words, so that lines cross seldom.

use std::ops::Range;

use verbale_text::{Doc, TokenId};

/// Where lines leave a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cell {
    up: bool,
    down: bool,
    left: bool,
    right: bool,
}

impl Cell {
    fn glyph(self) -> char {
        match (self.up, self.down, self.left, self.right) {
            (false, false, false, false) => ' ',
            (false, false, _, _) => '─',
            (_, _, false, false) => '│',
            (false, true, true, false) => '┐',
            (true, false, true, false) => '┘',
            (false, true, false, true) => '┌',
            (true, false, false, true) => '└',
            (true, true, true, false) => '┤',
            (true, true, false, true) => '├',
            (false, true, true, true) => '┬',
            (true, false, true, true) => '┴',
            (true, true, true, true) => '┼',
        }
    }
}

/// An arc between two rows, with the column of its upright.
#[derive(Debug, Clone, Copy)]
struct Arc {
    dependent: usize,
    head: usize,
    column: usize,
}

impl Arc {
    fn rows(self) -> (usize, usize) {
        (self.dependent.min(self.head), self.dependent.max(self.head))
    }
}

/// The arcs of the sentence of `tokens`, a string for each token.
pub(crate) fn arcs(doc: &Doc, tokens: Range<TokenId>) -> Vec<String> {
    let first = tokens.start;
    let pairs = tokens.clone().filter_map(|id| Some((id - first, doc.token(id).head? - first)));
    draw(&place(pairs.collect()), tokens.len())
}

/// Gives each arc the lowest column that no arc inside it, or over some of its rows, takes.
fn place(mut pairs: Vec<(usize, usize)>) -> Vec<Arc> {
    pairs.sort_by_key(|&(dependent, head)| (dependent.abs_diff(head), dependent));
    let mut arcs: Vec<Arc> = Vec::new();
    for (dependent, head) in pairs {
        let (top, bottom) = (dependent.min(head), dependent.max(head));
        let meets = |arc: &&Arc| {
            let (other_top, other_bottom) = arc.rows();
            // Arcs that end at one head share its column, which shows that they belong together.
            let apart = other_bottom <= top || bottom <= other_top;
            !apart || (arc.head != head && (other_bottom == top || other_top == bottom))
        };
        let taken: Vec<usize> = arcs.iter().filter(meets).map(|arc| arc.column).collect();
        let column = (0..).find(|column| !taken.contains(column)).unwrap_or_default();
        let inner = arcs.iter().filter(|arc| arc.rows().0 >= top && arc.rows().1 <= bottom);
        let above = inner.map(|arc| arc.column + 1).max().unwrap_or(0);
        let mut column = column.max(above);
        while taken.contains(&column) {
            column += 1;
        }
        arcs.push(Arc { dependent, head, column });
    }
    arcs
}

fn draw(arcs: &[Arc], rows: usize) -> Vec<String> {
    let columns = arcs.iter().map(|arc| arc.column + 1).max().unwrap_or(0);
    let mut cells = vec![vec![Cell::default(); columns]; rows];
    for arc in arcs {
        let (top, bottom) = arc.rows();
        for row in [arc.dependent, arc.head] {
            for (column, cell) in cells[row].iter_mut().enumerate().take(arc.column + 1) {
                cell.left = true;
                cell.right |= column < arc.column;
            }
        }
        for (row, line) in cells.iter_mut().enumerate().take(bottom + 1).skip(top) {
            line[arc.column].up |= row > top;
            line[arc.column].down |= row < bottom;
        }
    }
    let mut lines = Vec::new();
    for (row, line) in cells.iter().enumerate() {
        let points = arcs.iter().any(|arc| arc.dependent == row);
        let ends = line.first().is_some_and(|cell| cell.left);
        let arrow = if points {
            '◄'
        } else if ends {
            '─'
        } else {
            ' '
        };
        let glyphs =
            line.iter().flat_map(|cell| [cell.glyph(), if cell.right { '─' } else { ' ' }]);
        lines.push(std::iter::once(arrow).chain(glyphs).collect());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs_nest() {
        // Ghana <- expelled -> diplomats -> two
        let lines = draw(&place(vec![(0, 1), (2, 3), (3, 1)]), 4);
        assert_eq!(lines, ["◄┐   ", "─┴─┐ ", "◄┐ │ ", "◄┴─┘ "]);
    }
}
