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
        multiply(self.left, self.right, self.out, self.block);
    }
}

#[inline(always)]
fn multiply(left: Left, right: &Packed, out: &mut [f32], block: &mut Vec<f32>) {
    let (inner, columns) = (right.inner, right.columns);
    block.clear();
    block.resize(inner * ROWS, 0.0);
    for first in (0..left.rows).step_by(ROWS) {
        let rows = ROWS.min(left.rows - first);
        take_rows(left, first, rows, block);
        let out = &mut out[first * columns..(first + rows) * columns];
        for (nth, strip) in right.strips.chunks_exact(inner * COLUMNS).enumerate() {
            let sums = multiply_block(block, strip);
            let from = nth * COLUMNS;
            let width = COLUMNS.min(columns - from);
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

#[inline(always)]
fn multiply_block(block: &[f32], strip: &[f32]) -> [[f32; COLUMNS]; ROWS] {
    let mut sums = [[0.0; COLUMNS]; ROWS];
    let (lefts, _) = block.as_chunks::<ROWS>();
    let (rights, _) = strip.as_chunks::<COLUMNS>();
    for (left, right) in lefts.iter().zip(rights) {
        for row in 0..ROWS {
            for column in 0..COLUMNS {
                sums[row][column] = left[row].mul_add(right[column], sums[row][column]);
            }
        }
    }
    sums
}
