//! Who does what another was told to do: "Ghana expelled two envoys, and Benin did the same", "Norway followed suit"?

use std::rc::Rc;

use verbale_text::{Relation, TokenId};

use super::unsaid::is_negated;
use super::{Act, Fit, Matcher, roles};
use crate::findings::Entity;
use crate::syntax::{is_verb, lemma, lower};

/// How many sentences back the act may be told that somebody does as well.
const REACH: usize = 1;

/// Adds the acts that only such words tell, each at its own verb, so that it is weighed on its own whether it took place.
pub(super) fn add(matcher: &Matcher<'_>, acts: &mut Vec<Act>) {
    let doc = matcher.doc;
    let mut added = Vec::new();
    for verb in 0..doc.tokens().len() {
        let Some(same) = same_at(matcher, verb) else { continue };
        let Some(model) = model_of(matcher, acts, verb) else { continue };
        let actors = subjects(matcher, verb);
        let others = |a: &Entity| model.actors.iter().all(|m| m.code != a.code);
        if actors.is_empty() || !actors.iter().all(others) {
            continue;
        }
        let is_actor = |r: &Entity| actors.iter().any(|a| a.code == r.code);
        let recipients = model.recipients.iter().filter(|r| !is_actor(r)).cloned().collect();
        let fit = Fit { consumed: vec![same], ..Fit::new(model.fit.pattern) };
        added.push(Act { trigger: verb, fit: Rc::new(fit), actors, recipients, ..model.clone() });
    }
    acts.extend(added);
    acts.sort_by_key(|act| act.trigger);
}

/// The word that says that the verb tells no deed of its own: "the same" in "did the same", "suit" in "followed suit".
fn same_at(matcher: &Matcher<'_>, verb: TokenId) -> Option<TokenId> {
    let doc = matcher.doc;
    let wanted: &[&str] = match lemma(doc, verb) {
        "do" => &["same", "likewise"],
        "follow" => &["suit"],
        _ => return None,
    };
    let beside = |&c: &TokenId| {
        matches!(doc.token(c).relation, Relation::Obj | Relation::Advmod | Relation::Xcomp)
            && wanted.contains(&&*lower(doc, c))
    };
    let found = doc.children(verb).iter().copied().filter(|_| is_verb(doc, verb)).find(beside);
    found.filter(|_| !is_negated(matcher, verb))
}

/// The act told last before, by a verb and with somebody who did it.
fn model_of<'a>(matcher: &Matcher<'_>, acts: &'a [Act], verb: TokenId) -> Option<&'a Act> {
    let doc = matcher.doc;
    let first = doc.sentence_of(verb).saturating_sub(REACH);
    let before = &acts[..acts.partition_point(|act| act.trigger < verb)];
    let mut near = before.iter().rev().take_while(|act| doc.sentence_of(act.trigger) >= first);
    let told = near.find(|act| is_verb(doc, act.trigger))?;
    let is_one = !told.said && !told.actors.is_empty() && !is_negated(matcher, told.trigger);
    Some(told).filter(|_| is_one)
}

/// The political actors that are the verb's subject.
fn subjects(matcher: &Matcher<'_>, verb: TokenId) -> Vec<Entity> {
    let subject = matcher.clause(verb).subject.filter(|&subject| subject < verb);
    let mut named = subject.map(|s| roles::mentioned(matcher, s)).unwrap_or_default();
    named.retain(|e| e.code.is_some());
    named
}
