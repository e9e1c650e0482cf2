//! Is every actor found by its names, on a day on which it acts?
//!
//! A hand-written entry has a `yes` sentence, in which it must be found. Bulk tables have none: there
//! every full name, unless it is marked as ambiguous, must lead to its entry on a day of its role.

use jiff::civil::Date;
use rayon::prelude::*;
use verbale_extract::Entity;
use verbale_lexicon::{Actor, ActorId, ActorKind, Name, NameUse, RoleSpan};

use super::{Failure, Tally, line_of};
use crate::published::PROOF_DAY;
use crate::{Coder, Knowledge};

/// What came of the proofs of actors.
#[derive(Debug, Clone, Default)]
pub struct ActorReport {
    /// Sentences in which an actor must be found.
    pub sentences: Tally,
    /// Names that must lead to their actor.
    pub names: Tally,
    /// What went wrong, in the order of the files.
    pub failures: Vec<Failure>,
}

/// Proves the actors whose identifier `wanted` picks.
pub fn actors(coder: &Coder, knowledge: &Knowledge, wanted: impl Fn(&str) -> bool) -> ActorReport {
    let all = coder.lexicon().actors.all();
    let mut report = ActorReport::default();
    let proved: Vec<(ActorId, &str)> = (0..all.len())
        .filter(|&id| wanted(&all[id].id))
        .filter_map(|id| Some((id, all[id].yes.as_deref()?)))
        .collect();
    let failures: Vec<Failure> =
        proved.par_iter().filter_map(|&(id, yes)| unfound(coder, knowledge, id, yes)).collect();
    report.sentences.add(proved.len(), failures.len());
    report.failures.extend(failures);
    let names: Vec<&Name> = coder.lexicon().actors.names().iter().collect();
    let bulk = |name: &&&Name| {
        let actor = &all[name.actor];
        let plain = name.usage == NameUse::Full && !name.ambiguous && name.until.is_none();
        plain && actor.yes.is_none() && wanted(&actor.id)
    };
    let names: Vec<&Name> = names.iter().filter(bulk).copied().collect();
    let failures: Vec<Failure> =
        names.par_iter().filter_map(|name| unresolved(coder, knowledge, name)).collect();
    report.names.add(names.len(), failures.len());
    report.failures.extend(failures);
    report.failures.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    report
}

/// What is wrong if the actor is not found in its own sentence.
fn unfound(coder: &Coder, knowledge: &Knowledge, id: ActorId, yes: &str) -> Option<Failure> {
    let actor = coder.lexicon().actors.actor(id);
    let found = found(coder, yes, day_of(actor), id)?;
    Some(Failure {
        file: actor.file.to_string(),
        line: line_of(knowledge, &actor.file, actor.line, yes),
        message: format!("{}: {found}, wants {}: \"{yes}\"", actor.id, actor.id),
        sentence: yes.to_owned(),
    })
}

/// What is wrong if a name does not lead to its actor.
fn unresolved(coder: &Coder, knowledge: &Knowledge, name: &Name) -> Option<Failure> {
    let actor = coder.lexicon().actors.actor(name.actor);
    let sentence = format!("The talks with {} ended.", name.text);
    let found = found(coder, &sentence, day_of(actor), name.actor)?;
    Some(Failure {
        file: actor.file.to_string(),
        line: line_of(knowledge, &actor.file, actor.line, &name.text),
        message: format!("{}: {found}, wants {}: \"{sentence}\"", actor.id, actor.id),
        sentence,
    })
}

/// Who was found in `sentence`, if `id` was not.
fn found(coder: &Coder, sentence: &str, day: Date, id: ActorId) -> Option<String> {
    let findings = coder.extractor().findings(&coder.read(sentence), Some(day));
    let actors = &coder.lexicon().actors;
    let wanted = actors.actor(id);
    // A state may also be told by its code alone, as where its capital stands for it.
    let code = (wanted.kind == ActorKind::State).then_some(wanted.code);
    let is_it = |m: &Entity| m.actor == Some(id) || code.is_some() && m.code == code;
    if findings.mentions.iter().any(is_it) {
        return None;
    }
    let known = findings.mentions.iter().filter_map(|mention| mention.actor);
    let known: Vec<&str> = known.map(|id| &*actors.actor(id).id).collect();
    Some(match known.as_slice() {
        [] => "found nobody".to_owned(),
        known => format!("found {}", known.join(" and ")),
    })
}

/// A day on which the actor acts: the usual one if it can be.
fn day_of(actor: &Actor) -> Date {
    if actor.is_active_on(PROOF_DAY) {
        return PROOF_DAY;
    }
    let span = actor.roles.last().map_or(RoleSpan { from: None, until: None }, |role| role.span);
    let end = span.until.map(|until| until.first());
    span.from
        .map(|from| from.last())
        .filter(|from| end.is_none_or(|end| *from <= end))
        .or(end)
        .unwrap_or(PROOF_DAY)
}
