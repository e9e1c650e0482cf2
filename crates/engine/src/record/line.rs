//! How does a person read a record at a glance?
//!
//! One line for each record, in parts that say what they are, so that a page can colour them and a
//! snapshot can keep them as plain text: `THREATEN relations  GBR GOV (Liz Truss) → RUS  · if …`.

use std::collections::BTreeSet;

use super::{Body, Claim, Entity, Event, Quote, Record, Span, Stance, Status, Toll};

/// What a part of the line tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The sort of act or record.
    Event,
    /// Who, or to whom.
    Party,
    /// That it did not take place, or not yet, or long ago.
    Status,
    /// That it rests on somebody's word alone, or is denied.
    Doubt,
    /// On whose word.
    Word,
    /// What makes no part of its own.
    Plain,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it tells.
    pub role: Role,
    /// How.
    pub text: String,
}

/// How an act stands: the sign before it, so that what is only told is never shown as having taken place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It took place, on the report's own word.
    TookPlace,
    /// It did or did not, on somebody's word alone, or somebody denies it.
    Claimed,
    /// It may or will take place.
    Open,
    /// It did not take place, on the report's own word.
    DidNot,
}

impl Sign {
    /// All signs, as a legend lists them.
    pub const ALL: [Self; 4] = [Self::TookPlace, Self::Claimed, Self::Open, Self::DidNot];

    /// The character: filled, half filled, open, crossed.
    pub fn mark(self) -> &'static str {
        match self {
            Self::TookPlace => "●",
            Self::Claimed => "◐",
            Self::Open => "○",
            Self::DidNot => "×",
        }
    }

    /// What it says.
    pub fn told(self) -> &'static str {
        match self {
            Self::TookPlace => "took place",
            Self::Claimed => "alleged or denied",
            Self::Open => "may or will",
            Self::DidNot => "did not",
        }
    }
}

/// Longest text that is quoted in a line, in characters.
const LONGEST: usize = 60;

impl Record {
    /// The record as one line of plain text.
    pub fn line(&self) -> String {
        self.parts().into_iter().map(|part| part.text).collect()
    }

    /// The record as the parts of one line.
    pub fn parts(&self) -> Vec<Part> {
        let mut line = Line::default();
        match &self.body {
            Body::Event(event) => line.event(event),
            Body::Quote(quote) => line.quote(quote),
            Body::Claim(claim) => line.claim(claim),
            Body::Mention(mention) => {
                line.put(Role::Event, "mention  ");
                line.put(Role::Party, &entity(&mention.entity));
                line.put(Role::Plain, &format!(": {}", short(&mention.entity.text)));
            }
            Body::Place(place) => {
                let country = place.place.country.as_deref().unwrap_or("?");
                line.put(Role::Event, "place  ");
                line.put(
                    Role::Plain,
                    &format!("{} ({country}): {}", place.place.name, place.place.text),
                );
            }
            Body::Time(time) => {
                line.put(Role::Event, "time  ");
                let value = time.value.as_deref().unwrap_or("?");
                line.put(Role::Plain, &format!("{value}: {}", short(&time.time.text)));
            }
            Body::Document(document) => {
                line.put(Role::Event, "document  ");
                let date = document.date.as_deref().unwrap_or("undated");
                line.put(
                    Role::Plain,
                    &format!("{} · {date} · {} sentences", document.id, document.sentences),
                );
            }
        }
        line.parts
    }
}

impl Event {
    /// The event as one line of plain text.
    pub fn line(&self) -> String {
        let mut line = Line::default();
        line.event(self);
        line.parts.into_iter().map(|part| part.text).collect()
    }

    /// The sign of how it stands.
    pub fn sign(&self) -> Sign {
        match self.status {
            Status::Future | Status::Hypothetical => Sign::Open,
            _ if self.alleged || !self.denied_by.is_empty() => Sign::Claimed,
            Status::Negated => Sign::DidNot,
            Status::Actual | Status::Historical => Sign::TookPlace,
        }
    }
}

/// `entities` as a reader wants them: somebody whom two places of the text name, as "Mugabe" and "his", once.
pub fn distinct(entities: &[Entity]) -> Vec<&Entity> {
    let mut seen = BTreeSet::new();
    let mut is_new = |entity: &Entity| {
        let who = entity.id.as_ref().or(entity.name.as_ref()).unwrap_or(&entity.text);
        seen.insert((who.clone(), entity.code.clone(), entity.sector.clone()))
    };
    entities.iter().filter(|entity| is_new(entity)).collect()
}

#[derive(Default)]
struct Line {
    parts: Vec<Part>,
}

impl Line {
    fn put(&mut self, role: Role, text: &str) {
        self.parts.push(Part { role, text: text.to_owned() });
    }

    /// Adds ` · text`.
    fn note(&mut self, role: Role, text: &str) {
        self.put(Role::Plain, " · ");
        self.put(role, text);
    }

    fn event(&mut self, event: &Event) {
        let kind = match &event.mode {
            Some(mode) => format!("{} {mode}", event.event),
            None => event.event.clone(),
        };
        self.put(Role::Event, &kind);
        self.put(Role::Plain, "  ");
        self.put(Role::Party, &entities(&event.actor));
        if !event.recipient.is_empty() {
            self.put(Role::Plain, " → ");
            self.put(Role::Party, &entities(&event.recipient));
        }
        if event.status != Status::Actual {
            self.note(Role::Status, event.status.as_str());
        }
        if event.alleged {
            self.note(Role::Doubt, "alleged");
        }
        if !event.denied_by.is_empty() {
            self.note(Role::Doubt, &format!("denied by {}", entities(&event.denied_by)));
        }
        if !event.attribution.is_empty() {
            let chain: Vec<String> =
                event.attribution.iter().map(|a| holder(a.holder.as_ref())).collect();
            self.note(Role::Word, &format!("on the word of {}", chain.join(" ← ")));
        }
        self.circumstances(event);
    }

    fn circumstances(&mut self, event: &Event) {
        if !event.toll.is_empty() {
            let numbers: Vec<String> = event.toll.iter().map(Toll::words).collect();
            self.note(Role::Plain, &numbers.join(", "));
        }
        if let Some(condition) = &event.condition {
            self.note(Role::Status, &short(&condition.text));
        }
        if !event.topic.is_empty() {
            let topics: Vec<String> = event.topic.iter().map(|topic| short(&topic.text)).collect();
            self.note(Role::Plain, &format!("about: {}", topics.join("; ")));
        }
        if let Some(place) = &event.place {
            self.note(Role::Plain, &format!("in {}", place.name));
        }
        if let Some(time) = &event.time {
            let day = match (&time.from, &time.to) {
                (Some(from), Some(to)) if from != to => format!("{from} to {to}"),
                (Some(from), _) => from.clone(),
                _ => short(&time.text),
            };
            self.note(Role::Plain, &day);
        }
    }

    fn quote(&mut self, quote: &Quote) {
        self.put(Role::Event, "quote");
        self.put(Role::Plain, "  ");
        let source = quote.source.as_ref();
        let who = match source.and_then(|source| source.entity.as_ref()) {
            Some(known) => entity(known),
            None => source.map_or("nobody named".to_owned(), |source| short(&source.text)),
        };
        self.put(Role::Word, &who);
        self.put(Role::Plain, &format!(": {}", pieces(&quote.content)));
    }

    fn claim(&mut self, claim: &Claim) {
        self.put(Role::Event, claim.stance.as_str());
        self.put(Role::Plain, "  ");
        self.put(Role::Party, &entity(&claim.holder));
        self.put(Role::Plain, &format!(": {}", pieces(&claim.content)));
        if claim.answers.is_some() {
            self.note(Role::Doubt, "answers a claim");
        }
    }
}

impl Status {
    /// All that an event can have.
    pub const ALL: [Self; 5] =
        [Self::Actual, Self::Historical, Self::Future, Self::Hypothetical, Self::Negated];

    /// The word in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Actual => "actual",
            Status::Historical => "historical",
            Status::Future => "future",
            Status::Hypothetical => "hypothetical",
            Status::Negated => "negated",
        }
    }

    /// Whether it took place.
    pub fn took_place(self) -> bool {
        matches!(self, Status::Actual | Status::Historical)
    }
}

impl Toll {
    /// `12 dead`, `12+ dead`, `up to 50 arrested`, `10-15 injured`.
    pub fn words(&self) -> String {
        let kind = &self.kind;
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => format!("{from} {kind}"),
            (Some(from), Some(to)) => format!("{from}-{to} {kind}"),
            (Some(from), None) => format!("{from}+ {kind}"),
            (None, Some(to)) => format!("up to {to} {kind}"),
            (None, None) => kind.clone(),
        }
    }
}

impl Event {
    /// How many people of one kind the text tells of, with what it says at least where it gives a range; the
    /// numbers of different people are added up.
    pub fn toll_of(&self, kind: &str) -> Option<u64> {
        let of_kind = self.toll.iter().filter(|toll| toll.kind == kind);
        let numbers = of_kind.filter_map(|toll| toll.from.or(toll.to));
        numbers.reduce(u64::saturating_add)
    }
}

impl Stance {
    /// All that a claim can have.
    pub const ALL: [Self; 7] = [
        Self::Asserts,
        Self::Denies,
        Self::Rejects,
        Self::Doubts,
        Self::Demands,
        Self::Promises,
        Self::Warns,
    ];

    /// The word in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Stance::Asserts => "asserts",
            Stance::Denies => "denies",
            Stance::Rejects => "rejects",
            Stance::Doubts => "doubts",
            Stance::Demands => "demands",
            Stance::Promises => "promises",
            Stance::Warns => "warns",
        }
    }
}

fn entities(entities: &[Entity]) -> String {
    let all: Vec<String> = distinct(entities).into_iter().map(entity).collect();
    if all.is_empty() { "nobody named".to_owned() } else { all.join(", ") }
}

/// `GBR GOV (Liz Truss)`.
fn entity(entity: &Entity) -> String {
    let code = entity.code.as_deref().unwrap_or("?");
    let mut words = vec![code.to_owned()];
    words.extend(entity.sector.iter().cloned());
    words.push(format!("({})", name(entity)));
    words.join(" ")
}

/// What to call somebody in words.
fn name(entity: &Entity) -> String {
    short(entity.name.as_deref().unwrap_or(&entity.text))
}

fn holder(entity: Option<&Entity>) -> String {
    entity.map_or_else(|| "somebody unnamed".to_owned(), name)
}

fn pieces(spans: &[Span]) -> String {
    let text: Vec<&str> = spans.iter().map(|span| span.text.as_str()).collect();
    format!("“{}”", short(text.join(" … ").trim_matches(['"', '“', '”'])))
}

/// `text` on one line, its end cut off where it is long.
fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    let mut cut: String = text.chars().take(LONGEST).collect();
    if let Some(space) = cut.rfind(' ') {
        cut.truncate(space);
    }
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(name: &str, code: &str) -> Entity {
        let told = serde_json::json!({
            "text": "he", "start": 0, "end": 2, "code": code, "id": name.to_lowercase(), "name": name
        });
        serde_json::from_value(told).unwrap()
    }

    #[test]
    fn words_are_those_of_records() {
        let read = |word: &str| serde_json::Value::String(word.to_owned());
        for status in Status::ALL {
            assert_eq!(serde_json::from_value::<Status>(read(status.as_str())).unwrap(), status);
        }
        for stance in Stance::ALL {
            assert_eq!(serde_json::from_value::<Stance>(read(stance.as_str())).unwrap(), stance);
        }
    }

    #[test]
    fn who_is_named_twice_is_shown_once_and_namesakes_are_not_one() {
        let both = [entity("Mugabe", "ZWE"), entity("Mugabe", "ZWE"), entity("Mugabe", "ZAF")];
        assert_eq!(entities(&both), "ZWE (Mugabe), ZAF (Mugabe)");
        assert_eq!(entities(&[]), "nobody named");
    }
}
