//! Are words, sentences, lemmas and trees found as the case files say?

use std::sync::OnceLock;

use verbale_text::{Doc, Language, LineKind, read};

fn language() -> &'static Language {
    static LANGUAGE: OnceLock<Language> = OnceLock::new();
    LANGUAGE.get_or_init(|| {
        Language::from_bytes(verbale_data::MODEL, verbale_data::FILES).expect("the model opens")
    })
}

/// Fails with all cases of `file` in which `found` differs from what the case expects. `found` gets
/// the text's reading and the lines that the case expects.
fn check(file: &str, found: impl Fn(&Doc, &str) -> String) {
    let mut faults = String::new();
    for case in file.split("\n== ").skip(1) {
        let (why, rest) = case.split_once('\n').expect("a case has a text");
        let (text, expected) = rest.split_once("\n--\n").expect("a case has a line of two dashes");
        let expected = expected.trim();
        let found = found(&read(text, language()), expected);
        if found.trim() != expected {
            faults += &format!("\n== {why}\nexpected:\n{expected}\nfound:\n{found}");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// The sentences of `doc`, one a line, with their kinds.
fn sentences(doc: &Doc) -> String {
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

/// The arcs of `doc`, one a line: head, relation, dependent.
fn arcs(doc: &Doc) -> Vec<String> {
    let arc = |id: usize| {
        let token = doc.token(id);
        let head = token.head.map_or("-", |head| doc.form(head));
        format!("{head} {} {}", token.relation, doc.form(id))
    };
    (0..doc.tokens().len()).map(arc).collect()
}

#[test]
fn sentences_and_words_are_cut_as_the_cases_say() {
    check(include_str!("cases/sentences.txt"), |doc, _| sentences(doc));
}

#[test]
fn lemmas_are_as_the_cases_say() {
    check(include_str!("cases/lemmas.txt"), |doc, _| {
        let lemmas: Vec<&str> = doc.tokens().iter().map(|token| &*token.lemma).collect();
        lemmas.join(" ")
    });
}

#[test]
fn trees_have_the_arcs_that_the_cases_ask_for() {
    check(include_str!("cases/trees.txt"), |doc, expected| {
        let arcs = arcs(doc);
        let all = expected.lines().all(|line| arcs.iter().any(|arc| arc == line));
        if all { expected.to_owned() } else { arcs.join("\n") + "\n" }
    });
}

#[test]
fn names_have_the_bounds_and_kinds_of_the_cases() {
    check(include_str!("cases/names.txt"), |doc, _| {
        let line = |name: verbale_text::name::Name| {
            let forms: Vec<&str> = name.words.map(|id| doc.form(id)).collect();
            format!("{}: {}\n", name.kind.as_str(), forms.join(" "))
        };
        doc.names().into_iter().map(line).collect()
    });
}
