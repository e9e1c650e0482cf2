//! Who denies whom?

use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::sql_limit;
use crate::error::Result;

/// Somebody denies something, in one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Denial {
    /// Who denies.
    pub by: String,
    /// What to ask for them by, where the corpus knows who that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_actor: Option<String>,
    /// Country or kind of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Whose word is denied, where the text names anybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
    /// What to ask for them by, where the corpus knows who that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against_actor: Option<String>,
    /// `denies` or `rejects`.
    pub stance: String,
    /// What they say, or the sentence that tells the act which they deny.
    pub words: String,
    /// The document.
    pub doc: String,
    /// Its day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The claim or event that tells so.
    pub record: String,
}

/// How often one denies another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Denied {
    /// Who denies.
    pub by: String,
    /// What to ask for them by, where the corpus knows who that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_actor: Option<String>,
    /// Whose word; absent where the texts name nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
    /// What to ask for them by, where the corpus knows who that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against_actor: Option<String>,
    /// How often.
    pub count: i64,
}

/// Denials, the latest publication first.
pub(super) fn all(db: &Connection, limit: usize, offset: usize) -> Result<Vec<Denial>> {
    let mut find = db.prepare_cached(
        "WITH asked AS MATERIALIZED (
             SELECT * FROM denials ORDER BY day DESC, record_id, denier, position LIMIT ?1 OFFSET ?2)
         SELECT denier, denier_code, accuser, stance,
                coalesce(
                    (SELECT substr(documents.text, passages.span_start + 1,
                                   passages.span_end - passages.span_start)
                     FROM events JOIN passages ON passages.passage_id = events.passage_id
                     WHERE events.record_id = asked.record_id),
                    (SELECT group_concat(substr(documents.text, span_start + 1, span_end - span_start), ' … ' ORDER BY position)
                     FROM record_spans
                     WHERE record_spans.record_id = asked.record_id AND role = 'content'), ''),
                documents.id, asked.day, records.id, denier_actor, accuser_actor
         FROM asked
         CROSS JOIN records ON records.record_id = asked.record_id
         CROSS JOIN documents ON documents.document_id = records.document_id
         ORDER BY asked.day DESC, asked.record_id, denier, asked.position",
    )?;
    let read = |row: &Row<'_>| {
        Ok(Denial {
            by: row.get(0)?,
            code: row.get(1)?,
            against: row.get(2)?,
            stance: row.get(3)?,
            words: row.get(4)?,
            doc: row.get(5)?,
            published: row.get(6)?,
            record: row.get(7)?,
            by_actor: row.get(8)?,
            against_actor: row.get(9)?,
        })
    };
    let (limit, offset) = (sql_limit(limit), i64::try_from(offset).unwrap_or(i64::MAX));
    Ok(find.query_map(params![limit, offset], read)?.collect::<Result<_, _>>()?)
}

/// Who denies whom how often, the most frequent first.
pub(super) fn pairs(db: &Connection, limit: usize) -> Result<Vec<Denied>> {
    let mut find = db.prepare_cached(
        "SELECT denier, nullif(accuser, ''), sum(denials) AS times, nullif(max(denier_actor), ''),
                nullif(max(accuser_actor), '')
         FROM denial_sums GROUP BY denier, accuser ORDER BY times DESC, denier, accuser LIMIT ?1",
    )?;
    let read = |row: &Row<'_>| {
        Ok(Denied {
            by: row.get(0)?,
            against: row.get(1)?,
            count: row.get(2)?,
            by_actor: row.get(3)?,
            against_actor: row.get(4)?,
        })
    };
    Ok(find.query_map([sql_limit(limit)], read)?.collect::<Result<_, _>>()?)
}
