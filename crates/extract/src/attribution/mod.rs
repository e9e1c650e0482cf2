//! Who says, thinks or writes what?
//!
//! An attribution joins a source, a cue and a content. Cues are verbs of saying with their clauses
//! (before, after or around the content), "according to", nouns ("claims that …") and quotation marks
//! that go on after the sentence with the speaker. Attributions nest; each knows the one around it.

mod citing;
mod complement;
mod cue;
mod extent;
mod label;
mod making;
mod marks;
mod noun;
mod participle;
mod quotation;
mod source;
mod sources;

use std::ops::Range;

pub(crate) use marks::Quoted;
pub(crate) use sources::{Sources, place};
use verbale_lexicon::{Lexicon, Standing};
use verbale_text::{ByteSpan, Doc, TokenId};

use crate::findings::Attribution;
use crate::mention::Mentions;
use cue::Finder;
use quotation::Quotations;

/// An attribution with what the extractor itself needs to know of it.
#[derive(Debug, Clone)]
pub(crate) struct Sourced {
    pub attribution: Attribution,
    /// What the cue makes of events in the content.
    pub content: Standing,
    /// Whether the content tells events. What is only condemned or demanded is named, not told.
    pub tells: bool,
    /// Whether it is of somebody whom another cites for the same words.
    pub cited: bool,
}

/// Finds all attributions of `doc` in text order of their content.
pub(crate) fn attributions(doc: &Doc, lexicon: &Lexicon, mentions: &Mentions) -> Sources {
    let quoted = Quoted::new(doc);
    let finder = Finder { doc, lexicon, mentions, quoted: &quoted };
    let mut found = finder.by_cues();
    found.sort_by_key(|s| {
        let a = &s.attribution;
        (start(a), std::cmp::Reverse(end(a)), s.cited, a.cue_token)
    });
    Sources::new(doc, Quotations::new(finder, found).extended())
}

fn start(attribution: &Attribution) -> TokenId {
    attribution.content.first().map_or(0, |r| r.start)
}

fn end(attribution: &Attribution) -> TokenId {
    attribution.content.last().map_or(0, |r| r.end)
}

/// The text span of a run of tokens, without punctuation at its ends.
pub(crate) fn trimmed_span(doc: &Doc, tokens: Range<TokenId>) -> Option<ByteSpan> {
    let tokens = trimmed(doc, tokens);
    (!tokens.is_empty()).then(|| doc.token(tokens.start).span.hull(doc.token(tokens.end - 1).span))
}

/// The run without punctuation at its ends.
pub(crate) fn trimmed(doc: &Doc, mut tokens: Range<TokenId>) -> Range<TokenId> {
    let is_mark = |id: TokenId| doc.token(id).upos == verbale_text::Upos::Punct;
    // Asking and calling are part of what is said.
    let tells = |id: TokenId| matches!(doc.form(id), "?" | "!" | "?!" | "!!" | "??");
    let within = tokens.clone();
    let has = |forms: &[&str]| within.clone().any(|t| forms.contains(&doc.form(t)));
    // "Jeff Merkley (D-Ore.)", "[W]e are reminded": a bracket whose other half is inside belongs.
    let opens = |id: TokenId| match doc.form(id) {
        "(" => has(&[")"]),
        "[" => has(&["]"]),
        _ => false,
    };
    let closes = |id: TokenId| match doc.form(id) {
        ")" => has(&["("]),
        "]" => has(&["["]),
        _ => false,
    };
    while !tokens.is_empty() && is_mark(tokens.start) && !opens(tokens.start) {
        tokens.start += 1;
    }
    let keeps = |id: TokenId| !is_mark(id) || tells(id) || closes(id);
    while !tokens.is_empty() && !keeps(tokens.end - 1) {
        tokens.end -= 1;
    }
    tokens
}
