//! Who did the harm that a verb tells, where only another word of the sentence tells the deed?
//!
//! "The raid that killed nine", "were killed when troops opened fire", "shelled two towns, and twelve soldiers were
//! killed": what a deed does is done by those who do the deed.

use verbale_lexicon::RoleName;
use verbale_text::{Relation, Tag, TokenId, Upos};

use super::compose::Act;
use super::discourse::{REACH, told_here, told_within};
use super::mutual::is_mutual;
use super::party::is_same;
use super::{Matcher, roles};
use crate::findings::Entity;
use crate::syntax::{case_of, is_verb, lower};

/// "The raid that killed nine", "were displaced in the offensive": what a deed does, or what is done in it,
/// is done by those who do the deed.
pub(super) fn take_from_deed(matcher: &Matcher<'_>, acts: &mut [Act], at: usize) {
    let (act, doc) = (&acts[at], matcher.doc);
    if !lacks_doers(matcher, act) || !does_harm(matcher, act) || !is_verb(doc, act.trigger) {
        return;
    }
    let clause = matcher.clause(act.trigger);
    let doers = act.fit.fills.iter().filter(|f| f.role == RoleName::Actor).map(|f| f.token);
    let within = clause.obliques.iter().filter(|o| {
        clause.passive && matches!(o.preposition.as_str(), "in" | "during" | "by" | "after")
    });
    let phrases: Vec<TokenId> = doers.chain(clause.subject).chain(within.map(|o| o.head)).collect();
    let is_part = |deed: TokenId| {
        let named = |&phrase: &TokenId| deed == phrase || doc.is_within(deed, phrase);
        doc.token(deed).upos == Upos::Noun && phrases.iter().any(named)
    };
    // What is part of a phrase stands in its sentence.
    let here = doc.sentence_of(act.trigger);
    let deed = told_here(matcher, acts, here).iter().find(|deed| {
        deed.trigger != act.trigger
            && is_part(deed.trigger)
            && (clause.subject == Some(deed.trigger) || !doc.is_within(act.trigger, deed.trigger))
            && matcher.event_of(deed) == "ASSAULT"
            && deed.actors.iter().any(|a| a.code.is_some())
    });
    let Some(deed) = deed else { return };
    acts[at].actors = doers_of(matcher, deed, act);
    acts[at].notes.push("actor as told of the deed in which it was done");
}

/// Those who do a deed to those who suffer `act`: of two sides that fight, the other one.
fn doers_of(matcher: &Matcher<'_>, deed: &Act, act: &Act) -> Vec<Entity> {
    let is_other = |a: &&Entity| act.recipients.iter().all(|r| r.code != a.code);
    let others: Vec<Entity> = deed.actors.iter().filter(is_other).cloned().collect();
    let apart = is_mutual(matcher, deed) && !others.is_empty();
    if apart { others } else { deed.actors.clone() }
}

/// Whether an act does harm, so that whoever did the deed did it: force, or driving people out.
pub(super) fn does_harm(matcher: &Matcher<'_>, act: &Act) -> bool {
    let told = (matcher.event_of(act), act.mode.as_deref());
    matches!(told, ("ASSAULT", _) | ("SANCTION", Some("expel")))
}

/// Whether an act names nobody who does it, or only what it was done with: "planes", "a tank".
pub(super) fn lacks_doers(matcher: &Matcher<'_>, act: &Act) -> bool {
    let is_means = |a: &Entity| a.code.is_none() && matcher.in_class("means_of_force", a.head);
    act.actors.iter().all(is_means)
}

/// "Nine were killed when commandos boarded the ship", "died after police opened fire": harm that is told with the
/// clause of the deed that did it.
pub(super) fn take_from_occasion(matcher: &Matcher<'_>, acts: &mut [Act], at: usize) {
    let (act, doc) = (&acts[at], matcher.doc);
    let is_forcible = |other: &Act| matches!(matcher.event_of(other), "ASSAULT" | "COERCE");
    let is_harm = matcher.event_of(act) == "ASSAULT" && matcher.is_passive(act.trigger);
    if !is_harm || !lacks_doers(matcher, act) {
        return;
    }
    let is_occasion = |&clause: &TokenId| {
        let marks = doc.children(clause).iter().map(|&mark| lower(doc, mark));
        marks.into_iter().any(|mark| matches!(&*mark, "when" | "after" | "as"))
    };
    let after = doc.children_by(act.trigger, Relation::Advcl).filter(|&c| c > act.trigger);
    let clauses: Vec<TokenId> = after.filter(is_occasion).collect();
    let suffers = |a: &Entity| act.recipients.iter().any(|r| is_same(a, r));
    let deed = told_here(matcher, acts, doc.sentence_of(act.trigger)).iter().find(|deed| {
        clauses.iter().any(|&c| deed.trigger == c || doc.is_within(deed.trigger, c))
            && is_forcible(deed)
            && deed.actors.iter().any(|a| a.code.is_some())
            && !deed.actors.iter().any(suffers)
            && !is_mutual(matcher, deed)
    });
    let Some(deed) = deed else { return };
    acts[at].actors = deed.actors.clone();
    acts[at].notes.push("actor as told of the deed in which it was done");
}

/// "Two hundred soldiers were killed fighting the militia": by whom they fought.
pub(super) fn fall_to_foe(matcher: &Matcher<'_>, acts: &mut [Act], at: usize) {
    let (act, doc) = (&acts[at], matcher.doc);
    let is_attack = |other: &Act| matcher.event_of(other) == "ASSAULT";
    let is_harm = is_attack(act)
        && matcher.is_passive(act.trigger)
        && matcher.in_class("harming", act.trigger);
    let fight = acts.get(at + 1).filter(|next| {
        let token = doc.token(next.trigger);
        token.relation.base() == "advcl" || token.relation == Relation::Xcomp
    });
    let fight = fight.filter(|next| {
        doc.token(next.trigger).head == Some(act.trigger)
            && doc.token(next.trigger).tag == Tag::Vbg
            && is_attack(next)
            && next.recipients.iter().any(|r| r.code.is_some())
            && next.actors.iter().any(|a| act.recipients.iter().any(|r| is_same(a, r)))
    });
    let Some(foes) = fight.filter(|_| is_harm && lacks_doers(matcher, act)) else { return };
    acts[at].actors = foes.recipients.clone();
    acts[at].notes.push("actor is whom they fought");
}

/// "The bombings at two embassies, which killed 200": it is the deed that killed, and not its target, on
/// which the parser hangs the clause.
pub(super) fn mend_relative(matcher: &Matcher<'_>, acts: &mut [Act], at: usize) {
    let (act, doc) = (&acts[at], matcher.doc);
    let is_attack = |act: &Act| matcher.event_of(act) == "ASSAULT";
    let verb = doc.token(act.trigger);
    let Some(target) = verb.head.filter(|_| verb.relation.base() == "acl") else { return };
    if !is_attack(act) || !act.actors.iter().any(|a| doc.is_within(a.head, target)) {
        return;
    }
    let mut phrase = target;
    while doc.token(phrase).relation == Relation::Nmod
        && let Some(deed) = doc.token(phrase).head
    {
        let told = acts.binary_search_by_key(&deed, |other| other.trigger).map(|i| &acts[i]);
        if let Ok(told) = told
            && is_attack(told)
        {
            acts[at].actors = told.actors.clone();
            return;
        }
        phrase = deed;
    }
}

/// "Shelled two towns and twelve soldiers were killed": who is killed, with no word of by whom, in the
/// sentence that tells of an attack before.
pub(super) fn follow_attack(matcher: &Matcher<'_>, acts: &mut [Act], at: usize) {
    let (earlier, rest) = acts.split_at_mut(at);
    let act = &mut rest[0];
    let doc = matcher.doc;
    let is_attack = |act: &Act| matcher.event_of(act) == "ASSAULT";
    let unnamed = act.recipients.iter().all(|r| r.code.is_none());
    if !is_attack(act) || !act.actors.is_empty() || !matcher.is_passive(act.trigger) {
        return;
    }
    let here = doc.sentence_of(act.trigger);
    let attack = told_within(matcher, earlier, here, 0).find(|other| {
        is_attack(other)
            && is_verb(doc, other.trigger)
            && !matcher.is_passive(other.trigger)
            && other.actors.iter().any(|a| a.code.is_some())
            && (unnamed
                || other.recipients.iter().any(|r| act.recipients.iter().any(|x| x.code == r.code)))
    });
    let Some(attack) = attack else { return };
    act.actors = attack.actors.clone();
    let country = attack.recipients.iter().find_map(|r| r.code);
    act.recipients.iter_mut().filter(|r| r.code.is_none()).for_each(|r| r.code = country);
    act.notes.push("parties as told of the attack before it in the sentence");
}

/// "Troops sent into the fight against the militia": an attack with its target is made by those whom the clause tells
/// to be in it.
pub(super) fn take_from_clause(matcher: &Matcher<'_>, act: &mut Act) {
    let doc = matcher.doc;
    let known = |side: &[Entity]| side.iter().any(|e| e.code.is_some());
    let is_attack = matcher.event_of(act) == "ASSAULT";
    if !is_attack || doc.token(act.trigger).upos != Upos::Noun || !lacks_doers(matcher, act) {
        return;
    }
    let above = doc.token(act.trigger).head.filter(|&verb| is_verb(doc, verb));
    let doer = match (&*case_of(doc, act.trigger), above) {
        ("in" | "into", Some(verb)) if known(&act.recipients) => {
            let clause = matcher.clause(verb);
            let moved = if clause.passive { clause.object } else { clause.subject };
            moved.filter(|_| !matcher.in_class("harming", verb))
        }
        // "The militia was behind the killings"
        ("behind", _) => doc.children_by(act.trigger, Relation::Nsubj).next(),
        _ => None,
    };
    let mut doers = doer.map(|doer| roles::mentioned(matcher, doer)).unwrap_or_default();
    let is_target = |d: &Entity| act.recipients.iter().any(|r| is_same(d, r));
    doers.retain(|d| d.code.is_some() && !is_target(d));
    if !doers.is_empty() {
        act.actors = doers;
        act.notes.push("actor is read from the clause around the act");
    }
}

/// "Accepted the apology", "denounced the raid": whoever apologised or raided, if that was told before.
pub(super) fn face_doer(matcher: &Matcher<'_>, acts: &mut [Act], at: usize) {
    let act = &acts[at];
    let event = matcher.event_of(act);
    let answers = matches!(event, "ACCUSE" | "SUPPORT" | "REJECT" | "REQUEST" | "AGREE");
    if !answers || act.actors.is_empty() || !act.recipients.is_empty() {
        return;
    }
    let doc = matcher.doc;
    let clause = matcher.clause(act.trigger);
    let told = act.fit.fills.iter().filter(|f| {
        matches!(f.role, RoleName::Recipient | RoleName::Topic | RoleName::Other) && !f.owner
    });
    let told = told.map(|f| f.token).chain(act.fit.act).chain(act.fit.consumed.iter().copied());
    let deeds = told.chain(clause.object).filter(|&t| doc.token(t).upos == Upos::Noun);
    let here = doc.sentence_of(act.trigger);
    let is_own = |e: &Entity| act.actors.iter().any(|a| a.code == e.code);
    let doers = deeds.filter_map(|noun| {
        let fit = matcher.best(noun)?;
        let frame = matcher.lexicon.frames.pattern(fit.pattern).0;
        let model = told_within(matcher, &acts[..at], here, REACH).find(|other| {
            other.frame == frame
                && other.actors.iter().any(|a| a.code.is_some())
                && !other.actors.iter().any(is_own)
        })?;
        Some(model.actors.clone())
    });
    let Some(doers) = doers.into_iter().next() else { return };
    acts[at].recipients = doers;
    acts[at].notes.push("recipient is whose deed it is about, as told before");
}
