//! What does the network see of a sentence?
//!
//! Of each word its vector, its marks (part of speech, place in the tree, what our frames know of it, what they read
//! there) and which words stand near it: beside it, above it, and as object, subject and phrase below it.

use verbale_lexicon::EventId;
use verbale_text::form::word_hash;
use verbale_text::neural::vectors::{DIMENSIONS, Vectors};
use verbale_text::{Doc, Relation, Sentence, Tag, TokenId, Upos};

use crate::act::Matcher;
use crate::syntax::{is_not, lemma, lower_lemma};

/// How many events marks tell apart.
const EVENTS: usize = 16;
/// How many relations and tags marks tell apart.
const RELATIONS: usize = 64;
const TAGS: usize = 64;

/// Where each kind of mark begins.
mod base {
    use super::{EVENTS, RELATIONS, TAGS};

    pub const UPOS: usize = 0;
    pub const TAG: usize = UPOS + 20;
    pub const RELATION: usize = TAG + TAGS;
    /// The event that is read at the word.
    pub const READ: usize = RELATION + RELATIONS;
    /// The event that is read at its head.
    pub const READ_ABOVE: usize = READ + EVENTS;
    /// An event that is read in the sentence.
    pub const READ_BESIDE: usize = READ_ABOVE + EVENTS;
    /// The event of a frame that the word heads.
    pub const HEADS: usize = READ_BESIDE + EVENTS;
    pub const OTHERS: usize = HEADS + EVENTS;
}

/// Marks beside the numbered ones.
mod other {
    use super::base::OTHERS;

    /// Part of what somebody says.
    pub const SAID: usize = OTHERS;
    /// A verb or noun of saying and thinking.
    pub const CUE: usize = OTHERS + 1;
    /// Names a political actor.
    pub const ACTOR: usize = OTHERS + 2;
    /// Names somebody else.
    pub const SOMEBODY: usize = OTHERS + 3;
    /// Denied.
    pub const DENIED: usize = OTHERS + 4;
    /// No word vector is known.
    pub const STRANGE: usize = OTHERS + 5;
    /// Said by a political actor.
    pub const SAID_BY_ACTOR: usize = OTHERS + 6;
    /// Said by somebody of whom nothing is known.
    pub const SAID_BY_SOMEBODY: usize = OTHERS + 7;
    /// In a sentence that names a political actor.
    pub const BESIDE_ACTOR: usize = OTHERS + 8;
}

const _: () = assert!(Relation::ALL.len() <= RELATIONS && Tag::ALL.len() <= TAGS);
const _: () = assert!(Upos::ALL.len() <= base::TAG - base::UPOS);

/// How many marks there are.
pub const MARKS: usize = base::OTHERS + 9;

/// How many words near a word are looked at.
pub const NEAR: usize = 6;

/// What is known of a document when the network looks at it.
pub(crate) struct View<'a> {
    pub matcher: &'a Matcher<'a>,
    pub vectors: Vectors<'a>,
    /// The event that is read at a token.
    pub read: &'a [Option<EventId>],
}

/// What the network sees of one sentence.
#[derive(Debug, Clone, Default)]
pub struct Sight {
    /// The first word's place in the document.
    pub first: TokenId,
    /// The vectors of the words.
    pub vectors: Vec<f32>,
    /// The words near each word, by place in the sentence.
    pub near: Vec<[Option<u16>; NEAR]>,
    marks: Vec<u16>,
    ends: Vec<u32>,
}

impl Sight {
    /// How many words the sentence has.
    pub fn words(&self) -> usize {
        self.near.len()
    }

    /// The marks of a word.
    pub fn marks_of(&self, word: usize) -> &[u16] {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.marks[start as usize..self.ends[word] as usize]
    }

    /// The same sentence as if nothing had been read in it.
    #[must_use]
    pub fn unread(&self) -> Self {
        let read = base::READ as u16..base::HEADS as u16;
        let (mut marks, mut ends) = (Vec::new(), Vec::new());
        for word in 0..self.words() {
            marks.extend(self.marks_of(word).iter().filter(|mark| !read.contains(mark)));
            ends.push(marks.len() as u32);
        }
        Self { marks, ends, ..self.clone() }
    }
}

impl View<'_> {
    /// What the network sees of a sentence.
    pub fn sight(&self, sentence: &Sentence) -> Sight {
        let doc = self.matcher.doc;
        let first = sentence.tokens.start;
        let mut sight = Sight { first, near: near(doc, sentence), ..Sight::default() };
        let beside = self.read_in(sentence);
        let beside_actor = sentence.tokens.clone().any(|id| self.is_actor(id));
        for id in sentence.tokens.clone() {
            let start = sight.vectors.len();
            sight.vectors.resize(start + DIMENSIONS, 0.0);
            let vector = &mut sight.vectors[start..];
            let mut known = |word: &str| self.vectors.get(word_hash(word), vector);
            let is_known = known(doc.form(id)) || known(lemma(doc, id));
            sight
                .marks
                .extend(beside.iter().filter_map(|&event| event_mark(base::READ_BESIDE, event)));
            self.mark(id, &mut sight.marks);
            sight.marks.extend(beside_actor.then_some(other::BESIDE_ACTOR as u16));
            sight.marks.extend((!is_known).then_some(other::STRANGE as u16));
            sight.ends.push(sight.marks.len() as u32);
        }
        sight
    }

    /// The events that are read in a sentence, each once.
    fn read_in(&self, sentence: &Sentence) -> Vec<EventId> {
        let mut events: Vec<EventId> =
            sentence.tokens.clone().filter_map(|id| self.read[id]).collect();
        events.sort_unstable();
        events.dedup();
        events
    }

    /// Adds the marks of a word.
    fn mark(&self, id: TokenId, marks: &mut Vec<u16>) {
        let (doc, lexicon) = (self.matcher.doc, self.matcher.lexicon);
        let token = doc.token(id);
        marks.push(mark(base::UPOS, token.upos as usize));
        marks.push(mark(base::TAG, token.tag as usize));
        marks.push(mark(base::RELATION, token.relation as usize));
        marks.extend(self.read[id].and_then(|event| event_mark(base::READ, event)));
        let above = token.head.and_then(|head| self.read[head]);
        marks.extend(above.and_then(|event| event_mark(base::READ_ABOVE, event)));
        let word = lower_lemma(doc, id);
        let headed = lexicon.classes.vocabulary().number(&word);
        let headed = headed.map_or(0, |word| lexicon.frames.events_headed_by(word));
        marks
            .extend((0..EVENTS).filter(|nth| headed >> nth & 1 == 1).map(|n| mark(base::HEADS, n)));
        let (said, by_actor) = (self.matcher.said[id], self.matcher.said_by_actor[id]);
        let is_cue =
            lexicon.words.cue_verb(&word).is_some() || lexicon.words.cue_noun(&word).is_some();
        let is_actor = self.is_actor(id);
        let others = [
            (said, other::SAID),
            (is_cue, other::CUE),
            (is_actor, other::ACTOR),
            (!is_actor && !self.matcher.mentions.at(id).is_empty(), other::SOMEBODY),
            (doc.children(id).iter().any(|&c| is_not(doc, c)), other::DENIED),
            (by_actor, other::SAID_BY_ACTOR),
            (said && !by_actor, other::SAID_BY_SOMEBODY),
        ];
        marks.extend(others.iter().filter(|(holds, _)| *holds).map(|&(_, mark)| mark as u16));
    }

    /// Whether a word names a political actor.
    fn is_actor(&self, id: TokenId) -> bool {
        let mentions = self.matcher.mentions;
        mentions.at(id).iter().any(|&id| mentions.entities[id].code.is_some())
    }
}

/// The mark of the `nth` of a kind.
fn mark(base: usize, nth: usize) -> u16 {
    (base + nth) as u16
}

/// The mark of an event of a kind; none for one that only a user's own ontology has.
fn event_mark(base: usize, event: EventId) -> Option<u16> {
    let nth = event.place();
    (nth < EVENTS).then(|| mark(base, nth))
}

/// The words near each word of a sentence: before, after, above, and below as object, subject and phrase.
fn near(doc: &Doc, sentence: &Sentence) -> Vec<[Option<u16>; NEAR]> {
    let tokens = sentence.tokens.clone();
    let place = |id: TokenId| u16::try_from(id - tokens.start).ok();
    let mut near = vec![[None; NEAR]; tokens.len()];
    for (at, id) in tokens.clone().enumerate() {
        near[at][0] = id.checked_sub(1).filter(|t| tokens.contains(t)).and_then(place);
        near[at][1] = Some(id + 1).filter(|t| tokens.contains(t)).and_then(place);
        let Some(head) = doc.token(id).head.filter(|head| tokens.contains(head)) else { continue };
        near[at][2] = place(head);
        let below = match doc.token(id).relation {
            Relation::Obj | Relation::Ccomp | Relation::Xcomp => 3,
            relation if relation.is_subject() => 4,
            Relation::Obl | Relation::Nmod => 5,
            _ => continue,
        };
        near[head - tokens.start][below] = place(id);
    }
    near
}
