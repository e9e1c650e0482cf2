//! Which events are asked for?

use jiff::civil::Date;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::who::Party;
use super::words;
use crate::error::{Result, StoreError};

/// What is wanted of events. What is not given is not asked.
#[derive(Debug, Clone, Default)]
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

    /// The tables that they speak of. Rows of documents hold whole texts: where nothing is asked of them, they
    /// are left alone.
    pub fn tables(&self) -> &'static str {
        if self.sql.iter().any(|sql| sql.contains("documents.")) {
            "events JOIN documents ON documents.document_id = events.document_id"
        } else {
            "events"
        }
    }

    pub fn clause(&self) -> String {
        if self.sql.is_empty() { "1".to_owned() } else { self.sql.join(" AND ") }
    }
}

impl EventFilter {
    pub(crate) fn conditions(&self, db: &Connection) -> Result<Conditions> {
        let mut all = Conditions::default();
        if let Some(words) = &self.words {
            all.put(
                "events.passage_id IN (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?)",
                wanted(words)?,
            );
        }
        for (role, asked) in [("actor", &self.actor), ("recipient", &self.recipient)] {
            if let Some(asked) = asked {
                part(&mut all, role, &Party::find(db, asked)?);
            }
        }
        if let Some([one, other]) = &self.between {
            let (one, other) = (Party::find_wholly(db, one)?, Party::find_wholly(db, other)?);
            all.sql.push(between(&one, &other));
        }
        all.put_some("events.event = upper(?)", self.event.as_ref());
        all.put_some("events.mode = ?", self.mode.as_ref());
        all.put_some(
            "events.record_id IN (SELECT record_id FROM event_contexts WHERE context = ?)",
            self.context.as_ref(),
        );
        all.put_some(
            "events.place_id IN (SELECT place_id FROM places
                                 WHERE ? IN (name COLLATE NOCASE, country))",
            self.place.as_ref(),
        );
        self.days(&mut all);
        all.put_some("documents.source = ? COLLATE NOCASE", self.source.as_ref());
        all.put_some("documents.id = ?", self.doc.as_ref());
        all.put_some("events.status = ?", self.status.as_ref());
        for (column, asked) in [("alleged", self.alleged), ("denied", self.denied)] {
            if let Some(asked) = asked {
                all.put(&format!("events.{column} = ?"), i64::from(asked));
            }
        }
        if self.took_place {
            all.sql.push("events.status IN ('actual', 'historical')".to_owned());
        }
        Ok(all)
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

fn part(all: &mut Conditions, role: &str, party: &Party) {
    all.sql.push(match party {
        Party::Code(code) => format!(
            "events.record_id IN (SELECT record_id FROM event_codes
                                  WHERE code = '{code}' AND role = '{role}')"
        ),
        Party::Entities(_) => takes_part(&[role], party),
    });
}

fn takes_part(roles: &[&str], party: &Party) -> String {
    let roles: Vec<String> = roles.iter().map(|role| format!("'{role}'")).collect();
    format!(
        "events.record_id IN (SELECT record_id FROM participants
                              WHERE role IN ({}) AND entity_id IN ({}))",
        roles.join(", "),
        party.entities()
    )
}

fn between(one: &Party, other: &Party) -> String {
    if let (Party::Code(one), Party::Code(other)) = (one, other) {
        return format!(
            "events.record_id IN (SELECT record_id FROM event_pairs
                                  WHERE (actor_code, recipient_code) IN
                                        (VALUES ('{one}', '{other}'), ('{other}', '{one}')))"
        );
    }
    // One does it to the other, or both do it together.
    let side = |one, other: &[&str], party| {
        format!("({} AND {})", takes_part(&["actor"], one), takes_part(other, party))
    };
    format!(
        "({} OR {})",
        side(one, &["actor", "recipient"], other),
        side(other, &["recipient"], one)
    )
}
