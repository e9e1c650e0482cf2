//! How does a record look beside its words?

use maud::{Markup, html};
use verbale_engine::Record;
use verbale_engine::record::{Body, Claim, Event, Quote, Span, Stance, Time};
use verbale_store::EventRow;

use super::parts::{kind, part, parties, party, standing, told_by};

/// Whether a record stands beside the text: a claim that says no more than its quote does not.
pub(super) fn is_shown(record: &Record) -> bool {
    match &record.body {
        Body::Claim(claim) => claim.stance != Stance::Asserts || claim.answers.is_some(),
        Body::Event(_) | Body::Quote(_) => true,
        _ => false,
    }
}

/// Where a record begins in the text.
pub(super) fn start(record: &Record) -> Option<usize> {
    match &record.body {
        Body::Event(event) => Some(event.trigger.start),
        Body::Quote(quote) => quote.content.first().map(|span| span.start),
        Body::Claim(claim) => {
            Some(claim.content.first().map_or(claim.holder.start, |span| span.start))
        }
        _ => None,
    }
}

/// The card of a record; `row` tells how many report it.
pub(super) fn card(record: &Record, row: Option<&EventRow>) -> Markup {
    match &record.body {
        Body::Event(event) => event_card(event, row),
        Body::Quote(quote) => quote_card(quote),
        Body::Claim(claim) => claim_card(claim),
        _ => html! {},
    }
}

fn event_card(event: &Event, row: Option<&EventRow>) -> Markup {
    html! {
        article.card id=(event.id) tabindex="-1" {
            a.permalink href={ "#" (part(&event.id)) } title="This record" { (kind(event)) }
            (standing(event))
            div {
                (parties(&event.actor))
                @if !event.recipient.is_empty() { span.arrow { " → " } (parties(&event.recipient)) }
            }
            @if !event.attribution.is_empty() {
                div.fine {
                    "on the word of "
                    @for (at, link) in event.attribution.iter().enumerate() {
                        @if at > 0 { " ← " }
                        @match &link.holder {
                            Some(holder) => (party(holder)),
                            None => "somebody unnamed",
                        }
                        @if let Some(cue) = &link.cue { " (“" bdi { (short(&cue.text)) } "”)" }
                    }
                }
            }
            @if !event.denied_by.is_empty() { div."fine doubt" { "denied by " (parties(&event.denied_by)) } }
            @if let Some(condition) = &event.condition {
                div.fine { i { bdi { (short(&condition.text)) } } }
            }
            (circumstances(event, row))
        }
    }
}

fn circumstances(event: &Event, row: Option<&EventRow>) -> Markup {
    let topics: Vec<String> = event.topic.iter().map(|topic| short(&topic.text)).collect();
    let mut told = Vec::new();
    for toll in &event.toll {
        told.push(html! { (toll.words()) " (" bdi { (short(&toll.text)) } ")" });
    }
    if !event.context.is_empty() {
        told.push(html! { (event.context.join(", ")) });
    }
    if !topics.is_empty() {
        told.push(html! { "about " bdi { (topics.join("; ")) } });
    }
    if let Some(place) = &event.place {
        told.push(html! { "in " bdi { (place.name) } });
    }
    if let Some(time) = &event.time {
        told.push(html! { time { (days(time)) } });
    }
    if let Some(row) = row.filter(|row| row.reports > 1) {
        told.push(html! { a href=(format!("/occurrence/{}", row.occurrence)) { (told_by(row)) } });
    }
    html! {
        @if !told.is_empty() {
            div.fine { @for (at, one) in told.iter().enumerate() { @if at > 0 { " · " } (one) } }
        }
    }
}

fn days(time: &Time) -> String {
    match (&time.from, &time.to) {
        (Some(from), Some(to)) if from != to => format!("{from} to {to}"),
        (Some(from), _) => from.clone(),
        _ => short(&time.text),
    }
}

fn quote_card(quote: &Quote) -> Markup {
    html! {
        article."card said" id=(quote.id) tabindex="-1" {
            a.permalink href={ "#" (part(&quote.id)) } title="This record" { span.kind { "❝ quote" } } " "
            @match &quote.source {
                Some(source) => @match &source.entity {
                    Some(entity) => (party(entity)),
                    None => bdi { (source.text) },
                },
                None => span.quiet { "nobody named" },
            }
            div.fine { bdi { (pieces(&quote.content)) } }
        }
    }
}

fn claim_card(claim: &Claim) -> Markup {
    let denies = matches!(claim.stance, Stance::Denies | Stance::Rejects | Stance::Doubts);
    html! {
        article.card.said.denial[denies] id=(claim.id) tabindex="-1" {
            (party(&claim.holder)) " "
            a.permalink href={ "#" (part(&claim.id)) } title="This record" {
                span.kind.doubt[denies] { b { (claim.stance.as_str()) } }
            }
            div.fine {
                bdi { (pieces(&claim.content)) }
                @if let Some(answered) = &claim.answers {
                    " · " a href={ "#" (part(answered)) } { "answers a claim" }
                }
            }
        }
    }
}

fn pieces(spans: &[Span]) -> String {
    let text: Vec<&str> = spans.iter().map(|span| span.text.as_str()).collect();
    short(&text.join(" … "))
}

/// Longest text in a card, in characters.
const LONGEST: usize = 90;

/// `text` on one line, its end cut off where it is long.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
}
