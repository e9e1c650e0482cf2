//! `verbale said`: what did somebody say, and who contradicted it?

use anyhow::Result;
use clap::Args;

use crate::Ending;
use crate::corpus::CorpusArguments;
use crate::rows::{RowsArguments, answered};
use crate::statements::StatementArguments;

/// Tell what somebody said, with who contradicted it
///
/// Quotations in the words of the text, direct or not. Whoever denies or rejects in the same article what was said, or
/// denies the same act in another one, stands beside it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Who said it: a name, part of one, a code (RUS), or a code and sectors ("RUS GOV")
    who: String,
    #[command(flatten)]
    statements: StatementArguments,
    #[command(flatten)]
    pub(super) corpus: CorpusArguments,
    #[command(flatten)]
    rows: RowsArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale said Putin --about Crimea --db corpus.db
  verbale said \"Theresa May\" --from 2018-03-01
  verbale said TUR --about Qatar --format csv";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let store = arguments.corpus.open()?;
    let mut filter = arguments.statements.filter();
    filter.by = Some(arguments.who.clone());
    let found = store.said(&filter).map(|rows| arguments.statements.limit.first(rows));
    // To count them all would be to read them all.
    answered(arguments.rows, found, || Ok(None))
}
