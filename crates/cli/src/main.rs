//! The command line: `verbale`.
//!
//! Opens files, calls the engine, prints. One file for each command, under `commands`. Exit status: 0
//! all was read, 1 some of it was not, 2 the command could not run. A closed pipe is a quiet end.

mod chart;
mod commands;
mod corpus;
mod files;
mod knowledge;
mod progress;
mod rows;
mod statements;
mod table;
mod terminal;
mod tree;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// Reads news and official statements into an evidence-linked record of international politics.
///
/// Who did or said what to whom, on whose word, and whether it took place: each record points at the
/// words of the text that it rests on.
#[derive(Debug, Parser)]
#[command(name = "verbale", version, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  verbale code article.txt                     read one article; on a terminal, a page to read
  verbale code news.jsonl --format jsonl       records, one JSON object a line
  curl -s … | verbale code - --format plover   from standard input, as PLOVER JSON
  verbale explain \"Ghana expelled two envoys.\" how a sentence is read, step by step

`verbale COMMAND --help` tells more of each command.";

/// How a command ended, where it ran at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// All was read.
    Complete,
    /// Some was not; the faults have been told.
    Partial,
}

fn main() -> ExitCode {
    match Arguments::parse().command.run() {
        Ok(Ending::Complete) => ExitCode::SUCCESS,
        Ok(Ending::Partial) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::fault(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Whether whoever reads our output has gone away.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json =
            cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
