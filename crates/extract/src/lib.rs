//! Who did or said what to whom, in this document?
//!
//! Reads a frozen [`Doc`](verbale_text::Doc) with the help of a [`Lexicon`] and returns [`Findings`].
//! Like the text layer it does no I/O and cannot fail; unlike it, it knows politics. It knows no
//! output format.

mod act;
mod answer;
mod aside;
mod attribution;
mod claim;
mod context;
mod denial;
mod event;
mod factuality;
mod findings;
mod granted;
mod index;
mod mention;
mod names;
mod namesake;
mod place;
pub mod proposal;
mod speaker;
mod subject;
mod syntax;
mod time;
mod toll;

use std::sync::Arc;

use jiff::civil::Date;
use verbale_lexicon::{EventId, FrameId, Lexicon};
use verbale_text::{Doc, Language, TokenId};

use act::{Act, Matcher, acts, acts_of_frames, read_at};
use attribution::{Sources, attributions};
use event::Setting;
use index::Index;
use mention::{Mentions, countries, mentions};
use names::names;
use namesake::{Settled, settle};
use place::places;
use proposal::{Proposer, Sight};
use speaker::resolve_speakers;
use subject::Subjects;
use syntax::lower_lemma;

pub use findings::{
    Attribution, AttributionId, Claim, Entity, Event, Findings, Granularity, PlaceMention,
    QuoteKind, Status, TimeExpression, Toll, Via,
};

/// Finds actors, acts and sources; made once, used for many documents, from any thread.
#[derive(Debug)]
pub struct Extractor {
    lexicon: Arc<Lexicon>,
    proposer: Option<Proposer>,
}

/// One attempt to read a word with a pattern, for `verbale explain`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The word.
    pub trigger: TokenId,
    /// The frame.
    pub frame: FrameId,
    /// The pattern as written.
    pub pattern: Box<str>,
    /// How it went.
    pub outcome: Outcome,
}

/// How an attempt went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The pattern fits and is the best at its word.
    Matched,
    /// It fits, but another fits better, or no political actor is in its roles.
    SetAside(String),
    /// It does not fit, and this is what is missing.
    Missing(String),
}

impl Extractor {
    /// An extractor over `lexicon`.
    pub fn new(lexicon: Arc<Lexicon>) -> Self {
        Self { lexicon, proposer: None }
    }

    /// The same with what proposes acts that no frame reads.
    #[must_use]
    pub fn with_proposer(self, proposer: Proposer) -> Self {
        Self { proposer: Some(proposer), ..self }
    }

    /// The knowledge in use.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What is found in `doc`, published on `date`.
    pub fn findings(&self, doc: &Doc, date: Option<Date>) -> Findings {
        let reading = self.reading(doc, date);
        let speaker = |token| reading.sources.speaker_of(token);
        let acts = acts(&self.matcher(doc, &reading), self.proposer.as_ref(), &speaker);
        let Reading { mentions, sources, places, times } = reading;
        let lexicon = &*self.lexicon;
        let subjects = Subjects::new(doc, lexicon, &mentions);
        let setting = Setting {
            doc,
            lexicon,
            mentions: &mentions,
            subjects: &subjects,
            sources: &sources,
            times: &times,
            places: &places,
            date,
        };
        let Told { mut events, claims, asides } = told(&setting, acts);
        let contexts = context::Contexts::new(doc, lexicon, &mentions.entities, &sources);
        for event in &mut events {
            event.contexts = contexts.of(event);
        }
        toll::tell(doc, lexicon, &mentions, &mut events);
        let mut named = mentions.entities;
        named.sort_by_key(|e| (e.span, e.head));
        let told = sources.into_inner().into_iter().zip(asides);
        Findings {
            mentions: named,
            times,
            places,
            attributions: told.map(|(s, aside)| Attribution { aside, ..s.attribution }).collect(),
            events,
            claims,
        }
    }

    /// What a network for proposals sees of each sentence of `doc` that may tell acts, and the event that frames read
    /// at each word: to teach it with.
    pub fn sights(
        &self,
        doc: &Doc,
        date: Option<Date>,
        language: &Language,
    ) -> (Vec<Sight>, Vec<Option<EventId>>) {
        let reading = self.reading(doc, date);
        let matcher = self.matcher(doc, &reading);
        let acts = acts_of_frames(&matcher, &|token| reading.sources.speaker_of(token));
        let read = read_at(&matcher, &acts);
        let view = proposal::view(&matcher, language, &read);
        let sights = view.iter().flat_map(|view| proposal::prose(doc).map(|s| view.sight(s)));
        let sights = sights.collect();
        (sights, read)
    }

    /// How surely the event that each word of `doc` tells took place: from -3, it did not, to 3, it did;
    /// nothing for a word that tells none.
    pub fn factuality(&self, doc: &Doc) -> Vec<Option<f32>> {
        factuality::grades(doc, &self.lexicon)
    }

    /// Every pattern that was tried in `doc`, in text order, and how it went.
    pub fn trials(&self, doc: &Doc, date: Option<Date>) -> Vec<Trial> {
        let reading = self.reading(doc, date);
        let matcher = self.matcher(doc, &reading);
        let acts = acts_of_frames(&matcher, &|token| reading.sources.speaker_of(token));
        let told: Vec<TokenId> = acts.iter().map(|act| act.trigger).collect();
        let mut trials = Vec::new();
        for trigger in 0..doc.tokens().len() {
            let best = matcher.best(trigger);
            for id in matcher.candidates(trigger) {
                let (frame, pattern) = self.lexicon.frames.pattern(id);
                let outcome = match matcher.try_pattern(id, trigger) {
                    Err(miss) => Outcome::Missing(miss.to_string()),
                    Ok(_) if best.as_ref().is_some_and(|b| b.pattern != id) => {
                        Outcome::SetAside("a more specific pattern fits".into())
                    }
                    Ok(_) if !told.contains(&trigger) => {
                        Outcome::SetAside("part of another act, or no political actor in it".into())
                    }
                    Ok(_) => Outcome::Matched,
                };
                trials.push(Trial { trigger, frame, pattern: pattern.source.clone(), outcome });
            }
        }
        trials
    }

    /// Mentions and attributions, which need each other: who "we" is depends on who speaks.
    fn reading(&self, doc: &Doc, date: Option<Date>) -> Reading {
        let named = names(doc, &self.lexicon, date);
        let Settled { hits, regions } = settle(doc, &self.lexicon, named, date);
        let told = countries(&hits, &self.lexicon);
        let places = places(doc, &self.lexicon.places, &told, &regions);
        let mut mentions = mentions(doc, &self.lexicon, hits, &places, date);
        let mut sources = attributions(doc, &self.lexicon, &mentions);
        resolve_speakers(doc, &mut mentions, &mut sources);
        Reading { mentions, sources, places, times: time::times(doc, date) }
    }

    /// What lays the patterns of the frames over `doc`.
    fn matcher<'a>(&'a self, doc: &'a Doc, reading: &'a Reading) -> Matcher<'a> {
        let Reading { mentions, sources, places, times } = reading;
        Matcher::new(doc, &self.lexicon, mentions, places, times, said(doc, sources))
    }
}

/// What acts become once it is known on whose word they rest.
struct Told {
    events: Vec<Event>,
    claims: Vec<Claim>,
    /// For each attribution, whether it is no more than part of what somebody else says.
    asides: Vec<bool>,
}

/// The events that acts tell, with who denies them, and the claims that answer one another.
fn told(setting: &Setting<'_>, acts: Vec<Act>) -> Told {
    let Setting { doc, lexicon, subjects, sources, .. } = *setting;
    let denials = denial::denials(
        doc,
        sources,
        &acts,
        |act| &*lexicon.ontology.event(act.event).code == "REJECT",
        |noun| lexicon.words.cue_noun(&lower_lemma(doc, noun)).is_some(),
        |claim, actor| subjects.speaks_of(claim, actor),
    );
    let mut events: Vec<Event> = acts.into_iter().map(|act| setting.event(act)).collect();
    let is_claimed = |event: &Event| {
        let code = &*lexicon.ontology.event(event.event).code;
        !matches!(code, "REQUEST" | "THREATEN" | "AGREE")
    };
    let triggers = events.iter().enumerate().map(|(at, event)| (event.trigger, at));
    let told_at = Index::new(doc.tokens().len(), triggers);
    denial::mark(&mut events, &told_at, sources, &denials, is_claimed);
    let answers = answer::Answers { doc, lexicon, subjects, sources, denials: &denials };
    let answered = answers.all();
    let asides = aside::asides(doc, lexicon, sources, &events, &told_at, &answered);
    let claims = claim::claims(&answers, &answered, &asides, &mut events, &told_at, is_claimed);
    granted::grant(doc, &lexicon.words, &attribution::Quoted::new(doc), &mut events);
    Told { events, claims, asides }
}

struct Reading {
    mentions: Mentions,
    sources: Sources,
    places: Vec<PlaceMention>,
    times: Vec<TimeExpression>,
}

/// For each token, whether it is part of somebody's words, and whether of those of a political actor.
fn said(doc: &Doc, sources: &Sources) -> (Vec<bool>, Vec<bool>) {
    let mut said = vec![false; doc.tokens().len()];
    for range in sources.iter().filter(|s| s.tells).flat_map(|s| &s.attribution.content) {
        said[range.clone()].fill(true);
    }
    let by_actor = said.iter().enumerate().map(|(id, &said)| said && sources.is_said_by_actor(id));
    let by_actor = by_actor.collect();
    (said, by_actor)
}
