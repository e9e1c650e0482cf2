//! How are coded documents written to bytes?
//!
//! One file for each format, all in [`FORMATS`]. A writer is given one document after another, in
//! order, and writes to any [`Write`].

pub mod export;
mod jsonl;
mod page;
mod plover;
mod wrap;

use std::io::{Result, Write};

use crate::Coded;

/// What the asker wants of a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Also write every actor, place and time that was read.
    pub mentions: bool,
    /// Columns of the page.
    pub width: usize,
    /// Whether the page may be coloured.
    pub colour: bool,
}

/// A way to write coded documents down.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Writes one document.
    pub write: fn(&Coded, Options, &mut dyn Write) -> Result<()>,
}

/// All formats.
pub const FORMATS: &[Format] = &[jsonl::FORMAT, plover::FORMAT, page::FORMAT];

/// The format called `name`.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
