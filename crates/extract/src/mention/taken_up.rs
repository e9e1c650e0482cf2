//! Whom does a noun take up that was named before, and of which country is it where nobody was?
//!
//! "The president", "the rebels", "the group", "the militants": the mention that it repeats, else the country
//! at hand.

use std::ops::Range;

use verbale_lexicon::{ActorId, ActorKind, Country, Office, RoleSpan, Sector};
use verbale_text::{NameKind, Relation, TokenId, Upos};

use super::nominal::is_domestic;
use super::theatre::is_body;
use super::title::Title;
use super::{EntityId, MEMORY, Reader};
use crate::findings::{Entity, Via};
use crate::syntax::{clause, is_verb, lower, lower_lemma, possessor};

/// How many phrases may lie between a noun and the verb of whose clause it is a part.
const DEPTH: usize = 3;
/// How many sentences back an armed group may have been named.
const ARMED_REACH: usize = 6;

impl Reader<'_> {
    /// Connects a noun without a country to an earlier mention, or to the country of the document.
    /// `own` is the country whose office it is by its name alone.
    pub(super) fn link_nominal(
        &mut self,
        entity: &mut Entity,
        phrase: &Range<TokenId>,
        own: Option<Country>,
    ) {
        if entity.office.is_some()
            && let Some(code) = self.shared_origin(entity.head, phrase)
        {
            entity.code = Some(code);
            return;
        }
        let noun = lower_lemma(self.doc, entity.head);
        let title = self.span(phrase.clone()).of(self.doc.text()).to_lowercase();
        let described = self.is_qualified(entity, phrase);
        let earlier = self.earlier_nominal(&noun, &title, entity).filter(|_| !described);
        // "The journalist Carol Smith" is none of whom was spoken before, nor of their country.
        let another = |id: EntityId| self.is_named_otherwise(entity.head, id);
        let serves = entity.sectors.iter().any(|s| is_of_state(*s));
        let in_state = |id: EntityId| serves && self.may_hold(entity, phrase, id);
        let new = |id: EntityId| another(id) || self.is_indefinite(entity.head);
        let earlier = earlier.filter(|&id| in_state(id) || !new(id));
        let presumed = |id: EntityId| self.found.is_presumed(self.found.entities[id].head);
        let armed = || self.armed_before(entity, phrase).filter(|&id| earlier < Some(id));
        if earlier.is_none_or(presumed)
            && let Some(id) = armed()
        {
            let group = &self.found.entities[id];
            (entity.code, entity.sectors) = (group.code, group.sectors.clone());
            return;
        }
        if let Some(id) = earlier {
            let one = !new(id) && self.may_hold(entity, phrase, id);
            let earlier = &self.found.entities[id];
            entity.code = earlier.code;
            if one && (entity.via == Via::Title || !entity.plural) {
                entity.actor = earlier.actor;
                entity.name = earlier.name.clone();
                entity.gender = earlier.gender;
            }
            return;
        }
        let first = lower(self.doc, phrase.start);
        let body = self.lexicon.classes.contains("body_noun", &noun);
        if body && matches!(&*first, "the" | "this" | "that") && !entity.plural {
            return self.take_up_body(entity, phrase, &noun);
        }
        self.place_at_home(entity, phrase, own);
    }

    /// "Tony Blair …, the former prime minister": takes up the person named last who held that office once.
    pub(super) fn take_up_former(&self, entity: &mut Entity, title: &Title<'_>) {
        let Some(office) = self.former_office(title).filter(|_| !entity.plural) else { return };
        if self.is_indefinite(entity.head) {
            return;
        }
        let words = &self.lexicon.words;
        let spoken = self.span(title.tokens.clone()).of(self.doc.text()).to_lowercase();
        let is_over = |span: &RoleSpan| self.date.is_none_or(|day| span.is_over_on(day));
        // "The former chancellor" is rather who was called so than who was prime minister.
        let fit = |id: EntityId| {
            let earlier = &self.found.entities[id];
            let actor = self.lexicon.actors.actor(earlier.actor?);
            let held = actor.roles.iter().filter(|role| is_over(&role.span)).filter(|role| {
                words.office(&role.office).is_some_and(|held| held.name == office.name)
            });
            let own = entity.code.is_none() || entity.code == earlier.code;
            held.map(|role| spoken.ends_with(&*role.office)).max().filter(|_| own)
        };
        let near = (0..self.found.entities.len()).rev().take(MEMORY);
        let latest = near.filter_map(|id| Some((fit(id)?, id))).max().map(|(_, id)| id);
        let Some(id) = latest.filter(|&id| !self.is_named_otherwise(entity.head, id)) else {
            return;
        };
        let earlier = &self.found.entities[id];
        (entity.code, entity.sectors) = (earlier.code, earlier.sectors.clone());
        (entity.actor, entity.name) = (earlier.actor, earlier.name.clone());
        (entity.office, entity.gender) = (earlier.office.clone(), earlier.gender);
    }

    /// "A president": none who was named before.
    fn is_indefinite(&self, head: TokenId) -> bool {
        let indefinite = |t: TokenId| matches!(&*lower(self.doc, t), "a" | "an" | "another");
        self.doc.children_by(head, Relation::Det).any(indefinite)
    }

    /// The office that somebody held who is told to have left it.
    fn former_office<'t>(&'t self, title: &Title<'t>) -> Option<&'t Office> {
        if title.former {
            return Some(title.office);
        }
        let first = title.tokens.start;
        let rest = first + 1..title.tokens.end;
        (self.is_former(first) && !rest.is_empty()).then(|| self.office_at(rest)).flatten()
    }

    /// Whether a name stands beside a noun that whoever was named before does not bear.
    fn is_named_otherwise(&self, head: TokenId, earlier: EntityId) -> bool {
        let doc = self.doc;
        let known = &self.found.entities[earlier];
        let beside = |c: &TokenId| {
            matches!(doc.token(*c).relation, Relation::Appos | Relation::NmodDesc)
                && doc.token(*c).upos == Upos::Propn
                && doc.token(*c).name.kind() == Some(NameKind::Person)
        };
        let Some(name) = doc.children(head).iter().copied().find(beside) else { return false };
        let surname = doc.form(self.name_tokens(name).end - 1);
        let bears = |name: &str| name.split([' ', '-']).any(|word| word == surname);
        known.name.as_deref().is_some_and(|name| !bears(name))
            && !self.short_names_include(known, surname)
    }

    /// Whether somebody named before can hold the office that a phrase tells: "the foreign minister" is not "the
    /// defence minister", but "the minister" may be either.
    fn may_hold(&self, entity: &Entity, phrase: &Range<TokenId>, earlier: EntityId) -> bool {
        let same = self.found.entities[earlier].office == entity.office;
        same || self.title_in(phrase.clone()).is_none_or(|title| title.tokens.len() == 1)
    }

    /// "The group", "this movement": the body that was named last, unless the phrase has a name of its own.
    fn take_up_body(&self, entity: &mut Entity, phrase: &Range<TokenId>, noun: &str) {
        let known = self.latest_organisation(entity, noun).filter(|_| !self.is_named(phrase));
        if let Some(id) = known {
            let earlier = &self.found.entities[id];
            entity.code = earlier.code;
            entity.sectors = earlier.sectors.clone();
            entity.actor = earlier.actor;
            entity.name = earlier.name.clone();
        }
    }

    /// Whether adjectives or other words before a noun tell which of several it is.
    fn is_qualified(&self, entity: &Entity, phrase: &Range<TokenId>) -> bool {
        // "The lower house" is a noun of two words, and of the same parliament as the upper.
        let in_parliament = entity.sectors.iter().any(|s| s.as_str() == "LEG");
        let chamber = in_parliament && self.is_compound_agent(entity.head, phrase);
        let qualifies = |t: TokenId| {
            matches!(
                self.doc.token(t).relation,
                Relation::Amod | Relation::Compound | Relation::Nummod
            )
        };
        // "The next president" is none who was named as president.
        let to_come = |t: TokenId| matches!(&*lower(self.doc, t), "next" | "future");
        entity.office.is_some() && phrase.clone().any(to_come)
            || entity.office.is_none()
                && phrase.clone().any(|t| t + usize::from(chamber) < entity.head && qualifies(t))
    }

    /// Gives whoever is at home where the text plays the country at hand.
    fn place_at_home(
        &mut self,
        entity: &mut Entity,
        phrase: &Range<TokenId>,
        own: Option<Country>,
    ) {
        let doc = self.doc;
        let noun = lower_lemma(doc, entity.head);
        let local = self.agent_at(entity.head, phrase).is_some_and(|agent| agent.local);
        let cleric = entity.person && entity.sectors.iter().any(|s| s.as_str() == "REL");
        let domestic = (cleric || entity.sectors.iter().any(|s| is_domestic(*s)))
            && !self.is_counterpart(&noun)
            && !self.lexicon.classes.contains("means_of_force", &noun)
            && (entity.plural || !self.lexicon.classes.contains("anybody", &noun));
        // "The Secretary-General", of nothing named.
        let of_nobody = || {
            possessor(doc, entity.head).is_none()
                && doc.children_by(entity.head, Relation::Nmod).next().is_none()
        };
        if own.is_some() && entity.sectors.is_empty() && !of_nobody() {
            return;
        }
        if entity.plural && self.lexicon.classes.contains("many_states", &noun) {
            entity.code = own.or_else(|| self.shared_origin(entity.head, phrase));
            return;
        }
        if self.is_of_several(entity) {
            let of_body = || self.body_of_states(entity).filter(|_| !self.is_of_part(phrase));
            entity.code = self.shared_origin(entity.head, phrase).or_else(of_body);
            return;
        }
        // "Aid groups", "a rights group": of no country unless a word says so.
        if !entity.person && matches!(entity.sectors.as_slice(), [only] if only.as_str() == "SOC") {
            entity.code = Country::parse("NGO");
            return;
        }
        if domestic || local || own.is_some() {
            entity.code = own.or_else(|| self.shared_origin(entity.head, phrase));
            let foreign = self.is_from_abroad(&noun)
                || entity.sectors.iter().any(|s| s.as_str() == "GOV") && self.is_of_part(phrase);
            if entity.code.is_none() && (domestic || local) && !foreign {
                entity.code = self.at_hand(entity);
                self.found.presumed[entity.head] = entity.code.is_some();
            }
        }
    }

    /// "Arab foreign ministers", "Western diplomats": of a part of the world, and of no one country in it.
    fn is_of_part(&self, phrase: &Range<TokenId>) -> bool {
        let classes = &self.lexicon.classes;
        phrase.clone().any(|t| classes.contains("part_of_world", &lower(self.doc, t)))
    }

    /// Whether a word tells of somebody whom another country sent: the ambassador in a capital is not of it.
    pub(super) fn is_from_abroad(&self, office: &str) -> bool {
        self.lexicon.classes.contains("sent_abroad", office)
    }

    /// Whether no single country has several of those whom a phrase names: "the 15 foreign ministers", "member
    /// states".
    fn is_of_several(&self, entity: &Entity) -> bool {
        let noun = lower_lemma(self.doc, entity.head);
        let in_class = |class: &str, word: &str| self.lexicon.classes.contains(class, word);
        let office = entity.office.as_deref();
        let one_each = office.is_some_and(|office| in_class("one_a_country", office));
        let owned = possessor(self.doc, entity.head).is_some();
        // "Militia members" are members of something else.
        let any = entity.sectors.is_empty() && in_class("member_of_body", &noun);
        entity.plural && !owned && (one_each || any)
    }

    /// The body of many states that was named last; members are of no older one.
    fn body_of_states(&self, entity: &Entity) -> Option<Country> {
        let bodies = self.index.bodies.iter().rev().take(MEMORY);
        let mut codes = bodies.filter_map(|&id| self.found.entities[id].code);
        match entity.office {
            Some(_) => codes.find(|&code| is_body(code)),
            None => codes.next().filter(|&code| is_body(code)),
        }
    }

    /// The country that is at hand where the text names an actor of none.
    fn at_hand(&self, entity: &Entity) -> Option<Country> {
        let doc = self.doc;
        if let Some(code) = self.of_the_like(entity.head) {
            return Some(code);
        }
        let theatre = &self.theatre;
        let is_organ = |s: &Sector| matches!(s.as_str(), "GOV" | "MIL" | "LEG" | "SPY" | "REB");
        let of_power = entity.sectors.iter().any(is_organ);
        let country = theatre
            .scene(doc, entity.head)
            .or(theatre.focus())
            .or_else(|| theatre.other_side(doc, entity.head).filter(|_| of_power))
            .or_else(|| theatre.scene_before(doc, entity.head))
            .or(theatre.filed())?;
        let is_armed = entity.sectors.iter().any(|s| matches!(s.as_str(), "MIL" | "COP" | "SPY"));
        // Where there is no state there is no ministry and no minister.
        let is_of_state = entity.sectors.iter().any(|s| s.as_str() == "GOV") && !entity.plural;
        let by_rulers = is_armed || is_of_state;
        Some(if by_rulers { self.lexicon.actors.ruler(country, self.date) } else { country })
    }

    /// "Hezbollah and other guerrillas": the country of whom they are the like.
    fn of_the_like(&self, head: TokenId) -> Option<Country> {
        let doc = self.doc;
        let noun = lower_lemma(doc, head);
        let is_other = doc.children_by(head, Relation::Amod).any(|c| lower(doc, c) == "other");
        let is_like = is_other && self.lexicon.classes.contains("armed_noun", &noun);
        let conj = doc.token(head).relation == Relation::Conj;
        let first = doc.token(head).head.filter(|_| is_like && conj)?;
        self.found.entities[*self.found.at(first).first()?].code
    }

    /// The last body, not a state and not a person, that was named and that can be called `noun`: an organ
    /// of a state is no group or movement.
    fn latest_organisation(&self, phrase: &Entity, noun: &str) -> Option<EntityId> {
        let actors = &self.lexicon.actors;
        let doer = self.doer_over(phrase.head);
        let of_trade = self.lexicon.classes.contains("trade_noun", noun);
        let free = matches!(noun, "group" | "movement" | "militia" | "party" | "charity");
        let of_state =
            |s: &Sector| matches!(s.as_str(), "GOV" | "MIL" | "COP" | "LEG" | "JUD" | "SPY");
        self.index.bodies.iter().rev().take(MEMORY).copied().find(|&id| {
            let entity = &self.found.entities[id];
            entity.actor.is_none_or(|a| actors.actor(a).kind == ActorKind::Organisation)
                && !(free && entity.sectors.iter().any(of_state))
                && (!of_trade || entity.sectors.iter().any(|s| phrase.sectors.contains(s)))
                && (doer.is_none() || entity.actor != doer)
        })
    }

    /// "The Cape Times newspaper": whether a phrase has a name of its own before its noun.
    fn is_named(&self, phrase: &Range<TokenId>) -> bool {
        let before = phrase.start..phrase.end.saturating_sub(1);
        before.into_iter().any(|t| self.doc.token(t).upos == Upos::Propn)
    }

    /// Who does what the phrase of `head` is acted upon in: "the army is fighting the group" is not about the army.
    fn doer_over(&self, head: TokenId) -> Option<ActorId> {
        let doc = self.doc;
        let mut at = head;
        for _ in 0..DEPTH {
            let relation = doc.token(at).relation;
            let above = doc.token(at).head?;
            if is_verb(doc, above) {
                let acted_upon = matches!(relation, Relation::Obj | Relation::Iobj | Relation::Obl);
                let subject = clause(doc, above).subject.filter(|&s| acted_upon && s < head)?;
                let id = *self.found.at(subject).first()?;
                return self.found.entities[id].actor;
            }
            at = above;
        }
        None
    }

    /// "Boko Haram …, the militants": the armed group named last, if the phrase can take up one.
    fn armed_before(&self, entity: &Entity, phrase: &Range<TokenId>) -> Option<EntityId> {
        let doc = self.doc;
        let noun = lower_lemma(doc, entity.head);
        let is_definite = || {
            let first = lower(doc, phrase.start);
            let plain = |t: TokenId| {
                matches!(doc.token(t).relation, Relation::Det | Relation::Nummod)
                    || self.lexicon.classes.contains("same_kind", &lower(doc, t))
            };
            matches!(&*first, "the" | "these" | "those") && (phrase.start..entity.head).all(plain)
        };
        if !self.lexicon.classes.contains("armed_noun", &noun) || !is_definite() {
            return None;
        }
        let doer = self.doer_over(entity.head);
        let first = doc.sentence_of(entity.head).saturating_sub(ARMED_REACH);
        let is_armed = |s: &Sector| matches!(s.as_str(), "REB" | "UAF" | "PRM" | "PRE" | "CRM");
        let near = self.index.bodies.iter().rev().copied();
        let near = near.take_while(|&id| doc.sentence_of(self.found.entities[id].head) >= first);
        let is_group = |id: &EntityId| {
            let group = &self.found.entities[*id];
            group.sectors.iter().any(is_armed) && (doer.is_none() || group.actor != doer)
        };
        near.into_iter().find(is_group)
    }

    /// The latest earlier mention that "the president", "the ministry", "the rebels" can repeat.
    fn earlier_nominal(&self, noun: &str, phrase: &str, entity: &Entity) -> Option<EntityId> {
        // "The foreign secretary" is whoever was called just that before, else whoever holds such an office.
        let said_so = |id: &EntityId| {
            let earlier = &self.found.entities[*id];
            earlier.code.is_some()
                && earlier
                    .office
                    .as_deref()
                    .is_some_and(|o| o.len() > noun.len() && phrase.ends_with(&o.to_lowercase()))
        };
        let titled = || self.index.titled.iter().rev().take(MEMORY).copied();
        if !entity.plural
            && let Some(id) = titled().find(said_so)
        {
            return Some(id);
        }
        let is_like = |earlier: &Entity| earlier.code.is_some() && earlier.plural == entity.plural;
        let same_noun = |id: &EntityId| {
            let earlier = &self.found.entities[*id];
            is_like(earlier) && earlier.sectors == entity.sectors
        };
        let same_office = |id: &EntityId| {
            let earlier = &self.found.entities[*id];
            // "The minister" may be the foreign minister, and "the president" is no vice president.
            let is_kind_of = |office: &str| {
                let second = office.split(' ').next().unwrap_or_default();
                office.ends_with(noun) && !self.lexicon.classes.contains("second_in_office", second)
            };
            is_like(earlier)
                && (earlier.office == entity.office
                    || earlier.office.as_deref().is_some_and(is_kind_of))
        };
        let by_noun = self.index.by_noun.get(noun).map_or(&[][..], |ids| ids);
        let repeated = by_noun.iter().rev().take(MEMORY).copied().find(same_noun);
        let in_office = || titled().find(same_office);
        let latest =
            repeated.max((!entity.plural && entity.office.is_some()).then(in_office).flatten());
        latest.map(|id| self.compatriot(entity, id, titled().filter(same_office)).unwrap_or(id))
    }

    /// "The senator accused the president": of several in such an office the one of the country of who does it, if
    /// the one named last was named before the sentence at hand and the one before it.
    fn compatriot(
        &self,
        entity: &Entity,
        latest: EntityId,
        mut in_office: impl Iterator<Item = EntityId>,
    ) -> Option<EntityId> {
        let doc = self.doc;
        let named = &self.found.entities[latest];
        let distant = doc.sentence_of(entity.head) > doc.sentence_of(named.head) + 1;
        let verb = doc.token(entity.head).head.filter(|_| distant && entity.office.is_some())?;
        let subject = clause(doc, verb).subject.filter(|&s| s < entity.head)?;
        let doer = &self.found.entities[*self.found.at(subject).first()?];
        let country = doer.code.filter(|_| doer.code != named.code)?;
        in_office.find(|&id| self.found.entities[id].code == Some(country))
    }
}

/// Whether those of a sector serve their state, so that two of them named in one text are of one country.
fn is_of_state(sector: Sector) -> bool {
    matches!(sector.as_str(), "GOV" | "MIL" | "COP" | "JUD" | "LEG" | "SPY")
}
