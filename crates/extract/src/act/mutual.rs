//! Which sides has an act that several do to each other: talks, a clash, a deal?

use verbale_text::Upos;

use super::compose::Act;
use super::discourse::{REACH, told_within};
use super::{Matcher, roles};
use crate::findings::Entity;
use crate::syntax::is_verb;

/// Whether the act's pattern is of an act with two sides, each an actor.
pub(super) fn is_mutual(matcher: &Matcher<'_>, act: &Act) -> bool {
    matcher.lexicon.frames.pattern(act.fit.pattern).1.is_mutual()
}

/// "The decision of Accra followed talks with Lome": of two sides, the one that only the clause around
/// the noun tells.
pub(super) fn find_other_side(matcher: &Matcher<'_>, act: &mut Act) {
    let doc = matcher.doc;
    let [known] = act.actors.as_slice() else { return };
    if doc.token(act.trigger).upos != Upos::Noun || !is_mutual(matcher, act) {
        return;
    }
    let known = known.code;
    let mut at = act.trigger;
    while let Some(head) = doc.token(at).head {
        at = head;
        if !is_verb(doc, at) {
            continue;
        }
        let clause = matcher.clause(at);
        let subject = if clause.passive { clause.object } else { clause.subject };
        let Some(subject) = subject.filter(|&s| s != act.trigger) else { continue };
        let sides = roles::of_phrase(matcher, subject);
        if let Some(other) = sides.into_iter().find(|e| e.code.is_some() && e.code != known) {
            act.actors.insert(0, other);
            act.notes.push("the other side is read from the clause around the act");
        }
        return;
    }
}

/// Whether the act tells more than one country that does it.
pub(super) fn has_two_sides(act: &Act) -> bool {
    let first = act.actors.iter().find_map(|a| a.code);
    act.actors.iter().any(|a| a.code.is_some() && a.code != first)
}

/// "The talks", told again with one side only, are with whom they were before.
pub(super) fn take_up_other_side(matcher: &Matcher<'_>, acts: &mut [Act], at: usize) {
    let act = &acts[at];
    let [known] = act.actors.as_slice() else { return };
    if known.code.is_none() || !act.recipients.is_empty() || !is_mutual(matcher, act) {
        return;
    }
    let here = matcher.doc.sentence_of(act.trigger);
    let model = told_within(matcher, &acts[..at], here, REACH).find(|other| {
        other.event == act.event
            && is_mutual(matcher, other)
            && other.actors.len() > 1
            && other.actors.iter().all(|side| side.code.is_some())
            && other.actors.iter().any(|side| side.code == known.code)
    });
    let Some(model) = model else { return };
    let others = model.actors.iter().filter(|side| side.code != known.code).cloned();
    let others: Vec<Entity> = others.collect();
    acts[at].actors.extend(others);
    acts[at].notes.push("the other side as the document tells it of such an act before");
}
