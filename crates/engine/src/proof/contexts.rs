//! Do the words of `words/contexts.toml` show their contexts in their sentences, and in no other?

use rayon::prelude::*;
use verbale_lexicon::ContextProof;

use super::{Failure, Tally, line_of};
use crate::published::PROOF_DAY;
use crate::{Coder, Knowledge};

/// What came of the proofs of contexts.
#[derive(Debug, Clone, Default)]
pub struct ContextReport {
    /// Sentences with an act in the context, and those without.
    pub sentences: Tally,
    /// What went wrong, in the order of the files.
    pub failures: Vec<Failure>,
}

/// Proves the contexts of the files that `wanted` picks by their name.
pub fn contexts(
    coder: &Coder,
    knowledge: &Knowledge,
    wanted: impl Fn(&str) -> bool,
) -> ContextReport {
    let proofs = coder.lexicon().contexts.proofs().iter();
    let chosen: Vec<&ContextProof> = proofs.filter(|proof| wanted(&proof.file)).collect();
    let failures: Vec<Failure> =
        chosen.par_iter().filter_map(|proof| unmet(coder, knowledge, proof)).collect();
    let mut report = ContextReport { failures, ..ContextReport::default() };
    report.sentences.add(chosen.len(), report.failures.len());
    report
}

/// What is wrong if the sentence does not show what it must, or shows what it must not.
fn unmet(coder: &Coder, knowledge: &Knowledge, proof: &ContextProof) -> Option<Failure> {
    let name = coder.lexicon().ontology.context(proof.context);
    let findings = coder.extractor().findings(&coder.read(&proof.text), Some(PROOF_DAY));
    let shows = findings.events.iter().any(|e| e.contexts.iter().any(|c| **c == *name));
    // A sentence that tells no act at all proves nothing.
    if shows == proof.shows && !findings.events.is_empty() {
        return None;
    }
    let read: Vec<String> = findings.events.iter().map(|e| e.contexts.join(" ")).collect();
    let read = if read.is_empty() { "no event".to_owned() } else { read.join("; ") };
    let wants = if proof.shows { "wants it" } else { "does not want it" };
    Some(Failure {
        file: proof.file.to_string(),
        line: line_of(knowledge, &proof.file, proof.line, &proof.text),
        message: format!("{name}: read \"{read}\", {wants}: \"{}\"", proof.text),
        sentence: proof.text.to_string(),
    })
}
