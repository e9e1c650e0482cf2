//! How does the model learn from treebanks?
//!
//! Trains the network and the lemma rules of `verbale-text` on CoNLL-U treebanks and writes one model
//! file. The same treebanks and options give the same bytes.

pub mod acts;
pub mod boundaries;
pub mod console;
pub mod evaluate;
mod exchange;
pub mod inflections;
mod labels;
mod lemmas;
pub mod names;
pub mod neural;
mod oracle;
mod random;
mod treebank;
pub mod word_classes;
mod workers;

pub use neural::mix::{Part, mix};
pub use neural::run::{Files, Layers, Options, Sources, train};
pub use treebank::{GoldSentence, GoldWord, Treebank, load, unpacked};
use workers::joined;
