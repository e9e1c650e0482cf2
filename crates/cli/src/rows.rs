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
    fn write<R: Row>(self, rows: &[R]) -> Result<()> {
        let mut out = BufWriter::new(std::io::stdout().lock());
        match self.format() {
            Format::Table if rows.is_empty() => {}
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
        if rows.is_empty() {
            terminal::note(NOTHING);
        }
        Ok(())
    }
}

/// What is said where there is no answer.
pub(crate) const NOTHING: &str = "nothing in the corpus is like that";

/// How many answers to write.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct LimitArguments {
    /// At most so many answers, the latest ones, the pairs with the most acts, or the greatest groups; 0 is all
    ///
    /// 50 where nothing is said, in whatever format; if there are more, a line on standard error tells so.
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
}

/// Answers where nobody says how many.
const USUAL: usize = 50;

impl LimitArguments {
    /// How many to ask for: where nobody says, one more than is shown, to know whether there are more.
    pub(crate) fn asked(self) -> usize {
        self.limit.unwrap_or(USUAL + 1)
    }

    /// The first of `rows`.
    pub(crate) fn first<R>(self, mut rows: Vec<R>) -> Shown<R> {
        let cut = self.cuts(&rows);
        if cut {
            rows.truncate(USUAL);
        }
        Shown { rows, cut }
    }

    /// The last of `rows`.
    pub(crate) fn last<R>(self, mut rows: Vec<R>) -> Shown<R> {
        let cut = self.cuts(&rows);
        if cut {
            rows.remove(0);
        }
        Shown { rows, cut }
    }

    fn cuts<R>(self, rows: &[R]) -> bool {
        self.limit.is_none() && rows.len() > USUAL
    }
}

/// Answers to write.
#[derive(Debug)]
pub(crate) struct Shown<R> {
    rows: Vec<R>,
    /// Whether there are more, and nobody asked for so few.
    cut: bool,
}

impl<R> Shown<R> {
    /// All that there are.
    pub(crate) fn all(rows: Vec<R>) -> Self {
        Self { rows, cut: false }
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

/// Writes an answer and tells how much of it that is, of `total` where that is known; or tells the fault of a question
/// that cannot be answered, and the run ends as one that found no one of that name.
pub(crate) fn answered<R: Row>(
    arguments: RowsArguments,
    found: verbale_store::Result<Shown<R>>,
    total: impl FnOnce() -> verbale_store::Result<Option<u64>>,
) -> Result<Ending> {
    match found {
        Ok(Shown { rows, cut }) => {
            arguments.write(&rows)?;
            if cut {
                terminal::note(&of_all(rows.len(), total()?));
            }
            Ok(Ending::Complete)
        }
        Err(StoreError::Question(fault)) => {
            terminal::fault(&fault);
            Ok(Ending::Partial)
        }
        Err(other) => Err(other.into()),
    }
}

/// `50 of 1,122 shown; -n 0 shows all`.
fn of_all(shown: usize, total: Option<u64>) -> String {
    match total {
        Some(total) => format!("{shown} of {} shown; -n 0 shows all", with_commas(total)),
        None => format!("{shown} shown, and there are more; -n 0 shows all"),
    }
}

/// `1,122`.
fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut told = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::{of_all, quoted};

    #[test]
    fn what_is_cut_is_told_with_how_much_there_is() {
        assert_eq!(of_all(50, Some(1_234_567)), "50 of 1,234,567 shown; -n 0 shows all");
        assert_eq!(of_all(50, Some(251)), "50 of 251 shown; -n 0 shows all");
        assert_eq!(of_all(50, None), "50 shown, and there are more; -n 0 shows all");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
    }
}
