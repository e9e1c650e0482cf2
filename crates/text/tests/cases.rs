//! Are sentences and words cut as the case files say?

use verbale_text::{Doc, Language, LineKind, read};

fn language() -> Language {
    Language::from_bytes(verbale_data::MODEL, verbale_data::FILES).expect("the model opens")
}

/// The sentences of `doc`, one a line, as case files write them.
fn written(doc: &Doc) -> String {
    let mut lines = String::new();
    for sentence in doc.sentences() {
        let forms: Vec<&str> = sentence.tokens.clone().map(|id| doc.form(id)).collect();
        let kind = match sentence.kind {
            LineKind::Prose => String::new(),
            kind => format!("[{kind:?}] "),
        };
        lines += &format!("{kind}{}\n", forms.join(" "));
    }
    lines
}

#[test]
fn sentences_and_words_are_cut_as_the_cases_say() {
    let language = language();
    let mut faults = String::new();
    for case in include_str!("cases/sentences.txt").split("\n== ").skip(1) {
        let (why, rest) = case.split_once('\n').expect("a case has a text");
        let (text, expected) = rest.split_once("\n--\n").expect("a case has a line of two dashes");
        let found = written(&read(text, &language));
        if found.trim() != expected.trim() {
            faults += &format!("\n== {why}\nexpected:\n{}\nfound:\n{found}", expected.trim());
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
