//! What is a column of a table?

use sha2::{Digest, Sha256};

use super::Story;
use crate::record::{Entity, Event};

/// What a row tells: an event, or one pair of parties to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub story: &'a Story<'a>,
    pub event: &'a Event,
    /// Who, in tables of pairs.
    pub actor: Option<&'a Entity>,
    /// To whom, in tables of pairs.
    pub recipient: Option<&'a Entity>,
    /// Which of the event's pairs it is.
    pub pair: usize,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Whole(i64),
    Real(f64),
    Flag(bool),
    Nothing,
}

/// What the cells of a column are, where they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    Real,
    Flag,
}

/// A column: name, meaning, value.
pub(super) struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub about: &'static str,
    pub value: fn(&Row<'_>) -> Value,
}

impl std::fmt::Debug for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A column of texts, in the order name, meaning, value.
pub(super) const fn column(
    name: &'static str,
    about: &'static str,
    value: fn(&Row<'_>) -> Value,
) -> Column {
    Column { name, kind: Kind::Text, about, value }
}

impl Column {
    /// The same, of cells of `kind`.
    pub const fn of(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }
}

/// A column that is always empty: the format has it, and we do not know it.
pub(super) const fn empty(name: &'static str) -> Column {
    column(name, "empty: not known", |_| Value::Nothing)
}

/// Name, kind and meaning of each of `columns`.
pub(super) fn described(columns: &[Column]) -> Vec<[&'static str; 3]> {
    let kind = |kind| match kind {
        Kind::Text => "text",
        Kind::Whole => "whole number",
        Kind::Real => "number",
        Kind::Flag => "true or false",
    };
    columns.iter().map(|column| [column.name, kind(column.kind), column.about]).collect()
}

impl Value {
    /// Text, where it is known.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Value::Nothing, |text| Value::Text(text.into()))
    }

    pub fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into())
    }

    pub fn count(count: usize) -> Self {
        i64::try_from(count).map_or(Value::Nothing, Value::Whole)
    }

    pub fn real(number: Option<f64>) -> Self {
        number.map_or(Value::Nothing, Value::Real)
    }

    /// A score as records write it, and not with the digits that a wider number adds.
    pub fn score(score: f32) -> Self {
        Value::real(score.to_string().parse().ok())
    }
}

impl<'a> Row<'a> {
    /// The first day of the event, as the text tells it, else the day of publication.
    pub fn day(&self) -> Option<&'a str> {
        let told = self.event.time.as_ref().and_then(|time| time.from.as_deref());
        told.or(self.story.document.date.as_deref())
    }

    /// A number that is the same from run to run, for formats that want one: 63 bits of a hash.
    pub fn number(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(self.event.id.as_bytes());
        hasher.update((self.pair as u64).to_le_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hasher.finalize()[..8]);
        (u64::from_be_bytes(first) >> 1).to_string()
    }

    /// The name of a party to the event: the usual one where it is known, else the text's words.
    pub fn name(entity: Option<&Entity>) -> Option<String> {
        let entity = entity?;
        Some(one_line(entity.name.as_deref().unwrap_or(&entity.text)))
    }

    /// The name of the state whose code `entity` bears, or the code of a bloc.
    pub fn country(&self, entity: Option<&'a Entity>) -> Option<&'a str> {
        let code = entity?.code.as_deref()?;
        Some(self.story.actors.state(code).unwrap_or(code))
    }

    /// Where the document can be read, or what it is called.
    pub fn address(&self) -> &'a str {
        let document = self.story.document;
        document.url.as_deref().unwrap_or(&document.id)
    }

    /// The CAMEO code's first two digits.
    pub fn root(&self) -> Option<&'a str> {
        self.event.cameo.as_deref()?.get(..2)
    }
}

/// `text` with its white space made single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
