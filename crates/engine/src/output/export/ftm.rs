//! FollowTheMoney entities as JSON lines, for Aleph and the tools of investigators.
//!
//! A document is an `Article`, an event an `Event` with its parties `involved` and the article as `proof`, and
//! each pair of parties an `UnknownLink` with the event as its role. Parties that Verbale knows keep one
//! identifier in all documents and are tied to each by a `Mention`; those that the text does not name are
//! `LegalEntity`s of their document. Identifiers are hashes: the same records give the same entities.

use std::collections::BTreeSet;
use std::io::{Result, Write};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use verbale_lexicon::ActorKind;

use super::column::{Row, one_line};
use super::table::{Rows, is_fact, rows};
use super::{Export, Exporter, Sink, Story, country};
use crate::record::{Entity, Event, hex};

/// FollowTheMoney.
pub(super) const EXPORT: Export = Export {
    name: "ftm",
    about: "FollowTheMoney entities as JSON lines: articles, events, parties, mentions, links",
    columns: || SCHEMATA.to_vec(),
    needs_article: false,
    open: |out, all| {
        Ok(Box::new(Writer { out, all, left_out: 0, written: BTreeSet::new() })
            as Box<dyn Exporter>)
    },
};

/// What is written, and what it stands for.
const SCHEMATA: &[[&str; 3]] = &[
    [
        "Article",
        "entity",
        "the document: title, publishedAt, publisher, sourceUrl, fileName (its identifier)",
    ],
    [
        "Event",
        "entity",
        "name, summary, startDate, endDate, location, country, keywords, involved, proof",
    ],
    ["Person", "entity", "an actor known to be one: name, country"],
    ["Organization", "entity", "an actor known to be a body, group or company: name, country"],
    ["PublicBody", "entity", "an actor known to be a state: name, country"],
    [
        "LegalEntity",
        "entity",
        "an actor of whom only the words of one document are known: name, country",
    ],
    [
        "Mention",
        "entity",
        "a known actor in one document: name as the text has it, document, resolved",
    ],
    [
        "UnknownLink",
        "entity",
        "a pair of parties to an event: subject, object, role, startDate, proof",
    ],
];

struct Writer {
    out: Sink,
    all: bool,
    left_out: usize,
    /// Known actors that were written, each once.
    written: BTreeSet<String>,
}

impl Exporter for Writer {
    fn story(&mut self, story: &Story<'_>) -> Result<()> {
        let document = identifier("document", &[&story.document.id]);
        let mut here = BTreeSet::new();
        self.put(&document, "Article", article(story))?;
        for event in story.events() {
            if !self.all && !is_fact(event) {
                self.left_out += 1;
                continue;
            }
            let parties: Vec<String> = event
                .actor
                .iter()
                .chain(&event.recipient)
                .map(|entity| self.party(story, &document, entity, &mut here))
                .collect::<Result<_>>()?;
            self.put(
                &identifier("event", &[&event.id]),
                "Event",
                told(story, event, &document, parties),
            )?;
            for row in rows(Rows::Pairs, story, event) {
                self.link(&row, &document)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        self.out.flush()
    }

    fn left_out(&self) -> usize {
        self.left_out
    }
}

impl Writer {
    fn put(&mut self, id: &str, schema: &str, properties: Properties) -> Result<()> {
        let entity = json!({ "id": id, "schema": schema, "properties": properties.0 });
        serde_json::to_writer(&mut self.out, &entity)?;
        self.out.write_all(b"\n")
    }

    /// Writes a party to an event, once, and that this document mentions it; its identifier.
    fn party(
        &mut self,
        story: &Story<'_>,
        document: &str,
        entity: &Entity,
        here: &mut BTreeSet<String>,
    ) -> Result<String> {
        let id = party_identifier(story, entity);
        let mut properties = Properties::default();
        properties.put("name", Row::name(Some(entity)));
        properties.put("country", entity.code.as_deref().and_then(two_letters));
        let known = entity.id.is_some();
        let is_new = if known { self.written.insert(id.clone()) } else { here.insert(id.clone()) };
        if is_new {
            if !known {
                properties.put("proof", Some(document));
            }
            self.put(&id, schema(story, entity), properties)?;
        }
        let words = one_line(&entity.text);
        let mention = identifier("mention", &[&story.document.id, &id, &words]);
        if known && here.insert(mention.clone()) {
            let mut properties = Properties::default();
            properties.put("name", Some(words));
            properties.put("document", Some(document));
            properties.put("resolved", Some(id.as_str()));
            properties.put("detectedSchema", Some(schema(story, entity)));
            properties.put("contextCountry", entity.code.as_deref().and_then(two_letters));
            self.put(&mention, "Mention", properties)?;
        }
        Ok(id)
    }

    fn link(&mut self, row: &Row<'_>, document: &str) -> Result<()> {
        let (Some(actor), Some(recipient)) = (row.actor, row.recipient) else { return Ok(()) };
        let mut properties = interval(row.story, row.event, document);
        properties.put("subject", Some(party_identifier(row.story, actor)));
        properties.put("object", Some(party_identifier(row.story, recipient)));
        properties.put("role", Some(role(row.event)));
        self.put(
            &identifier("link", &[&row.event.id, &row.pair.to_string()]),
            "UnknownLink",
            properties,
        )
    }
}

/// Properties of an entity, each with one value or more.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn put(&mut self, name: &str, value: Option<impl Into<String>>) {
        if let Some(text) = value.map(Into::into).filter(|text| !text.is_empty()) {
            let values = self.0.entry(name).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(values) = values
                && !values.contains(&Value::String(text.clone()))
            {
                values.push(Value::String(text));
            }
        }
    }
}

fn identifier(kind: &str, parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("verbale-{kind}-{}", hex(&hasher.finalize()[..10]))
}

/// Known actors keep their identifier; others are known by their words in this document.
fn party_identifier(story: &Story<'_>, entity: &Entity) -> String {
    match &entity.id {
        Some(id) => format!("verbale-actor-{id}"),
        None => identifier("party", &[&story.document.id, &one_line(&entity.text)]),
    }
}

fn schema(story: &Story<'_>, entity: &Entity) -> &'static str {
    match story.actors.kind(entity) {
        Some(ActorKind::Person) => "Person",
        Some(ActorKind::Organisation) => "Organization",
        Some(ActorKind::State) => "PublicBody",
        None => "LegalEntity",
    }
}

/// The code as FollowTheMoney writes it.
fn two_letters(iso: &str) -> Option<String> {
    if iso == "EUR" {
        Some("eu".to_owned())
    } else {
        country::two_letters(iso).map(str::to_lowercase)
    }
}

fn article(story: &Story<'_>) -> Properties {
    let document = story.document;
    let mut properties = Properties::default();
    properties.put("fileName", Some(document.id.as_str()));
    properties.put("title", document.title.as_deref());
    properties.put("name", Some(document.title.as_deref().unwrap_or(&document.id)));
    properties.put("publishedAt", document.date.as_deref());
    properties.put("publisher", document.source.as_deref());
    properties.put("sourceUrl", document.url.as_deref().filter(|url| url.starts_with("http")));
    properties.put("language", Some("eng"));
    properties.put("generator", Some(document.coder.as_str()));
    properties
}

/// When an event took place, and where it can be read.
fn interval(story: &Story<'_>, event: &Event, document: &str) -> Properties {
    let mut properties = Properties::default();
    let time = event.time.as_ref();
    properties.put("startDate", time.and_then(|time| time.from.as_deref()));
    properties.put("endDate", time.and_then(|time| time.to.as_deref()));
    properties.put("proof", Some(document));
    properties.put("publisher", story.document.source.as_deref());
    let url = story.document.url.as_deref().filter(|url| url.starts_with("http"));
    properties.put("sourceUrl", url);
    properties.put("recordId", Some(event.id.as_str()));
    properties
}

fn told(story: &Story<'_>, event: &Event, document: &str, parties: Vec<String>) -> Properties {
    let mut properties = interval(story, event, document);
    let names = |entities: &[Entity]| {
        let names = entities.iter().filter_map(|entity| Row::name(Some(entity)));
        names.collect::<Vec<_>>().join(", ")
    };
    let (actors, recipients) = (names(&event.actor), names(&event.recipient));
    let arrow = if recipients.is_empty() { "" } else { " → " };
    properties.put("name", Some(format!("{}: {actors}{arrow}{recipients}", role(event))));
    properties.put("summary", Some(event.line()));
    properties.put("keywords", Some(event.event.as_str()));
    properties.put("keywords", event.mode.as_deref());
    event.context.iter().for_each(|context| properties.put("keywords", Some(context.as_str())));
    properties.put("keywords", Some(event.status.as_str()));
    properties.put("keywords", event.alleged.then_some("alleged"));
    let place = event.place.as_ref();
    properties.put("location", place.map(|place| one_line(&place.name)));
    properties.put("country", place.and_then(|place| two_letters(place.country.as_deref()?)));
    parties.into_iter().for_each(|party| properties.put("involved", Some(party)));
    properties
}

/// PLOVER event and mode.
fn role(event: &Event) -> String {
    match &event.mode {
        Some(mode) => format!("{} {mode}", event.event),
        None => event.event.clone(),
    }
}
