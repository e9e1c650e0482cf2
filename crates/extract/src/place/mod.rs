//! Where? Which words of a document name a place, and where on the earth does it lie?
//!
//! A [`Gazetteer`] tells which places bear a name; `spot` finds the names, `resolve` chooses.

mod resolve;
mod spot;
#[cfg(test)]
mod tests;

use std::ops::Range;

use verbale_lexicon::{Classes, Country, Gazetteer, Place, PlaceKind};
use verbale_text::{Doc, Relation, TokenId, Upos};

use crate::findings::PlaceMention;
use crate::syntax::{case_of, is_locative, lower, lower_lemma, nearest_in_clause, phrase_head};

/// Every place named in `doc`, in text order.
///
/// `hints` are countries that the document speaks of, as its actors tell; a country may stand in them
/// more than once. At `regions` no country is meant, though one has that name.
pub(crate) fn places(
    doc: &Doc,
    gazetteer: &Gazetteer,
    hints: &[Country],
    regions: &[Range<TokenId>],
) -> Vec<PlaceMention> {
    let mut spots = spot::spots(doc, gazetteer);
    for spot in &mut spots {
        if regions.contains(&spot.tokens) && spot.places.iter().any(|p| !is_country(p)) {
            spot.places.retain(|p| !is_country(p));
        }
    }
    let chosen = resolve::resolve(doc, &spots, hints);
    let mentions = spots.iter().zip(chosen).map(|(spot, place)| {
        let (first, last) = (spot.tokens.start, spot.tokens.end - 1);
        PlaceMention {
            span: doc.span_of(&[first, last]),
            head: last,
            name: place.name.into(),
            country: place.country,
            point: Some((place.lat, place.lon)),
            geonameid: place.geonameid,
            is_country: is_country(&place),
        }
    });
    mentions.collect()
}

/// "In a U.S. drone strike", "on the Iraq war": whether a name only says of what kind or whose the noun after it is,
/// and that noun is no part of the country. "The Kenya bombing" was in Kenya, "the U.S. bombing" by the U.S.
fn only_describes(doc: &Doc, classes: &Classes, name: TokenId, trigger: TokenId) -> bool {
    let noun = phrase_head(doc, name);
    let before = noun > name;
    let owner = doc.token(name).relation == Relation::NmodPoss;
    let spelled = doc.form(name).chars().filter(|c| c.is_alphabetic()).count() > 3;
    // Without an article such a noun seldom stands: "in Guinea tortured scores" is "in Guinea".
    let bare = name > 0 && lower(doc, name - 1) == "in";
    before
        && !owner
        && !(spelled && (bare || noun == trigger))
        && !classes.contains("part_of_country", &lower_lemma(doc, noun))
}

/// "The ambassador to Libya": where somebody's post is, which is not where things befall them.
fn is_post(doc: &Doc, classes: &Classes, name: TokenId) -> bool {
    let phrase = phrase_head(doc, name);
    let holder = doc.token(phrase).head.filter(|_| doc.token(phrase).relation == Relation::Nmod);
    let is_posted = |noun: TokenId| classes.contains("posted", &lower_lemma(doc, noun));
    holder.is_some_and(is_posted) && case_of(doc, phrase) == "to"
}

fn is_country(place: &Place<'_>) -> bool {
    place.kind == PlaceKind::Country
}

/// Of the places that pass `test`, the one where what `trigger` tells takes place: the nearest that its clause
/// names, as its position in `places`, which are in text order.
pub(crate) fn scene_of(
    doc: &Doc,
    classes: &Classes,
    places: &[PlaceMention],
    trigger: TokenId,
    test: impl Fn(&PlaceMention) -> bool,
) -> Option<usize> {
    let sentence = &doc.sentences()[doc.sentence_of(trigger)].tokens;
    let first = places.partition_point(|p| p.head < sentence.start);
    let end = places.partition_point(|p| p.head < sentence.end);
    // "Had lived in Sudan until after the bombings": what only dates a clause was not where that was.
    let dates = doc.token(trigger).upos == Upos::Noun
        && matches!(
            &*case_of(doc, trigger),
            "after" | "before" | "until_after" | "since" | "following"
        );
    let sets_scene = |p: &PlaceMention| {
        test(p)
            && is_locative(doc, classes, p.head)
            && !(p.is_country && only_describes(doc, classes, p.head, trigger))
            && !is_post(doc, classes, p.head)
            && (!dates || doc.is_within(p.head, trigger))
    };
    let heads = places[first..end].iter().map(|p| if sets_scene(p) { p.head } else { usize::MAX });
    nearest_in_clause(doc, trigger, heads).map(|place| first + place)
}
