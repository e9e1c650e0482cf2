//! Who is the somebody that a report began with: "A former soldier has been jailed. … Joe Robinson, 25, was held"?
//!
//! Reports often describe a person first and name them a sentence later. A name of which nothing else is known
//! is taken for whoever was so described, where one was and no other person came between. Pronouns of the same
//! sentence then learn what was learned of the name.

use std::ops::Range;

use verbale_text::{LineKind, Relation, TokenId};

use super::{EntityId, Reader};
use crate::findings::{Entity, Via};
use crate::syntax::lower;

/// Within how many sentences of the beginning somebody is described before being named.
const LEAD: usize = 3;
/// How many sentences later the name may come.
const REACH: usize = 4;

impl Reader<'_> {
    /// Tells names in `sentence` what was told of them before, and its pronouns what its names have learned.
    pub(super) fn introduce(&mut self, sentence: Range<TokenId>) {
        for head in sentence.clone() {
            let Some(&id) = self.found.by_head[head].first() else { continue };
            if let Some(described) = self.described_before(id) {
                let known = self.found.entities[described].clone();
                let named = &mut self.found.entities[id];
                (named.code, named.sectors) = (known.code, known.sectors);
                named.office = named.office.take().or(known.office);
            }
        }
        for head in sentence.clone() {
            self.refresh(head, &sentence);
        }
    }

    /// Whoever was described by a phrase like "a Turkish journalist" and has no name yet, for the name of `id`.
    fn described_before(&self, id: EntityId) -> Option<EntityId> {
        let doc = self.doc;
        let entity = &self.found.entities[id];
        let is_new = entity.via == Via::Name
            && entity.person
            && entity.code.is_none()
            && entity.actor.is_none()
            && entity.sectors.is_empty()
            && entity.name.as_deref().is_some_and(|name| name.contains(' '))
            && doc.token(entity.head).relation.is_subject();
        if !is_new {
            return None;
        }
        let here = doc.sentence_of(entity.head);
        let first = here.saturating_sub(REACH);
        let mut before = (0..id).rev().take_while(|&other| {
            let there = doc.sentence_of(self.found.entities[other].head);
            there >= first
        });
        let described = before.find(|&other| {
            let other = &self.found.entities[other];
            is_somebody(other) || self.is_described(other)
        })?;
        let told = &self.found.entities[described];
        let is_before = self.is_described(told) && doc.sentence_of(told.head) < here;
        is_before.then_some(described)
    }

    /// "A Turkish journalist", early in the text and not named in the same breath.
    fn is_described(&self, entity: &Entity) -> bool {
        let doc = self.doc;
        let early = || {
            let before = doc.sentences()[..doc.sentence_of(entity.head)].iter();
            before.filter(|s| s.kind == LineKind::Prose).take(LEAD).count() < LEAD
        };
        let indefinite = || {
            doc.children_by(entity.head, Relation::Det)
                .any(|det| matches!(&*lower(doc, det), "a" | "an" | "one"))
        };
        entity.person
            && !entity.plural
            && entity.name.is_none()
            && entity.code.is_some()
            && matches!(entity.via, Via::Nominal | Via::Title)
            && (doc.token(entity.head).relation.is_subject()
                || matches!(doc.token(entity.head).relation, Relation::Obj))
            && indefinite()
            && early()
    }

    /// Lets a pronoun know what the name that it takes up has learned since.
    fn refresh(&mut self, head: TokenId, sentence: &Range<TokenId>) {
        let &[id] = &self.found.by_head[head][..] else { return };
        let pronoun = &self.found.entities[id];
        let named = pronoun
            .antecedent
            .filter(|first| pronoun.via == Via::Pronoun && sentence.contains(first))
            .and_then(|first| self.found.by_head[first].first());
        let Some(named) = named.map(|&named| self.found.entities[named].clone()) else { return };
        if self.found.entities[id].code.is_none() && named.via == Via::Name {
            let pronoun = &mut self.found.entities[id];
            (pronoun.code, pronoun.sectors) = (named.code, named.sectors);
            (pronoun.actor, pronoun.office) = (named.actor, named.office);
            pronoun.gender = pronoun.gender.or(named.gender);
        }
    }
}

/// Whether a mention names a person that comes between a description and a name.
fn is_somebody(entity: &Entity) -> bool {
    entity.person && !entity.plural && entity.via == Via::Name
}
