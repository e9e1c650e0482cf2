//! How does a training run of the proposing network go?
//!
//! Epoch by epoch over all examples in random order, in batches whose sentences are shared by two workers; Adam,
//! falling to nothing; the model is the running mean of the weights.

use verbale_extract::proposal::{Network, Places, Plan, Reader, Sight, Work};

use super::examples::Example;
use super::pass::{self, Manner, Matrices};
use crate::joined;
use crate::neural::adam::{blend, fix, keep, rate, update};
use crate::random::Random;

/// How to train.
#[derive(Debug, Clone)]
pub struct Options {
    /// Times that the network goes over the examples.
    pub epochs: u64,
    /// Numbers that stand for a word.
    pub width: usize,
    /// Layers over the embeddings.
    pub layers: usize,
    /// Highest learning rate.
    pub rate: f32,
    /// Share of what is seen of the words that is left out.
    pub drop_words: f32,
    /// Share of what each layer sees that is left out.
    pub drop_layers: f32,
    /// How often an example is shown as if the frames had read nothing.
    pub unread: f64,
    /// What the loss of a word that tells an act is multiplied by.
    pub act_weight: f32,
    /// Start of the pseudo-random numbers.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            epochs: 10,
            width: 64,
            layers: 3,
            rate: 2e-3,
            drop_words: 0.25,
            drop_layers: 0.3,
            unread: 0.5,
            act_weight: 1.5,
            seed: 20_220_211,
        }
    }
}

/// Sentences in a batch.
const BATCH: usize = 32;
/// Workers that share a batch: part of what a run computes, not of how fast it does.
const WORKERS: usize = 2;
/// Share of each matrix that a step takes away, beside the learning rate.
const DECAY: f32 = 0.02;

/// Trains a network that tells `events` apart.
pub fn train(
    examples: &[Example],
    events: Vec<String>,
    options: &Options,
    log: &mut dyn FnMut(String),
) -> Network {
    let plan = Plan { width: options.width, layers: options.layers, events };
    let mut random = Random::new(options.seed);
    let mut numbers = start(&plan, &mut random);
    let mut average = numbers.clone();
    let [mut first, mut second] = [vec![0.0; numbers.len()], vec![0.0; numbers.len()]];
    let steps = options.epochs * examples.len().div_ceil(BATCH) as u64;
    let mut step = 0;
    let matrices = matrices(&Places::of(&plan));
    for epoch in 0..options.epochs {
        let mut order: Vec<&Example> = examples.iter().collect();
        random.shuffle(&mut order);
        let (mut loss, mut words) = (0.0, 0);
        for batch in order.chunks(BATCH) {
            step += 1;
            let shown: Vec<(&Sight, &[u8])> = batch
                .iter()
                .map(|example| {
                    let light = random.happens(options.unread);
                    let (sight, classes) = if light { &example.unread } else { &example.read };
                    (sight, &**classes)
                })
                .collect();
            let network = Network::new(plan.clone(), numbers.clone());
            let (batch_loss, gradient) = gradient(&network, &shown, options, random.next());
            loss += batch_loss;
            words += shown.iter().map(|(sight, _)| sight.words()).sum::<usize>();
            let rate = rate(options.rate, step, steps);
            for range in &matrices {
                numbers[range.clone()].iter_mut().for_each(|n| *n *= 1.0 - rate * DECAY);
            }
            update(&mut numbers, &gradient, &mut first, &mut second, 1.0, rate, fix(step));
            blend(&mut average, &numbers, keep(step));
        }
        log(format!("epoch {}: loss {:.4}", epoch + 1, loss / words.max(1) as f64));
    }
    Network::new(plan, average)
}

/// The loss of a batch and its gradient, the shares of the workers summed in a fixed order.
fn gradient(
    network: &Network,
    shown: &[(&Sight, &[u8])],
    options: &Options,
    seed: u64,
) -> (f64, Vec<f32>) {
    let matrices = Matrices::of(network);
    let words: usize = shown.iter().map(|(sight, _)| sight.words()).sum();
    let manner = Manner {
        drop_words: options.drop_words,
        drop_layers: options.drop_layers,
        act_weight: options.act_weight,
        scale: 25.0 / words.max(1) as f32,
    };
    let work = |nth: usize| {
        let mut random = Random::new(seed ^ nth as u64);
        let mut gradient = vec![0.0; network.places.total];
        let mut loss = 0.0;
        for &example in shown.iter().skip(nth).step_by(WORKERS) {
            loss += pass::run(network, &matrices, example, manner, &mut random, &mut gradient);
        }
        (loss, gradient)
    };
    let shares: Vec<(f64, Vec<f32>)> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..WORKERS)
            .map(|nth| {
                scope.spawn({
                    let work = &work;
                    move || work(nth)
                })
            })
            .collect();
        joined(running)
    });
    let mut sum = vec![0.0; network.places.total];
    let mut loss = 0.0;
    for (share, gradient) in shares {
        loss += share;
        sum.iter_mut().zip(gradient).for_each(|(sum, g)| *sum += g);
    }
    (loss, sum)
}

/// Numbers to start from.
fn start(plan: &Plan, random: &mut Random) -> Vec<f32> {
    let places = Places::of(plan);
    let mut numbers = vec![0.0; places.total];
    let mut draw = |range: &std::ops::Range<usize>, inner: f32| {
        let spread = (3.0 / inner).sqrt();
        numbers[range.clone()].iter_mut().for_each(|n| *n = spread * random.signed());
    };
    draw(&places.vectors, 100.0);
    draw(&places.marks, 300.0);
    for layer in &places.layers {
        draw(&layer.weights, (layer.weights.len() / (2 * plan.width)) as f32);
    }
    draw(&places.out, plan.width as f32);
    let gains = places.layers.iter().map(|layer| &layer.norm[0]).chain([&places.norm[0]]);
    gains.for_each(|gain| numbers[gain.clone()].fill(1.0));
    numbers
}

/// The ranges of the matrices, which are kept small.
fn matrices(places: &Places) -> Vec<std::ops::Range<usize>> {
    let layers = places.layers.iter().map(|layer| layer.weights.clone());
    [places.vectors.clone(), places.out.clone()].into_iter().chain(layers).collect()
}

/// How often acts that are left over are proposed, rightly and wrongly, at several thresholds.
pub fn score(network: &Network, examples: &[Example]) -> String {
    let (reader, mut work) = (Reader::of(network.clone()), Work::default());
    let classes = network.plan.classes();
    let mut counts = [[0usize; 3]; 5];
    for Example { read: (sight, gold), .. } in examples {
        let likely = reader.read(sight, &mut work);
        for (row, &gold) in likely.chunks_exact(classes).zip(gold) {
            let best = (1..classes).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap_or(0);
            for (nth, counts) in counts.iter_mut().enumerate() {
                let least = 0.3 + 0.1 * nth as f32;
                let is_proposed = 1.0 - row[0] >= least;
                counts[0] += usize::from(gold != 0);
                counts[1] += usize::from(is_proposed);
                counts[2] += usize::from(is_proposed && best == usize::from(gold));
            }
        }
    }
    let lines = counts.iter().enumerate().map(|(nth, [gold, proposed, right])| {
        format!(" {:.1}: {right} of {proposed} right, of {gold}", 0.3 + 0.1 * nth as f32)
    });
    lines.collect::<Vec<_>>().join(";")
}
