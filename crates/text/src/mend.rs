//! What did the parser take for a noun phrase that must be a clause?
//!
//! A greedy parser reads a short past tense as a participle: "Serb militiamen attacked villages" becomes
//! villages that were attacked. A sentence that ends as sentences do and has no finite verb at all, but
//! such a participle between nouns, is put right here.

use crate::language::Analysis;
use crate::{Relation, Tag, Upos};

/// Verbs that have no passive, or none that news puts after a noun without more: "the opposition called
/// for", not "the woman accused of".
const INTRANSITIVE: [&str; 34] = [
    "agree",
    "ally",
    "appeal",
    "apply",
    "argue",
    "arrive",
    "call",
    "campaign",
    "clash",
    "collude",
    "complain",
    "confer",
    "cooperate",
    "decline",
    "depart",
    "fail",
    "flee",
    "insist",
    "march",
    "meet",
    "negotiate",
    "object",
    "pray",
    "protest",
    "rally",
    "react",
    "refuse",
    "resign",
    "respond",
    "retreat",
    "surrender",
    "travel",
    "vote",
    "vow",
];

/// Verbs that call something something, and never take a clause.
const NAMING: [&str; 6] = ["brand", "call", "deem", "dub", "label", "term"];

/// Puts right what cannot be.
pub(crate) fn mend(words: &mut [Analysis], forms: &[&str]) {
    find_called(words);
    find_perfect(words);
    raise_conjuncts(words);
    find_told(words);
    find_subjects(words);
    find_verb(words, forms);
}

/// "reliant on Chad withdrawing": a name before a gerund is its subject; an article before a subject is the
/// subject's.
fn find_subjects(words: &mut [Analysis]) {
    // What comes before a subject and belongs to a noun is the subject's: "[Chad's] build-up posed".
    for subject in 0..words.len() {
        let Some(verb) = words[subject].head.filter(|&v| v > subject) else { continue };
        let nominal = matches!(words[subject].upos, Upos::Noun | Upos::Propn);
        if words[subject].relation != Relation::Nsubj || !nominal || words[verb].upos != Upos::Verb
        {
            continue;
        }
        for word in words[..subject].iter_mut().filter(|w| w.head == Some(verb)) {
            if matches!(word.relation, Relation::NmodPoss | Relation::Amod | Relation::Compound) {
                word.head = Some(subject);
            }
        }
    }
    for at in 0..words.len().saturating_sub(1) {
        let (word, next) = (&words[at], &words[at + 1]);
        let nominal = matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Num);
        if word.relation == Relation::Det && nominal && next.relation.is_subject() {
            words[at].head = Some(at + 1);
            // What hung on the article hangs on the clause before it.
            let finite = |w: &Analysis| matches!(w.tag, Tag::Vbd | Tag::Vbz | Tag::Vbp);
            let before = (0..at).rev().find(|&t| finite(&words[t]));
            for word in words.iter_mut().filter(|w| w.head == Some(at)) {
                word.head = before.or(word.head);
            }
        }
        // A verb is no noun that others could qualify.
        let above = words[at].head.filter(|&h| h > at + 1 && words[h].upos == Upos::Verb);
        if words[at].relation == Relation::Compound
            && above.is_some()
            && words[at].upos == Upos::Propn
        {
            words[at].relation = Relation::Obl;
        }
        let gerund = words[at + 1].upos == Upos::Verb && words[at + 1].tag == Tag::Vbg;
        let compound = words[at].relation == Relation::Compound && words[at].head == Some(at + 1);
        if compound && gerund && words[at].upos == Upos::Propn {
            words[at].relation = Relation::Nsubj;
            if words[at + 1].relation == Relation::Obl {
                words[at + 1].relation = Relation::Advcl;
            }
        }
    }
}

/// "…, and the two discussed options": a past tense between a noun and what looks like its head tells
/// something, and does not describe it.
fn find_told(words: &mut [Analysis]) {
    let told = (1..words.len()).find_map(|verb| {
        let noun = words[verb].head.filter(|&n| n > verb)?;
        let subject = verb - 1;
        let nominal = matches!(words[subject].upos, Upos::Noun | Upos::Propn | Upos::Num);
        let past = words[verb].tag == Tag::Vbd && words[verb].relation == Relation::Amod;
        // The coordination goes back to the last finite verb above.
        let mut above = words[noun].head.filter(|_| words[noun].relation == Relation::Conj);
        while let Some(at) = above
            && !matches!(words[at].tag, Tag::Vbd | Tag::Vbz | Tag::Vbp)
        {
            above = words[at].head;
        }
        let fits = past && nominal && words[subject].head == Some(noun);
        fits.then_some((subject, verb, noun, above?))
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

/// "denied that it had been hit and called the claim absurd": a finite verb cannot go on after "had been";
/// it goes on from the verb above.
fn raise_conjuncts(words: &mut [Analysis]) {
    for at in 0..words.len() {
        let Some(first) = words[at].head else { continue };
        let Some(above) = words[first].head else { continue };
        let has = |of: usize, test: fn(&Analysis) -> bool| {
            words.iter().any(|w| w.head == Some(of) && test(w))
        };
        let finite = |w: &Analysis| matches!(w.tag, Tag::Vbd | Tag::Vbz | Tag::Md | Tag::Vbp);
        let under_auxiliary = matches!(words[first].tag, Tag::Vbn | Tag::Vb | Tag::Vbg)
            && words.iter().any(|w| {
                w.head == Some(first)
                    && matches!(w.relation, Relation::Aux | Relation::AuxPass)
                    && finite(w)
            });
        // A participle that would be passive has no object of its own.
        let passive = has(first, |w| w.relation == Relation::AuxPass);
        let past = words[at].tag == Tag::Vbd
            || words[at].tag == Tag::Vbn && passive && has(at, |w| w.relation == Relation::Obj);
        let stray = words[at].relation == Relation::Conj
            && past
            && words[first].relation == Relation::Ccomp
            && words[above].tag == Tag::Vbd
            && above < first
            && under_auxiliary
            && !has(at, |w| w.relation.is_subject() || matches!(w.relation, Relation::Aux));
        if stray {
            (words[at].head, words[at].tag) = (Some(above), Tag::Vbd);
        }
    }
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

/// "calls invasion claims groundless": after a verb of naming, what looks like a verb is the plural noun
/// that is called so.
fn find_called(words: &mut [Analysis]) {
    let governed = |w: &Analysis| matches!(w.relation, Relation::Ccomp | Relation::Advcl);
    let called = (0..words.len()).find_map(|at| {
        let verb = words[at].head.filter(|_| governed(&words[at]))?;
        let quality = |w: &Analysis| {
            w.head == Some(at) && matches!(w.relation, Relation::Xcomp | Relation::Ccomp)
        };
        let named = NAMING.contains(&&*words[verb].lemma)
            && words[at].tag == Tag::Vbz
            && verb < at
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
            Relation::Obj | Relation::Punct if word.head == Some(noun) => word.head = Some(verb),
            _ => {}
        }
    }
    let word = &mut words[noun];
    (word.tag, word.upos, word.relation) = (Tag::Nns, Upos::Noun, Relation::Obj);
}

/// Gives the sentence its verb, where the parser left it without one.
fn find_verb(words: &mut [Analysis], forms: &[&str]) {
    let ends = forms.last().is_some_and(|last| matches!(*last, "." | "!" | "?"));
    let finite = |w: &Analysis| matches!(w.tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    let Some(root) = words.iter().position(|w| w.head.is_none()) else { return };
    let bare = matches!(words[root].upos, Upos::Noun | Upos::Propn);
    let only_participles =
        !words.iter().enumerate().any(|(at, w)| finite(w) && !hangs_on(words, at, root));
    if !ends || !bare || !only_participles {
        return;
    }
    if let Some((verb, subject)) = verb_before(words, root) {
        rebuild(words, root, verb, subject, Relation::Obj);
    } else if let Some(verb) = verb_after(words, root) {
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
            && matches!(words[at].upos, Upos::Noun | Upos::Propn)
            && matches!(words[at].relation, Relation::Compound | Relation::Nsubj)
    })?;
    Some((verb, subject))
}

/// "[The opposition] [called] for a vote": a participle after the root that has an object, or is of a
/// verb without a passive.
fn verb_after(words: &[Analysis], root: usize) -> Option<usize> {
    (root + 1..words.len()).find(|&at| {
        let own =
            |wanted: Relation| words.iter().any(|w| w.head == Some(at) && w.relation == wanted);
        words[at].head == Some(root)
            && words[at].relation == Relation::Acl
            && matches!(words[at].tag, Tag::Vbn | Tag::Vbd)
            && !own(Relation::OblAgent)
            && (own(Relation::Obj) || INTRANSITIVE.contains(&&*words[at].lemma))
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
