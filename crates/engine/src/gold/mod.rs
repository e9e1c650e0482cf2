//! How well do the records of an article agree with what a person has coded in it, and why not better?
//!
//! [`read`] takes gold articles from JSON Lines (`docs/gold-format.md`). In each sentence the events of both
//! sides are matched one to one, best overlap first, at rising strictness: a [`Score`] counts them, and
//! [`misses`] says of each event that is missed, wrong or not in the gold what was given and why.

mod explain;
mod matching;
mod read;
mod score;

pub use explain::{Kind, Miss, misses};
pub use matching::{Act, LEVELS, matched};
pub use read::{GoldArticle, GoldEvent, GoldSentence, Party, read};
pub use score::{Score, Tally};
