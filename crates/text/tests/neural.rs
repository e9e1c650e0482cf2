//! Does the network read each sentence by itself, and news as news?

use verbale_text::neural::plan::{Layer, Plan};
use verbale_text::neural::vectors::Vectors;
use verbale_text::{Language, Upos, annotate, read};

fn language() -> &'static Language {
    static LANGUAGE: std::sync::OnceLock<Language> = std::sync::OnceLock::new();
    LANGUAGE.get_or_init(|| {
        Language::from_bytes(verbale_data::MODEL, verbale_data::FILES).expect("the model opens")
    })
}

#[test]
fn a_sentence_is_read_alike_alone_and_among_others() {
    let texts = [
        "The envoys met in Geneva on Tuesday .",
        "Rebels seized the town .",
        "No",
        "\" We will not negotiate , \" the minister said , while troops massed at the border .",
    ];
    let sentences: Vec<Vec<&str>> =
        texts.iter().cycle().take(90).map(|text| text.split(' ').collect()).collect();
    let together = annotate(&sentences, language());
    assert_eq!(together.len(), sentences.len());
    for (sentence, analyses) in sentences.iter().zip(together) {
        assert_eq!(annotate(std::slice::from_ref(sentence), language())[0], analyses);
    }
}

#[test]
fn empty_sentences_are_no_trouble() {
    let sentences = vec![vec![], vec!["They", "left", "."], vec![]];
    let lens: Vec<usize> = annotate(&sentences, language()).iter().map(Vec::len).collect();
    assert_eq!(lens, [0, 3, 0]);
}

#[test]
fn names_and_nouns_that_begin_a_sentence_are_no_verbs() {
    let texts = [
        ("Britain expelled four diplomats.", Upos::Propn),
        ("Kuwait recalled its ambassador from Tehran.", Upos::Propn),
        ("Rebels attacked a convoy near the border.", Upos::Noun),
        ("Troops fired on protesters in Khartoum.", Upos::Noun),
        ("Reports of new clashes reached the capital.", Upos::Noun),
    ];
    for (text, expected) in texts {
        let doc = read(text, language());
        assert_eq!(doc.token(0).upos, expected, "{text}");
    }
}

#[test]
fn a_plan_survives_its_bytes_and_a_bad_one_is_refused() {
    let plan = Plan {
        width: 64,
        layers: vec![Layer::Window, Layer::Run],
        hidden: 32,
        classes: 90,
        actions: 80,
    };
    let bytes = plan.to_bytes();
    assert_eq!(Plan::from_bytes(&bytes).as_ref(), Some(&plan));
    assert_eq!(Plan::from_bytes(&bytes[..7]), None);
    let narrow = Plan { width: 30, ..plan.clone() };
    assert_eq!(Plan::from_bytes(&narrow.to_bytes()), None);
    assert_eq!(Plan::from_bytes(&[&bytes[..], b"x"].concat()), None);
}

#[test]
fn word_vectors_come_back_nearly_as_they_were() {
    let vector: Vec<f32> = (0..100).map(|at| at as f32 / 50.0 - 1.0).collect();
    let mut bytes = Vec::new();
    Vectors::write(&[(42, vector.clone())], &mut bytes);
    let vectors = Vectors::open(&bytes).expect("just written");
    let mut found = vec![7.0; 100];
    assert!(vectors.get(42, &mut found));
    assert!(vector.iter().zip(&found).all(|(a, b)| (a - b).abs() < 0.005));
    assert!(!vectors.get(43, &mut found));
    assert_eq!(found, vec![0.0; 100]);
}
