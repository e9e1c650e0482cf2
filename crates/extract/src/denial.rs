//! Which earlier claim does "called such reports groundless" deny?
//!
//! A rejection whose object is a noun for something said ("such claims", "the accusations") takes up
//! what somebody else was last said to claim. The events of that claim are then denied.

use verbale_lexicon::Stance;
use verbale_text::{Doc, Relation, TokenId};

use crate::act::Act;
use crate::attribution::Sources;
use crate::findings::{Attribution, Entity, Event};
use crate::index::Index;
use crate::syntax::{clause, conjuncts, lower};

/// How many sentences back the claim may stand.
const REACH: usize = 4;

/// A rejection and the attribution whose content it rejects.
#[derive(Debug, Clone)]
pub(crate) struct Denial {
    /// Who rejects.
    pub holders: Vec<Entity>,
    /// The word that tells the rejection.
    pub trigger: TokenId,
    /// What is rejected, as an index of an attribution.
    pub claim: usize,
}

/// Finds the claims that rejections among `acts` take up.
pub(crate) fn denials(
    doc: &Doc,
    sources: &Sources,
    acts: &[Act],
    is_rejection: impl Fn(&Act) -> bool,
    is_claim_noun: impl Fn(TokenId) -> bool,
    speaks_of: impl Fn(&Attribution, &Entity) -> bool,
) -> Vec<Denial> {
    let mut found = Vec::new();
    for act in acts.iter().filter(|a| is_rejection(a) && !a.actors.is_empty()) {
        let object = clause(doc, act.trigger).object.into_iter();
        let nouns = object.chain(act.fit.consumed.iter().copied()).flat_map(|t| conjuncts(doc, t));
        let claim = nouns.filter(|&n| is_claim_noun(n)).find_map(|noun| {
            // "Dismissed claims of an invasion": the noun itself says what is claimed.
            let claims = |&&id: &&usize| {
                matches!(sources[id].attribution.stance, Stance::Asserts | Stance::Warns)
            };
            let own = sources.cued_by(noun).iter().find(claims).copied();
            own.or_else(|| {
                takes_up(doc, noun)
                    .then(|| latest_claim(doc, sources, act, noun, &speaks_of))
                    .flatten()
            })
        });
        if let Some(claim) = claim {
            found.push(Denial { holders: act.actors.clone(), trigger: act.trigger, claim });
        }
    }
    found
}

/// Marks the events of denied claims.
///
/// `is_claimed` tells events that can be true or false from demands and threats, which cannot.
pub(crate) fn mark(
    events: &mut [Event],
    told_at: &Index,
    sources: &Sources,
    denials: &[Denial],
    is_claimed: impl Fn(&Event) -> bool,
) {
    for denial in denials {
        let content = &sources[denial.claim].attribution;
        // Whose claim it was is whom the rejection goes to.
        let mut rejections = told_at.at(denial.trigger).iter();
        let rejection = rejections.find(|&&at| events[at].recipients.is_empty());
        if let (Some(&rejection), Some(claimant)) = (rejection, &content.holder) {
            events[rejection].recipients.push(claimant.clone());
        }
        let told = content.content.iter().flat_map(|range| told_at.within(range.clone()));
        for &at in told {
            let event = &mut events[at];
            if !is_claimed(event) {
                continue;
            }
            for holder in &denial.holders {
                if !event.denied_by.iter().any(|d| d.is_same_as(holder)) {
                    event.denied_by.push(holder.clone());
                }
            }
            event.alleged = true;
        }
    }
}

/// Whether the noun points back: "such reports", "the claims", "these accusations".
fn takes_up(doc: &Doc, noun: TokenId) -> bool {
    doc.children(noun).iter().any(|&c| {
        matches!(doc.token(c).relation, Relation::Det | Relation::Amod | Relation::DetPredet)
            && matches!(
                &*lower(doc, c),
                "such" | "the" | "these" | "those" | "this" | "that" | "all"
            )
    })
}

/// The latest earlier words of somebody else; better those that speak of who rejects them.
fn latest_claim(
    doc: &Doc,
    sources: &Sources,
    act: &Act,
    noun: TokenId,
    speaks_of: impl Fn(&Attribution, &Entity) -> bool,
) -> Option<usize> {
    let here = doc.sentence_of(act.trigger);
    let first = doc.sentences()[here.saturating_sub(REACH)].tokens.start;
    let near = sources.touching(first..act.trigger).iter().copied();
    let by_others = near.filter(|&i| {
        let a = &sources[i].attribution;
        let by_other = a.holder.as_ref().is_none_or(|h| {
            act.actors
                .iter()
                .all(|actor| !actor.is_same_as(h) && (actor.code.is_none() || actor.code != h.code))
        });
        a.content.first().is_some_and(|range| range.start >= first)
            && a.cue_token != Some(noun)
            && matches!(a.stance, Stance::Asserts | Stance::Warns)
            && (sources[i].tells || a.holder.is_some())
            && by_other
    });
    by_others.max_by_key(|&i| {
        let of_him = act.actors.iter().any(|actor| speaks_of(&sources[i].attribution, actor));
        (of_him, i)
    })
}
