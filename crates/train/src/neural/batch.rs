//! What does the network get to see of the training sentences?
//!
//! A [`Batch`] holds sentences as rows of the embedding table, word vectors and gold annotation. Now
//! and then a sentence is written as a heading, loses its full stop, or has a name or noun replaced;
//! now and then a word hides its form or its vector, so that the network learns to do without.

use std::collections::BTreeMap;

use verbale_text::form::Forms;
use verbale_text::neural::rows::{LOOKUPS, rows};
use verbale_text::neural::vectors::{DIMENSIONS, Vectors};
use verbale_text::table::HashTable;
use verbale_text::{Relation, Tag, Upos};

use super::substitute::Substitutes;
use crate::random::Random;
use crate::treebank::{GoldSentence, Treebank};

/// What preparing sentences takes.
#[derive(Debug)]
pub struct Lookup<'t> {
    /// Word classes.
    pub clusters: HashTable<'t>,
    /// Word vectors.
    pub vectors: Vectors<'t>,
    /// The numbers of the classes of tags.
    pub class_of: BTreeMap<(Upos, Tag), usize>,
    /// How often each form stands in the treebanks, by its hash.
    pub counts: BTreeMap<u64, u32>,
    /// Names and nouns to put in place of others.
    pub substitutes: Substitutes,
}

/// How often each form stands in `treebanks`.
pub fn counts(treebanks: &[&Treebank]) -> BTreeMap<u64, u32> {
    let mut counts = BTreeMap::new();
    for word in treebanks.iter().flat_map(|treebank| &treebank.sentences).flatten() {
        *counts.entry(verbale_text::form::word_hash(&word.form)).or_default() += 1;
    }
    counts
}

/// Sentences as the network sees them.
#[derive(Debug, Default)]
pub struct Batch {
    /// Words of each sentence.
    pub lens: Vec<usize>,
    /// Rows of the table for each word; [`HIDDEN`] where one is hidden.
    pub rows: Vec<[u32; LOOKUPS]>,
    /// Word vectors, zeros where there is none or it is hidden.
    pub vectors: Vec<f32>,
    /// Class of each word, if it has one.
    pub classes: Vec<Option<usize>>,
    /// Part of each word in a name, where somebody tells.
    pub names: Vec<Option<usize>>,
    /// The sentences.
    pub gold: Vec<GoldSentence>,
}

/// A row that is not looked up.
pub const HIDDEN: u32 = u32::MAX;

impl Batch {
    /// The batch of `sentences`; with `random`, as training sees them.
    pub(crate) fn of(
        sentences: &[&GoldSentence],
        lookup: &Lookup,
        mut random: Option<&mut Random>,
    ) -> Self {
        let mut batch = Self::default();
        let mut forms = Forms::default();
        for &sentence in sentences {
            let mut sentence = sentence.clone();
            if let Some(random) = random.as_deref_mut() {
                vary(&mut sentence, lookup, random);
            }
            let words: Vec<&str> = sentence.iter().map(|word| word.form.as_str()).collect();
            forms.read(&words, Some(&lookup.clusters));
            for (at, word) in sentence.iter().enumerate() {
                let start = batch.vectors.len();
                batch.vectors.resize(start + DIMENSIONS, 0.0);
                lookup.vectors.get(forms.word_hash(at), &mut batch.vectors[start..]);
                let mut rows = rows(&forms, at);
                if let Some(random) = random.as_deref_mut() {
                    let count = lookup.counts.get(&forms.word_hash(at)).copied().unwrap_or(0);
                    let vector = &mut batch.vectors[start..];
                    hide(&mut rows, vector, count, random);
                }
                batch.rows.push(rows);
                batch.names.push(word.name.map(|name| name as usize));
                batch.classes.push(lookup.class_of.get(&(word.upos, word.tag)).copied());
            }
            batch.lens.push(sentence.len());
            batch.gold.push(sentence);
        }
        batch
    }
}

/// Hides some of what is known of a word that stands `count` times in the treebank.
fn hide(rows: &mut [u32; LOOKUPS], vector: &mut [f32], count: u32, random: &mut Random) {
    // Rare forms are hidden more often: their like will be met as unknown words.
    if random.happens(0.1 + 0.5 / (0.5 + f64::from(count))) {
        rows[0] = HIDDEN;
        rows[1] = HIDDEN;
    }
    for row in &mut rows[2..] {
        if random.happens(0.1) {
            *row = HIDDEN;
        }
    }
    if random.happens(0.1) {
        vector.fill(0.0);
    }
}

/// Writes `sentence` in another way now and then.
fn vary(sentence: &mut GoldSentence, lookup: &Lookup, random: &mut Random) {
    if random.happens(0.1) {
        lookup.substitutes.put(sentence, random);
    }
    if sentence.len() >= 4 && random.happens(0.04) {
        drop_stop(sentence);
    }
    match random.below(100) {
        0..3 => sentence.iter_mut().for_each(|word| word.form = word.form.to_uppercase()),
        3..6 => sentence.iter_mut().for_each(|word| word.form = word.form.to_lowercase()),
        6..10 => sentence.iter_mut().for_each(|word| {
            let is_small =
                matches!(word.upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part | Upos::Sconj);
            if !is_small || word.form.len() > 4 {
                word.form = capitalised(&word.form);
            }
        }),
        _ => {}
    }
}

/// Takes the full stop off the end of `sentence`, as headings have none.
fn drop_stop(sentence: &mut GoldSentence) {
    let last = sentence.len() - 1;
    let is_leaf = sentence.iter().all(|word| word.head != last);
    if sentence[last].form == "." && sentence[last].relation == Relation::Punct && is_leaf {
        sentence.pop();
        for word in sentence {
            if word.head == last + 1 {
                word.head = last;
            }
        }
    }
}

/// `form` with its first letter in upper case.
pub(crate) fn capitalised(form: &str) -> String {
    let mut chars = form.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    first + chars.as_str()
}
