//! Whom do "the two", "both sides" and "the three countries" mean?

use verbale_lexicon::{ActorKind, Country};
use verbale_text::{Doc, Relation, TokenId};

use super::coreference::{REACH, is_one_party};
use super::theatre::is_body;
use super::{EntityId, Reader};
use crate::findings::Via;
use crate::syntax::{clause, conjuncts, is_verb, lemma, lower, lower_lemma};

/// How many sentences back a list of states may stand that "the three countries" takes up.
const LIST_REACH: usize = 12;
/// Among how many mentions, from the first on, a document's two sides are looked for.
const SIDES: usize = 400;

impl Reader<'_> {
    /// "The two", "both sides", "the three leaders": reads them as the last actors named, so many.
    pub(super) fn read_pair(&mut self, head: TokenId) -> bool {
        let doc = self.doc;
        let alone = count(doc, head)
            .filter(|_| doc.children(head).iter().any(|&c| lower(doc, c) == "the"))
            .filter(|_| doc.token(head).relation != Relation::Nummod);
        let counted = doc
            .children(head)
            .iter()
            .find_map(|&c| count(doc, c))
            .filter(|_| self.is_kind_of_party(head));
        let Some(count) = alone.or(counted) else { return false };
        self.read_last(head, count);
        true
    }

    /// Whether the noun with its article can take up a number of parties: "the two sides".
    fn is_kind_of_party(&self, head: TokenId) -> bool {
        let doc = self.doc;
        let state = |hit: usize| {
            let actors = &self.lexicon.actors;
            let name = self.hits[hit].names.first().map(|&n| &actors.names()[n]);
            name.is_some_and(|n| actors.actor(n.actor).kind == ActorKind::State)
        };
        self.lexicon.classes.contains("counted_party", &lower_lemma(doc, head))
            && !self.hits_in(crate::syntax::base_phrase(doc, head)).into_iter().any(state)
            && doc
                .children(head)
                .iter()
                .any(|&c| matches!(&*lower(doc, c), "the" | "both" | "these" | "those" | "all"))
    }

    /// Reads a phrase as the last `count` that were named.
    pub(super) fn read_last(&mut self, head: TokenId, count: usize) {
        if let Some(id) = self.counted_before(head, count) {
            return self.record_all(head, &[id]);
        }
        let is_list =
            count > 2 && self.lexicon.classes.contains("counted_body", lemma(self.doc, head));
        if let Some(listed) = is_list.then(|| self.listed_before(head, count)).flatten() {
            return self.record_all(head, &listed);
        }
        // "The three Baltic presidents" are not just the last three that were named.
        let capital = |c: TokenId| self.doc.form(c).starts_with(char::is_uppercase);
        let told = self.doc.children_by(head, Relation::Amod).any(capital);
        let are_sides = count == 2 && lemma(self.doc, head) == "side";
        let sides = are_sides.then(|| self.foremost_sides(head)).flatten();
        let last = match sides {
            Some(sides) => sides,
            None if told => Vec::new(),
            None => self.last_parties(head, count),
        };
        if last.len() == count {
            self.record_all(head, &last);
        }
    }

    /// "Chad and Niger accused each other …, both sides": the first two of those that the document speaks of most that
    /// were named side by side, whoever was named since.
    fn foremost_sides(&self, head: TokenId) -> Option<Vec<EntityId>> {
        let doer = self.turns_to(head);
        let of = |part: &TokenId| {
            let &id = self.found.at(*part).first()?;
            let entity = &self.found.entities[id];
            let code = entity.code.filter(|code| self.theatre.foremost().contains(code))?;
            (entity.via == Via::Name && Some(code) != doer).then_some((id, code))
        };
        (0..self.found.entities.len()).take(SIDES).find_map(|id| {
            let first = self.found.entities[id].head;
            let parts = if first < head { conjuncts(self.doc, first) } else { Vec::new() };
            let [one, other] = parts.as_slice() else { return None };
            let (one, other) = (of(one)?, of(other)?);
            (one.1 != other.1).then(|| vec![one.0, other.0])
        })
    }

    /// The parties named last before `head`, no more than `count`, in the order in which they were read.
    fn last_parties(&self, head: TokenId, count: usize) -> Vec<EntityId> {
        let wants_person = self.lexicon.classes.contains("counted_person", lemma(self.doc, head));
        let wants_state = self.lexicon.classes.contains("counted_state", lemma(self.doc, head));
        // "Russia called on both sides": whoever turns to them is neither.
        let doer = self.turns_to(head);
        let mut last: Vec<EntityId> = Vec::new();
        for id in self.latest(head, 2 * REACH) {
            if last.len() == count {
                break;
            }
            let entity = &self.found.entities[id];
            let is_party = entity.code.is_some()
                && entity.code != doer
                && !entity.plural
                && entity.head < head
                && (!wants_person || entity.person)
                && !(wants_state && entity.code.is_some_and(is_body))
                && self.is_agent(entity.head);
            let is_new = || {
                let mut others = last.iter().map(|&other| &self.found.entities[other]);
                others.all(|other| !is_one_party(other, entity))
            };
            if is_party && is_new() {
                last.push(id);
            }
        }
        last.reverse();
        last
    }

    /// The country of the subject of the verb that a phrase is an object of, with or without preposition.
    fn turns_to(&self, head: TokenId) -> Option<Country> {
        let doc = self.doc;
        let is_object =
            matches!(doc.token(head).relation, Relation::Obj | Relation::Iobj | Relation::Obl);
        let verb = doc.token(head).head.filter(|&v| is_object && is_verb(doc, v))?;
        let subject = clause(doc, verb).subject.filter(|&s| s < head)?;
        let id = *self.found.at(subject).first()?;
        self.found.entities[id].code
    }

    /// Lets the phrase headed by `head` name all of `ids`.
    fn record_all(&mut self, head: TokenId, ids: &[EntityId]) {
        for &id in ids {
            let mut entity = self.found.entities[id].clone();
            entity.span = self.span(crate::syntax::base_phrase(self.doc, head));
            entity.head = head;
            entity.via = Via::Nominal;
            self.record(head, entity);
        }
    }

    /// "Poland, Hungary and Malta …, the three countries": the latest list of just so many states.
    fn listed_before(&self, head: TokenId, count: usize) -> Option<Vec<EntityId>> {
        let doc = self.doc;
        let is_state = |id: &&EntityId| {
            let entity = &self.found.entities[**id];
            let actor = entity.actor.map(|a| self.lexicon.actors.actor(a).kind);
            entity.code.is_some() && actor == Some(ActorKind::State)
        };
        self.latest(head, LIST_REACH).find_map(|id| {
            let first = self.found.entities[id].head;
            let list = if first < head { conjuncts(doc, first) } else { Vec::new() };
            let states: Vec<EntityId> = list
                .iter()
                .filter_map(|&part| self.found.at(part).first().into_iter().find(is_state))
                .copied()
                .collect();
            (states.len() == count && list.len() == count).then_some(states)
        })
    }

    /// "Two reporters …, the two": so many of a kind, named as that before.
    fn counted_before(&self, head: TokenId, wanted: usize) -> Option<EntityId> {
        let doc = self.doc;
        if doc.children(head).iter().any(|&c| count(doc, c).is_some()) {
            return None;
        }
        self.latest(head, REACH).find(|&id| {
            let entity = &self.found.entities[id];
            entity.plural
                && entity.head < head
                && doc.children(entity.head).iter().any(|&c| count(doc, c) == Some(wanted))
        })
    }
}

/// The number that a word counts parties with.
fn count(doc: &Doc, word: TokenId) -> Option<usize> {
    match &*lower(doc, word) {
        "two" | "both" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        _ => None,
    }
}
