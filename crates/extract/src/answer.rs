//! Which claim does a denial, rejection or rebuttal answer?
//!
//! The one that it names ("denied accusations that …"), else one that somebody else made not long
//! before. Several things tie an answer to a claim: a word that takes it up ("this", "that account"),
//! the same things told, that the claim speaks of whoever answers, and that it was said just before.
//! How much of that is asked depends on how plainly the words are an answer.

use std::borrow::Cow;
use std::collections::BTreeSet;

use verbale_lexicon::{Lexicon, Stance};
use verbale_text::{Doc, Relation, Tag, Token, TokenId, Upos};

use crate::attribution::{Sourced, Sources, place};
use crate::denial::Denial;
use crate::findings::{Attribution, Entity, Event};
use crate::subject::Subjects;
use crate::syntax::{has_copula, has_to, is_not, is_verb, lower, lower_lemma};

/// How many sentences back the answered claim may stand.
const REACH: usize = 5;

/// How many words whoever passes on a claim may add to it.
const MAX_PASSED_ON: usize = 12;

/// How many may pass on one claim.
const MAX_PASSES: usize = 4;

/// The sectors of a state's own organs.
const STATE: [&str; 6] = ["GOV", "MIL", "COP", "SPY", "LEG", "JUD"];

/// What finding answers takes.
pub(crate) struct Answers<'a> {
    pub doc: &'a Doc,
    pub lexicon: &'a Lexicon,
    pub subjects: &'a Subjects<'a>,
    pub sources: &'a Sources,
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

/// How words answer others, the plainest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// "Denied that …", "retorted that …".
    Denies,
    /// "Dismissed …", "called it a lie", "doubted …".
    Rejects,
    /// "Said that no soldier had crossed".
    Negates,
}

impl Manner {
    /// The least weight of what ties it to a claim.
    fn least(self) -> usize {
        match self {
            Manner::Denies => 2,
            Manner::Negates => 4,
            Manner::Rejects => 5,
        }
    }
}

impl Answers<'_> {
    /// The attribution that each answers, if it answers one.
    pub fn all(&self) -> Vec<Option<Answer>> {
        let mut answers: Vec<Option<Answer>> =
            (0..self.sources.len()).map(|at| self.answered(at)).collect();
        for at in 0..answers.len() {
            if answers[at].is_none() {
                let led = self.led_by(at).and_then(|earlier| answers[earlier]);
                answers[at] = led.or_else(|| self.gone_on_with(at, &answers));
            }
        }
        answers
    }

    /// "Rejected that account, [saying that …]": the attribution that this one goes on with.
    fn led_by(&self, at: usize) -> Option<usize> {
        let cue = self.sources[at].attribution.cue_token?;
        let head = self.doc.token(cue).head.filter(|_| {
            matches!(self.doc.token(cue).relation, Relation::Advcl | Relation::Acl)
                && self.doc.token(cue).tag == Tag::Vbg
        })?;
        let speaker = |at: usize| self.sources[at].attribution.speaker().map(|e| e.head);
        let &earlier = self.sources.cued_by(head).first()?;
        (self.sources[at].tells && speaker(at) == speaker(earlier)).then_some(earlier)
    }

    /// "Islamabad says no such raid took place. “There was nothing,” an official there said": what the
    /// side that has just answered goes on to deny answers the same.
    fn gone_on_with(&self, at: usize, answers: &[Option<Answer>]) -> Option<Answer> {
        let a = &self.sources[at].attribution;
        let holder = a.speaker()?;
        let here = self.place(a).filter(|_| self.denies(a) || a.stance == Stance::Denies)?;
        let mut near = self.sources.begun_in(here.saturating_sub(1)..here + 1).to_vec();
        near.sort_unstable();
        near.into_iter().rev().filter(|&earlier| earlier < at).find_map(|earlier| {
            let b = &self.sources[earlier].attribution;
            let same = b.speaker().is_some_and(|speaker| speaker.is_same_as(&holder));
            let answer = answers[earlier].filter(|answer| answer.claim != at)?;
            let theirs = self.sources[answer.claim].attribution.speaker();
            let own = theirs.is_some_and(|speaker| speaker.is_same_as(&holder));
            (!own && (same || self.is_of_his_side(earlier, &holder))).then_some(answer)
        })
    }

    /// The attribution that the one at `denial` answers by its own words.
    fn answered(&self, denial: usize) -> Option<Answer> {
        let a = &self.sources[denial].attribution;
        let holder = &a.speaker()?;
        if let Some(known) = self.denials.iter().find(|d| Some(d.trigger) == a.cue_token) {
            return (known.claim != denial)
                .then_some(Answer { claim: known.claim, link: Link::PointsBack });
        }
        let manner = self.manner(a)?;
        let tied = self.tied(denial, holder, manner);
        let named = self.named(a).filter(|&named| named != denial);
        match (named, tied) {
            // "Rejected the claim that it had shelled Uvira": who had said so stands before.
            (Some(_), Some(tied)) if tied.link == Link::SameWords => Some(tied),
            (Some(claim), _) => Some(Answer { claim, link: Link::PointsBack }),
            (None, tied) => tied,
        }
    }

    /// The claim to which the one at `denial` is tied most closely, and closely enough.
    fn tied(&self, denial: usize, holder: &Entity, manner: Manner) -> Option<Answer> {
        let a = &self.sources[denial].attribution;
        let here = self.place(a)?;
        let near = self.sources.begun_in(here.saturating_sub(REACH)..here + 1).iter().copied();
        let tied = near.filter(|&other| other != denial).filter_map(|other| {
            let back = here - self.place(&self.sources[other].attribution)?;
            if back == 0 && other > denial || !self.is_claim_of_another(other, a, holder) {
                return None;
            }
            let his_side = self.is_of_his_side(other, holder);
            if his_side && manner == Manner::Negates {
                // "No one wants to stay," a minister says of what his premier has offered: no answer.
                return None;
            }
            let (weight, link) = self.tie(a, holder, other, back);
            let weight = weight.saturating_sub(2 * usize::from(his_side));
            (weight >= manner.least()).then_some((weight, other, link))
        });
        // The latest of those that are tied most closely.
        let (_, claim, link) = tied.max()?;
        Some(Answer { claim: self.outermost(claim, a, holder), link })
    }

    /// "The Star, citing a broadcaster, said": who passes on what another claims, and little more, is
    /// whom the answer meets.
    fn outermost(&self, claim: usize, a: &Attribution, holder: &Entity) -> usize {
        let length = |at: usize| -> usize {
            self.sources[at].attribution.content.iter().map(ExactSizeIterator::len).sum()
        };
        let passes_on = |outer: &usize, inner: usize| {
            self.place(&self.sources[*outer].attribution)
                == self.place(&self.sources[inner].attribution)
                && length(*outer) <= length(inner) + MAX_PASSED_ON
                && self.is_claim_of_another(*outer, a, holder)
        };
        let within = |at: usize| self.sources[at].attribution.within;
        let mut at = claim;
        // Two attributions that share their words may each be taken to stand in the other.
        for _ in 0..MAX_PASSES {
            match within(at).filter(|outer| passes_on(outer, at) && *outer != claim) {
                Some(outer) => at = outer,
                None => break,
            }
        }
        at
    }

    /// What ties the words of `a` to the claim at `other`, `back` sentences before them, and how much it
    /// weighs.
    fn tie(&self, a: &Attribution, holder: &Entity, other: usize, back: usize) -> (usize, Link) {
        let claim = &self.sources[other].attribution;
        let shared = self.shared_words(a, claim);
        let same = self.shares_words(a, claim);
        let points = self.points_back(a);
        let falsehood = a.content.first().is_some_and(|c| self.calls_something_false(a, c.start));
        let of_him = self.subjects.speaks_of(claim, holder);
        let near = match back {
            0 | 1 => 2,
            2 => 1,
            _ => 0,
        };
        // "Such reports" are the latest, whatever words their denial goes on to use.
        let (same, near) = if points { (false, 3 * near) } else { (same, near) };
        let weight = 5 * usize::from(same)
            + 2 * usize::from(!same && shared > 0)
            + 5 * usize::from(points)
            + 4 * usize::from(!points && falsehood)
            // "Called the massacre groundless": whoever told of one.
            + 3 * usize::from(!points && falsehood && !same && shared > 0)
            + 3 * usize::from(of_him)
            + near;
        let link = match (same, points, of_him) {
            (true, ..) => Link::SameWords,
            (_, true, _) => Link::PointsBack,
            (.., true) => Link::SpeaksOfHim,
            _ => Link::WasSaid,
        };
        (weight, link)
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
            let word = lower_lemma(self.doc, event.trigger);
            answer.link == Link::SameWords && self.words(a).contains(&word)
        };
        claim.covers(event.trigger) && (answer.link == Link::PointsBack || by_him() || same_word())
    }

    /// How an attribution answers, if its words are an answer at all.
    fn manner(&self, a: &Attribution) -> Option<Manner> {
        let retorts = || {
            let cue = a.cue_token.map(|cue| lower_lemma(self.doc, cue));
            cue.is_some_and(|cue| self.lexicon.classes.contains("rejoinder", &cue))
        };
        match a.stance {
            Stance::Denies => Some(Manner::Denies),
            Stance::Doubts => Some(Manner::Rejects),
            // "Refused to testify" declines to do something, and answers nothing.
            Stance::Rejects => {
                (!self.top(a).is_some_and(|top| has_to(self.doc, top))).then_some(Manner::Rejects)
            }
            Stance::Asserts if self.calls_it_false(a) => Some(Manner::Rejects),
            Stance::Asserts if self.is_of_nothing(a) => Some(Manner::Negates),
            Stance::Asserts if retorts() => Some(Manner::Denies),
            _ => None,
        }
    }

    /// Whether what the attribution says is that something is not so, or that a claim is false.
    pub fn denies(&self, a: &Attribution) -> bool {
        self.calls_it_false(a) || self.is_of_nothing(a)
    }

    /// "No soldier had fired", "it never shelled their camps", "nothing was shot down".
    fn is_of_nothing(&self, a: &Attribution) -> bool {
        let doc = self.doc;
        let tops = a.content.iter().flat_map(Clone::clone).filter(|&t| self.is_top(a, t));
        let nobody = |t: TokenId| matches!(&*lower_lemma(doc, t), "nobody" | "nothing" | "none");
        let no = |t: TokenId| {
            nobody(t)
                || doc.children(t).iter().any(|&c| matches!(&*lower(doc, c), "no" | "neither"))
        };
        let argument = |t: TokenId| {
            let relation = doc.token(t).relation;
            relation.is_subject() || relation == Relation::Obj
        };
        // What cannot be done or will not be is no denial of what was.
        let open = |verb: TokenId| {
            doc.children_by(verb, Relation::Aux).any(|aux| doc.token(aux).tag == Tag::Md)
        };
        let tells = |top: TokenId| is_verb(doc, top) || has_copula(doc, top);
        let mut verbs = tops.filter(|&top| tells(top) && !open(top));
        verbs.any(|verb| doc.children(verb).iter().any(|&c| is_not(doc, c) || argument(c) && no(c)))
    }

    /// "These are lies", "that is rubbish".
    fn calls_it_false(&self, a: &Attribution) -> bool {
        let top = self.top(a).filter(|&top| {
            let word = lower_lemma(self.doc, top);
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
        let tops = nouns.filter(|&t| self.doc.token(t).upos == Upos::Noun && self.is_top(a, t));
        let named = tops.flat_map(|noun| self.sources.cued_by(noun)).copied();
        let claims = |&other: &usize| {
            matches!(self.sources[other].attribution.stance, Stance::Asserts | Stance::Warns)
        };
        named.filter(claims).min()
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
        place(self.doc, a)
    }

    /// Whether somebody else says there that something is so.
    fn is_claim_of_another(&self, other: usize, denial: &Attribution, holder: &Entity) -> bool {
        let Sourced { attribution: a, .. } = &self.sources[other];
        // What tells of the denial is not what is denied.
        let tells_of_it = denial.cue_token.is_some_and(|cue| a.covers(cue));
        !tells_of_it
            && matches!(a.stance, Stance::Asserts | Stance::Warns)
            && !a.cue_token.is_some_and(|cue| denial.covers(cue))
            && match a.speaker() {
                Some(speaker) => speaker.head != holder.head && !speaker.is_same_as(holder),
                // "Accusations that …": nobody is named, but somebody has made them.
                None => self.is_nameless_claim(a),
            }
    }

    /// "Accusations that …": a noun and a clause that tells what somebody claims.
    fn is_nameless_claim(&self, a: &Attribution) -> bool {
        let noun = a.cue_token.is_some_and(|cue| self.doc.token(cue).upos == Upos::Noun);
        noun && self.top(a).is_some_and(|top| is_verb(self.doc, top))
    }

    /// Whether a claim may be of the answering side itself: of the same country, and not told to be of
    /// others there.
    fn is_of_his_side(&self, other: usize, holder: &Entity) -> bool {
        let of_state = |e: &Entity| {
            e.sectors.is_empty() || e.sectors.iter().any(|s| STATE.contains(&s.as_str()))
        };
        self.sources[other].attribution.speaker().is_some_and(|h| {
            h.code.is_some() && h.code == holder.code && of_state(&h) == of_state(holder)
        })
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
            || a.content.iter().flat_map(Clone::clone).any(|t| self.is_no_such(t))
    }

    /// "[No such] raid took place".
    fn is_no_such(&self, such: TokenId) -> bool {
        let doc = self.doc;
        let no = |t: TokenId| matches!(&*lower(doc, t), "no" | "any");
        lower(doc, such) == "such" && such > 0 && no(such - 1)
    }

    /// "Called [the figure false]".
    fn calls_something_false(&self, a: &Attribution, first: TokenId) -> bool {
        let doc = self.doc;
        let definite = matches!(&*lower(doc, first), "the" | "this" | "that" | "these" | "those");
        let mut words = a.content.iter().flat_map(Clone::clone);
        let untrue = |t: TokenId| self.lexicon.classes.contains("untruth", &lower_lemma(doc, t));
        a.stance == Stance::Rejects && definite && words.any(untrue)
    }

    /// "This", "that account", "such reports".
    fn is_word_for_what_was_said(&self, token: TokenId) -> bool {
        let doc = self.doc;
        let is_deictic = |t: TokenId| {
            matches!(&*lower(doc, t), "this" | "that" | "such" | "these" | "those" | "the" | "all")
        };
        match doc.token(token).upos {
            Upos::Pron => matches!(
                &*lower(doc, token),
                "this" | "that" | "it" | "them" | "they" | "these" | "those" | "everything"
            ),
            Upos::Noun => {
                let word = lower_lemma(doc, token);
                let said = self.lexicon.words.cue_noun(&word).is_some()
                    || self.lexicon.classes.contains("telling", &word);
                let whole = match doc.token(token) {
                    Token { relation: Relation::Compound, head: Some(head), .. } => *head,
                    _ => token,
                };
                let dismissed = || doc.children_by(whole, Relation::AclRelcl).next().is_some();
                said && (doc.children(whole).iter().any(|&c| is_deictic(c)) || dismissed())
            }
            _ => false,
        }
    }

    /// Whether two contents have two fifths of the shorter one's content words in common.
    fn shares_words(&self, a: &Attribution, b: &Attribution) -> bool {
        let shared = self.shared_words(a, b);
        shared >= 2 && shared * 5 >= 2 * self.words(a).len().min(self.words(b).len())
    }

    /// How many content words two contents have in common.
    fn shared_words(&self, a: &Attribution, b: &Attribution) -> usize {
        let (a, b) = (self.words(a), self.words(b));
        a.intersection(&b).count()
    }

    fn words(&self, a: &Attribution) -> BTreeSet<Cow<'_, str>> {
        let tokens = a.content.iter().flat_map(Clone::clone);
        let telling = tokens.filter(|&t| {
            matches!(self.doc.token(t).upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj)
        });
        telling.map(|t| lower_lemma(self.doc, t)).collect()
    }
}
