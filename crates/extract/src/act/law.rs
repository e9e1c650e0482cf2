//! Who holds, charges, sentences or expels somebody where nobody is told to? The state whose law it is.
//!
//! "Two reporters were expelled from Chad": what only rulers can do is done by those of the place that the clause
//! names. "Seven people were charged": for want of one, what only the law allows is done by the police or court that
//! was named last, else by the state that the document is about. Those who are held need not be of that state.

use verbale_lexicon::{Country, Sector};
use verbale_text::{TokenId, Upos};

use super::Matcher;
use super::compose::Act;
use super::discourse::{hits_those_there, may_repeat, place_of};
use super::roles;
use crate::findings::{Entity, Via};
use crate::syntax::{case_of, is_verb};

/// How many sentences back the police or a court may have been named.
const REACH: usize = 2;
/// How many words back the name of the state is looked for: some ten pages, so that a text of megabytes costs no more than
/// its length.
const MEMORY: usize = 4096;

/// Acts that only those who rule a place can do there.
pub(super) fn is_of_rulers(matcher: &Matcher<'_>, act: &Act) -> bool {
    matches!(
        (matcher.event_of(act), act.mode.as_deref()),
        ("COERCE", Some("arrest" | "censor" | "curfew" | "martial-law" | "deport"))
            | ("SANCTION", Some("convict" | "expel"))
            | ("RETREAT", Some("release"))
    )
}

/// Whether only those who keep the law of a state can do what an act tells.
pub(super) fn is_of_law(matcher: &Matcher<'_>, act: &Act) -> bool {
    let event = matcher.event_of(act);
    match (event, act.mode.as_deref()) {
        ("COERCE", Some("arrest")) | ("SANCTION", Some("convict")) => true,
        ("ACCUSE", _) => {
            let frame = matcher.lexicon.frames.frame(act.frame);
            let cameo = frame.cameo.as_deref().unwrap_or_default();
            // "Accused of war crimes" may be anybody's word, "charged with war crimes" is the law's.
            let is_legal = frame.context.iter().any(|context| &**context == "legal");
            let is_charged = is_verb(matcher.doc, act.trigger)
                && matcher.in_class("laying_charges", act.trigger);
            cameo == "1121" && is_legal || cameo.starts_with("112") && is_charged
        }
        _ => false,
    }
}

/// "Six people are in custody": where somebody is held does not tell whence they are.
pub(super) fn forget_presumed(matcher: &Matcher<'_>, act: &mut Act) {
    if !is_of_law(matcher, act) {
        return;
    }
    let is_anybody = |e: &&mut Entity| matcher.mentions.is_presumed(e.head) && is_held(matcher, e);
    act.recipients.iter_mut().filter(is_anybody).for_each(|e| e.code = None);
}

/// Whether a phrase tells no more of those who are held than that they are.
pub(super) fn is_held(matcher: &Matcher<'_>, entity: &Entity) -> bool {
    entity.via == Via::Nominal && matcher.in_class("anybody_held", entity.head)
}

/// Lets the rulers of the place that the clause names do what only they can.
pub(super) fn fill_rulers(matcher: &Matcher<'_>, act: &mut Act) {
    let is_theirs = act.actors.is_empty() && is_of_rulers(matcher, act) && !act.said;
    // Where nobody is named, the place is that of those to whom it is done.
    if !is_theirs || hits_those_there(matcher, act) || !may_repeat(matcher, act.trigger) {
        return;
    }
    let Some(place) = place_of(matcher, act.trigger) else { return };
    if !is_of_crime(matcher, place.head, act.trigger) {
        act.actors.extend(roles::people_of(place, "GOV"));
        act.notes.push("actor is told only by the place");
    }
}

/// "Arrested in connection with the bombings in Kenya": whether a place is only where that was which somebody is held
/// for.
fn is_of_crime(matcher: &Matcher<'_>, place: TokenId, trigger: TokenId) -> bool {
    let doc = matcher.doc;
    let above = std::iter::successors(doc.token(place).head, |&t| doc.token(t).head);
    let mut between = above.take_while(|&t| t != trigger);
    let is_occasion = |case: &str| matches!(case, "in" | "at" | "on" | "during" | "after");
    between.any(|noun| {
        doc.token(noun).upos == Upos::Noun
            && !is_occasion(&case_of(doc, noun))
            && matcher.best(noun).is_some()
    })
}

/// Lets the state whose law it is do what is told of nobody.
pub(super) fn fill_keeper(matcher: &Matcher<'_>, act: &mut Act) {
    // "Kopp is wanted for questioning", "hundreds have been interviewed".
    let is_sought = || {
        let told = (matcher.event_of(act), act.mode.as_deref());
        told == ("ACCUSE", Some("investigate")) && matcher.is_passive(act.trigger)
    };
    if !act.actors.is_empty() || act.said || !(is_of_law(matcher, act) || is_sought()) {
        return;
    }
    let here = matcher.doc.sentence_of(act.trigger);
    let suffers = |e: &Entity| act.recipients.iter().any(|r| r.head == e.head);
    let fits = |e: &Entity| {
        !suffers(e)
            && (matcher.doc.sentence_of(e.head) == here || !plays_abroad(matcher, here, e.code))
    };
    if let Some(organ) = organ_before(matcher, act.trigger).filter(fits) {
        act.actors.push(organ);
        act.notes.push("actor is the police or court named last");
    } else if let Some(state) = state_at_home(matcher, act.trigger).filter(fits) {
        act.actors.push(state);
        act.notes.push("actor is the state that the document is about");
    }
}

/// Whether a sentence names places, and none in `country`.
fn plays_abroad(matcher: &Matcher<'_>, sentence: usize, country: Option<Country>) -> bool {
    let here = matcher.places_in(&matcher.doc.sentences()[sentence].tokens);
    let mut named = here.iter().filter_map(|place| place.country).peekable();
    named.peek().is_some() && named.all(|code| Some(code) != country)
}

/// The police or court that the sentence of `trigger` or one of the few before it names, the nearest first.
fn organ_before(matcher: &Matcher<'_>, trigger: TokenId) -> Option<Entity> {
    let sentences = matcher.doc.sentences();
    let here = matcher.doc.sentence_of(trigger);
    let first = here.saturating_sub(REACH);
    let near = (first..=here).rev().flat_map(|s| sentences[s].tokens.clone().rev());
    let named = near.into_iter().flat_map(|head| matcher.mentions.at(head));
    // "Security guards" keep the law of nobody.
    let is_guard = |e: &Entity| matcher.in_class("private_keeper", e.head);
    let is_keeper = |s: &Sector| matches!(s.as_str(), "COP" | "JUD");
    let mut organs = named.map(|&id| &matcher.mentions.entities[id]);
    organs.find(|e| e.code.is_some() && !is_guard(e) && e.sectors.iter().any(is_keeper)).cloned()
}

/// The state that the document is about, as an earlier sentence names it or a place in it.
fn state_at_home(matcher: &Matcher<'_>, trigger: TokenId) -> Option<Entity> {
    let home = matcher.mentions.home()?;
    let doc = matcher.doc;
    let before = 0..doc.sentences()[doc.sentence_of(trigger)].tokens.start;
    let mut earlier = matcher.places_in(&before).iter().rev();
    let place = earlier.find(|place| place.country == Some(home));
    let by_place = place.and_then(|place| roles::people_of(place, "GOV"));
    by_place.or_else(|| {
        let is_state = |e: &&Entity| super::sides::is_state(matcher, e) && e.code == Some(home);
        let near = before.end.saturating_sub(MEMORY)..before.end;
        let earlier = near.rev().flat_map(|head| matcher.mentions.at(head));
        earlier.map(|&id| &matcher.mentions.entities[id]).find(is_state).cloned()
    })
}

/// "Vietnamese police arrested a blogger": whom a state's own organs hold or sentence, and of whom nothing
/// else is told, is of that state.
pub(super) fn settle_subjects(matcher: &Matcher<'_>, act: &mut Act) {
    let of_state =
        |e: &Entity| e.sectors.iter().any(|s| matches!(s.as_str(), "COP" | "JUD" | "GOV" | "SPY"));
    let rules = is_of_rulers(matcher, act);
    let [ruler] = act.actors.as_slice() else { return };
    let (Some(country), true) = (ruler.code, rules && of_state(ruler)) else { return };
    let unknown = |e: &&mut Entity| {
        e.code.is_none()
            && e.actor.is_none()
            && e.via == Via::Nominal
            && e.person
            && !e.sectors.iter().any(|s| matches!(s.as_str(), "UAF" | "REF" | "MIL" | "UNK"))
    };
    act.recipients.iter_mut().filter(unknown).for_each(|e| e.code = Some(country));
}
