//! `verbale schema`: what may a record look like?

use std::io::Write;

use anyhow::Result;
use clap::Args;

use crate::Ending;

/// Print the JSON Schema of a record
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  verbale schema > record.schema.json")]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments) -> Result<Ending> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &verbale_engine::record::schema())?;
    writeln!(out)?;
    Ok(Ending::Complete)
}
