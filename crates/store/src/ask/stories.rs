//! What does each document tell of what is asked for? One document after another, so that a whole corpus can be
//! written in other formats with no more in memory than the longest of its articles.

use rusqlite::{Connection, params_from_iter};
use verbale_engine::{Article, Record};

use super::EventFilter;
use super::documents::numbered;
use super::road::{Start, Wanted};
use crate::error::{Result, StoreError};

/// A document with what is asked for of its records.
#[derive(Debug, Clone)]
pub struct Told {
    /// The article as it was given.
    pub article: Article,
    /// Its own record, then its events in text order.
    pub records: Vec<Record>,
}

/// Gives `take` each document that tells an event which `filter` asks for, in the order in which they were added;
/// where nothing is asked, those without events too.
pub(super) fn each<E: From<StoreError>>(
    db: &Connection,
    filter: &EventFilter,
    mut take: impl FnMut(&Told) -> Result<(), E>,
) -> Result<(), E> {
    let broken = |error: rusqlite::Error| E::from(error.into());
    let (ask, values) = question(db, filter)?;
    let mut find = db.prepare(&ask).map_err(broken)?;
    let mut rows = find.query(params_from_iter(values)).map_err(broken)?;
    let mut at_hand: Option<(i64, Told)> = None;
    while let Some(row) = rows.next().map_err(broken)? {
        let document: i64 = row.get(0).map_err(broken)?;
        if at_hand.as_ref().is_none_or(|(number, _)| *number != document) {
            let next = (document, begun(db, document)?);
            if let Some((_, told)) = at_hand.replace(next) {
                take(&told)?;
            }
        }
        let event: Option<i64> = row.get(1).map_err(broken)?;
        if let (Some((_, told)), Some(event)) = (&mut at_hand, event) {
            told.records.push(record(db, "record_id = ?1", event)?);
        }
    }
    at_hand.map_or(Ok(()), |(_, told)| take(&told))
}

/// The question for documents and events, in order.
fn question(
    db: &Connection,
    filter: &EventFilter,
) -> Result<(String, Vec<rusqlite::types::Value>)> {
    let road = filter.road(db, Wanted::All)?;
    let ask = if road.start == Start::Latest && road.conditions.sql.is_empty() {
        "SELECT documents.document_id, records.record_id
         FROM documents
         LEFT JOIN records ON records.document_id = documents.document_id AND records.kind = 'event'
         ORDER BY documents.document_id, records.position"
            .to_owned()
    } else {
        format!(
            "SELECT events.document_id, events.record_id FROM {} WHERE {}
             ORDER BY events.document_id, events.record_id",
            road.tables(),
            road.conditions.clause()
        )
    };
    Ok((ask, road.conditions.values))
}

fn begun(db: &Connection, document: i64) -> Result<Told> {
    let article = numbered(db, document)?;
    let own = record(db, "document_id = ?1 AND kind = 'document'", document)?;
    Ok(Told { article, records: vec![own] })
}

fn record(db: &Connection, which: &str, number: i64) -> Result<Record> {
    let ask = format!("SELECT json FROM records WHERE {which}");
    let json: String = db.prepare_cached(&ask)?.query_row([number], |row| row.get(0))?;
    Ok(serde_json::from_str(&json)?)
}
