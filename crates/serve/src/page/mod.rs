//! What does a person see? One file a page; `parts` holds what they share, `marks` the words with marks.

mod actor;
mod article;
mod chart;
mod denials;
mod dyad;
mod echoes;
mod home;
mod map;
mod marks;
mod parts;
mod records;
mod search;
mod sought;
mod timeline;

use maud::{DOCTYPE, Markup, html};

pub(crate) use actor::actor;
pub(crate) use article::article;
pub(crate) use denials::denials;
pub(crate) use dyad::{dyad, dyads};
pub(crate) use echoes::echoes;
pub(crate) use home::{articles, home};
pub(crate) use map::map;
pub(crate) use timeline::{occurrence, timeline};

use crate::fault::Fault;

/// Pages that every page leads to.
const WAYS: [(&str, &str); 5] = [
    ("Articles", "/articles"),
    ("Timeline", "/timeline"),
    ("Dyads", "/dyads"),
    ("Map", "/map"),
    ("Denials", "/denials"),
];

/// A whole page around `body`.
fn framed(title: &str, words: Option<&str>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Verbale" }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                script src="/keys.js" defer {}
            }
            body {
                a.skip href="#main" { "To the page" }
                header {
                    a.brand href="/" { "Verbale" }
                    nav {
                        @for (name, page) in WAYS {
                            a href=(page) aria-current=[(name == title).then_some("page")] { (name) }
                        }
                    }
                    form.search action="/" role="search" {
                        input #q type="search" name="q" value=[words] maxlength="400"
                            aria-label="Search" aria-keyshortcuts="/" placeholder="Search  (press /)";
                    }
                }
                main #main tabindex="-1" { (body) }
                footer {
                    "What a report says is the report's word, and what Verbale reads in it may be wrong: look at the words. "
                    a href="/api/openapi.json" { "API" }
                }
            }
        }
    }
}

/// The page that tells of a fault.
pub(crate) fn fault(fault: &Fault) -> Markup {
    let body = html! {
        h1 { "Not so" }
        p.lead { (fault.message) }
        p.quiet { (fault.code) }
    };
    framed("Not so", None, &body)
}

/// The page as it is sent. Control characters of documents that could reorder or hide what stands beside them
/// are shown by their number; no markup of ours has any.
pub(crate) fn written(page: Markup) -> String {
    let text = page.into_string();
    let harmful = |c: char| {
        matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{7F}'..='\u{9F}')
            || (c < ' ' && !matches!(c, '\n' | '\t'))
    };
    if !text.contains(harmful) {
        return text;
    }
    let mut safe = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        match c {
            '\r' => {}
            c if harmful(c) => safe.push_str(&format!("⟦U+{:04X}⟧", u32::from(c))),
            c => safe.push(c),
        }
    }
    safe
}
