//! Who holds what to be so, denies it, demands it; and which denial answers which claim?

use verbale_lexicon::Stance;
use verbale_text::{ByteSpan, Doc, Relation, TokenId};

use crate::attribution::{Sourced, trimmed_span};
use crate::findings::{Claim, Event};
use crate::syntax::is_verb;

/// The claims of a document, in text order: one for each attribution with a known holder.
pub(crate) fn claims(doc: &Doc, sources: &[Sourced], events: &[Event]) -> Vec<Claim> {
    let held: Vec<&Sourced> = sources.iter().filter(|s| s.attribution.holder.is_some()).collect();
    let mut found: Vec<Claim> = Vec::new();
    for source in &held {
        let a = &source.attribution;
        let Some(holder) = a.holder.clone() else { continue };
        let content: Vec<ByteSpan> =
            a.content.iter().filter_map(|r| trimmed_span(doc, r.clone())).collect();
        let inside = (0..events.len()).filter(|&i| a.covers(events[i].trigger)).collect();
        found.push(Claim { holder, stance: a.stance, content, events: inside, answers: None });
    }
    for at in 0..held.len() {
        if matches!(held[at].attribution.stance, Stance::Denies | Stance::Rejects | Stance::Doubts)
        {
            found[at].answers = answered(doc, &held, at);
        }
    }
    found
}

/// The claim that a denial answers: the one that its own object names ("denied accusations that …"),
/// else the latest earlier one by somebody else that shares its events' words.
fn answered(doc: &Doc, held: &[&Sourced], denial: usize) -> Option<usize> {
    let a = &held[denial].attribution;
    let cue = a.cue_token?;
    let object = doc.children(cue).iter().copied().find(|&c| {
        is_verb(doc, cue) && matches!(doc.token(c).relation, Relation::Obj | Relation::NsubjPass)
    });
    let named = object.and_then(|o| position_of_cue(held, o));
    named.or_else(|| {
        let holder = a.holder.as_ref()?;
        (0..denial).rev().find(|&i| {
            let other = &held[i].attribution;
            matches!(other.stance, Stance::Asserts | Stance::Warns)
                && other
                    .holder
                    .as_ref()
                    .is_some_and(|h| !h.is_same_as(holder) && h.code != holder.code)
                && shares_words(doc, a, other)
        })
    })
}

fn position_of_cue(held: &[&Sourced], token: TokenId) -> Option<usize> {
    held.iter().position(|s| s.attribution.cue_token == Some(token))
}

/// Whether two contents have at least half of the shorter one's content words in common.
fn shares_words(
    doc: &Doc,
    a: &crate::findings::Attribution,
    b: &crate::findings::Attribution,
) -> bool {
    let words = |x: &crate::findings::Attribution| -> std::collections::BTreeSet<String> {
        x.content
            .iter()
            .flat_map(Clone::clone)
            .filter(|&t| {
                use verbale_text::Upos::{Adj, Noun, Propn, Verb};
                matches!(doc.token(t).upos, Noun | Propn | Verb | Adj)
            })
            .map(|t| doc.token(t).lemma.to_lowercase())
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count();
    shared >= 2 && shared * 2 >= a.len().min(b.len())
}
