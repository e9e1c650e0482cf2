//! What does a page say of itself: title, date, source, address?
//!
//! Asked in this order: JSON-LD (with its graphs), Open Graph and its kin, `<time>` elements. A page that
//! says two days says none.

use dom_query::Document;
use jiff::civil::Date;
use serde_json::Value;

use crate::day;

/// What the page says.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub title: Option<String>,
    pub date: Option<Date>,
    pub source: Option<String>,
    pub url: Option<String>,
}

const TITLES: [&str; 4] = ["og:title", "twitter:title", "dc.title", "dcterms.title"];
const SOURCES: [&str; 3] = ["og:site_name", "dc.publisher", "dcterms.publisher"];
const DATES: [&str; 20] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "citation_publication_date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "date",
];

/// What `page` says of itself.
pub(crate) fn read(page: &Document) -> Metadata {
    let (metas, linked) = (metas(page), linked(page));
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| {
            let found = metas.iter().find(|(given, _)| given == name);
            found.map(|(_, content)| content.clone())
        })
    };
    let dated = || DATES.iter().find_map(|name| day::read(&meta(&[name])?));
    let address = || {
        let canonical = page.select_single("link[rel=canonical]").attr("href");
        canonical.map(|href| href.trim().to_owned()).filter(|url| is_web(url))
    };
    Metadata {
        title: linked.title.or_else(|| meta(&TITLES)),
        date: linked.date.or_else(dated).or_else(|| marked_day(page)),
        source: meta(&SOURCES).or(linked.source),
        url: address().or_else(|| meta(&["og:url"]).filter(|url| is_web(url))),
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// All `<meta>` elements with a name and a content, in page order.
fn metas(page: &Document) -> Vec<(String, String)> {
    let elements = page.select("meta[content]");
    let named = elements.iter().filter_map(|meta| {
        let name = ["property", "name", "itemprop"].iter().find_map(|key| meta.attr(key))?;
        let content = meta.attr("content")?.trim().to_owned();
        (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content))
    });
    named.collect()
}

/// The day of the elements that are marked as telling it, if they agree.
fn marked_day(page: &Document) -> Option<Date> {
    for marked in ["[itemprop=datePublished]", "time[pubdate]", "article time[datetime]"] {
        let elements = page.select(marked);
        let told = |element: dom_query::Selection<'_>| {
            let given = element.attr("datetime").or_else(|| element.attr("content"));
            day::read(&given.unwrap_or_else(|| element.text()))
        };
        let mut days = elements.iter().filter_map(told);
        if let Some(day) = days.next() {
            return days.all(|other| other == day).then_some(day);
        }
    }
    None
}

/// The longest JSON-LD that is looked at.
const MAX_LINKED: usize = 1 << 20;

/// What the article's JSON-LD says.
fn linked(page: &Document) -> Metadata {
    let scripts = page.select("script[type='application/ld+json']");
    let texts = scripts.iter().map(|script| script.text());
    let values = texts.filter(|text| text.len() <= MAX_LINKED).filter_map(|text| {
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        serde_json::from_str::<Value>(text).ok()
    });
    for value in values {
        let article = objects(&value)
            .into_iter()
            .find(|object| object.contains_key("datePublished") && is_article(object.get("@type")));
        let Some(article) = article else { continue };
        let text = |name: &str| {
            let text = article.get(name)?.as_str()?.trim();
            (!text.is_empty()).then(|| plain(text))
        };
        let publisher = article.get("publisher").and_then(|publisher| publisher.get("name"));
        return Metadata {
            title: text("headline").or_else(|| text("name")),
            date: text("datePublished").and_then(|text| day::read(&text)),
            source: publisher.and_then(Value::as_str).map(plain),
            url: None,
        };
    }
    Metadata::default()
}

/// JSON-LD often holds references such as `&#039;`.
fn plain(text: &str) -> String {
    if text.contains('&') { crate::markup::words(text) } else { text.to_owned() }
}

/// All objects in `value`, outer ones first.
fn objects(value: &Value) -> Vec<&serde_json::Map<String, Value>> {
    let mut found = Vec::new();
    let mut next = vec![value];
    while let Some(value) = next.pop() {
        match value {
            Value::Array(values) => next.extend(values.iter().rev()),
            Value::Object(object) => {
                found.push(object);
                let inner: Vec<&Value> = object.values().collect();
                next.extend(inner.into_iter().rev());
            }
            _ => {}
        }
    }
    found
}

fn is_article(kind: Option<&Value>) -> bool {
    let named = |kind: &Value| {
        let known = ["Article", "BlogPosting", "Report", "NewsStory"];
        kind.as_str().is_some_and(|kind| known.iter().any(|known| kind.ends_with(known)))
    };
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}
