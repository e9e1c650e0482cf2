//! How are lines read without holding more than one, however long they are?

use std::io::{BufRead, Result};

/// One line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// The byte of the file at which it begins.
    pub offset: usize,
    /// Its bytes; `None` if there were more than the limit.
    pub bytes: Option<Vec<u8>>,
}

/// Reads line by line and skips what is longer than `limit` without storing it.
pub(crate) struct Lines<R> {
    reader: R,
    limit: usize,
    number: usize,
    offset: usize,
}

impl<R: BufRead> Lines<R> {
    pub fn new(reader: R, limit: usize) -> Self {
        Self { reader, limit, number: 0, offset: 0 }
    }

    /// The next line, `None` at the end.
    pub fn next_line(&mut self) -> Result<Option<Line>> {
        let mut bytes = Vec::new();
        let mut taken = 0;
        loop {
            let buffer = match self.reader.fill_buf() {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            let end = buffer.iter().position(|&b| b == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            if bytes.len() + part.len() <= self.limit && taken == bytes.len() {
                bytes.extend_from_slice(part);
            }
            taken += part.len();
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() || used == 0 {
                return Ok(self.line(bytes, taken, end.is_some()));
            }
        }
    }

    fn line(&mut self, mut bytes: Vec<u8>, taken: usize, ended: bool) -> Option<Line> {
        if taken == 0 && !ended {
            return None;
        }
        let offset = self.offset;
        self.offset += taken + usize::from(ended);
        self.number += 1;
        let whole = taken == bytes.len();
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        Some(Line { number: self.number, offset, bytes: whole.then_some(bytes) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn long_lines_are_skipped_and_the_rest_goes_on() {
        let text = "one\r\n\ntoo long by far\nlast";
        let mut lines = Lines::new(BufReader::with_capacity(3, text.as_bytes()), 6);
        let mut read = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            read.push((
                line.number,
                line.offset,
                line.bytes.map(|b| String::from_utf8(b).unwrap()),
            ));
        }
        assert_eq!(
            read,
            [
                (1, 0, Some("one".into())),
                (2, 5, Some(String::new())),
                (3, 6, None),
                (4, 22, Some("last".into())),
            ]
        );
    }
}
