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
mod source;

use std::ops::Range;

pub(crate) use marks::quoted;
use verbale_lexicon::{Lexicon, Standing};
use verbale_text::{ByteSpan, Doc, TokenId};

use crate::findings::{Attribution, AttributionId, QuoteKind};
use crate::mention::Mentions;

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
pub(crate) fn attributions(doc: &Doc, lexicon: &Lexicon, mentions: &Mentions) -> Vec<Sourced> {
    let quoted = quoted(doc);
    let mut found = cue::by_cues(doc, lexicon, mentions, &quoted);
    found.sort_by_key(|s| {
        let a = &s.attribution;
        (start(a), std::cmp::Reverse(end(a)), s.cited, a.cue_token)
    });
    extend_quotations(doc, lexicon, mentions, &quoted, &mut found);
    nest(&mut found);
    found
}

/// Fewest tokens in quotation marks that are somebody's words and not a name or a term.
const MIN_QUOTATION: usize = 4;

fn start(attribution: &Attribution) -> TokenId {
    attribution.content.first().map_or(0, |r| r.start)
}

fn end(attribution: &Attribution) -> TokenId {
    attribution.content.last().map_or(0, |r| r.end)
}

/// Lets quotations that span sentences, or whose speaker stands in a neighbouring one, find their
/// speaker: a mark-to-mark run that an attribution touches belongs to it whole; one that none touches
/// belongs to the last speaker of its paragraph, or of the one before.
fn extend_quotations(
    doc: &Doc,
    lexicon: &Lexicon,
    mentions: &Mentions,
    quoted: &[Range<TokenId>],
    found: &mut Vec<Sourced>,
) {
    for run in quoted {
        let touching = found.iter().position(|s| {
            s.attribution.cue_token.is_none_or(|cue| !run.contains(&cue))
                && s.attribution.content.iter().any(|r| r.start < run.end && run.start < r.end)
        });
        let tagged = || cue::beside_quotation(doc, lexicon, mentions, quoted, run);
        if touching.is_none()
            && run.len() >= MIN_QUOTATION
            && let Some(sourced) = tagged()
        {
            let same = |s: &&mut Sourced| s.attribution.cue_token == sourced.attribution.cue_token;
            if let Some(known) = found.iter_mut().find(same) {
                add_range(&mut known.attribution.content, run.clone());
                continue;
            }
            let at = found.partition_point(|s| start(&s.attribution) <= run.start);
            found.insert(at, sourced);
            continue;
        }
        if let Some(at) = touching {
            take_in(doc, &mut found[at].attribution, run);
        } else if let Some(earlier) = gone_on_with(doc, found, quoted, run) {
            add_range(&mut found[earlier].attribution.content, run.clone());
        } else if let Some(speaker) = last_speaker(doc, found, quoted, run.start) {
            if run.len() < MIN_QUOTATION {
                continue;
            }
            let mut next = found[speaker].clone();
            next.attribution.content = vec![run.clone()];
            next.attribution.kind = QuoteKind::Direct;
            next.attribution.cue = None;
            next.attribution.cue_token = None;
            next.attribution.within = None;
            let at = found.partition_point(|s| start(&s.attribution) <= run.start);
            found.insert(at, next);
        }
    }
}

/// Gives an attribution the whole of a quotation of several sentences that it touches.
fn take_in(doc: &Doc, attribution: &mut Attribution, run: &Range<TokenId>) {
    let whole = attribution.content.iter().any(|r| r.start <= run.start && run.end <= r.end);
    if whole || doc.sentence_of(run.start) == doc.sentence_of(run.end - 1) {
        return;
    }
    // "“QUESTION: Will you go?": the speaker's name inside the marks is not what is said.
    let said = start(attribution);
    let labelled = attribution.source.is_some_and(|s| run.contains(&s) && said > s);
    let first = if labelled { said } else { run.start };
    add_range(&mut attribution.content, first..run.end);
}

/// How many attributions may stand between a quotation and what it goes on with.
const MAX_BETWEEN: usize = 8;

/// The attribution whose quotation goes on with `run`: "…," she said, noting that …. "…".
fn gone_on_with(
    doc: &Doc,
    found: &[Sourced],
    quoted: &[Range<TokenId>],
    run: &Range<TokenId>,
) -> Option<AttributionId> {
    let before = found.partition_point(|s| start(&s.attribution) < run.start);
    let tagged = |cue: TokenId| cue < run.start && !quoted.iter().any(|run| run.contains(&cue));
    (0..before).rev().take(MAX_BETWEEN).find(|&at| {
        let a = &found[at].attribution;
        a.kind != QuoteKind::Indirect && a.cue_token.is_some_and(tagged) && goes_on(doc, a, run)
    })
}

/// Whether a quotation can be the rest of what was said before: it stands right after it, and opens its
/// sentence; or it ends its sentence after a word or two ("now, “…”").
fn goes_on(doc: &Doc, earlier: &Attribution, run: &Range<TokenId>) -> bool {
    let (said, here) = (doc.sentence_of(end(earlier) - 1), doc.sentence_of(run.start));
    let (before, sentence) = (&doc.sentences()[said], &doc.sentences()[here]);
    let led_in = run.start - sentence.tokens.start;
    let ends = run.end + 2 >= sentence.tokens.end && run.len() >= MIN_QUOTATION;
    let apart = sentence.paragraph - before.paragraph;
    let opens = led_in <= 1 && apart <= 1 || ends && apart == 0 && led_in <= MAX_LED_IN;
    opens && here.checked_sub(said).is_some_and(|gap| gap <= 1)
}

/// Most words before a quotation that goes on: "now, “…”", "in Europe, by contrast, “…”".
const MAX_LED_IN: usize = 7;

/// The latest attribution before `token`, in its paragraph or the one before it.
fn last_speaker(
    doc: &Doc,
    found: &[Sourced],
    quoted: &[Range<TokenId>],
    token: TokenId,
) -> Option<AttributionId> {
    // "You say you accept it," she told him: what is cited inside a quotation does not go on after it.
    let is_inside = |cue: TokenId| quoted.iter().any(|run| run.contains(&cue));
    let paragraph = |t: TokenId| doc.sentences()[doc.sentence_of(t)].paragraph;
    let here = paragraph(token);
    (0..found.len()).rev().find(|&i| {
        let a = &found[i].attribution;
        a.speaker().is_some_and(|h| h.head < token)
            && here - paragraph(start(a).min(token)) <= 1
            && start(a) < token
            && !a.cue_token.is_some_and(is_inside)
    })
}

fn add_range(content: &mut Vec<Range<TokenId>>, range: Range<TokenId>) {
    content.push(range);
    content.sort_by_key(|r| r.start);
    let mut merged: Vec<Range<TokenId>> = Vec::new();
    for r in content.drain(..) {
        match merged.last_mut() {
            Some(last) if r.start <= last.end => last.end = last.end.max(r.end),
            _ => merged.push(r),
        }
    }
    *content = merged;
}

/// Sets for each attribution the smallest other one whose content holds its cue or, for want of a cue,
/// its content.
fn nest(found: &mut [Sourced]) {
    for i in 0..found.len() {
        let anchor = found[i].attribution.cue_token.unwrap_or_else(|| start(&found[i].attribution));
        let size = |s: &Sourced| s.attribution.content.iter().map(Range::len).sum::<usize>();
        let around = (0..found.len())
            .filter(|&j| j != i && found[j].attribution.covers(anchor))
            .filter(|&j| {
                found[i].attribution.cue_token.is_some() || size(&found[j]) > size(&found[i])
            })
            .min_by_key(|&j| (size(&found[j]), !found[j].cited, j));
        let cites = |j: &usize| {
            found[i].cited
                && !found[*j].cited
                && found[*j].attribution.content == found[i].attribution.content
        };
        let around = (0..found.len()).find(cites).or(around);
        found[i].attribution.within = around;
    }
}

/// The attributions that tell what stands at `token`, outermost first.
pub(crate) fn covering(found: &[Sourced], token: TokenId) -> Vec<AttributionId> {
    let size =
        |i: &AttributionId| found[*i].attribution.content.iter().map(Range::len).sum::<usize>();
    let covers = |i: &AttributionId| found[*i].tells && found[*i].attribution.covers(token);
    let mut ids: Vec<AttributionId> = (0..found.len()).filter(covers).collect();
    ids.sort_by_key(|i| (std::cmp::Reverse(size(i)), found[*i].cited, *i));
    ids
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
