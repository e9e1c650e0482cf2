//! How does a document leave no trace? All that was made from it goes, and what it shared with others is
//! made anew from them.

use rusqlite::{Connection, OptionalExtension, params};
use verbale_engine::Record;
use verbale_engine::record::Body;
use verbale_text::CodePoints;

use crate::error::Result;
use crate::occurrence::{self, Telling, Words, days};
use crate::{lineage, sums};

/// Removes everything of `document` but its own row and the history of its codings.
pub(super) fn clear(db: &Connection, document: i64) -> Result<()> {
    let (text, title): (String, Option<String>) = db
        .prepare_cached("SELECT text, title FROM documents WHERE document_id = ?1")?
        .query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
    lineage::remove(db, document, &text)?;
    let shared = occurrences(db, document)?;
    remove_records(db, document)?;
    remove_appearances(db, document)?;
    for table in ["mentions", "place_mentions", "time_mentions"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE document_id = ?1"))?
            .execute([document])?;
    }
    remove_passages(db, document, &text, title.as_deref().unwrap_or_default())?;
    for occurrence in shared {
        let left = tellings(db, occurrence)?;
        occurrence::refound(db, occurrence, &left)?;
    }
    Ok(())
}

/// What is filed by other keys than the numbers of records goes first: the records tell where it is.
fn remove_records(db: &Connection, document: i64) -> Result<()> {
    let ask =
        "SELECT min(record_id), max(record_id) FROM records WHERE document_id = ?1 HAVING count(*)";
    let range = db.prepare_cached(ask)?.query_row([document], |row| Ok((row.get(0)?, row.get(1)?)));
    let Some((first, last)) = range.optional()? else { return Ok(()) };
    sums::take(db, (first, last))?;
    for filed in [EVENT_CODES, EVENT_PAIRS] {
        db.prepare_cached(filed)?.execute([first, last])?;
    }
    for (table, key) in OF_RECORDS {
        let delete = format!("DELETE FROM {table} WHERE {key} BETWEEN ?1 AND ?2");
        let rows = db.prepare_cached(&delete)?.execute([first, last])?;
        if ["events", "quotes", "claims"].contains(&table) {
            sums::total(db, table, -(rows as i64))?;
        }
    }
    Ok(())
}

/// Who and what appears in `document` is filed by name: its mentions, which are still there, tell where.
fn remove_appearances(db: &Connection, document: i64) -> Result<()> {
    for (table, key) in [("appearances", "actor"), ("code_appearances", "code")] {
        let delete = format!(
            "DELETE FROM {table} WHERE ({key}, document_id) IN (
                 SELECT entities.{key}, ?1 FROM mentions
                 CROSS JOIN entities ON entities.entity_id = mentions.entity_id
                 WHERE mentions.document_id = ?1)"
        );
        db.prepare_cached(&delete)?.execute([document])?;
    }
    Ok(())
}

/// Tables that go by the numbers of records.
const OF_RECORDS: [(&str, &str); 9] = [
    ("event_tolls", "record_id"),
    ("event_contexts", "record_id"),
    ("claim_events", "claim_id"),
    ("participants", "record_id"),
    ("record_spans", "record_id"),
    ("events", "record_id"),
    ("quotes", "record_id"),
    ("claims", "record_id"),
    ("records", "record_id"),
];

const EVENT_CODES: &str = "
    DELETE FROM event_codes WHERE (code, role, day, record_id) IN (
        SELECT entities.code, who.role, coalesce(events.day_from, ''), events.record_id
        FROM events
        CROSS JOIN participants AS who ON who.record_id = events.record_id
        CROSS JOIN entities ON entities.entity_id = who.entity_id
        WHERE events.record_id BETWEEN ?1 AND ?2)";

const EVENT_PAIRS: &str = "
    DELETE FROM event_pairs WHERE (actor_code, recipient_code, day, record_id) IN (
        SELECT one.code, other.code, coalesce(events.day_from, ''), events.record_id
        FROM events
        CROSS JOIN participants AS who ON who.record_id = events.record_id
        CROSS JOIN entities AS one ON one.entity_id = who.entity_id
        CROSS JOIN participants AS whom ON whom.record_id = events.record_id
        CROSS JOIN entities AS other ON other.entity_id = whom.entity_id
        WHERE events.record_id BETWEEN ?1 AND ?2)";

fn occurrences(db: &Connection, document: i64) -> Result<Vec<i64>> {
    let mut find = db.prepare_cached(
        "SELECT DISTINCT occurrence_id FROM records CROSS JOIN events USING (record_id)
         WHERE records.document_id = ?1 ORDER BY occurrence_id",
    )?;
    let found = find.query_map([document], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The index of words wants the words that it was given.
fn remove_passages(db: &Connection, document: i64, text: &str, title: &str) -> Result<()> {
    let words = CodePoints::new(text);
    let mut find = db.prepare_cached(
        "SELECT passage_id, position, span_start, span_end FROM passages WHERE document_id = ?1",
    )?;
    let mut forget = db.prepare_cached(
        "INSERT INTO passages_fts (passages_fts, rowid, text) VALUES ('delete', ?1, ?2)",
    )?;
    let mut rows = find.query([document])?;
    while let Some(row) = rows.next()? {
        let passage: i64 = row.get(0)?;
        let position: i64 = row.get(1)?;
        let words = if position < 0 { title } else { words.slice(row.get(2)?, row.get(3)?) };
        forget.execute(params![passage, words])?;
    }
    drop(rows);
    db.prepare_cached("DELETE FROM passages WHERE document_id = ?1")?.execute([document])?;
    Ok(())
}

/// All that is still told of an occurrence, the first first.
fn tellings(db: &Connection, occurrence: i64) -> Result<Vec<Telling>> {
    let mut find = db.prepare_cached(
        "SELECT records.json, documents.day,
                substr(documents.text, passages.span_start + 1, passages.span_end - passages.span_start)
         FROM events JOIN records USING (record_id) JOIN passages USING (passage_id)
         JOIN documents ON documents.document_id = events.document_id
         WHERE occurrence_id = ?1 ORDER BY record_id",
    )?;
    let mut rows = find.query([occurrence])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let record: Record = serde_json::from_str(row.get_ref(0)?.as_str().unwrap_or_default())?;
        let published: Option<String> = row.get(1)?;
        let sentence: String = row.get(2)?;
        if let Body::Event(event) = record.body {
            let days = days(&event, published.and_then(|day| day.parse().ok()));
            // The act keeps the names of the report that tells it first.
            let names = if found.is_empty() { names(db, occurrence)? } else { Words::default() };
            found.push(Telling::of(&event, occurrence::stems(&sentence), days, names));
        }
    }
    Ok(found)
}

/// The names in the first report of an occurrence.
fn names(db: &Connection, occurrence: i64) -> Result<Words> {
    let mut find = db.prepare_cached(
        "SELECT text FROM documents WHERE document_id =
             (SELECT document_id FROM events WHERE occurrence_id = ?1 ORDER BY record_id LIMIT 1)",
    )?;
    let text: String = find.query_row([occurrence], |row| row.get(0))?;
    Ok(occurrence::names(&text))
}
