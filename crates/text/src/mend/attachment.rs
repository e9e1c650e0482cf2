//! What hangs on a word beside the one that it belongs to?

use super::{hangs_under, is_named};
use crate::language::Analysis;
use crate::words::{VerbHabit, WordLists};
use crate::{Relation, Tag, Upos};

/// "Talks [with] the Irish premier Leo Varadkar": a preposition before a title governs the whole phrase, whose head
/// is the name.
pub(super) fn free_prepositions(words: &mut [Analysis]) {
    for at in 0..words.len() {
        if words[at].relation != Relation::Case {
            continue;
        }
        let named = |title: usize| {
            words[title].head.filter(|_| words[title].relation == Relation::NmodDesc)
        };
        if let Some(name) = words[at].head.and_then(named) {
            words[at].head = Some(name);
        }
    }
}

/// "Carried out strikes Friday evening [against camps]": no phrase but "of" goes with a bare time; it goes with the
/// verb.
pub(super) fn free_from_times(words: &mut [Analysis]) {
    for at in 0..words.len() {
        if words[at].relation != Relation::Nmod {
            continue;
        }
        let bare = |time: &usize| *time < at && words[*time].relation == Relation::OblUnmarked;
        let Some(time) = words[at].head.filter(bare) else { continue };
        let Some(verb) = words[time].head.filter(|&v| words[v].upos == Upos::Verb) else {
            continue;
        };
        let own_case = |w: &&Analysis| w.head == Some(at) && w.relation == Relation::Case;
        if words.iter().filter(own_case).any(|w| &*w.lemma != "of") {
            (words[at].head, words[at].relation) = (Some(verb), Relation::Obl);
        }
    }
}

/// "Chad and Niger's ministers met", "Chad and Niger's president met": of two subjects with "and" between, the first
/// owns the ministers as well, or stands beside the president.
pub(super) fn join_owners(words: &mut [Analysis]) {
    for first in 0..words.len().saturating_sub(3) {
        let (and, verb) = (first + 1, words[first].head);
        if words[first].relation != Relation::Nsubj
            || words[first].upos != Upos::Propn
            || words[and].relation != Relation::Cc
        {
            continue;
        }
        let owner = words[and].head.filter(|&o| o > and && is_owner(words, first, o));
        let thing = owner.and_then(|owner| match words[owner].relation {
            Relation::NmodPoss => words[owner].head,
            _ => (owner..words.len()).find(|&t| words[t].head == verb && is_named(&words[t])),
        });
        let is_second = |t: usize| words[t].relation == Relation::Nsubj && words[t].head == verb;
        let (Some(owner), Some(thing)) = (owner, thing.filter(|&t| is_second(t))) else { continue };
        if matches!(words[thing].tag, Tag::Nns | Tag::Nnps) {
            (words[first].head, words[first].relation) = (Some(thing), Relation::NmodPoss);
            (words[owner].head, words[owner].relation) = (Some(first), Relation::Conj);
        } else {
            (words[thing].head, words[thing].relation) = (Some(first), Relation::Conj);
            words[and].head = Some(thing);
        }
    }
}

/// Whether the word at `owner`, which "and" stands before, bears a possessive mark of its own or is the possessor of
/// what follows.
fn is_owner(words: &[Analysis], first: usize, owner: usize) -> bool {
    let marked = |w: &&Analysis| w.head == Some(owner) && w.tag == Tag::Pos;
    words[owner].relation == Relation::NmodPoss
        || words[owner].relation == Relation::Conj
            && words[owner].head == Some(first)
            && words.iter().any(|w| marked(&w))
}

/// "Chad said its troops captured the town": a second subject, behind a verb of saying, is that of the clause that
/// tells what was said; its verb only looks like a participle.
pub(super) fn find_said_clause(words: &mut [Analysis], lists: &WordLists) {
    for noun in 1..words.len() {
        let Some(said) = words[noun].head.filter(|&v| v < noun && is_named(&words[noun])) else {
            continue;
        };
        let told = words[noun].relation == Relation::Nsubj
            || words[noun].relation == Relation::Obj && &*words[said].lemma == "say";
        if !told || !lists.has_habit(&words[said].lemma, VerbHabit::Reporting) {
            continue;
        }
        let speaks = |(at, w): (usize, &Analysis)| {
            at < said && w.head == Some(said) && w.relation == Relation::Nsubj
        };
        let says = |w: &Analysis| w.head == Some(said) && w.relation == Relation::Ccomp;
        if !words.iter().enumerate().any(speaks) || words.iter().any(says) {
            continue;
        }
        let participle = (noun + 1..words.len()).find(|&at| {
            let word = &words[at];
            word.head == Some(noun) && word.relation == Relation::Acl && word.tag == Tag::Vbn
        });
        let Some(verb) = participle.filter(|&verb| !hangs_under(words, said, verb)) else {
            continue;
        };
        (words[verb].head, words[verb].relation) = (Some(said), Relation::Ccomp);
        words[verb].tag = Tag::Vbd;
        (words[noun].head, words[noun].relation) = (Some(verb), Relation::Nsubj);
    }
}
