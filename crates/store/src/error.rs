//! What can be wrong with a corpus?

use std::path::PathBuf;

/// Why the corpus could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no such file.
    #[error("{0}: no such corpus; `verbale add FILES --db {0}` makes one", path.display())]
    Missing {
        /// The file asked for.
        path: PathBuf,
    },
    /// At this place no file can be opened or made.
    #[error("{0}: {fault}", path.display())]
    Place {
        /// The file asked for.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        fault: String,
    },
    /// The file is something else.
    #[error("{0}: is not a corpus of verbale; name another file", path.display())]
    Foreign {
        /// The file asked for.
        path: PathBuf,
    },
    /// The file was made by a program with other tables.
    #[error(
        "{0}: has tables of version {found}, and this program knows version {known}; add the articles \
         to a new corpus, or use the program that made this one", path.display()
    )]
    Version {
        /// The file asked for.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// What was asked for cannot be understood.
    #[error("{0}")]
    Question(String),
    /// A record in the corpus is not one.
    #[error("a record in the corpus cannot be read: {0}; code its document anew with `--recode`")]
    Record(#[from] serde_json::Error),
    /// The answer was not there when it had to be: [`crate::Store::give_up_at`].
    #[error("the answer takes too long; ask for fewer days, or more exactly")]
    TooSlow,
    /// There is no room for more.
    #[error(
        "the corpus cannot be written: the disk is full, or the file may not grow; make room and give the same \
         command again: what went in is in"
    )]
    Full,
    /// The file is shorter than it says that it is.
    #[error(
        "{0}: is cut off: {held} of {meant} bytes are there; put a copy of before in its place, or add its articles \
         to a new corpus; `sqlite3 {0} .recover` saves what can be read", path.display()
    )]
    Torn {
        /// The file asked for.
        path: PathBuf,
        /// Bytes that are there.
        held: u64,
        /// Bytes that it says it has.
        meant: u64,
    },
    /// What stands in the file makes no sense.
    #[error(
        "the corpus is damaged: {0}; put a copy of before in its place, or add its articles to a new corpus; \
         `sqlite3 FILE .recover` saves what can be read"
    )]
    Damaged(String),
    /// The database says no.
    #[error(
        "the corpus cannot be used: {0}; where another program writes to it, try again later; else check who may \
         write to the file and its folder"
    )]
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase, OperationInterrupted};
        match error.sqlite_error().map(|told| (told.code, told.extended_code)) {
            Some((OperationInterrupted, _)) => StoreError::TooSlow,
            Some((DiskFull, _) | (_, rusqlite::ffi::SQLITE_IOERR_WRITE)) => StoreError::Full,
            Some((DatabaseCorrupt | NotADatabase, _)) => StoreError::Damaged(error.to_string()),
            Some(_) => StoreError::Database(error),
            None if is_nonsense(&error) => StoreError::Damaged(error.to_string()),
            None => StoreError::Database(error),
        }
    }
}

/// Whether a row holds what nobody writes there, or is not there although another points at it.
fn is_nonsense(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, QueryReturnedNoRows,
        Utf8Error,
    };
    matches!(
        error,
        FromSqlConversionFailure(..)
            | IntegralValueOutOfRange(..)
            | InvalidColumnType(..)
            | QueryReturnedNoRows
            | Utf8Error(..)
    )
}

/// What the store gives.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
