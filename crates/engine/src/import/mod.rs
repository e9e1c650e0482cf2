//! How does knowledge that users have for other coders become ours?
//!
//! Text goes in, knowledge files come out, with a list of what could not be carried; fronts read and write
//! the files. [`petrarch`] reads the actor and agent dictionaries of PETRARCH and its kin.

mod actors;
mod agents;
mod petrarch;

use std::fmt;

pub use petrarch::{Import, petrarch};

/// A line that could not be carried, or not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is lost, and why.
    pub message: String,
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}
