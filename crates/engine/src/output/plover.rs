//! PLOVER JSON: one event a line, with the field names of the PLOVER manual, for its tools.
//!
//! PLOVER's four auxiliary modes (historical, future, hypothetical, negation) follow the mode, so that
//! nobody takes a feared invasion for one. What PLOVER has no field for stands in fields of our own:
//! `status`, `alleged`, `denied_by`, `attribution`, `condition`. There is no `coded_date`: the same
//! article gives the same bytes on any day.

use std::io::Write;

use serde_json::{Map, Value, json};
use verbale_text::CodePoints;

use super::Format;
use super::export::{Export, Exporter, Sink, Story};
use crate::Article;
use crate::record::{Body, Document, Entity, Event, Place, Record, Status};

/// PLOVER JSON.
pub(super) const FORMAT: Format = Format {
    name: NAME,
    about: ABOUT,
    write: |coded, _, out| {
        let Some(Body::Document(document)) = coded.records.first().map(|first| &first.body) else {
            return Ok(());
        };
        let events = coded.records.iter().filter_map(Record::event);
        Source::new(&coded.article, document).write(events, out)
    },
};

/// The same from articles and records of a corpus.
pub(super) const EXPORT: Export = Export {
    name: NAME,
    about: ABOUT,
    columns: || FIELDS.to_vec(),
    needs_article: true,
    open: |out, _| Ok(Box::new(Writer(out))),
};

const NAME: &str = "plover";
const ABOUT: &str = "PLOVER JSON: one event a line, for PLOVER's tools";

/// What the fields are.
const FIELDS: &[[&str; 3]] = &[
    ["id", "text", "identifier of the event, the same from run to run"],
    ["date", "text or null", "first day of the event, else day of publication"],
    ["enddate", "text", "last day, where it is another one"],
    ["actor", "list", "who: code, sector, entity_text, identifier_id, identifier_text, office"],
    ["recipient", "list", "to whom: the same"],
    ["event", "list", "PLOVER event"],
    ["mode", "list", "PLOVER mode, then historical, future, hypothetical or negation"],
    ["context", "list", "PLOVER contexts"],
    ["event_text", "text", "the words that tell it"],
    [
        "event_loc",
        "object",
        "where: extracted_place, resolved_place, geonameid, lat, lon, country_code",
    ],
    ["dead", "number", "how many were killed: at least, where a range is told"],
    ["injured", "number", "how many were hurt"],
    ["arrested", "number", "how many were held"],
    ["quad_code", "number", "1 to 4, as in csv"],
    ["event_scale", "number", "from -10 (conflict) to +10 (cooperation)"],
    ["text", "text", "the sentence that tells it"],
    ["text_info", "object", "the sentence's number (sequence), start and end in code points"],
    ["cite_info", "object", "the document: citation, title, publication, url, language, codebook"],
    ["coder", "text", "what wrote the record"],
    ["cameo", "text", "CAMEO code, where it can be told"],
    ["status", "text", "whether it took place, as in csv"],
    ["alleged", "true or false", "true where the deed is only the content of somebody's word"],
    ["denied_by", "list", "who denies it, in this document"],
    ["attribution", "list", "on whose word, outermost first"],
    ["condition", "text", "the condition on which it hangs"],
    ["comment", "text", "what a reader of the record should know"],
];

struct Writer(Sink);

impl Exporter for Writer {
    fn story(&mut self, story: &Story<'_>) -> std::io::Result<()> {
        let Some(article) = story.article else {
            return Err(std::io::Error::other("records lack the words of their sentences"));
        };
        Source::new(article, story.document).write(story.events(), &mut self.0)
    }

    fn finish(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// An article with its record, from which events are told.
struct Source<'a> {
    article: &'a Article,
    document: &'a Document,
    words: CodePoints<'a>,
}

impl<'a> Source<'a> {
    fn new(article: &'a Article, document: &'a Document) -> Self {
        Self { article, document, words: CodePoints::new(&article.text) }
    }

    fn write<'e>(
        &self,
        events: impl Iterator<Item = &'e Event>,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        for event in events {
            serde_json::to_writer(&mut *out, &Value::Object(object(self, event)))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

fn object(source: &Source<'_>, event: &Event) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        let is_nothing = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !is_nothing || REQUIRED.contains(&name) {
            fields.insert(name.to_owned(), value);
        }
    };
    let published = &source.document.date;
    let (from, to) = event.time.as_ref().map_or((None, None), |t| (t.from.clone(), t.to.clone()));
    let from = from.or_else(|| published.clone());
    put("id", json!(event.id));
    put("date", json!(from));
    put("enddate", json!(to.filter(|to| Some(to) != from.as_ref())));
    put("actor", entities(&event.actor));
    put("recipient", entities(&event.recipient));
    put("event", json!([event.event]));
    put("mode", modes(event));
    put("context", json!(event.context));
    put("event_text", json!(event.trigger.text));
    put("event_loc", event.place.as_ref().map_or(Value::Null, place));
    for kind in SIZES {
        put(kind, json!(event.toll_of(kind)));
    }
    put("quad_code", json!(event.quad));
    put("event_scale", json!(event.scale));
    let sentence = event.sentence;
    put("text", json!(source.words.slice(sentence.start, sentence.end)));
    let info = json!({ "sequence": sentence.index, "start": sentence.start, "end": sentence.end });
    put("text_info", info);
    put("cite_info", citation(source));
    put("coder", json!(source.document.coder));
    put("cameo", json!(event.cameo));
    put("status", json!(event.status));
    put("alleged", json!(event.alleged));
    put("denied_by", entities(&event.denied_by));
    let holders: Vec<Value> =
        event.attribution.iter().filter_map(|a| Some(entity(a.holder.as_ref()?))).collect();
    put("attribution", Value::Array(holders));
    put("condition", json!(event.condition.as_ref().map(|span| &span.text)));
    put("comment", comment(event, published.is_none()));
    fields
}

/// PLOVER's fields for numbers of people, which are our kinds of toll.
const SIZES: [&str; 3] = ["dead", "injured", "arrested"];

const REQUIRED: [&str; 4] = ["id", "date", "actor", "event"];

/// The mode, and PLOVER's auxiliary mode where the event is not simply told as a fact.
fn modes(event: &Event) -> Value {
    let auxiliary = match event.status {
        Status::Actual => None,
        Status::Negated => Some("negation"),
        other => Some(other.as_str()),
    };
    let modes: Vec<&str> = event.mode.as_deref().into_iter().chain(auxiliary).collect();
    json!(modes)
}

fn entities(all: &[Entity]) -> Value {
    all.iter().map(entity).collect()
}

fn entity(entity: &Entity) -> Value {
    let mut fields = Map::new();
    fields.insert("code".to_owned(), json!(entity.code));
    fields.insert("sector".to_owned(), json!(entity.sector));
    fields.insert("entity_text".to_owned(), json!(entity.text));
    let known = [
        ("identifier_id", &entity.id),
        ("identifier_text", &entity.name),
        ("office", &entity.office),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            fields.insert(name.to_owned(), json!(value));
        }
    }
    Value::Object(fields)
}

fn place(place: &Place) -> Value {
    let mut fields = Map::new();
    fields.insert("extracted_place".to_owned(), json!(place.text));
    fields.insert("resolved_place".to_owned(), json!(place.name));
    let known = [
        ("geonameid", json!(place.geonameid)),
        ("lat", json!(place.lat)),
        ("lon", json!(place.lon)),
        ("country_code", json!(place.country)),
    ];
    fields.extend(known.into_iter().filter(|(_, v)| !v.is_null()).map(|(n, v)| (n.to_owned(), v)));
    Value::Object(fields)
}

fn citation(source: &Source<'_>) -> Value {
    let Source { article, document, .. } = source;
    let mut fields = Map::new();
    fields.insert("citation".to_owned(), json!(document.id));
    let known = [
        ("title", &document.title),
        ("publication", &document.source),
        ("url", &document.url),
        ("language", &article.lang),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            fields.insert(name.to_owned(), json!(value));
        }
    }
    fields.insert("codebook".to_owned(), json!("PLOVER 2021"));
    Value::Object(fields)
}

fn comment(event: &Event, undated: bool) -> Value {
    let mut notes = event.notes.clone();
    if undated {
        notes.push("publication date unknown".to_owned());
    }
    if notes.is_empty() { Value::Null } else { json!(notes.join("; ")) }
}
