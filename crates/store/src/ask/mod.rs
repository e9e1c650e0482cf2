//! What do people ask of a corpus?
//!
//! One method for each question, each giving typed rows that all fronts share.

mod denials;
mod documents;
mod dyads;
mod echoes;
mod events;
mod filter;
mod places;
mod road;
mod sense;
mod shelf;
mod statements;
mod stories;
mod who;
mod words;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;
use verbale_engine::{Article, Record};

pub use denials::{Denial, Denied};
pub use dyads::{Course, Dyad, DyadFilter, Step, Tension};
pub use echoes::{Echo, EchoGroup, Echoing, Independence};
pub use events::EventRow;
pub use filter::EventFilter;
pub use places::Placed;
pub use shelf::{Capacity, Count, Facets, Shelved, Size, headline};
pub use statements::{Contradiction, Statement, StatementFilter};
pub use stories::Told;

use crate::error::{Result, StoreError};
use crate::schema;

/// How many rows SQL is to give: 0 is all.
fn sql_limit(limit: usize) -> i64 {
    if limit == 0 { -1 } else { i64::try_from(limit).unwrap_or(-1) }
}

/// Steps of the database's machine after which it looks whether to give up: some microseconds.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

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

    /// From `moment` on every question is given up, until another moment is set.
    ///
    /// # Errors
    /// The database cannot be told so.
    pub fn give_up_at(&mut self, moment: Instant) -> Result<()> {
        self.db.progress_handler(STEPS_BETWEEN_LOOKS, Some(move || Instant::now() >= moment))?;
        Ok(())
    }

    /// How much there is.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn size(&self) -> Result<Size> {
        shelf::size(&self.db)
    }

    /// Articles, the latest first; with `words`, those that hold them in a sentence.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn documents(
        &self,
        words: Option<&str>,
        limit: usize,
        offset: usize,
    ) -> Result<Vec<Shelved>> {
        shelf::documents(&self.db, words, limit, offset)
    }

    /// Of what the answer to `filter` consists, whatever its limit.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn facets(&self, filter: &EventFilter) -> Result<Facets> {
        shelf::facets(&self.db, filter)
    }

    /// Where the acts asked for happened, those places with the most first; an event that tells no place is at none.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn places(&self, filter: &EventFilter) -> Result<Vec<Placed>> {
        places::all(&self.db, filter)
    }

    /// What countries and kinds are called, by their codes, as far as the corpus calls them.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn names(&self, codes: &[&str]) -> Result<BTreeMap<String, String>> {
        shelf::names(&self.db, codes)
    }

    /// In which capacities the corpus knows `who`.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn capacities(&self, who: &str) -> Result<Vec<Capacity>> {
        shelf::capacities(&self.db, who)
    }

    /// Denials, the latest publication first.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn denials(&self, limit: usize, offset: usize) -> Result<Vec<Denial>> {
        denials::all(&self.db, limit, offset)
    }

    /// Who denies whom how often, the most frequent first.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn denied(&self, limit: usize) -> Result<Vec<Denied>> {
        denials::pairs(&self.db, limit)
    }

    /// The events asked for, the latest first.
    ///
    /// # Errors
    /// The question makes no sense, or the database cannot be read; so for all that follow.
    pub fn find(&self, filter: &EventFilter) -> Result<Vec<EventRow>> {
        events::find(&self.db, filter)
    }

    /// How many events are asked for, whatever the limit; nothing where a broad question has more than ten
    /// thousand, which are not counted.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn count(&self, filter: &EventFilter) -> Result<Option<u64>> {
        events::count(&self.db, filter)
    }

    /// Gives `take` one document after another, in the order in which they were added, with the events asked for,
    /// whatever the limit, until `take` fails. Documents without any are given where nothing is asked.
    ///
    /// # Errors
    /// As [`Store::find`], and what `take` fails with.
    pub fn stories<E: From<StoreError>>(
        &self,
        filter: &EventFilter,
        take: impl FnMut(&Told) -> Result<(), E>,
    ) -> Result<(), E> {
        stories::each(&self.db, filter, take)
    }

    /// How many acts the events asked for tell, as [`Store::count`].
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn acts(&self, filter: &EventFilter) -> Result<Option<u64>> {
        events::acts(&self.db, filter)
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

    /// How many pairs that are.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn pairs(&self, filter: &DyadFilter) -> Result<u64> {
        dyads::count(&self.db, filter)
    }

    /// What passed between two, step by step; what is told for more days than a step has is counted apart.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn tension(&self, pair: [&str; 2], step: Step, filter: &DyadFilter) -> Result<Course> {
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
        echoes::echoes(&self.db, id)
    }

    /// Groups of reports that echo one another, the greatest first.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn echo_groups(&self, limit: usize, offset: usize) -> Result<Vec<EchoGroup>> {
        echoes::groups(&self.db, limit, offset)
    }

    /// The reports that echo the document called `id` or one another with it, the first first: the document alone
    /// where there are none, and nothing where it is not there.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn echo_group(&self, id: &str) -> Result<Vec<Echoing>> {
        echoes::group(&self.db, id)
    }

    /// How many of the articles are independent of one another.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn independence(&self) -> Result<Independence> {
        echoes::independence(&self.db)
    }
}
