//! Whose are the words of quotations that span sentences, or whose speaker stands in a neighbouring one?

use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::FxHashMap;
use verbale_text::{Doc, TokenId};

use super::cue::Finder;
use super::{Sourced, end, start};
use crate::findings::{Attribution, AttributionId, QuoteKind};

/// Fewest tokens in quotation marks that are somebody's words and not a name or a term.
const MIN_QUOTATION: usize = 4;

/// How many attributions may stand between a quotation and what it goes on with.
const MAX_BETWEEN: usize = 8;

/// Most words before a quotation that goes on: "now, “…”", "in Europe, by contrast, “…”".
const MAX_LED_IN: usize = 7;

/// Where an attribution stands among the others: by where its content began when it was found.
type Place = (TokenId, AttributionId);

/// The attributions of a document while quotations are given to them.
pub(super) struct Quotations<'a> {
    finder: Finder<'a>,
    found: Vec<Sourced>,
    places: Vec<Place>,
    /// The attributions whose content has words in each sentence.
    touching: Vec<Vec<AttributionId>>,
    /// All places, in text order.
    begun: BTreeSet<Place>,
    /// The first attribution of each cue.
    cued: FxHashMap<TokenId, AttributionId>,
}

impl<'a> Quotations<'a> {
    /// Takes what cues have found, in text order.
    pub fn new(finder: Finder<'a>, found: Vec<Sourced>) -> Self {
        let mut quotations = Self {
            touching: vec![Vec::new(); finder.doc.sentences().len()],
            finder,
            found: Vec::with_capacity(found.len()),
            places: Vec::with_capacity(found.len()),
            begun: BTreeSet::new(),
            cued: FxHashMap::default(),
        };
        found.into_iter().for_each(|sourced| quotations.add(sourced));
        quotations
    }

    /// The attributions with all quotations given to somebody, in text order: a mark-to-mark run that an
    /// attribution touches belongs to it whole; one that none touches belongs to who is told beside it, or to
    /// the last speaker of its paragraph, or of the one before.
    pub fn extended(mut self) -> Vec<Sourced> {
        for run in self.finder.quoted.runs() {
            match self.first_touching(run) {
                Some(id) => self.take_in(id, run),
                None if self.tell_by_tag(run) => {}
                None => self.go_on(run),
            }
        }
        let mut order: Vec<(Place, Sourced)> = self.places.into_iter().zip(self.found).collect();
        order.sort_by_key(|(place, _)| *place);
        order.into_iter().map(|(_, sourced)| sourced).collect()
    }

    fn add(&mut self, sourced: Sourced) {
        let id = self.found.len();
        let doc = self.finder.doc;
        let place = (start(&sourced.attribution), id);
        self.places.push(place);
        self.begun.insert(place);
        if let Some(cue) = sourced.attribution.cue_token {
            self.cued.entry(cue).or_insert(id);
        }
        for range in &sourced.attribution.content {
            touch(doc, &mut self.touching, id, range);
        }
        self.found.push(sourced);
    }

    /// Adds words to the content of an attribution.
    fn add_range(&mut self, id: AttributionId, range: Range<TokenId>) {
        touch(self.finder.doc, &mut self.touching, id, &range);
        let content = &mut self.found[id].attribution.content;
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

    /// The first attribution that has words of a quotation, and its cue elsewhere.
    fn first_touching(&self, run: &Range<TokenId>) -> Option<AttributionId> {
        let touches = |&id: &AttributionId| {
            let a = &self.found[id].attribution;
            a.cue_token.is_none_or(|cue| !run.contains(&cue))
                && a.content.iter().any(|r| r.start < run.end && run.start < r.end)
        };
        let near = self.touching[sentences(self.finder.doc, run)].iter().flatten().copied();
        near.filter(touches).min_by_key(|&id| self.places[id])
    }

    /// Gives an attribution the whole of a quotation of several sentences that it touches.
    fn take_in(&mut self, id: AttributionId, run: &Range<TokenId>) {
        let attribution = &self.found[id].attribution;
        let whole = attribution.content.iter().any(|r| r.start <= run.start && run.end <= r.end);
        if whole || sentences(self.finder.doc, run).len() == 1 {
            return;
        }
        // "“QUESTION: Will you go?": the speaker's name inside the marks is not what is said.
        let said = start(attribution);
        let labelled = attribution.source.is_some_and(|s| run.contains(&s) && said > s);
        let first = if labelled { said } else { run.start };
        self.add_range(id, first..run.end);
    }

    /// Gives a quotation to who is told beside it, if anybody is.
    fn tell_by_tag(&mut self, run: &Range<TokenId>) -> bool {
        let tagged = (run.len() >= MIN_QUOTATION).then(|| self.finder.beside_quotation(run));
        let Some(sourced) = tagged.flatten() else { return false };
        let cue = sourced.attribution.cue_token;
        match cue.and_then(|cue| self.cued.get(&cue)) {
            Some(&known) => self.add_range(known, run.clone()),
            None => self.add(sourced),
        }
        true
    }

    /// Gives a quotation to whose quotation it goes on with, or to the last speaker.
    fn go_on(&mut self, run: &Range<TokenId>) {
        if let Some(earlier) = self.gone_on_with(run) {
            self.add_range(earlier, run.clone());
            return;
        }
        let Some(speaker) = self.last_speaker(run.start) else { return };
        if run.len() >= MIN_QUOTATION {
            let mut next = self.found[speaker].clone();
            next.attribution.content = vec![run.clone()];
            next.attribution.kind = QuoteKind::Direct;
            next.attribution.cue = None;
            next.attribution.cue_token = None;
            next.attribution.within = None;
            self.add(next);
        }
    }

    /// The attribution whose quotation goes on with `run`: "…," she said, noting that …. "…".
    fn gone_on_with(&self, run: &Range<TokenId>) -> Option<AttributionId> {
        let Finder { doc, quoted, .. } = self.finder;
        let tagged = |cue: TokenId| cue < run.start && !quoted.holds(cue);
        let before = self.begun.range(..(run.start, 0)).rev().map(|&(_, id)| id);
        before.take(MAX_BETWEEN).find(|&id| {
            let a = &self.found[id].attribution;
            a.kind != QuoteKind::Indirect && a.cue_token.is_some_and(tagged) && goes_on(doc, a, run)
        })
    }

    /// The latest attribution before `token`, in its paragraph or the one before it.
    fn last_speaker(&self, token: TokenId) -> Option<AttributionId> {
        let Finder { doc, quoted, .. } = self.finder;
        let paragraph = |sentence: usize| doc.sentences()[sentence].paragraph;
        let here = doc.sentence_of(token);
        let is_speaker = |&id: &AttributionId| {
            let a = &self.found[id].attribution;
            let first = start(a);
            first < token
                && paragraph(here) - paragraph(doc.sentence_of(first)) <= 1
                // "You say you accept it," she told him: what is cited inside a quotation does not go on after it.
                && !a.cue_token.is_some_and(|cue| quoted.holds(cue))
                && a.speaker().is_some_and(|h| h.head < token)
        };
        let end = doc.sentences()[here].tokens.end;
        let before = self.begun.range(..(end, 0)).rev();
        let is_near =
            |&&(first, _): &&Place| paragraph(here) - paragraph(doc.sentence_of(first)) <= 1;
        before.take_while(is_near).map(|&(_, id)| id).find(is_speaker)
    }
}

/// The sentences in which a run of words stands.
fn sentences(doc: &Doc, run: &Range<TokenId>) -> Range<usize> {
    doc.sentence_of(run.start)..doc.sentence_of(run.end - 1) + 1
}

/// Notes that an attribution has words in the sentences of a run.
fn touch(doc: &Doc, touching: &mut [Vec<AttributionId>], id: AttributionId, run: &Range<TokenId>) {
    if !run.is_empty() {
        touching[sentences(doc, run)].iter_mut().for_each(|ids| ids.push(id));
    }
}

/// Whether a quotation can be the rest of what was said before: it stands right after it, and opens its
/// sentence; or it ends its sentence after a word or two ("now, “…”").
fn goes_on(doc: &Doc, earlier: &Attribution, run: &Range<TokenId>) -> bool {
    let (said, here) = (doc.sentence_of(end(earlier) - 1), doc.sentence_of(run.start));
    if here.checked_sub(said).is_none_or(|gap| gap > 1) {
        return false;
    }
    let (before, sentence) = (&doc.sentences()[said], &doc.sentences()[here]);
    let led_in = run.start - sentence.tokens.start;
    let ends = run.end + 2 >= sentence.tokens.end && run.len() >= MIN_QUOTATION;
    let apart = sentence.paragraph - before.paragraph;
    led_in <= 1 && apart <= 1 || ends && apart == 0 && led_in <= MAX_LED_IN
}
