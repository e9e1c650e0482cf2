//! PLOVER JSON: one event a line, with the field names of the PLOVER manual, for its tools.
//!
//! PLOVER's four auxiliary modes (historical, future, hypothetical, negation) follow the mode, so that
//! nobody takes a feared invasion for one. What PLOVER has no field for stands in fields of our own:
//! `status`, `alleged`, `denied_by`, `attribution`, `condition`. There is no `coded_date`: the same
//! article gives the same bytes on any day.

use serde_json::{Map, Value, json};

use super::Format;
use crate::record::{Entity, Event, Place, Status};
use crate::{CODER, Coded};

/// PLOVER JSON.
pub(super) const FORMAT: Format = Format {
    name: "plover",
    about: "PLOVER JSON: one event a line, for PLOVER's tools",
    write: |coded, _, out| {
        for event in coded.records.iter().filter_map(crate::Record::event) {
            serde_json::to_writer(&mut *out, &Value::Object(object(coded, event)))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    },
};

fn object(coded: &Coded, event: &Event) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        let is_nothing = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !is_nothing || REQUIRED.contains(&name) {
            fields.insert(name.to_owned(), value);
        }
    };
    let published = coded.date.map(|date| date.to_string());
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
    let words = coded.doc.sentences()[sentence.index].span.of(coded.doc.text());
    put("text", json!(words));
    let info = json!({ "sequence": sentence.index, "start": sentence.start, "end": sentence.end });
    put("text_info", info);
    put("cite_info", citation(coded));
    put("coder", json!(CODER));
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

fn citation(coded: &Coded) -> Value {
    let article = &coded.article;
    let mut fields = Map::new();
    fields.insert("citation".to_owned(), json!(article.id));
    let known = [
        ("title", &article.title),
        ("publication", &article.source),
        ("url", &article.url),
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
