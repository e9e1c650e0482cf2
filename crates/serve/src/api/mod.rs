//! What do programs get? The same rows as pages show, as JSON; records in them as `verbale code` writes
//! them. `openapi.json` describes it, and a test holds it to the routes.

use serde::Serialize;
use verbale_engine::record;
use verbale_store::{EventFilter, Store};

use crate::asked::{Asked, Paging};
use crate::fault::Fault;

/// The description, without the schema of records, which the engine knows.
const DESCRIPTION: &str = include_str!("openapi.json");

/// A fault, as programs read it.
pub(crate) fn told(fault: &Fault) -> String {
    let error = serde_json::json!({ "code": fault.code, "message": fault.message });
    serde_json::json!({ "error": error }).to_string()
}

fn written<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::internal(error.to_string()))
}

/// Some rows of a longer answer.
#[derive(Debug, Serialize)]
struct Rows<T> {
    /// How many there are in all, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
    limit: usize,
    offset: usize,
    /// Where to go on; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<usize>,
    results: Vec<T>,
}

fn rows<T: Serialize>(
    total: Option<u64>,
    Paging { limit, offset }: Paging,
    results: Vec<T>,
) -> Result<String, Fault> {
    let next = offset + results.len();
    let more = match total {
        Some(total) => next < usize::try_from(total).unwrap_or(usize::MAX),
        None => results.len() == limit,
    };
    let next_offset = (more && !results.is_empty()).then_some(next);
    written(&Rows { total, limit, offset, next_offset, results })
}

/// `/api/openapi.json`.
pub(crate) fn description(_: &Store, asked: Asked) -> Result<String, Fault> {
    asked.finish()?;
    let fault = |error: serde_json::Error| Fault::internal(error.to_string());
    let mut whole: serde_json::Value = serde_json::from_str(DESCRIPTION).map_err(fault)?;
    whole["info"]["version"] = env!("CARGO_PKG_VERSION").into();
    put_record(&mut whole["components"]["schemas"]).map_err(fault)?;
    written(&whole)
}

/// Puts the engine's schema of records among `schemas`, its parts beside it under names of their own.
fn put_record(schemas: &mut serde_json::Value) -> Result<(), serde_json::Error> {
    let schema = serde_json::to_string(&record::schema())?;
    let schema = schema.replace("#/$defs/", "#/components/schemas/Record.");
    let mut schema: serde_json::Value = serde_json::from_str(&schema)?;
    let Some(whole) = schema.as_object_mut() else { return Ok(()) };
    let parts = whole.remove("$defs");
    whole.remove("$id");
    whole.remove("$schema");
    for (name, part) in parts.iter().filter_map(serde_json::Value::as_object).flatten() {
        schemas[format!("Record.{name}")] = part.clone();
    }
    schemas["Record"] = schema;
    Ok(())
}

/// `/api/search`: events, the latest first.
pub(crate) fn search(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let filter = asked.events()?;
    asked.finish()?;
    let paging = Paging { limit: filter.limit, offset: filter.offset };
    rows(store.count(&filter)?, paging, store.find(&filter)?)
}

/// `/api/documents`.
pub(crate) fn documents(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let words = asked.text("q");
    let paging = asked.paging()?;
    asked.finish()?;
    rows(None, paging, store.documents(words.as_deref(), paging.limit, paging.offset)?)
}

#[derive(Debug, Serialize)]
struct DocumentAnswer<'a> {
    doc: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    text: &'a str,
    echoes: Vec<verbale_store::Echo>,
}

/// `/api/documents/{id}`: an article as it was given, and whom it echoes.
pub(crate) fn document(store: &Store, asked: Asked) -> Result<String, Fault> {
    let id = asked.part("id")?;
    asked.finish()?;
    let article = store.article(&id)?.ok_or_else(|| absent(&id))?;
    written(&DocumentAnswer {
        doc: &article.id,
        date: article.date.map(|date| date.to_string()),
        title: article.title.as_deref(),
        source: article.source.as_deref(),
        url: article.url.as_deref(),
        text: &article.text,
        echoes: store.echoes(&id)?,
    })
}

fn absent(id: &str) -> Fault {
    Fault::not_found(format!("there is no article \"{id}\" in this corpus"))
}

#[derive(Debug, Serialize)]
struct RecordsAnswer {
    doc: String,
    records: Vec<verbale_engine::Record>,
}

/// `/api/documents/{id}/records`.
pub(crate) fn records(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let doc = asked.part("id")?;
    let mentions = asked.flag("mentions")?.unwrap_or(false);
    asked.finish()?;
    let records = store.records(&doc, mentions)?;
    // Every document has a record of its own.
    if records.is_empty() {
        return Err(absent(&doc));
    }
    written(&RecordsAnswer { doc, records })
}

#[derive(Debug, Serialize)]
struct EchoesAnswer {
    doc: String,
    reports: Vec<verbale_store::Echoing>,
}

/// `/api/documents/{id}/echoes`: the reports that are one source with an article.
pub(crate) fn echoing(store: &Store, asked: Asked) -> Result<String, Fault> {
    let doc = asked.part("id")?;
    asked.finish()?;
    let reports = store.echo_group(&doc)?;
    if reports.is_empty() {
        return Err(absent(&doc));
    }
    written(&EchoesAnswer { doc, reports })
}

/// `/api/echoes`: groups of reports that echo one another, the greatest first.
pub(crate) fn echoes(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let paging = asked.paging()?;
    asked.finish()?;
    let total = u64::try_from(store.independence()?.groups).ok();
    rows(total, paging, store.echo_groups(paging.limit, paging.offset)?)
}

/// `/api/timeline`: acts that took place, each once, the earliest of the latest first.
pub(crate) fn timeline(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let all = asked.flag("all")?.unwrap_or(false);
    let filter = EventFilter { took_place: !all, ..asked.events()? };
    asked.finish()?;
    let paging = Paging { limit: filter.limit, offset: filter.offset };
    rows(None, paging, store.timeline(&filter)?)
}

/// `/api/places`: where acts that took place did, the places with the most first.
pub(crate) fn places(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let all = asked.flag("all")?.unwrap_or(false);
    let filter = EventFilter { took_place: !all, ..asked.events()? };
    asked.finish()?;
    let paging = Paging { limit: filter.limit, offset: filter.offset };
    rows(None, paging, store.places(&filter)?)
}

/// `/api/occurrences/{number}`: all tellings of one act.
pub(crate) fn occurrence(store: &Store, asked: Asked) -> Result<String, Fault> {
    let number = asked.part("number")?;
    asked.finish()?;
    let tellings = match number.parse() {
        Ok(number) => store.tellings(number)?,
        Err(_) => Vec::new(),
    };
    if tellings.is_empty() {
        return Err(Fault::not_found(format!("there is no act number {number} in this corpus")));
    }
    let paging = Paging { limit: tellings.len(), offset: 0 };
    rows(Some(tellings.len() as u64), paging, tellings)
}

/// `/api/quotes`.
pub(crate) fn quotes(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let filter = asked.statements()?;
    asked.finish()?;
    if filter.stance.is_some() {
        return Err(Fault::bad_parameter("stance: only claims have one; ask /api/claims"));
    }
    let paging = Paging { limit: filter.limit, offset: filter.offset };
    rows(None, paging, store.said(&filter)?)
}

/// `/api/claims`.
pub(crate) fn claims(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let filter = asked.statements()?;
    asked.finish()?;
    let paging = Paging { limit: filter.limit, offset: filter.offset };
    rows(None, paging, store.claims(&filter)?)
}

/// `/api/denials`.
pub(crate) fn denials(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let paging = asked.paging()?;
    asked.finish()?;
    rows(None, paging, store.denials(paging.limit, paging.offset)?)
}

/// `/api/dyads`.
pub(crate) fn dyads(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let paging @ Paging { limit, offset } = asked.paging()?;
    let filter = verbale_store::DyadFilter { limit, offset, ..asked.dyads()? };
    asked.finish()?;
    rows(Some(store.pairs(&filter)?), paging, store.dyads(&filter)?)
}

/// `/api/tension`.
pub(crate) fn tension(store: &Store, mut asked: Asked) -> Result<String, Fault> {
    let pair = asked.between()?.ok_or_else(|| {
        Fault::bad_parameter("between: name two, such as /api/tension?between=GBR,RUS")
    })?;
    let step = asked.step()?;
    let filter = asked.dyads()?;
    asked.finish()?;
    let course = store.tension([&pair[0], &pair[1]], step, &filter)?;
    written(&serde_json::json!({ "between": pair, "steps": course.steps, "wider": course.wider }))
}
