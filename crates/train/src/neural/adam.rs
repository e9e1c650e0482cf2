//! How do gradients change the weights?
//!
//! Adam with warm-up and a decay to nothing, weight decay on matrices, and a running average of all
//! weights, which is what the model file gets. Rows of the embedding table change only when looked up.

use super::batch::HIDDEN;
use super::pass::Gradient;
use super::weights::Weights;

const FIRST: f32 = 0.9;
const SECOND: f32 = 0.98;
const TINY: f32 = 1e-8;
const DECAY: f32 = 0.1;
/// The longest gradient that is taken as it is.
const LONGEST: f32 = 3.0;
/// Steps between two averagings of the table.
const TABLE_EVERY: u64 = 8;

/// The state of the optimiser.
#[derive(Debug, Clone)]
pub struct Adam {
    /// Steps taken.
    pub step: u64,
    /// Steps that there will be.
    pub steps: u64,
    /// Highest learning rate.
    pub rate: f32,
    /// First and second moments of the numbers.
    pub moments: [Vec<f32>; 2],
    /// First and second moments of the table.
    pub table_moments: [Vec<f32>; 2],
    /// Running average of the numbers.
    pub average: Vec<f32>,
    /// Running average of the table.
    pub table_average: Vec<f32>,
}

impl Adam {
    /// Starts with `weights`, for `steps` steps.
    pub fn new(weights: &Weights, steps: u64, rate: f32) -> Self {
        let zeros = |like: &Vec<f32>| vec![0.0; like.len()];
        Self {
            step: 0,
            steps,
            rate,
            moments: [zeros(&weights.numbers), zeros(&weights.numbers)],
            table_moments: [zeros(&weights.table), zeros(&weights.table)],
            average: weights.numbers.clone(),
            table_average: weights.table.clone(),
        }
    }

    /// Takes one step along the sum of `gradients`.
    pub fn take(&mut self, weights: &mut Weights, gradients: &mut [Gradient]) {
        self.step += 1;
        let rate = rate(self.rate, self.step, self.steps);
        let (first, others) = gradients.split_at_mut(1);
        let numbers = &mut first[0].numbers;
        for other in &*others {
            numbers.iter_mut().zip(&other.numbers).for_each(|(sum, other)| *sum += other);
        }
        let length = numbers.iter().map(|n| f64::from(*n) * f64::from(*n)).sum::<f64>().sqrt();
        let scale = (LONGEST / length.max(1e-9) as f32).min(1.0);
        let fix = fix(self.step);
        for range in weights.matrices() {
            weights.numbers[range].iter_mut().for_each(|n| *n *= 1.0 - rate * DECAY);
        }
        let [m, v] = &mut self.moments;
        update(&mut weights.numbers, numbers, m, v, scale, rate, fix);
        self.take_table(weights, gradients, scale, rate, fix);
        let keep = keep(self.step);
        blend(&mut self.average, &weights.numbers, keep);
        if self.step.is_multiple_of(TABLE_EVERY) {
            let keep = keep.powi(TABLE_EVERY as i32);
            blend(&mut self.table_average, &weights.table, keep);
        }
    }

    fn take_table(
        &mut self,
        weights: &mut Weights,
        gradients: &[Gradient],
        scale: f32,
        rate: f32,
        fix: [f32; 2],
    ) {
        let width = 2 * weights.plan.width;
        let mut uses: Vec<(u32, u32, u32)> = Vec::new();
        for (nth, gradient) in gradients.iter().enumerate() {
            for (word, rows) in gradient.rows.iter().enumerate() {
                let shown = rows.iter().filter(|&&row| row != HIDDEN);
                uses.extend(shown.map(|&row| (row, nth as u32, word as u32)));
            }
        }
        uses.sort_unstable();
        let mut sum = vec![0.0f32; width];
        for group in uses.chunk_by(|a, b| a.0 == b.0) {
            sum.fill(0.0);
            for &(_, nth, word) in group {
                let from = &gradients[nth as usize].words[word as usize * width..][..width];
                sum.iter_mut().zip(from).for_each(|(sum, g)| *sum += g);
            }
            let range = group[0].0 as usize * width..(group[0].0 as usize + 1) * width;
            let [m, v] = &mut self.table_moments;
            let row = &mut weights.table[range.clone()];
            update(row, &sum, &mut m[range.clone()], &mut v[range], scale, rate, fix);
        }
    }
}

/// The learning rate of step `step` of `steps`: it rises to `highest` and falls to nothing.
pub(crate) fn rate(highest: f32, step: u64, steps: u64) -> f32 {
    let warm = (steps / 40).clamp(1, 400) as f32;
    let step = step as f32;
    let done = step / steps.max(1) as f32;
    let falling = 0.5 + 0.5 * (std::f32::consts::PI * done.min(1.0)).cos();
    highest * (step / warm).min(1.0) * (falling + 0.01)
}

/// What undoes the start of the moments from 0, at step `step`.
pub(crate) fn fix(step: u64) -> [f32; 2] {
    [FIRST, SECOND].map(|moment| 1.0 - moment.powi(step.min(10_000) as i32))
}

/// The share of the running average that step `step` keeps.
pub(crate) fn keep(step: u64) -> f32 {
    (step as f32 / (step as f32 + 10.0)).min(0.999)
}

/// One step of Adam on `numbers`, whose moments are `first` and `second`; `fix` undoes their start from 0.
pub(crate) fn update(
    numbers: &mut [f32],
    gradient: &[f32],
    first: &mut [f32],
    second: &mut [f32],
    scale: f32,
    rate: f32,
    fix: [f32; 2],
) {
    let moments = first.iter_mut().zip(second.iter_mut());
    for ((n, g), (m, v)) in numbers.iter_mut().zip(gradient).zip(moments) {
        let g = g * scale;
        *m = FIRST * *m + (1.0 - FIRST) * g;
        *v = SECOND * *v + (1.0 - SECOND) * g * g;
        *n -= rate * (*m / fix[0]) / ((*v / fix[1]).sqrt() + TINY);
    }
}

/// Takes `now` into a running average.
pub(crate) fn blend(average: &mut [f32], now: &[f32], keep: f32) {
    average.iter_mut().zip(now).for_each(|(a, n)| *a = keep * *a + (1.0 - keep) * n);
}
