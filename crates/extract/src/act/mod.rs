//! Which acts do the words of this document tell?
//!
//! [`Matcher`] lays the patterns of the frames over the tree. At each word the most specific pattern
//! that fits wins; its roles point to phrases, which `roles` turns into actors. What an act does to
//! another act ("agreed to withdraw") is settled in `compose`.

mod absorbed;
mod command;
mod compose;
mod deed;
mod discourse;
mod foes;
mod law;
mod likewise;
mod memo;
mod miss;
mod mutual;
mod noun;
mod party;
mod pattern;
mod proposed;
mod public;
mod roles;
mod sides;
mod spelling;
mod told;
mod twice;
mod unsaid;
mod verb;
mod word;

use std::cell::{OnceCell, RefCell};
use std::cmp::Reverse;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use verbale_lexicon::{Head, Lexicon, Pattern, PatternId, PatternKind, RoleName, WordTest};
use verbale_text::{Doc, LineKind, Relation, Tag, TokenId, Upos};

use crate::findings::{PlaceMention, TimeExpression};
use crate::mention::Mentions;
use crate::syntax::{Clause, clause, conjuncts, has_copula, is_verb, lower_lemma};
use memo::Memo;
use miss::Miss;
use noun::NounSetting;
use pattern::Phrases;
use spelling::Spellings;

pub(crate) use compose::{Act, acts, acts_of_frames, read_at};
pub(crate) use roles::{owner, participants};

/// A phrase that fills a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fill {
    /// Which role.
    pub role: RoleName,
    /// Head of the phrase.
    pub token: TokenId,
    /// Whether the role is filled not by the phrase but by whose it is: "Turkish" in "Turkish offensive".
    pub owner: bool,
}

/// A pattern that fits at a word.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    /// Which pattern.
    pub pattern: PatternId,
    /// How specific: required words count most.
    pub score: i32,
    /// Who is who.
    pub fills: Vec<Fill>,
    /// The words of another act that this one is about.
    pub act: Option<TokenId>,
    /// Head words of clauses that the pattern takes as content.
    pub contents: Vec<TokenId>,
    /// Words beside the head that the pattern requires: they tell this act and no other.
    pub consumed: Vec<TokenId>,
    /// Whether the word was proposed to tell an act, and is none of the pattern's.
    pub proposed: bool,
}

impl Fit {
    fn new(pattern: PatternId) -> Self {
        Fit {
            pattern,
            score: 0,
            fills: Vec::new(),
            act: None,
            contents: Vec::new(),
            consumed: Vec::new(),
            proposed: false,
        }
    }

    fn fill(&mut self, role: RoleName, token: TokenId, owner: bool) {
        if role == RoleName::Act && !owner {
            self.act = Some(token);
            self.contents.push(token);
        } else {
            self.fills.push(Fill { role, token, owner });
        }
    }

    /// How far it is filled, to go back to by [`Fit::take_back`].
    fn mark(&self) -> Mark {
        Mark {
            score: self.score,
            act: self.act,
            fills: self.fills.len(),
            contents: self.contents.len(),
            consumed: self.consumed.len(),
        }
    }

    /// Forgets what came after `mark`.
    fn take_back(&mut self, mark: &Mark) {
        self.score = mark.score;
        self.act = mark.act;
        self.fills.truncate(mark.fills);
        self.contents.truncate(mark.contents);
        self.consumed.truncate(mark.consumed);
    }

    /// Whether some phrase fills `role`.
    pub fn has(&self, role: RoleName) -> bool {
        self.fills.iter().any(|f| f.role == role)
    }
}

/// How far a fit was filled.
struct Mark {
    score: i32,
    act: Option<TokenId>,
    fills: usize,
    contents: usize,
    consumed: usize,
}

const KINDS: [PatternKind; 4] =
    [PatternKind::Verb, PatternKind::Noun, PatternKind::Predicate, PatternKind::Said];

/// Lays patterns over one document.
pub(crate) struct Matcher<'a> {
    pub doc: &'a Doc,
    pub lexicon: &'a Lexicon,
    pub mentions: &'a Mentions,
    pub places: &'a [PlaceMention],
    /// Whether a token stands inside what somebody says.
    pub said: Vec<bool>,
    /// Whether a political actor says the words at a token.
    pub said_by_actor: Vec<bool>,
    /// The pattern of commands, whatever their verb.
    command: Option<PatternId>,
    /// Whether a token is part of a time expression, and so nobody and nothing.
    pub is_time: Vec<bool>,
    spellings: Vec<OnceCell<Box<Spellings>>>,
    clauses: Memo<Clause>,
    conjuncts: Memo<Vec<TokenId>>,
    content_nouns: Memo<TokenId>,
    verb_phrases: Memo<Phrases>,
    predicate_phrases: Memo<Phrases>,
    noun_settings: Memo<NounSetting>,
    best: RefCell<FxHashMap<TokenId, Option<Rc<Fit>>>>,
}

impl<'a> Matcher<'a> {
    /// A matcher; `said` tells for each token whether it is part of reported words, and whether of those of a
    /// political actor.
    pub fn new(
        doc: &'a Doc,
        lexicon: &'a Lexicon,
        mentions: &'a Mentions,
        places: &'a [PlaceMention],
        times: &[TimeExpression],
        (said, said_by_actor): (Vec<bool>, Vec<bool>),
    ) -> Self {
        let mut is_time = vec![false; doc.tokens().len()];
        for time in times {
            is_time[time.tokens.clone()].fill(true);
        }
        let spellings = vec![OnceCell::new(); doc.tokens().len()];
        Self {
            doc,
            lexicon,
            mentions,
            places,
            said,
            said_by_actor,
            command: command::pattern(lexicon),
            is_time,
            spellings,
            clauses: Memo::default(),
            conjuncts: Memo::default(),
            content_nouns: Memo::default(),
            verb_phrases: Memo::default(),
            predicate_phrases: Memo::default(),
            noun_settings: Memo::default(),
            best: RefCell::default(),
        }
    }

    /// The places whose heads are in `tokens`, in text order.
    pub fn places_in(&self, tokens: &Range<TokenId>) -> &'a [PlaceMention] {
        let at = |token: TokenId| self.places.partition_point(|place| place.head < token);
        &self.places[at(tokens.start)..at(tokens.end)]
    }

    /// The clause of verb `id`.
    pub fn clause(&self, id: TokenId) -> Rc<Clause> {
        self.clauses.get(id, || {
            let mut clause = clause(self.doc, id);
            // "Met Thursday", "marched Sunday in the capital": a day is nobody's object.
            let given = clause.indirect.is_some();
            clause.object = clause.object.filter(|&object| given || !self.is_time[object]);
            clause
        })
    }

    /// The word and everything coordinated with it, in text order.
    fn conjuncts(&self, id: TokenId) -> Rc<Vec<TokenId>> {
        self.conjuncts.get(id, || conjuncts(self.doc, id))
    }

    /// The pattern that fits best at `id`, if any does.
    pub fn best(&self, id: TokenId) -> Option<Rc<Fit>> {
        if let Some(known) = self.best.borrow().get(&id) {
            return known.clone();
        }
        // A word that is being looked at counts as unread, so that no two words wait for each other.
        self.best.borrow_mut().insert(id, None);
        let mut best: Option<Fit> = None;
        for pattern in self.candidates(id) {
            if let Ok(fit) = self.try_pattern(pattern, id)
                && best.as_ref().is_none_or(|b| fit.score > b.score)
            {
                best = Some(fit);
            }
        }
        let best = best.map(Rc::new);
        self.best.borrow_mut().insert(id, best.clone());
        best
    }

    /// The other patterns of the frame of `fit` that fit at the same word, the most specific first: they may
    /// name a party that its own words leave out.
    pub fn others_of_frame(&self, id: TokenId, fit: &Fit) -> Vec<Fit> {
        let frames = &self.lexicon.frames;
        let frame = frames.pattern(fit.pattern).0;
        let siblings = self.candidates(id).into_iter().filter(|&p| p != fit.pattern);
        let of_frame = siblings.filter(|&p| frames.pattern(p).0 == frame);
        let mut found: Vec<Fit> = of_frame.filter_map(|p| self.try_pattern(p, id).ok()).collect();
        found.sort_by_key(|fit| Reverse(fit.score));
        found
    }

    /// Whether the word tells an act.
    pub fn is_act(&self, id: TokenId) -> bool {
        self.best(id).is_some()
    }

    /// The event of the act that the word tells.
    pub fn event_at(&self, id: TokenId) -> Option<&'a str> {
        let (frame, _) = self.lexicon.frames.pattern(self.best(id)?.pattern);
        Some(self.lexicon.frames.frame(frame).effect.name(&self.lexicon.ontology))
    }

    /// The event of an act.
    pub fn event_of(&self, act: &Act) -> &'a str {
        &self.lexicon.ontology.event(act.event).code
    }

    /// Whether a verb tells what is done to its subject: "were killed".
    pub fn is_passive(&self, id: TokenId) -> bool {
        is_verb(self.doc, id) && self.clause(id).passive
    }

    /// Whether the act that a noun tells is done to those whom `phrase` names.
    pub fn suffers(&self, noun: TokenId, phrase: TokenId) -> bool {
        let is_it = |f: &Fill| f.role == RoleName::Recipient && f.token == phrase;
        self.best(noun).is_some_and(|fit| fit.fills.iter().any(is_it))
    }

    /// The patterns that the word at `id` can head, in the order of the files.
    pub fn candidates(&self, id: TokenId) -> Vec<PatternId> {
        let frames = &self.lexicon.frames;
        let at_place = is_at_place(self.doc, id);
        if !at_place && !can_head(self.doc.token(id).upos) {
            return Vec::new();
        }
        let Spellings { form, lemmas, .. } = self.spellings(id);
        let mut found: Vec<PatternId> = self.command_at(id).into_iter().collect();
        for &word in form.iter().chain(lemmas) {
            found.extend_from_slice(frames.headed_by(word));
        }
        if found.is_empty() && !at_place || !self.is_readable(id) {
            return Vec::new();
        }
        let fitting = KINDS.map(|kind| (kind, self.kind_fits(kind, id)));
        found.retain(|&p| fitting.contains(&(frames.pattern(p).1.kind, true)));
        if at_place {
            let be = self.lexicon.classes.vocabulary().number("be");
            let verbal = |p: &PatternId| frames.pattern(*p).1.kind == PatternKind::Verb;
            let of_be = be.into_iter().flat_map(|be| frames.headed_by(be));
            found.extend(of_be.copied().filter(verbal));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn is_readable(&self, id: TokenId) -> bool {
        let sentence = &self.doc.sentences()[self.doc.sentence_of(id)];
        matches!(sentence.kind, LineKind::Prose | LineKind::Heading)
            && !self.is_time[id]
            && !self.is_in_name(id)
    }

    /// Whether a word is part of a longer name: nobody saves anything in "Save the Children". What a name tells
    /// in a participle is told nonetheless: "Turkish-backed rebels".
    fn is_in_name(&self, id: TokenId) -> bool {
        let described =
            || self.doc.token(id).tag == Tag::Vbn && id > 0 && self.doc.form(id - 1) == "-";
        self.mentions.hit_at(id).is_some_and(|hit| hit.tokens.len() > 1) && !described()
    }

    fn kind_fits(&self, kind: PatternKind, id: TokenId) -> bool {
        let upos = self.doc.token(id).upos;
        match kind {
            PatternKind::Verb => upos == Upos::Verb,
            PatternKind::Noun => {
                (matches!(upos, Upos::Noun | Upos::Propn) || is_noun_in_disguise(self.doc, id))
                    && !self.is_harmless_compound(id)
                    && !self.is_mere_kind(id)
            }
            PatternKind::Predicate => is_predicate_word(self.doc, id),
            PatternKind::Said => {
                self.said[id]
                    && (matches!(upos, Upos::Verb | Upos::Aux)
                        || is_predicate_word(self.doc, id)
                        || self.judged_noun(id).is_some())
            }
        }
    }

    /// "murder rate", "test site": a kind of something else, and no act. What is claimed or feared stays
    /// one: "invasion claims"; and so does what somebody suffered or did: "bombing victims".
    fn is_mere_kind(&self, id: TokenId) -> bool {
        let token = self.doc.token(id);
        let head = token.head.filter(|&h| token.relation == Relation::Compound && h > id);
        head.is_some_and(|head| {
            let noun = lower_lemma(self.doc, head);
            let words = &self.lexicon.words;
            self.doc.token(head).upos == Upos::Noun
                && words.cue_noun(&noun).is_none()
                && words.factual_noun(&noun).is_none()
                && !self.in_class("of_deed", head)
        })
    }

    /// "press release", "heart attack", "act of God": a text or a mishap, and no act.
    fn is_harmless_compound(&self, id: TokenId) -> bool {
        let number = |name: &str| self.lexicon.classes.number(name);
        let mut harmless = [number("document"), number("no_act")].into_iter().flatten();
        harmless.any(|class| self.spellings(id).compound_is_in(class))
    }

    /// Tries one pattern at `id`.
    ///
    /// # Errors
    /// What is missing.
    pub fn try_pattern(&self, id: PatternId, at: TokenId) -> Result<Fit, Miss<'a>> {
        let (_, pattern) = self.lexicon.frames.pattern(id);
        let heads = || pattern.heads.iter().filter(|head| self.is_word(&head.word, at));
        let mut fit = Fit::new(id);
        if Some(id) == self.command && self.is_command(at) {
            fit.score = command::ANY;
            return Ok(fit);
        }
        if heads().next().is_none() {
            if !is_put_somewhere(self.doc, at, pattern) {
                return Err(Miss::Plain("another head word"));
            }
        } else if heads().all(|head| self.is_only_compound(&head.word, at)) {
            fit.score += pattern::points::OBJECT;
        }
        self.fit_around(id, at, fit)
    }

    /// Looks for what a pattern asks for around its head.
    fn fit_around(&self, id: PatternId, at: TokenId, fit: Fit) -> Result<Fit, Miss<'a>> {
        let (_, pattern) = self.lexicon.frames.pattern(id);
        match pattern.kind {
            PatternKind::Verb => self.fit_verb(pattern, at, fit),
            PatternKind::Noun => self.fit_noun(pattern, at, fit),
            PatternKind::Predicate => self.fit_predicate(pattern, at, fit),
            PatternKind::Said => match self.doc.token(at).upos {
                Upos::Aux => self.fit_modal(pattern, at, fit),
                Upos::Verb if !has_copula(self.doc, at) => self.fit_verb(pattern, at, fit),
                _ => self.fit_predicate(pattern, at, fit),
            },
        }
    }
}

/// Whether words of this kind can head a pattern at all.
fn can_head(upos: Upos) -> bool {
    matches!(upos, Upos::Verb | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Aux)
}

/// Whether *be* puts its subject somewhere: "is in Cairo for talks", "are back". What it puts it at stands
/// for the verb then.
fn is_at_place(doc: &Doc, id: TokenId) -> bool {
    let has = |wanted: Relation| doc.children_by(id, wanted).next().is_some();
    has(Relation::Cop) && (has(Relation::Case) || doc.token(id).upos == Upos::Adv)
}

/// Whether the pattern is about *be* as a verb, and the word at `id` is what that puts its subject at.
fn is_put_somewhere(doc: &Doc, id: TokenId, pattern: &Pattern) -> bool {
    let is_be = |head: &Head| matches!(&head.word, WordTest::Lemma(word) if &**word == "be");
    pattern.kind == PatternKind::Verb && pattern.heads.iter().any(is_be) && is_at_place(doc, id)
}

/// Whether an adjective heads a noun phrase: "Turkey's offensive".
fn is_noun_in_disguise(doc: &Doc, id: TokenId) -> bool {
    doc.token(id).upos == Upos::Adj
        && matches!(
            doc.token(id).relation,
            Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::Obl | Relation::Nmod
        )
        && doc
            .children(id)
            .iter()
            .any(|&c| matches!(doc.token(c).relation, Relation::NmodPoss | Relation::Det))
}

/// Whether the word is predicated of something: "is angry", "found guilty".
fn is_predicate_word(doc: &Doc, id: TokenId) -> bool {
    matches!(doc.token(id).upos, Upos::Adj | Upos::Noun | Upos::Verb) && has_copula(doc, id)
}
