//! Which words of a document spell the name of a place, and not of a person or a body?

use std::ops::Range;

use rustc_hash::FxHashSet;
use verbale_text::{Doc, LineKind, Relation, TokenId, Upos};

use super::fold::fold_into;
use super::gazetteer::{Gazetteer, Kind, Place};

/// The most words in a place's name.
const LONGEST: usize = 8;

/// Words that spell the name of one or more places.
#[derive(Debug, Clone)]
pub(super) struct Spot<'g> {
    /// The words.
    pub tokens: Range<TokenId>,
    /// Their letters, folded.
    pub key: String,
    /// The places of that name.
    pub places: Vec<Place<'g>>,
}

/// Words that may stand with a place's name in a longer one without making it another's.
const PARTS: [&str; 62] = [
    "province", "region", "oblast", "state", "county", "city", "district", "governorate",
    "prefecture", "territory", "peninsula", "island", "islands", "river", "valley", "mountains",
    "border", "airport", "port", "area", "department", "municipality", "town", "village", "basin",
    "coast", "governor", "gov.", "mayor", "senator", "sen.", "police", "north", "south", "east",
    "west", "northern", "southern", "eastern", "western", "central", "greater", "upper", "lower",
    "downtown", "inner", "outer", "northeast", "northwest", "southeast", "southwest", "rep.",
    "parish", "republic", "commonwealth", "delta", "gulf", "suburb", "refugee", "camp", "metro",
    "near",
];

/// Words that head the name of a body: "University of California", "Bank of England".
const BODIES: [&str; 26] = [
    "university", "bank", "college", "institute", "museum", "church", "council", "court", "times",
    "post", "party", "committee", "society", "club", "school", "academy", "journal", "army",
    "association", "foundation", "league", "cup", "treaty", "agreement", "accords", "declaration",
];

/// All spots in `doc`, in text order and without overlaps; the longest name wins.
pub(super) fn spots<'g>(doc: &Doc, gazetteer: &'g Gazetteer) -> Vec<Spot<'g>> {
    let mut spots = Vec::new();
    let mut people = FxHashSet::default();
    for sentence in doc.sentences() {
        if sentence.kind == LineKind::Stamp {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some(spot) = longest(doc, gazetteer, at..sentence.tokens.end) else {
                at += 1;
                continue;
            };
            at = spot.tokens.end;
            if is_personal(doc, &spot.tokens) {
                people.insert(spot.key);
            } else if !is_of_another(doc, &spot) {
                spots.push(spot);
            }
        }
    }
    spots.retain(|spot| {
        let known = spot.places.iter().any(|p| p.kind == Kind::Country || p.population > 2_000_000);
        known || !people.contains(&spot.key)
    });
    spots
}

/// The longest name that starts with the first of `tokens`.
fn longest<'g>(doc: &Doc, gazetteer: &'g Gazetteer, tokens: Range<TokenId>) -> Option<Spot<'g>> {
    let first = tokens.start;
    if !is_capital(doc, first) || doc.token(first).span.is_empty() {
        return None;
    }
    let mut key = String::new();
    let mut best = None;
    for at in tokens.take(LONGEST) {
        if !may_continue(doc, at) {
            break;
        }
        fold_into(&mut key, doc.form(at));
        let ends = doc.form(at).contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if ends && key.len() > 1 && is_name(doc, first..at + 1) && gazetteer.knows(&key) {
            let form = doc.span_of(&[first, at]).of(doc.text());
            let named = gazetteer.named(&key);
            let places: Vec<Place<'g>> =
                named.into_iter().filter(|(name, _)| spelled_so(form, name)).map(|(_, p)| p).collect();
            if !places.is_empty() {
                best = Some(Spot { tokens: first..at + 1, key: key.clone(), places });
            }
        }
    }
    best
}

/// Short names count only as they are written: "US" is not "Us".
fn spelled_so(form: &str, name: &str) -> bool {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).count();
    if letters(form) > 3 {
        return true;
    }
    form.chars().filter(|c| *c != '.').eq(name.chars().filter(|c| *c != '.'))
}

fn is_capital(doc: &Doc, at: TokenId) -> bool {
    let form = doc.form(at).trim_start_matches(['\'', '‘', '’', 'ʻ']);
    form.starts_with(char::is_uppercase)
}

/// Whether the word may stand within a place's name.
fn may_continue(doc: &Doc, at: TokenId) -> bool {
    let form = doc.form(at);
    form.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '–'))
        || is_capital(doc, at)
}

/// Whether the words are a proper name: one is tagged so, and a lone one is no month or the like.
fn is_name(doc: &Doc, tokens: Range<TokenId>) -> bool {
    let single = tokens.len() == 1;
    if single && crate::time::is_calendar_word(doc.form(tokens.start)) {
        return false;
    }
    tokens.clone().any(|id| doc.token(id).upos == Upos::Propn)
}

/// The word that the spot's words hang on from outside, and those outside that hang on them, as parts
/// of one name.
fn neighbours<'a>(doc: &'a Doc, tokens: &'a Range<TokenId>) -> impl Iterator<Item = TokenId> + 'a {
    let joins = |id: TokenId| {
        matches!(doc.token(id).relation, Relation::Flat | Relation::Compound | Relation::Goeswith)
    };
    tokens.clone().flat_map(move |id| {
        let up = doc.token(id).head.filter(|_| joins(id));
        let down = doc.children(id).iter().copied().filter(move |&c| joins(c));
        up.into_iter().chain(down).filter(|n| !tokens.contains(n))
    })
}

/// Whether the words are part of a person's name: "Paris Hilton", "Mr. London".
fn is_personal(doc: &Doc, tokens: &Range<TokenId>) -> bool {
    const TITLES: [&str; 16] = [
        "mr.", "mrs.", "ms.", "dr.", "mr", "mrs", "ms", "dr", "prof.", "sir", "lord", "lady", "sheriff",
        "judge", "justice", "capt.",
    ];
    let before = tokens.start.checked_sub(1).map(|id| doc.form(id).to_lowercase());
    let titled = before.is_some_and(|word| TITLES.contains(&&*word));
    titled
        || tokens.len() == 1
            && neighbours(doc, tokens).any(|n| {
                let flat = [n, tokens.start].iter().any(|&id| doc.token(id).relation == Relation::Flat);
                flat && doc.token(n).upos == Upos::Propn && !is_part(doc, n)
            })
}

/// Whether the words are part of a body's name: "Paris Saint-Germain", "Bank of England".
///
/// A country before a body's name is still a country: "U.S. Army".
fn is_of_another(doc: &Doc, spot: &Spot<'_>) -> bool {
    let tokens = &spot.tokens;
    let country = spot.places.iter().any(|p| p.kind == Kind::Country);
    let adjacent = |n: TokenId| n + 1 == tokens.start || n == tokens.end && !country;
    let joined = neighbours(doc, tokens).any(|n| {
        doc.token(n).upos == Upos::Propn && is_capital(doc, n) && adjacent(n) && !is_part(doc, n)
    });
    joined || is_of_body(doc, tokens)
}

fn is_part(doc: &Doc, id: TokenId) -> bool {
    PARTS.contains(&&*doc.form(id).to_lowercase())
}

/// "University of California": the words follow "of" and a capital word for a body.
fn is_of_body(doc: &Doc, tokens: &Range<TokenId>) -> bool {
    let Some(of) = tokens.start.checked_sub(2) else { return false };
    let of_at = if doc.form(of + 1) == "the" { of } else { of + 1 };
    let Some(body) = of_at.checked_sub(1) else { return false };
    matches!(doc.form(of_at), "of") && is_capital(doc, body) && BODIES.contains(&&*doc.form(body).to_lowercase())
}
