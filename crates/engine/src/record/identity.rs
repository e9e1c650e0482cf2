//! How does a record keep its name from run to run?
//!
//! An identifier is a hash of what the record stands on: document, spans, rule. It stays the same when
//! other records come or go.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use verbale_text::ByteSpan;

/// Lower-case hexadecimal digits of `bytes`.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits =
        bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]);
    digits.map(char::from).collect()
}

/// SHA-256 of `text`.
pub(super) fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Gives out identifiers within one document, no two alike.
#[derive(Debug)]
pub(super) struct Identities<'d> {
    doc: &'d str,
    given: BTreeSet<String>,
}

impl<'d> Identities<'d> {
    pub(super) fn new(doc: &'d str) -> Self {
        Self { doc, given: BTreeSet::new() }
    }

    /// The identifier of the record that stands on `spans` and was made by `rule`.
    pub(super) fn id(&mut self, kind: &str, rule: &str, spans: &[ByteSpan]) -> String {
        for again in 0u32.. {
            let id = self.hash(kind, rule, spans, again);
            if self.given.insert(id.clone()) {
                return id;
            }
        }
        String::new()
    }

    fn hash(&self, kind: &str, rule: &str, spans: &[ByteSpan], again: u32) -> String {
        let mut hasher = Sha256::new();
        for part in [kind, self.doc, rule] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        for span in spans {
            hasher.update(span.start.to_le_bytes());
            hasher.update(span.end.to_le_bytes());
        }
        hasher.update(again.to_le_bytes());
        hex(&hasher.finalize()[..8])
    }
}
