//! What does somebody tell others to do?
//!
//! "Stop the bombing", "do not interfere", "send us food": a verb in the imperative, inside somebody's words, asks
//! for what it tells. The frame whose pattern is headed by `!` says what such a command is, whatever its verb;
//! what is asked for decides its mode, as it does with "asked to".

use std::rc::Rc;

use verbale_lexicon::{Effect, Lexicon, PatternId};
use verbale_text::{Relation, Tag, TokenId, Upos};

use super::unsaid::is_negated;
use super::{Act, Fit, Matcher};
use crate::findings::Entity;
use crate::syntax::{is_verb, lower};

/// The head of the pattern of commands.
const HEAD: &str = "!";

/// What the pattern of commands scores: less than any that reads the verb itself.
pub(super) const ANY: i32 = -2;

/// The pattern of commands.
pub(super) fn pattern(lexicon: &Lexicon) -> Option<PatternId> {
    let head = lexicon.classes.vocabulary().number(HEAD)?;
    lexicon.frames.headed_by(head).first().copied()
}

impl Matcher<'_> {
    /// The pattern of commands, if the word at `id` is one.
    pub(super) fn command_at(&self, id: TokenId) -> Option<PatternId> {
        self.command.filter(|_| self.is_command(id))
    }

    /// Whether the word is an imperative in somebody's words that asks for something: not "look", not "imagine".
    pub(super) fn is_command(&self, id: TokenId) -> bool {
        self.said[id]
            && self.doc.token(id).tag == Tag::Vb
            && is_verb(self.doc, id)
            && self.opens_its_clause(id)
            && !self.in_class("empty_command", id)
    }

    /// Whether nothing but "do not" and whom it calls upon stands before the verb, and it is nobody's content.
    fn opens_its_clause(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let token = doc.token(id);
        let free = match (token.relation, token.head) {
            (Relation::Root | Relation::Parataxis, _) => true,
            (Relation::Ccomp, Some(head)) => head > id || self.follows_mark(id),
            (Relation::Conj, Some(head)) => self.is_command(head),
            _ => false,
        };
        free && doc.children(id).iter().all(|&c| match doc.token(c).relation {
            Relation::Aux => lower(doc, c) == "do",
            Relation::AuxPass | Relation::Mark | Relation::Cop => false,
            relation if relation.is_subject() => false,
            Relation::Vocative | Relation::Obl | Relation::Discourse | Relation::Advmod => true,
            _ => c > id || !matches!(doc.token(c).upos, Upos::Noun | Upos::Propn | Upos::Verb),
        })
    }

    /// Whether the clause begins after a colon or quotation mark.
    fn follows_mark(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let first = doc.subtree(id).first().copied().unwrap_or(id);
        let opens = |t: TokenId| matches!(doc.form(t), "\"" | "“" | "‘" | "``" | "''" | ":");
        opens(first) || first.checked_sub(1).is_some_and(opens)
    }
}

/// The command that the act told by its verb amounts to, if the verb is one and somebody says it.
pub(super) fn commanded(
    matcher: &Matcher<'_>,
    act: Act,
    speaker: &dyn Fn(TokenId) -> Option<Entity>,
) -> Act {
    let id = act.trigger;
    let asks = matcher.event_of(&act) == "REQUEST";
    let Some((pattern, speaker)) = matcher.command_at(id).zip(speaker(id)).filter(|_| !asks) else {
        return act;
    };
    let (frame, _) = matcher.lexicon.frames.pattern(pattern);
    let ontology = &matcher.lexicon.ontology;
    let outer = &matcher.lexicon.frames.frame(frame).effect;
    let Effect::Event(event) = *outer else { return act };
    let inner = Some(Effect::Event(act.event)).filter(|_| !is_negated(matcher, id));
    let outcome = matcher.lexicon.compose.outcome(ontology, outer, inner.as_ref());
    let mode = outcome.and_then(|outcome| outcome.mode).or(inner.is_none().then_some("change"));
    let called = matcher.doc.children_by(id, Relation::Vocative);
    let recipients = called.flat_map(|c| super::roles::of_phrase(matcher, c)).collect();
    Act {
        frame,
        fit: Rc::new(Fit { pattern, ..(*act.fit).clone() }),
        event,
        mode: mode.map(Into::into),
        actors: vec![speaker],
        recipients,
        said: true,
        by_not: false,
        ..act
    }
}
