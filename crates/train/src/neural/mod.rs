//! How does the network learn?
//!
//! [`batch`] prepares sentences, [`pass`] runs the network over them and back ([`layers`] and
//! [`steps`] hold the two halves), [`adam`] changes the weights, [`run`] goes epoch by epoch and
//! keeps a [`checkpoint`]; [`mix`] makes one model of several. The same treebanks, options and machine
//! give the same bytes.

pub mod adam;
pub mod batch;
#[cfg(test)]
pub(crate) mod check;
pub mod checkpoint;
pub mod layers;
pub mod mix;
pub mod pass;
pub mod run;
pub mod steps;
mod storage;
pub mod substitute;
pub mod weights;
