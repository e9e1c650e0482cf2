//! `verbale export`: how do these articles or records look in the formats of others?

use std::fs::File;
use std::io::{BufRead, BufWriter};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use jiff::civil::Date;
use verbale_engine::output::export::{
    Actors, EXPORTS, Export, Exporter, Sink, Stories, Story, export_named,
};
use verbale_engine::{Article, Coder, InputError, InputErrorKind, Record, code_article, in_order};
use verbale_intake::{Format, Intake, format_named};
use verbale_store::{EventFilter, Store};

use crate::corpus::EventArguments;
use crate::files::ReadingArguments;
use crate::knowledge::KnowledgeArguments;
use crate::rows::NOTHING;
use crate::{Ending, progress, terminal};

/// Write events in the formats of other tools
///
/// Takes articles, as `verbale code` does, the records that it wrote as JSON Lines, or with `--db` what a corpus holds,
/// which is not coded again; all give the same. Of a corpus, the options of `verbale find` choose events.
/// GDELT, ICEWS, POLECAT and FollowTheMoney have no field for what is hypothetical, negated, in the future or only alleged:
/// such events are left out and counted, unless `--doubtful` is given. docs/formats.md tells every column.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Articles, folders of them, or records; `-` is standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// The corpus, in place of files
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "columns", "any_language", "frames_only"])]
    pub(super) db: Option<PathBuf>,
    /// The format to write
    #[arg(short, long, value_parser = exports(), long_help = formats())]
    format: String,
    /// Also write events that did not take place, or rest on somebody's word alone
    #[arg(long)]
    doubtful: bool,
    /// Write to this file and not to standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// With --db the first day on which it may have been; else what the files are, as for `verbale code`
    #[arg(long, value_name = "YYYY-MM-DD|FORMAT", value_parser = from)]
    from: Option<From>,
    /// How many articles to code at once; the result is the same for any number
    #[arg(short, long, default_value_t = terminal::threads())]
    threads: usize,
    #[command(flatten)]
    reading: ReadingArguments,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
    /// Words of the sentence, as for `verbale find`
    #[arg(long, help_heading = CHOICE)]
    words: Option<String>,
    /// Last day on which it may have been
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = CHOICE)]
    to: Option<Date>,
    #[command(flatten, next_help_heading = CHOICE)]
    events: EventArguments,
}

const CHOICE: &str = "Which events of the corpus";

/// What `--from` tells: from which day on, or from which format.
#[derive(Debug, Clone, Copy)]
enum From {
    Day(Date),
    Format(&'static Format),
}

const EXAMPLES: &str = "\
Examples:
  verbale export article.txt --format csv                one row an event, for spreadsheets and pandas
  verbale export news/ --format gdelt --out events.tsv   a folder, as GDELT's tools read it
  verbale code news/ --out records.jsonl && verbale export records.jsonl --format icews
                                                         code once, export as often as you like
  verbale code article.txt --format jsonl | verbale export - --format ftm
                                                         FollowTheMoney entities, one a line
  verbale export --db corpus.db --format plover          all of a corpus, as PLOVER JSON
  verbale export --db corpus.db --format csv --actor GHA --from 2015-06-01 --to 2015-06-30
                                                         what Ghana did in June

Exit status: 0 all was read, 1 some was not, 2 nothing could be done.";

fn formats() -> String {
    let formats: Vec<String> = EXPORTS.iter().map(|e| format!("{}: {}", e.name, e.about)).collect();
    format!("The format to write\n\n{}", formats.join("\n"))
}

/// The names of the formats; those that this program was built without are taken too, to say how to get them.
fn exports() -> PossibleValuesParser {
    let names = EXPORTS.iter().map(|export| PossibleValue::new(export.name));
    let absent = (!cfg!(feature = "parquet")).then(|| PossibleValue::new("parquet").hide(true));
    PossibleValuesParser::new(names.chain(absent))
}

fn from(text: &str) -> Result<From, String> {
    let day = || text.parse().ok().map(From::Day);
    let format = format_named(text).map(From::Format);
    format
        .or_else(day)
        .ok_or_else(|| "give a day such as 2014-03-01, or what files are: csv, warc …".to_owned())
}

/// What a file gives: an article to code, or records made before.
enum Given {
    Article(Result<Article, InputError>),
    Records(Result<Vec<Record>, InputError>),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let name = &arguments.format;
    let Some(export) = export_named(name) else {
        bail!(
            "this verbale was built without {name}; build it with `cargo build --release --features {name}`, or take \
             csv, which has the same columns"
        )
    };
    let filter = arguments.filter()?;
    let coder = arguments.knowledge.coder()?;
    let (writer, ending) = match &arguments.db {
        Some(db) => {
            (of_corpus(arguments, export, &coder, &Store::open(db)?, &filter)?, Ending::Complete)
        }
        None => of_files(arguments, export, &coder)?,
    };
    if writer.left_out() > 0 {
        let count = writer.left_out();
        terminal::note(&format!(
            "{count} events left out that did not take place or are only alleged, which {name} \
             cannot say; --doubtful writes them"
        ));
    }
    Ok(ending)
}

impl Arguments {
    /// Which events of a corpus are wanted; of files, all are.
    fn filter(&self) -> Result<EventFilter> {
        if self.files.is_empty() && self.db.is_none() {
            bail!("nothing to export; name files (`-` is standard input), or a corpus with --db");
        }
        let from = match (self.from, &self.db) {
            (Some(From::Format(format)), Some(_)) => {
                bail!("--from {}: with --db give a day such as 2014-03-01", format.name)
            }
            (Some(From::Day(day)), _) => Some(day),
            _ => None,
        };
        let words = self.words.clone();
        let filter = EventFilter { words, from, to: self.to, ..self.events.filter() };
        if self.db.is_none() && filter != EventFilter::default() {
            bail!(
                "days, words, parties and the like choose among the events of a corpus; give one with --db in \
                 place of files (`verbale add FILES --db corpus.db` makes one)"
            );
        }
        Ok(filter)
    }

    fn format(&self) -> Option<&'static Format> {
        self.from.and_then(|from| match from {
            From::Format(format) => Some(format),
            From::Day(_) => None,
        })
    }
}

/// Writes what the corpus holds.
fn of_corpus(
    arguments: &Arguments,
    export: &Export,
    coder: &Coder,
    store: &Store,
    filter: &EventFilter,
) -> Result<Box<dyn Exporter>> {
    // A question without sense is told before a file is made.
    if store.count(filter)? == Some(0) {
        terminal::note(NOTHING);
    }
    let mut writer = begun(arguments, export)?;
    let bar = progress::counter("documents");
    store.stories(filter, |told| -> Result<()> {
        bar.inc(1);
        if let Some(story) = Story::new(&told.records, Actors::new(coder.lexicon())) {
            writer.story(&story.of(Some(&told.article)))?;
        }
        Ok(())
    })?;
    writer.finish()?;
    bar.finish_and_clear();
    Ok(writer)
}

/// Writes what files hold.
fn of_files(
    arguments: &Arguments,
    export: &Export,
    coder: &Coder,
) -> Result<(Box<dyn Exporter>, Ending)> {
    let mut writer = begun(arguments, export)?;
    let intake = arguments.reading.intake(arguments.format());
    let given = arguments.files.iter().flat_map(|file| given(file, &intake, export));
    let code = |given| match given {
        Given::Records(records) => Ok((None, records?)),
        Given::Article(article) => {
            let coded = code_article(coder, article?)?;
            Ok((Some(coded.article), coded.records))
        }
    };
    let bar = progress::counter("documents");
    let mut ending = Ending::Complete;
    in_order(given, arguments.threads, code, |told: Result<_, InputError>| {
        bar.inc(1);
        match told {
            Ok((article, records)) => match Story::new(&records, Actors::new(coder.lexicon())) {
                Some(story) => writer.story(&story.of(article.as_ref())),
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
    Ok((writer, ending))
}

fn begun(arguments: &Arguments, export: &Export) -> Result<Box<dyn Exporter>> {
    let sink = sink(export, arguments.out.as_deref())?;
    Ok((export.open)(sink, arguments.doubtful)?)
}

fn given(file: &str, intake: &Intake, export: &Export) -> Box<dyn Iterator<Item = Given> + Send> {
    let articles =
        |articles: verbale_engine::input::Articles| Box::new(articles.map(Given::Article));
    if Path::new(file).is_dir() {
        return articles(intake.articles(file));
    }
    let opened = verbale_intake::open(file).and_then(|mut reader| {
        let begins = Begins::told_by(reader.fill_buf()?);
        Ok((reader, begins))
    });
    match opened {
        Ok((_, Begins::Answers)) => alone(file, ANSWERS),
        Ok((_, Begins::Records)) if export.needs_article => alone(file, WITHOUT_TEXT),
        Ok((reader, Begins::Records)) => Box::new(Stories::new(reader, file).map(Given::Records)),
        Ok((reader, Begins::Articles)) => articles(intake.read(reader, file)),
        Err(error) => {
            let error = verbale_engine::input::unreadable(file, &error);
            Box::new(std::iter::once(Given::Article(Err(error))))
        }
    }
}

const ANSWERS: &str = "holds answers of `verbale find` and not articles or records; `verbale export --db CORPUS` takes \
                       the same options and exports what they find";
const WITHOUT_TEXT: &str = "holds records, which lack the words of their sentences that plover gives; give the \
                            articles, or a corpus with --db";

/// A fault as all that a file gives.
fn alone(file: &str, message: &str) -> Box<dyn Iterator<Item = Given> + Send> {
    let (file, message) = (file.to_owned(), message.to_owned());
    let error = InputError { kind: InputErrorKind::Unreadable, file, line: None, message };
    Box::new(std::iter::once(Given::Records(Err(error))))
}

/// With what a file begins.
#[derive(Debug, PartialEq, Eq)]
enum Begins {
    Articles,
    Records,
    /// Rows with a record in each.
    Answers,
}

impl Begins {
    fn told_by(start: &[u8]) -> Self {
        let start = start.trim_ascii_start();
        let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let line: String =
            String::from_utf8_lossy(line).chars().filter(|c| !c.is_whitespace()).collect();
        let is_record = |json: &str| json.starts_with("{\"v\":") && json.contains(",\"kind\":");
        let answer = line.split_once("\"record\":").is_some_and(|(_, rest)| is_record(rest));
        match is_record(&line) {
            true => Self::Records,
            false if line.starts_with("{\"doc\":") && answer => Self::Answers,
            false => Self::Articles,
        }
    }
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
