//! Which reports are one report, sent on?

use maud::{Markup, html};
use verbale_store::{EchoGroup, Echoing, Store};

use super::framed;
use super::parts::{address, counted, document, pager, percent};
use crate::asked::Asked;
use crate::fault::Fault;

/// `/echoes`: groups of reports that echo one another; `/echoes?doc=ID`: the reports of one group.
pub(crate) fn echoes(store: &Store, mut asked: Asked) -> Result<Markup, Fault> {
    let query = asked.query().to_vec();
    let doc = asked.text("doc");
    let paging = asked.paging()?;
    asked.finish()?;
    let body = match doc {
        Some(doc) => {
            let reports = store.echo_group(&doc)?;
            if reports.is_empty() {
                let fault = format!("there is no article \"{doc}\" in this corpus");
                return Err(Fault::not_found(fault));
            }
            group(&reports)
        }
        None => {
            let groups = store.echo_groups(paging.limit, paging.offset)?;
            let whole = store.independence()?;
            html! {
                h1 { "Echoes" }
                p.lead {
                    (counted(whole.articles, "article")) ", " (counted(whole.independent, "independent source")) ", "
                    (counted(whole.groups, "group")) " of reports that echo one another"
                }
                @if groups.is_empty() { p.quiet { "No more groups." } }
                ul.plain { @for group in &groups { li { (entry(group)) } } }
                (pager("/echoes", &query, paging, groups.len()))
            }
        }
    };
    Ok(framed("Echoes", None, &body))
}

/// A group in the list of groups.
fn entry(group: &EchoGroup) -> Markup {
    let EchoGroup { reports, publishers, first, last, least_share, greatest_share } = group;
    let (least, greatest) = (percent(*least_share), percent(*greatest_share));
    html! {
        a href=(address("/echoes", &[("doc", &first.doc)])) { bdi { (first.title) } }
        div.where {
            (counted(*reports, "report"))
            @if *publishers > 0 { " of " (counted(*publishers, "publisher")) }
            @if let Some(day) = &first.published {
                " · " time { (day) }
                @if let Some(last) = last.as_ref().filter(|last| *last != day) { " to " time { (last) } }
            }
            " · " @if least != greatest { (least) " to " } (greatest) " of their words"
        }
    }
}

/// The reports of one group.
fn group(reports: &[Echoing]) -> Markup {
    html! {
        h1 { "Echoes" }
        p.lead {
            @if reports.len() > 1 { (reports.len()) " reports that are one source, the first first" }
            @else { "This report echoes no other, and none echoes it" }
        }
        ul.plain {
            @for report in reports {
                li {
                    a href=(document(&report.doc)) { bdi { (report.title) } }
                    div.where {
                        @if let Some(day) = &report.published { time { (day) } " · " }
                        @if let Some(source) = &report.source { bdi { (source) } " · " }
                        @match (&report.echoes, report.share) {
                            (Some(origin), Some(share)) => {
                                (percent(share)) " of its words in " a href=(document(origin)) { bdi { (origin) } }
                            }
                            _ => "echoes none",
                        }
                    }
                }
            }
        }
        p.where { a href="/echoes" { "all groups" } }
    }
}
