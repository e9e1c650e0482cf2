//! RSS, Atom and JSON feeds: one entry is one article.
//!
//! The text is the entry's content where the feed gives it, else its summary, else its headline.

use std::panic::{AssertUnwindSafe, catch_unwind};

use feed_rs::model::{Entry, Feed, Link, Text};
use feed_rs::parser;
use verbale_engine::input::{Articles, MAX_TEXT};
use verbale_engine::{Article, InputErrorKind};

use crate::format::{Format, Source, begins};
use crate::{charset, markup};

/// Feeds.
pub(crate) const FORMAT: Format = Format {
    name: "feed",
    about: "RSS or Atom: one entry is one article, with its headline, day, address and feed",
    extensions: &["rss", "atom", "rdf", "xml"],
    looks_like: |start| {
        let xml = begins(start, &["<?xml"]) && {
            let head = String::from_utf8_lossy(&start[..start.len().min(4096)]).to_lowercase();
            ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| head.contains(root))
        };
        xml || begins(start, &["<rss", "<feed", "<rdf:rdf"])
    },
    read,
};

/// The longest feed that is read, in bytes.
const MAX_FEED: usize = 32 << 20;

/// More elements inside each other are no feed; the parser goes down by recursion.
const MAX_DEPTH: usize = 200;

fn read(mut source: Source) -> Articles {
    let bytes = match source.whole(MAX_FEED, "is it what its name says?") {
        Ok(bytes) => bytes,
        Err(error) => return Box::new(std::iter::once(Err(error))),
    };
    match parsed(&bytes) {
        Ok(feed) => entries(feed, source),
        Err(message) => source.fault(InputErrorKind::Malformed, message).alone(),
    }
}

fn parsed(bytes: &[u8]) -> Result<Feed, String> {
    // The parser trusts the prolog, so that is put right where the bytes are not in what it says.
    let decoded = charset::decode(bytes, charset::in_page(bytes));
    let text = without_prolog(&decoded.text);
    if depth(text) > MAX_DEPTH {
        return Err(format!("is no feed: it nests more than {MAX_DEPTH} elements"));
    }
    let parser = parser::Builder::new()
        .sanitize_content(false)
        // The parser's own would be made up anew at every reading.
        .id_generator(|_: &[Link], _: &Option<Text>, _: Option<&str>| String::new())
        .build();
    // The parser is not ours: a fault of it must not end the run.
    match catch_unwind(AssertUnwindSafe(|| parser.parse(text.as_bytes()))) {
        Ok(Ok(feed)) => Ok(feed),
        Ok(Err(error)) => {
            let said = markup::one_line(&error.to_string());
            Err(format!("is no feed: {said}; expected RSS, Atom or JSON Feed"))
        }
        Err(_) => Err("cannot be read as a feed".to_owned()),
    }
}

fn without_prolog(text: &str) -> &str {
    let text = text.trim_start();
    let prolog = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    prolog.map_or(text, |(_, rest)| rest)
}

/// How deep elements may be nested, at most.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for tag in text.split('<').skip(1) {
        match tag.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            _ if tag.split('>').next().is_some_and(|tag| tag.ends_with('/')) => {}
            _ => depth += 1,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn entries(feed: Feed, source: Source) -> Articles {
    let name = feed.title.map(|title| line(&title.content)).filter(|name| !name.is_empty());
    let lang = feed.language;
    if feed.entries.is_empty() {
        let message = "holds no entry; there is nothing to code".to_owned();
        return source.fault(InputErrorKind::Empty, message).alone();
    }
    let articles = feed.entries.into_iter().enumerate().filter_map(move |(at, entry)| {
        let article = article(entry, || format!("{}:{}", source.id, at + 1));
        if article.text.is_empty() || article.text.len() > MAX_TEXT {
            source.tally.add_bare();
            return None;
        }
        let (source, lang) = (name.clone(), article.lang.clone().or_else(|| lang.clone()));
        Some(Ok(Article { source, lang, ..article }))
    });
    Box::new(articles)
}

fn article(entry: Entry, name: impl Fn() -> String) -> Article {
    let title = entry.title.map(|title| line(&title.content)).filter(|title| !title.is_empty());
    let content = entry.content.and_then(|content| content.body).unwrap_or_default();
    let summary = entry.summary.map(|summary| summary.content).unwrap_or_default();
    let longest = [content, summary].map(|text| markup::words(&text));
    let [content, summary] = longest;
    let text = if content.len() >= summary.len() { content } else { summary };
    let url = address(&entry.links);
    let id = if entry.id.is_empty() { url.clone() } else { Some(entry.id) };
    let date = entry.published.or(entry.updated);
    Article {
        id: id.unwrap_or_else(name),
        text: if text.is_empty() { title.clone().unwrap_or_default() } else { text },
        date: date
            .and_then(|time| jiff::civil::Date::strptime("%F", time.format("%F").to_string()).ok()),
        title,
        url,
        lang: entry.language,
        ..Article::default()
    }
}

/// The page of an entry, and not its comments or pictures.
fn address(links: &[Link]) -> Option<String> {
    let page = links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    page.or(links.first()).map(|link| link.href.clone()).filter(|url| !url.is_empty())
}

/// Words of a headline or name, on one line.
fn line(marked_up: &str) -> String {
    markup::one_line(&markup::words(marked_up))
}
