//! What does the network make of what it sees of a sentence's words?
//!
//! Word vectors and marks become one vector a word; each layer adds to it what stands beside the word in the
//! sentence and around it in the tree; one head tells how likely the word tells each kind of act. The arithmetic
//! is that of the text layer, so that the same numbers come out on any machine.

use std::ops::Range;

use thiserror::Error;
use verbale_text::neural::bytes::{ByteKernel, Factor, Levels};
use verbale_text::neural::kernel::{Kernel, Left, Packed};
use verbale_text::neural::layer::{add, maxout, normalise};
use verbale_text::neural::network::{fill, narrow, widen};
use verbale_text::neural::plan::Row;
use verbale_text::neural::vectors::DIMENSIONS;

use super::sight::{MARKS, NEAR, Sight};

/// What a model of proposals begins with.
const MAGIC: &[u8; 16] = b"VERBALE ACTS 01\n";
/// The widest network that is opened.
const WIDEST: usize = 512;
/// The most layers and kinds of act that are opened.
const MOST: usize = 64;

/// Why some bytes are no usable model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProposalError {
    /// The bytes do not begin as a model of proposals does.
    #[error("not a model of proposals: it does not begin with the magic words")]
    NotAModel,
    /// A size in it is out of bounds, or its numbers are too few or too many.
    #[error("the model of proposals is truncated or damaged")]
    Damaged,
    /// It tells a kind of act that the ontology lacks, or has elsewhere in its order.
    #[error("the model of proposals tells {0}, which the ontology lacks or has in another place")]
    Unknown(String),
}

/// Sizes of a network, and what it tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Numbers that stand for a word.
    pub width: usize,
    /// Layers over the embeddings.
    pub layers: usize,
    /// The events that it tells, by their codes; class 0 is none.
    pub events: Vec<String>,
}

impl Plan {
    /// How many classes the head tells apart.
    pub fn classes(&self) -> usize {
        self.events.len() + 1
    }
}

/// Where in one long row the numbers of a network lie.
#[derive(Debug, Clone)]
pub struct Places {
    /// From word vectors to the sum of embeddings.
    pub vectors: Range<usize>,
    /// What each mark adds to the sum.
    pub marks: Range<usize>,
    /// Added to the sum.
    pub bias: Range<usize>,
    /// Gain and shift of the embeddings after normalisation.
    pub norm: [Range<usize>; 2],
    /// The layers.
    pub layers: Vec<LayerPlaces>,
    /// From words to classes.
    pub out: Range<usize>,
    /// Bias of the classes.
    pub out_bias: Range<usize>,
    /// How many numbers there are.
    pub total: usize,
}

/// Where the numbers of a layer lie.
#[derive(Debug, Clone)]
pub struct LayerPlaces {
    /// The matrix.
    pub weights: Range<usize>,
    /// Added to each row of the product.
    pub bias: Range<usize>,
    /// Gain and shift after normalisation.
    pub norm: [Range<usize>; 2],
}

impl Places {
    /// The places of the network of `plan`.
    pub fn of(plan: &Plan) -> Self {
        let mut row = Row::default();
        let mut next = |count: usize| row.take(count);
        let (width, classes) = (plan.width, plan.classes());
        let vectors = next(DIMENSIONS * 2 * width);
        let marks = next(MARKS * 2 * width);
        let bias = next(2 * width);
        let norm = [next(width), next(width)];
        let layer = |_| LayerPlaces {
            weights: next(seen_by_layer(width) * 2 * width),
            bias: next(2 * width),
            norm: [next(width), next(width)],
        };
        let layers = (0..plan.layers).map(layer).collect();
        let (out, out_bias) = (next(width * classes), next(classes));
        Self { vectors, marks, bias, norm, layers, out, out_bias, total: row.len() }
    }
}

/// How many numbers a layer sees of each word: its own and those of the words near it.
pub fn seen_by_layer(width: usize) -> usize {
    width * (NEAR + 1)
}

/// The numbers of a network, and its small matrices ready for multiplication.
#[derive(Debug, Clone)]
pub struct Network {
    /// Its sizes.
    pub plan: Plan,
    /// Where its numbers lie.
    pub places: Places,
    /// Its numbers.
    pub numbers: Vec<f32>,
    /// From word vectors to embeddings.
    pub vectors: Packed,
    /// From words to classes.
    pub out: Packed,
}

impl Network {
    /// The network of `plan` with the given numbers, of which there must be as many as it takes.
    pub fn new(plan: Plan, numbers: Vec<f32>) -> Self {
        let places = Places::of(&plan);
        let pack = |range: &Range<usize>, columns| Packed::of(&numbers[range.clone()], columns);
        let vectors = pack(&places.vectors, 2 * plan.width);
        let out = pack(&places.out, plan.classes());
        Self { plan, places, numbers, vectors, out }
    }

    /// Opens the network that [`Network::to_bytes`] wrote.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn open(bytes: &[u8]) -> Result<Self, ProposalError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ProposalError::NotAModel)?;
        let (sizes, rest) = rest.split_at_checked(3).ok_or(ProposalError::Damaged)?;
        let (width, layers, count) =
            (usize::from(sizes[0]) * 16, usize::from(sizes[1]), usize::from(sizes[2]));
        let is_sound = (16..=WIDEST).contains(&width) && layers <= MOST && count <= MOST;
        let mut rest = Some(rest).filter(|_| is_sound).ok_or(ProposalError::Damaged)?;
        let mut events = Vec::new();
        for _ in 0..count {
            let end = rest.iter().position(|&b| b == b'\n').ok_or(ProposalError::Damaged)?;
            events.push(String::from_utf8_lossy(&rest[..end]).into_owned());
            rest = &rest[end + 1..];
        }
        let plan = Plan { width, layers, events };
        if rest.len() != Places::of(&plan).total * 2 {
            return Err(ProposalError::Damaged);
        }
        Ok(Self::new(plan, widen(rest)))
    }

    /// The network as it is kept: sizes, events a line each, numbers of two bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Plan { width, layers, events } = &self.plan;
        let mut out = MAGIC.to_vec();
        out.extend([(width / 16) as u8, *layers as u8, events.len() as u8]);
        events.iter().for_each(|event| out.extend(format!("{event}\n").bytes()));
        out.extend(narrow(&self.numbers));
        out
    }

    /// What mark `mark` adds to the sum of embeddings.
    #[inline(always)]
    pub fn mark(&self, mark: u16) -> &[f32] {
        let row = 2 * self.plan.width;
        &self.numbers[self.places.marks.start + usize::from(mark) * row..][..row]
    }
}

/// A network with its large matrices in the form in which reading multiplies by them: a byte a number.
#[derive(Debug, Clone)]
pub struct Reader {
    network: Network,
    layers: Vec<Factor>,
}

impl Reader {
    /// What reads with `network`.
    pub fn of(network: Network) -> Self {
        let Network { plan, places, numbers, .. } = &network;
        let factor = |layer: &LayerPlaces| {
            let weights = &numbers[layer.weights.clone()];
            Factor::new(weights, seen_by_layer(plan.width), &numbers[layer.bias.clone()])
        };
        let layers = places.layers.iter().map(factor).collect();
        Self { network, layers }
    }

    /// The sizes of the network, and what it tells apart.
    pub fn plan(&self) -> &Plan {
        &self.network.plan
    }

    /// How likely each word of a sentence tells each class: a row of [`Plan::classes`] numbers a word.
    pub fn read(&self, sight: &Sight, work: &mut Work) -> Vec<f32> {
        let network = &self.network;
        let Network { plan, places, numbers, .. } = network;
        let (width, words) = (plan.width, sight.words());
        let Work { kernel, bytes, levels, both, gathered, words: rows } = work;
        fill(both, &numbers[places.bias.clone()], words);
        kernel.multiply(Left::rows(&sight.vectors, words, DIMENSIONS), &network.vectors, both);
        rows.clear();
        rows.resize(words * width, 0.0);
        kernel.widely(
            #[inline(always)]
            || {
                for (word, both) in both.chunks_exact_mut(2 * width).enumerate() {
                    sight.marks_of(word).iter().for_each(|&mark| add(both, network.mark(mark)));
                }
                self.squeeze(both, &places.norm, rows);
            },
        );
        for (layer, weights) in places.layers.iter().zip(&self.layers) {
            gather(rows, sight, width, gathered);
            kernel.widely(
                #[inline(always)]
                || levels.take(gathered),
            );
            bytes.multiply(levels, (0, seen_by_layer(width), words), weights, both);
            kernel.widely(
                #[inline(always)]
                || self.squeeze(both, &layer.norm, rows),
            );
        }
        let mut scores = Vec::new();
        fill(&mut scores, &numbers[places.out_bias.clone()], words);
        kernel.multiply(Left::rows(rows, words, width), &network.out, &mut scores);
        scores.chunks_exact_mut(plan.classes()).for_each(softmax);
        scores
    }

    /// Adds the larger halves of `both`, normalised, to the rows of `words`.
    #[inline(always)]
    fn squeeze(&self, both: &[f32], [gain, shift]: &[Range<usize>; 2], words: &mut [f32]) {
        let Network { plan: Plan { width, .. }, numbers, .. } = &self.network;
        let width = *width;
        let (gain, shift) = (&numbers[gain.clone()], &numbers[shift.clone()]);
        let mut squeezed = vec![0.0; width];
        for (both, word) in both.chunks_exact(2 * width).zip(words.chunks_exact_mut(width)) {
            maxout(both, &mut squeezed);
            normalise(&mut squeezed, gain, shift);
            add(word, &squeezed);
        }
    }
}

/// Lays each word's vector and those of the words near it into one row of `gathered`; zeros where there is none.
pub fn gather(words: &[f32], sight: &Sight, width: usize, gathered: &mut Vec<f32>) {
    gathered.clear();
    for (word, own) in words.chunks_exact(width).enumerate() {
        gathered.extend_from_slice(own);
        for near in sight.near[word] {
            match near {
                Some(near) => {
                    gathered.extend_from_slice(&words[usize::from(near) * width..][..width]);
                }
                None => gathered.resize(gathered.len() + width, 0.0),
            }
        }
    }
}

/// Turns scores into probabilities.
pub fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter_mut().for_each(|score| *score = power_of_e(*score - highest));
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// About e to the power of `x`, which is not above 0: by multiplication alone, so that it is the same on any machine.
fn power_of_e(x: f32) -> f32 {
    let mut power = 1.0 + f64::from(x).max(-1000.0) / 1024.0;
    for _ in 0..10 {
        power *= power;
    }
    power as f32
}

/// Working memory of a network.
#[derive(Debug, Default)]
pub struct Work {
    kernel: Kernel,
    bytes: ByteKernel,
    levels: Levels,
    both: Vec<f32>,
    gathered: Vec<f32>,
    words: Vec<f32>,
}
