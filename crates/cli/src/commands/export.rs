//! `verbale export`: how do these articles or records look in the formats of others?

use std::fs::File;
use std::io::{BufRead, BufWriter};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use verbale_engine::output::export::{Actors, EXPORTS, Export, Sink, Stories, Story, export_named};
use verbale_engine::{Article, InputError, Record, code_article, in_order};
use verbale_intake::Intake;

use crate::files::{IntakeArguments, names};
use crate::knowledge::KnowledgeArguments;
use crate::{Ending, progress, terminal};

/// Write events in the formats of other tools
///
/// Takes articles, as `verbale code` does, or the records that it wrote as JSON Lines; both give the same.
/// GDELT, ICEWS and POLECAT have no field for what is hypothetical, negated, in the future or only alleged:
/// such events are left out and counted, unless `--doubtful` is given. docs/formats.md tells every column.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Articles, folders of them, or records; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// The format to write
    #[arg(short, long, value_parser = names(EXPORTS.iter().map(|e| e.name)), long_help = formats())]
    format: String,
    /// Also write events that did not take place, or rest on somebody's word alone
    #[arg(long)]
    doubtful: bool,
    /// Write to this file and not to standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How many articles to code at once; the result is the same for any number
    #[arg(short, long, default_value_t = terminal::threads())]
    threads: usize,
    #[command(flatten)]
    intake: IntakeArguments,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale export article.txt --format csv                one row an event, for spreadsheets and pandas
  verbale export news/ --format gdelt --out events.tsv   a folder, as GDELT's tools read it
  verbale code news/ --out records.jsonl && verbale export records.jsonl --format icews
                                                         code once, export as often as you like
  verbale code article.txt --format jsonl | verbale export - --format ftm
                                                         FollowTheMoney entities, one a line

Exit status: 0 all was read, 1 some was not, 2 nothing could be done.";

fn formats() -> String {
    let formats: Vec<String> = EXPORTS.iter().map(|e| format!("{}: {}", e.name, e.about)).collect();
    format!("The format to write\n\n{}", formats.join("\n"))
}

/// What a file gives: an article to code, or records made before.
enum Given {
    Article(Result<Article, InputError>),
    Records(Result<Vec<Record>, InputError>),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let Some(export) = export_named(&arguments.format) else {
        bail!("no format is called \"{}\"", arguments.format)
    };
    let coder = arguments.knowledge.coder()?;
    let mut writer = (export.open)(sink(export, arguments.out.as_deref())?, arguments.doubtful)?;
    let intake = arguments.intake.intake();
    let given = arguments.files.iter().flat_map(|file| given(file, &intake));
    let code = |given| match given {
        Given::Records(records) => records,
        Given::Article(article) => Ok(code_article(&coder, article?)?.records),
    };
    let bar = progress::counter("documents");
    let mut ending = Ending::Complete;
    in_order(given, arguments.threads, code, |records| {
        bar.inc(1);
        match records {
            Ok(records) => match Story::new(&records, Actors::new(coder.lexicon())) {
                Some(story) => writer.story(&story),
                None => Ok(()),
            },
            Err(error) => {
                ending = Ending::Partial;
                bar.suspend(|| terminal::fault(&error.to_string()));
                Ok(())
            }
        }
    })?;
    writer.finish()?;
    bar.finish_and_clear();
    intake.tally.summary().iter().for_each(|line| terminal::note(line));
    if writer.left_out() > 0 {
        let (count, name) = (writer.left_out(), export.name);
        terminal::note(&format!(
            "{count} events left out that did not take place or are only alleged, which {name} \
             cannot say; --doubtful writes them"
        ));
    }
    Ok(ending)
}

fn given(file: &str, intake: &Intake) -> Box<dyn Iterator<Item = Given> + Send> {
    let articles =
        |articles: verbale_engine::input::Articles| Box::new(articles.map(Given::Article));
    if Path::new(file).is_dir() {
        return articles(intake.articles(file));
    }
    let opened = verbale_intake::open(file).and_then(|mut reader| {
        let records = begins_with_a_record(reader.fill_buf()?);
        Ok((reader, records))
    });
    match opened {
        Ok((reader, true)) => Box::new(Stories::new(reader, file).map(Given::Records)),
        Ok((reader, false)) => articles(intake.read(reader, file)),
        Err(error) => {
            let error = verbale_engine::input::unreadable(file, &error);
            Box::new(std::iter::once(Given::Article(Err(error))))
        }
    }
}

/// Whether a file that begins so holds records and not articles.
fn begins_with_a_record(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    let head = String::from_utf8_lossy(&start[..start.len().min(64)]);
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    head.starts_with("{\"v\":") && head.contains(",\"kind\":")
}

fn sink(export: &Export, path: Option<&Path>) -> Result<Sink> {
    match path {
        Some(path) => {
            let file = File::create(path)
                .with_context(|| format!("{}: cannot be written", path.display()))?;
            Ok(Box::new(BufWriter::new(file)))
        }
        None if export.name == "parquet" && terminal::is_read_by_a_person() => {
            bail!("parquet is not for reading on a terminal; give --out FILE")
        }
        None => Ok(Box::new(BufWriter::new(std::io::stdout()))),
    }
}
