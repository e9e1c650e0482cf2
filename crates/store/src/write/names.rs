//! Which number has an entity, a place, a run? Each is written once and then called by its number.

use rusqlite::{Connection, OptionalExtension, ToSql, params};
use rustc_hash::FxHashMap;
use verbale_engine::record::{Entity, Place};

use super::CoderName;
use crate::error::Result;

/// How many numbers are remembered; the rest is asked of the database.
const REMEMBERED: usize = 50_000;

/// Sets the fields of a key apart; no name holds it.
const BETWEEN: &str = "\u{1f}";

/// Numbers given so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    entities: FxHashMap<String, i64>,
    places: FxHashMap<String, i64>,
}

impl Names {
    pub(super) fn entity(&mut self, db: &Connection, entity: &Entity) -> Result<i64> {
        let sectors = entity.sector.join(" ");
        let mut key = String::with_capacity(96);
        for part in [&entity.id, &entity.name, &entity.code, &entity.office] {
            key.push_str(part.as_deref().unwrap_or_default());
            key.push_str(BETWEEN);
        }
        key.push_str(&sectors);
        if let Some(&known) = self.entities.get(&key) {
            return Ok(known);
        }
        let sectors = Some(sectors).filter(|sectors| !sectors.is_empty());
        let found = number(
            db,
            "SELECT entity_id FROM entities WHERE key = ?1",
            "INSERT INTO entities (key, actor, name, code, sectors, office)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![key],
            params![key, entity.id, entity.name, entity.code, sectors, entity.office],
        )?;
        remember(&mut self.entities, key, found);
        Ok(found)
    }

    pub(super) fn place(&mut self, db: &Connection, place: &Place) -> Result<i64> {
        let Place { name, country, lat, lon, geonameid, .. } = place;
        let key = format!("{name}{BETWEEN}{country:?}{BETWEEN}{lat:?} {lon:?} {geonameid:?}");
        if let Some(&known) = self.places.get(&key) {
            return Ok(known);
        }
        let found = number(
            db,
            "SELECT place_id FROM places WHERE key = ?1",
            "INSERT INTO places (key, name, country, lat, lon, geonameid)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![key],
            params![key, name, country, lat, lon, geonameid],
        )?;
        remember(&mut self.places, key, found);
        Ok(found)
    }

    pub(super) fn run(&self, db: &Connection, name: CoderName<'_>) -> Result<i64> {
        let CoderName { coder, knowledge } = name;
        number(
            db,
            "SELECT run_id FROM runs WHERE coder = ?1 AND knowledge = ?2",
            "INSERT INTO runs (coder, knowledge) VALUES (?1, ?2)",
            params![coder, knowledge],
            params![coder, knowledge],
        )
    }
}

/// The number that `find` gives, or that of the row that `insert` makes.
fn number(
    db: &Connection,
    find: &str,
    insert: &str,
    key: &[&dyn ToSql],
    fields: &[&dyn ToSql],
) -> Result<i64> {
    let found = db.prepare_cached(find)?.query_row(key, |row| row.get(0)).optional()?;
    if let Some(found) = found {
        return Ok(found);
    }
    Ok(db.prepare_cached(insert)?.insert(fields)?)
}

fn remember(numbers: &mut FxHashMap<String, i64>, key: String, number: i64) {
    if numbers.len() >= REMEMBERED {
        numbers.clear();
    }
    numbers.insert(key, number);
}
