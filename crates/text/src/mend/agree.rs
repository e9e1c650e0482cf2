//! Where a word's tag and its arc contradict each other.
//!
//! One network gives both, so that they mostly agree. Where they do not, it is the arc that is right more
//! often, but only in the cases of [`RULES`]: each was measured on the training and development parts of two
//! treebanks (`docs/accuracy.md`), and those that did harm to one of them were left out.

use crate::language::Analysis;
use crate::words::{VerbHabit, WordLists};
use crate::{Relation, Tag, Upos};

/// A word that bears one of the relations, one of the forms and one of the tags is what stands last.
struct Rule {
    relations: &'static [Relation],
    /// In lower case; none for any form.
    forms: &'static [&'static str],
    wrong: &'static [Upos],
    right: (Upos, Tag),
}

use Relation::{
    Aux, AuxPass, CompoundPrt, Cop, Discourse, Flat, Iobj, Mark, Nmod, Nsubj, NsubjOuter,
    NsubjPass, Obj, Obl, Xcomp,
};

/// What a noun phrase can be to its verb.
const NOMINAL: &[Relation] = &[Nsubj, NsubjPass, NsubjOuter, Obj, Iobj, Obl, Nmod, Xcomp];

const RULES: &[Rule] = &[
    // "links that indicate": a subject or object stands for something, and "that" joins clauses only as a mark.
    Rule {
        relations: NOMINAL,
        forms: &["that"],
        wrong: &[Upos::Sconj],
        right: (Upos::Pron, Tag::Wdt),
    },
    Rule {
        relations: &[Mark],
        forms: &["that"],
        wrong: &[Upos::Pron],
        right: (Upos::Sconj, Tag::In),
    },
    // "These look fine": no noun follows that they could belong to.
    Rule {
        relations: NOMINAL,
        forms: &["this", "that", "these", "those"],
        wrong: &[Upos::Det],
        right: (Upos::Pron, Tag::Dt),
    },
    // "put a bowl of food out": a particle of the verb.
    Rule {
        relations: &[CompoundPrt],
        forms: &[],
        wrong: &[Upos::Adv],
        right: (Upos::Adp, Tag::Rp),
    },
    // "Like that 's what I want."
    Rule {
        relations: &[Discourse],
        forms: &[],
        wrong: &[Upos::Adp, Upos::Det],
        right: (Upos::Intj, Tag::Uh),
    },
];

/// Lets tags agree with arcs.
pub(super) fn agree(words: &mut [Analysis], forms: &[&str], lists: &WordLists) {
    find_ends_of_names(words, forms);
    find_surnames(words, forms);
    find_passives(words, forms);
    find_participles(words);
    find_pasts(words, lists);
    find_promises(words, forms);
    for (word, form) in words.iter_mut().zip(forms) {
        if let Some(right) = by_arc(word, form).or_else(|| by_form(word, form)) {
            (word.upos, word.tag) = right;
        }
    }
}

/// "Adobe Acrobat Reader": a noun with a capital right after a name that belongs to it ends the name; in
/// lists and headings capitals say less.
fn find_ends_of_names(words: &mut [Analysis], forms: &[&str]) {
    for at in 1..words.len() {
        let (name, noun) = (&words[at - 1], &words[at]);
        let joined = name.head == Some(at)
            && name.relation == Relation::Compound
            && name.upos == Upos::Propn;
        let set_apart = matches!(noun.relation, Relation::List | Relation::Root);
        if !joined || set_apart || !forms[at].starts_with(char::is_uppercase) {
            continue;
        }
        let tag = match noun.tag {
            Tag::Nn => Tag::Nnp,
            Tag::Nns => Tag::Nnps,
            _ => continue,
        };
        (words[at].upos, words[at].tag) = (Upos::Propn, tag);
    }
}

/// "Theresa May expelled them": right after a name and before a finite verb, "May" helps no verb but ends the name.
fn find_surnames(words: &mut [Analysis], forms: &[&str]) {
    for at in 1..words.len() {
        let may = words[at].relation == Aux && forms[at] == "May";
        let after_name = words[at - 1].upos == Upos::Propn;
        let Some(verb) = words[at].head.filter(|_| may && after_name) else { continue };
        let finite = matches!(words[verb].tag, Tag::Vbd | Tag::Vbz) && verb > at;
        let other_helps = |(other, w): (usize, &Analysis)| {
            other != at && w.head == Some(verb) && matches!(w.relation, Aux | AuxPass)
        };
        if !finite || words.iter().enumerate().any(other_helps) {
            continue;
        }
        let first = if words[at - 1].relation == Flat { words[at - 1].head } else { Some(at - 1) };
        (words[at].head, words[at].relation) = (first, Flat);
        (words[at].upos, words[at].tag) = (Upos::Propn, Tag::Nnp);
    }
}

/// "Villagers were appalled": what has the auxiliary of the passive is a participle.
fn find_passives(words: &mut [Analysis], forms: &[&str]) {
    for at in 0..words.len() {
        let Some(head) = words[at].head.filter(|_| words[at].relation == AuxPass) else { continue };
        if words[head].upos == Upos::Adj && forms[head].ends_with("ed") {
            (words[head].upos, words[head].tag) = (Upos::Verb, Tag::Vbn);
        }
    }
}

/// "The expert kidnapped by guerrillas": a past form that belongs to a noun, and no finite clause, is a participle.
fn find_participles(words: &mut [Analysis]) {
    for at in 0..words.len() {
        let of_noun = words[at].relation == Relation::Acl && words[at].tag == Tag::Vbd;
        if of_noun && !words.iter().any(|w| w.head == Some(at) && w.relation.is_subject()) {
            words[at].tag = Tag::Vbn;
        }
    }
}

/// "Stopped imports and cut the links": beside a past form, what looks like a base form and leads no infinitive is a past
/// form too, of verbs that have the same for both.
fn find_pasts(words: &mut [Analysis], lists: &WordLists) {
    for at in 0..words.len() {
        let joined = words[at].relation == Relation::Conj
            && words[at].tag == Tag::Vb
            && lists.has_habit(&words[at].lemma, VerbHabit::Unchanged);
        let past = |head: usize| head < at && words[head].tag == Tag::Vbd;
        if !joined || !words[at].head.is_some_and(past) {
            continue;
        }
        let led = |w: &Analysis| w.head == Some(at) && matches!(w.relation, Aux | AuxPass | Mark);
        // "Tried to stop it and cut the links" may go on from the infinitive.
        let infinitive = |w: &Analysis| w.head == words[at].head && w.relation == Xcomp;
        if !words.iter().any(led) && !words[..at].iter().any(infinitive) {
            words[at].tag = Tag::Vbd;
        }
    }
}

/// "He is promising to come": an -ing form that is told what to do is no adjective.
fn find_promises(words: &mut [Analysis], forms: &[&str]) {
    for at in 0..words.len() {
        let Some(head) = words[at].head.filter(|_| words[at].relation == Xcomp) else { continue };
        let promises = forms[head].eq_ignore_ascii_case("promising");
        if promises && words[head].upos == Upos::Adj && words[at].upos == Upos::Verb {
            (words[head].upos, words[head].tag) = (Upos::Verb, Tag::Vbg);
        }
    }
}

/// What the word must be, given its arc.
fn by_arc(word: &Analysis, form: &str) -> Option<(Upos, Tag)> {
    let helps = matches!(word.relation, Aux | AuxPass | Cop);
    match word.upos {
        // "The food 's okay": the tag tells tense and form, which stay.
        Upos::Verb if helps => return Some((Upos::Aux, word.tag)),
        // "24 / 7"; a plus counts.
        Upos::Sym if word.relation == Relation::Punct && form != "+" => {
            return Some((Upos::Punct, Tag::Hyph));
        }
        _ => {}
    }
    let holds = |rule: &&Rule| {
        rule.wrong.contains(&word.upos)
            && rule.relations.contains(&word.relation)
            && (rule.forms.is_empty()
                || rule.forms.iter().any(|other| other.eq_ignore_ascii_case(form)))
    };
    RULES.iter().find(holds).map(|rule| rule.right)
}

/// "----==" names nothing: several signs without a letter, a digit or a currency among them are punctuation.
fn by_form(word: &Analysis, form: &str) -> Option<(Upos, Tag)> {
    let content = matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::X);
    let speaks = |c: char| c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '¥' | '%' | '+');
    let signs = content && form.chars().nth(1).is_some() && !form.contains(speaks);
    signs.then_some((Upos::Punct, Tag::Nfp))
}
