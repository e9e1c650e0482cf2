//! What do nouns of saying carry ("claims that …", "fears over …", "calls for …"), and who makes the claim?

use verbale_lexicon::{Cue, Stance, Standing};
use verbale_text::{Relation, TokenId, Upos};

use super::Sourced;
use super::cue::Finder;
use super::making::MAX_ADVERBS;
use crate::syntax::{
    base_phrase, case_of, child, clause, has_to, is_verb, lemma, lower, lower_lemma, possessor,
};

impl Finder<'_> {
    /// "claims that …", "accusations of …", "the threat of …".
    pub(super) fn by_noun(&self, noun: TokenId) -> Option<Sourced> {
        let doc = self.doc;
        let cue = *self.lexicon.words.cue_noun(&lower_lemma(doc, noun))?;
        let governed =
            doc.children(noun).iter().copied().find(|&c| match doc.token(c).relation {
                Relation::Ccomp => true,
                Relation::Acl => has_to(doc, c) || child(doc, c, Relation::Mark).is_some(),
                Relation::AclRelcl => {
                    doc.children_by(c, Relation::Mark).any(|m| lower(doc, m) == "that")
                }
                Relation::Nmod => self.is_about(c, cue),
                // "Russian invasion of Ukraine claims"
                Relation::Compound => {
                    doc.token(c).upos == Upos::Noun
                        && doc.children_by(c, Relation::Nmod).next().is_some()
                }
                _ => false,
            })?;
        let content = self.ranges(&doc.subtree(governed));
        // "Claims from Hanoi that …"
        let from = doc
            .children_by(noun, Relation::Nmod)
            .find(|&c| matches!(case_of(doc, c).as_str(), "from" | "by") && self.names_someone(c));
        let maker = || Some(clause(doc, self.verb_of_making(noun)?).subject).flatten();
        let maker_of_his = |p: TokenId| {
            let his = doc.token(p).upos == Upos::Pron;
            if his { maker().unwrap_or(p) } else { p }
        };
        let source = possessor(doc, noun)
            .map(maker_of_his)
            .or(from)
            .or_else(|| self.maker_named(noun))
            .or_else(maker)
            .filter(|s| !content.iter().any(|r| r.contains(s)));
        // "The threat of war", "evidence of a plot": nobody's word, unless somebody's is named.
        let phrase = doc.token(governed).relation == Relation::Nmod;
        let said = cue.content == Standing::Told && lemma(doc, noun) != "evidence";
        let aimed = phrase && case_of(doc, governed) != "of";
        if phrase && source.is_none() && (!said || aimed) {
            return None;
        }
        let mut made = self.make(cue, Some(noun), source, content, None);
        // "Fears over the siege", "calls for a truce": the phrase names what they are about.
        made.tells = !aimed;
        self.take_in_verb(noun, &mut made);
        Some(made)
    }

    /// Whether a phrase after the noun is what is said, feared or asked for: "claims of fraud", "fears over
    /// the siege", "calls for a truce".
    fn is_about(&self, phrase: TokenId, cue: Cue) -> bool {
        let open = cue.content != Standing::Told;
        match case_of(self.doc, phrase).as_str() {
            "of" => cue.stance != Stance::Promises && self.tells_something(phrase),
            "about" | "over" => matches!(cue.stance, Stance::Warns | Stance::Doubts),
            "for" => cue.stance == Stance::Demands && open,
            _ => false,
        }
    }

    /// Whether a phrase after "claims of" has an event in it and is not just a person.
    fn tells_something(&self, id: TokenId) -> bool {
        self.mentions.at(id).is_empty()
    }

    /// Who makes the claim that a noun names, by an adjective before it.
    fn maker_named(&self, noun: TokenId) -> Option<TokenId> {
        let phrase = base_phrase(self.doc, noun);
        let mut inside = self.mentions.hits_in(&phrase).iter();
        inside.find(|h| !h.tokens.contains(&noun)).map(|hit| hit.tokens.start)
    }

    /// "Voiced fears that …", "made the claim that …": the verb whose subject makes the claim.
    fn verb_of_making(&self, noun: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let verb = doc
            .token(noun)
            .head
            .filter(|&h| is_verb(doc, h) && doc.token(noun).relation == Relation::Obj)?;
        let word = lower_lemma(doc, verb);
        let makes = self.lexicon.words.light_verb(&word).is_some_and(|l| !l.subject_is_recipient)
            || matches!(&*word, "repeat" | "reiterate" | "level" | "withdraw" | "spread");
        makes.then_some(verb)
    }

    /// "Voiced fears that …": the verb that makes the claim belongs to the noun that names it.
    fn take_in_verb(&self, noun: TokenId, made: &mut Sourced) {
        let doc = self.doc;
        let Some(verb) =
            self.verb_of_making(noun).filter(|&v| v < noun && noun - v <= MAX_ADVERBS + 1)
        else {
            return;
        };
        let word = lower_lemma(doc, verb);
        if self.lexicon.words.speech_act(&format!("{word} a claim")).is_some() {
            // "Withdrew its claim that …": what is taken back is a claim of its own.
            return;
        }
        let inside = (verb + 1..noun).all(|t| doc.is_within(t, noun));
        let own = clause(doc, verb).subject.is_some_and(|s| made.attribution.source == Some(s));
        if inside && own {
            let (span, _) = self.cue_span(verb, Vec::new());
            made.attribution.cue = made.attribution.cue.map(|cue| cue.hull(span));
        }
    }
}
