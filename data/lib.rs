//! What does Verbale know? The files of this folder, embedded as they stand.
//!
//! No code reads the world from anywhere else. `verbale-lexicon` gives these bytes their meaning; when
//! this crate is built it reads and checks them, so that no run has to.

/// Every knowledge file as (path under `data/`, contents), sorted by path within each folder.
pub static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The model of the text layer: tagger, lemmatizer and parser. `model/MODEL.md` tells its scores.
pub static MODEL: &[u8] = include_bytes!("model/english.model");

/// The model that proposes acts which no frame reads. `model/ACTS.md` tells its scores.
pub static ACTS: &[u8] = include_bytes!("model/acts.model");

/// The lexicon that `verbale-lexicon` made of [`FILES`], compiled: to be opened with the same files.
pub static LEXICON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// The [`digest`] of [`FILES`], [`MODEL`] and [`ACTS`].
pub static DIGEST: &str = include_str!(concat!(env!("OUT_DIR"), "/digest.txt"));

mod digest;

pub use digest::digest;
