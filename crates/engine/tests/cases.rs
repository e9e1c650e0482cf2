//! Do the case documents of `tests/cases/` hold?
//!
//! A case is prose, a `text` block and a block of expected records (`events` or `records`), one a line.
//! A line `date: 2022-02-11` sets the date of the texts after it. `UPDATE=1` rewrites the expected
//! blocks; nothing else does.

mod coding;

use std::fmt::Write as _;
use std::path::Path;

use coding::coder;
use verbale_engine::record::Body;
use verbale_engine::{Article, Record};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");

/// The records of `text` as lines: only events, or quotes and claims too.
fn read(text: &str, date: Option<&str>, only_events: bool) -> String {
    let date = date.map(|date| date.parse().expect("a case's date is a date"));
    let coded = coder().code(Article { date, ..Article::new("case", text.trim_end()) });
    let wanted = |record: &&Record| match &record.body {
        Body::Event(_) => true,
        Body::Quote(_) | Body::Claim(_) => !only_events,
        _ => false,
    };
    let mut lines = String::new();
    for record in coded.records.iter().filter(wanted) {
        writeln!(lines, "{}", record.line()).expect("writing to a string");
    }
    lines
}

/// The document with the records that are read now in its expected blocks.
fn current(document: &str) -> String {
    let mut now = String::new();
    let (mut text, mut date) = (String::new(), None);
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        now.push_str(line);
        now.push('\n');
        if let Some(day) = line.strip_prefix("date: ") {
            date = Some(day);
        }
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match kind {
            "events" | "records" => now.push_str(&read(&text, date, kind == "events")),
            _ => block.iter().for_each(|line| {
                now.push_str(line);
                now.push('\n');
            }),
        }
        now.push_str("```\n");
        if kind == "text" {
            text = block.join("\n");
        }
    }
    now
}

#[test]
fn every_case_holds() {
    let mut paths: Vec<_> = std::fs::read_dir(FOLDER)
        .expect("there are cases")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "md"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    let failed: Vec<String> = paths.iter().filter_map(|path| check(path)).collect();
    assert!(failed.is_empty(), "{}\nUPDATE=1 rewrites the cases", failed.join("\n"));
}

/// What differs in the case at `path`, if anything does.
fn check(path: &Path) -> Option<String> {
    let document = std::fs::read_to_string(path).expect("a case can be read");
    let now = current(&document);
    if std::env::var_os("UPDATE").is_some() && now != document {
        std::fs::write(path, &now).expect("a case can be written");
        return None;
    }
    let lost = document.lines().filter(|line| !now.lines().any(|other| other == *line));
    let gained = now.lines().filter(|line| !document.lines().any(|other| other == *line));
    let differences: Vec<String> = lost
        .map(|line| format!("- {line}"))
        .chain(gained.map(|line| format!("+ {line}")))
        .collect();
    (now != document).then(|| format!("{}:\n{}", path.display(), differences.join("\n")))
}
