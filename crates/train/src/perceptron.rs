//! How does a linear model learn from its mistakes?
//!
//! An averaged perceptron over hashed features. A weight's average over all updates is kept lazily:
//! its sum is brought up to date only when the weight changes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use verbale_text::table::{Scores, Weights};

/// Passes hashes through: features are hashed already.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Through(u64);

impl Hasher for Through {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A weight of one feature for one class.
#[derive(Debug, Clone, Copy)]
struct Weight {
    now: i32,
    /// Update after which `sum` was last brought up to date.
    stamp: u32,
    sum: i64,
    class: u8,
}

/// A model in training.
#[derive(Debug, Default)]
pub(crate) struct Perceptron {
    rows: HashMap<u64, u32, BuildHasherDefault<Through>>,
    weights: Vec<Vec<Weight>>,
    /// How many decisions were learned from.
    time: u32,
}

/// The averaged weights of a feature by class.
pub(crate) type Row = (u64, Vec<(u8, f32)>);

impl Perceptron {
    /// The scores that `features` give each class.
    pub(crate) fn score(&self, features: &[u64], scores: &mut Scores) {
        scores.fill(0);
        for feature in features {
            if let Some(&row) = self.rows.get(feature) {
                for weight in &self.weights[row as usize] {
                    scores[usize::from(weight.class)] += weight.now;
                }
            }
        }
    }

    /// Counts a decision, right or wrong.
    pub(crate) fn tick(&mut self) {
        self.time += 1;
    }

    /// Makes `right` more and `wrong` less likely where `features` are seen.
    pub(crate) fn update(&mut self, features: &[u64], right: usize, wrong: usize) {
        for &feature in features {
            let next = self.weights.len() as u32;
            let row = *self.rows.entry(feature).or_insert(next);
            if row == next {
                self.weights.push(Vec::new());
            }
            let weights = &mut self.weights[row as usize];
            add(weights, right as u8, 1, self.time);
            add(weights, wrong as u8, -1, self.time);
        }
    }

    /// The averaged weights, in order of feature.
    pub(crate) fn averaged(&self) -> Vec<Row> {
        let time = f64::from(self.time.max(1));
        let mut features: Vec<(u64, u32)> = self.rows.iter().map(|(&f, &row)| (f, row)).collect();
        features.sort_unstable();
        let average = |weight: &Weight| {
            let sum = weight.sum + i64::from(weight.now) * i64::from(self.time - weight.stamp);
            (weight.class, (sum as f64 / time) as f32)
        };
        let row = |(feature, row): (u64, u32)| {
            let mut row: Vec<_> = self.weights[row as usize].iter().map(average).collect();
            row.sort_unstable_by_key(|(class, _)| *class);
            (feature, row)
        };
        features.into_iter().map(row).collect()
    }
}

fn add(weights: &mut Vec<Weight>, class: u8, step: i32, time: u32) {
    match weights.iter_mut().find(|weight| weight.class == class) {
        Some(weight) => {
            weight.sum += i64::from(weight.now) * i64::from(time - weight.stamp);
            weight.stamp = time;
            weight.now += step;
        }
        None => weights.push(Weight { now: step, stamp: time, sum: 0, class }),
    }
}

/// Rounds averaged weights to 16 bits, leaving out the smallest so that they take `budget` bytes.
pub(crate) fn quantise(rows: &[Row], classes: usize, budget: usize) -> Vec<(u64, Vec<(u8, i16)>)> {
    let largest = rows.iter().flat_map(|(_, row)| row).map(|(_, w)| w.abs()).fold(0.0, f32::max);
    let scale = if largest > 0.0 { 32_000.0 / largest } else { 1.0 };
    let threshold = fitting_threshold(rows, classes, budget).max(0.5 / scale);
    let round = |row: &[(u8, f32)]| -> Vec<(u8, i16)> {
        row.iter()
            .filter(|(_, weight)| weight.abs() >= threshold)
            .map(|&(class, weight)| (class, (weight * scale).round() as i16))
            .filter(|(_, weight)| *weight != 0)
            .collect()
    };
    rows.iter()
        .map(|(feature, row)| (*feature, round(row)))
        .filter(|(_, row)| !row.is_empty())
        .collect()
}

/// The least weight that may be kept if all that are kept are to take at most `budget` bytes.
fn fitting_threshold(rows: &[Row], classes: usize, budget: usize) -> f32 {
    let size = |threshold: f32| -> usize {
        let kept = |row: &Row| row.1.iter().filter(|(_, w)| w.abs() >= threshold).count();
        let counts = rows.iter().map(kept).filter(|count| *count > 0);
        counts.map(|count| Weights::feature_bytes(count, classes)).sum()
    };
    if size(0.0) <= budget {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, 64.0);
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if size(middle) <= budget { high = middle } else { low = middle }
    }
    high
}
