//! What do the trainers tell whoever runs them?

#![expect(clippy::print_stderr, reason = "progress and faults of a long run")]

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

/// Runs a trainer, which is given where to tell its progress. A fault is told in one line, and ends with 2.
pub fn run(trainer: impl FnOnce(&mut dyn FnMut(String)) -> Result<()>) -> ExitCode {
    let start = Instant::now();
    let mut log = |line| eprintln!("{:7.1} s  {line}", start.elapsed().as_secs_f64());
    match trainer(&mut log) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
