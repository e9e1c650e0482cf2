//! Who holds, charges or sentences somebody where nobody is told to? The state whose law it is.
//!
//! "Seven people were charged": by the police or court that was named last, else by the state that the document is
//! about. Those who are held need not be of that state.

use verbale_lexicon::{Country, Sector};
use verbale_text::TokenId;

use super::Matcher;
use super::compose::Act;
use super::roles;
use crate::findings::{Entity, Via};

/// How many sentences back the police or a court may have been named.
const REACH: usize = 2;

/// Whether only those who keep the law of a state can do what an act tells.
pub(super) fn is_of_law(matcher: &Matcher<'_>, act: &Act) -> bool {
    let event = &*matcher.lexicon.ontology.event(act.event).code;
    match (event, act.mode.as_deref()) {
        ("COERCE", Some("arrest")) | ("SANCTION", Some("convict")) => true,
        ("ACCUSE", _) => {
            let frame = matcher.lexicon.frames.frame(act.frame);
            let is_crime = frame.cameo.as_deref().is_some_and(|code| code.starts_with("112"));
            is_crime && frame.context.iter().any(|context| &**context == "legal")
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

/// Lets the state whose law it is do what is told of nobody.
pub(super) fn fill_keeper(matcher: &Matcher<'_>, act: &mut Act) {
    if !act.actors.is_empty() || act.said || !is_of_law(matcher, act) {
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
    let tokens = &matcher.doc.sentences()[sentence].tokens;
    let first = matcher.places.partition_point(|place| place.head < tokens.start);
    let here = matcher.places[first..].iter().take_while(|place| place.head < tokens.end);
    let mut named = here.filter_map(|place| place.country).peekable();
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

/// The state that the document is about, as an earlier sentence names it.
fn state_at_home(matcher: &Matcher<'_>, trigger: TokenId) -> Option<Entity> {
    let home = matcher.mentions.home()?;
    let doc = matcher.doc;
    let start = doc.sentences()[doc.sentence_of(trigger)].tokens.start;
    let end = matcher.places.partition_point(|place| place.head < start);
    let place = matcher.places[..end].iter().rev().find(|place| place.country == Some(home))?;
    roles::people_of(place, "GOV")
}
