//! `verbale add`: put articles into a corpus.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail};
use clap::Args;
use indicatif::ProgressBar;
use verbale_engine::{Article, CODER, Coder, InputError, code_all};
use verbale_intake::Intake;
use verbale_store::{Checker, CoderName, Entry, Put, Store, Writer};

use crate::files::IntakeArguments;
use crate::knowledge::KnowledgeArguments;
use crate::{Ending, progress, terminal};

/// Code articles and keep them, with all records, in a corpus
///
/// The corpus is one SQLite file, made where there is none. The same article again changes nothing; a file that has
/// changed, or another article of an `id` that was given, replaces what was there, and is told by name. Two files of one
/// name, or two articles of one `id` in one run, are both kept: one gets its folder or a number beside its name, the same
/// each time. What comes from standard input is called by its content. Each article is there wholly or not at all: a
/// run that was stopped, however hard, is gone on with by giving the same command again.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files or folders to read, as for `verbale code`; `-` is standard input
    #[arg(required_unless_present = "recode", value_name = "FILE")]
    files: Vec<String>,
    /// The corpus
    #[arg(long, value_name = "FILE", default_value = "corpus.db")]
    pub(super) db: PathBuf,
    /// Code anew what another version of verbale or other knowledge has coded; without files, all of it
    #[arg(long)]
    recode: bool,
    #[command(flatten)]
    intake: IntakeArguments,
    /// How many articles to code at once; the result is the same for any number
    #[arg(short, long, default_value_t = terminal::threads())]
    threads: usize,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale add corpus/*.txt --db corpus.db     make a corpus, or add to it
  verbale add news.jsonl --db corpus.db       `id`, `text`, and when known `date`, `title`, `source`, `url`
  verbale add a/talks.txt b/talks.txt         kept as talks and b/talks
  cat talks.txt | verbale add -               kept as stdin- and a hash of its content
  verbale add --recode --db corpus.db         code all of it anew with this version of verbale

Exit status: 0 all articles are in, 1 some could not be read, 2 nothing could be done.";

/// What came of the articles.
#[derive(Debug, Default)]
pub(super) struct Tally {
    added: u64,
    replaced: u64,
    recoded: u64,
    unchanged: u64,
    pub(super) unread: u64,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let mut writer = Writer::open(&arguments.db, arguments.recode)?;
    let coder = arguments.knowledge.coder()?;
    let bar = progress::counter_beside("articles");
    let mut tally = Tally::default();
    let intake = arguments.intake.intake();
    let noticed = Mutex::default();
    let articles = wanted(arguments, &coder, &intake, &noticed)?;
    code_all(&coder, articles, arguments.threads, |outcome| {
        bar.inc(1);
        match outcome {
            Ok(coded) => tally.put(&mut writer, &Entry::from(*coded), &bar)?,
            Err(error) if error.file == arguments.db.display().to_string() => bail!("{error}"),
            Err(error) => {
                tally.unread += 1;
                bar.suspend(|| terminal::fault(&error.to_string()));
            }
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    let noticed = noticed.into_inner().unwrap_or_else(PoisonError::into_inner);
    tally.unchanged += noticed.unchanged;
    for article in &noticed.moved {
        writer.moved(article)?;
    }
    noticed.renamed.iter().for_each(|line| terminal::note(line));
    intake.tally.summary().iter().for_each(|line| terminal::note(line));
    terminal::note(&tally.told());
    Ok(if tally.unread == 0 { Ending::Complete } else { Ending::Partial })
}

/// What the one who reads articles noticed about those that need no coding, or get another name.
#[derive(Debug, Default)]
struct Noticed {
    unchanged: u64,
    /// What is there just so and came from another file before; without their texts.
    moved: Vec<Article>,
    renamed: Vec<String>,
}

type Given<'a> = Box<dyn Iterator<Item = Result<Article, InputError>> + Send + 'a>;

/// The articles that must be coded: those of the files that are not there just so, or else, without files,
/// those whose records are out of date.
fn wanted<'a>(
    arguments: &'a Arguments,
    coder: &'a Coder,
    intake: &'a Intake,
    noticed: &'a Mutex<Noticed>,
) -> Result<Given<'a>> {
    let name = CoderName { coder: CODER, knowledge: coder.knowledge() };
    if arguments.files.is_empty() {
        let store = Store::open(&arguments.db)?;
        let mut last = 0;
        let unreadable = |error| Err(fault(arguments, &error));
        return Ok(Box::new(std::iter::from_fn(move || {
            let next = store.outdated(last, name.coder, name.knowledge).transpose()?;
            Some(next.map_or_else(unreadable, |(number, article)| {
                last = number;
                Ok(article)
            }))
        })));
    }
    let mut checker = Checker::open(&arguments.db)?;
    let asked = arguments.recode.then_some(name);
    let articles = arguments.files.iter().flat_map(|file| intake.articles(file));
    Ok(Box::new(articles.filter_map(move |article| {
        let mut article = match article {
            Ok(article) => article,
            Err(error) => return Some(Err(error)),
        };
        let (given, file) = (article.id.clone(), article.file.clone());
        let held = checker.name(&mut article).and_then(|renamed| {
            let held = checker.holds(&article, asked)?;
            Ok((held, held && checker.is_moved(&article)?, renamed))
        });
        let mut noticed = noticed.lock().unwrap_or_else(PoisonError::into_inner);
        match held {
            Ok((true, moved, _)) => {
                noticed.unchanged += 1;
                if moved {
                    article.text = String::new();
                    noticed.moved.push(article);
                }
                None
            }
            Ok((false, _, is_renamed)) => {
                if is_renamed {
                    noticed.renamed.push(renamed(&given, file.as_deref(), &article.id));
                }
                Some(Ok(article))
            }
            Err(error) => Some(Err(fault(arguments, &error))),
        }
    })))
}

/// What is told of an article that is kept by another name than it was given, which is another one's.
fn renamed(given: &str, file: Option<&str>, id: &str) -> String {
    let place = file.map(|file| format!("{file}: ")).unwrap_or_default();
    format!("{place}another article is called {given}; this one is kept as {id}")
}

/// A fault of the corpus, given in the place of an article.
fn fault(arguments: &Arguments, error: &verbale_store::StoreError) -> InputError {
    InputError {
        kind: verbale_engine::InputErrorKind::Internal,
        file: arguments.db.display().to_string(),
        line: None,
        message: error.to_string(),
    }
}

impl Tally {
    /// Writes an article and counts it. What it replaces is told by name.
    pub(super) fn put(
        &mut self,
        writer: &mut Writer,
        entry: &Entry,
        bar: &ProgressBar,
    ) -> verbale_store::Result<()> {
        let put = writer.put(entry)?;
        if put == Put::Replaced {
            let told = format!("{}: replaces what was called so and differed", entry.article.id);
            bar.suspend(|| terminal::note(&told));
        }
        self.count(put);
        Ok(())
    }

    fn count(&mut self, put: Put) {
        *match put {
            Put::Added => &mut self.added,
            Put::Replaced => &mut self.replaced,
            Put::Recoded => &mut self.recoded,
            Put::Unchanged => &mut self.unchanged,
        } += 1;
    }

    /// `3 added, 1 unchanged`.
    pub(super) fn told(&self) -> String {
        let counts = [
            (self.added, "added"),
            (self.replaced, "replaced"),
            (self.recoded, "coded anew"),
            (self.unchanged, "unchanged"),
            (self.unread, "not read"),
        ];
        let told: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if told.is_empty() { "nothing to do".to_owned() } else { told.join(", ") }
    }
}
