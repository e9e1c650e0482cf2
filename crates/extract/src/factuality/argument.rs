//! What becomes of an event noun under a verb ("feared an invasion", "launched an attack", "prevented a
//! coup")?

use verbale_lexicon::{Factuality, Stance, Standing};
use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

use super::degree::{Degree, POSSIBLE, TOLD};
use super::{Reader, Step, is_bare, is_bare_or_indefinite, under};
use crate::syntax::{case_of, child, has_to, is_verb, lower, lower_lemma};

/// What somebody has yet to hinder may still come.
const YET_TO_HINDER: Degree = POSSIBLE.with_share(0.2);

impl Reader<'_> {
    /// An event noun under a verb: "feared an invasion", "launched an attack", "prevented a coup".
    pub(super) fn through_argument(&self, at: TokenId, head: TokenId) -> Step {
        let doc = self.doc;
        let word = self.entry(head);
        let is_object = matches!(doc.token(at).relation, Relation::Obj | Relation::NsubjPass);
        if is_verb(doc, at) {
            return Step::Stop;
        }
        if is_object && self.is_of_law(head) {
            return Step::Last(POSSIBLE);
        }
        if self.is_further(at) && self.is_open(head) {
            return Step::Last(self.own(head));
        }
        let definite = !is_bare_or_indefinite(doc, at);
        if doc.token(at).relation == Relation::Obl
            && let Some(verb) = self.with_preposition(at, head)
            && (verb.definite || !definite)
        {
            return self.of_deed(verb, head);
        }
        if self.is_equated(at, head) {
            return Step::Last(POSSIBLE);
        }
        if let Some(degree) = self.left_behind(at, head).filter(|_| !definite) {
            return Step::Last(degree);
        }
        if let Some(verb) = self.takes_back(at, &word).filter(|_| is_object) {
            return under(verb, self.own_without(head, at));
        }
        let weighed = is_object && !(definite && self.leaves_definite(&word));
        if let Some(step) = weighed.then(|| self.through_object(at, head, &word)).flatten() {
            return step;
        }
        let light = self.words.light_verb(&word).is_some();
        let carried = light && (is_object || doc.token(at).relation == Relation::Obl && !definite);
        if carried || !is_object && self.classes.contains("happening", &word) {
            Step::Apply([Some(self.own_without(head, at)), None])
        } else {
            Step::Stop
        }
    }

    /// "A blockade amounts to war": whether a noun tells what is said to be worth what, and no particular act.
    fn is_equated(&self, noun: TokenId, verb: TokenId) -> bool {
        let doc = self.doc;
        let subject = || doc.children(verb).iter().find(|&&c| doc.token(c).relation.is_subject());
        is_bare(doc, noun)
            && self.classes.contains("equating", &lower_lemma(doc, verb))
            && subject().is_some_and(|&s| is_any(doc, s))
    }

    /// "An attack on one is an attack on all": whether a noun is said to be, or to be what is, any other of its kind.
    pub(super) fn is_likened(&self, noun: TokenId) -> bool {
        let doc = self.doc;
        let subject = |of: TokenId| child(doc, of, Relation::Nsubj).filter(|&s| is_any(doc, s));
        let is_other = |other: TokenId| lower_lemma(doc, other) == lower_lemma(doc, noun);
        let likened = || doc.token(noun).head.filter(|&whole| subject(whole) == Some(noun));
        doc.token(noun).upos == Upos::Noun
            && (subject(noun).is_some_and(is_other) || likened().is_some_and(is_other))
    }

    /// "Will pay for the additional visits": whether a noun tells of more than there has been.
    fn is_further(&self, noun: TokenId) -> bool {
        let doc = self.doc;
        let further = |a: TokenId| self.classes.contains("further", &lower(doc, a));
        doc.children_by(noun, Relation::Amod)
            .chain(doc.children_by(noun, Relation::Det))
            .any(further)
    }

    /// What `word`, the verb at `head`, makes of the object that it tells to be hindered, feared, said, …
    fn through_object(&self, at: TokenId, head: TokenId, word: &str) -> Option<Step> {
        let doc = self.doc;
        if let Some(verb) = self.words.factual_verb(word) {
            // "Vowed to stop the shelling": what is to be hindered goes on.
            return Some(if verb.effect != Standing::Not {
                under(verb, self.own_without(head, at))
            } else if !is_bare_or_indefinite(doc, at) && has_to(doc, head) {
                Step::Stop
            } else {
                self.of_deed(verb, head)
            });
        }
        let light = self.words.light_verb(word).is_some();
        let cue = self.words.cue_verb(word)?;
        if light && cue.content == Standing::Told {
            return None;
        }
        let said_noun = self.words.cue_noun(&lower_lemma(doc, at)).is_some();
        // "added (that) Russian invasion …": a bare noun after a word of saying names no particular act.
        let bare = cue.quotes && is_bare(doc, at) && doc.token(at).tag == Tag::Nn;
        let content = match cue.content {
            _ if said_noun => TOLD,
            Standing::Told if bare => POSSIBLE,
            _ => Degree::in_content(cue),
        };
        Some(Step::Apply([Some(content), None]))
    }

    /// What a verb of refusing or hindering makes of a deed, by whether it was itself done: "prevented a
    /// coup", "will prevent a coup", "did not prevent a coup".
    pub(super) fn of_deed(&self, verb: &Factuality, head: TokenId) -> Step {
        if verb.effect != Standing::Not {
            return under(verb, self.own(head));
        }
        let whole = self.degree(head, false);
        match whole.standing {
            Standing::Future | Standing::Possible => Step::Last(YET_TO_HINDER),
            Standing::Not => Step::Last(Degree::under_negated(verb)),
            _ if self.is_thought_of(head) => Step::Last(YET_TO_HINDER),
            _ => Step::Last(Degree::under(verb)),
        }
    }

    /// "Ways of stopping the war", "stopping it is the aim": a gerund that nobody is told to have done.
    fn is_thought_of(&self, verb: TokenId) -> bool {
        let token = self.doc.token(verb);
        token.tag == Tag::Vbg
            && matches!(
                token.relation,
                Relation::Acl | Relation::Csubj | Relation::CsubjPass | Relation::Nmod
            )
            && self.doc.children_by(verb, Relation::Aux).next().is_none()
    }

    /// "Withdrew its claim that …", "corrects a report that …", "rejected the request": a verb with what
    /// was said, asked or planned as its object.
    fn takes_back(&self, at: TokenId, verb: &str) -> Option<&Factuality> {
        let noun = lower_lemma(self.doc, at);
        let denies = self.words.cue_verb(verb).is_some_and(|cue| cue.stance == Stance::Denies);
        // A denied request was made; a denied agreement was perhaps none.
        let said = match self.words.cue_noun(&noun) {
            Some(cue) => !denies || matches!(cue.stance, Stance::Asserts | Stance::Demands),
            None => !denies && self.is_intent(&noun),
        };
        self.words.factual_verb(&format!("{verb} a claim")).filter(|_| said)
    }

    /// "Fears grew of an invasion": what the subject is of, where the verb has come between the two.
    fn left_behind(&self, at: TokenId, verb: TokenId) -> Option<Degree> {
        let doc = self.doc;
        let of = doc.token(at).relation == Relation::Obl && case_of(doc, at) == "of";
        let subject = doc.children_by(verb, Relation::Nsubj).find(|&s| of && s < at)?;
        let noun = lower_lemma(doc, subject);
        let feared = self.words.cue_noun(&noun).map(Degree::in_content);
        self.words.factual_noun(&noun).map(Degree::under).or(feared)
    }

    /// Whether a noun tells what is meant or asked to be done: "plan", "attempt", "request".
    fn is_intent(&self, noun: &str) -> bool {
        let open = |f: &Factuality| matches!(f.effect, Standing::Future | Standing::Possible);
        self.words.factual_noun(noun).is_some_and(open)
    }

    /// "Rejected a proposal to merge", "abandoned plans to strike": what becomes of the content of what
    /// was asked or planned, where its noun is the object of a verb that ends it.
    pub(super) fn ended_intent(&self, noun: TokenId) -> Option<Degree> {
        let doc = self.doc;
        let token = doc.token(noun);
        let verb = token.head.filter(|&verb| {
            matches!(token.relation, Relation::Obj | Relation::NsubjPass) && is_verb(doc, verb)
        })?;
        let word = self.entry(verb);
        let intent = lower_lemma(doc, noun);
        self.is_intent(&intent).then_some(())?;
        let stance = self.words.cue_verb(&word).map(|cue| cue.stance);
        let asked = || {
            let cue = self.words.cue_noun(&intent);
            cue.is_some_and(|cue| cue.stance == Stance::Demands)
        };
        let rejects = stance == Some(Stance::Rejects) || stance == Some(Stance::Denies) && asked();
        let ends = self.words.factual_verb(&word).is_some_and(|f| f.effect == Standing::Not);
        let done = matches!(self.own(verb).standing, Standing::Told | Standing::Happened);
        ((rejects || ends) && done).then_some(super::degree::NOT)
    }

    /// A verb that with its preposition tells whether what follows took place: "call for", "decide
    /// against"; a verb of hindering does it with "from".
    pub(super) fn with_preposition(&self, at: TokenId, head: TokenId) -> Option<&Factuality> {
        let verb = self.entry(head);
        let preposition = case_of(self.doc, at).replace('_', " ");
        let hinders = || {
            self.words
                .factual_verb(&verb)
                .filter(|f| preposition == "from" && f.effect == Standing::Not)
        };
        // "Stopped short of": the adverb before the preposition is part of it.
        let led = || {
            let first = self.doc.subtree(at).first().copied()?.checked_sub(1)?;
            let adverb = self.doc.token(first);
            (adverb.relation == Relation::Advmod && adverb.head == Some(head)).then_some(())?;
            self.words.factual_verb(&format!("{verb} {} {preposition}", lower(self.doc, first)))
        };
        self.words.factual_verb(&format!("{verb} {preposition}")).or_else(hinders).or_else(led)
    }

    /// Whether a particular act is there all the same under such a verb: "discussed the battle",
    /// "rejected the deal", but not "prevented the attack", "denied the attack".
    fn leaves_definite(&self, verb: &str) -> bool {
        let factual =
            self.words.factual_verb(verb).is_some_and(|f| f.effect == Standing::Not || f.definite);
        let denies = self.words.cue_verb(verb).is_some_and(|c| c.stance == Stance::Denies);
        !factual && !denies
    }
}

/// Whether a noun stands for any of its kind: "an attack", "any attack".
fn is_any(doc: &Doc, noun: TokenId) -> bool {
    let any = |d| matches!(&*lower(doc, d), "a" | "an" | "any");
    doc.children_by(noun, Relation::Det).any(any)
}
