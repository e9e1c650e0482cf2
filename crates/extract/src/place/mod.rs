//! Where? Which words of a document name a place, and where on the earth does it lie?
//!
//! A [`Gazetteer`] tells which places bear a name; `spot` finds the names, `resolve` chooses.

mod resolve;
mod spot;
#[cfg(test)]
mod tests;

use verbale_lexicon::{Classes, Country, Gazetteer};
use verbale_text::{Doc, TokenId, Upos};

use crate::findings::PlaceMention;
use crate::syntax::{case_of, is_locative, nearest_in_clause};

/// Every place named in `doc`, in text order.
///
/// `hints` are countries that the document speaks of, as its actors tell; a country may stand in them
/// more than once.
pub(crate) fn places(doc: &Doc, gazetteer: &Gazetteer, hints: &[Country]) -> Vec<PlaceMention> {
    let spots = spot::spots(doc, gazetteer);
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
        }
    });
    mentions.collect()
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
        test(p) && is_locative(doc, classes, p.head) && (!dates || doc.is_within(p.head, trigger))
    };
    let heads = places[first..end].iter().map(|p| if sets_scene(p) { p.head } else { usize::MAX });
    nearest_in_clause(doc, trigger, heads).map(|place| first + place)
}
