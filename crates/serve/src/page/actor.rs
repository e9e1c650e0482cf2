//! Somebody: what they did, what was done to them, what they said, what was said of them.

use maud::{Markup, html};
use verbale_store::{Capacity, EventFilter, EventRow, Statement, StatementFilter, Store};

use super::framed;
use super::parts::{actor as page_of, address, record};
use super::sought::Sought;
use crate::asked::Asked;
use crate::fault::Fault;
use crate::page::parts;

/// Rows of each section.
const SHOWN: usize = 15;

/// `/actor/{who}`.
pub(crate) fn actor(store: &Store, asked: Asked) -> Result<Markup, Fault> {
    let who = asked.part("who")?;
    asked.finish()?;
    let capacities = store.capacities(&who)?;
    let event = EventFilter { took_place: true, limit: SHOWN, ..EventFilter::default() };
    let said = StatementFilter { limit: SHOWN, ..StatementFilter::default() };
    let did = EventFilter { actor: Some(who.clone()), ..event.clone() };
    let done = EventFilter { recipient: Some(who.clone()), ..event };
    let theirs = StatementFilter { by: Some(who.clone()), ..said.clone() };
    let name = called(&capacities, &who);
    let denied = StatementFilter { denied_by: Some(who.clone()), ..said.clone() };
    let of_them = StatementFilter { about: Some(name.clone()), ..said };
    let body = html! {
        h1 { bdi { (name) } }
        (known_as(&capacities))
        div.columns.even {
            (acts("What they did", &store.timeline(&did)?, &more("actor", &who)))
            (acts("What was done to them", &store.timeline(&done)?, &more("recipient", &who)))
            (statements("What they said", &store.said(&theirs)?))
            (statements("What was said of them", &store.said(&of_them)?))
            (statements("What they deny", &store.claims(&denied)?))
        }
    };
    Ok(framed(&name, None, &body))
}

fn more(part: &str, who: &str) -> String {
    address("/timeline", &[(part, who)])
}

/// The name that `who` goes by: a code stays a code.
fn called(capacities: &[Capacity], who: &str) -> String {
    let known = |capacity: &&Capacity| capacity.actor.as_deref() == Some(who);
    let named = capacities.iter().find(known).and_then(|capacity| capacity.name.clone());
    named.unwrap_or_else(|| who.to_owned())
}

fn known_as(capacities: &[Capacity]) -> Markup {
    let told = |capacity: &Capacity| {
        let parts = [&capacity.office, &capacity.name, &capacity.code, &capacity.sectors];
        parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")
    };
    let country = capacities.iter().find_map(|capacity| capacity.code.as_deref());
    html! {
        ul.capacities {
            @for capacity in capacities.iter().take(8) {
                li {
                    @match capacity.actor.as_deref() {
                        Some(id) => a href=(page_of(id)) { bdi { (told(capacity)) } },
                        None => bdi { (told(capacity)) },
                    }
                }
            }
        }
        @if let Some(code) = country {
            p.where { a href=(page_of(code)) { "all of " (code) } }
        }
    }
}

fn acts(title: &str, rows: &[EventRow], more: &str) -> Markup {
    html! {
        section {
            h2 { (title) }
            @if rows.is_empty() { p.quiet { "Nothing was read." } }
            (parts::acts(&rows.iter().rev().collect::<Vec<_>>(), &Sought::default()))
            @if rows.len() == SHOWN { nav.pager { a href=(more) { "more →" } } }
        }
    }
}

fn statements(title: &str, all: &[Statement]) -> Markup {
    html! {
        section {
            h2 { (title) }
            @if all.is_empty() { p.quiet { "Nothing was read." } }
            ol.acts { @for one in all { (statement(one)) } }
        }
    }
}

/// Words, whose they are, and who contradicts them.
pub(super) fn statement(one: &Statement) -> Markup {
    let id = match &one.record.body {
        verbale_engine::record::Body::Quote(quote) => Some(quote.id.as_str()),
        verbale_engine::record::Body::Claim(claim) => Some(claim.id.as_str()),
        _ => None,
    };
    let page = id.map_or_else(|| parts::document(&one.doc), |id| record(&one.doc, id));
    html! {
        li.act {
            div.what { @if let Some(by) = &one.by { b { bdi { (by) } } } }
            a.words href=(page) { bdi { (one.content) } }
            @for other in &one.contradicted_by {
                div."fine doubt" {
                    bdi { (other.by) } " " (other.stance)
                    @if let Some(words) = &other.words { ": " bdi { (words) } }
                    @if other.doc != one.doc { " (" a href=(parts::document(&other.doc)) { bdi { (other.doc) } } ")" }
                }
            }
            div.where {
                @if let Some(day) = &one.published { time { (day) } " · " }
                bdi { (one.source.as_deref().unwrap_or(&one.doc)) }
            }
        }
    }
}
