//! Which words tell an act that other words of the sentence tell already?
//!
//! News tells a deed with its means, its result and its setting: "the bombing killed twelve and injured
//! forty", "was killed in clashes", "exploded a bomb, testing its design". A careful reader lists that once.
//! Here two acts of one kind become one where the grammar ties them together and nothing in them differs: the
//! one that tells more stays, and takes from the other what it lacks.

use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

use super::roles::is_of_place;
use super::unsaid::is_negated;
use super::word::content_noun;
use super::{Act, Matcher};
use crate::findings::{Entity, Via};
use crate::syntax::{case_of, child, has_to, is_verb, lemma, lower, possessor};

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
                acts[before] = joined(matcher, acts[before].clone(), later);
            }
            None => at += 1,
        }
    }
    acts.sort_by_key(|act| act.trigger);
}

/// One act of two that tell the same: the attack and not the harm that it did, else the one that tells more, else
/// the verb, which names who suffered.
fn joined(matcher: &Matcher<'_>, earlier: Act, later: Act) -> Act {
    let told = |act: &Act| (weight(act), usize::from(is_verb(matcher.doc, act.trigger)));
    let harms = (is_harm_done(matcher, &earlier, &later), is_harm_done(matcher, &later, &earlier));
    let (keeps_earlier, sufferers) = match harms {
        (true, _) => (true, Some(sufferers(&earlier, &later))),
        (_, true) => (false, Some(sufferers(&later, &earlier))),
        _ => (told(&earlier) >= told(&later), None),
    };
    let (mut kept, other) = if keeps_earlier { (earlier, later) } else { (later, earlier) };
    complete(&mut kept, other);
    kept.recipients = sufferers.unwrap_or(kept.recipients);
    kept
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

/// Who suffered, where one of two acts tells an attack and the other the harm that it did: those whom it was meant
/// for, if that is told, else those whom it harmed.
fn sufferers(attack: &Act, harm: &Act) -> Vec<Entity> {
    // "The bombing near the town", "in Kyiv": the place where people were harmed is no target.
    let is_civilian = |e: &Entity| matches!(e.sectors.as_slice(), [only] if only.as_str() == "CVL");
    let known = |e: &Entity| e.code.is_some() && e.via != Via::Metonym && !is_civilian(e);
    let coded = |act: &Act| act.recipients.iter().any(|r| r.code.is_some());
    let meant = attack.recipients.iter().any(known) || coded(attack) && !coded(harm);
    if meant || harm.recipients.is_empty() { &attack.recipients } else { &harm.recipients }.clone()
}

/// Gives an act what it lacks of what the other one tells. People who were harmed tell more than the place where
/// that was.
fn complete(kept: &mut Act, other: Act) {
    let is_where = |e: &Entity| is_of_place(e) || e.via == Via::Metonym;
    let is_told = |e: &Entity| e.code.is_some() && !is_where(e);
    if kept.recipients.iter().all(is_where) && other.recipients.iter().any(is_told) {
        kept.recipients.clear();
    }
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
    let tied = || is_tied(matcher, a, b) || is_tied(matcher, b, a);
    is_content(matcher, a, b)
        || is_mirrored(matcher, a, b)
        || agree(a, b)
            && (is_named_again(doc, a, b) || tied() || goes_on(matcher, a.trigger, b.trigger))
        || is_placed(a) && a.mode == b.mode && a.actors.is_empty() && is_tied(matcher, b, a)
        || sides_agree(&a.actors, &b.actors)
            && (is_harm_done(matcher, a, b)
                || is_harm_done(matcher, b, a)
                || goes_on(matcher, a.trigger, b.trigger) && is_presumed(matcher, b))
}

/// "A car bomb in the town exploded outside an embassy": whether an act is upon nobody but the people of the place where
/// it took place.
fn is_placed(act: &Act) -> bool {
    !act.recipients.is_empty() && act.recipients.iter().all(is_of_place)
}

/// Whether those who suffer an act are of a country only because the text plays there.
fn is_presumed(matcher: &Matcher<'_>, act: &Act) -> bool {
    act.recipients.iter().all(|r| r.code.is_none() || matcher.mentions.is_presumed(r.head))
}

/// Whether nothing that the two acts tell differs. A protest of any kind is a protest.
fn agree(a: &Act, b: &Act) -> bool {
    let any_kind = |act: &Act| act.mode.as_deref().is_none_or(|mode| mode == "demo");
    let modes = any_kind(a) || any_kind(b) || a.mode == b.mode;
    modes && sides_agree(&a.actors, &b.actors) && sides_agree(&a.recipients, &b.recipients)
}

fn sides_agree(a: &[Entity], b: &[Entity]) -> bool {
    let known = |side: &[Entity]| side.iter().any(|e| e.code.is_some());
    !known(a)
        || !known(b)
        || a.iter().any(|x| x.code.is_some() && b.iter().any(|y| x.code == y.code))
}

/// "The [bombings] at two embassies killed 258", "a bomb [exploded], killing 81": whether `b` tells only what harm
/// the attack told by `a` did. Whoever was harmed need not be whom it was meant for.
fn is_harm_done(matcher: &Matcher<'_>, a: &Act, b: &Act) -> bool {
    let (doc, attack) = (matcher.doc, a.trigger);
    // "Killed three and wounded six": the first of several verbs stands where they all do.
    let first = doc.token(b.trigger).head.filter(|&head| {
        doc.token(b.trigger).relation == Relation::Conj && matcher.in_class("harming", head)
    });
    let harm = first.unwrap_or(b.trigger);
    let (of_attack, of_harm) = (doc.token(attack), doc.token(harm));
    // "A series of strikes killed six"
    let is_subject = || {
        doc.children_by(harm, Relation::Nsubj)
            .any(|s| s == attack || content_noun(matcher, s) == attack)
    };
    let by_subject = of_attack.upos == Upos::Noun
        && (is_subject()
            || of_harm.relation == Relation::AclRelcl
                && of_harm.head.is_some_and(|noun| noun == attack || is_hit(doc, noun, attack)));
    let by_participle = of_harm.relation == Relation::Advcl
        && of_harm.head == Some(attack)
        && of_harm.tag == Tag::Vbg
        && !has_subject(doc, harm);
    (by_subject || by_participle) && matcher.in_class("harming", b.trigger)
}

/// "The bombing of an embassy in Cairo, which killed three": whether a noun tells no more than what an attack hit,
/// or where. What is told of it in a relative clause is then told of the attack.
fn is_hit(doc: &Doc, noun: TokenId, attack: TokenId) -> bool {
    let mut at = noun;
    while doc.token(at).relation == Relation::Nmod
        && matches!(&*case_of(doc, at), "of" | "on" | "in" | "at" | "near" | "outside" | "against")
    {
        match doc.token(at).head {
            Some(above) if above == attack => return true,
            Some(above) => at = above,
            None => return false,
        }
    }
    false
}

/// "alleges that they were responsible": the words that accuse are the content of an act that accuses.
fn is_content(matcher: &Matcher<'_>, a: &Act, b: &Act) -> bool {
    let own = |c: &TokenId| matcher.doc.is_within(b.trigger, *c);
    b.said && !a.said && a.fit.contents.iter().any(own)
}

/// "Were killed [fighting] the militia": one fight, told from both sides.
fn is_mirrored(matcher: &Matcher<'_>, a: &Act, b: &Act) -> bool {
    let token = matcher.doc.token(b.trigger);
    let same = |x: &[Entity], y: &[Entity]| {
        x.iter().any(|x| x.code.is_some() && y.iter().any(|y| x.head == y.head))
    };
    token.head == Some(a.trigger) && token.tag == Tag::Vbg && same(&a.actors, &b.recipients)
}

/// Whether `b` is the setting, means, cause, result or aim of `a`: "killed in [clashes]", "a [bombing] killed",
/// "exploded, [killing] six", "the battle to [retake] the town".
fn is_tied(matcher: &Matcher<'_>, a: &Act, b: &Act) -> bool {
    let doc = matcher.doc;
    let event = matcher.event_of(a);
    let token = doc.token(b.trigger);
    // "Launched a [mediation] effort"
    if token.relation == Relation::Compound
        && token.head.is_some_and(|head| head == a.trigger || a.fit.consumed.contains(&head))
    {
        return true;
    }
    let (a, b) = (a.trigger, b.trigger);
    // "Began a hunger strike to protest": on the verb that lends the noun its subject.
    let light = || matcher.light_verb_above(a).map(|(verb, _)| verb);
    let Some(head) = token.head.filter(|&head| head == a || light() == Some(head)) else {
        return false;
    };
    if !is_verb(doc, head) {
        return is_verb(doc, b) && token.relation == Relation::Acl && has_to(doc, b);
    }
    match token.relation {
        Relation::Nsubj => token.upos == Upos::Noun && head == a,
        Relation::Obj => {
            token.upos == Upos::Noun && head == a && child(doc, b, Relation::Conj).is_none()
        }
        Relation::Obl | Relation::OblAgent => {
            let setting = ["in", "during", "by", "with", "through", "at", "amid"];
            let case = case_of(doc, b);
            // "Flew to Lima for talks"
            setting.contains(&&*case) || event == "CONSULT" && case == "for"
        }
        // "Called for talks, urging restraint" asks for two things.
        Relation::Advcl | Relation::Xcomp => {
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
