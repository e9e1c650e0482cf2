//! How are the answers to a question shown? A table for a person, JSON Lines, JSON or CSV for a program.

use std::io::{BufWriter, Write};

use anyhow::Result;
use clap::{Args, ValueEnum};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use serde::Serialize;
use verbale_store::StoreError;

use crate::{Ending, terminal};

/// How to write the answers.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct RowsArguments {
    /// How to write the answers; on a terminal a table, else JSON Lines
    #[arg(short, long)]
    format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns to read
    Table,
    /// The same columns with commas between
    Csv,
    /// One array of objects, with the full records
    Json,
    /// One object a line, with the full records
    Jsonl,
}

/// An answer that can be shown as a line of a table.
pub(crate) trait Row: Serialize {
    /// What the columns are called.
    const COLUMNS: &'static [&'static str];

    /// What stands in them.
    fn cells(&self) -> Vec<String>;
}

/// Columns no wider than this are never broken.
const SHORT: usize = 12;

impl RowsArguments {
    /// Whether a person is going to read the answers.
    pub(crate) fn is_table(self) -> bool {
        self.format() == Format::Table
    }

    fn format(self) -> Format {
        let usual = if terminal::is_read_by_a_person() { Format::Table } else { Format::Jsonl };
        self.format.unwrap_or(usual)
    }

    /// Writes `rows` to standard output; says so where there are none.
    pub(crate) fn write<R: Row>(self, rows: &[R]) -> Result<Ending> {
        let mut out = BufWriter::new(std::io::stdout().lock());
        match self.format() {
            Format::Table if rows.is_empty() => {
                terminal::note("nothing in the corpus is like that");
            }
            Format::Table => writeln!(out, "{}", table(rows))?,
            Format::Csv => {
                writeln!(out, "{}", R::COLUMNS.join(","))?;
                for row in rows {
                    let cells: Vec<String> = row.cells().iter().map(|cell| quoted(cell)).collect();
                    writeln!(out, "{}", cells.join(","))?;
                }
            }
            Format::Json => {
                serde_json::to_writer_pretty(&mut out, rows)?;
                writeln!(out)?;
            }
            Format::Jsonl => {
                for row in rows {
                    serde_json::to_writer(&mut out, row)?;
                    writeln!(out)?;
                }
            }
        }
        out.flush()?;
        Ok(Ending::Complete)
    }
}

fn table<R: Row>(rows: &[R]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(terminal::width().max(40)).unwrap_or(u16::MAX));
    table.set_header(R::COLUMNS);
    for row in rows {
        table.add_row(row.cells());
    }
    // The words are what a person reads: they share what room the short columns leave.
    for (at, column) in table.column_iter_mut().enumerate() {
        let widest = rows.iter().map(|row| row.cells()[at].chars().count()).max().unwrap_or(0);
        if widest <= SHORT {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table
}

/// `cell` as CSV wants it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Words on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An answer, or the fault of a question that cannot be answered: told, and the run ends as one that
/// found no one of that name.
pub(crate) fn answered<R: Row>(
    arguments: RowsArguments,
    rows: verbale_store::Result<Vec<R>>,
) -> Result<Ending> {
    match rows {
        Ok(rows) => arguments.write(&rows),
        Err(StoreError::Question(fault)) => {
            terminal::fault(&fault);
            Ok(Ending::Partial)
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
    }
}
