//! How good is the coder on texts that people have coded by hand?
//!
//! Codes the sets of `../shared/data` and scores the records as the Python scorers of `../shared/tools`
//! do, number for number: `--keep DIR` writes what was coded, so that anyone can run those on it. Sets
//! that are not there are named and skipped. Nothing of them is copied into the repository.

mod articles;
mod attribution;
mod coded;
mod contexts;
mod coref;
mod cuts;
mod factuality;
mod gsr;
mod names;
mod pairs;
mod places;
mod standoff;
mod statements;
mod stories;
mod table;
mod times;
mod trees;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use verbale_engine::{Coder, Knowledge};

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
    /// Folder whose knowledge files are added to those built in, or replace those of the same path
    #[arg(long, value_name = "DIR")]
    knowledge: Option<PathBuf>,
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
    /// What it reads: under the data folder, or after `./` in the repository.
    file: &'static str,
    run: fn(&Bench<'_>, &Path, &mut Table) -> Result<()>,
}

const MEASURES: &[Measure] = &[
    Measure { name: "trees", file: "treebanks/ewt-dev.conllu.gz", run: trees::run },
    Measure { name: "news", file: "./tests/trees/news-a.conllu", run: trees::run },
    Measure { name: "news", file: "./tests/trees/news-b.conllu", run: trees::run },
    Measure { name: "cuts", file: "treebanks/ewt-dev.conllu.gz", run: cuts::treebank },
    Measure { name: "cuts", file: "./tests/sentences", run: cuts::hard_cases },
    Measure { name: "names", file: "ner/uner-ewt-dev.iob2.gz", run: names::run },
    Measure { name: "gold-a", file: "./gold/articles-a.jsonl", run: articles::run },
    Measure { name: "gold-b", file: "./gold/articles-b.jsonl", run: articles::run },
    Measure { name: "gold-c", file: "./gold/standoff/articles-c.jsonl", run: standoff::run },
    Measure { name: "gold-d", file: "./gold/standoff/articles-d.jsonl", run: standoff::run },
    Measure { name: "gold-e", file: "./gold/standoff/articles-e.jsonl", run: standoff::run },
    Measure { name: "gold-f", file: "./gold/standoff/articles-f.jsonl", run: standoff::run },
    Measure { name: "gold-g", file: "./gold/standoff/articles-g.jsonl", run: standoff::run },
    Measure { name: "gold-h", file: "./gold/standoff/articles-h.jsonl", run: standoff::run },
    Measure { name: "articles", file: "events/articles-dev.jsonl", run: articles::run },
    Measure {
        name: "one-reader",
        file: "events/articles-dev-one-reader.jsonl",
        run: articles::run,
    },
    Measure { name: "actors", file: "events/plover-gsr-dev.jsonl", run: gsr::actors },
    Measure { name: "gsr", file: "events/plover-gsr-dev.jsonl", run: gsr::run },
    Measure { name: "contexts", file: "events/plover-gsr-dev.jsonl", run: contexts::run },
    Measure { name: "pairs", file: "events/plv-dev.jsonl", run: pairs::run },
    Measure { name: "statements", file: "events/cameo-sentences-dev.jsonl", run: statements::run },
    Measure { name: "attribution", file: "attribution/polnear-dev.jsonl", run: attribution::run },
    Measure { name: "factuality", file: "factuality", run: factuality::run },
    Measure { name: "geo", file: "geo", run: places::run },
    Measure { name: "time", file: "time", run: times::run },
    Measure { name: "coref", file: "treebanks/gum-free-train.conllu.gz", run: coref::run },
    Measure { name: "stories", file: "stories/ecbplus-1-35.jsonl.gz", run: stories::run },
];

pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let names: Vec<&str> = MEASURES.iter().map(|measure| measure.name).collect();
    for what in &arguments.what {
        if !names.contains(&what.as_str()) {
            bail!("unknown measure \"{what}\"; there are {}", names.join(", "));
        }
    }
    let knowledge = knowledge(arguments.knowledge.as_deref())?;
    let coder = Coder::new(&knowledge).context("the knowledge has faults")?;
    let bench = Bench {
        data: &arguments.data,
        coder: &coder,
        knowledge: &knowledge,
        keep: arguments.keep.as_deref(),
        show: arguments.show,
    };
    let mut table = Table::default();
    for measure in MEASURES {
        if !arguments.what.is_empty() && !arguments.what.iter().any(|what| what == measure.name) {
            continue;
        }
        let own = measure.file.strip_prefix("./").map(PathBuf::from);
        let path = own.unwrap_or_else(|| arguments.data.join(measure.file));
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

/// The built-in knowledge, with the files of `folder`.
fn knowledge(folder: Option<&Path>) -> Result<Knowledge> {
    let built_in = Knowledge::built_in();
    let Some(folder) = folder else { return Ok(built_in) };
    let mut extra = Vec::new();
    for part in Knowledge::FOLDERS {
        let Ok(entries) = std::fs::read_dir(folder.join(part)) else { continue };
        for entry in entries {
            let path = entry?.path();
            let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
            if Knowledge::is_file(name) {
                let text = std::fs::read_to_string(&path);
                let text = text.with_context(|| path.display().to_string())?;
                extra.push((format!("{part}/{name}"), text));
            }
        }
    }
    if extra.is_empty() {
        bail!("{}: holds no knowledge", folder.display());
    }
    Ok(built_in.with(extra))
}
