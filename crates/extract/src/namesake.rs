//! Which of those who share a name does a text mean, by whatever else it names?
//!
//! "Congress" is Peru's where the text speaks of Peru, "the North" North Korea where it speaks of Korea, and
//! Georgia a state of America where sheriffs and Republicans are spoken of and nobody of Tbilisi.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use verbale_lexicon::{ActorKind, Country, Gazetteer, Lexicon, Name, NameId, PlaceKind};
use verbale_text::{Doc, TokenId, Upos};

use crate::names::Hit;
use crate::syntax::{lower, lower_lemma};

/// How many times more often than the country of a name's usual meaning another must be spoken of.
const LEAD: usize = 3;

/// Names that are settled, and the words that name a region of the same name as a state.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// The names, in text order.
    pub hits: Vec<Hit>,
    /// Where a region is meant that bears a state's name.
    pub regions: Vec<Range<TokenId>>,
}

/// Settles what each of `hits` names.
pub(crate) fn settle(doc: &Doc, lexicon: &Lexicon, hits: Vec<Hit>, date: Option<Date>) -> Settled {
    let spoken = spoken_of(lexicon, &hits, date);
    let mut settled = Settled::default();
    let regional = is_region_told(doc, lexicon, &hits);
    let mut before = None;
    for mut hit in hits {
        let owner = before.replace((hit.tokens.end, hit.names[0]));
        let owner = owner.filter(|&(end, _)| belongs(doc, end, &hit)).map(|(_, name)| name);
        if let Some(rival) = region_named(lexicon, &hit)
            && !spoken.contains_key(&code_of(lexicon, hit.names[0], date))
            && (regional || has_sign(doc, lexicon, rival, &hit))
        {
            settled.regions.push(hit.tokens);
            continue;
        }
        if hit.names.iter().any(|&name| needs_company(lexicon, name)) {
            match owner {
                Some(owner) => {
                    let whose = code_of(lexicon, owner, date);
                    hit.names.retain(|&name| code_of(lexicon, name, date) == whose);
                }
                None => choose(doc, lexicon, &mut hit, &spoken),
            }
        }
        if !hit.names.is_empty() {
            settled.hits.push(hit);
        }
    }
    settled
}

/// Whether a name that ends at `end` says whose `hit` is: "Mexico's Senate", "the Nigerian Senate".
fn belongs(doc: &Doc, end: TokenId, hit: &Hit) -> bool {
    let start = hit.tokens.start;
    end == start || end + 1 == start && matches!(doc.form(end), "'s" | "’s" | "'" | "’")
}

/// How often the text names somebody of each country by names that are nobody else's.
fn spoken_of(lexicon: &Lexicon, hits: &[Hit], date: Option<Date>) -> BTreeMap<Country, usize> {
    let mut spoken = BTreeMap::new();
    for hit in hits {
        let mut codes: Vec<Country> =
            hit.names.iter().map(|&name| code_of(lexicon, name, date)).collect();
        codes.dedup();
        let shared = hit.names.iter().any(|&name| needs_company(lexicon, name));
        if let [only] = codes.as_slice()
            && !shared
            && region_named(lexicon, hit).is_none()
        {
            *spoken.entry(*only).or_default() += 1;
        }
    }
    spoken
}

fn name_of(lexicon: &Lexicon, name: NameId) -> &Name {
    &lexicon.actors.names()[name]
}

fn code_of(lexicon: &Lexicon, name: NameId, date: Option<Date>) -> Country {
    lexicon.actors.actor(name_of(lexicon, name).actor).on(date).code
}

/// Whether a name means its actor only where the text speaks of some country as well.
fn needs_company(lexicon: &Lexicon, name: NameId) -> bool {
    !name_of(lexicon, name).beside.is_empty()
}

/// Leaves of the names of `hit` those whose country the text speaks of most; what else the name means it means unless
/// the text speaks of another country much more.
fn choose(doc: &Doc, lexicon: &Lexicon, hit: &mut Hit, spoken: &BTreeMap<Country, usize>) {
    let count = |code: Country| spoken.get(&code).copied().unwrap_or(0);
    let weight = |&name: &NameId| {
        let name = name_of(lexicon, name);
        match &*name.beside {
            [] => (LEAD * count(lexicon.actors.actor(name.actor).code), true),
            beside => (beside.iter().map(|&code| count(code)).sum(), false),
        }
    };
    let alone = stands_alone(doc, &hit.tokens);
    hit.names.retain(|name| !needs_company(lexicon, *name) || alone && weight(name).0 > 0);
    let best = hit.names.iter().map(weight).max();
    hit.names.retain(|name| Some(weight(name)) == best);
}

/// Whether no other name stands beside one: "the North Sea", "Party Congress".
fn stands_alone(doc: &Doc, tokens: &Range<TokenId>) -> bool {
    let is_name = |t: TokenId| {
        doc.token(t).upos == Upos::Propn && doc.form(t).starts_with(char::is_uppercase)
    };
    let sentence = &doc.sentences()[doc.sentence_of(tokens.start)].tokens;
    let before = tokens.start.checked_sub(1).filter(|t| sentence.contains(t));
    let after = Some(tokens.end).filter(|t| sentence.contains(t));
    // A point of the compass is a country with its article only.
    let is_point = matches!(&*lower(doc, tokens.start), "north" | "south" | "east" | "west");
    let has_article = before.is_some_and(|t| lower(doc, t) == "the");
    !after.is_some_and(is_name) && !before.is_some_and(is_name) && (!is_point || has_article)
}

/// The other country that has a region of the name, where a state's name is marked as ambiguous.
fn region_named(lexicon: &Lexicon, hit: &Hit) -> Option<Country> {
    let name = name_of(lexicon, *hit.names.first()?);
    let actor = lexicon.actors.actor(name.actor);
    if actor.kind != ActorKind::State || !name.ambiguous {
        return None;
    }
    let region = |p: &verbale_lexicon::Place<'_>| {
        p.kind == PlaceKind::Region && p.country.is_some_and(|code| code != actor.code)
    };
    let named = places_named(lexicon, &name.text);
    let state = named.iter().any(|p| p.kind == PlaceKind::Country);
    named.into_iter().filter(|_| state).find(region).and_then(|place| place.country)
}

fn places_named<'l>(lexicon: &'l Lexicon, text: &str) -> Vec<verbale_lexicon::Place<'l>> {
    let mut key = String::new();
    Gazetteer::fold_into(&mut key, text);
    lexicon.places.named(&key).into_iter().map(|(_, place)| place).collect()
}

/// Whether the text says of some region with a state's name that it is one: "Atlanta, Georgia".
fn is_region_told(doc: &Doc, lexicon: &Lexicon, hits: &[Hit]) -> bool {
    let mut told = hits.iter().filter_map(|hit| Some((hit, region_named(lexicon, hit)?)));
    told.any(|(hit, rival)| follows_town(doc, lexicon, hit, rival))
}

/// Whether a town of the country stands before the name and a comma.
fn follows_town(doc: &Doc, lexicon: &Lexicon, hit: &Hit, rival: Country) -> bool {
    let comma = hit.tokens.start.checked_sub(1).filter(|&t| doc.form(t) == ",");
    let Some(town) = comma.and_then(|comma| comma.checked_sub(1)) else { return false };
    let places = places_named(lexicon, doc.form(town));
    doc.token(town).upos == Upos::Propn && places.iter().any(|p| p.country == Some(rival))
}

/// Whether the sentence has words of the home affairs of a country.
fn has_sign(doc: &Doc, lexicon: &Lexicon, country: Country, hit: &Hit) -> bool {
    let class = format!("home_of_{}", country.as_str().to_lowercase());
    let mut sentence = doc.sentences()[doc.sentence_of(hit.tokens.start)].tokens.clone();
    sentence.any(|t| lexicon.classes.contains(&class, &lower_lemma(doc, t)))
}
