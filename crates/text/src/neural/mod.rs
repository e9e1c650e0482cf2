//! How does the reader learn what words are and how they hang together?
//!
//! One small network reads a sentence: what is visible of each word becomes a vector ([`rows`],
//! [`vectors`]), layers mix each vector with its neighbours' and with all that came before and after
//! ([`layer`]), and two heads read the result: one tells tags, one scores the steps of the parser
//! ([`state`]). [`network`] puts them together; [`kernel`] does the arithmetic. The trainer of
//! `verbale-train` uses the same pieces, so that what is learned is what is used.

pub mod bytes;
pub mod kernel;
pub mod layer;
pub mod network;
pub mod plan;
pub mod reader;
pub mod rows;
pub mod state;
pub mod vectors;
