//! What does a frame's pattern ask of the syntax around a word?
//!
//! A pattern is a clause in dictionary form, `{actor} impose|slap @sanction [on {recipient}]`; this
//! module gives it a structure. The notation is explained in `data/README.md`; the parser is in
//! `pattern/parse.rs`, and `pattern/check.rs` refuses what no sentence could ever match. Matching is the business of `verbale-extract`.

mod check;
mod parse;

pub(crate) use check::MOST_WORDS;

use serde::{Deserialize, Serialize};

use crate::Sector;
use crate::words::Term;

/// Where a pattern applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PatternKind {
    /// The head is a verb.
    Verb,
    /// The head is an event noun.
    Noun,
    /// The head is an adjective or noun that is predicated of something.
    Predicate,
    /// The head is a verb, modal or predicate inside what somebody says.
    Said,
}

/// A parsed pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// Where it applies.
    pub kind: PatternKind,
    /// What stands before the head: a verb's subject, a noun's possessor.
    pub before: Option<Slot>,
    /// The words that can head it.
    pub heads: Vec<Head>,
    /// What else must or may be there.
    pub elements: Vec<Element>,
    /// As it was written.
    pub source: Box<str>,
}

/// A head word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The word, or class of words, itself.
    pub word: WordTest,
    /// A particle that must go with it: "throw out".
    pub particle: Option<Box<str>>,
}

/// A test of one word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordTest {
    /// Its dictionary form is this; of several words, with those before it: "hunger strike".
    Lemma(Term),
    /// Its form in the text, in lower case, is this.
    Form(Term),
    /// It is in this class.
    Class(Term),
}

/// One thing that a pattern asks for beside its head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Element {
    /// An object that fills a role.
    Object(Slot),
    /// An object with one of these head words, and whose it must be.
    ObjectWord(Vec<WordTest>, Option<Slot>),
    /// A prepositional phrase.
    Oblique(Vec<Box<str>>, Filler),
    /// A predicate complement: "find … guilty".
    Complement(Vec<WordTest>),
    /// An adverb or particle beside the verb: "sent the envoys home".
    Adverb(Vec<Box<str>>),
    /// The preposition before the head itself: "on" of "is on strike".
    Before(Vec<Box<str>>),
    /// A complement clause.
    Clause(ClauseKind, ClauseContent),
    /// What may also be missing.
    Optional(Vec<Element>),
}

/// What stands after a preposition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filler {
    /// A phrase that fills a role.
    Slot(Slot),
    /// A phrase with one of these head words, and whose it must be.
    Word(Vec<WordTest>, Option<Slot>),
    /// A clause: "of invading".
    Clause(ClauseKind, ClauseContent),
}

/// The form of a complement clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ClauseKind {
    /// "to withdraw"
    To,
    /// "that it withdrew", with or without "that"
    That,
    /// "withdrawing"
    Doing,
}

/// What a complement clause must say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClauseContent {
    /// Any act, or anything at all where no frame reads it.
    Act,
    /// A clause that fits this pattern.
    Verb(Box<Pattern>),
}

/// A place that a phrase fills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// In which role.
    pub role: RoleName,
    /// It must meet one of these; none means anything does.
    pub filters: Vec<Filter>,
}

/// What a phrase is to the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RoleName {
    /// Who does it.
    Actor,
    /// To whom.
    Recipient,
    /// What it is about.
    Topic,
    /// Another act.
    Act,
    /// Must be there, plays no part.
    Other,
}

/// A condition on the phrase in a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filter {
    /// Its head word is in this class.
    Class(Term),
    /// It is a political actor.
    Entity,
    /// It is a person.
    Person,
    /// It is a state or its government.
    State,
    /// It is an actor of this sector.
    Sector(Sector),
}

impl Pattern {
    /// Whether it has a place for the doer on both sides: "{actor} meet with {actor}".
    pub fn is_mutual(&self) -> bool {
        let before = self.before.as_ref().is_some_and(|slot| slot.role == RoleName::Actor);
        before && self.elements.iter().any(holds_actor)
    }

    /// Parses `text`.
    ///
    /// # Errors
    /// What is wrong with the pattern, in words.
    pub fn parse(kind: PatternKind, text: &str) -> Result<Self, String> {
        let pattern = parse::pattern(kind, text)?;
        check::can_match(&pattern)?;
        Ok(pattern)
    }

    /// Calls `visit` with every word and class that the pattern mentions.
    pub(crate) fn each_term(&mut self, visit: &mut dyn FnMut(TermUse, &mut Term)) {
        for head in &mut self.heads {
            head.word.each_term(visit);
        }
        if let Some(slot) = &mut self.before {
            slot.each_term(visit);
        }
        each_term_of(&mut self.elements, visit);
    }
}

/// What a term of a pattern stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TermUse {
    /// A word.
    Word,
    /// A class of words.
    Class,
}

impl WordTest {
    fn each_term(&mut self, visit: &mut dyn FnMut(TermUse, &mut Term)) {
        match self {
            WordTest::Lemma(word) | WordTest::Form(word) => visit(TermUse::Word, word),
            WordTest::Class(name) => visit(TermUse::Class, name),
        }
    }
}

impl Slot {
    fn each_term(&mut self, visit: &mut dyn FnMut(TermUse, &mut Term)) {
        for filter in &mut self.filters {
            if let Filter::Class(name) = filter {
                visit(TermUse::Class, name);
            }
        }
    }
}

fn each_term_of(elements: &mut [Element], visit: &mut dyn FnMut(TermUse, &mut Term)) {
    for element in elements {
        match element {
            Element::Object(slot) | Element::Oblique(_, Filler::Slot(slot)) => {
                slot.each_term(visit)
            }
            Element::ObjectWord(words, whose) | Element::Oblique(_, Filler::Word(words, whose)) => {
                words.iter_mut().for_each(|word| word.each_term(visit));
                whose.iter_mut().for_each(|slot| slot.each_term(visit));
            }
            Element::Complement(words) => words.iter_mut().for_each(|word| word.each_term(visit)),
            Element::Adverb(_) | Element::Before(_) => {}
            Element::Clause(_, content) | Element::Oblique(_, Filler::Clause(_, content)) => {
                if let ClauseContent::Verb(pattern) = content {
                    pattern.each_term(visit);
                }
            }
            Element::Optional(inner) => each_term_of(inner, visit),
        }
    }
}

/// Whether an element has a place for a doer.
fn holds_actor(element: &Element) -> bool {
    let is_actor = |slot: &Slot| slot.role == RoleName::Actor;
    match element {
        Element::Object(slot) | Element::Oblique(_, Filler::Slot(slot)) => is_actor(slot),
        Element::ObjectWord(_, whose) | Element::Oblique(_, Filler::Word(_, whose)) => {
            whose.as_ref().is_some_and(is_actor)
        }
        Element::Optional(inner) => inner.iter().any(holds_actor),
        _ => false,
    }
}
