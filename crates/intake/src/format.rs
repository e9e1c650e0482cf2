//! In which format is a file written, and who reads it?
//!
//! One file for each format, all in [`FORMATS`]. What is a WARC file says so in its first bytes, whatever
//! its name; else the name tells, and where it does not, the content.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use encoding_rs_io::DecodeReaderBytesBuilder;
use verbale_engine::input::{self, Articles};
use verbale_engine::{InputError, InputErrorKind};

use crate::columns::Columns;
use crate::stream::{Stream, start};
use crate::{Tally, charset, feed, page, plain, table, warc};

/// A way to write articles down.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Endings of file names that tell it.
    pub extensions: &'static [&'static str],
    /// Whether a file that begins with these bytes is surely of this format.
    pub(crate) looks_like: fn(&[u8]) -> bool,
    pub(crate) read: fn(Source) -> Articles,
}

/// All formats. Where neither name nor content tells, plain text is meant.
pub const FORMATS: &[Format] =
    &[plain::TEXT, plain::JSONL, page::FORMAT, table::CSV, table::TSV, feed::FORMAT, warc::FORMAT];

/// The format called `name`.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// A file that has been opened.
pub(crate) struct Source {
    /// Its bytes, unpacked.
    pub stream: Stream,
    /// Its path, or `-`, as faults name it.
    pub file: String,
    /// What its only article is called, and others are named after.
    pub id: String,
    /// Which columns of a table hold what.
    pub columns: Arc<Columns>,
    /// Where to count what is left out.
    pub tally: Tally,
}

impl Source {
    /// The articles in it, in `format` or in the one that content and name tell.
    pub fn articles(mut self, format: Option<&'static Format>) -> Articles {
        let told = start(&mut self.stream).map(|start| match format {
            _ if start.starts_with(DATABASE) => None,
            Some(format) => Some(format),
            None => Some(told_by(start, &self.file)),
        });
        match told {
            Ok(Some(format)) => (format.read)(self),
            Ok(None) => self.fault(InputErrorKind::Binary, NO_ARTICLES.to_owned()).alone(),
            Err(error) => self.unreadable(&error).alone(),
        }
    }

    /// Its bytes as UTF-8: another charset is turned into it, which its mark or its first bytes tell.
    pub fn utf8(mut self) -> io::Result<Box<dyn BufRead + Send>> {
        match charset::of_stream(start(&mut self.stream)?) {
            None => Ok(Box::new(self.stream)),
            Some(charset) => {
                let decoder =
                    DecodeReaderBytesBuilder::new().encoding(Some(charset)).build(self.stream);
                Ok(Box::new(BufReader::new(decoder)))
            }
        }
    }

    /// All its bytes, if they are no more than `limit`.
    pub fn whole(&mut self, limit: usize, remedy: &str) -> Result<Vec<u8>, InputError> {
        let mut bytes = Vec::new();
        let read = (&mut self.stream).take(limit as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| self.unreadable(&error).0)?;
        if bytes.len() > limit {
            let message = format!("is longer than {} MiB; {remedy}", limit >> 20);
            return Err(self.fault(InputErrorKind::TooLong, message).0);
        }
        Ok(bytes)
    }

    pub fn fault(&self, kind: InputErrorKind, message: String) -> Fault {
        Fault(InputError { kind, file: self.file.clone(), line: None, message })
    }

    pub fn unreadable(&self, error: &io::Error) -> Fault {
        Fault(input::unreadable(&self.file, error))
    }
}

/// What a file of SQLite begins with.
const DATABASE: &[u8] = b"SQLite format 3\0";

const NO_ARTICLES: &str = "is an SQLite database and holds no articles to read; a corpus is named with --db, as in `verbale export --db FILE`";

/// What is wrong with a whole file.
pub(crate) struct Fault(pub InputError);

impl Fault {
    /// The fault as all that reading gives.
    pub fn alone(self) -> Articles {
        Box::new(std::iter::once(Err(self.0)))
    }
}

fn told_by(start: &[u8], file: &str) -> &'static Format {
    // Marks of other charsets do not matter: a page or feed in UTF-16 has a name that tells.
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    if (warc::FORMAT.looks_like)(start) {
        return &warc::FORMAT;
    }
    let by_content = || FORMATS.iter().find(|format| (format.looks_like)(start));
    by_extension(file).or_else(by_content).unwrap_or(&plain::TEXT)
}

/// The format that the name of `file` tells, packed or not.
pub(crate) fn by_extension(file: &str) -> Option<&'static Format> {
    let extension = Path::new(unpacked(file)).extension()?.to_str()?.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()))
}

/// `news.csv` for `news.csv.gz`.
pub(crate) fn unpacked(file: &str) -> &str {
    file.strip_suffix(".gz").unwrap_or(file)
}

/// Whether `start`, without its leading white space, begins with one of `words`, whatever their case.
pub(crate) fn begins(start: &[u8], words: &[&str]) -> bool {
    let start = start.trim_ascii_start();
    words.iter().any(|word| {
        start.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_extensions_belong_to_one_format() {
        for (at, format) in FORMATS.iter().enumerate() {
            for other in &FORMATS[at + 1..] {
                assert_ne!(format.name, other.name);
                assert!(!format.extensions.iter().any(|ext| other.extensions.contains(ext)));
            }
        }
    }

    #[test]
    fn content_tells_where_the_name_does_not() {
        for (start, name) in [
            ("{\"id\": 1}", "jsonl"),
            ("\u{feff}\n {\"id\": 1}", "jsonl"),
            ("{Reuters} The minister", "text"),
            ("Talks went on.", "text"),
            ("", "text"),
            ("<!DOCTYPE html>\n<html>", "html"),
            ("\n<HTML lang=en>", "html"),
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", "feed"),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "feed"),
            ("<?xml version=\"1.0\"?><!DOCTYPE html><html>", "html"),
            ("WARC/1.0\r\nWARC-Type: warcinfo", "warc"),
            ("id,date,text\na,2022-02-11,Talks", "csv"),
            ("id\tdate\ttext\na\t2022-02-11\tTalks", "tsv"),
            ("In this text, the minister spoke.", "text"),
        ] {
            assert_eq!(told_by(start.as_bytes(), "-").name, name, "{start}");
        }
        assert_eq!(told_by(b"WARC/1.0\r\n", "a.txt").name, "warc");
        assert_eq!(told_by(b"{\"id\": 1}", "a.txt").name, "text");
        assert_eq!(told_by(b"", "a.CSV.gz").name, "csv");
        assert_eq!(told_by(b"", "a.warc.gz").name, "warc");
    }
}
