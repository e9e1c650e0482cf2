//! What is told of one document, and what is known of those in it?

use std::io::BufRead;

use verbale_lexicon::{ActorKind, Country, Lexicon};

use crate::record::{Body, Document, Entity, Event, Record};
use crate::{Article, InputError, InputErrorKind, input};

/// The records of one document.
#[derive(Debug, Clone, Copy)]
pub struct Story<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its records, its own among them.
    pub records: &'a [Record],
    /// What is known of actors.
    pub actors: Actors<'a>,
    /// The article itself, where it is at hand: records do not hold its text.
    pub article: Option<&'a Article>,
}

impl<'a> Story<'a> {
    /// The story that `records` tell; `None` if the document is not among them.
    pub fn new(records: &'a [Record], actors: Actors<'a>) -> Option<Self> {
        let document = records.iter().find_map(|record| match &record.body {
            Body::Document(document) => Some(document),
            _ => None,
        })?;
        Some(Self { document, records, actors, article: None })
    }

    /// The same with the article at hand.
    #[must_use]
    pub fn of(self, article: Option<&'a Article>) -> Self {
        Self { article, ..self }
    }

    /// Its events, in text order.
    pub fn events(&self) -> impl Iterator<Item = &'a Event> {
        self.records.iter().filter_map(Record::event)
    }
}

/// What is known of actors beyond what records say.
#[derive(Debug, Clone, Copy)]
pub struct Actors<'a>(&'a Lexicon);

impl<'a> Actors<'a> {
    /// What `lexicon` knows.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self(lexicon)
    }

    /// The name of the state that bears `code`.
    pub fn state(self, code: &str) -> Option<&'a str> {
        let state = self.0.actors.state(Country::parse(code)?)?;
        Some(&self.0.actors.actor(state).name)
    }

    /// What sort of actor it is, where that is known.
    pub(super) fn kind(self, entity: &Entity) -> Option<ActorKind> {
        let known = entity.id.as_deref().and_then(|id| self.0.actors.by_id(id));
        known.map(|id| self.0.actors.actor(id).kind)
    }
}

/// Reads records, as JSON Lines has them, document by document.
pub struct Stories<R> {
    lines: input::Lines<R>,
    file: String,
    /// What was read of the story at hand.
    story: Vec<Record>,
    ended: bool,
}

/// The longest line that is read.
const MAX_LINE: usize = 16 << 20;

impl<R: BufRead> Stories<R> {
    /// The stories in `reader`; `file` is its name, for faults.
    pub fn new(reader: R, file: &str) -> Self {
        let lines = input::Lines::new(reader, MAX_LINE);
        Self { lines, file: file.to_owned(), story: Vec::new(), ended: false }
    }

    fn fault(&self, line: usize, message: String) -> InputError {
        let kind = InputErrorKind::MalformedLine;
        InputError { kind, file: self.file.clone(), line: Some(line), message }
    }

    /// The record on the next line, with the line's number; `None` at the end.
    fn record(&mut self) -> Option<Result<(usize, Record), InputError>> {
        loop {
            let line = match self.lines.next_line() {
                Ok(line) => line?,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(input::unreadable(&self.file, &error)));
                }
            };
            let bytes = line.bytes.unwrap_or_default();
            if !bytes.trim_ascii().is_empty() {
                let read = serde_json::from_slice(&bytes).map(|record| (line.number, record));
                return Some(read.map_err(|error| {
                    let said = error.to_string();
                    let what = said.split(" at line ").next().unwrap_or_default();
                    let message = format!("is no record: {what}; give what `verbale code` writes");
                    self.fault(line.number, message)
                }));
            }
        }
    }
}

impl<R: BufRead> Iterator for Stories<R> {
    type Item = Result<Vec<Record>, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.record() {
                Some(Ok((_, record))) if matches!(record.body, Body::Document(_)) => {
                    let before = std::mem::replace(&mut self.story, vec![record]);
                    if !before.is_empty() {
                        return Some(Ok(before));
                    }
                }
                Some(Ok((line, _))) if self.story.is_empty() => {
                    let message = "belongs to no document; its document record comes first";
                    return Some(Err(self.fault(line, message.to_owned())));
                }
                Some(Ok((_, record))) => self.story.push(record),
                Some(Err(error)) => return Some(Err(error)),
                None => self.ended = true,
            }
        }
        let last = std::mem::take(&mut self.story);
        (!last.is_empty()).then_some(Ok(last))
    }
}
