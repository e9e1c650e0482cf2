//! Does a corpus outlive a writer that is killed at any moment?
//!
//! This program runs itself as the writer, kills it (`SIGKILL`) after a different time each round, and
//! then looks: the file is sound, and every document that was reported as written is there, wholly.

mod shelf;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use verbale_store::{Entry, Store, Writer};

/// How often the writer is killed.
const ROUNDS: u64 = 60;

/// Documents of a round: more than can be written before the latest kill.
const DOCUMENTS: usize = 100_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, path, round] = arguments.as_slice()
        && mode == "--write"
    {
        write(Path::new(path), round);
        return;
    }
    let path = shelf::file("killed");
    let mut reported = BTreeSet::new();
    for round in 0..ROUNDS {
        reported.extend(killed_round(&path, round));
        if round % 10 == 9 {
            look(&path, &reported);
        }
    }
    look(&path, &reported);
    assert!(reported.len() as u64 > ROUNDS, "hardly anything was written: {}", reported.len());
    let _ = writeln!(
        std::io::stdout(),
        "killed {ROUNDS} times, {} documents, none lost",
        reported.len()
    );
}

/// Writes documents and reports each when it is written; every third round replaces those of the last.
fn write(path: &Path, round: &str) {
    let mut writer = Writer::open(path, false).expect("the corpus opens");
    let number: u64 = round.parse().expect("a number");
    let templates = [
        shelf::entry(
            "a",
            "2015-06-15",
            "Ghana expelled two Togolese diplomats. Togo denied spying on Ghana.",
        ),
        shelf::entry(
            "b",
            "2015-06-16",
            "Chad's army shelled a camp in Sudan, and Sudan threatened Chad with war.",
        ),
    ];
    let mut out = std::io::stdout().lock();
    writeln!(out, "ready").expect("somebody listens");
    for at in 0..DOCUMENTS {
        let round = if number % 3 == 2 { number - 1 } else { number };
        let id = format!("{round}-{at}");
        let entry = renamed(&templates[(at + number as usize) % 2], &id);
        writer.put(&entry).expect("it is written");
        // In one piece, so that a kill leaves no half name.
        out.write_all(format!("{id}\n").as_bytes()).expect("somebody listens");
        out.flush().expect("somebody listens");
    }
}

fn renamed(template: &Entry, id: &str) -> Entry {
    let json = serde_json::to_string(&template.records).expect("records are JSON");
    let old = &template.article.id;
    let json = json.replace(&format!("\"doc\":\"{old}\""), &format!("\"doc\":\"{id}\""));
    let json = json.replace(&format!("\"id\":\"{old}\""), &format!("\"id\":\"{id}\""));
    let records = serde_json::from_str(&json).expect("JSON is records");
    let mut entry = Entry { records, ..template.clone() };
    entry.article.id = id.to_owned();
    entry
}

/// Starts a writer, kills it, and gives what it had reported.
fn killed_round(path: &Path, round: u64) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().expect("we have a path"))
        .args(["--write", &path.display().to_string(), &round.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the writer starts");
    let mut lines =
        BufReader::new(child.stdout.take().expect("it reports")).lines().map_while(Result::ok);
    assert_eq!(lines.next().as_deref(), Some("ready"));
    // A different moment each round, spread over writing of some 60 documents.
    let moment = Instant::now() + Duration::from_micros(round * 1_733 % 97_000);
    let mut told: Vec<String> = Vec::new();
    while Instant::now() < moment {
        told.extend(lines.next());
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    told.extend(lines);
    told
}

fn look(path: &Path, reported: &BTreeSet<String>) {
    shelf::check(path);
    let store = Store::open(path).expect("it opens");
    let there: BTreeSet<String> =
        shelf::column(store.connection(), "SELECT id FROM documents").into_iter().collect();
    let lost: Vec<&String> = reported.difference(&there).collect();
    assert!(lost.is_empty(), "reported and lost: {lost:?}");
    // One more may have been written in each round than could be reported.
    assert!(
        there.len() as u64 <= reported.len() as u64 + ROUNDS,
        "{} {}",
        there.len(),
        reported.len()
    );
    let halves = "SELECT count(*) FROM documents WHERE sentence_count <>
                  (SELECT count(*) FROM sentences WHERE sentences.doc = documents.id)";
    assert_eq!(shelf::number(store.connection(), halves), 0, "half documents");
    let records = "SELECT count(*) FROM documents JOIN codings USING (document_id)
                   WHERE coding_id = (SELECT max(coding_id) FROM codings AS last
                                      WHERE last.document_id = documents.document_id)
                     AND records <> (SELECT count(*) FROM records WHERE records.document_id = documents.document_id)
                         + (SELECT count(*) FROM mentions WHERE mentions.document_id = documents.document_id)
                         + (SELECT count(*) FROM place_mentions AS p WHERE p.document_id = documents.document_id)
                         + (SELECT count(*) FROM time_mentions AS t WHERE t.document_id = documents.document_id)";
    assert_eq!(
        shelf::number(store.connection(), records),
        0,
        "documents without all their records"
    );
}
