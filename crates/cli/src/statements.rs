//! Who says it, and who contradicts? What the commands about quotes and claims have in common.

use clap::Args;
use jiff::civil::Date;
use verbale_engine::record::Body;
use verbale_store::{Contradiction, Statement, StatementFilter};

use crate::rows::{LimitArguments, Row, one_line};
use crate::table::{Column, Entry};

/// Which statements.
#[derive(Debug, Clone, Args)]
pub(crate) struct StatementArguments {
    /// Words in it, or somebody named in it: a code, or a name
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
    /// Only what this one denies or answers: a code, or a name
    #[arg(long, value_name = "WHO")]
    denied_by: Option<String>,
    /// First day of publication
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
    /// Last day of publication
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,
    /// Only articles of this publisher
    #[arg(long)]
    source: Option<String>,
    #[command(flatten)]
    pub(crate) limit: LimitArguments,
}

impl StatementArguments {
    pub(crate) fn filter(&self) -> StatementFilter {
        StatementFilter {
            about: self.about.clone(),
            denied_by: self.denied_by.clone(),
            from: self.from,
            to: self.to,
            source: self.source.clone(),
            limit: self.limit.asked(),
            ..StatementFilter::default()
        }
    }
}

impl Row for Statement {
    const COLUMNS: &'static [&'static str] =
        &["published", "who", "how", "words", "contradicted by", "doc"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.published.clone().unwrap_or_default(),
            self.who(),
            self.how(),
            one_line(&self.content),
            self.contradicted_by
                .iter()
                .map(|c| contradiction(c, &self.doc))
                .collect::<Vec<_>>()
                .join("; "),
            self.doc.clone(),
        ]
    }

    fn shown() -> Vec<Column> {
        let columns = [("published", 10), ("who", 20), ("how", 8)];
        columns.map(|(name, least)| Column { name, least }).to_vec()
    }

    fn entry(&self) -> Entry {
        let cells = vec![self.published.clone().unwrap_or_default(), self.who(), self.how()];
        let contradicted = self.contradicted_by.iter();
        let contradicted =
            contradicted.map(|found| format!("but {}", contradiction(found, &self.doc)));
        let beneath = std::iter::once(one_line(&self.content)).chain(contradicted).collect();
        Entry { cells, beneath, foot: vec![self.doc.clone()] }
    }
}

/// How a statement is made, and by whom.
trait Made {
    fn who(&self) -> String;
    fn how(&self) -> String;
}

impl Made for Statement {
    fn who(&self) -> String {
        let who = one_line(self.by.as_deref().unwrap_or("nobody named"));
        self.code.as_ref().map_or(who.clone(), |code| format!("{who} ({code})"))
    }

    fn how(&self) -> String {
        match &self.record.body {
            Body::Claim(claim) => claim.stance.as_str().to_owned(),
            Body::Quote(quote) => format!("{:?}", quote.quote_type).to_lowercase(),
            _ => String::new(),
        }
    }
}

/// `Moscow denies: "no plans" (in other-article)`.
fn contradiction(found: &Contradiction, doc: &str) -> String {
    let mut words = format!("{} {}", one_line(&found.by), found.stance);
    if let Some(content) = &found.words {
        words.push_str(&format!(": {}", one_line(content)));
    }
    if found.doc != doc {
        words.push_str(&format!(" (in {})", found.doc));
    }
    words
}
