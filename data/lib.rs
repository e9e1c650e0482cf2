//! What does Verbale know? The files of this folder, embedded as they stand.
//!
//! No code reads the world from anywhere else. `verbale-lexicon` gives these bytes their meaning.

/// Every knowledge file as (path under `data/`, contents), sorted by path within each folder.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The model of the text layer: tagger, lemmatizer and parser. `model/MODEL.md` tells its scores.
pub const MODEL: &[u8] = include_bytes!("model/english.model");
