//! What of a document is written down twice, so that it is found at once: which codes it names, and how many people
//! its events befell.

use rusqlite::{Connection, params};
use verbale_engine::record::Event;

use crate::error::Result;

/// Counts the codes that all documents name.
pub(crate) fn codes(db: &Connection) -> Result<()> {
    db.execute(
        "INSERT INTO code_appearances
         SELECT entities.code, mentions.document_id, count(*)
         FROM mentions CROSS JOIN entities ON entities.entity_id = mentions.entity_id
         WHERE entities.code IS NOT NULL
         GROUP BY mentions.document_id, entities.code",
        [],
    )?;
    Ok(())
}

/// Writes how many people `event` befell, which is record number `record`.
pub(crate) fn toll(db: &Connection, record: i64, event: &Event) -> Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO event_tolls (record_id, position, kind, least, most, span_start, span_end)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let number =
        |number: Option<u64>| number.map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    for (position, toll) in event.toll.iter().enumerate() {
        let (least, most) = (number(toll.from), number(toll.to));
        insert.execute(params![record, position, toll.kind, least, most, toll.start, toll.end])?;
    }
    Ok(())
}

/// Writes the same for all events, from their records. The casts, as [`toll`] does, write the greatest number there
/// is for a greater one.
pub(crate) fn tolls(db: &Connection) -> Result<()> {
    db.execute(
        "INSERT INTO event_tolls (record_id, position, kind, least, most, span_start, span_end)
         SELECT record_id, each.key, each.value ->> 'kind', CAST(each.value ->> 'from' AS INTEGER),
                CAST(each.value ->> 'to' AS INTEGER), each.value ->> 'start', each.value ->> 'end'
         FROM records, json_each(records.json, '$.toll') AS each
         WHERE records.kind = 'event' AND instr(records.json, '\"toll\":') > 0",
        [],
    )?;
    Ok(())
}
