//! Where did what is asked for happen?

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::Serialize;

use super::road::Wanted;
use super::{EventFilter, sql_limit};
use crate::error::Result;

/// A place with what happened there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placed {
    /// Its name.
    pub name: String,
    /// Code of its country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Degrees to the north.
    pub lat: f64,
    /// Degrees to the east.
    pub lon: f64,
    /// Acts, each counted once however many articles tell it.
    pub occurrences: i64,
    /// How many of them are conflict.
    pub conflict: i64,
}

/// Places of the events asked for, those with the most acts first.
pub(super) fn all(db: &Connection, filter: &EventFilter) -> Result<Vec<Placed>> {
    if filter.asks_nothing_else(db)? {
        return from_sums(db, filter);
    }
    let road = filter.road(db, Wanted::All)?;
    let ask = format!(
        "SELECT places.name, places.country, places.lat, places.lon,
                count(DISTINCT events.occurrence_id) AS acts,
                count(DISTINCT CASE WHEN events.quad > 2 THEN events.occurrence_id END)
         FROM {}
         JOIN places ON places.place_id = events.place_id
         WHERE places.lat IS NOT NULL AND places.lon IS NOT NULL AND {}
         GROUP BY places.name, places.country, places.lat, places.lon
         ORDER BY acts DESC, places.name, places.lat, places.lon, places.country LIMIT ? OFFSET ?",
        road.tables(),
        road.conditions.clause()
    );
    placed(db, &ask, road.conditions.values, filter)
}

/// Places of all acts that took place, as they are counted already.
fn from_sums(db: &Connection, filter: &EventFilter) -> Result<Vec<Placed>> {
    let ask = "SELECT name, country, lat, lon, sum(occurrences) AS acts, sum(conflict)
               FROM place_sums CROSS JOIN places ON places.place_id = place_sums.place_id
               WHERE lat IS NOT NULL AND lon IS NOT NULL
               GROUP BY name, country, lat, lon ORDER BY acts DESC, name, lat, lon, country LIMIT ? OFFSET ?";
    placed(db, ask, Vec::new(), filter)
}

fn placed(
    db: &Connection,
    ask: &str,
    mut values: Vec<Value>,
    filter: &EventFilter,
) -> Result<Vec<Placed>> {
    values.push(sql_limit(filter.limit).into());
    values.push(i64::try_from(filter.offset).unwrap_or(i64::MAX).into());
    let read = |row: &Row<'_>| {
        Ok(Placed {
            name: row.get(0)?,
            country: row.get(1)?,
            lat: row.get(2)?,
            lon: row.get(3)?,
            occurrences: row.get(4)?,
            conflict: row.get(5)?,
        })
    };
    let mut find = db.prepare_cached(ask)?;
    Ok(find.query_map(params_from_iter(values), read)?.collect::<Result<_, _>>()?)
}
