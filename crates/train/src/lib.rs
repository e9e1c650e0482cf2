//! How does the model learn from treebanks?
//!
//! Trains the tagger, the lemma rules and the parser of `verbale-text` on CoNLL-U treebanks and writes
//! one model file. The same treebanks and options give the same bytes.

pub mod evaluate;
mod exchange;
pub mod inflections;
mod lemmas;
mod oracle;
mod perceptron;
mod random;
pub mod train;
mod train_parser;
mod train_tagger;
mod treebank;
pub mod word_classes;

pub use train::{Options, WordLists, train};
pub use treebank::{GoldSentence, GoldWord, Treebank, load};
