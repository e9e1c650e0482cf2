//! Which attributions are no more than part of what somebody says?
//!
//! “They want to punish us because we asked for bullets,” he said: that they want to is his claim, and
//! no words of theirs. What others think, want or favour, what nobody known has said, and what the
//! speaker says of his own saying is not told apart from the words around it, unless an event is told
//! there or a denial answers it. Nor are the words of which somebody is only named: "thanked China".

use verbale_lexicon::{Lexicon, Stance};
use verbale_text::{Doc, Upos};

use crate::answer::Answer;
use crate::attribution::Sourced;
use crate::claim::told_in;
use crate::findings::{Attribution, Event, QuoteKind, Via};
use crate::index::Index;
use crate::syntax::{lower, lower_lemma};

/// For each attribution, whether it is an aside.
pub(crate) fn asides(
    doc: &Doc,
    lexicon: &Lexicon,
    sources: &[Sourced],
    events: &[Event],
    told_at: &Index,
    answers: &[Option<Answer>],
) -> Vec<bool> {
    let mut matters = vec![false; sources.len()];
    for (at, answer) in answers.iter().enumerate() {
        if let Some(answer) = answer {
            (matters[at], matters[answer.claim]) = (true, true);
        }
    }
    for &at in events.iter().flat_map(|event| &event.attribution) {
        matters[at] = true;
    }
    let aside = |(at, s): (usize, &Sourced)| {
        let a = &s.attribution;
        let inside = a.within.is_some() && !s.cited && !matters[at];
        let tells = || !told_in(a, told_at).is_empty();
        let own = || a.stance == Stance::Asserts && is_of_the_speaker(doc, a);
        if !matters[at] && names_only(doc, a) {
            return true;
        }
        inside && (!is_known(a) || is_attitude(doc, lexicon, a) || own()) && !tells()
    };
    sources.iter().enumerate().map(aside).collect()
}

/// "Thanked China", "welcomed him": whether the content names somebody, and says nothing.
fn names_only(doc: &Doc, a: &Attribution) -> bool {
    let mut words = a.content.iter().flat_map(Clone::clone).map(|t| doc.token(t).upos);
    let names = |upos| {
        use Upos::{Adj, Adp, Cconj, Det, Num, Part, Pron, Propn, Punct};
        matches!(upos, Adj | Adp | Cconj | Det | Num | Part | Pron | Propn | Punct)
    };
    let in_marks = a.kind != QuoteKind::Indirect;
    !in_marks && a.stance == Stance::Asserts && words.all(names)
}

/// Whether anything is known of who says so: "they" may be nobody.
fn is_known(a: &Attribution) -> bool {
    a.holder.as_ref().is_some_and(|holder| {
        holder.code.is_some() || !holder.sectors.is_empty() || holder.via != Via::Pronoun
    })
}

/// “I told them so,” he said: what the speaker says of his own saying.
fn is_of_the_speaker(doc: &Doc, a: &Attribution) -> bool {
    a.source.is_some_and(|source| matches!(&*lower(doc, source), "i" | "we" | "my" | "our"))
}

/// Whether the cue tells what somebody thinks or wants, and not what he says.
fn is_attitude(doc: &Doc, lexicon: &Lexicon, a: &Attribution) -> bool {
    a.cue_token.is_some_and(|cue| lexicon.classes.contains("attitude", &lower_lemma(doc, cue)))
}
