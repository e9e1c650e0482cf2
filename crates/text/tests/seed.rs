//! Is the report that the project was founded on read rightly?
//!
//! The report lies outside the repository, in `../shared/seed`; without it the test says so and passes.

use std::path::Path;

use verbale_text::{Language, LineKind, read};

#[test]
#[expect(clippy::print_stderr, reason = "says that there was nothing to test")]
fn the_founding_report_is_cut_into_its_sentences() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    let Ok(text) = std::fs::read_to_string(path.join("article-2022-02-11.txt")) else {
        eprintln!("no {}: not tested", path.display());
        return;
    };
    let language =
        Language::from_bytes(verbale_data::MODEL, verbale_data::FILES).expect("the model opens");
    let doc = read(&text, &language);
    let of = |kind: LineKind| -> Vec<&str> {
        let sentences = doc.sentences().iter().filter(|sentence| sentence.kind == kind);
        sentences.map(|sentence| sentence.span.of(&text)).collect()
    };
    assert_eq!(of(LineKind::Stamp), ["date 2022-02-11"]);
    assert_eq!(of(LineKind::Caption), ["Image: AP"]);
    assert_eq!(of(LineKind::Heading).len(), 1);
    assert_eq!(of(LineKind::Byline).len(), 0);
    assert_eq!(of(LineKind::Prose).len(), 17);
    assert!(of(LineKind::Prose).iter().all(|sentence| sentence.ends_with(['.', '"'])));
}
