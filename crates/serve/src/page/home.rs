//! The way in: what is in the corpus.

use maud::{Markup, html};
use verbale_store::{DyadFilter, EventFilter, Shelved, Store};

use super::dyad::codes_of;
use super::parts::{code, counted, document, dyad, pager};
use super::{framed, search};
use crate::asked::Asked;
use crate::fault::Fault;

/// Articles that are told beside other things.
pub(super) const BESIDE: usize = 12;

/// `/`: with parameters what they find, else an overview.
pub(crate) fn home(store: &Store, asked: Asked) -> Result<Markup, Fault> {
    if asked.query().is_empty() { overview(store) } else { search::found(store, asked) }
}

fn overview(store: &Store) -> Result<Markup, Fault> {
    let size = store.size()?;
    let articles = store.documents(None, BESIDE, 0)?;
    let pairs = store.dyads(&DyadFilter { limit: BESIDE, ..DyadFilter::default() })?;
    let names = store.names(&codes_of(&pairs))?;
    let body = html! {
        h1 { "What does this corpus say?" }
        p.lead {
            (counted(size.documents, "article")) ", " (counted(size.occurrences, "act")) ", "
            (counted(size.quotes, "quote")) ", " (counted(size.claims, "claim"))
            @if let (Some(first), Some(last)) = (&size.first, &size.last) {
                " · " time { (first) } " to " time { (last) }
            }
        }
        (search::form(&EventFilter::default()))
        div.columns {
            section { h2 { "Latest articles" } (list(&articles)) }
            section {
                h2 { "Who has to do with whom" }
                ul.plain {
                    @for pair in &pairs {
                        li {
                            a href=(dyad(&pair.actor, &pair.recipient)) {
                                (code(&pair.actor, &names)) " → " (code(&pair.recipient, &names))
                            }
                            " " span.quiet { (counted(pair.occurrences, "act")) " · " (format!("{:+.1}", pair.scale)) }
                        }
                    }
                }
            }
        }
    };
    Ok(framed("Corpus", None, &body))
}

pub(super) fn list(articles: &[Shelved]) -> Markup {
    html! {
        ul.plain {
            @for article in articles {
                li {
                    a href=(document(&article.doc)) { bdi { (article.title) } }
                    div.where {
                        @if let Some(day) = &article.published { time { (day) } " · " }
                        @if let Some(source) = &article.source { bdi { (source) } " · " }
                        (counted(article.sentences, "sentence"))
                        @if let Some(origin) = &article.echoes {
                            " · echoes " a href=(document(origin)) { bdi { (origin) } }
                        }
                    }
                }
            }
        }
    }
}

/// `/articles`.
pub(crate) fn articles(store: &Store, mut asked: Asked) -> Result<Markup, Fault> {
    let query = asked.query().to_vec();
    let words = asked.text("q");
    let paging = asked.paging()?;
    asked.finish()?;
    let articles = store.documents(words.as_deref(), paging.limit, paging.offset)?;
    let body = html! {
        h1 { "Articles" }
        form.ask action="/articles" {
            label { "Words " input type="search" name="q" value=[words.as_deref()] maxlength="400"; }
            button { "Find" }
        }
        p.where { a href="/echoes" { "Which of them are one report, sent on?" } }
        @if articles.is_empty() { p.quiet { "Nothing more." } }
        (list(&articles))
        (pager("/articles", &query, paging, articles.len()))
    };
    Ok(framed("Articles", None, &body))
}
