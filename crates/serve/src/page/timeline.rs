//! What happened, in the order of days, each act once.

use maud::{Markup, html};
use verbale_store::{EventFilter, EventRow, Store};

use super::framed;
use super::parts::{acts, pager, told_by};
use super::sought::Sought;
use crate::asked::{Asked, Paging};
use crate::fault::Fault;

/// `/timeline`.
pub(crate) fn timeline(store: &Store, mut asked: Asked) -> Result<Markup, Fault> {
    let query = asked.query().to_vec();
    let all = asked.flag("all")?.unwrap_or(false);
    let filter = EventFilter { took_place: !all, ..asked.events()? };
    asked.finish()?;
    let rows = store.timeline(&filter)?;
    let paging = Paging { limit: filter.limit, offset: filter.offset };
    let title = match &filter.between {
        Some([one, other]) => format!("Between {one} and {other}"),
        None => "Timeline".to_owned(),
    };
    let body = html! {
        h1 { bdi { (title) } }
        (form(&filter, all))
        @if rows.is_empty() { p.quiet { "Nothing was read that took place so." } }
        (by_month(&rows))
        (pager("/timeline", &query, paging, rows.len()))
    };
    Ok(framed(&title, None, &body))
}

fn form(filter: &EventFilter, all: bool) -> Markup {
    let between = filter.between.as_ref().map(|both| both.join(","));
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    html! {
        form.ask action="/timeline" {
            label { "Between " input name="between" value=[between] maxlength="200" placeholder="GBR,RUS"; }
            label { "Who " input name="actor" value=[filter.actor.as_deref()] maxlength="200"; }
            label { "Event " input name="event" value=[filter.event.as_deref()] maxlength="40" placeholder="ASSAULT"; }
            label { "From " input type="date" name="from" value=[day(filter.from)]; }
            label { "To " input type="date" name="to" value=[day(filter.to)]; }
            label { input type="checkbox" name="all" value="true" checked[all]; " also what did not happen" }
            button { "Show" }
        }
    }
}

/// Acts under the month of their day; rows come in the order of days, and the latest month stands first.
pub(super) fn by_month(rows: &[EventRow]) -> Markup {
    let month = |row: &EventRow| {
        let day = row.day.as_deref().unwrap_or("without a day");
        day.get(..7).filter(|month| month.as_bytes()[4] == b'-').unwrap_or(day).to_owned()
    };
    let latest: Vec<&EventRow> = rows.iter().rev().collect();
    html! {
        @for same in latest.chunk_by(|a, b| month(a) == month(b)) {
            section.month {
                h2 { @if let Some(first) = same.first() { (month(first)) } }
                (acts(same, &Sought::default()))
            }
        }
    }
}

/// `/occurrence/{number}`: all tellings of one act.
pub(crate) fn occurrence(store: &Store, asked: Asked) -> Result<Markup, Fault> {
    let number = asked.part("number")?;
    asked.finish()?;
    let rows = match number.parse() {
        Ok(number) => store.tellings(number)?,
        Err(_) => Vec::new(),
    };
    let Some(first) = rows.first() else {
        return Err(Fault::not_found(format!("there is no act number {number} in this corpus")));
    };
    let body = html! {
        h1 { "One act, as it is told" }
        p.lead { (told_by(first)) }
        (acts(&rows.iter().collect::<Vec<_>>(), &Sought::default()))
    };
    Ok(framed("One act", None, &body))
}
