//! Does a corpus outlive what a power cut or a failing disk does to its files?
//!
//! A log that is cut off or changed anywhere costs the documents from there on and nothing else; a file that is cut
//! off or changed is told, with the remedy, or still answers. Cuts and changes are spread by fixed numbers.

mod shelf;

use std::path::{Path, PathBuf};

use shelf::{check, column, dump, entry, file};
use verbale_store::{DyadFilter, Entry, EventFilter, StatementFilter, Store, StoreError, Writer};

/// How many documents went into the file itself before the others went into the log.
const CHECKPOINTED: usize = 4;

/// Tears of each sort.
const TEARS: u64 = 24;

const COUNTRIES: [&str; 7] = ["Chad", "Togo", "Fiji", "Kenya", "Peru", "Nepal", "Mali"];

/// Reports of different countries, in the order in which they are kept.
fn reports() -> Vec<Entry> {
    let report = |at: usize| {
        let [one, other] = [at, at + 1].map(|at| COUNTRIES[at % COUNTRIES.len()]);
        let text = format!(
            "{one} expelled two envoys of {other} on Monday. \"They were spies number {at},\" the foreign minister \
             said. {other} denied that its envoys had spied on {one}, and threatened {one} with sanctions."
        );
        entry(&format!("report-{at:02}"), "2015-06-15", &text)
    };
    (0..14).map(report).collect()
}

/// A corpus as a power cut leaves it: the file, and the log that was not brought into it.
struct Left {
    file: Vec<u8>,
    log: Vec<u8>,
    reports: Vec<Entry>,
    /// What is there when nothing is lost.
    whole: String,
}

fn left(name: &str) -> Left {
    let reports = reports();
    let path = shelf::corpus(name, &reports[..CHECKPOINTED]);
    let mut writer = Writer::open(&path, false).unwrap();
    for report in &reports[CHECKPOINTED..] {
        writer.put(report).unwrap();
    }
    let read = |ending: &str| std::fs::read(path.with_extension(ending)).unwrap();
    let (file, log) = (read("db"), read("db-wal"));
    drop(writer);
    Left { file, log, reports, whole: dump(&path) }
}

/// Writes a file and its log anew.
fn lay(name: &str, content: &[u8], log: &[u8]) -> PathBuf {
    let path = file(name);
    std::fs::write(&path, content).unwrap();
    std::fs::write(path.with_extension("db-wal"), log).unwrap();
    path
}

/// `TEARS` places below `length`, spread over all of it.
fn places(length: usize) -> impl Iterator<Item = usize> {
    (0..TEARS).map(move |tear| {
        let stir = (tear + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
        ((tear * length as u64 + stir % length as u64) / TEARS) as usize
    })
}

fn ids(path: &Path) -> Vec<String> {
    let store = Store::open(path).unwrap();
    column(store.connection(), "SELECT id FROM documents ORDER BY document_id")
}

/// What is there is what came first, wholly; what was lost can be given again, and then nothing is missing.
fn is_a_beginning(path: &Path, left: &Left) -> usize {
    check(path);
    let kept = ids(path);
    let all: Vec<&str> = left.reports.iter().map(|report| report.article.id.as_str()).collect();
    assert!(kept.len() >= CHECKPOINTED, "what was in the file is lost: {kept:?}");
    assert_eq!(kept, all[..kept.len()]);
    let mut writer = Writer::open(path, false).unwrap();
    for report in &left.reports {
        writer.put(report).unwrap();
    }
    drop(writer);
    assert!(dump(path) == left.whole, "given again after {} documents, other rows", kept.len());
    kept.len()
}

#[test]
fn a_log_that_is_cut_off_costs_the_documents_from_there_on() {
    let left = left("torn-log");
    let mut kept: Vec<usize> = places(left.log.len())
        .map(|at| is_a_beginning(&lay("cut-log", &left.file, &left.log[..at]), &left))
        .collect();
    assert!(kept.is_sorted(), "{kept:?}");
    kept.dedup();
    assert!(kept.len() > 4, "the cuts hardly differ: {kept:?}");
    assert_eq!(is_a_beginning(&lay("whole-log", &left.file, &left.log), &left), left.reports.len());
}

#[test]
fn a_log_that_is_changed_costs_the_documents_from_there_on() {
    let left = left("changed-log");
    for at in places(left.log.len()) {
        let mut log = left.log.clone();
        log[at] ^= 0x10;
        is_a_beginning(&lay("other-log", &left.file, &log), &left);
    }
}

#[test]
fn a_file_that_is_cut_off_is_told_and_left_alone() {
    let path = shelf::corpus("cut-file", &reports());
    let whole = std::fs::read(&path).unwrap();
    for at in places(whole.len()).map(|at| at.max(1)) {
        let path = lay("cut", &whole[..at], &[]);
        for fault in [Store::open(&path).err(), Writer::open(&path, false).err()] {
            let fault = fault.unwrap_or_else(|| panic!("{at} of {} bytes open", whole.len()));
            assert!(
                matches!(fault, StoreError::Torn { .. } | StoreError::Foreign { .. }),
                "{fault}"
            );
            let told = fault.to_string();
            assert!(told.contains("cut.db") && told.contains(';'), "no file or no remedy: {told}");
        }
        assert!(std::fs::read(&path).unwrap() == whole[..at], "it was written to");
    }
}

#[test]
fn a_file_that_is_changed_still_answers_or_says_that_it_is_damaged() {
    let reports = reports();
    let path = shelf::corpus("changed-file", &reports);
    let whole = std::fs::read(&path).unwrap();
    let mut damaged = 0;
    for at in places(whole.len()) {
        let mut content = whole.clone();
        // As much as a disk writes at once.
        let end = (at + 512).min(content.len());
        content[at..end].iter_mut().for_each(|byte| *byte ^= 0x5A);
        for fault in use_it(&lay("changed", &content, &[]), &reports) {
            let told = fault.to_string();
            let known = matches!(
                fault,
                StoreError::Damaged(_)
                    | StoreError::Record(_)
                    | StoreError::Foreign { .. }
                    | StoreError::Version { .. }
                    | StoreError::Torn { .. }
                    | StoreError::Question(_)
            );
            assert!(known, "changed at {at}: {fault:?}");
            assert!(told.contains(';'), "no remedy: {told}");
            damaged += usize::from(matches!(fault, StoreError::Damaged(_)));
        }
    }
    assert!(damaged > 0, "no change was ever noticed");
}

/// Asks and writes all sorts of things, and gives what went wrong.
fn use_it(path: &Path, reports: &[Entry]) -> Vec<StoreError> {
    let mut faults = Vec::new();
    match Store::open(path) {
        Ok(store) => faults.extend(asked(&store)),
        Err(fault) => faults.push(fault),
    }
    match Writer::open(path, true) {
        Ok(mut writer) => {
            faults.extend(writer.remove(&reports[3].article.id).err());
            faults.extend(writer.put(&reports[3]).err());
            let text = "Chad closed its border with Sudan, and Sudan condemned the closure.";
            faults.extend(writer.put(&entry("new", "2015-06-16", text)).err());
        }
        Err(fault) => faults.push(fault),
    }
    faults
}

/// Asks everything.
fn asked(store: &Store) -> Vec<StoreError> {
    let words =
        EventFilter { words: Some("spies OR sanction*".to_owned()), ..EventFilter::default() };
    let actor = EventFilter { actor: Some("TGO".to_owned()), ..EventFilter::default() };
    let about = StatementFilter { about: Some("Togo".to_owned()), ..StatementFilter::default() };
    let all = EventFilter::default();
    [
        store.size().err(),
        store.find(&words).err(),
        store.find(&actor).err(),
        store.timeline(&all).err(),
        store.facets(&all).err(),
        store.places(&all).err(),
        store.said(&about).err(),
        store.claims(&StatementFilter::default()).err(),
        store.dyads(&DyadFilter::default()).err(),
        store.denials(10, 0).err(),
        store.records("report-05", true).err(),
        store.article("report-06").err(),
        store.echoes("report-01").err(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
