//! Does a corpus keep all that is added, whatever it is called, and tell what it replaces?

mod running;

use std::path::Path;

use running::{file, folder, run_in, run_with};
use verbale_store::Store;

/// The documents in the corpus of `folder`, each with its text.
fn kept(folder: &Path) -> Vec<(String, String)> {
    let store = Store::open(&folder.join("corpus.db")).expect("a corpus");
    let mut find = store
        .connection()
        .prepare("SELECT id, text FROM documents ORDER BY id")
        .expect("a question");
    let rows = find.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("an answer");
    rows.collect::<Result<_, _>>().expect("rows")
}

fn names(folder: &Path) -> Vec<String> {
    kept(folder).into_iter().map(|(name, _)| name).collect()
}

fn add(folder: &Path, what: &[&str]) -> String {
    let done = run_in(folder, &[&["add"], what].concat());
    assert_eq!(done.status, Some(0), "{}", done.err);
    done.err
}

#[test]
fn files_of_one_name_are_all_kept_by_the_same_names_whatever_the_threads() {
    let files: Vec<String> = (0..12).map(|n| format!("n/{n}/talks.txt")).collect();
    let with = |threads: &str| {
        let folder = folder(&format!("one-name-{threads}"));
        for (n, name) in files.iter().enumerate() {
            // Long and short ones, so that they are not done in the order in which they begin.
            let text = format!("Ghana met Togo {n} times. ").repeat(1 + (n * 7) % 12);
            file(&folder, name, text);
        }
        let mut what = vec!["--threads", threads];
        what.extend(files.iter().map(String::as_str));
        let told = add(&folder, &what);
        assert!(told.ends_with("12 added\n"), "{told}");
        assert_eq!(add(&folder, &what), "12 unchanged\n");
        what[2..].reverse();
        assert_eq!(add(&folder, &what), "12 unchanged\n");
        assert_eq!(add(&folder, &["n"]), "12 unchanged\n");
        (kept(&folder), told)
    };
    let one = with("1");
    assert_eq!(one.0.len(), 12);
    assert!(one.0.iter().any(|(name, _)| name == "talks"), "{:?}", one.0);
    assert!(one.0.iter().any(|(name, _)| name == "11/talks"), "{:?}", one.0);
    assert!(one == with("4"));
}

#[test]
fn folders_of_several_runs_do_not_overwrite_each_other_and_a_changed_file_does() {
    let folder = folder("several-runs");
    file(&folder, "n/a/1.txt", "Ghana met Togo.");
    file(&folder, "n/b/1.txt", "Mali met Niger.");
    assert_eq!(add(&folder, &["n/a"]), "1 added\n");
    let told = add(&folder, &["n/b"]);
    assert!(
        told.starts_with("n/b/1.txt: another article is called 1; this one is kept as b/1\n"),
        "{told}"
    );
    assert_eq!(names(&folder), ["1", "b/1"]);
    file(&folder, "n/a/1.txt", "Ghana left Togo.");
    assert_eq!(
        add(&folder, &["n/a", "n/b"]),
        "1: replaces what was called so and differed\n1 replaced, 1 unchanged\n"
    );
    assert_eq!(kept(&folder)[0].1, "Ghana left Togo.");
    file(&folder, "n/b/1.txt", "Mali left Niger.");
    assert_eq!(
        add(&folder, &["n/b"]),
        "b/1: replaces what was called so and differed\n1 replaced\n"
    );
}

#[test]
fn tables_of_one_name_keep_their_rows_apart() {
    let folder = folder("tables");
    file(&folder, "a/news.csv", "text\nGhana met Togo.\nMali met Niger.\n");
    file(&folder, "b/news.csv", "text\nChad met Fiji.\n");
    let told = add(&folder, &["a/news.csv", "b/news.csv"]);
    assert!(
        told.starts_with(
            "b/news.csv:2: another article is called news:2; this one is kept as b/news:2\n"
        ),
        "{told}"
    );
    assert_eq!(names(&folder), ["b/news:2", "news:2", "news:3"]);
}

#[test]
fn texts_of_one_given_name_in_one_run_are_both_kept() {
    let folder = folder("given-names");
    let line = |text: &str| format!("{{\"id\": \"a\", \"text\": \"{text}\"}}\n");
    file(&folder, "x.jsonl", line("Ghana met Togo."));
    file(&folder, "y.jsonl", line("Mali met Niger."));
    let told = add(&folder, &["x.jsonl", "y.jsonl"]);
    assert_eq!(told, "another article is called a; this one is kept as a#2\n2 added\n");
    assert_eq!(add(&folder, &["y.jsonl"]), "1 unchanged\n");
    file(&folder, "x.jsonl", line("Ghana left Togo."));
    assert_eq!(
        add(&folder, &["x.jsonl"]),
        "a: replaces what was called so and differed\n1 replaced\n"
    );
    assert_eq!(names(&folder), ["a", "a#2"]);
}

#[test]
fn two_pipes_are_two_articles() {
    let folder = folder("pipes");
    let db = folder.join("corpus.db").display().to_string();
    let pipe = |text: &str| run_with(&["add", "-", "--db", &db], text.as_bytes()).err;
    assert_eq!(pipe("Ghana met Togo."), "1 added\n");
    assert_eq!(pipe("Mali met Niger."), "1 added\n");
    assert_eq!(pipe("Ghana met Togo."), "1 unchanged\n");
    assert!(names(&folder).iter().all(|name| name.starts_with("stdin-")));
}
