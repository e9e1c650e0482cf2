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

/// Claims that deny or reject, and acts that somebody denies without a claim of their own.
const DENIALS: &str = "
    WITH named AS (
        SELECT who.record_id, who.role, who.position, entities.entity_id, entities.code,
               coalesce(entities.actor, entities.name) AS known,
               coalesce(entities.name, substr(documents.text, who.span_start + 1,
                                              who.span_end - who.span_start)) AS name
        FROM participants AS who
        JOIN records ON records.record_id = who.record_id
        JOIN documents ON documents.document_id = records.document_id
        LEFT JOIN entities ON entities.entity_id = who.entity_id),
    denials AS (
        SELECT holder.name AS by, holder.known AS by_actor, holder.code AS code,
               claimant.name AS against, claimant.known AS against_actor, said.stance AS stance,
               coalesce((SELECT group_concat(substr(documents.text, span_start + 1,
                                                    span_end - span_start), ' … ')
                         FROM record_spans
                         WHERE record_spans.record_id = said.record_id AND role = 'content'), '') AS words,
               said.record_id, said.document_id
        FROM claims AS said
        JOIN documents ON documents.document_id = said.document_id
        JOIN named AS holder ON holder.record_id = said.record_id AND holder.role = 'holder'
        LEFT JOIN named AS claimant ON claimant.record_id = said.answers_id AND claimant.role = 'holder'
        WHERE said.stance IN ('denies', 'rejects')
        UNION ALL
        SELECT denier.name, denier.known, denier.code, word.name, word.known, 'denies',
               substr(documents.text, passages.span_start + 1, passages.span_end - passages.span_start),
               events.record_id, events.document_id
        FROM events
        JOIN documents ON documents.document_id = events.document_id
        JOIN passages ON passages.passage_id = events.passage_id
        JOIN named AS denier ON denier.record_id = events.record_id AND denier.role = 'denier'
        LEFT JOIN named AS word ON word.record_id = events.record_id AND word.role = 'word'
                                   AND word.position = 0 AND word.name IS NOT denier.name
        WHERE events.denied
          AND NOT EXISTS (
              SELECT 1 FROM claim_events
              JOIN claims ON claim_events.claim_id IN (claims.record_id, claims.answers_id)
              JOIN participants AS own ON own.record_id = claims.record_id AND own.role = 'holder'
              WHERE claim_events.event_id = events.record_id
                AND claims.document_id = events.document_id
                AND claims.stance IN ('denies', 'rejects') AND own.entity_id = denier.entity_id))";

/// Denials, the latest publication first.
pub(super) fn all(db: &Connection, limit: usize, offset: usize) -> Result<Vec<Denial>> {
    let mut find = db.prepare_cached(&format!(
        "{DENIALS}
         SELECT by, code, against, stance, words, documents.id, documents.day, records.id, by_actor,
                against_actor
         FROM denials
         JOIN documents ON documents.document_id = denials.document_id
         JOIN records ON records.record_id = denials.record_id
         ORDER BY documents.day DESC, denials.record_id, by LIMIT ?1 OFFSET ?2"
    ))?;
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
    let mut find = db.prepare_cached(&format!(
        "{DENIALS}
         SELECT by, against, count(*), max(by_actor), max(against_actor) FROM denials
         GROUP BY by, against
         ORDER BY count(*) DESC, by, against LIMIT ?1"
    ))?;
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
