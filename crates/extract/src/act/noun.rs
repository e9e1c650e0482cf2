//! Does a pattern fit at an event noun, and whose act is it?

use std::rc::Rc;

use verbale_lexicon::{Pattern, RoleName, Slot};
use verbale_text::{Relation, TokenId};

use super::miss::Miss;
use super::pattern::{Around, Phrases, noun_complements};
use super::{Fit, Matcher};
use crate::findings::Entity;
use crate::syntax::{Oblique, case_of, has_copula, is_verb, lemma, lower_lemma, possessor};

/// What stands around an event noun.
#[derive(Debug)]
pub(super) struct NounSetting {
    phrases: Rc<Phrases>,
    /// The light verb that governs it, and the role that this gives to its subject.
    light: Option<(TokenId, RoleName)>,
}

impl Matcher<'_> {
    pub(super) fn fit_noun<'p>(
        &self,
        pattern: &'p Pattern,
        at: TokenId,
        mut fit: Fit,
    ) -> Result<Fit, Miss<'p>> {
        let setting = self.noun_settings.get(at, || self.noun_setting(at));
        let light = setting.light;
        let phrases = Rc::clone(&setting.phrases);
        let around = Around { object: None, indirect: None, phrases, head: at };
        self.fit_elements(&pattern.elements, &around, &mut fit)?;
        if let Some(slot) = &pattern.before {
            self.fit_noun_owner(slot, at, light, &mut fit)?;
        }
        if let Some((verb, role)) = light {
            let slot = pattern.before.as_ref().filter(|slot| slot.role == role);
            let subject = self.clause(verb).subject;
            if slot.zip(subject).is_some_and(|(slot, subject)| !self.meets(slot, subject)) {
                return Err(Miss::Plain("the light verb's subject is of another kind"));
            }
            self.fit_light_verb(verb, role, &mut fit);
        } else if let Some(subject) = self.setting_subject(pattern, at, &fit) {
            fit.fill(RoleName::Actor, subject, false);
        }
        Ok(fit)
    }

    /// Whether the pattern's frame tells a protest.
    fn tells_protest(&self, fit: &Fit) -> bool {
        let frames = &self.lexicon.frames;
        let frame = frames.frame(frames.pattern(fit.pattern).0);
        frame.effect.name(&self.lexicon.ontology) == "PROTEST"
    }

    /// What the elements of a noun's pattern are looked for among.
    fn noun_setting(&self, at: TokenId) -> NounSetting {
        let mut obliques = self.noun_obliques(at);
        let mut complements = noun_complements(self.doc, at);
        // "The arrest by police of two traders"
        let by_whom = |o: &Oblique| o.preposition == "by" && self.in_class("undergone", at);
        // "the extradition of X to Y", "the attack by rebels on troops": a parser may chain the phrases.
        let nested: Vec<Oblique> = obliques
            .iter()
            .flat_map(|o| {
                self.noun_obliques(o.head)
                    .into_iter()
                    .filter(|n| o.preposition == "of" || n.preposition != "of" || by_whom(o))
            })
            .collect();
        obliques.extend(nested);
        obliques.extend(self.predicated_phrases(at));
        let light = self.light_verb_above(at);
        if let Some((verb, _)) = light {
            let clause = self.clause(verb);
            obliques.extend(clause.obliques.iter().filter(|o| o.head != at).cloned());
            complements.extend(clause.complements.iter().copied());
        }
        NounSetting { phrases: Rc::new(Phrases { obliques, complements }), light }
    }

    /// "Erdogan said in a phone call with Putin", "during a visit to Kyiv, he": the subject of a clause
    /// that an act is the setting of takes part in it, where nothing else tells whose act it is.
    fn setting_subject(&self, pattern: &Pattern, at: TokenId, fit: &Fit) -> Option<TokenId> {
        let slot = pattern.before.as_ref().filter(|slot| slot.role == RoleName::Actor);
        let acts = slot.is_some_and(|slot| slot.filters.is_empty() || self.tells_protest(fit));
        let told = fit.fills.iter().any(|f| f.role == RoleName::Actor && f.token == at)
            || possessor(self.doc, at).is_some()
            || self
                .noun_obliques(at)
                .iter()
                .any(|o| matches!(o.preposition.as_str(), "by" | "between"));
        if !acts || told {
            return None;
        }
        let top = self.outermost(at);
        let verb = self.doc.token(top).head.filter(|&h| is_verb(self.doc, h))?;
        let preposition = case_of(self.doc, top);
        let setting =
            matches!(preposition.as_str(), "in" | "during" | "at" | "through" | "by" | "on");
        // After an attack, its victim may act; after talks, those who talked.
        let sequel = matches!(preposition.as_str(), "after" | "following" | "before" | "ahead_of");
        let is_setting = self.doc.token(top).relation == Relation::Obl
            && (setting || sequel && pattern.is_mutual());
        // "They cheered him in a rally": if they are such as rally.
        let may_act = |&s: &TokenId| slot.is_some_and(|slot| self.meets(slot, s));
        let subject = self.clause(verb).subject.filter(|_| is_setting).filter(may_act)?;
        (!fit.fills.iter().any(|f| f.token == subject)).then_some(subject)
    }

    /// Fills the slot before an event noun: a possessive, a "by" phrase, an adjective or compound, a
    /// light verb's subject, at last an "of" phrase.
    fn fit_noun_owner<'p>(
        &self,
        slot: &Slot,
        at: TokenId,
        light: Option<(TokenId, RoleName)>,
        fit: &mut Fit,
    ) -> Result<(), Miss<'p>> {
        let taken = |t: TokenId| fit.fills.iter().any(|f| f.token == t);
        let own = self.noun_obliques(at);
        let phrase = |wanted: &str| {
            own.iter().find(|o| o.preposition == wanted && !taken(o.head)).map(|o| o.head)
        };
        let chained_by = || {
            own.iter()
                .flat_map(|o| self.noun_obliques(o.head))
                .find(|o| o.preposition == "by" && !taken(o.head))
                .map(|o| o.head)
        };
        let by = (slot.role == RoleName::Actor).then(|| phrase("by").or_else(chained_by)).flatten();
        let token = possessor(self.doc, at).or(by);
        if let Some(token) = token {
            if !self.meets(slot, token) {
                return Err(Miss::Plain("whose it is does not fit"));
            }
            fit.fill(slot.role, token, false);
            fit.score += 1 + self.filter_points(slot);
            return Ok(());
        }
        // The "of" phrase that fills another role does not tell whose it is as well.
        let elsewhere =
            |e: &Entity| own.iter().any(|o| taken(o.head) && self.doc.is_within(e.head, o.head));
        if let Some(entity) = super::owner(self, at).filter(|e| !elsewhere(e)) {
            if !self.entity_meets(slot, &entity) {
                return Err(Miss::Plain("whose it is does not fit"));
            }
            fit.fill(slot.role, at, true);
            fit.score += 1;
            return Ok(());
        }
        if light.is_some_and(|(_, role)| role == slot.role) {
            return Ok(());
        }
        // "The shooting of a trader" is not the trader's.
        let undergone = || slot.role == RoleName::Actor && self.in_class("undergone", at);
        if let Some(of) = phrase("of")
            && !undergone()
            && self.meets(slot, of)
        {
            fit.fill(slot.role, of, false);
            return Ok(());
        }
        Ok(())
    }

    /// "Our differences were with the government": the phrases that *be* predicates of the noun.
    fn predicated_phrases(&self, noun: TokenId) -> Vec<Oblique> {
        let doc = self.doc;
        let Some(head) =
            doc.token(noun).head.filter(|_| doc.token(noun).relation == Relation::Nsubj)
        else {
            return Vec::new();
        };
        if lemma(doc, head) == "be" {
            return self.noun_obliques(head);
        }
        let preposition = case_of(doc, head);
        let predicated = !preposition.is_empty() && has_copula(doc, head);
        predicated.then_some(Oblique { preposition, head }).into_iter().collect()
    }

    /// The light verb that governs the event noun, and the role that it gives to its subject.
    pub(super) fn light_verb_above(&self, noun: TokenId) -> Option<(TokenId, RoleName)> {
        let doc = self.doc;
        let top = self.outermost(noun);
        let token = doc.token(top);
        let relative = doc.children_by(top, Relation::AclRelcl).find(|&v| {
            // "the deal that Chile struck"
            let clause = self.clause(v);
            is_verb(doc, v) && clause.object == Some(top) && clause.subject != Some(top)
        });
        if let Some(verb) = relative
            && let Some(light) = self.lexicon.words.light_verb(&lower_lemma(doc, verb))
        {
            let role =
                if light.subject_is_recipient { RoleName::Recipient } else { RoleName::Actor };
            return Some((verb, role));
        }
        let verb = token.head.filter(|&h| is_verb(doc, h))?;
        let name = match token.relation {
            Relation::Obj | Relation::NsubjPass => lower_lemma(doc, verb),
            Relation::Obl => {
                format!("{} {}", lower_lemma(doc, verb), case_of(doc, top).replace('_', " ")).into()
            }
            Relation::Acl => return None,
            _ => return None,
        };
        let light = self.lexicon.words.light_verb(&name)?;
        Some((verb, if light.subject_is_recipient { RoleName::Recipient } else { RoleName::Actor }))
    }

    /// Climbs from "talks" in "a round of talks", and from a conjunct, to the head of the whole phrase.
    fn outermost(&self, noun: TokenId) -> TokenId {
        let doc = self.doc;
        let mut at = noun;
        while let Some(head) = doc.token(at).head {
            let part_of_amount = doc.token(at).relation == Relation::Nmod
                && super::word::content_noun(self, head) == at;
            if part_of_amount || doc.token(at).relation == Relation::Conj && !is_verb(doc, head) {
                at = head;
            } else {
                break;
            }
        }
        at
    }

    /// Lets the subject of a light verb fill its role, unless the noun's own words do: "secured the pardon of two
    /// reporters" pardons nobody else.
    fn fit_light_verb(&self, verb: TokenId, role: RoleName, fit: &mut Fit) {
        let light = self.lexicon.words.light_verb(&lower_lemma(self.doc, verb));
        let yields = role == RoleName::Actor || light.is_some_and(|light| light.yields);
        if yields && fit.fills.iter().any(|f| f.role == role && !f.owner) {
            return;
        }
        if let Some(subject) = self.clause(verb).subject {
            fit.fill(role, subject, false);
        }
    }
}
