//! Which feeds are watched, and which of their articles have been fetched?
//!
//! The state of `verbale watch`, kept with the corpus so that a run goes on where the last one ended,
//! however it ended: what a feed names is written down together with the mark that it was read so far.

use std::path::Path;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::schema;

const TABLES: &str = include_str!("feeds.sql");

/// The memory of a watch.
#[derive(Debug)]
pub struct Feeds {
    db: Connection,
}

/// What is known of a feed. Times are seconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its number.
    pub number: i64,
    /// What the server called the state that was read last.
    pub etag: Option<String>,
    /// When the server says that it last changed.
    pub last_modified: Option<String>,
    /// Not to be asked for before.
    pub due: i64,
    /// Failures in a row.
    pub failures: u32,
}

/// An article that a feed names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it is.
    pub url: String,
    /// The feed's number.
    pub feed: i64,
    /// Headline, as the feed tells.
    pub title: Option<String>,
    /// Day of publication, as the feed tells.
    pub day: Option<Date>,
    /// How often fetching it failed.
    pub tries: u32,
}

/// What became of an article for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is in the corpus.
    Kept,
    /// There is no article on the page, or none in English.
    SetAside,
    /// It cannot be had.
    GivenUp,
}

impl Fate {
    fn name(self) -> &'static str {
        match self {
            Fate::Kept => "kept",
            Fate::SetAside => "set aside",
            Fate::GivenUp => "given up",
        }
    }
}

impl Feeds {
    /// Opens the corpus in `path`, made where there is none.
    ///
    /// # Errors
    /// The file is no corpus, or cannot be written; so for all that follow.
    pub fn open(path: &Path) -> Result<Self> {
        let db = schema::open_to_write(path)?;
        db.execute_batch(TABLES)?;
        Ok(Self { db })
    }

    /// What is known of the feed at `url`.
    ///
    /// # Errors
    /// As [`Feeds::open`].
    pub fn feed(&self, url: &str) -> Result<Feed> {
        self.db
            .prepare_cached("INSERT INTO feeds (url) VALUES (?1) ON CONFLICT DO NOTHING")?
            .execute([url])?;
        let mut find = self.db.prepare_cached(
            "SELECT feed_id, etag, last_modified, due, failures FROM feeds WHERE url = ?1",
        )?;
        let read = |row: &Row<'_>| {
            Ok(Feed {
                number: row.get(0)?,
                etag: row.get(1)?,
                last_modified: row.get(2)?,
                due: row.get(3)?,
                failures: row.get(4)?,
            })
        };
        Ok(find.query_row([url], read)?)
    }

    /// Writes down how `feed` was found, and the `links` in it; gives how many of those are new.
    ///
    /// # Errors
    /// As [`Feeds::open`].
    pub fn read(&mut self, feed: &Feed, links: &[Link]) -> Result<usize> {
        let work = self.db.transaction()?;
        put_feed(&work, feed, None)?;
        let mut new = 0;
        for link in links {
            new += work
                .prepare_cached(
                    "INSERT INTO feed_links (url, feed_id, title, day) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT DO NOTHING",
                )?
                .execute(params![
                    link.url,
                    feed.number,
                    link.title,
                    link.day.map(|day| day.to_string())
                ])?;
        }
        work.commit()?;
        Ok(new)
    }

    /// Writes down that `feed` could not be read.
    ///
    /// # Errors
    /// As [`Feeds::open`].
    pub fn failed(&self, feed: &Feed, fault: &str) -> Result<()> {
        put_feed(&self.db, feed, Some(fault))
    }

    /// Articles of the feed of this number that may be fetched at `now`, those named first first.
    ///
    /// # Errors
    /// As [`Feeds::open`].
    pub fn waiting(&self, feed: i64, now: i64) -> Result<Vec<Link>> {
        let mut find = self.db.prepare_cached(
            "SELECT url, feed_id, title, day, tries FROM feed_links
             WHERE feed_id = ?1 AND state = 'waiting' AND due <= ?2 ORDER BY link_id",
        )?;
        let read = |row: &Row<'_>| {
            let day: Option<String> = row.get(3)?;
            Ok(Link {
                url: row.get(0)?,
                feed: row.get(1)?,
                title: row.get(2)?,
                day: day.and_then(|day| day.parse().ok()),
                tries: row.get(4)?,
            })
        };
        Ok(find.query_map([feed, now], read)?.collect::<Result<_, _>>()?)
    }

    /// Whether an article of this identifier is in the corpus already, however it came there.
    ///
    /// # Errors
    /// As [`Feeds::open`].
    pub fn holds(&self, id: &str) -> Result<bool> {
        let mut find = self.db.prepare_cached("SELECT 1 FROM documents WHERE id = ?1")?;
        Ok(find.query_row([id], |_| Ok(())).optional()?.is_some())
    }

    /// Writes down what became of the article at `url`.
    ///
    /// # Errors
    /// As [`Feeds::open`].
    pub fn end(&self, url: &str, fate: Fate, fault: Option<&str>) -> Result<()> {
        self.db
            .prepare_cached("UPDATE feed_links SET state = ?2, fault = ?3 WHERE url = ?1")?
            .execute(params![url, fate.name(), fault])?;
        Ok(())
    }

    /// Puts the article at `url` off until `due`, after a try that failed.
    ///
    /// # Errors
    /// As [`Feeds::open`].
    pub fn put_off(&self, url: &str, due: i64, fault: &str) -> Result<()> {
        self.db
            .prepare_cached(
                "UPDATE feed_links SET tries = tries + 1, due = ?2, fault = ?3 WHERE url = ?1",
            )?
            .execute(params![url, due, fault])?;
        Ok(())
    }
}

fn put_feed(db: &Connection, feed: &Feed, fault: Option<&str>) -> Result<()> {
    db.prepare_cached(
        "UPDATE feeds SET etag = ?2, last_modified = ?3, due = ?4, failures = ?5, fault = ?6
         WHERE feed_id = ?1",
    )?
    .execute(params![
        feed.number,
        feed.etag,
        feed.last_modified,
        feed.due,
        feed.failures,
        fault
    ])?;
    Ok(())
}
