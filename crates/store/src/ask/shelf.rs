//! What is in a corpus, at a glance? Its size, its articles, of what an answer consists, who somebody is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde::Serialize;

use super::filter::wanted;
use super::road::{FEW, Wanted};
use super::who::Party;
use super::{EventFilter, echoes, sql_limit};
use crate::error::Result;

/// How much there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Size {
    /// Articles.
    pub documents: i64,
    /// Events, each telling counted.
    pub events: i64,
    /// Acts in the world, however many articles tell each.
    pub occurrences: i64,
    /// Quotes.
    pub quotes: i64,
    /// Claims.
    pub claims: i64,
    /// First day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Last day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

/// An article on the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shelved {
    /// The document.
    pub doc: String,
    /// Its day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Its publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its headline as given, else the first line of its text that is no day.
    pub title: String,
    /// Sentences with the words asked for; without words, all.
    pub sentences: i64,
    /// The document that it echoes most; absent where it echoes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echoes: Option<String>,
}

/// How often a value stands in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The value.
    pub value: String,
    /// How many events have it.
    pub count: i64,
}

/// Of what an answer consists, the most frequent values first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// PLOVER events.
    pub event: Vec<Count>,
    /// PLOVER modes.
    pub mode: Vec<Count>,
    /// PLOVER contexts.
    pub context: Vec<Count>,
    /// Codes of who acts.
    pub actor: Vec<Count>,
    /// Codes of those acted upon.
    pub recipient: Vec<Count>,
    /// Countries where they are.
    pub place: Vec<Count>,
    /// Publishers.
    pub source: Vec<Count>,
    /// Whether they took place.
    pub status: Vec<Count>,
    /// On somebody's word alone or not.
    pub alleged: Vec<Count>,
    /// Denied by somebody or not.
    pub denied: Vec<Count>,
}

/// Somebody in a capacity, as the corpus knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Capacity {
    /// Identifier in Verbale's knowledge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Usual name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Country or kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Sectors, spaces between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sectors: Option<String>,
    /// Office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// In how many parts of records.
    pub parts: i64,
}

pub(super) fn size(db: &Connection) -> Result<Size> {
    let mut ask = db.prepare_cached(
        "SELECT coalesce(sum(iif(counted = 'documents', rows, 0)), 0),
                coalesce(sum(iif(counted = 'events', rows, 0)), 0),
                coalesce(sum(iif(counted = 'occurrences', rows, 0)), 0),
                coalesce(sum(iif(counted = 'quotes', rows, 0)), 0),
                coalesce(sum(iif(counted = 'claims', rows, 0)), 0),
                (SELECT min(day) FROM documents), (SELECT max(day) FROM documents)
         FROM totals",
    )?;
    let read = |row: &Row<'_>| {
        Ok(Size {
            documents: row.get(0)?,
            events: row.get(1)?,
            occurrences: row.get(2)?,
            quotes: row.get(3)?,
            claims: row.get(4)?,
            first: row.get(5)?,
            last: row.get(6)?,
        })
    };
    Ok(ask.query_row([], read)?)
}

/// Articles, the latest first; with `words`, those that hold them in a sentence, the most sentences first. Of words
/// that stand in very many sentences, those that came last are looked at.
pub(super) fn documents(
    db: &Connection,
    words: Option<&str>,
    limit: usize,
    offset: usize,
) -> Result<Vec<Shelved>> {
    let columns = "documents.id, documents.day, documents.source, documents.title,
                   substr(documents.text, 1, 400)";
    let (ask, words) = match words {
        Some(words) => (
            format!(
                "SELECT {columns}, found.sentences
                 FROM (SELECT document_id, count(*) AS sentences
                       FROM (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?1
                             ORDER BY rowid DESC LIMIT {FEW}) AS hits
                       CROSS JOIN passages ON passages.passage_id = hits.rowid
                       GROUP BY document_id) AS found
                 CROSS JOIN documents ON documents.document_id = found.document_id
                 ORDER BY found.sentences DESC, documents.day DESC, documents.id LIMIT ?2 OFFSET ?3"
            ),
            wanted(words)?,
        ),
        None => (
            format!(
                "SELECT {columns}, documents.sentence_count FROM documents WHERE ?1 = ''
                 ORDER BY documents.day DESC, documents.id LIMIT ?2 OFFSET ?3"
            ),
            String::new(),
        ),
    };
    let (limit, offset) = (sql_limit(limit), i64::try_from(offset).unwrap_or(i64::MAX));
    let mut find = db.prepare_cached(&ask)?;
    let found = find.query_map(params![words, limit, offset], read_shelved)?;
    let mut found = found.collect::<Result<Vec<_>, _>>()?;
    for article in &mut found {
        article.echoes = echoes::most_echoed(db, &article.doc)?;
    }
    Ok(found)
}

/// What an article is called: by its headline as given, else by its first line that is no day, else as its giver does.
pub(super) fn title(given: Option<String>, text: &str, doc: &str) -> String {
    given.or_else(|| headline(text).map(str::to_owned)).unwrap_or_else(|| doc.to_owned())
}

/// What `text` is called where nothing else is given: its first line that holds more than a day.
pub fn headline(text: &str) -> Option<&str> {
    let is_day = |line: &str| line.trim_start_matches("date ").parse::<Date>().is_ok();
    text.lines().map(str::trim).find(|line| !line.is_empty() && !is_day(line))
}

fn read_shelved(row: &Row<'_>) -> rusqlite::Result<Shelved> {
    let (doc, text): (String, String) = (row.get(0)?, row.get(4)?);
    Ok(Shelved {
        title: title(row.get(3)?, &text, &doc),
        doc,
        published: row.get(1)?,
        source: row.get(2)?,
        sentences: row.get(5)?,
        echoes: None,
    })
}

/// So many events of an answer are looked at, so that a broad question is answered soon.
const LOOKED_AT: usize = 20_000;

/// Values of one kind that are told.
const TOLD: usize = 24;

pub(super) fn facets(db: &Connection, filter: &EventFilter) -> Result<Facets> {
    let road = filter.road(db, Wanted::Some)?;
    let ask = format!(
        "WITH asked AS MATERIALIZED (
             SELECT events.record_id, events.document_id, events.event, events.mode, events.status,
                    events.alleged, events.denied, events.place_id
             FROM {} WHERE {} LIMIT {LOOKED_AT})
         {FACETS} ORDER BY kind, count DESC, value",
        road.tables(),
        road.conditions.clause()
    );
    let mut find = db.prepare_cached(&ask)?;
    let mut rows = find.query(params_from_iter(road.conditions.values))?;
    let mut facets = Facets::default();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        let values = match kind.as_str() {
            "event" => &mut facets.event,
            "mode" => &mut facets.mode,
            "context" => &mut facets.context,
            "actor" => &mut facets.actor,
            "recipient" => &mut facets.recipient,
            "place" => &mut facets.place,
            "source" => &mut facets.source,
            "status" => &mut facets.status,
            "alleged" => &mut facets.alleged,
            _ => &mut facets.denied,
        };
        if values.len() < TOLD {
            values.push(Count { value: row.get(1)?, count: row.get(2)? });
        }
    }
    Ok(facets)
}

/// The values of the events in `asked`, counted: kind, value, count.
const FACETS: &str = "
    SELECT 'event' AS kind, event AS value, count(*) AS count FROM asked GROUP BY event
    UNION ALL SELECT 'mode', mode, count(*) FROM asked WHERE mode IS NOT NULL GROUP BY mode
    UNION ALL SELECT 'status', status, count(*) FROM asked GROUP BY status
    UNION ALL SELECT 'alleged', iif(alleged, 'true', 'false'), count(*) FROM asked GROUP BY alleged
    UNION ALL SELECT 'denied', iif(denied, 'true', 'false'), count(*) FROM asked GROUP BY denied
    UNION ALL SELECT 'context', context, count(*)
              FROM asked CROSS JOIN event_contexts ON event_contexts.record_id = asked.record_id GROUP BY context
    UNION ALL SELECT role, code, count(DISTINCT asked.record_id)
              FROM asked
              CROSS JOIN participants ON participants.record_id = asked.record_id
                         AND role IN ('actor', 'recipient')
              CROSS JOIN entities ON entities.entity_id = participants.entity_id
              WHERE code IS NOT NULL GROUP BY role, code
    UNION ALL SELECT 'place', country, sum(events)
              FROM (SELECT place_id, count(*) AS events FROM asked GROUP BY place_id) AS there
              CROSS JOIN places ON places.place_id = there.place_id
              WHERE country IS NOT NULL GROUP BY country
    UNION ALL SELECT 'source', source, sum(events)
              FROM (SELECT document_id, count(*) AS events FROM asked GROUP BY document_id) AS told
              CROSS JOIN documents ON documents.document_id = told.document_id
              WHERE source IS NOT NULL GROUP BY source";

/// What countries and kinds are called, by their codes: by the name of whoever of that code takes part most often,
/// in whatever capacity. Those that the corpus does not call by a name are left out.
pub(super) fn names(db: &Connection, codes: &[&str]) -> Result<BTreeMap<String, String>> {
    let mut find = db.prepare_cached(
        "SELECT min(iif(sectors IS NULL AND office IS NULL, name, NULL)) AS plain
         FROM (SELECT entity_id, actor, name, sectors, office FROM entities
               WHERE code = ?1 ORDER BY entity_id LIMIT 500) AS known
         LEFT JOIN entity_sums ON entity_sums.entity_id = known.entity_id
         WHERE actor IS NOT NULL
         GROUP BY actor HAVING plain IS NOT NULL
         ORDER BY sum(coalesce(parts, 0)) DESC, plain LIMIT 1",
    )?;
    let mut names = BTreeMap::new();
    for code in codes {
        if let Some(name) = find.query_row([code], |row| row.get(0)).optional()? {
            names.insert((*code).to_owned(), name);
        }
    }
    Ok(names)
}

/// Capacities of one party that are told.
const CAPACITIES: usize = 40;

/// In which capacities the corpus knows `who`, the most often named first.
pub(super) fn capacities(db: &Connection, who: &str) -> Result<Vec<Capacity>> {
    let party = Party::find(db, who)?;
    let ask = format!(
        "SELECT actor, name, code, sectors, office,
                coalesce((SELECT parts FROM entity_sums
                          WHERE entity_sums.entity_id = entities.entity_id), 0) AS times
         FROM entities WHERE entity_id IN ({})
         ORDER BY times DESC, entity_id LIMIT {CAPACITIES}",
        party.entities()
    );
    let mut find = db.prepare(&ask)?;
    let read = |row: &Row<'_>| {
        Ok(Capacity {
            actor: row.get(0)?,
            name: row.get(1)?,
            code: row.get(2)?,
            sectors: row.get(3)?,
            office: row.get(4)?,
            parts: row.get(5)?,
        })
    };
    Ok(find.query_map([], read)?.collect::<Result<_, _>>()?)
}
