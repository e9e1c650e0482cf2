//! How are rows written as text?

use std::io::{Result, Write};

use super::column::{Column, Row, Value};
use super::{Exporter, Sink, Story};
use crate::record::{Entity, Event};

/// A table as text.
#[derive(Debug)]
pub(super) struct Table {
    pub columns: &'static [Column],
    pub separator: Separator,
    /// Whether the first line names the columns.
    pub names: bool,
    /// What stands for what is not known.
    pub nothing: &'static str,
    pub rows: Rows,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// Cells with commas, marks or line ends in them are quoted, as RFC 4180 says.
    Comma,
    /// Nothing is quoted, which readers of these formats do not expect: a tab or line end in a cell is
    /// written as a space, and `"` as `'`.
    Tab,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// One for each event, with all its parties.
    Events,
    /// One for each pair of parties, and only of events that are told as facts.
    Pairs,
}

/// Writes a table.
pub(super) struct Writer {
    table: &'static Table,
    out: Sink,
    /// Whether doubtful events are wanted as well.
    all: bool,
    left_out: usize,
}

impl Writer {
    /// Begins `table`.
    pub fn begin(table: &'static Table, mut out: Sink, all: bool) -> Result<Box<dyn Exporter>> {
        if table.names {
            let names = table.columns.iter().map(|column| Value::text(column.name));
            line(table, names, &mut out)?;
        }
        Ok(Box::new(Self { table, out, all, left_out: 0 }))
    }
}

impl Exporter for Writer {
    fn story(&mut self, story: &Story<'_>) -> Result<()> {
        for event in story.events() {
            if self.table.rows == Rows::Pairs && !self.all && !is_fact(event) {
                self.left_out += 1;
                continue;
            }
            for row in rows(self.table.rows, story, event) {
                let cells = self.table.columns.iter().map(|column| (column.value)(&row));
                line(self.table, cells, &mut self.out)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        self.out.flush()
    }

    fn left_out(&self) -> usize {
        self.left_out
    }
}

/// Whether the text tells that the event took place, and not only that somebody says so.
pub(super) fn is_fact(event: &Event) -> bool {
    event.status.took_place() && !event.alleged
}

/// The rows that `event` makes.
pub(super) fn rows<'a>(kind: Rows, story: &'a Story<'a>, event: &'a Event) -> Vec<Row<'a>> {
    let pairs = match kind {
        Rows::Events => vec![(None, None)],
        Rows::Pairs => pairs(event),
    };
    let row = |(pair, (actor, recipient))| Row { story, event, actor, recipient, pair };
    pairs.into_iter().enumerate().map(row).collect()
}

type Pair<'a> = (Option<&'a Entity>, Option<&'a Entity>);

/// Each actor with each recipient; of a two-sided event each side with each other, both ways.
fn pairs(event: &Event) -> Vec<Pair<'_>> {
    let (actors, recipients) = (&event.actor, &event.recipient);
    match (actors.len(), recipients.len()) {
        (0, 0) => vec![(None, None)],
        (0, _) => recipients.iter().map(|recipient| (None, Some(recipient))).collect(),
        (1, 0) => vec![(actors.first(), None)],
        (_, 0) => {
            let others = |at: usize| {
                let apart = actors.iter().enumerate().filter(move |(other, _)| *other != at);
                apart.map(move |(_, other)| (actors.get(at), Some(other)))
            };
            (0..actors.len()).flat_map(others).collect()
        }
        _ => actors
            .iter()
            .flat_map(|actor| recipients.iter().map(move |other| (Some(actor), Some(other))))
            .collect(),
    }
}

fn line(table: &Table, cells: impl Iterator<Item = Value>, out: &mut Sink) -> Result<()> {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.write_all(if table.separator == Separator::Tab { b"\t" } else { b"," })?;
        }
        let text = written(cell, table.nothing);
        match table.separator {
            Separator::Tab => out.write_all(bare(&text).as_bytes())?,
            Separator::Comma => out.write_all(quoted(text).as_bytes())?,
        }
    }
    out.write_all(b"\n")
}

fn written(value: Value, nothing: &str) -> String {
    match value {
        Value::Text(text) if text.is_empty() => nothing.to_owned(),
        Value::Text(text) => text,
        Value::Whole(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Nothing => nothing.to_owned(),
    }
}

fn bare(text: &str) -> String {
    let flat = |c: char| match c {
        '\t' | '\n' | '\r' | '\0' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '"' => '\'',
        other => other,
    };
    text.chars().map(flat).collect()
}

fn quoted(text: String) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
