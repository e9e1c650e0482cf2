//! Does a question make sense? One that nothing can fulfil is answered with what there is, and not with silence.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rusqlite::Connection;
use verbale_engine::record::{Stance, Status};
use verbale_engine::{Knowledge, Ontology};

use super::EventFilter;
use crate::error::{Result, StoreError};

/// Whether there can be events such as `filter` asks for.
pub(super) fn of_events(db: &Connection, filter: &EventFilter) -> Result<()> {
    of_days(filter.from, filter.to)?;
    if let Some(status) = &filter.status {
        one_of("status", status, Status::ALL.map(Status::as_str).to_vec(), || Ok(false))?;
    }
    if filter.event.is_none() && filter.mode.is_none() && filter.context.is_none() {
        return Ok(());
    }
    let ontology =
        Knowledge::ontology().map_err(|error| StoreError::Question(error.to_string()))?;
    let event = filter.event.as_deref().map(str::to_ascii_uppercase);
    if let Some(event) = &event {
        let codes = ontology.events().map(|(_, event)| &*event.code).collect();
        let held = "SELECT 1 FROM events WHERE event = ?1";
        one_of("event", event, codes, || Ok(db.prepare_cached(held)?.exists([event])?))?;
    }
    if let Some(mode) = &filter.mode {
        let what = event.as_ref().map_or("mode".to_owned(), |event| format!("mode of {event}"));
        let held = "SELECT 1 FROM events WHERE mode = ?1 AND event = coalesce(?2, event)";
        let there = modes(&ontology, event.as_deref());
        one_of(&what, mode, there, || Ok(db.prepare_cached(held)?.exists((mode, &event))?))?;
    }
    if let Some(context) = &filter.context {
        let held = "SELECT 1 FROM event_contexts WHERE context = ?1";
        let there = ontology.contexts().collect();
        one_of("context", context, there, || Ok(db.prepare_cached(held)?.exists([context])?))?;
    }
    Ok(())
}

/// Whether there are statements of this stance.
pub(super) fn of_stance(stance: Option<&str>) -> Result<()> {
    stance.map_or(Ok(()), |stance| {
        one_of("stance", stance, Stance::ALL.map(Stance::as_str).to_vec(), || Ok(false))
    })
}

/// Whether days are asked for, and not none.
pub(super) fn of_days(from: Option<Date>, to: Option<Date>) -> Result<()> {
    match (from, to) {
        (Some(from), Some(to)) if from > to => {
            let fault =
                format!("from {from} to {to}: ends before it begins; give the earlier day first");
            Err(StoreError::Question(fault))
        }
        _ => Ok(()),
    }
}

/// The modes of `event`, or all.
fn modes<'a>(ontology: &'a Ontology, event: Option<&str>) -> Vec<&'a str> {
    let events = ontology.events().filter(|(_, one)| event.is_none_or(|event| *event == *one.code));
    let modes: BTreeSet<&str> =
        events.flat_map(|(_, event)| event.modes.keys()).map(|mode| &**mode).collect();
    modes.into_iter().collect()
}

/// Whether `asked` is one of those that are `there`. Other people's knowledge may have codes of its own: what the corpus
/// holds makes sense too.
fn one_of(
    what: &str,
    asked: &str,
    there: Vec<&str>,
    held: impl FnOnce() -> Result<bool>,
) -> Result<()> {
    if there.contains(&asked) || held()? {
        return Ok(());
    }
    let there = if there.is_empty() { "none".to_owned() } else { there.join(", ") };
    Err(StoreError::Question(format!("\"{asked}\": is no {what}; there are {there}")))
}
