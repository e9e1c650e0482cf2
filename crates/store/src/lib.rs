//! What does a corpus of articles say, and where is it kept?
//!
//! One SQLite file holds documents, their records and what follows from them all: which report echoes
//! which, and which acts several reports tell. One thread writes, any number read. The tables are
//! documented in `docs/store.md`; they are made to be read by other programs as they are.

mod ask;
mod entry;
mod error;
mod feeds;
mod glance;
mod lineage;
mod occurrence;
mod schema;
mod sums;
mod write;

pub use ask::{
    Capacity, Contradiction, Count, Course, Denial, Denied, Dyad, DyadFilter, Echo, EchoGroup,
    Echoing, EventFilter, EventRow, Facets, Independence, Placed, Shelved, Size, Statement,
    StatementFilter, Step, Store, Tension, Told, headline,
};
pub use entry::Entry;
pub use error::{Result, StoreError};
pub use feeds::{Fate, Feed, Feeds, Link};
pub use schema::SCHEMA_VERSION;
pub use write::{Checker, CoderName, Put, Writer};
