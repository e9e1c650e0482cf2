//! JSON Lines: one article a line, with `id`, `text` and, when known, `date`, `title`, `source`, `url`
//! and `lang`. Other fields are the giver's own and are left alone.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::lines::{Line, Lines};
use super::{BOM, Format, MAX_TEXT, text_fault, too_long, unreadable};
use crate::published::iso;
use crate::{Article, InputError, InputErrorKind};

/// JSON Lines.
pub(super) const FORMAT: Format = Format {
    name: "jsonl",
    about: "JSON Lines: one article a line, with id, text and, when known, date, title, source, url",
    extensions: &["jsonl", "ndjson", "json"],
    looks_like: |start| {
        let mut solid = start.iter().filter(|b| !b.is_ascii_whitespace());
        solid.next() == Some(&b'{') && matches!(solid.next(), Some(b'"' | b'}'))
    },
    read: |reader, file| Box::new(Reader::new(reader, file)),
};

/// The longest line that is looked at: escapes can make a text six times as long.
pub(crate) const MAX_LINE: usize = 6 * MAX_TEXT;

pub(crate) type Fault = (InputErrorKind, String);

struct Reader {
    lines: Lines<Box<dyn BufRead + Send>>,
    file: String,
    seen: bool,
    ended: bool,
}

impl Reader {
    fn new(reader: Box<dyn BufRead + Send>, file: &str) -> Self {
        let lines = Lines::new(reader, MAX_LINE);
        Self { lines, file: file.to_owned(), seen: false, ended: false }
    }

    fn error(&self, line: Option<usize>, (kind, message): Fault) -> InputError {
        InputError { kind, file: self.file.clone(), line, message }
    }

    fn end(&mut self) -> Option<InputError> {
        self.ended = true;
        let message = "holds no article; give one JSON object a line".to_owned();
        (!self.seen).then(|| self.error(None, (InputErrorKind::Empty, message)))
    }
}

impl Iterator for Reader {
    type Item = Result<Article, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.lines.next_line() {
                Err(error) => {
                    self.ended = true;
                    return Some(Err(unreadable(&self.file, &error)));
                }
                Ok(None) => return self.end().map(Err),
                Ok(Some(line)) => {
                    let number = line.number;
                    if !self.seen && begins_a_long_value(&line) {
                        self.ended = true;
                        return Some(Err(self.error(Some(number), over_several_lines())));
                    }
                    match article(line) {
                        Ok(None) => {}
                        Ok(Some(article)) => {
                            self.seen = true;
                            return Some(Ok(article));
                        }
                        Err(fault) => {
                            self.seen = true;
                            return Some(Err(self.error(Some(number), fault)));
                        }
                    }
                }
            }
        }
        None
    }
}

/// Whether `line` opens a JSON value that goes on in the next lines.
fn begins_a_long_value(line: &Line) -> bool {
    line.bytes.as_ref().is_some_and(|bytes| matches!(bytes.trim_ascii(), b"{" | b"["))
}

fn over_several_lines() -> Fault {
    let message = "is one JSON value over several lines; write one object a line, as `jq -c` does";
    (InputErrorKind::MalformedLine, message.to_owned())
}

/// The article on `line`; `None` where the line is blank.
fn article(line: Line) -> Result<Option<Article>, Fault> {
    object(line)?.map(|mut fields| from_fields(&mut fields)).transpose()
}

/// The fields of the JSON object on `line`; `None` where the line is blank.
pub(crate) fn object(line: Line) -> Result<Option<Map<String, Value>>, Fault> {
    let bytes = line.bytes.ok_or_else(too_long)?;
    let skip = if line.offset == 0 && bytes.starts_with(BOM) { BOM.len() } else { 0 };
    let bytes = &bytes[skip..];
    if bytes.trim_ascii().is_empty() {
        return Ok(None);
    }
    if let Some(fault) = text_fault(bytes, line.offset + skip) {
        return Err(fault);
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|error| malformed(&error))?;
    match value {
        Value::Object(fields) => Ok(Some(fields)),
        other => {
            let message =
                format!("is {}, not a JSON object; write {EXAMPLE}", name_of_type(&other));
            Err((InputErrorKind::MalformedLine, message))
        }
    }
}

const EXAMPLE: &str = r#"{"id": "…", "text": "…"}"#;

fn malformed(error: &serde_json::Error) -> Fault {
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or(&said);
    let column = error.column();
    let message =
        format!("is not JSON: {what} at column {column}; write one object a line: {EXAMPLE}");
    (InputErrorKind::MalformedLine, message)
}

/// The article that `fields` describe, which are taken out of them.
pub(crate) fn from_fields(fields: &mut Map<String, Value>) -> Result<Article, Fault> {
    let id = required(fields, "id")?;
    let text = required(fields, "text")?;
    if text.len() > MAX_TEXT {
        return Err(too_long());
    }
    if text.trim().is_empty() {
        let message = format!("`text` of \"{id}\" is empty; there is nothing to code");
        return Err((InputErrorKind::Empty, message));
    }
    Ok(Article {
        date: optional(fields, "date")?.map(|date| day(&date)).transpose()?,
        title: optional(fields, "title")?,
        source: optional(fields, "source")?,
        url: optional(fields, "url")?,
        lang: optional(fields, "lang")?,
        id,
        text,
        ..Article::default()
    })
}

fn required(fields: &mut Map<String, Value>, name: &str) -> Result<String, Fault> {
    match optional(fields, name)? {
        Some(value) if name == "id" && value.is_empty() => Err((
            InputErrorKind::MissingField,
            "`id` is empty; every article needs a name".to_owned(),
        )),
        Some(value) => Ok(value),
        None => {
            let message =
                format!("has no `{name}`; every line needs `id` and `text`, both strings");
            Err((InputErrorKind::MissingField, message))
        }
    }
}

fn optional(fields: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Fault> {
    match fields.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => {
            let message = format!("`{name}` is {}; write it as a string", name_of_type(&other));
            Err((InputErrorKind::WrongType, message))
        }
    }
}

fn day(text: &str) -> Result<jiff::civil::Date, Fault> {
    iso(text).ok_or_else(|| {
        let message = format!("`date` \"{text}\" is not a date; write it as 2022-02-11");
        (InputErrorKind::BadDate, message)
    })
}

fn name_of_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
