//! `verbale knowledge`: what do we know, and does every entry hold on its own sentences?

use std::collections::BTreeSet;
use std::io::Write;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use verbale_engine::{Coder, CoderError, Knowledge, proof};

use crate::knowledge::KnowledgeArguments;
use crate::{Ending, terminal};

/// Check what Verbale knows about words and the world, or count it
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Check(CheckArguments),
}

/// Read all knowledge files, and prove every entry on its own sentences
///
/// Prints each fault with its file and line. Files with faults are left out while the others are proved.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct CheckArguments {
    /// Prove only rules whose name contains one of these
    #[arg(value_name = "RULE")]
    rules: Vec<String>,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale knowledge check                          all that is built in
  verbale knowledge check --knowledge data         the files as they stand now
  verbale knowledge check sanction/ --knowledge my only the frames of one file";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    match &arguments.action {
        Action::Check(check) => run_check(check),
    }
}

fn run_check(arguments: &CheckArguments) -> Result<Ending> {
    let mut out = std::io::stdout().lock();
    let mut faults = Vec::new();
    let (coder, knowledge) = sound(arguments.knowledge.load()?, &mut faults)?;
    for fault in &faults {
        writeln!(out, "{}", arguments.knowledge.placed(&fault.to_string()))?;
    }
    let wanted = |rule: &str| {
        arguments.rules.is_empty() || arguments.rules.iter().any(|part| rule.contains(part))
    };
    let report = proof::frames(&coder, &knowledge, wanted);
    for failure in &report.failures {
        writeln!(out, "{}", arguments.knowledge.placed(&failure.to_string()))?;
    }
    let proof::Report { frames, yes, no, .. } = report;
    writeln!(
        out,
        "{} faults; {frames} frames: {} of {} yes sentences read, {} of {} no sentences left alone",
        faults.len(),
        yes.1,
        yes.0,
        no.1,
        no.0
    )?;
    let sound = faults.is_empty() && report.failures.is_empty();
    Ok(if sound { Ending::Complete } else { Ending::Partial })
}

/// A coder with `knowledge`, less the files that have faults, which go to `faults`.
fn sound(
    mut knowledge: Knowledge,
    faults: &mut Vec<verbale_lexicon::Fault>,
) -> Result<(Coder, Knowledge)> {
    loop {
        match Coder::new(&knowledge) {
            Ok(coder) => return Ok((coder, knowledge)),
            Err(CoderError::Knowledge(found)) => {
                let files: BTreeSet<String> = found.0.iter().map(|f| f.file.clone()).collect();
                faults.extend(found.0);
                if !files.iter().all(|file| knowledge.file(file).is_some()) {
                    bail!("knowledge has faults in no file; report this");
                }
                let names: Vec<&str> = files.iter().map(String::as_str).collect();
                terminal::note(&format!("left out because of faults: {}", names.join(", ")));
                knowledge = knowledge.without(|path| files.contains(path));
            }
            Err(other) => return Err(other.into()),
        }
    }
}
