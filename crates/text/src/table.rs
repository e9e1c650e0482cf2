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
pub const MAX_CLASSES: usize = 255;

/// Room for one sum for each number that a byte can hold.
const SUMS: usize = 256;

/// One sum of weights for each class.
pub type Scores = [i32; SUMS];

/// Weights of a linear model: for each feature, a row of weights by class.
///
/// Features lie in buckets by their hash. Of each, the bucket holds a fingerprint (two bytes), the
/// number of weights (one byte), and the weights: a byte for the class and two for the weight, or, if
/// the number is 255, two bytes for every class.
#[derive(Debug, Clone, Copy)]
pub struct Weights<'m> {
    classes: usize,
    /// Where each bucket begins in `rows`, four bytes each, and where the last ends.
    starts: &'m [u8],
    buckets: u64,
    rows: &'m [u8],
}

const DENSE: u8 = 255;
/// Rows with at least this many weights are dense: larger, but much faster to add.
const DENSE_FROM: usize = 24;
/// Features in a bucket, on average.
const BUCKET: usize = 4;
/// Features whose places are looked up together.
const BATCH: usize = 64;
/// Bytes before the weights of a row.
const ROW_HEAD: usize = 3;

impl<'m> Weights<'m> {
    /// Opens the weights in `bytes`.
    pub fn open(bytes: &'m [u8]) -> Result<Self, ModelError> {
        let (classes, bytes) = bytes.split_first().ok_or(ModelError::Truncated)?;
        let (head, bytes) = bytes.split_first_chunk::<4>().ok_or(ModelError::Truncated)?;
        let buckets = u32::from_le_bytes(*head);
        let size = (buckets as usize).checked_add(1).and_then(|n| n.checked_mul(4));
        let size = size.filter(|size| *size <= bytes.len() && buckets > 0);
        let (starts, rows) = bytes.split_at(size.ok_or(ModelError::Truncated)?);
        Ok(Self { classes: usize::from(*classes), starts, buckets: u64::from(buckets), rows })
    }

    /// Adds the weights of `features` to `scores`.
    pub fn add(&self, features: &[u64], scores: &mut Scores) {
        // Looking up all places first lets the processor wait for many parts of memory at once.
        for features in features.chunks(BATCH) {
            let mut buckets: [&[u8]; BATCH] = [&[]; _];
            for (bucket, feature) in buckets.iter_mut().zip(features) {
                *bucket = self.bucket(home(*feature, self.buckets) as usize);
            }
            let mut heads = [0u16; BATCH];
            for (head, bucket) in heads.iter_mut().zip(buckets) {
                *head = bucket.first_chunk().map_or(0, |bytes| u16::from_le_bytes(*bytes));
            }
            for ((&feature, bucket), head) in features.iter().zip(buckets).zip(heads) {
                self.add_from(bucket, head, fingerprint(feature), scores);
            }
        }
    }

    /// Adds the row of `bucket` that bears `mark`; `head` is the mark of the first row.
    #[inline]
    fn add_from(&self, mut bucket: &[u8], mut head: u16, mark: u16, scores: &mut Scores) {
        while let Some((bytes, rest)) = bucket.split_first_chunk::<ROW_HEAD>() {
            let size = row_size(bytes[2], self.classes);
            if head == mark {
                let row = rest.get(..size).unwrap_or_default();
                let add = if bytes[2] == DENSE { add_dense } else { add_sparse };
                return add(row, scores);
            }
            bucket = rest.get(size..).unwrap_or_default();
            head = bucket.first_chunk().map_or(0, |bytes| u16::from_le_bytes(*bytes));
        }
    }

    /// The rows of bucket `number`.
    #[inline]
    fn bucket(&self, number: usize) -> &'m [u8] {
        let Some(ends) = self.starts.get(number * 4..number * 4 + 8) else { return &[] };
        let start = u32::from_le_bytes([ends[0], ends[1], ends[2], ends[3]]);
        let end = u32::from_le_bytes([ends[4], ends[5], ends[6], ends[7]]);
        self.rows.get(start as usize..end as usize).unwrap_or_default()
    }

    /// How many bytes a feature with `len` weights takes.
    pub fn feature_bytes(len: usize, classes: usize) -> usize {
        let weights = if len >= DENSE_FROM { classes * 2 } else { len * 3 };
        ROW_HEAD + 4usize.div_ceil(BUCKET) + weights
    }

    /// Writes `rows` of (feature, its non-zero weights by class), for `classes` classes.
    pub fn write(rows: &[(u64, Vec<(u8, i16)>)], classes: usize, out: &mut Vec<u8>) {
        let buckets = (rows.len() / BUCKET).max(1) as u64;
        // Dense rows come last in their bucket: they are long to step over.
        let mut order: Vec<(u64, bool, u16, usize)> = rows
            .iter()
            .enumerate()
            .map(|(at, (feature, row))| {
                let dense = row.len() >= DENSE_FROM;
                (home(*feature, buckets), dense, fingerprint(*feature), at)
            })
            .collect();
        order.sort_unstable();
        let mut starts = Vec::with_capacity(buckets as usize + 1);
        let mut bytes = Vec::new();
        for (bucket, _, mark, at) in order {
            while starts.len() as u64 <= bucket {
                starts.push(bytes.len() as u32);
            }
            bytes.extend(mark.to_le_bytes());
            write_row(&rows[at].1, classes, &mut bytes);
        }
        starts.resize(buckets as usize + 1, bytes.len() as u32);
        out.push(classes as u8);
        out.extend((buckets as u32).to_le_bytes());
        out.extend(starts.into_iter().flat_map(u32::to_le_bytes));
        out.extend(bytes);
    }
}

/// Bytes of the weights of a row whose head says `len`.
#[inline]
fn row_size(len: u8, classes: usize) -> usize {
    if len == DENSE { classes * 2 } else { usize::from(len) * 3 }
}

#[inline]
fn add_sparse(row: &[u8], scores: &mut Scores) {
    for entry in row.chunks_exact(3) {
        scores[usize::from(entry[0])] += i32::from(i16::from_le_bytes([entry[1], entry[2]]));
    }
}

#[inline]
fn add_dense(row: &[u8], scores: &mut Scores) {
    for (score, weight) in scores.iter_mut().zip(row.chunks_exact(2)) {
        *score += i32::from(i16::from_le_bytes([weight[0], weight[1]]));
    }
}

fn write_row(row: &[(u8, i16)], classes: usize, out: &mut Vec<u8>) {
    if row.len() < DENSE_FROM {
        out.push(row.len() as u8);
        for (class, weight) in row {
            out.push(*class);
            out.extend(weight.to_le_bytes());
        }
        return;
    }
    let mut dense = vec![0i16; classes];
    for (class, weight) in row {
        dense[usize::from(*class)] = *weight;
    }
    out.push(DENSE);
    out.extend(dense.into_iter().flat_map(i16::to_le_bytes));
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
