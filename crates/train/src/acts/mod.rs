//! How does the network that proposes acts learn?
//!
//! [`articles`] reads the articles that we wrote and coded for it, [`examples`] lays them beside what frames read,
//! [`pass`] runs the network over a batch and back, [`run`] goes epoch by epoch. The same articles, knowledge and
//! options give the same bytes.

pub mod articles;
#[cfg(test)]
mod check;
pub mod examples;
mod pass;
pub mod run;
