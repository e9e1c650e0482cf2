//! Is nothing lost by a name? Files and texts of one name, in one run and in several.

mod shelf;

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use rusqlite::Connection;
use shelf::{check, coder, corpus, entry, file, number};
use verbale_engine::Article;
use verbale_store::{Checker, Put, Writer};

const TEXTS: [&str; 4] =
    ["Ghana thanked Togo.", "Mali met Niger.", "Chad praised Fiji.", "Benin warned Peru."];

/// `text` as it comes from `file`, and is called after that.
fn of_file(file: &str, text: &str) -> Article {
    let stem = Path::new(file).file_stem().unwrap().to_str().unwrap();
    Article { file: Some(file.to_owned()), ..Article::new(stem, text) }
}

/// Adds `articles` in one run, and gives what each was called and what came of it.
fn add(path: &Path, articles: &[Article]) -> Vec<(String, Put)> {
    let mut writer = Writer::open(path, false).unwrap();
    let mut checker = Checker::open(path).unwrap();
    let mut named = articles.to_vec();
    // All are named before any is written, as where the writer is slow; below each is, as where it is fast.
    for article in &mut named {
        checker.name(article).unwrap();
    }
    let mut checker = Checker::open(path).unwrap();
    let mut done = Vec::new();
    for (article, named) in articles.iter().zip(named) {
        let mut again = article.clone();
        checker.name(&mut again).unwrap();
        assert_eq!(again, named, "a name hangs on how fast the writer is");
        let put = writer.put(&coder().code(again).into()).unwrap();
        done.push((named.id, put));
    }
    done
}

fn called(done: &[(String, Put)]) -> Vec<&str> {
    done.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn files_of_one_name_get_their_folders_and_keep_their_names() {
    let path = file("names-files");
    let articles = [
        of_file("/n/a/talks.txt", TEXTS[0]),
        of_file("/n/b/talks.txt", TEXTS[1]),
        of_file("/m/b/talks.txt", TEXTS[2]),
        of_file("/talks.txt", TEXTS[3]),
    ];
    let done = add(&path, &articles);
    assert_eq!(called(&done), ["talks", "b/talks", "m/b/talks", "talks#2"]);
    // One by one and backwards they are still the same, and a changed one replaces what was in its file.
    for article in articles.iter().rev() {
        assert!(matches!(add(&path, std::slice::from_ref(article))[..], [(_, Put::Unchanged)]));
    }
    let changed = of_file("/n/b/talks.txt", "Mali left Niger.");
    assert_eq!(add(&path, &[changed]), [("b/talks".to_owned(), Put::Replaced)]);
    assert_eq!(number(&Connection::open(&path).unwrap(), "SELECT count(*) FROM documents"), 4);
    check(&path);
}

#[test]
fn texts_of_one_given_name_are_numbered_within_a_run_and_replaced_by_the_next() {
    let path = file("names-given");
    let [one, other, third] = [0, 1, 2].map(|at| Article::new("a", TEXTS[at]));
    let run = [one.clone(), other.clone(), one, third.clone()];
    let done = add(&path, &run);
    assert_eq!(called(&done), ["a", "a#2", "a", "a#3"]);
    assert_eq!(done[2].1, Put::Unchanged);
    assert!(add(&path, &run).iter().all(|(_, put)| *put == Put::Unchanged));
    assert_eq!(add(&path, &[third]), [("a#3".to_owned(), Put::Unchanged)]);
    let new = Article::new("a", TEXTS[3]);
    assert_eq!(
        add(&path, &[new, other]),
        [("a".to_owned(), Put::Replaced), ("a#2".to_owned(), Put::Unchanged)]
    );
}

#[test]
fn what_comes_from_standard_input_is_called_by_its_content() {
    let path = file("names-stdin");
    let piped = |text: &str| Article { file: Some("-".to_owned()), ..Article::new("stdin", text) };
    let one = add(&path, &[piped(TEXTS[0])]);
    let other = add(&path, &[piped(TEXTS[1])]);
    assert!(one[0].0.starts_with("stdin-") && one[0].0 != other[0].0, "{one:?} {other:?}");
    assert_eq!(add(&path, &[piped(TEXTS[0])]), [(one[0].0.clone(), Put::Unchanged)]);
}

#[test]
fn where_files_were_not_noted_a_name_tells() {
    let path = corpus("names-older", &[entry("talks", "", TEXTS[0])]);
    Connection::open(&path).unwrap().execute_batch("DROP TABLE document_files").unwrap();
    let same = of_file("/n/a/talks.txt", TEXTS[0]);
    assert_eq!(add(&path, &[same]), [("talks".to_owned(), Put::Unchanged)]);
    let changed = of_file("/n/a/talks.txt", TEXTS[1]);
    assert_eq!(add(&path, &[changed]), [("talks".to_owned(), Put::Replaced)]);
    let other = of_file("/n/b/talks.txt", TEXTS[2]);
    assert_eq!(add(&path, &[other]), [("b/talks".to_owned(), Put::Added)]);
    check(&path);
}

#[test]
fn a_text_keeps_its_number_although_a_file_tells_the_same_by_now() {
    let path = file("names-text-and-file");
    add(&path, &[of_file("/n/1.txt", TEXTS[0])]);
    let run = [Article::new("1", TEXTS[1]), of_file("/n/1.txt", TEXTS[1])];
    assert_eq!(called(&add(&path, &run)), ["1#2", "1"]);
    let again = [("1#2".to_owned(), Put::Unchanged), ("1".to_owned(), Put::Unchanged)];
    assert_eq!(add(&path, &run), again);
}

#[test]
fn a_file_that_has_moved_keeps_its_name_whatever_else_changes() {
    let path = file("names-moved");
    add(&path, &[of_file("/n/a/1.txt", TEXTS[0])]);
    add(&path, &[of_file("/n/b/1.txt", TEXTS[1])]);
    let run = [of_file("/m/b/1.txt", TEXTS[1]), of_file("/n/a/1.txt", TEXTS[1])];
    let done = add(&path, &run);
    assert_eq!(done, [("b/1".to_owned(), Put::Unchanged), ("1".to_owned(), Put::Replaced)]);
    assert_eq!(called(&add(&path, &run)), ["b/1", "1"]);
}

#[test]
fn a_thousand_texts_of_one_name_are_named_at_once() {
    let path = file("names-many");
    Writer::open(&path, false).unwrap();
    let mut checker = Checker::open(&path).unwrap();
    let mut last = String::new();
    for n in 0..1_000 {
        let mut article = Article::new("a", format!("{} {n}", TEXTS[0]));
        checker.name(&mut article).unwrap();
        last = article.id;
    }
    assert_eq!(last, "a#1000");
}

const FILES: [&str; 4] = ["/n/a/1.txt", "/n/b/1.txt", "/m/b/1.txt", "/n/a/2.txt"];

/// One run: which text stands in which file, and texts whose giver calls them "1" or "2".
fn run() -> impl Strategy<Value = Vec<Article>> {
    let filed = prop::collection::btree_map(0..FILES.len(), 0..TEXTS.len(), 0..4);
    let given = prop::collection::vec((1..3_u8, 0..TEXTS.len()), 0..3);
    (filed, given)
        .prop_map(|(filed, given)| {
            let filed = filed.into_iter().map(|(file, text)| of_file(FILES[file], TEXTS[text]));
            let given =
                given.into_iter().map(|(id, text)| Article::new(id.to_string(), TEXTS[text]));
            filed.chain(given).collect::<Vec<_>>()
        })
        .prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn all_of_a_run_is_there_after_it_and_the_same_run_changes_nothing(
        runs in prop::collection::vec(run(), 1..4)
    ) {
        let path = file("names-random");
        for run in &runs {
            let done = add(&path, run);
            let mut names: BTreeMap<&str, &Article> = BTreeMap::new();
            for (article, (name, _)) in run.iter().zip(&done) {
                let alike = names.insert(name, article);
                prop_assert!(alike.is_none_or(|other| other == article), "two are called {name}");
            }
            let store = verbale_store::Store::open(&path).unwrap();
            for (name, article) in names {
                let text = store.article(name).unwrap().map(|kept| kept.text);
                prop_assert_eq!(text.as_ref(), Some(&article.text));
            }
            prop_assert_eq!(
                add(&path, run),
                done.into_iter().map(|(name, _)| (name, Put::Unchanged)).collect::<Vec<_>>()
            );
        }
        check(&path);
    }
}
