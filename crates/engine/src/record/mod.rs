//! What does Verbale write about an article?
//!
//! The types of `RECORD.md`, version 1, that every front shares. Offsets are Unicode code points into
//! the text as given, half-open. Fields stand in the contract's order. What is not known is absent;
//! fields that the contract lists as `null` are always there.

mod build;
mod identity;
mod line;
mod schema;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use build::{Sources, build};
pub(crate) use identity::hex;
pub use line::{Part, Role, Sign, distinct};
pub use schema::schema;

/// Version of the contract.
pub const VERSION: u8 = 1;

/// One record: a line of JSON Lines output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Version of the contract.
    pub v: u8,
    /// What sort of record it is, and what it says.
    #[serde(flatten)]
    pub body: Body,
}

/// The sorts of record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Body {
    /// The article as a whole.
    Document(Document),
    /// Words that the text lays into somebody's mouth.
    Quote(Box<Quote>),
    /// Something that somebody holds to be so, denies, demands …
    Claim(Claim),
    /// An act.
    Event(Box<Event>),
    /// An actor named, whether or not an event uses it.
    Mention(Mention),
    /// A place named.
    Place(PlaceMention),
    /// A time expression.
    Time(TimeMention),
}

impl Record {
    /// Whether it is written only where mentions are asked for.
    pub fn is_mention(&self) -> bool {
        matches!(self.body, Body::Mention(_) | Body::Place(_) | Body::Time(_))
    }

    /// The event, if it is one.
    pub fn event(&self) -> Option<&Event> {
        match &self.body {
            Body::Event(event) => Some(event),
            _ => None,
        }
    }

    /// The quote, if it is one.
    pub fn quote(&self) -> Option<&Quote> {
        match &self.body {
            Body::Quote(quote) => Some(quote),
            _ => None,
        }
    }
}

/// Words of the text and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The words, exactly as they stand.
    pub text: String,
    /// Code point at which they begin.
    pub start: usize,
    /// Code point after their last.
    pub end: usize,
}

/// An actor where the text names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// The words that name it here.
    pub text: String,
    /// Code point at which they begin.
    pub start: usize,
    /// Code point after their last.
    pub end: usize,
    /// ISO 3166-1 alpha-3 or a bloc's code; null where it cannot be told.
    #[schemars(schema_with = "schema::nullable_code")]
    pub code: Option<String>,
    /// PLOVER sectors, the most telling first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = r"^[A-Z]{3}$")))]
    pub sector: Vec<String>,
    /// The actor in Verbale's knowledge; for a pronoun, its antecedent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub id: Option<String>,
    /// Its usual name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub name: Option<String>,
    /// The office held at the document's date, or the title that the text gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub office: Option<String>,
    /// How the text refers to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Via")]
    pub via: Option<Via>,
}

/// How an actor is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Via {
    Pronoun,
    Name,
    Title,
    Metonym,
    Nominal,
}

/// Did the event take place, on this text's word?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It did, or is happening.
    Actual,
    /// It did, well before the news at hand.
    Historical,
    /// It is announced or expected.
    Future,
    /// It is only possible, feared, asked for, conditional.
    Hypothetical,
    /// It did not.
    Negated,
}

/// An act: who did what to whom, on whose word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Stable hash of document, spans and rule.
    pub id: String,
    /// The article.
    pub doc: String,
    /// PLOVER event.
    #[schemars(regex(pattern = r"^[A-Z]+$"))]
    pub event: String,
    /// PLOVER mode; null where none fits.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub context: Vec<String>,
    /// CAMEO code, where it can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::cameo_code")]
    pub cameo: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    #[schemars(range(min = 1, max = 4))]
    pub quad: u8,
    /// From -10 (conflict) to +10 (cooperation).
    #[schemars(range(min = -10, max = 10))]
    pub scale: f32,
    /// Whether it took place.
    pub status: Status,
    /// Who did it; all sides of a two-sided event.
    pub actor: Vec<Entity>,
    /// To whom.
    pub recipient: Vec<Entity>,
    /// How many people were killed, hurt, held …, where the text tells it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub toll: Vec<Toll>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Time")]
    pub time: Option<Time>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Place")]
    pub place: Option<Place>,
    /// On whose word, outermost first; empty where it is the article's own.
    pub attribution: Vec<Attribution>,
    /// Whether the deed is only the content of somebody's word.
    pub alleged: bool,
    /// Who denies it, in this document.
    pub denied_by: Vec<Entity>,
    /// The condition on which it hangs.
    pub condition: Option<Span>,
    /// What it is about.
    pub topic: Vec<Span>,
    /// The words that tell it.
    pub trigger: Span,
    /// The sentence that holds it.
    pub sentence: SentencePlace,
    /// The frame that read it.
    pub rule: String,
    /// How likely the words tell such an event at all, from 0 to 1: only where no frame reads it and a network
    /// proposed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "f64", range(min = 0.0, max = 1.0))]
    pub confidence: Option<f64>,
    /// What a reader of the record should know.
    pub notes: Vec<String>,
}

/// A number of people told of an event. Several of one kind count different people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Toll {
    /// What befell them: dead, injured, arrested, abducted, deported, displaced, missing.
    pub kind: String,
    /// At least so many; absent where only an upper bound is told ("up to 50").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u64")]
    pub from: Option<u64>,
    /// At most so many; absent where only a lower bound is told ("at least 12", "dozens").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u64")]
    pub to: Option<u64>,
    /// The words that tell the number.
    pub text: String,
    /// Code point at which they begin.
    pub start: usize,
    /// Code point after their last.
    pub end: usize,
}

/// One link of the chain of word: who, and by which word of saying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// Who says so; null where the text does not name anybody.
    pub holder: Option<Entity>,
    /// The word of saying.
    pub cue: Option<Span>,
}

/// Where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SentencePlace {
    /// Its number in the document, from 0.
    pub index: usize,
    /// Code point at which it begins.
    pub start: usize,
    /// Code point after its last.
    pub end: usize,
}

/// When something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// The words that say when.
    pub text: String,
    /// Code point at which they begin.
    pub start: usize,
    /// Code point after their last.
    pub end: usize,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::day")]
    pub from: Option<String>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::day")]
    pub to: Option<String>,
    /// How exact it is: day, week, month …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub granularity: Option<String>,
}

/// Where something happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The words that say where.
    pub text: String,
    /// Code point at which they begin.
    pub start: usize,
    /// Code point after their last.
    pub end: usize,
    /// Usual name.
    pub name: String,
    /// ISO 3166-1 alpha-3 of the country that it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub country: Option<String>,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "f64", range(min = -90, max = 90))]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "f64", range(min = -180, max = 180))]
    pub lon: Option<f64>,
    /// GeoNames identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u32")]
    pub geonameid: Option<u32>,
}

/// Whether a quotation stands in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuoteType {
    /// Wholly.
    Direct,
    /// Not at all.
    Indirect,
    /// In part.
    Mixed,
}

/// Words that the text lays into somebody's mouth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// Stable hash of document and spans.
    pub id: String,
    /// The article.
    pub doc: String,
    /// In quotation marks or not.
    #[serde(rename = "type")]
    pub quote_type: QuoteType,
    /// Who says it; null where the text does not name anybody.
    pub source: Option<QuoteSource>,
    /// The word of saying.
    pub cue: Option<Span>,
    /// What is said, in pieces where the text breaks it up.
    pub content: Vec<Span>,
    /// To whom.
    pub addressee: Option<Entity>,
    /// The quote that contains this one.
    pub within: Option<String>,
}

/// The words that name a quote's source, and who that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QuoteSource {
    /// The words.
    pub text: String,
    /// Code point at which they begin.
    pub start: usize,
    /// Code point after their last.
    pub end: usize,
    /// Who that is; null where it cannot be told.
    pub entity: Option<Entity>,
}

/// What somebody does with a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Stance {
    Asserts,
    Denies,
    Rejects,
    Doubts,
    Demands,
    Promises,
    Warns,
}

/// Something that somebody holds to be so, denies, demands …
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Stable hash of document and spans.
    pub id: String,
    /// The article.
    pub doc: String,
    /// Who.
    pub holder: Entity,
    /// What they do with it.
    pub stance: Stance,
    /// What.
    pub content: Vec<Span>,
    /// The events in it.
    pub events: Vec<String>,
    /// The claim that this one denies or rejects.
    pub answers: Option<String>,
}

/// The article as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// What the giver calls it.
    pub id: String,
    /// Day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::day")]
    pub date: Option<String>,
    /// Headline, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub title: Option<String>,
    /// Publisher, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub source: Option<String>,
    /// Address, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub url: Option<String>,
    /// Number of sentences.
    pub sentences: usize,
    /// SHA-256 of the text.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// What wrote the records.
    pub coder: String,
    /// Hash of the knowledge in use.
    pub knowledge: String,
    /// What a reader of the records should know.
    pub notes: Vec<String>,
}

/// An actor named, whether or not an event uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The article.
    pub doc: String,
    /// The actor.
    #[serde(flatten)]
    pub entity: Entity,
}

/// A place named, whether or not an event uses it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceMention {
    /// The article.
    pub doc: String,
    /// The place.
    #[serde(flatten)]
    pub place: Place,
}

/// A time expression, whether or not an event uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimeMention {
    /// The article.
    pub doc: String,
    /// The time.
    #[serde(flatten)]
    pub time: Time,
    /// TIMEX3 value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub value: Option<String>,
}
