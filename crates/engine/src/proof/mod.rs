//! Does every knowledge entry hold on its own sentences?
//!
//! Frames are proved by their `yes` and `no` sentences, actors by their `yes` sentence and by their
//! names, the words that tell whether something took place, in which context, and how many people it befell
//! by sentences of theirs. Each sentence that is not read as it should be is a [`Failure`].

mod actors;
mod contexts;
mod factuality;
mod frames;
mod tolls;

use std::fmt;

use crate::Knowledge;

pub use actors::{ActorReport, actors};
pub use contexts::{ContextReport, contexts};
pub use factuality::{FactualityReport, factuality};
pub use frames::{FrameReport, frames};
pub use tolls::{TollReport, tolls};

/// A sentence that its entry does not read as it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The knowledge file.
    pub file: String,
    /// The line of the sentence, or of its entry.
    pub line: usize,
    /// What was read, what is wanted, and the sentence.
    pub message: String,
    /// The sentence.
    pub sentence: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// How many proofs there are, and how many hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All.
    pub all: usize,
    /// Those that hold.
    pub hold: usize,
}

impl Tally {
    fn add(&mut self, all: usize, failed: usize) {
        self.all += all;
        self.hold += all - failed;
    }
}

/// The line on which `sentence` stands in `file`, at or after `line`; else `line`.
fn line_of(knowledge: &Knowledge, file: &str, line: usize, sentence: &str) -> usize {
    let Some(text) = knowledge.file(file) else { return line };
    let rest = text.lines().enumerate().skip(line.saturating_sub(1));
    let mut holders = rest.filter(|(_, text)| text.contains(sentence));
    holders.next().map_or(line, |(at, _)| at + 1)
}
