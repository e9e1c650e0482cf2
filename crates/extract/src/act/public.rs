//! Is what these words tell an act of public life that somebody did?
//!
//! Words that tell acts also say what a law allows, what happens in a novel, what goes on every day, and what a
//! farmer agrees with his neighbour. None of these is news of politics. The words by which we know them are data:
//! classes `law`, `fiction`, `frequency`, `kin`.

use verbale_lexicon::{Sector, Standing};
use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

use super::{Act, Matcher};
use crate::factuality::verdict;
use crate::findings::{Entity, Via};
use crate::syntax::{case_of, child, has_copula, has_to, is_verb, lower, possessor};

/// How many sentences away politics may be told that an act without a political actor stands among.
const REACH: usize = 12;

/// How many clauses around an act are looked at.
const MAX_CLIMB: usize = 6;

/// Leaves those of the acts that a reader of political news would list.
pub(super) fn retain(matcher: &Matcher<'_>, acts: &mut Vec<Act>) {
    let doc = matcher.doc;
    let mut political: Vec<usize> =
        acts.iter().filter(|act| has_party(act)).map(|act| doc.sentence_of(act.trigger)).collect();
    political.sort_unstable();
    // Among politics somebody of whom nothing is known counts, and so does what goes on and is nobody's.
    let among_politics = |act: &Act| {
        let sentence = doc.sentence_of(act.trigger);
        let next = political.partition_point(|&other| other + REACH < sentence);
        political.get(next).is_some_and(|&other| other <= sentence + REACH)
    };
    acts.retain(|act| {
        is_public(matcher, act)
            && (has_party(act)
                || among_politics(act) && (names_somebody(act) || is_going_on(matcher, act)))
    });
}

/// Whether the act is no private dealing, rule, tale or habit.
fn is_public(matcher: &Matcher<'_>, act: &Act) -> bool {
    !is_private_dealing(matcher, act)
        && !is_among_kin(matcher, act)
        && !is_homecoming(matcher, act)
        && !is_rule_or_tale(matcher, act)
        && !is_striven_for(matcher, act.trigger)
        && !is_advice(matcher, act)
        && !is_habit(matcher, act.trigger)
}

/// "Warned its citizens against travel to Chad": whoever warns his own people of a danger threatens nobody.
fn is_advice(matcher: &Matcher<'_>, act: &Act) -> bool {
    let is_own = |r: &Entity| {
        let own = act.actors.iter().any(|a| a.code.is_some() && a.code == r.code);
        let people = r.sectors.iter().all(|s| s.as_str() == "CVL");
        own && people && possessor(matcher.doc, r.head).is_some()
    };
    matcher.event_of(act) == "THREATEN"
        && act.mode.is_none()
        && !act.recipients.is_empty()
        && act.recipients.iter().all(is_own)
}

/// Whether somebody takes part who has a name, though nothing tells what that somebody is to politics: "Robinson was
/// convicted".
fn names_somebody(act: &Act) -> bool {
    parties(act).any(|e| e.name.is_some() || e.via == Via::Name)
}

/// Whether the act is force, a penalty or an inquiry that goes on, and nobody is told to do it: "fighting drove thousands
/// from their homes", "the talks were cut off", "after two days of clashes", "hundreds have been interviewed".
fn is_going_on(matcher: &Matcher<'_>, act: &Act) -> bool {
    let doc = matcher.doc;
    let token = doc.token(act.trigger);
    let event = matcher.event_of(act);
    let is_subject = token.relation.is_subject() && is_named(doc, act.trigger);
    let is_passive = || matcher.is_passive(act.trigger);
    let mode = act.mode.as_deref();
    let is_held = || token.upos == Upos::Noun && has_copula(doc, act.trigger);
    match event {
        "ASSAULT" => is_subject || is_passive() || is_particular(matcher, act),
        "SANCTION" => is_subject || is_passive(),
        "COERCE" => is_passive() || mode == Some("arrest") && is_held(),
        "ACCUSE" => mode == Some("investigate") && (is_subject || is_passive()),
        _ => false,
    }
}

/// Whether the word is a noun, or does as one: "fighting has driven them out", "two days of shelling".
fn is_named(doc: &Doc, id: TokenId) -> bool {
    let token = doc.token(id);
    let nominal = token.relation.is_subject() || token.relation == Relation::Nmod;
    token.upos == Upos::Noun || token.tag == Tag::Vbg && nominal
}

/// "The raids", "an offensive that ousted them", "days of shelling": a noun that tells of certain acts that took place,
/// and not of what might be, nor of such acts at all.
fn is_particular(matcher: &Matcher<'_>, act: &Act) -> bool {
    let doc = matcher.doc;
    let noun = act.trigger;
    let told = |c: TokenId| match doc.token(c).relation {
        Relation::Det => !matches!(&*lower(doc, c), "any" | "no" | "such" | "every"),
        relation => matches!(relation, Relation::Nummod | Relation::AclRelcl),
    };
    let lasting = |id: TokenId| {
        let head = doc.token(id).head.filter(|_| doc.token(id).relation == Relation::Nmod);
        head.is_some_and(|head| matcher.is_time[head] || matcher.in_class("period", head))
    };
    is_named(doc, noun)
        && (!act.recipients.is_empty()
            || lasting(noun)
            || doc.children(noun).iter().any(|&c| told(c)))
        && matches!(
            verdict(doc, matcher.lexicon, noun).standing,
            Standing::Told | Standing::Happened
        )
}

/// Whether at least one political actor takes part.
pub(super) fn has_party(act: &Act) -> bool {
    parties(act).any(|e| is_coded(e) || e.sectors.iter().any(is_political))
}

/// Whether an actor has a country or is a body that our knowledge knows: any charity is one of no country.
fn is_coded(entity: &Entity) -> bool {
    entity.code.is_some_and(|code| code.as_str() != "NGO" || entity.actor.is_some())
}

fn parties(act: &Act) -> impl Iterator<Item = &Entity> {
    act.actors.iter().chain(&act.recipients)
}

/// Whether an actor of this sector is political even if nothing tells its country: the students who
/// agreed to work harder are not, the rebels who agreed to talk are.
fn is_political(sector: &Sector) -> bool {
    matches!(
        sector.as_str(),
        "GOV"
            | "MIL"
            | "COP"
            | "SPY"
            | "JUD"
            | "LEG"
            | "PTY"
            | "OPP"
            | "REB"
            | "UAF"
            | "PRM"
            | "PRE"
            | "REF"
            | "ELI"
    )
}

/// "The Irish farmer agreed to rent his field": words and dealings between private persons.
fn is_private_dealing(matcher: &Matcher<'_>, act: &Act) -> bool {
    let event = matcher.event_of(act);
    let dealing = matches!(
        event,
        "AGREE"
            | "REQUEST"
            | "REJECT"
            | "THREATEN"
            | "SUPPORT"
            | "CONCEDE"
            | "CONSULT"
            | "COOPERATE"
    );
    dealing
        && !act.actors.is_empty()
        && act.actors.iter().all(|e| !e.plural && is_private(matcher, e))
        && act.recipients.iter().all(|e| is_private(matcher, e))
}

/// A person or people without name or office, of no walk of life that politics is made in.
fn is_private(matcher: &Matcher<'_>, entity: &Entity) -> bool {
    let doc = matcher.doc;
    let walks = ["CVL", "EDU", "AGR", "MED", "BUS", "LAB", "UNK"];
    entity.person
        && entity.actor.is_none()
        && entity.name.is_none()
        && entity.office.is_none()
        && doc.token(entity.head).upos == Upos::Noun
        && !matcher.in_class("collective", entity.head)
        && !entity.sectors.is_empty()
        && entity.sectors.iter().all(|sector| walks.contains(&sector.as_str()))
}

/// "The poet met his wife": what somebody does with his own family.
fn is_among_kin(matcher: &Matcher<'_>, act: &Act) -> bool {
    let doc = matcher.doc;
    let kin = |t: TokenId| {
        matcher.in_class("kin", t)
            && possessor(doc, t).is_some_and(|p| doc.token(p).upos == Upos::Pron)
    };
    let own = |e: &Entity| e.actor.is_none() && kin(e.head);
    let phrases = act.fit.fills.iter().filter(|f| !f.owner).map(|f| f.token);
    let event = matcher.event_of(act);
    matches!(event, "CONSULT" | "SUPPORT" | "COOPERATE" | "AGREE")
        && (parties(act).any(own) || phrases.into_iter().any(kin))
}

/// "The president flew back to the capital": nobody visits his own state.
fn is_homecoming(matcher: &Matcher<'_>, act: &Act) -> bool {
    let state = |e: &Entity| {
        matches!(e.via, Via::Name | Via::Metonym)
            && e.sectors.iter().all(|s| s.as_str() == "GOV")
            && e.code.is_some()
            && !e.person
            && act.actors.iter().all(|a| a.code == e.code)
    };
    matcher.event_of(act) == "CONSULT"
        && act.mode.as_deref() == Some("visit")
        && !act.actors.is_empty()
        && !act.recipients.is_empty()
        && act.recipients.iter().all(state)
}

/// "German law punishes", "may be held under the treaty", "the novel ends with the army burning": what a law
/// says at all times, or a work tells, in the clause of the act or one around it.
fn is_rule_or_tale(matcher: &Matcher<'_>, act: &Act) -> bool {
    let doc = matcher.doc;
    let mut at = act.trigger;
    for _ in 0..MAX_CLIMB {
        if is_verb(doc, at) && is_of_rule_or_tale(matcher, at, act.trigger) {
            return true;
        }
        let own_subject = doc.token(at).tag != Tag::Vbg
            && doc.children(at).iter().any(|&c| doc.token(c).relation.is_subject());
        match (doc.token(at).relation, doc.token(at).head) {
            // "…, although Israel disputes this"
            (Relation::Advcl | Relation::Conj | Relation::Parataxis, _) if own_subject => break,
            (_, Some(head)) => at = head,
            (_, None) => break,
        }
    }
    false
}

/// Whether a law or a tale, and not the phrase that tells the act itself, says or does what `verb` tells.
fn is_of_rule_or_tale(matcher: &Matcher<'_>, verb: TokenId, trigger: TokenId) -> bool {
    let doc = matcher.doc;
    let timeless = is_timeless(doc, verb);
    let around = doc.children(verb).iter().filter(|&&c| !doc.is_within(trigger, c));
    around.into_iter().any(|&c| match doc.token(c).relation {
        Relation::Nsubj => {
            timeless && (matcher.in_class("law", c) || matcher.in_class("fiction", c))
        }
        Relation::Obl => match &*case_of(doc, c) {
            "under" => timeless && matcher.in_class("law", c),
            "in" => timeless && matcher.in_class("fiction", c),
            _ => false,
        },
        _ => false,
    })
}

/// "Chad's bid to join the union", "the power to free them": what a noun says that somebody strives for or might do.
fn is_striven_for(matcher: &Matcher<'_>, verb: TokenId) -> bool {
    let doc = matcher.doc;
    let noun = doc.token(verb).head.filter(|_| doc.token(verb).relation == Relation::Acl);
    let own_subject = doc.children(verb).iter().any(|&c| doc.token(c).relation.is_subject());
    is_verb(doc, verb)
        && has_to(doc, verb)
        && !own_subject
        && noun.is_some_and(|noun| matcher.in_class("bid", noun))
}

/// "Feeds two hundred a day", "meets each June": what goes on again and again.
fn is_habit(matcher: &Matcher<'_>, verb: TokenId) -> bool {
    let doc = matcher.doc;
    let how_often = |of: TokenId| {
        doc.children(of).iter().any(|&c| {
            let rate = |t: TokenId| matches!(&*lower(doc, t), "every" | "each" | "a" | "an");
            let time = matcher.is_time[c] || matcher.in_class("period", c);
            doc.token(c).relation == Relation::Advmod && matcher.in_class("frequency", c)
                || time && case_of(doc, c).is_empty() && doc.children_by(c, Relation::Det).any(rate)
        })
    };
    is_verb(doc, verb)
        && matches!(doc.token(verb).tag, Tag::Vbz | Tag::Vbp)
        && (how_often(verb) || child(doc, verb, Relation::Obj).is_some_and(how_often))
}

/// Whether the verb is in the simple present, or under "may", "must" and the like.
fn is_timeless(doc: &Doc, verb: TokenId) -> bool {
    let token = doc.token(verb);
    let auxiliary = |t: TokenId| {
        let tag = doc.token(t).tag;
        tag == Tag::Md || matches!(tag, Tag::Vbz | Tag::Vbp) && &*doc.token(t).lemma == "be"
    };
    let own = doc.children(verb).iter().copied();
    let helped =
        own.filter(|&t| matches!(doc.token(t).relation, Relation::Aux | Relation::AuxPass));
    match token.tag {
        Tag::Vbz | Tag::Vbp => true,
        Tag::Vb | Tag::Vbn => helped.into_iter().any(auxiliary) && token.tag != Tag::Vbg,
        _ => false,
    }
}
