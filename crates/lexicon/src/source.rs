//! How is a knowledge file taken apart without losing line numbers?

use std::cell::{OnceCell, RefCell};

use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::Fault;

/// A knowledge file while it is read: its text, and a place to put faults.
pub(crate) struct Source<'a> {
    /// Path relative to the knowledge folder.
    pub file: &'a str,
    text: &'a str,
    /// Byte offsets at which lines end, found when first asked for.
    line_ends: OnceCell<Vec<usize>>,
    faults: &'a RefCell<Vec<Fault>>,
}

/// An entry of a file with the byte offset at which it begins.
pub(crate) struct Entry<T> {
    pub value: T,
    pub offset: usize,
}

impl<T> From<Spanned<T>> for Entry<T> {
    fn from(spanned: Spanned<T>) -> Self {
        Entry { offset: spanned.span().start, value: spanned.into_inner() }
    }
}

impl<'a> Source<'a> {
    pub fn new(file: &'a str, text: &'a str, faults: &'a RefCell<Vec<Fault>>) -> Self {
        Self { file, text, line_ends: OnceCell::new(), faults }
    }

    /// The file's lines with their numbers, comments and empty lines left out.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &'a str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(i, line)| (i + 1, line))
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
    }

    /// The whole file as one table if it fits, without a fault if it does not: the fast way to read
    /// many entries, to be followed by the loose way that names every fault.
    pub fn fitting<T: DeserializeOwned>(&self) -> Option<T> {
        toml::from_str(self.text).ok()
    }

    /// The whole file as one table; a fault and `None` if it does not fit.
    pub fn table<T: DeserializeOwned>(&self) -> Option<T> {
        match toml::from_str(self.text) {
            Ok(table) => Some(table),
            Err(error) => {
                self.toml_fault(&error);
                None
            }
        }
    }

    /// Turns spanned raw entries into values, one fault for each that does not fit.
    ///
    /// A file is first read loosely, so that one bad entry does not hide the others.
    pub fn entries<T: DeserializeOwned>(&self, raw: Vec<Spanned<toml::Value>>) -> Vec<Entry<T>> {
        raw.into_iter()
            .filter_map(|spanned| {
                let offset = spanned.span().start;
                match spanned.into_inner().try_into() {
                    Ok(value) => Some(Entry { value, offset }),
                    Err(error) => {
                        self.fault(offset, one_line(&error.to_string()));
                        None
                    }
                }
            })
            .collect()
    }

    /// Records a fault at byte `offset`.
    pub fn fault(&self, offset: usize, message: String) {
        self.fault_at_line(self.line_of(offset), message);
    }

    /// Records a fault about `needle`, at its first place after `offset`.
    pub fn fault_about(&self, offset: usize, needle: &str, message: String) {
        let at = self.text[offset..].find(needle).map_or(offset, |i| offset + i);
        self.fault(at, message);
    }

    /// A fault at the first place of `needle`, not yet recorded.
    pub fn fault_at(&self, needle: &str, message: String) -> Fault {
        let line = self.line_of(self.text.find(needle).unwrap_or(0));
        Fault { file: self.file.to_owned(), line, message }
    }

    /// Records a fault on line `line`.
    pub fn fault_at_line(&self, line: usize, message: String) {
        self.faults.borrow_mut().push(Fault { file: self.file.to_owned(), line, message });
    }

    /// The number, from 1, of the line that holds byte `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        let ends = self
            .line_ends
            .get_or_init(|| self.text.match_indices('\n').map(|(at, _)| at).collect());
        ends.partition_point(|&end| end < offset) + 1
    }

    fn toml_fault(&self, error: &toml::de::Error) {
        let offset = error.span().map_or(0, |span| span.start);
        self.fault(offset, one_line(error.message()));
    }
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
