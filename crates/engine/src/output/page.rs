//! The reading view: the article's sentences with actors, acts and sources marked, and under each what
//! was read in it, a line a record.
//!
//! With colour the marks are colours; without, brackets. Whether an act took place, and whether that is only
//! somebody's word, is told by the sign before it and in words.

use std::io::{Result, Write};

use anstyle::{AnsiColor, Style};
use verbale_text::LineKind;

use super::wrap::Piece;
use super::{Format, Options, wrap};
use crate::Coded;
use crate::record::{Body, Event, Record, Role, Sign, Stance};

/// The page.
pub(super) const FORMAT: Format = Format {
    name: "page",
    about: "a page to read: the sentences with what was read in each",
    write: |coded, options, out| Page { coded, options, out }.write(),
};

/// Lines are no longer than is pleasant to read.
const WIDEST: usize = 100;
/// Room for the sentence's number.
const GUTTER: usize = 4;

/// What a stretch of the sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Somebody who acts or is acted upon.
    Actor,
    /// Somebody on whose word something is told.
    Source,
    /// The words that tell an act.
    Act,
}

impl Mark {
    pub(super) fn style(self) -> Style {
        match self {
            Mark::Actor => AnsiColor::Cyan.on_default().bold(),
            Mark::Source => AnsiColor::Green.on_default().bold(),
            Mark::Act => AnsiColor::Yellow.on_default().bold(),
        }
    }

    /// What stands around it where there is no colour.
    pub(super) fn brackets(self) -> (char, char) {
        match self {
            Mark::Actor => ('[', ']'),
            Mark::Source => ('<', '>'),
            Mark::Act => ('_', '_'),
        }
    }
}

struct Page<'a> {
    coded: &'a Coded,
    options: Options,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn write(mut self) -> Result<()> {
        self.head()?;
        let marks = self.marks();
        let (mut paragraph, mut blank) = (None, true);
        for index in 0..self.coded.doc.sentences().len() {
            let sentence = &self.coded.doc.sentences()[index];
            if paragraph != Some(sentence.paragraph) && !blank {
                writeln!(self.out)?;
            }
            paragraph = Some(sentence.paragraph);
            blank = self.sentence(index, &marks)?;
        }
        if blank { Ok(()) } else { writeln!(self.out) }
    }

    fn width(&self) -> usize {
        self.options.width.clamp(40, WIDEST)
    }

    fn style(&self, style: Style, text: &str) -> String {
        if self.options.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn head(&mut self) -> Result<()> {
        let dim = Style::new().dimmed();
        let article = &self.coded.article;
        if let Some(title) = &article.title {
            writeln!(self.out, "{}", self.style(Style::new().bold(), title))?;
        }
        let events = self.coded.records.iter().filter_map(Record::event).count();
        let mut facts = vec![article.id.clone()];
        facts.extend(article.source.clone());
        facts.push(self.coded.date.map_or("undated".to_owned(), |date| date.to_string()));
        facts.push(counted(self.coded.doc.sentences().len(), "sentence"));
        facts.push(counted(events, "event"));
        writeln!(self.out, "{}", self.style(dim, &facts.join(" · ")))?;
        self.legend()?;
        writeln!(self.out, "{}\n", self.style(dim, &"─".repeat(self.width())))
    }

    /// What the marks and signs mean, each whole on its line.
    fn legend(&mut self) -> Result<()> {
        let colour = self.options.colour;
        let mark = |(mark, word): (Mark, &str)| {
            let (open, close) = mark.brackets();
            let text = if colour { word.to_owned() } else { format!("{open}{word}{close}") };
            Piece { text, style: mark.style() }
        };
        let sign = |sign: Sign| Piece {
            text: format!("{} {}", sign.mark(), sign.told()),
            style: Style::new().dimmed(),
        };
        let marks = [(Mark::Actor, "actor"), (Mark::Act, "act"), (Mark::Source, "source")];
        let mut pieces = Vec::new();
        for mark in marks.map(mark) {
            pieces.extend([Some(mark), None]);
        }
        for sign in Sign::ALL.map(sign) {
            pieces.extend([None, Some(sign)]);
        }
        for line in wrap::lines(&wrap::joined(pieces), self.width()) {
            let line = if colour { wrap::coloured(line, Style::new()) } else { wrap::plain(line) };
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// What each code point of the text is; later marks lie over earlier ones.
    fn marks(&self) -> Vec<Option<Mark>> {
        let mut marks = vec![None; self.coded.doc.text().chars().count()];
        let mut paint = |start: usize, end: usize, mark| {
            if let Some(stretch) = marks.get_mut(start..end) {
                stretch.fill(Some(mark));
            }
        };
        let events = || self.coded.records.iter().filter_map(Record::event);
        for entity in events().flat_map(|event| event.actor.iter().chain(&event.recipient)) {
            paint(entity.start, entity.end, Mark::Actor);
        }
        for source in
            self.coded.records.iter().filter_map(Record::quote).filter_map(|q| q.source.as_ref())
        {
            paint(source.start, source.end, Mark::Source);
        }
        for event in events() {
            paint(event.trigger.start, event.trigger.end, Mark::Act);
        }
        marks
    }

    /// Writes a sentence with its records; whether it ends in a blank line.
    fn sentence(&mut self, index: usize, marks: &[Option<Mark>]) -> Result<bool> {
        let doc = &self.coded.doc;
        let sentence = &doc.sentences()[index];
        let first = doc.text()[..sentence.span.start as usize].chars().count();
        let words = wrap::words(sentence.span.of(doc.text()), &marks[first..], self.options.colour);
        let whole = match sentence.kind {
            LineKind::Prose => Style::new(),
            LineKind::Heading => Style::new().bold(),
            LineKind::Caption | LineKind::Byline | LineKind::Stamp => Style::new().dimmed(),
        };
        let number = format!("{:>width$}  ", index + 1, width = GUTTER - 2);
        let mut gutter = self.style(Style::new().dimmed(), &number);
        for line in wrap::lines(&words, self.width() - GUTTER) {
            let text =
                if self.options.colour { wrap::coloured(line, whole) } else { wrap::plain(line) };
            writeln!(self.out, "{gutter}{text}")?;
            gutter = " ".repeat(GUTTER);
        }
        self.records(index)
    }

    /// Writes the records that belong under sentence `index`, and a blank line if there are any.
    fn records(&mut self, index: usize) -> Result<bool> {
        let mut any = false;
        for record in &self.coded.records {
            if self.home(record) == Some(index) && self.is_shown(record) {
                self.record(record)?;
                any = true;
            }
        }
        if any {
            writeln!(self.out)?;
        }
        Ok(any)
    }

    /// A claim that says no more than its quote is left out.
    fn is_shown(&self, record: &Record) -> bool {
        match &record.body {
            Body::Claim(claim) => claim.stance != Stance::Asserts || claim.answers.is_some(),
            _ => !record.is_mention() || self.options.mentions,
        }
    }

    /// The sentence that holds the record's beginning.
    fn home(&self, record: &Record) -> Option<usize> {
        let start = match &record.body {
            Body::Event(event) => return Some(event.sentence.index),
            Body::Quote(quote) => quote.content.first()?.start,
            Body::Claim(claim) => {
                claim.content.first().map_or(claim.holder.start, |span| span.start)
            }
            Body::Mention(mention) => mention.entity.start,
            Body::Place(place) => place.place.start,
            Body::Time(time) => time.time.start,
            Body::Document(_) => return None,
        };
        Some(self.sentence_at(start))
    }

    fn sentence_at(&self, code_point: usize) -> usize {
        let text = self.coded.doc.text();
        let byte = text.char_indices().nth(code_point).map_or(text.len(), |(byte, _)| byte);
        let sentences = self.coded.doc.sentences();
        sentences.partition_point(|s| s.span.start as usize <= byte).saturating_sub(1)
    }

    fn record(&mut self, record: &Record) -> Result<()> {
        let (sign, kind) = match &record.body {
            Body::Event(event) => (event.sign().mark(), act_style(event)),
            _ => ("·", Style::new().dimmed()),
        };
        let mut words = Vec::new();
        for part in record.parts() {
            let style = match part.role {
                Role::Event => kind,
                Role::Party => Mark::Actor.style(),
                Role::Word => Mark::Source.style(),
                Role::Status => AnsiColor::Magenta.on_default().bold(),
                Role::Doubt => AnsiColor::Red.on_default().bold(),
                Role::Plain => Style::new().dimmed(),
            };
            words.extend(wrap::styled(&part.text, style));
        }
        let words = wrap::joined(words);
        let mut gutter = format!("{}{} ", " ".repeat(GUTTER), self.style(kind, sign));
        for line in wrap::lines(&words, self.width() - GUTTER - 4) {
            let text = if self.options.colour {
                wrap::coloured(line, Style::new())
            } else {
                wrap::plain(line)
            };
            writeln!(self.out, "{gutter}{text}")?;
            gutter = " ".repeat(GUTTER + 4);
        }
        Ok(())
    }
}

/// Cooperation is blue, conflict is yellow; what did not take place, or only on somebody's word, is pale.
fn act_style(event: &Event) -> Style {
    let colour = if event.quad <= 2 { AnsiColor::Blue } else { AnsiColor::Yellow };
    let style = colour.on_default();
    if event.sign() == Sign::TookPlace { style.bold() } else { style }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
