//! Where? Which words of a document name a place, and where on the earth does it lie?
//!
//! A [`Gazetteer`] tells which places bear a name; `spot` finds the names, `resolve` chooses.

mod resolve;
mod spot;
#[cfg(test)]
mod tests;

use verbale_lexicon::{Country, Gazetteer};
use verbale_text::Doc;

use crate::findings::PlaceMention;

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
