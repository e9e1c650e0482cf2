//! How does the tagger learn?
//!
//! An averaged perceptron over the joint classes of universal and Penn tag, from left to right on its
//! own predictions. Some sentences are read in capitals or in title case, as headings are.

use std::collections::BTreeMap;

use verbale_text::form::{Forms, word_hash};
use verbale_text::table::{HashTable, Scores, Weights, best};
use verbale_text::tagger::{Tagger, tag_features};
use verbale_text::{Tag, Upos};

use crate::perceptron::{Perceptron, quantise};
use crate::random::Random;
use crate::treebank::{GoldSentence, Treebank};

/// The joint classes, the most frequent first.
pub(crate) fn classes(treebank: &Treebank) -> Vec<(Upos, Tag)> {
    let mut counts: BTreeMap<(Upos, Tag), usize> = BTreeMap::new();
    for word in treebank.sentences.iter().flatten() {
        *counts.entry((word.upos, word.tag)).or_default() += 1;
    }
    let mut classes: Vec<_> = counts.into_iter().filter(|(_, count)| *count >= 2).collect();
    classes.sort_by_key(|(class, count)| (std::cmp::Reverse(*count), *class));
    classes.into_iter().map(|(class, _)| class).collect()
}

/// A trained tagger, as the bytes of its sections.
pub(crate) struct TaggerBytes {
    pub(crate) weights: Vec<u8>,
    pub(crate) certain: Vec<u8>,
    classes: usize,
}

impl TaggerBytes {
    /// The classes that the tagger gives the words of `sentence`.
    pub(crate) fn tag(&self, sentence: &GoldSentence, clusters: Option<&HashTable>) -> Vec<u8> {
        let (Ok(weights), Ok((certain, _))) =
            (Weights::open(&self.weights), HashTable::open(&self.certain))
        else {
            return Vec::new();
        };
        let tagger = Tagger { weights, certain, classes: self.classes };
        let mut forms = Forms::default();
        forms.read(&plain_forms(sentence), clusters);
        let mut tags = Vec::new();
        tagger.tag(&forms, &mut Vec::new(), &mut tags);
        tags
    }
}

pub(crate) fn plain_forms(sentence: &GoldSentence) -> Vec<&str> {
    sentence.iter().map(|word| word.form.as_str()).collect()
}

/// Options of a tagger's training.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TaggerOptions {
    pub(crate) epochs: usize,
    pub(crate) seed: u64,
    pub(crate) bytes: usize,
}

/// Trains a tagger on `sentences`.
pub(crate) fn train(
    sentences: &[&GoldSentence],
    classes: &[(Upos, Tag)],
    clusters: Option<&HashTable>,
    options: TaggerOptions,
) -> TaggerBytes {
    let class_of: BTreeMap<(Upos, Tag), usize> =
        classes.iter().enumerate().map(|(number, class)| (*class, number)).collect();
    let certain = certain_words(sentences, &class_of);
    let mut learner = Learner {
        perceptron: Perceptron::default(),
        classes: classes.len(),
        certain: &certain,
        forms: Forms::default(),
        features: Vec::new(),
    };
    let mut random = Random::new(options.seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for _ in 0..options.epochs {
        random.shuffle(&mut order);
        for &at in &order {
            let gold: Vec<Option<usize>> = sentences[at]
                .iter()
                .map(|word| class_of.get(&(word.upos, word.tag)).copied())
                .collect();
            let forms = styled_forms(sentences[at], &mut random);
            let forms: Vec<&str> = forms.iter().map(|form| &**form).collect();
            learner.learn(&forms, &gold, clusters);
        }
    }
    let mut weights = Vec::new();
    let rows = quantise(&learner.perceptron.averaged(), classes.len(), options.bytes);
    Weights::write(&rows, classes.len(), &mut weights);
    let entries: Vec<(u64, u32)> = certain.into_iter().collect();
    let mut table = Vec::new();
    HashTable::write(&entries, &mut table);
    TaggerBytes { weights, certain: table, classes: classes.len() }
}

/// The forms of `sentence`, now and then in capitals or in title case.
pub(crate) fn styled_forms<'s>(
    sentence: &'s GoldSentence,
    random: &mut Random,
) -> Vec<std::borrow::Cow<'s, str>> {
    let style = random.below(100);
    sentence
        .iter()
        .map(|word| match style {
            0..4 => word.form.to_uppercase().into(),
            4..8 if word.form.len() >= 4 => title_case(&word.form).into(),
            _ => word.form.as_str().into(),
        })
        .collect()
}

fn title_case(form: &str) -> String {
    let mut chars = form.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    first + chars.as_str()
}

/// Words seen often and always in the same class.
fn certain_words(
    sentences: &[&GoldSentence],
    class_of: &BTreeMap<(Upos, Tag), usize>,
) -> BTreeMap<u64, u32> {
    const OFTEN: usize = 50;
    let mut counts: BTreeMap<u64, BTreeMap<usize, usize>> = BTreeMap::new();
    for word in sentences.iter().flat_map(|sentence| sentence.iter()) {
        if let Some(&class) = class_of.get(&(word.upos, word.tag)) {
            *counts.entry(word_hash(&word.form)).or_default().entry(class).or_default() += 1;
        }
    }
    let certain = |counts: &BTreeMap<usize, usize>| {
        let total: usize = counts.values().sum();
        let (&class, &most) = counts.iter().max_by_key(|(_, count)| **count)?;
        (total >= OFTEN && most * 1000 >= total * 998).then_some(class as u32)
    };
    counts.iter().filter_map(|(&word, counts)| Some((word, certain(counts)?))).collect()
}

struct Learner<'c> {
    perceptron: Perceptron,
    classes: usize,
    certain: &'c BTreeMap<u64, u32>,
    forms: Forms,
    features: Vec<u64>,
}

impl Learner<'_> {
    fn learn(&mut self, forms: &[&str], gold: &[Option<usize>], clusters: Option<&HashTable>) {
        self.forms.read(forms, clusters);
        let mut tags: Vec<u8> = Vec::with_capacity(gold.len());
        let mut scores: Scores = [0; _];
        for (at, &right) in gold.iter().enumerate() {
            if let Some(&class) = self.certain.get(&self.forms.word_hash(at)) {
                tags.push(class as u8);
                continue;
            }
            tag_features(&self.forms, at, &tags, &mut self.features);
            self.perceptron.score(&self.features, &mut scores);
            let guess = best(&scores, 0..self.classes, |_| true).unwrap_or(0);
            self.perceptron.tick();
            if let Some(right) = right
                && right != guess
            {
                self.perceptron.update(&self.features, right, guess);
            }
            tags.push(guess as u8);
        }
    }
}
