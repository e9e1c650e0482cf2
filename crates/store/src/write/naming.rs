//! What is an article called in the corpus, so that nothing is lost by a name?
//!
//! An article of a known name replaces what is called so. That is meant where somebody gives the name, or where a file
//! has changed; two files of one name in two folders are two articles, and so are two texts of one name in one run.
//! Then one of them gets another name: the same each time, since it hangs on what was given before it and on what the
//! corpus holds, never on what is written meanwhile. An article that is there just so, from another file, is taken to
//! have moved, and its file is noted anew.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Component, Path};

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;
use verbale_engine::Article;

use super::{CoderName, Known};
use crate::entry::{fingerprint, sha256};
use crate::error::Result;
use crate::schema;

/// Tells, beside a writer at work, what articles are called and which need not be coded.
#[derive(Debug)]
pub struct Checker {
    db: Connection,
    claims: Claims,
}

/// Which names were taken in this run, by whom: a file, or a text that its giver calls so. Names and takers are hashed:
/// a run may have millions of articles.
#[derive(Debug, Default)]
struct Claims {
    takers: FxHashMap<u64, u64>,
    /// The number that an article got beside its name, by both.
    numbers: FxHashMap<(u64, u64), u32>,
    /// Where to go on with the numbers of a name.
    next: FxHashMap<u64, u32>,
}

/// Letters of the hash that tells apart what comes from standard input: 48 bits.
const HASH: usize = 12;

/// What stands between a name and the number of those that share it.
const NUMBER: char = '#';

/// An article, as far as its name hangs on it.
struct Asker<'a> {
    article: &'a Article,
    fingerprint: &'a str,
    taker: u64,
}

impl Checker {
    /// Opens the corpus in `path`, to which a writer writes, to read.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { db: schema::open_to_read(path)?, claims: Claims::default() })
    }

    /// Whether `article` is there just so; with `coder`, also whether that made its records.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn holds(&self, article: &Article, coder: Option<CoderName<'_>>) -> Result<bool> {
        let Some(known) = Known::find(&self.db, &article.id)? else { return Ok(false) };
        if known.fingerprint != fingerprint(article) {
            return Ok(false);
        }
        let Some(CoderName { coder, knowledge }) = coder else { return Ok(true) };
        let mut find = self.db.prepare_cached(
            "SELECT 1 FROM runs WHERE run_id = ?1 AND coder = ?2 AND knowledge = ?3",
        )?;
        Ok(find.exists(params![known.run, coder, knowledge])?)
    }

    /// Whether what the corpus calls as `article` was noted to come from another file, or from none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn is_moved(&self, article: &Article) -> Result<bool> {
        let Some(file) = &article.file else { return Ok(false) };
        Ok(!is_noted(&self.db, &article.id, file)?)
    }

    /// Calls `article`, the next one of this run, so that it replaces nothing but an earlier state of itself; whether
    /// it gets a new name, because that which it was given is another one's.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn name(&mut self, article: &mut Article) -> Result<bool> {
        let fingerprint = fingerprint(article);
        if article.file.as_deref().is_some_and(is_standard_input) {
            article.file = None;
            article.id = format!("stdin-{}", &fingerprint[..HASH]);
        }
        article.file = article.file.take().map(from_root);
        let taker = match &article.file {
            Some(file) => hash(&("file", file)),
            None => hash(&("text", &fingerprint)),
        };
        let asker = Asker { article, fingerprint: &fingerprint, taker };
        let taken = self.claims.takers.len();
        let name = self.named(&asker)?;
        // A name that was taken before in this run is no news, whether it is in the corpus by now or not.
        let first = self.claims.takers.len() > taken;
        let new = first && name != article.id && Known::find(&self.db, &name)?.is_none();
        article.id = name;
        Ok(new)
    }

    fn named(&mut self, asker: &Asker<'_>) -> Result<String> {
        let Asker { article, .. } = asker;
        let mut names = Vec::new();
        match &article.file {
            Some(file) => {
                names.extend(self.of_file(file)?);
                names.push(article.id.clone());
                names.extend(with_folders(&article.id, file));
            }
            None => {
                names.extend(self.numbered(asker)?);
                names.push(article.id.clone());
            }
        }
        for name in names {
            if self.take(&name, asker)? {
                return Ok(name);
            }
        }
        self.with_number(asker)
    }

    /// The first free name with a number.
    fn with_number(&mut self, asker: &Asker<'_>) -> Result<String> {
        let name = hash(&asker.article.id);
        let own = (name, asker.taker);
        let next = self.claims.next.get(&name).copied().unwrap_or(2);
        let mut number = self.claims.numbers.get(&own).copied().unwrap_or(next);
        loop {
            let numbered = format!("{}{NUMBER}{number}", asker.article.id);
            if self.take(&numbered, asker)? {
                self.claims.numbers.insert(own, number);
                self.claims.next.insert(name, next.max(number.saturating_add(1)));
                return Ok(numbered);
            }
            number = number.saturating_add(1);
        }
    }

    /// Takes `name` if the article may have it.
    fn take(&mut self, name: &str, asker: &Asker<'_>) -> Result<bool> {
        let taken = self.claims.takers.get(&hash(&name)).copied();
        // What was taken in this run may stand in the corpus already, or not yet: that must not matter.
        let free = match taken {
            Some(taker) => taker == asker.taker,
            None => self.may_replace(name, asker)?,
        };
        if free {
            self.claims.takers.insert(hash(&name), asker.taker);
        }
        Ok(free)
    }

    /// Whether what the corpus calls `name`, if anything, is the article or an earlier state of it. Of what came from
    /// no file, or from one that was not noted, the name tells.
    fn may_replace(&self, name: &str, asker: &Asker<'_>) -> Result<bool> {
        let mut find = self.db.prepare_cached(
            "SELECT fingerprint, file FROM documents LEFT JOIN document_files USING (document_id)
             WHERE id = ?1",
        )?;
        let held: Option<(String, Option<String>)> =
            find.query_row([name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        Ok(held.is_none_or(|(fingerprint, file)| {
            fingerprint == asker.fingerprint || file.is_none() || file == asker.article.file
        }))
    }

    /// What the corpus calls the article of `file`.
    fn of_file(&self, file: &str) -> Result<Option<String>> {
        let mut find = self.db.prepare_cached(
            "SELECT id FROM document_files JOIN documents USING (document_id) WHERE file = ?1",
        )?;
        Ok(find.query_row([file], |row| row.get(0)).optional()?)
    }

    /// The name with a number under which the corpus holds the very article, from no file. It goes before the name
    /// without one, which an article of the same words may have got since, from a file.
    fn numbered(&self, asker: &Asker<'_>) -> Result<Option<String>> {
        let Asker { article, fingerprint, .. } = asker;
        let mut find = self.db.prepare_cached(
            "SELECT id FROM documents LEFT JOIN document_files USING (document_id)
             WHERE sha256 = ?1 AND fingerprint = ?2 AND substr(id, 1, length(?3)) = ?3 AND file IS NULL
             ORDER BY document_id LIMIT 1",
        )?;
        let begin = format!("{}{NUMBER}", article.id);
        let asked = params![sha256(&article.text), fingerprint, begin];
        Ok(find.query_row(asked, |row| row.get(0)).optional()?)
    }
}

/// Notes that `document` came from `file`.
pub(super) fn keep(db: &Connection, document: i64, file: &str) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO document_files (document_id, file) VALUES (?1, ?2)")?
        .execute(params![document, file])?;
    Ok(())
}

/// Whether the document called `id` is noted to come from `file`.
pub(super) fn is_noted(db: &Connection, id: &str, file: &str) -> Result<bool> {
    let mut find = db.prepare_cached(
        "SELECT 1 FROM document_files JOIN documents USING (document_id) WHERE file = ?1 AND id = ?2",
    )?;
    Ok(find.exists([file, id])?)
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Whether the file of an article is `-`, or a line of it.
fn is_standard_input(file: &str) -> bool {
    file == "-" || file.starts_with("-:")
}

/// `file` with its whole path; as it is, where the folder that we are in is gone.
fn from_root(file: String) -> String {
    std::path::absolute(&file).map_or(file, |path| path.to_string_lossy().into_owned())
}

/// `name` with one folder of `file` more than it has, with two, and so on.
fn with_folders(name: &str, file: &str) -> Vec<String> {
    let own: Vec<&str> = name.split('/').collect();
    let folders: Vec<_> = Path::new(file)
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    let last = own.last().copied().unwrap_or_default();
    (own.len()..=folders.len())
        .map(|count| format!("{}/{last}", folders[folders.len() - count..].join("/")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_grow_by_folders() {
        assert_eq!(with_folders("1", "/n/b/1.txt"), ["b/1", "n/b/1"]);
        assert_eq!(with_folders("b/news:2", "/x/n/b/news.csv:2"), ["n/b/news:2", "x/n/b/news:2"]);
        assert!(with_folders("1", "/1.txt").is_empty());
    }

    #[test]
    fn standard_input_is_told_from_files() {
        for (file, is) in [("-", true), ("-:2", true), ("-a.txt", false), ("./-", false)] {
            assert_eq!(is_standard_input(file), is, "{file}");
        }
    }
}
