//! Which tables has a corpus, and how is its file opened?

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::{Result, StoreError};
use crate::{glance, sums};

/// Version of the tables, `PRAGMA user_version`.
pub const SCHEMA_VERSION: i64 = 3;

/// `PRAGMA application_id`: "Vbl1", so that `file` and we know a corpus when we see it.
const APPLICATION: i64 = 0x5662_6C31;

const SCHEMA: &str = include_str!("schema.sql");

/// The tables that came with version 3.
const ADDED: &str = include_str!("added.sql");

/// A table that programs of the same version may know or not.
const FILES: &str = include_str!("files.sql");

/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Statements kept ready: more than adding and asking have.
const STATEMENTS: usize = 128;

/// Pages held while writing, in KiB.
const CACHE: i64 = 16_384;

/// Pages in the write-ahead log before they go into the file: 64 MB.
const LOG_PAGES: i64 = 16_384;

/// Makes plans hang on the words of a question alone. Else SQLite would plan anew for every range of days.
fn plan_once(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Opens the corpus in `path` to read and write, and makes it where there is none.
pub(crate) fn open_to_write(path: &Path) -> Result<Connection> {
    check_place(path)?;
    check_length(path)?;
    let mut connection = Connection::open(path).map_err(|error| foreign(path, error))?;
    connection.busy_timeout(PATIENCE)?;
    // Readers go on while one writes, and a commit waits for no disk: a killed process loses nothing
    // that it committed, a power cut at most the last documents.
    let prepared = connection.pragma_update(None, "journal_mode", "WAL");
    prepared.map_err(|error| foreign(path, error))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Every commit walks over all pages that are held: few, since the system holds them too.
    connection.pragma_update(None, "cache_size", -CACHE)?;
    // Pages that many articles change go from the log into the file once for all of them.
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    plan_once(&connection)?;
    create(&mut connection, path)?;
    connection.execute_batch(FILES)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Opens the corpus in `path`, which must be there, to read.
pub(crate) fn open_to_read(path: &Path) -> Result<Connection> {
    check_place(path)?;
    if !path.is_file() {
        return Err(StoreError::Missing { path: path.to_owned() });
    }
    check_length(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(path, flags);
    let connection = opened.map_err(|error| foreign(path, error))?;
    connection.busy_timeout(PATIENCE)?;
    plan_once(&connection)?;
    if OLDER.contains(&version(&connection, path)?) {
        open_to_write(path)?;
    }
    check(&connection, path)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Makes the tables in an empty file, all or none; checks any other.
fn create(connection: &mut Connection, path: &Path) -> Result<()> {
    let creation =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let tables: i64 = creation.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
    if tables == 0 {
        for made in [SCHEMA, sums::SCHEMA, ADDED] {
            creation.execute_batch(made)?;
        }
        creation.pragma_update(None, "application_id", APPLICATION)?;
        creation.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    } else {
        let found = version(&creation, path)?;
        if OLDER.contains(&found) {
            renew(&creation, found)?;
        }
    }
    creation.commit()?;
    check(connection, path)
}

/// Looks whether a file can be there at all.
fn check_place(path: &Path) -> Result<()> {
    let fault = if path.is_dir() {
        format!("is a folder; name a file in it, such as {}", path.join("corpus.db").display())
    } else {
        match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) if !folder.is_dir() => {
                format!("there is no folder {}; make it, or name another file", folder.display())
            }
            _ => return Ok(()),
        }
    };
    Err(StoreError::Place { path: path.to_owned(), fault })
}

/// Looks whether all of the file is there, before anything is read or written. As long as there is a log beside it,
/// pages may stand there alone.
fn check_length(path: &Path) -> Result<()> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let length = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    let mut head = [0; 100];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    if read.is_err() || !head.starts_with(b"SQLite format 3\0") || length(Path::new(&log)) > 0 {
        return Ok(());
    }
    // Big-endian: the size of a page, where 1 is 65,536, and how many there are.
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 1 << 16,
        size => u64::from(size),
    };
    let pages = u64::from(u32::from_be_bytes([head[28], head[29], head[30], head[31]]));
    let (held, meant) = (length(path), page * pages);
    if held < meant {
        return Err(StoreError::Torn { path: path.to_owned(), held, meant });
    }
    Ok(())
}

/// Gives a corpus of an older version what it lacks.
fn renew(db: &Connection, version: i64) -> Result<()> {
    if version == WITHOUT_SUMS {
        db.execute_batch(SETTINGS)?;
        db.execute_batch(sums::SCHEMA)?;
        sums::recount(db)?;
    }
    db.execute_batch(ADDED)?;
    glance::codes(db)?;
    glance::tolls(db)?;
    Ok(db.pragma_update(None, "user_version", SCHEMA_VERSION)?)
}

/// What occurrences know since version 2; those of before get it with their next report.
const SETTINGS: &str = "
    ALTER TABLE occurrences ADD COLUMN names TEXT NOT NULL DEFAULT '';
    ALTER TABLE occurrences ADD COLUMN places TEXT NOT NULL DEFAULT ''";

/// The version before sums were kept: they are counted when such a corpus is opened.
const WITHOUT_SUMS: i64 = 1;

/// Versions that are brought up to date when they are opened.
const OLDER: std::ops::Range<i64> = WITHOUT_SUMS..SCHEMA_VERSION;

/// The version of a corpus.
fn version(connection: &Connection, path: &Path) -> Result<i64> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |r| r.get::<_, i64>(0));
    let application = pragma("application_id").map_err(|error| foreign(path, error))?;
    if application != APPLICATION {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    Ok(pragma("user_version")?)
}

fn check(connection: &Connection, path: &Path) -> Result<()> {
    let found = version(connection, path)?;
    if found != SCHEMA_VERSION {
        let path = path.to_owned();
        return Err(StoreError::Version { path, found, known: SCHEMA_VERSION });
    }
    Ok(())
}

/// The fault of a file that SQLite may not open, or does not know for one of its own.
fn foreign(path: &Path, error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::Foreign { path: path.to_owned() },
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            let fault =
                format!("cannot be opened ({error}); check who may write to it and its folder");
            StoreError::Place { path: path.to_owned(), fault }
        }
        _ => error.into(),
    }
}
