//! What do developers run beside `cargo test`? `cargo xtask measure` and `cargo xtask diff`.

mod diff;
mod measure;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Developer commands of Verbale.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Measure(measure::Arguments),
    Diff(diff::Arguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Measure(arguments) => measure::run(&arguments),
        Task::Diff(arguments) => diff::run(&arguments),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            // Where standard error is gone there is nobody to tell.
            let _ = writeln!(std::io::stderr().lock(), "xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}
