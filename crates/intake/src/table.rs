//! CSV and TSV: one article a row.
//!
//! The first row names the columns; see [`Columns`](crate::Columns). A row may go over many lines inside
//! quotation marks, but not over more bytes than an article may have: what is longer is a mark left open.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use csv::{ByteRecord, Reader, ReaderBuilder};
use verbale_engine::input::{Articles, MAX_TEXT, unreadable};
use verbale_engine::{Article, InputError, InputErrorKind};

use crate::columns::{self, Columns, Places};
use crate::format::{Format, Source};
use crate::stream::{Bytes, start};
use crate::{day, markup};

/// Comma-separated values.
pub(crate) const CSV: Format = Format {
    name: "csv",
    about: "CSV: one article a row; commas, semicolons or bars; columns by name or by --columns",
    extensions: &["csv"],
    looks_like: |start| separator(start).is_some_and(|separator| separator != b'\t'),
    read: |source| read(source, None),
};

/// Tab-separated values.
pub(crate) const TSV: Format = Format {
    name: "tsv",
    about: "TSV: the same with tabs",
    extensions: &["tsv", "tab"],
    looks_like: |start| separator(start) == Some(b'\t'),
    read: |source| read(source, Some(b'\t')),
};

const SEPARATORS: [u8; 4] = *b",;\t|";

/// What separates the names of a first line that has a column for the text.
fn separator(start: &[u8]) -> Option<u8> {
    let line = String::from_utf8_lossy(first_line(start)).into_owned();
    SEPARATORS.into_iter().find(|&separator| {
        let names: Vec<&str> = line.split(char::from(separator)).collect();
        names.len() > 1 && names.iter().any(|name| columns::holds_text(name.trim_matches('"')))
    })
}

/// The separator that stands most often in the first line.
fn most_frequent(start: &[u8]) -> u8 {
    let line = first_line(start);
    let count = |separator: u8| line.iter().filter(|&&b| b == separator).count();
    // Of equals the first: a line without any has one column.
    SEPARATORS.into_iter().rev().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

fn first_line(start: &[u8]) -> &[u8] {
    start.split(|&b| b == b'\n').next().unwrap_or_default()
}

fn read(source: Source, separator: Option<u8>) -> Articles {
    let (file, id, columns) = (source.file.clone(), source.id.clone(), source.columns.clone());
    let begun = source.utf8().and_then(|mut bytes| {
        let separator = separator.unwrap_or(most_frequent(start(&mut bytes)?));
        Ok((bytes, separator))
    });
    match begun {
        Ok((bytes, separator)) => Box::new(Rows::new(bytes, separator, columns, file, id)),
        Err(error) => Box::new(std::iter::once(Err(unreadable(&file, &error)))),
    }
}

/// The most bytes of a row: quotation marks are doubled.
const MAX_ROW: usize = 2 * MAX_TEXT;

/// Gives no more bytes than are left for the row at hand.
struct Rationed {
    bytes: Bytes,
    left: Arc<AtomicUsize>,
}

impl Read for Rationed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Relaxed);
        if left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let most = buffer.len().min(left);
        let count = self.bytes.read(&mut buffer[..most])?;
        self.left.store(left - count, Relaxed);
        Ok(count)
    }
}

type RowFault = (InputErrorKind, String);

struct Rows {
    rows: Reader<Rationed>,
    row: ByteRecord,
    left: Arc<AtomicUsize>,
    columns: Arc<Columns>,
    places: Option<Places>,
    file: String,
    id: String,
    seen: bool,
    ended: bool,
}

impl Rows {
    fn new(bytes: Bytes, separator: u8, columns: Arc<Columns>, file: String, id: String) -> Self {
        let left = Arc::new(AtomicUsize::new(MAX_ROW));
        let bytes = Rationed { bytes, left: left.clone() };
        let mut builder = ReaderBuilder::new();
        builder.delimiter(separator).has_headers(false).flexible(true);
        // Tabs are never quoted by most who write them, and texts begin with quotation marks.
        builder.quoting(separator != b'\t');
        let (rows, row) = (builder.from_reader(bytes), ByteRecord::new());
        Self { rows, row, left, columns, places: None, file, id, seen: false, ended: false }
    }

    fn error(&self, line: Option<u64>, (kind, message): RowFault) -> InputError {
        let line = line.and_then(|line| usize::try_from(line).ok());
        InputError { kind, file: self.file.clone(), line, message }
    }

    /// Reads the next row; `None` at the end.
    fn advance(&mut self) -> Result<Option<u64>, InputError> {
        self.left.store(MAX_ROW, Relaxed);
        let begun = self.rows.position().line();
        match self.rows.read_byte_record(&mut self.row) {
            Ok(true) => Ok(Some(self.row.position().map_or(begun, csv::Position::line))),
            Ok(false) => Ok(None),
            Err(error) => {
                self.ended = true;
                Err(match error.into_kind() {
                    csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                        self.error(Some(begun), endless_row())
                    }
                    csv::ErrorKind::Io(error) => unreadable(&self.file, &error),
                    other => self.error(Some(begun), malformed(&other)),
                })
            }
        }
    }

    /// Learns from the first row which column is which; its line, if it holds an article itself.
    fn begin(&mut self) -> Result<Option<u64>, InputError> {
        let Some(line) = self.advance()? else {
            self.ended = true;
            let message = "holds no row; the first one names the columns".to_owned();
            return Err(self.error(None, (InputErrorKind::Empty, message)));
        };
        let names: Vec<String> = self
            .row
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim_start_matches('\u{feff}').to_owned())
            .collect();
        match self.columns.places(&names) {
            Ok(places) => self.places = Some(places),
            Err(message) => {
                self.ended = true;
                return Err(self.error(Some(line), (InputErrorKind::MissingField, message)));
            }
        }
        Ok(Some(line).filter(|_| !self.columns.named()))
    }

    fn next_row(&mut self) -> Result<Option<Article>, InputError> {
        let mut line = None;
        if self.places.is_none() {
            line = self.begin()?;
        }
        if line.is_none() {
            line = self.advance()?;
        }
        let (Some(line), Some(places)) = (line, self.places) else {
            self.ended = true;
            let message = "holds no article: there are no rows below the names".to_owned();
            let fault = (InputErrorKind::Empty, message);
            return if self.seen { Ok(None) } else { Err(self.error(None, fault)) };
        };
        self.seen = true;
        article(&self.row, &places, || format!("{}:{line}", self.id))
            .map(Some)
            .map_err(|fault| self.error(Some(line), fault))
    }
}

impl Iterator for Rows {
    type Item = Result<Article, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended { None } else { self.next_row().transpose() }
    }
}

fn article(
    row: &ByteRecord,
    places: &Places,
    name: impl Fn() -> String,
) -> Result<Article, RowFault> {
    let mut fields = [const { None }; columns::COUNT];
    for (field, place) in fields.iter_mut().zip(places) {
        let Some(bytes) = place.and_then(|place| row.get(place)) else { continue };
        let text = std::str::from_utf8(bytes).map_err(|error| bad_bytes(bytes, &error))?;
        *field = Some(text).filter(|text| !text.trim().is_empty());
    }
    let [id, text, date, title, source, url, lang] = fields;
    let text = text.ok_or_else(|| {
        (InputErrorKind::Empty, "has no text in its column; there is nothing to code".to_owned())
    })?;
    if text.len() > MAX_TEXT {
        return Err(endless_row());
    }
    let owned = |field: Option<&str>| field.map(|text| text.trim().to_owned());
    let date = date.map(|date| day::read(date).ok_or_else(|| bad_date(date))).transpose()?;
    let (text, note) = markup::stripped(text);
    Ok(Article {
        id: owned(id).unwrap_or_else(name),
        text,
        date,
        title: owned(title),
        source: owned(source),
        url: owned(url),
        lang: owned(lang),
        notes: note.into_iter().collect(),
        ..Article::default()
    })
}

fn bad_bytes(bytes: &[u8], error: &std::str::Utf8Error) -> RowFault {
    let bad = bytes[error.valid_up_to()];
    let message =
        format!("is not UTF-8: a byte 0x{bad:02X}, though the file begins in it; convert the file");
    (InputErrorKind::NotUtf8, message)
}

fn bad_date(text: &str) -> RowFault {
    let text: String = text.chars().take(40).collect();
    let message = format!("the date \"{text}\" cannot be told; write it as 2022-02-11");
    (InputErrorKind::BadDate, message)
}

fn endless_row() -> RowFault {
    let limit = MAX_TEXT >> 20;
    let message =
        format!("begins a row longer than {limit} MiB; is a quotation mark left open there?");
    (InputErrorKind::TooLong, message)
}

fn malformed(kind: &csv::ErrorKind) -> RowFault {
    (InputErrorKind::MalformedLine, format!("is no row: {kind:?}").to_lowercase())
}
