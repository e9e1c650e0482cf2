//! What happens to a vector between two products of matrices?
//!
//! Maxout, normalisation and the two-way running mean, each over whole rows. Sums are taken in
//! sixteen lanes and in a fixed order, so that they come out the same on any machine.

/// Numbers summed side by side.
const LANES: usize = 16;

/// The larger half, number by number: `out[i] = max(both[i], both[out.len() + i])`.
#[inline(always)]
pub fn maxout(both: &[f32], out: &mut [f32]) {
    let (first, second) = both.split_at(out.len());
    for ((out, a), b) in out.iter_mut().zip(first).zip(second) {
        *out = if a >= b { *a } else { *b };
    }
}

/// Mean of `values`, and one over their spread.
#[inline(always)]
pub fn moments(values: &[f32]) -> (f32, f32) {
    let count = values.len() as f32;
    let (mut sums, mut squares) = ([0.0f32; LANES], [0.0f32; LANES]);
    for chunk in values.chunks_exact(LANES) {
        for (lane, value) in chunk.iter().enumerate() {
            sums[lane] += value;
        }
    }
    let mean = total(sums) / count;
    for chunk in values.chunks_exact(LANES) {
        for (lane, value) in chunk.iter().enumerate() {
            squares[lane] += (value - mean) * (value - mean);
        }
    }
    (mean, 1.0 / (total(squares) / count + 1e-5).sqrt())
}

#[inline(always)]
fn total(lanes: [f32; LANES]) -> f32 {
    lanes.iter().sum()
}

/// Brings `values` to mean 0 and spread 1, then to `gain` and `shift`.
#[inline(always)]
pub fn normalise(values: &mut [f32], gain: &[f32], shift: &[f32]) {
    let (mean, scale) = moments(values);
    for ((value, gain), shift) in values.iter_mut().zip(gain).zip(shift) {
        *value = (*value - mean) * scale * gain + shift;
    }
}

/// A smooth step from 0 to 1 that needs no exponential.
#[inline(always)]
pub fn gate(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

/// Runs over the rows of one sentence both ways. Of each row of `both`, the quarters are: values and
/// gates forwards, values and gates backwards; a row of `out` gets the running means of both ways.
#[inline(always)]
pub fn run_both_ways(both: &[f32], out: &mut [f32], width: usize) {
    let half = width / 2;
    let words = out.len() / width;
    for back in [false, true] {
        let (from, to) = if back { (width, half) } else { (0, 0) };
        for nth in 0..words {
            let at = if back { words - 1 - nth } else { nth };
            let row = &both[at * 2 * width + from..][..width];
            let (values, gates) = row.split_at(half);
            let start = at * width + to;
            let (before, rest) = out.split_at_mut(start);
            let (here, after) = rest.split_at_mut(half);
            let last: &[f32] = if nth == 0 {
                &[]
            } else if back {
                &after[width - half..][..half]
            } else {
                &before[start - width..][..half]
            };
            if last.is_empty() {
                for ((out, value), gate_in) in here.iter_mut().zip(values).zip(gates) {
                    *out = (1.0 - gate(*gate_in)) * value;
                }
            } else {
                let inputs = values.iter().zip(gates).zip(last);
                for (out, ((value, gate_in), last)) in here.iter_mut().zip(inputs) {
                    let keep = gate(*gate_in);
                    *out = keep * last + (1.0 - keep) * value;
                }
            }
        }
    }
}

/// Adds `other` to `values`.
#[inline(always)]
pub fn add(values: &mut [f32], other: &[f32]) {
    values.iter_mut().zip(other).for_each(|(value, other)| *value += other);
}

/// The sum of the products of `a` and `b`, number by number.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; LANES];
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    total(sums)
}

/// The sum of `values`.
#[inline(always)]
pub fn sum(values: &[f32]) -> f32 {
    let mut sums = [0.0f32; LANES];
    for chunk in values.chunks_exact(LANES) {
        for (lane, value) in chunk.iter().enumerate() {
            sums[lane] += value;
        }
    }
    total(sums)
}
