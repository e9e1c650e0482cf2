//! Two with each other: how it stands, and what passed between them.

use std::collections::BTreeSet;

use maud::{Markup, html};
use verbale_store::{Course, Dyad, DyadFilter, EventFilter, Store};

use super::parts::{address, code, counted, dyad as page_of, pager};
use super::{chart, framed, timeline};
use crate::asked::{Asked, Paging};
use crate::fault::Fault;

/// Acts shown below the chart.
const SHOWN: usize = 60;

/// `/dyads`: who has to do with whom.
pub(crate) fn dyads(store: &Store, mut asked: Asked) -> Result<Markup, Fault> {
    let query = asked.query().to_vec();
    let paging @ Paging { limit, offset } = asked.paging()?;
    let filter = DyadFilter { limit, offset, ..asked.dyads()? };
    asked.finish()?;
    let pairs = store.dyads(&filter)?;
    let names = store.names(&codes_of(&pairs))?;
    let body = html! {
        h1 { "Who has to do with whom" }
        p.lead { "Acts that took place, each counted once however many articles tell it. The scale goes from −10, conflict, to +10, cooperation." }
        div.wide {
            table {
                thead { tr {
                    th { "who" } th { "to whom" } th { "acts" } th.far { "reports" }
                    @for quad in ["verbal coop.", "material coop.", "verbal conflict", "material conflict"] { th.far { (quad) } }
                    th { "scale" } th.far { "last" }
                } }
                tbody {
                    @for pair in &pairs {
                        tr {
                            td { a href=(page_of(&pair.actor, &pair.recipient)) { (code(&pair.actor, &names)) } }
                            td { a href=(page_of(&pair.actor, &pair.recipient)) { (code(&pair.recipient, &names)) } }
                            td { (pair.occurrences) } td.far { (pair.reports) }
                            @for count in pair.quads { td.far.none[count == 0] { (count) } }
                            td class=(if pair.scale < 0.0 { "conflict" } else { "coop" }) { (format!("{:+.1}", pair.scale)) }
                            td.far { (pair.last.as_deref().unwrap_or_default()) }
                        }
                    }
                }
            }
        }
        (pager("/dyads", &query, paging, pairs.len()))
    };
    Ok(framed("Dyads", None, &body))
}

/// The codes of `pairs`.
pub(super) fn codes_of(pairs: &[Dyad]) -> Vec<&str> {
    let codes = pairs.iter().flat_map(|pair| [pair.actor.as_str(), pair.recipient.as_str()]);
    codes.collect::<BTreeSet<_>>().into_iter().collect()
}

/// `/dyad?between=GBR,RUS&by=month`.
pub(crate) fn dyad(store: &Store, mut asked: Asked) -> Result<Markup, Fault> {
    let pair = asked
        .between()?
        .ok_or_else(|| Fault::bad_parameter("between: name two, such as /dyad?between=GBR,RUS"))?;
    let by = asked.query().iter().find(|(name, _)| name == "by").map(|(_, by)| by.clone());
    let step = asked.step()?;
    let filter = asked.dyads()?;
    asked.finish()?;
    let Course { steps, wider } = store.tension([&pair[0], &pair[1]], step, &filter)?;
    let events = EventFilter {
        between: Some(pair.clone()),
        from: filter.from,
        to: filter.to,
        took_place: true,
        limit: SHOWN,
        ..EventFilter::default()
    };
    let rows = store.timeline(&events)?;
    let total: i64 = steps.iter().map(|step| step.occurrences).sum();
    let names = store.names(&[&pair[0], &pair[1]])?;
    let [one, other] = [&pair[0], &pair[1]].map(|who| names.get(who).unwrap_or(who));
    let title = format!("{one} and {other}");
    let body = html! {
        h1 { bdi { (title) } }
        p.lead { (counted(total, "act")) " that took place, on the scale from −10, conflict, to +10, cooperation" }
        (steps_to_choose(&pair, by.as_deref().unwrap_or("month")))
        @if steps.is_empty() {
            p.quiet { "Nothing was read that passed between them." }
        } @else {
            (chart::tension(&pair, &steps, step))
        }
        @if wider > 0 {
            p.quiet { (counted(i64::try_from(wider).unwrap_or(i64::MAX), "more act")) " told for longer than a " (step.name()) }
        }
        p.where { a href=(address("/timeline", &[("between", &pair.join(","))])) { "the whole timeline" } }
        (timeline::by_month(&rows))
    };
    Ok(framed(&title, None, &body))
}

fn steps_to_choose(pair: &[String; 2], chosen: &str) -> Markup {
    let between = pair.join(",");
    html! {
        p.asked {
            @for by in ["day", "week", "month", "year"] {
                a.chip href=(address("/dyad", &[("between", &between), ("by", by)]))
                       aria-current=[(by == chosen).then_some("true")] { "by " (by) } " "
            }
        }
    }
}
