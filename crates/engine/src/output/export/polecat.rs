//! POLECAT weekly files: 40 columns with a line of names, `None` for what is not known.

use super::Export;
use super::column::{Column, Row, Value, column, described, empty, one_line};
use super::icews::{COUNTRY, DAY, INTENSITY, LATITUDE, LONGITUDE, named_pairs};
use super::table::{Table, Writer};
use crate::record::{Entity, Place};

/// POLECAT.
pub(super) const EXPORT: Export = Export {
    name: "polecat",
    about: "POLECAT weekly files: 40 columns parted by tabs, with names, one row a pair of parties",
    columns: || described(COLUMNS),
    needs_article: false,
    open: |out, all| Writer::begin(&TABLE, out, all),
};

static TABLE: Table = named_pairs(COLUMNS, "None");

const COLUMNS: &[Column] = &[
    column("Event ID", "identifier of the event and number of the pair, from 1", |r| {
        Value::Text(format!("{}-{}", r.event.id, r.pair + 1))
    }),
    DAY,
    column("Event Type", "PLOVER event", |r| Value::text(&r.event.event)),
    column("Event Mode", "PLOVER mode, where one fits", |r| Value::maybe(r.event.mode.as_deref())),
    INTENSITY,
    column("Quad Code", "VERBAL or MATERIAL, COOPERATION or CONFLICT", |r| {
        Value::maybe(QUADS.get(usize::from(r.event.quad)).copied().filter(|quad| !quad.is_empty()))
    }),
    column("Contexts", "PLOVER contexts, a semicolon between them", |r| {
        Value::text(r.event.context.join(";"))
    }),
    column("Actor Name", "usual name", |r| known_name(r.actor)),
    column("Actor Country", "ISO 3166-1 alpha-3 or a bloc's code", |r| code(r.actor)),
    empty("Actor COW"),
    column("Primary Actor Sector", "the most telling PLOVER sector", |r| first_sector(r.actor)),
    column("Actor Sectors", "all PLOVER sectors, a semicolon between them", |r| sectors(r.actor)),
    column("Actor Title", "office at the document's date, or the title that the text gives", |r| {
        title(r.actor)
    }),
    column("Actor Name Raw", "the words of the text", |r| raw(r.actor)),
    empty("Wikipedia Actor ID"),
    column("Recipient Name", "to whom; as for the actor, here and below", |r| {
        known_name(r.recipient)
    }),
    column("Recipient Country", "ISO 3166-1 alpha-3 or a bloc's code", |r| code(r.recipient)),
    empty("Recipient COW"),
    column("Primary Recipient Sector", "the most telling PLOVER sector", |r| {
        first_sector(r.recipient)
    }),
    column("Recipient Sectors", "all PLOVER sectors, a semicolon between them", |r| {
        sectors(r.recipient)
    }),
    column("Recipient Title", "office, as for the actor", |r| title(r.recipient)),
    column("Recipient Name Raw", "the words of the text", |r| raw(r.recipient)),
    empty("Wikipedia Recipient ID"),
    column("Placename", "usual name of the place", |r| place(r, |place| &place.name)),
    empty("City"),
    empty("District"),
    empty("Province"),
    COUNTRY,
    LATITUDE,
    LONGITUDE,
    column("GeoNames ID", "GeoNames identifier", |r| {
        let id = r.event.place.as_ref().and_then(|place| place.geonameid);
        id.map_or(Value::Nothing, |id| Value::Whole(i64::from(id)))
    }),
    column("Raw Placename", "the words of the text", |r| place(r, |place| &place.text)),
    empty("Feature Type"),
    column("Source", "publisher, as given", |r| Value::maybe(r.story.document.source.as_deref())),
    column("Publication Date", "day of publication", |r| {
        Value::maybe(r.story.document.date.as_deref())
    }),
    empty("Story People"),
    empty("Story Organizations"),
    empty("Story Locations"),
    column("Language", "English: what Verbale reads", |_| Value::text("English")),
    column("Version", "what wrote the record", |r| Value::text(&r.story.document.coder)),
];

/// By number; there is none without one.
const QUADS: [&str; 5] =
    ["", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

fn known_name(entity: Option<&Entity>) -> Value {
    Value::maybe(entity.and_then(|entity| entity.name.as_deref()).map(one_line))
}

fn code(entity: Option<&Entity>) -> Value {
    Value::maybe(entity.and_then(|entity| entity.code.as_deref()))
}

fn first_sector(entity: Option<&Entity>) -> Value {
    Value::maybe(entity.and_then(|entity| entity.sector.first()).cloned())
}

fn sectors(entity: Option<&Entity>) -> Value {
    Value::maybe(entity.map(|entity| entity.sector.join(";")))
}

fn title(entity: Option<&Entity>) -> Value {
    Value::maybe(entity.and_then(|entity| entity.office.as_deref()))
}

fn raw(entity: Option<&Entity>) -> Value {
    Value::maybe(entity.map(|entity| one_line(&entity.text)))
}

fn place(row: &Row<'_>, which: fn(&Place) -> &str) -> Value {
    Value::maybe(row.event.place.as_ref().map(|place| one_line(which(place))))
}
