//! How does an article get into the corpus, and out again?
//!
//! Each document is one transaction: it is wholly there, with all that follows from it, or not at all.

mod names;
mod naming;
mod records;
mod removal;

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use verbale_engine::Article;
use verbale_engine::record::Document;

use crate::entry::{Entry, fingerprint};
use crate::error::{Result, StoreError};
use crate::{lineage, occurrence, schema, sums};
use names::Names;
pub use naming::Checker;

/// What came of putting a document in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It was new.
    Added,
    /// It was there, just so.
    Unchanged,
    /// Another text or date of that name was there, and is replaced.
    Replaced,
    /// It was there, and its records were made by another coder or other knowledge.
    Recoded,
}

impl Put {
    /// The word in the table of codings; nothing where nothing was coded.
    fn reason(self) -> Option<&'static str> {
        match self {
            Put::Added => Some("added"),
            Put::Unchanged => None,
            Put::Replaced => Some("replaced"),
            Put::Recoded => Some("recoded"),
        }
    }
}

/// Who codes: what decides whether records are up to date.
#[derive(Debug, Clone, Copy)]
pub struct CoderName<'a> {
    /// Name and version.
    pub coder: &'a str,
    /// Hash of the knowledge.
    pub knowledge: &'a str,
}

/// The one that writes to a corpus.
#[derive(Debug)]
pub struct Writer {
    db: Connection,
    memory: Memory,
    recode: bool,
}

/// What was written or read lately and need not be read again, as long as nobody else writes.
#[derive(Debug, Default)]
struct Memory {
    names: Names,
    reports: lineage::Remembered,
    occurrences: occurrence::Remembered,
    /// The file's state when others last changed it.
    version: i64,
}

impl Memory {
    /// Forgets all if another program has written since.
    fn check(&mut self, db: &Connection) -> Result<()> {
        let version = db.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if version != self.version {
            *self = Self { version, ..Self::default() };
        }
        Ok(())
    }

    /// Forgets what the removal of a document changes.
    fn forget_documents(&mut self) {
        self.reports = lineage::Remembered::default();
        self.occurrences = occurrence::Remembered::default();
    }
}

impl Writer {
    /// Opens the corpus in `path`, made where there is none. With `recode`, documents that another coder
    /// or other knowledge coded take the new records.
    ///
    /// # Errors
    /// The file is no corpus, or cannot be written.
    pub fn open(path: &Path, recode: bool) -> Result<Self> {
        let db = schema::open_to_write(path)?;
        // What is written hangs together by the way it is written, and is taken out table by table: to look up
        // every reference would cost a lookup for every row. `PRAGMA foreign_key_check` finds none broken.
        db.pragma_update(None, "foreign_keys", false)?;
        sort_in_memory(&db, true)?;
        Ok(Self { db, memory: Memory::default(), recode })
    }

    /// Puts one coded article in, in a transaction of its own.
    ///
    /// # Errors
    /// The database cannot be written; nothing of the article is there then.
    pub fn put(&mut self, entry: &Entry) -> Result<Put> {
        let done = put(&mut self.db, &mut self.memory, self.recode, entry);
        if done.is_err() {
            // What was written in the transaction went with it.
            self.memory = Memory::default();
        }
        done
    }

    /// Notes the file of an article that is there just so and came from another one before.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn moved(&mut self, article: &Article) -> Result<()> {
        note_file(&mut self.db, article)
    }

    /// Takes the document called `id` out; whether it was there.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn remove(&mut self, id: &str) -> Result<bool> {
        let work = begin(&mut self.db)?;
        let Some(known) = Known::find(&work, id)? else { return Ok(false) };
        removal::clear(&work, known.document)?;
        for table in ["codings", "document_files", "documents"] {
            let delete = format!("DELETE FROM {table} WHERE document_id = ?1");
            work.execute(&delete, [known.document])?;
        }
        sums::total(&work, "documents", -1)?;
        self.memory.forget_documents();
        work.commit()?;
        Ok(true)
    }

    /// Counts all sums anew. They are always right unless another program changed records.
    ///
    /// # Errors
    /// The database cannot be written; nothing has changed then.
    pub fn recount(&mut self) -> Result<()> {
        sort_in_memory(&self.db, false)?;
        let work = begin(&mut self.db)?;
        sums::recount(&work)?;
        work.commit()?;
        sort_in_memory(&self.db, true)
    }
}

/// Where rows are sorted and kept for taking back: those of one document in memory, where no file need be made
/// for them, those of a whole corpus in files.
fn sort_in_memory(db: &Connection, memory: bool) -> Result<()> {
    Ok(db.pragma_update(None, "temp_store", if memory { "MEMORY" } else { "FILE" })?)
}

fn put(db: &mut Connection, memory: &mut Memory, recode: bool, entry: &Entry) -> Result<Put> {
    let Some(document) = entry.document() else {
        return Err(StoreError::Question(format!(
            "{}: has no document record; give all records of an article",
            entry.article.id
        )));
    };
    let work = begin(db)?;
    memory.check(&work)?;
    let run = memory.names.run(&work, CoderName::of(document))?;
    let fingerprint = fingerprint(&entry.article);
    let known = Known::find(&work, &entry.article.id)?;
    let put = match &known {
        None => Put::Added,
        Some(known) if known.fingerprint != fingerprint => Put::Replaced,
        Some(known) if recode && known.run != run => Put::Recoded,
        Some(_) => Put::Unchanged,
    };
    // What is unchanged leaves the transaction, and so not even a row for the run.
    let Some(reason) = put.reason() else {
        drop(work);
        note_file(db, &entry.article)?;
        return Ok(put);
    };
    if let Some(known) = &known {
        removal::clear(&work, known.document)?;
        memory.forget_documents();
    }
    sums::total(&work, "documents", i64::from(known.is_none()))?;
    let given = Given { entry, document, run, fingerprint: &fingerprint };
    let number = put_document(&work, known.map(|known| known.document), &given)?;
    records::write(&work, memory, number, entry, document)?;
    if let Some(file) = &entry.article.file {
        naming::keep(&work, number, file)?;
    }
    work.prepare_cached(
        "INSERT INTO codings (document_id, run_id, reason, sha256, records) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![number, run, reason, document.sha256, entry.records.len()])?;
    work.commit()?;
    Ok(put)
}

fn note_file(db: &mut Connection, article: &Article) -> Result<()> {
    let Some(file) = &article.file else { return Ok(()) };
    if naming::is_noted(db, &article.id, file)? {
        return Ok(());
    }
    let work = begin(db)?;
    if let Some(known) = Known::find(&work, &article.id)? {
        naming::keep(&work, known.document, file)?;
    }
    Ok(work.commit()?)
}

fn begin(db: &mut Connection) -> Result<Transaction<'_>> {
    // At once, so that two programs that write take turns and neither finds its ground changed.
    Ok(db.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// A document that is there.
#[derive(Debug)]
struct Known {
    document: i64,
    fingerprint: String,
    run: i64,
}

impl Known {
    fn find(db: &Connection, id: &str) -> Result<Option<Self>> {
        let mut find = db.prepare_cached(
            "SELECT document_id, fingerprint, run_id FROM documents WHERE id = ?1",
        )?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Self { document: row.get(0)?, fingerprint: row.get(1)?, run: row.get(2)? })
        };
        Ok(find.query_row([id], read).optional()?)
    }
}

impl<'a> CoderName<'a> {
    fn of(document: &'a Document) -> Self {
        Self { coder: &document.coder, knowledge: &document.knowledge }
    }
}

/// What a row of documents is made from.
struct Given<'a> {
    entry: &'a Entry,
    document: &'a Document,
    run: i64,
    fingerprint: &'a str,
}

/// Writes the row of a document, under its number where it has one already, and gives the number.
fn put_document(db: &Connection, number: Option<i64>, given: &Given<'_>) -> Result<i64> {
    let Given { entry, document, run, fingerprint } = given;
    let article = &entry.article;
    db.prepare_cached(
        "INSERT INTO documents (document_id, id, day, title, source, url, sentence_count, sha256, run_id,
                                fingerprint, given_day, lang, reader_notes, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (document_id) DO UPDATE SET
             day = excluded.day, title = excluded.title, source = excluded.source,
             url = excluded.url, sentence_count = excluded.sentence_count,
             sha256 = excluded.sha256, run_id = excluded.run_id,
             fingerprint = excluded.fingerprint, given_day = excluded.given_day,
             lang = excluded.lang, reader_notes = excluded.reader_notes, text = excluded.text",
    )?
    .execute(params![
        number,
        article.id,
        document.date,
        article.title,
        article.source,
        article.url,
        document.sentences,
        document.sha256,
        run,
        fingerprint,
        article.date.map(|day| day.to_string()),
        article.lang,
        serde_json::to_string(&article.notes)?,
        article.text,
    ])?;
    Ok(number.unwrap_or_else(|| db.last_insert_rowid()))
}
