//! WARC: one stored page is one article, as Common Crawl News has them.
//!
//! Read record by record, so that an archive of gigabytes takes no more memory than its longest page. A
//! broken record is told by its number and the next one is looked for. Our own, and not one of the
//! crates: those trust the stated length of a record and give up, or run out of memory, where it is wrong.

use std::io::{self, BufRead, Read};

use verbale_engine::input::Articles;
use verbale_engine::{Article, InputError, InputErrorKind};

use crate::Tally;
use crate::capture;
use crate::format::{Format, Source};
use crate::page::MAX_PAGE;
use crate::stream::Stream;

/// WARC.
pub(crate) const FORMAT: Format = Format {
    name: "warc",
    about: "WARC, each page in it one article (WARC.gz as Common Crawl News has it, and WET)",
    extensions: &["warc", "wet"],
    looks_like: |start| start.starts_with(b"WARC/"),
    read: |source| {
        let Source { stream, file, tally, .. } = source;
        Box::new(Archive { records: Records::new(stream), file, tally, seen: false }) as Articles
    },
};

/// The longest line of a header.
const MAX_LINE: usize = 64 << 10;

/// The most lines of a header.
const MAX_HEADERS: usize = 1000;

/// A record that may hold a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// Its number in the archive, from 1, all records counted.
    pub number: usize,
    /// `response`, `resource` or `conversion`.
    pub kind: String,
    /// The address that was asked for.
    pub address: Option<String>,
    /// When it was stored.
    pub date: Option<String>,
    /// What the content is.
    pub media: String,
    /// The content, at most [`MAX_PAGE`] of it.
    pub content: Vec<u8>,
}

/// What is wrong with a record.
#[derive(Debug)]
pub(crate) struct Broken {
    pub number: usize,
    pub what: String,
}

/// The records of an archive that may hold pages.
pub(crate) struct Records {
    stream: Stream,
    number: usize,
    /// Whether the first line of a record has been read already.
    found: bool,
    /// Whether what was read already is none.
    junk: bool,
    ended: bool,
}

impl Records {
    pub fn new(stream: Stream) -> Self {
        Self { stream: stream.by_part(), number: 0, found: false, junk: false, ended: false }
    }

    /// The next record of this part that may hold a page; `None` at the end of the part.
    fn in_part(&mut self) -> Result<Option<Record>, String> {
        while self.begin()? {
            let (mut record, length) = self.headers()?;
            let wanted = matches!(record.kind.as_str(), "response" | "resource" | "conversion");
            let kept = if wanted { length.min(MAX_PAGE as u64) } else { 0 };
            let read = (&mut self.stream).take(kept).read_to_end(&mut record.content);
            read.map_err(|error| error.to_string())?;
            let rest = io::copy(&mut (&mut self.stream).take(length - kept), &mut io::sink());
            let rest = rest.map_err(|error| error.to_string())?;
            if record.content.len() as u64 + rest < length {
                return Err(format!("ends before its {length} bytes"));
            }
            // The end of a packed part tells whether it was whole.
            self.pass_blank()?;
            if wanted {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    /// Reads up to the headers of the next record; false at the end of the part.
    fn begin(&mut self) -> Result<bool, String> {
        if !self.found && !self.junk {
            self.pass_blank()?;
        }
        let (found, junk) = (std::mem::take(&mut self.found), std::mem::take(&mut self.junk));
        self.number += usize::from(found || junk);
        if junk { Err("does not begin with WARC/1.0".to_owned()) } else { Ok(found) }
    }

    /// Reads up to the first line that is not blank and tells what it is.
    fn pass_blank(&mut self) -> Result<(), String> {
        while let Some(line) = self.line()? {
            if !line.trim_ascii().is_empty() {
                self.found = is_first(&line);
                self.junk = !self.found;
                break;
            }
        }
        Ok(())
    }

    fn headers(&mut self) -> Result<(Record, u64), String> {
        let mut record = Record { number: self.number, ..Record::default() };
        let mut length = None;
        for _ in 0..MAX_HEADERS {
            let line = self.line()?.ok_or("ends inside its headers")?;
            let line = String::from_utf8_lossy(line.trim_ascii()).into_owned();
            if line.is_empty() {
                let length = length.ok_or("has no Content-Length")?;
                return Ok((record, length));
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim_end().to_ascii_lowercase().as_str() {
                "warc-type" => record.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => {
                    let bare = value.trim_matches(['<', '>']);
                    record.address = Some(bare.to_owned()).filter(|uri| !uri.is_empty());
                }
                "warc-date" => record.date = Some(value.to_owned()),
                "content-type" => value.clone_into(&mut record.media),
                "content-length" => {
                    let told = || format!("says that it has \"{value}\" bytes");
                    length = Some(value.parse().map_err(|_| told())?);
                }
                _ => {}
            }
        }
        Err(format!("has more than {MAX_HEADERS} headers"))
    }

    /// The next line, or the first part of one that is too long; `None` at the end of the part.
    fn line(&mut self) -> Result<Option<Vec<u8>>, String> {
        let mut line = Vec::new();
        let mut part = (&mut self.stream).take(MAX_LINE as u64);
        part.read_until(b'\n', &mut line).map_err(|error| error.to_string())?;
        Ok((!line.is_empty()).then_some(line))
    }

    /// Looks for the next record in this part, after a broken one.
    fn recover(&mut self) {
        while let Ok(Some(line)) = self.line() {
            if is_first(&line) {
                self.found = true;
                return;
            }
        }
    }
}

fn is_first(line: &[u8]) -> bool {
    line.starts_with(b"WARC/") && line.len() < 20
}

impl Iterator for Records {
    type Item = Result<Record, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.in_part() {
                Ok(Some(record)) => return Some(Ok(record)),
                Ok(None) => match self.stream.next_part() {
                    Ok(true) => {}
                    Ok(false) => self.ended = true,
                    Err(error) => {
                        let what = format!("is followed by {error}");
                        return Some(Err(Broken { number: self.number, what }));
                    }
                },
                Err(what) => {
                    let number = self.number;
                    self.recover();
                    return Some(Err(Broken { number, what }));
                }
            }
        }
        None
    }
}

/// An archive as articles.
struct Archive {
    records: Records,
    file: String,
    tally: Tally,
    seen: bool,
}

impl Archive {
    fn error(&self, kind: InputErrorKind, message: String) -> InputError {
        InputError { kind, file: self.file.clone(), line: None, message }
    }
}

impl Iterator for Archive {
    type Item = Result<Article, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        for record in self.records.by_ref() {
            self.seen = true;
            match record {
                Ok(record) => {
                    if let Some(article) = capture::article(&record, &self.tally) {
                        return Some(Ok(article));
                    }
                }
                Err(Broken { number, what }) => {
                    let message = format!("record {number} {what}; it is skipped");
                    return Some(Err(self.error(InputErrorKind::BrokenRecord, message)));
                }
            }
        }
        if std::mem::replace(&mut self.seen, true) {
            return None;
        }
        let message = "holds no page; is it a WARC file of responses?".to_owned();
        Some(Err(self.error(InputErrorKind::Empty, message)))
    }
}
