//! What did the parser read that no sentence can mean?
//!
//! A greedy parser decides word by word and never looks back. Where grammar forbids what came of it, the
//! tree is put right here: a sentence without any verb but a "participle" between nouns ("Serb militiamen
//! attacked villages"), a verb with an adjective's place, a noun with a verb's ("calls the claims
//! groundless"), a conjunct that goes on from the wrong verb, a name before a gerund.
//!
//! Each rule first asks what few words fulfil, so that long sentences cost no more than their length.

mod agree;
mod attachment;
mod complement;
mod crossing;
mod headline;

use crate::language::Analysis;
use crate::words::{VerbHabit, WordLists};
use crate::{Relation, Tag, Upos};

/// Puts right what cannot be.
pub(crate) fn mend(words: &mut [Analysis], forms: &[&str], lists: &WordLists) {
    let heads = |words: &[Analysis]| words.iter().map(|word| word.head).collect::<Vec<_>>();
    let read = heads(words);
    headline::join_subjects(words, forms);
    headline::find_hyphenated_verb(words, forms);
    complement::find_infinitive(words, forms);
    complement::find_content_clause(words, forms, lists);
    complement::find_gerund(words, forms);
    complement::place_rather_than(words, forms);
    complement::find_object_called(words, lists);
    complement::find_object_counted(words, forms);
    complement::gather_after_adjective(words, forms);
    find_called(words, lists);
    find_condition(words);
    find_persons_for_expletives(words, lists);
    find_perfect(words);
    raise_conjuncts(words);
    find_told(words);
    raise_report(words, lists);
    free_weekdays(words);
    gather_before_subjects(words);
    free_articles(words);
    attachment::free_prepositions(words);
    attachment::free_from_times(words);
    attachment::join_owners(words);
    attachment::find_said_clause(words, lists);
    attachment::find_verb_after_aside(words, forms);
    attachment::find_clause_after(words, forms);
    attachment::raise_names(words);
    attachment::free_subjects(words, forms);
    find_subjects_of_gerunds(words, forms);
    find_verb(words, forms, lists);
    if heads(words) != read {
        crossing::uncross(words);
    }
    agree::agree(words, forms, lists);
}

fn is_finite(word: &Analysis) -> bool {
    matches!(word.tag, Tag::Vbd | Tag::Vbz | Tag::Vbp)
}

fn is_named(word: &Analysis) -> bool {
    matches!(word.upos, Upos::Noun | Upos::Propn)
}

/// "The council said it was ready": what is ready is somebody, and "it" no empty word.
fn find_persons_for_expletives(words: &mut [Analysis], lists: &WordLists) {
    for at in 0..words.len() {
        if words[at].relation != Relation::Expl {
            continue;
        }
        let personal = |head: usize| {
            words[head].upos == Upos::Adj
                && lists.has_habit(&words[head].lemma, VerbHabit::Personal)
        };
        if words[at].head.is_some_and(personal) {
            words[at].relation = Relation::Nsubj;
        }
    }
}

/// "[Chad's] build-up posed": what comes before a subject and belongs to a noun is the subject's.
fn gather_before_subjects(words: &mut [Analysis]) {
    for subject in 0..words.len() {
        if words[subject].relation != Relation::Nsubj || !is_named(&words[subject]) {
            continue;
        }
        let Some(verb) = words[subject].head.filter(|&v| v > subject) else { continue };
        if words[verb].upos != Upos::Verb {
            continue;
        }
        // No further back than the first word that is another's: what hangs on a word stands together.
        for at in (0..subject).rev() {
            let word = &words[at];
            let own =
                matches!(word.relation, Relation::NmodPoss | Relation::Amod | Relation::Compound);
            if word.head == Some(verb) && own {
                words[at].head = Some(subject);
            } else if !hangs_under(words, at, subject) && word.head.is_none_or(|h| h >= at) {
                break;
            }
        }
    }
}

/// An article right before a subject is the subject's; what hung on it hangs on the clause before it.
fn free_articles(words: &mut [Analysis]) {
    for at in 0..words.len().saturating_sub(1) {
        let next = &words[at + 1];
        let nominal = is_named(next) || next.upos == Upos::Num;
        if words[at].relation != Relation::Det || !nominal || !next.relation.is_subject() {
            continue;
        }
        let before = (0..at).rev().find(|&t| is_finite(&words[t]));
        if hangs_under(words, at + 1, at) && before.is_none_or(|t| hangs_under(words, t, at)) {
            // There is nothing else that the subject could hang on.
            continue;
        }
        words[at].head = Some(at + 1);
        let Some(before) = before else { continue };
        words.iter_mut().filter(|w| w.head == Some(at)).for_each(|w| w.head = Some(before));
    }
}

/// "reliant on Chad withdrawing": a name before a gerund is its subject, and no verb is a noun that
/// others could qualify.
fn find_subjects_of_gerunds(words: &mut [Analysis], forms: &[&str]) {
    for at in 0..words.len().saturating_sub(1) {
        if words[at].relation != Relation::Compound || words[at].upos != Upos::Propn {
            continue;
        }
        let Some(head) = words[at].head.filter(|&h| h > at && words[h].upos == Upos::Verb) else {
            continue;
        };
        // "an F - 16 - launched bomb": what stands before another hyphen belongs to that.
        let joined = forms[at + 1] == "-" && forms[head - 1] == "-" && head != at + 2;
        if head > at + 1 && !joined {
            words[at].relation = Relation::Obl;
        } else if head == at + 1 && words[head].tag == Tag::Vbg {
            words[at].relation = Relation::Nsubj;
            if words[head].relation == Relation::Obl {
                words[head].relation = Relation::Advcl;
            }
        } else if head == at + 1
            && words[head].tag == Tag::Vb
            && matches!(words[head].relation, Relation::Xcomp | Relation::Ccomp)
        {
            // "demanded Chad withdraw"
            words[at].relation = Relation::Nsubj;
            words[head].relation = Relation::Ccomp;
        }
    }
}

/// "…, and the two discussed options": a past tense between a noun and what looks like its head tells
/// something, and does not describe it.
fn find_told(words: &mut [Analysis]) {
    let told = (1..words.len()).find_map(|verb| {
        let past = words[verb].tag == Tag::Vbd && words[verb].relation == Relation::Amod;
        let noun = words[verb].head.filter(|&n| past && n > verb)?;
        let subject = verb - 1;
        let nominal = is_named(&words[subject]) || words[subject].upos == Upos::Num;
        if !nominal || words[subject].head != Some(noun) {
            return None;
        }
        // The coordination goes back to the last finite verb above.
        let mut above = words[noun].head.filter(|_| words[noun].relation == Relation::Conj);
        while let Some(at) = above.filter(|&at| !is_finite(&words[at])) {
            above = words[at].head;
        }
        Some((subject, verb, noun, above?))
    });
    let Some((subject, verb, noun, above)) = told else { return };
    for (at, word) in words.iter_mut().enumerate() {
        if word.head == Some(noun) && at < subject {
            word.head = Some(if word.relation == Relation::Det { subject } else { verb });
        }
    }
    (words[subject].head, words[subject].relation) = (Some(verb), Relation::Nsubj);
    (words[noun].head, words[noun].relation) = (Some(verb), Relation::Obj);
    (words[verb].head, words[verb].relation) = (Some(above), Relation::Conj);
}

/// "The bridge was hit, officials said.": a verb of saying that ends the sentence, its speaker beside it and
/// nothing else to say, is what the sentence tells; the report is what is said.
fn raise_report(words: &mut [Analysis], lists: &WordLists) {
    let Some(report) = words.iter().position(|w| w.head.is_none()) else { return };
    let last = words.iter().rposition(|w| w.upos != Upos::Punct).unwrap_or(0);
    let loose = |w: &Analysis| {
        matches!(
            w.relation,
            Relation::Parataxis | Relation::Advcl | Relation::Acl | Relation::Appos
        )
    };
    let said = (report + 1..=last).find(|&at| {
        let word = &words[at];
        word.head == Some(report)
            && is_finite(word)
            && loose(word)
            && lists.has_habit(&word.lemma, VerbHabit::Reporting)
            && is_bare_tag(words, at, last)
    });
    let Some(said) = said else { return };
    let first = (0..said).find(|&at| hangs_under(words, at, said)).unwrap_or(said);
    let late = |at: usize, w: &Analysis| w.head == Some(report) && at + 1 >= first && at != said;
    if words.iter().enumerate().any(|(at, w)| late(at, w) && w.upos != Upos::Punct) {
        // Parts of the report would stand apart from it.
        return;
    }
    let moved: Vec<usize> = (0..words.len()).filter(|&at| late(at, &words[at])).collect();
    for at in moved {
        words[at].head = Some(said);
    }
    (words[said].head, words[said].relation) = (None, Relation::Root);
    (words[report].head, words[report].relation) = (Some(said), Relation::Ccomp);
}

/// Whether the clause of the verb at `at` is its speaker and itself, set off by a comma before it and
/// reaching to the last word of the sentence.
fn is_bare_tag(words: &[Analysis], at: usize, last: usize) -> bool {
    let own = |w: &&Analysis| w.head == Some(at);
    let speaks = words.iter().filter(own).any(|w| w.relation == Relation::Nsubj);
    let says_more = words.iter().filter(own).any(|w| {
        matches!(w.relation, Relation::Obj | Relation::Ccomp | Relation::Xcomp | Relation::Mark)
    });
    let first = clause_start(words, at);
    let set_off = first > 0 && matches!(&*words[first - 1].lemma, "," | "\"" | "”" | "''");
    let is_last = (at..=last).all(|t| hangs_under(words, t, at));
    speaks && !says_more && set_off && is_last
}

/// The first word that hangs on `verb` without a gap before it.
fn clause_start(words: &[Analysis], verb: usize) -> usize {
    let mut first = verb;
    while first > 0 && words[first - 1].upos != Upos::Punct && hangs_under(words, first - 1, verb) {
        first -= 1;
    }
    first
}

/// Whether `at` is `top` or hangs on it, directly or not.
fn hangs_under(words: &[Analysis], mut at: usize, top: usize) -> bool {
    for _ in 0..words.len() {
        if at == top {
            return true;
        }
        match words[at].head {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// "India on Friday expelled": a day between a subject and its verb tells when, and of what is no noun's
/// business.
fn free_weekdays(words: &mut [Analysis]) {
    for day in 2..words.len().saturating_sub(1) {
        if words[day].relation != Relation::Nmod || !is_day(&words[day].lemma) {
            continue;
        }
        let on = &words[day - 1];
        let Some(subject) = words[day].head.filter(|&s| s + 2 == day) else { continue };
        let led = on.head == Some(day) && &*on.lemma == "on";
        let goes_on = words[day + 1..].iter().any(|w| w.head == Some(subject));
        let verb = words[subject].head.filter(|&v| v > day && words[v].upos == Upos::Verb);
        if let Some(verb) = verb.filter(|_| led && !goes_on && words[subject].relation.is_subject())
        {
            (words[day].head, words[day].relation) = (Some(verb), Relation::Obl);
        }
    }
}

fn is_day(lemma: &str) -> bool {
    matches!(
        lemma,
        "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday"
    )
}

/// "denied that it had been hit and called the claim absurd": a finite verb cannot go on after "had been";
/// it goes on from the verb above.
fn raise_conjuncts(words: &mut [Analysis]) {
    for at in 0..words.len() {
        if words[at].relation != Relation::Conj || !matches!(words[at].tag, Tag::Vbd | Tag::Vbn) {
            continue;
        }
        let Some(first) = words[at].head else { continue };
        let Some(above) = words[first].head.filter(|&above| above < first) else { continue };
        let below = words[first].relation == Relation::Ccomp && words[above].tag == Tag::Vbd;
        if below && is_after_auxiliary(words, first) && goes_on_without_subject(words, at, first) {
            (words[at].head, words[at].tag) = (Some(above), Tag::Vbd);
        }
    }
}

/// Whether a verb is no finite form but follows one: "had been hit".
fn is_after_auxiliary(words: &[Analysis], verb: usize) -> bool {
    matches!(words[verb].tag, Tag::Vbn | Tag::Vb | Tag::Vbg)
        && words.iter().any(|w| {
            w.head == Some(verb)
                && matches!(w.relation, Relation::Aux | Relation::AuxPass)
                && (is_finite(w) || w.tag == Tag::Md)
        })
}

/// Whether the verb at `at` is a past tense that has neither subject nor auxiliary of its own. A form
/// that could be a participle is one unless it has an object and `first`, before it, is passive.
fn goes_on_without_subject(words: &[Analysis], at: usize, first: usize) -> bool {
    let has = |of: usize, test: fn(&Analysis) -> bool| {
        words.iter().any(|w| w.head == Some(of) && test(w))
    };
    let is_past = words[at].tag == Tag::Vbd
        || has(first, |w| w.relation == Relation::AuxPass)
            && has(at, |w| w.relation == Relation::Obj);
    is_past && !has(at, |w| w.relation.is_subject() || w.relation == Relation::Aux)
}

/// "Germany has frozen aid": a participle right after "has" and before a bare noun makes its perfect, and
/// does not describe what it has.
fn find_perfect(words: &mut [Analysis]) {
    let pair = (1..words.len()).find_map(|verb| {
        let (have, word) = (verb - 1, &words[verb]);
        let object = word.head.filter(|&o| word.relation == Relation::Amod && o > verb)?;
        let perfect = word.tag == Tag::Vbn
            && word.upos == Upos::Verb
            && &*words[have].lemma == "have"
            && words[have].upos == Upos::Verb
            && words[object].head == Some(have)
            && words[object].relation == Relation::Obj;
        perfect.then_some((have, verb, object))
    });
    let Some((have, verb, object)) = pair else { return };
    (words[verb].head, words[verb].relation) = (words[have].head, words[have].relation);
    for word in words.iter_mut().filter(|w| w.head == Some(have)) {
        word.head = Some(verb);
    }
    (words[have].head, words[have].relation, words[have].upos) =
        (Some(verb), Relation::Aux, Upos::Aux);
    words[object].head = Some(verb);
}

/// "Should Armenia attack, …": after an auxiliary that opens the sentence, what looks like a noun with the
/// name before it is the verb of the condition.
fn find_condition(words: &mut [Analysis]) {
    let opens = |w: &Analysis| w.tag == Tag::Md && &*w.lemma == "should";
    let comma = words.iter().position(|w| &*w.lemma == ",").unwrap_or(0);
    if comma < 3 || !opens(&words[0]) {
        return;
    }
    let (subject, verb) = (comma - 2, comma - 1);
    let joined = words[subject].relation == Relation::Compound && words[subject].head == Some(verb);
    if !joined || words[verb].tag != Tag::Nn || !is_named(&words[subject]) {
        return;
    }
    (words[verb].upos, words[verb].tag) = (Upos::Verb, Tag::Vb);
    if words[verb].head.is_some() {
        words[verb].relation = Relation::Advcl;
    }
    words[subject].relation = Relation::Nsubj;
    (words[0].head, words[0].relation) = (Some(verb), Relation::Aux);
    for word in words[1..subject].iter_mut().filter(|w| w.head == Some(verb)) {
        word.head = Some(subject);
    }
}

/// "calls invasion claims groundless": after a verb of naming, what looks like a verb is the plural noun
/// that is called so.
fn find_called(words: &mut [Analysis], lists: &WordLists) {
    let governed = |w: &Analysis| matches!(w.relation, Relation::Ccomp | Relation::Advcl);
    let called = (0..words.len()).find_map(|at| {
        let verb = words[at].head.filter(|_| governed(&words[at]))?;
        let quality = |w: &Analysis| {
            w.head == Some(at)
                && (matches!(w.relation, Relation::Xcomp | Relation::Ccomp)
                    || w.upos == Upos::Adj && matches!(w.relation, Relation::Amod | Relation::Obj))
        };
        let named = words[at].tag == Tag::Vbz
            && verb < at
            && lists.has_habit(&words[verb].lemma, VerbHabit::Naming)
            && words.iter().any(quality);
        named.then_some((at, verb))
    });
    let Some((noun, verb)) = called else { return };
    for (at, word) in words.iter_mut().enumerate() {
        match word.relation {
            Relation::Nsubj if word.head == Some(noun) => word.relation = Relation::Compound,
            // What is called so was taken for the object: "calls [invasion] claims groundless".
            Relation::Obj if word.head == Some(verb) && verb < at && at < noun => {
                (word.head, word.relation) = (Some(noun), Relation::Compound);
            }
            Relation::Xcomp | Relation::Ccomp if word.head == Some(noun) => {
                (word.head, word.relation) = (Some(verb), Relation::Xcomp);
            }
            Relation::Amod | Relation::Obj
                if word.head == Some(noun) && word.upos == Upos::Adj && at > noun =>
            {
                (word.head, word.relation) = (Some(verb), Relation::Xcomp);
            }
            Relation::Obj | Relation::Punct if word.head == Some(noun) => word.head = Some(verb),
            _ => {}
        }
    }
    let word = &mut words[noun];
    (word.tag, word.upos, word.relation) = (Tag::Nns, Upos::Noun, Relation::Obj);
}

/// Gives the sentence its verb, where the parser left it without one.
fn find_verb(words: &mut [Analysis], forms: &[&str], lists: &WordLists) {
    let ends = forms.last().is_some_and(|last| matches!(*last, "." | "!" | "?"));
    let finite = |w: &Analysis| is_finite(w) || w.tag == Tag::Md;
    let Some(root) = words.iter().position(|w| w.head.is_none()) else { return };
    if !ends || !is_named(&words[root]) {
        return;
    }
    let only_participles =
        !words.iter().enumerate().any(|(at, w)| finite(w) && !hangs_on(words, at, root));
    if !only_participles {
        return;
    }
    if let Some((verb, subject)) = verb_before(words, root) {
        rebuild(words, root, verb, subject, Relation::Obj);
    } else if let Some(verb) = verb_after(words, root, lists) {
        rebuild(words, root, verb, root, Relation::Nsubj);
    }
}

/// Whether a finite verb is itself what was mistaken for a modifier of the root.
fn hangs_on(words: &[Analysis], at: usize, root: usize) -> bool {
    words[at].head == Some(root) && matches!(words[at].relation, Relation::Amod | Relation::Acl)
}

/// "[Algeria] [suspended] publication": a participle before the root with a noun of its own before it.
fn verb_before(words: &[Analysis], root: usize) -> Option<(usize, usize)> {
    let verb = (0..root).rev().find(|&at| {
        words[at].head == Some(root)
            && words[at].relation == Relation::Amod
            && words[at].upos == Upos::Verb
            && matches!(words[at].tag, Tag::Vbn | Tag::Vbd)
    })?;
    let subject = (0..verb).rev().find(|&at| {
        words[at].head == Some(root)
            && is_named(&words[at])
            && matches!(words[at].relation, Relation::Compound | Relation::Nsubj)
    })?;
    Some((verb, subject))
}

/// "[The opposition] [called] for a vote": a participle after the root that has an object, or is of a
/// verb without a passive.
fn verb_after(words: &[Analysis], root: usize, lists: &WordLists) -> Option<usize> {
    (root + 1..words.len()).find(|&at| {
        let own =
            |wanted: Relation| words.iter().any(|w| w.head == Some(at) && w.relation == wanted);
        let follows = match words[at].relation {
            Relation::Acl => true,
            // "The army chief, General Adu, deposed the president"
            Relation::Amod => own(Relation::Obj),
            _ => false,
        };
        words[at].head == Some(root)
            && follows
            && matches!(words[at].tag, Tag::Vbn | Tag::Vbd)
            && !own(Relation::OblAgent)
            && (own(Relation::Obj) || lists.has_habit(&words[at].lemma, VerbHabit::Intransitive))
    })
}

/// Makes `verb` the root, `subject` its subject and the old root what `relation` says.
fn rebuild(words: &mut [Analysis], root: usize, verb: usize, subject: usize, relation: Relation) {
    for (at, word) in words.iter_mut().enumerate().filter(|(at, _)| *at != subject) {
        let outside = if root < verb { at > verb } else { at < verb || word.upos == Upos::Punct };
        if word.head == Some(root) && outside {
            word.head = Some(verb);
        }
    }
    words[root].head = Some(verb);
    words[root].relation = relation;
    words[subject].head = Some(verb);
    words[subject].relation = Relation::Nsubj;
    words[verb].head = None;
    words[verb].relation = Relation::Root;
    words[verb].tag = Tag::Vbd;
    words[verb].upos = Upos::Verb;
}
