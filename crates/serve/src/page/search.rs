//! What is found: acts with the words that tell them, and of what the answer consists.

use std::collections::BTreeMap;

use maud::{Markup, html};
use verbale_engine::record::Status;
use verbale_store::{Count, EventFilter, Facets, Shelved, Store};

use super::framed;
use super::home::{BESIDE, list};
use super::parts::{acts, address, changed, code, counted, pager};
use super::sought::Sought;
use crate::asked::{Asked, Paging};
use crate::fault::Fault;

/// Values of a kind that stand in sight.
const IN_SIGHT: usize = 8;

/// What the parameters of `/` find.
pub(super) fn found(store: &Store, mut asked: Asked) -> Result<Markup, Fault> {
    let query = asked.query().to_vec();
    let filter = asked.events()?;
    asked.finish()?;
    let facets = store.facets(&filter)?;
    let codes = [&facets.actor, &facets.recipient, &facets.place].into_iter().flatten();
    let codes: Vec<&str> = codes.map(|count| count.value.as_str()).collect();
    let found = Found {
        total: store.count(&filter)?,
        rows: store.find(&filter)?,
        articles: match &filter.words {
            Some(words) => store.documents(Some(words), BESIDE, 0)?,
            None => Vec::new(),
        },
        names: store.names(&codes)?,
        facets,
        query,
        filter,
    };
    let title = found.filter.words.as_deref().unwrap_or("Search");
    Ok(framed(title, found.filter.words.as_deref(), &found.page()))
}

struct Found {
    query: Vec<(String, String)>,
    filter: EventFilter,
    total: Option<u64>,
    rows: Vec<verbale_store::EventRow>,
    facets: Facets,
    articles: Vec<Shelved>,
    names: BTreeMap<String, String>,
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
            details.narrow open[self.rows.is_empty()] {
                summary { "Ask otherwise" }
                (form(&self.filter))
            }
            div.columns.found {
                section {
                    @if self.rows.is_empty() { (self.nothing()) }
                    (acts(&self.rows.iter().collect::<Vec<_>>(), &Sought::of(self.filter.words.as_deref())))
                    (pager("/", &self.query, paging, self.rows.len()))
                }
                aside.facets {
                    @for (name, title, values, chosen) in self.facets() { (self.facet(name, title, values, chosen)) }
                    @if !self.articles.is_empty() {
                        h2 { "Articles with these words" }
                        (list(&self.articles))
                    }
                }
            }
        }
    }

    /// What to try where nothing is found.
    fn nothing(&self) -> Markup {
        html! {
            p { "No act was read in such a sentence." }
            ul.hints {
                li { "Take something away above, or ask for fewer words." }
                li { "A star stands for any ending: " code { "sanction*" } ". Either of two: " code { "oil OR gas" } "." }
                @if let Some(words) = &self.filter.words {
                    li { "Words may stand where no act was read: " a href=(address("/articles", &[("q", words)])) { "look in all articles" } "." }
                }
            }
        }
    }

    /// Parameter, title, values, the chosen one.
    fn facets(&self) -> [(&'static str, &'static str, &[Count], Option<&str>); 10] {
        let Self { facets, filter, .. } = self;
        let flag = |flag: Option<bool>| flag.map(truth);
        [
            ("event", "Event", &facets.event, filter.event.as_deref()),
            ("mode", "Mode", &facets.mode, filter.mode.as_deref()),
            ("actor", "Who acts", &facets.actor, filter.actor.as_deref()),
            ("recipient", "To whom", &facets.recipient, filter.recipient.as_deref()),
            ("status", "Did it take place", &facets.status, filter.status.as_deref()),
            ("alleged", "On somebody's word alone", &facets.alleged, flag(filter.alleged)),
            ("denied", "Denied", &facets.denied, flag(filter.denied)),
            ("context", "Context", &facets.context, filter.context.as_deref()),
            ("place", "Where", &facets.place, filter.place.as_deref()),
            ("source", "Publisher", &facets.source, filter.source.as_deref()),
        ]
    }

    /// What is asked for, each part with a way to take it away.
    fn asked_for(&self) -> Markup {
        let shown = self.query.iter().filter(|(name, _)| name != "offset" && name != "limit");
        html! {
            p.asked {
                @for (name, value) in shown {
                    a.chip href=(changed("/", &self.query, name, None)) title="Take away" {
                        (called(name)) ": " bdi { (value) } " ×"
                    } " "
                }
            }
        }
    }

    /// The values of one kind, the most frequent in sight and the rest to unfold.
    fn facet(&self, name: &str, title: &str, values: &[Count], chosen: Option<&str>) -> Markup {
        let (first, rest) = values.split_at(values.len().min(IN_SIGHT));
        let list = |values: &[Count]| {
            html! { ul.facet { @for count in values { (self.value(name, count, chosen)) } } }
        };
        html! {
            @if !values.is_empty() {
                h2 { (title) }
                (list(first))
                @if !rest.is_empty() {
                    details { summary.fine { (rest.len()) " more" } (list(rest)) }
                }
            }
        }
    }

    fn value(&self, name: &str, Count { value, count }: &Count, chosen: Option<&str>) -> Markup {
        let is = chosen.is_some_and(|chosen| chosen.eq_ignore_ascii_case(value));
        html! {
            li {
                a href=(changed("/", &self.query, name, (!is).then_some(value)))
                  aria-current=[is.then_some("true")] {
                    @match name {
                        "actor" | "recipient" | "place" => (code(value, &self.names)),
                        "alleged" | "denied" => @if value == "true" { "yes" } @else { "no" },
                        _ => bdi { (value) },
                    }
                }
                span.count { (count) }
            }
        }
    }
}

/// What a parameter is called on the page.
fn called(parameter: &str) -> &str {
    match parameter {
        "q" => "words",
        "actor" => "who",
        "recipient" => "to whom",
        "source" => "publisher",
        "alleged" => "on somebody's word alone",
        other => other,
    }
}

fn truth(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// The form of a search, filled in with what was asked.
pub(super) fn form(filter: &EventFilter) -> Markup {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let text = |name: &str, label: &str, value: &Option<String>, hint: &str| {
        html! { label { (label) input name=(name) value=[value.as_deref()] maxlength="200" placeholder=(hint); } }
    };
    let choice = |name: &str, label: &str, values: &[(&str, &str)], chosen: Option<&str>| {
        html! {
            label { (label) select name=(name) {
                option value="" { "either" }
                @for (value, shown) in values { option value=(value) selected[chosen == Some(value)] { (shown) } }
            } }
        }
    };
    let truths = [("true", "yes"), ("false", "no")];
    let far = [
        &filter.event,
        &filter.mode,
        &filter.context,
        &filter.place,
        &filter.source,
        &filter.status,
    ];
    let open = far.into_iter().any(Option::is_some) || filter.alleged.or(filter.denied).is_some();
    html! {
        form.ask.search-form action="/" {
            div.fields {
                label.wide-field { "Words" input type="search" name="q" value=[filter.words.as_deref()] maxlength="400"
                                         placeholder="oil \"price cap\" sanction* -rumour"; }
                (text("actor", "Who", &filter.actor, "RUS or a name"))
                (text("recipient", "To whom", &filter.recipient, ""))
                label { "From" input type="date" name="from" value=[day(filter.from)]; }
                label { "To" input type="date" name="to" value=[day(filter.to)]; }
                button.find { "Find" }
            }
            details open[open] {
                summary.fine { "More to ask for" }
                div.fields {
                    (text("event", "Event", &filter.event, "ASSAULT"))
                    (text("mode", "Mode", &filter.mode, "expel"))
                    (text("context", "Context", &filter.context, "military"))
                    (text("place", "Where", &filter.place, "Geneva, or SYR"))
                    (text("source", "Publisher", &filter.source, ""))
                    (choice("status", "Did it take place", &Status::ALL.map(|status| (status.as_str(), status.as_str())), filter.status.as_deref()))
                    (choice("alleged", "On a word alone", &truths, filter.alleged.map(truth)))
                    (choice("denied", "Denied", &truths, filter.denied.map(truth)))
                }
            }
        }
    }
}
