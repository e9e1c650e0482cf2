//! How are matrices of bytes multiplied fast, and always to the same bits?
//!
//! What the layers hand on is kept in a byte a number ([`Levels`]), and so are the weights that it is
//! multiplied with ([`Factor`]). Sums of such products are whole numbers, so they come out the same in
//! whatever order a machine takes them: where there are instructions for sums of products of bytes
//! (AVX-512 VNNI), four products are summed at once; elsewhere the same whole numbers go through the
//! [`Kernel`] for floats, which holds them exactly. Both give the same bits, and a test compares them.

use super::kernel::{Kernel, Left, Packed};

/// The farthest that a number may lie from zero to be kept; what lies beyond is cut. Of the words of
/// news, one in a thousand has such a number.
const REACH: f32 = 10.0;
/// The byte that stands for zero.
const ZERO: u8 = 128;
/// From one byte to the next.
const STEP: f32 = REACH / 127.0;

/// Rows of numbers, kept in a byte each.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    bytes: Vec<u8>,
}

impl Levels {
    /// Keeps `values`.
    #[inline(always)]
    pub fn take(&mut self, values: &[f32]) {
        self.bytes.resize(values.len(), 0);
        for (byte, value) in self.bytes.iter_mut().zip(values) {
            // A cast cuts at both ends, and rounds down; adding a half makes that rounding.
            *byte = (value * (1.0 / STEP) + (f32::from(ZERO) + 0.5)) as u8;
        }
    }
}

/// A matrix in a byte a number, each column with its own scale, and what is added to each product with it.
#[derive(Debug, Clone)]
pub struct Factor {
    inner: usize,
    columns: usize,
    bias: Vec<f32>,
    /// What a product with each column is worth.
    scales: Vec<f32>,
    /// What each column adds to a sum because zero is not stood for by zero.
    shifts: Vec<i32>,
    weights: Weights,
}

/// The numbers of a [`Factor`], as the machine at hand multiplies them.
#[derive(Debug, Clone)]
enum Weights {
    Floats(Packed),
    #[cfg(target_arch = "x86_64")]
    Bytes(vnni::Strips),
}

impl Factor {
    /// Takes the matrix of `inner` rows that lies row after row in `values`, with a number of `bias` for
    /// each column.
    pub fn new(values: &[f32], inner: usize, bias: &[f32]) -> Self {
        #[cfg(target_arch = "x86_64")]
        if vnni::fits(inner, bias.len()) {
            let strips = |rows: &[i8]| vnni::Strips::new(rows, inner, bias.len());
            return Self::of(values, inner, bias, |rows| Weights::Bytes(strips(rows)));
        }
        Self::of(values, inner, bias, |rows| floats(rows, bias.len()))
    }

    fn of(
        values: &[f32],
        inner: usize,
        bias: &[f32],
        weights: impl FnOnce(&[i8]) -> Weights,
    ) -> Self {
        let columns = bias.len();
        let mut scales = vec![0.0f32; columns];
        for row in values.chunks_exact(columns) {
            scales.iter_mut().zip(row).for_each(|(most, value)| *most = most.max(value.abs()));
        }
        scales.iter_mut().for_each(|most| *most /= 127.0);
        let mut shifts = vec![0i32; columns];
        let mut rows = Vec::with_capacity(values.len());
        for row in values.chunks_exact(columns) {
            for ((value, scale), shift) in row.iter().zip(&scales).zip(&mut shifts) {
                let level = if *scale > 0.0 { (value / scale).round() as i8 } else { 0 };
                *shift += i32::from(level) * i32::from(ZERO);
                rows.push(level);
            }
        }
        scales.iter_mut().for_each(|scale| *scale *= STEP);
        Self { inner, columns, bias: bias.to_vec(), scales, shifts, weights: weights(&rows) }
    }

    /// How many columns the matrix has.
    pub fn columns(&self) -> usize {
        self.columns
    }
}

fn floats(rows: &[i8], columns: usize) -> Weights {
    let values: Vec<f32> = rows.iter().copied().map(f32::from).collect();
    Weights::Floats(Packed::of(&values, columns))
}

/// Multiplies matrices of bytes, keeping its working memory.
#[derive(Debug, Clone, Default)]
pub struct ByteKernel {
    floats: Kernel,
    left: Vec<f32>,
    sums: Vec<f32>,
}

impl ByteKernel {
    /// Writes the product of `rows` rows of `left` with `right`, its bias added, to `out`. The first row
    /// begins at byte `start`, and each next one `step` bytes on: rows overlap where windows over words do.
    ///
    /// # Panics
    ///
    /// When `left` has not as many rows.
    pub fn multiply(
        &mut self,
        left: &Levels,
        (start, step, rows): (usize, usize, usize),
        right: &Factor,
        out: &mut Vec<f32>,
    ) {
        out.resize(rows * right.columns, 0.0);
        if rows == 0 {
            return;
        }
        let bytes = &left.bytes[start..start + (rows - 1) * step + right.inner];
        match &right.weights {
            Weights::Floats(packed) => {
                self.left.clear();
                self.left.extend(bytes.iter().map(|&byte| f32::from(byte) - f32::from(ZERO)));
                self.sums.clear();
                self.sums.resize(rows * right.columns, 0.0);
                self.floats.multiply(Left::rows(&self.left, rows, step), packed, &mut self.sums);
                let sums = self.sums.chunks_exact(right.columns);
                for (out, sums) in out.chunks_exact_mut(right.columns).zip(sums) {
                    let worth = sums.iter().zip(&right.scales).zip(&right.bias);
                    for (out, ((sum, scale), bias)) in out.iter_mut().zip(worth) {
                        *out = sum.mul_add(*scale, *bias);
                    }
                }
            }
            #[cfg(target_arch = "x86_64")]
            Weights::Bytes(strips) => vnni::multiply(bytes, step, strips, right, out),
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod vnni {
    //! The product on machines with AVX-512 VNNI.

    use std::arch::x86_64::{_mm512_dpbusd_epi32, _mm512_set1_epi32, _mm512_setzero_si512};

    use super::Factor;

    /// Products that one instruction sums up.
    pub const DEEP: usize = 4;
    /// Columns of a strip.
    pub const WIDE: usize = LANES * VECTORS;
    /// Sums in a vector.
    const LANES: usize = 16;
    /// Vectors side by side.
    const VECTORS: usize = 4;
    /// Rows of a block: with [`VECTORS`], as many sums as the registers hold at once.
    const ROWS: usize = 6;

    /// One step of a strip: for each of its columns, four numbers that lie below each other.
    type Step = [[[i8; DEEP]; LANES]; VECTORS];

    /// A matrix, cut into strips of [`WIDE`] columns.
    #[derive(Debug, Clone)]
    pub struct Strips {
        steps: Vec<Step>,
    }

    impl Strips {
        /// Takes the matrix that lies row after row in `rows`.
        pub fn new(rows: &[i8], inner: usize, columns: usize) -> Self {
            let mut steps = Vec::with_capacity(rows.len() / (DEEP * WIDE));
            for from in (0..columns).step_by(WIDE) {
                for at in (0..inner).step_by(DEEP) {
                    let number = |vector: usize, lane: usize, deep: usize| {
                        rows[(at + deep) * columns + from + vector * LANES + lane]
                    };
                    steps.push(std::array::from_fn(|vector| {
                        std::array::from_fn(|lane| {
                            std::array::from_fn(|deep| number(vector, lane, deep))
                        })
                    }));
                }
            }
            Self { steps }
        }
    }

    /// Whether a matrix can be multiplied so on this machine.
    pub fn fits(inner: usize, columns: usize) -> bool {
        is_here() && inner.is_multiple_of(DEEP) && columns.is_multiple_of(WIDE)
    }

    fn is_here() -> bool {
        is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni")
    }

    /// See [`ByteKernel::multiply`](super::ByteKernel::multiply).
    pub fn multiply(bytes: &[u8], step: usize, strips: &Strips, right: &Factor, out: &mut [f32]) {
        assert!(is_here(), "strips are made where the instructions are");
        // SAFETY: the only thing that the function asks for is that the machine has the instructions it
        // is compiled to, which the line above makes sure of.
        #[expect(
            unsafe_code,
            reason = "the one way to call instructions that not every machine has"
        )]
        unsafe {
            product(bytes, step, strips, right, out);
        }
    }

    #[target_feature(enable = "avx512f,avx512vnni")]
    fn product(bytes: &[u8], step: usize, strips: &Strips, right: &Factor, out: &mut [f32]) {
        let (inner, columns) = (right.inner, right.columns);
        for (block, out) in out.chunks_mut(ROWS * columns).enumerate() {
            // A last block of fewer rows reads its last row again.
            let rows = out.len() / columns;
            let mut lefts: [&[[u8; DEEP]]; ROWS] = [&[]; ROWS];
            for (row, left) in lefts.iter_mut().enumerate() {
                let start = (block * ROWS + row.min(rows - 1)) * step;
                *left = bytes[start..start + inner].as_chunks::<DEEP>().0;
            }
            for (nth, strip) in strips.steps.chunks_exact(inner / DEEP).enumerate() {
                let sums = sums(&lefts, strip);
                let from = nth * WIDE;
                let scales = &right.scales[from..from + WIDE];
                let shifts = &right.shifts[from..from + WIDE];
                let bias = &right.bias[from..from + WIDE];
                for (row, sums) in sums.iter().enumerate().take(rows) {
                    let out = &mut out[row * columns + from..][..WIDE];
                    for at in 0..WIDE {
                        out[at] = ((sums[at] - shifts[at]) as f32).mul_add(scales[at], bias[at]);
                    }
                }
            }
        }
    }

    /// The sums of the products of each row with each column of a strip. Loops go by number: what takes
    /// vectors from function to function is not compiled into one piece.
    #[inline]
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn sums(lefts: &[&[[u8; DEEP]]; ROWS], strip: &[Step]) -> [[i32; WIDE]; ROWS] {
        let mut sums = [[_mm512_setzero_si512(); VECTORS]; ROWS];
        for at in 0..strip.len() {
            for row in 0..ROWS {
                let left = _mm512_set1_epi32(i32::from_le_bytes(lefts[row][at]));
                for vector in 0..VECTORS {
                    let right = pulp::cast(strip[at][vector]);
                    sums[row][vector] = _mm512_dpbusd_epi32(sums[row][vector], left, right);
                }
            }
        }
        pulp::cast(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from -2 to 2 that repeat after a while.
    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|at| (at * 7 % 41) as f32 / 10.0 - 2.0).collect()
    }

    fn product(right: &Factor, rows: usize, step: usize, start: usize) -> Vec<f32> {
        let mut left = Levels::default();
        left.take(&numbers(start + (rows - 1) * step + right.inner));
        let mut out = Vec::new();
        ByteKernel::default().multiply(&left, (start, step, rows), right, &mut out);
        out
    }

    #[test]
    fn bytes_and_floats_give_the_same_bits() {
        for (rows, inner, columns) in [(1, 32, 64), (6, 96, 128), (13, 384, 256)] {
            let values = numbers(inner * columns);
            let bias = numbers(columns);
            let plain = Factor::of(&values, inner, &bias, |rows| floats(rows, columns));
            let fast = Factor::new(&values, inner, &bias);
            for (step, start) in [(inner, 0), (inner / 4, inner / 2)] {
                let expected = product(&plain, rows, step, start);
                let found = product(&fast, rows, step, start);
                let bits = |values: &[f32]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
                assert_eq!(bits(&found), bits(&expected), "{rows} {inner} {columns}");
            }
        }
    }

    #[test]
    fn products_are_near_those_of_the_numbers_themselves() {
        let (inner, columns) = (64, 64);
        let values = numbers(inner * columns);
        let found = product(&Factor::new(&values, inner, &numbers(columns)), 1, inner, 0);
        let left = numbers(inner);
        for (column, (found, bias)) in found.iter().zip(numbers(columns)).enumerate() {
            let products = (0..inner).map(|at| left[at] * values[at * columns + column]);
            let exact = bias + products.sum::<f32>();
            assert!((found - exact).abs() < 0.6, "column {column}: {found}, {exact}");
        }
    }

    #[test]
    fn what_lies_too_far_out_is_cut() {
        let mut levels = Levels::default();
        levels.take(&[-1e9, -REACH, 0.0, STEP, REACH, 1e9, f32::NAN]);
        assert_eq!(levels.bytes, [0, 1, 128, 129, 255, 255, 0]);
    }
}
