//! Whom do pronouns and appositions mean?

use verbale_lexicon::Gender;
use verbale_text::{Relation, TokenId, Upos};

use super::theatre::is_body;
use super::{EntityId, Reader, sector};
use crate::findings::{Entity, Via};
use crate::syntax::{clause, conjuncts, follows_and, is_verb, lower};

/// How many sentences back a pronoun's antecedent may stand.
pub(super) const REACH: usize = 3;

/// What a pronoun asks of its antecedent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wanted {
    Man,
    Woman,
    Thing,
    Several,
}

impl Reader<'_> {
    /// Reads a third-person pronoun; others wait for the speaker to be known.
    pub(super) fn read_pronoun(&mut self, head: TokenId) {
        let wanted = match &*lower(self.doc, head) {
            "he" | "him" | "his" | "himself" => Wanted::Man,
            "she" | "her" | "hers" | "herself" => Wanted::Woman,
            "it" | "its" | "itself" => Wanted::Thing,
            "they" | "them" | "their" | "theirs" | "themselves" => Wanted::Several,
            "both" if self.doc.token(head).upos == Upos::Pron => return self.read_last(head, 2),
            _ => return,
        };
        if let Some(speaker) = self.announcer(head, wanted) {
            return self.record_repeated(head, speaker);
        }
        if self.is_thing_judged(head, wanted) {
            return;
        }
        let told = self.addressed(head).filter(|&id| fits(&self.found.entities[id], wanted));
        let Some(id) = told.or_else(|| self.antecedent(head, wanted)) else { return };
        let several = matches!(wanted, Wanted::Several).then(|| self.together(id, head));
        self.record_pronoun(head, &several.filter(|ids| ids.len() > 1).unwrap_or(vec![id]));
    }

    /// Lets the pronoun at `head` mean all of `ids`.
    fn record_pronoun(&mut self, head: TokenId, ids: &[EntityId]) {
        for &id in ids {
            self.record_repeated(head, self.found.entities[id].clone());
        }
    }

    /// Lets the pronoun at `head` mean `entity`.
    fn record_repeated(&mut self, head: TokenId, mut entity: Entity) {
        entity.antecedent = Some(entity.head);
        entity.span = self.doc.token(head).span;
        entity.head = head;
        entity.via = Via::Pronoun;
        self.record(head, entity);
    }

    /// All whom the phrase of a mention names, with those coordinated with it: "Lavrov and Wang …, they",
    /// "both countries …, they". Only those before `end` are known.
    fn together(&self, id: EntityId, end: TokenId) -> Vec<EntityId> {
        let mut first = self.found.entities[id].head;
        while let Some(head) =
            self.doc.token(first).head.filter(|_| self.doc.token(first).relation == Relation::Conj)
        {
            first = head;
        }
        let parts = conjuncts(self.doc, first);
        let named = parts.into_iter().filter(|&part| part < end).flat_map(|p| self.found.at(p));
        named.copied().collect()
    }

    /// The best antecedent of the pronoun at `head`.
    fn antecedent(&self, head: TokenId, wanted: Wanted) -> Option<EntityId> {
        let here = self.doc.sentence_of(head);
        let subject = self.doer_to(head).map(|id| &self.found.entities[id]);
        let mut best: Option<(i64, EntityId)> = None;
        for id in self.latest(head, REACH) {
            let entity = &self.found.entities[id];
            let there = self.doc.sentence_of(entity.head);
            let is_one_of_several =
                || matches!(wanted, Wanted::Several) && self.together(id, head).len() > 1;
            if entity.head >= head
                || !fits(entity, wanted) && !is_one_of_several()
                || self.is_coargument(entity.head, head)
                || self.is_predicate(entity)
            {
                continue;
            }
            let is_doer =
                |s: &Entity| s.head == entity.head || s.actor.is_some() && s.actor == entity.actor;
            if subject.is_some_and(is_doer) {
                continue;
            }
            let score = self.salience(entity, head, here - there);
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, id));
            }
        }
        best.map(|(_, id)| id)
    }

    /// Who does to a pronoun what its verb tells, and so is not meant by it: "Trump called Erdogan, urging
    /// him".
    fn doer_to(&self, pronoun: TokenId) -> Option<EntityId> {
        let doc = self.doc;
        let token = doc.token(pronoun);
        let is_object = matches!(token.relation, Relation::Obj | Relation::Iobj);
        let verb = token.head.filter(|&v| is_object && is_verb(doc, v))?;
        let form = lower(doc, pronoun);
        if form.ends_with("self") || form.ends_with("selves") {
            // "Himself" is just who does it.
            return None;
        }
        let subject = clause(doc, verb).subject.filter(|&s| s < pronoun)?;
        self.found.at(subject).first().copied()
    }

    /// How likely a mention is to be taken up: near, and a subject, and named.
    fn salience(&self, entity: &Entity, pronoun: TokenId, distance: usize) -> i64 {
        let doc = self.doc;
        let relation = doc.token(entity.head).relation;
        let mut score = -(distance as i64) * 30;
        score -= ((pronoun - entity.head) as i64).min(60) / 4;
        if relation.is_subject() {
            score += 16;
        } else if matches!(relation, Relation::Obj | Relation::Iobj | Relation::OblAgent) {
            score += 6;
        }
        if matches!(entity.via, Via::Name | Via::Metonym) {
            score += 4;
        }
        if entity.code.is_some() {
            score += 3;
        }
        score
    }

    /// Whether the two are different roles of one verb, so that they cannot be one: "Iran warned it".
    fn is_coargument(&self, earlier: TokenId, pronoun: TokenId) -> bool {
        let doc = self.doc;
        let is_possessive = doc.token(pronoun).relation == Relation::NmodPoss;
        !is_possessive
            && doc.token(pronoun).head.is_some()
            && doc.token(pronoun).head == doc.token(earlier).head
    }

    /// "He was a medic", "his month as a medic": what somebody is told to be is nobody besides them.
    fn is_predicate(&self, entity: &Entity) -> bool {
        let doc = self.doc;
        let is_noun = matches!(entity.via, Via::Nominal | Via::Title);
        let is_told = || doc.children_by(entity.head, Relation::Cop).next().is_some();
        is_noun && (is_told() || crate::syntax::case_of(doc, entity.head) == "as")
    }

    /// The mentions read so far that stand at most `reach` sentences before `head`, the latest first.
    pub(super) fn latest(
        &self,
        head: TokenId,
        reach: usize,
    ) -> impl Iterator<Item = EntityId> + '_ {
        // Mentions are read sentence by sentence.
        let first = self.doc.sentence_of(head).saturating_sub(reach);
        let is_near =
            move |&id: &EntityId| self.doc.sentence_of(self.found.entities[id].head) >= first;
        (0..self.found.entities.len()).rev().take_while(is_near)
    }

    /// Whether a phrase takes part in what its sentence tells, and does not just modify a noun or name a place.
    pub(super) fn is_agent(&self, head: TokenId) -> bool {
        let relation = self.doc.token(head).relation;
        relation.is_subject()
            || matches!(
                relation,
                Relation::Obj
                    | Relation::Iobj
                    | Relation::Conj
                    | Relation::OblAgent
                    | Relation::Root
                    | Relation::Obl
                    | Relation::Appos
            )
    }

    /// Lets a phrase and its apposition tell each other what they know: "Dmitry Peskov, a Kremlin
    /// spokesman", "the foreign minister, Sergey Lavrov".
    pub(super) fn join_apposition(&mut self, head: TokenId) {
        let doc = self.doc;
        let Some(other) = doc
            .token(head)
            .head
            .filter(|_| matches!(doc.token(head).relation, Relation::Appos | Relation::NmodDesc))
            .filter(|_| !follows_and(doc, head))
            .or_else(|| self.twin_subject(head))
        else {
            return;
        };
        let (Some(&a), Some(&b)) =
            (self.found.by_head[other].first(), self.found.by_head[head].first())
        else {
            return;
        };
        if conjuncts(doc, other).len() > 1
            || self.found.entities[a].plural != self.found.entities[b].plural
            || self.is_part_of_many(head)
        {
            return;
        }
        let (first, second) = (self.found.entities[a].clone(), self.found.entities[b].clone());
        // "Assad's backer, Russia": a description in words for a person may be of a state.
        let described = first.via == Via::Nominal && first.office.is_none() && !second.person;
        // What a name of which nothing is known was learned to be counts less than what it is told to be.
        let only_learned = |e: &Entity| {
            e.via == Via::Name && e.actor.is_none() && e.code.is_none() && e.sectors.is_empty()
        };
        let told_person = only_learned(&first) && second.person && !only_learned(&second);
        let alike = first.person == second.person || described && second.actor.is_some();
        if !alike && !told_person {
            return;
        }
        self.found.entities[a].person |= told_person;
        complete(&mut self.found.entities[a], &second);
        complete(&mut self.found.entities[b], &first);
        self.let_serve(a, &second);
        self.let_serve(b, &first);
        self.index(a);
        self.index(b);
    }
}

impl Reader<'_> {
    /// "Martti Ahtisaari, the UN mediator": somebody known serves a body of many states if the text says so,
    /// whatever else they were.
    fn let_serve(&mut self, person: EntityId, told: &Entity) {
        let known = &self.found.entities[person];
        let is_told = known.person && known.via == Via::Name && told.via != Via::Name;
        let body = told.code.filter(|&code| is_told && is_body(code) && known.code != Some(code));
        if let Some(body) = body {
            let known = &mut self.found.entities[person];
            known.code = Some(body);
            known.sectors = sector("GOV");
            known.office = told.office.clone();
        }
    }

    /// "During their meeting, Truss and Lavrov discussed": a possessive before the subject that it means.
    pub(super) fn read_cataphora(&mut self, head: TokenId) {
        let doc = self.doc;
        if doc.token(head).relation != Relation::NmodPoss || doc.token(head).upos != Upos::Pron {
            return;
        }
        let Some(noun) = doc.token(head).head else { return };
        let Some(verb) = doc.token(noun).head.filter(|&v| v > noun) else { return };
        if !matches!(doc.token(noun).relation, Relation::Obl | Relation::Advcl) {
            return;
        }
        let Some(subject) = crate::syntax::clause(doc, verb).subject else { return };
        let named = self.found.named_by(doc, subject);
        let several = named.len() > 1;
        let wanted = lower(doc, head);
        let fits = match &*wanted {
            "their" => several || named.iter().any(|&id| self.found.entities[id].plural),
            "his" => {
                !several && named.iter().all(|&id| fits(&self.found.entities[id], Wanted::Man))
            }
            "her" => {
                !several && named.iter().all(|&id| fits(&self.found.entities[id], Wanted::Woman))
            }
            _ => false,
        };
        if named.is_empty() || !fits {
            return;
        }
        self.found.by_head[head].clear();
        self.record_pronoun(head, &named);
    }

    /// "180 people, many of them Australians": what some of many are.
    fn is_part_of_many(&self, head: TokenId) -> bool {
        let doc = self.doc;
        let before = crate::syntax::base_phrase(doc, head).start.checked_sub(2);
        before.is_some_and(|of| {
            lower(doc, of) == "of" && matches!(&*lower(doc, of + 1), "them" | "whom")
        })
    }

    /// "UK Foreign Secretary, Liz Truss said": an apposition that the parser took for a second subject.
    fn twin_subject(&self, head: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let verb = doc.token(head).head.filter(|_| doc.token(head).relation == Relation::Nsubj)?;
        doc.children_by(verb, Relation::Nsubj)
            .find(|&s| s < head && (s + 1..head).any(|t| doc.form(t) == ",") && head - s < 10)
    }
}

/// Whether two mentions are of one party: of the same actor, or of one country and not of two people.
pub(super) fn is_one_party(one: &Entity, other: &Entity) -> bool {
    let are_two = one.person && other.person && one.name != other.name;
    one.is_same_as(other) || one.code == other.code && !are_two
}

/// Fills what `entity` lacks from `other`, which names the same actor.
fn complete(entity: &mut Entity, other: &Entity) {
    // A title alone ("the foreign secretary") has its country only from the text around: a known
    // person's own is surer.
    let surer = matches!(entity.via, Via::Nominal | Via::Title) && other.actor.is_some();
    if surer && other.via == Via::Name && other.person && entity.actor != other.actor {
        // "The foreign minister, Jean Dupont" is not the foreign minister of whom was spoken before.
        (entity.actor, entity.name, entity.gender) = (None, None, None);
    }
    if entity.actor.is_none() && (entity.code.is_none() || entity.code == other.code || surer) {
        entity.actor = other.actor;
        entity.code = other.code.or(entity.code);
    }
    if entity.code.is_none() {
        entity.code = other.code;
    }
    let unknown = entity.sectors.iter().all(|s| s.as_str() == "UNK");
    if unknown && !other.sectors.is_empty() {
        entity.sectors = other.sectors.clone();
    }
    if entity.name.is_none() {
        entity.name = other.name.clone();
    }
    if entity.office.is_none() {
        entity.office = other.office.clone();
    }
    entity.gender = entity.gender.or(other.gender);
}

/// Whether an entity can be meant by such a pronoun.
fn fits(entity: &Entity, wanted: Wanted) -> bool {
    match wanted {
        Wanted::Man => entity.person && !entity.plural && entity.gender != Some(Gender::Female),
        Wanted::Woman => entity.person && !entity.plural && entity.gender != Some(Gender::Male),
        // "Turkish officials said two of its soldiers": officials stand for their state.
        Wanted::Thing => {
            !entity.person && !entity.plural
                || entity.plural
                    && entity.code.is_some()
                    && entity.sectors.iter().any(|s| s.as_str() == "GOV")
        }
        Wanted::Several => entity.plural || !entity.person,
    }
}
