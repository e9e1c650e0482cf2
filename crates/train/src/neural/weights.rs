//! What does training start from?
//!
//! [`Weights`] holds all that is learned: the embedding table and one row of numbers for the rest, laid
//! out as `verbale_text::neural::plan` says. [`Transposed`] holds what going back needs.

use verbale_text::NameTag;
use verbale_text::neural::kernel::Packed;
use verbale_text::neural::plan::{Places, Plan};
use verbale_text::neural::rows::ROWS;

use crate::random::Random;

/// All that is learned.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Sizes of the network.
    pub plan: Plan,
    /// Where the numbers lie.
    pub places: Places,
    /// All numbers but the embedding table.
    pub numbers: Vec<f32>,
    /// The embedding table, row after row.
    pub table: Vec<f32>,
}

impl Weights {
    /// Weights to start from, drawn from `random`.
    pub(crate) fn start(plan: Plan, random: &mut Random) -> Self {
        let places = Places::of(&plan);
        let mut numbers = vec![0.0; places.total];
        let mut draw = |range: &std::ops::Range<usize>, inner: usize| {
            let spread = (3.0 / inner as f32).sqrt();
            numbers[range.clone()].iter_mut().for_each(|n| *n = spread * random.signed());
        };
        draw(&places.vectors, 100);
        for layer in &places.layers {
            draw(&layer.weights, layer.weights.len() / (2 * plan.width));
        }
        draw(&places.tag_weights, plan.width);
        draw(&places.name_weights, plan.width);
        // A state sums ten slots.
        draw(&places.slots, plan.width * 10);
        draw(&places.out_weights, plan.hidden);
        draw(&places.absent, 300);
        draw(&places.marks, 300);
        let table = (0..ROWS * 2 * plan.width).map(|_| 0.2 * random.signed()).collect();
        for gain in places.layers.iter().map(|layer| &layer.gain).chain([&places.mix_gain]) {
            numbers[gain.clone()].fill(1.0);
        }
        Self { plan, places, numbers, table }
    }

    /// The ranges of the matrices, which are kept small.
    pub(crate) fn matrices(&self) -> Vec<std::ops::Range<usize>> {
        let places = &self.places;
        let mut found = vec![places.vectors.clone()];
        found.extend([places.tag_weights.clone(), places.name_weights.clone()]);
        found.extend(places.layers.iter().map(|layer| layer.weights.clone()));
        found.extend([places.slots.clone(), places.out_weights.clone()]);
        found
    }
}

/// The large matrices as learning going forwards multiplies by them: as floats, where reading takes bytes.
#[derive(Debug)]
pub struct Straight {
    pub(crate) layers: Vec<Packed>,
    pub(crate) slots: Packed,
}

impl Straight {
    /// The large matrices of `weights`.
    pub fn of(weights: &Weights) -> Self {
        let pack = |range: &std::ops::Range<usize>, columns: usize| {
            Packed::of(&weights.numbers[range.clone()], columns)
        };
        let (plan, places) = (&weights.plan, &weights.places);
        Self {
            layers: places.layers.iter().map(|l| pack(&l.weights, 2 * plan.width)).collect(),
            slots: pack(&places.slots, places.slots.len() / plan.width),
        }
    }
}

/// The matrices as going back multiplies by them.
#[derive(Debug)]
pub struct Transposed {
    pub(crate) layers: Vec<Packed>,
    pub(crate) tags: Packed,
    pub(crate) names: Packed,
    pub(crate) slots: Packed,
    pub(crate) out: Packed,
}

impl Transposed {
    /// The transposed matrices of `weights`.
    pub fn of(weights: &Weights) -> Self {
        let pack = |range: &std::ops::Range<usize>, columns: usize| {
            let mut packed = Packed::default();
            packed.pack_transposed(&weights.numbers[range.clone()], columns, range.len() / columns);
            packed
        };
        let (plan, places) = (&weights.plan, &weights.places);
        Self {
            layers: places.layers.iter().map(|l| pack(&l.weights, 2 * plan.width)).collect(),
            tags: pack(&places.tag_weights, plan.classes),
            names: pack(&places.name_weights, NameTag::ALL.len()),
            slots: pack(&places.slots, places.slots.len() / plan.width),
            out: pack(&places.out_weights, plan.actions),
        }
    }
}
