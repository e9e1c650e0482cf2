//! How are the bytes of a file read, packed by gzip or not, whole or broken?
//!
//! A gzip file is a row of members; Common Crawl gives each WARC record one of its own. A broken member
//! is told once, as an error of the reader, and reading goes on with the next one. Whoever sets
//! [`Stream::by_part`] sees the end of each member as an end, so that what is cut short is known to be.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::GzDecoder;

/// Any source of bytes.
pub(crate) type Bytes = Box<dyn BufRead + Send>;

/// What begins a gzip member: magic and the only method there is.
const MAGIC: [u8; 3] = [0x1F, 0x8B, 8];

/// How many bytes are read at once at first.
const HEAD: u64 = 1 << 16;

/// The bytes of a file, unpacked.
pub(crate) struct Stream {
    part: Part,
    by_part: bool,
    /// Whether the fault at hand has been told already.
    told: bool,
}

enum Part {
    Plain(Bytes),
    Member(Box<BufReader<GzDecoder<Raw>>>),
    End,
}

impl Stream {
    /// The bytes of `reader`, unpacked if they are gzip's.
    ///
    /// What tells charset and format by the first bytes must see the same ones however a pipe hands them
    /// out, so that the head is read at once.
    pub fn new(mut reader: Bytes) -> io::Result<Self> {
        let mut head = Vec::new();
        (&mut reader).take(HEAD).read_to_end(&mut head)?;
        let packed = head.starts_with(&MAGIC[..2]);
        let reader: Bytes = Box::new(Cursor::new(head).chain(reader));
        let part = if packed { member(Raw::new(reader)) } else { Part::Plain(reader) };
        Ok(Self { part, by_part: false, told: false })
    }

    /// From now on the end of each part reads as the end, until [`Stream::next_part`].
    pub fn by_part(mut self) -> Self {
        self.by_part = true;
        self
    }

    /// Goes on to the next part, if there is one.
    pub fn next_part(&mut self) -> io::Result<bool> {
        let Part::Member(_) = &self.part else { return Ok(false) };
        let Part::Member(decoder) = std::mem::replace(&mut self.part, Part::End) else {
            return Ok(false);
        };
        let mut raw = decoder.into_inner().into_inner();
        // Some writers fill up the last block.
        while raw.fill_buf()?.first() == Some(&0) {
            raw.consume(1);
        }
        if raw.fill_buf()?.is_empty() {
            return Ok(false);
        }
        let sound = raw.fill_buf()?[0] == MAGIC[0];
        if sound || raw.seek_member()? {
            self.part = member(raw);
        }
        if sound { Ok(true) } else { Err(broken("bytes between its parts are not gzip's")) }
    }

    /// Leaves a broken member for the next one; the error is what is to be told, if anything.
    fn leave(&mut self, error: &io::Error) -> Option<io::Error> {
        let Part::Member(decoder) = std::mem::replace(&mut self.part, Part::End) else {
            return Some(io::Error::new(error.kind(), error.to_string()));
        };
        let mut raw = decoder.into_inner().into_inner();
        if let Ok(true) = raw.seek_member() {
            self.part = member(raw);
        }
        let first = !std::mem::replace(&mut self.told, true);
        first.then(|| broken(&error.to_string().to_lowercase()))
    }

    /// Makes sure that bytes are there, unless this is the end.
    fn fill(&mut self) -> io::Result<()> {
        loop {
            let filled = match &mut self.part {
                Part::Plain(reader) => return reader.fill_buf().map(drop),
                Part::Member(decoder) => decoder.fill_buf().map(|bytes| !bytes.is_empty()),
                Part::End => return Ok(()),
            };
            match filled {
                Ok(true) => {
                    self.told = false;
                    return Ok(());
                }
                Ok(false) if self.by_part || !self.next_part()? => return Ok(()),
                Ok(false) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    if let Some(error) = self.leave(&error) {
                        return Err(error);
                    }
                }
            }
        }
    }
}

impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.fill()?;
        match &mut self.part {
            Part::Plain(reader) => reader.fill_buf(),
            Part::Member(decoder) => decoder.fill_buf(),
            Part::End => Ok(&[]),
        }
    }

    fn consume(&mut self, count: usize) {
        match &mut self.part {
            Part::Plain(reader) => reader.consume(count),
            Part::Member(decoder) => decoder.consume(count),
            Part::End => {}
        }
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

/// The first bytes of `reader`, not consumed.
pub(crate) fn start(reader: &mut impl BufRead) -> io::Result<&[u8]> {
    loop {
        match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(_) => return reader.fill_buf(),
        }
    }
}

fn member(raw: Raw) -> Part {
    Part::Member(Box::new(BufReader::new(GzDecoder::new(raw))))
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("broken gzip data: {what}"))
}

/// Packed bytes, of which a member's first can be put back.
struct Raw {
    bytes: Bytes,
    back: &'static [u8],
}

impl Raw {
    fn new(bytes: Bytes) -> Self {
        Self { bytes, back: &[] }
    }

    /// Skips to where the next member seems to begin; false at the end.
    fn seek_member(&mut self) -> io::Result<bool> {
        let mut last = [0; 3];
        loop {
            let Some(&byte) = self.fill_buf()?.first() else { return Ok(false) };
            self.consume(1);
            last = [last[1], last[2], byte];
            if last == MAGIC {
                self.back = &MAGIC;
                return Ok(true);
            }
        }
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.back.is_empty() { start(&mut self.bytes) } else { Ok(self.back) }
    }

    fn consume(&mut self, count: usize) {
        if self.back.is_empty() {
            self.bytes.consume(count);
        } else {
            self.back = &self.back[count..];
        }
    }
}

impl Read for Raw {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn stream(bytes: Vec<u8>) -> Stream {
        Stream::new(Box::new(BufReader::with_capacity(7, Cursor::new(bytes)))).unwrap()
    }

    #[test]
    fn members_read_as_one_or_part_by_part() {
        let bytes = [gzip("one "), gzip("two"), vec![0; 9]].concat();
        let mut all = String::new();
        stream(bytes.clone()).read_to_string(&mut all).unwrap();
        assert_eq!(all, "one two");
        let mut parts = stream(bytes).by_part();
        let mut part = String::new();
        parts.read_to_string(&mut part).unwrap();
        assert_eq!(part, "one ");
        assert!(parts.next_part().unwrap());
        parts.read_to_string(&mut part).unwrap();
        assert_eq!((part.as_str(), parts.next_part().unwrap()), ("one two", false));
    }

    #[test]
    fn a_broken_member_is_told_once_and_the_next_is_read() {
        let mut bad = gzip("lost lost lost words");
        let middle = bad.len() / 2;
        bad[middle] ^= 0xFF;
        bad.truncate(bad.len() - 3);
        let mut reader = stream([gzip("one "), bad, gzip("two")].concat());
        let (mut text, mut faults) = (Vec::new(), 0);
        while let Err(error) = reader.read_to_end(&mut text) {
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
            faults += 1;
        }
        let text = String::from_utf8_lossy(&text).into_owned();
        assert!(text.starts_with("one ") && text.ends_with("two"), "{text}");
        assert_eq!(faults, 1);
    }

    #[test]
    fn plain_bytes_pass_and_nothing_is_no_fault() {
        let mut text = String::new();
        stream(b"plain".to_vec()).read_to_string(&mut text).unwrap();
        stream(Vec::new()).read_to_string(&mut text).unwrap();
        assert_eq!(text, "plain");
    }
}
