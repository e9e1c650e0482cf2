//! Whom does a report cite for what it tells ("…, citing the ministry")?
//!
//! Who is cited said the same, within what whoever cites him says: the chain grows by one link.

use std::ops::Range;

use verbale_text::{Relation, Tag, TokenId, Upos};

use super::cue::Finder;
use super::source::{holder, is_document};
use super::{Sourced, trimmed};
use crate::syntax::{child, lemma, lower};

impl Finder<'_> {
    /// Adds for each "citing X" among the words of a sentence an attribution to X of what the words of saying
    /// beside it govern: `found` holds those of the sentence.
    pub(super) fn cited(&self, sentence: Range<TokenId>, found: &mut Vec<Sourced>) {
        for citing in sentence {
            let Some(source) = self.cited_by(citing) else { continue };
            found.retain(|s| s.attribution.cue_token != Some(citing));
            let beside = |s: &Sourced| {
                let cue = s.attribution.cue_token.filter(|_| s.tells && !s.cited)?;
                Some(cue.abs_diff(citing))
            };
            let nearest = (0..found.len()).filter_map(|at| Some((beside(&found[at])?, at))).min();
            if let Some((_, at)) = nearest {
                self.leave_out(&self.doc.subtree(citing), &mut found[at]);
                let link = self.link(citing, source, &found[at]);
                found.push(link);
            }
        }
    }

    /// Who is cited by the participle at `citing`, if it is one.
    fn cited_by(&self, citing: TokenId) -> Option<TokenId> {
        let cites = self.doc.token(citing).tag == Tag::Vbg
            && self.lexicon.classes.contains("citation", lemma(self.doc, citing));
        child(self.doc, citing, Relation::Obj).filter(|&o| {
            let speaks = self.names_someone(o) || is_document(self.doc, self.lexicon, o);
            cites && o > citing && speaks
        })
    }

    /// Takes "…, according to X" off the end of what somebody is told to have said: X tells that he said so.
    pub(super) fn leave_out_sources(&self, found: &mut [Sourced]) {
        let according = |s: &Sourced| {
            let cue = s.attribution.cue_token.filter(|&cue| lower(self.doc, cue) == "according")?;
            self.doc.form(cue.checked_sub(1)?).eq(",").then_some((cue, s.attribution.source?))
        };
        let phrases: Vec<(TokenId, TokenId)> = found.iter().filter_map(according).collect();
        for (cue, source) in phrases {
            let top = if self.doc.is_within(source, cue) { cue } else { source };
            let mut phrase = self.doc.subtree(top);
            phrase.retain(|&t| t >= cue);
            let others = found.iter_mut().filter(|s| s.attribution.cue_token != Some(cue));
            others.for_each(|s| self.leave_out(&phrase, s));
        }
    }

    /// Takes a phrase, such as a citation, off the end of what is said.
    pub(super) fn leave_out(&self, phrase: &[TokenId], outer: &mut Sourced) {
        let Some(&first) = phrase.first() else { return };
        for run in &mut outer.attribution.content {
            let closes = |t: TokenId| {
                phrase.binary_search(&t).is_ok() || self.doc.token(t).upos == Upos::Punct
            };
            if run.start < first && (first..run.end).all(closes) {
                *run = trimmed(self.doc, run.start..first.min(run.end));
            }
        }
    }

    /// What `outer` says, on the word of the one who is cited.
    fn link(&self, citing: TokenId, source: TokenId, outer: &Sourced) -> Sourced {
        let mut link = outer.clone();
        link.cited = true;
        let said = &mut link.attribution;
        said.source = Some(source);
        said.source_span = self.source_span(source);
        said.holder = holder(self.doc, self.lexicon, self.mentions, source, 0);
        said.cue = Some(self.doc.token(citing).span);
        said.cue_token = Some(citing);
        said.addressee = None;
        link
    }
}
