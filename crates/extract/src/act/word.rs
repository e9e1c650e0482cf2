//! Is this word the one that a pattern asks for?

use verbale_lexicon::{ClauseContent, Element, Pattern, WordTest};
use verbale_text::{Relation, TokenId, Upos};

use super::Matcher;
use super::spelling::Spellings;
use crate::syntax::{case_of, lemma, lower};

impl Matcher<'_> {
    /// Whether the word, or the compound that it ends, is in a class.
    pub(super) fn in_class(&self, name: &str, token: TokenId) -> bool {
        let Spellings { form, lemmas, compounds } = self.spellings(token);
        self.lexicon.classes.contains_any(name, lemmas.iter().chain([form]).chain(compounds))
    }

    /// Whether the pattern asks for a "not" itself, at the word or at the verb under its modal: "not true",
    /// "will (to not accept)".
    pub(super) fn has_own_not(&self, pattern: &Pattern, token: TokenId) -> bool {
        let own = |pattern: &Pattern, token: TokenId| {
            let mut compounds = self.spellings(token).compounds.iter();
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

    /// Whether the word passes a test only together with the words around it: "hunger strike".
    pub(super) fn is_only_compound(&self, test: &WordTest, token: TokenId) -> bool {
        match test {
            WordTest::Lemma(word) => word.contains([' ', '-']) && lower(self.doc, token) != **word,
            WordTest::Form(_) => false,
            WordTest::Class(name) => {
                let classes = &self.lexicon.classes;
                !self.spellings(token).lemmas.iter().any(|lemma| classes.contains(name, lemma))
                    && !classes.contains(name, &lower(self.doc, token))
            }
        }
    }

    /// Whether the word at `token` passes a test.
    pub(super) fn is_word(&self, test: &WordTest, token: TokenId) -> bool {
        match test {
            WordTest::Lemma(word) => {
                let Spellings { lemmas, compounds, .. } = self.spellings(token);
                self.doc.form(token).eq_ignore_ascii_case(word)
                    || lemmas.iter().any(|lemma| **lemma == **word)
                    || word.contains([' ', '-']) && compounds.iter().any(|c| **c == **word)
            }
            WordTest::Form(word) => self.doc.form(token).eq_ignore_ascii_case(word),
            WordTest::Class(name) => self.in_class(name, token),
        }
    }
}

/// The noun that a phrase is about: "talks" in "a round of talks", "troops" in "thousands of troops".
pub(super) fn content_noun(matcher: &Matcher<'_>, noun: TokenId) -> TokenId {
    let doc = matcher.doc;
    let mut at = noun;
    // "Tens of thousands of Tutsis"
    for _ in 0..3 {
        let word = lemma(doc, at).to_lowercase();
        if !matcher.lexicon.classes.contains("amount", &word) && doc.token(at).upos != Upos::Num {
            break;
        }
        let mut inside = doc.children_by(at, Relation::Nmod).filter(|&c| case_of(doc, c) == "of");
        let Some(next) = inside.next() else { break };
        at = next;
    }
    at
}
