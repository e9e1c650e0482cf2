//! How does a training run go?
//!
//! Epoch by epoch: all gold sentences, and some silver ones drawn anew, in random order, cut into
//! batches, each batch read by two workers whose gradients are summed in a fixed order. After each
//! epoch the averaged weights are written as a model and scored, and a checkpoint is kept from which a
//! later run goes on.

use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use verbale_text::neural::network::{Network, Table, narrow};
use verbale_text::neural::plan::{Layer, Plan};
use verbale_text::neural::vectors::Vectors;
use verbale_text::table::HashTable;
use verbale_text::transition::Action;
use verbale_text::{
    Language, Tag, Upos,
    model::{self, section},
};

use super::adam::Adam;
use super::batch::{Batch, Lookup, counts};
use super::pass::{self, Gradient, Manner, Model};
use super::substitute::Substitutes;
use super::weights::{Straight, Transposed, Weights};
use super::{checkpoint, storage};
use crate::evaluate::evaluate;
use crate::joined;
use crate::labels::{actions, classes};
use crate::lemmas::{self, Lemmas};
use crate::random::Random;
use crate::treebank::{GoldSentence, Treebank};
use crate::word_classes;

/// How to train.
#[derive(Debug, Clone)]
pub struct Options {
    /// Times that the network goes over the data.
    pub epochs: u64,
    /// Words in a batch.
    pub batch_words: usize,
    /// Highest learning rate.
    pub rate: f32,
    /// Numbers that stand for a word.
    pub width: usize,
    /// Numbers that stand for a state of the parser.
    pub hidden: usize,
    /// Layers of the encoder.
    pub layers: Layers,
    /// Share of each embedding that is left out.
    pub drop_words: f32,
    /// Share of each layer's output that is left out.
    pub drop_layers: f32,
    /// Words of silver sentences in an epoch, for each gold word.
    pub silver_share: f64,
    /// Start of the pseudo-random numbers.
    pub seed: u64,
}

/// Layers of the encoder, written as `w` for a window and `r` for a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layers(pub Vec<Layer>);

impl std::str::FromStr for Layers {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let layer = |letter| match letter {
            'w' => Ok(Layer::Window),
            'r' => Ok(Layer::Run),
            _ => bail!("\"{letter}\" is no layer; write w for a window, r for a run, as in wwrwwr"),
        };
        Ok(Self(text.chars().map(layer).collect::<Result<_>>()?))
    }
}

impl Default for Options {
    fn default() -> Self {
        use Layer::{Run, Window};
        Self {
            epochs: 24,
            batch_words: 1000,
            rate: 2e-3,
            width: 128,
            hidden: 96,
            layers: Layers(vec![Window, Window, Run, Window, Window, Run]),
            drop_words: 0.25,
            drop_layers: 0.2,
            silver_share: 1.0,
            seed: 20_220_211,
        }
    }
}

/// What a run learns from.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'t> {
    /// Annotated by people: gives labels, lemma rules and trees.
    pub gold: &'t Treebank,
    /// Annotated by a better parser: gives the network more to see, and nothing else.
    pub silver: &'t Treebank,
}

/// What a model consists of besides the network's weights.
pub(super) struct Fixed {
    classes: Vec<(Upos, Tag)>,
    actions: Vec<Action>,
    lemmas: Lemmas,
    clusters: Vec<u8>,
    vectors: Vec<u8>,
}

impl Fixed {
    /// What `gold` and the `files` tell.
    pub(super) fn of(gold: &Treebank, files: Files) -> Result<Self> {
        Ok(Self {
            classes: classes(gold),
            actions: actions(gold),
            lemmas: lemmas::learn(gold, files.inflections)?,
            clusters: word_classes::table(files.word_classes)?,
            vectors: files.vectors.to_vec(),
        })
    }

    /// The network that `options` ask for, if whoever reads with it can carry it out.
    pub(super) fn plan(&self, options: &Options) -> Result<Plan> {
        let plan = Plan {
            width: options.width,
            hidden: options.hidden,
            layers: options.layers.0.clone(),
            classes: self.classes.len(),
            actions: self.actions.len(),
        };
        let sound = Plan::from_bytes(&plan.to_bytes()).is_some_and(|read| read == plan);
        ensure!(
            sound,
            "no network can be so: its width is 16, 32 … 1024, its layers are 32 at most"
        );
        Ok(plan)
    }
}

/// Where a run reads and writes.
#[derive(Debug, Clone, Copy)]
pub struct Files<'f> {
    /// Word classes, as text.
    pub word_classes: &'f str,
    /// Inflected forms, as text.
    pub inflections: &'f str,
    /// Word vectors, as a section of the model.
    pub vectors: &'f [u8],
    /// The model.
    pub out: &'f Path,
    /// Folder for the checkpoint.
    pub checkpoints: &'f Path,
}

/// Trains a network on `sources`, scoring it on each of `devs`, with a line to `log` for each epoch.
pub fn train(
    sources: Sources,
    devs: &[(&str, &Treebank)],
    files: Files,
    options: &Options,
    log: &mut dyn FnMut(String),
) -> Result<()> {
    let fixed = Fixed::of(sources.gold, files)?;
    let lookup = Lookup {
        clusters: HashTable::open(&fixed.clusters)?.0,
        vectors: Vectors::open(&fixed.vectors)?,
        class_of: fixed.classes.iter().enumerate().map(|(at, class)| (*class, at)).collect(),
        counts: counts(&[sources.gold, sources.silver]),
        substitutes: Substitutes::from_files(verbale_data::FILES),
    };
    let mut weights = Weights::start(fixed.plan(options)?, &mut Random::new(options.seed));
    let per_epoch = batches(sources, options, 0).len() as u64;
    let mut adam = Adam::new(&weights, per_epoch * options.epochs, options.rate);
    std::fs::create_dir_all(files.checkpoints)?;
    let kept = files.checkpoints.join("last.checkpoint");
    let mut done = 0;
    if kept.exists() {
        done = checkpoint::read(&kept, &mut weights, &mut adam)?;
        log(format!("going on after epoch {done}"));
    }
    log(format!(
        "{} sentences, {} words, {} silver words, {} classes, {} actions, {} numbers, {} in the table",
        sources.gold.sentences.len(),
        sources.gold.words(),
        sources.silver.words(),
        fixed.classes.len(),
        fixed.actions.len(),
        weights.numbers.len(),
        weights.table.len(),
    ));
    while done < options.epochs {
        let losses =
            epoch(sources, &lookup, &fixed.actions, &mut weights, &mut adam, options, done);
        done += 1;
        checkpoint::write(&kept, done, &weights, &adam)?;
        let [tags, steps, names] = losses;
        log(format!("epoch {done}: loss {tags:.4} tags {steps:.4} steps {names:.4} names"));
        if done < options.epochs {
            score(assemble(&fixed, &weights.plan, &adam), devs, files.out, log)?;
        }
    }
    // Also where the checkpoint is of a finished run: lemma rules may have changed since.
    score(assemble(&fixed, &weights.plan, &adam), devs, files.out, log)?;
    for (name, dev) in devs {
        let losses = storage::losses(dev, &lookup, &fixed.actions, &weights.plan, &adam)?;
        let [[tags, steps], [stored_tags, stored_steps]] = losses;
        log(format!(
            "  {name}: loss as trained {tags:.4} tags {steps:.4} steps, \
             as stored {stored_tags:.4} tags {stored_steps:.4} steps"
        ));
    }
    Ok(())
}

/// Writes the model in `bytes` to `out` and logs its scores.
pub(super) fn score(
    bytes: Vec<u8>,
    devs: &[(&str, &Treebank)],
    out: &Path,
    log: &mut dyn FnMut(String),
) -> Result<()> {
    std::fs::write(out, &bytes).with_context(|| out.display().to_string())?;
    log(format!("  {} bytes", bytes.len()));
    let language = Language::from_bytes(bytes, verbale_data::FILES)?;
    for (name, dev) in devs {
        log(format!("  {name}: {}", evaluate(dev, &language)));
    }
    Ok(())
}

/// The sentences of each batch of an epoch.
fn batches<'t>(sources: Sources<'t>, options: &Options, epoch: u64) -> Vec<Vec<&'t GoldSentence>> {
    let mut random = Random::new(options.seed ^ (epoch + 1) << 32);
    let mut order: Vec<&GoldSentence> = sources.gold.sentences.iter().collect();
    let wanted = (sources.gold.words() as f64 * options.silver_share) as usize;
    order.extend(draw(sources.silver, wanted, &mut random));
    random.shuffle(&mut order);
    let mut batches = vec![Vec::new()];
    let mut words = 0;
    for sentence in order {
        if words + sentence.len() > options.batch_words && words > 0 {
            batches.push(Vec::new());
            words = 0;
        }
        words += sentence.len();
        if let Some(batch) = batches.last_mut() {
            batch.push(sentence);
        }
    }
    batches
}

/// Sentences of `silver` at random, until there are `wanted` words.
fn draw<'t>(silver: &'t Treebank, wanted: usize, random: &mut Random) -> Vec<&'t GoldSentence> {
    let mut drawn: Vec<&GoldSentence> = silver.sentences.iter().collect();
    random.shuffle(&mut drawn);
    let mut words = 0;
    let count = drawn.iter().take_while(|sentence| {
        words += sentence.len();
        words <= wanted
    });
    let count = count.count();
    drawn.truncate(count);
    drawn
}

/// Workers that share a batch: part of what a run computes, not of how fast it does.
const WORKERS: usize = 2;

fn epoch(
    sources: Sources,
    lookup: &Lookup,
    actions: &[Action],
    weights: &mut Weights,
    adam: &mut Adam,
    options: &Options,
    done: u64,
) -> [f64; 3] {
    let mut losses = [0.0; 3];
    let mut seen = 0;
    for sentences in batches(sources, options, done) {
        let network = Network::new(weights.plan.clone(), weights.numbers.clone());
        let (forth, back) = (Straight::of(weights), Transposed::of(weights));
        let model =
            Model { network: &network, table: &weights.table, forth: &forth, back: &back, actions };
        let words: usize = sentences.iter().map(|sentence| sentence.len()).sum();
        seen += words;
        let manner = Manner {
            drop_words: options.drop_words,
            drop_layers: options.drop_layers,
            explore: if done == 0 { 0.2 } else { 0.9 },
            scale: 1.0 / words as f32,
        };
        let mut gradients: Vec<Gradient> = std::thread::scope(|scope| {
            let shares = share(&sentences).into_iter().enumerate().map(|(nth, share)| {
                let seed = options.seed ^ adam.step << 8 ^ nth as u64;
                scope.spawn(move || {
                    let mut random = Random::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
                    let batch = Batch::of(&share, lookup, Some(&mut random));
                    pass::run(model, &batch, manner, &mut random)
                })
            });
            let running: Vec<_> = shares.collect();
            joined(running)
        });
        for gradient in &gradients {
            losses[0] += gradient.tag_loss;
            losses[1] += gradient.step_loss;
            losses[2] += gradient.name_loss;
        }
        adam.take(weights, &mut gradients);
    }
    losses.map(|loss| loss / seen as f64)
}

/// Shares sentences out so that each worker gets about as many words. An epoch may end with a single
/// sentence: then there is work for one worker only.
fn share<'t>(sentences: &[&'t GoldSentence]) -> Vec<Vec<&'t GoldSentence>> {
    let mut shares = vec![Vec::new(); WORKERS.min(sentences.len())];
    let mut words = [0; WORKERS];
    for &sentence in sentences {
        let least = (0..shares.len()).min_by_key(|&nth| words[nth]).unwrap_or(0);
        words[least] += sentence.len();
        shares[least].push(sentence);
    }
    shares
}

/// The model's file.
pub(super) fn assemble(fixed: &Fixed, plan: &Plan, adam: &Adam) -> Vec<u8> {
    let classes = fixed.classes.iter().flat_map(|(upos, tag)| [*upos as u8, *tag as u8]).collect();
    let actions = fixed.actions.iter().flat_map(|action| action.to_bytes()).collect();
    model::write(&[
        (section::CLASSES, classes),
        (section::ACTIONS, actions),
        (section::RULES, model::write_rules(&fixed.lemmas.rules)),
        (section::LEMMAS, fixed.lemmas.table.clone()),
        (section::CLUSTERS, fixed.clusters.clone()),
        (section::VECTORS, fixed.vectors.clone()),
        (section::PLAN, plan.to_bytes()),
        (section::NETWORK, narrow(&adam.average)),
        (section::TABLE, Table::write(&adam.table_average, 2 * plan.width)),
    ])
}

#[cfg(test)]
mod tests {
    use verbale_text::Relation;

    use super::*;
    use crate::treebank::GoldWord;

    /// A treebank of `count` sentences of four words, all written as `form`.
    fn treebank(form: &str, count: usize) -> Treebank {
        let word = GoldWord {
            form: form.to_owned(),
            lemma: "_".to_owned(),
            upos: Upos::X,
            tag: Tag::Fw,
            head: 4,
            relation: Relation::Root,
            name: None,
        };
        Treebank { sentences: vec![vec![word; 4]; count], documents: vec![String::new(); count] }
    }

    fn forms(sources: Sources, options: &Options, epoch: u64) -> Vec<String> {
        let batches = batches(sources, options, epoch);
        batches.iter().flatten().map(|sentence| sentence[0].form.clone()).collect()
    }

    #[test]
    fn an_epoch_has_all_gold_and_its_share_of_silver_drawn_anew() {
        let (gold, silver) = (treebank("gold", 50), treebank("silver", 400));
        let sources = Sources { gold: &gold, silver: &silver };
        let options = Options { batch_words: 40, silver_share: 0.5, ..Options::default() };
        let first = forms(sources, &options, 0);
        assert_eq!(first.iter().filter(|form| *form == "gold").count(), 50);
        assert_eq!(first.iter().filter(|form| *form == "silver").count(), 25);
        assert_eq!(first, forms(sources, &options, 0));
        assert_ne!(first, forms(sources, &options, 1));
    }

    #[test]
    fn a_letter_that_names_no_layer_is_refused() {
        let layers: Layers = "wr".parse().expect("layers");
        assert_eq!(layers, Layers(vec![Layer::Window, Layer::Run]));
        let fault = "wq".parse::<Layers>().expect_err("no layer");
        assert!(fault.to_string().starts_with("\"q\" is no layer"), "{fault}");
    }

    #[test]
    fn no_worker_is_left_without_a_sentence() {
        let gold = treebank("gold", 3);
        let sentences: Vec<&GoldSentence> = gold.sentences.iter().collect();
        let counts = |sentences| share(sentences).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(counts(&sentences), [2, 1]);
        assert_eq!(counts(&sentences[..1]), [1]);
    }

    #[test]
    fn an_epoch_without_silver_is_all_gold() {
        let (gold, none) = (treebank("gold", 5), Treebank::default());
        let sources = Sources { gold: &gold, silver: &none };
        assert_eq!(forms(sources, &Options::default(), 3), ["gold"; 5]);
    }
}
