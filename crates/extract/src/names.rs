//! Where in the text do names from our knowledge stand?
//!
//! A text is walked once, and at each word the longest name wins. Accents, full stops and hyphens do not
//! matter (the lexicon's [`NameTable`](verbale_lexicon::NameTable) sees to that); capitals do.

use std::ops::Range;

use jiff::civil::Date;
use verbale_lexicon::{Actors, Beginning, Classes, Lexicon, Name, NameId, is_word, written_words};
use verbale_text::{Doc, LineKind, TokenId, Upos};

use crate::syntax::lower;

/// A run of tokens that spells one or more names.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    /// The tokens.
    pub tokens: Range<TokenId>,
    /// The names that they spell, in the lexicon's order.
    pub names: Vec<NameId>,
}

/// All names of `actors` in `doc`, leftmost and longest first, without overlaps.
pub(crate) fn names(doc: &Doc, lexicon: &Lexicon, date: Option<Date>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for sentence in doc.sentences() {
        if matches!(sentence.kind, LineKind::Stamp) {
            continue;
        }
        let shouting = is_shouting(doc, sentence.tokens.clone());
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match longest(doc, lexicon, at..sentence.tokens.end, shouting, date) {
                Some(hit) => {
                    at = hit.tokens.end;
                    hits.push(hit);
                }
                None => at += 1,
            }
        }
    }
    hits
}

/// The name that the token alone spells: "Turkish" in "Turkish-backed Syrian rebels", which is a name as a whole.
pub(crate) fn name_at(
    doc: &Doc,
    lexicon: &Lexicon,
    token: TokenId,
    date: Option<Date>,
) -> Option<Hit> {
    longest(doc, lexicon, token..token + 1, false, date)
}

/// The longest name that starts at the first token of `tokens`.
fn longest(
    doc: &Doc,
    lexicon: &Lexicon,
    tokens: Range<TokenId>,
    shouting: bool,
    date: Option<Date>,
) -> Option<Hit> {
    let actors = &lexicon.actors;
    let start = tokens.start;
    // A hyphen inside a name joins; at the start nothing begins.
    if !is_word(doc.form(start)) {
        return None;
    }
    let mut so_far = Beginning::EMPTY;
    let mut best = None;
    for at in tokens {
        let Some(longer) = with_token(actors, so_far, doc.form(at)) else { break };
        // The full stop of a sentence spells nothing, and belongs to no name.
        if longer == so_far {
            continue;
        }
        so_far = longer;
        let fits = |id: &NameId| {
            let name = &actors.names()[*id];
            let words = start..at + 1;
            is_in_use(name, date)
                && capitals_fit(doc, &lexicon.classes, words, &name.text, shouting)
        };
        let names: Vec<NameId> = actors.name_table().spelled(so_far).filter(fits).collect();
        if !names.is_empty() {
            best = Some(Hit { tokens: start..at + 1, names });
        }
    }
    best
}

/// `so_far` with a token after it, which may hold several words of a name ("Lashkar-e-Taiba"), if some
/// name begins so.
fn with_token(actors: &Actors, so_far: Beginning, form: &str) -> Option<Beginning> {
    token_words(form).try_fold(so_far, |so_far, word| {
        so_far.then(word).filter(|longer| actors.name_table().knows(*longer))
    })
}

/// The names that a word spells after "anti-": "anti-Japanese".
pub(crate) fn names_after_anti(form: &str, actors: &Actors) -> Vec<NameId> {
    let Some((first, name)) = form.split_once('-') else { return Vec::new() };
    if !first.eq_ignore_ascii_case("anti") || !name.starts_with(char::is_uppercase) {
        return Vec::new();
    }
    let spelled = with_token(actors, Beginning::EMPTY, name);
    spelled.map(|name| actors.name_table().spelled(name).collect()).unwrap_or_default()
}

/// The words of a token: its parts between hyphens.
fn token_words(form: &str) -> impl Iterator<Item = &str> {
    form.split(['-', '–']).filter(|word| is_word(word))
}

/// A former name counts until a generation after it was given up: papers go on using it for a while.
fn is_in_use(name: &Name, date: Option<Date>) -> bool {
    const GRACE_YEARS: i16 = 30;
    match (name.until, date) {
        (Some(until), Some(date)) => date.year() <= until.last().year() + GRACE_YEARS,
        _ => true,
    }
}

/// Whether most words of the tokens are in capitals, as in some headlines.
pub(crate) fn is_shouting(doc: &Doc, tokens: Range<TokenId>) -> bool {
    let (mut capital, mut words) = (0, 0);
    for id in tokens {
        let form = doc.form(id);
        if form.chars().filter(|c| c.is_alphabetic()).count() >= 3 {
            words += 1;
            capital += usize::from(!form.chars().any(char::is_lowercase));
        }
    }
    words >= 3 && capital * 4 >= words * 3
}

/// Whether the text writes the name with the capitals that it needs.
fn capitals_fit(
    doc: &Doc,
    classes: &Classes,
    tokens: Range<TokenId>,
    name: &str,
    shouting: bool,
) -> bool {
    if is_read_as_word(doc, classes, &tokens, name) {
        return true;
    }
    let forms = tokens.flat_map(|id| token_words(doc.form(id)));
    written_words(name).zip(forms).all(|(written, form)| {
        let letters = || written.chars().filter(|c| c.is_alphabetic());
        let is_acronym = letters().count() >= 2 && letters().all(char::is_uppercase);
        if is_acronym {
            !form.chars().any(char::is_lowercase) && (!shouting || letters().count() > 3)
        } else if letters().next().is_some_and(char::is_uppercase) {
            form.chars().next().is_some_and(char::is_uppercase)
        } else {
            true
        }
    })
}

/// "Unicef", "Ecowas", "Kfor": whether a name of one word in capitals is written as it is said, as many papers do.
fn is_read_as_word(doc: &Doc, classes: &Classes, tokens: &Range<TokenId>, name: &str) -> bool {
    const SAID: usize = 4;
    let form = doc.form(tokens.start);
    let mut letters = form.chars();
    let length = name.chars().count();
    tokens.len() == 1
        && length >= SAID
        && name.chars().all(char::is_uppercase)
        && form.chars().count() == length
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
        && doc.token(tokens.start).upos == Upos::Propn
        && !classes.contains("no_acronym", &lower(doc, tokens.start))
}
