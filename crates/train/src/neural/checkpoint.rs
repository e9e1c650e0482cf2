//! How does a training run go on after it was stopped?
//!
//! After each epoch, all weights and the optimiser's state are written to one file, first beside it and
//! then moved, so that a run cut short while writing loses nothing.

use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::adam::Adam;
use super::weights::Weights;

const MAGIC: u64 = u64::from_le_bytes(*b"VBCHECK1");

/// Writes what an epoch left to `path`.
pub fn write(path: &Path, epoch: u64, weights: &Weights, adam: &Adam) -> Result<()> {
    let beside = path.with_extension("part");
    let file = std::fs::File::create(&beside).with_context(|| beside.display().to_string())?;
    let mut out = BufWriter::new(file);
    for number in [MAGIC, epoch, adam.step, adam.steps] {
        out.write_all(&number.to_le_bytes())?;
    }
    for row in rows(weights, adam) {
        out.write_all(&(row.len() as u64).to_le_bytes())?;
        for number in row {
            out.write_all(&number.to_le_bytes())?;
        }
    }
    out.flush()?;
    std::fs::rename(&beside, path)?;
    Ok(())
}

fn rows<'a>(weights: &'a Weights, adam: &'a Adam) -> [&'a Vec<f32>; 8] {
    [
        &weights.numbers,
        &weights.table,
        &adam.moments[0],
        &adam.moments[1],
        &adam.table_moments[0],
        &adam.table_moments[1],
        &adam.average,
        &adam.table_average,
    ]
}

/// Reads what [`write()`] wrote into `weights` and `adam`, and returns the epochs done.
pub fn read(path: &Path, weights: &mut Weights, adam: &mut Adam) -> Result<u64> {
    let place = || path.display().to_string();
    let mut file = BufReader::new(std::fs::File::open(path).with_context(place)?);
    let mut number = || -> Result<u64> {
        let mut bytes = [0; 8];
        file.read_exact(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    };
    ensure!(number()? == MAGIC, "{} is no checkpoint of this version", place());
    let epoch = number()?;
    adam.step = number()?;
    // How long the run is to be is for the caller to say: it may have changed its mind.
    number()?;
    let Adam { moments: [m, v], table_moments: [tm, tv], average, table_average, .. } = adam;
    let rows = [&mut weights.numbers, &mut weights.table, m, v, tm, tv, average, table_average];
    for row in rows {
        let mut bytes = [0; 8];
        file.read_exact(&mut bytes)?;
        ensure!(
            u64::from_le_bytes(bytes) == row.len() as u64,
            "{} was made with another network",
            place()
        );
        let mut bytes = vec![0; row.len() * 4];
        file.read_exact(&mut bytes)?;
        for (number, bytes) in row.iter_mut().zip(bytes.chunks_exact(4)) {
            *number = f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        }
    }
    Ok(epoch)
}
