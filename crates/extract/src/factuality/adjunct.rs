//! What becomes of an event whose word hangs on another: on a noun ("plans for an attack"), as a clause
//! beside the main one ("left to fight"), as a relative clause?

use verbale_lexicon::{Factuality, Standing};
use verbale_text::{Relation, Tag, TokenId};

use super::degree::{Degree, NOT, POSSIBLE, TOLD};
use super::{Reader, Step, TOO_MUCH, in_content, is_bare, is_bare_or_indefinite};
use crate::syntax::{case_of, child, has_to, is_verb, lower, lower_lemma};

impl Reader<'_> {
    /// What hangs on a noun: "plans for an attack", "the threat of war", "a decision to withdraw".
    pub(super) fn through_noun(&self, at: TokenId, head: TokenId) -> Step {
        let word = lower_lemma(self.doc, head);
        let participle = self.doc.token(at).relation == Relation::Acl
            && !has_to(self.doc, at)
            && child(self.doc, at, Relation::Mark).is_none()
            && child(self.doc, at, Relation::Nsubj).is_none();
        if participle {
            // "No sign of either side withdrawing"
            let signs = [Some(head), self.doc.token(head).head];
            let nothing = signs.into_iter().flatten().any(|n| self.is_sign_of_nothing(n));
            return if nothing { Step::Last(NOT) } else { Step::Stop };
        }
        if self.is_enumerated(at, head) {
            return Step::Pass;
        }
        let led = || self.words.factual_noun(&format!("{word} {}", case_of(self.doc, at)));
        let noun = led().or_else(|| self.words.factual_noun(&word));
        if let Some(ended) = self.ended_intent(head) {
            return Step::Last(ended);
        }
        if self.is_sign_of_nothing(head) {
            return Step::Last(NOT);
        }
        if self.doc.token(at).relation == Relation::Nmod
            && !is_bare_or_indefinite(self.doc, at)
            && !noun.is_some_and(|noun| noun.definite)
        {
            // "the condemnation of the attack": a particular act is there whatever is said of it.
            return Step::Stop;
        }
        if let Some(noun) = noun {
            // "Has no plans to recall its envoy"
            return match noun.effect {
                _ if self.is_lacking(head) => Step::Last(Degree::under_negated(noun)),
                // "It would be a mistake to invade"
                Standing::Happened if self.is_open(head) => Step::Last(POSSIBLE),
                // "A campaign to retake the town": what is going on, where the campaign is.
                Standing::Told => Step::Apply([Some(Degree::under(noun)), Some(self.own(head))]),
                _ => Step::Apply([Some(Degree::under(noun)), None]),
            };
        }
        if word == "question" && case_of(self.doc, at) == "about" {
            return Step::Stop;
        }
        if let Some(cue) = self.words.cue_noun(&word) {
            if self.is_untrue(head) {
                return Step::Last(NOT);
            }
            return Step::Apply([Some(in_content(cue, self.own(head))), None]);
        }
        let marked = child(self.doc, at, Relation::Mark).is_some();
        match self.doc.token(at).relation {
            _ if has_to(self.doc, at) && self.is_first(head) => Step::Last(self.own(head)),
            _ if has_to(self.doc, at) => Step::Last(POSSIBLE),
            Relation::Acl if self.doc.token(at).tag == Tag::Vbg => self.through_gerund(at, head),
            // "the fact that …" stands, whatever is said of it.
            Relation::Acl if marked => Step::Stop,
            _ => Step::Pass,
        }
    }

    /// "Provides for a truce, for the withdrawal": what the same preposition leads in beside its noun goes on from it,
    /// though the tree hangs it there.
    fn is_enumerated(&self, at: TokenId, head: TokenId) -> bool {
        let doc = self.doc;
        let case = case_of(doc, at);
        let first = doc.subtree(at).into_iter().next();
        let comma = first.is_some_and(|t| {
            doc.form(t) == "," || t.checked_sub(1).is_some_and(|before| doc.form(before) == ",")
        });
        doc.token(at).relation == Relation::Nmod
            && comma
            && !case.is_empty()
            && case == case_of(doc, head)
    }

    /// "False claims that …", "the claim that … proved false": whether what a noun says is told to be untrue.
    fn is_untrue(&self, noun: TokenId) -> bool {
        let doc = self.doc;
        let untrue = |t: TokenId| self.classes.contains("untruth", &lower_lemma(doc, t));
        let token = doc.token(noun);
        let told = token.head.filter(|_| token.relation.is_subject());
        let proved = |verb: TokenId| doc.children_by(verb, Relation::Xcomp).any(untrue);
        let is_told = |of: TokenId| {
            let word = if is_verb(doc, of) { proved(of) } else { untrue(of) };
            word && matches!(self.own(of).standing, Standing::Told | Standing::Happened)
        };
        doc.children_by(noun, Relation::Amod).any(untrue) || told.is_some_and(is_told)
    }

    /// "Has no plans to", "does not have the right to": whether the noun is told not to be there.
    fn is_lacking(&self, noun: TokenId) -> bool {
        let doc = self.doc;
        let token = doc.token(noun);
        let had = || {
            let verb = token.head.filter(|_| token.relation == Relation::Obj)?;
            let word = lower_lemma(doc, verb);
            (is_verb(doc, verb) && self.words.light_verb(&word).is_some()).then_some(verb)
        };
        let not = |id: TokenId| self.own(id).standing == Standing::Not;
        not(noun) || had().is_some_and(not)
    }

    /// "The first country to recognise it"
    fn is_first(&self, noun: TokenId) -> bool {
        let doc = self.doc;
        let told = |a: TokenId| {
            let word = self.words.purpose_verb(&lower(doc, a));
            word.is_some_and(|word| word.effect == Standing::Happened)
        };
        doc.children_by(noun, Relation::Amod).any(told)
    }

    /// "Ways of creating", "talk about leaving": a preposition tells how likely the deed is one done.
    fn through_gerund(&self, at: TokenId, head: TokenId) -> Step {
        match case_of(self.doc, at).as_str() {
            // "Within hours of storming it"
            "of" if case_of(self.doc, head) == "within" => Step::Last(POSSIBLE),
            "about" | "over" | "on" => Step::Last(POSSIBLE.with_share(0.25)),
            "of" | "for" => Step::Last(TOLD.with_share(0.6)),
            _ => Step::Stop,
        }
    }

    /// "No sign", "little evidence".
    fn is_sign_of_nothing(&self, noun: TokenId) -> bool {
        let doc = self.doc;
        let scarce = || {
            doc.children(noun).iter().any(|&c| lower(doc, c) == "little")
                && !doc.children_by(noun, Relation::Det).any(|d| lower(doc, d) == "a")
        };
        self.classes.contains("indication", &lower_lemma(doc, noun))
            && (scarce() || self.own(noun).standing == Standing::Not)
    }

    /// "Too afraid to stay"
    pub(super) fn is_too(&self, head: TokenId) -> bool {
        let doc = self.doc;
        doc.children_by(head, Relation::Advmod).any(|a| a + 1 == head && lower(doc, a) == "too")
    }

    /// A clause's own marker has been weighed; what it hangs on changes it where that is what
    /// something depends on ("reliant on Russia withdrawing"), is of a purpose that shares its main
    /// clause's fate, or has a time that is yet to come ("will stay until the war ends").
    pub(super) fn through_adverbial(&self, at: TokenId, head: TokenId) -> Step {
        let doc = self.doc;
        if doc.token(at).tag == Tag::Vbg
            && let Some(verb) = self.with_preposition(at, head)
        {
            // "Stopped short of condemning": the phrase is all that matters.
            return if is_verb(doc, head) {
                self.of_deed(verb, head)
            } else {
                Step::Last(Degree::under(verb))
            };
        }
        if has_to(doc, at) && self.is_too(head) {
            return Step::Last(TOO_MUCH);
        }
        let over = || matches!(case_of(doc, at).as_str(), "over" | "about");
        if doc.token(at).tag == Tag::Vbg && at > head && over() {
            // "Are in talks over redeploying them"
            return Step::Last(POSSIBLE.with_share(0.25));
        }
        if has_to(doc, at) {
            return self.through_purpose(at, head);
        }
        let marker = case_of(doc, at);
        if marker == "by" && doc.token(at).tag == Tag::Vbg {
            // "Would break the law by attacking": the means share the end's fate; "tried to sway the
            // vote by hacking": to try is to use them.
            return match self.endeavour(head) {
                Some(trying) => Step::From(trying),
                None => Step::Apply([Some(self.own(head)), None]),
            };
        }
        let word = lower_lemma(doc, head);
        if matches!(marker.as_str(), "on" | "upon")
            && let Some(adjective) = self.words.factual_adjective(&word)
        {
            return Step::Last(Degree::under(adjective));
        }
        self.through_time(at, head, &marker)
    }

    /// A clause of time, led in by `marker`: whether it tells what was, or what is yet to come.
    fn through_time(&self, at: TokenId, head: TokenId, marker: &str) -> Step {
        let doc = self.doc;
        let is_limit = matches!(marker, "until" | "till" | "once" | "after" | "before");
        let of_time = is_limit || matches!(marker, "when" | "as");
        let to_come = || matches!(self.own(head).standing, Standing::Future | Standing::Possible);
        let is_present = |t: TokenId| matches!(doc.token(t).tag, Tag::Vbz | Tag::Vbp);
        let now = is_present(at) || child(doc, at, Relation::AuxPass).is_some_and(is_present);
        // "What happens after troops leave", "will stay when they leave"
        if now && is_limit || of_time && (now || doc.token(at).tag == Tag::Vbg) && to_come() {
            return Step::Last(POSSIBLE);
        }
        // "When troops leave, …": of no time in particular.
        if marker == "when" && now { Step::Last(TOLD.with_share(0.6)) } else { Step::Stop }
    }

    /// What "to …" beside a main verb was for, or of what was rejected.
    fn through_purpose(&self, at: TokenId, head: TokenId) -> Step {
        let doc = self.doc;
        // "Rejected an offer from Lima to merge": the infinitive is of what was rejected.
        let object = child(doc, head, Relation::Obj).filter(|&o| o > head && o < at);
        if let Some(ended) = object.and_then(|o| self.ended_intent(o)) {
            return Step::Last(ended);
        }
        let done = self.carried_out(at, head).is_some_and(|f| f.effect == Standing::Told);
        if done {
            return Step::Apply([Some(self.own(head)), None]);
        }
        // "Failed to turn up to sign": what was not done served no purpose.
        let undone = doc.token(head).relation == Relation::Xcomp
            && self.degree(head, false).standing == Standing::Not;
        if undone { Step::Last(NOT) } else { Step::Stop }
    }

    /// "Tried [to sway]", "an effort [to sway]": the word for trying that governs an infinitive.
    fn endeavour(&self, end: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let trying = doc.token(end).head.filter(|_| has_to(doc, end))?;
        let word = lower_lemma(doc, trying);
        self.classes.contains("endeavour", &word).then_some(trying)
    }

    /// "Fighters who come out will be pardoned": who does so is not told, where the main clause is open.
    pub(super) fn through_relative(&self, at: TokenId, head: TokenId) -> Step {
        let doc = self.doc;
        let main = doc.token(head).head.filter(|&main| is_verb(doc, main));
        let open = main.is_some_and(|main| {
            matches!(self.own(main).standing, Standing::Future | Standing::Possible)
        });
        let present = matches!(doc.token(at).tag, Tag::Vbp | Tag::Vbz)
            && !doc.children(at).iter().any(|&c| doc.token(c).relation == Relation::Aux);
        let anybody = is_bare(doc, head)
            || matches!(&*lower(doc, head), "those" | "anyone" | "anybody" | "everyone");
        if open && present && anybody { Step::Last(POSSIBLE) } else { Step::Stop }
    }

    /// What tells that a purpose was carried out, unless it is one that may fail ("travelled to secure"): its main verb
    /// ("travelled to fight"), or that to do the one was to do the other ("rallied to demand").
    pub(super) fn carried_out(&self, purpose: TokenId, main: TokenId) -> Option<&Factuality> {
        let verb = |id: TokenId| lower_lemma(self.doc, id);
        if self.classes.contains("achieving", &verb(purpose)) {
            return None;
        }
        let itself = format!("to {}", verb(purpose));
        self.words.purpose_verb(&verb(main)).or_else(|| self.words.purpose_verb(&itself))
    }
}
