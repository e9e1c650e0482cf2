//! What does a change do to real articles? Records gained, lost and changed on `corpus/`.
//!
//! The records of the sample articles are kept as readable lines in `tests/corpus.records.txt`. `diff`
//! codes the articles anew and tells what differs; `--accept` makes what is coded now the new base, to
//! be committed with the change that caused it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use verbale_engine::record::Body;
use verbale_engine::{Coded, Coder, Record, code_all, input};

/// Tell what a change does to the records of the sample articles
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Articles to code
    #[arg(long, default_value = "corpus", value_name = "DIR")]
    corpus: PathBuf,
    /// Records to compare with
    #[arg(long, default_value = "tests/corpus.records.txt", value_name = "FILE")]
    base: PathBuf,
    /// Make what is coded now the new base
    #[arg(long)]
    accept: bool,
    /// Only count
    #[arg(long)]
    count: bool,
}

/// The lines of each document.
type Lines = BTreeMap<String, Vec<String>>;

pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let now = code(&arguments.corpus)?;
    let before = match fs::read_to_string(&arguments.base) {
        Ok(text) => parse(&text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Lines::new(),
        Err(error) => return Err(error).with_context(|| arguments.base.display().to_string()),
    };
    let differences = differences(&before, &now);
    let mut out = std::io::stdout().lock();
    if !arguments.count {
        out.write_all(differences.text.as_bytes())?;
    }
    let Differences { gained, lost, changed, same, .. } = differences;
    writeln!(out, "{gained} gained, {lost} lost, {changed} changed, {same} the same")?;
    if arguments.accept {
        fs::write(&arguments.base, print(&now))
            .with_context(|| arguments.base.display().to_string())?;
        writeln!(out, "wrote {}", arguments.base.display())?;
    }
    Ok(true)
}

/// The records of all articles in `folder` as lines.
fn code(folder: &Path) -> Result<Lines> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    paths.sort();
    if paths.is_empty() {
        bail!("{}: holds no .txt file", folder.display());
    }
    let coder = Coder::built_in().context("the built-in knowledge has faults")?;
    let articles = paths.into_iter().flat_map(|path| {
        let name = path.display().to_string();
        match fs::File::open(&path) {
            Ok(file) => input::read(Box::new(std::io::BufReader::new(file)), &name, None),
            Err(error) => Box::new(std::iter::once(Err(input::unreadable(&name, &error)))),
        }
    });
    let threads = std::thread::available_parallelism().map_or(1, Into::into);
    let mut lines = Lines::new();
    code_all(&coder, articles, threads, |outcome| {
        let coded = outcome?;
        lines.insert(coded.article.id.clone(), document(&coded));
        anyhow::Ok(())
    })?;
    Ok(lines)
}

fn document(coded: &Coded) -> Vec<String> {
    coded.records.iter().filter_map(|record| line(coded, record)).collect()
}

/// `3 "signed": SUPPORT  RUS GOV (Vladimir Putin)`: sentence, words, record.
fn line(coded: &Coded, record: &Record) -> Option<String> {
    let (start, words) = match &record.body {
        Body::Event(event) => (event.trigger.start, event.trigger.text.as_str()),
        Body::Quote(quote) => (quote.content.first()?.start, "quote"),
        Body::Claim(claim) => {
            (claim.content.first().map_or(claim.holder.start, |c| c.start), "claim")
        }
        _ => return None,
    };
    let text = coded.doc.text();
    let byte = text.char_indices().nth(start).map_or(text.len(), |(byte, _)| byte);
    let sentence = coded.doc.sentences().partition_point(|s| s.span.start as usize <= byte);
    let words: Vec<&str> = words.split_whitespace().collect();
    Some(format!("{sentence} \"{}\": {}", words.join(" "), record.line()))
}

fn print(lines: &Lines) -> String {
    let mut text = String::from(
        "The records of corpus/, one a line: sentence, words, record. Made by `cargo xtask diff --accept`.\n",
    );
    for (doc, lines) in lines {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n## {doc}\n");
        for line in lines {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

fn parse(text: &str) -> Lines {
    let mut lines = Lines::new();
    let mut doc = String::new();
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        match line.strip_prefix("## ") {
            Some(name) => {
                name.clone_into(&mut doc);
                lines.entry(doc.clone()).or_default();
            }
            None => lines.entry(doc.clone()).or_default().push(line.to_owned()),
        }
    }
    lines
}

#[derive(Debug, Default)]
struct Differences {
    gained: usize,
    lost: usize,
    changed: usize,
    same: usize,
    text: String,
}

fn differences(before: &Lines, now: &Lines) -> Differences {
    let mut all = Differences::default();
    let mut docs: Vec<&String> = before.keys().chain(now.keys()).collect();
    docs.sort();
    docs.dedup();
    let none = Vec::new();
    for doc in docs {
        let (old, new) = (before.get(doc).unwrap_or(&none), now.get(doc).unwrap_or(&none));
        compare(doc, old, new, &mut all);
    }
    all
}

fn compare(doc: &str, before: &[String], now: &[String], all: &mut Differences) {
    let mut old: Vec<&String> = before.iter().collect();
    let mut new: Vec<&String> = Vec::new();
    for line in now {
        match old.iter().position(|other| *other == line) {
            Some(at) => {
                old.remove(at);
                all.same += 1;
            }
            None => new.push(line),
        }
    }
    let mut text = String::new();
    for line in new {
        // Writing to a string cannot fail.
        let _ = match old.iter().position(|other| place(other) == place(line)) {
            Some(at) => {
                all.changed += 1;
                writeln!(text, "  - {}\n  + {line}", old.remove(at))
            }
            None => {
                all.gained += 1;
                writeln!(text, "  + {line}")
            }
        };
    }
    for line in old {
        all.lost += 1;
        let _ = writeln!(text, "  - {line}");
    }
    if !text.is_empty() {
        let _ = write!(all.text, "{doc}\n{text}");
    }
}

/// Sentence and words of a line: what makes two records two readings of one place.
fn place(line: &str) -> &str {
    line.split("\": ").next().unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gained_lost_and_changed_is_told_apart() {
        let lines =
            |list: &[&str]| Lines::from([("a".into(), list.iter().map(|l| (*l).into()).collect())]);
        let before =
            lines(&["1 \"met\": CONSULT  X", "2 \"hit\": ASSAULT  Y", "3 \"left\": RETREAT  Z"]);
        let now =
            lines(&["1 \"met\": CONSULT  X", "2 \"hit\": ASSAULT  W", "4 \"sued\": ACCUSE  V"]);
        let found = differences(&before, &now);
        assert_eq!((found.same, found.changed, found.gained, found.lost), (1, 1, 1, 1));
        assert_eq!(parse(&print(&now)), now);
    }
}
