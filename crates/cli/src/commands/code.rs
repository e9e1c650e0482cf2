//! `verbale code`: what do these articles say happened?

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use verbale_engine::{code_all, output};

use crate::files::{IntakeArguments, names};
use crate::knowledge::KnowledgeArguments;
use crate::{Ending, progress, terminal};

/// Read articles into records
///
/// Takes plain text, HTML pages, JSON Lines, CSV and TSV, RSS and Atom, WARC, each of them also as `.gz`, in
/// any charset, and folders of them. Articles in other languages than English are set aside and counted.
/// What cannot be read is told on standard error, and the rest goes on.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files or folders to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// How to write the records; on a terminal `page`, else `jsonl`
    #[arg(short, long, value_parser = names(output::FORMATS.iter().map(|f| f.name)), help = output_help())]
    format: Option<String>,
    #[command(flatten)]
    intake: IntakeArguments,
    /// Also write every actor, place and time that was read
    #[arg(short, long)]
    mentions: bool,
    /// How many articles to code at once; the result is the same for any number
    #[arg(short, long, default_value_t = terminal::threads())]
    threads: usize,
    /// Write to this file and not to standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale code article.txt                         a page to read
  verbale code corpus/*.txt --out records.jsonl    one record a line
  verbale code news.jsonl --mentions               also actors, places and times
  verbale code news.csv --columns text=body,date=published
                                                   a table: which column holds what
  verbale code feed.xml page.html CC-NEWS.warc.gz  feeds, pages, archives of pages
  verbale code news/ -f plover                     a folder; PLOVER JSON, for its tools

Exit status: 0 all articles were read, 1 some were not, 2 nothing could be done.";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let coder = arguments.knowledge.coder()?;
    let piped = arguments.out.is_some() || !terminal::is_read_by_a_person();
    let name = arguments.format.as_deref().unwrap_or(if piped { "jsonl" } else { "page" });
    let Some(format) = output::format_named(name) else { bail!("no format is called \"{name}\"") };
    let options = output::Options {
        mentions: arguments.mentions,
        width: terminal::width(),
        colour: arguments.out.is_none() && terminal::colour(),
    };
    let mut out = open_output(arguments.out.as_deref())?;
    let intake = arguments.intake.intake();
    let articles = arguments.files.iter().flat_map(|file| intake.articles(file));
    let bar = progress::counter("articles");
    let mut ending = Ending::Complete;
    let coded = code_all(&coder, articles, arguments.threads, |outcome| {
        bar.inc(1);
        match outcome {
            Ok(coded) => (format.write)(&coded, options, &mut out),
            Err(error) => {
                ending = Ending::Partial;
                bar.suspend(|| terminal::fault(&error.to_string()));
                Ok(())
            }
        }
    });
    bar.finish_and_clear();
    intake.tally.summary().iter().for_each(|line| terminal::note(line));
    coded.and_then(|()| out.flush())?;
    Ok(ending)
}

fn open_output(path: Option<&Path>) -> Result<Box<dyn Write>> {
    Ok(match path {
        Some(path) => {
            let file = File::create(path)
                .with_context(|| format!("{}: cannot be written", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    })
}

fn output_help() -> String {
    let formats: Vec<String> =
        output::FORMATS.iter().map(|f| format!("{}: {}", f.name, f.about)).collect();
    format!(
        "How to write the records: on a terminal `page`, else `jsonl`\n\n{}",
        formats.join("\n")
    )
}
