//! The way in: what is in the corpus, and what is found in it.

use maud::{Markup, html};
use verbale_store::{Count, DyadFilter, EventFilter, Facets, Shelved, Store};

use super::framed;
use super::parts::{act, changed, counted, document, dyad, pager};
use crate::asked::{Asked, Paging};
use crate::fault::Fault;

/// Articles that an answer tells beside its acts.
const BESIDE: usize = 12;

/// `/`: with parameters what they find, else an overview.
pub(crate) fn home(store: &Store, mut asked: Asked) -> Result<Markup, Fault> {
    let query = asked.query().to_vec();
    if query.is_empty() {
        return overview(store);
    }
    let filter = asked.events()?;
    asked.finish()?;
    let found = Found {
        total: store.count(&filter)?,
        rows: store.find(&filter)?,
        facets: store.facets(&filter)?,
        articles: match &filter.words {
            Some(words) => store.documents(Some(words), BESIDE, 0)?,
            None => Vec::new(),
        },
        query,
        filter,
    };
    let title = found.filter.words.as_deref().unwrap_or("Search");
    Ok(framed(title, found.filter.words.as_deref(), &found.page()))
}

fn overview(store: &Store) -> Result<Markup, Fault> {
    let size = store.size()?;
    let articles = store.documents(None, BESIDE, 0)?;
    let pairs = store.dyads(&DyadFilter { limit: BESIDE, ..DyadFilter::default() })?;
    let body = html! {
        h1 { "What does this corpus say?" }
        p.lead {
            (counted(size.documents, "article")) ", " (counted(size.occurrences, "act")) ", "
            (counted(size.quotes, "quote")) ", " (counted(size.claims, "claim"))
            @if let (Some(first), Some(last)) = (&size.first, &size.last) {
                " · " time { (first) } " to " time { (last) }
            }
        }
        form.ask action="/" {
            label { "Words " input type="search" name="q" maxlength="400" placeholder="oil \"price cap\" sanction* -rumour"; }
            label { "Who " input name="actor" maxlength="200" placeholder="RUS, or a name"; }
            label { "To whom " input name="recipient" maxlength="200"; }
            label { "From " input type="date" name="from"; }
            label { "To " input type="date" name="to"; }
            button { "Find" }
        }
        div.columns {
            section { h2 { "Latest articles" } (list(&articles)) }
            section {
                h2 { "Who has to do with whom" }
                ul.plain {
                    @for pair in &pairs {
                        li {
                            a href=(dyad(&pair.actor, &pair.recipient)) { (pair.actor) " → " (pair.recipient) }
                            " " span.quiet { (counted(pair.occurrences, "act")) " · " (format!("{:+.1}", pair.scale)) }
                        }
                    }
                }
            }
        }
    };
    Ok(framed("Corpus", None, &body))
}

fn list(articles: &[Shelved]) -> Markup {
    html! {
        ul.plain {
            @for article in articles {
                li {
                    a href=(document(&article.doc)) { bdi { (article.title) } }
                    div.where {
                        @if let Some(day) = &article.published { time { (day) } " · " }
                        @if let Some(source) = &article.source { bdi { (source) } " · " }
                        (counted(article.sentences, "sentence"))
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
        @if articles.is_empty() { p.quiet { "Nothing more." } }
        (list(&articles))
        (pager("/articles", &query, paging, articles.len()))
    };
    Ok(framed("Articles", None, &body))
}

struct Found {
    query: Vec<(String, String)>,
    filter: EventFilter,
    total: Option<u64>,
    rows: Vec<verbale_store::EventRow>,
    facets: Facets,
    articles: Vec<Shelved>,
}

impl Found {
    fn page(&self) -> Markup {
        let paging = Paging { limit: self.filter.limit, offset: self.filter.offset };
        html! {
            h1 {
                @match self.total.and_then(|total| i64::try_from(total).ok()) {
                    Some(total) => (counted(total, "act")),
                    None => "More than ten thousand acts",
                }
                " found"
            }
            (self.asked_for())
            div.columns.found {
                section {
                    @if self.rows.is_empty() { p.quiet { "No act was read in such a sentence." } }
                    ol.acts { @for row in &self.rows { (act(row)) } }
                    (pager("/", &self.query, paging, self.rows.len()))
                }
                aside.facets {
                    (self.facet("event", "Event", &self.facets.event, self.filter.event.as_deref()))
                    (self.facet("actor", "Who acts", &self.facets.actor, self.filter.actor.as_deref()))
                    (self.facet("status", "Did it take place", &self.facets.status, self.filter.status.as_deref()))
                    (self.facet("alleged", "On somebody's word alone", &self.facets.alleged,
                                self.filter.alleged.map(truth)))
                    (self.facet("denied", "Denied", &self.facets.denied, self.filter.denied.map(truth)))
                    @if !self.articles.is_empty() {
                        h2 { "Articles with these words" }
                        (list(&self.articles))
                    }
                }
            }
        }
    }

    /// What is asked for, each part with a way to take it away.
    fn asked_for(&self) -> Markup {
        let shown = self.query.iter().filter(|(name, _)| name != "offset" && name != "limit");
        html! {
            p.asked {
                @for (name, value) in shown {
                    a.chip href=(changed("/", &self.query, name, None)) title="Take away" {
                        (name) ": " bdi { (value) } " ×"
                    } " "
                }
            }
        }
    }

    fn facet(&self, name: &str, title: &str, values: &[Count], chosen: Option<&str>) -> Markup {
        html! {
            @if !values.is_empty() {
                h2 { (title) }
                ul.facet {
                    @for Count { value, count } in values {
                        @let is = chosen.is_some_and(|chosen| chosen.eq_ignore_ascii_case(value));
                        li {
                            a href=(changed("/", &self.query, name, (!is).then_some(value)))
                              aria-current=[is.then_some("true")] {
                                (said(value))
                            }
                            span.count { (count) }
                        }
                    }
                }
            }
        }
    }
}

fn truth(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// Yes and no for people.
fn said(value: &str) -> &str {
    match value {
        "true" => "yes",
        "false" => "no",
        other => other,
    }
}
