//! In which ways may a pattern or a class write the word at this place?
//!
//! By its dictionary form, or as part of a compound: "hunger strike", "sit-in", "fact-finding mission",
//! "act of war", "not attend". Found once for each word of a document.

use verbale_text::{Doc, Relation, TokenId, Upos};

use super::Matcher;
use crate::syntax::{lemma, lower};

/// How many words before a word may make a compound with it.
const WORDS_BEFORE: usize = 3;

/// The ways in which a word may be written in a pattern or class.
#[derive(Debug, Clone)]
pub(super) struct Spellings {
    /// As the text has it, in lower case.
    pub form: String,
    /// Its dictionary form first, then what a lemmatizer may have missed.
    pub lemmas: Vec<String>,
    /// The compounds of which it is the head.
    pub compounds: Vec<String>,
}

impl Matcher<'_> {
    /// The ways in which the word may be written.
    pub(super) fn spellings(&self, token: TokenId) -> &Spellings {
        self.spellings[token].get_or_init(|| {
            let word = lemma(self.doc, token).to_lowercase();
            let form = lower(self.doc, token);
            let compounds = compounds(self.doc, token, &word);
            let lemmas = lemmas(word, &form, self.doc.token(token).upos);
            Box::new(Spellings { form, lemmas, compounds })
        })
    }
}

/// The word's lemma, and the spellings that a lemmatizer may have missed: a silent "e", a doubled
/// consonant ("blockad", "boycot").
fn lemmas(lemma: String, form: &str, upos: Upos) -> Vec<String> {
    let mut all = vec![lemma.clone()];
    if lemma == form && form.len() > 3 && matches!(upos, Upos::Noun | Upos::Propn) {
        all.extend(form.strip_suffix('s').map(Into::into));
    }
    let inflected =
        lemma != form && (form.ends_with("ed") || form.ends_with("ing") || form.ends_with("es"));
    if inflected {
        all.push(format!("{lemma}e"));
        all.extend(lemma.chars().last().map(|last| format!("{lemma}{last}")));
        all.extend(lemma.strip_suffix('e').map(Into::into));
    }
    all
}

fn compounds(doc: &Doc, token: TokenId, word: &str) -> Vec<String> {
    let after = |n: usize| (token + n < doc.tokens().len()).then_some(token + n);
    if let Some(part) = after(2)
        && doc.form(token + 1) == "-"
        && doc.token(part).head == Some(token)
        && doc.token(part).relation == Relation::Flat
    {
        // "build-up", hung on its first part
        return vec![format!("{word}-{}", lower(doc, part))];
    }
    let mut all = with_words_before(doc, token, word);
    let adjectives = doc
        .children_by(token, Relation::Amod)
        .filter(|&a| a + 1 < token && doc.token(token).upos == Upos::Noun);
    all.extend(adjectives.map(|a| format!("{} {word}", lower(doc, a))));
    all.extend(denied(doc, token, word));
    all.extend(with_phrase_after(doc, token, word));
    all
}

/// "strike", "hunger strike"; "mission", "finding mission", "fact-finding mission": joined as in the text, each word as it is
/// written there and in its dictionary form.
fn with_words_before(doc: &Doc, token: TokenId, word: &str) -> Vec<String> {
    let first = doc.sentences()[doc.sentence_of(token)].tokens.start;
    let mut all = Vec::new();
    let (mut written, mut lemmatized) = (word.to_owned(), word.to_owned());
    let mut at = token;
    for _ in 0..WORDS_BEFORE {
        let hyphen = at >= first + 2 && doc.form(at - 1) == "-";
        let step = if hyphen { 2 } else { 1 };
        if at < first + step {
            break;
        }
        at -= step;
        let joint = if hyphen { '-' } else { ' ' };
        written = format!("{}{joint}{written}", lower(doc, at));
        lemmatized = format!("{}{joint}{lemmatized}", lemma(doc, at).to_lowercase());
        if lemmatized != written {
            all.push(lemmatized.clone());
        }
        all.push(written.clone());
    }
    all
}

/// "not attend", of a verb or predicate that is denied, wherever its "not" stands.
fn denied(doc: &Doc, token: TokenId, word: &str) -> Option<String> {
    let is_not = |t: TokenId| matches!(&*lower(doc, t), "not" | "n't" | "n’t" | "never");
    let own = doc.children_by(token, Relation::Advmod).any(is_not);
    let right_before =
        token > doc.sentences()[doc.sentence_of(token)].tokens.start && is_not(token - 1);
    (own || right_before).then(|| format!("not {word}"))
}

/// "act of war": the noun with a preposition and the noun after it, articles set aside.
fn with_phrase_after(doc: &Doc, token: TokenId, word: &str) -> Option<String> {
    let last = doc.sentences()[doc.sentence_of(token)].tokens.end;
    let nominal = matches!(doc.token(token).upos, Upos::Noun | Upos::Propn);
    if !nominal || token + 2 >= last {
        return None;
    }
    let link = lower(doc, token + 1);
    let article = |t: TokenId| matches!(&*lower(doc, t), "the" | "a" | "an");
    let noun = (token + 2..last).find(|&t| !article(t))?;
    matches!(&*link, "of" | "for" | "against")
        .then(|| format!("{word} {link} {}", lemma(doc, noun).to_lowercase()))
}
