//! What hangs on a word beside the one that it belongs to?

use super::{hangs_under, is_finite, is_named, rebuild};
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

/// "France, which has troops there, [suspended] aid and flew out its people": what looks like a participle right after
/// an aside, before a noun that seems coordinated with the subject, is the first of the verbs.
pub(super) fn find_verb_after_aside(words: &mut [Analysis], forms: &[&str]) {
    let Some(subject) = words.iter().position(|w| w.head.is_none()) else { return };
    if !is_named(&words[subject]) {
        return;
    }
    let hangs = |at: usize, head: usize, wanted: Relation| {
        words[at].head == Some(head) && words[at].relation == wanted
    };
    let is_first_verb = |at: usize| {
        forms[at - 1] == ","
            && words[at].relation == Relation::Amod
            && matches!(words[at].tag, Tag::Vbn | Tag::Vbd)
            && words[at].head.is_some_and(|o| o > at && hangs(o, subject, Relation::Conj))
    };
    let Some(verb) = (subject + 2..words.len()).find(|&at| is_first_verb(at)) else { return };
    let Some(object) = words[verb].head else { return };
    let aside = (subject + 1..verb)
        .any(|at| hangs(at, subject, Relation::AclRelcl) || hangs(at, subject, Relation::Appos));
    let goes_on = |&at: &usize| {
        let joined = hangs(at, object, Relation::Conj) || hangs(at, subject, Relation::Conj);
        joined && words[at].upos == Upos::Verb && is_finite(&words[at])
    };
    let next = (object + 1..words.len()).find(goes_on);
    let (true, Some(next)) = (aside, next) else { return };
    rebuild(words, subject, verb, subject, Relation::Nsubj);
    (words[next].head, words[next].relation) = (Some(verb), Relation::Conj);
    (words[object].head, words[object].relation) = (Some(verb), Relation::Obj);
}

/// "Resigned hours after [the army chief, General Adu,] urged him": a finite verb that no "and" joins has the phrase
/// right before it for its subject, and the preposition is the clause's.
pub(super) fn find_clause_after(words: &mut [Analysis], forms: &[&str]) {
    for verb in 3..words.len() {
        let joined = matches!(words[verb].relation, Relation::Advcl | Relation::Conj);
        if !joined || words[verb].upos != Upos::Verb || !is_finite(&words[verb]) {
            continue;
        }
        let led = |w: &Analysis| {
            settles_subject(w.relation) || matches!(w.relation, Relation::Cc | Relation::Mark)
        };
        if words.iter().any(|w| w.head == Some(verb) && led(w)) {
            continue;
        }
        let Some(main) = words[verb].head.filter(|&main| main < verb) else { continue };
        let Some(noun) = phrase_before(words, forms, main, verb) else { continue };
        let lead = (main + 1..noun).find(|&at| opens_clause(words, at, noun));
        let Some(lead) = lead else { continue };
        (words[noun].head, words[noun].relation) = (Some(verb), Relation::Nsubj);
        (words[lead].head, words[lead].relation) = (Some(verb), Relation::Mark);
        words[verb].relation = Relation::Advcl;
    }
}

/// The noun of an adverbial phrase under `main` that ends right before `verb`; after a comma only what stands beside
/// the noun may end it.
fn phrase_before(words: &[Analysis], forms: &[&str], main: usize, verb: usize) -> Option<usize> {
    let comma = forms[verb - 1] == ",";
    let last = if comma { verb - 2 } else { verb - 1 };
    let mut noun = last;
    while words[noun].head? != main {
        noun = words[noun].head.filter(|&head| head < noun)?;
    }
    let beside = |w: &Analysis| w.head == Some(noun) && w.relation == Relation::Appos;
    let closes = !comma || words[noun..verb].iter().any(beside);
    let phrase = words[noun].relation == Relation::Obl && is_named(&words[noun]);
    (phrase && closes && noun > main).then_some(noun)
}

/// Whether a preposition of `noun` may as well begin a clause.
fn opens_clause(words: &[Analysis], at: usize, noun: usize) -> bool {
    words[at].head == Some(noun)
        && words[at].relation == Relation::Case
        && matches!(&*words[at].lemma, "after" | "before" | "since" | "until" | "as")
}

/// "Republican contender [Donald Trump]": a name after a common noun is the head of the phrase, and the noun says who
/// it is.
pub(super) fn raise_names(words: &mut [Analysis]) {
    for noun in 0..words.len().saturating_sub(2) {
        let name = noun + 1;
        let is_flat = |at: usize, head: usize| {
            words[at].head == Some(head)
                && words[at].relation == Relation::Flat
                && words[at].upos == Upos::Propn
        };
        let last = name + 1;
        let is_name = is_flat(name, noun) && (is_flat(last, noun) || is_flat(last, name));
        if words[noun].upos != Upos::Noun || !is_name {
            continue;
        }
        (words[name].head, words[name].relation) = (words[noun].head, words[noun].relation);
        (words[noun].head, words[noun].relation) = (Some(name), Relation::NmodDesc);
        for (at, word) in words.iter_mut().enumerate() {
            // What says whose or which it is stays with the noun.
            let moves = at > name
                || matches!(word.relation, Relation::Case | Relation::Cc | Relation::Punct);
            if at != name && word.head == Some(noun) && moves {
                word.head = Some(name);
            }
        }
    }
}

/// "In talks with Chad, [the minister] on Monday rejected it": what stands beside a name of the opening phrase is the
/// subject, if the verb has no other.
pub(super) fn free_subjects(words: &mut [Analysis], forms: &[&str]) {
    for subject in 1..words.len() {
        if words[subject].relation != Relation::Appos || !is_named(&words[subject]) {
            continue;
        }
        let Some(verb) = verb_opened(words, subject).filter(|&verb| is_open(words, verb)) else {
            continue;
        };
        let begin = (0..=subject)
            .find(|&at| words[at].upos != Upos::Punct && hangs_under(words, at, subject))
            .unwrap_or(subject);
        let mut between = (subject + 1..verb).filter(|&at| words[at].head == Some(verb));
        let only_when = between.all(|at| {
            matches!(
                words[at].relation,
                Relation::Obl | Relation::OblUnmarked | Relation::Advmod | Relation::Aux
            )
        });
        if begin > 0 && forms[begin - 1] == "," && only_when {
            (words[subject].head, words[subject].relation) = (Some(verb), Relation::Nsubj);
        }
    }
}

/// The finite verb after the word at `at` that is governed from within an adverbial phrase before the verb.
fn verb_opened(words: &[Analysis], mut at: usize) -> Option<usize> {
    let start = at;
    for _ in 0..words.len() {
        let head = words[at].head?;
        let opens = words[at].relation == Relation::Obl && at < start;
        let finite = words[head].upos == Upos::Verb && is_finite(&words[head]);
        if opens && head > start && finite {
            return Some(head);
        }
        at = head;
    }
    None
}

/// Whether a verb lacks its subject.
fn is_open(words: &[Analysis], verb: usize) -> bool {
    matches!(words[verb].relation, Relation::Root | Relation::Ccomp)
        && !words.iter().any(|w| w.head == Some(verb) && settles_subject(w.relation))
}

/// Whether a verb with such a word under it has its subject, or wants none.
fn settles_subject(relation: Relation) -> bool {
    relation.is_subject() || matches!(relation, Relation::Expl | Relation::AuxPass | Relation::Cop)
}
