//! Where do sentences end, beyond what rules can tell?
//!
//! Learns the weights of `words/sentence-ends.tsv` from treebanks, put together to raw text again, a
//! paragraph a line: logistic regression over the traits of each place where a sentence may end. Rare
//! traits and light ones are left out, then the rest is learned anew. Takes seconds; the same
//! treebanks give the same table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use verbale_text::{Language, conllu, places};

use crate::random::Random;

/// Places with a trait that is less frequent than this do not show it.
const FREQUENT: usize = 3;
/// Weights, in hundredths, lighter than this are left out.
const LIGHT: f32 = 12.0;
/// What is added to two weights: edited news, whose marks the rules read well, is rare in the
/// treebanks, so an end that the rules see stands unless much speaks against it.
const TRUST: [(&str, f32); 2] = [("rule 0", 20.0), ("rule 1", 200.0)];
const EPOCHS: usize = 6;
const BATCH: usize = 256;
const RATE: f32 = 0.1;
/// How strongly weights are drawn to 0.
const DECAY: f32 = 3e-5;

/// A place where a sentence may end.
struct Example {
    traits: Vec<u32>,
    ends: bool,
}

/// The table of weights, learned from the `treebanks` (CoNLL-U).
pub fn learn(treebanks: &[String], language: &Language, log: &mut dyn FnMut(String)) -> String {
    let mut seen = Vec::new();
    for text in treebanks.iter().flat_map(|treebank| treebank.split("# newdoc")) {
        let (text, sentences) = conllu::running_text(text);
        let starts: BTreeSet<usize> = sentences.into_iter().map(|(start, _)| start).collect();
        for place in places(&text, language) {
            seen.push((starts.contains(&place.start), place.traits));
        }
    }
    let all = weigh(&numbered(&seen, |_, count| count >= FREQUENT));
    let heavy = weigh(&numbered(&seen, |name, _| {
        all.get(name).is_some_and(|weight| weight.abs() >= LIGHT)
    }));
    log(format!("{} places, {} traits, {} of weight", seen.len(), all.len(), heavy.len()));
    let mut table = HEAD.to_owned();
    for (name, weight) in heavy {
        let trust = TRUST.iter().find(|(trait_of_rules, _)| *trait_of_rules == name);
        let weight = weight + trust.map_or(0.0, |(_, more)| *more);
        if weight.abs() >= LIGHT {
            let _ = writeln!(table, "{name}\t{weight:.0}");
        }
    }
    table
}

const HEAD: &str = "\
# What speaks for a sentence's end between two words, in hundredths: a trait of the place, a tab, its weight.
# Made by verbale-train --sentence-ends from UD English EWT (CC BY-SA 4.0) and the freely licensed part of
# UD English GUM (CC BY). Not edited. crates/text/src/boundary.rs tells what the traits are.
";

/// The places that were seen, and the names of their traits.
struct Lessons<'s> {
    names: Vec<&'s str>,
    examples: Vec<Example>,
}

/// Numbers the traits of which `keep` holds, given name and count.
fn numbered<'s>(
    seen: &'s [(bool, Vec<String>)],
    keep: impl Fn(&str, usize) -> bool,
) -> Lessons<'s> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in seen.iter().flat_map(|(_, traits)| traits) {
        *counts.entry(name).or_default() += 1;
    }
    let names: Vec<&str> = counts
        .into_iter()
        .filter(|&(name, count)| keep(name, count))
        .map(|(name, _)| name)
        .collect();
    let number = |name: &String| names.binary_search(&name.as_str()).ok().map(|at| at as u32);
    let example = |(ends, traits): &(bool, Vec<String>)| Example {
        traits: traits.iter().filter_map(number).collect(),
        ends: *ends,
    };
    let examples = seen.iter().map(example).collect();
    Lessons { names, examples }
}

/// The weight of each trait, in hundredths: logistic regression in small batches, with steps that
/// shrink as a weight has moved (AdaGrad).
fn weigh(lessons: &Lessons<'_>) -> BTreeMap<String, f32> {
    let count = lessons.names.len();
    let (mut weights, mut moved) = (vec![0f32; count], vec![1e-2f32; count]);
    let (mut slope, mut touched) = (vec![0f32; count], Vec::new());
    let mut order: Vec<usize> = (0..lessons.examples.len()).collect();
    let mut random = Random::new(1);
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            for Example { traits, ends } in batch.iter().map(|&at| &lessons.examples[at]) {
                let sum: f32 = traits.iter().map(|&at| weights[at as usize]).sum();
                let fault = 1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(*ends));
                for &at in traits {
                    slope[at as usize] += fault;
                    touched.push(at as usize);
                }
            }
            for at in touched.drain(..) {
                // A trait that several places of the batch show comes again, with nothing left to do.
                if slope[at] != 0.0 {
                    let step = slope[at] + DECAY * BATCH as f32 * weights[at];
                    moved[at] += step * step;
                    weights[at] -= RATE * step / moved[at].sqrt();
                    slope[at] = 0.0;
                }
            }
        }
    }
    let hundredths = weights.iter().map(|weight| weight * 100.0);
    lessons.names.iter().map(|&name| name.to_owned()).zip(hundredths).collect()
}
