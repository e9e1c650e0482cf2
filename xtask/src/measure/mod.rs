//! How good is the coder on texts that people have coded by hand?
//!
//! Codes the sets of `../shared/data` and scores the records as the Python scorers of `../shared/tools`
//! do, number for number: `--keep DIR` writes what was coded, so that anyone can run those on it. Sets
//! that are not there are named and skipped. Nothing of them is copied into the repository.

mod articles;
mod attribution;
mod coded;
mod gsr;
mod pairs;
mod statements;
mod stories;
mod table;
mod trees;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use verbale_engine::Coder;

use coded::Bench;
use table::Table;

/// Score the coder on texts coded by hand
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to measure; all where nothing is named
    #[arg(value_name = "WHAT")]
    what: Vec<String>,
    /// Folder that holds the sets
    #[arg(long, default_value = "../shared/data", value_name = "DIR")]
    data: PathBuf,
    /// Write what was coded, and its records, into this folder
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Show this many misses of each kind, where the measure can
    #[arg(long, default_value_t = 0, value_name = "N")]
    show: usize,
}

/// One thing to measure.
struct Measure {
    name: &'static str,
    /// What it reads, under the data folder.
    file: &'static str,
    run: fn(&Bench<'_>, &Path, &mut Table) -> Result<()>,
}

const MEASURES: &[Measure] = &[
    Measure { name: "trees", file: "treebanks/ewt-dev.conllu.gz", run: trees::run },
    Measure { name: "articles", file: "events/articles-dev.jsonl", run: articles::run },
    Measure {
        name: "one-reader",
        file: "events/articles-dev-one-reader.jsonl",
        run: articles::run,
    },
    Measure { name: "gsr", file: "events/plover-gsr-dev.jsonl", run: gsr::run },
    Measure { name: "pairs", file: "events/plv-dev.jsonl", run: pairs::run },
    Measure { name: "statements", file: "events/cameo-sentences-dev.jsonl", run: statements::run },
    Measure { name: "attribution", file: "attribution/polnear-dev.jsonl", run: attribution::run },
    Measure { name: "stories", file: "stories/ecbplus-1-35.jsonl.gz", run: stories::run },
];

pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let names: Vec<&str> = MEASURES.iter().map(|measure| measure.name).collect();
    for what in &arguments.what {
        if !names.contains(&what.as_str()) {
            bail!("unknown measure \"{what}\"; there are {}", names.join(", "));
        }
    }
    let coder = Coder::built_in().context("the built-in knowledge has faults")?;
    let bench = Bench { coder: &coder, keep: arguments.keep.as_deref(), show: arguments.show };
    let mut table = Table::default();
    for measure in MEASURES {
        if !arguments.what.is_empty() && !arguments.what.iter().any(|what| what == measure.name) {
            continue;
        }
        let path = arguments.data.join(measure.file);
        if !path.exists() {
            table.note(format!("{}: skipped, there is no {}", measure.name, path.display()));
            continue;
        }
        let start = Instant::now();
        table.begin(measure.name);
        (measure.run)(&bench, &path, &mut table).with_context(|| path.display().to_string())?;
        table.note(format!("{}: {:.1} s", measure.name, start.elapsed().as_secs_f64()));
    }
    table.print()?;
    Ok(true)
}
