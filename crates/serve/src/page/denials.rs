//! Who denies whom, and in which words.

use maud::{Markup, html};
use verbale_store::{Denial, Store};

use super::framed;
use super::parts::{actor, counted, pager, record};
use crate::asked::Asked;
use crate::fault::Fault;

/// Pairs told above the list.
const PAIRS: usize = 30;

/// `/denials`.
pub(crate) fn denials(store: &Store, mut asked: Asked) -> Result<Markup, Fault> {
    let query = asked.query().to_vec();
    let paging = asked.paging()?;
    asked.finish()?;
    let all = store.denials(paging.limit, paging.offset)?;
    let pairs = if paging.offset == 0 { store.denied(PAIRS)? } else { Vec::new() };
    let body = html! {
        h1 { "Who denies whom" }
        @if all.is_empty() { p.quiet { "Nobody was read to deny anything." } }
        div.columns.found {
            section {
                ol.acts { @for one in &all { (denial(one)) } }
                (pager("/denials", &query, paging, all.len()))
            }
            aside {
                @if !pairs.is_empty() { h2 { "How often" } }
                ul.facet {
                    @for pair in &pairs {
                        li {
                            span {
                                (somebody(&pair.by, pair.by_actor.as_deref()))
                                @if let Some(against) = &pair.against { " ⊣ " (somebody(against, pair.against_actor.as_deref())) }
                            }
                            span.count { (counted(pair.count, "time")) }
                        }
                    }
                }
            }
        }
    };
    Ok(framed("Denials", None, &body))
}

fn denial(one: &Denial) -> Markup {
    html! {
        li.act {
            div.what {
                (somebody(&one.by, one.by_actor.as_deref()))
                @if let Some(code) = &one.code { " " span.code { (code) } }
                " " span.doubt { b { (one.stance) } }
                @if let Some(against) = &one.against {
                    " the word of " (somebody(against, one.against_actor.as_deref()))
                }
            }
            a.words href=(record(&one.doc, &one.record)) { bdi { (one.words) } }
            div.where {
                @if let Some(day) = &one.published { time { (day) } " · " }
                bdi { (one.doc) }
            }
        }
    }
}

/// Somebody called `name`, with a page where the corpus knows who that is.
fn somebody(name: &str, known: Option<&str>) -> Markup {
    html! {
        @match known {
            Some(known) => a.party href=(actor(known)) { bdi { (name) } },
            None => span.party { bdi { (name) } },
        }
    }
}
