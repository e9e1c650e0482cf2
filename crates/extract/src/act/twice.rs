//! Which words tell an act that other words of the sentence tell already?
//!
//! News tells a deed with its means, its result and its setting: "the bombing killed twelve and injured
//! forty", "was killed in clashes", "exploded a bomb, testing its design". A careful reader lists that once.
//! Here two acts of one kind become one where the grammar ties them together and nothing in them differs: the
//! one that tells more stays, and takes from the other what it lacks.

use verbale_text::{Doc, Relation, TokenId, Upos};

use super::compose::is_negated;
use super::{Act, Matcher};
use crate::findings::Entity;
use crate::syntax::{case_of, child, is_verb, lemma, lower, possessor};

/// How many acts back in its sentence an act may be told.
const REACH: usize = 16;

/// Leaves of acts that are told twice one.
pub(super) fn merge(matcher: &Matcher<'_>, acts: &mut Vec<Act>) {
    let mut at = 0;
    while at < acts.len() {
        match (0..at)
            .rev()
            .take(REACH)
            .take_while(|&b| in_reach(matcher.doc, &acts[b], &acts[at]))
            .find(|&b| acts[b].event == acts[at].event && is_same(matcher, &acts[b], &acts[at]))
        {
            Some(before) => {
                let later = acts.remove(at);
                let earlier = &mut acts[before];
                // Of two that tell as much, the verb names who suffered.
                let is_verb = |act: &Act| usize::from(is_verb(matcher.doc, act.trigger));
                let keeps_earlier =
                    (weight(earlier), is_verb(earlier)) >= (weight(&later), is_verb(&later));
                let (mut kept, other) =
                    if keeps_earlier { (earlier.clone(), later) } else { (later, earlier.clone()) };
                complete(&mut kept, other);
                acts[before] = kept;
            }
            None => at += 1,
        }
    }
    acts.sort_by_key(|act| act.trigger);
}

fn in_reach(doc: &Doc, a: &Act, b: &Act) -> bool {
    doc.sentence_of(a.trigger) == doc.sentence_of(b.trigger)
}

/// How much an act tells: parties of which we know the country, then parties at all, then how it was done.
fn weight(act: &Act) -> usize {
    let told = |side: &[Entity]| {
        usize::from(!side.is_empty()) + 2 * usize::from(side.iter().any(|e| e.code.is_some()))
    };
    2 * (told(&act.actors) + told(&act.recipients)) + usize::from(act.mode.is_some())
}

/// Gives an act what it lacks of what the other one tells.
fn complete(kept: &mut Act, other: Act) {
    if kept.actors.is_empty() {
        kept.actors = other.actors;
        kept.actors.retain(|a| kept.recipients.iter().all(|r| r.head != a.head));
    }
    if kept.recipients.is_empty() {
        kept.recipients = other.recipients;
        kept.recipients.retain(|r| {
            kept.actors.iter().all(|a| a.head != r.head && !(a.code.is_some() && a.code == r.code))
        });
    }
    kept.mode = kept.mode.take().or(other.mode);
}

fn is_same(matcher: &Matcher<'_>, a: &Act, b: &Act) -> bool {
    let doc = matcher.doc;
    if is_negated(matcher, a.trigger) != is_negated(matcher, b.trigger) {
        return false;
    }
    is_content(matcher, a, b)
        || agree(a, b)
            && (is_named_again(doc, a, b)
                || is_tied(matcher, a, b)
                || is_tied(matcher, b, a)
                || goes_on(matcher, a.trigger, b.trigger))
}

/// Whether nothing that the two acts tell differs.
fn agree(a: &Act, b: &Act) -> bool {
    let sides = |a: &[Entity], b: &[Entity]| {
        let known = |side: &[Entity]| side.iter().any(|e| e.code.is_some());
        !known(a)
            || !known(b)
            || a.iter().any(|x| x.code.is_some() && b.iter().any(|y| x.code == y.code))
    };
    let modes = a.mode.is_none() || b.mode.is_none() || a.mode == b.mode;
    modes && sides(&a.actors, &b.actors) && sides(&a.recipients, &b.recipients)
}

/// "alleges that they were responsible": the words that accuse are the content of an act that accuses.
fn is_content(matcher: &Matcher<'_>, a: &Act, b: &Act) -> bool {
    let own = |c: &TokenId| matcher.doc.is_within(b.trigger, *c);
    b.said && !a.said && a.fit.contents.iter().any(own)
}

/// Whether `b` is the setting, means, cause or result of `a`: "killed in [clashes]", "a [bombing] killed",
/// "exploded, [killing] six".
fn is_tied(matcher: &Matcher<'_>, a: &Act, b: &Act) -> bool {
    let doc = matcher.doc;
    let event = &*matcher.lexicon.ontology.event(a.event).code;
    let (a, b) = (a.trigger, b.trigger);
    let token = doc.token(b);
    if token.head != Some(a) || !is_verb(doc, a) {
        return false;
    }
    match token.relation {
        Relation::Nsubj => token.upos == Upos::Noun,
        Relation::Obl | Relation::OblAgent => {
            let setting = ["in", "during", "by", "with", "through", "at", "amid"];
            setting.contains(&&*case_of(doc, b))
        }
        // "Called for talks, urging restraint" asks for two things.
        Relation::Advcl => {
            !matches!(event, "REQUEST" | "AGREE")
                && is_verb(doc, b)
                && !has_subject(doc, b)
                && case_of(doc, b).is_empty()
        }
        _ => false,
    }
}

/// "killed three and wounded six", "trained and equipped them": a verb that goes on from another with the same
/// subject, and tells more of the harm done or of one object.
fn goes_on(matcher: &Matcher<'_>, a: TokenId, b: TokenId) -> bool {
    let doc = matcher.doc;
    let token = doc.token(b);
    let shares = child(doc, a, Relation::Obj).is_none() && child(doc, a, Relation::Obl).is_none();
    token.relation == Relation::Conj
        && token.head == Some(a)
        && is_verb(doc, a)
        && is_verb(doc, b)
        && !has_subject(doc, b)
        && (shares || matcher.in_class("harming", b))
}

fn has_subject(doc: &Doc, verb: TokenId) -> bool {
    doc.children(verb).iter().any(|&c| doc.token(c).relation.is_subject())
}

/// "talks …, any role in the talks": a noun that stands a second time, now as known.
fn is_named_again(doc: &Doc, a: &Act, b: &Act) -> bool {
    let known = |t: TokenId| {
        doc.children_by(t, Relation::Det)
            .any(|d| matches!(&*lower(doc, d), "the" | "this" | "that" | "these" | "those"))
    };
    let (first, second) = (a.trigger, b.trigger);
    doc.token(first).upos == Upos::Noun
        && doc.token(second).upos == Upos::Noun
        && lemma(doc, first) == lemma(doc, second)
        && known(second)
        && possessor(doc, second).is_none()
}
