//! How does the network run over a batch, and back?
//!
//! [`run`] computes what `verbale_extract::proposal::Network::read` computes, parts left out at random, keeps what
//! going back needs, and returns the gradient of the loss.

use std::ops::Range;

use verbale_extract::proposal::{LayerPlaces, Network, Sight, gather, seen_by_layer, softmax};
use verbale_text::neural::kernel::{Kernel, Left, Packed};
use verbale_text::neural::layer::{add, maxout, normalise};
use verbale_text::neural::network::fill;
use verbale_text::neural::vectors::DIMENSIONS;

use crate::neural::layers::{maxout_back, normalise_back};
use crate::neural::pass::{add_rows, mask};
use crate::random::Random;

/// How a pass is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Share of what is seen of the words that is left out.
    pub drop_words: f32,
    /// Share of what each layer sees, and the head, that is left out.
    pub drop_layers: f32,
    /// What the loss of a word that tells an act is multiplied by.
    pub act_weight: f32,
    /// What all loss is multiplied by.
    pub scale: f32,
}

/// What learning takes beside the network: the matrices of its layers, and what goes back the other way round.
#[derive(Debug)]
pub(super) struct Matrices {
    forth: Vec<Packed>,
    back: Vec<Packed>,
    out_back: Packed,
}

impl Matrices {
    pub(super) fn of(network: &Network) -> Self {
        let pack = |range: &Range<usize>, columns: usize| {
            let mut packed = Packed::default();
            let values = &network.numbers[range.clone()];
            packed.pack_transposed(values, columns, range.len() / columns);
            packed
        };
        let (plan, places) = (&network.plan, &network.places);
        let layers = || places.layers.iter().map(|layer| &layer.weights);
        let straight =
            |range: &Range<usize>| Packed::of(&network.numbers[range.clone()], 2 * plan.width);
        Self {
            forth: layers().map(straight).collect(),
            back: layers().map(|weights| pack(weights, 2 * plan.width)).collect(),
            out_back: pack(&places.out, plan.classes()),
        }
    }
}

/// What a layer keeps for going back.
struct Kept {
    seen: Vec<f32>,
    both: Vec<f32>,
    narrow: Vec<f32>,
    mask: Vec<f32>,
}

/// One run over one sentence, and back.
struct Pass<'p> {
    network: &'p Network,
    matrices: &'p Matrices,
    sight: &'p Sight,
    manner: Manner,
    kernel: Kernel,
}

/// Runs the network over a sentence and back, adding to `gradient`; returns the loss.
pub(super) fn run(
    network: &Network,
    matrices: &Matrices,
    (sight, classes): (&Sight, &[u8]),
    manner: Manner,
    random: &mut Random,
    gradient: &mut [f32],
) -> f64 {
    let mut pass = Pass { network, matrices, sight, manner, kernel: Kernel::default() };
    let width = network.plan.width;
    let (first, mut words) = pass.embed(random);
    let mut kept = Vec::new();
    for (layer, weights) in network.places.layers.iter().zip(&matrices.forth) {
        let (seen, out) = pass.forward(layer, weights, &words, random);
        add(&mut words, &out);
        kept.push(seen);
    }
    let mask = mask(words.len(), manner.drop_layers, random);
    words.iter_mut().zip(&mask).for_each(|(word, mask)| *word *= mask);
    let (loss, mut upper) = pass.classify(&words, classes, gradient);
    upper.iter_mut().zip(&mask).for_each(|(upper, mask)| *upper *= mask);
    let layers = network.places.layers.iter().zip(&matrices.back).zip(&kept);
    for ((layer, weights), kept) in layers.rev() {
        let lower = pass.backward(layer, weights, kept, &upper, gradient);
        for (word, row) in lower.chunks_exact(seen_by_layer(width)).enumerate() {
            let (own, near) = row.split_at(width);
            add(&mut upper[word * width..][..width], own);
            for (place, part) in sight.near[word].iter().zip(near.chunks_exact(width)) {
                if let Some(place) = place {
                    add(&mut upper[usize::from(*place) * width..][..width], part);
                }
            }
        }
    }
    pass.embed_back(&first, upper, gradient);
    loss
}

impl Pass<'_> {
    fn embed(&mut self, random: &mut Random) -> (Kept, Vec<f32>) {
        let (network, sight, words) = (self.network, self.sight, self.sight.words());
        let (width, places) = (network.plan.width, &network.places);
        let mask = mask(sight.vectors.len(), self.manner.drop_words, random);
        let seen: Vec<f32> = sight.vectors.iter().zip(&mask).map(|(v, mask)| v * mask).collect();
        let mut both = Vec::new();
        fill(&mut both, &network.numbers[places.bias.clone()], words);
        self.kernel.multiply(Left::rows(&seen, words, DIMENSIONS), &network.vectors, &mut both);
        for (word, both) in both.chunks_exact_mut(2 * width).enumerate() {
            sight.marks_of(word).iter().for_each(|&mark| add(both, network.mark(mark)));
        }
        let (narrow, out) = self.squeeze(&both, &places.norm);
        (Kept { seen, both, narrow, mask: Vec::new() }, out)
    }

    /// The larger halves of `both`, as they are and normalised.
    fn squeeze(&self, both: &[f32], [gain, shift]: &[Range<usize>; 2]) -> (Vec<f32>, Vec<f32>) {
        let width = self.network.plan.width;
        let mut narrow = vec![0.0; both.len() / 2];
        let rows = both.chunks_exact(2 * width).zip(narrow.chunks_exact_mut(width));
        rows.for_each(|(both, narrow)| maxout(both, narrow));
        let mut out = narrow.clone();
        let numbers = &self.network.numbers;
        let (gain, shift) = (&numbers[gain.clone()], &numbers[shift.clone()]);
        out.chunks_exact_mut(width).for_each(|word| normalise(word, gain, shift));
        (narrow, out)
    }

    fn forward(
        &mut self,
        layer: &LayerPlaces,
        weights: &Packed,
        words: &[f32],
        random: &mut Random,
    ) -> (Kept, Vec<f32>) {
        let (width, rows) = (self.network.plan.width, self.sight.words());
        let mut seen = Vec::new();
        gather(words, self.sight, width, &mut seen);
        let mask = mask(seen.len(), self.manner.drop_layers, random);
        seen.iter_mut().zip(&mask).for_each(|(seen, mask)| *seen *= mask);
        let mut both = Vec::new();
        fill(&mut both, &self.network.numbers[layer.bias.clone()], rows);
        self.kernel.multiply(Left::rows(&seen, rows, seen_by_layer(width)), weights, &mut both);
        let (narrow, out) = self.squeeze(&both, &layer.norm);
        (Kept { seen, both, narrow, mask }, out)
    }

    /// The gradient of what a layer sees, given that of what it adds.
    fn backward(
        &mut self,
        layer: &LayerPlaces,
        weights: &Packed,
        kept: &Kept,
        upper: &[f32],
        gradient: &mut [f32],
    ) -> Vec<f32> {
        let (width, rows) = (self.network.plan.width, self.sight.words());
        let both_back = self.squeeze_back(kept, &layer.norm, upper.to_vec(), gradient);
        add_rows(&mut gradient[layer.bias.clone()], &both_back);
        let seen = seen_by_layer(width);
        let mut packed = Packed::default();
        packed.pack(&both_back, rows, 2 * width);
        let left = Left::transposed(&kept.seen, seen, seen);
        self.kernel.multiply(left, &packed, &mut gradient[layer.weights.clone()]);
        let mut lower = vec![0.0; rows * seen];
        self.kernel.multiply(Left::rows(&both_back, rows, 2 * width), weights, &mut lower);
        lower.iter_mut().zip(&kept.mask).for_each(|(lower, mask)| *lower *= mask);
        lower
    }

    /// The gradient of both halves, given that of the larger ones, normalised.
    fn squeeze_back(
        &self,
        kept: &Kept,
        [gain, shift]: &[Range<usize>; 2],
        mut upper: Vec<f32>,
        gradient: &mut [f32],
    ) -> Vec<f32> {
        let width = self.network.plan.width;
        let gains = &self.network.numbers[gain.clone()];
        let (mut gain_back, mut shift_back) = (vec![0.0; width], vec![0.0; width]);
        let mut scratch = vec![0.0; width];
        let mut both_back = vec![0.0; kept.both.len()];
        for word in 0..self.sight.words() {
            let row = word * width..(word + 1) * width;
            let upper = &mut upper[row.clone()];
            let values = &kept.narrow[row];
            normalise_back(values, gains, upper, &mut gain_back, &mut shift_back, &mut scratch);
            let row = word * 2 * width..(word + 1) * 2 * width;
            maxout_back(&kept.both[row.clone()], upper, &mut both_back[row]);
        }
        add(&mut gradient[gain.clone()], &gain_back);
        add(&mut gradient[shift.clone()], &shift_back);
        both_back
    }

    /// The loss, and the gradient of what the head sees.
    fn classify(&mut self, words: &[f32], classes: &[u8], gradient: &mut [f32]) -> (f64, Vec<f32>) {
        let (network, rows) = (self.network, self.sight.words());
        let (width, count, places) = (network.plan.width, network.plan.classes(), &network.places);
        let mut scores = Vec::new();
        fill(&mut scores, &network.numbers[places.out_bias.clone()], rows);
        self.kernel.multiply(Left::rows(words, rows, width), &network.out, &mut scores);
        let mut loss = 0.0;
        for (row, &class) in scores.chunks_exact_mut(count).zip(classes) {
            softmax(row);
            let weight = if class == 0 { 1.0 } else { self.manner.act_weight };
            loss -= f64::from(row[usize::from(class)].max(1e-9).ln());
            row[usize::from(class)] -= 1.0;
            row.iter_mut().for_each(|g| *g *= weight * self.manner.scale);
        }
        add_rows(&mut gradient[places.out_bias.clone()], &scores);
        let mut packed = Packed::default();
        packed.pack(&scores, rows, count);
        let left = Left::transposed(words, width, width);
        self.kernel.multiply(left, &packed, &mut gradient[places.out.clone()]);
        let mut upper = vec![0.0; words.len()];
        self.kernel.multiply(Left::rows(&scores, rows, count), &self.matrices.out_back, &mut upper);
        (loss, upper)
    }

    fn embed_back(&mut self, kept: &Kept, upper: Vec<f32>, gradient: &mut [f32]) {
        let (width, places) = (self.network.plan.width, &self.network.places);
        let both_back = self.squeeze_back(kept, &places.norm, upper, gradient);
        add_rows(&mut gradient[places.bias.clone()], &both_back);
        for (word, row) in both_back.chunks_exact(2 * width).enumerate() {
            for &mark in self.sight.marks_of(word) {
                let start = places.marks.start + usize::from(mark) * 2 * width;
                add(&mut gradient[start..start + 2 * width], row);
            }
        }
        let mut packed = Packed::default();
        packed.pack(&both_back, self.sight.words(), 2 * width);
        let left = Left::transposed(&kept.seen, DIMENSIONS, DIMENSIONS);
        self.kernel.multiply(left, &packed, &mut gradient[places.vectors.clone()]);
    }
}
