//! `verbale knowledge import`: how do a user's dictionaries for other coders become knowledge of ours?

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use verbale_engine::import::petrarch;
use verbale_engine::{Coder, Knowledge};

use crate::{Ending, terminal};

/// Turn PETRARCH dictionaries of actors and agents into knowledge files
///
/// Writes DIR/actors/petrarch.toml and DIR/words/agents-petrarch.toml, readable files that `--knowledge DIR`
/// adds to what is built in. Names that Verbale knows with the same code are left to it. Every line that
/// cannot be carried, or not whole, is told on standard error with its file and number.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Actor dictionaries: names with dated codes, `[USAGOV 890120-930119]`
    #[arg(long, value_name = "FILE", num_args = 1..)]
    actors: Vec<PathBuf>,
    /// Agent dictionaries: common nouns with sectors, `POLICEMAN_ {POLICEMEN} [~COP]`
    #[arg(long, value_name = "FILE", num_args = 1..)]
    agents: Vec<PathBuf>,
    /// Folder to write into; it is made where it is missing
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  verbale knowledge import --actors Countries.actors.txt --agents agents.txt --out my
  verbale knowledge check petrarch --knowledge my    are the names found?
  verbale code news.jsonl --knowledge my             use them

Exit status: 0 all lines were carried, 1 some were not, 2 nothing could be done.";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    if arguments.actors.is_empty() && arguments.agents.is_empty() {
        bail!("nothing to import; name a dictionary with --actors or --agents");
    }
    let (actors, agents) = (read(&arguments.actors)?, read(&arguments.agents)?);
    let built_in = Knowledge::built_in();
    let coder = Coder::new(&built_in)?;
    let import = petrarch(&borrowed(&actors), &borrowed(&agents), coder.lexicon());
    Coder::new(&built_in.with(import.files.clone()))
        .context("what was imported does not fit what is built in; please report this")?;
    for left in &import.left {
        terminal::fault(&left.to_string());
    }
    for (path, text) in &import.files {
        write_new(&arguments.out.join(path), text)?;
    }
    let mut out = std::io::stdout().lock();
    let (lost, known) = (import.left.len(), import.known);
    writeln!(out, "{} actors and {} agents carried", import.actors, import.agents)?;
    writeln!(out, "{known} names known already, {lost} lines not carried or not whole")?;
    Ok(if import.left.is_empty() { Ending::Complete } else { Ending::Partial })
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

/// Names and texts of files. The dictionaries that are about are often not UTF-8: what is not is taken for
/// Latin-1.
fn read(paths: &[PathBuf]) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let bytes = fs::read(path).with_context(|| name.clone())?;
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect());
        files.push((name, text));
    }
    Ok(files)
}

/// Writes a file that must not be there yet.
fn write_new(path: &Path, text: &str) -> Result<()> {
    let place = || path.display().to_string();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(place)?;
    }
    let mut file = fs::File::create_new(path).with_context(|| {
        format!("{}: cannot be written; remove it or choose another --out", place())
    })?;
    file.write_all(text.as_bytes()).with_context(place)
}
