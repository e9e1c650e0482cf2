//! Of which country is an actor that no word ascribes to one: "the police", "rebel fighters"?
//!
//! Of the country in which its sentence has set the scene, else of the one that the document is about,
//! if one stands out among all that it names.

use std::collections::BTreeMap;

use jiff::civil::Date;
use verbale_lexicon::{ActorKind, Country, Lexicon, Sector};
use verbale_text::{Doc, LineKind, Relation, TokenId};

use super::nominal::is_backer;
use crate::findings::PlaceMention;
use crate::names::Hit;
use crate::syntax::{base_phrase, case_of, is_seat, lower_lemma, phrase_head};

/// Where a document plays.
pub(super) struct Theatre {
    /// Words that name a country, or a place or actor of one, in text order.
    spots: Vec<Spot>,
    focus: Option<Country>,
    /// The two countries that it is about, if no one stands out.
    pair: Option<[Country; 2]>,
    /// The few countries that it speaks of most.
    foremost: Vec<Country>,
    /// Where the report was filed.
    filed: Option<Country>,
}

/// A word that speaks of a country.
struct Spot {
    head: TokenId,
    country: Country,
    /// Whether it says where something takes place.
    locative: bool,
    /// Whether it names somebody.
    person: bool,
}

/// How many sentences a scene lasts that no later one replaces.
const SCENE_REACH: usize = 3;
/// How many times more often than any other a country must be spoken of for the document to be about it.
const LEAD: f64 = 1.25;
/// Least share of all mentions that the country of a document has.
const SHARE: f64 = 0.3;
/// How many countries count among those that a document speaks of most.
const FOREMOST: usize = 3;
/// Least share of all mentions that the two countries have between which a document plays.
const PAIR_SHARE: f64 = 0.6;

/// Least share of all mentions that a country has whose own affairs a document tells, and how many they must be.
const DOMESTIC: f64 = 0.66;
const LEAST_SPOTS: usize = 6;

impl Theatre {
    /// The theatre of `doc`, from the names and places in it.
    pub fn new(
        doc: &Doc,
        lexicon: &Lexicon,
        hits: &[Hit],
        places: &[PlaceMention],
        date: Option<Date>,
    ) -> Self {
        let with_bodies = names_body(lexicon, hits, date);
        let mut spots = named(doc, lexicon, hits, date, with_bodies);
        let by_place = places.iter().filter_map(|place| {
            let known = spots.binary_search_by_key(&place.head, |s| s.head).is_ok();
            let meets_abroad = with_bodies && is_seat_of_body(lexicon, &place.name);
            (!known && !meets_abroad).then_some(Spot {
                head: place.head,
                country: place.country?,
                locative: is_locative(doc, lexicon, place.head),
                person: false,
            })
        });
        let mut by_place: Vec<Spot> = by_place.collect();
        spots.append(&mut by_place);
        spots.sort_by_key(|s| s.head);
        let Focus { focus, pair, foremost } = focus(&spots);
        let filed = filed(doc, &spots);
        Self { spots, focus, pair, foremost, filed }
    }

    /// The country that the document is about.
    pub fn focus(&self) -> Option<Country> {
        self.focus
    }

    /// The country that the document is about, if nearly all that it names is of it.
    pub fn domestic(&self) -> Option<Country> {
        let own = |country: &Country| self.spots.iter().filter(|s| s.country == *country).count();
        let is_nearly_all = |own: usize| own as f64 >= DOMESTIC * self.spots.len() as f64;
        self.focus.filter(|country| own(country) >= LEAST_SPOTS && is_nearly_all(own(country)))
    }

    /// The few countries that the document speaks of most.
    pub fn foremost(&self) -> &[Country] {
        &self.foremost
    }

    /// The country that the dateline names.
    pub fn filed(&self) -> Option<Country> {
        self.filed
    }

    /// The country in which the place named at `head` lies.
    pub fn country_at(&self, head: TokenId) -> Option<Country> {
        self.from(head).first().filter(|s| s.head == head).map(|s| s.country)
    }

    /// The country in which the sentence sets its scene, best before `head`: "in Turkey, when the
    /// authorities …".
    pub fn scene(&self, doc: &Doc, head: TokenId) -> Option<Country> {
        let sentence = &doc.sentences()[doc.sentence_of(head)].tokens;
        let inside = self.from(sentence.start);
        let inside = &inside[..inside.partition_point(|s| s.head < sentence.end)];
        let here = || inside.iter().filter(|s| s.locative);
        let before = here().rev().find(|s| s.head < head);
        // "…, officials in Nairobi said": where somebody speaks is not where it took place.
        let after = || here().find(|s| s.head > head && !is_said_there(doc, s.head, head));
        before.or_else(after).map(|s| s.country)
    }

    /// Of the two countries between which the document plays, the one that the sentence does not name:
    /// where Kenya and Uganda are at odds, "the foreign ministry accused Uganda" is Kenya's.
    pub fn other_side(&self, doc: &Doc, head: TokenId) -> Option<Country> {
        let [first, second] = self.pair?;
        let sentence = &doc.sentences()[doc.sentence_of(head)].tokens;
        let inside = self.from(sentence.start);
        let inside = &inside[..inside.partition_point(|s| s.head < sentence.end)];
        let named = |country| inside.iter().any(|s| s.country == country);
        match (named(first), named(second)) {
            (true, false) => Some(second),
            (false, true) => Some(first),
            (true, true) => self.opposed(doc, head, [first, second]),
            (false, false) => None,
        }
    }

    /// Where the sentence names both: the one that is not told to be acted upon. "The foreign ministry
    /// accused Uganda of flying over Kenya" is Kenya's.
    fn opposed(&self, doc: &Doc, head: TokenId, pair: [Country; 2]) -> Option<Country> {
        let verb = doc.token(head).head.filter(|_| doc.token(head).relation.is_subject())?;
        let sentence = &doc.sentences()[doc.sentence_of(head)].tokens;
        let object = self.from(sentence.start).iter().take_while(|s| s.head < sentence.end).find(
            |spot| {
                let phrase = phrase_head(doc, spot.head);
                doc.token(phrase).head == Some(verb)
                    && matches!(doc.token(phrase).relation, Relation::Obj | Relation::Iobj)
            },
        )?;
        // "Soldiers seized President Adu" may well be his own.
        if object.person {
            return None;
        }
        let [first, second] = pair;
        match object.country {
            code if code == first => Some(second),
            code if code == second => Some(first),
            _ => None,
        }
    }

    /// The country in which one of the few sentences before that of `head` set its scene last.
    pub fn scene_before(&self, doc: &Doc, head: TokenId) -> Option<Country> {
        let here = doc.sentence_of(head);
        let end = doc.sentences()[here].tokens.start;
        let start = doc.sentences()[here.saturating_sub(SCENE_REACH)].tokens.start;
        let before = &self.from(start);
        let before = &before[..before.partition_point(|s| s.head < end)];
        before.iter().rev().find(|s| s.locative).map(|s| s.country)
    }

    /// The spots that do not come before `token`.
    fn from(&self, token: TokenId) -> &[Spot] {
        &self.spots[self.spots.partition_point(|s| s.head < token)..]
    }
}

/// Whether the place at `place` belongs to a clause that the one of `head` is the content of.
fn is_said_there(doc: &Doc, place: TokenId, head: TokenId) -> bool {
    let mut at = head;
    while let Some(above) = doc.token(at).head {
        if doc.token(at).relation.base() == "ccomp" || doc.token(at).relation.base() == "parataxis"
        {
            return doc.is_within(place, above) && !doc.is_within(place, at);
        }
        at = above;
    }
    // The clause that tells who said it may hang on what was said: "…, officials in Nairobi said".
    let mut at = place;
    while let Some(above) = doc.token(at).head {
        if doc.token(at).relation.base() == "parataxis" {
            return !doc.is_within(head, at);
        }
        at = above;
    }
    false
}

/// Whether bodies of many states have their seat in a town: what is said in Brussels is seldom said by Belgians.
fn is_seat_of_body(lexicon: &Lexicon, place: &str) -> bool {
    lexicon.classes.contains("seat_of_body", &place.to_lowercase())
}

/// Whether a text names a body of many states.
fn names_body(lexicon: &Lexicon, hits: &[Hit], date: Option<Date>) -> bool {
    let actors = &lexicon.actors;
    let mut named = hits.iter().filter_map(|hit| hit.names.first());
    named.any(|&name| is_body(actors.actor(actors.names()[name].actor).on(date).code))
}

/// Whether a code is of bodies that many states make up.
pub(super) fn is_body(code: Country) -> bool {
    matches!(code.as_str(), "UNO" | "EUR" | "IGO")
}

/// The countries that names tell, in text order; `with_bodies` if a body of many states is among them.
fn named(
    doc: &Doc,
    lexicon: &Lexicon,
    hits: &[Hit],
    date: Option<Date>,
    with_bodies: bool,
) -> Vec<Spot> {
    let actors = &lexicon.actors;
    let spot = |hit: &Hit| {
        let name = &actors.names()[*hit.names.first()?];
        // "The North" is spoken of from the South, and oftener than the South is.
        if with_bodies && is_seat_of_body(lexicon, &name.text) || !name.beside.is_empty() {
            return None;
        }
        let actor = actors.actor(name.actor);
        let capacity = actor.on(date);
        let country = capacity.code;
        let head = hit.tokens.end - 1;
        // Who backs somebody is not at home where they fight: "Rwandan-backed rebels".
        if capacity.sectors.iter().any(is_press) || is_backer(doc, &lexicon.classes, &hit.tokens) {
            return None;
        }
        (!lexicon.ontology.is_bloc(country)).then(|| Spot {
            head,
            country,
            locative: actor.kind == ActorKind::State && is_locative(doc, lexicon, head),
            person: actor.kind == ActorKind::Person,
        })
    };
    hits.iter().filter_map(spot).collect()
}

/// Where news is printed is not where it took place.
fn is_press(sector: &Sector) -> bool {
    matches!(sector.as_str(), "JRN" | "MED")
}

/// Whether a phrase says where something takes place.
fn is_locative(doc: &Doc, lexicon: &Lexicon, head: TokenId) -> bool {
    let phrase = whole(doc, lexicon, phrase_head(doc, head));
    matches!(case_of(doc, phrase).as_str(), "in" | "at" | "near" | "across" | "inside")
        && !is_seat(doc, &lexicon.classes, phrase)
}

/// What a place is told to be or to have a part of: the capital in "in the capital, Ankara", the border in "near
/// Macedonia's border".
fn whole(doc: &Doc, lexicon: &Lexicon, phrase: TokenId) -> TokenId {
    let is_part =
        |noun: TokenId| lexicon.classes.contains("part_of_country", &lower_lemma(doc, noun));
    // "In the capital, Baku, thousands …": the name may be taken for a subject.
    let start = base_phrase(doc, phrase).start;
    let before = start.checked_sub(2).filter(|_| doc.form(start - 1) == ",");
    match (doc.token(phrase).relation, doc.token(phrase).head) {
        (Relation::Appos, Some(above)) => above,
        (Relation::NmodPoss, Some(above)) if is_part(above) => above,
        _ => before.filter(|&noun| is_part(noun)).unwrap_or(phrase),
    }
}

/// The country of the first place that a dateline or byline names, if the text speaks of it as well: many
/// report from Brussels, few on Belgium.
fn filed(doc: &Doc, spots: &[Spot]) -> Option<Country> {
    let kind = |spot: &Spot| doc.sentences()[doc.sentence_of(spot.head)].kind;
    let filed = spots.iter().find(|spot| kind(spot) == LineKind::Byline)?.country;
    let spoken_of = |spot: &Spot| spot.country == filed && kind(spot) != LineKind::Byline;
    spots.iter().any(spoken_of).then_some(filed)
}

/// The country spoken of most, if it stands out; else the two spoken of most, if hardly any other is; and in any case those
/// that are spoken of most.
struct Focus {
    focus: Option<Country>,
    pair: Option<[Country; 2]>,
    foremost: Vec<Country>,
}

fn focus(spots: &[Spot]) -> Focus {
    let mut counts: BTreeMap<Country, f64> = BTreeMap::new();
    for spot in spots {
        *counts.entry(spot.country).or_default() += 1.0;
    }
    let total: f64 = counts.values().sum();
    let mut ranked: Vec<(Country, f64)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let share = |place: usize| ranked.get(place).map_or(0.0, |r| r.1);
    let leads = share(0) >= total * SHARE && share(0) >= share(1) * LEAD;
    let focus = ranked.first().map(|r| r.0).filter(|_| leads);
    let two = focus.is_none() && share(0) + share(1) >= total * PAIR_SHARE;
    let pair = ranked.first_chunk::<2>().filter(|_| two).map(|pair| pair.map(|r| r.0));
    let foremost = ranked.iter().take(FOREMOST).map(|r| r.0).collect();
    Focus { focus, pair, foremost }
}
