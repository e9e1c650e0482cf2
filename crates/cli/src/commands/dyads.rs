//! `verbale dyads`: who has to do with whom?

use anyhow::Result;
use clap::Args;
use verbale_store::{Dyad, DyadFilter};

use crate::Ending;
use crate::corpus::{CorpusArguments, PairArguments};
use crate::rows::{LimitArguments, Row, RowsArguments, answered};

/// Tell between whom something happened, how often and how friendly
///
/// Counts acts that took place, each once however many articles tell it. The quads are verbal and material cooperation,
/// verbal and material conflict; the scale goes from -10 (conflict) to +10 (cooperation).
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
}
