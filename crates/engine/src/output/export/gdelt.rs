//! GDELT 2.0 events: 61 columns without a line of names, as its tools read them.
//!
//! Codes stay text. What GDELT counts over many articles is one here: a row is what one document tells.

use super::Export;
use super::column::{Column, Row, Value, column, described, empty};
use super::country;
use super::table::{Rows, Separator, Table, Writer};
use crate::record::{Entity, Place};

/// GDELT.
pub(super) const EXPORT: Export = Export {
    name: "gdelt",
    about: "GDELT 2.0 events: 61 columns parted by tabs, no line of names, one row a pair of parties",
    columns: || described(COLUMNS),
    needs_article: false,
    open: |out, all| Writer::begin(&TABLE, out, all),
};

static TABLE: Table = Table {
    columns: COLUMNS,
    separator: Separator::Tab,
    names: false,
    nothing: "",
    rows: Rows::Pairs,
};

const COLUMNS: &[Column] = &[
    column("GLOBALEVENTID", "63 bits of a hash of the event and the pair", |r| {
        Value::text(r.number())
    }),
    column("SQLDATE", "first day of the event, else day of publication, as 20220211", |r| {
        digits(r, 8)
    }),
    column("MonthYear", "the same as 202202", |r| digits(r, 6)),
    column("Year", "the same as 2022", |r| digits(r, 4)),
    column("FractionDate", "the year and (month * 30 + day) / 365 of it", fraction),
    column("Actor1Code", "CAMEO code: country or bloc, then sectors", |r| code(r.actor)),
    column("Actor1Name", "usual name or the text's words, in capitals", |r| name(r.actor)),
    column("Actor1CountryCode", "ISO 3166-1 alpha-3, as CAMEO writes it", |r| state(r.actor)),
    column("Actor1KnownGroupCode", "UNO or another bloc that is no country", |r| group(r.actor)),
    empty("Actor1EthnicCode"),
    empty("Actor1Religion1Code"),
    empty("Actor1Religion2Code"),
    column("Actor1Type1Code", "first sector, as CAMEO calls it", |r| sector(r.actor, 0)),
    column("Actor1Type2Code", "second sector", |r| sector(r.actor, 1)),
    column("Actor1Type3Code", "third sector", |r| sector(r.actor, 2)),
    column("Actor2Code", "to whom; as for Actor1, here and below", |r| code(r.recipient)),
    column("Actor2Name", "usual name or the text's words, in capitals", |r| name(r.recipient)),
    column("Actor2CountryCode", "ISO 3166-1 alpha-3, as CAMEO writes it", |r| state(r.recipient)),
    column("Actor2KnownGroupCode", "UNO or another bloc that is no country", |r| {
        group(r.recipient)
    }),
    empty("Actor2EthnicCode"),
    empty("Actor2Religion1Code"),
    empty("Actor2Religion2Code"),
    column("Actor2Type1Code", "first sector, as CAMEO calls it", |r| sector(r.recipient, 0)),
    column("Actor2Type2Code", "second sector", |r| sector(r.recipient, 1)),
    column("Actor2Type3Code", "third sector", |r| sector(r.recipient, 2)),
    column("IsRootEvent", "1 in one of the first three sentences, else 0", |r| {
        Value::Whole(i64::from(r.event.sentence.index < 3))
    }),
    column("EventCode", "CAMEO code, where it can be told; text", |r| {
        Value::maybe(r.event.cameo.as_deref())
    }),
    column("EventBaseCode", "its first three digits", |r| {
        Value::maybe(r.event.cameo.as_deref().map(|code| code.get(..3).unwrap_or(code)))
    }),
    column("EventRootCode", "its first two digits", |r| Value::maybe(r.root())),
    column("QuadClass", "1 to 4, by the root as GDELT counts it, else by the PLOVER event", |r| {
        Value::Whole(quad(r))
    }),
    column(
        "GoldsteinScale",
        "PLOVER's scale of the event and mode; not Goldstein's own numbers",
        |r| Value::score(r.event.scale),
    ),
    column("NumMentions", "1: what one document tells", |_| Value::Whole(1)),
    column("NumSources", "1", |_| Value::Whole(1)),
    column("NumArticles", "1", |_| Value::Whole(1)),
    empty("AvgTone"),
    empty("Actor1Geo_Type"),
    empty("Actor1Geo_FullName"),
    empty("Actor1Geo_CountryCode"),
    empty("Actor1Geo_ADM1Code"),
    empty("Actor1Geo_ADM2Code"),
    empty("Actor1Geo_Lat"),
    empty("Actor1Geo_Long"),
    empty("Actor1Geo_FeatureID"),
    empty("Actor2Geo_Type"),
    empty("Actor2Geo_FullName"),
    empty("Actor2Geo_CountryCode"),
    empty("Actor2Geo_ADM1Code"),
    empty("Actor2Geo_ADM2Code"),
    empty("Actor2Geo_Lat"),
    empty("Actor2Geo_Long"),
    empty("Actor2Geo_FeatureID"),
    column("ActionGeo_Type", "1 where the place is a country, else empty", |r| {
        let place = r.event.place.as_ref();
        let state = place.and_then(|place| r.story.actors.state(place.country.as_deref()?));
        let same = state.is_some() && state == place.map(|place| place.name.as_str());
        if same { Value::Whole(1) } else { Value::Nothing }
    }),
    column("ActionGeo_FullName", "usual name of the place", |r| {
        Value::maybe(r.event.place.as_ref().map(|place| place.name.as_str()))
    }),
    column("ActionGeo_CountryCode", "FIPS 10-4 code of the country that it lies in", |r| {
        let place = r.event.place.as_ref();
        Value::maybe(place.and_then(|place| country::fips(place.country.as_deref()?)))
    }),
    empty("ActionGeo_ADM1Code"),
    empty("ActionGeo_ADM2Code"),
    column("ActionGeo_Lat", "degrees north", |r| degrees(r, |place| place.lat)),
    column("ActionGeo_Long", "degrees east", |r| degrees(r, |place| place.lon)),
    empty("ActionGeo_FeatureID"),
    column("DATEADDED", "midnight of the day of publication, as 20220211000000", |r| {
        let day = r.story.document.date.as_deref();
        Value::maybe(day.map(|day| day.replace('-', "") + "000000"))
    }),
    column("SOURCEURL", "address, or what the document is called", |r| Value::text(r.address())),
];

fn digits(row: &Row<'_>, count: usize) -> Value {
    let day = row.day().map(|day| day.replace('-', ""));
    Value::maybe(day.and_then(|day| day.get(..count).map(str::to_owned)))
}

fn fraction(row: &Row<'_>) -> Value {
    let numbers = |day: &str| {
        let mut parts = day.splitn(3, '-').map(|part| part.parse::<f64>().ok());
        Some((parts.next()??, parts.next()??, parts.next()??))
    };
    match row.day().and_then(numbers) {
        Some((year, month, day)) => {
            Value::Text(format!("{:.4}", year + (month * 30.0 + day) / 365.0))
        }
        None => Value::Nothing,
    }
}

/// Codes of ours that are no countries; the first four are sorts of actor in CAMEO.
const BLOCS: [&str; 8] = ["IGO", "NGO", "MNC", "IMG", "ISM", "UNO", "EUR", "WST"];

/// The codes of sorts of actor among [`BLOCS`].
const SORTS: usize = 4;

/// The country's code as CAMEO has it, which kept two that ISO gave up.
fn cameo_country(code: &str) -> &str {
    match code {
        "ROU" => "ROM",
        "TLS" => "TMP",
        "KOS" => "KSV",
        other => other,
    }
}

fn known(entity: Option<&Entity>) -> Option<&str> {
    entity?.code.as_deref()
}

fn state(entity: Option<&Entity>) -> Value {
    let code = known(entity).filter(|code| *code == "EUR" || !BLOCS.contains(code));
    Value::maybe(code.map(cameo_country))
}

fn group(entity: Option<&Entity>) -> Value {
    Value::maybe(
        known(entity)
            .filter(|code| ["UNO", "EUR"].contains(code))
            .map(|code| if code == "EUR" { "EEC" } else { code }),
    )
}

/// A PLOVER sector by its CAMEO name; `None` where CAMEO has no such sort.
fn cameo_sector(sector: &str) -> Option<&str> {
    match sector {
        "JRN" => Some("MED"),
        "MED" => Some("HLH"),
        "PRM" => Some("MIL"),
        "SOC" => Some("CVL"),
        "UNK" | "PRE" => None,
        other => Some(other),
    }
}

/// The sectors of an actor, and the sort of actor that its code stands for.
fn sorts(entity: Option<&Entity>) -> Vec<&str> {
    let Some(entity) = entity else { return Vec::new() };
    let code = entity.code.as_deref().filter(|code| BLOCS[..SORTS].contains(code));
    let code = if entity.code.as_deref() == Some("UNO") { Some("IGO") } else { code };
    let mut sorts: Vec<&str> = code.into_iter().collect();
    for sector in entity.sector.iter().filter_map(|sector| cameo_sector(sector)) {
        if !sorts.contains(&sector) {
            sorts.push(sector);
        }
    }
    sorts
}

fn sector(entity: Option<&Entity>, at: usize) -> Value {
    Value::maybe(sorts(entity).get(at).copied())
}

fn code(entity: Option<&Entity>) -> Value {
    let country = match state(entity) {
        Value::Text(country) => country,
        _ => String::new(),
    };
    let group = if known(entity) == Some("UNO") { "UNO" } else { "" };
    let sorts: String = sorts(entity).into_iter().take(3).collect();
    let whole =
        if group.is_empty() { country + &sorts } else { sorts.replacen("IGO", "IGOUNO", 1) };
    if whole.is_empty() { Value::Nothing } else { Value::Text(whole) }
}

fn name(entity: Option<&Entity>) -> Value {
    Value::maybe(Row::name(entity).map(|name| name.to_uppercase()))
}

fn quad(row: &Row<'_>) -> i64 {
    match row.root().and_then(|root| root.parse::<u8>().ok()) {
        Some(1..=5) => 1,
        Some(6..=8) => 2,
        Some(9..=13) => 3,
        Some(14..=20) => 4,
        _ => i64::from(row.event.quad),
    }
}

fn degrees(row: &Row<'_>, which: fn(&Place) -> Option<f64>) -> Value {
    Value::real(row.event.place.as_ref().and_then(which))
}
