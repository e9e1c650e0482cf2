//! Which reports tell the same act?
//!
//! Each event is laid beside the occurrences of its type, codes and days, and joins the one that it is
//! most like, or founds one. Few are looked at, so that the cost does not grow with the corpus.

mod telling;

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};

use crate::error::Result;
pub(crate) use telling::{Days, Telling, days};

/// How many occurrences of one code are looked at, the latest first.
const CANDIDATES: usize = 128;

/// Puts the act into an occurrence and gives its number. `related`: documents that echo this one or are
/// echoed by it, and itself.
pub(crate) fn file(db: &Connection, telling: &Telling, related: &[i64]) -> Result<i64> {
    let echoed = of_documents(db, &telling.event, related)?;
    let mut all = echoed.clone();
    all.extend(of_codes(db, telling)?);
    let mut best: Option<(f64, i64, Telling)> = None;
    for number in all {
        let other = load(db, number)?;
        let Some(likeness) = telling.likeness(&other, echoed.contains(&number)) else { continue };
        if best.as_ref().is_none_or(|(most, ..)| likeness > *most) {
            best = Some((likeness, number, other));
        }
    }
    match best {
        Some((_, number, known)) => {
            let mut joint = known.clone();
            joint.absorb(telling);
            if joint != known {
                write(db, Some(number), &joint)?;
            }
            Ok(number)
        }
        None => write(db, None, telling),
    }
}

/// Makes `number` anew from the tellings that are left, or removes it where there are none.
pub(crate) fn refound(db: &Connection, number: i64, left: &[Telling]) -> Result<()> {
    let Some((first, rest)) = left.split_first() else {
        db.prepare_cached("DELETE FROM occurrences WHERE occurrence_id = ?1")?.execute([number])?;
        return Ok(());
    };
    let mut joint = first.clone();
    for telling in rest {
        joint.absorb(telling);
    }
    write(db, Some(number), &joint).map(drop)
}

fn of_documents(db: &Connection, event: &str, documents: &[i64]) -> Result<BTreeSet<i64>> {
    let mut find = db.prepare_cached(
        "SELECT DISTINCT occurrence_id FROM records CROSS JOIN events USING (record_id)
         WHERE records.document_id = ?1 AND event = ?2",
    )?;
    let mut found = BTreeSet::new();
    for document in documents {
        let mut rows = find.query(params![document, event])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
    }
    Ok(found)
}

fn of_codes(db: &Connection, telling: &Telling) -> Result<BTreeSet<i64>> {
    let mut find = db.prepare_cached(
        "SELECT occurrence_id FROM occurrence_codes
         WHERE event = ?1 AND code = ?2 AND day BETWEEN ?3 AND ?4
         ORDER BY day DESC, occurrence_id DESC LIMIT ?5",
    )?;
    // Founded two days from here at most, and told with a first and a last day.
    let (from, to) = match telling.days {
        Some((from, to)) => (shift(from, -2), shift(to, 2)),
        None => (String::new(), String::new()),
    };
    let mut found = BTreeSet::new();
    for code in telling.codes() {
        let mut rows = find.query(params![telling.event, code, from, to, CANDIDATES])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
    }
    Ok(found)
}

fn shift(day: Date, days: i64) -> String {
    day.checked_add(days.days()).unwrap_or(day).to_string()
}

fn load(db: &Connection, number: i64) -> Result<Telling> {
    let mut find = db.prepare_cached(
        "SELECT event, mode, happened, day_from, day_to, day_told, actors, recipients, people,
                triggers, words
         FROM occurrences WHERE occurrence_id = ?1",
    )?;
    let set = |row: &Row<'_>, column: usize| -> rusqlite::Result<BTreeSet<String>> {
        let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
        Ok(text.split_whitespace().map(str::to_owned).collect())
    };
    let day = |row: &Row<'_>, column: usize| -> rusqlite::Result<Option<Date>> {
        Ok(row.get::<_, Option<String>>(column)?.and_then(|day| day.parse().ok()))
    };
    let read = |row: &Row<'_>| {
        Ok(Telling {
            event: row.get(0)?,
            mode: row.get(1)?,
            happened: row.get(2)?,
            days: day(row, 3)?.zip(day(row, 4)?),
            day_told: row.get(5)?,
            actors: set(row, 6)?,
            recipients: set(row, 7)?,
            people: set(row, 8)?,
            triggers: set(row, 9)?,
            words: set(row, 10)?,
        })
    };
    Ok(find.query_row([number], read)?)
}

/// Writes an occurrence, a new one where it has no number yet, and gives its number.
fn write(db: &Connection, number: Option<i64>, telling: &Telling) -> Result<i64> {
    let days = telling.days.map(|(from, to)| (from.to_string(), to.to_string())).unzip();
    let list =
        |set: &BTreeSet<String>| set.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    db.prepare_cached(
        "INSERT INTO occurrences (occurrence_id, event, mode, happened, day_from, day_to, day_told,
                                  actors, recipients, people, triggers, words)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (occurrence_id) DO UPDATE SET
             mode = excluded.mode, day_from = excluded.day_from, day_to = excluded.day_to,
             day_told = excluded.day_told, actors = excluded.actors,
             recipients = excluded.recipients, people = excluded.people,
             triggers = excluded.triggers, words = excluded.words",
    )?
    .execute(params![
        number,
        telling.event,
        telling.mode,
        telling.happened,
        days.0,
        days.1,
        telling.day_told,
        list(&telling.actors),
        list(&telling.recipients),
        list(&telling.people),
        list(&telling.triggers),
        list(&telling.words),
    ])?;
    let number = number.unwrap_or_else(|| db.last_insert_rowid());
    db.prepare_cached("DELETE FROM occurrence_codes WHERE occurrence_id = ?1")?
        .execute([number])?;
    let mut insert = db.prepare_cached(
        "INSERT INTO occurrence_codes (event, code, day, occurrence_id) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let day = days.0.unwrap_or_default();
    for code in telling.codes() {
        insert.execute(params![telling.event, code, day, number])?;
    }
    Ok(number)
}
