//! `verbale dyads`: who has to do with whom?

use anyhow::Result;
use clap::Args;
use verbale_store::{Dyad, DyadFilter};

use crate::Ending;
use crate::corpus::{CorpusArguments, PairArguments};
use crate::rows::{LimitArguments, Row, RowsArguments, answered};
use crate::table::{Column, Entry};

/// Tell between whom something happened, how often and how friendly
///
/// Counts acts that took place, each once however many articles tell it. The quads are verbal and material cooperation
/// (in a table verb+, mat+), verbal and material conflict (verb-, mat-); the scale goes from -10 (conflict) to +10
/// (cooperation). `rep` counts reports.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pairs: PairArguments,
    #[command(flatten)]
    limit: LimitArguments,
    #[command(flatten)]
    pub(super) corpus: CorpusArguments,
    #[command(flatten)]
    rows: RowsArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale dyads --db corpus.db
  verbale dyads --from 2014-01-01 --to 2014-12-31 --format csv";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let store = arguments.corpus.open()?;
    let filter = DyadFilter { limit: arguments.limit.asked(), ..arguments.pairs.filter() };
    let found = store.dyads(&filter).map(|rows| arguments.limit.first(rows));
    answered(arguments.rows, found, || store.pairs(&filter).map(Some))
}

impl Row for Dyad {
    const COLUMNS: &'static [&'static str] = &[
        "actor",
        "recipient",
        "acts",
        "reports",
        "verbal coop",
        "material coop",
        "verbal conflict",
        "material conflict",
        "scale",
        "first",
        "last",
    ];

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.actor.clone(), self.recipient.clone()];
        cells.extend([self.occurrences, self.reports].map(|count| count.to_string()));
        cells.extend(self.quads.map(|count| count.to_string()));
        cells.push(format!("{:.1}", self.scale));
        cells.extend([&self.first, &self.last].map(|day| day.clone().unwrap_or_default()));
        cells
    }
    fn shown() -> Vec<Column> {
        let pair = Column { name: "actor → recipient", least: 9 };
        let counts = ["acts", "rep", "verb+", "mat+", "verb-", "mat-", "scale"];
        let counts = counts.map(|name| Column { name, least: 5 });
        let days = ["first", "last"].map(|name| Column { name, least: 10 });
        std::iter::once(pair).chain(counts).chain(days).collect()
    }

    fn entry(&self) -> Entry {
        let pair = format!("{} → {}", self.actor, self.recipient);
        let cells = std::iter::once(pair).chain(self.cells().into_iter().skip(2)).collect();
        Entry { cells, ..Entry::default() }
    }
}
