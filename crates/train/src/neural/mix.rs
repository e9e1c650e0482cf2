//! What lies between the ends of one run?
//!
//! Networks that a run has left at different epochs lie near each other, and their mean is mostly as good as
//! the best of them on every kind of text. [`mix`] makes a model of such a mean.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

use super::adam::Adam;
use super::checkpoint;
use super::run::{Files, Fixed, Options, Sources, assemble, score};
use super::weights::Weights;
use crate::random::Random;
use crate::treebank::Treebank;

/// A checkpoint and its share of the mean, written as `FILE=SHARE`.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The checkpoint.
    pub checkpoint: PathBuf,
    /// Its share of the mean.
    pub share: f32,
}

impl std::str::FromStr for Part {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let (file, share) =
            text.rsplit_once('=').context("expected FILE=SHARE, such as a.checkpoint=0.5")?;
        let share: f32 = share.parse().with_context(|| format!("share \"{share}\""))?;
        ensure!(share.is_finite() && share >= 0.0, "share {share} is no share");
        Ok(Self { checkpoint: file.into(), share })
    }
}

/// Writes the model whose weights are the mean of those of `parts`, which must be of the network of
/// `options` and learned from `sources`, and logs its scores on `devs`. The same parts in the same order
/// give the same bytes.
pub fn mix(
    parts: &[Part],
    sources: Sources,
    devs: &[(&str, &Treebank)],
    files: Files,
    options: &Options,
    log: &mut dyn FnMut(String),
) -> Result<()> {
    let whole: f32 = parts.iter().map(|part| part.share).sum();
    ensure!((whole - 1.0).abs() < 1e-4, "the shares add up to {whole}, not to 1");
    let fixed = Fixed::of(sources.gold, files)?;
    let mut weights = Weights::start(fixed.plan(options)?, &mut Random::new(options.seed));
    let mut adam = Adam::new(&weights, 0, options.rate);
    let mut numbers = vec![0.0; adam.average.len()];
    let mut table = vec![0.0; adam.table_average.len()];
    for part in parts {
        let epoch = checkpoint::read(&part.checkpoint, &mut weights, &mut adam)?;
        log(format!("{} of {}, epoch {epoch}", part.share, part.checkpoint.display()));
        add(&mut numbers, &adam.average, part.share);
        add(&mut table, &adam.table_average, part.share);
    }
    (adam.average, adam.table_average) = (numbers, table);
    score(assemble(&fixed, &weights.plan, &adam), devs, files.out, log)
}

/// Adds `share` times `row` to `sum`.
fn add(sum: &mut [f32], row: &[f32], share: f32) {
    sum.iter_mut().zip(row).for_each(|(sum, number)| *sum += share * number);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_file_and_its_share() {
        let part: Part = "runs/a=b.checkpoint=0.25".parse().expect("a part");
        assert_eq!(part, Part { checkpoint: "runs/a=b.checkpoint".into(), share: 0.25 });
        for wrong in ["a.checkpoint", "a.checkpoint=half", "a.checkpoint=-1", "a=inf"] {
            assert!(wrong.parse::<Part>().is_err(), "{wrong} is read");
        }
    }

    #[test]
    fn shares_of_one_row_give_the_row() {
        let mut sum = vec![0.0; 3];
        for share in [0.25, 0.75] {
            add(&mut sum, &[1.0, -2.0, 0.5], share);
        }
        assert_eq!(sum, [1.0, -2.0, 0.5]);
    }
}
