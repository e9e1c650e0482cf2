//! `verbale watch`: keep a corpus up to date from feeds.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use verbale_engine::{Coder, InputErrorKind, code_all};
use verbale_intake::Intake;
use verbale_store::{Entry, Fate, Feeds, Writer};
use verbale_watch::{Checked, Options, SystemClock, Watch};

use super::add::Tally;
use crate::knowledge::KnowledgeArguments;
use crate::{Ending, progress, terminal};

/// Fetch new articles from RSS and Atom feeds, code and keep them
///
/// The one command that reaches out to the network. It asks for the feeds, and for the pages that they link to, and for
/// each host's robots.txt, which it obeys for pages; nothing else, and nothing is told to anybody but what we are
/// called. Hosts are asked one page at a time with a pause between, unchanged feeds are not sent again, and who answers
/// "later" or fails is left alone for longer each time. What was fetched is remembered in the corpus: stop it at
/// any time, it goes on where it was. Links to machines of this network are not followed, but for the hosts of
/// the feeds that you name.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Addresses of feeds, http or https
    #[arg(required = true, value_name = "URL")]
    feeds: Vec<String>,
    /// The corpus
    #[arg(long, value_name = "FILE", default_value = "corpus.db")]
    pub(super) db: PathBuf,
    /// Look once and end, as for cron
    #[arg(long)]
    once: bool,
    /// How often to look: 30m, 2h; a minute at least
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = interval, conflicts_with = "once")]
    every: Duration,
    /// Between two requests to one host: 500ms, 5s
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = time)]
    pause: Duration,
    /// Who to write to if we are a nuisance: told to every server
    #[arg(long, value_name = "ADDRESS", value_parser = contact)]
    contact: Option<String>,
    /// Trust servers with certificates of these authorities (a PEM file) in place of those of the web: for feeds within
    /// a house
    #[arg(long, value_name = "FILE")]
    authorities: Option<PathBuf>,
    /// Keep articles that are not in English; they are read as if they were
    #[arg(long)]
    any_language: bool,
    /// How many articles to code at once; the result is the same for any number
    #[arg(short, long, default_value_t = terminal::threads())]
    threads: usize,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale watch https://example.org/world.rss --db corpus.db     look every 15 minutes, until Ctrl-C
  verbale watch --once https://example.org/a.xml https://example.org/b.xml
  verbale watch --every 1h --contact you@example.org https://example.org/world.rss

Exit status: 0 all was had, 1 a feed or an article was not, 2 nothing could be done.";

/// For how long to wait for an answer.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let mut writer = Writer::open(&arguments.db, false)?;
    let coder = arguments.knowledge.coder()?;
    let intake = Intake { any_language: arguments.any_language, ..Intake::default() };
    let contact = arguments.contact.iter().map(|contact| format!("; {contact}"));
    let name = format!(
        "verbale/{} (feed reader; obeys robots.txt{})",
        env!("CARGO_PKG_VERSION"),
        contact.collect::<String>()
    );
    let authorities = arguments.authorities.as_deref().map(authorities).transpose()?;
    let options = Options { name, pause: arguments.pause, patience: PATIENCE, authorities };
    let mut watch = Watch::open(&arguments.db, intake, &options, Box::new(SystemClock))?;
    loop {
        let ending = round(arguments, &mut watch, &mut writer, &coder)?;
        if arguments.once {
            watch.left_out().iter().for_each(|line| terminal::note(line));
            return Ok(ending);
        }
        watch.wait(arguments.every);
    }
}

/// The certificates in the file at `path`.
fn authorities(path: &Path) -> Result<Vec<u8>> {
    let place = path.display();
    let pem = std::fs::read(path).with_context(|| format!("{place}: cannot be read"))?;
    if !pem.windows(MARK.len()).any(|window| window == MARK) {
        bail!("{place}: holds no certificate; give one in PEM");
    }
    Ok(pem)
}

/// What a certificate in PEM begins with.
const MARK: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// Looks at every feed once and keeps what is new.
fn round(
    arguments: &Arguments,
    watch: &mut Watch,
    writer: &mut Writer,
    coder: &Coder,
) -> Result<Ending> {
    let mut ending = Ending::Complete;
    for feed in &arguments.feeds {
        if !told(feed, &watch.check(feed)?) {
            ending = Ending::Partial;
        }
    }
    let feeds = Feeds::open(&arguments.db)?;
    let bar = progress::counter_beside("articles");
    let mut tally = Tally::default();
    code_all(coder, watch.articles()?, arguments.threads, |outcome| -> Result<()> {
        bar.inc(1);
        match outcome {
            Ok(coded) => {
                let url = coded.article.id.clone();
                tally.put(writer, &Entry::from(*coded), &bar)?;
                feeds.end(&url, Fate::Kept, None)?;
            }
            Err(error) => {
                // What was fetched and cannot be coded is no better the next time.
                if error.kind != InputErrorKind::Unreadable {
                    feeds.end(&error.file, Fate::GivenUp, Some(&error.message))?;
                }
                tally.unread += 1;
                bar.suspend(|| terminal::fault(&error.to_string()));
            }
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    if let Some(error) = watch.fault() {
        bail!(error);
    }
    terminal::note(&tally.told());
    Ok(if tally.unread == 0 { ending } else { Ending::Partial })
}

/// Tells what came of a feed; whether it was had.
fn told(feed: &str, checked: &Checked) -> bool {
    match checked {
        Checked::Read { named, new } => {
            terminal::note(&format!("{feed}: {new} new of {named} articles"));
        }
        Checked::Unchanged => terminal::note(&format!("{feed}: unchanged")),
        Checked::NotYet(wait) => {
            let minutes = wait.as_secs().div_ceil(60);
            terminal::note(&format!("{feed}: failed before; asked again in {minutes} min"));
        }
        Checked::Failed(fault) => terminal::fault(&format!("{feed}: {fault}")),
        Checked::NoFeed(said) => terminal::fault(&format!("{feed}: {said}")),
    }
    !matches!(checked, Checked::Failed(_) | Checked::NoFeed(_))
}

fn time(text: &str) -> Result<Duration, String> {
    let fault = || "give a time such as 15m, 90s or 2h".to_owned();
    let time: jiff::SignedDuration = text.parse().map_err(|_| fault())?;
    Duration::try_from(time).map_err(|_| fault())
}

fn interval(text: &str) -> Result<Duration, String> {
    let time = time(text)?;
    if time < Duration::from_secs(60) {
        return Err("feeds do not change so fast: give a minute (1m) at least".to_owned());
    }
    Ok(time)
}

/// What may stand in a header.
fn contact(text: &str) -> Result<String, String> {
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '\\'));
    if plain && !text.is_empty() && text.len() <= 200 {
        Ok(text.to_owned())
    } else {
        Err("give an e-mail or web address, without spaces".to_owned())
    }
}
