//! Which of the places that bear a name does this document mean?
//!
//! What is named in the same phrase counts most ("Tripoli, Libya"), then the countries that the
//! document names, then how many people live there.

use rustc_hash::FxHashMap;
use verbale_lexicon::{Country, Place, PlaceKind};
use verbale_text::{Doc, TokenId};

use super::spot::Spot;
use crate::syntax::lower;

/// How much the document speaks of each country.
#[derive(Debug, Default)]
struct Votes {
    of: FxHashMap<Country, f64>,
    most: f64,
}

impl Votes {
    fn add(&mut self, country: Option<Country>, weight: f64) {
        if let Some(country) = country {
            let votes = self.of.entry(country).or_default();
            *votes += weight;
            self.most = self.most.max(*votes);
        }
    }

    /// From 0, not named, to 1, named most.
    fn share(&self, country: Option<Country>) -> f64 {
        let votes = country.and_then(|c| self.of.get(&c)).copied().unwrap_or(0.0);
        if self.most > 0.0 { (votes / self.most).sqrt() } else { 0.0 }
    }
}

/// The place that each spot means, in the order of `spots`.
pub(super) fn resolve<'g>(doc: &Doc, spots: &[Spot<'g>], hints: &[Country]) -> Vec<Place<'g>> {
    let mut votes = Votes::default();
    for &country in hints {
        votes.add(Some(country), 0.3);
    }
    for spot in spots {
        if let Some(country) = spot.places.iter().find(|p| p.kind == PlaceKind::Country) {
            let rival =
                spot.places.iter().any(|p| p.kind != PlaceKind::Country && p.population > 500_000);
            votes.add(country.country, if rival { 0.0 } else { 1.0 });
        }
    }
    let first = chosen(doc, spots, &votes);
    for (place, spot) in first.iter().zip(spots) {
        if place.kind != PlaceKind::Country {
            votes.add(place.country, 1.0 / spot.places.len() as f64);
        }
    }
    chosen(doc, spots, &votes)
}

fn chosen<'g>(doc: &Doc, spots: &[Spot<'g>], votes: &Votes) -> Vec<Place<'g>> {
    let pairs: Vec<Option<(Place<'g>, Place<'g>)>> = (0..spots.len())
        .map(|i| {
            let container = spots.get(i + 1).filter(|next| is_apposed(doc, &spots[i], next))?;
            best_pair(doc, &spots[i], container, votes)
        })
        .collect();
    let mut told: FxHashMap<&str, Place<'g>> = FxHashMap::default();
    for (spot, pair) in spots.iter().zip(&pairs) {
        if let Some((place, _)) = pair {
            told.entry(&spot.key).or_insert(*place);
        }
    }
    let mut chosen = Vec::with_capacity(spots.len());
    for (i, spot) in spots.iter().enumerate() {
        let as_part = pairs[i].map(|(place, _)| place);
        let as_whole = i.checked_sub(1).and_then(|before| pairs[before]).map(|(_, whole)| whole);
        let place = as_part.or(as_whole).or_else(|| told.get(&*spot.key).copied());
        chosen.push(place.unwrap_or_else(|| likeliest(doc, spot, votes)));
    }
    chosen
}

/// Whether `next` follows after a comma or in brackets: "Tripoli, Libya".
fn is_apposed(doc: &Doc, spot: &Spot<'_>, next: &Spot<'_>) -> bool {
    let gap = next.tokens.start - spot.tokens.end;
    gap == 1 && matches!(doc.form(spot.tokens.end), "," | "(" | "in" | "/")
}

/// A place and the one that holds it, where the two fit.
fn best_pair<'g>(
    doc: &Doc,
    spot: &Spot<'g>,
    container: &Spot<'g>,
    votes: &Votes,
) -> Option<(Place<'g>, Place<'g>)> {
    let is_country = |spot: &Spot<'_>| spot.places.iter().any(|p| p.kind == PlaceKind::Country);
    let list = is_country(spot);
    let mut best: Option<(f64, Place<'g>, Place<'g>)> = None;
    for part in spot
        .places
        .iter()
        .filter(|p| matches!(p.kind, PlaceKind::City | PlaceKind::Capital | PlaceKind::Region))
    {
        let wholes =
            container.places.iter().filter(|whole| !list || whole.kind != PlaceKind::Country);
        for whole in wholes.filter(|whole| holds(whole, part)) {
            let score = weight(doc, spot, part, votes) + weight(doc, container, whole, votes);
            if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                best = Some((score, *part, *whole));
            }
        }
    }
    best.map(|(_, part, whole)| (part, whole))
}

fn holds(whole: &Place<'_>, part: &Place<'_>) -> bool {
    if whole.country != part.country || whole.country.is_none() {
        return false;
    }
    match whole.kind {
        PlaceKind::Country => part.kind != PlaceKind::Country,
        PlaceKind::Region => part.kind != PlaceKind::Region && whole.region == part.region,
        PlaceKind::Area => part.kind != PlaceKind::Country,
        PlaceKind::City | PlaceKind::Capital => {
            part.kind == PlaceKind::City
                && whole.population > part.population
                && distance(whole, part) < 100.0
        }
    }
}

fn likeliest<'g>(doc: &Doc, spot: &Spot<'g>, votes: &Votes) -> Place<'g> {
    let mut best = spot.places[0];
    let mut most = f64::MIN;
    for place in &spot.places {
        let score = weight(doc, spot, place, votes);
        if score > most {
            (best, most) = (*place, score);
        }
    }
    best
}

/// How likely the document means `place` by the words of `spot`.
fn weight(doc: &Doc, spot: &Spot<'_>, place: &Place<'_>, votes: &Votes) -> f64 {
    let people = f64::from(place.population + 1).log10();
    let kind = match place.kind {
        PlaceKind::City => 0.0,
        PlaceKind::Capital => 1.0,
        PlaceKind::Region => -0.7 + if is_called_region(doc, spot) { 3.0 } else { 0.0 },
        PlaceKind::Country => 2.0,
        PlaceKind::Area => 7.5,
    };
    people + kind + 3.0 * votes.share(place.country)
}

/// "Kharkiv region", "the state of New York".
fn is_called_region(doc: &Doc, spot: &Spot<'_>) -> bool {
    const WORDS: [&str; 12] = [
        "region",
        "oblast",
        "province",
        "state",
        "governorate",
        "prefecture",
        "department",
        "provinces",
        "territory",
        "regional",
        "provincial",
        "governor",
    ];
    let named = |id: Option<TokenId>| {
        id.filter(|id| *id < doc.tokens().len()).is_some_and(|id| WORDS.contains(&&*lower(doc, id)))
    };
    let of = spot.tokens.start.checked_sub(1).filter(|id| doc.form(*id) == "of");
    named(Some(spot.tokens.end)) || named(of.and_then(|id| id.checked_sub(1)))
}

/// Kilometres between two places.
fn distance(a: &Place<'_>, b: &Place<'_>) -> f64 {
    let (lat1, lat2) = (a.lat.to_radians(), b.lat.to_radians());
    let (dlat, dlon) = (lat2 - lat1, (b.lon - a.lon).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
