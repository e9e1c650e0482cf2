//! How are articles read from bytes?
//!
//! One file for each format, all in [`FORMATS`]. A reader takes any [`BufRead`] and gives articles one
//! by one, so that memory is bounded by the longest article and not by the file. A fault is given in
//! the place of its article, and the rest goes on.

pub(crate) mod jsonl;
pub(crate) mod lines;
mod text;

use std::io::BufRead;

pub(crate) use lines::Lines;

use crate::{Article, InputError, InputErrorKind, published};

/// What reading gives: articles, and faults in the place of those that are none.
pub type Articles = Box<dyn Iterator<Item = Result<Article, InputError>> + Send>;

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
    pub looks_like: fn(&[u8]) -> bool,
    /// Reads it; the string is the file's name, for identifiers and faults.
    pub read: fn(Box<dyn BufRead + Send>, &str) -> Articles,
}

/// All formats. Where neither name nor content tells, the last one is meant.
pub const FORMATS: &[Format] = &[jsonl::FORMAT, text::FORMAT];

/// The longest text, in bytes, that is still taken for one article: longer than any book of reports.
pub const MAX_TEXT: usize = 4 << 20;

/// The format called `name`.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The articles in `reader`, in `format` or in the one that name and content tell.
pub fn read(
    mut reader: Box<dyn BufRead + Send>,
    file: &str,
    format: Option<&'static Format>,
) -> Articles {
    let format = match format.or_else(|| by_extension(file)) {
        Some(format) => format,
        None => match reader.fill_buf() {
            Ok(start) => by_content(start),
            Err(error) => return Box::new(std::iter::once(Err(unreadable(file, &error)))),
        },
    };
    (format.read)(reader, file)
}

/// A fault of the file system, in our words.
pub fn unreadable(file: &str, error: &std::io::Error) -> InputError {
    use std::io::ErrorKind;
    let message = match error.kind() {
        ErrorKind::NotFound => "no such file; check the path".to_owned(),
        ErrorKind::PermissionDenied => "may not be read; check its permissions".to_owned(),
        ErrorKind::IsADirectory => "is a folder; name the files in it".to_owned(),
        _ => format!("cannot be read: {}", error.to_string().to_lowercase()),
    };
    InputError { kind: InputErrorKind::Unreadable, file: file.to_owned(), line: None, message }
}

/// The day that a date such as `2022-02-11T10:00:00Z` or "Fri, 11 Feb 2022" means, in its own time zone.
pub fn day(text: &str) -> Option<jiff::civil::Date> {
    published::iso(text).or_else(|| published::first_date(text))
}

fn by_extension(file: &str) -> Option<&'static Format> {
    let extension = std::path::Path::new(file).extension()?.to_str()?.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()))
}

fn by_content(start: &[u8]) -> &'static Format {
    let start = start.strip_prefix(BOM).unwrap_or(start);
    let fallback = &FORMATS[FORMATS.len() - 1];
    FORMATS.iter().find(|format| (format.looks_like)(start)).unwrap_or(fallback)
}

/// UTF-8's byte order mark: says how a file is written and is no part of its text.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// What is wrong with `bytes`, which begin at byte `offset` of their file, if they are not UTF-8 text.
fn text_fault(bytes: &[u8], offset: usize) -> Option<(InputErrorKind, String)> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        let message = "is UTF-16; convert it to UTF-8, for instance with iconv".to_owned();
        return Some((InputErrorKind::NotUtf8, message));
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        let message =
            format!("is not text: byte {} is zero; give plain text or JSON Lines", offset + at);
        return Some((InputErrorKind::Binary, message));
    }
    let error = std::str::from_utf8(bytes).err()?;
    let at = offset + error.valid_up_to();
    let bad = bytes[error.valid_up_to()];
    let message = format!("is not UTF-8: byte {at} is 0x{bad:02X}; convert the text to UTF-8");
    Some((InputErrorKind::NotUtf8, message))
}

/// What is wrong with a text that is too long.
fn too_long() -> (InputErrorKind, String) {
    let limit = MAX_TEXT >> 20;
    let message = format!("is longer than {limit} MiB; split it into articles, one to a JSON line");
    (InputErrorKind::TooLong, message)
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
        assert_eq!(by_content(b"{\"id\": 1}").name, "jsonl");
        assert_eq!(by_content(b"\xEF\xBB\xBF\n {\"id\": 1}").name, "jsonl");
        assert_eq!(by_content(b"{Reuters} The minister").name, "text");
        assert_eq!(by_content(b"").name, "text");
    }
}
