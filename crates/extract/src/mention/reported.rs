//! Whom does a pronoun mean in the content of what somebody says, plans or warns of?
//!
//! "An American announcement that it would build a base": whoever announces. "Warned Iraq of strikes if
//! it does not back down": whoever is warned.

use verbale_text::{Relation, Tag, TokenId, Upos};

use super::coreference::Wanted;
use super::{EntityId, Reader, sector};
use crate::findings::{Entity, nameless};
use crate::syntax::{base_phrase, case_of, clause, is_verb, lower, lower_lemma, possessor};

/// How many clauses may lie between a pronoun and the verb that addresses whom it means.
const DEPTH: usize = 3;

impl Reader<'_> {
    /// Whose announcement, threat or plan it is whose content has the pronoun at `head` for a subject.
    pub(super) fn announcer(&self, head: TokenId, wanted: Wanted) -> Option<Entity> {
        if !matches!(wanted, Wanted::Thing) || !self.doc.token(head).relation.is_subject() {
            return None;
        }
        let doc = self.doc;
        let verb = doc.token(head).head?;
        let noun = doc.token(verb).head.filter(|_| {
            matches!(doc.token(verb).relation.base(), "acl" | "ccomp")
                && doc.children_by(verb, Relation::Mark).any(|mark| lower(doc, mark) == "that")
        })?;
        let is_saying = doc.token(noun).upos == Upos::Noun
            && self.lexicon.words.cue_noun(&lower_lemma(doc, noun)).is_some();
        let from = doc.children_by(noun, Relation::Nmod);
        let from = from.filter(|&c| matches!(case_of(doc, c).as_str(), "of" | "by" | "from"));
        let named = possessor(doc, noun).into_iter().chain(from).find_map(|owner| {
            self.found.at(owner).first().map(|&id| self.found.entities[id].clone())
        });
        if !is_saying {
            return None;
        }
        named.or_else(|| {
            let code = self.origin(noun, &base_phrase(doc, noun)).code?;
            let sectors = sector("GOV");
            Some(Entity { code: Some(code), sectors, ..nameless(doc.token(noun).span, noun) })
        })
    }

    /// Who is warned of or threatened with something on a condition, or told of it, that the pronoun at
    /// `head` is the subject of.
    pub(super) fn addressed(&self, head: TokenId) -> Option<EntityId> {
        let doc = self.doc;
        if !doc.token(head).relation.is_subject() {
            return None;
        }
        let mut at = doc.token(head).head.filter(|&verb| is_verb(doc, verb))?;
        let in_class = |class, verb: &str| self.lexicon.classes.contains(class, verb);
        let mut on_condition = false;
        for _ in 0..DEPTH {
            let above = doc.token(at).head?;
            let relation = doc.token(at).relation;
            let mark = |c| matches!(&*lower(doc, c), "if" | "unless");
            if !is_verb(doc, above) {
                let on_condition = doc.children_by(at, Relation::Mark).any(mark);
                return self.warned_before(at, head).filter(|_| on_condition);
            }
            let verb = lower_lemma(doc, above);
            match relation.base() {
                "advcl" if doc.children_by(at, Relation::Mark).any(mark) => on_condition = true,
                "ccomp" => {}
                // "Threatened to bomb Yugoslavia unless …"
                "xcomp" if on_condition && in_class("threatening_verb", &verb) => {
                    return self.object_of(at, head);
                }
                _ => return None,
            }
            // "Warned Kenya that it would answer" is what the speaker will do.
            let willing = |c| matches!(&*lower(doc, c), "will" | "would" | "’ll" | "'ll");
            let is_told = on_condition || !doc.children_by(at, Relation::Aux).any(willing);
            if is_told && in_class("addressing_verb", &verb) {
                return self.object_of(above, head);
            }
            at = above;
        }
        None
    }

    /// "Condemned the attacks, calling them a crime": what is called so is the object of the verb before, and nobody.
    pub(super) fn is_thing_judged(&self, head: TokenId, wanted: Wanted) -> bool {
        let doc = self.doc;
        let above = |token: TokenId| doc.token(token).head.filter(|&verb| is_verb(doc, verb));
        let is_call = |&verb: &TokenId| {
            doc.token(verb).relation == Relation::Advcl
                && self.lexicon.classes.contains("calling_verb", &lower_lemma(doc, verb))
        };
        let object = above(head)
            .filter(is_call)
            .and_then(above)
            .and_then(|verb| clause(doc, verb).object.filter(|&object| object < head));
        object.is_some_and(|object| {
            let plural = matches!(doc.token(object).tag, Tag::Nns | Tag::Nnps);
            doc.token(object).upos == Upos::Noun
                && plural == matches!(wanted, Wanted::Several)
                && !matches!(wanted, Wanted::Man | Wanted::Woman)
                && self.found.at(object).is_empty()
        })
    }

    /// "They are alone in warning Iraq of strikes if it does not": who is warned before a condition that hangs on another
    /// word.
    fn warned_before(&self, condition: TokenId, head: TokenId) -> Option<EntityId> {
        let doc = self.doc;
        let start = doc.sentences()[doc.sentence_of(head)].tokens.start;
        let warns = |&verb: &TokenId| {
            let name = lower_lemma(doc, verb);
            is_verb(doc, verb) && self.lexicon.classes.contains("addressing_verb", &name)
        };
        let verb = (start..condition.min(head)).rev().find(warns)?;
        self.object_of(verb, head)
    }

    /// The actor that the object of a verb names, before `end`.
    fn object_of(&self, verb: TokenId, end: TokenId) -> Option<EntityId> {
        let clause = clause(self.doc, verb);
        let named = |object: TokenId| self.found.at(object).first().copied();
        let objects = [clause.indirect, clause.object].into_iter().flatten();
        objects.filter(|&object| object < end).find_map(named)
    }
}
