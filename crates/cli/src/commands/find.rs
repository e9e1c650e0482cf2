//! `verbale find`: which events does the corpus tell?

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::Ending;
use crate::corpus::{CorpusArguments, EventArguments};
use crate::rows::{RowsArguments, answered};

/// Find events by words, actors, kind, place, days, status
///
/// All that is asked for must hold. `reports` counts the articles that tell the same act, `sources` those of them
/// that do not echo one another.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Words of the sentence: all of them; \"a phrase\", begin*, -without, one OR other
    words: Vec<String>,
    /// Who did it: a code (RUS), a code and sectors ("RUS GOV"), or a name
    #[arg(long, value_name = "WHO")]
    actor: Option<String>,
    /// To whom
    #[arg(long, value_name = "WHO")]
    recipient: Option<String>,
    /// Whether it took place
    #[arg(long)]
    status: Option<Status>,
    #[command(flatten)]
    events: EventArguments,
    /// At most so many, the latest first; 0 is all
    #[arg(short = 'n', long, default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    pub(super) corpus: CorpusArguments,
    #[command(flatten)]
    rows: RowsArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Status {
    Actual,
    Historical,
    Future,
    Hypothetical,
    Negated,
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
    let mut filter = arguments.events.filter();
    filter.words = (!arguments.words.is_empty()).then(|| arguments.words.join(" "));
    filter.actor.clone_from(&arguments.actor);
    filter.recipient.clone_from(&arguments.recipient);
    filter.limit = arguments.limit;
    filter.status =
        arguments.status.and_then(|s| Some(s.to_possible_value()?.get_name().to_owned()));
    answered(arguments.rows, store.find(&filter))
}
