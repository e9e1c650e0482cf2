//! Did it take place, on this text's word?
//!
//! The standing of a word is settled by its own clause (negation, modals, "if") and by every word that
//! governs it ("failed to", "plans for", "feared that"), from the inside out. Which words do what is
//! data: `words/factuality.toml` and `words/reporting.toml`.

mod adjunct;
mod argument;
mod condition;
mod degree;
mod modifier;
mod predicate;

use std::borrow::Cow;
use std::cell::RefCell;

use rustc_hash::FxHashMap;
use verbale_lexicon::{Classes, Cue, Factuality, Lexicon, Stance, Standing, Words};
use verbale_text::{ByteSpan, Doc, Relation, Tag, TokenId, Upos};

use crate::syntax::{child, has_to, is_stray_infinitive, is_verb, lemma, lower, lower_lemma};
pub(crate) use condition::{awaited, condition_below};
pub(crate) use degree::apply;
use degree::{Degree, FUTURE, POSSIBLE, TOLD};
use predicate::event_told_at;

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
    let reader = Reader::new(doc, lexicon);
    let condition = reader.condition(trigger);
    Verdict { standing: reader.degree(trigger, condition.is_some()).standing, condition }
}

/// Whether the verb at `id` only tells in which case something else is: "should Armenia attack".
pub(crate) fn is_case(doc: &Doc, lexicon: &Lexicon, id: TokenId) -> bool {
    Reader::new(doc, lexicon).is_case(id)
}

/// How surely the event told by each word took place: from -3, it did not, to 3, it did; nothing where
/// the word tells none.
pub(crate) fn grades(doc: &Doc, lexicon: &Lexicon) -> Vec<Option<f32>> {
    let reader = Reader::new(doc, lexicon);
    let grade = |id| 3.0 * reader.degree(id, reader.condition(id).is_some()).share;
    (0..doc.tokens().len()).map(|id| event_told_at(doc, lexicon, id).map(grade)).collect()
}

struct Reader<'a> {
    doc: &'a Doc,
    words: &'a Words,
    classes: &'a Classes,
    /// The standing that a word's own modifiers give it: asked for again by every word that hangs on it.
    own: RefCell<FxHashMap<TokenId, Degree>>,
}

impl<'a> Reader<'a> {
    fn new(doc: &'a Doc, lexicon: &'a Lexicon) -> Self {
        let own = RefCell::default();
        Self { doc, words: &lexicon.words, classes: &lexicon.classes, own }
    }
}

impl Reader<'_> {
    /// What the sentence makes of the event told at `id`.
    fn degree(&self, id: TokenId, conditional: bool) -> Degree {
        let mut degree = self.own(id);
        if conditional && !(degree.standing == Standing::Told && self.is_past(id)) {
            degree = POSSIBLE.over(degree);
        }
        if self.is_likened(id) {
            return POSSIBLE.over(degree);
        }
        // "The fear is that they will attack"
        let outer = child(self.doc, id, Relation::NsubjOuter);
        if let Some(cue) = outer.and_then(|o| self.words.cue_noun(&lower_lemma(self.doc, o))) {
            degree = Degree::in_content(cue).over(degree);
        }
        self.climb(id, degree)
    }

    /// Follows governors upwards, letting each change the standing.
    fn climb(&self, trigger: TokenId, mut degree: Degree) -> Degree {
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
                Relation::Nsubj if is_bare(doc, at) && self.is_open(head) => Step::Last(POSSIBLE),
                Relation::Obj
                | Relation::NsubjPass
                | Relation::Obl
                | Relation::Nsubj
                | Relation::NsubjOuter
                    if is_verb(doc, head) =>
                {
                    self.through_argument(at, head)
                }
                Relation::Nmod | Relation::Acl | Relation::NmodPoss | Relation::Compound => {
                    self.through_noun(at, head)
                }
                Relation::Advcl => self.through_adverbial(at, head),
                Relation::AclRelcl => self.through_relative(at, head),
                Relation::Nsubj => self.through_predicate(head),
                _ => Step::Stop,
            };
            match step {
                Step::Stop => break,
                Step::Pass => {}
                Step::Apply(effects) => {
                    for effect in effects.into_iter().flatten() {
                        degree = effect.over(degree);
                    }
                }
                Step::Instead(effect) if degree.share > 0.0 => degree = effect,
                Step::Instead(effect) => degree = effect.over(degree),
                Step::Last(effect) => {
                    degree = effect.over(degree);
                    break;
                }
                Step::From(governor) => {
                    degree = self.own(governor).over(degree);
                    at = governor;
                    continue;
                }
            }
            at = head;
        }
        degree
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
        let past = doc.token(at).tag == Tag::Vbd && !own;
        let modal = |id: TokenId| {
            doc.children_by(id, Relation::Aux).any(|aux| doc.token(aux).tag == Tag::Md)
        };
        if past && (modal(head) || has_to(doc, head)) {
            // "Feared that it would fail, and asked …", "failed to pay and closed": joined to what
            // governs both.
            return Step::Stop;
        }
        if own || finite && is_verb(doc, at) || self.is_set_against(at) {
            // It still stands under what governs both.
            return Step::Pass;
        }
        Step::Apply([Some(self.own(head)), None])
    }

    /// "Did not publish rather than submit": a conjunct with a negation of its own in place of "and".
    fn is_set_against(&self, at: TokenId) -> bool {
        let against = |c| self.adverb(c).is_some_and(|f| f.effect == Standing::Not);
        self.doc
            .children_by(at, Relation::Cc)
            .any(|c| !self.doc.children(c).is_empty() && against(c))
    }

    /// What the forms of a complement and its governor tell, whatever the governor means.
    fn through_form(&self, at: TokenId, head: TokenId, own: Degree) -> Option<Step> {
        let doc = self.doc;
        let word = lower_lemma(doc, head);
        if has_to(doc, at) && self.is_too(head) {
            return Some(Step::Last(TOO_MUCH));
        }
        if has_to(doc, at) && self.follows_inverted_were(head) {
            return Some(Step::Last(POSSIBLE));
        }
        if self.is_asked_why(at) {
            return Some(Step::Last(TOLD.with_share(0.9)));
        }
        if self.is_outcome(at, head) {
            return Some(Step::Apply([Some(own), None]));
        }
        if self.is_of_law(head) {
            return Some(Step::Last(POSSIBLE));
        }
        // "Insisted that Mali release them", "provided both armies pull back".
        if doc.token(at).relation == Relation::Ccomp
            && (self.is_subjunctive(at) || self.is_proviso(head))
        {
            return Some(Step::Last(POSSIBLE));
        }
        if word == "go" && doc.token(head).tag == Tag::Vbg && has_to(doc, at) {
            return Some(Step::Apply([Some(FUTURE), Some(own)]));
        }
        let belief = self.words.cue_verb(&word).filter(|cue| {
            is_verb(doc, head)
                && own.standing != Standing::Not
                && cue.stance == Stance::Asserts
                && cue.content == Standing::Possible
        })?;
        // "Is believed to have visited": of what is past, a belief is somebody's word like another.
        let past = Some(TOLD.with_share(belief.grade / 3.0));
        self.is_behind(at).then_some(Step::Apply([past, None]))
    }

    fn through_complement(&self, at: TokenId, head: TokenId) -> Step {
        let doc = self.doc;
        let word = self.entry(head);
        let own = self.own(head);
        let relation = doc.token(at).relation;
        let infinitive = matches!(relation, Relation::Xcomp | Relation::Conj) || has_to(doc, at);
        if let Some(step) = self.through_form(at, head, own) {
            return step;
        }
        if let Some(word) = self.complement_verb(at, head, &word) {
            return under(word, own);
        }
        let factual = if is_verb(doc, head) {
            self.words.factual_verb(&word)
        } else {
            self.words.factual_adjective(&word).or_else(|| self.words.factual_noun(&word))
        };
        if infinitive && let Some(word) = factual {
            return under(word, own);
        }
        let cue = self
            .words
            .cue_verb(&word)
            .filter(|_| is_verb(doc, head))
            .or_else(|| self.words.cue_adjective(&word))
            .or_else(|| self.words.cue_noun(&word));
        let is_subject = matches!(relation, Relation::Csubj | Relation::CsubjPass);
        match cue {
            Some(cue) if is_doubt(cue, own) => Step::Instead(DOUBTED),
            Some(cue) => Step::Apply([Some(in_content(cue, own)), None]),
            // "It is hard to sell", "selling would be hard": what is judged is only thought of.
            None if is_subject && has_to(doc, at) => Step::Last(POSSIBLE),
            None if is_subject
                && doc.token(at).tag == Tag::Vbg
                && own.standing != Standing::Not =>
            {
                Step::Apply([Some(own), None])
            }
            // "Hounded her to confess": whoever moves another to do something may not succeed.
            None if has_to(doc, at) && is_verb(doc, head) && self.moves_another(head) => {
                Step::Apply([Some(POSSIBLE), Some(own)])
            }
            None if infinitive => Step::Apply([Some(own), None]),
            None if own.standing == Standing::Not && relation == Relation::Ccomp => {
                Step::Apply([Some(POSSIBLE), None])
            }
            // "If it is true that they fled"
            None if !is_verb(doc, head) && own.standing == Standing::Possible => {
                Step::Apply([Some(own), None])
            }
            None => Step::Pass,
        }
    }

    /// The verb with the form of what it governs, where that has a sense of its own: "have to", "appear
    /// that", "stop doing".
    fn complement_verb(&self, at: TokenId, head: TokenId, word: &str) -> Option<&Factuality> {
        let doc = self.doc;
        // "Had to" tells that it was done.
        let was = word == "have" && doc.token(head).tag == Tag::Vbd;
        let form = match doc.token(at).tag {
            _ if has_to(doc, at) && was => return None,
            _ if has_to(doc, at) => "to",
            _ if doc.token(at).relation != Relation::Xcomp => "that",
            Tag::Vbg => "doing",
            _ => return None,
        };
        self.words.factual_verb(&format!("{word} {form}")).filter(|_| is_verb(doc, head))
    }

    /// "Asked why they had fled": who asks why or how takes it that they had.
    fn is_asked_why(&self, clause: TokenId) -> bool {
        let doc = self.doc;
        !has_to(doc, clause)
            && doc.children_by(clause, Relation::Advmod).any(|a| {
                matches!(&*lower(doc, a), "why" | "how") && doc.token(a).head == Some(clause)
            })
    }

    /// "So common that many no longer notice": what follows from what is told is told.
    fn is_outcome(&self, clause: TokenId, head: TokenId) -> bool {
        let doc = self.doc;
        doc.token(clause).relation == Relation::Ccomp
            && doc
                .children_by(head, Relation::Advmod)
                .any(|a| a + 1 == head && lower(doc, a) == "so")
    }

    /// The verb's lemma, with its particle where the two are an entry of their own: "rule out".
    fn entry(&self, verb: TokenId) -> Cow<'_, str> {
        let word = lower_lemma(self.doc, verb);
        let particle = child(self.doc, verb, Relation::CompoundPrt);
        let whole = particle.map(|p| format!("{word} {}", lower(self.doc, p)));
        let known = whole.filter(|whole| self.words.factual_verb(whole).is_some());
        known.map_or(word, Into::into)
    }

    /// Whether what a verb tells is still open, and so its subject: "an invasion would …", "a clash
    /// risks …".
    fn is_open(&self, verb: TokenId) -> bool {
        matches!(self.own(verb).standing, Standing::Future | Standing::Possible)
            || lemma(self.doc, verb) == "risk"
    }

    /// Whether the verb tells what a law has in general: "the law permits detention".
    fn is_of_law(&self, verb: TokenId) -> bool {
        let doc = self.doc;
        let now = matches!(doc.token(verb).tag, Tag::Vbz | Tag::Vbp)
            || doc.children_by(verb, Relation::Aux).any(|a| doc.token(a).tag == Tag::Md);
        let law = |s: TokenId| self.classes.contains("law", &lower_lemma(doc, s));
        is_verb(doc, verb) && now && child(doc, verb, Relation::Nsubj).is_some_and(law)
    }

    /// Whether a verb has an object, or had one before it was turned into a passive.
    fn moves_another(&self, verb: TokenId) -> bool {
        let doc = self.doc;
        let moved =
            |c: &TokenId| matches!(doc.token(*c).relation, Relation::Obj | Relation::NsubjPass);
        doc.children(verb).iter().any(moved)
    }

    /// "An attack is likely": the predicate weighs the noun.
    fn through_predicate(&self, head: TokenId) -> Step {
        let word = lower_lemma(self.doc, head);
        match self.words.factual_adjective(&word) {
            Some(f) => Step::Last(Degree::under(f)),
            None => Step::Stop,
        }
    }
}

enum Step {
    /// Nothing further up matters.
    Stop,
    /// This governor changes nothing.
    Pass,
    /// These change it, in this order.
    Apply([Option<Degree>; 2]),
    /// This stands in its place, unless it is a negation.
    Instead(Degree),
    /// This changes it, and nothing further up does.
    Last(Degree),
    /// It stands as this word further up does.
    From(TokenId),
}

/// A negation weaker than this leaves what is governed half open.
const WEAK: f32 = -0.45;

/// What `word`, itself standing as `own`, makes of what it governs.
fn under(word: &Factuality, own: Degree) -> Step {
    match own.standing {
        // "Would have allowed him to leave" is not quite "did not allow".
        Standing::Not if own.share < WEAK => Step::Apply([Some(Degree::under_negated(word)), None]),
        _ => Step::Apply([Some(Degree::under(word)), Some(own)]),
    }
}

/// What somebody does not believe is as good as denied, whatever modals it has.
const DOUBTED: Degree = Degree { standing: Standing::Possible, share: -0.6 };
/// What somebody is too weak to do, he does not.
const TOO_MUCH: Degree = Degree { standing: Standing::Not, share: -0.65 };

/// "Does not think that …"
fn is_doubt(cue: &Cue, own: Degree) -> bool {
    own.standing == Standing::Not
        && cue.content == Standing::Possible
        && !cue.quotes
        && cue.stance == Stance::Asserts
}

/// What a word of saying or thinking, itself standing as `own`, makes of its content: who did not know
/// it shows that it is so, who did not say so leaves it open, who did
/// not deny it lets it stand.
fn in_content(cue: &Cue, own: Degree) -> Degree {
    match (own.standing, cue.content) {
        (Standing::Not, Standing::Told) if cue.quotes => POSSIBLE.with_share(-0.35),
        (Standing::Not, Standing::Not) => TOLD.with_share(0.5),
        _ => Degree::in_content(cue),
    }
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
                matches!(&*lower(doc, c), "the" | "this" | "these" | "those")
            }
            Relation::NmodPoss => true,
            _ => false,
        })
}
