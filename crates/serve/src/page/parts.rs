//! What do pages share? Addresses, parties, acts in a line, paging.

use std::collections::BTreeMap;

use maud::{Markup, html};
use verbale_engine::record::{Entity, Event, distinct};
use verbale_store::EventRow;

use super::sought::Sought;

/// `text` as a part of an address.
pub(super) fn part(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            part.push(char::from(byte));
        } else {
            part.push_str(&format!("%{byte:02X}"));
        }
    }
    part
}

/// The address of a page with parameters.
pub(super) fn address(page: &str, query: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        query.iter().map(|(name, value)| format!("{}={}", part(name), part(value))).collect();
    if pairs.is_empty() { page.to_owned() } else { format!("{page}?{}", pairs.join("&")) }
}

/// `query` with `name` set to `value` or taken away, on the first page.
pub(super) fn changed(
    page: &str,
    query: &[(String, String)],
    name: &str,
    value: Option<&str>,
) -> String {
    let kept = query.iter().filter(|(key, _)| key != name && key != "offset");
    let mut pairs: Vec<(&str, &str)> = kept.map(|(k, v)| (k.as_str(), v.as_str())).collect();
    pairs.extend(value.map(|value| (name, value)));
    address(page, &pairs)
}

pub(super) fn document(doc: &str) -> String {
    format!("/document/{}", part(doc))
}

pub(super) fn record(doc: &str, record: &str) -> String {
    format!("{}#{}", document(doc), part(record))
}

/// The page of somebody called `who`.
pub(super) fn actor(who: &str) -> String {
    format!("/actor/{}", part(who))
}

pub(super) fn dyad(one: &str, other: &str) -> String {
    address("/dyad", &[("between", &format!("{one},{other}"))])
}

/// Where the page of an entity is, if it can have one.
pub(super) fn actor_of(entity: &Entity) -> Option<String> {
    let known = entity.id.as_deref().or(entity.name.as_deref()).or(entity.code.as_deref());
    known.map(actor)
}

/// Somebody, by name, with code and sectors.
pub(super) fn party(entity: &Entity) -> Markup {
    let name = entity.name.as_deref().unwrap_or(&entity.text);
    html! {
        @match actor_of(entity) {
            Some(page) => a.party href=(page) { bdi { (name) } },
            None => span.party { bdi { (name) } },
        }
        @if let Some(code) = &entity.code {
            " " span.code { (code) @for sector in &entity.sector { " " (sector) } }
        }
    }
}

pub(super) fn parties(entities: &[Entity]) -> Markup {
    html! {
        @if entities.is_empty() { span.quiet { "nobody named" } }
        @for (at, entity) in distinct(entities).into_iter().enumerate() {
            @if at > 0 { ", " }
            (party(entity))
        }
    }
}

/// Whether an act is one of cooperation or conflict, for the style.
pub(super) fn tone(event: &Event) -> &'static str {
    if event.quad <= 2 { "coop" } else { "conflict" }
}

/// `● THREATEN relations`: filled where it took place, crossed where not, half where either is only somebody's word or
/// denied, open where it may or will.
pub(super) fn kind(event: &Event) -> Markup {
    let sign = event.sign();
    html! {
        span class={ "kind " (tone(event)) } {
            span.sign title=(sign.told()) { (sign.mark()) } " " b { (event.event) }
            @if let Some(mode) = &event.mode { " " (mode) }
        }
    }
}

/// Whether it took place, on whose word, who denies it.
pub(super) fn standing(event: &Event) -> Markup {
    html! {
        @if event.status.as_str() != "actual" { " " span.tag { (event.status.as_str()) } }
        @if event.alleged { " " span class="tag doubt" { "alleged" } }
        @if !event.denied_by.is_empty() { " " span class="tag doubt" { "denied" } }
    }
}

/// Acts in a list; those that one sentence tells stand together above it. `words` are marked in the sentences.
pub(super) fn acts(rows: &[&EventRow], words: &Sought) -> Markup {
    let same = |one: &&EventRow, other: &&EventRow| {
        (&one.doc, &one.sentence) == (&other.doc, &other.sentence)
    };
    html! {
        ol.acts { @for told in rows.chunk_by(same) { (sentence(told, words)) } }
    }
}

/// A sentence, what it tells, and where it stands.
fn sentence(told: &[&EventRow], words: &Sought) -> Markup {
    let Some(first) = told.first() else { return html! {} };
    let day = told.iter().find_map(|row| row.day.as_ref());
    html! {
        li.act {
            @for row in told { (what(row)) }
            a.words href=(record(&first.doc, id(first))) { bdi { (words.marked(&first.sentence)) } }
            div.where {
                @if let Some(day) = day { time { (day) } " · " }
                a href=(document(&first.doc)) { bdi { (first.source.as_deref().unwrap_or(&first.doc)) } }
            }
        }
    }
}

/// Kind and parties of an act, how it stands, how many report it.
fn what(row: &EventRow) -> Markup {
    let Some(event) = row.record.event() else { return html! {} };
    html! {
        div.what {
            a.permalink href=(record(&row.doc, &event.id)) { (kind(event)) } " " (parties(&event.actor))
            @if !event.recipient.is_empty() { span.arrow { " → " } (parties(&event.recipient)) }
            (standing(event))
            @for toll in &event.toll { " " span.tag { (toll.words()) } }
            @if row.reports > 1 {
                " " a.fine href=(format!("/occurrence/{}", row.occurrence)) { (told_by(row)) }
            }
        }
    }
}

fn id(row: &EventRow) -> &str {
    row.record.event().map_or("", |event| event.id.as_str())
}

/// A code, by the name of its country where that is known.
pub(super) fn code(code: &str, names: &BTreeMap<String, String>) -> Markup {
    html! {
        @match names.get(code) {
            Some(name) => { bdi { (name) } " " span.code { (code) } }
            None => (code),
        }
    }
}

/// `3 reports, 2 independent`.
pub(super) fn told_by(row: &EventRow) -> String {
    let reports = counted(row.reports, "report");
    if row.sources < row.reports {
        format!("{reports}, {} independent", row.sources)
    } else {
        reports
    }
}

pub(super) fn counted(count: i64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A share of one as people write it.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Links to the rows before and after.
pub(super) fn pager(
    page: &str,
    query: &[(String, String)],
    paging: crate::asked::Paging,
    shown: usize,
) -> Markup {
    let at = |offset: usize| {
        let offset = offset.to_string();
        let value = (offset != "0").then_some(offset.as_str());
        changed(page, query, "offset", value)
    };
    html! {
        nav.pager aria-label="Pages" {
            @if paging.offset > 0 {
                a rel="prev" href=(at(paging.offset.saturating_sub(paging.limit))) { "← before" }
            }
            @if shown == paging.limit {
                a rel="next" href=(at(paging.offset + paging.limit)) { "more →" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_an_article_is_called_its_address_is_plain() {
        assert_eq!(record("a/b?c#d", "r1"), "/document/a%2Fb%3Fc%23d#r1");
        assert_eq!(actor("Núñez"), "/actor/N%C3%BA%C3%B1ez");
    }

    #[test]
    fn another_value_starts_again_on_the_first_page() {
        let query =
            [("q".to_owned(), "oil & gas".to_owned()), ("offset".to_owned(), "50".to_owned())];
        assert_eq!(changed("/", &query, "event", Some("AID")), "/?q=oil%20%26%20gas&event=AID");
        assert_eq!(changed("/", &query, "q", None), "/");
    }
}
