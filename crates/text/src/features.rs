//! What do a word's tags say about its number, tense and the like?
//!
//! Derives the FEATS column of CoNLL-U from form, tags and relation: only what these tell for certain.

use crate::{Relation, Tag, Upos};

/// The FEATS of a word, `_` if there are none.
pub(crate) fn feats(form: &str, upos: Upos, tag: Tag, relation: Relation) -> String {
    let lower = form.to_lowercase();
    let feats = match upos {
        Upos::Pron | Upos::Det => pronoun(&lower, upos, tag),
        Upos::Verb | Upos::Aux => verb(tag, relation),
        Upos::Noun | Upos::Propn | Upos::Sym => number(tag).to_owned(),
        Upos::Adj | Upos::Adv => degree(tag, upos).to_owned(),
        Upos::Num => numeral(&lower),
        Upos::Part if matches!(&*lower, "not" | "n't" | "n’t") => "Polarity=Neg".to_owned(),
        _ => String::new(),
    };
    if feats.is_empty() { "_".to_owned() } else { feats }
}

fn number(tag: Tag) -> &'static str {
    match tag {
        Tag::Nn | Tag::Nnp => "Number=Sing",
        Tag::Nns | Tag::Nnps => "Number=Plur",
        _ => "",
    }
}

fn degree(tag: Tag, upos: Upos) -> &'static str {
    match tag {
        Tag::Jj if upos == Upos::Adj => "Degree=Pos",
        Tag::Jjr | Tag::Rbr => "Degree=Cmp",
        Tag::Jjs | Tag::Rbs => "Degree=Sup",
        _ => "",
    }
}

fn numeral(lower: &str) -> String {
    let digits = lower.starts_with(|c: char| c.is_numeric());
    format!("NumForm={}|NumType=Card", if digits { "Digit" } else { "Word" })
}

fn verb(tag: Tag, relation: Relation) -> String {
    let feats = match tag {
        Tag::Md => "VerbForm=Fin",
        Tag::Vb => "VerbForm=Inf",
        Tag::Vbz => "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
        Tag::Vbp => "Mood=Ind|Tense=Pres|VerbForm=Fin",
        Tag::Vbd => "Mood=Ind|Tense=Past|VerbForm=Fin",
        Tag::Vbn if relation == Relation::Acl => "Tense=Past|VerbForm=Part|Voice=Pass",
        Tag::Vbn => "Tense=Past|VerbForm=Part",
        Tag::Vbg if relation == Relation::Amod => "Tense=Pres|VerbForm=Part",
        Tag::Vbg => "VerbForm=Ger",
        _ => "",
    };
    feats.to_owned()
}

fn pronoun(lower: &str, upos: Upos, tag: Tag) -> String {
    let feats = match (lower, tag) {
        ("the", _) => "Definite=Def|PronType=Art",
        ("a" | "an", _) => "Definite=Ind|PronType=Art",
        ("this" | "that", Tag::Dt) => "Number=Sing|PronType=Dem",
        ("these" | "those", Tag::Dt) => "Number=Plur|PronType=Dem",
        ("i", Tag::Prp) => "Case=Nom|Number=Sing|Person=1|PronType=Prs",
        ("me", Tag::Prp) => "Case=Acc|Number=Sing|Person=1|PronType=Prs",
        ("we", Tag::Prp) => "Case=Nom|Number=Plur|Person=1|PronType=Prs",
        ("us", Tag::Prp) => "Case=Acc|Number=Plur|Person=1|PronType=Prs",
        ("you", Tag::Prp) => "Person=2|PronType=Prs",
        ("he", Tag::Prp) => "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        ("him", Tag::Prp) => "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        ("she", Tag::Prp) => "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        ("her", Tag::Prp) => "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        ("it", Tag::Prp) => "Gender=Neut|Number=Sing|Person=3|PronType=Prs",
        ("they", Tag::Prp) => "Case=Nom|Number=Plur|Person=3|PronType=Prs",
        ("them", Tag::Prp) => "Case=Acc|Number=Plur|Person=3|PronType=Prs",
        ("my", _) => "Case=Gen|Number=Sing|Person=1|Poss=Yes|PronType=Prs",
        ("our", _) => "Case=Gen|Number=Plur|Person=1|Poss=Yes|PronType=Prs",
        ("your", _) => "Case=Gen|Person=2|Poss=Yes|PronType=Prs",
        ("his", _) => "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        ("her", _) => "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        ("its", _) => "Case=Gen|Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        ("their", _) => "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs",
        (_, Tag::Wdt | Tag::Wp) if upos == Upos::Pron => "",
        _ => "",
    };
    feats.to_owned()
}
