//! Which reports tell the same act?
//!
//! Each event is laid beside the occurrences of its type, codes and days, and joins the one that it is
//! most like, or founds one. Few are looked at, so that the cost does not grow with the corpus.

mod setting;
mod telling;
mod words;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::sums;
pub(crate) use setting::names;
pub(crate) use telling::{Days, Telling, days, stems};
pub(crate) use words::Words;

/// How many occurrences of one code are looked at, the latest first.
const CANDIDATES: usize = 128;

/// How many occurrences are remembered: some 10 MB.
const REMEMBERED: usize = 16_384;

/// How many documents are remembered with what they tell: some 10 MB.
const REMEMBERED_DOCUMENTS: usize = 8192;

/// What was looked at lately: reports of one act come close together.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    acts: FxHashMap<i64, Telling>,
    told: FxHashMap<i64, Told>,
}

/// The occurrences that reports tell, by event, and on which days they tell them: most are of other days than what
/// is laid beside them, and need no second look.
type Told = BTreeMap<String, Vec<(i64, Days)>>;

impl Remembered {
    /// Forgets all when it has become much.
    fn bound(&mut self) {
        if self.acts.len() > REMEMBERED {
            self.acts.clear();
        }
        if self.told.len() > REMEMBERED_DOCUMENTS {
            self.told.clear();
        }
    }

    fn told(&mut self, db: &Connection, document: i64) -> Result<&Told> {
        let empty = match self.told.entry(document) {
            Entry::Occupied(known) => return Ok(known.into_mut()),
            Entry::Vacant(empty) => empty,
        };
        let mut told = Told::new();
        let mut find = db.prepare_cached(TOLD)?;
        let mut rows = find.query([document])?;
        while let Some(row) = rows.next()? {
            let event = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let act = (row.get(1)?, Days { span: span(row, 2)?, told: row.get(4)? });
            match told.get_mut(event) {
                Some(acts) => acts.push(act),
                None => _ = told.insert(event.to_owned(), vec![act]),
            }
        }
        Ok(empty.insert(told))
    }

    fn act(&mut self, db: &Connection, number: i64) -> Result<&Telling> {
        match self.acts.entry(number) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(empty) => Ok(empty.insert(load(db, number)?)),
        }
    }
}

/// Events of one document: its records have numbers in a row.
const TOLD: &str = "
    SELECT event, occurrence_id, day_from, day_to, day_told FROM events
    WHERE record_id BETWEEN
              (SELECT record_id FROM records WHERE document_id = ?1 ORDER BY position LIMIT 1)
          AND (SELECT record_id FROM records WHERE document_id = ?1 ORDER BY position DESC LIMIT 1)";

/// Finds the occurrences of the acts of one document.
pub(crate) struct Linker<'a> {
    db: &'a Connection,
    /// Occurrences told by this document and those that it echoes or that echo it, by event.
    echoed: Told,
    known: &'a mut Remembered,
}

impl<'a> Linker<'a> {
    /// For a document that echoes, or is echoed by, those in `related`.
    pub(crate) fn new(
        db: &'a Connection,
        related: &[i64],
        known: &'a mut Remembered,
    ) -> Result<Self> {
        known.bound();
        let mut echoed = Told::new();
        for document in related {
            for (event, acts) in known.told(db, *document)? {
                match echoed.get_mut(event) {
                    Some(all) => all.extend(acts),
                    None => _ = echoed.insert(event.clone(), acts.clone()),
                }
            }
        }
        Ok(Self { db, echoed, known })
    }

    /// Puts the act into an occurrence and gives its number.
    pub(crate) fn file(&mut self, telling: &Telling) -> Result<i64> {
        let echoed = self.echoed.entry(telling.event.clone()).or_default();
        let near = echoed.iter().filter(|(_, days)| days.near(telling.days) != Some(false));
        let near = in_order(near.map(|&(number, _)| number).collect());
        let mut candidates = of_codes(self.db, telling)?;
        candidates.extend(&near);
        let mut best: Option<(f64, i64)> = None;
        for number in in_order(candidates) {
            let known = self.known.act(self.db, number)?;
            let likeness = telling.likeness(known, near.binary_search(&number).is_ok());
            if likeness.is_some_and(|likeness| best.is_none_or(|(most, _)| likeness > most)) {
                best = likeness.map(|likeness| (likeness, number));
            }
        }
        let number = match best {
            Some((_, number)) => {
                join(self.db, self.known, number, telling)?;
                number
            }
            None => {
                let number = found(self.db, telling)?;
                self.known.acts.insert(number, telling.clone());
                number
            }
        };
        echoed.push((number, telling.days));
        Ok(number)
    }
}

/// `numbers` sorted, each once.
fn in_order(mut numbers: Vec<i64>) -> Vec<i64> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Takes into the act `number` what `telling` tells besides.
fn join(db: &Connection, known: &mut Remembered, number: i64, telling: &Telling) -> Result<()> {
    let old = known.act(db, number)?;
    let mut joint = old.clone();
    joint.absorb(telling);
    if joint != *old {
        rewrite(db, number, old, &joint)?;
        known.acts.insert(number, joint);
    }
    Ok(())
}

/// Makes `number` anew from the tellings that are left, or removes it where there are none.
pub(crate) fn refound(db: &Connection, number: i64, left: &[Telling]) -> Result<()> {
    let old = load(db, number)?;
    let Some((first, rest)) = left.split_first() else {
        file_codes(db, number, Some(&old), None)?;
        db.prepare_cached("DELETE FROM occurrences WHERE occurrence_id = ?1")?.execute([number])?;
        return sums::total(db, "occurrences", -1);
    };
    let mut joint = first.clone();
    for telling in rest {
        joint.absorb(telling);
    }
    rewrite(db, number, &old, &joint)
}

/// Occurrences of the codes and days of `telling`.
fn of_codes(db: &Connection, telling: &Telling) -> Result<Vec<i64>> {
    let mut find = db.prepare_cached(
        "SELECT occurrence_id FROM occurrence_codes
         WHERE event = ?1 AND code = ?2 AND day BETWEEN ?3 AND ?4
         ORDER BY day DESC, occurrence_id DESC LIMIT ?5",
    )?;
    // Founded two days from here at most, and told with a first and a last day.
    let (from, to) = match telling.days.span {
        Some((from, to)) => (shift(from, -2), shift(to, 2)),
        None => (String::new(), String::new()),
    };
    let mut found = Vec::new();
    for code in telling.codes() {
        let mut rows = find.query(params![telling.event, code, from, to, CANDIDATES])?;
        while let Some(row) = rows.next()? {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

fn shift(day: Date, days: i64) -> String {
    day.checked_add(days.days()).unwrap_or(day).to_string()
}

/// Stands between the words of two sentences.
const BETWEEN: &str = " / ";

fn load(db: &Connection, number: i64) -> Result<Telling> {
    let mut find = db.prepare_cached(
        "SELECT event, mode, happened, day_from, day_to, day_told, actors, recipients, people,
                triggers, words, names, places
         FROM occurrences WHERE occurrence_id = ?1",
    )?;
    let set = |row: &Row<'_>, column: usize| -> rusqlite::Result<Words> {
        Ok(Words::listed(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?))
    };
    let read = |row: &Row<'_>| {
        let told = row.get_ref(10)?.as_str()?;
        let (words, again) = told.split_once(BETWEEN).unwrap_or((told, ""));
        let [words, again] = [words, again].map(Words::listed);
        Ok(Telling {
            event: row.get(0)?,
            mode: row.get(1)?,
            happened: row.get(2)?,
            days: Days { span: span(row, 3)?, told: row.get(5)? },
            actors: set(row, 6)?,
            recipients: set(row, 7)?,
            people: set(row, 8)?,
            triggers: set(row, 9)?,
            words,
            again,
            names: set(row, 11)?,
            places: set(row, 12)?,
        })
    };
    Ok(find.query_row([number], read)?)
}

/// The days in two columns, if both are known.
fn span(row: &Row<'_>, from: usize) -> rusqlite::Result<Option<(Date, Date)>> {
    let day = |column| -> rusqlite::Result<Option<Date>> {
        Ok(row.get_ref(column)?.as_str_or_null()?.and_then(|day| day.parse().ok()))
    };
    Ok(day(from)?.zip(day(from + 1)?))
}

/// Writes a new occurrence and gives its number.
fn found(db: &Connection, telling: &Telling) -> Result<i64> {
    let number = put(db, None, telling)?;
    file_codes(db, number, None, Some(telling))?;
    sums::total(db, "occurrences", 1)?;
    Ok(number)
}

/// Writes what has become of the occurrence that was `old`.
fn rewrite(db: &Connection, number: i64, old: &Telling, new: &Telling) -> Result<()> {
    put(db, Some(number), new)?;
    file_codes(db, number, Some(old), Some(new))?;
    sums::move_days(db, number, old.days.span, new.days.span)
}

fn put(db: &Connection, number: Option<i64>, telling: &Telling) -> Result<i64> {
    let days = telling.days.span.map(|(from, to)| (from.to_string(), to.to_string())).unzip();
    db.prepare_cached(
        "INSERT INTO occurrences (occurrence_id, event, mode, happened, day_from, day_to, day_told,
                                  actors, recipients, people, triggers, words, names, places)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (occurrence_id) DO UPDATE SET
             mode = excluded.mode, day_from = excluded.day_from, day_to = excluded.day_to,
             day_told = excluded.day_told, actors = excluded.actors,
             recipients = excluded.recipients, people = excluded.people,
             triggers = excluded.triggers, words = excluded.words, names = excluded.names,
             places = excluded.places",
    )?
    .execute(params![
        number,
        telling.event,
        telling.mode,
        telling.happened,
        days.0,
        days.1,
        telling.days.told,
        telling.actors.list(),
        telling.recipients.list(),
        telling.people.list(),
        telling.triggers.list(),
        told_words(telling),
        telling.names.list(),
        telling.places.list(),
    ])?;
    Ok(number.unwrap_or_else(|| db.last_insert_rowid()))
}

/// The words of the sentences that told it, as the file keeps them.
fn told_words(telling: &Telling) -> String {
    let words = telling.words.list();
    if telling.again.is_empty() {
        words.to_owned()
    } else {
        [words, telling.again.list()].join(BETWEEN)
    }
}

/// Files an occurrence under the codes and the day of `new` in place of those of `old`.
fn file_codes(
    db: &Connection,
    number: i64,
    old: Option<&Telling>,
    new: Option<&Telling>,
) -> Result<()> {
    let (was, is) = (old.map(filed).unwrap_or_default(), new.map(filed).unwrap_or_default());
    let mut delete = db.prepare_cached(
        "DELETE FROM occurrence_codes
         WHERE event = ?1 AND code = ?2 AND day = ?3 AND occurrence_id = ?4",
    )?;
    for (event, code, day) in was.difference(&is) {
        delete.execute(params![event, code, day, number])?;
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO occurrence_codes (event, code, day, occurrence_id) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (event, code, day) in is.difference(&was) {
        insert.execute(params![event, code, day, number])?;
    }
    Ok(())
}

/// Under what an occurrence is filed: its event, codes and first day.
fn filed(telling: &Telling) -> BTreeSet<(&str, &str, String)> {
    let day = telling.days.span.map(|(from, _)| from.to_string()).unwrap_or_default();
    telling.codes().into_iter().map(|code| (telling.event.as_str(), code, day.clone())).collect()
}
