//! What is the network made of, and where do its numbers lie?
//!
//! A [`Plan`] names the sizes; [`Places`] tells where in one long row of numbers each matrix lies. The
//! embedding table lies apart, because its rows are quantised one by one.

use std::ops::Range;

use super::state::{MARKS, SLOTS};
use super::vectors::DIMENSIONS;
use crate::NameTag;

/// A layer of the encoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Looks at a word and its two neighbours.
    Window,
    /// Carries what was seen before and after along the sentence.
    Run,
}

/// Sizes of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Numbers that stand for a word.
    pub width: usize,
    /// Layers of the encoder, in order.
    pub layers: Vec<Layer>,
    /// Numbers that stand for a state of the parser.
    pub hidden: usize,
    /// Classes of tags.
    pub classes: usize,
    /// Actions of the parser.
    pub actions: usize,
}

impl Plan {
    /// The plan as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let layers = self.layers.iter().map(|layer| match layer {
            Layer::Window => b'w',
            Layer::Run => b'r',
        });
        let sizes = [self.width, self.hidden, self.classes, self.actions];
        sizes.iter().flat_map(|&size| (size as u16).to_le_bytes()).chain(layers).collect()
    }

    /// The plan written as `bytes`, if it is one that can be carried out.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (sizes, layers) = bytes.split_at_checked(8)?;
        let mut sizes =
            sizes.chunks_exact(2).map(|pair| usize::from(u16::from_le_bytes([pair[0], pair[1]])));
        let layers = layers.iter().map(|layer| match layer {
            b'w' => Some(Layer::Window),
            b'r' => Some(Layer::Run),
            _ => None,
        });
        let plan = Self {
            width: sizes.next()?,
            hidden: sizes.next()?,
            classes: sizes.next()?,
            actions: sizes.next()?,
            layers: layers.collect::<Option<_>>()?,
        };
        let fits = |size: usize| (1..=1024).contains(&size) && size.is_multiple_of(16);
        let is_sound = fits(plan.width) && fits(plan.hidden) && plan.layers.len() <= 32;
        let counted = (1..=256).contains(&plan.classes) && (1..=256).contains(&plan.actions);
        (is_sound && counted).then_some(plan)
    }
}

/// Where the numbers of a layer lie.
#[derive(Debug, Clone)]
pub struct LayerPlaces {
    /// What the layer does.
    pub kind: Layer,
    /// The matrix.
    pub weights: Range<usize>,
    /// Added to each row of the product.
    pub bias: Range<usize>,
    /// Gain after normalisation.
    pub gain: Range<usize>,
    /// Shift after normalisation.
    pub shift: Range<usize>,
}

/// One long row of numbers, given out piece by piece.
#[derive(Debug, Default)]
pub struct Row(usize);

impl Row {
    /// The place of the next `count` numbers.
    pub fn take(&mut self, count: usize) -> Range<usize> {
        self.0 += count;
        self.0 - count..self.0
    }

    /// How many numbers were given out.
    pub fn len(&self) -> usize {
        self.0
    }

    /// Whether none was given out yet.
    pub fn is_empty(&self) -> bool {
        self.0 == 0
    }
}

/// Where in one long row the numbers of a network lie, the embedding table left out.
#[derive(Debug, Clone)]
pub struct Places {
    /// From word vectors to the sum of embeddings.
    pub vectors: Range<usize>,
    /// Added to the sum of embeddings.
    pub mix_bias: Range<usize>,
    /// Gain of the embeddings after normalisation.
    pub mix_gain: Range<usize>,
    /// Shift of the embeddings after normalisation.
    pub mix_shift: Range<usize>,
    /// The layers of the encoder.
    pub layers: Vec<LayerPlaces>,
    /// From a word to its classes.
    pub tag_weights: Range<usize>,
    /// Bias of the classes.
    pub tag_bias: Range<usize>,
    /// From a word to its part in a name.
    pub name_weights: Range<usize>,
    /// Bias of the parts in a name.
    pub name_bias: Range<usize>,
    /// From a word to what it tells the parser in each slot.
    pub slots: Range<usize>,
    /// What an empty slot tells, and what the root tells in it.
    pub absent: Range<usize>,
    /// What the marks of a state tell.
    pub marks: Range<usize>,
    /// Bias of a state.
    pub state_bias: Range<usize>,
    /// From a state to the actions.
    pub out_weights: Range<usize>,
    /// Bias of the actions.
    pub out_bias: Range<usize>,
    /// How many numbers there are.
    pub total: usize,
}

impl Places {
    /// The places of the network of `plan`.
    pub fn of(plan: &Plan) -> Self {
        let mut row = Row::default();
        let mut next = |count: usize| row.take(count);
        let Plan { width, hidden, classes, actions, .. } = *plan;
        let vectors = next(DIMENSIONS * 2 * width);
        let (mix_bias, mix_gain, mix_shift) = (next(2 * width), next(width), next(width));
        let layers = plan.layers.iter().map(|&kind| {
            let inner = if kind == Layer::Window { 3 * width } else { width };
            LayerPlaces {
                kind,
                weights: next(inner * 2 * width),
                bias: next(2 * width),
                gain: next(width),
                shift: next(width),
            }
        });
        let layers = layers.collect();
        Self {
            vectors,
            mix_bias,
            mix_gain,
            mix_shift,
            layers,
            tag_weights: next(width * classes),
            tag_bias: next(classes),
            name_weights: next(width * NameTag::ALL.len()),
            name_bias: next(NameTag::ALL.len()),
            slots: next(width * SLOTS * 2 * hidden),
            absent: next(2 * SLOTS * 2 * hidden),
            marks: next(MARKS * 2 * hidden),
            state_bias: next(2 * hidden),
            out_weights: next(hidden * actions),
            out_bias: next(actions),
            total: row.len(),
        }
    }
}
