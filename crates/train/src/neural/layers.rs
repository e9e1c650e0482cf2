//! How do single layers go back?
//!
//! The derivatives of what `verbale_text::neural::layer` computes, checked against differences in the
//! tests of this crate.

use verbale_text::neural::layer::{dot, gate, moments};

/// Takes the gradient of the larger halves in `upper` back to both halves.
pub fn maxout_back(both: &[f32], upper: &[f32], back: &mut [f32]) {
    let width = upper.len();
    let (first, second) = both.split_at(width);
    let (back_first, back_second) = back.split_at_mut(width);
    for at in 0..width {
        let is_first = first[at] >= second[at];
        back_first[at] = if is_first { upper[at] } else { 0.0 };
        back_second[at] = if is_first { 0.0 } else { upper[at] };
    }
}

/// Takes the gradient in `upper` of normalised `values` back, into `upper`; adds to those of `gain`
/// and shift. `scratch` is as wide as a row.
pub fn normalise_back(
    values: &[f32],
    gain: &[f32],
    upper: &mut [f32],
    gain_back: &mut [f32],
    shift_back: &mut [f32],
    scratch: &mut [f32],
) {
    let width = values.len();
    let (mean, scale) = moments(values);
    for at in 0..width {
        scratch[at] = (values[at] - mean) * scale;
        gain_back[at] += upper[at] * scratch[at];
        shift_back[at] += upper[at];
        upper[at] *= gain[at];
    }
    let sum: f32 = verbale_text::neural::layer::sum(upper) / width as f32;
    let along = dot(upper, scratch) / width as f32;
    for at in 0..width {
        upper[at] = scale * (upper[at] - sum - scratch[at] * along);
    }
}

/// Takes the gradient in `upper` of the running means `out` of one sentence back to `both`.
pub fn run_back(both: &[f32], out: &[f32], upper: &[f32], back: &mut [f32], width: usize) {
    let half = width / 2;
    let words = out.len() / width;
    let mut carried = vec![0.0f32; half];
    for backwards in [false, true] {
        let (from, to) = if backwards { (width, half) } else { (0, 0) };
        carried.fill(0.0);
        for nth in (0..words).rev() {
            let at = if backwards { words - 1 - nth } else { nth };
            let last = match (nth, backwards) {
                (0, _) => None,
                (_, false) => Some(at - 1),
                (_, true) => Some(at + 1),
            };
            let inputs = &both[at * 2 * width + from..][..width];
            let back = &mut back[at * 2 * width + from..][..width];
            let upper = &upper[at * width + to..][..half];
            for i in 0..half {
                let (value, x) = (inputs[i], inputs[half + i]);
                let keep = gate(x);
                let before = last.map_or(0.0, |last| out[last * width + to + i]);
                let slope = 1.0 + x.abs();
                let arriving = upper[i] + carried[i];
                back[i] = arriving * (1.0 - keep);
                back[half + i] = arriving * (before - value) * 0.5 / (slope * slope);
                carried[i] = arriving * keep;
            }
        }
    }
}
