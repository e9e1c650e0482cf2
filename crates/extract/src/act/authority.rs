//! Who arrests, charges and convicts, where nobody is told to?
//!
//! "Kopp was charged with murder": only those who rule a country do that there. Where the clause names no place, it is
//! the country where the whole report plays, if it plays in one.

use verbale_lexicon::Country;
use verbale_text::{TokenId, Upos};

use super::compose::Act;
use super::{Matcher, roles};
use crate::findings::Entity;

/// Lets the authorities of the country of the report do what only they can, where nobody else is told to have done it.
pub(super) fn find_authorities(matcher: &Matcher<'_>, act: &mut Act) {
    if !act.actors.is_empty() || act.said || !is_of_courts(matcher, act) {
        return;
    }
    let Some(country) = country_of_report(matcher, &act.recipients) else { return };
    if let Some(rulers) = named_rulers(matcher, country, act.trigger) {
        act.actors.push(rulers);
        act.notes.push("actor is the authorities of the country where the report plays");
    }
}

/// "Was arrested", "the indictment": an act of police and courts that names nobody who does it.
fn is_of_courts(matcher: &Matcher<'_>, act: &Act) -> bool {
    let event = &*matcher.lexicon.ontology.event(act.event).code;
    let agentless = match matcher.doc.token(act.trigger).upos {
        Upos::Verb => matcher.clause(act.trigger).passive,
        Upos::Noun => !act.recipients.is_empty(),
        _ => false,
    };
    agentless
        && matches!(event, "COERCE" | "SANCTION" | "ACCUSE" | "THREATEN")
        && matcher.in_class("act_of_courts", act.trigger)
}

/// The country that the report is about and was filed in; if they differ, the one of which the accused are.
fn country_of_report(matcher: &Matcher<'_>, accused: &[Entity]) -> Option<Country> {
    match (matcher.mentions.focus(), matcher.mentions.filed()) {
        (Some(focus), Some(filed)) if focus != filed => {
            accused.iter().all(|e| e.code == Some(focus)).then_some(focus)
        }
        (focus, filed) => focus.or(filed),
    }
}

/// The power of a country, by the place in it that is named nearest to `trigger`.
fn named_rulers(matcher: &Matcher<'_>, country: Country, trigger: TokenId) -> Option<Entity> {
    let of_country = matcher.places.iter().filter(|place| place.country == Some(country));
    let nearest = of_country.min_by_key(|place| place.head.abs_diff(trigger))?;
    roles::people_of(nearest, "GOV")
}
