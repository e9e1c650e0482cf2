//! `verbale echoes`: which of these reports are one report, sent on?

use anyhow::Result;
use clap::Args;
use verbale_store::{EchoGroup, Echoing, Store};

use crate::corpus::CorpusArguments;
use crate::rows::{LimitArguments, Row, RowsArguments, Shown, answered, one_line};
use crate::{Ending, terminal};

/// Tell which reports echo one another, and are one source
///
/// One wire report comes in many papers, copied, shortened or rewritten. A report echoes an earlier one where the two share
/// a quarter of its words, or half of the other's, outside quotation marks. Each line is a group: how many reports it
/// has, of how many publishers, the first of them, and which share of the words of the others the report has that each
/// echoes most: the least and the greatest. With an article, the reports of its group.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// An article, as the corpus calls it: the reports that it is one source with
    #[arg(value_name = "ID")]
    article: Option<String>,
    #[command(flatten)]
    limit: LimitArguments,
    #[command(flatten)]
    pub(super) corpus: CorpusArguments,
    #[command(flatten)]
    rows: RowsArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale echoes --db corpus.db
  verbale echoes accra-wire --db corpus.db     every report that goes back to the one called accra-wire, and by how much
  verbale echoes -n 0 --format csv";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let store = arguments.corpus.open()?;
    match &arguments.article {
        Some(id) => of_article(arguments, &store, id),
        None => all(arguments, &store),
    }
}

fn all(arguments: &Arguments, store: &Store) -> Result<Ending> {
    let groups = store.echo_groups(arguments.limit.asked(), 0)?;
    let whole = store.independence()?;
    terminal::note(&format!(
        "articles {}, independent sources {}, groups of echoes {}",
        whole.articles, whole.independent, whole.groups
    ));
    let total = u64::try_from(whole.groups).ok();
    answered(arguments.rows, Ok(arguments.limit.first(groups)), || Ok(total))
}

fn of_article(arguments: &Arguments, store: &Store, id: &str) -> Result<Ending> {
    let reports = store.echo_group(id)?;
    match reports.len() {
        0 => {
            terminal::fault(&format!(
                "there is no article \"{id}\" in the corpus; `doc` of its records calls it"
            ));
            return Ok(Ending::Partial);
        }
        1 => terminal::note(&format!("{id}: echoes no other report, and none echoes it")),
        _ => {}
    }
    answered(arguments.rows, Ok(Shown::all(reports)), || Ok(None))
}

impl Row for EchoGroup {
    const COLUMNS: &'static [&'static str] =
        &["reports", "publishers", "first", "published", "last", "least", "greatest", "title"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.reports.to_string(),
            self.publishers.to_string(),
            self.first.doc.clone(),
            self.first.published.clone().unwrap_or_default(),
            self.last.clone().unwrap_or_default(),
            share(Some(self.least_share)),
            share(Some(self.greatest_share)),
            one_line(&self.first.title),
        ]
    }
}

impl Row for Echoing {
    const COLUMNS: &'static [&'static str] =
        &["doc", "published", "publisher", "echoes", "share", "of the other", "title"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.doc.clone(),
            self.published.clone().unwrap_or_default(),
            self.source.clone().unwrap_or_default(),
            self.echoes.clone().unwrap_or_default(),
            share(self.share),
            share(self.origin_share),
            one_line(&self.title),
        ]
    }
}

fn share(share: Option<f64>) -> String {
    share.map(|share| format!("{share:.2}")).unwrap_or_default()
}
