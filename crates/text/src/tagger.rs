//! Which part of speech is each word?
//!
//! A linear model gives every word, from left to right, one of the pairs of universal and Penn tag
//! that occur in the treebanks. It looks at the words around and at the two tags before.

use crate::form::{Forms, OUTSIDE};
use crate::hash;
use crate::table::{HashTable, Scores, Weights, best};

/// Tags sentences. Open it on the sections of a model.
#[derive(Debug, Clone, Copy)]
pub struct Tagger<'m> {
    /// Weights by feature and class.
    pub weights: Weights<'m>,
    /// Words that always bear the same class.
    pub certain: HashTable<'m>,
    /// How many classes there are.
    pub classes: usize,
}

impl Tagger<'_> {
    /// Writes the class of each word of `forms` to `tags`.
    pub fn tag(&self, forms: &Forms, features: &mut Vec<u64>, tags: &mut Vec<u8>) {
        tags.clear();
        for at in 0..forms.len() {
            let class = match self.certain.get(forms.word_hash(at)) {
                Some(class) => (class as usize).min(self.classes - 1),
                None => self.score(forms, at, features, tags),
            };
            tags.push(class as u8);
        }
    }

    fn score(&self, forms: &Forms, at: usize, features: &mut Vec<u64>, tags: &[u8]) -> usize {
        tag_features(forms, at, tags, features);
        let mut scores: Scores = [0; _];
        self.weights.add(features, &mut scores);
        best(&scores, 0..self.classes, |_| true).unwrap_or(0)
    }
}

/// Writes what the tagger sees of word `at`, whose predecessors bear `tags`, to `out`.
pub fn tag_features(forms: &Forms, at: usize, tags: &[u8], out: &mut Vec<u64>) {
    let word = |offset: isize| forms.at(at as isize + offset);
    let tag = |back: usize| at.checked_sub(back).map_or(OUTSIDE, |i| u64::from(tags[i]) + 16);
    let (here, before, after) = (word(0), word(-1), word(1));
    let (before2, after2) = (word(-2), word(2));
    let (tag1, tag2) = (tag(1), tag(2));
    out.clear();
    let mut template = 0;
    let mut push = |a: u64, b: u64| {
        template += 1;
        out.push(hash::join(hash::join(template, a), b));
    };
    push(0, 0);
    for trait_of in [here.word, here.shape, here.cluster, here.coarse, here.function] {
        push(trait_of, 0);
    }
    for hash in here.prefixes.into_iter().chain(here.suffixes) {
        push(hash, 0);
    }
    push(here.suffixes[2], here.shape);
    push(here.suffixes[1], before.word);
    push(here.suffixes[1], after.word);
    for near in [before, after, before2, after2] {
        push(near.word, 0);
        push(near.cluster, 0);
        push(near.function, 0);
    }
    for near in [before, after] {
        push(near.word, here.word);
        push(near.suffixes[2], here.shape);
        push(near.cluster, here.cluster);
        push(near.function, here.function);
        push(near.function, here.suffixes[2]);
        push(near.function, here.shape);
        push(near.shape, here.shape);
        push(near.suffixes[1], here.suffixes[2]);
    }
    push(before.word, after.word);
    push(after.word, after2.word);
    push(after.cluster, after2.cluster);
    push(after.function, after2.function);
    push(before.function, after.function);
    push(here.function, here.suffixes[1]);
    push(here.function, here.shape);
    push(tag1, 0);
    push(tag1, tag2);
    push(tag1, here.word);
    push(tag1, here.suffixes[2]);
    push(tag1, here.shape);
    push(tag1, here.cluster);
    push(tag1, after.word);
    push(tag1, after.suffixes[2]);
    push(tag1, after.cluster);
    push(tag1, here.function);
    push(tag1, after.function);
    push(hash::join(tag1, here.function), after.function);
    push(hash::join(tag1, tag2), here.word);
    push(hash::join(tag1, tag2), here.suffixes[1]);
    push(hash::join(tag1, here.word), after.word);
    push(tag2, here.word);
}
