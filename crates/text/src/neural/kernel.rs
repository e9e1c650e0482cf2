//! How are matrices multiplied fast, and always to the same bits?
//!
//! One blocked product on plain slices. Each element of the result is summed in the order of the inner
//! dimension with fused multiply-add, whatever the width of the machine's vectors, so that the same
//! model gives the same trees on any machine. `pulp` picks the widest instructions that there are and
//! compiles the loops for them; the loops themselves are plain Rust.

use pulp::{Arch, Simd, WithSimd};

/// Rows of a block.
const ROWS: usize = 6;
/// Columns of a block.
const COLUMNS: usize = 32;

/// A matrix, cut into strips of [`COLUMNS`] columns, as [`Kernel::multiply`] takes its right factor.
#[derive(Debug, Clone, Default)]
pub struct Packed {
    inner: usize,
    columns: usize,
    strips: Vec<f32>,
}

impl Packed {
    /// The matrix of `columns` columns that lies row after row in `values`.
    pub fn of(values: &[f32], columns: usize) -> Self {
        let mut packed = Self::default();
        packed.pack(values, values.len() / columns, columns);
        packed
    }

    /// Takes the matrix of `inner` rows that lies row after row in `values`.
    pub fn pack(&mut self, values: &[f32], inner: usize, columns: usize) {
        self.reshape(inner, columns);
        if columns == 0 {
            return;
        }
        for (at, row) in values.chunks_exact(columns).take(inner).enumerate() {
            for (strip, part) in row.chunks(COLUMNS).enumerate() {
                let start = (strip * inner + at) * COLUMNS;
                self.strips[start..start + part.len()].copy_from_slice(part);
            }
        }
    }

    /// Takes the transpose of the matrix of `columns` rows that lies row after row in `values`.
    pub fn pack_transposed(&mut self, values: &[f32], inner: usize, columns: usize) {
        self.reshape(inner, columns);
        if inner == 0 {
            return;
        }
        for (at, column) in values.chunks_exact(inner).take(columns).enumerate() {
            let first = at / COLUMNS * inner * COLUMNS + at % COLUMNS;
            for (row, value) in column.iter().enumerate() {
                self.strips[first + row * COLUMNS] = *value;
            }
        }
    }

    fn reshape(&mut self, inner: usize, columns: usize) {
        (self.inner, self.columns) = (inner, columns);
        self.strips.clear();
        self.strips.resize(columns.div_ceil(COLUMNS) * inner * COLUMNS, 0.0);
    }

    /// How many columns the matrix has.
    pub fn columns(&self) -> usize {
        self.columns
    }
}

/// The left factor of a product: element (row, inner) lies at `row * row_step + inner * inner_step`.
#[derive(Debug, Clone, Copy)]
pub struct Left<'a> {
    /// Where the elements lie.
    pub values: &'a [f32],
    /// How many rows there are.
    pub rows: usize,
    /// From one row to the next. Rows may overlap: windows over words do.
    pub row_step: usize,
    /// From one inner element to the next.
    pub inner_step: usize,
}

impl<'a> Left<'a> {
    /// A matrix of `rows` rows that lie `row_step` apart.
    pub fn rows(values: &'a [f32], rows: usize, row_step: usize) -> Self {
        Self { values, rows, row_step, inner_step: 1 }
    }

    /// The transpose of a matrix whose rows lie `inner_step` apart.
    pub fn transposed(values: &'a [f32], rows: usize, inner_step: usize) -> Self {
        Self { values, rows, row_step: 1, inner_step }
    }
}

/// Multiplies matrices, keeping its working memory.
#[derive(Debug, Clone)]
pub struct Kernel {
    arch: Arch,
    block: Vec<f32>,
}

impl Default for Kernel {
    fn default() -> Self {
        Self { arch: Arch::new(), block: Vec::new() }
    }
}

impl Kernel {
    /// Runs `loops` as compiled for the widest instructions that there are. What it calls must be inlined
    /// into it to profit.
    #[inline(always)]
    pub fn widely<R>(&self, loops: impl FnOnce() -> R) -> R {
        self.arch.dispatch(loops)
    }

    /// Adds `left` times `right` to `out`, whose rows have the columns of `right`.
    pub fn multiply(&mut self, left: Left, right: &Packed, out: &mut [f32]) {
        if left.rows == 0 || right.columns == 0 || right.inner == 0 {
            return;
        }
        self.arch.dispatch(Product { left, right, out, block: &mut self.block });
    }
}

/// A product to be computed with the instructions that `pulp` found.
struct Product<'a> {
    left: Left<'a>,
    right: &'a Packed,
    out: &'a mut [f32],
    block: &'a mut Vec<f32>,
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        // As many sums as the machine's registers hold at once.
        if S::F32_LANES >= 16 {
            multiply::<32>(self.left, self.right, self.out, self.block);
        } else {
            multiply::<16>(self.left, self.right, self.out, self.block);
        }
    }
}

#[inline(always)]
fn multiply<const WIDE: usize>(left: Left, right: &Packed, out: &mut [f32], block: &mut Vec<f32>) {
    let (inner, columns) = (right.inner, right.columns);
    block.clear();
    block.resize(inner * ROWS, 0.0);
    for first in (0..left.rows).step_by(ROWS) {
        let rows = ROWS.min(left.rows - first);
        take_rows(left, first, rows, block);
        let out = &mut out[first * columns..(first + rows) * columns];
        for from in (0..columns).step_by(WIDE) {
            let strip = &right.strips[from / COLUMNS * inner * COLUMNS..][..inner * COLUMNS];
            let sums = multiply_block::<WIDE>(block, strip, from % COLUMNS);
            let width = WIDE.min(columns - from);
            for (row, sums) in out.chunks_exact_mut(columns).zip(&sums) {
                let row = &mut row[from..from + width];
                row.iter_mut().zip(sums).for_each(|(out, sum)| *out += sum);
            }
        }
    }
}

/// Copies `rows` rows from `first` on into `block`, inner element by inner element.
#[inline(always)]
fn take_rows(left: Left, first: usize, rows: usize, block: &mut [f32]) {
    let inner = block.len() / ROWS;
    for row in 0..rows {
        let start = (first + row) * left.row_step;
        let values = left.values[start..].iter().step_by(left.inner_step);
        for (slot, value) in block.chunks_exact_mut(ROWS).zip(values.take(inner)) {
            slot[row] = *value;
        }
    }
}

/// The products of the rows of `block` with `WIDE` columns of `strip`, from column `from` on.
#[inline(always)]
fn multiply_block<const WIDE: usize>(
    block: &[f32],
    strip: &[f32],
    from: usize,
) -> [[f32; WIDE]; ROWS] {
    let mut sums = [[0.0; WIDE]; ROWS];
    let (lefts, _) = block.as_chunks::<ROWS>();
    let (rights, _) = strip.as_chunks::<COLUMNS>();
    for (left, right) in lefts.iter().zip(rights) {
        let Some(right) = right[from..].first_chunk::<WIDE>() else { break };
        for row in 0..ROWS {
            for column in 0..WIDE {
                sums[row][column] = left[row].mul_add(right[column], sums[row][column]);
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small numbers that repeat after a while.
    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|at| (at * 7 % 23) as f32 / 8.0 - 1.0).collect()
    }

    fn plainly(left: Left, right: &[f32], columns: usize, inner: usize) -> Vec<f32> {
        let element = |row: usize, column: usize| {
            (0..inner).fold(0.0f32, |sum, at| {
                let value = left.values[row * left.row_step + at * left.inner_step];
                value.mul_add(right[at * columns + column], sum)
            })
        };
        (0..left.rows * columns).map(|at| element(at / columns, at % columns)).collect()
    }

    #[test]
    fn products_are_those_of_plain_loops_to_the_bit() {
        for (rows, inner, columns) in [(1, 5, 3), (6, 32, 32), (13, 17, 49), (7, 96, 88)] {
            let right = numbers(inner * columns);
            let mut packed = Packed::default();
            packed.pack(&right, inner, columns);
            let values = numbers((rows + 2) * inner);
            let mut transposed = vec![0.0; inner * columns];
            for (at, value) in right.iter().enumerate() {
                transposed[at % columns * inner + at / columns] = *value;
            }
            let mut packed_too = Packed::default();
            packed_too.pack_transposed(&transposed, inner, columns);
            // Rows, rows that overlap, and the transpose.
            let lefts = [
                Left::rows(&values, rows, inner),
                Left::rows(&values, rows, inner / 3),
                Left::transposed(&values, rows, rows),
            ];
            for left in lefts {
                let expected = plainly(left, &right, columns, inner);
                for packed in [&packed, &packed_too] {
                    let mut out = vec![0.0; rows * columns];
                    Kernel::default().multiply(left, packed, &mut out);
                    assert_eq!(out, expected, "{rows} {inner} {columns}");
                    // The narrow path, on any machine.
                    let mut out = vec![0.0; rows * columns];
                    multiply::<16>(left, packed, &mut out, &mut Vec::new());
                    assert_eq!(out, expected, "{rows} {inner} {columns}, narrow");
                }
            }
        }
    }
}
