//! Which person does a name name?

use std::ops::Range;

use jiff::ToSpan;
use verbale_lexicon::{Actor, ActorKind, Capacity, Country, Name, NameUse, Sector};
use verbale_text::{NameKind, Relation, TokenId, Upos};

use super::nominal::{Origin, is_domestic};
use super::theatre::is_body;
use super::title::Title;
use super::{EntityId, MEMORY, Reader, sector};
use crate::findings::{Entity, Via, nameless};
use crate::syntax::{base_phrase, lower, lower_lemma};

impl<'a> Reader<'a> {
    /// Reads a name that may be a known person's, in full or in short.
    pub(super) fn person_by_name(
        &mut self,
        head: TokenId,
        phrase: &Range<TokenId>,
        names: &[&Name],
    ) -> Option<Entity> {
        let actors = &self.lexicon.actors;
        let persons = || names.iter().filter(|n| actors.actor(n.actor).kind == ActorKind::Person);
        let full: Vec<_> = persons().filter(|n| n.usage == NameUse::Full).collect();
        let name = if full.is_empty() {
            if let Some(earlier) = self.earlier_surname(head) {
                return Some(self.repeat(earlier, head, phrase));
            }
            self.by_surname(head, phrase, persons().copied())?
        } else {
            let active = full
                .iter()
                .find(|n| self.date.is_none_or(|d| actors.actor(n.actor).is_active_on(d)));
            *active.or(full.first())?
        };
        let actor = actors.actor(name.actor);
        let title = self.title_in(phrase.clone());
        let capacity = self.capacity(actor, title.as_ref());
        let mut sectors = capacity.sectors;
        let mut office = capacity.office.map(Into::into);
        if let Some(title) = &title {
            if sectors.is_empty() {
                sectors = title.office.sectors.clone();
            }
            if office.is_none() && !title.office.sectors.is_empty() && !title.former {
                office = Some(title.office.name.clone());
            }
        }
        let served = self.body_served(head, phrase, title.as_ref());
        let other = title.as_ref().and_then(|title| self.country_served(phrase, title));
        let other = other.filter(|&code| code != capacity.code);
        let code = served.or(other).unwrap_or(capacity.code);
        if code != capacity.code {
            sectors = sector("GOV");
        }
        Some(Entity {
            span: self.span(phrase.clone()),
            head,
            code: Some(code),
            sectors,
            actor: Some(name.actor),
            name: Some(actor.name.clone()),
            office,
            gender: actor.gender.or_else(|| self.gender_told(head)),
            person: true,
            plural: false,
            antecedent: None,
            via: Via::Name,
        })
    }

    /// What a person is on the day of the report. How an office ended is told some days after it did, and then of its
    /// holder: "soldiers overthrew President Zelaya on Sunday". Rebels have no title, but leave by their death.
    fn capacity<'k>(&self, actor: &'k Actor, title: Option<&Title<'_>>) -> Capacity<'k> {
        const NEWS: i32 = 2;
        const TITLED: i32 = 14;
        let now = actor.on(self.date);
        let Some(day) = self.date else { return now };
        let serves = |then: &Capacity<'_>, title: &Title<'_>| {
            then.sectors.iter().any(|s| title.office.sectors.contains(s))
        };
        let days = match title {
            Some(title) if title.former => return now,
            Some(title) if !serves(&now, title) => TITLED,
            Some(_) => return now,
            None if now.sectors.iter().all(is_elite) => NEWS,
            None => return now,
        };
        let before = (1..=days).filter_map(|n| day.checked_sub(n.days()).ok());
        let mut held = before.map(|day| actor.on(Some(day)));
        let was = held.find(|was| {
            !was.sectors.iter().any(is_elite)
                && match title {
                    Some(title) => serves(was, title),
                    None => was.sectors.iter().all(|s| s.as_str() == "REB"),
                }
        });
        was.unwrap_or(now)
    }

    /// "UN envoy Carl Bildt" speaks for the UN, whatever else he was.
    fn body_served(
        &self,
        head: TokenId,
        phrase: &Range<TokenId>,
        title: Option<&Title<'_>>,
    ) -> Option<Country> {
        title.filter(|title| !title.former && title.tokens.end <= head)?;
        self.origin(head, phrase).code.filter(|&code| is_body(code))
    }

    /// "Soviet Foreign Minister Eduard Shevardnadze" spoke for that country, whichever he led later.
    fn country_served(&self, phrase: &Range<TokenId>, title: &Title<'_>) -> Option<Country> {
        let before = phrase.start..title.tokens.start;
        let of_state = title.office.sectors.iter().any(|s| s.as_str() == "GOV");
        let former = title.former || before.clone().any(|t| self.is_former(t));
        let told = (of_state && !former && !before.is_empty()).then_some(before)?;
        let actors = &self.lexicon.actors;
        let of_state = |hit: &usize| {
            let mut names = self.hits[*hit].names.iter().map(|&n| actors.names()[n].actor);
            names.all(|actor| actors.actor(actor).kind == ActorKind::State)
        };
        let hit = self.hits_in(told).into_iter().rev().find(of_state)?;
        self.origin_of_hit(hit).code
    }

    /// The one person whom a surname alone can mean: in office on the day, and fitting the country that
    /// the words around it tell.
    fn by_surname<'n>(
        &self,
        head: TokenId,
        phrase: &Range<TokenId>,
        names: impl Iterator<Item = &'n Name>,
    ) -> Option<&'n Name> {
        let actors = &self.lexicon.actors;
        let token = self.doc.token(head);
        // A heading's "Peskov calls" looks like a plural noun to the tagger.
        let plural = token.upos == Upos::Noun && token.relation.is_subject();
        if token.upos != Upos::Propn && !plural {
            return None;
        }
        let hinted = self.origin(head, phrase).code;
        let mut fitting: Vec<&Name> = names
            .filter(|n| self.date.is_none_or(|d| actors.actor(n.actor).is_active_on(d)))
            .filter(|n| hinted.is_none_or(|code| actors.actor(n.actor).on(self.date).code == code))
            .collect();
        fitting.dedup_by_key(|n| n.actor);
        if fitting.len() > 1 {
            // Whoever governs is meant by a bare surname, and not a spouse or a namesake.
            let governs = |n: &&Name| {
                let capacity = actors.actor(n.actor).on(self.date);
                capacity.office.is_some() && capacity.sectors.iter().any(|s| s.as_str() == "GOV")
            };
            fitting = fitting.into_iter().filter(governs).collect();
        }
        let titled = self.title_in(phrase.clone()).is_some();
        fitting.retain(|n| titled || self.may_bear_name_of(head, Some(n.actor), None));
        let introduced = hinted.is_some() || titled;
        // Out of office nobody is so well known that a surname alone would mean him: "Pan Am".
        let known = |n: &Name| !n.ambiguous && actors.actor(n.actor).on(self.date).office.is_some();
        match fitting.as_slice() {
            [only] if introduced || known(only) => Some(only),
            _ => None,
        }
    }

    /// Reads a name that we do not know: by its title ("Tanzanian minister January Makamba"), by an
    /// earlier mention, or just as a name.
    pub(super) fn by_title_and_name(
        &mut self,
        head: TokenId,
        phrase: &Range<TokenId>,
    ) -> Option<Entity> {
        if let Some(earlier) = self.earlier_surname(head) {
            return Some(self.repeat(earlier, head, phrase));
        }
        let tokens = self.name_tokens(head);
        if self.is_office_or_body(&tokens, phrase) {
            return None;
        }
        let title = self.title_of(head, phrase, &tokens);
        let seat = self.seat_told(&tokens);
        let body = title.is_none() && self.names_body(phrase, &tokens);
        let origin = match (&title, seat) {
            (Some(title), _) => self.origin_by_title(head, phrase, &tokens, title, seat),
            (None, Some(_)) => Origin { code: seat, sectors: sector("LEG") },
            (None, None) if self.is_nobody(&tokens, body) => return None,
            (None, None) => self.origin_by_description(head, phrase, &tokens),
        };
        Some(Entity {
            code: origin.code,
            sectors: origin.sectors,
            name: Some(self.span(tokens).of(self.doc.text()).into()),
            office: title.filter(|t| !t.office.address).map(|t| t.office.name.clone()),
            gender: self.gender_told(head),
            person: !body,
            via: Via::Name,
            ..nameless(self.span(phrase.clone()), head)
        })
    }

    /// The title before a name, or one that it shares with the names before it.
    fn title_of(
        &self,
        head: TokenId,
        phrase: &Range<TokenId>,
        name: &Range<TokenId>,
    ) -> Option<Title<'a>> {
        let before = (phrase.start < name.start).then_some(phrase.start..name.start);
        before.and_then(|before| self.title_in(before)).or_else(|| self.shared_title(head))
    }

    /// Whether what looks like a name is that of a place or, where it may be a body's, of a document.
    fn is_nobody(&self, name: &Range<TokenId>, body: bool) -> bool {
        // A town of two words is not somebody's name.
        name.len() < 2 || self.is_place(name.end - 1) || body && self.is_document(name)
    }

    /// Whence somebody with a title is, and of which walk of life.
    fn origin_by_title(
        &mut self,
        head: TokenId,
        phrase: &Range<TokenId>,
        name: &Range<TokenId>,
        title: &Title<'_>,
        seat: Option<Country>,
    ) -> Origin {
        let told = self.origin(head, phrase);
        let of_body = self.body_spoken_for(title, phrase);
        let office = &title.office.sectors;
        let mut code = seat.or(told.code);
        if office.iter().chain(&of_body).any(|s| is_domestic(*s)) {
            code = code.or_else(|| self.country_of_office(name, title));
            let noun = lower_lemma(self.doc, title.tokens.end - 1);
            if code.is_none() && !self.is_from_abroad(&noun) {
                code = self.theatre.focus().or(self.theatre.filed());
                self.found.presumed[head] = code.is_some();
            }
        }
        let sectors = if title.former {
            sector("ELI")
        } else if !office.is_empty() {
            office.clone()
        } else if told.sectors.is_empty() {
            of_body
        } else {
            told.sectors
        };
        Origin { code, sectors }
    }

    /// Whence somebody without a title is by the words before and after the name: "Saudi blogger Raif Badawi" is of that
    /// country, and nobody in office.
    fn origin_by_description(
        &self,
        head: TokenId,
        phrase: &Range<TokenId>,
        name: &Range<TokenId>,
    ) -> Origin {
        let words = self.description(head, phrase.start);
        let is_described = !self.hits_in(words.clone()).is_empty();
        let background = self.background(head, name);
        let home = background.as_ref().and_then(|background| background.code);
        let told = || self.origin(head, phrase).code.or_else(|| self.described_origin(&words));
        let code = home.or_else(|| told().filter(|_| is_described));
        let sectors = match background {
            Some(background) if !is_described => background.sectors,
            _ if is_described => self.described_sectors(&words, name.start),
            _ => Vec::new(),
        };
        Origin { code, sectors }
    }

    /// "Opposition spokesman Kofi Adu" speaks for the opposition.
    fn body_spoken_for(&self, title: &Title<'_>, phrase: &Range<TokenId>) -> Vec<Sector> {
        if !title.office.sectors.is_empty() {
            return Vec::new();
        }
        let mut before = (phrase.start..title.tokens.start).rev();
        let agent = before.find_map(|t| self.lexicon.words.agent(&self.doc.token(t).lemma));
        agent.map(|agent| agent.sectors.clone()).unwrap_or_default()
    }

    /// "President Makamba" without a country is the president of the country whose office one of that name has held,
    /// else of the one that alone has such an office.
    fn country_of_office(&self, name: &Range<TokenId>, title: &Title<'_>) -> Option<Country> {
        self.holder(name.end - 1, title).or(title.office.code)
    }

    /// Whether a name has an article and no word for what somebody is: people have none, bodies do.
    fn names_body(&self, phrase: &Range<TokenId>, name: &Range<TokenId>) -> bool {
        let doc = self.doc;
        let article = doc.token(phrase.start).relation == Relation::Det
            && lower(doc, phrase.start) == "the"
            && phrase.start < name.start;
        let told = (phrase.start..name.start).any(|t| doc.token(t).upos == Upos::Noun);
        article && !told && doc.token(name.end - 1).name.kind() != Some(NameKind::Person)
    }

    /// "The North American Free Trade Agreement", "the Boycott Law": what ends in a document's word is no body.
    fn is_document(&self, name: &Range<TokenId>) -> bool {
        let last = lower(self.doc, name.end - 1);
        let classes = &self.lexicon.classes;
        ["document", "law", "agreement"].iter().any(|class| classes.contains(class, &last))
    }

    /// Whether a phrase names no person: "Russia's Defence Ministry", "the Prime Minister of Chad".
    fn is_office_or_body(&self, name: &Range<TokenId>, phrase: &Range<TokenId>) -> bool {
        let noun = lower_lemma(self.doc, name.end - 1);
        let is_body = self.lexicon.words.agent(&noun).is_some_and(|agent| !agent.person);
        is_body
            || self.title_in(phrase.clone()).is_some_and(|title| {
                phrase.clone().all(|t| {
                    title.tokens.contains(&t)
                        || self.hit_at[t].is_some_and(|hit| !self.is_surname(hit))
                        || self.doc.token(t).upos != Upos::Propn
                })
            })
    }

    /// Whether a word ends the name of a place, and no name of a person that we know.
    fn is_place(&self, last: TokenId) -> bool {
        let names_one = self.hit_at[last].is_none_or(|hit| !self.is_surname(hit));
        names_one && self.theatre.country_at(last).is_some()
    }

    /// The words that describe a person before the name: "the Kenyan runner Joseph Kibet", whether the parser took
    /// them for part of the phrase or for one beside it.
    fn description(&self, head: TokenId, start: TokenId) -> Range<TokenId> {
        let doc = self.doc;
        let beside = start.checked_sub(1).filter(|&noun| {
            doc.token(noun).upos == Upos::Noun
                && doc.token(noun).relation == doc.token(head).relation
                && doc.token(noun).head == doc.token(head).head
        });
        beside.map_or(start..self.name_tokens(head).start.max(start), |noun| {
            base_phrase(doc, noun).start..start
        })
    }

    /// The country that the words before a name tell.
    fn described_origin(&self, described: &Range<TokenId>) -> Option<Country> {
        let hits = self.hits_in(described.clone());
        hits.into_iter().rev().find_map(|hit| self.origin_of_hit(hit).code)
    }

    /// What the noun before a name is: "Israeli settler David Gal".
    fn described_sectors(&self, described: &Range<TokenId>, name: TokenId) -> Vec<Sector> {
        let noun = name.checked_sub(1).filter(|noun| described.contains(noun));
        let agent = noun.and_then(|noun| self.agent_at(noun, described)).filter(|a| a.person);
        let told = agent.map(|agent| agent.sectors).filter(|sectors| !sectors.is_empty());
        told.unwrap_or_else(|| sector("CVL"))
    }

    /// "President Ronald Wilson Reagan": the country whose office one of that surname has held, by whatever first
    /// names and on whatever day, if it is one.
    fn holder(&self, surname: TokenId, title: &Title<'_>) -> Option<Country> {
        let actors = &self.lexicon.actors;
        let office = &*title.office.name;
        let hit = self.hit_at[surname].filter(|&hit| self.is_surname(hit))?;
        let named = self.hits[hit].names.iter().map(|&n| actors.actor(actors.names()[n].actor));
        let holders = named.filter(|actor| actor.roles.iter().any(|role| *role.office == *office));
        let mut codes: Vec<Country> = holders.map(|actor| actor.code).collect();
        codes.dedup();
        <[Country; 1]>::try_from(codes).ok().map(|[only]| only)
    }

    /// The head of a name with its other parts, without titles.
    pub(super) fn name_tokens(&self, head: TokenId) -> Range<TokenId> {
        let doc = self.doc;
        let mut tokens = head..head + 1;
        for &c in doc.children(head) {
            let token = doc.token(c);
            let part =
                matches!(token.relation, Relation::Flat | Relation::Compound | Relation::Goeswith)
                    && token.upos == Upos::Propn
                    && self.title_in(c..c + 1).is_none()
                    && self.hit_at[c].is_none_or(|hit| self.is_surname(hit));
            if part {
                tokens = tokens.start.min(c)..tokens.end.max(c + 1);
            }
        }
        self.without_title(tokens)
    }

    /// A name without the office that the parser joined to it ("Labour MP Jane Fox") and without what follows in
    /// brackets or after a comma ("(R-Ohio)").
    fn without_title(&self, name: Range<TokenId>) -> Range<TokenId> {
        let bracket = |&t: &TokenId| matches!(self.doc.form(t), "(" | "[" | ",");
        let end = (name.start + 1..name.end).find(bracket).unwrap_or(name.end);
        let is_title = |&t: &TokenId| self.title_in(t..t + 1).is_some();
        let title = (name.start..end).rev().find(is_title);
        let start = title.map(|t| t + 1).filter(|&start| start < end).unwrap_or(name.start);
        start..end
    }

    /// Whether a hit is only somebody's surname, which others may bear: "Robinson" in "Joe Robinson".
    pub(super) fn is_surname(&self, hit: usize) -> bool {
        let actors = &self.lexicon.actors;
        self.hits[hit].names.iter().map(|&n| &actors.names()[n]).all(|name| {
            actors.actor(name.actor).kind == ActorKind::Person && name.usage == NameUse::Short
        })
    }

    /// The latest earlier person whose name ends in this word; a bare surname is rather that of whoever is known
    /// than that of their kin.
    fn earlier_surname(&self, head: TokenId) -> Option<EntityId> {
        let doc = self.doc;
        let name = self.name_tokens(head);
        let surname = doc.form(name.end - 1);
        let bears = |id: &EntityId| {
            let earlier = &self.found.entities[*id];
            earlier.person
                && earlier.via != Via::Pronoun
                && earlier.name.as_deref().is_some_and(|name| {
                    name.rsplit([' ', '-']).next() == Some(surname) && name.len() > surname.len()
                        || self.short_names_include(earlier, surname)
                })
                && !self.is_of_another(head, earlier)
        };
        let mut bearers = (0..self.found.entities.len()).rev().take(MEMORY).filter(bears);
        let latest = bearers.next()?;
        let is_known = |id: &EntityId| self.found.entities[*id].actor.is_some();
        let known = (name.len() == 1 && !is_known(&latest)).then(|| bearers.find(is_known));
        Some(known.flatten().unwrap_or(latest))
    }

    pub(super) fn short_names_include(&self, entity: &Entity, form: &str) -> bool {
        let actors = &self.lexicon.actors;
        entity.actor.is_some_and(|actor| {
            let names = actors.names_of(actor);
            names.iter().any(|n| n.usage == NameUse::Short && *n.text == *form)
        })
    }

    /// A later mention of an entity.
    pub(super) fn repeat(
        &self,
        earlier: EntityId,
        head: TokenId,
        phrase: &Range<TokenId>,
    ) -> Entity {
        let mut entity = self.found.entities[earlier].clone();
        entity.span = self.span(phrase.clone());
        entity.head = head;
        entity.via = Via::Name;
        entity
    }
}

fn is_elite(sector: &Sector) -> bool {
    sector.as_str() == "ELI"
}
