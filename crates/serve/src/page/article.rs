//! The reading view: the words of an article with what was read in them, each record beside its words.

use std::collections::BTreeMap;

use maud::{Markup, html};
use verbale_engine::record::{Body, Claim, Entity, Event, Quote, Stance};
use verbale_engine::{Article, Record};
use verbale_store::{Echo, EventFilter, EventRow, Store, headline};

use super::marks::{Kind, Mark, Node, nested};
use super::parts::{actor_of, address, counted, document, part, percent, tone};
use super::{framed, records};
use crate::asked::Asked;
use crate::fault::Fault;

/// So much of a text is shown, in code points: a longer one is no article.
const LONGEST: usize = 400_000;

/// A headline is no longer, in code points.
const HEADLINE: usize = 200;

/// `/document/{id}`.
pub(crate) fn article(store: &Store, asked: Asked) -> Result<Markup, Fault> {
    let id = asked.part("id")?;
    asked.finish()?;
    let Some(article) = store.article(&id)? else {
        return Err(Fault::not_found(format!("there is no article \"{id}\" in this corpus")));
    };
    let filter = EventFilter { doc: Some(id.clone()), ..EventFilter::default() };
    let rows = store.find(&filter)?;
    let view = View {
        rows: rows.iter().filter_map(|row| Some((row.record.event()?.id.as_str(), row))).collect(),
        records: store.records(&id, false)?,
        echoes: store.echoes(&id)?,
        article,
    };
    let title = view.article.title.as_deref().or_else(|| headline(&view.article.text));
    Ok(framed(title.unwrap_or(&id), None, &view.page()))
}

struct View<'a> {
    article: Article,
    records: Vec<Record>,
    rows: BTreeMap<&'a str, &'a EventRow>,
    echoes: Vec<Echo>,
}

/// A paragraph: where it begins, in code points, and its characters.
struct Paragraph {
    start: usize,
    chars: Vec<char>,
}

impl Paragraph {
    fn end(&self) -> usize {
        self.start + self.chars.len()
    }

    fn words(&self, start: usize, end: usize) -> String {
        self.chars[start - self.start..end - self.start].iter().collect()
    }
}

/// What a paragraph is to the article.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// A day or the like, above the headline.
    Above,
    Headline,
    Body,
}

/// The paragraphs of `text`: empty lines are between.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut at = 0;
    let mut fresh = true;
    for line in text.split_inclusive('\n') {
        if at > LONGEST {
            break;
        }
        let chars: Vec<char> = line.chars().collect();
        let (start, length) = (at, chars.len());
        at += length;
        if line.trim().is_empty() {
            fresh = true;
            // Nothing between is lost: a later line of the same paragraph would begin after it.
            continue;
        }
        match all.last_mut() {
            Some(paragraph) if !fresh => paragraph.chars.extend(chars),
            _ => all.push(Paragraph { start, chars }),
        }
        fresh = false;
    }
    for paragraph in &mut all {
        while paragraph.chars.last().is_some_and(|last| last.is_whitespace()) {
            paragraph.chars.pop();
        }
    }
    all
}

impl View<'_> {
    fn page(&self) -> Markup {
        let paragraphs = paragraphs(&self.article.text);
        let marks = self.marks();
        let title =
            self.article.title.as_deref().map_or_else(|| headline(&self.article.text), |_| None);
        let is_headline = |paragraph: &&Paragraph| {
            paragraph.chars.len() <= HEADLINE
                && title == Some(paragraph.words(paragraph.start, paragraph.end()).trim())
        };
        let headline = paragraphs.iter().find(is_headline).map(|paragraph| paragraph.start);
        html! {
            div.article {
                (self.head())
                @for (at, paragraph) in paragraphs.iter().enumerate() {
                    @let next = paragraphs.get(at + 1).map(|next| next.start);
                    @let kind = match headline {
                        Some(start) if paragraph.start < start => Place::Above,
                        Some(start) if paragraph.start == start => Place::Headline,
                        _ => Place::Body,
                    };
                    (self.paragraph(paragraph, next, &marks, kind))
                }
                @if self.article.text.chars().nth(LONGEST).is_some() {
                    p.quiet { "The text is longer than is shown here." }
                }
                (legend())
            }
        }
    }

    fn head(&self) -> Markup {
        let article = &self.article;
        let date = self.records.iter().find_map(|record| match &record.body {
            Body::Document(document) => document.date.clone(),
            _ => None,
        });
        // What else an address may be, a click must not run.
        let url = article.url.as_deref().filter(|url| {
            ["https://", "http://"]
                .iter()
                .any(|scheme| url.to_ascii_lowercase().starts_with(scheme))
        });
        let count =
            |is: fn(&Body) -> bool| self.records.iter().filter(|r| is(&r.body)).count() as i64;
        html! {
            @if let Some(title) = &article.title { h1 { bdi { (title) } } }
            p.meta {
                @if let Some(date) = &date { time { (date) } " · " }
                @if let Some(source) = &article.source { bdi { (source) } " · " }
                (counted(count(|body| matches!(body, Body::Event(_))), "act")) " · "
                (counted(count(|body| matches!(body, Body::Quote(_))), "quote")) " · "
                @if let Some(url) = url { a href=(url) rel="noreferrer noopener nofollow" { "original" } " · " }
                a href={ "/api/documents/" (part(&article.id)) "/records" } { "records as JSON" }
            }
            (self.lineage())
        }
    }

    fn lineage(&self) -> Markup {
        html! {
            @if !self.echoes.is_empty() {
                ul.echoes {
                    @for echo in &self.echoes {
                        li {
                            @if echo.is_origin { "echoes " } @else { "is echoed by " }
                            a href=(document(&echo.doc)) { bdi { (echo.doc) } }
                            " (" (percent(echo.share)) " of its words)"
                        }
                    }
                }
                p.where { a href=(address("/echoes", &[("doc", &self.article.id)])) { "all reports of this source" } }
            }
        }
    }

    fn paragraph(
        &self,
        paragraph: &Paragraph,
        next: Option<usize>,
        marks: &[Mark],
        place: Place,
    ) -> Markup {
        let here = |mark: &&Mark| mark.start < paragraph.end() && paragraph.start < mark.end;
        let here: Vec<&Mark> = marks.iter().filter(here).collect();
        let words = nodes(&nested(paragraph.start, paragraph.end(), &here), paragraph, false);
        let until = next.unwrap_or(usize::MAX);
        let beside: Vec<&Record> = self.records.iter().filter(|r| records::is_shown(r)).collect();
        let beside = beside.into_iter().filter(|record| {
            records::start(record).is_some_and(|at| paragraph.start <= at && at < until)
        });
        html! {
            section.paragraph {
                @match place {
                    Place::Headline => h1 dir="auto" { (words) },
                    Place::Above => div.above dir="auto" { (words) },
                    Place::Body => p dir="auto" { (words) },
                }
                aside {
                    @for record in beside {
                        @let row = record.event().and_then(|event| self.rows.get(event.id.as_str()));
                        (records::card(record, row.copied()))
                    }
                }
            }
        }
    }

    /// All marks, one for each kind and span.
    fn marks(&self) -> Vec<Mark> {
        let mut all = Vec::new();
        for record in &self.records {
            match &record.body {
                Body::Event(event) => mark_event(event, &mut all),
                Body::Quote(quote) => mark_quote(quote, &mut all),
                Body::Claim(claim) => mark_claim(claim, &mut all),
                _ => {}
            }
        }
        all.sort_by_key(|mark| (mark.start, mark.end, mark.kind));
        all.dedup_by(|later, first| {
            (later.start, later.end, later.kind) == (first.start, first.end, first.kind)
        });
        all
    }
}

fn here(record: &str) -> Option<String> {
    Some(format!("#{}", part(record)))
}

fn mark_event(event: &Event, all: &mut Vec<Mark>) {
    let class = match (tone(event), event.status.took_place(), event.denied_by.is_empty()) {
        ("coop", true, true) => "coop",
        ("coop", false, true) => "coop open",
        ("coop", true, false) => "coop denied",
        ("coop", false, false) => "coop open denied",
        (_, true, true) => "conflict",
        (_, false, true) => "conflict open",
        (_, true, false) => "conflict denied",
        (_, false, false) => "conflict open denied",
    };
    let title = Some(format!("{} {}", event.event, event.mode.as_deref().unwrap_or_default()));
    let (start, end) = (event.trigger.start, event.trigger.end);
    all.push(Mark { start, end, kind: Kind::Act, class, link: here(&event.id), title });
    all.extend(event.actor.iter().chain(&event.recipient).map(|e| named(e, Kind::Actor, "")));
    all.extend(event.denied_by.iter().map(|entity| named(entity, Kind::Source, "denier")));
    let holders = event.attribution.iter().filter_map(|link| link.holder.as_ref());
    all.extend(holders.map(|entity| named(entity, Kind::Source, "")));
    if let Some(span) = &event.condition {
        let (start, end, link) = (span.start, span.end, here(&event.id));
        all.push(Mark { start, end, kind: Kind::Condition, class: "", link, title: None });
    }
}

fn named(entity: &Entity, kind: Kind, class: &'static str) -> Mark {
    let code = entity.code.as_deref().unwrap_or("?");
    let title = entity.name.as_ref().map(|name| format!("{name} ({code})"));
    let (start, end) = (entity.start, entity.end);
    Mark { start, end, kind, class, link: actor_of(entity), title }
}

fn mark_quote(quote: &Quote, all: &mut Vec<Mark>) {
    for span in &quote.content {
        let (start, end, link) = (span.start, span.end, here(&quote.id));
        all.push(Mark { start, end, kind: Kind::Quote, class: "", link, title: None });
    }
    if let Some(source) = &quote.source {
        let entity = source.entity.as_ref();
        let link = entity.and_then(actor_of);
        let title = entity.and_then(|entity| entity.name.clone());
        let (start, end) = (source.start, source.end);
        all.push(Mark { start, end, kind: Kind::Source, class: "", link, title });
    }
}

fn mark_claim(claim: &Claim, all: &mut Vec<Mark>) {
    if matches!(claim.stance, Stance::Denies | Stance::Rejects) {
        for span in &claim.content {
            let (start, end, link) = (span.start, span.end, here(&claim.id));
            let title = Some(claim.stance.as_str().to_owned());
            all.push(Mark { start, end, kind: Kind::Denial, class: "", link, title });
        }
        all.push(named(&claim.holder, Kind::Source, "denier"));
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Quote => "quote",
        Kind::Denial => "denial",
        Kind::Condition => "condition",
        Kind::Act => "act",
        Kind::Source => "source",
        Kind::Actor => "actor",
    }
}

/// Marks as markup. A link holds no other: only acts, sources and actors lead somewhere, the outermost first.
fn nodes(all: &[Node<'_>], paragraph: &Paragraph, linked: bool) -> Markup {
    html! {
        @for node in all {
            @match node {
                Node::Words(start, end) => (paragraph.words(*start, *end)),
                Node::Marked { mark, begins, inside } => {
                    @let class = format!("m {} {}", name(mark.kind), mark.class);
                    @let id = begins.then(|| format!("{}-{}-{}", name(mark.kind), mark.start, mark.end));
                    @let leads = matches!(mark.kind, Kind::Act | Kind::Source | Kind::Actor);
                    @match mark.link.as_ref().filter(|_| leads && !linked) {
                        Some(link) => a class=(class.trim_end()) id=[id] href=(link) title=[mark.title.as_deref()] {
                            (nodes(inside, paragraph, true))
                        },
                        None => span class=(class.trim_end()) id=[id] title=[mark.title.as_deref()] {
                            (nodes(inside, paragraph, linked))
                        },
                    }
                }
            }
        }
    }
}

fn legend() -> Markup {
    html! {
        p.legend {
            span.m.actor { "actor" } " "
            span.m.source { "on whose word" } " "
            span.m.act.coop { "cooperation" } " "
            span.m.act.conflict { "conflict" } " "
            span.m.act.conflict.open { "not (yet) so" } " "
            span.m.act.conflict.denied { "denied" } " "
            span.m.quote { "quoted" } " "
            span.m.denial { "what is denied" } " "
            span.m.condition { "condition" }
            span.keys { kbd { "j" } " " kbd { "k" } " next, last record · " kbd { "/" } " search" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn paragraphs_are_cut_at_empty_lines_and_count_code_points() {
        let text = "Señor\nNúñez\n \n\nfled";
        let told: Vec<(usize, String)> =
            paragraphs(text).iter().map(|p| (p.start, p.words(p.start, p.end()))).collect();
        assert_eq!(told, [(0, "Señor\nNúñez".to_owned()), (15, "fled".to_owned())]);
        assert!(paragraphs("").is_empty());
    }
}
