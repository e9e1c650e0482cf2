//! `verbale knowledge`: what do we know, and does every entry hold on its own sentences?

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use verbale_engine::proof::{self, Failure};
use verbale_engine::{Coder, CoderError, Knowledge};
use verbale_lexicon::{ActorKind, Effect};

use crate::knowledge::KnowledgeArguments;
use crate::{Ending, terminal};

/// Check what Verbale knows about words and the world, count it, or add what you have for other coders
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Check(CheckArguments),
    Stats(StatsArguments),
    Import(super::import::Arguments),
}

/// Read all knowledge files, and prove every entry on its own sentences
///
/// Prints each fault with its file and line. Files with faults are left out while the others are proved.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct CheckArguments {
    /// Prove only rules and actors whose name contains one of these
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Sentences that are known not to be read yet, one a line
    ///
    /// They are counted and do not fail the check; where all is proved, one that is read after all does,
    /// so that the list stays true.
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

/// Count what is known
#[derive(Debug, Args)]
struct StatsArguments {
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale knowledge check                          all that is built in
  verbale knowledge check --knowledge data         the files as they stand now
  verbale knowledge check sanction/ --knowledge my only the frames of one file
  verbale knowledge check --known tests/misread.txt as our continuous integration does";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    match &arguments.action {
        Action::Check(check) => run_check(check),
        Action::Stats(stats) => run_stats(stats),
        Action::Import(import) => super::import::run(import),
    }
}

fn run_check(arguments: &CheckArguments) -> Result<Ending> {
    let mut out = std::io::stdout().lock();
    let mut faults = Vec::new();
    let (coder, knowledge) = sound(arguments.knowledge.load()?, &mut faults)?;
    for fault in &faults {
        writeln!(out, "{}", arguments.knowledge.placed(&fault.to_string()))?;
    }
    let wanted = |name: &str| {
        arguments.names.is_empty() || arguments.names.iter().any(|part| name.contains(part))
    };
    let frames = proof::frames(&coder, &knowledge, wanted);
    let actors = proof::actors(&coder, &knowledge, wanted);
    let factuality = proof::factuality(&coder, wanted);
    let contexts = proof::contexts(&coder, &knowledge, wanted);
    let tolls = proof::tolls(&coder, &knowledge, wanted);
    let known = Known::read(arguments.known.as_deref())?;
    let words = [&factuality.failures, &contexts.failures, &tolls.failures].into_iter().flatten();
    let failures: Vec<&Failure> =
        frames.failures.iter().chain(&actors.failures).chain(words).collect();
    let news = failures.iter().filter(|failure| !known.holds(&failure.sentence));
    for failure in news.clone() {
        writeln!(out, "{}", arguments.knowledge.placed(&failure.to_string()))?;
    }
    let outdated = if arguments.names.is_empty() { known.without(&failures) } else { Vec::new() };
    for (line, sentence) in &outdated {
        writeln!(out, "{}:{line}: is read now, take it off the list: \"{sentence}\"", known.path)?;
    }
    writeln!(out, "{} faults", faults.len())?;
    writeln!(
        out,
        "{} frames: {} yes sentences read, {} no sentences left alone",
        frames.frames,
        of(frames.yes),
        of(frames.no)
    )?;
    writeln!(
        out,
        "actors: found in {} of their sentences, by {} of their names",
        of(actors.sentences),
        of(actors.names)
    )?;
    writeln!(out, "factuality: {} events told as they should be", of(factuality.events))?;
    writeln!(out, "contexts: {} sentences read as they should be", of(contexts.sentences))?;
    writeln!(out, "numbers of people: {} sentences read", of(tolls.sentences))?;
    if arguments.known.is_some() {
        writeln!(out, "{} known not to be read yet", failures.len() - news.clone().count())?;
    }
    let sound = faults.is_empty() && news.count() == 0 && outdated.is_empty();
    Ok(if sound { Ending::Complete } else { Ending::Partial })
}

/// Sentences that are known not to be read yet.
#[derive(Default)]
struct Known {
    path: String,
    lines: Vec<String>,
}

impl Known {
    fn read(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else { return Ok(Self::default()) };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| name.clone())?;
        Ok(Self { path: name, lines: text.lines().map(str::to_owned).collect() })
    }

    fn holds(&self, sentence: &str) -> bool {
        self.lines.iter().any(|line| line == sentence)
    }

    /// Listed sentences, with their lines, that are not among `failures`; `#` begins a comment.
    fn without(&self, failures: &[&Failure]) -> Vec<(usize, &str)> {
        let lines = self.lines.iter().enumerate().map(|(at, line)| (at + 1, line.as_str()));
        lines
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .filter(|(_, line)| failures.iter().all(|failure| failure.sentence != *line))
            .collect()
    }
}

fn of(tally: proof::Tally) -> String {
    format!("{} of {}", tally.hold, tally.all)
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

fn run_stats(arguments: &StatsArguments) -> Result<Ending> {
    let coder = arguments.knowledge.coder()?;
    let lexicon = coder.lexicon();
    let mut out = std::io::stdout().lock();
    let frames = &lexicon.frames;
    writeln!(out, "knowledge {}", coder.knowledge())?;
    writeln!(
        out,
        "frames    {} with {} patterns, {} senses",
        frames.all().len(),
        frames.pattern_count(),
        frames.sense_count()
    )?;
    for (id, event) in lexicon.ontology.events() {
        let count = frames.all().iter().filter(|frame| frame.effect == Effect::Event(id)).count();
        writeln!(out, "  {:10} {count:5}", event.code)?;
    }
    let operations =
        frames.all().iter().filter(|f| matches!(f.effect, Effect::Operation(_))).count();
    writeln!(out, "  {:10} {operations:5}", "operations")?;
    writeln!(out, "offices   {}", lexicon.words.offices().count())?;
    let actors = &lexicon.actors;
    let roles: usize = actors.all().iter().map(|actor| actor.roles.len()).sum();
    let (count, names) = (actors.all().len(), actors.names().len());
    writeln!(out, "actors    {count} with {names} names, {roles} roles")?;
    for (kind, word) in [
        (ActorKind::State, "states"),
        (ActorKind::Person, "people"),
        (ActorKind::Organisation, "bodies"),
    ] {
        let count = actors.all().iter().filter(|actor| actor.kind == kind).count();
        writeln!(out, "  {word:10} {count:5}")?;
    }
    Ok(Ending::Complete)
}
