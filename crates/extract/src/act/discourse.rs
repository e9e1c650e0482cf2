//! Who takes part in an act whose own words leave it out?
//!
//! "The attack", "a second strike", "was released": first the parties of an act of the same kind that
//! the document has told elsewhere, then, for acts that are done in a place to those who live there, the
//! place that the clause names.

use std::cmp::Reverse;

use verbale_lexicon::{RoleName, Standing};
use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

use super::compose::Act;
use super::deed::{
    face_doer, fall_to_foe, follow_attack, lacks_doers, mend_relative, take_from_clause,
    take_from_deed, take_from_occasion,
};
use super::law::{
    fill_keeper, fill_rulers, forget_presumed, is_held, is_of_law, is_of_rulers, settle_subjects,
};
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
        settle_sufferers(matcher, &mut acts[at]);
        fill_rulers(matcher, &mut acts[at]);
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

/// Tells of which country those are to whom an act is done, where only the clause around it tells.
fn settle_sufferers(matcher: &Matcher<'_>, act: &mut Act) {
    if matcher.event_of(act) == "ASSAULT" {
        settle_aboard(matcher, act);
    }
    if !is_of_law(matcher, act) || !act.recipients.iter().all(|e| is_held(matcher, e)) {
        settle_victims(matcher, act);
        settle_subjects(matcher, act);
    }
}

/// Whether an act of force or a protest is done to those who are where it takes place, for want of anybody named.
pub(super) fn hits_those_there(matcher: &Matcher<'_>, act: &Act) -> bool {
    let mutual = || act.actors.len() > 1 || is_mutual(matcher, act);
    act.recipients.is_empty() && hits_the_place(matcher.event_of(act)) && !mutual()
}

/// Lets the place of an act stand for whom it is done to, or for the crowd that protests there.
fn fill_from_scene(matcher: &Matcher<'_>, act: &mut Act) {
    let protest = matcher.event_of(act) == "PROTEST";
    let (hit, crowd) = (hits_those_there(matcher, act), protest && act.actors.is_empty());
    if act.said || !hit && !crowd {
        return;
    }
    if hit && let Some(venue) = roles::at_venue(matcher, act.trigger) {
        act.recipients.push(venue);
        act.notes.push("recipient is told only by the place");
        return;
    }
    let Some(place) = place_of(matcher, act.trigger) else { return };
    if hit {
        act.recipients.extend(roles::people_of(place, if protest { "GOV" } else { "CVL" }));
        act.notes.push("recipient is told only by the place");
    }
    if crowd {
        act.actors.extend(roles::people_of(place, "CVL"));
        act.notes.push("actor is told only by the place");
    }
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
fn settle_victims(matcher: &Matcher<'_>, act: &mut Act) {
    let is_local = |e: &Entity| {
        e.code.is_none()
            && e.actor.is_none()
            && e.via == Via::Nominal
            && !e.sectors.iter().any(|s| matches!(s.as_str(), "UAF" | "MIL" | "REF"))
    };
    let placed = hits_the_place(matcher.event_of(act)) && !act.recipients.is_empty();
    if !placed || !act.recipients.iter().all(is_local) {
        return;
    }
    let Some(country) = place_of(matcher, act.trigger).and_then(|place| place.country) else {
        return;
    };
    act.recipients.iter_mut().for_each(|e| e.code = Some(country));
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

/// The acts that the words of a sentence tell. Acts come in text order.
pub(super) fn told_here<'a>(matcher: &Matcher<'_>, acts: &'a [Act], sentence: usize) -> &'a [Act] {
    let tokens = &matcher.doc.sentences()[sentence].tokens;
    let at = |token: TokenId| acts.partition_point(|act| act.trigger < token);
    &acts[at(tokens.start)..at(tokens.end)]
}

/// The place with a country that the clause of `trigger` names.
pub(super) fn place_of<'m>(matcher: &'m Matcher<'_>, trigger: TokenId) -> Option<&'m PlaceMention> {
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
    let event = matcher.event_of(act);
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
    if !lacks_doers(matcher, act) || act.said || !is_told_again(matcher, act) {
        return;
    }
    let Some(model) = repeated(matcher, acts, at) else { return };
    let (actors, recipients) = (acts[model].actors.clone(), acts[model].recipients.clone());
    acts[at].actors = actors;
    acts[at].notes.push("parties as the document tells them of such an act elsewhere");
    if acts[at].recipients.is_empty() {
        acts[at].recipients = recipients;
    }
}

/// Whether the words of an act can tell again what was told elsewhere.
fn is_told_again(matcher: &Matcher<'_>, act: &Act) -> bool {
    let attack = matcher.event_of(act) == "ASSAULT";
    let fell = attack && befalls(matcher, act.trigger);
    // Many attack many: only one told again by the same kind of word, and of nobody else, is the one told before.
    let of_others = attack && !fell && act.recipients.iter().any(|r| r.code.is_some());
    (fell || may_repeat(matcher, act.trigger)) && !of_others
}

/// The act within reach that the one at `at` repeats most likely: one that tells all sides and is linked to it most
/// closely, rather one before it, the nearest.
fn repeated(matcher: &Matcher<'_>, acts: &[Act], at: usize) -> Option<usize> {
    let (act, doc) = (&acts[at], matcher.doc);
    let here = doc.sentence_of(act.trigger);
    let distance = |other: usize| here.abs_diff(doc.sentence_of(acts[other].trigger));
    let country = own_place(matcher, act).and_then(|place| place.country);
    let elsewhere = |other: &Act| {
        let parties = || other.actors.iter().chain(&other.recipients);
        country.is_some_and(|here| parties().all(|e| e.code.is_some_and(|code| code != here)))
    };
    let (attack, mutual) = (matcher.event_of(act) == "ASSAULT", is_mutual(matcher, act));
    let is_bare = !is_qualified(doc, act.trigger);
    // Acts come in text order: those out of reach need not be looked at.
    let before = (0..at).rev().take_while(|&other| distance(other) <= REACH);
    let after = (at + 1..acts.len()).take_while(|&other| distance(other) <= REACH);
    let models = before
        .chain(after.filter(|_| !attack))
        .filter(|&other| !elsewhere(&acts[other]) && may_be_one(matcher, &acts[other], act))
        .filter(|&other| !is_of_another_verb(doc, acts[other].trigger));
    let ranked = models.filter_map(|other| {
        let link = link(matcher, act, &acts[other])?;
        if attack && link == Link::Definite && !(is_bare && distance(other) <= NEAR) {
            return None;
        }
        let whole = !mutual || has_two_sides(&acts[other]);
        Some((whole, link, other < at, Reverse(distance(other)), other))
    });
    ranked.max().map(|(.., model)| model)
}

/// The place that the words of an act tell, where those who rule or live there take part in it.
fn own_place<'m>(matcher: &'m Matcher<'_>, act: &Act) -> Option<&'m PlaceMention> {
    let doc = matcher.doc;
    let is_theirs = is_of_rulers(matcher, act) || hits_the_place(matcher.event_of(act));
    let place = is_theirs.then(|| place_of(matcher, act.trigger)).flatten()?;
    (is_verb(doc, act.trigger) || doc.is_within(place.head, act.trigger)).then_some(place)
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
    let event = matcher.event_of(act);
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
        let sentence = &matcher.doc.sentences()[matcher.doc.sentence_of(other.trigger)];
        let named = matcher.places_in(&sentence.tokens);
        place.is_none() || named.iter().any(|p| p.country == place)
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

/// Whether a word can tell an act whose doer was told elsewhere: a noun, or a verb in the passive.
pub(super) fn may_repeat(matcher: &Matcher<'_>, trigger: TokenId) -> bool {
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
        && (matcher.event_of(act) != "ASSAULT" || other.actors.iter().all(may_attack))
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
    let event = matcher.event_of(act);
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
        let is_bloc = |code| ontology.is_bloc(code);
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
