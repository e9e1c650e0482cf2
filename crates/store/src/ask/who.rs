//! Whom does a person mean who types a code or a name?

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreError};

/// Somebody as asked for, found in the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Party {
    /// All of a country or kind: everyone with this code.
    Code(String),
    /// Just these.
    Entities(Vec<i64>),
}

impl Party {
    /// Reads `RUS`, `RUS GOV` (a code and sectors), `GOV` (a sector), a name, part of a name, or an identifier.
    pub(crate) fn find(db: &Connection, asked: &str) -> Result<Self> {
        let asked = asked.trim();
        if let Some(found) = by_codes(db, asked)? {
            return Ok(found);
        }
        for ask in [
            "SELECT entity_id FROM entities WHERE name = ?1 COLLATE NOCASE OR actor = ?2
             ORDER BY entity_id",
            "SELECT entity_id FROM entities WHERE ' ' || name || ' ' LIKE '% ' || ?1 || ' %' AND ?2 <> ''
             ORDER BY entity_id",
        ] {
            let id = asked.to_lowercase().replace(' ', "-");
            let mut find = db.prepare_cached(ask)?;
            let found: Vec<i64> =
                find.query_map(params![asked, id], |row| row.get(0))?.collect::<Result<_, _>>()?;
            if !found.is_empty() {
                return Ok(Party::Entities(found));
            }
        }
        Err(StoreError::Question(format!(
            "nobody in the corpus is called \"{asked}\"; give a code such as RUS, a code and a sector such \
             as \"RUS GOV\", or a name"
        )))
    }

    /// The same, where a country that is called by its name means all of it.
    pub(crate) fn find_wholly(db: &Connection, asked: &str) -> Result<Self> {
        let found = Self::find(db, asked)?;
        let Party::Entities(entities) = &found else { return Ok(found) };
        let mut ask = db.prepare_cached(
            "SELECT code FROM entities
             WHERE entity_id = ?1 AND actor IS NOT NULL AND sectors IS NULL AND office IS NULL",
        )?;
        for entity in entities {
            let code: Option<Option<String>> =
                ask.query_row([entity], |row| row.get(0)).optional()?;
            if let Some(code) = code.flatten() {
                return Ok(Party::Code(code));
            }
        }
        Ok(found)
    }

    /// A list of entities in SQL: their numbers, or a question for them.
    pub(crate) fn entities(&self) -> String {
        match self {
            // A code is three letters: nothing in it can leave the quotes.
            Party::Code(code) => format!("SELECT entity_id FROM entities WHERE code = '{code}'"),
            Party::Entities(entities) => {
                let numbers: Vec<String> = entities.iter().map(ToString::to_string).collect();
                numbers.join(", ")
            }
        }
    }
}

/// What `asked` means if it is made of codes.
fn by_codes(db: &Connection, asked: &str) -> Result<Option<Party>> {
    let words: Vec<&str> = asked.split_whitespace().collect();
    let is_code = |word: &&str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    if words.is_empty() || !words.iter().all(is_code) {
        return Ok(None);
    }
    let mut known = db.prepare_cached("SELECT 1 FROM entities WHERE code = ?1")?;
    let code = if known.exists([words[0]])? { Some(words[0]) } else { None };
    let sectors = if code.is_some() { &words[1..] } else { &words[..] };
    if let (Some(code), []) = (code, sectors) {
        return Ok(Some(Party::Code(code.to_owned())));
    }
    let mut ask = "SELECT entity_id FROM entities WHERE (?1 IS NULL OR code = ?1)".to_owned();
    for sector in sectors {
        ask.push_str(&format!(" AND ' ' || sectors || ' ' LIKE '% {sector} %'"));
    }
    let mut find = db.prepare(&ask)?;
    let found: Vec<i64> = find.query_map([code], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok((!found.is_empty()).then_some(Party::Entities(found)))
}
