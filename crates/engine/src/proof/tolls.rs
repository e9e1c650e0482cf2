//! Are the numbers of `words/toll.toml` read in their sentences?

use verbale_extract::Toll;
use verbale_lexicon::{TOLL_FILE, TollProof};

use super::{Failure, Tally, line_of};
use crate::published::PROOF_DAY;
use crate::{Coder, Knowledge};

/// What came of the proofs of tolls.
#[derive(Debug, Clone, Default)]
pub struct TollReport {
    /// Sentences whose numbers must be as said.
    pub sentences: Tally,
    /// What went wrong, in the order of the file.
    pub failures: Vec<Failure>,
}

/// Proves `words/toll.toml`, if `wanted` picks that name.
pub fn tolls(coder: &Coder, knowledge: &Knowledge, wanted: impl Fn(&str) -> bool) -> TollReport {
    let mut report = TollReport::default();
    if !wanted(TOLL_FILE) {
        return report;
    }
    let proofs = coder.lexicon().tolls.proofs();
    report.failures.extend(proofs.iter().filter_map(|proof| unmet(coder, knowledge, proof)));
    report.sentences.add(proofs.len(), report.failures.len());
    report
}

fn unmet(coder: &Coder, knowledge: &Knowledge, proof: &TollProof) -> Option<Failure> {
    let findings = coder.extractor().findings(&coder.read(&proof.text), Some(PROOF_DAY));
    let mut tolls: Vec<&Toll> = findings.events.iter().flat_map(|event| &event.toll).collect();
    tolls.sort_by_key(|toll| toll.span);
    let read: Vec<String> = tolls.into_iter().map(words).collect();
    let read = read.join(", ");
    (read != *proof.toll).then(|| Failure {
        file: TOLL_FILE.to_owned(),
        line: line_of(knowledge, TOLL_FILE, proof.line, &proof.text),
        message: format!("toll: read \"{read}\", wants \"{}\": \"{}\"", proof.toll, proof.text),
        sentence: proof.text.to_string(),
    })
}

/// `dead 12`, `dead 12+`, `arrested 50-`, `displaced 40-50`.
fn words(toll: &Toll) -> String {
    let number = match (toll.from, toll.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}-{to}"),
        (Some(from), None) => format!("{from}+"),
        (None, Some(to)) => format!("{to}-"),
        (None, None) => "?".to_owned(),
    };
    format!("{} {number}", toll.kind)
}
