//! What do a word's tags and its tree say about its number, tense and the like?
//!
//! Derives the FEATS column of CoNLL-U from forms, tags and relations: a finite verb takes person and
//! number from its subject, a participle its voice from its auxiliary.

use crate::language::Analysis;
use crate::{Relation, Tag, Upos};

/// What a word's dependents tell of it.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    subject: Option<usize>,
    /// Has a passive auxiliary or subject.
    passive: bool,
    /// Has an auxiliary of any other kind.
    auxiliary: bool,
    /// Has `to` or another mark.
    mark: bool,
}

/// The FEATS of the words of one sentence, `_` where there are none.
pub(crate) fn feats(forms: &[&str], words: &[Analysis]) -> Vec<String> {
    let mut signs = vec![Signs::default(); words.len()];
    for (at, word) in words.iter().enumerate() {
        let Some(signs) = word.head.and_then(|head| signs.get_mut(head)) else { continue };
        match word.relation {
            Relation::Nsubj | Relation::NsubjOuter | Relation::Expl => signs.subject = Some(at),
            Relation::NsubjPass => (signs.subject, signs.passive) = (Some(at), true),
            Relation::AuxPass => signs.passive = true,
            Relation::Aux => signs.auxiliary = true,
            Relation::Mark => signs.mark = true,
            _ => {}
        }
    }
    let view = View { forms, words, signs };
    let of = |at: usize| match view.feats(at) {
        feats if feats.is_empty() => "_".to_owned(),
        feats => feats,
    };
    (0..words.len()).map(of).collect()
}

struct View<'v> {
    forms: &'v [&'v str],
    words: &'v [Analysis],
    signs: Vec<Signs>,
}

impl View<'_> {
    fn feats(&self, at: usize) -> String {
        let word = &self.words[at];
        let lower = self.forms[at].to_lowercase();
        match word.upos {
            Upos::Verb | Upos::Aux => self.verb(at),
            Upos::Pron | Upos::Det => pronoun(&lower, word).to_owned(),
            Upos::Noun | Upos::Propn | Upos::Sym => number(word.tag).to_owned(),
            Upos::Adj => degree(word.tag, "Degree=Pos").to_owned(),
            Upos::Adv => adverb(&lower, word).to_owned(),
            Upos::Num => numeral(&lower),
            Upos::Part if word.lemma.as_ref() == "not" => "Polarity=Neg".to_owned(),
            _ => String::new(),
        }
    }

    fn verb(&self, at: usize) -> String {
        let (word, signs) = (&self.words[at], &self.signs[at]);
        match word.tag {
            Tag::Md => "VerbForm=Fin".to_owned(),
            Tag::Vbz => "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin".to_owned(),
            Tag::Vbp => format!("Mood=Ind|{}|Tense=Pres|VerbForm=Fin", self.agreement(at)),
            Tag::Vbd => format!("Mood=Ind|{}|Tense=Past|VerbForm=Fin", self.agreement(at)),
            Tag::Vb if self.is_order(at) => "Mood=Imp|VerbForm=Fin".to_owned(),
            Tag::Vb => "VerbForm=Inf".to_owned(),
            Tag::Vbn if signs.passive || !signs.auxiliary && word.upos == Upos::Verb => {
                "Tense=Past|VerbForm=Part|Voice=Pass".to_owned()
            }
            Tag::Vbn => "Tense=Past|VerbForm=Part".to_owned(),
            Tag::Vbg if signs.auxiliary || word.upos == Upos::Aux => {
                "Tense=Pres|VerbForm=Part".to_owned()
            }
            Tag::Vbg if self.is_gerund(at) => "VerbForm=Ger".to_owned(),
            Tag::Vbg => "Tense=Pres|VerbForm=Part".to_owned(),
            _ => String::new(),
        }
    }

    /// Whether the base form at `at` is an order: nothing makes it an infinitive.
    fn is_order(&self, at: usize) -> bool {
        let (word, signs) = (&self.words[at], &self.signs[at]);
        let free = !signs.mark && signs.subject.is_none() && !signs.passive;
        // "Don't go": the auxiliary is an order too.
        let main = matches!(word.relation, Relation::Root | Relation::Parataxis);
        free && main && !signs.auxiliary
    }

    fn is_gerund(&self, at: usize) -> bool {
        let (word, signs) = (&self.words[at], &self.signs[at]);
        signs.mark
            || word.relation.is_subject()
            || matches!(word.relation, Relation::Xcomp | Relation::Ccomp | Relation::Amod)
    }

    /// Number and person of the finite verb at `at`.
    fn agreement(&self, at: usize) -> &'static str {
        let mut verb = at;
        if matches!(self.words[at].relation, Relation::Aux | Relation::AuxPass | Relation::Cop) {
            verb = self.words[at].head.unwrap_or(at);
        }
        let mut subject = self.signs[verb].subject;
        // A verb joined to another shares its subject.
        if subject.is_none() && self.words[verb].relation == Relation::Conj {
            subject = self.words[verb].head.and_then(|head| self.signs[head].subject);
        }
        let plain = if self.words[at].tag == Tag::Vbp {
            "Number=Plur|Person=3"
        } else {
            "Number=Sing|Person=3"
        };
        let Some(subject) = subject else { return plain };
        match (&*self.forms[subject].to_lowercase(), self.words[subject].tag) {
            ("i", _) => "Number=Sing|Person=1",
            ("we", _) => "Number=Plur|Person=1",
            ("you", _) => "Number=Sing|Person=2",
            ("they" | "these" | "those", _) | (_, Tag::Nns | Tag::Nnps) => "Number=Plur|Person=3",
            _ if self.words[at].tag == Tag::Vbp => "Number=Plur|Person=3",
            _ if self.forms[at].eq_ignore_ascii_case("were") => "Number=Plur|Person=3",
            _ => "Number=Sing|Person=3",
        }
    }
}

fn number(tag: Tag) -> &'static str {
    match tag {
        Tag::Nn | Tag::Nnp => "Number=Sing",
        Tag::Nns | Tag::Nnps => "Number=Plur",
        _ => "",
    }
}

fn degree(tag: Tag, plain: &'static str) -> &'static str {
    match tag {
        Tag::Jj | Tag::Nnp => plain,
        Tag::Jjr | Tag::Rbr => "Degree=Cmp",
        Tag::Jjs | Tag::Rbs => "Degree=Sup",
        _ => "",
    }
}

fn adverb(lower: &str, word: &Analysis) -> &'static str {
    match lower {
        "how" | "why" => "PronType=Int",
        "where" | "when" if word.relation == Relation::Mark => "",
        "when" | "where" | "wherever" | "whenever" => "PronType=Int",
        "here" | "there" | "then" | "now" | "thus" => "PronType=Dem",
        "never" | "nowhere" => "PronType=Neg",
        "always" | "everywhere" => "PronType=Tot",
        "ever" | "somewhere" | "somehow" | "sometimes" | "anywhere" => "PronType=Ind",
        _ => degree(word.tag, ""),
    }
}

fn numeral(lower: &str) -> String {
    let digits = lower.starts_with(|c: char| c.is_numeric());
    format!("NumForm={}|NumType=Card", if digits { "Digit" } else { "Word" })
}

fn pronoun(lower: &str, word: &Analysis) -> &'static str {
    let subject = word.relation.is_subject() || word.relation == Relation::Expl;
    match (lower, word.tag) {
        ("the", _) => "Definite=Def|PronType=Art",
        ("a" | "an", _) => "Definite=Ind|PronType=Art",
        ("this" | "that", Tag::Dt) => "Number=Sing|PronType=Dem",
        ("these" | "those", Tag::Dt) => "Number=Plur|PronType=Dem",
        ("that", Tag::Wdt) | ("which" | "who" | "whom", _)
            if word.relation != Relation::Root && word.tag == Tag::Wdt =>
        {
            "PronType=Rel"
        }
        ("who" | "what" | "whom" | "which", _) => "PronType=Int",
        ("whose", _) => "Poss=Yes|PronType=Rel",
        ("some" | "any" | "another", Tag::Dt) => "PronType=Ind",
        ("all" | "every" | "each" | "both", Tag::Dt | Tag::Pdt) => "PronType=Tot",
        ("no" | "neither", Tag::Dt) => "PronType=Neg",
        (
            "something" | "anything" | "someone" | "anyone" | "somebody" | "anybody" | "one",
            Tag::Nn,
        ) => "Number=Sing|PronType=Ind",
        ("everything" | "everyone" | "everybody", Tag::Nn) => "Number=Sing|PronType=Tot",
        ("nothing" | "nobody", Tag::Nn) => "Number=Sing|PronType=Neg",
        ("you", Tag::Prp) if !subject => "Case=Acc|Person=2|PronType=Prs",
        ("it", Tag::Prp) if !subject => "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs",
        (_, Tag::Prp) => personal(lower),
        (_, Tag::PrpPoss) => possessive(lower),
        _ => "",
    }
}

fn personal(lower: &str) -> &'static str {
    match lower {
        "i" => "Case=Nom|Number=Sing|Person=1|PronType=Prs",
        "me" => "Case=Acc|Number=Sing|Person=1|PronType=Prs",
        "we" => "Case=Nom|Number=Plur|Person=1|PronType=Prs",
        "us" => "Case=Acc|Number=Plur|Person=1|PronType=Prs",
        "you" => "Case=Nom|Person=2|PronType=Prs",
        "he" => "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        "him" => "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        "she" => "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        "her" => "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        "it" => "Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs",
        "they" => "Case=Nom|Number=Plur|Person=3|PronType=Prs",
        "them" => "Case=Acc|Number=Plur|Person=3|PronType=Prs",
        _ => "",
    }
}

fn possessive(lower: &str) -> &'static str {
    match lower {
        "my" => "Case=Gen|Number=Sing|Person=1|Poss=Yes|PronType=Prs",
        "our" => "Case=Gen|Number=Plur|Person=1|Poss=Yes|PronType=Prs",
        "your" => "Case=Gen|Person=2|Poss=Yes|PronType=Prs",
        "his" => "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        "her" => "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        "its" => "Case=Gen|Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        "their" => "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs",
        _ => "",
    }
}
