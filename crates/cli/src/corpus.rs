//! Which corpus, and what of it? What the commands that ask have in common.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use verbale_engine::record::{Body, Entity, Event, distinct};
use verbale_store::{DyadFilter, EventFilter, EventRow, Store};

use crate::rows::{Row, one_line};
use crate::table::{Column, Entry};

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
        DyadFilter { from, to, alleged, ..DyadFilter::default() }
    }
}

impl Row for EventRow {
    const COLUMNS: &'static [&'static str] =
        &["day", "event", "actor", "recipient", "status", "words", "doc", "reports", "sources"];

    fn cells(&self) -> Vec<String> {
        let Body::Event(event) = &self.record.body else { return Vec::new() };
        vec![
            days(self),
            kind(event),
            names(&event.actor),
            names(&event.recipient),
            status(event),
            one_line(&self.sentence),
            self.doc.clone(),
            self.reports.to_string(),
            self.sources.to_string(),
        ]
    }

    fn shown() -> Vec<Column> {
        let columns =
            [("day", 10), ("event", 13), ("actor → recipient", 30), ("status", 12), ("rep/src", 7)];
        columns.map(|(name, least)| Column { name, least }).to_vec()
    }

    fn entry(&self) -> Entry {
        let Body::Event(event) = &self.record.body else { return Entry::default() };
        let cells = vec![
            days_told(self),
            kind(event),
            parties(event),
            standing(event).join(", "),
            format!("{}/{}", self.reports, self.sources),
        ];
        let denied = (!event.denied_by.is_empty()).then(|| denied_by(event));
        let beneath = std::iter::once(one_line(&self.sentence)).chain(denied).collect();
        Entry { cells, beneath, foot: vec![self.doc.clone()] }
    }
}

fn kind(event: &Event) -> String {
    let mode = event.mode.iter().map(|mode| format!(" {mode}"));
    std::iter::once(event.event.clone()).chain(mode).collect()
}

/// `2014-03-01 to 03-31`: a year stands once.
fn days_told(row: &EventRow) -> String {
    let days = days(row);
    let Some((from, to)) = days.split_once('/') else { return days };
    let same_year = from.get(..5).and_then(|year| to.strip_prefix(year));
    format!("{from} to {}", same_year.unwrap_or(to))
}

/// `Ghana (GHA) → Togo (TGO)`.
fn parties(event: &Event) -> String {
    let sides = [names(&event.actor), names(&event.recipient)];
    match sides {
        [actor, recipient] if recipient.is_empty() => actor,
        [actor, recipient] if actor.is_empty() => format!("nobody named → {recipient}"),
        [actor, recipient] => format!("{actor} → {recipient}"),
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
    distinct(entities).into_iter().map(name).collect::<Vec<_>>().join("; ")
}

/// `actual`, `alleged`.
fn standing(event: &Event) -> Vec<String> {
    let alleged = event.alleged.then(|| "alleged".to_owned());
    std::iter::once(event.status.as_str().to_owned()).chain(alleged).collect()
}

fn denied_by(event: &Event) -> String {
    format!("denied by {}", names(&event.denied_by))
}

/// `actual, alleged, denied by Moscow`.
fn status(event: &Event) -> String {
    let mut words = standing(event);
    if !event.denied_by.is_empty() {
        words.push(denied_by(event));
    }
    words.join(", ")
}
