//! Does `verbale watch` fetch, code and keep what a feed names? Against a server on this machine.

mod running;

use running::paper::paper;
use running::{folder, run, run_in};

#[test]
fn new_articles_are_kept_once() {
    let paper = paper();
    let folder = folder("watch");
    let feed = format!("{paper}/feed.xml");
    let watch = |more: &[&str]| {
        let mut line = vec!["watch", "--once", "--pause", "0s", "--db", "corpus.db", feed.as_str()];
        line.extend(more);
        run_in(&folder, &line)
    };
    let first = watch(&[]);
    assert_eq!(first.status, Some(0), "{}", first.err);
    assert_eq!(first.err, format!("{feed}: 1 new of 1 articles\n1 added\n"));
    let again = watch(&[]);
    assert_eq!((again.status, again.err), (Some(0), format!("{feed}: unchanged\nnothing to do\n")));
    let found = run_in(&folder, &["find", "--actor", "GHA", "--db", "corpus.db"]);
    assert!(found.out.contains("/envoys.html") && found.out.contains("TGO"), "{}", found.out);
    let absent = format!("{paper}/absent.xml");
    let mixed = watch(&[&absent]);
    assert_eq!(mixed.status, Some(1));
    assert!(mixed.err.contains(&format!("{absent}: answers with status 404")), "{}", mixed.err);
}

#[test]
fn what_makes_no_sense_is_told_before_anybody_is_asked() {
    for (line, said) in [
        (vec!["watch", "--every", "5s", "http://127.0.0.1:1/"], "a minute"),
        (vec!["watch", "--pause", "soon", "http://127.0.0.1:1/"], "give a time"),
        (vec!["watch", "--contact", "a b", "http://127.0.0.1:1/"], "without spaces"),
        (vec!["watch", "--once", "--every", "1h", "http://127.0.0.1:1/"], "cannot be used"),
        (vec!["watch"], "<URL>"),
    ] {
        let told = run(line.iter().copied());
        assert_eq!(told.status, Some(2), "{line:?}");
        assert!(told.err.contains(said), "{line:?}: {}", told.err);
    }
    assert!(
        run(["watch", "--help"]).out.contains("The one command that reaches out to the network")
    );
}
