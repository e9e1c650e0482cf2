//! CSV: one row an event, with all that its record says.
//!
//! An event has any number of parties, a cell one text: parties stand in their order with ` | ` between
//! them, in all columns of theirs alike, and what is not known of one leaves its place empty.

use super::Export;
use super::column::{Column, Kind, Row, Value, column, described};
use super::table::{Rows, Separator, Table, Writer};
use crate::record::{Entity, Span};

/// CSV.
pub(super) const EXPORT: Export = Export {
    name: "csv",
    about: "CSV with a line of names: one row an event, all fields, doubtful events among them",
    columns: || described(COLUMNS),
    needs_article: false,
    open: |out, all| Writer::begin(&TABLE, out, all),
};

static TABLE: Table = Table {
    columns: COLUMNS,
    separator: Separator::Comma,
    names: true,
    nothing: "",
    rows: Rows::Events,
};

/// All fields of an event and its document.
pub(super) const COLUMNS: &[Column] = &[
    column("id", "identifier of the event, the same from run to run", |r| Value::text(&r.event.id)),
    column("doc", "the document, as its giver calls it", |r| Value::text(&r.event.doc)),
    column("doc_date", "day of publication", |r| Value::maybe(r.story.document.date.as_deref())),
    column("doc_title", "headline, as given", |r| Value::maybe(r.story.document.title.as_deref())),
    column("doc_source", "publisher, as given", |r| {
        Value::maybe(r.story.document.source.as_deref())
    }),
    column("doc_url", "address, as given", |r| Value::maybe(r.story.document.url.as_deref())),
    column("event", "PLOVER event", |r| Value::text(&r.event.event)),
    column("mode", "PLOVER mode, where one fits", |r| Value::maybe(r.event.mode.as_deref())),
    column("context", "PLOVER contexts, a space between them", |r| {
        Value::text(r.event.context.join(" "))
    }),
    column("cameo", "CAMEO code, where it can be told; text, for its leading zero", |r| {
        Value::maybe(r.event.cameo.as_deref())
    }),
    column(
        "quad",
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
        |r| Value::Whole(i64::from(r.event.quad)),
    )
    .of(Kind::Whole),
    column(
        "scale",
        "from -10 (conflict) to +10 (cooperation), of the PLOVER event and mode",
        |r| Value::score(r.event.scale),
    )
    .of(Kind::Real),
    column(
        "status",
        "whether it took place: actual, historical, future, hypothetical, negated",
        |r| Value::text(r.event.status.as_str()),
    ),
    column("alleged", "true where the deed is only the content of somebody's word", |r| {
        Value::Flag(r.event.alleged)
    })
    .of(Kind::Flag),
    column("actor", "who: the words of the text", |r| each(&r.event.actor, |e| Some(&e.text))),
    column("actor_code", "who: ISO 3166-1 alpha-3 or a bloc's code", |r| {
        each(&r.event.actor, |e| e.code.as_deref())
    }),
    column("actor_sector", "who: PLOVER sectors, a space between them", |r| {
        sectors(&r.event.actor)
    }),
    column("actor_name", "who: usual name", |r| each(&r.event.actor, |e| e.name.as_deref())),
    column("actor_id", "who: identifier in Verbale's knowledge", |r| {
        each(&r.event.actor, |e| e.id.as_deref())
    }),
    column(
        "actor_office",
        "who: office at the document's date, or the title that the text gives",
        |r| each(&r.event.actor, |e| e.office.as_deref()),
    ),
    column("actor_start", "who: code point at which the words begin", |r| starts(&r.event.actor)),
    column("actor_end", "who: code point after their last", |r| ends(&r.event.actor)),
    column("recipient", "to whom: the words of the text", |r| {
        each(&r.event.recipient, |e| Some(&e.text))
    }),
    column("recipient_code", "to whom: ISO 3166-1 alpha-3 or a bloc's code", |r| {
        each(&r.event.recipient, |e| e.code.as_deref())
    }),
    column("recipient_sector", "to whom: PLOVER sectors, a space between them", |r| {
        sectors(&r.event.recipient)
    }),
    column("recipient_name", "to whom: usual name", |r| {
        each(&r.event.recipient, |e| e.name.as_deref())
    }),
    column("recipient_id", "to whom: identifier in Verbale's knowledge", |r| {
        each(&r.event.recipient, |e| e.id.as_deref())
    }),
    column("recipient_office", "to whom: office, as for the actor", |r| {
        each(&r.event.recipient, |e| e.office.as_deref())
    }),
    column("recipient_start", "to whom: code point at which the words begin", |r| {
        starts(&r.event.recipient)
    }),
    column("recipient_end", "to whom: code point after their last", |r| ends(&r.event.recipient)),
    column("dead", "how many were killed: at least, where a range is told", |r| {
        number(r.event.toll_of("dead"))
    })
    .of(Kind::Whole),
    column("injured", "how many were hurt", |r| number(r.event.toll_of("injured"))).of(Kind::Whole),
    column("arrested", "how many were held", |r| number(r.event.toll_of("arrested")))
        .of(Kind::Whole),
    column(
        "toll",
        "each number of people as the text tells it: its words, and what befell them",
        |r| joined(r.event.toll.iter().map(|toll| format!("{}: {}", toll.text, toll.words()))),
    ),
    column("time", "when: the words of the text", |r| {
        Value::maybe(r.event.time.as_ref().map(|time| &time.text))
    }),
    column("time_from", "when: first day", |r| {
        Value::maybe(r.event.time.as_ref().and_then(|time| time.from.as_deref()))
    }),
    column("time_to", "when: last day", |r| {
        Value::maybe(r.event.time.as_ref().and_then(|time| time.to.as_deref()))
    }),
    column("time_granularity", "when: how exact: day, week, month …", |r| {
        Value::maybe(r.event.time.as_ref().and_then(|time| time.granularity.as_deref()))
    }),
    column("place", "where: the words of the text", |r| {
        Value::maybe(r.event.place.as_ref().map(|place| &place.text))
    }),
    column("place_name", "where: usual name", |r| {
        Value::maybe(r.event.place.as_ref().map(|place| &place.name))
    }),
    column("place_country", "where: ISO 3166-1 alpha-3 of the country that it lies in", |r| {
        Value::maybe(r.event.place.as_ref().and_then(|place| place.country.as_deref()))
    }),
    column("latitude", "where: degrees north", |r| {
        Value::real(r.event.place.as_ref().and_then(|place| place.lat))
    })
    .of(Kind::Real),
    column("longitude", "where: degrees east", |r| {
        Value::real(r.event.place.as_ref().and_then(|place| place.lon))
    })
    .of(Kind::Real),
    column("geonameid", "where: GeoNames identifier", |r| {
        let id = r.event.place.as_ref().and_then(|place| place.geonameid);
        id.map_or(Value::Nothing, |id| Value::Whole(i64::from(id)))
    })
    .of(Kind::Whole),
    column(
        "attribution",
        "on whose word, outermost first; empty where it is the article's own",
        |r| {
            let holders = r.event.attribution.iter().map(|link| Row::name(link.holder.as_ref()));
            joined(holders.map(Option::unwrap_or_default))
        },
    ),
    column("attribution_code", "on whose word: codes", |r| {
        let code = |holder: Option<&Entity>| holder.and_then(|holder| holder.code.clone());
        let codes = r.event.attribution.iter().map(|link| code(link.holder.as_ref()));
        joined(codes.map(Option::unwrap_or_default))
    }),
    column("attribution_cue", "on whose word: the words of saying", |r| {
        let cues = r.event.attribution.iter().map(|link| link.cue.as_ref());
        joined(cues.map(|cue| cue.map_or_else(String::new, |cue| cue.text.clone())))
    }),
    column("denied_by", "who denies it, in this document", |r| {
        joined(r.event.denied_by.iter().map(|who| Row::name(Some(who)).unwrap_or_default()))
    }),
    column("denied_by_code", "who denies it: codes", |r| {
        each(&r.event.denied_by, |e| e.code.as_deref())
    }),
    column("condition", "the condition on which it hangs", |r| {
        Value::maybe(r.event.condition.as_ref().map(|span| &span.text))
    }),
    column("topic", "what it is about", |r| {
        joined(r.event.topic.iter().map(|Span { text, .. }| text.clone()))
    }),
    column("trigger", "the words that tell it", |r| Value::text(&r.event.trigger.text)),
    column("trigger_start", "code point at which they begin", |r| {
        Value::count(r.event.trigger.start)
    })
    .of(Kind::Whole),
    column("trigger_end", "code point after their last", |r| Value::count(r.event.trigger.end))
        .of(Kind::Whole),
    column("sentence", "number of the sentence that holds it, from 0", |r| {
        Value::count(r.event.sentence.index)
    })
    .of(Kind::Whole),
    column("sentence_start", "code point at which the sentence begins", |r| {
        Value::count(r.event.sentence.start)
    })
    .of(Kind::Whole),
    column("sentence_end", "code point after its last", |r| Value::count(r.event.sentence.end))
        .of(Kind::Whole),
    column("rule", "the frame that read it", |r| Value::text(&r.event.rule)),
    column("confidence", "how likely such an act is told, where a network proposed it", |r| {
        r.event.confidence.map_or(Value::Nothing, Value::Real)
    })
    .of(Kind::Real),
    column("notes", "what a reader of the record should know", |r| {
        joined(r.event.notes.iter().cloned())
    }),
    column("coder", "what wrote the record", |r| Value::text(&r.story.document.coder)),
    column("knowledge", "hash of the knowledge in use", |r| {
        Value::text(&r.story.document.knowledge)
    }),
];

fn number(of_people: Option<u64>) -> Value {
    of_people.and_then(|n| i64::try_from(n).ok()).map_or(Value::Nothing, Value::Whole)
}

fn each(entities: &[Entity], field: fn(&Entity) -> Option<&str>) -> Value {
    joined(entities.iter().map(|entity| field(entity).unwrap_or_default().to_owned()))
}

fn sectors(entities: &[Entity]) -> Value {
    joined(entities.iter().map(|entity| entity.sector.join(" ")))
}

fn starts(entities: &[Entity]) -> Value {
    joined(entities.iter().map(|entity| entity.start.to_string()))
}

fn ends(entities: &[Entity]) -> Value {
    joined(entities.iter().map(|entity| entity.end.to_string()))
}

/// Nothing where there is none, or nothing is known of any.
fn joined(texts: impl Iterator<Item = String>) -> Value {
    let texts: Vec<String> = texts.collect();
    let known = texts.iter().any(|text| !text.is_empty());
    if known { Value::Text(texts.join(" | ")) } else { Value::Nothing }
}
