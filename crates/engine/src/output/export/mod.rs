//! How are records written for the tools that others use?
//!
//! One file for each format, all in [`EXPORTS`]. A writer takes the records of one document after another,
//! whether they were just made or read from JSON Lines, so that both give the same bytes. Formats that are
//! tables are lists of columns: name, meaning, value; `docs/formats.md` is made from the same lists.
//!
//! Formats that have no field for it cannot say that an event did not take place, or rests on somebody's
//! word alone. They are given only what did take place, and count what was left out, unless all is asked
//! for: a feared invasion must not turn into an invasion on the way.

mod column;
mod country;
mod flat;
mod ftm;
mod gdelt;
mod icews;
#[cfg(feature = "parquet")]
mod parquet;
mod polecat;
mod story;
mod table;

use std::io::{Result, Write};

pub use story::{Actors, Stories, Story};

/// Where a writer writes to.
pub type Sink = Box<dyn Write + Send>;

/// Writes documents in one format.
pub trait Exporter {
    /// Writes what is told of one document.
    ///
    /// # Errors
    /// Those of the sink.
    fn story(&mut self, story: &Story<'_>) -> Result<()>;

    /// Writes what comes last.
    ///
    /// # Errors
    /// Those of the sink.
    fn finish(&mut self) -> Result<()>;

    /// How many events were left out, because the format cannot say that they are doubtful.
    fn left_out(&self) -> usize {
        0
    }
}

/// A format for others.
#[derive(Debug, Clone, Copy)]
pub struct Export {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Name, kind and meaning of its columns, or of its sorts of entity where it is no table.
    pub columns: fn() -> Vec<[&'static str; 3]>,
    /// Whether it gives words of the article that no record holds, and so needs the article.
    pub needs_article: bool,
    /// Begins to write; the flag asks for doubtful events as well.
    pub open: fn(Sink, bool) -> Result<Box<dyn Exporter>>,
}

/// All formats for others.
pub const EXPORTS: &[Export] = &[
    flat::EXPORT,
    gdelt::EXPORT,
    icews::EXPORT,
    polecat::EXPORT,
    ftm::EXPORT,
    super::plover::EXPORT,
    #[cfg(feature = "parquet")]
    parquet::EXPORT,
];

/// The format for others called `name`.
pub fn export_named(name: &str) -> Option<&'static Export> {
    EXPORTS.iter().find(|export| export.name == name)
}
