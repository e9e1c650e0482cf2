//! On whose word is a deed told, where it is not the report's own?
//!
//! It is somebody's where it stands in his words and is no act of speech of his own; where a word beside it says so
//! ("reportedly", "the alleged attack"); and where what governs it makes it a suspicion ("charged with the killing").

use verbale_lexicon::Standing;
use verbale_text::{Relation, Tag, TokenId};

use super::Setting;
use crate::act::Act;
use crate::factuality::is_bare;
use crate::findings::Entity;
use crate::syntax::{case_of, has_to, is_verb, lower, lower_lemma};

/// Sectors of those who speak for a state.
const OF_STATE: [&str; 6] = ["GOV", "MIL", "COP", "LEG", "JUD", "SPY"];
/// Sectors that stand between the state and the private: a governing party speaks for the one and the other.
const BETWEEN: [&str; 4] = ["PTY", "PRM", "ELI", "UNK"];

/// How far up governors are asked for a suspicion.
const MAX_CLIMB: usize = 6;

impl Setting<'_> {
    /// Whether the deed rests on somebody's word: it stands in somebody's words, and is not that
    /// somebody's own act of speech.
    pub(super) fn is_alleged(&self, act: &Act, chain: &[usize]) -> bool {
        if chain.is_empty() {
            return self.has_adverb_of_report(act.trigger) || self.is_suspected(act.trigger);
        }
        if act.said {
            return false;
        }
        let sources = chain.iter().map(|&id| &self.sources[id].attribution);
        let mut holders = sources.filter_map(|source| source.holder.as_ref());
        !self.is_performed(act) || !holders.any(|holder| is_told_by_doers(act, holder))
    }

    /// "The alleged attack", "reportedly attacked", "an email, supposedly from the rebels, that threatened".
    fn has_adverb_of_report(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let words = &self.lexicon.words;
        let adverb = |c: TokenId| {
            words.factual_adverb(&lower(doc, c)).is_some_and(|f| f.effect == Standing::Told)
        };
        let own = doc.children(id).iter().any(|&c| {
            let told = words.factual_adjective(&lower(doc, c));
            told.is_some_and(|f| f.effect == Standing::Told) || adverb(c)
        });
        let token = doc.token(id);
        let told_of = token.head.filter(|_| token.relation == Relation::AclRelcl);
        own || told_of.is_some_and(|noun| doc.children_by(noun, Relation::Advmod).any(adverb))
    }

    /// "Charged with the killing of", "an investigation into hijacking", "spoke of talks", "seemed to praise".
    fn is_suspected(&self, trigger: TokenId) -> bool {
        let doc = self.doc;
        let classes = &self.lexicon.classes;
        let mut at = trigger;
        for _ in 0..MAX_CLIMB {
            let token = doc.token(at);
            let Some(head) = token.head else { return false };
            let word = lower_lemma(doc, head);
            let case = case_of(doc, at);
            // "An investigation into the killing": there has been one.
            let open = case != "into" || is_bare(doc, at);
            if open && classes.contains("suspicion", format!("{word} {case}").trim_end()) {
                return true;
            }
            if token.relation == Relation::Xcomp && has_to(doc, at) {
                return classes.contains("seeming", &word);
            }
            let within = match token.relation {
                Relation::Nmod | Relation::Conj | Relation::Compound => true,
                Relation::Obj | Relation::Obl => doc.token(head).tag == Tag::Vbg,
                Relation::Acl => !is_verb(doc, head) && token.tag == Tag::Vbg,
                _ => false,
            };
            if !within {
                return false;
            }
            at = head;
        }
        false
    }
}

/// Whether `holder` tells of an act of speech as one of those who performed it, and for all of them: "we and the rebels
/// have agreed" is his word for the rebels, and what he was told himself is another's act.
fn is_told_by_doers(act: &Act, holder: &Entity) -> bool {
    let named = |e: &&Entity| e.code.is_some() || e.is_same_as(holder);
    let mut doers = act.actors.iter().filter(named).peekable();
    let told_him = || act.recipients.iter().any(|r| r.is_same_as(holder));
    doers.peek().is_some() && doers.all(|actor| is_own(actor, holder)) && !told_him()
}

/// Whether what `holder` tells of `actor` he tells of himself, or of those for whom he speaks: a government tells
/// what its country promised, and not what one of its prisoners asked for.
fn is_own(actor: &Entity, holder: &Entity) -> bool {
    let any = |e: &Entity, of: &[&str]| e.sectors.iter().any(|s| of.contains(&s.as_str()));
    let of_state = |e: &Entity| any(e, &OF_STATE);
    let private = |e: &Entity| !e.sectors.is_empty() && !of_state(e) && !any(e, &BETWEEN);
    // Of whom nothing but a country is known, he is none of those who speak for it.
    let somebody = actor.person && !actor.plural && actor.sectors.is_empty();
    let apart =
        of_state(actor) && private(holder) || (somebody || private(actor)) && of_state(holder);
    actor.is_same_as(holder) || actor.code.is_some() && actor.code == holder.code && !apart
}
