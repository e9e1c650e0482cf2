//! What is known of a word from the company that it keeps?
//!
//! Word vectors learned on newswire, a byte per number: they tell the network about words that the
//! treebanks lack. Fixed: training does not change them.

use crate::model::ModelError;
use crate::table::HashTable;

/// Numbers in a vector.
pub const DIMENSIONS: usize = 100;
/// Bytes of a vector: its scale, then its numbers.
const ROW: usize = 4 + DIMENSIONS;

/// The vectors, used where they lie.
#[derive(Debug, Clone, Copy)]
pub struct Vectors<'m> {
    places: HashTable<'m>,
    rows: &'m [u8],
}

impl<'m> Vectors<'m> {
    /// Opens the vectors in `bytes`.
    pub fn open(bytes: &'m [u8]) -> Result<Self, ModelError> {
        let (places, rows) = HashTable::open(bytes)?;
        Ok(Self { places, rows })
    }

    /// Writes the vector of the word known by `hash` to `out`, or zeros if there is none.
    pub fn get(&self, hash: u64, out: &mut [f32]) -> bool {
        let row = self.places.get(hash).and_then(|at| {
            let start = (at as usize).checked_mul(ROW)?;
            self.rows.get(start..start.checked_add(ROW)?)?.split_first_chunk::<4>()
        });
        let Some((scale, values)) = row else {
            out.fill(0.0);
            return false;
        };
        let scale = f32::from_le_bytes(*scale);
        out.iter_mut().zip(values).for_each(|(out, &v)| *out = f32::from(v as i8) * scale);
        true
    }

    /// Writes `vectors` of words known by their hashes.
    pub fn write(vectors: &[(u64, Vec<f32>)], out: &mut Vec<u8>) {
        let entries: Vec<(u64, u32)> =
            vectors.iter().enumerate().map(|(at, (hash, _))| (*hash, at as u32)).collect();
        HashTable::write(&entries, out);
        for (_, vector) in vectors {
            quantise(vector, out);
        }
    }
}

/// Writes `values` as a scale and a byte each.
pub fn quantise(values: &[f32], out: &mut Vec<u8>) {
    let largest = values.iter().fold(0.0f32, |largest, v| largest.max(v.abs()));
    let scale = largest / 127.0;
    out.extend(scale.to_le_bytes());
    let step = if scale > 0.0 { 1.0 / scale } else { 0.0 };
    out.extend(values.iter().map(|v| (v * step).round() as i8 as u8));
}
