//! How is an attribution put together from its source, cue and content?

use std::ops::Range;

use verbale_lexicon::Cue;
use verbale_text::{ByteSpan, Relation, TokenId, Upos};

use super::cue::Finder;
use super::source::holder;
use super::{Sourced, trimmed, trimmed_span};
use crate::findings::{Attribution, Entity, QuoteKind};
use crate::syntax::conjuncts;

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
        let kind = self.kind(&content);
        let holder = source.and_then(|s| holder(doc, self.lexicon, self.mentions, s, 0));
        Sourced {
            content: cue.content,
            tells: true,
            attribution: Attribution {
                kind,
                source,
                source_span: source.and_then(|s| self.source_span(s)),
                holder,
                cue: cue_token.map(|t| self.cue_span(t)),
                cue_token,
                content,
                addressee,
                stance: cue.stance,
                within: None,
            },
        }
    }

    /// The cue with the auxiliaries right before it: "has said", "is also warning".
    fn cue_span(&self, cue: TokenId) -> ByteSpan {
        let doc = self.doc;
        let mut first = cue;
        for t in (0..cue).rev() {
            let token = doc.token(t);
            if token.head != Some(cue) {
                break;
            }
            match token.relation {
                Relation::Aux | Relation::AuxPass => first = t,
                Relation::Advmod => {}
                _ => break,
            }
        }
        doc.token(first).span.hull(doc.token(cue).span)
    }

    /// The whole phrase that names the source.
    fn source_span(&self, source: TokenId) -> Option<ByteSpan> {
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
                inside += usize::from(self.quoted.iter().any(|r| r.contains(&id)));
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
