//! What is known of a document: its text and its records?

use rusqlite::{Connection, OptionalExtension, Row, params};
use verbale_engine::record::{
    Body, Entity, Mention, Place, PlaceMention, Time, TimeMention, VERSION, Via,
};
use verbale_engine::{Article, Record};
use verbale_text::CodePoints;

use crate::error::Result;

/// The article called `id`, as it was given.
pub(super) fn article(db: &Connection, id: &str) -> Result<Option<Article>> {
    let mut find = db.prepare_cached(&format!("{GIVEN} WHERE id = ?1"))?;
    Ok(find.query_row([id], read_article).optional()?)
}

/// The article under `number`, as it was given.
pub(super) fn numbered(db: &Connection, number: i64) -> Result<Article> {
    let mut find = db.prepare_cached(&format!("{GIVEN} WHERE document_id = ?1"))?;
    Ok(find.query_row([number], read_article)?)
}

const GIVEN: &str =
    "SELECT id, text, given_day, title, source, url, lang, reader_notes, document_id
                     FROM documents";

fn read_article(row: &Row<'_>) -> rusqlite::Result<Article> {
    let day: Option<String> = row.get(2)?;
    let notes: String = row.get(7)?;
    Ok(Article {
        id: row.get(0)?,
        text: row.get(1)?,
        date: day.and_then(|day| day.parse().ok()),
        title: row.get(3)?,
        source: row.get(4)?,
        url: row.get(5)?,
        lang: row.get(6)?,
        notes: serde_json::from_str(&notes).unwrap_or_default(),
        ..Article::default()
    })
}

/// The first article after number `after` whose records were made by another coder or knowledge, and its
/// number.
pub(super) fn outdated(
    db: &Connection,
    after: i64,
    coder: &str,
    knowledge: &str,
) -> Result<Option<(i64, Article)>> {
    let mut find = db.prepare_cached(&format!(
        "{GIVEN} WHERE document_id > ?1
           AND run_id NOT IN (SELECT run_id FROM runs WHERE coder = ?2 AND knowledge = ?3)
         ORDER BY document_id LIMIT 1"
    ))?;
    let read = |row: &Row<'_>| Ok((row.get(8)?, read_article(row)?));
    Ok(find.query_row(params![after, coder, knowledge], read).optional()?)
}

/// The records of the document called `id`, in the order in which they were written.
pub(super) fn records(db: &Connection, id: &str, mentions: bool) -> Result<Vec<Record>> {
    let mut find = db.prepare_cached("SELECT document_id, text FROM documents WHERE id = ?1")?;
    let found: Option<(i64, String)> =
        find.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((document, text)) = found else { return Ok(Vec::new()) };
    let mut placed: Vec<(i64, Record)> = Vec::new();
    let mut find =
        db.prepare_cached("SELECT position, json FROM records WHERE document_id = ?1")?;
    let mut rows = find.query([document])?;
    while let Some(row) = rows.next()? {
        placed.push((row.get(0)?, serde_json::from_str(&row.get::<_, String>(1)?)?));
    }
    if mentions {
        let source = Source { db, doc: id, document, words: CodePoints::new(&text) };
        source.actors(&mut placed)?;
        source.places(&mut placed)?;
        source.times(&mut placed)?;
    }
    placed.sort_by_key(|(position, _)| *position);
    Ok(placed.into_iter().map(|(_, record)| record).collect())
}

/// What mentions are made from again: they are not kept as JSON, since they are most of all records.
struct Source<'a> {
    db: &'a Connection,
    doc: &'a str,
    document: i64,
    words: CodePoints<'a>,
}

impl Source<'_> {
    fn put(
        &self,
        ask: &str,
        placed: &mut Vec<(i64, Record)>,
        read: impl Fn(&Row<'_>, String, usize, usize) -> rusqlite::Result<Body>,
    ) -> Result<()> {
        let mut find = self.db.prepare_cached(ask)?;
        let mut rows = find.query([self.document])?;
        while let Some(row) = rows.next()? {
            let (start, end) = (row.get("span_start")?, row.get("span_end")?);
            let text = self.words.slice(start, end).to_owned();
            let body = read(row, text, start, end)?;
            placed.push((row.get("position")?, Record { v: VERSION, body }));
        }
        Ok(())
    }

    fn actors(&self, placed: &mut Vec<(i64, Record)>) -> Result<()> {
        let ask = "SELECT * FROM mentions JOIN entities USING (entity_id) WHERE document_id = ?1";
        self.put(ask, placed, |row, text, start, end| {
            let sectors: Option<String> = row.get("sectors")?;
            let via: Option<String> = row.get("via")?;
            let entity = Entity {
                text,
                start,
                end,
                code: row.get("code")?,
                sector: sectors.iter().flat_map(|s| s.split(' ')).map(str::to_owned).collect(),
                id: row.get("actor")?,
                name: row.get("name")?,
                office: row.get("office")?,
                via: via.as_deref().and_then(via_named),
            };
            Ok(Body::Mention(Mention { doc: self.doc.to_owned(), entity }))
        })
    }

    fn places(&self, placed: &mut Vec<(i64, Record)>) -> Result<()> {
        let ask =
            "SELECT * FROM place_mentions JOIN places USING (place_id) WHERE document_id = ?1";
        self.put(ask, placed, |row, text, start, end| {
            let place = Place {
                text,
                start,
                end,
                name: row.get("name")?,
                country: row.get("country")?,
                lat: row.get("lat")?,
                lon: row.get("lon")?,
                geonameid: row.get("geonameid")?,
            };
            Ok(Body::Place(PlaceMention { doc: self.doc.to_owned(), place }))
        })
    }

    fn times(&self, placed: &mut Vec<(i64, Record)>) -> Result<()> {
        let ask = "SELECT * FROM time_mentions WHERE document_id = ?1";
        self.put(ask, placed, |row, text, start, end| {
            let time = Time {
                text,
                start,
                end,
                from: row.get("day_from")?,
                to: row.get("day_to")?,
                granularity: row.get("granularity")?,
            };
            Ok(Body::Time(TimeMention { doc: self.doc.to_owned(), time, value: row.get("value")? }))
        })
    }
}

fn via_named(name: &str) -> Option<Via> {
    Some(match name {
        "pronoun" => Via::Pronoun,
        "name" => Via::Name,
        "title" => Via::Title,
        "metonym" => Via::Metonym,
        "nominal" => Via::Nominal,
        _ => return None,
    })
}
