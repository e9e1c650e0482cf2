//! No arc crosses another.
//!
//! The words under a word stand together in every tree that the parser makes, and whoever reads trees relies
//! on it. A rule that gives a word another head may leave words behind that reach across the new arc: they are
//! hung higher, until they cross nothing.

use super::hangs_under;
use crate::language::Analysis;

/// Hangs each word whose arc leaves the phrase of its head on the head of that, and so on.
pub(super) fn uncross(words: &mut [Analysis]) {
    // Each step brings a word nearer to the root, whose arcs cross nothing, so that this ends.
    let mut lifted = true;
    while std::mem::take(&mut lifted) {
        for at in 0..words.len() {
            while let Some(head) = words[at].head.filter(|&head| crosses(words, at, head)) {
                words[at].head = words[head].head;
                lifted = true;
            }
        }
    }
}

/// Whether some word between a word and its head does not hang under that head.
fn crosses(words: &[Analysis], at: usize, head: usize) -> bool {
    words[head].head.is_some()
        && (at.min(head) + 1..at.max(head)).any(|between| !hangs_under(words, between, head))
}
