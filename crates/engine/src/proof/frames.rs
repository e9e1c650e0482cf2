//! Does every frame read its own sentences, and leave alone those that it must not read?

use std::collections::BTreeSet;

use rayon::prelude::*;
use verbale_extract::{Event, Findings, Status};
use verbale_lexicon::{Country, Frame, Proof};

use super::{Failure, Tally, line_of};
use crate::published::PROOF_DAY;
use crate::{Coder, Knowledge};

/// What came of the proofs of frames.
#[derive(Debug, Clone, Default)]
pub struct FrameReport {
    /// Frames looked at.
    pub frames: usize,
    /// Sentences that must be read.
    pub yes: Tally,
    /// Sentences that must be left alone.
    pub no: Tally,
    /// What went wrong, in the order of the files.
    pub failures: Vec<Failure>,
}

/// Proves the frames whose rule `wanted` picks.
pub fn frames(coder: &Coder, knowledge: &Knowledge, wanted: impl Fn(&str) -> bool) -> FrameReport {
    let chosen: Vec<&Frame> =
        coder.lexicon().frames.all().iter().filter(|frame| wanted(&frame.rule)).collect();
    let failures: Vec<Failures> =
        chosen.par_iter().map(|frame| prove(coder, knowledge, frame)).collect();
    let mut report = FrameReport { frames: chosen.len(), ..FrameReport::default() };
    for (frame, failures) in chosen.iter().zip(failures) {
        report.yes.add(frame.yes.len(), failures.yes.len());
        report.no.add(frame.no.len(), failures.no.len());
        report.failures.extend(failures.yes);
        report.failures.extend(failures.no);
    }
    report.failures.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    report
}

/// What went wrong with one frame.
struct Failures {
    yes: Vec<Failure>,
    no: Vec<Failure>,
}

fn prove(coder: &Coder, knowledge: &Knowledge, frame: &Frame) -> Failures {
    let id = frame.rule.rsplit('/').next().unwrap_or_default();
    let failure = |sentence: &str, what: String| Failure {
        file: frame.file.to_string(),
        line: line_of(knowledge, &frame.file, frame.line, sentence),
        message: format!("{id}: {what}: \"{sentence}\""),
        sentence: sentence.to_owned(),
    };
    let yes = frame.yes.iter().filter_map(|proof| {
        let what = unmet(coder, frame, proof)?;
        Some(failure(&proof.text, what))
    });
    let no = frame.no.iter().filter_map(|sentence| {
        let what = misread(coder, frame, sentence)?;
        Some(failure(sentence, what))
    });
    Failures { yes: yes.collect(), no: no.collect() }
}

/// What was read instead of `proof`, if it was not read.
fn unmet(coder: &Coder, frame: &Frame, proof: &Proof) -> Option<String> {
    let findings = findings(coder, &proof.text);
    let own = |event: &&Event| coder.lexicon().frames.frame(event.frame).rule == frame.rule;
    if findings.events.iter().filter(own).any(|event| meets(event, proof)) {
        return None;
    }
    let wants = pair(&proof.actors, &proof.recipients);
    let status = proof.status.as_deref().map_or(String::new(), |status| format!(" {status}"));
    Some(format!("read {}, wants {wants}{status}", all_read(coder, frame, &findings)))
}

/// What `frame` read in a sentence that it must not read.
fn misread(coder: &Coder, frame: &Frame, sentence: &str) -> Option<String> {
    let findings = findings(coder, sentence);
    let own = |event: &&Event| coder.lexicon().frames.frame(event.frame).rule == frame.rule;
    let event = findings.events.iter().find(own)?;
    Some(format!("read {}, wants nothing", told(event)))
}

fn findings(coder: &Coder, sentence: &str) -> Findings {
    coder.extractor().findings(&coder.read(sentence), Some(PROOF_DAY))
}

fn meets(event: &Event, proof: &Proof) -> bool {
    codes(&event.actors) == proof.actors
        && codes(&event.recipients) == proof.recipients
        && match proof.status.as_deref() {
            Some(status) => event.status.as_str() == status,
            None => event.status.took_place(),
        }
}

/// Every event that was read, with its rule where that is another.
fn all_read(coder: &Coder, frame: &Frame, findings: &Findings) -> String {
    let read = findings.events.iter().map(|event| {
        let rule = &coder.lexicon().frames.frame(event.frame).rule;
        if *rule == frame.rule { told(event) } else { format!("{} by {rule}", told(event)) }
    });
    let read: Vec<String> = read.collect();
    if read.is_empty() { "nothing".to_owned() } else { read.join(" and ") }
}

fn told(event: &Event) -> String {
    let roles = pair(&codes(&event.actors), &codes(&event.recipients));
    match event.status {
        Status::Actual => roles,
        status => format!("{roles} {}", status.as_str()),
    }
}

fn codes(entities: &[verbale_extract::Entity]) -> BTreeSet<Country> {
    entities.iter().filter_map(|entity| entity.code).collect()
}

/// `GHA+NGA -> TGO`, with `-` for nobody.
fn pair(actors: &BTreeSet<Country>, recipients: &BTreeSet<Country>) -> String {
    let side = |codes: &BTreeSet<Country>| {
        let codes: Vec<&str> = codes.iter().map(Country::as_str).collect();
        if codes.is_empty() { "-".to_owned() } else { codes.join("+") }
    };
    format!("{} -> {}", side(actors), side(recipients))
}
