//! Where does the model keep what it knows about a hash?
//!
//! Two read-only tables that work on the model's bytes as they lie: a [`HashTable`] from hash to
//! number, and [`Weights`], which adds a row of (class, weight) for each feature. Both are checked
//! once when opened, so that lookups cannot fail.

use std::ops::Range;

use crate::model::ModelError;

/// Bytes of a slot: fingerprint (2), value (4).
const SLOT: usize = 6;
/// The value of a slot that holds nothing.
const EMPTY: u32 = u32::MAX;
/// The most slots that a lookup visits.
const LONGEST_PROBE: usize = 64;

/// A read-only map from 64-bit hashes to 32-bit numbers.
#[derive(Debug, Clone, Copy)]
pub struct HashTable<'m> {
    slots: &'m [u8],
    count: u64,
}

impl<'m> HashTable<'m> {
    /// Opens the table at the start of `bytes` and returns it with the bytes after it.
    pub fn open(bytes: &'m [u8]) -> Result<(Self, &'m [u8]), ModelError> {
        let (head, rest) = bytes.split_first_chunk::<4>().ok_or(ModelError::Truncated)?;
        let count = u32::from_le_bytes(*head);
        let size = (count as usize).checked_mul(SLOT).ok_or(ModelError::Truncated)?;
        if count == 0 || rest.len() < size {
            return Err(ModelError::Truncated);
        }
        let (slots, rest) = rest.split_at(size);
        Ok((Self { slots, count: u64::from(count) }, rest))
    }

    /// The number stored for `hash`. An unknown hash gives a wrong number once in some 30,000 times.
    #[inline]
    pub fn get(&self, hash: u64) -> Option<u32> {
        let mark = fingerprint(hash);
        let mut slot = home(hash, self.count) as usize;
        for _ in 0..LONGEST_PROBE {
            let bytes = self.slots.get(slot * SLOT..slot * SLOT + SLOT)?;
            let value = u32::from_le_bytes([bytes[2], bytes[3], bytes[4], bytes[5]]);
            if value == EMPTY {
                return None;
            }
            if u16::from_le_bytes([bytes[0], bytes[1]]) == mark {
                return Some(value);
            }
            slot += 1;
            if slot as u64 == self.count {
                slot = 0;
            }
        }
        None
    }

    /// Writes a table of `entries`. Entries that cannot be told from an earlier one are dropped.
    pub fn write(entries: &[(u64, u32)], out: &mut Vec<u8>) {
        let count = (entries.len() as u64 * 5 / 4 + 1).max(8);
        let mut slots = vec![(0u16, EMPTY); count as usize];
        for &(hash, value) in entries {
            let mark = fingerprint(hash);
            let mut slot = home(hash, count) as usize;
            let mut steps = 0;
            while slots[slot].1 != EMPTY && slots[slot].0 != mark && steps < LONGEST_PROBE {
                slot = (slot + 1) % count as usize;
                steps += 1;
            }
            if slots[slot].1 == EMPTY {
                slots[slot] = (mark, value);
            }
        }
        out.extend((count as u32).to_le_bytes());
        for (mark, value) in slots {
            out.extend(mark.to_le_bytes());
            out.extend(value.to_le_bytes());
        }
    }
}

#[inline]
fn fingerprint(hash: u64) -> u16 {
    hash as u16
}

#[inline]
fn home(hash: u64, count: u64) -> u64 {
    ((hash >> 32) * count) >> 32
}

/// The most classes that a model may tell apart.
pub const MAX_CLASSES: usize = 256;

/// One sum of weights for each class.
pub type Scores = [i32; MAX_CLASSES];

/// Weights of a linear model: for each feature, a row of (class, weight).
#[derive(Debug, Clone, Copy)]
pub struct Weights<'m> {
    table: HashTable<'m>,
    rows: &'m [u8],
}

impl<'m> Weights<'m> {
    /// Opens the weights in `bytes`.
    pub fn open(bytes: &'m [u8]) -> Result<Self, ModelError> {
        let (table, rows) = HashTable::open(bytes)?;
        Ok(Self { table, rows })
    }

    /// Adds the weights of `feature` to `scores`.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut Scores) {
        let Some(at) = self.table.get(feature) else { return };
        let Some(row) = self.rows.get(at as usize..) else { return };
        let Some((&len, row)) = row.split_first() else { return };
        let end = row.len().min(usize::from(len) * 3);
        for entry in row[..end].chunks_exact(3) {
            scores[usize::from(entry[0])] += i32::from(i16::from_le_bytes([entry[1], entry[2]]));
        }
    }

    /// Writes `rows` of (feature, its non-zero weights by class).
    pub fn write(rows: &[(u64, Vec<(u8, i16)>)], out: &mut Vec<u8>) {
        let mut entries = Vec::with_capacity(rows.len());
        let mut bytes = Vec::new();
        for (feature, row) in rows {
            entries.push((*feature, bytes.len() as u32));
            let row = &row[..row.len().min(255)];
            bytes.push(row.len() as u8);
            for (class, weight) in row {
                bytes.push(*class);
                bytes.extend(weight.to_le_bytes());
            }
        }
        HashTable::write(&entries, out);
        out.extend(bytes);
    }
}

/// The class of `range` with the highest score that `allowed` admits, the first of equals.
#[inline]
pub fn best(
    scores: &Scores,
    range: Range<usize>,
    mut allowed: impl FnMut(usize) -> bool,
) -> Option<usize> {
    let mut best: Option<usize> = None;
    for class in range {
        if best.is_none_or(|b| scores[class] > scores[b]) && allowed(class) {
            best = Some(class);
        }
    }
    best
}
