//! Which addresses are there, and what answers each?

use maud::Markup;
use verbale_store::Store;

use crate::asked::Asked;
use crate::fault::Fault;
use crate::{api, page};

/// Makes a page.
pub(crate) type Page = fn(&Store, Asked) -> Result<Markup, Fault>;

/// Makes an answer of the API, as JSON.
pub(crate) type Answer = fn(&Store, Asked) -> Result<String, Fault>;

/// All pages.
pub(crate) const PAGES: &[(&str, Page)] = &[
    ("/", page::home),
    ("/articles", page::articles),
    ("/document/{id}", page::article),
    ("/occurrence/{number}", page::occurrence),
    ("/timeline", page::timeline),
    ("/actor/{who}", page::actor),
    ("/dyads", page::dyads),
    ("/dyad", page::dyad),
    ("/map", page::map),
    ("/denials", page::denials),
    ("/echoes", page::echoes),
];

/// All of the API.
pub(crate) const API: &[(&str, Answer)] = &[
    ("/api/openapi.json", api::description),
    ("/api/search", api::search),
    ("/api/documents", api::documents),
    ("/api/documents/{id}", api::document),
    ("/api/documents/{id}/records", api::records),
    ("/api/documents/{id}/echoes", api::echoing),
    ("/api/echoes", api::echoes),
    ("/api/timeline", api::timeline),
    ("/api/occurrences/{number}", api::occurrence),
    ("/api/quotes", api::quotes),
    ("/api/claims", api::claims),
    ("/api/denials", api::denials),
    ("/api/places", api::places),
    ("/api/dyads", api::dyads),
    ("/api/tension", api::tension),
];

/// What pages load: address, kind, content.
pub(crate) const ASSETS: &[(&str, &str, &str)] = &[
    ("/style.css", "text/css; charset=utf-8", include_str!("page/style.css")),
    ("/keys.js", "text/javascript; charset=utf-8", include_str!("page/keys.js")),
    ("/icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
];
