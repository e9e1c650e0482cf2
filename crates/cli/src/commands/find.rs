//! `verbale find`: which events does the corpus tell?

use anyhow::Result;
use clap::Args;

use crate::Ending;
use crate::corpus::{CorpusArguments, DayArguments, EventArguments};
use crate::rows::{LimitArguments, RowsArguments, answered};

/// Find events by words, actors, kind, place, days, status
///
/// All that is asked for must hold. `reports` counts the articles that tell the same act, `sources` those of them
/// that do not echo one another.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Words of the sentence: all of them; \"a phrase\", begin*, -without, one OR other
    words: Vec<String>,
    #[command(flatten)]
    events: EventArguments,
    #[command(flatten)]
    days: DayArguments,
    #[command(flatten)]
    limit: LimitArguments,
    #[command(flatten)]
    pub(super) corpus: CorpusArguments,
    #[command(flatten)]
    rows: RowsArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale find sanctions --db corpus.db
  verbale find '\"air strikes\" OR shell* -rumour' --from 2010-11-01 --to 2019-10-31
  verbale find --actor Putin --event AGREE --format csv
  verbale find --actor \"USA GOV\" --status hypothetical --format jsonl
  verbale find --denied --alleged --recipient Turkey
  verbale find --mode expel --context diplomatic --denied=false
  verbale find --place Syria --status actual -n 5
  verbale find 'expel*' --source \"Accra Daily\" --format table";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let store = arguments.corpus.open()?;
    let mut filter = arguments.events.filter_on(arguments.days);
    filter.words = (!arguments.words.is_empty()).then(|| arguments.words.join(" "));
    filter.limit = arguments.limit.asked();
    let found = store.find(&filter).map(|rows| arguments.limit.first(rows));
    answered(arguments.rows, found, || store.count(&filter))
}
