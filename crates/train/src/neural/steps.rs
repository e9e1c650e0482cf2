//! How does the parser learn from its steps?
//!
//! All sentences of a batch are parsed together, mostly along the parser's own choices, right or
//! wrong. In each state the dynamic oracle tells which actions lose least, and the parser learns to
//! put its probability on those.

use verbale_text::neural::kernel::{Kernel, Left, Packed};
use verbale_text::neural::layer::{add, maxout};
use verbale_text::neural::network::fill;
use verbale_text::neural::reader::{Kind, allowed, kind};
use verbale_text::neural::state::{EMPTY, ROOT, SLOTS, Seen, see};
use verbale_text::transition::State;

use super::batch::Batch;
use super::pass::{Gradient, Manner, Model, add_rows, mask, softmax};
use crate::oracle::Gold;
use crate::random::Random;

/// The steps taken in a batch, with what going back needs.
#[derive(Default)]
struct Steps {
    /// What was seen, and the row of the sentence's first word.
    seen: Vec<(Seen, usize)>,
    /// Sums before maxout.
    sums: Vec<f32>,
    /// States after maxout and mask.
    hidden: Vec<f32>,
    masks: Vec<f32>,
    /// Gradients of the scores.
    scores: Vec<f32>,
}

/// Parses `batch` and adds what is learned to `back` and `gradient`.
#[expect(clippy::too_many_arguments, reason = "the parser's share of one pass")]
pub(crate) fn learn(
    model: Model,
    batch: &Batch,
    manner: Manner,
    random: &mut Random,
    words: &[f32],
    back: &mut [f32],
    gradient: &mut Gradient,
    kernel: &mut Kernel,
) {
    let (network, places) = (model.network, &model.network.places);
    let (width, hidden) = (network.plan.width, network.plan.hidden);
    let inner = words.len() / width - 2;
    let slots = SLOTS * 2 * hidden;
    let mut told = vec![0.0; inner * slots];
    kernel.multiply(Left::rows(&words[width..], inner, width), &model.forth.slots, &mut told);
    let steps = parse(model, batch, manner, random, &told, gradient, kernel);
    let count = steps.seen.len();
    // Output.
    let numbers = &mut gradient.numbers;
    add_rows(&mut numbers[places.out_bias.clone()], &steps.scores);
    let mut packed = Packed::default();
    packed.pack(&steps.scores, count, network.plan.actions);
    let left = Left::transposed(&steps.hidden, hidden, hidden);
    kernel.multiply(left, &packed, &mut numbers[places.out_weights.clone()]);
    let mut hidden_back = vec![0.0; count * hidden];
    let left = Left::rows(&steps.scores, count, network.plan.actions);
    kernel.multiply(left, &model.back.out, &mut hidden_back);
    hidden_back.iter_mut().zip(&steps.masks).for_each(|(g, mask)| *g *= mask);
    // States.
    let mut told_back = told;
    told_back.fill(0.0);
    let mut sum_back = vec![0.0; 2 * hidden];
    for (nth, (seen, first)) in steps.seen.iter().enumerate() {
        let sums = &steps.sums[nth * 2 * hidden..(nth + 1) * 2 * hidden];
        let upper = &hidden_back[nth * hidden..(nth + 1) * hidden];
        super::layers::maxout_back(sums, upper, &mut sum_back);
        add(&mut numbers[places.state_bias.clone()], &sum_back);
        for (slot, &word) in seen.words.iter().enumerate() {
            let to = match word {
                EMPTY => &mut numbers[places.absent.start + slot * 2 * hidden..],
                ROOT => &mut numbers[places.absent.start + (SLOTS + slot) * 2 * hidden..],
                word => &mut told_back[((first + word as usize) * SLOTS + slot) * 2 * hidden..],
            };
            add(&mut to[..2 * hidden], &sum_back);
        }
        for &mark in &seen.marks {
            let start = places.marks.start + mark as usize * 2 * hidden;
            add(&mut numbers[start..start + 2 * hidden], &sum_back);
        }
    }
    // Slots.
    packed.pack(&told_back, inner, slots);
    let left = Left::transposed(&words[width..], width, width);
    kernel.multiply(left, &packed, &mut numbers[places.slots.clone()]);
    let left = Left::rows(&told_back, inner, slots);
    kernel.multiply(left, &model.back.slots, &mut back[width..]);
}

fn parse(
    model: Model,
    batch: &Batch,
    manner: Manner,
    random: &mut Random,
    told: &[f32],
    gradient: &mut Gradient,
    kernel: &mut Kernel,
) -> Steps {
    let network = model.network;
    let (hidden, actions) = (network.plan.hidden, network.plan.actions);
    let kinds: Vec<Kind> = model.actions.iter().map(|&action| kind(action)).collect();
    let golds: Vec<Gold> = batch.gold.iter().map(|sentence| Gold::new(sentence)).collect();
    let mut states: Vec<State> = Vec::new();
    let mut active = Vec::new();
    let mut first = 0;
    for (nth, &len) in batch.lens.iter().enumerate() {
        let mut state = State::default();
        state.start(len);
        states.push(state);
        active.push((nth, first));
        first += len + 1;
    }
    let mut steps = Steps::default();
    let mut scores = Vec::new();
    let mut is_right = vec![false; actions];
    while !active.is_empty() {
        let start = steps.hidden.len();
        for &(nth, first) in &active {
            let seen = see(&states[nth]);
            let at = steps.sums.len();
            steps.sums.resize(at + 2 * hidden, 0.0);
            network.sum_up(told, &seen, first, &mut steps.sums[at..]);
            let narrow = steps.hidden.len();
            steps.hidden.resize(narrow + hidden, 0.0);
            maxout(&steps.sums[at..], &mut steps.hidden[narrow..]);
            steps.seen.push((seen, first));
        }
        let new = &mut steps.hidden[start..];
        let masks = mask(new.len(), manner.drop_layers, random);
        new.iter_mut().zip(&masks).for_each(|(h, mask)| *h *= mask);
        steps.masks.extend(masks);
        fill(&mut scores, &network.numbers[network.places.out_bias.clone()], active.len());
        let left = Left::rows(&steps.hidden[start..], active.len(), hidden);
        kernel.multiply(left, &network.out, &mut scores);
        let mut rows = scores.chunks_exact_mut(actions);
        active.retain(|&(nth, _)| {
            let (Some(row), state, gold) = (rows.next(), &mut states[nth], &golds[nth]) else {
                return false;
            };
            let allowed = allowed(state);
            let costs = gold.costs(state);
            let is_allowed = |class: usize| allowed[kinds[class] as usize];
            let mut some = false;
            for (class, right) in is_right.iter_mut().enumerate() {
                *right = is_allowed(class) && gold.is_best(state, costs, model.actions[class]);
                some |= *right;
            }
            if !some {
                // No label fits the best step: there is nothing to learn but the step itself.
                for (class, right) in is_right.iter_mut().enumerate() {
                    *right = is_allowed(class) && gold.is_best_step(costs, model.actions[class]);
                }
            }
            softmax(row, is_allowed);
            let guess = highest(row, |_| true);
            let right = highest(row, |class| is_right[class]);
            let total: f32 = row.iter().zip(&is_right).filter(|p| *p.1).map(|p| *p.0).sum();
            gradient.step_loss -= f64::from(total.max(1e-9).ln());
            for (value, right) in row.iter_mut().zip(&is_right) {
                let wanted = if *right { *value / total.max(1e-9) } else { 0.0 };
                *value = (*value - wanted) * manner.scale;
            }
            let follow = is_right[guess] || random.happens(manner.explore);
            state.take(model.actions[if follow { guess } else { right }]);
            !state.is_done()
        });
        steps.scores.extend_from_slice(&scores);
    }
    steps
}

fn highest(row: &[f32], is_allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = None;
    for (class, &value) in row.iter().enumerate() {
        if is_allowed(class) && best.is_none_or(|(_, highest)| value > highest) {
            best = Some((class, value));
        }
    }
    best.map_or(0, |(class, _)| class)
}
