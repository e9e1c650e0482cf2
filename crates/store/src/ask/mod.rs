//! What do people ask of a corpus?
//!
//! One method for each question, each giving typed rows that all fronts share.

mod documents;
mod dyads;
mod events;
mod filter;
mod statements;
mod who;
mod words;

use std::path::Path;

use rusqlite::Connection;
use verbale_engine::{Article, Record};

pub use documents::Echo;
pub use dyads::{Dyad, DyadFilter, Step, Tension};
pub use events::EventRow;
pub use filter::EventFilter;
pub use statements::{Contradiction, Statement, StatementFilter};

use crate::error::Result;
use crate::schema;

/// How many rows SQL is to give: 0 is all.
fn sql_limit(limit: usize) -> i64 {
    if limit == 0 { -1 } else { i64::try_from(limit).unwrap_or(-1) }
}

/// A corpus, to be asked.
#[derive(Debug)]
pub struct Store {
    db: Connection,
}

impl Store {
    /// Opens the corpus in `path` to read it; somebody else may write meanwhile.
    ///
    /// # Errors
    /// There is none, it is something else, or it cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { db: schema::open_to_read(path)? })
    }

    /// The database itself, for questions that have no method here.
    pub fn connection(&self) -> &Connection {
        &self.db
    }

    /// The events asked for, the latest first.
    ///
    /// # Errors
    /// The question makes no sense, or the database cannot be read; so for all that follow.
    pub fn find(&self, filter: &EventFilter) -> Result<Vec<EventRow>> {
        events::find(&self.db, filter)
    }

    /// How many events are asked for, whatever the limit.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn count(&self, filter: &EventFilter) -> Result<u64> {
        events::count(&self.db, filter)
    }

    /// The acts asked for, each once by its first telling, the earliest day first.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn timeline(&self, filter: &EventFilter) -> Result<Vec<EventRow>> {
        events::timeline(&self.db, filter)
    }

    /// All tellings of one act.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn tellings(&self, occurrence: i64) -> Result<Vec<EventRow>> {
        events::tellings(&self.db, occurrence)
    }

    /// The quotes asked for, with who contradicts them.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn said(&self, filter: &StatementFilter) -> Result<Vec<Statement>> {
        statements::find(&self.db, statements::QUOTES, filter)
    }

    /// The claims asked for, with who contradicts them.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn claims(&self, filter: &StatementFilter) -> Result<Vec<Statement>> {
        statements::find(&self.db, statements::CLAIMS, filter)
    }

    /// All pairs between which something happened, those with the most acts first.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn dyads(&self, filter: &DyadFilter) -> Result<Vec<Dyad>> {
        dyads::all(&self.db, filter)
    }

    /// What passed between two, step by step.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn tension(
        &self,
        pair: [&str; 2],
        step: Step,
        filter: &DyadFilter,
    ) -> Result<Vec<Tension>> {
        dyads::tension(&self.db, pair, step, filter)
    }

    /// The article called `id`, as it was given.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn article(&self, id: &str) -> Result<Option<Article>> {
        documents::article(&self.db, id)
    }

    /// The first article after number `after` whose records another coder or other knowledge made, with its
    /// number.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn outdated(
        &self,
        after: i64,
        coder: &str,
        knowledge: &str,
    ) -> Result<Option<(i64, Article)>> {
        documents::outdated(&self.db, after, coder, knowledge)
    }

    /// The records of the document called `id`, as `verbale code` writes them; none where it is not there.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn records(&self, id: &str, mentions: bool) -> Result<Vec<Record>> {
        documents::records(&self.db, id, mentions)
    }

    /// Whom the document called `id` echoes, and who echoes it.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn echoes(&self, id: &str) -> Result<Vec<Echo>> {
        documents::echoes(&self.db, id)
    }
}
