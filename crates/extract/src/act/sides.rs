//! Who stands against whom in this document, where an act leaves a side out?
//!
//! What the acts around tell of their parties is put together: whom somebody acts upon or is acted upon
//! by, whether all of it is one country's own affair, who attacks whom. A side that nobody names is
//! filled only where that leaves one answer, and only from what the text tells, never from what was
//! filled here. How often that is right: `docs/accuracy.md`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use verbale_lexicon::{ActorKind, Country};
use verbale_text::{Relation, TokenId};

use super::compose::Act;
use super::deed::{does_harm, lacks_doers};
use super::discourse::REACH;
use super::party::may_attack;
use super::{Matcher, roles};
use crate::findings::{Entity, Via};
use crate::mention::EntityId;
use crate::syntax::{is_locative, lemma, lower, lower_lemma, phrase_head};

/// Within how many sentences two attacks tell who attacks.
const NEAR: usize = 3;
/// Least share that one adversary has of all.
pub(super) const LEAD: f64 = 0.6;
/// Least share of all names that those of two countries have where a text is about the two.
const PAIR: f64 = 0.7;
/// Least share of its acts that a quarrel at home has in a document.
const AT_HOME: f64 = 0.8;

/// What an act tells of who does it to whom, before anything is filled here.
pub(super) struct Deed {
    pub is_attack: bool,
    pub sentence: usize,
    pub actors: Vec<Country>,
    pub recipients: Vec<Country>,
    /// Whether the country of those who suffer it is told, and not that of the place.
    pub victims_told: bool,
    /// Whether only a place is told that suffers it.
    pub on_place: bool,
}

/// The parties that the document's acts tell.
pub(super) struct Sides<'a> {
    pub matcher: &'a Matcher<'a>,
    pub deeds: Vec<Deed>,
    /// How often each country is named, in the order of their codes.
    named: Vec<(Country, usize)>,
    /// The heads of phrases that name each state itself, in text order, and what they name.
    states: BTreeMap<Country, Vec<(TokenId, EntityId)>>,
    /// Acts with both sides told, and how many of them have the same on both.
    complete: usize,
    at_home: usize,
    /// Those who attack others than their own.
    abroad: BTreeSet<Vec<Country>>,
}

/// Gives acts a side that only the acts around them tell.
pub(super) fn complete(matcher: &Matcher<'_>, acts: &mut [Act]) {
    acts.iter_mut().for_each(|act| turn_to_others(matcher, act));
    let sides = Sides::new(matcher, acts);
    for at in 0..acts.len() {
        sides.settle_presumed(acts, at);
        sides.face_holders(acts, at);
    }
    let sides = Sides::new(matcher, acts);
    let found: Vec<_> = (0..acts.len()).map(|at| missing(&sides, acts, at)).collect();
    for (act, found) in acts.iter_mut().zip(found) {
        let Some((missing, parties)) = found else { continue };
        match missing {
            Missing::Attacker | Missing::Fighters => act.actors = parties,
            Missing::Accuser | Missing::Other | Missing::Own | Missing::Domestic => {
                act.recipients = parties
            }
        }
        act.notes.push(missing.note());
    }
    acts.iter_mut().for_each(spare_doers);
}

/// Nobody acts on themselves, whatever the document suggests.
fn spare_doers(act: &mut Act) {
    let Act { actors, recipients, .. } = act;
    recipients.retain(|r| !actors.iter().any(|a| super::party::is_same(a, r)));
}

/// "We should keep the door open": who says so asks others.
fn turn_to_others(matcher: &Matcher<'_>, act: &mut Act) {
    let doc = matcher.doc;
    let is_own = |r: &Entity| {
        matches!(&*lower(doc, r.head), "we" | "us" | "i")
            && act.actors.iter().any(|a| a.code == r.code)
    };
    let asks = matcher.event_of(act) == "REQUEST" && act.said;
    if asks && !act.recipients.is_empty() && act.recipients.iter().all(is_own) {
        act.recipients.clear();
    }
}

/// Which side an act leaves out, and how it was found.
#[derive(Clone, Copy)]
enum Missing {
    Attacker,
    Fighters,
    Accuser,
    Other,
    Own,
    Domestic,
}

impl Missing {
    fn note(self) -> &'static str {
        match self {
            Self::Attacker => "actor as the document tells who attacks them",
            Self::Fighters => "the sides as the document tells who fights whom",
            Self::Accuser => "recipient is who charged them or turned to them",
            Self::Other => "recipient is the other side that the document tells",
            Self::Domestic => "recipient is of the one country that the document is about",
            Self::Own => "recipient is the other side of a quarrel at home",
        }
    }
}

/// The side that an act leaves out, if the acts around tell it.
fn missing(sides: &Sides<'_>, acts: &[Act], at: usize) -> Option<(Missing, Vec<Entity>)> {
    let (matcher, act) = (sides.matcher, &acts[at]);
    let event = matcher.event_of(act);
    if let Some(fighters) = sides.fighters(acts, at) {
        return Some((Missing::Fighters, fighters));
    }
    if lacks_doers(matcher, act) {
        let harms = does_harm(matcher, act) && !act.said;
        let attackers = harms.then(|| sides.attackers(acts, at)).flatten();
        return attackers.map(|attackers| (Missing::Attacker, attackers));
    }
    let is_faced = matches!(
        event,
        "REJECT" | "REQUEST" | "THREATEN" | "SUPPORT" | "CONCEDE" | "ASSAULT" | "SANCTION"
    );
    let is_suffered =
        matches!(event, "ACCUSE" | "REJECT" | "CONCEDE" | "ASSAULT" | "COERCE" | "PROTEST");
    // What somebody says to have refused may be refused to no one.
    let is_own_word = event == "REJECT" && matcher.said[act.trigger];
    // Two who break off talks turn to nobody else.
    let are_two = matches!(sides.deeds[at].actors.as_slice(), [_, _, ..]);
    let unmet = !are_two
        && !is_own_word
        && act.recipients.is_empty()
        && !super::mutual::is_mutual(matcher, act);
    if !unmet {
        return None;
    }
    if let Some(country) = ruled_by_force(sides, act, at) {
        return Some((Missing::Own, vec![country]));
    }
    let accuser = (event == "REJECT").then(|| sides.accuser(acts, at)).flatten();
    let other = || is_faced.then(|| sides.other(acts, at)).flatten();
    let own = || is_suffered.then(|| sides.at_home(acts, at)).flatten();
    let found = accuser.map(|parties| (Missing::Accuser, parties));
    let found = found.or_else(|| Some((Missing::Other, other()?)));
    let found = found.or_else(|| Some((Missing::Own, own()?)));
    found.or_else(|| Some((Missing::Domestic, vec![sides.judged_at_home(acts, at)?])))
}

/// "The army seized power": in its own country, where the text names that.
fn ruled_by_force(sides: &Sides<'_>, act: &Act, at: usize) -> Option<Entity> {
    let doc = sides.matcher.doc;
    let told = act.fit.fills.iter().map(|f| f.token).chain(act.fit.consumed.iter().copied());
    let is_power = |t: TokenId| lemma(doc, t) == "power";
    let seizes = act.mode.as_deref() == Some("seize") && told.into_iter().any(is_power);
    let [own] = sides.deeds[at].actors[..] else { return None };
    seizes.then(|| sides.named_state(own, act.trigger))?
}

/// Whether a phrase names a state itself, and nobody of it.
pub(super) fn is_state(matcher: &Matcher<'_>, entity: &Entity) -> bool {
    let kind = entity.actor.map(|a| matcher.lexicon.actors.actor(a).kind);
    kind == Some(ActorKind::State) && !entity.person
}

/// Where each state itself is named.
fn states(matcher: &Matcher<'_>) -> BTreeMap<Country, Vec<(TokenId, EntityId)>> {
    let mut states: BTreeMap<Country, Vec<(TokenId, EntityId)>> = BTreeMap::new();
    for (id, entity) in matcher.mentions.entities.iter().enumerate() {
        if let Some(code) = entity.code
            && is_state(matcher, entity)
        {
            states.entry(code).or_default().push((entity.head, id));
        }
    }
    states.values_mut().for_each(|named| named.sort_unstable());
    states
}

impl<'a> Sides<'a> {
    fn new(matcher: &'a Matcher<'a>, acts: &[Act]) -> Self {
        let deed = |act: &Act| Deed {
            is_attack: matcher.event_of(act) == "ASSAULT",
            sentence: matcher.doc.sentence_of(act.trigger),
            actors: codes(&act.actors),
            recipients: codes(&act.recipients),
            victims_told: act.recipients.iter().any(|r| !matcher.mentions.is_presumed(r.head)),
            on_place: act.recipients.iter().all(roles::is_of_place),
        };
        let deeds: Vec<Deed> = acts.iter().map(deed).collect();
        let told = |d: &&Deed| !d.actors.is_empty() && !d.recipients.is_empty();
        let complete = deeds.iter().filter(told).count();
        let at_home = deeds.iter().filter(told).filter(|d| d.actors == d.recipients).count();
        let raids = |d: &&Deed| d.is_attack && d.actors != d.recipients;
        let abroad = deeds.iter().filter(told).filter(raids).map(|d| d.actors.clone()).collect();
        let mut codes: Vec<Country> =
            matcher.mentions.entities.iter().filter_map(|e| e.code).collect();
        codes.sort_unstable();
        let named = codes.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
        Self { matcher, deeds, named, states: states(matcher), complete, at_home, abroad }
    }

    /// The mention of the state `code` itself that stands nearest to `trigger`.
    fn named_state(&self, code: Country, trigger: TokenId) -> Option<Entity> {
        let named = self.states.get(&code)?;
        let (before, after) = named.split_at(named.partition_point(|&(head, _)| head < trigger));
        let last = before.chunk_by(|a, b| a.0 == b.0).next_back().and_then(|same| same.first());
        let near = last.into_iter().chain(after.first());
        let &(_, id) = near.min_by_key(|&&(head, id)| (head.abs_diff(trigger), id))?;
        Some(self.matcher.mentions.entities[id].clone())
    }

    /// The places of the acts told at most `reach` sentences from the act at `at`, without itself.
    pub fn around(&self, at: usize, reach: usize) -> impl Iterator<Item = usize> + '_ {
        let here = self.deeds[at].sentence;
        let start = self.deeds.partition_point(|d| d.sentence + reach < here);
        let end = self.deeds.partition_point(|d| d.sentence <= here + reach);
        (start..end).filter(move |&other| other != at)
    }

    /// Whether the text speaks of hardly any country but those of an act and `other`.
    fn is_between(&self, at: usize, other: &[Country]) -> bool {
        let own = &self.deeds[at].actors;
        let all: usize = self.named.iter().map(|(_, count)| count).sum();
        let theirs = |(code, _): &&(Country, usize)| own.contains(code) || other.contains(code);
        let named: usize = self.named.iter().filter(theirs).map(|(_, count)| count).sum();
        named as f64 >= PAIR * all as f64
    }

    /// The one other country that this sentence and the one before it name, if those around who act upon
    /// the actor, or whom the actor acts upon, are mostly of it, or the text is about hardly any third.
    fn other(&self, acts: &[Act], at: usize) -> Option<Vec<Entity>> {
        let own = &self.deeds[at].actors;
        if own.is_empty() {
            return None;
        }
        let counterparts = self.around(at, REACH).filter_map(|other| {
            let deed = &self.deeds[other];
            let (acts, suffers) = (shares(own, &deed.actors), shares(own, &deed.recipients));
            let others: Vec<Country> =
                deed.actors.iter().filter(|code| !own.contains(code)).copied().collect();
            match (acts, suffers) {
                (true, false) if !deed.recipients.is_empty() => Some(deed.recipients.clone()),
                (false, true) if !deed.actors.is_empty() => Some(deed.actors.clone()),
                (true, _) if !others.is_empty() => Some(others),
                _ => None,
            }
        });
        let named = named_near(self.matcher, acts[at].trigger, own);
        let mut codes: Vec<Country> = named.iter().filter_map(|e| e.code).collect();
        codes.sort_unstable();
        let event = self.matcher.event_of(&acts[at]);
        // Whoever deplores an attack need not have suffered it.
        let least = if event == "ASSAULT" { 2 } else { 1 };
        let is_lasting = |(leading, count, all): (Vec<Country>, usize, usize)| {
            leading == codes && count >= least && count as f64 >= LEAD * all as f64
        };
        let is_turned_to =
            matches!(event, "REQUEST" | "THREATEN" | "SUPPORT" | "CONCEDE" | "SANCTION");
        let is_other = leading(counterparts).is_some_and(is_lasting)
            || is_turned_to && codes.len() == 1 && self.is_between(at, &codes);
        is_other.then_some(named)
    }

    /// Where nearly all that is told is done by a country's people to its own: the other side of the
    /// nearest such act.
    fn at_home(&self, acts: &[Act], at: usize) -> Option<Vec<Entity>> {
        let deed = &self.deeds[at];
        let is_own = |d: &Deed| d.actors == deed.actors && d.recipients == deed.actors;
        let stands_out = self.at_home >= 2
            && self.at_home as f64 >= AT_HOME * self.complete as f64
            && deed.actors.len() == 1;
        let near =
            |&other: &usize| (self.deeds[other].sentence.abs_diff(deed.sentence), Reverse(other));
        let quarrel =
            self.around(at, REACH).filter(|&other| is_own(&self.deeds[other])).min_by_key(near);
        let model = &acts[quarrel.filter(|_| stands_out)?];
        let is_doer = |e: &Entity| acts[at].actors.iter().any(|a| a.is_same_as(e));
        let suffers = model.recipients.iter().any(is_doer) && !model.actors.iter().any(is_doer);
        let side = if suffers { &model.actors } else { &model.recipients };
        // Of the two camps the country is sure, one person is not.
        let camp: Vec<Entity> = side.iter().filter(|e| !e.person).cloned().collect();
        if !camp.is_empty() {
            return Some(camp);
        }
        self.named_state(deed.actors[0], acts[at].trigger).map(|state| vec![state])
    }

    /// "That is a disgrace", the senator said: who blames or praises, blames or praises somebody, and where nearly all that
    /// is named is of one country, somebody of it. The country is sure there, whom of it is not.
    fn judged_at_home(&self, acts: &[Act], at: usize) -> Option<Entity> {
        let home = self.matcher.mentions.domestic()?;
        let judges = matches!(self.matcher.event_of(&acts[at]), "ACCUSE" | "SUPPORT");
        let by_own = judges && self.deeds[at].actors == [home];
        let state = by_own.then(|| self.named_state(home, acts[at].trigger))??;
        Some(Entity { sectors: Vec::new(), ..state })
    }

    /// "Turkey's shelling drove out 5,000 people", "activists attacked its commandos": of which country
    /// one side of an attack is, where only the place of the text makes both of one country and nearly
    /// all other attacks are between two.
    fn settle_presumed(&self, acts: &mut [Act], at: usize) {
        let (matcher, deed) = (self.matcher, &self.deeds[at]);
        let harms = deed.is_attack || acts[at].mode.as_deref() == Some("expel");
        let is_presumed = |e: &Entity| matcher.mentions.is_presumed(e.head);
        let all_presumed = |side: &[Entity]| !side.is_empty() && side.iter().all(is_presumed);
        // Troops and police of no named country are those of the place.
        let is_of_state =
            |e: &Entity| e.sectors.iter().any(|s| matches!(s.as_str(), "MIL" | "COP" | "GOV"));
        let doers = all_presumed(&acts[at].actors) && !acts[at].actors.iter().any(is_of_state);
        let victims = all_presumed(&acts[at].recipients)
            && acts[at].actors.iter().all(|a| a.code.is_some() && !is_presumed(a));
        if !harms || victims == doers {
            return;
        }
        if victims && let Some(on) = self.attacked_by(at) {
            let act = &mut acts[at];
            act.recipients.iter_mut().for_each(|r| r.code = Some(on));
            act.notes.push("the country of one side as the document tells who attacks whom");
            return;
        }
        let Some((attackers, model)) = self.one_way(acts, at) else { return };
        let (by, on) = (attackers[0], self.deeds[model].recipients[0]);
        let act = &mut acts[at];
        if ![by, on].iter().all(|&code| matcher.lexicon.actors.state(code).is_some()) {
            return;
        }
        if victims && (deed.actors.is_empty() || deed.actors == [by]) && deed.recipients != [on] {
            act.recipients.iter_mut().for_each(|r| r.code = Some(on));
        } else if doers && deed.recipients == [by] && deed.actors == [by] {
            act.actors.iter_mut().for_each(|a| a.code = Some(on));
        } else {
            return;
        }
        act.notes.push("the country of one side as the document tells who attacks whom");
    }

    /// "Turkish shells killed villagers": the one other country whose people the document tells to be attacked by the
    /// same, where only the place of the text makes the victims their own.
    fn attacked_by(&self, at: usize) -> Option<Country> {
        let deed = &self.deeds[at];
        if deed.actors.len() != 1 || deed.recipients != deed.actors {
            return None;
        }
        let told = self.around(at, REACH).map(|other| &self.deeds[other]).filter(|other| {
            other.is_attack
                && other.actors == deed.actors
                && other.victims_told
                && other.recipients.len() == 1
        });
        let (codes, count, all) = leading(told.map(|other| other.recipients.clone()))?;
        (codes != deed.actors && count == all).then(|| codes[0])
    }

    /// The one country that does nearly all attacks told around an act, and an act in which it attacks the
    /// one country that suffers them.
    fn one_way(&self, acts: &[Act], at: usize) -> Option<(Vec<Country>, usize)> {
        let between = |other: &usize| {
            let other = &self.deeds[*other];
            other.is_attack && !other.actors.is_empty() && !other.recipients.is_empty()
        };
        let attacks: Vec<usize> = self.around(at, REACH).filter(between).collect();
        let pair = |&other: &usize| {
            let deed = &self.deeds[other];
            [deed.actors.clone(), deed.recipients.clone()].concat()
        };
        let (codes, count, all) = leading(attacks.iter().map(pair))?;
        let model = *attacks.iter().find(|other| pair(other) == codes)?;
        let deed = &self.deeds[model];
        let apart = codes.len() == 2 && deed.actors.len() == 1 && codes[0] != codes[1];
        let is_clear = count >= 2 && count as f64 >= LEAD * all as f64;
        (apart && is_clear && !acts[model].actors.is_empty()).then(|| (deed.actors.clone(), model))
    }

    /// Who attacks those who suffer an act that names nobody: whoever does in nearly all attacks around.
    fn attackers(&self, acts: &[Act], at: usize) -> Option<Vec<Entity>> {
        let deed = &self.deeds[at];
        let strikes = |&other: &usize| {
            self.deeds[other].is_attack
                && shares(&self.deeds[other].recipients, &deed.recipients)
                && acts[other].actors.iter().all(may_attack)
        };
        let within = |reach: usize, least: usize| {
            let attacks = self.around(at, reach).filter(strikes);
            let told = attacks.map(|other| self.deeds[other].actors.clone());
            let (codes, count, all) = leading(told.filter(|actors| !actors.is_empty()))?;
            (count >= least && count as f64 >= AT_HOME * all as f64).then_some(codes)
        };
        let of_two = |codes: &Vec<Country>| {
            *codes != deed.recipients && self.is_between(at, &[&**codes, &deed.recipients].concat())
        };
        let codes = within(NEAR, 2)
            .or_else(|| within(REACH, 3))
            .or_else(|| within(REACH, 1).filter(|by| deed.victims_told && of_two(by)))?;
        let near =
            |&other: &usize| (self.deeds[other].sentence.abs_diff(deed.sentence), Reverse(other));
        let tells = |other: &usize| strikes(other) && self.deeds[*other].actors == codes;
        let model = self.around(at, REACH).filter(tells).min_by_key(near)?;
        // Who wages war abroad attacks nobody at home for no other reason than that it was there.
        if codes == deed.recipients && !deed.victims_told && self.abroad.contains(&codes) {
            return None;
        }
        Some(acts[model].actors.iter().filter(|a| a.code.is_some()).cloned().collect())
    }
}

/// The countries of `parties`, each once, in order.
fn codes(parties: &[Entity]) -> Vec<Country> {
    let mut found: Vec<Country> = parties.iter().filter_map(|e| e.code).collect();
    found.sort_unstable();
    found.dedup();
    found
}

pub(super) fn shares(some: &[Country], others: &[Country]) -> bool {
    some.iter().any(|code| others.contains(code))
}

/// What comes most often, how often, and how often anything comes.
pub(super) fn leading(
    found: impl Iterator<Item = Vec<Country>>,
) -> Option<(Vec<Country>, usize, usize)> {
    let mut counts: Vec<(Vec<Country>, usize)> = Vec::new();
    for codes in found {
        match counts.iter_mut().find(|(known, _)| *known == codes) {
            Some((_, count)) => *count += 1,
            None => counts.push((codes, 1)),
        }
    }
    let all = counts.iter().map(|(_, count)| count).sum();
    let (codes, count) = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))?;
    Some((codes, count, all))
}

/// Of every country but `own` that the sentence of `trigger` and the one before it name, the mention
/// nearest to it.
fn named_near(matcher: &Matcher<'_>, trigger: TokenId, own: &[Country]) -> Vec<Entity> {
    let doc = matcher.doc;
    let here = doc.sentence_of(trigger);
    let start = doc.sentences()[here.saturating_sub(1)].tokens.start;
    let end = doc.sentences()[here].tokens.end;
    let mut found: Vec<Entity> = Vec::new();
    let mut heads: Vec<TokenId> = (start..end).collect();
    heads.sort_by_key(|&head| (head > trigger, head.abs_diff(trigger)));
    for head in heads {
        for &id in matcher.mentions.at(head) {
            let entity = &matcher.mentions.entities[id];
            let is_new = found.iter().all(|e| e.code != entity.code);
            // Who is told something to print it is no party to it.
            let is_press = entity.sectors.iter().any(|s| s.as_str() == "JRN");
            // "After a session in Montevideo": a town, and not its government.
            let is_venue =
                entity.via == Via::Metonym && is_locative(doc, &matcher.lexicon.classes, head);
            let is_no_party = is_press || is_venue || is_neighbour(matcher, head);
            if is_no_party || matcher.mentions.is_presumed(head) {
                continue;
            }
            if is_new && entity.code.is_some_and(|code| !own.contains(&code)) {
                found.push(entity.clone());
            }
        }
    }
    found
}

/// "Near Macedonia's border with Bulgaria": who is named only to say which border it is.
fn is_neighbour(matcher: &Matcher<'_>, head: TokenId) -> bool {
    let doc = matcher.doc;
    let phrase = phrase_head(doc, head);
    let is_border =
        |&noun: &TokenId| matcher.lexicon.classes.contains("border", &lower_lemma(doc, noun));
    let told = matches!(doc.token(phrase).relation, Relation::Nmod | Relation::NmodPoss);
    is_border(&phrase) || doc.token(phrase).head.filter(|_| told).as_ref().is_some_and(is_border)
}
