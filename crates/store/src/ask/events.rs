//! What happened? Events as asked for, and occurrences in the order of days.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::Serialize;
use verbale_engine::Record;

use super::EventFilter;
use super::road::{Road, Start, Wanted, walk};
use crate::error::Result;

/// An event where it was told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventRow {
    /// The document.
    pub doc: String,
    /// Its day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Its publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its headline, where it is given apart from the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// First day of the event: as told, else that of publication for what is neither past nor to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_to: Option<String>,
    /// The sentence that tells it.
    pub sentence: String,
    /// The act in the world that it tells.
    pub occurrence: i64,
    /// How many documents tell that.
    pub reports: i64,
    /// How many of them are independent.
    pub sources: i64,
    /// The record, as `verbale code` writes it.
    pub record: Record,
}

const COLUMNS: &str = "documents.id, documents.day, documents.source, documents.title,
    events.day_from, events.day_to,
    substr(documents.text, passages.span_start + 1, passages.span_end - passages.span_start),
    events.occurrence_id, records.json";

const TABLES: &str = "events
    JOIN records ON records.record_id = events.record_id
    JOIN passages ON passages.passage_id = events.passage_id
    JOIN documents ON documents.document_id = events.document_id";

/// The events that `filter` asks for, the latest first.
pub(super) fn find(db: &Connection, filter: &EventFilter) -> Result<Vec<EventRow>> {
    let road = filter.road(db, wanted(filter, false))?;
    if road.start != Start::List && filter.limit > 0 {
        let found = road.latest(db, filter.to, (filter.limit, filter.offset))?;
        return numbered(db, &found);
    }
    let (tables, clause) = (road.tables(), road.conditions.clause());
    // The rows of the answer are read when they are chosen: they hold texts.
    let ask = format!(
        "WITH found AS MATERIALIZED (
             SELECT events.record_id, events.day_from FROM {tables} WHERE {clause}
             ORDER BY events.day_from DESC, events.record_id LIMIT ? OFFSET ?)
         SELECT {COLUMNS} FROM found CROSS JOIN {TABLES} WHERE events.record_id = found.record_id
         ORDER BY found.day_from DESC, found.record_id"
    );
    rows(db, &ask, limited(road.conditions.values, filter))
}

/// All rows are wanted where no limit is set, or `all` says so.
fn wanted(filter: &EventFilter, all: bool) -> Wanted {
    if all || filter.limit == 0 { Wanted::All } else { Wanted::Latest }
}

/// Events of a broad answer are counted so far.
const COUNTED: usize = 10_000;

/// How many events `filter` asks for; nothing where they are so many that they are not all counted.
pub(super) fn count(db: &Connection, filter: &EventFilter) -> Result<Option<u64>> {
    let road = filter.road(db, Wanted::Some)?;
    if road.start == Start::Latest && road.conditions.sql.is_empty() {
        let ask = "SELECT coalesce(max(rows), 0) FROM totals WHERE counted = 'events'";
        return Ok(Some(db.prepare_cached(ask)?.query_row([], |row| row.get(0))?));
    }
    Ok(counted(db, &road)?.map(|(events, _)| events))
}

/// How many acts those events tell.
pub(super) fn acts(db: &Connection, filter: &EventFilter) -> Result<Option<u64>> {
    Ok(counted(db, &filter.road(db, Wanted::Some)?)?.map(|(_, acts)| acts))
}

/// How many events, and acts that they tell, are on `road`, unless they are too many.
fn counted(db: &Connection, road: &Road) -> Result<Option<(u64, u64)>> {
    let most = if road.start == Start::List { -1 } else { super::sql_limit(COUNTED + 1) };
    let ask = format!(
        "SELECT count(*), count(DISTINCT act)
         FROM (SELECT events.occurrence_id AS act FROM {} WHERE {} LIMIT {most})",
        road.tables(),
        road.conditions.clause()
    );
    let counts: (u64, u64) =
        db.prepare_cached(&ask)?.query_row(params_from_iter(&road.conditions.values), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let all = road.start == Start::List || counts.0 <= COUNTED as u64;
    Ok(all.then_some(counts))
}

/// One row for each occurrence that `filter` finds a telling of: the first telling. The earliest day first;
/// where not all are wanted, the latest ones. The days are those of the act, as far as all its tellings tell them.
pub(super) fn timeline(db: &Connection, filter: &EventFilter) -> Result<Vec<EventRow>> {
    let mut acts = first_tellings(db, filter)?;
    let mut days =
        db.prepare_cached("SELECT day_from, day_to FROM occurrences WHERE occurrence_id = ?1")?;
    for act in &mut acts {
        (act.day, act.day_to) =
            days.query_row([act.occurrence], |row| Ok((row.get(0)?, row.get(1)?)))?;
    }
    Ok(acts)
}

fn first_tellings(db: &Connection, filter: &EventFilter) -> Result<Vec<EventRow>> {
    // What passed between two is a list of its own, however long.
    let road = filter.road(db, wanted(filter, filter.between.is_some()))?;
    if road.start != Start::List && filter.limit > 0 {
        return latest_acts(db, filter, &road.start);
    }
    let ask = format!(
        "WITH told AS (
             SELECT min(events.record_id) AS record_id, occurrences.day_from AS day
             FROM {}
             CROSS JOIN occurrences ON occurrences.occurrence_id = events.occurrence_id
             WHERE {}
             GROUP BY events.occurrence_id
             ORDER BY day DESC, record_id DESC LIMIT ? OFFSET ?)
         SELECT {COLUMNS} FROM told CROSS JOIN {TABLES} WHERE events.record_id = told.record_id
         ORDER BY told.day, told.record_id",
        road.tables(),
        road.conditions.clause()
    );
    rows(db, &ask, limited(road.conditions.values, filter))
}

/// The timeline, read from its end.
fn latest_acts(db: &Connection, filter: &EventFilter, start: &Start) -> Result<Vec<EventRow>> {
    let acts = match start {
        Start::Code(code, role) if filter.took_place => format!(
            "(SELECT day, occurrence_id FROM occurrence_parties
              WHERE code = '{code}' AND role = '{role}') AS acts"
        ),
        _ => "(SELECT day_from AS day, occurrence_id FROM occurrences INDEXED BY occurrences_by_day) AS acts"
            .to_owned(),
    };
    let conditions = filter.checks(db)?;
    let documents = if conditions.speak_of("documents.") {
        "CROSS JOIN documents ON documents.document_id = events.document_id"
    } else {
        ""
    };
    let ask = format!(
        "SELECT acts.day, (SELECT min(events.record_id)
                           FROM events INDEXED BY events_by_occurrence {documents}
                           WHERE events.occurrence_id = acts.occurrence_id AND {})
         FROM {acts} ORDER BY acts.day DESC",
        conditions.clause()
    );
    let paging = (filter.limit, filter.offset);
    let mut found = walk(db, &ask, &conditions.values, paging, |one, other| other.cmp(one))?;
    found.reverse();
    numbered(db, &found)
}

/// The events of these numbers.
fn numbered(db: &Connection, numbers: &[i64]) -> Result<Vec<EventRow>> {
    let ask = format!("SELECT {COLUMNS} FROM {TABLES} WHERE events.record_id = ?");
    let mut found = Vec::with_capacity(numbers.len());
    for number in numbers {
        found.extend(rows(db, &ask, vec![(*number).into()])?);
    }
    Ok(found)
}

/// The tellings of an occurrence, in the order in which they came.
pub(super) fn tellings(db: &Connection, occurrence: i64) -> Result<Vec<EventRow>> {
    let ask = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE events.occurrence_id = ? ORDER BY events.record_id"
    );
    rows(db, &ask, vec![occurrence.into()])
}

fn limited(mut values: Vec<Value>, filter: &EventFilter) -> Vec<Value> {
    values.push(super::sql_limit(filter.limit).into());
    values.push(i64::try_from(filter.offset).unwrap_or(i64::MAX).into());
    values
}

fn rows(db: &Connection, ask: &str, values: Vec<Value>) -> Result<Vec<EventRow>> {
    let mut find = db.prepare_cached(ask)?;
    let mut rows = find.query(params_from_iter(values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(db, row)?);
    }
    Ok(found)
}

fn read(db: &Connection, row: &Row<'_>) -> Result<EventRow> {
    let occurrence = row.get(7)?;
    let (reports, sources) = db
        .prepare_cached("SELECT reports, sources FROM occurrence_sources WHERE occurrence_id = ?1")?
        .query_row([occurrence], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(EventRow {
        doc: row.get(0)?,
        published: row.get(1)?,
        source: row.get(2)?,
        title: row.get(3)?,
        day: row.get(4)?,
        day_to: row.get(5)?,
        sentence: row.get(6)?,
        occurrence,
        reports,
        sources,
        record: serde_json::from_str(&row.get::<_, String>(8)?)?,
    })
}
