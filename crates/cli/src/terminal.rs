//! What do we say beside the output, and what can the terminal show?

use std::io::{IsTerminal, Write};

use anstyle::Style;

/// Tells a fault on standard error.
pub(crate) fn fault(message: &str) {
    // Where standard error is gone there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "verbale: {message}");
}

/// Tells a fact on standard error.
pub(crate) fn note(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}

/// Whether a person reads standard output.
pub(crate) fn is_read_by_a_person() -> bool {
    std::io::stdout().is_terminal()
}

/// Columns to write into.
pub(crate) fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
        .unwrap_or(80)
}

/// Whether to colour what goes to standard output: by the habits that `NO_COLOR` and others set.
pub(crate) fn colour() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// How many things to do at once.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}

/// Colours text where standard output shows colour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Brush(bool);

impl Brush {
    pub(crate) fn new() -> Self {
        Self(colour())
    }

    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        if self.0 { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
