//! `verbale-train-acts`: trains the network that proposes acts from articles that we wrote and coded.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use clap::Parser;
use verbale_extract::Extractor;
use verbale_lexicon::Lexicon;
use verbale_text::Language;
use verbale_train::acts::articles;
use verbale_train::acts::examples::examples;
use verbale_train::acts::run::{Options, score, train};
use verbale_train::console;

/// Trains the network that proposes acts, and writes its model.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder of coded articles (.txt).
    #[arg(long, default_value = "crates/train/articles")]
    articles: PathBuf,
    /// Where to write the model.
    #[arg(long)]
    out: PathBuf,
    /// Leave out every tenth article and score on those.
    #[arg(long)]
    hold_back: bool,
    /// Times that the network goes over the articles.
    #[arg(long)]
    epochs: Option<u64>,
    /// Numbers that stand for a word.
    #[arg(long)]
    width: Option<usize>,
    /// Layers over the embeddings.
    #[arg(long)]
    layers: Option<usize>,
    /// Share of what each layer sees that is left out in training.
    #[arg(long)]
    drop_layers: Option<f32>,
    /// Share of what is seen of the words that is left out in training.
    #[arg(long)]
    drop_words: Option<f32>,
    /// What the loss of a word that tells an act is multiplied by.
    #[arg(long)]
    act_weight: Option<f32>,
    /// Start of the pseudo-random numbers.
    #[arg(long)]
    seed: Option<u64>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    console::run(|log| learn(&arguments, log))
}

fn learn(arguments: &Arguments, log: &mut dyn FnMut(String)) -> Result<()> {
    let lexicon = Arc::new(Lexicon::open(verbale_data::LEXICON, verbale_data::FILES)?);
    let language = Language::from_bytes(verbale_data::MODEL, verbale_data::FILES)?;
    let extractor = Extractor::new(Arc::clone(&lexicon));
    let written = articles::load(&arguments.articles)?;
    let (mut training, mut held_back) = (Vec::new(), Vec::new());
    for (nth, article) in written.iter().enumerate() {
        let is_held = arguments.hold_back && nth.is_multiple_of(10);
        let to = if is_held { &mut held_back } else { &mut training };
        to.extend(examples(article, &extractor, &language));
    }
    log(format!("{} articles, {} sentences to learn from", written.len(), training.len()));
    let events = lexicon.ontology.events().map(|(_, event)| event.code.to_string()).collect();
    let own = Options::default();
    let options = Options {
        epochs: arguments.epochs.unwrap_or(own.epochs),
        width: arguments.width.unwrap_or(own.width),
        layers: arguments.layers.unwrap_or(own.layers),
        drop_layers: arguments.drop_layers.unwrap_or(own.drop_layers),
        drop_words: arguments.drop_words.unwrap_or(own.drop_words),
        act_weight: arguments.act_weight.unwrap_or(own.act_weight),
        seed: arguments.seed.unwrap_or(own.seed),
        ..own
    };
    let network = train(&training, events, &options, log);
    if arguments.hold_back {
        log(format!("held back:{}", score(&network, &held_back)));
    }
    let out = &arguments.out;
    std::fs::write(out, network.to_bytes()).with_context(|| out.display().to_string())
}
