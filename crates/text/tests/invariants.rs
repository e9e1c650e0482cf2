//! What holds for every text whatever?

use proptest::prelude::*;
use verbale_text::{Doc, Language, WordLists, conllu, read};

fn language() -> &'static Language {
    static LANGUAGE: std::sync::OnceLock<Language> = std::sync::OnceLock::new();
    LANGUAGE.get_or_init(|| {
        Language::from_bytes(verbale_data::MODEL, verbale_data::FILES).expect("the model opens")
    })
}

/// Fails unless `doc` is a sound reading of `text`.
fn check(text: &str, doc: &Doc) {
    assert_eq!(doc.text(), text);
    let mut end = 0;
    for token in doc.tokens() {
        let span = token.span.range();
        assert!(span.start >= end && span.end > span.start, "tokens in order, not empty");
        let between = &text[end..span.start];
        assert!(between.chars().all(char::is_whitespace), "left out: {between:?}");
        let form = &text[span.clone()];
        assert!(!form.contains(char::is_whitespace), "white space within {form:?}");
        assert!(!token.lemma.is_empty(), "no lemma for {form:?}");
        end = span.end;
    }
    assert!(text[end..].chars().all(char::is_whitespace), "left out: {:?}", &text[end..]);
    check_sentences(doc);
}

fn check_sentences(doc: &Doc) {
    let mut next = 0;
    let mut paragraph = 0;
    for (index, sentence) in doc.sentences().iter().enumerate() {
        assert_eq!(sentence.tokens.start, next, "sentences leave no token out");
        assert!(sentence.tokens.len() <= 200, "a sentence of {} words", sentence.tokens.len());
        assert!(sentence.paragraph >= paragraph);
        (next, paragraph) = (sentence.tokens.end, sentence.paragraph);
        let roots = sentence.tokens.clone().filter(|&id| doc.token(id).head.is_none()).count();
        assert_eq!(roots, 1, "one root a sentence");
        let root = doc.root(index).expect("a root");
        assert_eq!(doc.subtree(root).len(), sentence.tokens.len(), "all hang on the root");
        check_projective(doc, index);
    }
    assert_eq!(next, doc.tokens().len());
}

fn check_projective(doc: &Doc, index: usize) {
    for id in doc.sentences()[index].tokens.clone() {
        let subtree = doc.subtree(id);
        let width = subtree[subtree.len() - 1] - subtree[0] + 1;
        assert_eq!(width, subtree.len(), "the words under a word stand together");
    }
}

/// Pieces that news is made of, and pieces that break readers of it.
const PIECES: [&str; 40] = [
    "The",
    "minister",
    "said",
    "Gen.",
    "U.S.",
    "J.",
    "don't",
    "cannot",
    "’s",
    "'",
    "\"",
    "“",
    "”",
    "(",
    ")",
    ".",
    "...",
    "…",
    "?!",
    ",",
    "-",
    "--",
    "—",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\u{a0}",
    "5",
    "2022-02-11",
    "$",
    "%",
    "a@b.com",
    "http://x.org/a",
    "👩‍👩‍👧",
    "é",
    "\u{301}",
    "\u{200b}",
    "date ",
    "By ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_string_gives_a_sound_doc(text in any::<String>()) {
        check(&text, &read(&text, language()));
    }

    #[test]
    fn news_in_pieces_gives_a_sound_doc(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60),
        spaced in any::<bool>(),
    ) {
        let text = pieces.join(if spaced { " " } else { "" });
        check(&text, &read(&text, language()));
    }

    #[test]
    fn the_same_text_gives_the_same_trees(text in "[A-Za-z .,\n\"'-]{0,200}") {
        let once = conllu::write(&read(&text, language()), &conllu::no_notes);
        prop_assert_eq!(once, conllu::write(&read(&text, language()), &conllu::no_notes));
    }

    #[test]
    fn what_is_written_as_conllu_can_be_read(text in "\\PC{0,200}") {
        let written = conllu::write(&read(&text, language()), &conllu::no_notes);
        let again = conllu::reannotate(&written, language(), &conllu::no_notes).expect("reads what it wrote");
        let words = |conllu: &str| -> Vec<String> {
            let trees = conllu::parse(conllu).expect("well-formed");
            trees.iter().flat_map(|t| t.words().map(|w| w[1].to_owned())).collect()
        };
        prop_assert_eq!(words(&written), words(&again));
        prop_assert_eq!(written, again, "the same words have the same trees");
    }
}

/// Inputs that are long and of one kind must not take more than linear time.
#[test]
fn long_monotonous_input_is_read_in_linear_time() {
    let size = if cfg!(debug_assertions) { 10_000 } else { 200_000 };
    for piece in [
        "a",
        "a ",
        "a-",
        "a.",
        ".",
        "'",
        "a'",
        "\"",
        "1-",
        "1,",
        "(",
        "x@",
        "&a",
        "\n",
        "é",
        "A. ",
        "ʼ",
        "aʼ",
        "“ʼTis ",
    ] {
        let text = piece.repeat(size / piece.len());
        let start = std::time::Instant::now();
        let doc = read(&text, language());
        assert!(doc.tokens().len() <= text.len());
        let seconds = start.elapsed().as_secs_f64();
        assert!(seconds < 120.0, "{piece:?} took {seconds:.1} s");
    }
}

/// Whatever a letter, mark or sign is, and wherever it stands: words have a length and hold all of the text.
#[test]
fn every_character_is_cut_into_words() {
    let lists = WordLists::from_files(verbale_data::FILES).expect("the word lists open");
    let all: Vec<char> = ('\0'..=char::MAX).filter(|c| !c.is_whitespace()).collect();
    for some in all.chunks(500) {
        let places = |c: &char| format!("{c} a{c} {c}a “{c}B {c}{c} 1{c}\n");
        let text: String = some.iter().map(places).collect();
        let cut: Vec<Vec<&str>> = verbale_text::cut(&text, &lists);
        let words = || cut.iter().flatten();
        assert!(words().all(|word| !word.is_empty()));
        let told: String = words().flat_map(|word| word.split_whitespace()).collect();
        let wanted: String = text.split_whitespace().collect();
        assert_eq!(told, wanted);
    }
}
