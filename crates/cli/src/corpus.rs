//! Which corpus, and what of it? What the commands that ask have in common.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use verbale_engine::record::{Body, Entity, Event};
use verbale_store::{DyadFilter, EventFilter, EventRow, Store};

use crate::rows::{Row, one_line};

/// Which corpus.
#[derive(Debug, Clone, Args)]
pub(crate) struct CorpusArguments {
    /// The corpus: one SQLite file
    #[arg(long, value_name = "FILE", default_value = "corpus.db")]
    pub(crate) db: PathBuf,
}

impl CorpusArguments {
    pub(crate) fn open(&self) -> Result<Store> {
        Ok(Store::open(&self.db)?)
    }
}

/// Which days.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct DayArguments {
    /// First day on which it may have been
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
    /// Last day on which it may have been
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,
}

/// Which events, whatever the day.
#[derive(Debug, Clone, Args)]
pub(crate) struct EventArguments {
    /// Who did it: a code (RUS), a code and sectors ("RUS GOV"), or a name
    #[arg(long, value_name = "WHO")]
    actor: Option<String>,
    /// To whom
    #[arg(long, value_name = "WHO")]
    recipient: Option<String>,
    /// Whether it took place
    #[arg(long)]
    status: Option<Status>,
    /// PLOVER event, such as ASSAULT or CONSULT
    #[arg(long, value_name = "EVENT")]
    event: Option<String>,
    /// PLOVER mode, such as expel or visit
    #[arg(long)]
    mode: Option<String>,
    /// PLOVER context, such as military or diplomatic
    #[arg(long)]
    context: Option<String>,
    /// Place by name, or the code of its country
    #[arg(long)]
    place: Option<String>,
    /// Only articles of this publisher
    #[arg(long)]
    source: Option<String>,
    /// Only what rests on somebody's word alone; `--alleged=false`: only what does not
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    alleged: Option<bool>,
    /// Only what somebody denies; `--denied=false`: only what nobody does
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    denied: Option<bool>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Status {
    Actual,
    Historical,
    Future,
    Hypothetical,
    Negated,
}

impl EventArguments {
    /// What is asked of events.
    pub(crate) fn filter(&self) -> EventFilter {
        let status = self.status.and_then(|status| status.to_possible_value());
        EventFilter {
            actor: self.actor.clone(),
            recipient: self.recipient.clone(),
            status: status.map(|status| status.get_name().to_owned()),
            event: self.event.clone(),
            mode: self.mode.clone(),
            context: self.context.clone(),
            place: self.place.clone(),
            source: self.source.clone(),
            alleged: self.alleged,
            denied: self.denied,
            ..EventFilter::default()
        }
    }

    /// The same on these days.
    pub(crate) fn filter_on(&self, days: DayArguments) -> EventFilter {
        EventFilter { from: days.from, to: days.to, ..self.filter() }
    }
}

/// Which acts between two.
#[derive(Debug, Clone, Args)]
pub(crate) struct PairArguments {
    /// First day
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,
    /// Also what every article gives on somebody's word alone
    #[arg(long)]
    alleged: bool,
}

impl PairArguments {
    pub(crate) fn filter(&self) -> DyadFilter {
        let Self { from, to, alleged } = *self;
        DyadFilter { from, to, alleged, limit: 0 }
    }
}

impl Row for EventRow {
    const COLUMNS: &'static [&'static str] =
        &["day", "event", "actor", "recipient", "status", "words", "doc", "reports", "sources"];

    fn cells(&self) -> Vec<String> {
        let Body::Event(event) = &self.record.body else { return Vec::new() };
        vec![
            days(self),
            [Some(event.event.as_str()), event.mode.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            names(&event.actor),
            names(&event.recipient),
            status(event),
            one_line(&self.sentence),
            self.doc.clone(),
            self.reports.to_string(),
            self.sources.to_string(),
        ]
    }
}

fn days(row: &EventRow) -> String {
    match (&row.day, &row.day_to) {
        (Some(day), Some(to)) if day != to => format!("{day}/{to}"),
        (day, _) => day.clone().unwrap_or_default(),
    }
}

fn names(entities: &[Entity]) -> String {
    let name = |entity: &Entity| {
        let name = one_line(entity.name.as_deref().unwrap_or(&entity.text));
        entity.code.as_ref().map_or(name.clone(), |code| format!("{name} ({code})"))
    };
    entities.iter().map(name).collect::<Vec<_>>().join("; ")
}

/// `actual, alleged, denied by Moscow`.
fn status(event: &Event) -> String {
    let mut words = vec![event.status.as_str().to_owned()];
    if event.alleged {
        words.push("alleged".to_owned());
    }
    if !event.denied_by.is_empty() {
        words.push(format!("denied by {}", names(&event.denied_by)));
    }
    words.join(", ")
}
