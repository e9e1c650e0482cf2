//! Who said what, and who contradicts it?

use jiff::civil::Date;
use rusqlite::{Connection, Row, params, params_from_iter};
use serde::Serialize;
use verbale_engine::Record;

use super::filter::Conditions;
use super::road::{FEW, walk};
use super::who::Party;
use super::{sense, words};
use crate::error::{Result, StoreError};

/// What is wanted of quotes and claims.
#[derive(Debug, Clone, Default)]
pub struct StatementFilter {
    /// Who says it: a code, a code and sectors, or a name.
    pub by: Option<String>,
    /// Words in it, or somebody named in it.
    pub about: Option<String>,
    /// Only what somebody of this code or name denies or answers, here or in another report of the act.
    pub denied_by: Option<String>,
    /// Only claims of this stance; quotes have none.
    pub stance: Option<String>,
    /// First day of publication.
    pub from: Option<Date>,
    /// Last day of publication.
    pub to: Option<Date>,
    /// Publisher.
    pub source: Option<String>,
    /// At most so many; 0 is all.
    pub limit: usize,
    /// After so many.
    pub offset: usize,
}

/// A quote or claim where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    /// The document.
    pub doc: String,
    /// Its day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Its publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who says it, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Country or kind of who says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What is said; pieces are joined by an ellipsis.
    pub content: String,
    /// Who contradicts it.
    pub contradicted_by: Vec<Contradiction>,
    /// The record, as `verbale code` writes it.
    pub record: Record,
}

/// Somebody who holds against a statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Contradiction {
    /// Who.
    pub by: String,
    /// Denies, rejects …
    pub stance: String,
    /// In which words, where the text gives them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// In which document: another one where it denies the same act there.
    pub doc: String,
}

/// The kinds of statement, and what differs between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    table: &'static str,
    role: &'static str,
    has_stance: bool,
    denied_by: fn(&Party) -> String,
}

pub(super) const QUOTES: Kind =
    Kind { table: "quotes", role: "source", has_stance: false, denied_by: quote_denied_by };
pub(super) const CLAIMS: Kind =
    Kind { table: "claims", role: "holder", has_stance: true, denied_by: claim_denied_by };

/// The statements that `filter` asks for, the latest publication first.
pub(super) fn find(
    db: &Connection,
    kind: Kind,
    filter: &StatementFilter,
) -> Result<Vec<Statement>> {
    let Kind { table, role, .. } = kind;
    let mut read_one = db.prepare_cached(&format!(
        "SELECT said.record_id, documents.id, documents.day, documents.source,
                coalesce(entities.name, substr(documents.text, who.span_start + 1,
                                               who.span_end - who.span_start)),
                entities.code, {CONTENT}, records.json
         FROM {table} AS said
         JOIN records ON records.record_id = said.record_id
         JOIN documents ON documents.document_id = said.document_id
         LEFT JOIN participants AS who ON who.record_id = said.record_id AND who.role = '{role}'
         LEFT JOIN entities ON entities.entity_id = who.entity_id
         WHERE said.record_id = ?1"
    ))?;
    let mut found = Vec::new();
    for number in numbers(db, kind, filter)? {
        let mut rows = read_one.query([number])?;
        while let Some(row) = rows.next()? {
            found.push(read(db, row)?);
        }
    }
    Ok(found)
}

/// The records asked for: those of a short list, or of the latest documents as far as the answer goes.
fn numbers(db: &Connection, kind: Kind, filter: &StatementFilter) -> Result<Vec<i64>> {
    let by = filter.by.as_deref().map(|by| Party::find(db, by)).transpose()?.map(|who| {
        let entities = who.entities();
        let role = kind.role;
        format!(
            "SELECT record_id FROM participants WHERE role = '{role}' AND entity_id IN ({entities})"
        )
    });
    let few = match &by {
        Some(list) => is_short(db, list)?,
        None => filter.denied_by.is_some(),
    };
    let mut conditions = conditions(db, kind, filter)?;
    if filter.limit > 0 && !few {
        let check = by.map(|list| format!("EXISTS ({list} AND record_id = said.record_id)"));
        conditions.sql.extend(check);
        if let Some(about) = &filter.about {
            put_documents_about(db, &mut conditions, about)?;
        }
        return latest(db, kind, filter, &conditions);
    }
    conditions.sql.extend(by.map(|list| format!("said.record_id IN ({list})")));
    let ask = format!(
        "SELECT said.record_id
         FROM {} AS said CROSS JOIN documents ON documents.document_id = said.document_id
         WHERE {} ORDER BY documents.day DESC, said.record_id LIMIT ? OFFSET ?",
        kind.table,
        conditions.clause()
    );
    let mut values = conditions.values;
    values.push(super::sql_limit(filter.limit).into());
    values.push(i64::try_from(filter.offset).unwrap_or(i64::MAX).into());
    let mut find = db.prepare_cached(&ask)?;
    Ok(find.query_map(params_from_iter(values), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn is_short(db: &Connection, list: &str) -> Result<bool> {
    let ask = format!("SELECT count(*) FROM ({list} LIMIT {})", FEW + 1);
    Ok(db.prepare_cached(&ask)?.query_row([], |row| row.get::<_, usize>(0))? <= FEW)
}

/// Records of the latest documents.
fn latest(
    db: &Connection,
    kind: Kind,
    filter: &StatementFilter,
    conditions: &Conditions,
) -> Result<Vec<i64>> {
    let edge = |which: &str| {
        format!(
            "(SELECT {which}(record_id) FROM records WHERE records.document_id = documents.document_id)"
        )
    };
    let ask = format!(
        "SELECT documents.day, said.record_id
         FROM documents INDEXED BY documents_by_day
         CROSS JOIN {} AS said ON said.record_id BETWEEN {} AND {}
         WHERE {} ORDER BY documents.day DESC",
        kind.table,
        edge("min"),
        edge("max"),
        conditions.clause()
    );
    walk(db, &ask, &conditions.values, (filter.limit, filter.offset), Ord::cmp)
}

/// Leaves out documents that hold neither the words nor anybody asked for, where few hold them. In a long row of
/// documents words are found by how a word begins.
fn put_documents_about(db: &Connection, all: &mut Conditions, about: &str) -> Result<()> {
    let naming = match Party::find_wholly(db, about) {
        Ok(Party::Code(code)) => {
            format!("SELECT document_id FROM code_appearances WHERE code = '{code}'")
        }
        Ok(party) => naming(&party.entities()),
        Err(StoreError::Question(_)) => naming(""),
        Err(other) => return Err(other),
    };
    let Some(expression) = words::beginning(about) else { return Ok(()) };
    let hits = "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?";
    let ask = format!("SELECT count(*) FROM ({hits} LIMIT {})", FEW + 1);
    let size: usize = db.prepare_cached(&ask)?.query_row([&expression], |row| row.get(0))?;
    if size <= FEW && is_short(db, &naming)? {
        let holding = "SELECT document_id FROM passages WHERE passage_id IN";
        all.put(
            &format!("documents.document_id IN ({holding} ({hits}) UNION {naming})"),
            expression,
        );
    }
    Ok(())
}

/// The documents that name one of these entities.
fn naming(entities: &str) -> String {
    format!(
        "SELECT document_id FROM appearances
         WHERE actor IN (SELECT actor FROM entities WHERE entity_id IN ({entities}))"
    )
}

/// The words of the record called `said`.
const CONTENT: &str =
    "(SELECT group_concat(substr(documents.text, span_start + 1, span_end - span_start),
                                            ' … ' ORDER BY position)
     FROM record_spans WHERE record_spans.record_id = said.record_id AND role = 'content')";

fn conditions(db: &Connection, kind: Kind, filter: &StatementFilter) -> Result<Conditions> {
    let mut all = Conditions::default();
    if let Some(about) = &filter.about {
        put_about(db, &mut all, about)?;
    }
    if let Some(denied_by) = &filter.denied_by {
        all.sql.push((kind.denied_by)(&Party::find_wholly(db, denied_by)?));
    }
    sense::of_days(filter.from, filter.to)?;
    sense::of_stance(filter.stance.as_deref())?;
    if let Some(stance) = &filter.stance {
        if !kind.has_stance {
            let fault = "stance: only claims have one; ask for claims";
            return Err(StoreError::Question(fault.to_owned()));
        }
        all.put("said.stance = ?", stance.clone());
    }
    if let Some(from) = filter.from {
        all.put("documents.day >= ?", from.to_string());
    }
    if let Some(to) = filter.to {
        all.put("documents.day <= ?", to.to_string());
    }
    if let Some(source) = &filter.source {
        all.put("documents.source = ? COLLATE NOCASE", source.clone());
    }
    Ok(all)
}

/// Whether the words stand in the content, or somebody is named in it who is called so.
fn put_about(db: &Connection, all: &mut Conditions, about: &str) -> Result<()> {
    let named = match Party::find_wholly(db, about) {
        Ok(party) => format!(
            " OR EXISTS (SELECT 1 FROM mentions
                         WHERE mentions.document_id = said.document_id
                           AND mentions.span_start >= content.span_start
                           AND mentions.span_end <= content.span_end
                           AND mentions.entity_id IN ({}))",
            party.entities()
        ),
        // Then it is only words.
        Err(StoreError::Question(_)) => String::new(),
        Err(other) => return Err(other),
    };
    all.put(
        &format!(
            "EXISTS (SELECT 1 FROM record_spans AS content
                     WHERE content.record_id = said.record_id AND content.role = 'content'
                       AND (instr(lower(substr(documents.text, content.span_start + 1,
                                               content.span_end - content.span_start)), ?){named}))"
        ),
        about.to_lowercase(),
    );
    Ok(())
}

/// Claims that one of `who` answers, and claims of acts that one of them denies, there or in another report.
fn answered_by(who: &Party) -> String {
    let entities = who.entities();
    format!(
        "SELECT answer.answers_id AS record_id FROM claims AS answer
         JOIN participants ON participants.record_id = answer.record_id
         WHERE role = 'holder' AND entity_id IN ({entities}) AND answer.answers_id IS NOT NULL
         UNION
         SELECT claim_id FROM participants
         CROSS JOIN events AS denied ON denied.record_id = participants.record_id
         CROSS JOIN events AS told ON told.occurrence_id = denied.occurrence_id
         CROSS JOIN claim_events ON claim_events.event_id = told.record_id
         CROSS JOIN claims AS claim ON claim.record_id = claim_id
         WHERE role = 'denier' AND entity_id IN ({entities})
           AND claim.stance NOT IN ('denies', 'rejects', 'doubts')"
    )
}

/// What one of `who` answers, and their own denials of what nobody is named to have claimed.
fn claim_denied_by(who: &Party) -> String {
    format!(
        "(said.record_id IN ({answered})
          OR (said.stance IN ('denies', 'rejects') AND said.answers_id IS NULL
              AND said.record_id IN (SELECT record_id FROM participants
                                     WHERE role = 'holder' AND entity_id IN ({entities}))))",
        answered = answered_by(who),
        entities = who.entities()
    )
}

/// Quotes of others that share words with a claim that one of `who` answers.
fn quote_denied_by(who: &Party) -> String {
    format!(
        "(said.record_id IN (
              SELECT mine.record_id FROM ({answered}) AS answered
              CROSS JOIN claims ON claims.record_id = answered.record_id
              CROSS JOIN record_spans AS its ON its.record_id = claims.record_id AND its.role = 'content'
              CROSS JOIN records ON records.document_id = claims.document_id AND records.kind = 'quote'
              CROSS JOIN record_spans AS mine ON mine.record_id = records.record_id AND mine.role = 'content'
              WHERE mine.span_start < its.span_end AND its.span_start < mine.span_end
                AND claims.stance NOT IN ('denies', 'rejects', 'doubts'))
          AND said.record_id NOT IN (SELECT record_id FROM participants
                                     WHERE role = 'source' AND entity_id IN ({entities})))",
        answered = answered_by(who),
        entities = who.entities()
    )
}

fn read(db: &Connection, row: &Row<'_>) -> Result<Statement> {
    let by: Option<String> = row.get(4)?;
    let code: Option<String> = row.get(5)?;
    let contradicted_by = contradictions(db, row.get(0)?, by.as_deref(), code.as_deref())?;
    Ok(Statement {
        doc: row.get(1)?,
        published: row.get(2)?,
        source: row.get(3)?,
        by,
        code,
        content: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
        contradicted_by,
        record: serde_json::from_str(&row.get::<_, String>(7)?)?,
    })
}

/// Claims that answer those which share words with the statement, and whoever denies the acts in it, here
/// or in another report of the same act. Joins are crossed so that the statement comes first: without
/// statistics the planner begins with all who deny anything.
const CONTRADICTIONS: &str = "
    WITH states AS NOT MATERIALIZED (
        SELECT actor, code FROM entities
        WHERE actor IS NOT NULL AND sectors IS NULL AND office IS NULL),
    same AS (
        SELECT DISTINCT claims.record_id
        FROM record_spans AS mine
        CROSS JOIN records AS own ON own.record_id = mine.record_id
        CROSS JOIN records ON records.document_id = own.document_id AND records.kind = 'claim'
        CROSS JOIN claims ON claims.record_id = records.record_id
        CROSS JOIN record_spans AS its ON its.record_id = claims.record_id AND its.role = 'content'
        WHERE mine.record_id = ?1 AND mine.role = 'content'
          AND mine.span_start < its.span_end AND its.span_start < mine.span_end
          AND claims.stance NOT IN ('denies', 'rejects', 'doubts')),
    acts AS (
        SELECT DISTINCT events.occurrence_id
        FROM same CROSS JOIN claim_events ON claim_events.claim_id = same.record_id
        CROSS JOIN events ON events.record_id = claim_events.event_id)
    SELECT coalesce(entities.name,
                    substr(documents.text, who.span_start + 1, who.span_end - who.span_start)),
           said.stance,
           (SELECT group_concat(substr(documents.text, span_start + 1, span_end - span_start), ' … '
                                 ORDER BY position)
            FROM record_spans WHERE record_id = said.record_id AND role = 'content'),
           documents.id,
           (SELECT min(code) FROM states WHERE states.actor = entities.actor)
    FROM same
    CROSS JOIN claims AS said ON said.answers_id = same.record_id
    JOIN documents ON documents.document_id = said.document_id
    JOIN participants AS who ON who.record_id = said.record_id AND who.role = 'holder'
    LEFT JOIN entities ON entities.entity_id = who.entity_id
    UNION
    SELECT coalesce(entities.name,
                    substr(documents.text, who.span_start + 1, who.span_end - who.span_start)),
           'denies', NULL, documents.id,
           (SELECT min(code) FROM states WHERE states.actor = entities.actor)
    FROM acts
    CROSS JOIN events ON events.occurrence_id = acts.occurrence_id
    CROSS JOIN participants AS who ON who.record_id = events.record_id AND who.role = 'denier'
    JOIN documents ON documents.document_id = events.document_id
    LEFT JOIN entities ON entities.entity_id = who.entity_id
    ORDER BY 4, 1, 3 DESC";

/// Who contradicts a statement by `by` of the country `code`. Who denies something contradicts what is
/// denied, and not the own denial; nor does a state contradict what its own people say.
fn contradictions(
    db: &Connection,
    statement: i64,
    by: Option<&str>,
    code: Option<&str>,
) -> Result<Vec<Contradiction>> {
    let mut find = db.prepare_cached(CONTRADICTIONS)?;
    let read = |row: &Row<'_>| {
        let state: Option<String> = row.get(4)?;
        let contradiction = Contradiction {
            by: row.get(0)?,
            stance: row.get(1)?,
            words: row.get(2)?,
            doc: row.get(3)?,
        };
        let is_own =
            Some(contradiction.by.as_str()) == by || state.is_some() && state.as_deref() == code;
        Ok((!is_own).then_some(contradiction))
    };
    let found: Vec<Option<Contradiction>> =
        find.query_map(params![statement], read)?.collect::<Result<_, _>>()?;
    let mut kept: Vec<Contradiction> = Vec::new();
    for one in found.into_iter().flatten() {
        // Who answers in words need not be told again as one who denies.
        let told = |known: &Contradiction| {
            known.by == one.by && known.doc == one.doc && one.words.is_none()
        };
        if !kept.iter().any(told) {
            kept.push(one);
        }
    }
    Ok(kept)
}
