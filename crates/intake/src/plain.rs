//! Plain text and JSON Lines: what the engine reads itself, once it is UTF-8 and unpacked.

use std::io::Cursor;

use encoding_rs::Encoding;
use verbale_engine::input::{self, Articles, MAX_TEXT};

use crate::charset::{self, Decoded};
use crate::format::{Format, Source};
use crate::stream::start;

/// Plain text.
pub(crate) const TEXT: Format = Format {
    name: "text",
    about: "plain text: one file is one article, named by its file",
    extensions: &["txt", "text"],
    looks_like: |_| false,
    read: text,
};

/// JSON Lines.
pub(crate) const JSONL: Format = Format {
    name: "jsonl",
    about: "JSON Lines: one article a line, with id, text and, when known, date, title, source, url, lang",
    extensions: &["jsonl", "ndjson", "json"],
    looks_like: |start| engine("jsonl").is_some_and(|format| (format.looks_like)(start)),
    read: json_lines,
};

fn engine(name: &str) -> Option<&'static input::Format> {
    input::format_named(name)
}

fn text(mut source: Source) -> Articles {
    let bytes = match source.whole(MAX_TEXT, "split it into articles, one to a JSON line") {
        Ok(bytes) => bytes,
        Err(error) => return Box::new(std::iter::once(Err(error))),
    };
    let (bytes, note) = match in_other_charset(&bytes) {
        None => (bytes, None),
        Some(decoded) => {
            let note = decoded.note();
            (decoded.text.into_owned().into_bytes(), note)
        }
    };
    let Source { file, id, .. } = source;
    let articles = input::read(Box::new(Cursor::new(bytes)), &file, engine("text"));
    Box::new(articles.map(move |article| {
        let mut article = article?;
        article.id.clone_from(&id);
        article.notes.extend(note.clone());
        Ok(article)
    }))
}

/// `bytes` as text, where they are text and not UTF-8.
fn in_other_charset(bytes: &[u8]) -> Option<Decoded<'_>> {
    let wide = Encoding::for_bom(bytes).is_some_and(|(charset, _)| !charset.is_ascii_compatible());
    let no_text = |b: &u8| *b < b' ' && !b"\t\n\r\x0c\x1b".contains(b);
    let binary = !wide && bytes.iter().any(no_text);
    let utf8 = !wide && std::str::from_utf8(bytes).is_ok();
    (!binary && !utf8).then(|| charset::decode(bytes, None))
}

fn json_lines(mut source: Source) -> Articles {
    let file = source.file.clone();
    // JSON is UTF-8: other charsets only where a mark says so, and a bad line is told as such.
    let marked = start(&mut source.stream).is_ok_and(|bytes| Encoding::for_bom(bytes).is_some());
    let reader = if marked { source.utf8() } else { Ok(Box::new(source.stream) as _) };
    match reader {
        Ok(reader) => input::read(reader, &file, engine("jsonl")),
        Err(error) => Box::new(std::iter::once(Err(input::unreadable(&file, &error)))),
    }
}
