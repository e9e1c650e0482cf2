//! Does every knowledge entry read its own sentences?
//!
//! A frame's `yes` sentences must give an event by that frame with just the actors and recipients that
//! they state; its `no` sentences must give none. Each that does not is a [`Failure`].

use std::collections::BTreeSet;
use std::fmt;

use rayon::prelude::*;
use verbale_extract::{Event, Findings, Status};
use verbale_lexicon::{Country, Frame, Proof};

use crate::published::PROOF_DAY;
use crate::{Coder, Knowledge};

/// A sentence that its entry does not read as it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The knowledge file.
    pub file: String,
    /// The line of the sentence, or of its entry.
    pub line: usize,
    /// What was read, what is wanted, and the sentence.
    pub message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// What came of all proofs.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Frames looked at.
    pub frames: usize,
    /// Sentences that must be read, and those that are.
    pub yes: (usize, usize),
    /// Sentences that must not be read, and those that are not.
    pub no: (usize, usize),
    /// What went wrong, in the order of the files.
    pub failures: Vec<Failure>,
}

/// Proves the frames whose rule `wanted` picks.
pub fn frames(coder: &Coder, knowledge: &Knowledge, wanted: impl Fn(&str) -> bool) -> Report {
    let chosen: Vec<&Frame> =
        coder.lexicon().frames.all().iter().filter(|frame| wanted(&frame.rule)).collect();
    let failures: Vec<Vec<(bool, Failure)>> =
        chosen.par_iter().map(|frame| prove(coder, knowledge, frame)).collect();
    let mut report = Report { frames: chosen.len(), ..Report::default() };
    for (frame, failures) in chosen.iter().zip(failures) {
        let failed = |yes: bool| failures.iter().filter(|(of_yes, _)| *of_yes == yes).count();
        report.yes.0 += frame.yes.len();
        report.yes.1 += frame.yes.len() - failed(true);
        report.no.0 += frame.no.len();
        report.no.1 += frame.no.len() - failed(false);
        report.failures.extend(failures.into_iter().map(|(_, failure)| failure));
    }
    report.failures.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    report
}

fn prove(coder: &Coder, knowledge: &Knowledge, frame: &Frame) -> Vec<(bool, Failure)> {
    let id = frame.rule.rsplit('/').next().unwrap_or_default();
    let failure = |sentence: &str, what: String| Failure {
        file: frame.file.to_string(),
        line: line_of(knowledge, frame, sentence),
        message: format!("{id}: {what}: \"{sentence}\""),
    };
    let yes = frame.yes.iter().filter_map(|proof| {
        let what = unmet(coder, frame, proof)?;
        Some((true, failure(&proof.text, what)))
    });
    let no = frame.no.iter().filter_map(|sentence| {
        let what = misread(coder, frame, sentence)?;
        Some((false, failure(sentence, what)))
    });
    yes.chain(no).collect()
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

/// The line on which `sentence` stands, else that of its frame.
fn line_of(knowledge: &Knowledge, frame: &Frame, sentence: &str) -> usize {
    let Some(text) = knowledge.file(&frame.file) else { return frame.line };
    let rest = text.lines().enumerate().skip(frame.line.saturating_sub(1));
    let mut holders = rest.filter(|(_, line)| line.contains(sentence));
    holders.next().map_or(frame.line, |(at, _)| at + 1)
}
