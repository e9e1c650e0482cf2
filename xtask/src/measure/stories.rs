//! News on the same events from several outlets (ECB+): are acts that people linked across documents linked
//! by us? And how many documents do we take for echoes of one another?
//!
//! Most of the articles have no date that could be read, so all are given one day: days keep nothing apart
//! here, and two bombings differ by their words and parties alone.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use verbale_engine::code_all;
use verbale_store::{Entry, Store, Writer};

use super::coded::{Bench, article, list, string, unzipped};
use super::table::{Table, Tally};

/// The day that all articles are given.
const DAY: &str = "2010-01-01";

/// An act of ours whose words people have marked: document, occurrence, their chain.
struct Marked {
    doc: usize,
    occurrence: i64,
    chain: String,
}

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let docs: Vec<Value> =
        unzipped(path)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let file = std::env::temp_dir().join(format!("verbale-stories-{}.db", std::process::id()));
    let done = keep(bench, &docs, &file).and_then(|()| score(&docs, &Store::open(&file)?, table));
    for ending in ["db", "db-wal", "db-shm"] {
        // What is not there need not be removed.
        let _ = std::fs::remove_file(file.with_extension(ending));
    }
    done
}

/// Codes all documents into a corpus in `file`.
fn keep(bench: &Bench<'_>, docs: &[Value], file: &Path) -> Result<()> {
    let mut writer = Writer::open(file, false)?;
    let articles = docs.iter().map(|doc| Ok(article(string(doc, "doc"), DAY, &text(doc).0)));
    let threads = std::thread::available_parallelism().map_or(1, Into::into);
    code_all(bench.coder, articles, threads, |outcome| {
        writer.put(&Entry::from(*outcome?))?;
        anyhow::Ok(())
    })
}

/// The text of a document, and where each word of each sentence begins and ends, in code points.
fn text(doc: &Value) -> (String, Vec<Vec<(usize, usize)>>) {
    let (mut text, mut places, mut at) = (String::new(), Vec::new(), 0);
    for sentence in list(doc, "sents").iter().filter_map(Value::as_str) {
        let mut words = Vec::new();
        for word in sentence.split(' ') {
            let length = word.chars().count();
            words.push((at, at + length));
            text.push_str(word);
            text.push(' ');
            at += length + 1;
        }
        text.push('\n');
        at += 1;
        places.push(words);
    }
    (text, places)
}

fn score(docs: &[Value], store: &Store, table: &mut Table) -> Result<()> {
    let mut marked = Vec::new();
    for (at, doc) in docs.iter().enumerate() {
        marked.extend(marked_acts(at, doc, store)?);
    }
    let (mut linked, mut wide) = (Tally::default(), 0);
    for (at, one) in marked.iter().enumerate() {
        for other in marked[..at].iter().filter(|other| other.doc != one.doc) {
            let (gold, found) = (one.chain == other.chain, one.occurrence == other.occurrence);
            linked.gold += usize::from(gold);
            linked.found += usize::from(found);
            linked.hits += usize::from(gold && found);
            let topics = [one, other].map(|act| string(&docs[act.doc], "subtopic"));
            wide += usize::from(found && topics[0] != topics[1]);
        }
    }
    table.tally("acts linked across documents", linked);
    table.share("acts of different stories linked (less is better)", wide, linked.found);
    echoes(docs, store, table)
}

/// The events of ours whose trigger shares a word with an act that people have linked.
fn marked_acts(at: usize, doc: &Value, store: &Store) -> Result<Vec<Marked>> {
    let (_, places) = text(doc);
    let mut chains: Vec<((usize, usize), &str)> = Vec::new();
    for mention in list(doc, "mentions").iter().filter(|m| string(m, "kind") == "event") {
        let Some(chain) = mention["chain"].as_str() else { continue };
        let sentence =
            mention["sent"].as_u64().and_then(|at| places.get(usize::try_from(at).ok()?));
        let words = list(mention, "toks")
            .iter()
            .filter_map(|word| sentence?.get(usize::try_from(word.as_u64()?).ok()?));
        chains.extend(words.map(|&place| (place, chain)));
    }
    let mut find = store.connection().prepare_cached(
        "SELECT trigger_start, trigger_end, occurrence_id FROM events
         JOIN documents USING (document_id) WHERE id = ?1 ORDER BY record_id",
    )?;
    let mut rows = find.query([string(doc, "doc")])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (start, end): (usize, usize) = (row.get(0)?, row.get(1)?);
        let occurrence = row.get(2)?;
        let shares = |&&((from, to), _): &&((usize, usize), &str)| from < end && start < to;
        if let Some((_, chain)) = chains.iter().find(shares) {
            found.push(Marked { doc: at, occurrence, chain: (*chain).to_owned() });
        }
    }
    Ok(found)
}

/// How many pairs of documents echo each other, and how many of those tell the same story.
fn echoes(docs: &[Value], store: &Store, table: &mut Table) -> Result<()> {
    let stories: BTreeMap<&str, &str> =
        docs.iter().map(|doc| (string(doc, "doc"), string(doc, "subtopic"))).collect();
    let mut find = store.connection().prepare("SELECT doc, origin_doc FROM echo_details")?;
    let pairs = find
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?
        .collect::<Result<Vec<_>, _>>()
        .context("echoes")?;
    let same =
        |(one, other): &&(String, String)| stories.get(one.as_str()) == stories.get(other.as_str());
    table.share("echoes within one story", pairs.iter().filter(same).count(), pairs.len());
    Ok(())
}
