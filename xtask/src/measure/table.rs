//! How are the numbers shown? One table, a line a number, that goes into `docs/accuracy.md` as it is.

use std::io::Write;

use anyhow::Result;

pub(super) use verbale_engine::gold::Tally;

/// `part / whole`, 0 where there is no whole.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The harmonic mean, 0 where both are.
pub(super) fn harmonic(p: f64, r: f64) -> f64 {
    if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
}

/// The rows so far.
#[derive(Debug, Default)]
pub(super) struct Table {
    set: String,
    rows: Vec<[String; 6]>,
    notes: Vec<String>,
}

impl Table {
    /// What follows is about `set`.
    pub fn begin(&mut self, set: &str) {
        set.clone_into(&mut self.set);
    }

    /// Precision, recall and F1 of `tally`.
    pub fn tally(&mut self, what: &str, tally: Tally) {
        let Tally { hits, gold, found } = tally;
        let counts = format!("{hits} right of {gold} gold, {found} found");
        self.prf(what, tally.precision(), tally.recall(), tally.f1(), counts);
    }

    /// Precision, recall and F1 that do not share one count of hits.
    pub fn prf(&mut self, what: &str, p: f64, r: f64, f1: f64, counts: String) {
        self.row(what, [p, r, f1].map(|value| format!("{value:.3}")), counts);
    }

    /// A share.
    pub fn share(&mut self, what: &str, part: usize, whole: usize) {
        self.value(what, share(part, whole), format!("{part} of {whole}"));
    }

    /// A single value.
    pub fn value(&mut self, what: &str, value: f64, counts: String) {
        self.row(what, [String::new(), String::new(), format!("{value:.3}")], counts);
    }

    fn row(&mut self, what: &str, [p, r, value]: [String; 3], counts: String) {
        self.rows.push([self.set.clone(), what.to_owned(), p, r, value, counts]);
    }

    /// Something to say after the table.
    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    pub fn print(&self) -> Result<()> {
        let mut out = std::io::stdout().lock();
        let head = ["set", "measure", "P", "R", "F1, share", "counts"].map(str::to_owned);
        let all = || std::iter::once(&head).chain(&self.rows);
        let width = |column: usize| all().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..6).map(width).collect();
        for (at, row) in all().enumerate() {
            let cells: Vec<String> =
                row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}")).collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
            if at == 0 {
                let rules: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
                writeln!(out, "|-{}-|", rules.join("-|-"))?;
            }
        }
        for note in &self.notes {
            writeln!(out, "{note}")?;
        }
        Ok(())
    }
}
