//! Which reports are one report, sent on? Who echoes whom, and the groups of those that echo one another.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use super::{shelf, sql_limit};
use crate::error::Result;

/// An echo between two documents, seen from one of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Echo {
    /// The other document.
    pub doc: String,
    /// Its day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Its publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether the other one is the origin.
    pub is_origin: bool,
    /// Share of the echo's words that the origin has too.
    pub share: f64,
    /// Share of the origin's words that the echo has too.
    pub origin_share: f64,
}

/// Reports that echo one another, directly or through others: one independent source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EchoGroup {
    /// How many there are.
    pub reports: i64,
    /// How many publishers they have, as far as these are known.
    pub publishers: i64,
    /// The first of them: of those that echo none, the one of the earliest day.
    pub first: Echoing,
    /// Day of the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Of the words of each of the others, the share that the report has which it echoes most: the least …
    pub least_share: f64,
    /// … and the greatest.
    pub greatest_share: f64,
}

/// A report among those that echo one another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Echoing {
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
    /// The document that it echoes most; absent where it echoes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echoes: Option<String>,
    /// Share of its words that the other has too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// Share of the other's words that it has too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin_share: Option<f64>,
}

/// How many of the articles say something of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Independence {
    /// Articles.
    pub articles: i64,
    /// Groups of two or more that echo one another.
    pub groups: i64,
    /// Sources: groups, and articles that neither echo nor are echoed.
    pub independent: i64,
}

/// Whom the document called `id` echoes, and who echoes it; origins first, the greater share first.
pub(super) fn echoes(db: &Connection, id: &str) -> Result<Vec<Echo>> {
    let mut find = db.prepare_cached(
        "SELECT origin_doc, origin_day, origin_source, 1 AS is_origin, share, origin_share
         FROM echo_details WHERE doc = ?1
         UNION ALL
         SELECT doc, day, source, 0, share, origin_share FROM echo_details WHERE origin_doc = ?1
         ORDER BY is_origin DESC, share DESC, 1",
    )?;
    let read = |row: &Row<'_>| {
        Ok(Echo {
            doc: row.get(0)?,
            published: row.get(1)?,
            source: row.get(2)?,
            is_origin: row.get(3)?,
            share: row.get(4)?,
            origin_share: row.get(5)?,
        })
    };
    let found = find.query_map([id], read)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Groups of more than one, with the number that clusters have.
const GROUPS: &str =
    "SELECT cluster_id, count(*) AS reports FROM clusters GROUP BY cluster_id HAVING reports > 1";

/// Of what a document echoes, that which it echoes most.
const MOST: &str = "ORDER BY share DESC, origin_share DESC, origin_id LIMIT 1";

/// The members of a cluster, the first first, each with what it echoes most, if anything.
fn members_asked() -> String {
    format!(
        "SELECT documents.id, documents.day, documents.source, documents.title, substr(documents.text, 1, 400),
           origin.id, echoes.share, echoes.origin_share
    FROM clusters
    CROSS JOIN documents ON documents.document_id = clusters.document_id
    LEFT JOIN echoes ON echoes.document_id = clusters.document_id AND echoes.origin_id = (
        SELECT origin_id FROM echoes AS own WHERE own.document_id = clusters.document_id {MOST})
    LEFT JOIN documents AS origin ON origin.document_id = echoes.origin_id
    WHERE clusters.cluster_id = ?1
    ORDER BY echoes.share IS NOT NULL, documents.day IS NULL, documents.day, documents.document_id
    LIMIT ?2"
    )
}

/// What is told of a cluster as a whole.
const WHOLE: &str = "
    SELECT count(DISTINCT source), max(day), min(share), max(share)
    FROM (SELECT documents.source, documents.day,
                 (SELECT max(share) FROM echoes WHERE echoes.document_id = clusters.document_id) AS share
          FROM clusters CROSS JOIN documents ON documents.document_id = clusters.document_id
          WHERE clusters.cluster_id = ?1)";

/// The groups of reports that echo one another, the greatest first.
pub(super) fn groups(db: &Connection, limit: usize, offset: usize) -> Result<Vec<EchoGroup>> {
    let ask = format!("{GROUPS} ORDER BY reports DESC, cluster_id LIMIT ?1 OFFSET ?2");
    let (limit, offset) = (sql_limit(limit), i64::try_from(offset).unwrap_or(i64::MAX));
    let mut find = db.prepare_cached(&ask)?;
    let mut rows = find.query(params![limit, offset])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (cluster, reports): (i64, i64) = (row.get(0)?, row.get(1)?);
        let Some(first) = members(db, cluster, 1)?.pop() else { continue };
        let mut whole = db.prepare_cached(WHOLE)?;
        let group = whole.query_row([cluster], |row| {
            Ok(EchoGroup {
                reports,
                publishers: row.get(0)?,
                first,
                last: row.get(1)?,
                least_share: row.get::<_, Option<f64>>(2)?.unwrap_or_default(),
                greatest_share: row.get::<_, Option<f64>>(3)?.unwrap_or_default(),
            })
        })?;
        found.push(group);
    }
    Ok(found)
}

/// The reports of the group of the document called `id`, the first first; the document alone where it is in none, and
/// nothing where there is no such document.
pub(super) fn group(db: &Connection, id: &str) -> Result<Vec<Echoing>> {
    let mut find = db.prepare_cached(
        "SELECT cluster_id FROM clusters JOIN documents USING (document_id) WHERE id = ?1",
    )?;
    match find.query_row([id], |row| row.get(0)).optional()? {
        Some(cluster) => members(db, cluster, 0),
        None => Ok(Vec::new()),
    }
}

fn members(db: &Connection, cluster: i64, limit: usize) -> Result<Vec<Echoing>> {
    let mut find = db.prepare_cached(&members_asked())?;
    let read = |row: &Row<'_>| {
        let (doc, text): (String, String) = (row.get(0)?, row.get(4)?);
        Ok(Echoing {
            title: shelf::title(row.get(3)?, &text, &doc),
            doc,
            published: row.get(1)?,
            source: row.get(2)?,
            echoes: row.get(5)?,
            share: row.get(6)?,
            origin_share: row.get(7)?,
        })
    };
    let found = find.query_map(params![cluster, sql_limit(limit)], read)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The document that the one called `id` echoes most.
pub(super) fn most_echoed(db: &Connection, id: &str) -> Result<Option<String>> {
    let mut find = db.prepare_cached(&format!(
        "SELECT origin.id FROM documents
         CROSS JOIN echoes ON echoes.document_id = documents.document_id
         CROSS JOIN documents AS origin ON origin.document_id = echoes.origin_id
         WHERE documents.id = ?1 {MOST}"
    ))?;
    Ok(find.query_row([id], |row| row.get(0)).optional()?)
}

/// How many articles there are, and how many sources they are.
pub(super) fn independence(db: &Connection) -> Result<Independence> {
    let ask = format!(
        "SELECT (SELECT count(*) FROM clusters), (SELECT count(*) FROM ({GROUPS})),
                (SELECT count(DISTINCT cluster_id) FROM clusters)"
    );
    let mut find = db.prepare_cached(&ask)?;
    let read = |row: &Row<'_>| {
        Ok(Independence { articles: row.get(0)?, groups: row.get(1)?, independent: row.get(2)? })
    };
    Ok(find.query_row([], read)?)
}
