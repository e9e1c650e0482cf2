//! What becomes of an act once it is known on whose word it rests and whether it took place?

mod announced;
mod history;
mod word;

use std::ops::Range;

use jiff::civil::Date;
use verbale_lexicon::{Lexicon, PatternKind, RoleName, Sector, Stance, Standing};
use verbale_text::{ByteSpan, Doc, Relation, TokenId};

use crate::act::Act;
use crate::attribution::{Sources, trimmed_span};
use crate::factuality::{apply, condition_below, is_case, verdict};
use crate::findings::{Entity, Event, Status, TimeExpression};
use crate::mention::{EntityId, Mentions};
use crate::place::scene_of;
use crate::subject::Subjects;
use crate::syntax::{is_verb, lower_lemma, nearest_in_clause};

/// What events are made from.
pub(crate) struct Setting<'a> {
    pub doc: &'a Doc,
    pub lexicon: &'a Lexicon,
    pub mentions: &'a Mentions,
    pub subjects: &'a Subjects<'a>,
    pub sources: &'a Sources,
    pub times: &'a [TimeExpression],
    pub places: &'a [crate::findings::PlaceMention],
    pub date: Option<Date>,
}

impl Setting<'_> {
    /// The finished event.
    pub fn event(&self, mut act: Act) -> Event {
        let chain = self.sources.covering(act.trigger);
        let frame = self.lexicon.frames.frame(act.frame);
        let (mut standing, condition) = self.standing(&act, &chain);
        let denied_by = self.deniers(&act, &chain);
        let alleged = self.is_alleged(&act, &chain) || !denied_by.is_empty();
        if self.is_denied_deed(&act) {
            standing = Standing::Not;
        }
        let condition = condition.or_else(|| self.pledged_case(&act));
        let time = self.time_of(act.trigger);
        let to_come = self.is_to_come(&act, time);
        if (to_come || self.is_due(&act, time))
            && !matches!(standing, Standing::Not | Standing::Possible)
        {
            standing = Standing::Future;
        }
        let scheduled = to_come || self.is_planned(act.trigger);
        let (event, mode, standing) = self.announced(&act, standing, condition, &chain, scheduled);
        if event != act.event {
            self.face_others(&mut act);
            self.face_visitor(&mut act);
        }
        // What somebody announces or refuses is his own act of speech.
        let alleged = alleged && (event == act.event || !denied_by.is_empty());
        let place = scene_of(self.doc, &self.lexicon.classes, self.places, act.trigger, |_| true);
        let mode = mode.or_else(|| self.is_visit(&act, event, place).then(|| "visit".into()));
        let status = self.status(standing, act.trigger);
        Event {
            trigger: act.trigger,
            trigger_span: self.trigger_span(&act),
            frame: act.frame,
            event,
            mode,
            actors: act.actors.iter().map(as_actor).collect(),
            recipients: self.recipients(&act, condition),
            status,
            alleged,
            attribution: chain,
            denied_by,
            condition,
            topics: self.topics(&act),
            time,
            place,
            contexts: frame.context.clone(),
            toll: Vec::new(),
            notes: act.notes.iter().map(|&note| note.into()).collect(),
            confidence: act.confidence,
        }
    }

    /// What kind of event an act is, before it is known to be announced.
    fn event_of(&self, act: &Act) -> &str {
        &self.lexicon.ontology.event(act.event).code
    }

    /// The recipients; of an offer or threat on a condition that names nobody, who is to meet the condition.
    fn recipients(&self, act: &Act, condition: Option<ByteSpan>) -> Vec<Entity> {
        let pledges = matches!(self.event_of(act), "AGREE" | "THREATEN");
        match condition {
            _ if !act.recipients.is_empty() => act.recipients.clone(),
            Some(span) if pledges => self.named_by_condition(act, span).into_iter().collect(),
            _ if self.is_unwilling(act.trigger) => {
                let subjects = crate::factuality::awaited(self.doc, act.trigger);
                let named = subjects.filter_map(|subject| self.entity_at(subject));
                let other = |e: &Entity| act.actors.iter().all(|a| a.code != e.code);
                named.filter(other).take(1).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The first of those whom a condition names beside the actors; of a threat, who is to do something: "threatened
    /// to walk out unless Israel withdraws".
    fn named_by_condition(&self, act: &Act, condition: ByteSpan) -> Option<Entity> {
        let doc = self.doc;
        let threatens = self.event_of(act) == "THREATEN";
        let at = |byte: u32| doc.tokens().partition_point(|token| token.span.start < byte);
        let words = at(condition.start)..at(condition.end);
        let meant = |id: &EntityId| {
            let entity = &self.mentions.entities[*id];
            condition.contains(entity.span)
                && entity.code.is_some()
                && act.actors.iter().all(|a| a.code != entity.code)
                && (!threatens || doc.token(entity.head).relation.is_subject())
        };
        let first = self.subjects.named_in(words).iter().copied().filter(meant).min()?;
        Some(self.mentions.entities[first].clone())
    }

    /// "Burma would not receive the envoy": who refuses or promises is the subject, though the visit would have been
    /// the other's.
    fn face_visitor(&self, act: &mut Act) {
        let Some(subject) = crate::syntax::clause(self.doc, act.trigger).subject else { return };
        let own = |e: &Entity| e.head == subject;
        if act.recipients.iter().any(own) && !act.actors.iter().any(own) {
            std::mem::swap(&mut act.actors, &mut act.recipients);
        }
    }

    /// An announced or refused meeting is agreed or refused by its subject, to those whom it was to meet:
    /// "Dublin will not meet Minsk".
    fn face_others(&self, act: &mut Act) {
        let mut sides = act.fit.fills.iter().filter(|f| f.role == RoleName::Actor);
        let (Some(subject), Some(_)) = (sides.next(), sides.next()) else { return };
        let own = |e: &Entity| self.doc.is_within(e.head, subject.token);
        if act.recipients.is_empty() && act.actors.iter().any(own) {
            let (actors, others) = act.actors.drain(..).partition(own);
            (act.actors, act.recipients) = (actors, others);
        }
    }

    /// Whether the act took place as its sentence tells it, and on which condition.
    fn standing(&self, act: &Act, chain: &[usize]) -> (Standing, Option<ByteSpan>) {
        let from_tree = verdict(self.doc, self.lexicon, act.trigger);
        let mut standing = from_tree.standing;
        let by_himself = self.is_performed(act)
            && self.speaks_for_itself(act, chain)
            && !is_case(self.doc, self.lexicon, act.trigger);
        if act.by_not && standing == Standing::Not {
            // "Did not attend": the "not" is part of the act.
            standing = Standing::Told;
        }
        if act.said || by_himself && standing != Standing::Not {
            // What is performed by being said is done, whatever its modals: "Russia must withdraw"; what
            // somebody has not said is not.
            standing = if self.is_unsaid(chain) { Standing::Not } else { Standing::Told };
        }
        let pledged = ["THREATEN", "AGREE", "CONCEDE", "REJECT"];
        if pledged.contains(&self.event_of(act))
            && from_tree.condition.is_some()
            && standing == Standing::Possible
            && !self.is_only_possible(act.trigger)
        {
            // A threat or promise on a condition has been made.
            standing = Standing::Told;
        }
        if act.fit.proposed
            && self.event_of(act) == "AGREE"
            && matches!(standing, Standing::Future | Standing::Possible)
        {
            // "Said it would host the talks": what is proposed as a promise is its own words, however they look ahead.
            standing = Standing::Told;
        }
        for &id in chain.iter().rev() {
            let source = &self.sources[id];
            let by_clause = source
                .attribution
                .cue_token
                .is_some_and(|cue| self.doc.is_within(act.trigger, cue));
            if !by_clause {
                standing = apply(source.content, standing);
            }
        }
        (standing, from_tree.condition)
    }

    /// "Never said that it ordered the bombing"
    fn is_unsaid(&self, chain: &[usize]) -> bool {
        let cue = chain.last().and_then(|&id| self.sources[id].attribution.cue_token);
        cue.is_some_and(|cue| verdict(self.doc, self.lexicon, cue).standing == Standing::Not)
    }

    /// The case for which somebody threatens or promises, where the clause that tells what is pledged names it: "threatened
    /// to leave if they came".
    fn pledged_case(&self, act: &Act) -> Option<ByteSpan> {
        let pledged = matches!(self.event_of(act), "THREATEN" | "AGREE" | "CONCEDE" | "REJECT");
        let below = || condition_below(self.doc, self.lexicon, act.trigger, &act.fit.contents);
        pledged.then(below).flatten().or_else(|| self.threatened_case(act))
    }

    /// "Any invasion would have consequences": the case for which a threat is made, when it is the
    /// subject of what is threatened.
    fn threatened_case(&self, act: &Act) -> Option<ByteSpan> {
        let doc = self.doc;
        if self.event_of(act) != "THREATEN" {
            return None;
        }
        let token = doc.token(act.trigger);
        let helped = token.head.filter(|_| matches!(token.relation, Relation::Aux));
        let verbs = std::iter::once(act.trigger).chain(helped);
        let verbs = verbs.chain(act.fit.contents.iter().copied());
        let case = verbs.flat_map(|v| doc.children(v)).copied().find(|&s| {
            let token = doc.token(s);
            matches!(token.relation, Relation::Csubj)
                || token.relation == Relation::Nsubj
                    && (token.tag == verbale_text::Tag::Vbg || crate::factuality::is_bare(doc, s))
                    && self.mentions.at(s).is_empty()
        })?;
        trimmed_span(doc, *doc.subtree(case).first()?..*doc.subtree(case).last()? + 1)
    }

    /// Whether the event is one that words alone perform.
    fn is_performed(&self, act: &Act) -> bool {
        let ontology = &self.lexicon.ontology;
        matches!(
            &*ontology.event(act.event).code,
            "REQUEST" | "THREATEN" | "ACCUSE" | "REJECT" | "AGREE" | "CONCEDE" | "SUPPORT"
        )
    }

    /// Whether the innermost speaker is the actor: "we demand", "I condemn".
    fn speaks_for_itself(&self, act: &Act, chain: &[usize]) -> bool {
        let Some(source) = chain.last().map(|&id| &self.sources[id].attribution) else {
            return false;
        };
        let own = |a: &Entity| {
            a.via == crate::findings::Via::Pronoun
                && source.holder.as_ref().is_some_and(|holder| a.is_same_as(holder))
        };
        !matches!(source.stance, Stance::Denies | Stance::Rejects) && act.actors.iter().any(own)
    }

    /// Who denies the act: holders of denials that cover it, and subjects of verbs that deny the noun
    /// that tells it.
    fn deniers(&self, act: &Act, chain: &[usize]) -> Vec<Entity> {
        let mut found: Vec<Entity> = Vec::new();
        for &id in chain {
            let a = &self.sources[id].attribution;
            if matches!(a.stance, Stance::Denies | Stance::Rejects)
                && self.sources[id].content == Standing::Not
                && let Some(holder) = &a.holder
            {
                found.push(holder.clone());
            }
        }
        if let Some(verb) = self.denying_verb(act.trigger)
            && let Some(subject) = crate::syntax::clause(self.doc, verb).subject
            && let Some(holder) = self.entity_at(subject)
        {
            found.push(holder);
        }
        found
    }

    /// The verb of denial whose object the trigger is, or lies under ("denied claims of …").
    fn denying_verb(&self, trigger: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let mut at = trigger;
        for _ in 0..4 {
            let token = doc.token(at);
            let head = token.head?;
            let is_denial = || {
                self.lexicon.words.cue_verb(&lower_lemma(doc, head)).is_some_and(|c| {
                    c.stance == Stance::Denies
                        || c.stance == Stance::Rejects && self.is_cue_noun(at)
                })
            };
            match token.relation {
                Relation::Obj | Relation::NsubjPass if is_verb(doc, head) && is_denial() => {
                    return Some(head);
                }
                Relation::Nmod | Relation::Acl | Relation::Ccomp | Relation::Conj => at = head,
                _ => return None,
            }
        }
        None
    }

    fn is_cue_noun(&self, id: TokenId) -> bool {
        self.lexicon.words.cue_noun(&lower_lemma(self.doc, id)).is_some()
    }

    /// Whether somebody denies that the deed itself took place ("denied the attack"), and not only what
    /// others say of it ("denied accusations").
    fn is_denied_deed(&self, act: &Act) -> bool {
        let said = |id: &TokenId| self.is_cue_noun(*id);
        self.denying_verb(act.trigger).is_some()
            && !said(&act.trigger)
            && !act.fit.consumed.iter().any(said)
    }

    /// The first actor that the phrase headed by `id` names.
    fn entity_at(&self, id: TokenId) -> Option<Entity> {
        let first = *self.mentions.named_by(self.doc, id).first()?;
        Some(self.mentions.entities[first].clone())
    }

    /// Whether a meeting is in the country of one of those who meet, so that another has come to visit.
    fn is_visit(&self, act: &Act, event: verbale_lexicon::EventId, place: Option<usize>) -> bool {
        let consult = &*self.lexicon.ontology.event(event).code == "CONSULT";
        let host = place.and_then(|p| self.places[p].country);
        let codes: Vec<_> = act.actors.iter().filter_map(|a| a.code).collect();
        consult
            && codes.len() == 2
            && codes[0] != codes[1]
            && host.is_some_and(|h| codes.contains(&h))
    }

    fn status(&self, standing: Standing, trigger: TokenId) -> Status {
        match standing {
            Standing::Told | Standing::Happened if self.is_history(trigger) => Status::Historical,
            Standing::Told | Standing::Happened => Status::Actual,
            Standing::Not => Status::Negated,
            Standing::Possible => Status::Hypothetical,
            Standing::Future => Status::Future,
        }
    }

    /// The time expression in the event's own clause, nearest to its trigger.
    fn time_of(&self, trigger: TokenId) -> Option<usize> {
        let here = self.times_beside(trigger);
        let starts = self.times[here.clone()].iter().map(|t| t.tokens.start);
        nearest_in_clause(self.doc, trigger, starts).map(|nearest| here.start + nearest)
    }

    /// Which of the time expressions stand in the sentence of a word.
    fn times_beside(&self, word: TokenId) -> Range<usize> {
        let sentence = &self.doc.sentences()[self.doc.sentence_of(word)].tokens;
        let before = |token| self.times.partition_point(|t| t.tokens.start < token);
        before(sentence.start)..before(sentence.end)
    }

    /// The head word with the words that its pattern requires, if they stand near enough together.
    fn trigger_span(&self, act: &Act) -> ByteSpan {
        let doc = self.doc;
        let mut span = doc.token(act.trigger).span;
        for &t in &act.fit.consumed {
            if t.abs_diff(act.trigger) <= 3 && doc.sentence_of(t) == doc.sentence_of(act.trigger) {
                span = span.hull(doc.token(t).span);
            }
        }
        span
    }

    /// What the act is about: its topic phrases and the content asked for or judged.
    fn topics(&self, act: &Act) -> Vec<ByteSpan> {
        let doc = self.doc;
        let (_, pattern) = self.lexicon.frames.pattern(act.fit.pattern);
        let phrases = act.fit.fills.iter().filter(|f| f.role == RoleName::Topic).map(|f| f.token);
        let contents =
            act.fit.contents.iter().copied().filter(|_| pattern.kind != PatternKind::Noun);
        let mut spans: Vec<ByteSpan> = phrases
            .chain(contents)
            .filter_map(|t| {
                let own: Vec<TokenId> = doc
                    .subtree(t)
                    .into_iter()
                    .filter(|&x| !doc.children_by(t, Relation::Conj).any(|c| doc.is_within(x, c)))
                    .filter(|&x| !doc.children_by(t, Relation::Case).any(|c| doc.is_within(x, c)))
                    .collect();
                trimmed_span(doc, *own.first()?..*own.last()? + 1)
            })
            .collect();
        spans.sort();
        spans.dedup();
        spans
    }
}

/// A bare state that acts is its government.
fn as_actor(entity: &Entity) -> Entity {
    let mut entity = entity.clone();
    if entity.sectors.is_empty()
        && entity.code.is_some()
        && !entity.person
        && entity.actor.is_some()
    {
        entity.sectors.extend(Sector::parse("GOV"));
    }
    entity
}
