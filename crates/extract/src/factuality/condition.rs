//! On which condition does an event hang?

use verbale_lexicon::Lexicon;
use verbale_text::{ByteSpan, Doc, Relation, TokenId};

use super::{MAX_CLIMB, Reader};
use crate::syntax::{case_of, child, clause, has_to, is_verb, lower, lower_lemma};

impl Reader<'_> {
    /// The condition on which the event told at `id`, or a verb governing it, hangs.
    pub(super) fn condition(&self, id: TokenId) -> Option<ByteSpan> {
        let doc = self.doc;
        let mut at = id;
        // Where a condition must stand to hold for the event too: anywhere, or before this word.
        let mut before = doc.tokens().len();
        for _ in 0..MAX_CLIMB {
            if let Some(case) = self.case_of_verb(at).filter(|&case| case < before) {
                return Some(doc.span_of(&doc.subtree(case)));
            }
            if let Some(span) = self.afterthought(at) {
                return Some(span);
            }
            let head = doc.token(at).head?;
            match doc.token(at).relation {
                Relation::Xcomp | Relation::Obj | Relation::NsubjPass => {}
                Relation::Aux | Relation::AuxPass | Relation::Cop => {}
                // "He would go if they came, and she flew home": what follows the first holds for that alone.
                Relation::Conj if self.has_subject(at) => before = before.min(head),
                Relation::Conj => {}
                // "If they come, he said, they will be held": the tree may give the case to the word of saying.
                Relation::Ccomp if self.is_word_of_saying(head) => before = before.min(head),
                _ => return None,
            }
            at = head;
        }
        None
    }

    /// The clause that tells in which case what the verb tells is so.
    pub(super) fn case_of_verb(&self, verb: TokenId) -> Option<TokenId> {
        self.doc.children(verb).iter().copied().find(|&c| self.is_case(c))
    }

    fn has_subject(&self, verb: TokenId) -> bool {
        self.doc.children(verb).iter().any(|&c| self.doc.token(c).relation.is_subject())
    }

    fn is_word_of_saying(&self, verb: TokenId) -> bool {
        let cue = self.words.cue_verb(&lower_lemma(self.doc, verb));
        is_verb(self.doc, verb) && cue.is_some_and(|cue| cue.quotes)
    }

    /// Whether the clause headed by `id` tells in which case something is: "if Russia invades", "should
    /// Russia invade".
    pub(super) fn is_case(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let marked = || {
            doc.children_by(id, Relation::Mark).any(|m| match &*lower(doc, m) {
                "if" | "unless" | "provided" | "lest" => true,
                "once" => !self.is_past(id),
                _ => false,
            })
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

/// The condition on which what somebody promises or threatens with the word at `pledge` hangs, where it stands in the
/// clause that tells what is pledged: "threatened to leave if they came".
pub(crate) fn condition_below(
    doc: &Doc,
    lexicon: &Lexicon,
    pledge: TokenId,
    contents: &[TokenId],
) -> Option<ByteSpan> {
    let reader = Reader::new(doc, lexicon);
    let governed = |&c: &TokenId| match doc.token(c).relation {
        Relation::Xcomp | Relation::Ccomp => true,
        Relation::Acl => has_to(doc, c) || child(doc, c, Relation::Mark).is_some(),
        _ => false,
    };
    let below = doc.children(pledge).iter().copied().filter(governed);
    let case = below.chain(contents.iter().copied()).find_map(|verb| reader.case_of_verb(verb))?;
    Some(doc.span_of(&doc.subtree(case)))
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
