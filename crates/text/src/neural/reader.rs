//! How does the network read sentences of given words?
//!
//! [`Reader`] takes sentences in batches: looks at the forms, embeds the words (each form once), lets
//! the layers read all sentences of the batch, picks the tags, and builds the trees of all sentences
//! step by step together, so that every product is of whole matrices.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::layer::maxout;
use super::network::{Encoder, Network, Table, Work, fill};
use super::rows::{LOOKUPS, key, rows};
use super::state::see;
use super::vectors::{DIMENSIONS, Vectors};
use crate::form::Forms;
use crate::neural::kernel::{Left, Packed};
use crate::table::HashTable;
use crate::transition::{Action, State};
use crate::{NameTag, Relation};

/// Words that are read together.
const BATCH: usize = 256;
/// Distinct words that are remembered.
const REMEMBERED: usize = 16_384;

/// The parts of a model that reading takes.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'m> {
    /// The numbers.
    pub network: &'m Network,
    /// The large matrices.
    pub encoder: &'m Encoder,
    /// The embedding table.
    pub table: Table<'m>,
    /// Word vectors.
    pub vectors: Vectors<'m>,
    /// Word classes.
    pub clusters: Option<HashTable<'m>>,
    /// What the classes of the parser's output stand for.
    pub actions: &'m [Action],
}

/// What was read of a sentence.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Class of each word.
    pub classes: Vec<u8>,
    /// Part of each word in a name.
    pub names: Vec<NameTag>,
    /// Head and relation of each word; no head for the root.
    pub arcs: Vec<(Option<usize>, Relation)>,
}

/// Reads sentences, keeping its working memory and the words that it met.
#[derive(Debug)]
pub struct Reader<'m> {
    parts: Parts<'m>,
    kinds: Vec<Kind>,
    /// For each action, whether it makes a word part of the noun phrase of the next word.
    adnominal: Vec<bool>,
    work: Work,
    forms: Forms,
    known: FxHashMap<u64, u32>,
    known_words: Vec<f32>,
    words: Vec<f32>,
    told: Vec<f32>,
    hidden: Vec<f32>,
    scores: Vec<f32>,
    states: Vec<State>,
}

impl<'m> Reader<'m> {
    /// A reader with the given model.
    pub fn new(parts: Parts<'m>) -> Self {
        Self {
            parts,
            kinds: parts.actions.iter().map(|&action| kind(action)).collect(),
            adnominal: parts.actions.iter().map(|&action| is_adnominal(action)).collect(),
            work: Work::default(),
            forms: Forms::default(),
            known: FxHashMap::default(),
            known_words: Vec::new(),
            words: Vec::new(),
            told: Vec::new(),
            hidden: Vec::new(),
            scores: Vec::new(),
            states: Vec::new(),
        }
    }

    /// Reads `sentences`, none of which may be empty.
    pub fn read(&mut self, sentences: &[Vec<&str>]) -> Vec<Reading> {
        let mut readings = Vec::with_capacity(sentences.len());
        let mut rest = sentences;
        while !rest.is_empty() {
            let mut words = 0;
            let fitting = rest.iter().take_while(|sentence| {
                words += sentence.len();
                words <= BATCH
            });
            let count = fitting.count().max(1);
            let (batch, others) = rest.split_at(count);
            self.read_batch(batch, &mut readings);
            rest = others;
        }
        readings
    }

    fn read_batch(&mut self, batch: &[Vec<&str>], readings: &mut Vec<Reading>) {
        let lens: Vec<usize> = batch.iter().map(Vec::len).collect();
        self.embed(batch, &lens);
        let Parts { network, encoder, .. } = self.parts;
        encoder.encode(network, &mut self.words, &lens, &mut self.work);
        let first = readings.len();
        self.tag(&lens, readings);
        self.parse(&lens);
        for (reading, (state, len)) in
            readings[first..].iter_mut().zip(self.states.iter().zip(lens))
        {
            reading.arcs = (0..len).map(|at| state.arc(at)).collect();
        }
    }

    /// Lays the vectors of the batch's words into `self.words`.
    fn embed(&mut self, batch: &[Vec<&str>], lens: &[usize]) {
        let width = self.parts.network.plan.width;
        if self.known.len() > REMEMBERED {
            self.known.clear();
            self.known_words.clear();
        }
        let mut places = Vec::new();
        let (mut new_rows, mut new_vectors): (Vec<[u32; LOOKUPS]>, Vec<f32>) = Default::default();
        for forms in batch {
            self.forms.read(forms, self.parts.clusters.as_ref());
            for at in 0..forms.len() {
                let next = self.known.len() as u32;
                let place = *self.known.entry(key(&self.forms, at)).or_insert(next);
                places.push(place as usize);
                if place == next {
                    new_rows.push(rows(&self.forms, at));
                    let start = new_vectors.len();
                    new_vectors.resize(start + DIMENSIONS, 0.0);
                    self.parts.vectors.get(self.forms.word_hash(at), &mut new_vectors[start..]);
                }
            }
        }
        let start = self.known_words.len();
        self.known_words.resize(self.known.len() * width, 0.0);
        let new = &mut self.known_words[start..];
        self.parts.network.embed(self.parts.table, &new_rows, &new_vectors, &mut self.work, new);
        self.words.clear();
        self.words.resize(width, 0.0);
        let mut places = places.into_iter();
        for &len in lens {
            for place in places.by_ref().take(len) {
                let word = &self.known_words[place * width..(place + 1) * width];
                self.words.extend_from_slice(word);
            }
            self.words.resize(self.words.len() + width, 0.0);
        }
    }

    fn tag(&mut self, lens: &[usize], readings: &mut Vec<Reading>) {
        let network = self.parts.network;
        let places = &network.places;
        let classes = self.best_of_words(&network.tags, &places.tag_bias, lens);
        let names = self.best_of_words(&network.names, &places.name_bias, lens);
        readings.extend(classes.into_iter().zip(names).map(|(classes, names)| {
            let classes = classes.into_iter().map(|class| class as u8).collect();
            let names = names.into_iter().map(|name| NameTag::ALL[name]).collect();
            Reading { classes, names, arcs: Vec::new() }
        }));
    }

    /// What a head of the network finds likeliest for each word of each sentence.
    fn best_of_words(
        &mut self,
        head: &Packed,
        bias: &Range<usize>,
        lens: &[usize],
    ) -> Vec<Vec<usize>> {
        let network = self.parts.network;
        let width = network.plan.width;
        let count = self.words.len() / width - 1;
        fill(&mut self.scores, &network.numbers[bias.clone()], count);
        let left = Left::rows(&self.words[width..], count, width);
        self.work.kernel.multiply(left, head, &mut self.scores);
        let mut rows = self.scores.chunks_exact(bias.len());
        let sentences = lens.iter().map(|&len| {
            let best = |row: &[f32]| best(row, |_| true).unwrap_or(0);
            let found = rows.by_ref().take(len).map(best).collect();
            rows.next();
            found
        });
        sentences.collect()
    }

    /// Builds the trees of the batch in `self.states`.
    fn parse(&mut self, lens: &[usize]) {
        let network = self.parts.network;
        let (plan, numbers) = (&network.plan, &network.numbers);
        let words = &self.words[plan.width..];
        self.parts.encoder.tell(words, plan.width, &mut self.work, &mut self.told);
        if self.states.len() < lens.len() {
            self.states.resize_with(lens.len(), State::default);
        }
        let mut active = Vec::with_capacity(lens.len());
        let mut first = 0;
        for (nth, &len) in lens.iter().enumerate() {
            self.states[nth].start(len);
            active.push((nth, first));
            first += len + 1;
        }
        let mut sum = vec![0.0; 2 * plan.hidden];
        while !active.is_empty() {
            self.hidden.resize(active.len() * plan.hidden, 0.0);
            let (states, told) = (&self.states, &self.told);
            let rows = active.iter().zip(self.hidden.chunks_exact_mut(plan.hidden));
            self.work.kernel.widely(
                #[inline(always)]
                || {
                    for (&(nth, first), hidden) in rows {
                        network.sum_up(told, &see(&states[nth]), first, &mut sum);
                        maxout(&sum, hidden);
                    }
                },
            );
            fill(&mut self.scores, &numbers[network.places.out_bias.clone()], active.len());
            let left = Left::rows(&self.hidden, active.len(), plan.hidden);
            self.work.kernel.multiply(left, &network.out, &mut self.scores);
            let mut scores = self.scores.chunks_exact(plan.actions);
            active.retain(|&(nth, _)| {
                let (state, Some(scores)) = (&mut self.states[nth], scores.next()) else {
                    return false;
                };
                let allowed = allowed(state);
                // A verb with a subject is no adjective: "Serb militiamen massacred prisoners".
                let clause = state.top_has_subject();
                let best = best(scores, |class| {
                    allowed[self.kinds[class] as usize] && !(clause && self.adnominal[class])
                });
                let Some(best) = best else { return false };
                state.take(self.parts.actions[best]);
                !state.is_done()
            });
        }
    }
}

/// What decides whether an action is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Shifting.
    Shift,
    /// Attaching to the next word.
    Left,
    /// Attaching to the root.
    Root,
    /// Attaching to the word below.
    Right,
    /// Never allowed.
    Never,
}

/// The kind of `action`.
pub fn kind(action: Action) -> Kind {
    match action {
        Action::Shift => Kind::Shift,
        Action::Left(Relation::Root) => Kind::Root,
        Action::Left(_) => Kind::Left,
        Action::Right(Relation::Root) => Kind::Never,
        Action::Right(_) => Kind::Right,
    }
}

/// Whether `action` makes a word part of the noun phrase of the next word.
fn is_adnominal(action: Action) -> bool {
    use Relation::{Amod, Case, Compound, Det, Nummod};
    matches!(action, Action::Left(Amod | Case | Compound | Det | Nummod))
}

/// Which kinds of actions `state` allows.
pub fn allowed(state: &State) -> [bool; 5] {
    let words_left = state.may_shift();
    let left = state.may_left();
    [words_left, left && words_left, left && !words_left, state.may_right(), false]
}

/// The place of the highest of `scores` that `is_allowed` admits, the first of equals.
fn best(scores: &[f32], is_allowed: impl Fn(usize) -> bool) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (class, &score) in scores.iter().enumerate() {
        if best.is_none_or(|(_, highest)| score > highest) && is_allowed(class) {
            best = Some((class, score));
        }
    }
    best.map(|(class, _)| class)
}
