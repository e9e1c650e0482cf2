//! Where in the text does something stand?
//!
//! Inside the program every place is a [`ByteSpan`]: half-open UTF-8 byte offsets into the text as
//! given. Records count Unicode code points, so [`CharIndex`] converts at the rim.

use std::ops::Range;

/// A half-open range of UTF-8 byte offsets into one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ByteSpan {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl ByteSpan {
    /// A span from byte `start` to byte `end`, exclusive.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// The same offsets as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of `text` at this span.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: ByteSpan) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub fn overlaps(self, other: ByteSpan) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn hull(self, other: ByteSpan) -> ByteSpan {
        ByteSpan { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Converts byte offsets of one text to code-point offsets, in constant time.
///
/// Holds the code-point count at every 64th byte; a query counts at most 63 bytes more.
#[derive(Debug, Clone)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// `checkpoints[i]` is the number of code points that start before byte `64 * i`.
    checkpoints: Vec<u32>,
}

impl<'t> CharIndex<'t> {
    const STRIDE: usize = 64;

    /// Indexes `text`.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / Self::STRIDE + 1);
        let mut count = 0;
        for (i, &byte) in text.as_bytes().iter().enumerate() {
            if i % Self::STRIDE == 0 {
                checkpoints.push(count);
            }
            count += u32::from(starts_char(byte));
        }
        if text.len().is_multiple_of(Self::STRIDE) {
            checkpoints.push(count);
        }
        Self { text, checkpoints }
    }

    /// The number of code points before byte `byte`; `byte` must be at most the text's length.
    pub fn char_offset(&self, byte: usize) -> usize {
        let slot = byte / Self::STRIDE;
        let rest = &self.text.as_bytes()[slot * Self::STRIDE..byte];
        self.checkpoints[slot] as usize + rest.iter().filter(|b| starts_char(**b)).count()
    }

    /// Both ends of `span` as code-point offsets.
    pub fn char_span(&self, span: ByteSpan) -> (usize, usize) {
        (self.char_offset(span.start as usize), self.char_offset(span.end as usize))
    }
}

/// Whether a UTF-8 byte begins a code point (is not a continuation byte).
fn starts_char(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn char_offsets_agree_with_counting(text in "\\PC{0,200}") {
            let index = CharIndex::new(&text);
            for (nth, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.char_offset(byte), nth);
            }
            prop_assert_eq!(index.char_offset(text.len()), text.chars().count());
        }
    }
}
