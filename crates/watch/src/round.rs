//! One round: are there new articles in the feeds, and what do they say?

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::time::Duration;

use url::Url;
use verbale_engine::{Article, InputError, InputErrorKind};
use verbale_intake::{Intake, MAX_PAGE, format_named};
use verbale_store::{Fate, Feed, Feeds, Link, StoreError};

use crate::clock::Clock;
use crate::fault::Fault;
use crate::manners::Manners;
use crate::visit::{self, PATIENCE, Visitor, Wish, address};
use crate::web::{Found, Web};

/// The longest feed that is read.
const MAX_FEED: u64 = 16 << 20;

/// No more links of one feed are looked at in one round: the first, which are the latest.
const MAX_LINKS: usize = 2_000;

/// An article that failed so often is given up.
const MAX_TRIES: u32 = 6;

/// Wait after the first failure of a feed or article; each further one doubles it.
const FIRST_WAIT: Duration = Duration::from_secs(5 * 60);

/// And no failure makes it longer than this.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);

/// How to behave.
#[derive(Debug, Clone)]
pub struct Options {
    /// How we call ourselves to servers.
    pub name: String,
    /// Between two requests to one host.
    pub pause: Duration,
    /// For how long to wait for an answer, all of it.
    pub patience: Duration,
    /// Certificates in PEM whose word is taken for who a server is, in place of those that the web goes by.
    pub authorities: Option<Vec<u8>>,
}

/// What came of looking at a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// It was read, and names so many articles, so many of them for the first time.
    Read {
        /// All.
        named: usize,
        /// Those that were not known.
        new: usize,
    },
    /// It is as it was.
    Unchanged,
    /// It failed before, and is left alone for so long.
    NotYet(Duration),
    /// It cannot be had.
    Failed(Fault),
    /// What was had is no feed; the reader says why.
    NoFeed(String),
}

/// One who watches feeds.
#[derive(Debug)]
pub struct Watch {
    feeds: Feeds,
    visitor: Visitor,
    intake: Intake,
    /// Numbers of the feeds that were checked.
    watched: Vec<i64>,
    /// Why the corpus could no longer be used.
    broken: Option<StoreError>,
}

impl Watch {
    /// Watches with the memory of the corpus in `db`, made where there is none; `intake` reads pages.
    ///
    /// # Errors
    /// The file is no corpus, or cannot be written; so for all that follow.
    pub fn open(
        db: &Path,
        intake: Intake,
        options: &Options,
        clock: Box<dyn Clock>,
    ) -> Result<Self, StoreError> {
        let web = Web::new(options);
        let visitor = Visitor { web, manners: Manners::new(options.pause), clock };
        let feeds = Feeds::open(db)?;
        Ok(Self { feeds, visitor, intake, watched: Vec::new(), broken: None })
    }

    /// Looks whether the feed at `place` has changed, and writes down what it names.
    ///
    /// # Errors
    /// As [`Watch::open`].
    pub fn check(&mut self, place: &str) -> Result<Checked, StoreError> {
        let Some(url) = address(place, None) else { return Ok(Checked::Failed(Fault::Address)) };
        // Who names a feed on a machine of their own means it.
        self.visitor.web.guard.trust(visit::authority(&url));
        let mut feed = self.feeds.feed(url.as_str())?;
        if !self.watched.contains(&feed.number) {
            self.watched.push(feed.number);
        }
        let now = self.seconds();
        if feed.due > now {
            return Ok(Checked::NotYet(Duration::from_secs(feed.due.abs_diff(now))));
        }
        let wish = Wish {
            accept: "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
            etag: feed.etag.as_deref(),
            last_modified: feed.last_modified.as_deref(),
            limit: MAX_FEED,
            ask_robots: false,
        };
        let found = match self.visitor.visit(&url, wish) {
            Err(fault) => return self.failed(feed, Checked::Failed(fault)),
            Ok((_, None)) => {
                (feed.due, feed.failures) = (0, 0);
                self.feeds.read(&feed, &[])?;
                return Ok(Checked::Unchanged);
            }
            Ok((place, Some(found))) => (place, found),
        };
        let (place, Found { body, etag, last_modified, .. }) = found;
        let links = match links(&place, feed.number, body) {
            Err(said) => return self.failed(feed, Checked::NoFeed(said)),
            Ok(links) => links,
        };
        feed = Feed { etag, last_modified, due: 0, failures: 0, ..feed };
        let new = self.feeds.read(&feed, &links)?;
        Ok(Checked::Read { named: links.len(), new })
    }

    /// Leaves a feed alone for a while.
    fn failed(&mut self, mut feed: Feed, checked: Checked) -> Result<Checked, StoreError> {
        feed.failures = feed.failures.saturating_add(1);
        let (wait, said) = match &checked {
            Checked::Failed(fault @ Fault::Busy { wait, .. }) => (*wait, fault.to_string()),
            Checked::Failed(fault) => (backing_off(feed.failures), fault.to_string()),
            Checked::NoFeed(said) => (backing_off(feed.failures), said.clone()),
            _ => (Duration::ZERO, String::new()),
        };
        feed.due = self.seconds() + whole_seconds(wait);
        self.feeds.failed(&feed, &said)?;
        Ok(checked)
    }

    /// The articles that wait in the feeds that were checked. Each is fetched when it is asked for; it must be
    /// marked as kept by whoever keeps it, else it comes again.
    ///
    /// # Errors
    /// As [`Watch::open`]; what goes wrong later ends the articles, and [`Watch::fault`] tells it.
    pub fn articles(&mut self) -> Result<Fetching<'_>, StoreError> {
        let now = self.seconds();
        let mut waiting: BTreeMap<String, VecDeque<(Url, Link)>> = BTreeMap::new();
        for feed in &self.watched {
            for link in self.feeds.waiting(*feed, now)? {
                if let Some(url) = address(&link.url, None) {
                    waiting.entry(visit::host(&url)).or_default().push_back((url, link));
                }
            }
        }
        Ok(Fetching { watch: self, waiting })
    }

    /// What ended the articles before their time.
    pub fn fault(&mut self) -> Option<StoreError> {
        self.broken.take()
    }

    /// Waits until the next round.
    pub fn wait(&self, time: Duration) {
        self.visitor.clock.wait(time);
    }

    /// What pages were left out for.
    pub fn left_out(&self) -> Vec<String> {
        self.intake.tally.summary()
    }

    fn seconds(&self) -> i64 {
        whole_seconds(self.visitor.clock.now())
    }

    /// Fetches one article; nothing where there is none on the page.
    fn fetch(&mut self, url: &Url, link: &Link) -> Result<Option<Given>, StoreError> {
        if self.feeds.holds(&link.url)? {
            self.feeds.end(&link.url, Fate::Kept, None)?;
            return Ok(None);
        }
        let wish = Wish {
            accept: "text/html, application/xhtml+xml, text/plain;q=0.5",
            etag: None,
            last_modified: None,
            limit: MAX_PAGE as u64,
            ask_robots: true,
        };
        let (place, found) = match self.visitor.visit(url, wish) {
            Ok((place, found)) => (place, found.unwrap_or_default()),
            Err(fault) => return self.not_had(link, &fault).map(Some),
        };
        let Some(mut article) = self.intake.page(place.as_str(), &found.media, found.body) else {
            self.feeds.end(&link.url, Fate::SetAside, Some("no article in English on the page"))?;
            return Ok(None);
        };
        article.id.clone_from(&link.url);
        article.date = article.date.or(link.day);
        article.title = article.title.or_else(|| link.title.clone());
        Ok(Some(Ok(article)))
    }

    /// Writes down that an article cannot be had, for now or for good.
    fn not_had(&self, link: &Link, fault: &Fault) -> Result<Given, StoreError> {
        let again = fault.may_pass() && link.tries + 1 < MAX_TRIES;
        let said = fault.to_string();
        if again {
            let wait = match fault {
                Fault::Busy { wait, .. } => *wait,
                _ => backing_off(link.tries + 1),
            };
            self.feeds.put_off(&link.url, self.seconds() + whole_seconds(wait), &said)?;
        } else {
            self.feeds.end(&link.url, Fate::GivenUp, Some(&said))?;
        }
        let what_now = if again { "tried again later" } else { "given up" };
        Ok(Err(InputError {
            kind: InputErrorKind::Unreadable,
            file: link.url.clone(),
            line: None,
            message: format!("{said}; {what_now}"),
        }))
    }
}

type Given = Result<Article, InputError>;

/// Articles, as they are fetched.
#[derive(Debug)]
pub struct Fetching<'a> {
    watch: &'a mut Watch,
    /// By host, in the order of the feeds.
    waiting: BTreeMap<String, VecDeque<(Url, Link)>>,
}

impl Fetching<'_> {
    /// The next link: of the host that may be asked first. None where all want to be left alone for long.
    fn next_link(&mut self) -> Option<(Url, Link)> {
        let manners = &self.watch.visitor.manners;
        let host = self.waiting.keys().min_by_key(|host| manners.next(host))?.clone();
        if manners.next(&host) > self.watch.visitor.clock.now() + PATIENCE {
            return None;
        }
        let links = self.waiting.get_mut(&host)?;
        let link = links.pop_front();
        if links.is_empty() {
            self.waiting.remove(&host);
        }
        link
    }
}

impl Iterator for Fetching<'_> {
    type Item = Given;

    fn next(&mut self) -> Option<Given> {
        while let Some((url, link)) = self.next_link() {
            match self.watch.fetch(&url, &link) {
                Ok(Some(given)) => return Some(given),
                Ok(None) => {}
                Err(error) => {
                    self.watch.broken = Some(error);
                    return None;
                }
            }
        }
        None
    }
}

/// The articles that the feed in `body`, found at `place`, names.
fn links(place: &Url, feed: i64, body: Vec<u8>) -> Result<Vec<Link>, String> {
    let reader = Intake { format: format_named("feed"), any_language: true, ..Intake::default() };
    let entries = reader.read(Box::new(std::io::Cursor::new(body)), place.as_str());
    let mut links = Vec::new();
    for entry in entries.take(MAX_LINKS) {
        let entry = match entry {
            Ok(entry) => entry,
            // A feed in which nothing stands yet is one.
            Err(error) if error.kind == InputErrorKind::Empty => continue,
            Err(error) => return Err(error.message),
        };
        let Some(url) = entry.url.and_then(|url| address(&url, Some(place))) else { continue };
        let url = url.to_string();
        links.push(Link { url, feed, title: entry.title, day: entry.date, tries: 0 });
    }
    // The latest stand first: what is fetched first is what came first.
    links.reverse();
    Ok(links)
}

/// How long to leave alone what failed so often in a row.
fn backing_off(failures: u32) -> Duration {
    let doubled = 1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX);
    FIRST_WAIT.saturating_mul(doubled).min(LONGEST_WAIT)
}

fn whole_seconds(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_answered_with_patience() {
        let minutes: Vec<u64> =
            [1, 2, 3, 9, 99].map(|failures| backing_off(failures).as_secs() / 60).into();
        assert_eq!(minutes, [5, 10, 20, 1280, 1440]);
    }
}
