//! Where does the model keep what it knows about a hash?
//!
//! A read-only [`HashTable`] from hash to number that works on the model's bytes as they lie. It is
//! checked once when opened, so that lookups cannot fail.

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
