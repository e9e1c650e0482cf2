//! How are sums kept beside what they count?
//!
//! Each is one question to the tables of records, in three uses: of one document, to add what it tells or to
//! take it off again, and of all, to count anew. `sums.sql` has the tables and the triggers between them.

use jiff::civil::Date;
use rusqlite::{Connection, params};

use crate::error::Result;

/// The tables of sums.
pub(crate) const SCHEMA: &str = include_str!("sums.sql");

/// Which records: from the first number to the last.
pub(crate) type Range = (i64, i64);

/// All records that there can be.
const ALL: Range = (0, i64::MAX);

/// Adds what the records in `range` tell.
pub(crate) fn add(db: &Connection, range: Range) -> Result<()> {
    count(db, range, 1)?;
    db.prepare_cached(CLAIMS_THAT_DENY)?.execute([range.0, range.1])?;
    db.prepare_cached(ACTS_DENIED)?.execute([range.0, range.1])?;
    Ok(())
}

/// Takes off what the records in `range` tell, which are still there.
pub(crate) fn take(db: &Connection, range: Range) -> Result<()> {
    count(db, range, -1)?;
    db.prepare_cached(
        "DELETE FROM entity_sums WHERE parts = 0 AND entity_id IN (
                           SELECT entity_id FROM participants WHERE record_id BETWEEN ?1 AND ?2)",
    )?
    .execute([range.0, range.1])?;
    db.prepare_cached("DELETE FROM denials WHERE record_id BETWEEN ?1 AND ?2")?
        .execute([range.0, range.1])?;
    Ok(())
}

/// Counts everything anew, from the records.
pub(crate) fn recount(db: &Connection) -> Result<()> {
    for table in [
        "entity_sums",
        "occurrence_parties",
        "occurrence_pairs",
        "dyad_sums",
        "occurrence_places",
        "place_sums",
        "denials",
        "denial_sums",
        "totals",
    ] {
        db.execute(&format!("DELETE FROM {table}"), [])?;
    }
    add(db, ALL)?;
    for table in TOTALS {
        let rows: i64 = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0))?;
        total(db, table, rows)?;
    }
    Ok(())
}

/// Tables whose rows are counted.
const TOTALS: [&str; 5] = ["documents", "events", "occurrences", "quotes", "claims"];

/// Notes that `table` has `more` rows.
pub(crate) fn total(db: &Connection, table: &str, more: i64) -> Result<()> {
    if more != 0 {
        db.prepare_cached(
            "INSERT INTO totals VALUES (?1, ?2) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
        )?
        .execute(params![table, more])?;
    }
    Ok(())
}

/// Files the act under other days than those of before.
pub(crate) fn move_days(
    db: &Connection,
    occurrence: i64,
    old: Option<(Date, Date)>,
    new: Option<(Date, Date)>,
) -> Result<()> {
    if old == new {
        return Ok(());
    }
    let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let (old, to) = (text(old.map(|days| days.0)), text(new.map(|days| days.1)));
    let new = text(new.map(|days| days.0));
    db.prepare_cached(MOVE_PARTIES)?.execute(params![occurrence, old, new])?;
    db.prepare_cached(MOVE_PAIRS)?.execute(params![occurrence, old, new, to])?;
    Ok(())
}

/// Counts what the records in `range` tell, `times` over: -1 takes it off.
fn count(db: &Connection, range: Range, times: i64) -> Result<()> {
    for ask in [PARTS, PARTIES, PAIRS, PLACES] {
        db.prepare_cached(ask)?.execute([range.0, range.1, times])?;
    }
    Ok(())
}

const PARTS: &str = "
    INSERT INTO entity_sums
    SELECT entity_id, ?3 * count(*) FROM participants
    WHERE record_id BETWEEN ?1 AND ?2 AND entity_id IS NOT NULL GROUP BY entity_id
    ON CONFLICT DO UPDATE SET parts = parts + excluded.parts";

// Joins are crossed so that the events come first: without statistics the planner might begin with all entities.

const PARTIES: &str = "
    INSERT INTO occurrence_parties
    SELECT entities.code, who.role, coalesce(occurrences.day_from, ''), events.occurrence_id,
           ?3 * count(DISTINCT events.record_id)
    FROM events
    CROSS JOIN occurrences ON occurrences.occurrence_id = events.occurrence_id
    CROSS JOIN participants AS who ON who.record_id = events.record_id AND who.role IN ('actor', 'recipient')
    CROSS JOIN entities ON entities.entity_id = who.entity_id
    WHERE events.record_id BETWEEN ?1 AND ?2 AND occurrences.happened = 'yes' AND entities.code IS NOT NULL
    GROUP BY events.occurrence_id, entities.code, who.role
    ON CONFLICT DO UPDATE SET tellings = tellings + excluded.tellings";

const PAIRS: &str = "
    INSERT INTO occurrence_pairs (actor_code, recipient_code, day, occurrence_id, day_to, quad, tellings,
                                  reports, unalleged, scale_sum)
    SELECT actor_code, recipient_code, coalesce(day_from, ''), occurrence_id, coalesce(day_to, ''), min(quad),
           ?3 * count(*), ?3 * count(DISTINCT document_id), ?3 * sum(alleged = 0),
           ?3 * sum(CAST(round(scale * 1e6) AS INTEGER))
    FROM (SELECT DISTINCT events.record_id, events.document_id, events.quad, events.alleged, events.scale,
                          occurrences.occurrence_id, occurrences.day_from, occurrences.day_to,
                          one.code AS actor_code, other.code AS recipient_code
          FROM events
          CROSS JOIN occurrences ON occurrences.occurrence_id = events.occurrence_id
          CROSS JOIN participants AS who ON who.record_id = events.record_id AND who.role = 'actor'
          CROSS JOIN entities AS one ON one.entity_id = who.entity_id
          CROSS JOIN participants AS whom ON whom.record_id = events.record_id
                     AND whom.role = iif(EXISTS (SELECT 1 FROM participants AS any
                                                 WHERE any.record_id = events.record_id
                                                   AND any.role = 'recipient'), 'recipient', 'actor')
          CROSS JOIN entities AS other ON other.entity_id = whom.entity_id
          WHERE events.record_id BETWEEN ?1 AND ?2 AND occurrences.happened = 'yes' AND one.code <> other.code)
    GROUP BY occurrence_id, actor_code, recipient_code
    ON CONFLICT DO UPDATE SET
        tellings = tellings + excluded.tellings, reports = reports + excluded.reports,
        unalleged = unalleged + excluded.unalleged, scale_sum = scale_sum + excluded.scale_sum";

const PLACES: &str = "
    INSERT INTO occurrence_places
    SELECT events.place_id, events.occurrence_id, max(events.quad > 2), ?3 * count(*)
    FROM events CROSS JOIN occurrences ON occurrences.occurrence_id = events.occurrence_id
    WHERE events.record_id BETWEEN ?1 AND ?2 AND occurrences.happened = 'yes' AND events.place_id IS NOT NULL
    GROUP BY events.occurrence_id, events.place_id
    ON CONFLICT DO UPDATE SET tellings = tellings + excluded.tellings";

const MOVE_PARTIES: &str = "
    UPDATE occurrence_parties SET day = ?3
    WHERE occurrence_id = ?1 AND day = ?2 AND (code, role) IN (
        SELECT entities.code, who.role
        FROM events
        CROSS JOIN participants AS who ON who.record_id = events.record_id
                   AND who.role IN ('actor', 'recipient')
        CROSS JOIN entities ON entities.entity_id = who.entity_id
        WHERE events.occurrence_id = ?1)";

const MOVE_PAIRS: &str = "
    UPDATE occurrence_pairs SET day = ?3, day_to = ?4
    WHERE occurrence_id = ?1 AND day = ?2 AND (actor_code, recipient_code) IN (
        SELECT one.code, other.code
        FROM events
        CROSS JOIN participants AS who ON who.record_id = events.record_id AND who.role = 'actor'
        CROSS JOIN entities AS one ON one.entity_id = who.entity_id
        CROSS JOIN participants AS whom ON whom.record_id = events.record_id
                   AND whom.role IN ('actor', 'recipient')
        CROSS JOIN entities AS other ON other.entity_id = whom.entity_id
        WHERE events.occurrence_id = ?1)";

const CLAIMS_THAT_DENY: &str = "
    INSERT INTO denials
    SELECT said.record_id, who.position, documents.day, said.stance,
           coalesce(denier.name, substr(documents.text, who.span_start + 1, who.span_end - who.span_start)),
           coalesce(denier.actor, denier.name), denier.code,
           coalesce(accuser.name, substr(documents.text, whose.span_start + 1, whose.span_end - whose.span_start)),
           coalesce(accuser.actor, accuser.name)
    FROM claims AS said
    CROSS JOIN documents ON documents.document_id = said.document_id
    CROSS JOIN participants AS who ON who.record_id = said.record_id AND who.role = 'holder'
    LEFT JOIN entities AS denier ON denier.entity_id = who.entity_id
    LEFT JOIN participants AS whose ON whose.record_id = said.answers_id AND whose.role = 'holder'
    LEFT JOIN entities AS accuser ON accuser.entity_id = whose.entity_id
    WHERE said.record_id BETWEEN ?1 AND ?2 AND said.stance IN ('denies', 'rejects')";

const ACTS_DENIED: &str = "
    INSERT INTO denials
    SELECT record_id, position, day, 'denies', denier, denier_actor, denier_code,
           iif(teller = denier, NULL, teller), iif(teller = denier, NULL, teller_actor)
    FROM (SELECT events.record_id, who.position, documents.day, denier.code AS denier_code,
                 coalesce(denier.name, substr(documents.text, who.span_start + 1,
                                              who.span_end - who.span_start)) AS denier,
                 coalesce(denier.actor, denier.name) AS denier_actor,
                 coalesce(teller.name, substr(documents.text, word.span_start + 1,
                                              word.span_end - word.span_start)) AS teller,
                 coalesce(teller.actor, teller.name) AS teller_actor
          FROM events
          CROSS JOIN documents ON documents.document_id = events.document_id
          CROSS JOIN participants AS who ON who.record_id = events.record_id AND who.role = 'denier'
          LEFT JOIN entities AS denier ON denier.entity_id = who.entity_id
          LEFT JOIN participants AS word ON word.record_id = events.record_id AND word.role = 'word'
                                            AND word.position = 0
          LEFT JOIN entities AS teller ON teller.entity_id = word.entity_id
          WHERE events.record_id BETWEEN ?1 AND ?2 AND events.denied
            AND NOT EXISTS (
                SELECT 1 FROM claims AS own
                CROSS JOIN claim_events ON claim_events.claim_id IN (own.record_id, own.answers_id)
                CROSS JOIN participants AS holder ON holder.record_id = own.record_id AND holder.role = 'holder'
                WHERE own.record_id BETWEEN (SELECT min(record_id) FROM records
                                             WHERE records.document_id = events.document_id)
                                        AND (SELECT max(record_id) FROM records
                                             WHERE records.document_id = events.document_id)
                  AND claim_events.event_id = events.record_id
                  AND own.stance IN ('denies', 'rejects') AND holder.entity_id = who.entity_id))";
