//! Does a pattern fit at a verb, a predicate or a modal?

use std::rc::Rc;

use verbale_lexicon::{ClauseContent, ClauseKind, Element, Filter, Head, Pattern, RoleName, Slot};
use verbale_text::{Relation, Tag, TokenId, Upos};

use super::miss::Miss;
use super::pattern::{Around, Phrases, noun_complements, takes_object};
use super::word::Judged;
use super::{Fit, Matcher, roles};
use crate::syntax::{Clause, Oblique, case_of, lower};

/// What it takes from the score of a fit that an actor of some kind is asked for and none is told.
const UNTOLD: i32 = 1;

/// How many phrases deep a verb's phrases are looked for.
const NESTED_PHRASES: usize = 2;

/// What a particle adds to the score of a fit.
const PARTICLE: i32 = 4;

impl Matcher<'_> {
    pub(super) fn fit_verb<'p>(
        &self,
        pattern: &'p Pattern,
        at: TokenId,
        mut fit: Fit,
    ) -> Result<Fit, Miss<'p>> {
        let clause = self.clause(at);
        let at_place = super::is_put_somewhere(self.doc, at, pattern);
        if !at_place && !fit.proposed {
            fit.score += self.fit_particle(&pattern.heads, at, &clause, &mut fit)?;
        }
        // Most patterns ask for an object that is not there; whoever acts is looked at only where it may be.
        if clause.object.is_none()
            && (clause.passive || fit.consumed.is_empty())
            && let Some(miss) = misses_object(&pattern.elements)
        {
            return Err(miss);
        }
        self.fit_before(pattern.before.as_ref(), clause.subject, &mut fit)?;
        let mut around = self.around_verb(at, &clause);
        // "They set sail", "they went home": what looks like an object is the verb's particle.
        if at_place {
            let own = Oblique { preposition: case_of(self.doc, at), head: at };
            Rc::make_mut(&mut around.phrases).obliques.insert(0, own);
        }
        around.object = around.object.filter(|object| !fit.consumed.contains(object));
        if around.object.is_some() && !takes_object(&pattern.elements) {
            return Err(Miss::Plain("it has an object, the pattern none"));
        }
        if around.object.is_none() && !clause.passive {
            around.object = self.object_after_particle(&clause, &fit);
        }
        self.fit_elements(&pattern.elements, &around, &mut fit)?;
        Ok(fit)
    }

    /// Checks that one of the heads goes with the particle that the verb has.
    fn fit_particle<'p>(
        &self,
        heads: &'p [Head],
        at: TokenId,
        clause: &Clause,
        fit: &mut Fit,
    ) -> Result<i32, Miss<'p>> {
        let particle = clause.particle.map(|p| lower(self.doc, p));
        let mut miss = Miss::Plain("another head word");
        for head in heads.iter().filter(|h| self.is_word(&h.word, at)) {
            match (&head.particle, &particle) {
                (Some(want), Some(have)) if **want == **have => {
                    fit.consumed.extend(clause.particle);
                    return Ok(PARTICLE);
                }
                (Some(want), _) => {
                    if let Some(adverb) =
                        self.adverb_beside(at, clause.object, &|word| *word == **want)
                    {
                        fit.consumed.push(adverb);
                        return Ok(PARTICLE);
                    }
                    // "crack down on": a particle that the parser took for a preposition.
                    if let Some(oblique) = clause
                        .obliques
                        .iter()
                        .find(|o| o.preposition.split('_').next() == Some(want))
                    {
                        fit.consumed.extend(
                            self.doc
                                .children(oblique.head)
                                .iter()
                                .filter(|&&c| lower(self.doc, c) == **want),
                        );
                        return Ok(PARTICLE);
                    }
                    miss = Miss::Particle(want);
                }
                (None, Some(have))
                    if clause
                        .particle
                        .is_some_and(|p| self.doc.token(p).relation == Relation::CompoundPrt) =>
                {
                    miss = Miss::NoParticle((&**have).into());
                }
                (None, _) => return Ok(0),
            }
        }
        Err(miss)
    }

    /// A bare word beside the verb that is one of the `wanted`: right after it, among its own words, or what
    /// a parser hung on its object ("sent the envoys [home]", "jointly condemned").
    pub(super) fn adverb_beside(
        &self,
        verb: TokenId,
        object: Option<TokenId>,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Option<TokenId> {
        let doc = self.doc;
        let bare = |t: TokenId| doc.children(t).is_empty() && wanted(&lower(doc, t));
        let governs = |t: TokenId| matches!(doc.token(t).relation, Relation::Case | Relation::Mark);
        let own = doc.children(verb).iter().copied().filter(|&t| bare(t) && !governs(t));
        let late = |o: TokenId| doc.children(o).iter().copied().filter(move |&t| t > o);
        let hung = object.into_iter().flat_map(late).filter(|&t| bare(t) && !governs(t));
        let sentence = &doc.sentences()[doc.sentence_of(verb)].tokens;
        let next = sentence.contains(&(verb + 1)).then_some(verb + 1);
        let itself =
            (doc.token(verb).upos == Upos::Adv && wanted(&lower(doc, verb))).then_some(verb);
        itself
            .into_iter()
            .chain(own)
            .chain(hung)
            .chain(next.filter(|&t| bare(t) && !governs(t)))
            .next()
    }

    /// "handed over the town": the object of a verb whose particle a parser took for a preposition.
    fn object_after_particle(&self, clause: &Clause, fit: &Fit) -> Option<TokenId> {
        let begun_by_particle = |o: &&Oblique| {
            !o.preposition.contains('_')
                && self.doc.children(o.head).iter().any(|c| fit.consumed.contains(c))
        };
        clause.obliques.iter().find(begun_by_particle).map(|o| o.head)
    }

    fn fit_before<'p>(
        &self,
        slot: Option<&'p Slot>,
        subject: Option<TokenId>,
        fit: &mut Fit,
    ) -> Result<(), Miss<'p>> {
        let Some(slot) = slot else { return Ok(()) };
        match subject {
            Some(subject) if self.meets(slot, subject) || self.backer_meets(slot, subject) => {
                fit.fill(slot.role, subject, false);
                fit.score += self.filter_points(slot);
                Ok(())
            }
            Some(subject) if takes_anybody(slot) && self.is_unresolved(subject) => {
                fit.fill(slot.role, subject, false);
                fit.score -= UNTOLD;
                Ok(())
            }
            Some(_) => Err(Miss::Plain("the subject is of another kind")),
            None if slot.filters.is_empty() => Ok(()),
            // A passive without its agent, an infinitive: who acts is not told, and may be of that kind.
            None if slot.role == RoleName::Actor && !asks_for_a_word(slot) => {
                fit.score -= UNTOLD;
                Ok(())
            }
            None => Err(Miss::Plain("no subject")),
        }
    }

    /// "American-backed": an adjective that names nobody by itself.
    fn backer_meets(&self, slot: &Slot, subject: TokenId) -> bool {
        super::roles::backer(self, subject).is_some_and(|backer| self.entity_meets(slot, &backer))
    }

    /// Whether the phrase stands for somebody of whom nothing is known: a pronoun without antecedent, a
    /// name that our knowledge lacks.
    fn is_unresolved(&self, head: TokenId) -> bool {
        let token = self.doc.token(head);
        let personal = || {
            matches!(
                &*lower(self.doc, head),
                "he" | "she" | "they" | "we" | "i" | "who" | "him" | "them"
            )
        };
        let entities = || self.mentions.at(head).iter().map(|&id| &self.mentions.entities[id]);
        entities().all(|e| e.code.is_none() && e.actor.is_none() && e.sectors.is_empty())
            && (token.upos == Upos::Propn || token.upos == Upos::Pron && personal())
    }

    /// What a verb's elements are looked for among: its own arguments, and phrases that hang on its
    /// object, since a parser cannot always tell "sanctions on Iran" from "imposed on Iran".
    fn around_verb(&self, at: TokenId, clause: &Clause) -> Around {
        let phrases = self.verb_phrases.get(at, || self.phrases_of_verb(clause));
        Around { object: clause.object, indirect: clause.indirect, phrases, head: at }
    }

    fn phrases_of_verb(&self, clause: &Clause) -> Phrases {
        let mut obliques = clause.obliques.clone();
        let mut complements = clause.complements.clone();
        if let Some(object) = clause.object {
            obliques.extend(self.noun_obliques(object));
            complements.extend(noun_complements(self.doc, object));
        }
        // "demanded a change of policy from Chad", "called for the release of a pilot by Chad": the last phrase
        // hangs on the one before it as often as on the verb.
        let mut inner = obliques.clone();
        for _ in 0..NESTED_PHRASES {
            let closer = inner.iter().filter(|o| !is_circumstance(&o.preposition));
            inner = closer.flat_map(|o| self.noun_obliques(o.head)).collect();
            obliques.extend(inner.iter().cloned());
        }
        Phrases { obliques, complements }
    }

    /// Prepositional phrases that hang on a noun.
    pub(super) fn noun_obliques(&self, noun: TokenId) -> Vec<Oblique> {
        let doc = self.doc;
        doc.children(noun)
            .iter()
            .copied()
            .filter(|&c| {
                matches!(
                    doc.token(c).relation,
                    Relation::Nmod | Relation::Obl | Relation::NmodUnmarked
                )
            })
            .map(|c| Oblique { preposition: case_of(doc, c), head: c })
            .collect()
    }

    pub(super) fn fit_predicate<'p>(
        &self,
        pattern: &'p Pattern,
        at: TokenId,
        mut fit: Fit,
    ) -> Result<Fit, Miss<'p>> {
        let judged = self.judged_noun(at);
        let at = judged.map_or(at, Judged::noun);
        let clause = self.clause(at);
        if let Some(Judged::Owned(noun)) = judged {
            self.fit_before(pattern.before.as_ref(), Some(noun), &mut fit)?;
        } else if clause.subject.is_none() && clause.object.is_some() {
            // A participle that the parser took for a verb: its surface subject is what it is said of.
            self.fit_before(pattern.before.as_ref(), clause.object, &mut fit)?;
        } else {
            self.fit_before(pattern.before.as_ref(), clause.subject, &mut fit)?;
        }
        let mut around = self.around_verb(at, &clause);
        around.phrases = self.predicate_phrases.get(at, || {
            let mut phrases = Phrases::clone(&around.phrases);
            phrases.complements.extend(noun_complements(self.doc, at));
            phrases
        });
        self.fit_elements(&pattern.elements, &around, &mut fit)?;
        Ok(fit)
    }

    /// Fits "{recipient} must (to {act})" at "must": the act is the verb that the modal belongs to.
    pub(super) fn fit_modal<'p>(
        &self,
        pattern: &'p Pattern,
        at: TokenId,
        mut fit: Fit,
    ) -> Result<Fit, Miss<'p>> {
        let verb = self
            .doc
            .token(at)
            .head
            .filter(|_| {
                self.doc.token(at).relation == Relation::Aux && self.doc.token(at).tag == Tag::Md
            })
            .ok_or(Miss::Plain("no verb that the modal belongs to"))?;
        if self
            .doc
            .children_by(verb, Relation::Aux)
            .any(|aux| &*self.doc.token(aux).lemma == "have")
        {
            return Err(Miss::Plain("what should have been done is not asked for any more"));
        }
        let clause = self.clause(verb);
        let subject = if clause.passive { clause.object } else { clause.subject };
        if subject.is_some_and(|subject| subject > at) {
            return Err(Miss::Plain("a modal before its subject asks, or sets a condition"));
        }
        let acts = pattern.before.as_ref().is_some_and(|slot| slot.role == RoleName::Actor);
        let is_somebody = |&subject: &TokenId| !roles::mentioned(self, subject).is_empty();
        if acts && clause.passive && subject.as_ref().is_some_and(is_somebody) {
            return Err(Miss::Plain("in the passive the subject is not who acts"));
        }
        self.fit_before(pattern.before.as_ref(), subject, &mut fit)?;
        for element in &pattern.elements {
            let (Element::Clause(ClauseKind::To, content), optional) = peel(element) else {
                return Err(Miss::Plain("a modal takes only a \"to\" clause"));
            };
            match content {
                ClauseContent::Act => fit.fill(RoleName::Act, verb, false),
                ClauseContent::Verb(inner) => {
                    let fits = inner.heads.iter().any(|h| self.is_word(&h.word, verb));
                    if fits {
                        let inner = self.fit_verb(inner, verb, Fit::new(fit.pattern))?;
                        fit.fills.extend(inner.fills);
                        fit.consumed.push(verb);
                        fit.score += inner.score + 4;
                    } else if !optional {
                        return Err(Miss::Plain("another verb under the modal"));
                    }
                }
            }
        }
        if pattern.before.is_some() && !fit.has(RoleName::Recipient) && !fit.has(RoleName::Actor) {
            return Err(Miss::Plain("no subject"));
        }
        Ok(fit)
    }
}

/// Whether a phrase tells why or when, so that what hangs on its noun belongs to nothing else: "a deadline over the
/// attack on the envoy".
fn is_circumstance(preposition: &str) -> bool {
    matches!(preposition, "over" | "after" | "before" | "amid" | "following" | "because_of")
}

/// What a verb without an object misses, if the pattern cannot do without one.
fn misses_object(elements: &[Element]) -> Option<Miss<'_>> {
    elements.iter().find_map(|element| match element {
        Element::ObjectWord(words, _) => Some(Miss::Words("object", words)),
        _ => None,
    })
}

/// Whether the slot takes any actor that there is, of whatever kind.
fn takes_anybody(slot: &Slot) -> bool {
    slot.role == RoleName::Actor
        && slot.filters.iter().any(|f| matches!(f, Filter::Entity | Filter::Person))
}

/// Whether only certain words can fill the slot, so that it says little of who is not told.
fn asks_for_a_word(slot: &Slot) -> bool {
    slot.filters.iter().all(|f| matches!(f, Filter::Class(_)))
}

/// An element without the brackets that make it optional, and whether it had them.
fn peel(element: &Element) -> (&Element, bool) {
    match element {
        Element::Optional(inner) if inner.len() == 1 => (&inner[0], true),
        _ => (element, false),
    }
}
