//! Which report echoes which, and which of them are independent?

mod shingles;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

use crate::error::Result;
use shingles::{Held, Shingles};

/// A report echoes another where this share of its words, or …
const SHARE: f64 = 0.25;

/// … this share of the other's words, is the other's too.
const SHARE_OF_ORIGIN: f64 = 0.5;

/// How many documents with the same sampled shingle are looked at: those that came first.
const SAME_SHINGLE: usize = 64;

/// How many documents are compared word by word.
const CANDIDATES: usize = 16;

/// How many shingles of other reports are remembered: some 8 MB.
const REMEMBERED: usize = 1 << 20;

/// Reports that were compared lately: the first of a story is compared with all that follow.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    reports: FxHashMap<i64, Shingles>,
    shingles: usize,
}

impl Remembered {
    fn report(&mut self, db: &Connection, document: i64) -> Result<&Shingles> {
        if self.shingles > REMEMBERED {
            *self = Self::default();
        }
        match self.reports.entry(document) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(empty) => {
                let shingles = db
                    .prepare_cached("SELECT text FROM documents WHERE document_id = ?1")?
                    .query_row([document], |row| Ok(Shingles::of(row.get_ref(0)?.as_str()?)))?;
                self.shingles += shingles.count();
                Ok(empty.insert(shingles))
            }
        }
    }
}

/// What decides who echoes whom.
#[derive(Debug, Clone)]
struct Report {
    document: i64,
    day: Option<String>,
    /// Share of its own words that the other has too.
    share: f64,
}

/// Finds whom `document` echoes and who echoes it, and files its sample; gives the documents on the
/// other side.
pub(crate) fn file(
    db: &Connection,
    document: i64,
    text: &str,
    remembered: &mut Remembered,
) -> Result<Vec<i64>> {
    let shingles = Shingles::of(text);
    let sample = shingles.sample();
    let same = same_text(db, document)?;
    let mut related = candidates(db, document, &sample)?;
    related.extend(&same);
    let mut joined = BTreeSet::new();
    let mut held = Held::new(shingles);
    let own_day = day(db, document)?;
    for other in related {
        let (share, other_share) = if same.contains(&other) {
            (1.0, 1.0)
        } else {
            held.shares(remembered.report(db, other)?)
        };
        let pair = [
            Report { document, day: own_day.clone(), share },
            Report { document: other, day: day(db, other)?, share: other_share },
        ];
        if join(db, pair)? {
            joined.insert(other);
        }
    }
    put_sample(db, document, &sample)?;
    gather(db, document, &joined)?;
    Ok(joined.into_iter().collect())
}

/// Forgets the sample and the echoes of `document`, whose text was `text`.
pub(crate) fn remove(db: &Connection, document: i64, text: &str) -> Result<()> {
    let mut delete =
        db.prepare_cached("DELETE FROM shingles WHERE hash = ?1 AND document_id = ?2")?;
    for hash in Shingles::of(text).sample() {
        delete.execute([hash, document])?;
    }
    db.prepare_cached("DELETE FROM echoes WHERE document_id = ?1 OR origin_id = ?1")?
        .execute([document])?;
    let cluster = cluster_of(db, document)?;
    db.prepare_cached("DELETE FROM clusters WHERE document_id = ?1")?.execute([document])?;
    match cluster {
        Some(cluster) => scatter(db, cluster),
        None => Ok(()),
    }
}

/// Documents that share sampled shingles, the most alike first.
fn candidates(db: &Connection, document: i64, sample: &[i64]) -> Result<BTreeSet<i64>> {
    let mut shared: FxHashMap<i64, usize> = FxHashMap::default();
    let mut find = db.prepare_cached(
        "SELECT document_id FROM shingles WHERE hash = ?1 ORDER BY document_id LIMIT ?2",
    )?;
    for hash in sample {
        let mut rows = find.query(params![hash, SAME_SHINGLE])?;
        while let Some(row) = rows.next()? {
            *shared.entry(row.get(0)?).or_default() += 1;
        }
    }
    shared.remove(&document);
    let mut ranked: Vec<(i64, usize)> = shared.into_iter().collect();
    ranked.sort_unstable_by_key(|&(document, count)| (Reverse(count), document));
    Ok(ranked.into_iter().take(CANDIDATES).map(|(document, _)| document).collect())
}

/// A few documents with the very same text, which may be too short for a sample.
fn same_text(db: &Connection, document: i64) -> Result<Vec<i64>> {
    let mut find = db.prepare_cached(
        "SELECT document_id FROM documents
         WHERE sha256 = (SELECT sha256 FROM documents WHERE document_id = ?1) AND document_id <> ?1
         ORDER BY document_id LIMIT 4",
    )?;
    let found = find.query_map([document], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

fn day(db: &Connection, document: i64) -> Result<Option<String>> {
    let mut find = db.prepare_cached("SELECT day FROM documents WHERE document_id = ?1")?;
    Ok(find.query_row([document], |row| row.get(0))?)
}

/// Files the echo between two reports, if one is.
fn join(db: &Connection, [one, other]: [Report; 2]) -> Result<bool> {
    let (echo, origin) = if echoes(&one, &other) { (one, other) } else { (other, one) };
    if echo.share < SHARE && origin.share < SHARE_OF_ORIGIN {
        return Ok(false);
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO echoes (document_id, origin_id, share, origin_share) VALUES (?1, ?2, ?3, ?4)",
    )?;
    insert.execute(params![echo.document, origin.document, echo.share, origin.share])?;
    Ok(true)
}

/// Whether `one` echoes `other`: the later day; on one day, the one of which the greater share is
/// shared, which is the shortened one; else the one that came later.
fn echoes(one: &Report, other: &Report) -> bool {
    let by_day = match (&one.day, &other.day) {
        (Some(day), Some(other)) => day.cmp(other),
        _ => std::cmp::Ordering::Equal,
    };
    let by_share = one.share.total_cmp(&other.share);
    by_day.then(by_share).then(one.document.cmp(&other.document)).is_gt()
}

fn put_sample(db: &Connection, document: i64, sample: &[i64]) -> Result<()> {
    let mut insert =
        db.prepare_cached("INSERT INTO shingles (hash, document_id) VALUES (?1, ?2)")?;
    for hash in sample {
        insert.execute([*hash, document])?;
    }
    Ok(())
}

fn cluster_of(db: &Connection, document: i64) -> Result<Option<i64>> {
    let mut find = db.prepare_cached("SELECT cluster_id FROM clusters WHERE document_id = ?1")?;
    Ok(find.query_row([document], |row| row.get(0)).optional()?)
}

/// Puts `document` and the clusters of all `joined` into one, called by its least document.
fn gather(db: &Connection, document: i64, joined: &BTreeSet<i64>) -> Result<()> {
    let mut clusters = BTreeSet::from([cluster_of(db, document)?.unwrap_or(document)]);
    for other in joined {
        clusters.extend(cluster_of(db, *other)?);
    }
    let name = clusters.first().copied().unwrap_or(document);
    let mut insert = db.prepare_cached(
        "INSERT OR REPLACE INTO clusters (document_id, cluster_id) VALUES (?1, ?2)",
    )?;
    insert.execute([document, name])?;
    let mut rename =
        db.prepare_cached("UPDATE clusters SET cluster_id = ?1 WHERE cluster_id = ?2")?;
    for cluster in clusters.into_iter().filter(|&cluster| cluster != name) {
        rename.execute([name, cluster])?;
    }
    Ok(())
}

/// Clusters anew what is left of `cluster` when a document has gone.
fn scatter(db: &Connection, cluster: i64) -> Result<()> {
    let mut find = db.prepare_cached(
        "SELECT document_id FROM clusters WHERE cluster_id = ?1 ORDER BY document_id",
    )?;
    let members: Vec<i64> =
        find.query_map([cluster], |row| row.get(0))?.collect::<Result<_, _>>()?;
    db.prepare_cached("UPDATE clusters SET cluster_id = document_id WHERE cluster_id = ?1")?
        .execute([cluster])?;
    let mut linked = db.prepare_cached(
        "SELECT origin_id FROM echoes WHERE document_id = ?1
         UNION SELECT document_id FROM echoes WHERE origin_id = ?1",
    )?;
    for member in members {
        let joined = linked.query_map([member], |row| row.get(0))?.collect::<Result<_, _>>()?;
        gather(db, member, &joined)?;
    }
    Ok(())
}
