//! `verbale timeline`: what happened, in the order of days?

use anyhow::Result;
use clap::Args;

use crate::Ending;
use crate::corpus::{CorpusArguments, DayArguments, EventArguments};
use crate::rows::{LimitArguments, RowsArguments, answered};

/// Tell what passed between two, or what happened at all, in the order of days
///
/// Each act stands once, however many articles tell it, with its first telling; `reports` counts the articles and
/// `sources` those that do not echo one another. Only what took place is told, on somebody's word or not; `--all` also
/// tells what is planned, possible or did not happen.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Two of a code (RUS) or name each: acts of one towards the other, or of both together
    #[arg(long, num_args = 2, value_names = ["WHO", "WHO"])]
    between: Option<Vec<String>>,
    #[command(flatten)]
    events: EventArguments,
    #[command(flatten)]
    days: DayArguments,
    /// Also what is planned, possible or did not happen
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    limit: LimitArguments,
    #[command(flatten)]
    pub(super) corpus: CorpusArguments,
    #[command(flatten)]
    rows: RowsArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale timeline --between GBR RUS --db corpus.db
  verbale timeline --between \"South Korea\" \"North Korea\" --from 2010-11-01 --to 2010-11-30
  verbale timeline --actor Turkey --event ASSAULT --all --format csv";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let store = arguments.corpus.open()?;
    let mut filter = arguments.events.filter_on(arguments.days);
    filter.between = arguments.between.clone().and_then(|pair| pair.try_into().ok());
    // Whoever asks for what did not take place is told it.
    filter.took_place = !arguments.all && filter.status.is_none();
    filter.limit = arguments.limit.asked();
    let found = store.timeline(&filter).map(|rows| arguments.limit.last(rows));
    answered(arguments.rows, found, || store.acts(&filter))
}
