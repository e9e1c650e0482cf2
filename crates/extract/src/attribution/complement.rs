//! What is demanded, promised, condemned or denied, where that is no clause of its own?
//!
//! "Urged Chad to withdraw", "called for a truce", "dismissed the report as invention": the content is
//! what the verb of a speech act governs. Such an attribution tells whose word it is; of the deeds that
//! it names it claims nothing.

use std::ops::Range;

use verbale_lexicon::{Cue, Stance, Standing};
use verbale_text::{Doc, Relation, Tag, TokenId};

use super::Sourced;
use super::cue::Finder;
use super::extent::{is_day, set_off};
use super::source::is_document;
use crate::syntax::{case_of, child, clause, has_to, is_not, lemma, lower, lower_lemma};

impl Finder<'_> {
    /// The attribution that the verb of a speech act makes with its object, infinitive or prepositional
    /// phrase.
    pub(super) fn by_complement(&self, verb: TokenId) -> Option<Sourced> {
        let doc = self.doc;
        let view = clause(doc, verb);
        if let Some(made) = self.rejected_before(verb) {
            return Some(made);
        }
        let source = view.subject.filter(|&s| s != verb && !view.passive && self.may_speak(s))?;
        if matches!(&*lower(doc, source), "i" | "we" | "you") {
            // The quotation already tells that the speaker says so.
            return None;
        }
        let word = lower_lemma(doc, verb);
        let particle = child(doc, verb, Relation::CompoundPrt).map(|p| lower_lemma(doc, p));
        let word = particle.map_or(word.clone(), |particle| format!("{word} {particle}").into());
        let (stance, first) =
            self.led_by_preposition(verb, &word).or_else(|| self.performed(verb, &word))?;
        let rest = self.complements(verb).filter(|&c| c > first);
        let asked = self.asked_of(verb, first);
        let governed: Vec<TokenId> = std::iter::once(first).chain(rest).chain(asked).collect();
        let parts: Vec<TokenId> = governed.iter().flat_map(|&c| doc.subtree(c)).collect();
        let run = parts.iter().copied().min()?..parts.iter().copied().max()? + 1;
        let untrue =
            governed.iter().any(|&c| self.is_falsehood(c)) || self.calls_false(verb, &[run]);
        let stance = if untrue { Stance::Rejects } else { stance };
        // The preposition belongs to the word of saying: "called for", "warned of".
        let leads = |t: TokenId| {
            t == verb + 1
                && matches!(doc.token(t).relation, Relation::Case | Relation::Mark)
                && doc.token(t).upos == verbale_text::Upos::Adp
                && doc.token(t).head == Some(first)
        };
        let start = parts.iter().copied().filter(|&t| t > verb && !leads(t)).min()?;
        let end = self.before_gloss(start, parts.iter().copied().max()? + 1);
        let cue = Cue { stance, content: Standing::Told, grade: 3.0, quotes: false };
        let mut made = self.make(cue, Some(verb), Some(source), self.whole(start..end), None);
        made.tells = false;
        if leads(verb + 1) {
            let span = made.attribution.cue.map(|cue| cue.hull(doc.token(verb + 1).span));
            made.attribution.cue = span;
        }
        (!made.attribution.content.is_empty()).then_some(made)
    }

    /// The speech act that a verb performs with what it governs, and the first word of that.
    fn performed(&self, verb: TokenId, word: &str) -> Option<(Stance, TokenId)> {
        let doc = self.doc;
        let first = self.complements(verb).next()?;
        let words = &self.lexicon.words;
        let taken_back = || {
            words.cue_noun(&lower_lemma(doc, first))?;
            words.speech_act(&format!("{word} a claim"))
        };
        // "Warned Niger to withdraw", but not "warned Niger".
        let to = || {
            let to = self.complements(verb).any(|c| has_to(doc, c));
            to.then(|| words.speech_act(&format!("{word} to"))).flatten()
        };
        let refused = || {
            let negated = is_negated(doc, verb);
            negated.then(|| words.speech_act(&format!("not {word}"))).flatten()
        };
        let shown = || {
            let subject = clause(doc, verb).subject;
            let document = subject.is_some_and(|s| is_document(doc, self.lexicon, s));
            document.then(|| words.speech_act(&format!("document {word}"))).flatten()
        };
        let act = refused().or_else(|| words.speech_act(word)).or_else(shown);
        Some((*act.or_else(to).or_else(taken_back)?, first))
    }

    /// "Reports of shelling were denied by the army", "a charge that Moscow dismissed": a rejection whose
    /// object, something said, stands before it.
    fn rejected_before(&self, verb: TokenId) -> Option<Sourced> {
        let doc = self.doc;
        let view = clause(doc, verb);
        let object = view.object.filter(|&o| o < verb)?;
        let source = view.subject.filter(|&s| s != verb && self.may_speak(s))?;
        let stance = *self.lexicon.words.speech_act(&lower_lemma(doc, verb))?;
        let said = self.lexicon.words.cue_noun(&lower_lemma(doc, object)).is_some();
        if !said || !matches!(stance, Stance::Rejects | Stance::Denies) {
            return None;
        }
        let mine = doc.subtree(verb);
        let content: Vec<TokenId> = doc
            .subtree(object)
            .into_iter()
            .filter(|t| view.passive || mine.binary_search(t).is_err())
            .collect();
        let cue = Cue { stance, content: Standing::Told, grade: 3.0, quotes: false };
        let mut made = self.make(cue, Some(verb), Some(source), self.ranges(&content), None);
        made.tells = false;
        (!made.attribution.content.is_empty()).then_some(made)
    }

    /// "Called on Trump [to stop]": what is asked of the one whom a preposition leads in.
    fn asked_of(&self, verb: TokenId, first: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let led = doc.token(first).relation == Relation::Obl;
        let last = doc.subtree(first).last().copied()?;
        doc.children(verb).iter().copied().find(|&c| {
            led && c > first
                && has_to(doc, c)
                && doc.subtree(c).first().is_some_and(|&start| start == last + 1)
        })
    }

    /// Where a phrase ends before what the report adds to its last name: "questioned the health of Mr
    /// Adams[, who is 70]".
    pub(super) fn before_gloss(&self, start: TokenId, end: TokenId) -> TokenId {
        let doc = self.doc;
        let adds = |t: &TokenId| {
            let clause = doc.subtree(*t);
            let word = |t: &&TokenId| doc.form(**t) != ",";
            let inner = clause.iter().skip_while(|t| !word(t));
            // Commas inside may tell that what was said goes on: "the army, which it says shelled, of …".
            doc.token(*t).relation == Relation::AclRelcl
                && clause.last().is_some_and(|&last| last + 1 >= end)
                && inner.filter(|&&t| t + 1 < end).all(|t| word(&t))
        };
        let gloss = (start + 1..end).filter(adds).find_map(|t| set_off(doc, t));
        gloss.map_or(end, |first| first - 1).max(start + 1)
    }

    /// "Claimed to [have shelled the port]", "admitted [having done so]": what somebody says of himself.
    pub(super) fn own_past(&self, verb: TokenId, cue: Cue) -> Option<Vec<Range<TokenId>>> {
        let doc = self.doc;
        let perfect = |c: &TokenId| {
            (has_to(doc, *c) || doc.token(*c).relation == Relation::Xcomp)
                && doc.token(*c).tag == Tag::Vbn
                && doc.children_by(*c, Relation::Aux).any(|a| lemma(doc, a) == "have")
        };
        let told = cue.quotes && matches!(cue.content, Standing::Told | Standing::Not);
        let deed = doc.children_by(verb, Relation::Xcomp).find(|c| told && perfect(c))?;
        Some(self.ranges(&doc.subtree(deed)))
    }

    /// "[The army] is expected to [pull out]", "seems to [have gone]": what nobody who is named awaits or sees.
    pub(super) fn by_expectation(&self, verb: TokenId) -> Option<Sourced> {
        let doc = self.doc;
        let word = lower_lemma(doc, verb);
        let is_passive = child(doc, verb, Relation::AuxPass).is_some();
        let kind = if is_passive { "awaited" } else { "seeming" };
        if !self.lexicon.classes.contains(kind, &word) {
            return None;
        }
        let deed = doc.children_by(verb, Relation::Xcomp).find(|&c| has_to(doc, c))?;
        let content = self.with_subject(verb, doc.subtree(deed));
        let stance = Stance::Asserts;
        let cue = Cue { stance, content: Standing::Possible, grade: 1.8, quotes: false };
        let mut made = self.make(cue, Some(verb), None, content, None);
        made.tells = false;
        Some(made)
    }

    /// The tokens of what is said of a verb's subject, and the subject itself.
    fn with_subject(&self, verb: TokenId, said: Vec<TokenId>) -> Vec<Range<TokenId>> {
        let doc = self.doc;
        let subject = doc.children(verb).iter().copied();
        let subject = subject.filter(|&s| s < verb).find(|&s| doc.token(s).relation.is_subject());
        let mut tokens = subject.map(|s| doc.subtree(s)).unwrap_or_default();
        tokens.extend(said);
        self.ranges(&tokens)
    }

    /// "Are believed to [have shelled the port]", "were reported [killed]": what is said of a subject by
    /// nobody who is named.
    pub(super) fn raised_content(&self, verb: TokenId, cue: Cue) -> Option<Vec<Range<TokenId>>> {
        let doc = self.doc;
        let passive = child(doc, verb, Relation::NsubjPass).is_some()
            || child(doc, verb, Relation::AuxPass).is_some()
            || doc.token(verb).relation == Relation::Acl;
        // "Is known to have": nobody's word, but a fact.
        let fact = || {
            let known = self.lexicon.words.factual_verb(lemma(doc, verb));
            known.is_some_and(|f| f.effect == Standing::Told)
        };
        let open = cue.content == Standing::Possible;
        if doc.token(verb).tag != Tag::Vbn
            || !passive
            || cue.stance != Stance::Asserts
            || !(cue.quotes || open)
            || fact()
        {
            return None;
        }
        let helped = |c: TokenId, lemmas: &[&str]| {
            doc.children_by(c, Relation::Aux)
                .chain(doc.children_by(c, Relation::AuxPass))
                .any(|a| lemmas.contains(&lemma(doc, a)))
        };
        let raised = doc.children_by(verb, Relation::Xcomp).find(|&c| match doc.token(c).tag {
            Tag::Vbn => helped(c, &["have"]) || !has_to(doc, c) && cue.quotes,
            Tag::Vbg => has_to(doc, c) && helped(c, &["be", "have"]),
            _ => false,
        })?;
        Some(self.with_subject(verb, doc.subtree(raised)))
    }

    /// "Called the reports “baseless propaganda”", where what they are called is all that is joined.
    pub(super) fn calls_false(&self, verb: TokenId, content: &[Range<TokenId>]) -> bool {
        let calls =
            matches!(lemma(self.doc, verb), "call" | "describe" | "label" | "brand" | "dub");
        calls && content.iter().flat_map(Clone::clone).any(|t| self.is_falsehood(t))
    }

    /// "Called the reports [groundless]", "described it as [invention]".
    fn is_falsehood(&self, complement: TokenId) -> bool {
        let word = lower_lemma(self.doc, complement);
        self.lexicon.classes.contains("untruth", &word)
    }

    /// "Call for", "warn of": a speech act whose content a preposition leads in.
    fn led_by_preposition(&self, verb: TokenId, word: &str) -> Option<(Stance, TokenId)> {
        let doc = self.doc;
        doc.children(verb).iter().copied().filter(|&c| c > verb).find_map(|c| {
            let leads =
                matches!(doc.token(c).relation, Relation::Obl | Relation::Advcl) && !is_day(doc, c);
            let key = leads.then(|| format!("{word} {}", case_of(doc, c)))?;
            Some((*self.lexicon.words.speech_act(&key)?, c))
        })
    }

    /// What a verb governs after it, up to the first phrase that only tells when, where or how. The
    /// first is an object, infinitive or gerund.
    fn complements(&self, verb: TokenId) -> impl Iterator<Item = TokenId> {
        let doc = self.doc;
        let mut is_first = true;
        let after =
            doc.children(verb).iter().copied().filter(move |&c| c > verb && !is_day(doc, c));
        let relevant = after.filter(move |&c| {
            !matches!(
                doc.token(c).relation,
                Relation::Punct
                    | Relation::Advmod
                    | Relation::CompoundPrt
                    | Relation::Conj
                    | Relation::Cc
            )
        });
        relevant.take_while(move |&c| {
            let governed = match doc.token(c).relation {
                Relation::Obj | Relation::Iobj | Relation::Xcomp => true,
                Relation::Ccomp => !is_first,
                Relation::Obl | Relation::Advcl => {
                    !is_first && matches!(case_of(doc, c).as_str(), "of" | "for" | "as")
                }
                _ => false,
            };
            is_first = false;
            governed
        })
    }
}

/// "Does not accept"
fn is_negated(doc: &Doc, verb: TokenId) -> bool {
    doc.children_by(verb, Relation::Advmod).any(|c| is_not(doc, c))
}
