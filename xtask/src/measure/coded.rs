//! What does the coder make of a set of texts?

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use verbale_engine::record::{Body, Event, Quote};
use verbale_engine::{Article, Coder, Knowledge, Record, code_all};

/// What a measure works with.
pub(super) struct Bench<'a> {
    /// The folder that holds the sets.
    pub data: &'a Path,
    pub coder: &'a Coder,
    pub knowledge: &'a Knowledge,
    pub keep: Option<&'a Path>,
    pub show: usize,
}

/// The records of a set, by document.
#[derive(Debug, Default)]
pub(super) struct Records(BTreeMap<String, Vec<Record>>);

impl Records {
    pub fn events(&self, doc: &str) -> Vec<&Event> {
        self.of(doc).filter_map(Record::event).collect()
    }

    pub fn quotes(&self, doc: &str) -> Vec<&Quote> {
        self.of(doc).filter_map(Record::quote).collect()
    }

    fn of(&self, doc: &str) -> impl Iterator<Item = &Record> {
        self.0.get(doc).into_iter().flatten()
    }
}

impl Bench<'_> {
    /// Codes `articles`; `name` is what the kept files are called after.
    pub fn code(&self, name: &str, articles: Vec<Article>) -> Result<Records> {
        let mut kept = self.keep.map(|folder| Kept::new(folder, name, &articles)).transpose()?;
        let mut records = Records::default();
        let threads = std::thread::available_parallelism().map_or(1, Into::into);
        code_all(self.coder, articles.into_iter().map(Ok), threads, |outcome| {
            let coded = outcome?;
            if let Some(kept) = &mut kept {
                kept.add(&coded.records)?;
            }
            records.0.entry(coded.article.id).or_default().extend(coded.records);
            anyhow::Ok(())
        })?;
        Ok(records)
    }
}

/// The input and the records on disk, for other scorers.
struct Kept(BufWriter<File>);

impl Kept {
    fn new(folder: &Path, name: &str, articles: &[Article]) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let mut docs = BufWriter::new(File::create(folder.join(format!("{name}.docs.jsonl")))?);
        for article in articles {
            let date = article.date.map(|date| date.to_string());
            writeln!(docs, "{}", json!({ "id": article.id, "date": date, "text": article.text }))?;
        }
        docs.flush()?;
        Ok(Self(BufWriter::new(File::create(folder.join(format!("{name}.records.jsonl")))?)))
    }

    fn add(&mut self, records: &[Record]) -> Result<()> {
        // The scorers take any line with `sentences` for an article of theirs.
        for record in records.iter().filter(|r| !matches!(r.body, Body::Document(_))) {
            serde_json::to_writer(&mut self.0, record)?;
            self.0.write_all(b"\n")?;
        }
        Ok(())
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        // A file that could not be written whole shows it by its last line.
        let _ = self.0.flush();
    }
}

/// The objects of a JSON Lines file.
pub(super) fn rows(path: &Path) -> Result<Vec<Value>> {
    let mut rows = Vec::new();
    for (at, line) in BufReader::new(File::open(path)?).lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            rows.push(serde_json::from_str(&line).with_context(|| format!("line {}", at + 1))?);
        }
    }
    Ok(rows)
}

/// The text of a gzip file.
pub(super) fn unzipped(path: &Path) -> Result<String> {
    let mut file = BufReader::new(File::open(path)?);
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        file.read_to_string(&mut text)?;
    }
    Ok(text)
}

/// The string at `field`, empty where there is none.
pub(super) fn string<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

/// An article of a set.
pub(super) fn article(id: &str, date: &str, text: &str) -> Article {
    Article { date: date.get(..10).and_then(|day| day.parse().ok()), ..Article::new(id, text) }
}

/// The list at `field`.
pub(super) fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

/// Where a gold annotation stands, in code points.
pub(super) fn stretch(value: &Value) -> Option<(usize, usize)> {
    Some((value["start"].as_u64()? as usize, value["end"].as_u64()? as usize))
}

/// The words from code point `start` to `end` with some of those around them, on one line.
pub(super) fn around(text: &str, start: usize, end: usize) -> String {
    let from = start.saturating_sub(60);
    let part = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from));
    let (before, after) = (part(from, start), part(end, end + 40));
    let marked = before.chain(['[']).chain(part(start, end)).chain([']']).chain(after);
    marked.map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}
