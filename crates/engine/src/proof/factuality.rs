//! Do the words that tell whether something took place do so in their sentences?

use verbale_lexicon::FactualProof;

use super::{Failure, Tally};
use crate::Coder;

/// The file that is proved.
const FILE: &str = "words/factuality.toml";

/// From this grade on an event happened, and under the other it did not.
const HAPPENED: f32 = 2.1;
const NOT: f32 = -1.0;

/// What came of the proofs.
#[derive(Debug, Clone, Default)]
pub struct FactualityReport {
    /// Events whose grade must be as said.
    pub events: Tally,
    /// What went wrong, in the order of the file.
    pub failures: Vec<Failure>,
}

/// Proves the word classes of `words/factuality.toml`, if `wanted` picks that name.
pub fn factuality(coder: &Coder, wanted: impl Fn(&str) -> bool) -> FactualityReport {
    let mut report = FactualityReport::default();
    if !wanted(FILE) {
        return report;
    }
    for proof in coder.lexicon().words.factual_proofs() {
        let failures = failures(coder, proof);
        let events = proof.happened.len() + proof.open.len() + proof.not.len();
        report.events.add(events, failures.len());
        report.failures.extend(failures);
    }
    report
}

fn failures(coder: &Coder, proof: &FactualProof) -> Vec<Failure> {
    let doc = coder.read(&proof.sentence);
    let grades = coder.extractor().factuality(&doc);
    let wants = [("happened", &proof.happened), ("open", &proof.open), ("not", &proof.not)];
    let words =
        wants.iter().flat_map(|(want, words)| words.iter().map(move |word| (*want, &**word)));
    let found = |word: &str| (0..grades.len()).find(|&id| doc.form(id) == word);
    let wrong = |(want, word): (&str, &str)| {
        let grade = found(word).and_then(|id| grades[id]);
        let read = grade.map_or("no event", of);
        let told = grade.map_or_else(String::new, |grade| format!(" ({grade:.1})"));
        let sentence = &proof.sentence;
        (read != want).then(|| Failure {
            file: FILE.to_owned(),
            line: proof.line,
            message: format!("\"{word}\": read as {read}{told}, wants {want}: \"{sentence}\""),
            sentence: sentence.to_string(),
        })
    };
    words.filter_map(wrong).collect()
}

fn of(grade: f32) -> &'static str {
    match grade {
        _ if grade >= HAPPENED => "happened",
        _ if grade <= NOT => "not",
        _ => "open",
    }
}
