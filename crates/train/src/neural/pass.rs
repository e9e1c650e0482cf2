//! How does the network run over a batch, and back?
//!
//! [`run`] computes what `verbale_text::neural` computes, keeps what going back needs, and returns the
//! gradient of the loss: that of the tags, of the names and of the parser's steps, per word.

use std::ops::Range;

use verbale_text::neural::kernel::{Kernel, Left, Packed};
use verbale_text::neural::layer::{add, maxout, normalise, run_both_ways};
use verbale_text::neural::network::{Network, fill};
use verbale_text::neural::plan::{Layer, LayerPlaces};
use verbale_text::neural::rows::LOOKUPS;
use verbale_text::neural::vectors::DIMENSIONS;
use verbale_text::transition::Action;

use super::batch::{Batch, HIDDEN};
use super::layers::{maxout_back, normalise_back, run_back};
use super::steps;
use super::weights::{Straight, Transposed};
use crate::random::Random;

/// What going forwards and back takes besides the batch.
#[derive(Debug, Clone, Copy)]
pub struct Model<'w> {
    /// The matrices.
    pub network: &'w Network,
    /// The embedding table.
    pub table: &'w [f32],
    /// The large matrices as going forwards takes them.
    pub forth: &'w Straight,
    /// The matrices as going back takes them.
    pub back: &'w Transposed,
    /// What the classes of the parser's output stand for.
    pub actions: &'w [Action],
}

/// How a pass is made.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Share of each embedding that is left out.
    pub drop_words: f32,
    /// Share of each layer's output, and of each state, that is left out.
    pub drop_layers: f32,
    /// How often the parser follows its own mistakes.
    pub explore: f64,
    /// What each word's loss is multiplied by.
    pub scale: f32,
}

/// The weight of the tags beside the steps of the parser.
const TAG_WEIGHT: f32 = 0.5;
/// The weight of the names beside the steps of the parser.
const NAME_WEIGHT: f32 = 0.3;

/// The gradient of a batch.
#[derive(Debug, Default)]
pub struct Gradient {
    /// For all numbers but the embedding table.
    pub numbers: Vec<f32>,
    /// For the sum of embeddings of each word.
    pub words: Vec<f32>,
    /// The rows that were summed for each word.
    pub rows: Vec<[u32; LOOKUPS]>,
    /// Loss of the tags.
    pub tag_loss: f64,
    /// Loss of the names.
    pub name_loss: f64,
    /// Loss of the parser's steps.
    pub step_loss: f64,
}

/// What a layer keeps for going back.
struct Kept {
    input: Vec<f32>,
    both: Vec<f32>,
    narrow: Vec<f32>,
    mask: Vec<f32>,
}

/// Runs the network over `batch`, and back.
pub(crate) fn run(model: Model, batch: &Batch, manner: Manner, random: &mut Random) -> Gradient {
    let network = model.network;
    let width = network.plan.width;
    let mut gradient = Gradient {
        numbers: vec![0.0; network.places.total],
        rows: batch.rows.clone(),
        ..Gradient::default()
    };
    let mut kernel = Kernel::default();
    let (mix, embedded) = embed(model, batch, manner, random, &mut kernel);
    let mut words = padded(&embedded, &batch.lens, width);
    let mut kept = Vec::new();
    for (layer, weights) in network.places.layers.iter().zip(&model.forth.layers) {
        kept.push(forward(model, layer, weights, &mut words, batch, manner, random, &mut kernel));
    }
    let mut back = vec![0.0; words.len()];
    let places = &network.places;
    let tags = Head {
        forth: &network.tags,
        back: &model.back.tags,
        weights: places.tag_weights.clone(),
        bias: places.tag_bias.clone(),
        gold: &batch.classes,
        scale: TAG_WEIGHT * manner.scale,
    };
    let names = Head {
        forth: &network.names,
        back: &model.back.names,
        weights: places.name_weights.clone(),
        bias: places.name_bias.clone(),
        gold: &batch.names,
        scale: NAME_WEIGHT * manner.scale,
    };
    gradient.tag_loss =
        classify(model, &tags, &batch.lens, &words, &mut back, &mut gradient, &mut kernel);
    gradient.name_loss =
        classify(model, &names, &batch.lens, &words, &mut back, &mut gradient, &mut kernel);
    steps::learn(model, batch, manner, random, &words, &mut back, &mut gradient, &mut kernel);
    for ((layer, kept), weights) in
        network.places.layers.iter().zip(&kept).zip(&model.back.layers).rev()
    {
        backward(model, layer, weights, kept, &mut back, batch, &mut gradient, &mut kernel);
    }
    embed_back(model, batch, &mix, &back, &mut gradient, &mut kernel);
    gradient
}

/// Numbers that are 0 with probability `share`, else a little over 1.
pub(crate) fn mask(count: usize, share: f32, random: &mut Random) -> Vec<f32> {
    let limit = (share * 256.0) as u64;
    let kept = 256.0 / (256 - limit) as f32;
    let mut mask = Vec::with_capacity(count + 8);
    while mask.len() < count {
        let bits = random.next();
        mask.extend((0..8).map(|byte| if bits >> (8 * byte) & 255 < limit { 0.0 } else { kept }));
    }
    mask.truncate(count);
    mask
}

/// The embedded words of `batch`, nothing left out.
#[cfg(test)]
pub(crate) fn embedded(network: &Network, table: &[f32], batch: &Batch) -> Vec<f32> {
    let mut both = Vec::new();
    let (places, width) = (&network.places, network.plan.width);
    fill(&mut both, &network.numbers[places.mix_bias.clone()], batch.rows.len());
    let left = Left::rows(&batch.vectors, batch.rows.len(), DIMENSIONS);
    Kernel::default().multiply(left, &network.vectors, &mut both);
    let mut out = vec![0.0; batch.rows.len() * width];
    let words = both.chunks_exact_mut(2 * width).zip(out.chunks_exact_mut(width));
    for ((both, out), rows) in words.zip(&batch.rows) {
        for &row in rows {
            add(both, &table[row as usize * 2 * width..][..2 * width]);
        }
        maxout(both, out);
        let (gain, shift) = (places.mix_gain.clone(), places.mix_shift.clone());
        normalise(out, &network.numbers[gain], &network.numbers[shift]);
    }
    out
}

fn embed(
    model: Model,
    batch: &Batch,
    manner: Manner,
    random: &mut Random,
    kernel: &mut Kernel,
) -> (Kept, Vec<f32>) {
    let (network, count) = (model.network, batch.rows.len());
    let (width, places) = (network.plan.width, &network.places);
    let mut both = Vec::new();
    fill(&mut both, &network.numbers[places.mix_bias.clone()], count);
    kernel.multiply(Left::rows(&batch.vectors, count, DIMENSIONS), &network.vectors, &mut both);
    let mut narrow = vec![0.0; count * width];
    let rows = both.chunks_exact_mut(2 * width).zip(narrow.chunks_exact_mut(width));
    for ((both, narrow), rows) in rows.zip(&batch.rows) {
        for &row in rows.iter().filter(|&&row| row != HIDDEN) {
            add(both, &model.table[row as usize * 2 * width..][..2 * width]);
        }
        maxout(both, narrow);
    }
    let mask = mask(narrow.len(), manner.drop_words, random);
    let mut out = narrow.clone();
    let gain = &network.numbers[places.mix_gain.clone()];
    let shift = &network.numbers[places.mix_shift.clone()];
    out.chunks_exact_mut(width).for_each(|word| normalise(word, gain, shift));
    out.iter_mut().zip(&mask).for_each(|(out, mask)| *out *= mask);
    (Kept { input: Vec::new(), both, narrow, mask }, out)
}

fn embed_back(
    model: Model,
    batch: &Batch,
    kept: &Kept,
    back: &[f32],
    gradient: &mut Gradient,
    kernel: &mut Kernel,
) {
    let (network, count) = (model.network, batch.rows.len());
    let (width, places) = (network.plan.width, &network.places);
    let gain = &network.numbers[places.mix_gain.clone()];
    let (mut gain_back, mut shift_back) = (vec![0.0; width], vec![0.0; width]);
    let mut scratch = vec![0.0; width];
    gradient.words = vec![0.0; count * 2 * width];
    let mut word = 0;
    let mut first = 1;
    for &len in &batch.lens {
        for row in first..first + len {
            let mut upper = back[row * width..(row + 1) * width].to_vec();
            let range = word * width..(word + 1) * width;
            upper.iter_mut().zip(&kept.mask[range.clone()]).for_each(|(g, mask)| *g *= mask);
            let values = &kept.narrow[range];
            normalise_back(values, gain, &mut upper, &mut gain_back, &mut shift_back, &mut scratch);
            let range = word * 2 * width..(word + 1) * 2 * width;
            maxout_back(&kept.both[range.clone()], &upper, &mut gradient.words[range]);
            word += 1;
        }
        first += len + 1;
    }
    let numbers = &mut gradient.numbers;
    add(&mut numbers[places.mix_gain.clone()], &gain_back);
    add(&mut numbers[places.mix_shift.clone()], &shift_back);
    add_rows(&mut numbers[places.mix_bias.clone()], &gradient.words);
    let mut packed = Packed::default();
    packed.pack(&gradient.words, count, 2 * width);
    let left = Left::transposed(&batch.vectors, DIMENSIONS, DIMENSIONS);
    kernel.multiply(left, &packed, &mut numbers[places.vectors.clone()]);
}

/// Adds all rows of `rows` to `sum`.
pub(crate) fn add_rows(sum: &mut [f32], rows: &[f32]) {
    rows.chunks_exact(sum.len()).for_each(|row| add(sum, row));
}

/// A row of zeros, then the words of each sentence and a row of zeros.
fn padded(words: &[f32], lens: &[usize], width: usize) -> Vec<f32> {
    let mut out = vec![0.0; width];
    let mut first = 0;
    for &len in lens {
        out.extend_from_slice(&words[first * width..(first + len) * width]);
        out.resize(out.len() + width, 0.0);
        first += len;
    }
    out
}

#[expect(clippy::too_many_arguments, reason = "one layer's share of one pass")]
fn forward(
    model: Model,
    layer: &LayerPlaces,
    weights: &Packed,
    words: &mut [f32],
    batch: &Batch,
    manner: Manner,
    random: &mut Random,
    kernel: &mut Kernel,
) -> Kept {
    let numbers = &model.network.numbers;
    let width = model.network.plan.width;
    let inner = words.len() / width - 2;
    let input = words.to_vec();
    let mut both = Vec::new();
    fill(&mut both, &numbers[layer.bias.clone()], inner);
    let start = if layer.kind == Layer::Window { 0 } else { width };
    kernel.multiply(Left::rows(&input[start..], inner, width), weights, &mut both);
    let mut narrow = vec![0.0; inner * width];
    let mask = mask(inner * width, manner.drop_layers, random);
    let (gain, shift) = (&numbers[layer.gain.clone()], &numbers[layer.shift.clone()]);
    let mut out = vec![0.0; width];
    let mut first = 0;
    for &len in &batch.lens {
        let both = &both[first * 2 * width..(first + len) * 2 * width];
        let narrow = &mut narrow[first * width..(first + len) * width];
        if layer.kind == Layer::Run {
            run_both_ways(both, narrow, width);
        }
        for at in 0..len {
            let narrow = &mut narrow[at * width..(at + 1) * width];
            if layer.kind == Layer::Window {
                maxout(&both[at * 2 * width..(at + 1) * 2 * width], narrow);
            }
            out.copy_from_slice(narrow);
            normalise(&mut out, gain, shift);
            let row = first + at;
            let mask = &mask[row * width..(row + 1) * width];
            out.iter_mut().zip(mask).for_each(|(out, mask)| *out *= mask);
            add(&mut words[(row + 1) * width..(row + 2) * width], &out);
        }
        first += len + 1;
    }
    Kept { input, both, narrow, mask }
}

#[expect(clippy::too_many_arguments, reason = "one layer's share of one pass")]
fn backward(
    model: Model,
    layer: &LayerPlaces,
    weights: &Packed,
    kept: &Kept,
    back: &mut [f32],
    batch: &Batch,
    gradient: &mut Gradient,
    kernel: &mut Kernel,
) {
    let width = model.network.plan.width;
    let inner = back.len() / width - 2;
    let gain = &model.network.numbers[layer.gain.clone()];
    let (mut gain_back, mut shift_back) = (vec![0.0; width], vec![0.0; width]);
    let mut scratch = vec![0.0; width];
    let mut both_back = vec![0.0; inner * 2 * width];
    let mut first = 0;
    for &len in &batch.lens {
        let rows = first * width..(first + len) * width;
        let mut upper = back[(first + 1) * width..(first + 1 + len) * width].to_vec();
        upper.iter_mut().zip(&kept.mask[rows.clone()]).for_each(|(g, mask)| *g *= mask);
        let narrow = &kept.narrow[rows];
        for (upper, values) in upper.chunks_exact_mut(width).zip(narrow.chunks_exact(width)) {
            normalise_back(values, gain, upper, &mut gain_back, &mut shift_back, &mut scratch);
        }
        let rows = first * 2 * width..(first + len) * 2 * width;
        let (both, both_back) = (&kept.both[rows.clone()], &mut both_back[rows]);
        if layer.kind == Layer::Run {
            run_back(both, narrow, &upper, both_back, width);
        } else {
            let rows = both.chunks_exact(2 * width).zip(both_back.chunks_exact_mut(2 * width));
            for ((both, both_back), upper) in rows.zip(upper.chunks_exact(width)) {
                maxout_back(both, upper, both_back);
            }
        }
        first += len + 1;
    }
    let numbers = &mut gradient.numbers;
    add(&mut numbers[layer.gain.clone()], &gain_back);
    add(&mut numbers[layer.shift.clone()], &shift_back);
    add_rows(&mut numbers[layer.bias.clone()], &both_back);
    let mut packed = Packed::default();
    packed.pack(&both_back, inner, 2 * width);
    let (start, rows) = match layer.kind {
        Layer::Window => (0, 3 * width),
        Layer::Run => (width, width),
    };
    let left = Left::transposed(&kept.input[start..], rows, width);
    kernel.multiply(left, &packed, &mut numbers[layer.weights.clone()]);
    let mut input_back = vec![0.0; inner * rows];
    kernel.multiply(Left::rows(&both_back, inner, 2 * width), weights, &mut input_back);
    for (at, row) in input_back.chunks_exact(rows).enumerate() {
        add(&mut back[at * width + start..][..rows], row);
    }
    // What the rows between sentences would have learned is of no use.
    back[..width].fill(0.0);
    let mut row = 0;
    for &len in &batch.lens {
        row += len + 1;
        back[row * width..(row + 1) * width].fill(0.0);
    }
}

/// A head of the network that tells the class of each word.
struct Head<'h> {
    /// Its matrix, and that as going back takes it.
    forth: &'h Packed,
    back: &'h Packed,
    weights: Range<usize>,
    bias: Range<usize>,
    /// The right class of each word, where it is known.
    gold: &'h [Option<usize>],
    /// The weight of its loss.
    scale: f32,
}

/// Lets `head` classify `words` and learn from its mistakes; returns its loss.
fn classify(
    model: Model,
    head: &Head,
    lens: &[usize],
    words: &[f32],
    back: &mut [f32],
    gradient: &mut Gradient,
    kernel: &mut Kernel,
) -> f64 {
    let network = model.network;
    let (width, classes) = (network.plan.width, head.bias.len());
    let inner = words.len() / width - 2;
    let mut scores = Vec::new();
    fill(&mut scores, &network.numbers[head.bias.clone()], inner);
    kernel.multiply(Left::rows(&words[width..], inner, width), head.forth, &mut scores);
    let mut loss = 0.0;
    let mut first = 0;
    let mut golds = head.gold.iter();
    for &len in lens {
        for row in first..first + len {
            let row = &mut scores[row * classes..(row + 1) * classes];
            let Some(&Some(gold)) = golds.next() else {
                row.fill(0.0);
                continue;
            };
            softmax(row, |_| true);
            loss -= f64::from(row[gold].max(1e-9).ln());
            row[gold] -= 1.0;
            row.iter_mut().for_each(|g| *g *= head.scale);
        }
        first += len + 1;
        if first <= inner {
            scores[(first - 1) * classes..first * classes].fill(0.0);
        }
    }
    add_rows(&mut gradient.numbers[head.bias.clone()], &scores);
    let mut packed = Packed::default();
    packed.pack(&scores, inner, classes);
    let left = Left::transposed(&words[width..], width, width);
    kernel.multiply(left, &packed, &mut gradient.numbers[head.weights.clone()]);
    let left = Left::rows(&scores, inner, classes);
    kernel.multiply(left, head.back, &mut back[width..]);
    loss
}

/// Turns scores into probabilities of what `is_allowed` admits.
pub(crate) fn softmax(row: &mut [f32], is_allowed: impl Fn(usize) -> bool) {
    let highest = (0..row.len()).filter(|&at| is_allowed(at)).map(|at| row[at]);
    let highest = highest.fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for (at, value) in row.iter_mut().enumerate() {
        *value = if is_allowed(at) { (*value - highest).exp() } else { 0.0 };
        sum += *value;
    }
    let scale = 1.0 / sum.max(1e-30);
    row.iter_mut().for_each(|value| *value *= scale);
}
