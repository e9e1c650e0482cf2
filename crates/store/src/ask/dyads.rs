//! How do two stand with each other? Acts between pairs of codes, each act counted once however many
//! reports tell it.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use super::sense;
use super::who::Party;
use crate::error::{Result, StoreError};

/// What is wanted of acts between two.
#[derive(Debug, Clone, Default)]
pub struct DyadFilter {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Also what every report gives on somebody's word alone.
    pub alleged: bool,
    /// At most so many; 0 is all.
    pub limit: usize,
    /// How many of the first are passed over.
    pub offset: usize,
}

/// Acts of one towards another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dyad {
    /// Code of who acts.
    pub actor: String,
    /// Code of those acted upon.
    pub recipient: String,
    /// Acts, each once.
    pub occurrences: i64,
    /// Documents that tell them.
    pub reports: i64,
    /// Acts of verbal cooperation, material cooperation, verbal conflict, material conflict.
    pub quads: [i64; 4],
    /// Mean on the scale from -10 (conflict) to +10 (cooperation).
    pub scale: f64,
    /// Day of the first act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Day of the last act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

/// Scores are kept in millionths.
const WHOLE: f64 = 1e6;

/// What holds of rows of `occurrence_pairs`; a day that is not known is on none of those asked for.
const ASKED: &str = "(?1 IS NULL OR day_to >= ?1) AND (?2 IS NULL OR (day <= ?2 AND day <> ''))
                     AND alleged <= ?3";

/// All pairs, those with the most acts first.
pub(super) fn all(db: &Connection, filter: &DyadFilter) -> Result<Vec<Dyad>> {
    let sums = sums(filter)?;
    let ask = format!(
        "{sums} GROUP BY actor_code, recipient_code ORDER BY acts DESC, actor_code, recipient_code
         LIMIT ?4 OFFSET ?5"
    );
    let mut find = db.prepare_cached(&ask)?;
    let read = |row: &Row<'_>| {
        let occurrences = row.get(2)?;
        Ok(Dyad {
            actor: row.get(0)?,
            recipient: row.get(1)?,
            occurrences,
            reports: row.get(3)?,
            quads: [row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?],
            scale: row.get::<_, i64>(8)? as f64 / WHOLE / occurrences as f64,
            first: None,
            last: None,
        })
    };
    let (from, to) = (day(filter.from), day(filter.to));
    let limit = super::sql_limit(filter.limit);
    let offset = i64::try_from(filter.offset).unwrap_or(i64::MAX);
    let found = find.query_map(params![from, to, filter.alleged, limit, offset], read)?;
    let mut dyads = found.collect::<Result<Vec<_>, _>>()?;
    for dyad in &mut dyads {
        let pair = params![from, to, filter.alleged, dyad.actor, dyad.recipient];
        let edge = |order: &str| -> Result<Option<String>> {
            let ask = format!(
                "SELECT day FROM occurrence_pairs
                 WHERE {ASKED} AND actor_code = ?4 AND recipient_code = ?5 AND day <> ''
                 ORDER BY day {order} LIMIT 1"
            );
            Ok(db.prepare_cached(&ask)?.query_row(pair, |row| row.get(0)).optional()?)
        };
        (dyad.first, dyad.last) = (edge("ASC")?, edge("DESC")?);
    }
    Ok(dyads)
}

/// How many pairs there are.
pub(super) fn count(db: &Connection, filter: &DyadFilter) -> Result<u64> {
    let ask =
        format!("SELECT count(*) FROM ({} GROUP BY actor_code, recipient_code)", sums(filter)?);
    let days = params![day(filter.from), day(filter.to), filter.alleged];
    Ok(db.prepare_cached(&ask)?.query_row(days, |row| row.get(0))?)
}

/// What is counted of pairs: kept sums where no days are asked for.
fn sums(filter: &DyadFilter) -> Result<String> {
    sense::of_days(filter.from, filter.to)?;
    Ok(if filter.from.is_none() && filter.to.is_none() {
        "SELECT actor_code, recipient_code, sum(occurrences) AS acts, sum(reports),
                sum(verbal_cooperation), sum(material_cooperation), sum(verbal_conflict),
                sum(material_conflict), sum(scale_sum)
         FROM dyad_sums WHERE alleged <= ?3"
            .to_owned()
    } else {
        format!(
            "SELECT actor_code, recipient_code, count(*) AS acts, sum(reports), sum(quad = 1),
                    sum(quad = 2), sum(quad = 3), sum(quad = 4), sum(scale)
             FROM occurrence_pairs WHERE {ASKED}"
        )
    })
}

/// How long a step of a tension chart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A day.
    Day,
    /// From Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// How it stood between two.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Course {
    /// Steps without gaps.
    pub steps: Vec<Tension>,
    /// Acts that stand in no step, since they are told for more days than one has ("in 2014").
    pub wider: usize,
}

/// The longest chart, in steps: longer ones are asked for in longer steps.
const STEPS: usize = 5_000;

impl Step {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
            Step::Year => "year",
        }
    }

    fn first_day(self, day: Date) -> Date {
        match self {
            Step::Day => day,
            Step::Week => {
                let since = i64::from(day.weekday().since(Weekday::Monday));
                day.saturating_sub(since.days())
            }
            Step::Month => day.first_of_month(),
            Step::Year => day.first_of_year(),
        }
    }

    /// The first day after a step that begins on `first`.
    fn next(self, first: Date) -> Date {
        first.saturating_add(match self {
            Step::Day => 1.day(),
            Step::Week => 1.week(),
            Step::Month => 1.month(),
            Step::Year => 1.year(),
        })
    }
}

/// What passed between two in one step.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tension {
    /// First day of the step.
    pub from: String,
    /// Acts, each once.
    pub occurrences: i64,
    /// Acts of verbal cooperation, material cooperation, verbal conflict, material conflict.
    pub quads: [i64; 4],
    /// Mean on the scale from -10 (conflict) to +10 (cooperation); absent where nothing happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<f64>,
    /// The same for acts of the first towards the second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outward: Option<f64>,
    /// The same for acts of the second towards the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inward: Option<f64>,
}

/// What passed between two, step by step, without gaps.
pub(super) fn tension(
    db: &Connection,
    [one, other]: [&str; 2],
    step: Step,
    filter: &DyadFilter,
) -> Result<Course> {
    sense::of_days(filter.from, filter.to)?;
    let code = |asked: &str| match Party::find_wholly(db, asked)? {
        Party::Code(code) => Ok(code),
        Party::Entities(_) => Err(StoreError::Question(format!(
            "\"{asked}\": tension is told between codes; give one such as RUS, or a country's name"
        ))),
    };
    let (one, other) = (code(one)?, code(other)?);
    let ask = format!(
        "SELECT actor_code, occurrence_id, quad, scale, day, day_to FROM occurrence_pairs
         WHERE (actor_code, recipient_code) IN (VALUES (?4, ?5), (?5, ?4)) AND {ASKED} AND day <> ''
         ORDER BY day, occurrence_id"
    );
    let mut find = db.prepare_cached(&ask)?;
    let (from, to) = (day(filter.from), day(filter.to));
    let mut rows = find.query(params![from, to, filter.alleged, one, other])?;
    let mut steps = Steps { step, all: Vec::new() };
    let mut wider = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let [told, told_to]: [String; 2] = [row.get("day")?, row.get("day_to")?];
        let Ok(day) = told.parse::<Date>() else { continue };
        let occurrence = row.get("occurrence_id")?;
        if told_to.parse::<Date>().is_ok_and(|to| to >= step.next(day)) {
            wider.insert(occurrence);
            continue;
        }
        let act = Act {
            occurrence,
            outward: row.get::<_, String>("actor_code")? == one,
            quad: row.get("quad")?,
            scale: row.get::<_, i64>("scale")? as f64 / WHOLE,
        };
        steps.put(step.first_day(day), act)?;
    }
    let steps = steps.all.into_iter().map(|(first, acts)| summary(first, &acts)).collect();
    Ok(Course { steps, wider: wider.len() })
}

/// An act in one direction.
struct Act {
    occurrence: i64,
    outward: bool,
    quad: usize,
    scale: f64,
}

struct Steps {
    step: Step,
    all: Vec<(Date, Vec<Act>)>,
}

impl Steps {
    /// Puts `act` into the step that begins on `first`; days come in order.
    fn put(&mut self, first: Date, act: Act) -> Result<()> {
        let mut next = self.all.last().map_or(first, |(last, _)| *last);
        while next < first {
            next = self.step.next(next);
            self.all.push((next, Vec::new()));
            if self.all.len() > STEPS {
                return Err(StoreError::Question(format!(
                    "more than {STEPS} steps; ask for fewer days with --from and --to, or longer steps"
                )));
            }
        }
        match self.all.last_mut() {
            Some((_, acts)) => acts.push(act),
            None => self.all.push((first, vec![act])),
        }
        Ok(())
    }
}

fn summary(first: Date, acts: &[Act]) -> Tension {
    let mut tension = Tension { from: first.to_string(), ..Tension::default() };
    let mut once = std::collections::BTreeMap::new();
    for act in acts {
        // What both do together stands in both directions.
        if once.insert(act.occurrence, act.scale).is_none() {
            tension.occurrences += 1;
            if let Some(quad) = tension.quads.get_mut(act.quad.wrapping_sub(1)) {
                *quad += 1;
            }
        }
    }
    tension.scale = mean(once.values().copied());
    tension.outward = mean(acts.iter().filter(|act| act.outward).map(|act| act.scale));
    tension.inward = mean(acts.iter().filter(|act| !act.outward).map(|act| act.scale));
    tension
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}
