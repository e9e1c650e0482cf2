//! Which commands are there? One file each.

mod code;
mod eval;
mod explain;
mod import;
mod knowledge;
mod parse;
mod schema;
mod who;

use anyhow::Result;
use clap::Subcommand;

use crate::Ending;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Code(code::Arguments),
    Eval(eval::Arguments),
    Explain(explain::Arguments),
    Parse(parse::Arguments),
    Who(who::Arguments),
    Knowledge(knowledge::Arguments),
    Schema(schema::Arguments),
}

impl Command {
    /// Does it.
    pub(crate) fn run(self) -> Result<Ending> {
        match self {
            Command::Code(arguments) => code::run(&arguments),
            Command::Eval(arguments) => eval::run(&arguments),
            Command::Explain(arguments) => explain::run(&arguments),
            Command::Parse(arguments) => parse::run(&arguments),
            Command::Who(arguments) => who::run(&arguments),
            Command::Knowledge(arguments) => knowledge::run(&arguments),
            Command::Schema(arguments) => schema::run(&arguments),
        }
    }
}
