//! Which commands are there? One file each.

mod add;
mod claims;
mod code;
mod dyads;
mod echoes;
mod eval;
mod explain;
mod export;
mod find;
mod import;
mod knowledge;
mod parse;
mod said;
mod schema;
mod serve;
mod tension;
mod timeline;
mod watch;
mod who;

use std::path::Path;

use anyhow::Result;
use clap::Subcommand;
use verbale_store::StoreError;

use crate::Ending;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Code(code::Arguments),
    Eval(eval::Arguments),
    Add(add::Arguments),
    Watch(watch::Arguments),
    Find(find::Arguments),
    Timeline(timeline::Arguments),
    Said(said::Arguments),
    Claims(claims::Arguments),
    Dyads(dyads::Arguments),
    Tension(tension::Arguments),
    Echoes(echoes::Arguments),
    Export(Box<export::Arguments>),
    Serve(serve::Arguments),
    Explain(explain::Arguments),
    Parse(parse::Arguments),
    Who(who::Arguments),
    Knowledge(knowledge::Arguments),
    Schema(schema::Arguments),
}

impl Command {
    /// Does it. What is wrong with a corpus is told with its file.
    pub(crate) fn run(self) -> Result<Ending> {
        self.done().map_err(|error| match (self.corpus(), error.downcast_ref()) {
            (
                Some(file),
                Some(StoreError::Damaged(_) | StoreError::Full | StoreError::Database(_)),
            ) => error.context(file.display().to_string()),
            _ => error,
        })
    }

    /// The corpus that is asked or changed.
    fn corpus(&self) -> Option<&Path> {
        Some(match self {
            Command::Add(arguments) => &arguments.db,
            Command::Watch(arguments) => &arguments.db,
            Command::Find(arguments) => &arguments.corpus.db,
            Command::Timeline(arguments) => &arguments.corpus.db,
            Command::Said(arguments) => &arguments.corpus.db,
            Command::Claims(arguments) => &arguments.corpus.db,
            Command::Dyads(arguments) => &arguments.corpus.db,
            Command::Tension(arguments) => &arguments.corpus.db,
            Command::Echoes(arguments) => &arguments.corpus.db,
            Command::Serve(arguments) => &arguments.corpus.db,
            Command::Export(arguments) => arguments.db.as_ref()?,
            _ => return None,
        })
    }

    fn done(&self) -> Result<Ending> {
        match self {
            Command::Code(arguments) => code::run(arguments),
            Command::Eval(arguments) => eval::run(arguments),
            Command::Add(arguments) => add::run(arguments),
            Command::Watch(arguments) => watch::run(arguments),
            Command::Find(arguments) => find::run(arguments),
            Command::Timeline(arguments) => timeline::run(arguments),
            Command::Said(arguments) => said::run(arguments),
            Command::Claims(arguments) => claims::run(arguments),
            Command::Dyads(arguments) => dyads::run(arguments),
            Command::Tension(arguments) => tension::run(arguments),
            Command::Echoes(arguments) => echoes::run(arguments),
            Command::Export(arguments) => export::run(arguments),
            Command::Serve(arguments) => serve::run(arguments),
            Command::Explain(arguments) => explain::run(arguments),
            Command::Parse(arguments) => parse::run(arguments),
            Command::Who(arguments) => who::run(arguments),
            Command::Knowledge(arguments) => knowledge::run(arguments),
            Command::Schema(arguments) => schema::run(arguments),
        }
    }
}
