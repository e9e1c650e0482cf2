//! In which contexts does an act stand: elections, health, trade …?
//!
//! Told by the words of its sentence (`words/contexts.toml`), by what sort of act it is and whose, by its
//! frame, and, for an act of which nothing else tells any, by what the whole document is about. Words that
//! only say who tells it, who a person is, or what its subject did besides, show nothing.

use std::ops::Range;

use verbale_lexicon::{ActTest, ContextSet, FormAndLemma, Lexicon, Sector, Shown};
use verbale_text::{Doc, LineKind, Relation, TokenId};

use crate::attribution::Sourced;
use crate::findings::{Entity, Event, Via};
use crate::syntax::clause_head;

/// A theme is shown by at least one in so many sentences, and by so many of them at least.
const THEME_SHARE: usize = 3;
const THEME_SENTENCES: usize = 4;

/// What the words of a document show.
pub(crate) struct Contexts<'a> {
    doc: &'a Doc,
    lexicon: &'a Lexicon,
    /// In text order.
    words: Vec<(TokenId, Shown)>,
    /// Tokens that name a source, with the word of saying; in text order.
    sources: Vec<(Range<TokenId>, Option<TokenId>)>,
    theme: ContextSet,
}

impl<'a> Contexts<'a> {
    /// Reads the words of `doc`.
    pub fn new(
        doc: &'a Doc,
        lexicon: &'a Lexicon,
        mentions: &[Entity],
        sources: &[Sourced],
    ) -> Self {
        let mut contexts = Self {
            doc,
            lexicon,
            words: Vec::new(),
            sources: source_phrases(doc, sources),
            theme: ContextSet::default(),
        };
        let persons = person_names(doc, mentions);
        let mut of_sentences = Vec::new();
        for sentence in doc.sentences() {
            if matches!(sentence.kind, LineKind::Prose | LineKind::Heading) {
                let first = contexts.words.len();
                contexts.read(sentence.tokens.clone(), &persons);
                let shown = contexts.words[first..].iter();
                of_sentences.push(union(shown.map(|(_, shown)| shown.anywhere)));
            }
        }
        contexts.theme = theme(&of_sentences).and(lexicon.contexts.themes());
        contexts
    }

    fn read(&mut self, tokens: Range<TokenId>, persons: &[Range<TokenId>]) {
        let word = |id| (self.doc.form(id), &*self.doc.token(id).lemma);
        let words: Vec<FormAndLemma<'_>> = tokens.clone().map(word).collect();
        let mut at = 0;
        while at < words.len() {
            let Some((len, &shown)) = self.lexicon.contexts.words().longest(&words[at..]) else {
                at += 1;
                continue;
            };
            let last = tokens.start + at + len - 1;
            if shown != Shown::default() && !holds(persons, last) {
                self.words.push((last, shown));
            }
            at += len;
        }
    }

    /// The contexts of `event`, in the codebook's order.
    pub fn of(&self, event: &Event) -> Vec<Box<str>> {
        let ontology = &self.lexicon.ontology;
        let mut found = ContextSet::default();
        let frames = event.contexts.iter().filter_map(|name| ontology.context_named(name));
        frames.for_each(|context| found.insert(context));
        found.extend(self.told_by_sort(event, false));
        found.extend(self.told_by_words(event));
        if found.is_empty() {
            found = self.told_by_sort(event, true);
            found.extend(self.theme);
        }
        found.iter().map(|context| ontology.context(context).into()).collect()
    }

    /// What the sort of act shows by itself, or where nothing else shows anything.
    fn told_by_sort(&self, event: &Event, alone: bool) -> ContextSet {
        let tests = self.lexicon.contexts.acts().iter();
        let mut found = ContextSet::default();
        for test in tests.filter(|test| test.alone == alone && fits(test, event)) {
            found.insert(test.context);
        }
        found
    }

    fn told_by_words(&self, event: &Event) -> ContextSet {
        let doc = self.doc;
        let tokens = &doc.sentences()[doc.sentence_of(event.trigger)].tokens;
        let first = self.words.partition_point(|(token, _)| *token < tokens.start);
        let here = self.words[first..].iter().take_while(|(token, _)| *token < tokens.end);
        let first = self.sources.partition_point(|(phrase, _)| phrase.start < tokens.start);
        let sources = self.sources[first..].iter().take_while(|(p, _)| p.start < tokens.end);
        // Who tells the act, unless the act is that telling: "the court ordered".
        let tellers = sources.filter(|(_, cue)| *cue != Some(event.trigger)).map(|(p, _)| p);
        let own_clause = clause_head(doc, event.trigger);
        let mut found = ContextSet::default();
        for &(token, shown) in here {
            if tellers.clone().any(|phrase| phrase.contains(&token))
                || self.is_aside(token, event.trigger)
            {
                continue;
            }
            found.extend(shown.anywhere);
            let near =
                || doc.is_within(token, event.trigger) || clause_head(doc, token) == own_clause;
            if !shown.near.is_empty() && near() {
                found.extend(shown.near);
            }
        }
        found
    }

    /// Whether a word stands in a relative clause about a subject, and the act does not: "Kenya, which held
    /// elections, expelled two envoys".
    fn is_aside(&self, token: TokenId, trigger: TokenId) -> bool {
        let doc = self.doc;
        let mut at = token;
        while let Some(head) = doc.token(at).head {
            let about_subject = || doc.token(head).relation.is_subject();
            if doc.token(at).relation == Relation::AclRelcl
                && about_subject()
                && !doc.is_within(trigger, at)
            {
                return true;
            }
            at = head;
        }
        false
    }
}

/// The contexts that enough of the sentences show.
fn theme(of_sentences: &[ContextSet]) -> ContextSet {
    let needed = THEME_SENTENCES.max(of_sentences.len().div_ceil(THEME_SHARE));
    let mut theme = ContextSet::default();
    for context in union(of_sentences.iter().copied()).iter() {
        if of_sentences.iter().filter(|shown| shown.contains(context)).count() >= needed {
            theme.insert(context);
        }
    }
    theme
}

fn union(sets: impl Iterator<Item = ContextSet>) -> ContextSet {
    sets.fold(ContextSet::default(), |mut all, set| {
        all.extend(set);
        all
    })
}

/// Whether the act is of the sort that `test` asks for.
fn fits(test: &ActTest, event: &Event) -> bool {
    let any = |sectors: &[Sector], side: &[Entity]| {
        sectors.is_empty() || side.iter().any(|e| e.sectors.iter().any(|s| sectors.contains(s)))
    };
    test.event.is_none_or(|wanted| wanted == event.event)
        && (test.modes.is_empty()
            || event.mode.as_ref().is_some_and(|mode| test.modes.contains(mode)))
        && any(&test.actors, &event.actors)
        && any(&test.recipients, &event.recipients)
        && (!test.abroad || is_abroad(event))
}

/// Whether governments, or bodies of them, of at least two states or bodies take part.
fn is_abroad(event: &Event) -> bool {
    let governs = |e: &&Entity| {
        // A bare state stands for its government.
        e.sectors.is_empty() && e.actor.is_some() && !e.person
            || e.sectors.iter().any(|s| s.as_str() == "GOV")
            || e.code.is_some_and(|code| matches!(code.as_str(), "UNO" | "EUR" | "IGO"))
    };
    let mut codes = event.actors.iter().chain(&event.recipients).filter(governs).map(|e| e.code);
    let first = codes.find(Option::is_some);
    first.is_some_and(|first| codes.any(|code| code.is_some() && code != first))
}

/// The tokens of persons' names with their offices, in text order: a "defence minister" makes no act military.
fn person_names(doc: &Doc, mentions: &[Entity]) -> Vec<Range<TokenId>> {
    let in_office = |e: &&Entity| e.person && e.office.is_some() && e.name.is_some();
    let named =
        mentions.iter().filter(in_office).filter(|e| matches!(e.via, Via::Name | Via::Title));
    let mut ranges: Vec<Range<TokenId>> = named.map(|e| tokens_of(doc, e.span)).collect();
    ranges.sort_by_key(|range| range.start);
    ranges
}

fn source_phrases(doc: &Doc, sources: &[Sourced]) -> Vec<(Range<TokenId>, Option<TokenId>)> {
    let phrases = sources.iter().filter_map(|source| {
        let span = source.attribution.source_span?;
        Some((tokens_of(doc, span), source.attribution.cue_token))
    });
    let mut phrases: Vec<_> = phrases.collect();
    phrases.sort_by_key(|(phrase, _): &(Range<TokenId>, _)| phrase.start);
    phrases
}

fn tokens_of(doc: &Doc, span: verbale_text::ByteSpan) -> Range<TokenId> {
    let tokens = doc.tokens();
    let start = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    start..end.max(start)
}

/// Whether one of `ranges`, sorted by where they start, holds `token`.
fn holds(ranges: &[Range<TokenId>], token: TokenId) -> bool {
    let before = ranges.partition_point(|range| range.start <= token);
    // Names nest at most a little: a title with its name, a name inside an office.
    ranges[before.saturating_sub(4)..before].iter().any(|range| range.contains(&token))
}
