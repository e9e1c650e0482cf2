//! Are damaged models and word lists refused?

use verbale_text::{Language, LanguageError, ModelError, WordListError};

#[test]
fn a_damaged_model_is_refused() {
    let open = |bytes: Vec<u8>| Language::from_bytes(bytes, verbale_data::FILES).map(|_| ());
    let model = verbale_data::MODEL;
    assert_eq!(open(Vec::new()), Err(LanguageError::Model(ModelError::NotAModel)));
    assert_eq!(open(b"VERBALE\n\x01".to_vec()), Err(LanguageError::Model(ModelError::Truncated)));
    assert_eq!(
        open(b"VERBALE\n\xff\0\0\0".to_vec()),
        Err(LanguageError::Model(ModelError::Version { found: 255 }))
    );
    let half = model[..model.len() / 2].to_vec();
    assert_eq!(open(half), Err(LanguageError::Model(ModelError::Truncated)));
    // A model whose tables hold nonsense still opens or not, but never panics.
    let mut spoilt = model.to_vec();
    for at in (1000..spoilt.len()).step_by(997) {
        spoilt[at] ^= 0xFF;
    }
    if let Ok(language) = Language::from_bytes(spoilt, verbale_data::FILES) {
        let doc = verbale_text::read("The envoys met in Geneva. They left.", &language);
        assert_eq!(doc.sentences().len(), 2);
    }
}

#[test]
fn a_bad_word_list_is_named_with_its_line() {
    let error = |files: &[(&str, &str)]| {
        Language::from_bytes(verbale_data::MODEL, files).map(|_| ()).unwrap_err().to_string()
    };
    let lists = |abbreviations, irregular| {
        [
            ("words/abbreviations.txt", abbreviations),
            ("words/hyphen-prefixes.txt", "anti\n"),
            ("words/irregular-forms.txt", irregular),
        ]
    };
    assert_eq!(
        error(&lists("# titles\nMr. knight\n", "")),
        "data/words/abbreviations.txt:2: unknown class \"knight\": title, number, month, other or last"
    );
    assert_eq!(
        error(&lists("", "went VERBAL go\n")),
        "data/words/irregular-forms.txt:1: unknown part of speech \"VERBAL\""
    );
    let missing = WordListError::Missing { path: "words/abbreviations.txt" };
    assert_eq!(error(&[]), missing.to_string());
}
