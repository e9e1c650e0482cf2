//! On which day is a text published, where nobody says so?

mod coding;

use coding::{code, coder};
use verbale_engine::Article;
use verbale_engine::record::{Body, Document};

fn document(text: &str) -> Document {
    match code(text).records.into_iter().next().map(|record| record.body) {
        Some(Body::Document(document)) => document,
        other => panic!("the first record is the document's, not {other:?}"),
    }
}

#[test]
fn a_stamp_or_dateline_tells_it_and_the_notes_say_so() {
    for (text, from) in [
        ("date 2014-03-21\n\nGhana expelled two envoys.", "stamp"),
        ("ACCRA, March 21, 2014 (GNA) — Ghana expelled two envoys.", "dateline"),
        ("ACCRA, 21 March 2014 – Ghana expelled two envoys.", "dateline"),
    ] {
        let document = document(text);
        assert_eq!(document.date.as_deref(), Some("2014-03-21"), "{text}");
        assert!(document.notes.iter().any(|note| note.contains(from)), "{:?}", document.notes);
    }
}

#[test]
fn a_date_in_running_text_does_not() {
    for text in [
        "Ghana expelled two envoys on 21 March 2014.",
        "The accord of March 21, 2014 - which Ghana signed - is void.",
    ] {
        let document = document(text);
        assert_eq!(document.date, None, "{text}");
        assert!(document.notes.iter().any(|note| note.contains("unknown")));
    }
}

#[test]
fn what_the_giver_says_counts() {
    let date = "2020-01-02".parse().ok();
    let article = Article { date, ..Article::new("a", "date 2014-03-21\n\nGhana met Togo.") };
    let coded = coder().code(article);
    assert_eq!(coded.date, date);
    assert!(matches!(&coded.records[0].body, Body::Document(d) if d.notes.is_empty()));
}
