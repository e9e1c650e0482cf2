//! Where is an answer begun? With the few rows that one condition names, or else in the order of days, so that
//! a broad question reads no further than its answer goes.

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::filter::Conditions;
use crate::error::Result;

/// So many rows are few: they are all read and sorted. Tests have small corpora and take both roads.
pub(crate) const FEW: usize = if cfg!(test) { 12 } else { 20_000 };

/// The column that lists of sentences are compared with.
pub(crate) const PASSAGE: &str = "events.passage_id";

/// A condition that a list of rows fulfils.
#[derive(Debug, Clone)]
pub(crate) struct Set {
    /// Which column of events is in the list.
    pub column: &'static str,
    /// The list.
    pub list: String,
    /// The same as a question to one event.
    pub check: String,
    /// What `?` in either stands for.
    pub value: Option<Value>,
    /// The code and role whose events the list has, where they are kept in the order of days.
    pub of_code: Option<(String, &'static str)>,
}

impl Set {
    /// How many rows the list has, counted no further than to more than few.
    fn size(&self, db: &Connection) -> Result<usize> {
        let ask = format!("SELECT count(*) FROM ({} LIMIT {})", self.list, FEW + 1);
        let mut find = db.prepare_cached(&ask)?;
        Ok(find.query_row(params_from_iter(self.value.clone()), |row| row.get(0))?)
    }

    fn put_list(&self, all: &mut Conditions) {
        all.sql.push(format!("{} IN ({})", self.column, self.list));
        all.values.extend(self.value.clone());
    }

    /// The index of words is slow to tell of one sentence after another: there the list is made once.
    pub(crate) fn put_check_for_many(&self, all: &mut Conditions) {
        if self.column == PASSAGE { self.put_list(all) } else { self.put_check(all) }
    }

    fn put_check(&self, all: &mut Conditions) {
        all.sql.push(self.check.clone());
        all.values.extend(self.value.clone());
    }
}

/// What is wanted of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Every row.
    All,
    /// The latest rows.
    Latest,
    /// Some rows, whichever come first.
    Some,
}

/// Where to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Start {
    /// With the rows of a list.
    List,
    /// With the sentences that hold the words asked for, the last ones first.
    Words,
    /// With the latest events of a code in a role.
    Code(String, &'static str),
    /// With the latest events.
    Latest,
}

/// How to go about a question for events.
#[derive(Debug)]
pub(crate) struct Road {
    pub start: Start,
    /// What holds of the events, after the start; first what `?` in the tables stands for.
    pub conditions: Conditions,
}

impl Road {
    /// Begins with the shortest list if it is short, or if all rows are wanted.
    pub fn choose(
        db: &Connection,
        sets: &[Set],
        plain: Conditions,
        wanted: Wanted,
    ) -> Result<Self> {
        let sizes = sets.iter().map(|set| set.size(db)).collect::<Result<Vec<_>>>()?;
        let shortest = (0..sets.len()).min_by_key(|&at| sizes[at]);
        // To ask the index of words of one event after another takes longer than to read on in it.
        let worded = sets.iter().position(|set| set.column == PASSAGE && wanted == Wanted::Some);
        // Where any rows will do, a long list is still shorter than all events, unless it need not be made.
        let any =
            |at: usize| wanted == Wanted::Some && worded.is_none() && sets[at].of_code.is_none();
        let few = |&at: &usize| wanted == Wanted::All || sizes[at] <= FEW || any(at);
        let listed = shortest.filter(few);
        let coded = sets.iter().position(|set| set.of_code.is_some());
        let mut conditions = Conditions::default();
        let (start, own) = match (listed, worded, coded) {
            (Some(at), _, _) => {
                sets[at].put_list(&mut conditions);
                (Start::List, Some(at))
            }
            (None, Some(at), _) => {
                conditions.values.extend(sets[at].value.clone());
                (Start::Words, Some(at))
            }
            (None, None, Some(at)) => {
                let (code, role) = sets[at].of_code.clone().unwrap_or_default();
                (Start::Code(code, role), Some(at))
            }
            (None, None, None) => (Start::Latest, None),
        };
        for (at, set) in sets.iter().enumerate() {
            if own != Some(at) {
                set.put_check(&mut conditions);
            }
        }
        conditions.take(plain);
        if start == Start::List {
            conditions.leave_indexes();
        }
        Ok(Self { start, conditions })
    }

    /// The tables, the first rows first.
    pub fn tables(&self) -> String {
        let events = match &self.start {
            Start::List => "events".to_owned(),
            Start::Words => "(SELECT rowid AS passage FROM passages_fts WHERE passages_fts MATCH ?
                              ORDER BY rowid DESC) AS hits
                             CROSS JOIN events INDEXED BY events_by_passage ON events.passage_id = hits.passage"
                .to_owned(),
            Start::Code(code, role) => format!(
                "(SELECT day, record_id FROM event_codes WHERE code = '{code}' AND role = '{role}') AS filed
                 CROSS JOIN events ON events.record_id = filed.record_id"
            ),
            Start::Latest if self.conditions.speak_of("events.event =") => {
                "events INDEXED BY events_by_event".to_owned()
            }
            Start::Latest => "events INDEXED BY events_by_day".to_owned(),
        };
        // Rows of documents hold whole texts: where nothing is asked of them, they are left alone.
        if self.conditions.speak_of("documents.") {
            format!("{events} CROSS JOIN documents ON documents.document_id = events.document_id")
        } else {
            events
        }
    }

    /// The latest events that hold, day by day, on one day the first number first; `to` is the last day that can hold.
    pub fn latest(
        &self,
        db: &Connection,
        to: Option<Date>,
        (limit, offset): (usize, usize),
    ) -> Result<Vec<i64>> {
        let (next, day, number) = match &self.start {
            Start::Code(code, role) => (
                format!(
                    "SELECT max(day) FROM event_codes WHERE code = '{code}' AND role = '{role}' AND day < ?1"
                ),
                "filed.day",
                "filed.record_id",
            ),
            _ => (
                "SELECT max(day_from) FROM events WHERE day_from < ?1".to_owned(),
                "events.day_from",
                "events.record_id",
            ),
        };
        let ask = format!(
            "SELECT {number} FROM {} WHERE {} AND {day} IS ? ORDER BY {number}",
            self.tables(),
            self.conditions.clause()
        );
        let (mut next, mut of_day) = (db.prepare_cached(&next)?, db.prepare_cached(&ask)?);
        let wanted = offset.saturating_add(limit);
        let mut found: Vec<i64> = Vec::new();
        // A tilde comes after all that continues a day.
        let mut before = to.map_or("~".to_owned(), |to| format!("{to}~"));
        loop {
            let day: Option<String> = next.query_row([&before], |row| row.get(0))?;
            let mut values = self.conditions.values.clone();
            values.push(day.clone().into());
            let mut rows = of_day.query(params_from_iter(values))?;
            while found.len() < wanted
                && let Some(row) = rows.next()?
            {
                found.push(row.get(0)?);
            }
            // Events without a day come last.
            match day.filter(|_| found.len() < wanted) {
                Some(day) => before = day,
                None => return Ok(found.into_iter().skip(offset).collect()),
            }
        }
    }
}

/// Reads `ask`, whose rows (a day, a number) come in falling order of days, as far as it takes to know the numbers
/// from `offset` on, at most `limit`. On one day `order` decides.
pub(crate) fn walk(
    db: &Connection,
    ask: &str,
    values: &[Value],
    (limit, offset): (usize, usize),
    order: fn(&i64, &i64) -> std::cmp::Ordering,
) -> Result<Vec<i64>> {
    let wanted = offset.saturating_add(limit);
    let mut find = db.prepare_cached(ask)?;
    let mut rows = find.query(params_from_iter(values))?;
    let mut found: Vec<i64> = Vec::new();
    let (mut day, mut of_day) = (None::<String>, 0);
    while let Some(row) = rows.next()? {
        let Some(number) = row.get(1)? else { continue };
        let told: String = row.get::<_, Option<String>>(0)?.unwrap_or_default();
        if day.as_ref() != Some(&told) {
            found[of_day..].sort_by(order);
            if found.len() >= wanted {
                break;
            }
            (day, of_day) = (Some(told), found.len());
        }
        found.push(number);
    }
    found[of_day..].sort_by(order);
    Ok(found.into_iter().skip(offset).take(limit).collect())
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use verbale_engine::{Article, Coder};

    use crate::{EventFilter, StatementFilter, Store, Writer};

    /// The sample corpus in a file that goes with it.
    struct Sample(PathBuf);

    impl Sample {
        /// `test` tells the file from those of tests that run beside it.
        fn new(test: &str) -> Self {
            let name = format!("verbale-roads-{test}-{}.db", std::process::id());
            let sample = Self(std::env::temp_dir().join(name));
            sample.remove();
            let coder = Coder::built_in().unwrap();
            let mut writer = Writer::open(&sample.0, false).unwrap();
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
            for file in std::fs::read_dir(folder).unwrap() {
                let file = file.unwrap().path();
                if file.extension().is_some_and(|ext| ext == "txt") {
                    let id = file.file_stem().unwrap().to_string_lossy();
                    let text = std::fs::read_to_string(&file).unwrap();
                    let article =
                        Article { source: Some(id[..1].to_owned()), ..Article::new(id, text) };
                    writer.put(&coder.code(article).into()).unwrap();
                }
            }
            sample
        }

        fn remove(&self) {
            for ending in ["db", "db-wal", "db-shm"] {
                let _ = std::fs::remove_file(self.0.with_extension(ending));
            }
        }
    }

    impl Drop for Sample {
        fn drop(&mut self) {
            self.remove();
        }
    }

    fn filters() -> Vec<EventFilter> {
        let some = |text: &str| Some(text.to_owned());
        let plain = EventFilter::default();
        let took_place = EventFilter { took_place: true, ..plain.clone() };
        let from = Some(jiff::civil::date(2014, 3, 1));
        vec![
            plain.clone(),
            took_place.clone(),
            EventFilter { actor: some("USA"), ..took_place.clone() },
            EventFilter { actor: some("RUS"), ..plain.clone() },
            EventFilter { recipient: some("RUS"), event: some("sanction"), ..took_place.clone() },
            EventFilter { actor: some("RUS"), words: some("the"), from, ..plain.clone() },
            EventFilter { words: some("said"), denied: Some(false), ..took_place.clone() },
            EventFilter { event: some("ASSAULT"), source: some("u"), ..took_place.clone() },
            EventFilter { actor: some("Putin"), ..plain.clone() },
            EventFilter { between: Some(["USA", "RUS"].map(str::to_owned)), ..took_place.clone() },
            EventFilter { between: Some(["Putin", "UKR"].map(str::to_owned)), ..plain.clone() },
            EventFilter { place: some("UKR"), actor: some("RUS"), ..took_place },
            EventFilter { context: some("military"), alleged: Some(true), ..plain },
        ]
    }

    /// The part of a whole answer that a limit leaves.
    fn part<T: Clone>(all: &[T], limit: usize, offset: usize) -> Vec<T> {
        all.iter().skip(offset).take(limit).cloned().collect()
    }

    #[test]
    fn an_answer_does_not_hang_on_where_it_is_begun() {
        let sample = Sample::new("acts");
        let store = Store::open(&sample.0).unwrap();
        let mut rows = 0;
        for filter in filters() {
            let all = store.find(&filter).unwrap();
            let mut acts = store.timeline(&filter).unwrap();
            acts.reverse();
            assert!(store.count(&filter).unwrap().is_none_or(|count| count == all.len() as u64));
            rows += all.len();
            for (limit, offset) in [(1, 0), (7, 3), (40, 0), (5, 1_000)] {
                let some = EventFilter { limit, offset, ..filter.clone() };
                assert!(store.find(&some).unwrap() == part(&all, limit, offset), "{some:?}");
                let mut found = store.timeline(&some).unwrap();
                found.reverse();
                assert!(found == part(&acts, limit, offset), "{some:?}");
            }
        }
        assert!(rows > 1_000, "{rows}");
    }

    #[test]
    fn nor_does_what_is_said() {
        let sample = Sample::new("said");
        let store = Store::open(&sample.0).unwrap();
        let some = |text: &str| Some(text.to_owned());
        let plain = StatementFilter::default();
        let filters = [
            plain.clone(),
            StatementFilter { by: some("USA"), ..plain.clone() },
            StatementFilter { by: some("Putin"), about: some("Crimea"), ..plain.clone() },
            StatementFilter { about: some("Russia"), ..plain.clone() },
            StatementFilter { about: some("sanction"), ..plain.clone() },
            StatementFilter { about: some("Fiji"), ..plain.clone() },
            StatementFilter { about: some("KHM"), ..plain.clone() },
            StatementFilter { denied_by: some("RUS"), ..plain },
        ];
        for filter in filters {
            let (quotes, claims) = (store.said(&filter).unwrap(), store.claims(&filter).unwrap());
            assert!(!claims.is_empty(), "{filter:?}");
            for (limit, offset) in [(1, 0), (7, 3), (40, 0)] {
                let some = StatementFilter { limit, offset, ..filter.clone() };
                assert!(store.said(&some).unwrap() == part(&quotes, limit, offset), "{some:?}");
                assert!(store.claims(&some).unwrap() == part(&claims, limit, offset), "{some:?}");
            }
        }
    }
}
