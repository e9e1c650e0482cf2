//! What does it cost to store the weights in one and two bytes?
//!
//! Compares the loss on a treebank under the weights as trained with that under the weights as the
//! model file gives them back.

use anyhow::Result;
use verbale_text::neural::network::{Network, Table, narrow};
use verbale_text::neural::plan::Plan;
use verbale_text::neural::rows::ROWS;
use verbale_text::transition::Action;

use super::adam::Adam;
use super::batch::{Batch, Lookup};
use super::pass::{self, Manner, Model};
use super::weights::{Straight, Transposed, Weights};
use crate::random::Random;
use crate::treebank::{GoldSentence, Treebank};

/// The loss per word of tags and of steps: as trained, then as stored.
pub(crate) fn losses(
    treebank: &Treebank,
    lookup: &Lookup,
    actions: &[Action],
    plan: &Plan,
    adam: &Adam,
) -> Result<[[f64; 2]; 2]> {
    let width = 2 * plan.width;
    let trained = Weights {
        numbers: adam.average.clone(),
        table: adam.table_average.clone(),
        ..Weights::start(plan.clone(), &mut Random::new(0))
    };
    let bytes = Table::write(&trained.table, width);
    let table = Table::open(&bytes, plan)?;
    let mut stored = trained.clone();
    stored.numbers = Network::open(plan.clone(), &narrow(&trained.numbers))?.numbers;
    stored.table.fill(0.0);
    for (row, values) in (0..ROWS as u32).zip(stored.table.chunks_exact_mut(width)) {
        table.add(row, values);
    }
    Ok([trained, stored].map(|weights| loss(treebank, lookup, actions, &weights)))
}

fn loss(treebank: &Treebank, lookup: &Lookup, actions: &[Action], weights: &Weights) -> [f64; 2] {
    let network = Network::new(weights.plan.clone(), weights.numbers.clone());
    let (forth, back) = (Straight::of(weights), Transposed::of(weights));
    let model =
        Model { network: &network, table: &weights.table, forth: &forth, back: &back, actions };
    let manner = Manner { drop_words: 0.0, drop_layers: 0.0, explore: 1.0, scale: 1.0 };
    let mut losses = [0.0; 2];
    let sentences: Vec<&GoldSentence> = treebank.sentences.iter().collect();
    for sentences in sentences.chunks(40) {
        let batch = Batch::of(sentences, lookup, None);
        let gradient = pass::run(model, &batch, manner, &mut Random::new(0));
        losses[0] += gradient.tag_loss;
        losses[1] += gradient.step_loss;
    }
    losses.map(|loss| loss / treebank.words().max(1) as f64)
}
