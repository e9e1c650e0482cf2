//! What do a word's own modifiers tell of whether its event took place?

use verbale_lexicon::{Factuality, Standing};
use verbale_text::{Relation, Tag, TokenId, Upos};

use super::Reader;
use super::degree::{COMMAND, Degree, FUTURE, NOT, POSSIBLE, TOLD};
use crate::syntax::{case_of, conjuncts, has_to, is_verb, lemma, lower, lower_lemma};

impl Reader<'_> {
    /// The standing that the word's own modifiers give it.
    pub(super) fn own(&self, id: TokenId) -> Degree {
        if let Some(&known) = self.own.borrow().get(&id) {
            return known;
        }
        let degree = self.own_without(id, id);
        self.own.borrow_mut().insert(id, degree);
        degree
    }

    /// The same without what the dependent `except` does to it: the "no" of "no talks were held" has
    /// been weighed with the talks.
    pub(super) fn own_without(&self, id: TokenId, except: TokenId) -> Degree {
        let doc = self.doc;
        let mut degree = self.mood(id);
        let mut modal = None;
        for &c in doc.children(id).iter().filter(|&&c| c != except) {
            if self.denies_nothing(id, c) {
                continue;
            }
            if doc.token(c).relation == Relation::Aux {
                modal = modal.or(self.modal(id, c));
            }
            if let Some(effect) = self.effect(id, c) {
                degree = effect.over(degree);
            }
        }
        // "Could not": less open than "not" and "could" apart.
        if degree.standing == Standing::Not
            && let Some(modal) = modal.filter(|modal| modal.effect != Standing::Not)
        {
            degree = degree.with_share(Degree::under_negated(modal).share);
        }
        if self.is_inverted_condition(id) {
            degree = POSSIBLE.over(degree);
        }
        if degree.standing == Standing::Not && self.is_superlative(id) {
            return TOLD;
        }
        if self.is_forestalled(id) { NOT.with_share(-0.7) } else { degree }
    }

    /// "Could not have come at a worse time": it came, and at the worst.
    fn is_superlative(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let could = doc
            .children_by(id, Relation::Aux)
            .any(|aux| matches!(&*lower(doc, aux), "could" | "can"));
        let more = |of: TokenId| doc.children(of).iter().any(|&c| doc.token(c).tag == Tag::Jjr);
        let compared = |time: TokenId| {
            let graded = |a: TokenId| doc.children(a).iter().any(|&c| doc.token(c).tag == Tag::Rbr);
            more(time) || doc.children_by(time, Relation::Amod).any(graded)
        };
        could && doc.children_by(id, Relation::Obl).any(compared)
    }

    /// "Fled before police could arrest him"
    fn is_forestalled(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let has = |relation, words: &[&str]| {
            doc.children_by(id, relation).any(|c| words.contains(&&*lower(doc, c)))
        };
        has(Relation::Mark, &["before"]) && has(Relation::Aux, &["could", "can"])
    }

    /// What the dependent `c` does to the word at `id`.
    fn effect(&self, id: TokenId, c: TokenId) -> Option<Degree> {
        let doc = self.doc;
        let word = lower_lemma(doc, c);
        match doc.token(c).relation {
            Relation::Advmod if self.is_no_longer(c) => Some(NOT),
            Relation::Aux if word == "would" && self.is_told_in_past(id) => Some(FUTURE),
            Relation::Aux => self.modal(id, c).map(Degree::under),
            Relation::Cc if matches!(&*word, "or" | "nor") && self.shares_no(id) => Some(NOT),
            Relation::Advmod | Relation::CcPreconj | Relation::Cc => {
                self.adverb(c).map(Degree::under)
            }
            Relation::Mark | Relation::Case if self.is_left_open(id, c) => {
                Some(POSSIBLE.with_share(0.15))
            }
            Relation::Obl => self.by_no_means(c),
            Relation::Mark => self.marker(id, c, &word),
            Relation::Det if word == "no" => Some(NOT),
            Relation::Det if word == "any" && doc.token(id).upos == Upos::Noun => Some(POSSIBLE),
            Relation::Amod | Relation::Compound => self.adjective(c, &word),
            Relation::Case if word == "without" || self.phrase(c).is_some() => {
                self.adverb(c).map(Degree::under)
            }
            Relation::Nsubj | Relation::NsubjPass if self.is_nobody(c) => Some(NOT),
            // "took no part", "has no problem": often a way to tell a state.
            Relation::Obj if self.is_nobody(c) => Some(NOT.with_share(0.2)),
            _ => None,
        }
    }

    /// "Will not leave without paying", "may march rather than talk": what is set against something that
    /// has not been done is open as well.
    fn is_left_open(&self, id: TokenId, marker: TokenId) -> bool {
        let doc = self.doc;
        let against = || self.adverb(marker).is_some_and(|f| f.effect == Standing::Not);
        let main = doc.token(id).head.filter(|&head| is_verb(doc, head));
        main.is_some_and(|main| {
            against()
                && !matches!(doc.token(id).relation, Relation::Conj)
                && !matches!(self.own(main).standing, Standing::Told | Standing::Happened)
        })
    }

    /// "No call or meeting": the "no" before the first holds for the others.
    fn shares_no(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let first = doc.token(id).head.filter(|_| doc.token(id).relation == Relation::Conj);
        first.is_some_and(|first| {
            doc.children_by(first, Relation::Det).any(|det| lower(doc, det) == "no")
        })
    }

    /// "Under no circumstances"
    fn by_no_means(&self, id: TokenId) -> Option<Degree> {
        let doc = self.doc;
        doc.children_by(id, Relation::Det).find(|&d| lower(doc, d) == "no")?;
        let phrase = format!("{} no {}", case_of(doc, id), lower(doc, id));
        self.words.factual_adverb(&phrase).map(Degree::under)
    }

    /// What the form of the clause tells: a command, a question, a bare "to …".
    fn mood(&self, id: TokenId) -> Degree {
        let doc = self.doc;
        let token = doc.token(id);
        let main = matches!(token.relation, Relation::Root | Relation::Parataxis);
        let quoted = token.relation == Relation::Ccomp && token.head.is_some_and(|h| h > id);
        if !is_verb(doc, id) || !main && !quoted {
            return TOLD;
        }
        let has = |test: &dyn Fn(TokenId) -> bool| doc.children(id).iter().any(|&c| test(c));
        let subject = has(&|c| doc.token(c).relation.is_subject());
        if has_to(doc, id) && self.is_undone(id) {
            return NOT.with_share(-0.5);
        }
        if has_to(doc, id) {
            // "King to visit Spain", as headlines have it.
            return if subject { FUTURE } else { POSSIBLE };
        }
        let alone = !has(&|c| {
            matches!(
                doc.token(c).relation,
                Relation::Aux | Relation::AuxPass | Relation::Mark | Relation::Cop
            )
        });
        // "…, say analysts": a tag, and no order.
        let says = || self.words.cue_verb(&lower_lemma(doc, id)).is_some_and(|c| c.quotes);
        let added = token.relation == Relation::Parataxis
            && token.head.is_some_and(|head| head < id)
            && doc.form(id - 1) == ","
            && says();
        if token.tag == Tag::Vb && alone && !subject && !added && !self.is_mistagged(id) {
            return COMMAND;
        }
        let asked = || {
            let sentence = &doc.sentences()[doc.sentence_of(id)];
            main && doc.form(sentence.tokens.end - 1) == "?"
                && !has(&|c| matches!(doc.token(c).tag, Tag::Wdt | Tag::Wp | Tag::Wrb))
        };
        if asked() { POSSIBLE } else { TOLD }
    }

    /// "Was to have visited": what was planned and did not come to be.
    fn is_undone(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let helped = |form: &[&str]| {
            let helps = |c: TokenId| {
                matches!(doc.token(c).relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
                    && form.contains(&&*lower(doc, c))
            };
            doc.children(id).iter().any(|&c| helps(c))
        };
        helped(&["was", "were"]) && helped(&["have"])
    }

    /// "…, say analysts", "share prices": no command, though tagged as its form.
    fn is_mistagged(&self, id: TokenId) -> bool {
        let doc = self.doc;
        doc.children(id).iter().filter(|&&c| c < id).any(|&c| {
            matches!(doc.token(c).upos, Upos::Noun | Upos::Propn)
                && !matches!(doc.token(c).relation, Relation::Vocative | Relation::Obl)
                || matches!(doc.token(c).relation, Relation::Ccomp | Relation::Parataxis)
        })
    }

    /// "Not only", and "did not sign until May": a negation that leaves the act standing.
    fn denies_nothing(&self, id: TokenId, negation: TokenId) -> bool {
        let doc = self.doc;
        if lemma(doc, negation) != "not" {
            return false;
        }
        let next = doc.tokens().get(negation + 1).map(|_| lower(doc, negation + 1));
        let only = next.is_some_and(|next| matches!(&*next, "only" | "just" | "merely"));
        let until = || {
            self.is_past(id)
                && doc.children(id).iter().any(|&c| matches!(&*case_of(doc, c), "until" | "till"))
        };
        only || until()
    }

    /// Whether the clause tells what was, and not what may be: "attacked", "had attacked".
    pub(super) fn is_past(&self, id: TokenId) -> bool {
        let doc = self.doc;
        doc.token(id).tag == Tag::Vbd
            || doc.children(id).iter().any(|&c| {
                matches!(doc.token(c).relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
                    && matches!(&*lower(doc, c), "had" | "has" | "have" | "was" | "were" | "did")
            })
    }

    /// "said it would send": the future, told in the past.
    fn is_told_in_past(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let token = doc.token(id);
        let teller = token.head.filter(|_| token.relation == Relation::Ccomp);
        teller.is_some_and(|verb| {
            let told = matches!(doc.token(verb).tag, Tag::Vbd | Tag::Vbn);
            let word = lower_lemma(doc, verb);
            told && self.words.cue_verb(&word).is_some_and(|c| c.quotes)
                && self.condition(id).is_none()
        })
    }

    pub(super) fn adverb(&self, id: TokenId) -> Option<&Factuality> {
        let form = lower(self.doc, id);
        let words = self.words;
        if let Some(phrase) = self.phrase(id) {
            return words.factual_adverb(&phrase);
        }
        words.factual_adverb(&form).or_else(|| words.factual_adverb(&lower_lemma(self.doc, id)))
    }

    /// "Instead of", "rather than": a word with others that are one with it.
    fn phrase(&self, id: TokenId) -> Option<String> {
        let doc = self.doc;
        let rest: Vec<_> = doc.children_by(id, Relation::Fixed).map(|f| lower(doc, f)).collect();
        (!rest.is_empty()).then(|| format!("{} {}", lower(doc, id), rest.join(" ")))
    }

    /// An auxiliary; with "have" it may tell something else: "should have withdrawn".
    fn modal(&self, verb: TokenId, aux: TokenId) -> Option<&Factuality> {
        let doc = self.doc;
        let perfect = doc.token(aux).tag == Tag::Md
            && !has_to(doc, verb)
            && doc.children_by(verb, Relation::Aux).any(|a| a > aux && lemma(doc, a) == "have");
        let whole = || self.words.factual_adverb(&format!("{} have", lower(doc, aux)));
        perfect.then(whole).flatten().or_else(|| self.adverb(aux))
    }

    fn marker(&self, clause: TokenId, marker: TokenId, word: &str) -> Option<Degree> {
        match word {
            "to" if self.is_yet_to(clause) => Some(NOT),
            "to" => self.purpose(clause),
            "if" if self.is_concession(clause) => None,
            _ => self.adverb(marker).map(Degree::under),
        }
    }

    /// What "to …" of purpose tells: that it was meant, or for some main verbs ("travelled to fight")
    /// that it was done.
    fn purpose(&self, clause: TokenId) -> Option<Degree> {
        let token = self.doc.token(clause);
        let head = token.head.filter(|_| token.relation == Relation::Advcl)?;
        Some(self.carried_out(clause, head).map_or(POSSIBLE, Degree::under))
    }

    /// "Troops were yet to reach the town."
    fn is_yet_to(&self, clause: TokenId) -> bool {
        let doc = self.doc;
        let to = doc.children_by(clause, Relation::Mark).find(|&m| lower(doc, m) == "to");
        to.is_some_and(|to| {
            to > 1
                && lower(doc, to - 1) == "yet"
                && matches!(&*lower_lemma(doc, to - 2), "be" | "have")
        })
    }

    /// "Insisted that Mali release them": a bare verb after "that" tells what is asked for.
    pub(super) fn is_subjunctive(&self, at: TokenId) -> bool {
        let doc = self.doc;
        let of_one = |c: TokenId| {
            doc.token(c).relation.is_subject() && matches!(doc.token(c).tag, Tag::Nn | Tag::Nnp)
        };
        let singular =
            || doc.children(at).iter().any(|&c| of_one(c) && conjuncts(doc, c).len() == 1);
        let bare = match doc.token(at).tag {
            Tag::Vb => true,
            Tag::Vbp => singular(),
            _ => false,
        };
        let led = doc.children_by(at, Relation::Mark).any(|m| lower(doc, m) == "that");
        let helped = doc
            .children(at)
            .iter()
            .any(|&c| matches!(doc.token(c).relation, Relation::Aux | Relation::AuxPass));
        bare && led && !helped
    }

    /// Whether a clause tells what was before it was thought of: "was killed", "to have visited".
    pub(super) fn is_behind(&self, at: TokenId) -> bool {
        let doc = self.doc;
        let modal = doc.children_by(at, Relation::Aux).any(|a| doc.token(a).tag == Tag::Md);
        let perfect = doc.children_by(at, Relation::Aux).any(|a| lemma(doc, a) == "have");
        // "To be planning"
        let going_on = doc.token(at).tag == Tag::Vbg
            && has_to(doc, at)
            && doc.children_by(at, Relation::Aux).any(|a| lemma(doc, a) == "be");
        !modal && (self.is_past(at) && (perfect || !has_to(doc, at)) || going_on)
    }

    /// "Strong, even if it criticises": what follows is granted; "will go on even if they leave" supposes it.
    fn is_concession(&self, clause: TokenId) -> bool {
        let open = || {
            let main = self.doc.token(clause).head.filter(|&head| is_verb(self.doc, head));
            main.is_some_and(|main| {
                matches!(self.own(main).standing, Standing::Future | Standing::Possible)
            })
        };
        self.doc.children(clause).iter().any(|&c| lower(self.doc, c) == "even") && !open()
    }

    /// "no longer"
    fn is_no_longer(&self, id: TokenId) -> bool {
        let doc = self.doc;
        doc.token(id).relation == Relation::Advmod
            && matches!(&*lower(doc, id), "longer" | "more")
            && (doc.children(id).iter().any(|&c| lower(doc, c) == "no")
                || id > 0 && lower(doc, id - 1) == "no")
    }

    fn adjective(&self, id: TokenId, word: &str) -> Option<Degree> {
        let found = self
            .words
            .factual_adjective(word)
            .or_else(|| self.words.factual_adjective(&lower(self.doc, id)));
        found.map(Degree::under)
    }

    /// "no soldiers", "nobody".
    fn is_nobody(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let neither = |c: TokenId| {
            let relation = doc.token(c).relation;
            matches!(relation, Relation::CcPreconj | Relation::Det | Relation::Cc)
                && lower(doc, c) == "neither"
        };
        let has = |word: &str| doc.children(id).iter().any(|&c| lower(doc, c) == word);
        matches!(lemma(doc, id), "nobody" | "nothing" | "none")
            || doc.children_by(id, Relation::Det).any(|d| lower(doc, d) == "no")
            || doc.children(id).iter().any(|&c| neither(c))
            // "Not a single shot", "not one soldier"
            || has("not") && (has("single") || has("one"))
    }

    /// "Should Russia invade, …": an auxiliary before the subject and no "if".
    pub(super) fn is_inverted_condition(&self, id: TokenId) -> bool {
        let doc = self.doc;
        if doc.token(id).relation != Relation::Advcl {
            return false;
        }
        let subject =
            doc.children(id).iter().copied().find(|&c| doc.token(c).relation.is_subject());
        doc.children_by(id, Relation::Aux).any(|aux| {
            matches!(&*lower(doc, aux), "should" | "had" | "were")
                && subject.is_some_and(|s| aux < s)
        })
    }

    /// "Were Chad to invade": the tree may take whoever stands after "were" for what somebody is.
    pub(super) fn follows_inverted_were(&self, noun: TokenId) -> bool {
        let doc = self.doc;
        let opens = |b| matches!(doc.form(b), "," | "“" | "\"" | "and" | "but" | "that");
        let leads = |were: TokenId| {
            let before =
                were.checked_sub(1).filter(|&b| doc.sentence_of(b) == doc.sentence_of(were));
            were < noun && lower(doc, were) == "were" && before.is_none_or(opens)
        };
        doc.children_by(noun, Relation::Cop).any(leads)
    }
}
