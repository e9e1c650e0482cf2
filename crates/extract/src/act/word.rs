//! Is this word the one that a pattern asks for?

use verbale_lexicon::{ClassNumber, ClauseContent, Element, Pattern, Term, WordTest};
use verbale_text::{Relation, TokenId, Upos};

use super::unsaid::is_negated;
use super::{Fit, Matcher};
use crate::syntax::{case_of, has_copula, lower, lower_lemma, possessor};

/// A noun whose adjective judges.
#[derive(Debug, Clone, Copy)]
pub(super) enum Judged {
    /// "They are very nasty statements": they are nasty.
    Predicate(TokenId),
    /// "Their cowardly policy": it is cowardly.
    Owned(TokenId),
}

impl Judged {
    pub(super) fn noun(self) -> TokenId {
        match self {
            Self::Predicate(noun) | Self::Owned(noun) => noun,
        }
    }
}

impl Matcher<'_> {
    /// Whether the word, or the compound that it ends, is in the class of this name.
    pub(super) fn in_class(&self, name: &str, token: TokenId) -> bool {
        let class = self.lexicon.classes.number(name);
        class.is_some_and(|class| self.in_numbered(class, token))
    }

    /// Whether the word, or the compound that it ends, is in a class that a pattern names.
    pub(super) fn in_class_of(&self, class: &Term, token: TokenId) -> bool {
        self.in_numbered(class.number(), token)
    }

    fn in_numbered(&self, class: ClassNumber, token: TokenId) -> bool {
        let spellings = self.spellings(token);
        spellings.is_in(class) || spellings.compound_is_in(class)
    }

    /// The noun of which the adjective at `token` says what its own words do not.
    pub(super) fn judged_noun(&self, token: TokenId) -> Option<Judged> {
        let doc = self.doc;
        let adjective = doc.token(token);
        let noun = adjective
            .head
            .filter(|_| adjective.upos == Upos::Adj && adjective.relation == Relation::Amod)
            .filter(|&noun| doc.token(noun).upos == Upos::Noun && !is_negated(self, noun))?;
        if has_copula(doc, noun) {
            let says_nothing = self.in_class("said_of", noun) && !self.is_act(noun);
            return says_nothing.then_some(Judged::Predicate(noun));
        }
        possessor(doc, noun).map(|_| Judged::Owned(noun))
    }

    /// Whether the pattern asks for a "no" itself, before its object: "had no comment".
    pub(super) fn has_own_no(&self, pattern: &Pattern, consumed: &[TokenId]) -> bool {
        let doc = self.doc;
        let asked = |words: &[WordTest], noun: TokenId| {
            words.iter().any(|w| self.is_word(w, noun) && self.is_only_compound(w, noun))
        };
        let denied = consumed.iter().copied().filter(|&noun| {
            doc.children_by(noun, Relation::Det).any(|det| lower(doc, det) == "no")
        });
        denied.into_iter().any(|noun| {
            pattern.elements.iter().any(|element| match element {
                Element::ObjectWord(words, _) => asked(words, noun),
                _ => false,
            })
        })
    }

    /// Whether the pattern asks for a "not" itself, at the word or at the verb under its modal: "not true",
    /// "will (to not accept)".
    pub(super) fn has_own_not(&self, pattern: &Pattern, token: TokenId) -> bool {
        let vocabulary = self.lexicon.classes.vocabulary();
        let own = |pattern: &Pattern, token: TokenId| {
            let Some(compound) = self.spellings(token).denied else { return false };
            pattern.heads.iter().any(|head| match &head.word {
                WordTest::Lemma(word) => word.number() == compound,
                WordTest::Class(class) => vocabulary.classes(compound).contains(&class.number()),
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
        let spellings = self.spellings(token);
        match test {
            WordTest::Lemma(word) => {
                word.contains([' ', '-']) && spellings.form != Some(word.number())
            }
            WordTest::Form(_) => false,
            WordTest::Class(class) => !spellings.is_in(class.number()),
        }
    }

    /// Whether an act judges what others do.
    pub(super) fn judges(&self, fit: &Fit) -> bool {
        let frames = &self.lexicon.frames;
        let effect = &frames.frame(frames.pattern(fit.pattern).0).effect;
        matches!(effect.name(&self.lexicon.ontology), "ACCUSE" | "SUPPORT" | "PROTEST")
    }

    /// Whether a phrase tells to whom the harm was done that `noun` tells, or where: whoever is murdered, or lives there,
    /// has not done it. Of abuses in a country its rulers are thought guilty.
    pub(super) fn is_victim(&self, noun: TokenId, phrase: TokenId) -> bool {
        let is_place = case_of(self.doc, phrase) == "in"
            && self.event_at(noun) == Some("ASSAULT")
            && !self.in_class("rights_abuse", noun);
        is_place || self.suffers(noun, phrase)
    }

    /// Whether the word at `token` passes a test.
    pub(super) fn is_word(&self, test: &WordTest, token: TokenId) -> bool {
        match test {
            WordTest::Lemma(word) => self.spellings(token).is(word.number()),
            WordTest::Form(word) => self.spellings(token).form == Some(word.number()),
            WordTest::Class(class) => self.in_class_of(class, token),
        }
    }
}

/// The noun that a phrase is about: "talks" in "a round of talks", "troops" in "thousands of troops".
pub(super) fn content_noun(matcher: &Matcher<'_>, noun: TokenId) -> TokenId {
    *matcher.content_nouns.get(noun, || find_content_noun(matcher, noun))
}

fn find_content_noun(matcher: &Matcher<'_>, noun: TokenId) -> TokenId {
    let doc = matcher.doc;
    let mut at = noun;
    // "Tens of thousands of Tutsis"
    for _ in 0..3 {
        let mut inside = doc.children_by(at, Relation::Nmod).filter(|&c| case_of(doc, c) == "of");
        let Some(next) = inside.next() else { break };
        let word = lower_lemma(doc, at);
        if !matcher.lexicon.classes.contains("amount", &word) && doc.token(at).upos != Upos::Num {
            break;
        }
        at = next;
    }
    at
}
