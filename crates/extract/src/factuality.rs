//! Did it take place, on this text's word?
//!
//! The standing of a word is settled by its own clause (negation, modals, "if") and by every word that
//! governs it ("failed to", "plans for", "feared that"), from the inside out. Which words do what is
//! data: `words/factuality.toml` and `words/reporting.toml`.

use verbale_lexicon::{Factuality, Lexicon, Stance, Standing, Words};
use verbale_text::{ByteSpan, Doc, Relation, Tag, TokenId, Upos};

use crate::syntax::{child, has_to, is_stray_infinitive, is_verb, lemma, lower};

/// How far up the tree governors are followed.
const MAX_CLIMB: usize = 12;

/// What the sentence tells of whether a word's event took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Whether it did.
    pub standing: Standing,
    /// The condition on which it hangs.
    pub condition: Option<ByteSpan>,
}

/// Reads the standing of the event told at `trigger`.
pub(crate) fn verdict(doc: &Doc, lexicon: &Lexicon, trigger: TokenId) -> Verdict {
    let reader = Reader { doc, words: &lexicon.words };
    let condition = reader.condition(trigger);
    let mut standing = reader.own(trigger);
    if condition.is_some() {
        standing = apply(Standing::Possible, standing);
    }
    Verdict { standing: reader.climb(trigger, standing), condition }
}

struct Reader<'a> {
    doc: &'a Doc,
    words: &'a Words,
}

impl Reader<'_> {
    /// The standing that the word's own modifiers give it.
    fn own(&self, id: TokenId) -> Standing {
        let doc = self.doc;
        let mut standing = Standing::Told;
        for &c in doc.children(id) {
            let word = lemma(doc, c).to_lowercase();
            if self.is_no_longer(c) {
                standing = apply(Standing::Not, standing);
                continue;
            }
            let effect = match doc.token(c).relation {
                Relation::Aux if word == "would" && self.is_told_in_past(id) => {
                    Some(Standing::Future)
                }
                Relation::Aux | Relation::Advmod | Relation::CcPreconj | Relation::Cc => {
                    self.adverb(&word, &lower(doc, c))
                }
                Relation::Mark => self.marker(id, &word),
                Relation::Det if word == "no" => Some(Standing::Not),
                Relation::Det if word == "any" && doc.token(id).upos == Upos::Noun => {
                    Some(Standing::Possible)
                }
                Relation::Amod | Relation::Compound => self.adjective(c, &word),
                Relation::Case if word == "without" => Some(Standing::Not),
                Relation::Nsubj | Relation::NsubjPass | Relation::Obj if self.is_nobody(c) => {
                    Some(Standing::Not)
                }
                _ => None,
            };
            if let Some(effect) = effect {
                standing = apply(effect, standing);
            }
        }
        if self.is_inverted_condition(id) {
            standing = apply(Standing::Possible, standing);
        }
        standing
    }

    /// "said it would send": the future, told in the past.
    fn is_told_in_past(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let token = doc.token(id);
        let teller = token.head.filter(|_| token.relation == Relation::Ccomp);
        teller.is_some_and(|verb| {
            let told = matches!(doc.token(verb).tag, Tag::Vbd | Tag::Vbn);
            let word = lemma(doc, verb).to_lowercase();
            told && self.words.cue_verb(&word).is_some_and(|c| c.quotes)
                && self.condition(id).is_none()
        })
    }

    fn adverb(&self, lemma: &str, form: &str) -> Option<Standing> {
        let found = self.words.factual_adverb(form).or_else(|| self.words.factual_adverb(lemma));
        found.map(|f| f.effect)
    }

    fn marker(&self, clause: TokenId, word: &str) -> Option<Standing> {
        match word {
            "to" => self.purpose(clause),
            "if" if self.is_concession(clause) => None,
            _ => self.words.factual_adverb(word).map(|f| f.effect),
        }
    }

    /// What "to …" of purpose tells: that it was meant, or for some main verbs ("travelled to fight")
    /// that it was done.
    fn purpose(&self, clause: TokenId) -> Option<Standing> {
        let token = self.doc.token(clause);
        let head = token.head.filter(|_| token.relation == Relation::Advcl)?;
        let word = lemma(self.doc, head).to_lowercase();
        Some(self.words.purpose_verb(&word).map_or(Standing::Possible, |f| f.effect))
    }

    /// "even if": what follows is granted, not supposed.
    fn is_concession(&self, clause: TokenId) -> bool {
        self.doc.children(clause).iter().any(|&c| lower(self.doc, c) == "even")
    }

    /// "no longer"
    fn is_no_longer(&self, id: TokenId) -> bool {
        let doc = self.doc;
        doc.token(id).relation == Relation::Advmod
            && matches!(lower(doc, id).as_str(), "longer" | "more")
            && (doc.children(id).iter().any(|&c| lower(doc, c) == "no")
                || id > 0 && lower(doc, id - 1) == "no")
    }

    fn adjective(&self, id: TokenId, word: &str) -> Option<Standing> {
        let found = self
            .words
            .factual_adjective(word)
            .or_else(|| self.words.factual_adjective(&lower(self.doc, id)));
        found.map(|f| f.effect)
    }

    /// "no soldiers", "nobody".
    fn is_nobody(&self, id: TokenId) -> bool {
        let doc = self.doc;
        matches!(lemma(doc, id), "nobody" | "nothing" | "none")
            || doc.children_by(id, Relation::Det).any(|d| lower(doc, d) == "no")
    }

    /// "Should Russia invade, …": an auxiliary before the subject and no "if".
    fn is_inverted_condition(&self, id: TokenId) -> bool {
        let doc = self.doc;
        if doc.token(id).relation != Relation::Advcl {
            return false;
        }
        let subject =
            doc.children(id).iter().copied().find(|&c| doc.token(c).relation.is_subject());
        doc.children_by(id, Relation::Aux).any(|aux| {
            matches!(lower(doc, aux).as_str(), "should" | "had" | "were")
                && subject.is_some_and(|s| aux < s)
        })
    }

    /// Follows governors upwards, letting each change the standing.
    fn climb(&self, trigger: TokenId, mut standing: Standing) -> Standing {
        let doc = self.doc;
        let mut at = trigger;
        for _ in 0..MAX_CLIMB {
            let token = doc.token(at);
            let Some(head) = token.head else { break };
            let step = match token.relation {
                Relation::Conj if is_stray_infinitive(doc, at) => self.through_complement(at, head),
                Relation::Conj => self.through_conjunction(at, head),
                Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::CsubjPass => {
                    self.through_complement(at, head)
                }
                Relation::Nsubj
                    if is_bare(doc, at)
                        && matches!(self.own(head), Standing::Future | Standing::Possible) =>
                {
                    Step::Last(Standing::Possible)
                }
                Relation::Obj | Relation::NsubjPass | Relation::Obl | Relation::Nsubj
                    if is_verb(doc, head) =>
                {
                    self.through_argument(at, head)
                }
                Relation::Nmod | Relation::Acl | Relation::NmodPoss => self.through_noun(at, head),
                Relation::Advcl => self.through_adverbial(at, head),
                Relation::Nsubj => self.through_predicate(head),
                _ => Step::Stop,
            };
            match step {
                Step::Stop => break,
                Step::Pass => {}
                Step::Apply(effects) => {
                    for effect in effects.into_iter().flatten() {
                        standing = apply(effect, standing);
                    }
                }
                Step::Last(effect) => {
                    standing = apply(effect, standing);
                    break;
                }
            }
            at = head;
        }
        standing
    }

    /// A conjunct shares the first one's modals unless it has its own.
    fn through_conjunction(&self, at: TokenId, head: TokenId) -> Step {
        let doc = self.doc;
        let own = doc.children(at).iter().any(|&c| {
            matches!(
                doc.token(c).relation,
                Relation::Aux
                    | Relation::AuxPass
                    | Relation::Nsubj
                    | Relation::NsubjPass
                    | Relation::Mark
            )
        });
        let finite = matches!(doc.token(at).tag, Tag::Vbd | Tag::Vbz | Tag::Vbp);
        if own || finite && is_verb(doc, at) {
            return if is_verb(doc, head) && !own { Step::Pass } else { self.only_reports(head) };
        }
        Step::Apply([Some(self.own(head)), None])
    }

    /// A conjunct with its own subject still stands under what governs both.
    fn only_reports(&self, _head: TokenId) -> Step {
        Step::Pass
    }

    fn through_complement(&self, at: TokenId, head: TokenId) -> Step {
        let doc = self.doc;
        let word = lemma(doc, head).to_lowercase();
        let own = self.own(head);
        let infinitive =
            matches!(doc.token(at).relation, Relation::Xcomp | Relation::Conj) || has_to(doc, at);
        let factual = if is_verb(doc, head) {
            self.words.factual_verb(&word)
        } else {
            self.words.factual_adjective(&word).or_else(|| self.words.factual_noun(&word))
        };
        if infinitive && let Some(&Factuality { effect, negated }) = factual {
            return match own {
                Standing::Not => Step::Apply([Some(negated), None]),
                _ => Step::Apply([Some(effect), Some(own)]),
            };
        }
        let cue = self
            .words
            .cue_verb(&word)
            .filter(|_| is_verb(doc, head))
            .or_else(|| self.words.cue_adjective(&word))
            .or_else(|| self.words.cue_noun(&word));
        match cue {
            Some(cue) => Step::Apply([
                Some(match (own, cue.content) {
                    (Standing::Not, Standing::Told) => Standing::Possible,
                    (Standing::Not, Standing::Not) => Standing::Told,
                    (_, content) => content,
                }),
                None,
            ]),
            None if infinitive => Step::Apply([Some(own), None]),
            None => Step::Pass,
        }
    }

    /// An event noun under a verb: "feared an invasion", "launched an attack", "prevented a coup".
    fn through_argument(&self, at: TokenId, head: TokenId) -> Step {
        let doc = self.doc;
        let word = lemma(doc, head).to_lowercase();
        let is_object = matches!(doc.token(at).relation, Relation::Obj | Relation::NsubjPass);
        if is_verb(doc, at) {
            return Step::Stop;
        }
        let light = self.words.light_verb(&word).is_some();
        let definite = !is_bare_or_indefinite(doc, at);
        if is_object && !(definite && self.leaves_definite(&word)) {
            if let Some(&Factuality { effect, negated }) = self.words.factual_verb(&word) {
                let own = self.own(head);
                return match own {
                    Standing::Not => Step::Apply([Some(negated), None]),
                    _ => Step::Apply([Some(effect), Some(own)]),
                };
            }
            if let Some(cue) = self.words.cue_verb(&word)
                && !(light && cue.content == Standing::Told)
            {
                let said_noun = self.words.cue_noun(&lemma(doc, at).to_lowercase()).is_some();
                // "added (that) Russian invasion …": a bare noun after a word of saying names no
                // particular act.
                let bare = cue.quotes && is_bare(doc, at) && doc.token(at).tag == Tag::Nn;
                let content = match cue.content {
                    _ if said_noun => Standing::Told,
                    Standing::Told if bare => Standing::Possible,
                    content => content,
                };
                return Step::Apply([Some(content), None]);
            }
        }
        let happens = matches!(
            word.as_str(),
            "take"
                | "occur"
                | "happen"
                | "begin"
                | "start"
                | "continue"
                | "resume"
                | "go"
                | "end"
                | "follow"
        );
        if light || happens && !is_object {
            Step::Apply([Some(self.own(head)), None])
        } else {
            Step::Stop
        }
    }

    /// Whether a particular act is there all the same under such a verb: "discussed the battle",
    /// "rejected the deal", but not "prevented the attack", "denied the attack".
    fn leaves_definite(&self, verb: &str) -> bool {
        let factual = self.words.factual_verb(verb).is_some_and(|f| f.effect == Standing::Not);
        let denies = self.words.cue_verb(verb).is_some_and(|c| c.stance == Stance::Denies);
        !factual && !denies
    }

    /// What hangs on a noun: "plans for an attack", "the threat of war", "a decision to withdraw".
    fn through_noun(&self, at: TokenId, head: TokenId) -> Step {
        let word = lemma(self.doc, head).to_lowercase();
        let participle = self.doc.token(at).relation == Relation::Acl
            && !has_to(self.doc, at)
            && child(self.doc, at, Relation::Mark).is_none();
        if participle {
            return Step::Stop;
        }
        if self.doc.token(at).relation == Relation::Nmod && !is_bare_or_indefinite(self.doc, at) {
            // "the condemnation of the attack": a particular act is there whatever is said of it.
            return Step::Stop;
        }
        if let Some(&Factuality { effect, .. }) = self.words.factual_noun(&word) {
            return Step::Apply([Some(effect), None]);
        }
        if let Some(cue) = self.words.cue_noun(&word) {
            return Step::Apply([Some(cue.content), None]);
        }
        if has_to(self.doc, at) { Step::Last(Standing::Possible) } else { Step::Pass }
    }

    /// A clause's own marker has been weighed; what it hangs on changes it only where it is what
    /// something depends on ("reliant on Russia withdrawing").
    fn through_adverbial(&self, at: TokenId, head: TokenId) -> Step {
        let marked = matches!(crate::syntax::case_of(self.doc, at).as_str(), "on" | "upon");
        let word = lemma(self.doc, head).to_lowercase();
        match self.words.factual_adjective(&word).filter(|_| marked) {
            Some(f) => Step::Last(f.effect),
            None => Step::Stop,
        }
    }

    /// "An attack is likely": the predicate weighs the noun.
    fn through_predicate(&self, head: TokenId) -> Step {
        let word = lemma(self.doc, head).to_lowercase();
        match self.words.factual_adjective(&word) {
            Some(f) => Step::Last(f.effect),
            None => Step::Stop,
        }
    }

    /// The condition on which the event told at `id`, or a verb governing it, hangs.
    fn condition(&self, id: TokenId) -> Option<ByteSpan> {
        let doc = self.doc;
        let mut at = id;
        for _ in 0..MAX_CLIMB {
            for &c in doc.children(at) {
                let conditional = matches!(doc.token(c).relation, Relation::Advcl)
                    && (doc.children_by(c, Relation::Mark).any(|m| {
                        matches!(
                            lower(doc, m).as_str(),
                            "if" | "unless" | "provided" | "lest" | "once"
                        )
                    }) || self.is_inverted_condition(c));
                if conditional {
                    return Some(doc.span_of(&doc.subtree(c)));
                }
            }
            if let Some(span) = self.afterthought(at) {
                return Some(span);
            }
            let token = doc.token(at);
            match (token.relation, token.head) {
                (
                    Relation::Xcomp | Relation::Obj | Relation::NsubjPass | Relation::Conj,
                    Some(head),
                ) => at = head,
                _ => return None,
            }
        }
        None
    }
}

impl Reader<'_> {
    /// "…, but this was reliant on Russia deescalating": a condition put in a clause of its own, which
    /// takes up the whole clause before it.
    fn afterthought(&self, id: TokenId) -> Option<ByteSpan> {
        let doc = self.doc;
        let later = doc.children(id).iter().copied().find(|&c| {
            let hinges = matches!(
                lemma(doc, c).to_lowercase().as_str(),
                "reliant" | "dependent" | "conditional" | "contingent" | "depend" | "hinge"
            );
            let takes_up = doc.children(c).iter().any(|&s| {
                doc.token(s).relation.is_subject()
                    && matches!(lower(doc, s).as_str(), "this" | "that" | "it" | "which")
            });
            c > id && hinges && takes_up
        })?;
        let on = doc
            .children(later)
            .iter()
            .copied()
            .find(|&c| matches!(crate::syntax::case_of(doc, c).as_str(), "on" | "upon"))?;
        Some(doc.span_of(&doc.subtree(on)))
    }
}

enum Step {
    /// Nothing further up matters.
    Stop,
    /// This governor changes nothing.
    Pass,
    /// These change it, in this order.
    Apply([Option<Standing>; 2]),
    /// This changes it, and nothing further up does.
    Last(Standing),
}

/// Whether a noun is not marked as naming a particular act ("the", "this", "their").
fn is_bare_or_indefinite(doc: &Doc, noun: TokenId) -> bool {
    is_bare(doc, noun) || doc.token(noun).upos != Upos::Noun
}

/// Whether a noun names no particular act: "(any) Russian invasion would …". A "that" before it is
/// as often the conjunction, mistaken for an article.
pub(crate) fn is_bare(doc: &Doc, noun: TokenId) -> bool {
    doc.token(noun).upos == Upos::Noun
        && !doc.children(noun).iter().any(|&c| match doc.token(c).relation {
            Relation::Det => {
                matches!(lower(doc, c).as_str(), "the" | "this" | "these" | "those")
            }
            Relation::NmodPoss => true,
            _ => false,
        })
}

/// What `effect`, coming from outside, makes of `inner`.
pub(crate) fn apply(effect: Standing, inner: Standing) -> Standing {
    match (effect, inner) {
        (Standing::Told | Standing::Happened, inner) => inner,
        (Standing::Not, Standing::Not) => Standing::Told,
        (Standing::Not, _) => Standing::Not,
        (Standing::Possible, _) => Standing::Possible,
        (Standing::Future, Standing::Told | Standing::Happened | Standing::Future) => {
            Standing::Future
        }
        (Standing::Future, inner) => inner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outer_words_change_inner_ones() {
        assert_eq!(apply(Standing::Told, Standing::Not), Standing::Not);
        assert_eq!(apply(Standing::Not, Standing::Told), Standing::Not);
        assert_eq!(apply(Standing::Possible, Standing::Future), Standing::Possible);
        assert_eq!(apply(Standing::Future, Standing::Told), Standing::Future);
        assert_eq!(apply(Standing::Future, Standing::Not), Standing::Not);
    }
}
