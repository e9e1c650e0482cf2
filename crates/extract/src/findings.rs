//! What was found in a document?
//!
//! [`Findings`] point into the frozen `Doc` by token and byte span. They are returned, never written
//! into it; the engine turns them into records.

use std::ops::Range;

use jiff::civil::Date;
use verbale_lexicon::{ActorId, Country, EventId, FrameId, Gender, Sector, Stance};
use verbale_text::{ByteSpan, TokenId};

/// Place of an [`Attribution`] in [`Findings::attributions`].
pub type AttributionId = usize;

/// How a mention refers to its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Via {
    /// By a proper name.
    Name,
    /// By an office or title.
    Title,
    /// By a capital or seat of power.
    Metonym,
    /// By a common noun.
    Nominal,
    /// By a pronoun.
    Pronoun,
}

impl Via {
    /// The word in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Via::Name => "name",
            Via::Title => "title",
            Via::Metonym => "metonym",
            Via::Nominal => "nominal",
            Via::Pronoun => "pronoun",
        }
    }
}

/// A political actor as one place in the text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Where this text names it.
    pub span: ByteSpan,
    /// Head word of the phrase.
    pub head: TokenId,
    /// Country or bloc, if known.
    pub code: Option<Country>,
    /// Sectors, the most telling first.
    pub sectors: Vec<Sector>,
    /// The actor in our knowledge.
    pub actor: Option<ActorId>,
    /// Its usual name: from knowledge, or the fullest name that this text gives.
    pub name: Option<Box<str>>,
    /// Office held at the document's date, or the title that the text gives.
    pub office: Option<Box<str>>,
    /// Gender, where known.
    pub gender: Option<Gender>,
    /// Whether it is a person or people, and not a body.
    pub person: bool,
    /// Whether it is several.
    pub plural: bool,
    /// How it is referred to.
    pub via: Via,
    /// Head word of the earlier mention that a pronoun takes up.
    pub antecedent: Option<TokenId>,
}

impl Entity {
    /// Whether the two surely are, or may well be, one actor: same knowledge entry, or the same name,
    /// or the same code where neither is named.
    pub fn is_same_as(&self, other: &Entity) -> bool {
        match (self.actor, other.actor) {
            (Some(a), Some(b)) => a == b,
            _ => match (&self.name, &other.name) {
                (Some(a), Some(b)) => a == b,
                _ => {
                    self.code.is_some() && self.code == other.code && self.sectors == other.sectors
                }
            },
        }
    }
}

/// Whether an event took place, on this text's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

impl Status {
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

/// Whether a quotation stands in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuoteKind {
    /// Wholly.
    Direct,
    /// Not at all.
    Indirect,
    /// In part.
    Mixed,
}

impl QuoteKind {
    /// The word in records.
    pub fn as_str(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct",
            QuoteKind::Indirect => "indirect",
            QuoteKind::Mixed => "mixed",
        }
    }
}

/// Words that the text lays into somebody's mouth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// In quotation marks or not.
    pub kind: QuoteKind,
    /// Head word of the phrase that names the source; the word's phrase is `source_span`.
    pub source: Option<TokenId>,
    /// Where the source is named.
    pub source_span: Option<ByteSpan>,
    /// Who that is.
    pub holder: Option<Entity>,
    /// The word of saying, with what belongs to it.
    pub cue: Option<ByteSpan>,
    /// Head word of the cue.
    pub cue_token: Option<TokenId>,
    /// What is said: token ranges in text order.
    pub content: Vec<Range<TokenId>>,
    /// To whom.
    pub addressee: Option<Entity>,
    /// What the source does with the content.
    pub stance: Stance,
    /// The attribution that contains this one.
    pub within: Option<AttributionId>,
    /// Whether it is no more than part of what is said there, and worth no record of its own.
    pub aside: bool,
}

/// Somebody of whom nothing is known but the words.
pub(crate) fn nameless(span: ByteSpan, head: TokenId) -> Entity {
    Entity {
        span,
        head,
        code: None,
        sectors: Vec::new(),
        actor: None,
        name: None,
        office: None,
        gender: None,
        person: false,
        plural: false,
        antecedent: None,
        via: Via::Nominal,
    }
}

impl Attribution {
    /// Who says so: the holder, or for want of anybody known the phrase that names the source.
    pub fn speaker(&self) -> Option<Entity> {
        self.holder.clone().or_else(|| Some(nameless(self.source_span?, self.source?)))
    }

    /// The word that names the claim itself ("accusations that …"), where nobody is told to make it.
    pub fn named_by_cue(&self) -> Option<Entity> {
        Some(nameless(self.cue?, self.cue_token?))
    }

    /// Whether token `id` is part of the content.
    pub fn covers(&self, id: TokenId) -> bool {
        self.content.iter().any(|range| range.contains(&id))
    }
}

/// How exact a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Granularity {
    Day,
    Week,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

impl Granularity {
    /// The word in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Granularity::Day => "day",
            Granularity::Week => "week",
            Granularity::Month => "month",
            Granularity::Quarter => "quarter",
            Granularity::Season => "season",
            Granularity::Year => "year",
            Granularity::Decade => "decade",
            Granularity::Century => "century",
        }
    }
}

/// A time expression with what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where it stands.
    pub span: ByteSpan,
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// First day, where it can be told.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// How exact it is.
    pub granularity: Option<Granularity>,
    /// TIMEX3 value: `2022-02-10`, `2022-W06`, `P3D`, `PAST_REF` …
    pub value: Option<Box<str>>,
}

/// A place named in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// Where it stands.
    pub span: ByteSpan,
    /// Its last token.
    pub head: TokenId,
    /// Usual name.
    pub name: Box<str>,
    /// Country that it lies in.
    pub country: Option<Country>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// GeoNames identifier.
    pub geonameid: Option<u32>,
    /// Whether it is a whole country.
    pub is_country: bool,
}

/// An act.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Head word of the words that tell it.
    pub trigger: TokenId,
    /// The words that tell it.
    pub trigger_span: ByteSpan,
    /// The frame that read it.
    pub frame: FrameId,
    /// What it is.
    pub event: EventId,
    /// How.
    pub mode: Option<Box<str>>,
    /// Who.
    pub actors: Vec<Entity>,
    /// To whom.
    pub recipients: Vec<Entity>,
    /// Whether it took place.
    pub status: Status,
    /// Whether it is only the content of somebody's word.
    pub alleged: bool,
    /// On whose word, outermost first.
    pub attribution: Vec<AttributionId>,
    /// Who denies it.
    pub denied_by: Vec<Entity>,
    /// The condition on which it hangs.
    pub condition: Option<ByteSpan>,
    /// What it is about.
    pub topics: Vec<ByteSpan>,
    /// When, as an index into [`Findings::times`].
    pub time: Option<usize>,
    /// Where, as an index into [`Findings::places`].
    pub place: Option<usize>,
    /// Contexts in which it stands, in the codebook's order.
    pub contexts: Vec<Box<str>>,
    /// How many were killed, hurt, held …, in text order.
    pub toll: Vec<Toll>,
    /// What a reader of the record should know.
    pub notes: Vec<Box<str>>,
    /// How likely it is told at all, from 0 to 1, if no frame reads it and it was proposed.
    pub confidence: Option<f32>,
}

/// A number of people told of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toll {
    /// What befell them: "dead", "injured" …
    pub kind: Box<str>,
    /// At least so many, where that is told.
    pub from: Option<u64>,
    /// At most so many, where that is told.
    pub to: Option<u64>,
    /// The words: "at least 12 people".
    pub span: ByteSpan,
}

/// Something that somebody holds to be so, denies, demands …
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Who.
    pub holder: Entity,
    /// What they do with it.
    pub stance: Stance,
    /// What.
    pub content: Vec<ByteSpan>,
    /// The events in it, as indices into [`Findings::events`].
    pub events: Vec<usize>,
    /// The claim that this one denies or rejects, as an index into [`Findings::claims`].
    pub answers: Option<usize>,
}

/// All that was found in one document, each list in text order.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Every actor named, whether or not an event uses it.
    pub mentions: Vec<Entity>,
    /// Times.
    pub times: Vec<TimeExpression>,
    /// Places.
    pub places: Vec<PlaceMention>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// Acts.
    pub events: Vec<Event>,
    /// Claims.
    pub claims: Vec<Claim>,
}
