//! Complements that a parser took for something else.

use crate::language::Analysis;
use crate::words::{VerbHabit, WordLists};
use crate::{Relation, Tag, Upos};

/// "agreed to free prisoners": what follows "to" in its base form is no adjective, and the noun after it is
/// its object.
pub(super) fn find_infinitive(words: &mut [Analysis], forms: &[&str]) {
    for at in 1..words.len() {
        let to = at - 1;
        let Some(noun) = words[at].head.filter(|&n| n > at) else { continue };
        let Some(verb) = words[noun].head.filter(|&v| v < to) else { continue };
        let infinitive = words[at].relation == Relation::Amod
            && words[at].tag == Tag::Vb
            && forms[to] == "to"
            && words[to].head == Some(at)
            && words[noun].relation == Relation::Obj
            && words[verb].upos == Upos::Verb;
        if !infinitive {
            continue;
        }
        (words[at].head, words[at].relation, words[at].upos) =
            (Some(verb), Relation::Xcomp, Upos::Verb);
        words[noun].head = Some(at);
    }
}

/// "Rather than bomb the town, they besieged it": at the start of a sentence it is the verb after it that is not done.
pub(super) fn place_rather_than(words: &mut [Analysis], forms: &[&str]) {
    for rather in 0..words.len().saturating_sub(2) {
        let (than, verb) = (rather + 1, rather + 2);
        let phrase = forms[rather].eq_ignore_ascii_case("rather") && forms[than] == "than";
        let Some(main) = words[rather].head.filter(|&main| phrase && main > verb) else { continue };
        if words[verb].head == Some(main) && words[verb].relation == Relation::Advcl {
            (words[rather].head, words[rather].relation) = (Some(verb), Relation::Mark);
        }
    }
}

/// "Denied claims that troops had shelled the town": a clause with a subject and an object of its own lacks nothing that
/// "that" could stand for; it tells what is claimed.
pub(super) fn find_content_clause(words: &mut [Analysis], forms: &[&str], lists: &WordLists) {
    for that in 1..words.len() {
        if words[that].relation != Relation::Obj || !forms[that].eq_ignore_ascii_case("that") {
            continue;
        }
        let clause = words[that].head.filter(|&verb| {
            verb > that
                && words[verb].relation == Relation::AclRelcl
                && words[verb].head == Some(that - 1)
                && !lists.has_habit(&words[verb].lemma, VerbHabit::Naming)
        });
        let Some(verb) = clause else { continue };
        let own = |at: std::ops::Range<usize>, relation: Relation| {
            words[at].iter().any(|w| w.head == Some(verb) && w.relation == relation)
        };
        let whole =
            own(that + 1..verb, Relation::Nsubj) && own(verb + 1..words.len(), Relation::Obj);
        if whole {
            (words[that].relation, words[that].upos, words[that].tag) =
                (Relation::Mark, Upos::Sconj, Tag::In);
            words[verb].relation = Relation::Acl;
        }
    }
}

/// "prevented a ship from docking": a clause after "from" has a gerund, not a noun, at its head.
pub(super) fn find_gerund(words: &mut [Analysis], forms: &[&str]) {
    for at in 1..words.len() {
        let looks_so = words[at].tag == Tag::Nn && forms[at].ends_with("ing");
        let clause = words[at].relation == Relation::Advcl && words[at - 1].head == Some(at);
        if looks_so && clause && words[at - 1].relation == Relation::Mark {
            (words[at].tag, words[at].upos) = (Tag::Vbg, Upos::Verb);
        }
    }
}

/// "The premier called Spain's king": a verb of naming that names nothing else has somebody for its object.
pub(super) fn find_object_called(words: &mut [Analysis], lists: &WordLists) {
    for at in 0..words.len() {
        let Some(verb) = words[at].head.filter(|&v| v < at) else { continue };
        let owned = |w: &Analysis| w.head == Some(at) && w.relation == Relation::NmodPoss;
        let looks_so = words[at].relation == Relation::Xcomp
            && matches!(words[at].upos, Upos::Noun | Upos::Propn)
            && matches!(words[verb].tag, Tag::Vbd | Tag::Vbz | Tag::Vbp)
            && lists.has_habit(&words[verb].lemma, VerbHabit::Naming)
            && words.iter().any(owned);
        let object = |w: &Analysis| w.head == Some(verb) && w.relation == Relation::Obj;
        if looks_so && !words.iter().any(object) {
            words[at].relation = Relation::Obj;
        }
    }
}

/// "deported between 40 and 50 migrants": what leads the numbers does not lead their noun, which is the
/// object that the verb lacks.
pub(super) fn find_object_counted(words: &mut [Analysis], forms: &[&str]) {
    for number in 1..words.len() {
        let (led, Some(noun)) = (number - 1, words[number].head) else { continue };
        let Some(verb) = words[noun].head.filter(|&v| v < led) else { continue };
        let counted = words[number].relation == Relation::Nummod
            && forms[led].eq_ignore_ascii_case("between")
            && words[led].head == Some(number)
            && words[noun].relation == Relation::Obl
            && words[verb].upos == Upos::Verb;
        let of = |head: usize, relations: &[Relation]| {
            words.iter().any(|w| w.head == Some(head) && relations.contains(&w.relation))
        };
        let full = [Relation::Obj, Relation::AuxPass, Relation::NsubjPass];
        if counted && !of(noun, &[Relation::Case]) && !of(verb, &full) {
            words[noun].relation = Relation::Obj;
        }
    }
}

/// "stopped short of condemning": a gerund after an adjective and "of" belongs to the adjective.
pub(super) fn gather_after_adjective(words: &mut [Analysis], forms: &[&str]) {
    for of in 1..words.len() {
        let (quality, Some(gerund)) = (of - 1, words[of].head) else { continue };
        let led = forms[of] == "of"
            && words[of].relation == Relation::Mark
            && words[quality].upos == Upos::Adj
            && matches!(words[quality].relation, Relation::Advmod | Relation::Xcomp)
            && gerund > of
            && words[gerund].tag == Tag::Vbg;
        if led && words[gerund].head.is_some() && words[gerund].head == words[quality].head {
            words[gerund].head = Some(quality);
        }
    }
}
