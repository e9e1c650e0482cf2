//! Which political actors does this document name, and which words name them?
//!
//! One pass in text order. Each noun phrase is read by its names, its title, its common noun or, for a
//! pronoun, by what went before; what is learned of an actor (a full name, a country, an office) is
//! kept for later mentions.

mod coreference;
mod counted;
mod first_name;
mod home;
mod introduced;
mod learned;
mod member;
mod nominal;
mod person;
mod reported;
mod taken_up;
mod theatre;
mod title;

pub(crate) use nominal::is_backer;

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use verbale_lexicon::{ActorKind, Country, Lexicon, Name, NameUse, Sector};
use verbale_text::{Doc, LineKind, Relation, TokenId, Upos};

use crate::findings::{Entity, PlaceMention, Via, nameless};
use crate::names::Hit;
use crate::syntax::{
    base_phrase, conjuncts, is_name_part, is_nominal, lower, lower_lemma, phrase_head,
};
use theatre::Theatre;

/// How many earlier mentions are looked through for whom a name or noun takes up: some fifty pages, so that a text of
/// megabytes costs no more than its length.
const MEMORY: usize = 4096;

/// Place of an entity in [`Mentions::entities`].
pub(crate) type EntityId = usize;

/// All mentions of one document.
#[derive(Debug)]
pub(crate) struct Mentions {
    /// Every mention, in the order in which it was read.
    pub entities: Vec<Entity>,
    /// The entities that a phrase with this head word names; "the two" names two.
    by_head: Vec<Vec<EntityId>>,
    /// For each head word, whether the country of its phrase is only the one where the text plays.
    presumed: Vec<bool>,
    /// Every name from our knowledge that the text spells, in text order.
    hits: Vec<Hit>,
    date: Option<Date>,
    home: Option<Country>,
    domestic: Option<Country>,
}

impl Mentions {
    /// The entities that the phrase headed by `head` names, without those coordinated with it.
    pub fn at(&self, head: TokenId) -> &[EntityId] {
        &self.by_head[head]
    }

    /// The entities that the phrase and those coordinated with it name.
    pub fn named_by(&self, doc: &Doc, head: TokenId) -> Vec<EntityId> {
        let mut found = Vec::new();
        for part in conjuncts(doc, head) {
            for &id in self.at(part) {
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        found
    }

    /// The names that begin in `tokens`, in text order.
    pub fn hits_in(&self, tokens: &Range<TokenId>) -> &[Hit] {
        let at = |token: TokenId| self.hits.partition_point(|hit| hit.tokens.start < token);
        &self.hits[at(tokens.start)..at(tokens.end)]
    }

    /// The name of which a word is a part.
    pub fn hit_at(&self, token: TokenId) -> Option<&Hit> {
        let at = self.hits.partition_point(|hit| hit.tokens.end <= token);
        self.hits.get(at).filter(|hit| hit.tokens.contains(&token))
    }

    /// The day on which offices are looked up.
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// The country of nearly all that the document names, if it is of one.
    pub fn domestic(&self) -> Option<Country> {
        self.domestic
    }

    /// The country that the document is about.
    pub fn home(&self) -> Option<Country> {
        self.home
    }

    /// Whether the country of the phrase headed by `head` is only the one where the text plays.
    pub fn is_presumed(&self, head: TokenId) -> bool {
        self.presumed[head]
    }

    /// Sets what the phrase headed by `head` names, for words that only later stages can resolve.
    pub fn set(&mut self, head: TokenId, entity: Entity) -> EntityId {
        let id = self.add(entity);
        self.by_head[head] = vec![id];
        id
    }

    fn add(&mut self, entity: Entity) -> EntityId {
        self.entities.push(entity);
        self.entities.len() - 1
    }
}

/// The one sector of a code.
fn sector(code: &str) -> Vec<Sector> {
    Sector::parse(code).into_iter().collect()
}

/// The countries that `hits` name, each once, in text order.
pub(crate) fn countries(hits: &[Hit], lexicon: &Lexicon) -> Vec<Country> {
    let actors = &lexicon.actors;
    let mut found = Vec::new();
    for name in hits.iter().filter_map(|hit| hit.names.first()) {
        let actor = actors.actor(actors.names()[*name].actor);
        if actor.kind == ActorKind::State && !found.contains(&actor.code) {
            found.push(actor.code);
        }
    }
    found
}

/// Reads all mentions of `doc`, from the names found in it and the places that lie in it.
pub(crate) fn mentions(
    doc: &Doc,
    lexicon: &Lexicon,
    hits: Vec<Hit>,
    places: &[PlaceMention],
    date: Option<Date>,
) -> Mentions {
    let theatre = Theatre::new(doc, lexicon, &hits, places, date);
    let mut hit_at = vec![None; doc.tokens().len()];
    for (i, hit) in hits.iter().enumerate() {
        for token in hit.tokens.clone() {
            hit_at[token] = Some(i);
        }
    }
    let mut reader = Reader {
        doc,
        lexicon,
        date,
        hits,
        hit_at,
        found: Mentions {
            entities: Vec::new(),
            by_head: vec![Vec::new(); doc.tokens().len()],
            presumed: vec![false; doc.tokens().len()],
            hits: Vec::new(),
            date,
            home: theatre.focus(),
            domestic: theatre.domestic(),
        },
        index: Index::default(),
        theatre,
    };
    reader.read();
    let Reader { mut found, hits, .. } = reader;
    home::settle(&mut found);
    found.hits = hits;
    found
}

/// The state of the pass.
struct Reader<'a> {
    doc: &'a Doc,
    lexicon: &'a Lexicon,
    date: Option<Date>,
    hits: Vec<Hit>,
    /// The hit that covers a token.
    hit_at: Vec<Option<usize>>,
    found: Mentions,
    index: Index,
    /// Of which country a noun without one is.
    theatre: Theatre,
}

/// Where to look for what a later phrase takes up.
#[derive(Debug, Default)]
struct Index {
    /// Mentions by the noun or name at their head.
    by_noun: FxHashMap<Box<str>, Vec<EntityId>>,
    /// Those with an office.
    titled: BTreeSet<EntityId>,
    /// Those of an organisation that we know.
    bodies: BTreeSet<EntityId>,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let doc = self.doc;
        for sentence in doc.sentences() {
            if matches!(sentence.kind, LineKind::Stamp | LineKind::Caption | LineKind::Byline) {
                continue;
            }
            for head in sentence.tokens.clone() {
                if self.heads_a_phrase(head) {
                    self.read_phrase(head);
                }
            }
            for head in sentence.tokens.clone() {
                self.join_apposition(head);
            }
            self.introduce(sentence.tokens.clone());
            for head in sentence.tokens.clone() {
                self.read_cataphora(head);
            }
        }
    }

    /// Whether a noun phrase, or an adjective used as one ("the Turkish"), has its head here.
    fn heads_a_phrase(&self, id: TokenId) -> bool {
        if phrase_head(self.doc, id) != id {
            // A name that the parser tore apart still has a head of its own.
            return self.hit_at[id].is_some_and(|h| self.hit_head(h) == id)
                && self.doc.token(id).upos == Upos::Propn
                && !is_name_part(self.doc.token(id).relation)
                && self.doc.token(id).relation != Relation::Compound
                && self.doc.token(id).relation != Relation::NmodDesc;
        }
        is_nominal(self.doc, id) || self.is_national(id)
    }

    /// "A Libyan": an adjective of nationality that an article makes a noun.
    fn is_national(&self, id: TokenId) -> bool {
        let doc = self.doc;
        doc.token(id).upos == Upos::Adj
            && self.hit_at[id].is_some()
            && matches!(
                doc.token(id).relation,
                Relation::Conj | Relation::Nsubj | Relation::NsubjPass | Relation::Obj
            )
            && doc.children_by(id, Relation::Det).next().is_some()
    }

    /// The token of a hit on which the others depend.
    fn hit_head(&self, hit: usize) -> TokenId {
        let tokens = self.hits[hit].tokens.clone();
        tokens
            .clone()
            .find(|&t| self.doc.token(t).head.is_none_or(|h| !tokens.contains(&h)))
            .unwrap_or(tokens.start)
    }

    fn read_phrase(&mut self, head: TokenId) {
        let doc = self.doc;
        if doc.token(head).upos == Upos::Pron {
            return self.read_pronoun(head);
        }
        if self.read_pair(head) {
            return;
        }
        let phrase = base_phrase(doc, head);
        if self.read_states_called(head, &phrase) {
            return;
        }
        if let Some(entity) = self.by_own_name(head, &phrase) {
            return self.record(head, entity);
        }
        let entity = match doc.token(head).upos {
            Upos::Propn => self
                .by_title_and_name(head, &phrase)
                .map(|entity| self.as_learned(entity))
                .or_else(|| self.by_nominal(head, &phrase))
                .or_else(|| self.by_learned_name(head, &phrase)),
            _ => self.by_nominal(head, &phrase),
        };
        let Some(entity) = entity else { return };
        let owners = self.coordinated_owners(head, &phrase);
        // "A group of Polish and Czech engineers"
        let noun = lower_lemma(self.doc, head);
        let several = entity.plural || self.lexicon.classes.contains("amount", &noun);
        if several && owners.len() > 1 {
            for code in owners {
                self.record(head, Entity { code: Some(code), ..entity.clone() });
            }
        } else {
            self.record(head, entity);
        }
    }

    /// The countries in "Turkish and Syrian forces", "the presidents of Turkey and Syria", "envoys
    /// from both", where there are several.
    fn coordinated_owners(&self, head: TokenId, phrase: &Range<TokenId>) -> Vec<Country> {
        let pair = self.doc.children_by(head, Relation::Nmod).map(|c| self.states_called(c));
        if let Some(pair) = pair.into_iter().find(|pair| !pair.is_empty()) {
            return pair;
        }
        let before = self.hits_in(phrase.start..head);
        let of = self
            .doc
            .children(head)
            .iter()
            .copied()
            .filter(|&c| matches!(self.doc.token(c).relation, Relation::Nmod | Relation::Obl))
            .find(|&c| matches!(crate::syntax::case_of(self.doc, c).as_str(), "of" | "from"))
            .and_then(|c| {
                let end = *conjuncts(self.doc, c).last()? + 1;
                Some(base_phrase(self.doc, c).start..end)
            });
        let hits = match of.filter(|_| before.is_empty()) {
            Some(tokens) => self.hits_in(tokens),
            None => before,
        };
        let mut owners: Vec<Country> = Vec::new();
        let mut end = None;
        for hit in hits {
            let tokens = &self.hits[hit].tokens;
            let joined = |from: TokenId| {
                (from..tokens.start).all(|t| matches!(self.doc.form(t), "and" | "," | "the"))
            };
            if end.is_some_and(|end| !joined(end)) {
                return Vec::new();
            }
            end = Some(tokens.end);
            owners.extend(self.origin_of_hit(hit).code.filter(|code| !owners.contains(code)));
        }
        owners
    }

    /// "The two Koreas": the states of which all bear the name that stands in the plural here, where it says of how
    /// many it speaks.
    fn states_called(&self, head: TokenId) -> Vec<Country> {
        let doc = self.doc;
        let counted = |c: TokenId| matches!(&*lower(doc, c), "two" | "both");
        let name = doc.form(head).strip_suffix('s').filter(|_| doc.token(head).upos == Upos::Propn);
        let Some(name) = name.filter(|_| doc.children(head).iter().any(|&c| counted(c))) else {
            return Vec::new();
        };
        let actors = &self.lexicon.actors;
        let states = actors.all().iter().enumerate().filter(|(_, a)| a.kind == ActorKind::State);
        let bears = |n: &Name| {
            n.usage == NameUse::Full && n.until.is_none() && n.text.rsplit(' ').next() == Some(name)
        };
        let called = states.filter(|(id, _)| actors.names_of(*id).iter().any(bears));
        let codes: Vec<Country> = called.map(|(_, state)| state.code).collect();
        if codes.len() == 2 { codes } else { Vec::new() }
    }

    /// Lets "the two Koreas" name both.
    fn read_states_called(&mut self, head: TokenId, phrase: &Range<TokenId>) -> bool {
        let codes = self.states_called(head);
        for &code in &codes {
            let span = self.span(phrase.clone());
            let state = Entity { code: Some(code), sectors: sector("GOV"), ..nameless(span, head) };
            self.record(head, state);
        }
        !codes.is_empty()
    }

    fn record(&mut self, head: TokenId, entity: Entity) {
        let noun = lower_lemma(self.doc, entity.head);
        let id = self.found.add(entity);
        self.found.by_head[head].push(id);
        self.index.by_noun.entry(noun.into()).or_default().push(id);
        self.index(id);
    }

    /// "Hamas fighters": whether an organisation that we know is named in a common noun's phrase.
    fn is_of_body(&self, entity: &Entity) -> bool {
        entity.via == Via::Nominal
            && entity.code.is_some()
            && self.hits_in(base_phrase(self.doc, entity.head)).into_iter().any(|hit| {
                !nominal::is_backer(self.doc, &self.lexicon.classes, &self.hits[hit].tokens)
                    && !self.origin_of_hit(hit).sectors.is_empty()
            })
    }

    /// Enters a mention under what is known of it by now.
    fn index(&mut self, id: EntityId) {
        let entity = &self.found.entities[id];
        let kind = entity.actor.map(|actor| self.lexicon.actors.actor(actor).kind);
        if entity.office.is_some() {
            self.index.titled.insert(id);
        }
        let of_body = || self.is_of_body(&self.found.entities[id]);
        if kind == Some(ActorKind::Organisation) || kind.is_none() && of_body() {
            self.index.bodies.insert(id);
        }
    }

    /// Reads a phrase whose head is part of a name that we know.
    fn by_own_name(&mut self, head: TokenId, phrase: &Range<TokenId>) -> Option<Entity> {
        let hit = self.hit_at[head]?;
        if !self.covers_whole_name(hit, head) {
            return None;
        }
        let names: Vec<&Name> =
            self.hits[hit].names.iter().map(|&n| &self.lexicon.actors.names()[n]).collect();
        let person =
            names.iter().any(|n| self.lexicon.actors.actor(n.actor).kind == ActorKind::Person);
        if person && let Some(entity) = self.person_by_name(head, phrase, &names) {
            return Some(entity);
        }
        let name =
            *names.iter().find(|n| self.lexicon.actors.actor(n.actor).kind != ActorKind::Person)?;
        let actor = self.lexicon.actors.actor(name.actor);
        let capacity = actor.on(self.date);
        let at_home = self.ethnic_home(head, hit);
        let seat = matches!(name.usage, NameUse::Capital | NameUse::Seat);
        let sectors = if seat { sector("GOV") } else { capacity.sectors };
        Some(Entity {
            span: self.span(self.hits[hit].tokens.clone()),
            head,
            code: Some(at_home.unwrap_or(capacity.code)),
            sectors,
            actor: Some(name.actor),
            name: Some(actor.name.clone()),
            office: None,
            gender: None,
            person: name.usage == NameUse::People,
            plural: name.usage == NameUse::People && name.text.ends_with('s'),
            antecedent: None,
            via: if seat { Via::Metonym } else { Via::Name },
        })
    }

    /// "Ethnic Turks": people of the country in which the sentence plays, whatever their tongue.
    fn ethnic_home(&self, head: TokenId, hit: usize) -> Option<Country> {
        let doc = self.doc;
        let is_ethnic = |t: TokenId| lower(doc, t) == "ethnic";
        let inside = is_ethnic(self.hits[hit].tokens.start);
        let before = doc.children_by(head, Relation::Amod).any(is_ethnic);
        let home = || self.theatre.scene(doc, head).or(self.theatre.focus());
        (inside || before).then(home).flatten()
    }

    /// Whether a hit is the whole of the name in which it stands: "Jordan" in "Michael Jordan" is not.
    fn covers_whole_name(&self, hit: usize, head: TokenId) -> bool {
        let tokens = &self.hits[hit].tokens;
        let doc = self.doc;
        let outside = |t: TokenId| !tokens.contains(&t);
        let has_other_part = doc
            .children(head)
            .iter()
            .any(|&c| doc.token(c).relation == Relation::Flat && outside(c));
        !has_other_part
    }

    /// Hits that stand in `tokens`, in text order.
    fn hits_in(&self, tokens: Range<TokenId>) -> Vec<usize> {
        let mut found: Vec<usize> = tokens.filter_map(|t| self.hit_at[t]).collect();
        found.dedup();
        found
    }

    fn span(&self, tokens: Range<TokenId>) -> verbale_text::ByteSpan {
        let doc = self.doc;
        doc.token(tokens.start).span.hull(doc.token(tokens.end - 1).span)
    }
}
