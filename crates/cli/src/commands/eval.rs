//! `verbale eval`: how well does Verbale code these articles, which a person has coded, and why not better?

use std::io::{BufWriter, Write};

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};
use verbale_engine::gold::{self, GoldArticle, LEVELS, Miss, Score, Tally};
use verbale_engine::{Coder, Record, in_order, input};

use crate::files::open;
use crate::knowledge::KnowledgeArguments;
use crate::terminal::Brush;
use crate::{Ending, progress, terminal};

/// Score Verbale on articles that you have coded by hand, and explain what it missed
///
/// Takes JSON Lines: one article a line with `id`, `text`, `date` and `sentences`, each with `start`, `end`
/// and its `events`; docs/gold-format.md tells each field. In each sentence the events of both sides are
/// matched one to one, best overlap first. For every event that is missed, told otherwise or not in the
/// gold you see what gold has, what Verbale gave, and why: no pattern for the words, or what the patterns
/// lacked.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Gold files; `-` is standard input
    #[arg(required = true, value_name = "GOLD")]
    files: Vec<String>,
    /// How to write the result
    #[arg(short, long, value_enum, default_value = "table")]
    format: Format,
    /// Explain at most so many events; JSON holds all
    #[arg(long, default_value_t = 20, value_name = "N")]
    show: usize,
    /// How many articles to code at once; the result is the same for any number
    #[arg(short, long, default_value_t = terminal::threads())]
    threads: usize,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables and explanations to read
    Table,
    /// One JSON object: articles, scores, misses
    Json,
}

const EXAMPLES: &str = "\
Examples:
  verbale eval gold.jsonl                               scores, and the first 20 misses explained
  verbale eval gold.jsonl --show 0                      scores alone
  verbale eval gold.jsonl --knowledge my                with your own frames and actors
  verbale eval gold.jsonl -f json | jq '.misses[].why'  all misses, for a program

Exit status: 0 all gold was read, 1 some of it was not, 2 nothing could be done.";

/// What came of all gold files.
#[derive(Default)]
struct Outcome {
    articles: usize,
    score: Score,
    misses: Vec<Miss>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let coder = arguments.knowledge.coder()?;
    let mut ending = Ending::Complete;
    let mut articles = Vec::new();
    for file in &arguments.files {
        let read = match open(file) {
            Ok(reader) => gold::read(reader, file, &coder.lexicon().ontology),
            Err(error) => vec![Err(input::unreadable(file, &error))],
        };
        for article in read {
            match article {
                Ok(article) => articles.push(article),
                Err(error) => {
                    ending = Ending::Partial;
                    terminal::fault(&error.to_string());
                }
            }
        }
    }
    let outcome = measure(&coder, articles, arguments.threads)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &as_json(&outcome))?;
            writeln!(out)?;
        }
        Format::Table => {
            scores(&outcome, &mut out)?;
            explanations(&outcome.misses, arguments.show, &mut out)?;
        }
    }
    out.flush()?;
    Ok(ending)
}

fn measure(coder: &Coder, articles: Vec<GoldArticle>, threads: usize) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let bar = progress::counter("articles");
    let work = |gold: GoldArticle| {
        let coded = coder.code(gold.article.clone());
        let misses = gold::misses(coder, &gold, &coded);
        (gold, coded, misses)
    };
    in_order(articles.into_iter(), threads, work, |(gold, coded, misses)| {
        bar.inc(1);
        let events: Vec<_> = coded.records.iter().filter_map(Record::event).collect();
        outcome.score.add_article(&gold.sentences, &events);
        outcome.articles += 1;
        outcome.misses.extend(misses);
        anyhow::Ok(())
    })?;
    bar.finish_and_clear();
    Ok(outcome)
}

/// The tallies of a score with their names.
fn tallies(score: &Score) -> Vec<(&str, Tally)> {
    let levels = LEVELS.iter().zip(score.levels).map(|((name, _), tally)| (*name, tally));
    let others = [("did not take place", score.unreal), ("alleged", score.alleged)];
    std::iter::once(("sentence has event", score.sentence)).chain(levels).chain(others).collect()
}

/// Those that are shares of the events whose type is right.
fn shares(score: &Score) -> [(&'static str, (usize, usize)); 3] {
    [
        ("status right", score.status),
        ("took place or not right", score.took_place),
        ("mode right, where gold has one", score.mode),
    ]
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn scores(outcome: &Outcome, out: &mut impl Write) -> Result<()> {
    let brush = Brush::new();
    let score = &outcome.score;
    writeln!(out, "{} articles, {} events\n", outcome.articles, score.levels[0].gold)?;
    let head = format!(
        "{:32} {:>9} {:>7} {:>6} {:>7} {:>6} {:>6}",
        "", "precision", "recall", "F1", "right", "gold", "found"
    );
    writeln!(out, "{}", brush.paint(Style::new().bold(), &head))?;
    let per_event = score.per_event.iter().map(|(name, tally)| (name.as_str(), *tally));
    for (name, tally) in tallies(score).into_iter().chain(per_event) {
        let Tally { hits, gold, found } = tally;
        writeln!(
            out,
            "{name:32} {:9.3} {:7.3} {:6.3} {hits:7} {gold:6} {found:6}",
            tally.precision(),
            tally.recall(),
            tally.f1()
        )?;
    }
    writeln!(out, "\nOf the events whose type is right:")?;
    for (name, (right, all)) in shares(score) {
        writeln!(out, "{name:32} {:.3} ({right} of {all})", share(right, all))?;
    }
    Ok(())
}

fn explanations(misses: &[Miss], show: usize, out: &mut impl Write) -> Result<()> {
    let brush = Brush::new();
    for miss in misses.iter().take(show) {
        let kinds: Vec<String> =
            miss.kinds.iter().map(|kind| format!("{kind:?}").to_lowercase()).collect();
        let head = format!("{} sentence {}: {}", miss.doc, miss.sentence, kinds.join(", "));
        writeln!(out, "\n{}", brush.paint(AnsiColor::Yellow.on_default().bold(), &head))?;
        let words: Vec<&str> = miss.text.split_whitespace().collect();
        writeln!(out, "  {}", words.join(" "))?;
        for (side, told) in [("gold ", &miss.gold), ("found", &miss.found)] {
            writeln!(out, "  {side}  {}", told.as_deref().unwrap_or("nothing"))?;
        }
        for why in &miss.why {
            writeln!(out, "  {}", brush.paint(Style::new().dimmed(), &format!("why    {why}")))?;
        }
    }
    if misses.len() > show {
        let more = misses.len() - show;
        writeln!(
            out,
            "\n{more} more events are told otherwise; --show {} explains them",
            misses.len()
        )?;
    }
    Ok(())
}

fn as_json(outcome: &Outcome) -> Value {
    let score = &outcome.score;
    let tally = |tally: Tally| {
        json!({
            "precision": tally.precision(), "recall": tally.recall(), "f1": tally.f1(),
            "right": tally.hits, "gold": tally.gold, "found": tally.found,
        })
    };
    let named = |tallies: Vec<(&str, Tally)>| -> Map<String, Value> {
        tallies.into_iter().map(|(name, of)| (name.to_owned(), tally(of))).collect()
    };
    let shares: Map<String, Value> = shares(score)
        .into_iter()
        .map(|(name, (right, all))| {
            (name.to_owned(), json!({ "share": share(right, all), "right": right, "of": all }))
        })
        .collect();
    let events = score.per_event.iter().map(|(name, of)| (name.as_str(), *of)).collect();
    json!({
        "articles": outcome.articles,
        "scores": named(tallies(score)),
        "shares": shares,
        "events": named(events),
        "misses": outcome.misses,
    })
}
