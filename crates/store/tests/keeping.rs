//! Is what was put in there, just so, and once?

mod shelf;

use rusqlite::Connection;
use shelf::{check, coder, column, corpus, dump, entry, file, number, sample};
use verbale_store::{Checker, CoderName, Entry, Put, Store, StoreError, Writer};

const ENVOYS: &str = "Ghana expelled two Togolese diplomats on Monday. \"They were spies,\" Ghana's foreign \
                      minister said. Togo denied that its envoys had spied on Ghana.";

#[test]
fn records_come_back_as_they_were_written_mentions_too() {
    let entries = sample();
    let path = corpus("come-back", &entries);
    check(&path);
    let store = Store::open(&path).unwrap();
    for entry in &entries {
        let id = &entry.article.id;
        assert!(store.records(id, true).unwrap() == entry.records, "{id}");
        let plain: Vec<_> = entry.records.iter().filter(|r| !r.is_mention()).cloned().collect();
        assert!(store.records(id, false).unwrap() == plain, "{id}");
        assert!(store.article(id).unwrap().as_ref() == Some(&entry.article), "{id}");
    }
    assert!(store.records("nobody", true).unwrap().is_empty());
}

#[test]
fn spans_in_the_tables_give_the_words_of_the_records() {
    let path = corpus("spans", &sample());
    let db = Connection::open(&path).unwrap();
    let differing = "SELECT count(*) FROM event_details JOIN records USING (record_id)
                     WHERE trigger_text <> json_extract(json, '$.trigger.text')";
    assert_eq!(number(&db, differing), 0);
    let differing = "SELECT count(*) FROM participants JOIN records USING (record_id)
                     JOIN documents USING (document_id)
                     WHERE role = 'actor' AND participants.position = 0
                       AND substr(text, span_start + 1, span_end - span_start)
                           <> json_extract(json, '$.actor[0].text')";
    assert_eq!(number(&db, differing), 0);
    assert!(number(&db, "SELECT count(*) FROM event_details") > 300);
    let sentences = "SELECT count(*) FROM documents WHERE sentence_count <>
                     (SELECT count(*) FROM sentences WHERE sentences.doc = documents.id)";
    assert_eq!(number(&db, sentences), 0);
}

#[test]
fn every_view_can_be_read() {
    let path = corpus("views", &sample());
    let db = Connection::open(&path).unwrap();
    for view in column(&db, "SELECT name FROM sqlite_schema WHERE type = 'view'") {
        let rows = number(&db, &format!("SELECT count(*) FROM (SELECT * FROM {view})"));
        assert!(rows > 0 || view == "echo_details", "{view} is empty");
    }
}

#[test]
fn the_same_again_changes_nothing() {
    let entries = [entry("a", "2015-06-15", ENVOYS), entry("b", "", "Togo thanked Benin.")];
    let path = corpus("again", &entries);
    let before = dump(&path);
    for recode in [false, true] {
        let mut writer = Writer::open(&path, recode).unwrap();
        for entry in &entries {
            assert_eq!(writer.put(entry).unwrap(), Put::Unchanged);
        }
    }
    assert_eq!(dump(&path), before);
}

#[test]
fn a_changed_text_replaces_and_leaves_nothing_behind() {
    let old = entry("a", "2015-06-15", ENVOYS);
    let new = entry(
        "a",
        "2015-06-15",
        "Benin praised Mali for its vote. Chad's army shelled a camp in Sudan.",
    );
    let replaced = corpus("replaced", std::slice::from_ref(&old));
    let mut writer = Writer::open(&replaced, false).unwrap();
    assert_eq!(writer.put(&new).unwrap(), Put::Replaced);
    check(&replaced);
    let fresh = corpus("fresh", std::slice::from_ref(&new));
    // What keeps the numbers and names of before is left out.
    let rows = |path: &std::path::Path| {
        let db = Connection::open(path).unwrap();
        let mut rows = column(&db, "SELECT json FROM records ORDER BY position");
        rows.extend(column(
            &db,
            "SELECT event || actors || recipients || words FROM occurrences ORDER BY 1",
        ));
        rows.extend(column(&db, "SELECT CAST(hash AS TEXT) FROM shingles ORDER BY hash"));
        rows.extend(column(&db, "SELECT text FROM sentences ORDER BY position"));
        rows.extend(column(&db, "SELECT actor FROM appearances ORDER BY actor"));
        rows
    };
    assert_eq!(rows(&replaced), rows(&fresh));
    let db = Connection::open(&replaced).unwrap();
    let old_words = "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH 'diplomats'";
    assert_eq!(number(&db, old_words), 0);
    assert_eq!(column(&db, "SELECT reason FROM codings ORDER BY coding_id"), ["added", "replaced"]);
}

#[test]
fn two_that_write_by_turns_make_what_one_would() {
    let entries: Vec<_> = (1..=6)
        .map(|day| entry(&format!("n{day}"), &format!("2015-06-{:02}", 14 + day / 3), ENVOYS))
        .collect();
    let one = corpus("one-writer", &entries);
    let two = corpus("two-writers", &[]);
    let mut writers = [Writer::open(&two, false).unwrap(), Writer::open(&two, false).unwrap()];
    for (at, entry) in entries.iter().enumerate() {
        // Taken out by the other one in between, so that what a writer remembers is no longer so.
        assert_eq!(writers[at % 2].put(entry).unwrap(), Put::Added);
        if at % 2 == 0 {
            assert!(writers[1].remove(&entry.article.id).unwrap());
            assert_eq!(writers[0].put(entry).unwrap(), Put::Added);
        }
    }
    check(&two);
    let acts = "SELECT event || actors || recipients || coalesce(day_from, '') FROM occurrences ORDER BY 1";
    let acts = |path: &std::path::Path| column(&Connection::open(path).unwrap(), acts);
    assert_eq!(acts(&two), acts(&one));
    let told = "SELECT count(*) FROM events GROUP BY occurrence_id ORDER BY 1";
    let told = |path: &std::path::Path| {
        let db = Connection::open(path).unwrap();
        let mut find = db.prepare(told).unwrap();
        let counts = find.query_map([], |row| row.get::<_, i64>(0)).unwrap();
        counts.collect::<Result<Vec<_>, _>>().unwrap()
    };
    assert_eq!(told(&two), told(&one));
}

#[test]
fn a_changed_date_is_another_article() {
    let path = corpus("date", &[entry("a", "2015-06-15", ENVOYS)]);
    let mut writer = Writer::open(&path, false).unwrap();
    assert_eq!(writer.put(&entry("a", "2015-06-22", ENVOYS)).unwrap(), Put::Replaced);
    let days = column(
        &Connection::open(&path).unwrap(),
        "SELECT DISTINCT day_from FROM events WHERE day_told",
    );
    assert!(
        days.contains(&"2015-06-22".to_owned()) && !days.contains(&"2015-06-15".to_owned()),
        "{days:?}"
    );
}

/// `entry` as a coder of another version would have made it.
fn of_another_coder(mut entry: Entry) -> Entry {
    if let Some(verbale_engine::Record {
        body: verbale_engine::record::Body::Document(document),
        ..
    }) = entry.records.first_mut()
    {
        document.coder = "verbale 0.0.1".to_owned();
    }
    entry
}

#[test]
fn another_coder_recodes_on_request_and_both_are_remembered() {
    let new = entry("a", "2015-06-15", ENVOYS);
    let path = corpus("recode", &[of_another_coder(new.clone())]);
    let (coder_name, knowledge) = (verbale_engine::CODER, coder().knowledge());
    let name = CoderName { coder: coder_name, knowledge };
    let checker = Checker::open(&path).unwrap();
    assert!(checker.holds(&new.article, None).unwrap());
    assert!(!checker.holds(&new.article, Some(name)).unwrap());
    let outdated = Store::open(&path).unwrap().outdated(0, coder_name, knowledge).unwrap();
    assert_eq!(outdated.map(|(_, article)| article), Some(new.article.clone()));
    assert_eq!(Writer::open(&path, false).unwrap().put(&new).unwrap(), Put::Unchanged);
    assert_eq!(Writer::open(&path, true).unwrap().put(&new).unwrap(), Put::Recoded);
    assert!(checker.holds(&new.article, Some(name)).unwrap());
    assert_eq!(Store::open(&path).unwrap().outdated(0, coder_name, knowledge).unwrap(), None);
    check(&path);
    let history =
        "SELECT coder || ' ' || reason FROM codings JOIN runs USING (run_id) ORDER BY coding_id";
    let history = column(&Connection::open(&path).unwrap(), history);
    assert_eq!(history, ["verbale 0.0.1 added".to_owned(), format!("{coder_name} recoded")]);
}

#[test]
fn what_is_taken_out_is_gone() {
    let entries = sample();
    let path = corpus("taken-out", &entries);
    let mut writer = Writer::open(&path, false).unwrap();
    for (at, entry) in entries.iter().enumerate() {
        assert!(writer.remove(&entry.article.id).unwrap());
        if at == entries.len() / 2 {
            check(&path);
        }
    }
    assert!(!writer.remove("nobody").unwrap());
    check(&path);
    let db = Connection::open(&path).unwrap();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'
                  AND name NOT LIKE 'sqlite%'";
    for table in column(&db, tables) {
        let counted = if table == "totals" { " WHERE rows <> 0" } else { "" };
        let left = number(&db, &format!("SELECT count(*) FROM {table}{counted}"));
        assert!(
            left == 0 || ["entities", "places", "runs"].contains(&table.as_str()),
            "{table}: {left}"
        );
    }
}

#[test]
fn headlines_given_apart_are_found_by_their_words() {
    let mut article = verbale_engine::Article::new("a", ENVOYS);
    article.title = Some("Accra shows spies the door".to_owned());
    let path = corpus("headline", &[coder().code(article).into()]);
    check(&path);
    let db = Connection::open(&path).unwrap();
    let found = "SELECT position FROM passages_fts JOIN passages ON passage_id = passages_fts.rowid
                 WHERE passages_fts MATCH 'doors'";
    assert_eq!(number(&db, found), -1);
}

#[test]
fn a_file_that_is_no_corpus_is_left_alone() {
    let path = file("foreign");
    std::fs::write(&path, "This is a letter, and no database at all. ".repeat(60)).unwrap();
    assert!(matches!(Writer::open(&path, false), Err(StoreError::Foreign { .. })));
    assert!(matches!(Store::open(&path), Err(StoreError::Foreign { .. })));
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("This is a letter"));
    let path = file("other-database");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(matches!(Writer::open(&path, false), Err(StoreError::Foreign { .. })));
    assert!(matches!(Store::open(&file("nowhere")), Err(StoreError::Missing { .. })));
}

#[test]
fn a_corpus_of_another_version_says_so() {
    let path = corpus("version", &[]);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let fault = Store::open(&path).unwrap_err().to_string();
    assert!(fault.contains("version 99"), "{fault}");
}
