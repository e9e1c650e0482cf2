//! In what order are the parts of a model trained?
//!
//! Classes, lemma rules, tagger; then taggers on parts of the data tag the rest of it, so that the
//! parser learns from tags with as many mistakes as it will meet; then the parser, epoch by epoch. The
//! model is written and scored after each epoch.

use std::path::Path;

use anyhow::{Context as _, Result};
use verbale_text::model::{self, section};
use verbale_text::table::{HashTable, Weights};
use verbale_text::{Language, Tag, Upos};

use crate::evaluate::evaluate;
use crate::lemmas;
use crate::perceptron::quantise;
use crate::train_parser::{ParserLearner, actions};
use crate::train_tagger::{self, TaggerBytes, TaggerOptions, classes};
use crate::treebank::{GoldSentence, Treebank};
use crate::word_classes;

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Times that the tagger goes over the data.
    pub tagger_epochs: usize,
    /// Times that the parser goes over the data.
    pub parser_epochs: usize,
    /// Parts into which the data is cut for tagging.
    pub folds: usize,
    /// Bytes that the tagger's weights may take.
    pub tagger_bytes: usize,
    /// Bytes that the parser's weights may take.
    pub parser_bytes: usize,
    /// Start of the pseudo-random numbers.
    pub seed: u64,
}

/// What is known of words beside the treebanks, as text.
#[derive(Debug, Clone, Copy)]
pub struct WordLists<'t> {
    /// Classes of words, as [`word_classes::make`] made them.
    pub classes: &'t str,
    /// Inflected forms, as [`crate::inflections::make`] made them.
    pub inflections: &'t str,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            tagger_epochs: 8,
            parser_epochs: 9,
            folds: 5,
            tagger_bytes: 4_000_000,
            parser_bytes: 20_000_000,
            seed: 20_220_211,
        }
    }
}

/// Trains a model on `treebank` with `lists`, writes it to `out` after each epoch of the parser, and hands a line
/// with the scores on `dev` to `log`.
pub fn train(
    treebank: &Treebank,
    dev: &Treebank,
    lists: WordLists,
    out: &Path,
    options: Options,
    log: &mut dyn FnMut(String),
) -> Result<()> {
    let cluster_bytes = word_classes::table(lists.classes)?;
    let clusters = Some(HashTable::open(&cluster_bytes)?.0);
    let classes = classes(treebank);
    let lemmas = lemmas::learn(treebank, lists.inflections)?;
    log(format!(
        "{} sentences, {} words, {} classes, {} lemma rules",
        treebank.sentences.len(),
        treebank.words(),
        classes.len(),
        lemmas.rules.len()
    ));
    let sentences: Vec<&GoldSentence> = treebank.sentences.iter().collect();
    let tagger =
        train_tagger::train(&sentences, &classes, clusters.as_ref(), tagger_options(options));
    log(format!("tagger: {} bytes", tagger.weights.len()));
    let tags = jackknife(&treebank.sentences, &classes, clusters.as_ref(), options);
    log(format!("tags in training: UPOS {:.2}", upos_share(treebank, &tags, &classes)));
    let mut learner = ParserLearner::new(actions(treebank), clusters.as_ref(), options.seed);
    for epoch in 1..=options.parser_epochs {
        learner.epoch(&treebank.sentences, &tags, epoch > 1);
        let bytes = assemble(&classes, &lemmas, &tagger, &learner, &cluster_bytes, options);
        std::fs::write(out, &bytes).with_context(|| out.display().to_string())?;
        let size = bytes.len();
        let language = Language::from_bytes(bytes, verbale_data::FILES)?;
        log(format!("epoch {epoch}: {} ({size} bytes)", evaluate(dev, &language)));
    }
    Ok(())
}

fn tagger_options(options: Options) -> TaggerOptions {
    TaggerOptions { epochs: options.tagger_epochs, seed: options.seed, bytes: options.tagger_bytes }
}

/// Tags each part of `sentences` by a tagger trained on the others.
fn jackknife(
    sentences: &[GoldSentence],
    classes: &[(Upos, Tag)],
    clusters: Option<&HashTable>,
    options: Options,
) -> Vec<Vec<u8>> {
    let mut tags = vec![Vec::new(); sentences.len()];
    for fold in 0..options.folds {
        // Neighbours go together: they share names and wording.
        let in_fold = |at: usize| at / 50 % options.folds == fold;
        let others: Vec<&GoldSentence> =
            (0..sentences.len()).filter(|&at| !in_fold(at)).map(|at| &sentences[at]).collect();
        let tagger = train_tagger::train(&others, classes, clusters, tagger_options(options));
        for at in (0..sentences.len()).filter(|&at| in_fold(at)) {
            tags[at] = tagger.tag(&sentences[at], clusters);
        }
    }
    tags
}

/// The share of right parts of speech among `tags`, in percent.
fn upos_share(treebank: &Treebank, tags: &[Vec<u8>], classes: &[(Upos, Tag)]) -> f64 {
    let words = treebank.sentences.iter().flatten().zip(tags.iter().flatten());
    let right = words.filter(|(word, tag)| classes[usize::from(**tag)].0 == word.upos).count();
    100.0 * right as f64 / treebank.words().max(1) as f64
}

/// The model's file.
fn assemble(
    classes: &[(Upos, Tag)],
    lemmas: &lemmas::Lemmas,
    tagger: &TaggerBytes,
    learner: &ParserLearner,
    cluster_bytes: &[u8],
    options: Options,
) -> Vec<u8> {
    let class_bytes = classes.iter().flat_map(|(upos, tag)| [*upos as u8, *tag as u8]).collect();
    let action_bytes = learner.actions().iter().flat_map(|action| action.to_bytes()).collect();
    let mut weights = Vec::new();
    let count = learner.actions().len();
    let rows = quantise(&learner.averaged(), count, options.parser_bytes);
    Weights::write(&rows, count, &mut weights);
    model::write(&[
        (section::CLASSES, class_bytes),
        (section::ACTIONS, action_bytes),
        (section::RULES, model::write_rules(&lemmas.rules)),
        (section::LEMMAS, lemmas.table.clone()),
        (section::CERTAIN, tagger.certain.clone()),
        (section::CLUSTERS, cluster_bytes.to_vec()),
        (section::TAGGER, tagger.weights.clone()),
        (section::PARSER, weights),
    ])
}
