//! Plain text: one file is one article, named by its file's stem.

use std::io::{BufRead, Read};
use std::path::Path;

use super::{BOM, Format, MAX_TEXT, text_fault, too_long, unreadable};
use crate::{Article, InputError, InputErrorKind};

/// Plain text.
pub(super) const FORMAT: Format = Format {
    name: "text",
    about: "plain text: one file is one article, named by its file",
    extensions: &["txt", "text"],
    looks_like: |_| false,
    read: |reader, file| {
        let file = file.to_owned();
        Box::new(std::iter::once_with(move || read(reader, &file)))
    },
};

fn read(reader: Box<dyn BufRead + Send>, file: &str) -> Result<Article, InputError> {
    let mut bytes = Vec::new();
    let limit = MAX_TEXT as u64 + 1;
    reader.take(limit).read_to_end(&mut bytes).map_err(|error| unreadable(file, &error))?;
    let fault = |(kind, message)| InputError { kind, file: file.to_owned(), line: None, message };
    // The bytes after the limit are not read, so a fault there is not seen, nor is it needed.
    if bytes.len() > MAX_TEXT {
        let binary = bytes.contains(&0).then(|| text_fault(&bytes, 0)).flatten();
        return Err(fault(binary.unwrap_or_else(too_long)));
    }
    if let Some(found) = text_fault(&bytes, 0) {
        return Err(fault(found));
    }
    let marked = bytes.starts_with(BOM);
    let text = String::from_utf8_lossy(if marked { &bytes[BOM.len()..] } else { &bytes });
    if text.trim().is_empty() {
        let message = "holds no text; there is nothing to code".to_owned();
        return Err(fault((InputErrorKind::Empty, message)));
    }
    let mut article = Article::new(stem(file), text);
    if marked {
        article.notes.push("byte order mark left out; offsets count from after it".to_owned());
    }
    Ok(article)
}

/// `talks` for `news/talks.txt`; `stdin` for `-`.
fn stem(file: &str) -> String {
    match Path::new(file).file_stem().and_then(|stem| stem.to_str()) {
        Some("-") | None => "stdin".to_owned(),
        Some(stem) => stem.to_owned(),
    }
}
