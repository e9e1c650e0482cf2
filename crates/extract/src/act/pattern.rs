//! Do the words around a head give what the elements of a pattern ask for?

use std::rc::Rc;

use verbale_lexicon::{
    ClauseContent, ClauseKind, Country, Element, Filler, Filter, Pattern, RoleName, Sector, Slot,
    WordTest,
};
use verbale_text::{Doc, Relation, TokenId, Upos};

use super::miss::Miss;
use super::word::content_noun;
use super::{Fit, Matcher, roles};
use crate::findings::{Entity, Via};
use crate::syntax::{
    Complement, ComplementForm, Oblique, case_of, conjuncts, coordinated, has_to, possessor,
};

/// What the elements of a pattern are looked for among.
#[derive(Debug)]
pub(super) struct Around {
    pub object: Option<TokenId>,
    pub indirect: Option<TokenId>,
    pub phrases: Rc<Phrases>,
    /// The head itself.
    pub head: TokenId,
}

/// Phrases and clauses that may belong to a head, the nearest first.
#[derive(Debug, Clone)]
pub(super) struct Phrases {
    pub obliques: Vec<Oblique>,
    pub complements: Vec<Complement>,
}

/// Points for what a pattern requires; the sum says how specific a fit is.
pub(super) mod points {
    pub const WORD: i32 = 5;
    pub const FORM: i32 = 6;
    pub const FILTER: i32 = 2;
    pub const OBJECT: i32 = 1;
    pub const OBLIQUE: i32 = 2;
    pub const CLAUSE: i32 = 2;
    pub const KNOWN_ACT: i32 = 1;
}

impl Matcher<'_> {
    /// Fits all `elements`, adding to `fit`.
    pub(super) fn fit_elements<'p>(
        &self,
        elements: &'p [Element],
        around: &Around,
        fit: &mut Fit,
    ) -> Result<(), Miss<'p>> {
        // What must be there comes first, so that an option does not take it away.
        for element in elements.iter().filter(|e| !matches!(e, Element::Optional(_))) {
            self.fit_element(element, around, fit)?;
        }
        for element in elements {
            if let Element::Optional(inner) = element {
                let mark = fit.mark();
                if self.fit_elements(inner, around, fit).is_err() {
                    fit.take_back(&mark);
                }
            }
        }
        Ok(())
    }

    fn fit_element<'p>(
        &self,
        element: &'p Element,
        around: &Around,
        fit: &mut Fit,
    ) -> Result<(), Miss<'p>> {
        match element {
            Element::Object(slot) => self.fit_object(slot, around, fit),
            Element::ObjectWord(words, whose) => {
                let object = around.object.ok_or(Miss::Words("object", words))?;
                self.fit_word(words, whose.as_ref(), object, fit)
            }
            Element::Oblique(prepositions, filler) => {
                self.fit_oblique(prepositions, filler, around, fit)
            }
            Element::Complement(words) => self.fit_complement(words, around, fit),
            Element::Clause(kind, content) => self.fit_clause(*kind, content, around, fit),
            Element::Adverb(words) => {
                let wanted = |word: &str| words.iter().any(|w| **w == *word);
                let adverb = self.adverb_beside(around.head, around.object, &wanted);
                fit.consumed.push(adverb.ok_or(Miss::Adverb(words))?);
                fit.score += points::WORD;
                Ok(())
            }
            Element::Before(prepositions) => {
                let own = case_of(self.doc, around.head);
                match prepositions.iter().any(|wanted| **wanted == *own) {
                    true => fit.score += points::WORD,
                    false => return Err(Miss::Before(prepositions)),
                }
                Ok(())
            }
            Element::Optional(_) => Ok(()),
        }
    }

    fn fit_object<'p>(
        &self,
        slot: &'p Slot,
        around: &Around,
        fit: &mut Fit,
    ) -> Result<(), Miss<'p>> {
        let free = |t: &TokenId| {
            let taken = fit.fills.iter().any(|f| f.token == *t) || fit.consumed.contains(t);
            !taken && !self.is_time[*t]
        };
        let candidates = [around.indirect, around.object].into_iter().flatten().filter(free);
        for candidate in candidates.collect::<Vec<_>>() {
            if self.fit_slot(slot, candidate, points::OBJECT, fit) {
                return Ok(());
            }
        }
        if slot.role == RoleName::Act
            && let Some(gerund) =
                around.phrases.complements.iter().find(|c| c.form == ComplementForm::Gerund)
        {
            fit.fill(RoleName::Act, gerund.head, false);
            fit.score += points::CLAUSE;
            return Ok(());
        }
        Err(Miss::Object(slot.role))
    }

    /// Fills a slot with the phrase headed by `noun`, or with the act that it tells, if that meets it.
    fn fit_slot(&self, slot: &Slot, noun: TokenId, worth: i32, fit: &mut Fit) -> bool {
        if slot.role == RoleName::Act {
            return self.fit_act_in(noun, worth, fit);
        }
        let meets = self.meets(slot, noun);
        if meets {
            fit.fill(slot.role, noun, false);
            fit.score += worth + self.filter_points(slot);
        }
        meets
    }

    /// Takes the act that a noun tells for the one that the pattern is about.
    fn fit_act_in(&self, noun: TokenId, worth: i32, fit: &mut Fit) -> bool {
        let act = self.act_in(noun);
        if let Some(act) = act {
            fit.fill(RoleName::Act, act, false);
            fit.score += worth + points::KNOWN_ACT;
        }
        act.is_some()
    }

    /// The act that an object noun tells, looking through "a series of", "its decision on".
    fn act_in(&self, noun: TokenId) -> Option<TokenId> {
        let content = content_noun(self, noun);
        self.conjuncts(content).iter().copied().find(|&t| self.is_act(t))
    }

    /// Whether `noun` (or what it is a number of) is one of `words`, and whose it is fits `whose`.
    fn fit_word<'p>(
        &self,
        words: &'p [WordTest],
        whose: Option<&'p Slot>,
        noun: TokenId,
        fit: &mut Fit,
    ) -> Result<(), Miss<'p>> {
        let content = content_noun(self, noun);
        let found = self
            .conjuncts(content)
            .iter()
            .copied()
            .filter(|t| !fit.fills.iter().any(|f| f.token == *t && !f.owner))
            .find_map(|t| Some((t, words.iter().find(|w| self.is_word(w, t))?)));
        let Some((token, word)) = found else { return Err(Miss::Words("word", words)) };
        if let Some(slot) = whose {
            self.fit_whose(slot, token, fit)?;
        }
        fit.consumed.push(token);
        fit.score += if matches!(word, WordTest::Form(_)) { points::FORM } else { points::WORD };
        Ok(())
    }

    /// Fills `slot` with whose `noun` is.
    fn fit_whose<'p>(&self, slot: &'p Slot, noun: TokenId, fit: &mut Fit) -> Result<(), Miss<'p>> {
        let accused = self.judges(fit);
        let is_doer = |&t: &TokenId| !accused || !self.is_victim(noun, t);
        let phrase = |wanted: &[&str]| {
            let mut phrases = self.doc.children_by(noun, Relation::Nmod).filter(is_doer);
            phrases.find(|&t| wanted.contains(&case_of(self.doc, t).as_str()))
        };
        // "The Chinese ambassador in Berlin" is China's.
        let adjective = super::roles::owner_in_phrase(self, noun).is_some();
        let other = || phrase(&["of", "in", "with", "from", "by"]).filter(|_| !adjective);
        let own = possessor(self.doc, noun).filter(is_doer);
        let token = own.or_else(|| phrase(&["of"])).or_else(other);
        if let Some(token) = token
            && self.meets(slot, token)
        {
            fit.fill(slot.role, token, false);
            fit.score += points::OBJECT + self.filter_points(slot);
            return Ok(());
        }
        if super::owner(self, noun).is_some() {
            fit.fill(slot.role, noun, true);
            fit.score += points::OBJECT;
            return Ok(());
        }
        Err(Miss::Nobodys(self.doc.form(noun).into()))
    }

    fn fit_oblique<'p>(
        &self,
        prepositions: &'p [Box<str>],
        filler: &'p Filler,
        around: &Around,
        fit: &mut Fit,
    ) -> Result<(), Miss<'p>> {
        let has_preposition = |p: &str| prepositions.iter().any(|wanted| is_preposition(p, wanted));
        for oblique in around.phrases.obliques.iter().filter(|o| has_preposition(&o.preposition)) {
            let taken = fit.consumed.contains(&oblique.head) || self.is_time[oblique.head];
            if !taken && self.fit_filler(filler, oblique.head, fit) {
                return Ok(());
            }
        }
        let complements = around.phrases.complements.iter().copied();
        let mut marked = complements.filter(|c| has_preposition(&case_of(self.doc, c.head)));
        match filler {
            Filler::Clause(kind, content) => {
                let marked: Vec<Complement> = marked.collect();
                self.fit_clause_among(*kind, content, &marked, fit)
            }
            Filler::Slot(slot) if slot.role == RoleName::Act => {
                let gerund = marked.next().ok_or(Miss::Phrase(prepositions))?;
                fit.fill(RoleName::Act, gerund.head, false);
                fit.score += points::OBLIQUE;
                Ok(())
            }
            _ => Err(Miss::Phrase(prepositions)),
        }
    }

    /// Whether the phrase headed by `head` is what a preposition is to lead to; fills it in if so.
    fn fit_filler(&self, filler: &Filler, head: TokenId, fit: &mut Fit) -> bool {
        match filler {
            Filler::Slot(slot) => self.fit_slot(slot, head, points::OBLIQUE, fit),
            Filler::Clause(_, ClauseContent::Act) => self.fit_act_in(head, points::OBLIQUE, fit),
            Filler::Clause(..) => false,
            Filler::Word(words, whose) => {
                let fits = self.fit_word(words, whose.as_ref(), head, fit).is_ok();
                fit.score += if fits { points::OBLIQUE } else { 0 };
                fits
            }
        }
    }

    fn fit_complement<'p>(
        &self,
        words: &'p [WordTest],
        around: &Around,
        fit: &mut Fit,
    ) -> Result<(), Miss<'p>> {
        let heads = around.phrases.complements.iter().map(|c| c.head);
        let after_as =
            around.phrases.obliques.iter().filter(|o| o.preposition == "as").map(|o| o.head);
        let second_object = around.object.filter(|_| around.indirect.is_some());
        let is_wanted = |&token: &TokenId| words.iter().any(|word| self.is_word(word, token));
        let among = |head: TokenId| self.conjuncts(head).iter().copied().find(is_wanted);
        let told = heads.chain(after_as).chain(second_object).find_map(among);
        // "call the reports groundless": a parser may hang the adjective on the noun.
        // "… an "empty and groundless" escalation": or the adjective stands before a noun of its own.
        let doc = self.doc;
        let hung = around
            .object
            .into_iter()
            .flat_map(|o| doc.children(o).iter().copied().filter(move |&t| t > o));
        let qualified = hung.clone().chain(around.phrases.complements.iter().map(|c| c.head));
        let qualities = qualified
            .flat_map(|t| doc.children_by(t, Relation::Amod))
            .flat_map(|t| conjuncts(doc, t));
        let told = told.or_else(|| hung.chain(qualities).find(is_wanted));
        fit.consumed.push(told.ok_or(Miss::Words("complement", words))?);
        fit.score += points::WORD;
        Ok(())
    }

    fn fit_clause<'p>(
        &self,
        kind: ClauseKind,
        content: &'p ClauseContent,
        around: &Around,
        fit: &mut Fit,
    ) -> Result<(), Miss<'p>> {
        self.fit_clause_among(kind, content, &around.phrases.complements, fit)
    }

    fn fit_clause_among<'p>(
        &self,
        kind: ClauseKind,
        content: &'p ClauseContent,
        complements: &[Complement],
        fit: &mut Fit,
    ) -> Result<(), Miss<'p>> {
        for complement in complements {
            let form_fits = match kind {
                ClauseKind::To => complement.form == ComplementForm::To,
                ClauseKind::That => complement.form == ComplementForm::Finite,
                ClauseKind::Doing => complement.form == ComplementForm::Gerund,
            };
            if !form_fits {
                continue;
            }
            match content {
                ClauseContent::Act => {
                    let verbs = coordinated(self.doc, complement.head);
                    let act = verbs.iter().copied().find(|&v| self.is_act(v));
                    fit.act = Some(act.unwrap_or(complement.head));
                    fit.contents.extend(verbs);
                    fit.score += points::CLAUSE + if act.is_some() { points::KNOWN_ACT } else { 0 };
                    return Ok(());
                }
                ClauseContent::Verb(inner) => {
                    for &verb in self.conjuncts(complement.head).iter() {
                        if let Ok(points) = self.fit_inner(inner, verb, fit) {
                            fit.contents.push(verb);
                            fit.score += points::CLAUSE + points;
                            return Ok(());
                        }
                    }
                }
            }
        }
        Err(Miss::Clause(kind))
    }

    /// "Aid groups warn that Chad may block the convoys": whether the subject at `subject`, who acts in a clause, is of other
    /// countries than who acts in the one that tells it.
    fn acts_for_another(&self, outer: &Fit, inner: &Fit, subject: Option<TokenId>) -> bool {
        let codes =
            |token: TokenId| roles::mentioned(self, token).into_iter().filter_map(|e| e.code);
        let actors = |fit: &Fit| -> Vec<TokenId> {
            fit.fills.iter().filter(|f| f.role == RoleName::Actor).map(|f| f.token).collect()
        };
        let Some(subject) = subject.filter(|subject| actors(inner).contains(subject)) else {
            return false;
        };
        let acting: Vec<Country> = codes(subject).collect();
        let telling = actors(outer);
        let is_of_another = |&token: &TokenId| !codes(token).any(|code| acting.contains(&code));
        !acting.is_empty() && !telling.is_empty() && telling.iter().all(is_of_another)
    }

    /// Fits the pattern of a complement clause at `verb`, adding its roles to `fit`.
    fn fit_inner<'p>(
        &self,
        inner: &'p Pattern,
        verb: TokenId,
        fit: &mut Fit,
    ) -> Result<i32, Miss<'p>> {
        let predicate = self.doc.token(verb).upos != Upos::Verb;
        let trial = Fit::new(fit.pattern);
        let head_fits = inner.heads.iter().any(|h| self.is_word(&h.word, verb));
        if !head_fits {
            return Err(Miss::Plain("another verb"));
        }
        let inner_fit = if predicate {
            self.fit_predicate(inner, verb, trial)?
        } else {
            self.fit_verb(inner, verb, trial)?
        };
        if self.acts_for_another(fit, &inner_fit, self.clause(verb).subject) {
            return Err(Miss::Plain("somebody else acts than who says so"));
        }
        fit.fills.extend(inner_fit.fills);
        fit.contents.extend(inner_fit.contents);
        fit.consumed.push(verb);
        fit.consumed.extend(inner_fit.consumed);
        if inner_fit.act.is_some() {
            fit.act = inner_fit.act;
        }
        Ok(inner_fit.score + points::WORD)
    }

    /// Whether the phrase headed by `token` meets one of the slot's filters.
    pub(super) fn meets(&self, slot: &Slot, token: TokenId) -> bool {
        slot.filters.is_empty()
            || self.conjuncts(token).iter().any(|&t| {
                let content = content_noun(self, t);
                slot.filters.iter().any(|filter| self.meets_filter(filter, t, content))
            })
            || slot.role == RoleName::Recipient && self.is_place_to_act_on(slot, token)
    }

    /// Whether the phrase names a town or region, where the slot takes political actors or civilians.
    fn is_place_to_act_on(&self, slot: &Slot, token: TokenId) -> bool {
        let takes_people = slot.filters.iter().any(|filter| match filter {
            Filter::Entity | Filter::State => true,
            Filter::Sector(sector) => sector.as_str() == "CVL",
            Filter::Class(_) | Filter::Person => false,
        });
        takes_people
            && self.places_in(&(token..token + 1)).iter().any(|place| place.country.is_some())
    }

    /// Whether a noun, or the noun `content` that its phrase is about, meets the filter.
    fn meets_filter(&self, filter: &Filter, token: TokenId, content: TokenId) -> bool {
        let named = [self.mentions.at(token), self.mentions.at(content)];
        let entities =
            || named.iter().flat_map(|ids| ids.iter()).map(|&id| &self.mentions.entities[id]);
        match filter {
            Filter::Class(class) => {
                self.in_class_of(class, token) || self.in_class_of(class, content)
            }
            Filter::Entity => entities().any(|e| e.code.is_some() || !e.sectors.is_empty()),
            Filter::Person => entities().any(|e| e.person),
            Filter::State => entities().any(is_state),
            Filter::Sector(sector) => entities().any(|e| is_of(e, sector)),
        }
    }

    /// Whether an actor that no phrase of its own names, only an adjective, meets one of the filters.
    pub(super) fn entity_meets(&self, slot: &Slot, entity: &Entity) -> bool {
        slot.filters.is_empty()
            || slot.filters.iter().any(|filter| match filter {
                Filter::Class(_) => false,
                Filter::Entity => true,
                Filter::Person => entity.person,
                Filter::State => is_state(entity),
                Filter::Sector(sector) => is_of(entity, sector),
            })
    }

    pub(super) fn filter_points(&self, slot: &Slot) -> i32 {
        if slot.filters.is_empty() { 0 } else { points::FILTER }
    }
}

/// Whether an entity is a state or its government.
fn is_state(entity: &Entity) -> bool {
    entity.code.is_some()
        && (entity.sectors.is_empty() || entity.sectors.iter().any(|s| s.as_str() == "GOV"))
}

/// Whether a phrase's preposition is `wanted`, a particle before it set aside: "(closing) in on".
pub(super) fn is_preposition(found: &str, wanted: &str) -> bool {
    found == wanted
        || found.rsplit_once('_').is_some_and(|(first, last)| {
            last == wanted && crate::syntax::PARTICLES.contains(&first)
        })
}

/// Whether any element, optional or not, takes an object.
pub(super) fn takes_object(elements: &[Element]) -> bool {
    elements.iter().any(|element| match element {
        Element::Object(_) | Element::ObjectWord(..) => true,
        Element::Optional(inner) => takes_object(inner),
        Element::Complement(_) => true,
        _ => false,
    })
}

/// Clauses that hang on a noun: "the decision to withdraw", "accusations of meddling".
pub(super) fn noun_complements(doc: &Doc, noun: TokenId) -> Vec<Complement> {
    doc.children(noun)
        .iter()
        .copied()
        .filter(|&c| {
            matches!(
                doc.token(c).relation,
                Relation::Acl
                    | Relation::Ccomp
                    | Relation::Advcl
                    | Relation::Xcomp
                    | Relation::AclRelcl
            )
        })
        .map(|c| {
            let form = if has_to(doc, c) {
                ComplementForm::To
            } else if doc.children(c).iter().any(|&g| doc.token(g).relation.is_subject()) {
                ComplementForm::Finite
            } else {
                ComplementForm::Gerund
            };
            Complement { form, head: c }
        })
        .collect()
}

/// Whether an actor is of a sector, or of a kind of body that has a code of its own: "UNO", "NGO".
fn is_of(entity: &Entity, sector: &Sector) -> bool {
    let of_people = || entity.person && entity.plural && entity.via == Via::Name;
    entity.sectors.contains(sector)
        || sector.as_str() == "CVL" && entity.sectors.is_empty() && of_people()
        || entity.code.is_some_and(|code| code.as_str() == sector.as_str())
}
