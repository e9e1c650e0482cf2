//! How do findings become records?
//!
//! Findings point into the document by byte and token; records repeat the words, count code points and
//! name actors by their stable identifiers.

use std::ops::Range;

use verbale_extract::{self as extract, AttributionId, Findings};
use verbale_lexicon::{Effect, Lexicon};
use verbale_text::{ByteSpan, CharIndex, Doc, TokenId};

use super::identity::{Identities, sha256};
use super::{
    Attribution, Body, Claim, Document, Entity, Event, Mention, Place, PlaceMention, Quote,
    QuoteSource, QuoteType, Record, SentencePlace, Span, Stance, Status, Time, TimeMention, Toll,
    VERSION, Via,
};
use crate::cameo::CameoTable;
use crate::published::Published;
use crate::{Article, CODER};

/// All that records are made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sources<'a> {
    pub(crate) article: &'a Article,
    pub(crate) doc: &'a Doc,
    pub(crate) findings: &'a Findings,
    pub(crate) published: &'a Published,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) cameo: &'a CameoTable,
    pub(crate) knowledge: &'a str,
}

/// The records of one document: its own first, the others in text order.
pub(crate) fn build(sources: &Sources<'_>) -> Vec<Record> {
    let builder = Builder { sources, index: CharIndex::new(sources.doc.text()) };
    let mut identities = Identities::new(&sources.article.id);
    let quote_ids = builder.quote_ids(&mut identities);
    let event_ids = builder.event_ids(&mut identities);
    let claim_ids = builder.claim_ids(&mut identities);
    let mut placed: Vec<(Order, Body)> = Vec::new();
    builder.quotes(&quote_ids, &mut placed);
    builder.claims(&claim_ids, &event_ids, &mut placed);
    builder.events(&event_ids, &mut placed);
    builder.mentions(&mut placed);
    placed.sort_by_key(|(place, _)| *place);
    let document = Body::Document(builder.document());
    std::iter::once(document)
        .chain(placed.into_iter().map(|(_, body)| body))
        .map(|body| Record { v: VERSION, body })
        .collect()
}

/// What decides the order of two records: where they begin, then the sort of record.
type Order = (u32, u8);

struct Builder<'a> {
    sources: &'a Sources<'a>,
    index: CharIndex<'a>,
}

impl Builder<'_> {
    fn findings(&self) -> &Findings {
        self.sources.findings
    }

    fn doc_id(&self) -> String {
        self.sources.article.id.clone()
    }

    fn quote_ids(&self, identities: &mut Identities<'_>) -> Vec<Option<String>> {
        let ids = self.findings().attributions.iter().map(|quote| {
            let mut spans: Vec<ByteSpan> = self.contents(&quote.content);
            if spans.is_empty() || quote.aside {
                return None;
            }
            spans.extend(quote.source_span);
            spans.extend(quote.cue);
            Some(identities.id("quote", "", &spans))
        });
        ids.collect()
    }

    fn event_ids(&self, identities: &mut Identities<'_>) -> Vec<String> {
        let ids = self.findings().events.iter().map(|event| {
            let mut spans = vec![event.trigger_span];
            spans.extend(event.actors.iter().chain(&event.recipients).map(|entity| entity.span));
            identities.id("event", &self.sources.lexicon.frames.frame(event.frame).rule, &spans)
        });
        ids.collect()
    }

    fn claim_ids(&self, identities: &mut Identities<'_>) -> Vec<String> {
        let ids = self.findings().claims.iter().map(|claim| {
            let mut spans = vec![claim.holder.span];
            spans.extend(&claim.content);
            identities.id("claim", stance(claim.stance).1, &spans)
        });
        ids.collect()
    }

    fn document(&self) -> Document {
        let Sources { article, doc, published, knowledge, .. } = self.sources;
        let mut notes = article.notes.clone();
        notes.extend(published.note.map(str::to_owned));
        if let Some(lang) = article.lang.as_deref().filter(|lang| !is_english(lang)) {
            notes.push(format!("given as \"{lang}\" and read as English: expect little sense"));
        }
        Document {
            id: self.doc_id(),
            date: published.date.map(|day| day.to_string()),
            title: article.title.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            sentences: doc.sentences().len(),
            sha256: sha256(doc.text()),
            coder: CODER.to_owned(),
            knowledge: (*knowledge).to_owned(),
            notes,
        }
    }

    fn quotes(&self, ids: &[Option<String>], placed: &mut Vec<(Order, Body)>) {
        for (quote, id) in self.findings().attributions.iter().zip(ids) {
            let Some(id) = id else { continue };
            let content = self.contents(&quote.content);
            let start = content.first().map_or(0, |span| span.start);
            let source = quote.source_span.or(quote.holder.as_ref().map(|h| h.span)).map(|span| {
                let Span { text, start, end } = self.span(span);
                QuoteSource { text, start, end, entity: self.maybe_entity(quote.holder.as_ref()) }
            });
            let body = Quote {
                id: id.clone(),
                doc: self.doc_id(),
                quote_type: quote_type(quote.kind),
                source,
                cue: quote.cue.map(|span| self.span(span)),
                content: content.into_iter().map(|span| self.span(span)).collect(),
                addressee: self.maybe_entity(quote.addressee.as_ref()),
                within: self.container(quote.within, ids),
            };
            placed.push(((start, 0), Body::Quote(Box::new(body))));
        }
    }

    /// The nearest quote around that is written.
    fn container(
        &self,
        mut within: Option<AttributionId>,
        ids: &[Option<String>],
    ) -> Option<String> {
        for _ in 0..ids.len() {
            let id = within?;
            if let Some(written) = ids.get(id)? {
                return Some(written.clone());
            }
            within = self.findings().attributions[id].within;
        }
        None
    }

    fn claims(&self, ids: &[String], events: &[String], placed: &mut Vec<(Order, Body)>) {
        for (claim, id) in self.findings().claims.iter().zip(ids) {
            let start = claim.content.first().map_or(claim.holder.span.start, |span| span.start);
            let body = Claim {
                id: id.clone(),
                doc: self.doc_id(),
                holder: self.entity(&claim.holder),
                stance: stance(claim.stance).0,
                content: claim.content.iter().map(|&span| self.span(span)).collect(),
                events: claim.events.iter().filter_map(|&at| events.get(at).cloned()).collect(),
                answers: claim.answers.and_then(|at| ids.get(at).cloned()),
            };
            placed.push(((start, 1), Body::Claim(body)));
        }
    }

    fn events(&self, ids: &[String], placed: &mut Vec<(Order, Body)>) {
        for (event, id) in self.findings().events.iter().zip(ids) {
            let place = (event.trigger_span.start, 2);
            placed.push((place, Body::Event(Box::new(self.event(event, id)))));
        }
    }

    fn event(&self, event: &extract::Event, id: &str) -> Event {
        let ontology = &self.sources.lexicon.ontology;
        let kind = ontology.event(event.event);
        let mode = event.mode.as_deref();
        Event {
            id: id.to_owned(),
            doc: self.doc_id(),
            event: kind.code.to_string(),
            mode: mode.map(str::to_owned),
            context: event.contexts.iter().map(ToString::to_string).collect(),
            cameo: self.cameo(event),
            quad: kind.quad,
            scale: ontology.scale(event.event, mode),
            status: status(event.status),
            actor: self.entities(&event.actors),
            recipient: self.entities(&event.recipients),
            toll: event.toll.iter().map(|toll| self.toll(toll)).collect(),
            time: event.time.and_then(|at| self.findings().times.get(at)).map(|t| self.time(t)),
            place: event.place.and_then(|at| self.findings().places.get(at)).map(|p| self.place(p)),
            attribution: event.attribution.iter().map(|&at| self.attribution(at)).collect(),
            alleged: event.alleged,
            denied_by: self.entities(&event.denied_by),
            condition: event.condition.map(|span| self.span(span)),
            topic: event.topics.iter().map(|&span| self.span(span)).collect(),
            trigger: self.span(event.trigger_span),
            sentence: self.sentence(event.trigger),
            rule: self.sources.lexicon.frames.frame(event.frame).rule.to_string(),
            confidence: event.confidence.map(in_hundredths),
            notes: event.notes.iter().map(ToString::to_string).collect(),
        }
    }

    /// The frame's own code where the event is just what the frame tells, else the most general one.
    fn cameo(&self, event: &extract::Event) -> Option<String> {
        let frame = self.sources.lexicon.frames.frame(event.frame);
        let is_frames = frame.effect == Effect::Event(event.event) && frame.mode == event.mode;
        let own = frame.cameo.as_deref().filter(|_| is_frames);
        own.or_else(|| self.sources.cameo.code(event.event, event.mode.as_deref()))
            .map(str::to_owned)
    }

    fn attribution(&self, at: AttributionId) -> Attribution {
        let quote = &self.findings().attributions[at];
        let named = || quote.source_span.map(|span| self.unknown(span));
        Attribution {
            holder: self.maybe_entity(quote.holder.as_ref()).or_else(named),
            cue: quote.cue.map(|span| self.span(span)),
        }
    }

    fn mentions(&self, placed: &mut Vec<(Order, Body)>) {
        for mention in &self.findings().mentions {
            let body = Mention { doc: self.doc_id(), entity: self.entity(mention) };
            placed.push(((mention.span.start, 3), Body::Mention(body)));
        }
        for place in &self.findings().places {
            let body = PlaceMention { doc: self.doc_id(), place: self.place(place) };
            placed.push(((place.span.start, 4), Body::Place(body)));
        }
        for time in &self.findings().times {
            let value = time.value.as_ref().map(ToString::to_string);
            let body = TimeMention { doc: self.doc_id(), time: self.time(time), value };
            placed.push(((time.span.start, 5), Body::Time(body)));
        }
    }

    fn sentence(&self, trigger: TokenId) -> SentencePlace {
        let index = self.sources.doc.sentence_of(trigger);
        let (start, end) = self.index.char_span(self.sources.doc.sentences()[index].span);
        SentencePlace { index, start, end }
    }

    fn span(&self, span: ByteSpan) -> Span {
        let (start, end) = self.index.char_span(span);
        Span { text: span.of(self.sources.doc.text()).to_owned(), start, end }
    }

    fn contents(&self, ranges: &[Range<TokenId>]) -> Vec<ByteSpan> {
        let tokens = self.sources.doc.tokens();
        let spans = ranges.iter().filter_map(|range| {
            let tokens = tokens.get(range.clone())?;
            Some(tokens.first()?.span.hull(tokens.last()?.span))
        });
        spans.collect()
    }

    fn entities(&self, entities: &[extract::Entity]) -> Vec<Entity> {
        entities.iter().map(|entity| self.entity(entity)).collect()
    }

    fn maybe_entity(&self, entity: Option<&extract::Entity>) -> Option<Entity> {
        entity.map(|entity| self.entity(entity))
    }

    fn entity(&self, entity: &extract::Entity) -> Entity {
        let known = entity.actor.map(|id| self.sources.lexicon.actors.actor(id));
        let name = entity.name.as_deref().or(known.map(|actor| &*actor.name));
        Entity {
            code: entity.code.map(|code| code.to_string()),
            sector: entity.sectors.iter().map(ToString::to_string).collect(),
            id: known.map(|actor| actor.id.to_string()),
            name: name.map(str::to_owned),
            office: entity.office.as_deref().map(str::to_owned),
            via: Some(via(entity.via)),
            ..self.unknown(entity.span)
        }
    }

    /// Somebody of whom only the words are known.
    fn unknown(&self, span: ByteSpan) -> Entity {
        let Span { text, start, end } = self.span(span);
        let (sector, via) = (Vec::new(), None);
        Entity { text, start, end, code: None, sector, id: None, name: None, office: None, via }
    }

    fn toll(&self, toll: &extract::Toll) -> Toll {
        let Span { text, start, end } = self.span(toll.span);
        Toll { kind: toll.kind.to_string(), from: toll.from, to: toll.to, text, start, end }
    }

    fn time(&self, time: &extract::TimeExpression) -> Time {
        let Span { text, start, end } = self.span(time.span);
        Time {
            text,
            start,
            end,
            from: time.from.map(|day| day.to_string()),
            to: time.to.map(|day| day.to_string()),
            granularity: time.granularity.map(|granularity| granularity.as_str().to_owned()),
        }
    }

    fn place(&self, place: &extract::PlaceMention) -> Place {
        let Span { text, start, end } = self.span(place.span);
        Place {
            text,
            start,
            end,
            name: place.name.to_string(),
            country: place.country.map(|code| code.to_string()),
            lat: place.point.map(|(lat, _)| lat),
            lon: place.point.map(|(_, lon)| lon),
            geonameid: place.geonameid,
        }
    }
}

/// Whether a language tag such as `en-GB` stands for English.
fn is_english(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    matches!(tag.split(['-', '_']).next(), Some("en" | "eng" | "english"))
}

fn status(status: extract::Status) -> Status {
    match status {
        extract::Status::Actual => Status::Actual,
        extract::Status::Historical => Status::Historical,
        extract::Status::Future => Status::Future,
        extract::Status::Hypothetical => Status::Hypothetical,
        extract::Status::Negated => Status::Negated,
    }
}

fn via(via: extract::Via) -> Via {
    match via {
        extract::Via::Name => Via::Name,
        extract::Via::Title => Via::Title,
        extract::Via::Metonym => Via::Metonym,
        extract::Via::Nominal => Via::Nominal,
        extract::Via::Pronoun => Via::Pronoun,
    }
}

fn quote_type(kind: extract::QuoteKind) -> QuoteType {
    match kind {
        extract::QuoteKind::Direct => QuoteType::Direct,
        extract::QuoteKind::Indirect => QuoteType::Indirect,
        extract::QuoteKind::Mixed => QuoteType::Mixed,
    }
}

/// The stance, and its word.
fn stance(stance: verbale_lexicon::Stance) -> (Stance, &'static str) {
    use verbale_lexicon::Stance as Known;
    match stance {
        Known::Asserts => (Stance::Asserts, "asserts"),
        Known::Denies => (Stance::Denies, "denies"),
        Known::Rejects => (Stance::Rejects, "rejects"),
        Known::Doubts => (Stance::Doubts, "doubts"),
        Known::Demands => (Stance::Demands, "demands"),
        Known::Promises => (Stance::Promises, "promises"),
        Known::Warns => (Stance::Warns, "warns"),
    }
}

/// A likelihood as it is written: two digits are all that is known of it.
fn in_hundredths(likelihood: f32) -> f64 {
    (f64::from(likelihood) * 100.0).round() / 100.0
}
