//! Did it take place, on this text's word?
//!
//! The standing of a word is settled by its own clause (negation, modals, "if") and by every word that
//! governs it ("failed to", "plans for", "feared that"), from the inside out. Which words do what is
//! data: `words/factuality.toml` and `words/reporting.toml`.

mod condition;
mod degree;
mod modifier;
mod predicate;

use verbale_lexicon::{Cue, Factuality, Lexicon, Stance, Standing, Words};
use verbale_text::{ByteSpan, Doc, Relation, Tag, TokenId, Upos};

use crate::syntax::{case_of, child, has_to, is_stray_infinitive, is_verb, lemma, lower};
pub(crate) use degree::apply;
use degree::{Degree, FUTURE, NOT, POSSIBLE, TOLD};
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
    let reader = Reader { doc, words: &lexicon.words };
    let condition = reader.condition(trigger);
    Verdict { standing: reader.degree(trigger, condition.is_some()).standing, condition }
}

/// Whether the verb at `id` only tells in which case something else is: "should Armenia attack".
pub(crate) fn is_case(doc: &Doc, lexicon: &Lexicon, id: TokenId) -> bool {
    Reader { doc, words: &lexicon.words }.is_case(id)
}

/// How surely the event told by each word took place: from -3, it did not, to 3, it did; nothing where
/// the word tells none.
pub(crate) fn grades(doc: &Doc, lexicon: &Lexicon) -> Vec<Option<f32>> {
    let reader = Reader { doc, words: &lexicon.words };
    let grade = |id| 3.0 * reader.degree(id, reader.condition(id).is_some()).share;
    (0..doc.tokens().len()).map(|id| event_told_at(doc, lexicon, id).map(grade)).collect()
}

struct Reader<'a> {
    doc: &'a Doc,
    words: &'a Words,
}

impl Reader<'_> {
    /// What the sentence makes of the event told at `id`.
    fn degree(&self, id: TokenId, conditional: bool) -> Degree {
        let mut degree = self.own(id);
        if conditional && !(degree.standing == Standing::Told && self.is_past(id)) {
            degree = POSSIBLE.over(degree);
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
                Relation::Nsubj
                    if is_bare(doc, at)
                        && matches!(
                            self.own(head).standing,
                            Standing::Future | Standing::Possible
                        ) =>
                {
                    Step::Last(POSSIBLE)
                }
                Relation::Obj | Relation::NsubjPass | Relation::Obl | Relation::Nsubj
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
                Step::Last(effect) => {
                    degree = effect.over(degree);
                    break;
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
        if past && modal(head) {
            // "Feared that it would fail, and asked …": joined to what governs both.
            return Step::Stop;
        }
        if own || finite && is_verb(doc, at) {
            // It still stands under what governs both.
            return Step::Pass;
        }
        Step::Apply([Some(self.own(head)), None])
    }

    /// What the forms of a complement and its governor tell, whatever the governor means.
    fn through_form(&self, at: TokenId, head: TokenId, own: Degree) -> Option<Step> {
        let doc = self.doc;
        let word = lemma(doc, head).to_lowercase();
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
        let word = lemma(doc, head).to_lowercase();
        let own = self.own(head);
        let relation = doc.token(at).relation;
        let infinitive = matches!(relation, Relation::Xcomp | Relation::Conj) || has_to(doc, at);
        if let Some(step) = self.through_form(at, head, own) {
            return step;
        }
        // "Had to" tells that it was done.
        let was = doc.token(head).tag == Tag::Vbd;
        let to = (has_to(doc, at) && !was).then(|| format!("{word} to"));
        let factual = if is_verb(doc, head) {
            to.and_then(|to| self.words.factual_verb(&to))
                .or_else(|| self.words.factual_verb(&word))
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
            None => Step::Pass,
        }
    }

    /// Whether a verb has an object, or had one before it was turned into a passive.
    fn moves_another(&self, verb: TokenId) -> bool {
        let doc = self.doc;
        let moved =
            |c: &TokenId| matches!(doc.token(*c).relation, Relation::Obj | Relation::NsubjPass);
        doc.children(verb).iter().any(moved)
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
        if doc.token(at).relation == Relation::Obl
            && let Some(verb) = self.with_preposition(at, head)
            && (verb.definite || !definite)
        {
            return under(verb, self.own(head));
        }
        if let Some(verb) = self.takes_back(at, &word).filter(|_| is_object) {
            return under(verb, self.own_without(head, at));
        }
        if is_object && !(definite && self.leaves_definite(&word)) {
            if let Some(verb) = self.words.factual_verb(&word) {
                return under(verb, self.own_without(head, at));
            }
            if let Some(cue) = self.words.cue_verb(&word)
                && !(light && cue.content == Standing::Told)
            {
                let said_noun = self.words.cue_noun(&lemma(doc, at).to_lowercase()).is_some();
                // "added (that) Russian invasion …": a bare noun after a word of saying names no
                // particular act.
                let bare = cue.quotes && is_bare(doc, at) && doc.token(at).tag == Tag::Nn;
                let content = match cue.content {
                    _ if said_noun => TOLD,
                    Standing::Told if bare => POSSIBLE,
                    _ => Degree::in_content(cue),
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
            Step::Apply([Some(self.own_without(head, at)), None])
        } else {
            Step::Stop
        }
    }

    /// "Withdrew its claim that …", "corrects a report that …".
    fn takes_back(&self, at: TokenId, verb: &str) -> Option<&Factuality> {
        self.words.cue_noun(&lemma(self.doc, at).to_lowercase())?;
        self.words.factual_verb(&format!("{verb} a claim"))
    }

    /// A verb that with its preposition tells whether what follows took place: "call for", "decide
    /// against"; a verb of hindering does it with "from".
    fn with_preposition(&self, at: TokenId, head: TokenId) -> Option<&Factuality> {
        let verb = lemma(self.doc, head).to_lowercase();
        let preposition = case_of(self.doc, at);
        let hinders = || {
            self.words
                .factual_verb(&verb)
                .filter(|f| preposition == "from" && f.effect == Standing::Not)
        };
        self.words.factual_verb(&format!("{verb} {preposition}")).or_else(hinders)
    }

    /// Whether a particular act is there all the same under such a verb: "discussed the battle",
    /// "rejected the deal", but not "prevented the attack", "denied the attack".
    fn leaves_definite(&self, verb: &str) -> bool {
        let factual =
            self.words.factual_verb(verb).is_some_and(|f| f.effect == Standing::Not || f.definite);
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
        let noun = self.words.factual_noun(&word);
        if matches!(word.as_str(), "sign" | "evidence" | "trace" | "indication" | "hint")
            && self.own(head).standing == Standing::Not
        {
            // "No sign of troops withdrawing".
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
            return Step::Apply([Some(Degree::under(noun)), None]);
        }
        if let Some(cue) = self.words.cue_noun(&word) {
            return Step::Apply([Some(Degree::in_content(cue)), None]);
        }
        let marked = child(self.doc, at, Relation::Mark).is_some();
        match self.doc.token(at).relation {
            _ if has_to(self.doc, at) => Step::Last(POSSIBLE),
            // "the fact that …" stands, whatever is said of it.
            Relation::Acl if marked => Step::Stop,
            _ => Step::Pass,
        }
    }

    /// A clause's own marker has been weighed; what it hangs on changes it where that is what
    /// something depends on ("reliant on Russia withdrawing"), is of a purpose that shares its main
    /// clause's fate, or has a time that is yet to come ("will stay until the war ends").
    fn through_adverbial(&self, at: TokenId, head: TokenId) -> Step {
        let doc = self.doc;
        if is_verb(doc, head)
            && doc.token(at).tag == Tag::Vbg
            && let Some(verb) = self.with_preposition(at, head)
        {
            return under(verb, self.own(head));
        }
        if has_to(doc, at) {
            let done = self.carried_out(at, head).is_some_and(|f| f.effect == Standing::Told);
            if done {
                return Step::Apply([Some(self.own(head)), None]);
            }
            // "Failed to turn up to sign": what was not done served no purpose.
            let undone = doc.token(head).relation == Relation::Xcomp
                && self.degree(head, false).standing == Standing::Not;
            return if undone { Step::Last(NOT) } else { Step::Stop };
        }
        let marker = case_of(doc, at);
        if marker == "by" && doc.token(at).tag == Tag::Vbg {
            // "Would break the law by attacking": the means share the end's fate.
            return Step::Apply([Some(self.own(head)), None]);
        }
        let word = lemma(doc, head).to_lowercase();
        if matches!(marker.as_str(), "on" | "upon")
            && let Some(adjective) = self.words.factual_adjective(&word)
        {
            return Step::Last(Degree::under(adjective));
        }
        let of_time = matches!(
            marker.as_str(),
            "until" | "till" | "when" | "once" | "as" | "after" | "before"
        );
        let to_come = matches!(self.own(head).standing, Standing::Future | Standing::Possible);
        if of_time && to_come && matches!(doc.token(at).tag, Tag::Vbz | Tag::Vbp | Tag::Vbg) {
            return Step::Last(POSSIBLE);
        }
        Step::Stop
    }

    /// "Fighters who come out will be pardoned": who does so is not told, where the main clause is open.
    fn through_relative(&self, at: TokenId, head: TokenId) -> Step {
        let doc = self.doc;
        let main = doc.token(head).head.filter(|&main| is_verb(doc, main));
        let open = main.is_some_and(|main| {
            matches!(self.own(main).standing, Standing::Future | Standing::Possible)
        });
        let present = matches!(doc.token(at).tag, Tag::Vbp | Tag::Vbz)
            && !doc.children(at).iter().any(|&c| doc.token(c).relation == Relation::Aux);
        let anybody = is_bare(doc, head) || lower(doc, head) == "those";
        if open && present && anybody { Step::Last(POSSIBLE) } else { Step::Stop }
    }

    /// What tells that a purpose was carried out: its main verb ("travelled to fight"), or that to do the
    /// one was to do the other ("rallied to demand").
    fn carried_out(&self, purpose: TokenId, main: TokenId) -> Option<&Factuality> {
        let verb = |id: TokenId| lemma(self.doc, id).to_lowercase();
        let itself = format!("to {}", verb(purpose));
        self.words.purpose_verb(&verb(main)).or_else(|| self.words.purpose_verb(&itself))
    }

    /// "An attack is likely": the predicate weighs the noun.
    fn through_predicate(&self, head: TokenId) -> Step {
        let word = lemma(self.doc, head).to_lowercase();
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
    /// This changes it, and nothing further up does.
    Last(Degree),
}

/// What `word`, itself standing as `own`, makes of what it governs.
fn under(word: &Factuality, own: Degree) -> Step {
    match own.standing {
        Standing::Not => Step::Apply([Some(Degree::under_negated(word)), None]),
        _ => Step::Apply([Some(Degree::under(word)), Some(own)]),
    }
}

/// What a word of saying or thinking, itself standing as `own`, makes of its content: who did not know
/// it shows that it is so, who did not say so leaves it open, who does not think so thinks not, who did
/// not deny it lets it stand.
fn in_content(cue: &Cue, own: Degree) -> Degree {
    match (own.standing, cue.content) {
        (Standing::Not, Standing::Told) if cue.quotes => POSSIBLE,
        (Standing::Not, Standing::Possible) if !cue.quotes && cue.stance == Stance::Asserts => {
            POSSIBLE.with_share(-0.55)
        }
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
                matches!(lower(doc, c).as_str(), "the" | "this" | "these" | "those")
            }
            Relation::NmodPoss => true,
            _ => false,
        })
}
