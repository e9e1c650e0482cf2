//! `verbale tension`: is it getting better or worse between two?

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use verbale_store::{Course, Step, StoreError, Tension};

use crate::corpus::{CorpusArguments, PairArguments};
use crate::rows::{Row, RowsArguments, Shown, answered};
use crate::{Ending, chart, terminal};

/// Tell how friendly or hostile acts between two were, step by step
///
/// The mean, on the scale from -10 (conflict) to +10 (cooperation), of the acts that took place, each counted once
/// however many articles tell it, with how many were verbal and material cooperation and conflict. An act that is told
/// for more days than a step has ("in 2014", by week) stands in none: such acts are counted on standard error, and longer
/// steps have them. On a terminal a chart.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Code or name of a country
    one: String,
    /// Code or name of the other
    other: String,
    /// How long a step is
    #[arg(long, value_enum, default_value_t = By::Week)]
    by: By,
    #[command(flatten)]
    pairs: PairArguments,
    /// Also draw the chart into this file: PNG where its name ends in .png, SVG where in .svg
    #[arg(long, value_name = "FILE", value_parser = chart::file)]
    chart: Option<PathBuf>,
    #[command(flatten)]
    pub(super) corpus: CorpusArguments,
    #[command(flatten)]
    rows: RowsArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    Day,
    Week,
    Month,
    Year,
}

const EXAMPLES: &str = "\
Examples:
  verbale tension RUS UKR --by week --db corpus.db
  verbale tension \"North Korea\" \"South Korea\" --by day --from 2010-11-01 --to 2010-12-31
  verbale tension GBR RUS --by month --chart tension.png --format csv";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let store = arguments.corpus.open()?;
    let filter = arguments.pairs.filter();
    let step = match arguments.by {
        By::Day => Step::Day,
        By::Week => Step::Week,
        By::Month => Step::Month,
        By::Year => Step::Year,
    };
    let pair = [arguments.one.as_str(), arguments.other.as_str()];
    let Course { steps, wider } = match store.tension(pair, step, &filter) {
        Err(StoreError::Question(fault)) => {
            terminal::fault(&fault);
            return Ok(Ending::Partial);
        }
        course => course?,
    };
    if wider > 0 {
        let name = step.name();
        terminal::note(&format!("acts told for longer than a {name}, which no step has: {wider}"));
    }
    if let Some(path) = &arguments.chart {
        chart::write(path, &format!("{} – {}", arguments.one, arguments.other), &steps)?;
    }
    if arguments.rows.is_table() && !steps.is_empty() {
        chart::print(&steps)?;
        return Ok(Ending::Complete);
    }
    answered(arguments.rows, Ok(Shown::all(steps)), || Ok(None))
}

impl Row for Tension {
    const COLUMNS: &'static [&'static str] = &[
        "from",
        "acts",
        "verbal coop",
        "material coop",
        "verbal conflict",
        "material conflict",
        "scale",
        "outward",
        "inward",
    ];

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.from.clone(), self.occurrences.to_string()];
        cells.extend(self.quads.map(|count| count.to_string()));
        let scale = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.2}"));
        cells.extend([self.scale, self.outward, self.inward].map(scale));
        cells
    }
}
