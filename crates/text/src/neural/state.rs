//! What does the network see of a state of the parser?
//!
//! Ten words, each in its own slot, and seven marks: relations found so far, distances and counts.

use crate::transition::{NOWHERE, State};

/// Words that are looked at.
pub const SLOTS: usize = 10;
/// Marks of a state.
pub const MARKED: usize = 9;

/// A slot that holds no word.
pub const EMPTY: u32 = u32::MAX;
/// A slot that holds the root.
pub const ROOT: u32 = u32::MAX - 1;

/// How many values each mark may take: relations of five dependents, two distances, two counts.
const VALUES: [u32; MARKED] = [64, 64, 64, 64, 64, 16, 16, 16, 16];

/// How many values all marks may take together.
pub const MARKS: usize = {
    let mut sum = 0;
    let mut at = 0;
    while at < MARKED {
        sum += VALUES[at];
        at += 1;
    }
    sum as usize
};

/// What is seen of a state.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// The word in each slot, by its place in the sentence, [`EMPTY`] or [`ROOT`].
    pub words: [u32; SLOTS],
    /// The row of each mark.
    pub marks: [u32; MARKED],
}

/// What is seen of `state`.
#[inline]
pub fn see(state: &State) -> Seen {
    let (s0, s1, s2) = (state.below_top(0), state.below_top(1), state.below_top(2));
    let (b0, b1) = (state.ahead(0), state.ahead(1));
    let (of_s0, of_s1, of_b0) = (state.dependents(s0), state.dependents(s1), state.dependents(b0));
    let children = [of_s0.first, of_s0.last, of_s1.first, of_s1.last, of_b0.first];
    let root = state.root();
    let slot = |word: u32| match word {
        NOWHERE => EMPTY,
        word if word == root => ROOT,
        word => word,
    };
    let [c0, c1, c2, c3, c4] = children;
    let words = [s0, s1, s2, b0, b1, c0, c1, c2, c3, c4].map(slot);
    let relation = |word: u32| state.relation(word).min(63) as u32;
    let [r0, r1, r2, r3, r4] = children.map(relation);
    let few = |left: u8, right: u8| u32::from(left.min(3)) * 4 + u32::from(right.min(3));
    let near = distance(s0, b0, root);
    let far = distance(s1, s0, root);
    let top = few(of_s0.left_count, of_s0.right_count);
    let next = few(of_b0.left_count, of_s1.right_count);
    let mut marks = [r0, r1, r2, r3, r4, near, far, top, next];
    let mut first = 0;
    for (mark, values) in marks.iter_mut().zip(VALUES) {
        *mark += first;
        first += values;
    }
    Seen { words, marks }
}

/// How far apart two words are, in steps that grow.
fn distance(a: u32, b: u32, root: u32) -> u32 {
    if a == NOWHERE || b == NOWHERE {
        return 0;
    }
    if b == root {
        return 1;
    }
    match b.abs_diff(a) {
        far @ 0..=6 => far + 1,
        7..=8 => 8,
        9..=11 => 9,
        12..=15 => 10,
        16..=22 => 11,
        23..=35 => 12,
        _ => 13,
    }
}
