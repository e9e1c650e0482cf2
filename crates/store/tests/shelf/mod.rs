//! What tests put on the shelf: corpora of their own, and articles coded by the real coder.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rusqlite::Connection;
use verbale_engine::{Article, Coder};
use verbale_store::{Entry, Put, Writer};

/// The coder; it is made once.
pub fn coder() -> &'static Coder {
    static CODER: OnceLock<Coder> = OnceLock::new();
    CODER.get_or_init(|| Coder::built_in().expect("built-in knowledge is sound"))
}

/// `text` coded as the article `id` of `day`.
pub fn entry(id: &str, day: &str, text: &str) -> Entry {
    let date = (!day.is_empty()).then(|| day.parse().expect("a day"));
    coder().code(Article { date, ..Article::new(id, text) }).into()
}

/// A file of its own for the test called `name`, not there yet.
pub fn file(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.db"));
    for ending in ["db", "db-wal", "db-shm"] {
        let _ = std::fs::remove_file(path.with_extension(ending));
    }
    path
}

/// A corpus in a file of its own that holds `entries`.
pub fn corpus(name: &str, entries: &[Entry]) -> PathBuf {
    let path = file(name);
    let mut writer = Writer::open(&path, false).expect("a corpus can be made");
    for entry in entries {
        assert_eq!(writer.put(entry).expect("it can be written"), Put::Added);
    }
    path
}

/// The articles of the sample corpus.
pub fn sample() -> Vec<Entry> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the sample corpus is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "txt"))
        .collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let id = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        entry(id, "", &std::fs::read_to_string(path).expect("it can be read"))
    };
    paths.iter().map(read).collect()
}

/// Every row of every table, as text; times of day left out.
pub fn dump(path: &Path) -> String {
    let db = Connection::open(path).expect("it opens");
    let tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'passages_fts%'
                  AND name <> 'sqlite_sequence' ORDER BY name";
    let names: Vec<String> = column(&db, tables);
    let mut all = String::new();
    for name in names {
        let columns: Vec<String> = column(
            &db,
            &format!(
                "SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('{name}') WHERE name <> 'first_used'"
            ),
        );
        let ask = format!("SELECT {} FROM {name} ORDER BY 1", columns.join(" || '|' || "));
        all.push_str(&format!("{name}\n{}\n", column(&db, &ask).join("\n")));
    }
    all
}

/// The one column of an answer.
pub fn column(db: &Connection, ask: &str) -> Vec<String> {
    let mut find = db.prepare(ask).expect("a question");
    let rows = find.query_map([], |row| row.get(0)).expect("an answer");
    rows.collect::<Result<_, _>>().expect("text")
}

/// The one number of an answer.
pub fn number(db: &Connection, ask: &str) -> i64 {
    db.query_row(ask, [], |row| row.get(0)).expect("a number")
}

/// Checks the file as SQLite can, and that words, text and spans agree.
pub fn check(path: &Path) {
    let db = Connection::open(path).expect("it opens");
    assert_eq!(column(&db, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(number(&db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    db.execute("INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)", [])
        .expect("the index of words is that of the passages");
    let orphans = "SELECT count(*) FROM occurrences
                   WHERE occurrence_id NOT IN (SELECT occurrence_id FROM events)";
    assert_eq!(number(&db, orphans), 0, "occurrences that nobody tells");
    let unclustered = "SELECT count(*) FROM documents LEFT JOIN clusters USING (document_id)
                       WHERE cluster_id IS NULL";
    assert_eq!(number(&db, unclustered), 0, "documents without a cluster");
}
