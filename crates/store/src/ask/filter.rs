//! Which events are asked for?

use jiff::civil::Date;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::road::{PASSAGE, Road, Set, Wanted};
use super::who::Party;
use super::{sense, words};
use crate::error::{Result, StoreError};

/// What is wanted of events. What is not given is not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Words in the sentence: `oil "price cap" sanction* -rumour`.
    pub words: Option<String>,
    /// Who did it: a code (`RUS`), a code and sectors (`RUS GOV`), or a name.
    pub actor: Option<String>,
    /// To whom.
    pub recipient: Option<String>,
    /// Both, in either part.
    pub between: Option<[String; 2]>,
    /// PLOVER event.
    pub event: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER context.
    pub context: Option<String>,
    /// Name of a place, or the code of its country.
    pub place: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Publisher.
    pub source: Option<String>,
    /// The document.
    pub doc: Option<String>,
    /// One of `actual`, `historical`, `future`, `hypothetical`, `negated`.
    pub status: Option<String>,
    /// Whether it rests on somebody's word alone.
    pub alleged: Option<bool>,
    /// Whether somebody denies it.
    pub denied: Option<bool>,
    /// Only what took place, now or before.
    pub took_place: bool,
    /// At most so many; 0 is all.
    pub limit: usize,
    /// After so many.
    pub offset: usize,
}

/// Conditions in SQL, on the tables `events` and `documents`.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    pub sql: Vec<String>,
    pub values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition; `?` in it stands for `value`.
    pub fn put(&mut self, sql: &str, value: impl Into<Value>) {
        self.sql.push(sql.to_owned());
        self.values.push(value.into());
    }

    fn put_some(&mut self, sql: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.put(sql, value.clone());
        }
    }

    /// Takes the conditions of `others` too.
    pub fn take(&mut self, others: Self) {
        self.sql.extend(others.sql);
        self.values.extend(others.values);
    }

    pub fn speak_of(&self, words: &str) -> bool {
        self.sql.iter().any(|sql| sql.contains(words))
    }

    /// Keeps the planner from beginning with these columns.
    pub fn leave_indexes(&mut self) {
        for sql in &mut self.sql {
            if sql.starts_with("events.event ") || sql.starts_with("events.day_") {
                sql.insert(0, '+');
            }
        }
    }

    pub fn clause(&self) -> String {
        if self.sql.is_empty() { "1".to_owned() } else { self.sql.join(" AND ") }
    }
}

impl EventFilter {
    /// How to answer.
    pub(crate) fn road(&self, db: &Connection, wanted: Wanted) -> Result<Road> {
        sense::of_events(db, self)?;
        Road::choose(db, &self.sets(db)?, self.plain(), wanted)
    }

    /// Whether nothing is asked but that the acts took place.
    pub(crate) fn asks_nothing_else(&self, db: &Connection) -> Result<bool> {
        Ok(self.took_place && self.sets(db)?.is_empty() && self.plain().sql.len() == 1)
    }

    /// All conditions, as questions to one event after another.
    pub(crate) fn checks(&self, db: &Connection) -> Result<Conditions> {
        sense::of_events(db, self)?;
        let mut all = Conditions::default();
        for set in self.sets(db)? {
            set.put_check_for_many(&mut all);
        }
        all.take(self.plain());
        Ok(all)
    }

    /// The conditions that lists of events fulfil.
    fn sets(&self, db: &Connection) -> Result<Vec<Set>> {
        let mut sets = Vec::new();
        if let Some(id) = &self.doc {
            sets.push(of_document(id));
        }
        if let Some(words) = &self.words {
            sets.push(of_words(wanted(words)?));
        }
        for (role, asked) in [("actor", &self.actor), ("recipient", &self.recipient)] {
            if let Some(asked) = asked {
                sets.push(part(role, &Party::find(db, asked)?));
            }
        }
        if let Some([one, other]) = &self.between {
            sets.push(between(&Party::find_wholly(db, one)?, &Party::find_wholly(db, other)?));
        }
        if let Some(place) = &self.place {
            sets.push(at_place(place));
        }
        Ok(sets)
    }

    /// The other conditions.
    fn plain(&self) -> Conditions {
        let mut all = Conditions::default();
        all.put_some("events.event = upper(?)", self.event.as_ref());
        all.put_some("events.mode = ?", self.mode.as_ref());
        all.put_some(
            "EXISTS (SELECT 1 FROM event_contexts
                     WHERE event_contexts.record_id = events.record_id AND context = ?)",
            self.context.as_ref(),
        );
        self.days(&mut all);
        all.put_some("documents.source = ? COLLATE NOCASE", self.source.as_ref());
        all.put_some("events.status = ?", self.status.as_ref());
        for (column, asked) in [("alleged", self.alleged), ("denied", self.denied)] {
            if let Some(asked) = asked {
                all.put(&format!("events.{column} = ?"), i64::from(asked));
            }
        }
        if self.took_place {
            all.sql.push("events.status IN ('actual', 'historical')".to_owned());
        }
        all
    }

    /// What overlaps the days asked for; what has no day is on none of them.
    fn days(&self, all: &mut Conditions) {
        if let Some(from) = self.from {
            all.put("events.day_to >= ?", from.to_string());
        }
        if let Some(to) = self.to {
            all.put("events.day_from <= ?", to.to_string());
        }
    }
}

/// The index's question for `words`.
pub(crate) fn wanted(words: &str) -> Result<String> {
    words::expression(words).ok_or_else(|| {
        StoreError::Question(format!("\"{words}\": holds no word to look for; give one at least"))
    })
}

fn of_document(id: &str) -> Set {
    let list = "SELECT record_id FROM records
                WHERE document_id = (SELECT document_id FROM documents WHERE documents.id = ?)";
    Set {
        column: "events.record_id",
        list: list.to_owned(),
        check: "events.document_id = (SELECT document_id FROM documents WHERE documents.id = ?)"
            .to_owned(),
        value: Some(id.to_owned().into()),
        of_code: None,
    }
}

fn of_words(expression: String) -> Set {
    let list = "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?";
    Set {
        column: PASSAGE,
        list: list.to_owned(),
        check: format!("EXISTS ({list} AND rowid = events.passage_id)"),
        value: Some(expression.into()),
        of_code: None,
    }
}

fn at_place(place: &str) -> Set {
    let at = "place_id IN (SELECT place_id FROM places WHERE ? IN (name COLLATE NOCASE, country))";
    Set {
        column: "events.record_id",
        list: format!("SELECT there.record_id FROM events AS there WHERE there.{at}"),
        check: format!("+events.{at}"),
        value: Some(place.to_owned().into()),
        of_code: None,
    }
}

fn part(role: &'static str, party: &Party) -> Set {
    let (list, own, of_code) = match party {
        Party::Code(code) => (
            format!("SELECT record_id FROM event_codes WHERE code = '{code}' AND role = '{role}'"),
            " AND day = coalesce(events.day_from, '') AND record_id = events.record_id",
            Some((code.clone(), role)),
        ),
        Party::Entities(_) => (
            format!(
                "SELECT record_id FROM participants WHERE role = '{role}' AND entity_id IN ({})",
                party.entities()
            ),
            " AND record_id = events.record_id",
            None,
        ),
    };
    let check = format!("EXISTS ({list}{own})");
    Set { column: "events.record_id", list, check, value: None, of_code }
}

fn of_pair(one: &str, other: &str) -> Set {
    let list = format!(
        "SELECT record_id FROM event_pairs
         WHERE (actor_code, recipient_code) IN (VALUES ('{one}', '{other}'), ('{other}', '{one}'))"
    );
    let check = format!(
        "EXISTS ({list} AND day = coalesce(events.day_from, '') AND record_id = events.record_id)"
    );
    Set { column: "events.record_id", list, check, value: None, of_code: None }
}

fn between(one: &Party, other: &Party) -> Set {
    if let (Party::Code(one), Party::Code(other)) = (one, other) {
        return of_pair(one, other);
    }
    let takes_part = |roles: &str, party: &Party| {
        let entities = party.entities();
        format!(
            "SELECT record_id FROM participants WHERE role IN ({roles}) AND entity_id IN ({entities})"
        )
    };
    // One does it to the other, or both do it together.
    let side = |one, roles, other| {
        let (does, whom) = (takes_part("'actor'", one), takes_part(roles, other));
        format!("SELECT record_id FROM ({does} INTERSECT {whom})")
    };
    let list = format!(
        "{} UNION {}",
        side(one, "'actor', 'recipient'", other),
        side(other, "'recipient'", one)
    );
    let check = format!("events.record_id IN ({list})");
    Set { column: "events.record_id", list, check, value: None, of_code: None }
}
