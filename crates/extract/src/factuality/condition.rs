//! On which condition does an event hang?

use verbale_text::{ByteSpan, Doc, Relation, TokenId};

use super::{MAX_CLIMB, Reader};
use crate::syntax::{case_of, clause, lower, lower_lemma};

impl Reader<'_> {
    /// The condition on which the event told at `id`, or a verb governing it, hangs.
    pub(super) fn condition(&self, id: TokenId) -> Option<ByteSpan> {
        let doc = self.doc;
        let mut at = id;
        for _ in 0..MAX_CLIMB {
            for &c in doc.children(at) {
                if self.is_case(c) {
                    return Some(doc.span_of(&doc.subtree(c)));
                }
            }
            if let Some(span) = self.afterthought(at) {
                return Some(span);
            }
            let token = doc.token(at);
            match (token.relation, token.head) {
                (
                    Relation::Xcomp | Relation::Obj | Relation::NsubjPass | Relation::Conj,
                    Some(head),
                ) => at = head,
                _ => return None,
            }
        }
        None
    }

    /// Whether the clause headed by `id` tells in which case something is: "if Russia invades", "should
    /// Russia invade".
    pub(super) fn is_case(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let marked = || {
            doc.children_by(id, Relation::Mark)
                .any(|m| matches!(&*lower(doc, m), "if" | "unless" | "provided" | "lest" | "once"))
        };
        doc.token(id).relation == Relation::Advcl
            && (marked() || self.is_proviso(id) || self.is_inverted_condition(id))
    }

    /// "Provided (that) both sides agree": the parser's head is often "provided".
    pub(super) fn is_proviso(&self, id: TokenId) -> bool {
        let doc = self.doc;
        matches!(&*lower(doc, id), "provided" | "providing" | "assuming")
            && doc.token(id).relation == Relation::Advcl
            && doc.children_by(id, Relation::Ccomp).next().is_some()
            && !doc.children(id).iter().any(|&c| doc.token(c).relation.is_subject())
    }

    /// "…, but this was reliant on Russia deescalating": a condition put in a clause of its own, which
    /// takes up the whole clause before it.
    fn afterthought(&self, id: TokenId) -> Option<ByteSpan> {
        let doc = self.doc;
        let later = doc.children(id).iter().copied().find(|&c| {
            let hinges = self.classes.contains("hinging", &lower_lemma(doc, c));
            let takes_up = doc.children(c).iter().any(|&s| {
                doc.token(s).relation.is_subject()
                    && matches!(&*lower(doc, s), "this" | "that" | "it" | "which")
            });
            c > id && hinges && takes_up
        })?;
        let on = doc
            .children(later)
            .iter()
            .copied()
            .find(|&c| matches!(case_of(doc, c).as_str(), "on" | "upon"))?;
        Some(doc.span_of(&doc.subtree(on)))
    }
}

/// Who is to do something before `verb` is done: "will not lift the ban until Chad frees them".
pub(crate) fn awaited(doc: &Doc, verb: TokenId) -> impl Iterator<Item = TokenId> {
    let waits = |c: &TokenId| matches!(case_of(doc, *c).as_str(), "until" | "unless" | "till");
    let clauses = doc.children_by(verb, Relation::Advcl).filter(waits);
    clauses.filter_map(|c| {
        let clause = clause(doc, c);
        if clause.passive { clause.object } else { clause.subject }
    })
}
