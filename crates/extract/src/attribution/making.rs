//! How is an attribution put together from its source, cue and content?

use std::ops::Range;

use verbale_lexicon::{Cue, Stance};
use verbale_text::{ByteSpan, Relation, Tag, TokenId, Upos};

use super::cue::Finder;
use super::extent::is_day;
use super::source::holder;
use super::{Sourced, trimmed, trimmed_span};
use crate::findings::{Attribution, Entity, QuoteKind};
use crate::syntax::{conjuncts, lower};

/// Most words between a word of saying and the "to" or verb that leads to it: "to plainly and openly say".
pub(super) const MAX_ADVERBS: usize = 4;

impl Finder<'_> {
    pub(super) fn make(
        &self,
        cue: Cue,
        cue_token: Option<TokenId>,
        source: Option<TokenId>,
        content: Vec<Range<TokenId>>,
        addressee: Option<Entity>,
    ) -> Sourced {
        let doc = self.doc;
        let content = self.with_fronted(cue_token, source, content);
        let kind = self.kind(&content);
        let (cue_span, content) = match cue_token {
            Some(t) => {
                let (span, content) = self.cue_span(t, content);
                (Some(span), content)
            }
            None => (None, content),
        };
        let holder = source.and_then(|s| holder(doc, self.lexicon, self.mentions, s, 0));
        Sourced {
            content: cue.content,
            tells: true,
            cited: false,
            attribution: Attribution {
                kind,
                source,
                source_span: source.and_then(|s| {
                    // A pronoun tells only with whom it stands for.
                    let pronoun = self.relative_pronoun(s, cue_token).filter(|_| holder.is_some());
                    pronoun.or_else(|| self.source_span(s))
                }),
                holder,
                cue: cue_span,
                cue_token,
                content,
                addressee,
                stance: cue.stance,
                within: None,
                aside: false,
            },
        }
    }

    /// The cue with the auxiliaries and adverbs right before it ("has said", "also warned"), its particle
    /// and the preposition by which it governs the content ("called for", "hopes of"), which the content
    /// then leaves to it.
    pub(super) fn cue_span(
        &self,
        cue: TokenId,
        mut content: Vec<Range<TokenId>>,
    ) -> (ByteSpan, Vec<Range<TokenId>>) {
        let doc = self.doc;
        let said = |t: TokenId| content.iter().any(|r| r.contains(&t));
        let before = |t: &TokenId| {
            let relation = doc.token(*t).relation;
            doc.token(*t).head == Some(cue)
                && matches!(relation, Relation::Aux | Relation::AuxPass | Relation::Advmod)
                && doc.token(*t).tag != Tag::Wrb
                && !said(*t)
        };
        let first = (0..cue).rev().take_while(before).last().unwrap_or(cue);
        let first = self.with_verbs_above(cue, first);
        let mut last = cue;
        let follows = |t: TokenId, relation: Relation| {
            doc.tokens().get(t).is_some_and(|token| token.relation == relation)
                && doc.token(t).head == Some(cue)
        };
        if follows(last + 1, Relation::CompoundPrt) {
            last += 1;
        }
        let between = |t: TokenId| {
            doc.token(t).head == Some(cue)
                && (matches!(doc.token(t).relation, Relation::Advmod | Relation::CompoundPrt)
                    || is_day(doc, t))
        };
        if let Some(run) = content.first_mut()
            && run.start > last
            && (last + 1..run.start).all(between)
            && run.len() > 1
            && matches!(doc.token(run.start).upos, Upos::Adp | Upos::Sconj)
            && matches!(
                &*lower(doc, run.start),
                "of" | "for" | "about" | "against" | "on" | "over" | "at" | "as" | "with"
            )
        {
            last = run.start;
            run.start += 1;
        }
        (doc.token(first).span.hull(doc.token(last).span), content)
    }

    /// "[Refused to] say", "[went on to] add", "[was quick to] deny": the verbs through which the word of
    /// saying is reached belong to it.
    fn with_verbs_above(&self, cue: TokenId, first: TokenId) -> TokenId {
        let doc = self.doc;
        let linked = matches!(doc.token(cue).relation, Relation::Xcomp | Relation::Advcl);
        if self.is_as_saying(cue) {
            let above = doc.token(cue).head.filter(|&above| above + 2 == cue);
            return above.map_or(first, |above| self.with_auxiliaries(above));
        }
        let to = doc.children_by(cue, Relation::Mark).find(|&m| doc.token(m).tag == Tag::To);
        let Some(to) = to.filter(|&to| linked && to < cue && cue - to <= MAX_ADVERBS) else {
            return first;
        };
        let Some(above) = doc.token(cue).head.filter(|&h| h < to) else { return to.min(first) };
        let helps = |t: TokenId| {
            doc.token(t).head == Some(above)
                && matches!(
                    doc.token(t).relation,
                    Relation::Advmod
                        | Relation::CompoundPrt
                        | Relation::Aux
                        | Relation::AuxPass
                        | Relation::Cop
                )
        };
        let led = doc.token(above).upos == Upos::Verb || doc.token(above).upos == Upos::Adj;
        // "Are reported to be threatening": whoever reports it is not who threatens.
        let told =
            self.is_cue_verb(above) && doc.children_by(above, Relation::AuxPass).next().is_some();
        if !led || told || !(above + 1..to).all(helps) {
            return to.min(first);
        }
        self.with_verbs_above(above, self.with_auxiliaries(above))
    }

    /// The first of the auxiliaries and adverbs right before a verb.
    fn with_auxiliaries(&self, verb: TokenId) -> TokenId {
        let doc = self.doc;
        let helps = |t: &TokenId| {
            doc.token(*t).head == Some(verb)
                && matches!(
                    doc.token(*t).relation,
                    Relation::Aux | Relation::AuxPass | Relation::Advmod | Relation::Cop
                )
        };
        (0..verb).rev().take_while(helps).last().unwrap_or(verb)
    }

    /// Takes out speech acts whose object or infinitive is a word of saying that holds them in its cue:
    /// "refused to [comment]", "voiced [fears] that …".
    pub(super) fn merge_led(&self, found: &mut Vec<Sourced>) {
        let doc = self.doc;
        let spans: Vec<(TokenId, ByteSpan)> = found
            .iter()
            .filter_map(|s| Some((s.attribution.cue_token?, s.attribution.cue?)))
            .collect();
        let held = |s: &Sourced| {
            let cue = s.attribution.cue_token?;
            let inner =
                |&(t, span): &(TokenId, ByteSpan)| t != cue && span.contains(doc.token(cue).span);
            spans.iter().find(|&at| inner(at)).map(|&(t, _)| (t, s.attribution.stance))
        };
        let outer: Vec<(TokenId, Stance)> =
            found.iter().filter(|s| !s.tells).filter_map(held).collect();
        for &(inner, stance) in &outer {
            let takes = |s: &&mut Sourced| {
                stance == Stance::Rejects || !s.tells && stance != Stance::Asserts
            };
            let led = found.iter_mut().filter(|s| s.attribution.cue_token == Some(inner));
            led.filter(takes).for_each(|s| s.attribution.stance = stance);
        }
        let nobodys = |s: &Sourced| !s.tells || s.attribution.source.is_none();
        found.retain(|s| !nobodys(s) || held(s).is_none());
    }

    /// What is said with the words of it that stand before the source: "[what] the army called [a raid]",
    /// "[if shelled], he said, [it would answer]".
    fn with_fronted(
        &self,
        cue: Option<TokenId>,
        source: Option<TokenId>,
        mut content: Vec<Range<TokenId>>,
    ) -> Vec<Range<TokenId>> {
        let doc = self.doc;
        let (Some(cue), Some(source)) = (cue, source) else { return content };
        let start = doc.subtree(source).into_iter().find(|&t| doc.token(t).upos != Upos::Punct);
        let start = start.unwrap_or(source);
        if content.first().is_none_or(|first| first.start <= cue) || start >= cue {
            return content;
        }
        let condition = doc.children_by(cue, Relation::Advcl).find(|&c| {
            c < start
                && doc
                    .children_by(c, Relation::Mark)
                    .any(|m| matches!(&*lower(doc, m), "if" | "unless"))
        });
        let pronoun = start.checked_sub(1).filter(|&w| {
            let inside = doc.is_within(w, cue) || doc.token(cue).head == Some(w);
            matches!(doc.token(w).tag, Tag::Wp | Tag::Wdt)
                && inside
                && doc.sentence_of(w) == doc.sentence_of(cue)
        });
        let fronted = condition.map(|c| self.ranges(&doc.subtree(c))).unwrap_or_default();
        let fronted = fronted.into_iter().chain(pronoun.map(|w| w..w + 1));
        content.splice(0..0, fronted);
        content
    }

    /// "…, who said that": the source is named by the pronoun that stands for it.
    fn relative_pronoun(&self, source: TokenId, cue: Option<TokenId>) -> Option<ByteSpan> {
        let doc = self.doc;
        let cue = cue.filter(|&cue| {
            doc.token(cue).relation == Relation::AclRelcl && doc.token(cue).head == Some(source)
        })?;
        let pronoun = doc
            .children_by(cue, Relation::Nsubj)
            .find(|&s| matches!(doc.token(s).tag, Tag::Wp | Tag::Wdt) && s < cue)?;
        Some(doc.token(pronoun).span)
    }

    /// The whole phrase that names the source.
    pub(super) fn source_span(&self, source: TokenId) -> Option<ByteSpan> {
        let doc = self.doc;
        let skip = |t: TokenId| {
            matches!(
                doc.token(t).relation,
                Relation::Case
                    | Relation::Advcl
                    | Relation::Parataxis
                    | Relation::Cop
                    | Relation::Punct
                    | Relation::Mark
            )
        };
        let mut tokens: Vec<TokenId> = vec![source];
        for part in conjuncts(doc, source) {
            tokens.push(part);
            for &c in doc.children(part) {
                if !skip(c) && doc.token(c).relation != Relation::Conj {
                    tokens.extend(doc.subtree(c));
                }
            }
        }
        tokens.sort_unstable();
        trimmed_span(doc, tokens[0]..tokens[tokens.len() - 1] + 1)
    }

    /// Whether the content stands in quotation marks, in part or wholly.
    fn kind(&self, content: &[Range<TokenId>]) -> QuoteKind {
        let doc = self.doc;
        let (mut inside, mut words) = (0, 0);
        for id in content.iter().flat_map(Clone::clone) {
            if doc.token(id).upos != Upos::Punct {
                words += 1;
                inside += usize::from(self.quoted.holds(id));
            }
        }
        match inside {
            0 => QuoteKind::Indirect,
            n if n == words => QuoteKind::Direct,
            _ => QuoteKind::Mixed,
        }
    }

    /// A run of tokens, without punctuation at its ends.
    pub(super) fn whole(&self, tokens: Range<TokenId>) -> Vec<Range<TokenId>> {
        let run = trimmed(self.doc, tokens);
        if run.is_empty() { Vec::new() } else { vec![run] }
    }

    /// Sorted tokens as runs without punctuation at their ends; a gap of punctuation does not divide.
    pub(super) fn ranges(&self, tokens: &[TokenId]) -> Vec<Range<TokenId>> {
        let doc = self.doc;
        let mut runs: Vec<Range<TokenId>> = Vec::new();
        for &t in tokens {
            match runs.last_mut() {
                Some(last)
                    if (last.end..t).all(|g| doc.token(g).upos == Upos::Punct)
                        && doc.sentence_of(last.start) == doc.sentence_of(t) =>
                {
                    last.end = t + 1;
                }
                _ => runs.push(t..t + 1),
            }
        }
        runs.into_iter().map(|r| trimmed(doc, r)).filter(|r| !r.is_empty()).collect()
    }
}
