//! How is a network kept, opened and run over a batch of sentences?
//!
//! [`Network`] holds the numbers, and the small matrices ready for multiplication; [`Encoder`] the large
//! ones, which only reading takes in this form. [`Network::embed`] and [`Encoder::encode`] turn words into vectors. The embedding table stays as it lies in the model, a byte per number.

use std::ops::Range;

use super::bytes::{ByteKernel, Factor, Levels};
use super::kernel::{Kernel, Left, Packed};
use super::layer::{add, maxout, normalise, run_both_ways};
use super::plan::{Layer, Places, Plan};
use super::rows::{LOOKUPS, ROWS};
use super::state::{EMPTY, ROOT, SLOTS, Seen};
use super::vectors::{DIMENSIONS, quantise};
use crate::NameTag;
use crate::model::{ModelError, section};

/// The numbers of a network, and its small matrices ready for multiplication.
#[derive(Debug, Clone)]
pub struct Network {
    /// Its sizes.
    pub plan: Plan,
    /// Where each matrix lies among the numbers.
    pub places: Places,
    /// All numbers but the embedding table.
    pub numbers: Vec<f32>,
    /// From word vectors to embeddings.
    pub vectors: Packed,
    /// From words to classes.
    pub tags: Packed,
    /// From words to their part in a name.
    pub names: Packed,
    /// From states to actions.
    pub out: Packed,
}

impl Network {
    /// Opens the network of `plan` whose numbers, two bytes each, lie in `bytes`.
    pub fn open(plan: Plan, bytes: &[u8]) -> Result<Self, ModelError> {
        let places = Places::of(&plan);
        if bytes.len() != places.total * 2 {
            return Err(ModelError::Section { section: section::NETWORK });
        }
        Ok(Self::new(plan, widen(bytes)))
    }

    /// The network of `plan` with the given numbers, of which there must be as many as it takes.
    pub fn new(plan: Plan, numbers: Vec<f32>) -> Self {
        let places = Places::of(&plan);
        let pack =
            |range: &Range<usize>, columns: usize| Packed::of(&numbers[range.clone()], columns);
        let vectors = pack(&places.vectors, 2 * plan.width);
        let tags = pack(&places.tag_weights, plan.classes);
        let names = pack(&places.name_weights, NameTag::ALL.len());
        let out = pack(&places.out_weights, plan.actions);
        Self { plan, places, numbers, vectors, tags, names, out }
    }

    /// Writes the vectors of words to `out`, given their rows in `table` and their word vectors.
    pub fn embed(
        &self,
        table: Table,
        rows: &[[u32; LOOKUPS]],
        vectors: &[f32],
        work: &mut Work,
        out: &mut [f32],
    ) {
        let width = self.plan.width;
        fill(&mut work.both, &self.numbers[self.places.mix_bias.clone()], rows.len());
        let left = Left::rows(vectors, rows.len(), DIMENSIONS);
        work.kernel.multiply(left, &self.vectors, &mut work.both);
        let gain = &self.numbers[self.places.mix_gain.clone()];
        let shift = &self.numbers[self.places.mix_shift.clone()];
        let words = work.both.chunks_exact_mut(2 * width).zip(out.chunks_exact_mut(width));
        work.kernel.widely(
            #[inline(always)]
            || {
                for ((both, out), rows) in words.zip(rows) {
                    rows.iter().for_each(|&row| table.add(row, both));
                    maxout(both, out);
                    normalise(out, gain, shift);
                }
            },
        );
    }
}

/// The large matrices of a network, in the form in which reading multiplies by them.
#[derive(Debug, Clone)]
pub struct Encoder {
    layers: Vec<Factor>,
    slots: Factor,
}

impl Encoder {
    /// The large matrices of `network`.
    pub fn of(network: &Network) -> Self {
        let Network { plan, places, numbers, .. } = network;
        let factor = |range: &Range<usize>, bias: &[f32]| {
            Factor::new(&numbers[range.clone()], range.len() / bias.len(), bias)
        };
        let layers = places.layers.iter();
        let layers =
            layers.map(|layer| factor(&layer.weights, &numbers[layer.bias.clone()])).collect();
        let slots = factor(&places.slots, &vec![0.0; places.slots.len() / plan.width]);
        Self { layers, slots }
    }

    /// Lets the layers read `words`: a row of zeros, then each sentence followed by a row of zeros.
    /// `lens` gives the words of each sentence.
    pub fn encode(&self, network: &Network, words: &mut [f32], lens: &[usize], work: &mut Work) {
        let (width, numbers) = (network.plan.width, &network.numbers);
        let rows = words.len() / width;
        for (layer, weights) in network.places.layers.iter().zip(&self.layers) {
            // The product of the first and the last row is never needed.
            let inner = rows.saturating_sub(2);
            let start = if layer.kind == Layer::Window { 0 } else { width };
            let Work { kernel, bytes, levels, both, narrow } = work;
            kernel.widely(
                #[inline(always)]
                || levels.take(words),
            );
            bytes.multiply(levels, (start, width, inner), weights, both);
            let norm = [&numbers[layer.gain.clone()], &numbers[layer.shift.clone()]];
            kernel.widely(
                #[inline(always)]
                || take_up(layer.kind, both, norm, narrow, words, lens),
            );
        }
    }

    /// Writes what each of `words` tells the parser in each slot to `told`.
    pub fn tell(&self, words: &[f32], width: usize, work: &mut Work, told: &mut Vec<f32>) {
        work.kernel.widely(
            #[inline(always)]
            || work.levels.take(words),
        );
        let rows = (0, width, words.len() / width);
        work.bytes.multiply(&work.levels, rows, &self.slots, told);
    }
}

impl Network {
    /// Sums up what the words and marks of a state tell, in a sentence whose first word is row `first`
    /// of `told`.
    #[inline(always)]
    pub fn sum_up(&self, told: &[f32], seen: &Seen, first: usize, sum: &mut [f32]) {
        let (places, numbers) = (&self.places, &self.numbers);
        let size = sum.len();
        sum.copy_from_slice(&numbers[places.state_bias.clone()]);
        let absent = &numbers[places.absent.clone()];
        for (slot, &word) in seen.words.iter().enumerate() {
            let told = match word {
                EMPTY => &absent[slot * size..],
                ROOT => &absent[(SLOTS + slot) * size..],
                word => &told[((first + word as usize) * SLOTS + slot) * size..],
            };
            add(sum, &told[..size]);
        }
        let marks = &numbers[places.marks.clone()];
        for &mark in &seen.marks {
            add(sum, &marks[mark as usize * size..][..size]);
        }
    }
}

/// Adds what a layer made of each word to the word, given the layer's product and its gain and shift.
#[inline(always)]
fn take_up(
    kind: Layer,
    both: &[f32],
    [gain, shift]: [&[f32]; 2],
    narrow: &mut Vec<f32>,
    words: &mut [f32],
    lens: &[usize],
) {
    let width = gain.len();
    let mut first = 0;
    for &len in lens {
        let both = &both[first * 2 * width..(first + len) * 2 * width];
        narrow.resize(len * width, 0.0);
        match kind {
            Layer::Run => run_both_ways(both, narrow, width),
            Layer::Window => {
                let words = both.chunks_exact(2 * width).zip(narrow.chunks_exact_mut(width));
                words.for_each(|(both, narrow)| maxout(both, narrow));
            }
        }
        let words = words[(first + 1) * width..].chunks_exact_mut(width);
        for (narrow, word) in narrow.chunks_exact_mut(width).zip(words) {
            normalise(narrow, gain, shift);
            add(word, narrow);
        }
        first += len + 1;
    }
}

/// Fills `out` with `rows` copies of `row`.
pub fn fill(out: &mut Vec<f32>, row: &[f32], rows: usize) {
    out.clear();
    for _ in 0..rows {
        out.extend_from_slice(row);
    }
}

/// Working memory of a network.
#[derive(Debug, Default)]
pub struct Work {
    /// The arithmetic.
    pub kernel: Kernel,
    bytes: ByteKernel,
    levels: Levels,
    both: Vec<f32>,
    narrow: Vec<f32>,
}

/// The embedding table: rows of a scale and a byte per number.
#[derive(Debug, Clone, Copy)]
pub struct Table<'m> {
    bytes: &'m [u8],
    row: usize,
}

impl<'m> Table<'m> {
    /// Opens the table of the network of `plan` in `bytes`.
    pub fn open(bytes: &'m [u8], plan: &Plan) -> Result<Self, ModelError> {
        let row = 4 + 2 * plan.width;
        if bytes.len() != ROWS * row {
            return Err(ModelError::Section { section: section::TABLE });
        }
        Ok(Self { bytes, row })
    }

    /// Adds row `row` to `out`.
    #[inline(always)]
    pub fn add(self, row: u32, out: &mut [f32]) {
        let start = row as usize * self.row;
        let Some((scale, values)) = self.bytes[start..start + self.row].split_first_chunk::<4>()
        else {
            return;
        };
        let scale = f32::from_le_bytes(*scale);
        for (out, &value) in out.iter_mut().zip(values) {
            *out += f32::from(value as i8) * scale;
        }
    }

    /// Writes a table of rows of `width` numbers.
    pub fn write(values: &[f32], width: usize) -> Vec<u8> {
        let mut out = Vec::new();
        values.chunks_exact(width).for_each(|row| quantise(row, &mut out));
        out
    }
}

/// Writes `numbers` with two bytes each: the upper half of the float, rounded.
pub fn narrow(numbers: &[f32]) -> Vec<u8> {
    let half = |number: &f32| {
        let bits = number.to_bits();
        let rounded = bits.wrapping_add(0x7FFF + (bits >> 16 & 1)) >> 16;
        (rounded as u16).to_le_bytes()
    };
    numbers.iter().flat_map(half).collect()
}

/// The numbers that [`narrow`] wrote.
pub fn widen(bytes: &[u8]) -> Vec<f32> {
    let number = |pair: &[u8]| u32::from(u16::from_le_bytes([pair[0], pair[1]])) << 16;
    bytes.chunks_exact(2).map(|pair| f32::from_bits(number(pair))).collect()
}
