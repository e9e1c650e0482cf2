//! ICEWS coded events: 20 columns with a line of names.

use super::Export;
use super::column::{Column, Row, Value, column, described, empty, one_line};
use super::table::{Rows, Separator, Table, Writer};
use crate::record::Entity;

/// ICEWS.
pub(super) const EXPORT: Export = Export {
    name: "icews",
    about: "ICEWS coded events: 20 columns parted by tabs, with names, one row a pair of parties",
    columns: || described(COLUMNS),
    needs_article: false,
    open: |out, all| Writer::begin(&TABLE, out, all),
};

static TABLE: Table = named_pairs(COLUMNS, "");

/// Rows of pairs parted by tabs under a line of names; `nothing` is written for what is not known.
pub(super) const fn named_pairs(columns: &'static [Column], nothing: &'static str) -> Table {
    Table { columns, separator: Separator::Tab, names: true, nothing, rows: Rows::Pairs }
}

const COLUMNS: &[Column] = &[
    column("Event ID", "63 bits of a hash of the event and the pair", |r| Value::text(r.number())),
    DAY,
    column("Source Name", "who: usual name or the text's words", |r| {
        Value::maybe(Row::name(r.actor))
    }),
    column("Source Sectors", "who: PLOVER sectors, a comma between them", |r| sectors(r.actor)),
    column("Source Country", "who: name of the country, or the bloc's code", |r| {
        Value::maybe(r.country(r.actor))
    }),
    column("Event Text", "PLOVER event and mode", event_text),
    column("CAMEO Code", "CAMEO code, where it can be told; text", |r| {
        Value::maybe(r.event.cameo.as_deref())
    }),
    INTENSITY,
    column("Target Name", "to whom: usual name or the text's words", |r| {
        Value::maybe(Row::name(r.recipient))
    }),
    column("Target Sectors", "to whom: PLOVER sectors, a comma between them", |r| {
        sectors(r.recipient)
    }),
    column("Target Country", "to whom: name of the country, or the bloc's code", |r| {
        Value::maybe(r.country(r.recipient))
    }),
    column("Story ID", "the document, as its giver calls it", |r| Value::text(&r.event.doc)),
    column("Sentence Number", "from 1", |r| Value::count(r.event.sentence.index + 1)),
    column("Publisher", "publisher, as given", |r| {
        Value::maybe(r.story.document.source.as_deref())
    }),
    column("City", "usual name of the place, unless it is a country", |r| {
        let place = r.event.place.as_ref().map(|place| one_line(&place.name));
        Value::maybe(place.filter(|name| place_country(r).as_ref() != Some(name)))
    }),
    empty("District"),
    empty("Province"),
    COUNTRY,
    LATITUDE,
    LONGITUDE,
];

// Columns that POLECAT has too.

pub(super) const DAY: Column =
    column("Event Date", "first day of the event, else day of publication", |r| {
        Value::maybe(r.day())
    });
pub(super) const INTENSITY: Column =
    column("Intensity", "from -10 to +10: PLOVER's scale of the event and mode", |r| {
        Value::score(r.event.scale)
    });
pub(super) const COUNTRY: Column =
    column("Country", "name of the country that the place lies in", |r| {
        Value::maybe(place_country(r))
    });
pub(super) const LATITUDE: Column = column("Latitude", "degrees north", |r| {
    Value::real(r.event.place.as_ref().and_then(|place| place.lat))
});
pub(super) const LONGITUDE: Column = column("Longitude", "degrees east", |r| {
    Value::real(r.event.place.as_ref().and_then(|place| place.lon))
});

fn sectors(entity: Option<&Entity>) -> Value {
    Value::maybe(entity.map(|entity| entity.sector.join(",")))
}

fn event_text(row: &Row<'_>) -> Value {
    let mode = row.event.mode.as_deref().map_or_else(String::new, |mode| format!(" ({mode})"));
    Value::Text(row.event.event.clone() + &mode)
}

/// The name of the country that the event's place lies in.
fn place_country(row: &Row<'_>) -> Option<String> {
    let code = row.event.place.as_ref()?.country.as_deref()?;
    Some(row.story.actors.state(code).unwrap_or(code).to_owned())
}
