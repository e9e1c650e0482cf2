//! `verbale claims`: who holds what to be so, and who denies it?

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::Ending;
use crate::corpus::CorpusArguments;
use crate::rows::{RowsArguments, answered};
use crate::statements::StatementArguments;

/// Tell who asserts, denies, demands, promises or warns of what
///
/// With `--denied-by`, what somebody is said to deny: the claims that they answer, claims of acts that they
/// deny, there or in another article, and denials of what nobody is named to have claimed.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Who holds it: a name, part of one, a code (RUS), or a code and sectors ("RUS GOV")
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// What they do with it
    #[arg(long)]
    stance: Option<Stance>,
    #[command(flatten)]
    statements: StatementArguments,
    #[command(flatten)]
    pub(super) corpus: CorpusArguments,
    #[command(flatten)]
    rows: RowsArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Stance {
    Asserts,
    Denies,
    Rejects,
    Doubts,
    Demands,
    Promises,
    Warns,
}

const EXAMPLES: &str = "\
Examples:
  verbale claims --denied-by RUS --db corpus.db
  verbale claims --by China --stance denies
  verbale claims --stance demands --about Turkey --format jsonl";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let store = arguments.corpus.open()?;
    let mut filter = arguments.statements.filter();
    filter.by.clone_from(&arguments.by);
    filter.stance =
        arguments.stance.and_then(|s| Some(s.to_possible_value()?.get_name().to_owned()));
    let found = store.claims(&filter).map(|rows| arguments.statements.limit.first(rows));
    // To count them all would be to read them all.
    answered(arguments.rows, found, || Ok(None))
}
