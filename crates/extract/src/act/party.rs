//! When are two parties of an act one and the same, and of which country is one that only the text's place tells?

use verbale_lexicon::{ActorKind, Sector};
use verbale_text::TokenId;

use super::Matcher;
use crate::findings::{Entity, Via};
use crate::syntax::{base_phrase, case_of, possessor};

/// Whether `other` is no other than one of `parties`: the same actor, or the state of whose power it is a part.
pub(super) fn is_one_of(matcher: &Matcher<'_>, parties: &[Entity], other: &Entity) -> bool {
    parties.iter().any(|party| {
        let state = party.code == other.code && is_state(matcher, other);
        is_same(party, other) || state && party.sectors.iter().all(is_of_power)
    })
}

/// Whether two mentions are of the same party: "They laid down their arms."
pub(super) fn is_same(party: &Entity, other: &Entity) -> bool {
    let first = |e: &Entity| e.antecedent.unwrap_or(e.head);
    let same = party.actor.is_some()
        && party.actor == other.actor
        && party.person == other.person
        && party.sectors == other.sectors;
    first(party) == first(other) || same
}

/// Whether a name tells a state as a whole.
fn is_state(matcher: &Matcher<'_>, entity: &Entity) -> bool {
    let kind = entity.actor.map(|actor| matcher.lexicon.actors.actor(actor).kind);
    let by_name = kind == Some(ActorKind::State) && entity.sectors.is_empty();
    // "American" in "American goods" names the state as well.
    let by_adjective = kind.is_none()
        && entity.name.is_none()
        && entity.via == Via::Name
        && matches!(entity.sectors.as_slice(), [only] if only.as_str() == "GOV");
    entity.code.is_some() && !entity.person && (by_name || by_adjective)
}

/// Whether a sector is an organ of the state.
pub(super) fn is_of_power(sector: &Sector) -> bool {
    matches!(sector.as_str(), "GOV" | "MIL" | "COP" | "LEG" | "JUD" | "SPY")
}

/// Takes its country from an actor that no word ascribes to one, where the act is done to that country as a whole:
/// "the department cut aid to Liberia" is not Liberia's, though the text names no other country. Who uses force in a
/// country may well be of it.
pub(super) fn settle_sides(
    matcher: &Matcher<'_>,
    event: &str,
    actors: &mut [Entity],
    recipients: &[Entity],
) {
    if matches!(event, "ASSAULT" | "COERCE" | "MOBILIZE" | "PROTEST") {
        return;
    }
    let is_organ = |a: &Entity| {
        let untold = a.via == Via::Nominal || matcher.mentions.is_presumed(a.head);
        untold && a.actor.is_none() && a.sectors.iter().any(is_of_power)
    };
    let owned =
        |a: &Entity| is_ascribed(matcher, a.head) || possessor(matcher.doc, a.head).is_some();
    for actor in actors.iter_mut().filter(|a| is_organ(a) && !owned(a)) {
        if recipients.iter().any(|r| is_state(matcher, r) && r.code == actor.code) {
            actor.code = None;
        }
    }
}

/// Whether a name in the phrase of a noun says of which country it is.
pub(super) fn is_ascribed(matcher: &Matcher<'_>, head: TokenId) -> bool {
    let doc = matcher.doc;
    let of = doc
        .children(head)
        .iter()
        .copied()
        .filter(|&c| matches!(case_of(doc, c).as_str(), "of" | "from" | "in"));
    std::iter::once(head)
        .chain(of)
        .any(|part| !matcher.mentions.hits_in(&base_phrase(doc, part)).is_empty())
}

/// Whether somebody is of a kind that attacks, so that other attacks may be theirs: a person, a state and its forces,
/// a body in arms; no parliament, court, clinic or newspaper.
pub(super) fn may_attack(entity: &Entity) -> bool {
    let uses_force = |s: &Sector| {
        matches!(
            s.as_str(),
            "GOV" | "MIL" | "COP" | "SPY" | "REB" | "UAF" | "PRM" | "PRE" | "CRM" | "OPP" | "CVL"
        )
    };
    entity.person || entity.sectors.is_empty() || entity.sectors.iter().any(uses_force)
}
