//! Who takes part in an act whose own words leave it out?
//!
//! "The attack", "a second strike", "was released": first the parties of an act of the same kind that
//! the document has told elsewhere, then, for acts that are done in a place to those who live there, the
//! place that the clause names.

use std::cmp::Reverse;

use verbale_lexicon::{Country, RoleName, Standing};
use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

use super::compose::Act;
use super::deed::{
    face_doer, fall_to_foe, follow_attack, lacks_doers, mend_relative, take_from_clause,
    take_from_deed, take_from_occasion,
};
use super::law::{fill_keeper, forget_presumed, is_held, is_of_law};
use super::mutual::{find_other_side, has_two_sides, is_mutual, take_up_other_side};
use super::party::may_attack;
use super::public::has_party;
use super::{Fit, Matcher, roles, sides};
use crate::factuality::verdict;
use crate::findings::{Entity, PlaceMention, Via};
use crate::place::scene_of;
use crate::syntax::{case_of, is_verb, lemma, lower};

/// How many sentences away an act may be told that another takes up.
pub(super) const REACH: usize = 12;
/// How many sentences before "the attack" the one may be told that no other word is needed for.
const NEAR: usize = 2;

/// Gives the acts the parties that the rest of the document tells.
pub(super) fn complete(matcher: &Matcher<'_>, acts: &mut [Act]) {
    acts.iter_mut().for_each(|act| face_the_target(matcher, act));
    acts.iter_mut().for_each(|act| forget_presumed(matcher, act));
    for at in 0..acts.len() {
        mend_relative(matcher, acts, at);
    }
    for at in 0..acts.len() {
        find_other_side(matcher, &mut acts[at]);
        take_up_other_side(matcher, acts, at);
        take_up_target(matcher, acts, at);
        face_doer(matcher, acts, at);
        take_from_deed(matcher, acts, at);
        fall_to_foe(matcher, acts, at);
        take_from_occasion(matcher, acts, at);
        take_from_clause(matcher, &mut acts[at]);
        follow_attack(matcher, acts, at);
        take_up_parties(matcher, acts, at);
        take_up_victims(matcher, acts, at);
        fill_from_scene(matcher, &mut acts[at]);
        fill_keeper(matcher, &mut acts[at]);
    }
    for at in 0..acts.len() {
        take_from_deed(matcher, acts, at);
    }
    sides::complete(matcher, acts);
}

/// Acts that are done to those who are where they take place.
fn hits_the_place(event: &str) -> bool {
    matches!(event, "ASSAULT" | "COERCE" | "PROTEST")
}

/// Acts that only those who rule a place can do there.
fn is_of_rulers(event: &str, mode: Option<&str>) -> bool {
    matches!(
        (event, mode),
        ("COERCE", Some("arrest" | "censor" | "curfew" | "martial-law" | "deport"))
            | ("SANCTION", Some("convict" | "expel"))
            | ("RETREAT", Some("release"))
    )
}

/// Lets the place of an act stand for whom it is done to, or for the rulers who do it.
fn fill_from_scene(matcher: &Matcher<'_>, act: &mut Act) {
    let event = &*matcher.lexicon.ontology.event(act.event).code;
    let crowd = act.actors.is_empty() && event == "PROTEST";
    let mutual = act.actors.len() > 1 || is_mutual(matcher, act);
    if event == "ASSAULT" {
        settle_aboard(matcher, act);
    }
    if !is_of_law(matcher, act) || !act.recipients.iter().all(|e| is_held(matcher, e)) {
        settle_victims(matcher, act, event);
        settle_subjects(act, event);
    }
    let hit = act.recipients.is_empty() && hits_the_place(event) && !mutual;
    let rulers = !hit
        && act.actors.is_empty()
        && is_of_rulers(event, act.mode.as_deref())
        && may_repeat(matcher, act.trigger);
    if act.said || !rulers && !hit && !crowd {
        return;
    }
    if hit && let Some(place) = roles::at_venue(matcher, act.trigger) {
        act.recipients.push(place);
        act.notes.push("recipient is told only by the place");
        return;
    }
    let Some(place) = place_of(matcher, act.trigger) else { return };
    if hit {
        let sector = if event == "PROTEST" { "GOV" } else { "CVL" };
        act.recipients.extend(roles::people_of(place, sector));
        act.notes.push("recipient is told only by the place");
    }
    if crowd || rulers && !is_of_crime(matcher, place.head, act.trigger) {
        act.actors.extend(roles::people_of(place, if crowd { "CVL" } else { "GOV" }));
        act.notes.push("actor is told only by the place");
    }
}

/// "Arrested in connection with the bombings in Kenya": whether a place is only where that was which somebody is held
/// for.
fn is_of_crime(matcher: &Matcher<'_>, place: TokenId, trigger: TokenId) -> bool {
    let doc = matcher.doc;
    let above = std::iter::successors(doc.token(place).head, |&t| doc.token(t).head);
    let mut between = above.take_while(|&t| t != trigger);
    let is_occasion = |case: &str| matches!(case, "in" | "at" | "on" | "during" | "after");
    between.any(|noun| {
        doc.token(noun).upos == Upos::Noun
            && !is_occasion(&case_of(doc, noun))
            && matcher.best(noun).is_some()
    })
}

/// "Killed nine on board a Turkish ship": those of whom nothing else is told are of the country whose ship it was.
fn settle_aboard(matcher: &Matcher<'_>, act: &mut Act) {
    let doc = matcher.doc;
    let presumed = |e: &Entity| e.code.is_none() || matcher.mentions.is_presumed(e.head);
    if act.recipients.is_empty() || !act.recipients.iter().all(presumed) {
        return;
    }
    let verb_phrases = doc.children(act.trigger).iter();
    let own = act.recipients.iter().flat_map(|r| doc.children(r.head));
    let aboard = verb_phrases.chain(own).copied().find(|&c| {
        matches!(&*case_of(doc, c), "on" | "aboard" | "on_board") && matcher.in_class("warship", c)
    });
    let owner = aboard.and_then(|ship| roles::owner(matcher, ship));
    if let Some(country) = owner.and_then(|owner| owner.code) {
        act.recipients.iter_mut().for_each(|e| e.code = Some(country));
    }
}

/// "Struck a mosque in Isfara": those who are hit and of no country yet are of the place where it was.
fn settle_victims(matcher: &Matcher<'_>, act: &mut Act, event: &str) {
    let is_local = |e: &Entity| {
        e.code.is_none()
            && e.actor.is_none()
            && e.via == Via::Nominal
            && !e.sectors.iter().any(|s| matches!(s.as_str(), "UAF" | "MIL" | "REF"))
    };
    if !hits_the_place(event) || act.recipients.is_empty() || !act.recipients.iter().all(is_local) {
        return;
    }
    let Some(country) = place_of(matcher, act.trigger).and_then(|place| place.country) else {
        return;
    };
    act.recipients.iter_mut().for_each(|e| e.code = Some(country));
}

/// "Vietnamese police arrested a blogger": whom a state's own organs hold or sentence, and of whom nothing
/// else is told, is of that state.
fn settle_subjects(act: &mut Act, event: &str) {
    let of_state =
        |e: &Entity| e.sectors.iter().any(|s| matches!(s.as_str(), "COP" | "JUD" | "GOV" | "SPY"));
    let rules = is_of_rulers(event, act.mode.as_deref());
    let [ruler] = act.actors.as_slice() else { return };
    let (Some(country), true) = (ruler.code, rules && of_state(ruler)) else { return };
    let unknown = |e: &&mut Entity| {
        e.code.is_none()
            && e.actor.is_none()
            && e.via == Via::Nominal
            && e.person
            && !e.sectors.iter().any(|s| matches!(s.as_str(), "UAF" | "REF" | "MIL" | "UNK"))
    };
    act.recipients.iter_mut().filter(unknown).for_each(|e| e.code = Some(country));
}

/// The acts of `earlier` that are told at most `reach` sentences before the sentence `here`, the latest first.
pub(super) fn told_within<'a>(
    matcher: &'a Matcher<'_>,
    earlier: &'a [Act],
    here: usize,
    reach: usize,
) -> impl Iterator<Item = &'a Act> {
    let near = move |act: &&Act| here - matcher.doc.sentence_of(act.trigger) <= reach;
    earlier.iter().rev().take_while(near)
}

/// The place with a country that the clause of `trigger` names.
fn place_of<'m>(matcher: &'m Matcher<'_>, trigger: TokenId) -> Option<&'m PlaceMention> {
    scene_of(matcher.doc, &matcher.lexicon.classes, matcher.places, trigger, |p| {
        p.country.is_some()
    })
    .map(|place| &matcher.places[place])
}

/// "The embassy bombings": whose the bombing is, if it is a building's, is whom it was done to.
fn face_the_target(matcher: &Matcher<'_>, act: &mut Act) {
    let doc = matcher.doc;
    let is_house = |e: &Entity| matches!(lemma(doc, e.head), "embassy" | "consulate");
    let is_noun = doc.token(act.trigger).upos == Upos::Noun;
    let event = &*matcher.lexicon.ontology.event(act.event).code;
    if event == "ASSAULT" && is_noun && act.recipients.is_empty() && act.actors.iter().all(is_house)
    {
        std::mem::swap(&mut act.actors, &mut act.recipients);
    }
}

/// How an act may take up another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    /// By a definite noun for that kind of act.
    Definite,
    /// By the same pattern family.
    Frame,
    /// By the same word.
    Word,
}

/// Lets an act that names nobody who does it take the parties of the nearest act that it can repeat.
fn take_up_parties(matcher: &Matcher<'_>, acts: &mut [Act], at: usize) {
    let act = &acts[at];
    let event = &*matcher.lexicon.ontology.event(act.event).code;
    let fell = || event == "ASSAULT" && befalls(matcher, act.trigger);
    let repeats = may_repeat(matcher, act.trigger) || fell();
    if !lacks_doers(matcher, act) || act.said || !repeats {
        return;
    }
    let here = matcher.doc.sentence_of(act.trigger);
    let distance = |other: usize| here.abs_diff(matcher.doc.sentence_of(acts[other].trigger));
    // Many attack many: only one told again by the same kind of word, and of nobody else, is the one told before.
    let attack = event == "ASSAULT";
    if attack && !fell() && act.recipients.iter().any(|r| r.code.is_some()) {
        return;
    }
    let rules = is_of_rulers(event, act.mode.as_deref()) || hits_the_place(event);
    let own_place = rules.then(|| place_of(matcher, act.trigger)).flatten().filter(|place| {
        let doc = matcher.doc;
        doc.token(act.trigger).upos == Upos::Verb || doc.is_within(place.head, act.trigger)
    });
    let country = own_place.and_then(|place| place.country);
    // Acts come in text order: those out of reach need not be looked at.
    let before = (0..at).rev().take_while(|&other| distance(other) <= REACH);
    let after = (at + 1..acts.len()).take_while(|&other| distance(other) <= REACH);
    let mutual = is_mutual(matcher, act);
    let elsewhere = |other: &Act| {
        let parties = || other.actors.iter().chain(&other.recipients);
        country.is_some_and(|here| parties().all(|e| e.code.is_some_and(|code| code != here)))
    };
    let is_bare = !is_qualified(matcher.doc, act.trigger);
    let best = before
        .chain(after.filter(|_| !attack))
        .filter(|&other| !elsewhere(&acts[other]) && may_be_one(matcher, &acts[other], act))
        .filter(|&other| !is_of_another_verb(matcher.doc, acts[other].trigger))
        .filter_map(|other| {
            let link = link(matcher, act, &acts[other])?;
            if attack && link == Link::Definite && !(is_bare && distance(other) <= NEAR) {
                return None;
            }
            let whole = !mutual || has_two_sides(&acts[other]);
            Some((whole, link, other < at, Reverse(distance(other)), other))
        })
        .max();
    let Some((.., model)) = best else { return };
    let (actors, recipients) = (acts[model].actors.clone(), acts[model].recipients.clone());
    acts[at].actors = actors;
    acts[at].notes.push("parties as the document tells them of such an act elsewhere");
    if acts[at].recipients.is_empty() {
        acts[at].recipients = recipients;
    }
}

/// "The Paris attacks", "the 1996 bombing": whether words tell which of many acts a noun means.
fn is_qualified(doc: &Doc, noun: TokenId) -> bool {
    let qualifies = |r: Relation| {
        matches!(
            r,
            Relation::Amod
                | Relation::Compound
                | Relation::Nummod
                | Relation::Nmod
                | Relation::NmodPoss
                | Relation::NmodUnmarked
        )
    };
    doc.children(noun).iter().any(|&c| qualifies(doc.token(c).relation))
}

/// "Paid tribute to bombing victims": whoever does what the clause above tells need not do what a gerund without
/// a subject of its own does.
fn is_of_another_verb(doc: &Doc, trigger: TokenId) -> bool {
    doc.token(trigger).tag == Tag::Vbg
        && doc.children(trigger).iter().any(|&c| doc.token(c).relation == Relation::Mark)
        && !doc.children(trigger).iter().any(|&c| doc.token(c).relation.is_subject())
}

/// "The blast", told again where nobody is named: it hit whom it hit before, whoever did it.
fn take_up_victims(matcher: &Matcher<'_>, acts: &mut [Act], at: usize) {
    let (earlier, rest) = acts.split_at_mut(at);
    let act = &mut rest[0];
    let event = &*matcher.lexicon.ontology.event(act.event).code;
    let is_bare = act.actors.is_empty() && act.recipients.is_empty();
    if !is_bare || event != "ASSAULT" || !is_definite(matcher, act.trigger) {
        return;
    }
    let here = matcher.doc.sentence_of(act.trigger);
    // "The blast in Nairobi" is one of those told before if they were there as well.
    let place = place_of(matcher, act.trigger)
        .and_then(|place| place.country)
        .or_else(|| roles::at_venue(matcher, act.trigger)?.code);
    let is_there = |other: &Act| {
        place
            .is_none_or(|country| told_in(matcher, matcher.doc.sentence_of(other.trigger), country))
    };
    let is_model = |other: &&Act| {
        other.event == act.event
            && link(matcher, act, other).is_some()
            && other.recipients.iter().any(|r| r.code.is_some())
            && !is_undone(matcher, other)
            && is_there(other)
    };
    // Those who are named tell more than people of the place.
    let named = |other: &&Act| {
        let is_named = |r: &Entity| r.code.is_some() && !matcher.mentions.is_presumed(r.head);
        is_model(other) && other.recipients.iter().any(is_named)
    };
    let model = told_within(matcher, earlier, here, REACH)
        .find(named)
        .or_else(|| told_within(matcher, earlier, here, REACH).find(is_model));
    if let Some(model) = model {
        act.recipients = model.recipients.clone();
        act.notes.push("recipient as the document tells it of such an act elsewhere");
    }
}

/// Whether a sentence names a place in `country`.
fn told_in(matcher: &Matcher<'_>, sentence: usize, country: Country) -> bool {
    let tokens = &matcher.doc.sentences()[sentence].tokens;
    let first = matcher.places.partition_point(|p| p.head < tokens.start);
    let here = matcher.places[first..].iter().take_while(|p| p.head < tokens.end);
    here.into_iter().any(|p| p.country == Some(country))
}

/// Whether a word can tell an act whose doer was told elsewhere: a noun, or a verb in the passive.
fn may_repeat(matcher: &Matcher<'_>, trigger: TokenId) -> bool {
    match matcher.doc.token(trigger).upos {
        Upos::Noun | Upos::Propn => true,
        Upos::Verb => matcher.clause(trigger).passive,
        _ => false,
    }
}

/// "The town fell": whether the subject of a verb suffers what it tells.
fn befalls(matcher: &Matcher<'_>, verb: TokenId) -> bool {
    if !is_verb(matcher.doc, verb) {
        return false;
    }
    let suffers = |fit: &Fit, subject: TokenId| {
        fit.fills.iter().any(|f| f.role == RoleName::Recipient && f.token == subject && !f.owner)
    };
    let told = matcher.clause(verb).subject.zip(matcher.best(verb));
    told.is_some_and(|(subject, fit)| suffers(&fit, subject))
}

/// How `act` may take up `other`, if it may.
fn link(matcher: &Matcher<'_>, act: &Act, other: &Act) -> Option<Link> {
    let doc = matcher.doc;
    if lemma(doc, act.trigger) == lemma(doc, other.trigger) {
        return Some(Link::Word);
    }
    if act.frame == other.frame {
        return Some(Link::Frame);
    }
    is_definite(matcher, act.trigger).then_some(Link::Definite)
}

/// "The blast", "those attacks", "both bombings".
fn is_definite(matcher: &Matcher<'_>, noun: TokenId) -> bool {
    let doc = matcher.doc;
    let known = |word: &str| matches!(word, "the" | "this" | "these" | "those" | "that" | "both");
    doc.token(noun).upos == Upos::Noun
        && doc
            .children(noun)
            .iter()
            .any(|&c| doc.token(c).relation.base() == "det" && known(&lower(doc, c)))
}

/// Whether two acts are of one kind, and what is known of their targets does not contradict it.
fn may_be_one(matcher: &Matcher<'_>, other: &Act, act: &Act) -> bool {
    let same_target = || {
        act.recipients.is_empty()
            || other.recipients.is_empty()
            || act
                .recipients
                .iter()
                .any(|x| other.recipients.iter().any(|y| x.code.is_some() && x.code == y.code))
    };
    other.event == act.event
        && !other.said
        && other.actors.iter().any(|a| a.code.is_some())
        && (&*matcher.lexicon.ontology.event(act.event).code != "ASSAULT"
            || other.actors.iter().all(may_attack))
        && has_party(other)
        && same_target()
        && !is_undone(matcher, other)
}

/// Whether the words of an act themselves say that it did not take place: "they did not attack".
fn is_undone(matcher: &Matcher<'_>, act: &Act) -> bool {
    let standing = verdict(matcher.doc, matcher.lexicon, act.trigger).standing;
    standing == Standing::Not && !act.by_not
}

/// "Turkey's offensive", told again without its target, is against whom it was before: the target of
/// the nearest act of its kind by the same actor. Words are repeated less freely than deeds: a second
/// demand goes to whom the first went only where it is told in the same words or by the same frame.
fn take_up_target(matcher: &Matcher<'_>, acts: &mut [Act], at: usize) {
    let act = &acts[at];
    if act.actors.is_empty() || !act.recipients.is_empty() || is_mutual(matcher, act) {
        return;
    }
    let ontology = &matcher.lexicon.ontology;
    let is_deed = ontology.event(act.event).quad == 4;
    let event = &*ontology.event(act.event).code;
    let placed = hits_the_place(event) && place_of(matcher, act.trigger).is_some();
    if act.said || placed || matches!(event, "MOBILIZE" | "REQUEST") {
        return;
    }
    let doc = matcher.doc;
    let here = doc.sentence_of(act.trigger);
    let codes = |entities: &[Entity]| entities.iter().map(|e| e.code).collect::<Vec<_>>();
    let own = codes(&act.actors);
    let distance = |other: usize| here.abs_diff(doc.sentence_of(acts[other].trigger));
    let is_like = |other: &Act| {
        is_deed && (event != "COERCE" || other.mode == act.mode)
            || other.frame == act.frame
            || lemma(doc, other.trigger) == lemma(doc, act.trigger)
    };
    // Whoever accedes to something accedes to the body that others do.
    let joins = |other: &Act| {
        let is_bloc = |code| matcher.lexicon.ontology.is_bloc(code);
        event == "SUPPORT"
            && other.frame == act.frame
            && other.recipients.iter().all(|r| r.code.is_some_and(is_bloc))
            && !act.actors.iter().any(|a| a.code.is_some_and(is_bloc))
    };
    let told = |other: &usize| {
        let other = &acts[*other];
        other.event == act.event
            && is_like(other)
            && (codes(&other.actors) == own || joins(other))
            && other.recipients.iter().any(|r| r.code.is_some())
    };
    let before = (0..at).rev().take_while(|&other| distance(other) <= REACH).find(told);
    let model = before
        .or_else(|| (at + 1..acts.len()).take_while(|&other| distance(other) <= REACH).find(told));
    if let Some(model) = model {
        acts[at].recipients = acts[model].recipients.clone();
        acts[at].notes.push("recipient as the document tells it of such an act elsewhere");
    }
}
