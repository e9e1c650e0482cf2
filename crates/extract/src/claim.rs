//! Who holds what to be so, denies it, demands it; and which denial answers which claim?

use verbale_lexicon::Stance;
use verbale_text::ByteSpan;

use crate::answer::{Answer, Answers};
use crate::attribution::trimmed_span;
use crate::findings::{Claim, Event, Status};

/// The claims of a document, in text order: one for each attribution that names its source and is no
/// aside. Events that an answer denies learn who denies them; `is_claimed` tells those that can be true
/// or false from demands and threats, which cannot.
pub(crate) fn claims(
    answers: &Answers,
    answered: &[Option<Answer>],
    asides: &[bool],
    events: &mut [Event],
    is_claimed: impl Fn(&Event) -> bool,
) -> Vec<Claim> {
    let sources = answers.sources;
    // "Rejected accusations that …": whose they are is not told, but somebody answers them.
    let is_answered = |at: usize| answered.iter().flatten().any(|answer| answer.claim == at);
    let holder = |at: usize| {
        let a = &sources[at].attribution;
        a.speaker().or_else(|| a.cue.filter(|_| is_answered(at)).and_then(|_| a.named_by_cue()))
    };
    let told = |at: &usize| !asides[*at] && holder(*at).is_some();
    let held: Vec<usize> = (0..sources.len()).filter(told).collect();
    let mut found = Vec::new();
    for &at in &held {
        let a = &sources[at].attribution;
        let Some(holder) = holder(at) else { continue };
        let content: Vec<ByteSpan> =
            a.content.iter().filter_map(|r| trimmed_span(answers.doc, r.clone())).collect();
        let inside = (0..events.len()).filter(|&i| a.covers(events[i].trigger)).collect();
        let answer = answered[at];
        let stance = match answer {
            // What says that an earlier claim is not so denies it, whatever its verb.
            Some(_) if a.stance == Stance::Asserts && answers.denies(a) => Stance::Denies,
            _ => a.stance,
        };
        if let Some(answer) = answer
            && matches!(stance, Stance::Denies | Stance::Rejects)
        {
            mark(answers, at, answer, events, &is_claimed);
            face(answers, at, answer, events);
        }
        let answers = answer.and_then(|answer| held.binary_search(&answer.claim).ok());
        found.push(Claim { holder, stance, content, events: inside, answers });
    }
    found
}

/// "Quito rejected that version": a rejection that names nobody goes to whose claim it answers.
fn face(answers: &Answers, denial: usize, answer: Answer, events: &mut [Event]) {
    let cue = answers.sources[denial].attribution.cue_token;
    let Some(claimant) = answers.sources[answer.claim].attribution.speaker() else { return };
    let rejects = |event: &Event| {
        &*answers.lexicon.ontology.event(event.event).code == "REJECT"
            && Some(event.trigger) == cue
            && event.recipients.is_empty()
            && claimant.code.is_some()
            && event.actors.iter().all(|actor| actor.code != claimant.code)
    };
    for event in events.iter_mut().filter(|event| rejects(event)) {
        event.recipients.push(claimant.clone());
        event.notes.push("recipient is whose claim is rejected".into());
    }
}

/// Tells the events of an answered claim who denies them.
fn mark(
    answers: &Answers,
    denial: usize,
    answer: Answer,
    events: &mut [Event],
    is_claimed: impl Fn(&Event) -> bool,
) {
    let Some(holder) = answers.sources[denial].attribution.speaker() else { return };
    for event in events.iter_mut() {
        if answers.is_of(denial, answer, event)
            && is_claimed(event)
            && event.status != Status::Hypothetical
            && !event.denied_by.iter().any(|known| known.is_same_as(&holder))
        {
            event.denied_by.push(holder.clone());
            event.alleged = true;
        }
    }
}
