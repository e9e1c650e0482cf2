//! Is this word the one that a pattern asks for?

use verbale_lexicon::{ClauseContent, Element, Pattern, WordTest};
use verbale_text::{Doc, Relation, TokenId, Upos};

use super::Matcher;
use crate::syntax::{case_of, lemma, lower};

/// How a word may stand in a pattern, all in lower case.
#[derive(Debug, Clone)]
pub(super) struct Spelled {
    /// As the text has it.
    pub form: String,
    /// Its lemma, and what a lemmatizer may have missed.
    pub lemmas: Vec<String>,
    /// With a word before it.
    pub compounds: Vec<String>,
}

impl Matcher<'_> {
    /// How the word may stand in a pattern: worked out once, as hundreds of patterns may ask.
    pub(super) fn spelled(&self, token: TokenId) -> &Spelled {
        self.spelled[token].get_or_init(|| {
            let form = lower(self.doc, token);
            let lemma = lemma(self.doc, token).to_lowercase();
            let compounds = compounds(self.doc, token, &lemma);
            let lemmas = lemmas(lemma, &form, self.doc.token(token).upos);
            Box::new(Spelled { form, lemmas, compounds })
        })
    }

    /// Whether the word, or the compound that it ends, is in a class.
    pub(super) fn in_class(&self, name: &str, token: TokenId) -> bool {
        let Spelled { form, lemmas, compounds } = self.spelled(token);
        self.lexicon.classes.contains_any(name, lemmas.iter().chain([form]).chain(compounds))
    }

    /// Whether the pattern asks for a "not" itself, at the word or at the verb under its modal: "not true",
    /// "will (to not accept)".
    pub(super) fn has_own_not(&self, pattern: &Pattern, token: TokenId) -> bool {
        let own = |pattern: &Pattern, token: TokenId| {
            let mut compounds = self.spelled(token).compounds.iter();
            let Some(compound) = compounds.find(|c| c.starts_with("not ")) else {
                return false;
            };
            pattern.heads.iter().any(|head| match &head.word {
                WordTest::Lemma(word) => **word == **compound,
                WordTest::Class(name) => self.lexicon.classes.contains(name, compound),
                WordTest::Form(_) => false,
            })
        };
        let under_modal = || {
            let verb = self.doc.token(token).head?;
            pattern.elements.iter().find_map(|element| match element {
                Element::Clause(_, ClauseContent::Verb(inner)) => Some(own(inner, verb)),
                _ => None,
            })
        };
        own(pattern, token) || under_modal().unwrap_or(false)
    }

    /// Whether the word at `token` passes a test.
    pub(super) fn is_word(&self, test: &WordTest, token: TokenId) -> bool {
        match test {
            WordTest::Lemma(word) => {
                let Spelled { lemmas, compounds, .. } = self.spelled(token);
                self.doc.form(token).eq_ignore_ascii_case(word)
                    || lemmas.iter().chain(compounds).any(|spelled| **spelled == **word)
            }
            WordTest::Form(word) => self.doc.form(token).eq_ignore_ascii_case(word),
            WordTest::Class(name) => self.in_class(name, token),
        }
    }
}

/// The word with the one before it, as a compound may be written: "hunger strike", "sit-in"; of a noun
/// also with each of its adjectives ("joint naval exercise"), and "never" and "n't" as "not".
fn compounds(doc: &Doc, token: TokenId, word: &str) -> Vec<String> {
    let first = doc.sentences()[doc.sentence_of(token)].tokens.start;
    let goes_on = token + 2 < doc.tokens().len()
        && doc.form(token + 1) == "-"
        && doc.token(token + 2).head == Some(token)
        && doc.token(token + 2).relation == Relation::Flat;
    if goes_on {
        // "build-up", hung on its first part
        vec![format!("{word}-{}", lower(doc, token + 2))]
    } else if token >= first + 2 && doc.form(token - 1) == "-" {
        vec![format!("{}-{word}", lower(doc, token - 2))]
    } else if token > first {
        let before = lower(doc, token - 1);
        let before =
            if matches!(&*before, "n't" | "n’t" | "never") { "not".into() } else { before };
        let adjectives = doc
            .children_by(token, Relation::Amod)
            .filter(|&a| a + 1 < token && doc.token(token).upos == Upos::Noun)
            .map(|a| format!("{} {word}", lower(doc, a)));
        std::iter::once(format!("{before} {word}")).chain(adjectives).collect()
    } else {
        Vec::new()
    }
}

/// The lemma of a word, and the spellings that a lemmatizer may have missed: a silent "e", a doubled
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

/// The noun that a phrase is about: "talks" in "a round of talks", "troops" in "thousands of troops".
pub(super) fn content_noun(doc: &Doc, noun: TokenId) -> TokenId {
    const AMOUNTS: [&str; 49] = [
        "series",
        "round",
        "number",
        "hundred",
        "thousand",
        "ten",
        "total",
        "dozen",
        "lot",
        "wave",
        "part",
        "group",
        "type",
        "host",
        "barrage",
        "string",
        "spate",
        "package",
        "pair",
        "million",
        "billion",
        "ton",
        "tonne",
        "majority",
        "handful",
        "score",
        "set",
        "raft",
        "form",
        "kind",
        "sort",
        "batch",
        "couple",
        "some",
        "most",
        "all",
        "any",
        "many",
        "several",
        "both",
        "rest",
        "remainder",
        "bulk",
        "volley",
        "hour",
        "day",
        "week",
        "month",
        "year",
    ];
    let mut at = noun;
    // "Tens of thousands of Tutsis"
    for _ in 0..3 {
        let word = lemma(doc, at).to_lowercase();
        if !AMOUNTS.contains(&word.as_str()) && doc.token(at).upos != Upos::Num {
            break;
        }
        let mut inside = doc.children_by(at, Relation::Nmod).filter(|&c| case_of(doc, c) == "of");
        let Some(next) = inside.next() else { break };
        at = next;
    }
    at
}
