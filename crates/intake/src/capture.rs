//! Which article does a stored answer of a web server hold, if any?
//!
//! Pictures, redirections and pages without an article are no faults of the archive: they are counted
//! and left out.

use std::borrow::Cow;

use encoding_rs::Encoding;
use verbale_engine::Article;
use verbale_engine::input::MAX_TEXT;

use crate::page::{self, MAX_PAGE};
use crate::warc::Record;
use crate::{Tally, charset, http};

/// What was stored, unwrapped.
struct Stored<'r> {
    media: String,
    charset: Option<&'static Encoding>,
    body: Cow<'r, [u8]>,
}

/// The article in `record`; where there is none, `tally` counts why.
pub(crate) fn article(record: &Record, tally: &Tally) -> Option<Article> {
    let Some(stored) = stored(record) else {
        tally.add_other_capture();
        return None;
    };
    let id = record.address.clone().unwrap_or_else(|| format!("record {}", record.number));
    let read = match stored.media.as_str() {
        "text/html" | "application/xhtml+xml" => {
            page::article(&stored.body, stored.charset, &id).ok()
        }
        "text/plain" => text(&stored, &id),
        _ => {
            tally.add_other_capture();
            return None;
        }
    };
    let Some(mut article) = read else {
        tally.add_bare();
        return None;
    };
    article.source = article.source.or_else(|| host(record.address.as_deref()?));
    if article.url.is_none() {
        article.url.clone_from(&record.address);
    }
    article.notes.extend(record.date.as_ref().map(|date| format!("page stored on {date}")));
    Some(article)
}

/// What `record` holds, where the server gave what was asked for.
fn stored(record: &Record) -> Option<Stored<'_>> {
    let (media, charset) = (http::media(&record.media), charset::in_content_type(&record.media));
    if record.kind != "response" || media != "application/http" {
        return Some(Stored { media, charset, body: Cow::Borrowed(&record.content) });
    }
    let answer = http::answer(&record.content, MAX_PAGE)?;
    (answer.status == 200).then_some(Stored {
        media: answer.media,
        charset: answer.charset,
        body: answer.body,
    })
}

fn text(stored: &Stored<'_>, id: &str) -> Option<Article> {
    let decoded = charset::decode(&stored.body, stored.charset);
    let text = decoded.text.trim();
    let sound = !text.is_empty() && text.len() <= MAX_TEXT && !text.contains('\0');
    let mut article = sound.then(|| Article::new(id, text))?;
    article.notes.extend(decoded.note());
    Some(article)
}

/// `example.org` of `https://www.example.org/news`.
fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host).to_ascii_lowercase();
    (!host.is_empty()).then_some(host)
}
