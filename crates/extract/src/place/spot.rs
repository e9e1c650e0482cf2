//! Which words of a document spell the name of a place, and not of a person or a body?

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashSet;
use verbale_lexicon::{Gazetteer, Place, PlaceKind};
use verbale_text::{Doc, LineKind, Relation, TokenId, Upos};

use crate::names::is_shouting;
use crate::syntax::lower;

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
    "province",
    "region",
    "oblast",
    "state",
    "county",
    "city",
    "district",
    "governorate",
    "prefecture",
    "territory",
    "peninsula",
    "island",
    "islands",
    "river",
    "valley",
    "mountains",
    "border",
    "airport",
    "port",
    "area",
    "department",
    "municipality",
    "town",
    "village",
    "basin",
    "coast",
    "governor",
    "gov.",
    "mayor",
    "senator",
    "sen.",
    "police",
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "greater",
    "upper",
    "lower",
    "downtown",
    "inner",
    "outer",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "rep.",
    "parish",
    "republic",
    "commonwealth",
    "delta",
    "gulf",
    "suburb",
    "refugee",
    "camp",
    "metro",
    "near",
];

/// Words that head the name of a body: "University of California", "Bank of England".
const BODIES: [&str; 26] = [
    "university",
    "bank",
    "college",
    "institute",
    "museum",
    "church",
    "council",
    "court",
    "times",
    "post",
    "party",
    "committee",
    "society",
    "club",
    "school",
    "academy",
    "journal",
    "army",
    "association",
    "foundation",
    "league",
    "cup",
    "treaty",
    "agreement",
    "accords",
    "declaration",
];

/// All spots in `doc`, in text order and without overlaps; the longest name wins.
pub(super) fn spots<'g>(doc: &Doc, gazetteer: &'g Gazetteer) -> Vec<Spot<'g>> {
    let mut spots = Vec::new();
    let mut people = FxHashSet::default();
    for sentence in doc.sentences() {
        if sentence.kind == LineKind::Stamp {
            continue;
        }
        let shouting = is_shouting(doc, sentence.tokens.clone());
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = longest(doc, gazetteer, at..sentence.tokens.end);
            // "CAR BOMB": where all is in capitals, they make no short name.
            let Some(spot) = found.filter(|spot| !shouting || !is_short(doc, spot)) else {
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
    let placed: FxHashSet<String> =
        spots.iter().filter(|spot| is_placed(doc, spot)).map(|spot| spot.key.clone()).collect();
    spots.retain(|spot| {
        let known =
            spot.places.iter().any(|p| p.kind == PlaceKind::Country || p.population > 2_000_000);
        (known || !people.contains(&spot.key)) && (!is_doubtful(spot) || placed.contains(&spot.key))
    });
    spots
}

/// Whether the name is that of lesser towns only, and one word: "Lincoln", "Green", "Bell".
fn is_doubtful(spot: &Spot<'_>) -> bool {
    let small = |p: &Place<'_>| p.kind == PlaceKind::City && p.population < 300_000;
    spot.tokens.len() == 1 && spot.places.iter().all(small)
}

/// Whether the words around say that this is a place: "in Lincoln", "Lincoln, Nebraska", "BELL (AP)".
fn is_placed(doc: &Doc, spot: &Spot<'_>) -> bool {
    const PREPOSITIONS: [&str; 18] = [
        "in",
        "at",
        "near",
        "around",
        "outside",
        "into",
        "toward",
        "towards",
        "across",
        "inside",
        "through",
        "throughout",
        "between",
        "nearby",
        "downtown",
        "northern",
        "southern",
        "central",
    ];
    const SETTLEMENTS: [&str; 10] = [
        "city",
        "town",
        "village",
        "district",
        "outskirts",
        "north",
        "south",
        "east",
        "west",
        "suburb",
    ];
    let before = |n: usize| spot.tokens.start.checked_sub(n).map(|id| lower(doc, id));
    let is = |word: &Option<Cow<'_, str>>, list: &[&str]| {
        word.as_deref().is_some_and(|word| list.contains(&word))
    };
    let (last, last_but_one) = (before(1), before(2));
    let next = doc.tokens().get(spot.tokens.end).map(|t| t.span.of(doc.text()));
    let sentence = &doc.sentences()[doc.sentence_of(spot.tokens.start)];
    let opens = sentence.tokens.start == spot.tokens.start;
    is(&last, &PREPOSITIONS)
        || is(&last, &["of", "from", "the"]) && is(&last_but_one, &SETTLEMENTS)
        || is(&last, &SETTLEMENTS)
        || matches!(next, Some(",")) && follows_container(doc, spot)
        || opens && matches!(next, Some("(" | "-" | "–" | "—" | "--"))
}

/// "Lincoln, Nebraska": after the comma a capital word that a comma, stop or bracket follows.
fn follows_container(doc: &Doc, spot: &Spot<'_>) -> bool {
    let after = spot.tokens.end + 1;
    let close = (after + 1..after + 4).find_map(|id| doc.tokens().get(id));
    after < doc.tokens().len()
        && doc.token(after).upos == Upos::Propn
        && close.is_some_and(|t| matches!(t.upos, Upos::Punct | Upos::Propn))
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
        Gazetteer::fold_into(&mut key, doc.form(at));
        let ends = doc.form(at).contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if ends && key.len() > 1 && gazetteer.knows(&key) {
            let spot = named(doc, gazetteer, first..at + 1, &key);
            best = spot.filter(|spot| is_name(doc, spot)).or(best);
        }
    }
    best
}

/// The places that `tokens`, folded to `key`, may name.
fn named<'g>(
    doc: &Doc,
    gazetteer: &'g Gazetteer,
    tokens: Range<TokenId>,
    key: &str,
) -> Option<Spot<'g>> {
    let form = doc.span_of(&[tokens.start, tokens.end - 1]).of(doc.text());
    let named = gazetteer.named(key).into_iter();
    let places: Vec<Place<'g>> =
        named.filter(|(name, _)| spelled_so(form, name)).map(|(_, place)| place).collect();
    (!places.is_empty()).then(|| Spot { tokens, key: key.to_owned(), places })
}

/// Whether a spot is of three letters at most.
fn is_short(doc: &Doc, spot: &Spot<'_>) -> bool {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).count();
    spot.tokens.clone().map(|t| letters(doc.form(t))).sum::<usize>() <= 3
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
    form.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | ',' | '\'' | '’' | '–'))
        || is_capital(doc, at)
}

/// Whether the words are a proper name: one is tagged so, and a lone one is no month or the like.
///
/// The tagger takes some names for nouns ("the DRC"): within a sentence the capital tells.
fn is_name(doc: &Doc, spot: &Spot<'_>) -> bool {
    let first = spot.tokens.start;
    if spot.tokens.len() == 1 && crate::time::is_calendar_word(doc.form(first)) {
        return false;
    }
    if spot.tokens.clone().any(|id| doc.token(id).upos == Upos::Propn) {
        return true;
    }
    let sentence = &doc.sentences()[doc.sentence_of(first)];
    let known =
        |p: &Place<'_>| matches!(p.kind, PlaceKind::Country | PlaceKind::Capital | PlaceKind::Area);
    sentence.kind == LineKind::Prose
        && first > sentence.tokens.start
        && matches!(doc.token(first).upos, Upos::Noun | Upos::Adj | Upos::X)
        && spot.places.iter().any(known)
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
        "mr.", "mrs.", "ms.", "dr.", "mr", "mrs", "ms", "dr", "prof.", "sir", "lord", "lady",
        "sheriff", "judge", "justice", "capt.",
    ];
    let before = tokens.start.checked_sub(1).map(|id| lower(doc, id));
    let titled = before.is_some_and(|word| TITLES.contains(&&*word));
    titled
        || tokens.len() == 1
            && neighbours(doc, tokens).any(|n| {
                let adjacent = n + 1 == tokens.start || n == tokens.end;
                let flat =
                    [n, tokens.start].iter().any(|&id| doc.token(id).relation == Relation::Flat);
                adjacent && flat && doc.token(n).upos == Upos::Propn && !is_part(doc, n)
            })
}

/// Whether the words are part of a body's name: "Paris Saint-Germain", "Bank of England".
///
/// A country before a body's name is still a country: "U.S. Army".
fn is_of_another(doc: &Doc, spot: &Spot<'_>) -> bool {
    let tokens = &spot.tokens;
    let country = spot.places.iter().any(|p| p.kind == PlaceKind::Country);
    let adjacent = |n: TokenId| n + 1 == tokens.start || n == tokens.end && !country;
    let joined = neighbours(doc, tokens).any(|n| {
        doc.token(n).upos == Upos::Propn && is_capital(doc, n) && adjacent(n) && !is_part(doc, n)
    });
    joined || is_of_body(doc, tokens)
}

/// Whether the word goes with a place's name without being of it; "Friday" may stand next to any.
fn is_part(doc: &Doc, id: TokenId) -> bool {
    crate::time::is_calendar_word(doc.form(id)) || PARTS.contains(&&*lower(doc, id))
}

/// "University of California": the words follow "of" and a capital word for a body.
fn is_of_body(doc: &Doc, tokens: &Range<TokenId>) -> bool {
    let Some(of) = tokens.start.checked_sub(2) else { return false };
    let of_at = if doc.form(of + 1) == "the" { of } else { of + 1 };
    let Some(body) = of_at.checked_sub(1) else { return false };
    matches!(doc.form(of_at), "of") && is_capital(doc, body) && BODIES.contains(&&*lower(doc, body))
}
