//! How are the answers to a question shown? A table for a person, JSON Lines, JSON or CSV for a program.

use std::io::{BufWriter, Write};

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde::Serialize;
use verbale_store::StoreError;

use crate::Ending;
use crate::table::{self, Column, Entry};
use crate::terminal::{self, Brush};

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
    /// What the columns are called, for programs.
    const COLUMNS: &'static [&'static str];

    /// What stands in them.
    fn cells(&self) -> Vec<String>;

    /// The columns that a person reads.
    fn shown() -> Vec<Column> {
        Self::COLUMNS.iter().map(|name| Column { name, least: name.len() }).collect()
    }

    /// What a person reads in them and beneath them.
    fn entry(&self) -> Entry {
        Entry { cells: self.cells(), ..Entry::default() }
    }
}

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
            Format::Table => {
                let entries: Vec<Entry> = rows.iter().map(Row::entry).collect();
                for line in table::lines(&R::shown(), &entries, terminal::width(), Brush::new()) {
                    writeln!(out, "{line}")?;
                }
            }
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
