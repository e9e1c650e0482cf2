//! Who holds what to be so, denies it, demands it; and which denial answers which claim?

use verbale_lexicon::Stance;
use verbale_text::ByteSpan;

use crate::answer::{Answer, Answers};
use crate::attribution::trimmed_span;
use crate::findings::{Attribution, Claim, Entity, Event, Status};
use crate::index::Index;

/// The claims of a document, in text order: one for each attribution that names its source and is no
/// aside. Events that an answer denies learn who denies them; `is_claimed` tells those that can be true
/// or false from demands and threats, which cannot.
pub(crate) fn claims(
    answers: &Answers,
    answered: &[Option<Answer>],
    asides: &[bool],
    events: &mut [Event],
    told_at: &Index,
    is_claimed: impl Fn(&Event) -> bool,
) -> Vec<Claim> {
    let sources = answers.sources;
    let mut is_answered = vec![false; sources.len()];
    for answer in answered.iter().flatten() {
        is_answered[answer.claim] = true;
    }
    // "Rejected accusations that …": whose they are is not told, but somebody answers them.
    let holder = |at: usize| {
        let a = &sources[at].attribution;
        a.speaker().or_else(|| a.cue.filter(|_| is_answered[at]).and_then(|_| a.named_by_cue()))
    };
    let told = |at: &usize| !asides[*at] && holder(*at).is_some();
    let held: Vec<usize> = (0..sources.len()).filter(told).collect();
    let mut found = Vec::new();
    for &at in &held {
        let a = &sources[at].attribution;
        let Some(holder) = holder(at) else { continue };
        let content: Vec<ByteSpan> =
            a.content.iter().filter_map(|r| trimmed_span(answers.doc, r.clone())).collect();
        let inside = told_in(a, told_at);
        address(answers, at, events, &inside);
        let answer = answered[at];
        let stance = match answer {
            // What says that an earlier claim is not so denies it, whatever its verb.
            Some(_) if a.stance == Stance::Asserts && answers.denies(a) => Stance::Denies,
            _ => a.stance,
        };
        if let Some(answer) = answer
            && matches!(stance, Stance::Denies | Stance::Rejects)
        {
            mark(answers, at, answer, events, told_at, &is_claimed);
            face(answers, at, answer, events, told_at);
        }
        let answers = answer.and_then(|answer| held.binary_search(&answer.claim).ok());
        found.push(Claim { holder, stance, content, events: inside, answers });
    }
    found
}

/// The events that the content of an attribution tells, in their order.
pub(crate) fn told_in(attribution: &Attribution, told_at: &Index) -> Vec<usize> {
    let ranges = attribution.content.iter();
    let mut inside: Vec<usize> =
        ranges.flat_map(|range| told_at.within(range.clone())).copied().collect();
    inside.sort_unstable();
    inside
}

/// "Quito rejected that version": a rejection that names nobody goes to whose claim it answers.
fn face(answers: &Answers, denial: usize, answer: Answer, events: &mut [Event], told_at: &Index) {
    let Some(cue) = answers.sources[denial].attribution.cue_token else { return };
    let Some(claimant) = answers.sources[answer.claim].attribution.speaker() else { return };
    let rejects = |event: &Event| {
        &*answers.lexicon.ontology.event(event.event).code == "REJECT"
            && event.recipients.is_empty()
            && claimant.code.is_some()
            && event.actors.iter().all(|actor| actor.code != claimant.code)
    };
    for &at in told_at.at(cue) {
        let event = &mut events[at];
        if !rejects(event) {
            continue;
        }
        event.recipients.push(claimant.clone());
        event.notes.push("recipient is whose claim is rejected".into());
    }
}

/// "Told Israel that it would not back a strike": what a speaker refuses, promises or asks of nobody else goes to whom
/// it is said.
fn address(answers: &Answers, at: usize, events: &mut [Event], inside: &[usize]) {
    let a = &answers.sources[at].attribution;
    let is_press = |e: &Entity| e.sectors.iter().any(|s| s.as_str() == "JRN");
    let is_known = |e: &&Entity| {
        e.code.is_some() && !is_press(e) && !answers.subjects.mentions.is_presumed(e.head)
    };
    let (Some(addressee), Some(holder)) = (a.addressee.as_ref().filter(is_known), a.speaker())
    else {
        return;
    };
    for &i in inside {
        let event = &mut events[i];
        let name = &*answers.lexicon.ontology.event(event.event).code;
        let turns = matches!(name, "REJECT" | "THREATEN" | "AGREE" | "CONCEDE" | "REQUEST");
        let by_speaker = event.actors.iter().any(|e| e.code == holder.code)
            && event.actors.iter().all(|e| e.code != addressee.code);
        if turns && by_speaker && event.recipients.is_empty() {
            event.recipients.push(addressee.clone());
            event.notes.push("recipient is to whom it is said".into());
        }
    }
}

/// Tells the events of an answered claim who denies them.
fn mark(
    answers: &Answers,
    denial: usize,
    answer: Answer,
    events: &mut [Event],
    told_at: &Index,
    is_claimed: impl Fn(&Event) -> bool,
) {
    let Some(holder) = answers.sources[denial].attribution.speaker() else { return };
    for at in told_in(&answers.sources[answer.claim].attribution, told_at) {
        let event = &mut events[at];
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
