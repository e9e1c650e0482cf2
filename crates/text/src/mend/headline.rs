//! Headlines and compound verbs, which a parser has seen little of.

use super::is_finite;
use crate::language::Analysis;
use crate::{Relation, Tag, Upos};

/// "Egypt, Jordan agree": of two names with a comma between them before a verb in the plural, both are its
/// subject.
pub(super) fn join_subjects(words: &mut [Analysis], forms: &[&str]) {
    let last = words.len().saturating_sub(2);
    for (comma, _) in forms.iter().enumerate().take(last).skip(1).filter(|(_, form)| **form == ",")
    {
        let name = |w: &Analysis| w.upos == Upos::Propn && w.tag == Tag::Nnp;
        let (first, second) = (comma - 1, comma + 1);
        let Some(verb) = words[second].head.filter(|&v| v == second + 1) else { continue };
        let both = words[second].relation == Relation::Nsubj
            && words[first].relation == Relation::Nsubj
            && words[first].head == Some(verb);
        if both && words[verb].tag == Tag::Vbp && name(&words[first]) && name(&words[second]) {
            (words[second].head, words[second].relation) = (Some(first), Relation::Conj);
        }
    }
}

/// "North Korea test-fired a missile": what comes before the first part of a compound verb is the verb's
/// subject.
pub(super) fn find_hyphenated_verb(words: &mut [Analysis], forms: &[&str]) {
    for verb in 3..words.len() {
        let (hyphen, part, subject) = (verb - 1, verb - 2, verb - 3);
        let compound = forms[hyphen] == "-"
            && words[verb].upos == Upos::Verb
            && matches!(words[verb].tag, Tag::Vbd | Tag::Vbn)
            && words[part].head == Some(verb)
            && words[part].upos == Upos::Noun
            && words[subject].head == Some(part)
            && matches!(words[subject].relation, Relation::Compound | Relation::NmodPoss);
        let own = |w: &Analysis| {
            w.head == Some(verb) && (w.relation.is_subject() || w.relation == Relation::AuxPass)
        };
        let told = words.iter().any(|w| w.head == Some(verb) && w.relation == Relation::Obj);
        let finite = words.iter().enumerate().any(|(at, w)| at != verb && is_finite(w));
        if !compound || words.iter().any(own) || finite || !told {
            continue;
        }
        for word in words.iter_mut().take(subject).filter(|w| w.head == Some(part)) {
            word.head = Some(subject);
        }
        (words[subject].head, words[subject].relation) = (Some(verb), Relation::Nsubj);
        words[part].relation = Relation::Compound;
        words[verb].tag = Tag::Vbd;
    }
}
