//! What actor does a common noun name, and of which country?

use std::ops::Range;

use verbale_lexicon::{ActorKind, Agent, Classes, Country, NameUse, Sector};
use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

use super::title::Title;
use super::{EntityId, Reader, sector};
use crate::findings::{Entity, Via};
use crate::syntax::{base_phrase, case_of, lower, lower_lemma, possessor};

/// What the words around a noun tell of whose it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Origin {
    pub code: Option<Country>,
    /// Sectors of an organisation or group whose it is: "Hamas fighters".
    pub sectors: Vec<Sector>,
}

/// Whether a name only backs, holds or speaks for what it stands before: "Iranian" in "Iranian-backed".
pub(crate) fn is_backer(doc: &Doc, classes: &Classes, name: &Range<TokenId>) -> bool {
    // A hyphen may have been read as part of the name.
    let hyphen = if doc.form(name.end - 1) == "-" { name.end - 1 } else { name.end };
    hyphen + 1 < doc.tokens().len()
        && doc.form(hyphen) == "-"
        && classes.contains("not_owner", &lower(doc, hyphen + 1))
}

/// Whether an actor of this sector, named without a country, is one of the country at hand.
pub(super) fn is_domestic(sector: Sector) -> bool {
    matches!(
        sector.as_str(),
        "GOV"
            | "MIL"
            | "COP"
            | "JUD"
            | "LEG"
            | "OPP"
            | "CVL"
            | "REB"
            | "PTY"
            | "SPY"
            | "LAB"
            | "EDU"
            | "MED"
    )
}

/// The sectors that an office and the noun at the head of its phrase tell.
fn told_sectors(title: Option<&Title<'_>>, agent: Option<&Agent>) -> Vec<Sector> {
    match (title, agent) {
        (Some(title), _) if title.former => sector("ELI"),
        (Some(title), Some(agent)) if title.tokens.len() == 1 => agent.sectors.clone(),
        // "The security council chief" is what a chief is, "the secretary general" no soldier.
        (Some(title), Some(agent))
            if title.office.sectors.is_empty() && !agent.sectors.iter().any(is_soldier) =>
        {
            agent.sectors.clone()
        }
        (Some(title), _) => title.office.sectors.clone(),
        (None, Some(agent)) => agent.sectors.clone(),
        (None, None) => Vec::new(),
    }
}

fn is_soldier(sector: &Sector) -> bool {
    sector.as_str() == "MIL"
}

impl Reader<'_> {
    /// Reads a phrase headed by a common noun, or a capitalised one ("Parliament").
    pub(super) fn by_nominal(&mut self, head: TokenId, phrase: &Range<TokenId>) -> Option<Entity> {
        let doc = self.doc;
        if !matches!(doc.token(head).upos, Upos::Noun | Upos::Propn | Upos::Adj) {
            return None;
        }
        let title = self.title_in(phrase.clone()).filter(|t| {
            t.tokens.end == head + 1
                || doc.token(head).upos == Upos::Propn && t.tokens.end == phrase.end
        });
        if title.is_some() && self.is_post(head) {
            return None;
        }
        let origin = self.origin(head, phrase);
        let held = self.holders(head, phrase, &origin);
        let agent = self.agent_at(head, phrase).or_else(|| match &title {
            Some(_) => None,
            None => self.private_at(head).filter(|_| origin.code.is_some()),
        });
        if title.is_none() && agent.is_none() {
            return None;
        }
        let mut sectors = told_sectors(title.as_ref(), agent.as_ref());
        if self.takes_owners_sector(head) && !origin.sectors.is_empty() {
            sectors = origin.sectors.clone();
        }
        if let Some(holders) = held.filter(|_| sectors.iter().all(|s| s.as_str() == "UNK")) {
            sectors = holders;
        }
        let plural = matches!(doc.token(head).tag, Tag::Nns | Tag::Nnps);
        let person = title.is_some() || agent.as_ref().is_some_and(|a| a.person);
        let mut entity = Entity {
            span: self.span(phrase.clone()),
            head,
            code: agent.as_ref().and_then(|a| a.code).or(origin.code),
            sectors,
            actor: None,
            name: None,
            office: title.as_ref().map(|t| t.office.name.clone()),
            gender: self.gender_of_noun(head),
            person,
            plural,
            antecedent: None,
            via: if title.is_some() && !plural { Via::Title } else { Via::Nominal },
        };
        let own = title.as_ref().filter(|t| !t.former).and_then(|t| t.office.code);
        if let Some(title) = &title {
            self.take_up_former(&mut entity, title);
        }
        if entity.code.is_none() {
            self.link_nominal(&mut entity, phrase, own);
        }
        Some(entity)
    }

    /// "The office of president": the office, and not whoever holds it.
    fn is_post(&self, head: TokenId) -> bool {
        let doc = self.doc;
        let of_office =
            |noun: TokenId| self.lexicon.classes.contains("office_held", &lower_lemma(doc, noun));
        doc.token(head).head.is_some_and(of_office)
            && case_of(doc, head) == "of"
            && doc.children_by(head, Relation::Det).next().is_none()
            && possessor(doc, head).is_none()
    }

    /// "The Brazilian coach": somebody of a country who does not act for it.
    fn private_at(&self, head: TokenId) -> Option<Agent> {
        let noun = lower_lemma(self.doc, head);
        let is_private = self.lexicon.classes.contains("private_person", &noun);
        let sectors = sector("CVL");
        let private = Agent { sectors, code: None, person: true, local: false, counterpart: false };
        is_private.then_some(private)
    }

    /// "A rebel stronghold", "a Hamas camp": what those are whose place it is.
    fn holders(
        &self,
        head: TokenId,
        phrase: &Range<TokenId>,
        origin: &Origin,
    ) -> Option<Vec<Sector>> {
        let doc = self.doc;
        let noun = lower_lemma(doc, head);
        if !self.lexicon.classes.contains("site", &noun) {
            return None;
        }
        let before = head.checked_sub(1).filter(|t| phrase.contains(t));
        let told = before.and_then(|t| self.lexicon.words.agent(&lower(doc, t)));
        let told = told.map(|agent| agent.sectors.clone()).filter(|sectors| !sectors.is_empty());
        told.or_else(|| Some(origin.sectors.clone()).filter(|sectors| !sectors.is_empty()))
    }

    /// The agent noun at `head`, with its compound where that is a word of its own ("security force").
    pub(super) fn agent_at(&self, head: TokenId, phrase: &Range<TokenId>) -> Option<Agent> {
        let doc = self.doc;
        let words = &self.lexicon.words;
        let noun = lower_lemma(doc, head);
        if head > phrase.start {
            let before = lower(doc, head - 1);
            if let Some(agent) = words.agent(&format!("{before} {noun}")) {
                return Some(agent.clone());
            }
        }
        // "Raided a house": a house of parliament is written with a capital.
        let small = doc.form(head).starts_with(char::is_lowercase);
        if small && self.lexicon.classes.contains("body_in_capitals", &noun) {
            return None;
        }
        if self.is_no_body(head, phrase, &noun) {
            return None;
        }
        words.agent(&noun).cloned()
    }

    /// "The use of force", "opposition to the plan", "a long campaign": what a noun that can be somebody is not here.
    fn is_no_body(&self, head: TokenId, phrase: &Range<TokenId>, noun: &str) -> bool {
        let doc = self.doc;
        let in_class = |class: &str| self.lexicon.classes.contains(class, noun);
        let of_degree = |c: TokenId| {
            let word = lower(doc, c);
            doc.token(c).relation != Relation::Amod
                || self.lexicon.classes.contains("degree_of_force", &word)
        };
        let specifies = |&c: &TokenId| {
            matches!(
                doc.token(c).relation,
                Relation::Det | Relation::NmodPoss | Relation::Nummod | Relation::Compound
            )
        };
        let bare = || {
            doc.token(head).tag == Tag::Nn
                && !doc.children(head).iter().any(specifies)
                && self.hits_in(phrase.clone()).is_empty()
        };
        let towards = || {
            let mut after = doc.children_by(head, Relation::Nmod);
            after.any(|c| case_of(doc, c) == "to")
        };
        let indefinite = || matches!(&*lower(doc, phrase.start), "a" | "an");
        let acts = doc.token(head).relation == Relation::Nsubj;
        in_class("mass_when_bare") && bare() && doc.children(head).iter().all(|&c| of_degree(c))
            || in_class("stance_towards") && bare() && towards()
            || in_class("activity_with_article") && indefinite() && !acts
    }

    /// Whether the noun at `head` is an actor together with the word before it.
    pub(super) fn is_compound_agent(&self, head: TokenId, phrase: &Range<TokenId>) -> bool {
        let doc = self.doc;
        let noun = lower_lemma(doc, head);
        head > phrase.start
            && self.lexicon.words.agent(&format!("{} {noun}", lower(doc, head - 1))).is_some()
    }

    /// Whether a noun names somebody over against whoever it is related to: Turkey's allies are not
    /// Turkish.
    pub(super) fn is_counterpart(&self, noun: &str) -> bool {
        self.lexicon.words.agent(noun).is_some_and(|agent| agent.counterpart)
    }

    /// Nouns that say nothing of the kind of actor: "Hamas officials" are Hamas's, "group members".
    fn takes_owners_sector(&self, head: TokenId) -> bool {
        self.lexicon.classes.contains("owners_kind", &lower_lemma(self.doc, head))
    }

    /// Whose the phrase is: the nearest name in it, a phrase with "of", a possessive pronoun.
    pub(super) fn origin(&self, head: TokenId, phrase: &Range<TokenId>) -> Origin {
        let doc = self.doc;
        if self.is_counterpart(&lower_lemma(doc, head)) {
            return self.counterpart_origin(head, phrase);
        }
        let inside = self.hits_in(phrase.clone());
        for hit in inside.into_iter().rev() {
            let is_head =
                self.hits[hit].tokens.contains(&head) && self.hits[hit].tokens.end == phrase.end;
            if is_head || !self.owns(hit) || self.is_namesake(hit, phrase) {
                continue;
            }
            return self.origin_of_hit(hit);
        }
        if let Some(code) = self.place_before(head, phrase) {
            return Origin { code: Some(code), sectors: Vec::new() };
        }
        if let Some(own) = self.pronoun_origin(head, phrase) {
            return own;
        }
        for &c in doc.children(head) {
            if !matches!(
                doc.token(c).relation,
                Relation::Nmod | Relation::NmodUnmarked | Relation::Obl
            ) {
                continue;
            }
            if !matches!(case_of(doc, c).as_str(), "of" | "from" | "in" | "for" | "at" | "to") {
                continue;
            }
            // "The chief of Israel's ally" is not Israel's.
            if self.is_counterpart(&lower_lemma(doc, c)) {
                return self.counterpart_origin(c, &base_phrase(doc, c));
            }
            for hit in self.hits_in(base_phrase(doc, c)) {
                if self.owns(hit) {
                    return self.origin_of_hit(hit);
                }
            }
            if let Some(code) = self.theatre.country_at(c) {
                return Origin { code: Some(code), sectors: Vec::new() };
            }
        }
        if let Some(code) = self.dweller_origin(head) {
            return Origin { code: Some(code), sectors: Vec::new() };
        }
        self.sender_origin(head).unwrap_or_else(|| self.possessor_origin(head))
    }

    /// "The Basra governor", "Lagos traders": the country of a place that stands before the noun.
    fn place_before(&self, head: TokenId, phrase: &Range<TokenId>) -> Option<Country> {
        let doc = self.doc;
        if matches!(doc.token(head).tag, Tag::Nns | Tag::Nnps) && !self.is_person_noun(head, phrase)
        {
            // "The Southeast Asian nations"
            return None;
        }
        let names_one = |&t: &TokenId| {
            self.hit_at[t].is_none()
                && doc.token(t).relation == Relation::Compound
                && !doc.form(t + 1).starts_with('-')
        };
        (phrase.start..head).rev().filter(names_one).find_map(|t| self.theatre.country_at(t))
    }

    fn is_person_noun(&self, head: TokenId, phrase: &Range<TokenId>) -> bool {
        self.agent_at(head, phrase).is_some_and(|agent| agent.person)
    }

    /// "Its American ally" is of America, and not of whoever it is related to.
    fn counterpart_origin(&self, head: TokenId, phrase: &Range<TokenId>) -> Origin {
        let doc = self.doc;
        let Some(owner) = possessor(doc, head).filter(|&owner| owner < head) else {
            return Origin::default();
        };
        let hits = self.hits_in(owner + 1..head);
        let own = hits.into_iter().rev().find(|&hit| {
            let last = self.hits[hit].tokens.end - 1;
            doc.token(last).relation == Relation::Amod && phrase.contains(&last) && self.owns(hit)
        });
        own.map_or_else(Origin::default, |hit| self.origin_of_hit(hit))
    }

    /// "Militants based in Pakistan", "families fleeing the fighting in Mali": where they are at home.
    fn dweller_origin(&self, head: TokenId) -> Option<Country> {
        let doc = self.doc;
        let dwells = |&verb: &TokenId| {
            self.lexicon.classes.contains("dwelling_verb", &lower_lemma(doc, verb))
        };
        let verb = doc.children_by(head, Relation::Acl).find(dwells)?;
        let is_place = |&c: &TokenId| match doc.token(c).relation {
            Relation::Obj => true,
            Relation::Obl => matches!(case_of(doc, c).as_str(), "in" | "from" | "inside" | "at"),
            _ => false,
        };
        let phrases = doc.children(verb).iter().copied().filter(is_place);
        let inside = |phrase: TokenId| {
            let of = doc.children_by(phrase, Relation::Nmod);
            std::iter::once(phrase).chain(of).find_map(|part| self.theatre.country_at(part))
        };
        phrases.into_iter().find_map(inside)
    }

    /// "Investigators appointed by the UN": who sent or appointed them.
    fn sender_origin(&self, head: TokenId) -> Option<Origin> {
        let doc = self.doc;
        let sent = doc.children_by(head, Relation::Acl).find(|&verb| {
            self.lexicon.classes.contains("commission_verb", &lower_lemma(doc, verb))
        })?;
        let sender = doc.children_by(sent, Relation::OblAgent).next()?;
        let hit = self.hits_in(base_phrase(doc, sender)).into_iter().next()?;
        Some(self.origin_of_hit(hit))
    }

    /// "Israeli helicopters and tanks": the country of the noun that a bare one is coordinated with.
    pub(super) fn shared_origin(&self, head: TokenId, phrase: &Range<TokenId>) -> Option<Country> {
        let doc = self.doc;
        let first = doc.token(head).head.filter(|_| doc.token(head).relation == Relation::Conj)?;
        let is_bare = phrase.clone().all(|t| {
            t == head || matches!(doc.token(t).relation, Relation::Amod | Relation::Compound)
        });
        let id = *self.found.at(first).first().filter(|_| is_bare)?;
        let other = &self.found.entities[id];
        let named_before = self
            .hits_in(base_phrase(doc, first))
            .into_iter()
            .any(|hit| self.hits[hit].tokens.end <= first && self.owns(hit));
        let offices = other.office.is_some() && possessor(doc, first).is_some();
        other.code.filter(|_| named_before && (other.plural || offices))
    }

    /// "Its consulate in Damascus", "their troops in Mali" are not of the place where they are. "His supporters in Miami",
    /// "his counterpart in Chad" may well be.
    fn pronoun_origin(&self, head: TokenId, phrase: &Range<TokenId>) -> Option<Origin> {
        let doc = self.doc;
        let owner = possessor(doc, head).filter(|&p| doc.token(p).upos == Upos::Pron)?;
        let agent = self.agent_at(head, phrase);
        let somebody = agent.is_some_and(|a| a.person && !a.sectors.iter().any(is_soldier));
        match &*lower(doc, owner) {
            "whose" => return None,
            "its" => {}
            _ if somebody => return None,
            _ => {}
        }
        let id = *self.found.at(owner).first()?;
        let owner = &self.found.entities[id];
        // "His side" is a rebel's, but a minister's spokesman is not what the minister is.
        let armed = owner.sectors.iter().all(|s| matches!(s.as_str(), "REB" | "PRE" | "UAF"));
        let sectors = if armed { owner.sectors.clone() } else { Vec::new() };
        Some(Origin { code: Some(owner.code?), sectors })
    }

    /// The owner named by a possessive that is not a name: "his government", "the rebels' leader".
    fn possessor_origin(&self, head: TokenId) -> Origin {
        let doc = self.doc;
        let owner = possessor(doc, head).and_then(|p| {
            let named = self.found.at(p).first().copied();
            named.or_else(|| self.owner_in_relative(head).filter(|_| lower(doc, p) == "whose"))
        });
        match owner.map(|id| &self.found.entities[id]) {
            Some(owner) => Origin { code: owner.code, sectors: Vec::new() },
            None => self.shared_possessor(head),
        }
    }

    /// "Iran, whose leaders": what the relative clause that begins with the phrase of `head` describes.
    fn owner_in_relative(&self, head: TokenId) -> Option<EntityId> {
        let doc = self.doc;
        let verb = doc.token(head).head?;
        let noun =
            doc.token(verb).head.filter(|_| doc.token(verb).relation == Relation::AclRelcl)?;
        self.found.at(noun).first().copied()
    }

    /// "Chad's president and foreign minister": what comes after "and" bare is whose the first is.
    fn shared_possessor(&self, head: TokenId) -> Origin {
        let doc = self.doc;
        let first = doc.token(head).head.filter(|_| doc.token(head).relation == Relation::Conj);
        let is_bare = doc.children(head).iter().all(|&c| {
            !matches!(doc.token(c).relation, Relation::Det | Relation::NmodPoss | Relation::Nummod)
        });
        let owner = first.filter(|_| is_bare).and_then(|first| possessor(doc, first));
        let hit = owner.and_then(|owner| self.hits_in(base_phrase(doc, owner)).into_iter().next());
        hit.map_or_else(Origin::default, |hit| self.origin_of_hit(hit))
    }

    /// Whether a known surname is part of the name of somebody unknown: "spokesman Peter Karzai",
    /// "Senator Johnson Otieno".
    fn is_namesake(&self, hit: usize, phrase: &Range<TokenId>) -> bool {
        let tokens = &self.hits[hit].tokens;
        let beside = [tokens.start.checked_sub(1), Some(tokens.end)].into_iter().flatten();
        let is_part = |t: TokenId| {
            phrase.contains(&t)
                && self.doc.token(t).upos == Upos::Propn
                && self.hit_at[t].is_none()
                && self.title_in(t..t + 1).is_none()
        };
        self.is_surname(hit) && beside.into_iter().any(is_part)
    }

    /// Whether a name before a noun says whose it is.
    fn owns(&self, hit: usize) -> bool {
        !is_backer(self.doc, &self.lexicon.classes, &self.hits[hit].tokens)
    }

    /// What a name tells when it modifies a noun.
    pub(super) fn origin_of_hit(&self, hit: usize) -> Origin {
        let actors = &self.lexicon.actors;
        let names = self.hits[hit].names.iter().map(|&n| &actors.names()[n]);
        let Some(name) = names.clone().find(|n| n.usage != NameUse::Short).or_else(|| {
            names.clone().find(|n| self.date.is_none_or(|d| actors.actor(n.actor).is_active_on(d)))
        }) else {
            return Origin::default();
        };
        let actor = actors.actor(name.actor);
        let capacity = actor.on(self.date);
        let sectors = match actor.kind {
            ActorKind::Organisation => capacity.sectors,
            ActorKind::State | ActorKind::Person => Vec::new(),
        };
        Origin { code: Some(capacity.code), sectors }
    }
}
