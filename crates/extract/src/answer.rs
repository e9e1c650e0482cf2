//! Which claim does a denial, rejection or rebuttal answer?
//!
//! The one that it names ("denied accusations that …"), else one that somebody else made not long
//! before: one that it takes up with a word ("this", "that account", "the charge"), one that tells of
//! the same things, or one that speaks of whoever denies.

use std::collections::BTreeSet;

use verbale_lexicon::{Lexicon, Stance};
use verbale_text::{Doc, Relation, Token, TokenId, Upos};

use crate::attribution::Sourced;
use crate::denial::Denial;
use crate::findings::{Attribution, Entity, Event};
use crate::mention::Mentions;
use crate::syntax::{has_to, is_verb, lower};

/// How many sentences back the answered claim may stand.
const REACH: usize = 5;

/// What finding answers takes.
pub(crate) struct Answers<'a> {
    pub doc: &'a Doc,
    pub lexicon: &'a Lexicon,
    pub mentions: &'a Mentions,
    pub sources: &'a [Sourced],
    pub denials: &'a [Denial],
}

/// What a denial answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The attribution that is answered.
    pub claim: usize,
    /// How the denial refers to it.
    pub link: Link,
}

/// How a denial refers to what it denies, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Link {
    /// Nothing but that it was said before.
    WasSaid,
    /// What is denied is said of the one who denies it.
    SpeaksOfHim,
    /// A word that points back.
    PointsBack,
    /// The same things are told.
    SameWords,
}

impl Answers<'_> {
    /// The attribution that the one at `denial` answers, if it answers one.
    pub fn answered(&self, denial: usize) -> Option<Answer> {
        let a = &self.sources[denial].attribution;
        let holder = &a.speaker()?;
        if let Some(known) = self.denials.iter().find(|d| Some(d.trigger) == a.cue_token) {
            return (known.claim != denial)
                .then_some(Answer { claim: known.claim, link: Link::PointsBack });
        }
        if !self.denies(a) {
            return None;
        }
        if let Some(named) = self.named(a).filter(|&named| named != denial) {
            return Some(Answer { claim: named, link: Link::PointsBack });
        }
        let here = self.place(a)?;
        let earlier = (0..denial).rev().filter(|&other| self.is_claim_of_another(other, a, holder));
        let near = earlier.filter(|&other| {
            let there = self.place(&self.sources[other].attribution);
            there.is_some_and(|there| there <= here && here - there <= REACH)
        });
        // The latest of those that are linked most surely.
        let linked = near.filter_map(|other| Some((self.link(a, holder, other)?, other)));
        linked.max().map(|(link, claim)| Answer { claim, link })
    }

    /// Whether the denial at `denial` that answers as `answer` tells is of this very event.
    pub fn is_of(&self, denial: usize, answer: Answer, event: &Event) -> bool {
        let a = &self.sources[denial].attribution;
        let claim = &self.sources[answer.claim].attribution;
        let by_him = || {
            let code = a.holder.as_ref().and_then(|h| h.code);
            code.is_some() && event.actors.iter().any(|actor| actor.code == code)
        };
        let same_word = || {
            let word = self.doc.token(event.trigger).lemma.to_lowercase();
            answer.link == Link::SameWords && self.words(a).contains(&word)
        };
        claim.covers(event.trigger) && (answer.link == Link::PointsBack || by_him() || same_word())
    }

    /// Whether an attribution says that something is not so.
    pub fn denies(&self, a: &Attribution) -> bool {
        match a.stance {
            Stance::Denies | Stance::Doubts => true,
            // "Refused to testify" declines to do something, and answers nothing.
            Stance::Rejects => !self.top(a).is_some_and(|top| has_to(self.doc, top)),
            Stance::Asserts => self.is_of_nothing(a) || self.calls_it_false(a),
            _ => false,
        }
    }

    /// "No soldier had fired", "it never shelled their camps".
    fn is_of_nothing(&self, a: &Attribution) -> bool {
        let doc = self.doc;
        self.top(a).filter(|&top| is_verb(doc, top)).is_some_and(|verb| {
            let no = |t: TokenId| {
                doc.children(t).iter().any(|&c| matches!(lower(doc, c).as_str(), "no" | "neither"))
            };
            let subject =
                doc.children(verb).iter().copied().find(|&c| doc.token(c).relation.is_subject());
            let object = doc.children_by(verb, Relation::Obj).next();
            let negated = doc
                .children(verb)
                .iter()
                .any(|&c| matches!(lower(doc, c).as_str(), "not" | "n't" | "n’t" | "never"));
            negated || subject.is_some_and(no) || object.is_some_and(no)
        })
    }

    /// "These are lies", "that is rubbish".
    fn calls_it_false(&self, a: &Attribution) -> bool {
        let top = self.top(a).filter(|&top| {
            let word = self.doc.token(top).lemma.to_lowercase();
            self.lexicon.classes.contains("untruth", &word)
        });
        let subject = top.and_then(|top| {
            self.doc
                .children(top)
                .iter()
                .copied()
                .find(|&c| self.doc.token(c).relation.is_subject())
        });
        subject.is_some_and(|subject| self.is_word_for_what_was_said(subject))
    }

    /// "Denied accusations that …": the claim whose noun is the object of the denial.
    fn named(&self, a: &Attribution) -> Option<usize> {
        let nouns = a.content.iter().flat_map(Clone::clone);
        let nouns: Vec<TokenId> = nouns.filter(|&t| self.doc.token(t).upos == Upos::Noun).collect();
        self.sources.iter().position(|other| {
            let cue = other.attribution.cue_token;
            cue.is_some_and(|cue| nouns.contains(&cue) && self.is_top(a, cue))
        })
    }

    /// The word on which the others of the content hang.
    fn top(&self, a: &Attribution) -> Option<TokenId> {
        a.content.iter().flat_map(Clone::clone).find(|&t| self.is_top(a, t))
    }

    /// Whether nothing of the content stands above the word.
    fn is_top(&self, a: &Attribution, token: TokenId) -> bool {
        self.doc.token(token).head.is_none_or(|head| !a.covers(head))
    }

    fn place(&self, a: &Attribution) -> Option<usize> {
        let start = a.content.first()?.start;
        Some(self.doc.sentence_of(a.cue_token.map_or(start, |cue| cue.min(start))))
    }

    /// Whether somebody else says there that something is so.
    fn is_claim_of_another(&self, other: usize, denial: &Attribution, holder: &Entity) -> bool {
        let Sourced { attribution: a, tells, .. } = &self.sources[other];
        // What tells of the denial is not what is denied.
        let tells_of_it = denial.cue_token.is_some_and(|cue| a.covers(cue));
        *tells
            && !tells_of_it
            && matches!(a.stance, Stance::Asserts | Stance::Warns)
            && a.speaker().is_none_or(|h| {
                !h.is_same_as(holder)
                    && h.head != holder.head
                    && (h.code.is_none() || h.code != holder.code)
            })
    }

    fn link(&self, a: &Attribution, holder: &Entity, other: usize) -> Option<Link> {
        let claim = &self.sources[other].attribution;
        if self.shares_words(a, claim) {
            return Some(Link::SameWords);
        }
        if self.points_back(a) {
            return Some(Link::PointsBack);
        }
        // Among people of one country, who speaks of it does not speak of each of them; and a thing that
        // is rejected need not be a claim.
        let foreign = claim.holder.as_ref().is_some_and(|h| h.code.is_some());
        if !foreign || matches!(a.stance, Stance::Rejects | Stance::Doubts) {
            return None;
        }
        let of_him = |e: &Entity| e.code.is_some() && e.code == holder.code && claim.covers(e.head);
        if self.mentions.entities.iter().any(of_him) {
            return Some(Link::SpeaksOfHim);
        }
        (a.stance == Stance::Denies).then_some(Link::WasSaid)
    }

    /// Whether the content is, or opens with, a word for what has been said.
    fn points_back(&self, a: &Attribution) -> bool {
        let first = a.content.first().map(|range| range.start);
        let tops = a.content.iter().flat_map(Clone::clone).filter(|&t| self.is_top(a, t));
        // "Called the report nonsense": the tree may take the two nouns for one.
        let parts = tops.flat_map(|top| {
            let compounds = self.doc.children_by(top, Relation::Compound);
            std::iter::once(top).chain(compounds).collect::<Vec<_>>()
        });
        first.into_iter().chain(parts).any(|t| self.is_word_for_what_was_said(t))
            || self.calls_it_false(a)
    }

    /// "This", "that account", "such reports".
    fn is_word_for_what_was_said(&self, token: TokenId) -> bool {
        let doc = self.doc;
        let is_deictic = |t: TokenId| {
            matches!(
                lower(doc, t).as_str(),
                "this" | "that" | "such" | "these" | "those" | "the" | "all"
            )
        };
        match doc.token(token).upos {
            Upos::Pron => matches!(
                lower(doc, token).as_str(),
                "this" | "that" | "it" | "them" | "they" | "these" | "those" | "everything"
            ),
            Upos::Noun => {
                let said = self.lexicon.words.cue_noun(&doc.token(token).lemma.to_lowercase());
                let whole = match doc.token(token) {
                    Token { relation: Relation::Compound, head: Some(head), .. } => *head,
                    _ => token,
                };
                said.is_some() && doc.children(whole).iter().any(|&c| is_deictic(c))
            }
            _ => false,
        }
    }

    /// Whether two contents have at least half of the shorter one's content words in common.
    fn shares_words(&self, a: &Attribution, b: &Attribution) -> bool {
        let (a, b) = (self.words(a), self.words(b));
        let shared = a.intersection(&b).count();
        shared >= 2 && shared * 2 >= a.len().min(b.len())
    }

    fn words(&self, a: &Attribution) -> BTreeSet<String> {
        let tokens = a.content.iter().flat_map(Clone::clone);
        let telling = tokens.filter(|&t| {
            matches!(self.doc.token(t).upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj)
        });
        telling.map(|t| self.doc.token(t).lemma.to_lowercase()).collect()
    }
}
