//! HTML pages: the article without what stands around it, and what the page says of itself.
//!
//! dom_smoothie finds the article. Title, date, source, address and language come from the page's own
//! metadata, never from elsewhere: the day on which a page was fetched is not the day on which it was
//! published.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;
use verbale_engine::input::{Articles, MAX_TEXT};
use verbale_engine::{Article, InputErrorKind};

use crate::format::{Format, Source, begins};
use crate::markup::one_line;
use crate::{charset, metadata};

/// HTML pages.
pub(crate) const FORMAT: Format = Format {
    name: "html",
    about: "HTML: one page is one article; menus and the like left out; date and title as it says itself",
    extensions: &["html", "htm", "xhtml", "shtml"],
    looks_like: |start| {
        let xml = begins(start, &["<?xml"]) && {
            let head = &start[..start.len().min(1024)];
            String::from_utf8_lossy(head).to_ascii_lowercase().contains("<html")
        };
        xml || begins(start, &["<!doctype html", "<html", "<head", "<body"])
    },
    read,
};

/// The longest page that is read, in bytes: a DOM takes many times as much.
pub const MAX_PAGE: usize = 8 << 20;

/// Fewer words are what is left of a menu, and no article.
const FEWEST_WORDS: usize = 8;

/// More elements are no article, and would take long.
const MAX_ELEMENTS: usize = 100_000;

/// Elements inside each other: more take long, and no article has them.
const MAX_DEPTH: usize = 500;

fn read(mut source: Source) -> Articles {
    let bytes = match source.whole(MAX_PAGE, "is it what its name says?") {
        Ok(bytes) => bytes,
        Err(error) => return Box::new(std::iter::once(Err(error))),
    };
    Box::new(std::iter::once_with(move || {
        article(&bytes, None, &source.id)
            .map_err(|message| source.fault(InputErrorKind::NoArticle, message).0)
    }))
}

/// The article in `page`; `declared` is the charset that came with it, `id` what it is called.
///
/// # Errors
/// Why there is none.
pub(crate) fn article(
    page: &[u8],
    declared: Option<&'static Encoding>,
    id: &str,
) -> Result<Article, String> {
    let decoded = charset::decode(page, declared.or_else(|| charset::in_page(page)));
    if depth(&decoded.text) > MAX_DEPTH {
        return Err(format!("nests more than {MAX_DEPTH} elements; no article does"));
    }
    // The extractor is not ours: a fault of it must not end the run.
    let extracted = catch_unwind(AssertUnwindSafe(|| extract(&decoded.text)));
    let mut article = extracted.unwrap_or_else(|_| Err("cannot be read as a page".to_owned()))?;
    article.notes.extend(decoded.note());
    article.id = id.to_owned();
    Ok(article)
}

fn extract(html: &str) -> Result<Article, String> {
    let config = Config {
        max_elements_to_parse: MAX_ELEMENTS,
        text_mode: TextMode::Formatted,
        // The metadata are read by us: the whole of a JSON-LD graph, and years first.
        disable_json_ld: true,
        ..Config::default()
    };
    let mut page = Readability::new(html, None, Some(config)).map_err(|error| error.to_string())?;
    let told = metadata::read(&page.doc);
    let found = page.parse().map_err(|error| match error {
        dom_smoothie::ReadabilityError::GrabFailed => "holds no article".to_owned(),
        other => other.to_string(),
    })?;
    let text = found.text_content.trim();
    if text.split_whitespace().count() < FEWEST_WORDS || text.len() > MAX_TEXT {
        return Err("holds no article".to_owned());
    }
    let title = told.title.or(Some(found.title)).filter(|title| !title.trim().is_empty());
    Ok(Article {
        text: text.to_owned(),
        title: title.map(|title| one_line(&title)),
        source: told.source.or(found.site_name).map(|source| one_line(&source)),
        date: told.date,
        url: told.url,
        lang: found.lang.filter(|lang| !lang.trim().is_empty()),
        ..Article::default()
    })
}

/// How deep elements may be nested in `html`, at most: what closes too much counts as nothing.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    let bytes = html.as_bytes();
    for (at, _) in html.match_indices('<') {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b) if b.is_ascii_alphabetic() && !is_void(&html[at + 1..]) => depth += 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Elements that never hold others, or are closed by their like.
const VOID: [&str; 22] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "td", "tr", "th", "option", "dt", "dd",
];

fn is_void(tag: &str) -> bool {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    VOID.iter().any(|void| tag[..end].eq_ignore_ascii_case(void))
}
