//! What do the fits of a document amount to, once acts inside acts are settled?

use std::rc::Rc;

use rustc_hash::FxHashSet;
use verbale_lexicon::{Effect, EventId, Filter, FrameId, Outcome, PatternKind, RoleName, Stance};
use verbale_text::{TokenId, Upos};

use super::absorbed::{absorbed_contents, is_judged, is_with_recipient, turned_down};
use super::unsaid::{is_negated, is_of_oneself, is_unsaid};
use super::{
    Fill, Fit, Matcher, command, discourse, likewise, participants, party, pattern, proposed,
    public, roles, told, twice,
};
use crate::factuality::is_case;
use crate::findings::Entity;
use crate::proposal::Proposer;
use crate::syntax::{ComplementForm, conjuncts, lower_lemma};

/// How deep acts may nest before we stop reading them.
const MAX_DEPTH: usize = 4;

/// An act with its roles, not yet weighed for whether it took place.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub trigger: TokenId,
    pub frame: FrameId,
    pub fit: Rc<Fit>,
    pub event: EventId,
    pub mode: Option<Box<str>>,
    pub actors: Vec<Entity>,
    pub recipients: Vec<Entity>,
    /// Whether it is performed by being said: "Russia must withdraw".
    pub said: bool,
    /// Whether it is told by a "not": "did not attend".
    pub by_not: bool,
    /// Where parties were found that its own words leave out.
    pub notes: Vec<&'static str>,
    /// How likely it is told at all, if no frame reads it and it was only proposed.
    pub confidence: Option<f32>,
}

/// All acts of the document, in text order: those that frames read, and those that `proposer` adds.
pub(crate) fn acts(
    matcher: &Matcher<'_>,
    proposer: Option<&Proposer>,
    speaker: &dyn Fn(TokenId) -> Option<Entity>,
) -> Vec<Act> {
    let mut found = acts_of_frames(matcher, speaker);
    if let Some(proposer) = proposer {
        found.extend(proposed::beside(&Composer { matcher, speaker }, proposer, &found));
        found.sort_by_key(|act| act.trigger);
    }
    found
}

/// The event that the acts tell at each token.
pub(crate) fn read_at(matcher: &Matcher<'_>, acts: &[Act]) -> Vec<Option<EventId>> {
    let mut read = vec![None; matcher.doc.tokens().len()];
    acts.iter().for_each(|act| read[act.trigger] = Some(act.event));
    read
}

/// The acts that frames read, in text order, without those that are only the content of another.
pub(crate) fn acts_of_frames(
    matcher: &Matcher<'_>,
    speaker: &dyn Fn(TokenId) -> Option<Entity>,
) -> Vec<Act> {
    let composer = Composer { matcher, speaker };
    let mut found = Vec::new();
    let mut absorbed = FxHashSet::default();
    for id in 0..matcher.doc.tokens().len() {
        let Some(act) = composer.act_at(id, 0) else { continue };
        let part_of_it = |t: TokenId| !composer.is_another_party(t, &act);
        let told_by_it = |&t: &TokenId| t != id && part_of_it(t) && !is_judged(matcher, t, &act);
        absorbed.extend(act.fit.consumed.iter().copied().filter(told_by_it));
        absorbed.extend(absorbed_contents(matcher, &act));
        absorbed.extend(turned_down(matcher, &act));
        found.push(act);
    }
    found.retain(|act| !absorbed.contains(&act.trigger));
    discourse::complete(matcher, &mut found);
    twice::merge(matcher, &mut found);
    likewise::add(matcher, &mut found);
    public::retain(matcher, &mut found);
    found
}

/// Reads acts with those inside them, each with its parties.
pub(super) struct Composer<'a> {
    pub(super) matcher: &'a Matcher<'a>,
    /// Who says what stands at a word.
    pub(super) speaker: &'a dyn Fn(TokenId) -> Option<Entity>,
}

impl Composer<'_> {
    /// Whether a word that a pattern requires tells an act of somebody else: in "Moscow denied Western
    /// accusations" the accusations are not Moscow's.
    fn is_another_party(&self, token: TokenId, act: &Act) -> bool {
        let Some(inner) = self.act_at(token, 1) else { return false };
        let is_other = |i: &Entity| i.code.is_some() && act.actors.iter().all(|a| a.code != i.code);
        !inner.actors.is_empty()
            && !act.actors.is_empty()
            && inner.actors.iter().all(is_other)
            && !is_with_recipient(self.matcher, act, &inner)
            && !is_asked_of_them(self.matcher, act, &inner)
    }

    /// The act that the word at `id` tells, by the pattern that fits best; `depth` acts stand around it.
    fn act_at(&self, id: TokenId, depth: usize) -> Option<Act> {
        self.act_of(id, self.matcher.best(id)?, depth)
    }

    /// The act that `fit` tells at `id`.
    pub(super) fn act_of(&self, id: TokenId, fit: Rc<Fit>, depth: usize) -> Option<Act> {
        let matcher = self.matcher;
        let (frame_id, pattern) = matcher.lexicon.frames.pattern(fit.pattern);
        let inner = self.inner_act(id, &fit, depth);
        let (event, mode) = composed(matcher, &fit, inner.as_ref())?;
        let said = pattern.kind == PatternKind::Said;
        if said && !fit.proposed && !performs(matcher, id, &fit) {
            return None;
        }
        let name = &*matcher.lexicon.ontology.event(event).code;
        let (mut actors, mut recipients) = self.parties(id, &fit, name, inner.as_ref(), depth);
        let both = pattern.is_mutual() || matches!(name, "CONSULT" | "COOPERATE");
        settle_parties(matcher, id, name, (&fit, both), &mut actors, &mut recipients);
        // A refusal or judgement that is proposed of "will not go", "is not right" has its "not" in it.
        let by_not = matcher.has_own_not(pattern, id)
            || matcher.has_own_no(pattern, &fit.consumed)
            || fit.proposed && matcher.is_refused_in(id, name);
        let (trigger, frame) = (id, frame_id);
        let (notes, confidence) = (Vec::new(), None);
        let act = Act {
            trigger,
            frame,
            fit,
            event,
            mode,
            actors,
            recipients,
            said,
            by_not,
            notes,
            confidence,
        };
        let is_command = matcher.command_at(id).is_some();
        Some(if is_command { command::commanded(matcher, act, self.speaker) } else { act })
    }

    /// Who does what the word at `id` tells and to whom, by its pattern, by whoever says it, and by the acts of which
    /// it tells something.
    fn parties(
        &self,
        id: TokenId,
        fit: &Fit,
        event: &str,
        inner: Option<&Act>,
        depth: usize,
    ) -> (Vec<Entity>, Vec<Entity>) {
        let matcher = self.matcher;
        let (frame, pattern) = matcher.lexicon.frames.pattern(fit.pattern);
        let (mut actors, mut recipients) = parties_of_frame(matcher, id, fit);
        if pattern.kind == PatternKind::Said && actors.is_empty() {
            actors.extend((self.speaker)(id));
        }
        if let Some(inner) = inner.filter(|_| !denies(matcher, id)) {
            let effect = &matcher.lexicon.frames.frame(frame).effect;
            inherit(matcher, effect, inner, &mut actors, &mut recipients);
        }
        if recipients.is_empty() && matches!(event, "ACCUSE" | "REQUEST") {
            recipients.extend(subject_of_content(matcher, id, fit));
        }
        if actors.is_empty() && matches!(event, "RETREAT" | "CONCEDE" | "MOBILIZE") {
            actors.extend(moved_forces(matcher, fit));
        }
        if recipients.is_empty() && depth < MAX_DEPTH {
            recipients.extend(self.parties_of_object(event, &actors, fit, depth));
        }
        if actors.is_empty() && depth < MAX_DEPTH {
            actors = self.doers_of_undone(event, fit, depth);
        }
        if recipients.is_empty() && event == "PROTEST" && depth < MAX_DEPTH {
            recipients.extend(self.parties_of_purpose(id, &actors, depth));
        }
        (actors, recipients)
    }

    /// To whom an act goes whose object is another act: "denounced the raid" goes to who raided, "delayed the
    /// raid" to who was to be raided.
    fn parties_of_object(
        &self,
        event: &str,
        actors: &[Entity],
        fit: &Fit,
        depth: usize,
    ) -> Vec<Entity> {
        let judges = matches!(event, "ACCUSE" | "REJECT" | "SUPPORT" | "PROTEST");
        if !judges && !matches!(event, "CONCEDE" | "RETREAT") {
            return Vec::new();
        }
        let doc = self.matcher.doc;
        let told = fit.fills.iter().filter(|f| {
            matches!(f.role, RoleName::Recipient | RoleName::Topic | RoleName::Other) && !f.owner
        });
        let objects = told.map(|f| f.token).chain(fit.act).chain(fit.consumed.iter().copied());
        let others = |e: &Entity| e.code.is_some() && actors.iter().all(|a| a.code != e.code);
        let objects = objects.flat_map(|t| conjuncts(doc, t));
        for object in objects.filter(|&t| doc.token(t).upos == Upos::Noun) {
            let Some(act) = self.act_at(object, depth + 1) else { continue };
            let parties = if judges { act.actors } else { act.recipients };
            let parties: Vec<Entity> = parties.into_iter().filter(others).collect();
            if !parties.is_empty() {
                return parties;
            }
        }
        Vec::new()
    }

    /// "The siege by the rebels was lifted": what is undone with no word of by whom is undone by those who did it.
    fn doers_of_undone(&self, event: &str, fit: &Fit, depth: usize) -> Vec<Entity> {
        if !matches!(event, "CONCEDE" | "RETREAT" | "SANCTION") {
            return Vec::new();
        }
        let matcher = self.matcher;
        // "Israeli-Syrian talks were cut off": by either of the two, or both.
        let is_theirs = |noun: TokenId| {
            event != "SANCTION" || matches!(matcher.event_at(noun), Some("CONSULT" | "COOPERATE"))
        };
        let nouns = fit.consumed.iter().filter(|&&t| matcher.doc.token(t).upos == Upos::Noun);
        let deeds = nouns.filter(|&&noun| is_theirs(noun));
        let doers = deeds.filter_map(|&noun| Some(self.act_at(noun, depth + 1)?.actors));
        doers.into_iter().find(|doers| doers.iter().any(|e| e.code.is_some())).unwrap_or_default()
    }

    /// Whom a protest is against when only what it is for tells: "marched to press the junta to free them", "a rally
    /// demanding that the mayor resign".
    fn parties_of_purpose(&self, id: TokenId, actors: &[Entity], depth: usize) -> Vec<Entity> {
        let matcher = self.matcher;
        for word in purposes(matcher, id) {
            let Some(act) = self.act_at(word, depth + 1) else { continue };
            let name = matcher.event_of(&act);
            let mut parties = act.recipients;
            parties.retain(|e| e.code.is_some() && !party::is_one_of(matcher, actors, e));
            if matches!(name, "REQUEST" | "ACCUSE" | "REJECT" | "PROTEST") && !parties.is_empty() {
                return parties;
            }
        }
        Vec::new()
    }

    /// The act inside, read as an act of its own.
    fn inner_act(&self, id: TokenId, fit: &Fit, depth: usize) -> Option<Act> {
        let token = fit.act.filter(|&t| t != id && depth < MAX_DEPTH)?;
        let inner = self.matcher.best(token)?;
        is_of_their_kind(self.matcher, fit, &inner).then_some(())?;
        self.act_at(token, depth + 1)
    }
}

/// Whether the outer act asks the doers of the inner one to do it: it is then the content of the asking.
fn is_asked_of_them(matcher: &Matcher<'_>, act: &Act, inner: &Act) -> bool {
    matcher.event_of(act) == "REQUEST"
        && inner.actors.iter().any(|i| act.recipients.iter().any(|r| r.head == i.head))
}

/// Event and mode of what a fit tells of the act inside.
fn composed(
    matcher: &Matcher<'_>,
    fit: &Fit,
    inner: Option<&Act>,
) -> Option<(EventId, Option<Box<str>>)> {
    let (ontology, frames) = (&matcher.lexicon.ontology, &matcher.lexicon.frames);
    let frame = frames.frame(frames.pattern(fit.pattern).0);
    // "Promised not to attack" promises, and threatens nothing.
    let promised_not =
        |act: &Act| frame.effect.name(ontology) == "AGREE" && is_negated(matcher, act.trigger);
    let effect = inner.filter(|act| !promised_not(act)).map(|act| Effect::Event(act.event));
    let outcome = match fit.act {
        Some(_) => matcher.lexicon.compose.outcome(ontology, &frame.effect, effect.as_ref()),
        None => None,
    };
    settle(&frame.effect, frame.mode.as_deref(), outcome, inner)
}

/// Whether words that can perform an act do so here: "should Armenia attack" accuses nobody, nor does "I am weak".
fn performs(matcher: &Matcher<'_>, id: TokenId, fit: &Fit) -> bool {
    let (frame, pattern) = matcher.lexicon.frames.pattern(fit.pattern);
    let accuses = || {
        let effect = &matcher.lexicon.frames.frame(frame).effect;
        effect.name(&matcher.lexicon.ontology) == "ACCUSE"
    };
    let unsaid = is_unsaid(matcher, id)
        && !matcher.has_own_not(pattern, id)
        && matcher.command_at(id).is_none();
    let supposed = || is_case(matcher.doc, matcher.lexicon, id);
    let of_oneself = || is_of_oneself(matcher, fit) && accuses();
    !unsaid && !supposed() && !of_oneself()
}

/// Finds a party that no pattern names among the phrases around the act, and lets nobody do it to themselves.
fn settle_parties(
    matcher: &Matcher<'_>,
    id: TokenId,
    event: &str,
    (fit, mutual): (&Fit, bool),
    actors: &mut Vec<Entity>,
    recipients: &mut Vec<Entity>,
) {
    party::settle_sides(matcher, event, actors, recipients);
    // Whoever says what "we" must do asks themselves.
    if event != "REQUEST" {
        recipients.retain(|r| !party::is_one_of(matcher, actors, r));
    }
    // What is denied has parties of its own.
    let told = !actors.is_empty() || event == "ASSAULT";
    if recipients.is_empty() && told && !denies(matcher, id) {
        let one = actors.len() == 1;
        let sides = if mutual && one {
            told::other_side(matcher, id, fit, event, actors)
        } else {
            Vec::new()
        };
        if sides.is_empty() && (one || !mutual) {
            *recipients = told::recipients(matcher, id, fit, event, actors);
        }
        actors.extend(sides);
        party::settle_sides(matcher, event, actors, recipients);
    }
}

/// Who acts and to whom, by the pattern that fits best and, for a side that it leaves out, by another of
/// its frame: in "Turkish jets killed six in a raid" also the subject acts.
fn parties_of_frame(matcher: &Matcher<'_>, id: TokenId, fit: &Fit) -> (Vec<Entity>, Vec<Entity>) {
    let mut actors = participants(matcher, fit, RoleName::Actor);
    let mut recipients = participants(matcher, fit, RoleName::Recipient);
    if actors.is_empty() || recipients.is_empty() {
        for other in matcher.others_of_frame(id, fit) {
            // "Condemned the murder of a judge": what the act is about is no party to it.
            let about = |f: &Fill| f.role == RoleName::Recipient && Some(f.token) == fit.act;
            let told = |role| {
                if role == RoleName::Recipient && other.fills.iter().any(about) {
                    return Vec::new();
                }
                let mut found = participants(matcher, &other, role);
                found.retain(|e| e.code.is_some());
                found
            };
            if actors.is_empty() {
                actors = told(RoleName::Actor);
                actors.retain(|a| recipients.iter().all(|r| r.head != a.head));
            }
            if recipients.is_empty() {
                recipients = told(RoleName::Recipient);
                recipients.retain(|r| actors.iter().all(|a| a.head != r.head));
            }
        }
    }
    (actors, recipients)
}

/// The heads of the clauses that hang on the word of an act, or on the verb that lends it its subject.
fn purposes(matcher: &Matcher<'_>, id: TokenId) -> Vec<TokenId> {
    let light = matcher.light_verb_above(id).map(|(verb, _)| verb);
    let clauses = std::iter::once(id).chain(light).flat_map(|word| {
        let own = matcher.clause(word).complements.clone();
        own.into_iter().chain(pattern::noun_complements(matcher.doc, word))
    });
    clauses.flat_map(|clause| conjuncts(matcher.doc, clause.head)).collect()
}

/// "Rallied to demand his return": what a protest demands, charges or refuses is no second act of those who protest.
pub(super) fn aims(matcher: &Matcher<'_>, act: &Act) -> Vec<TokenId> {
    let is_aim = |&word: &TokenId| {
        let form = crate::syntax::complement_form(matcher.doc, word);
        let fit = matcher.best(word).filter(|_| form != ComplementForm::Finite);
        fit.is_some_and(|fit| {
            let frame = matcher.lexicon.frames.pattern(fit.pattern).0;
            let effect = &matcher.lexicon.frames.frame(frame).effect;
            let name = effect.name(&matcher.lexicon.ontology);
            // "Marched, burning flags" does two things; "burned flags to protest" one.
            matches!(name, "REQUEST" | "ACCUSE" | "REJECT")
                || name == "PROTEST" && form == ComplementForm::To
        })
    };
    purposes(matcher, act.trigger).into_iter().filter(is_aim).collect()
}

/// "The withdrawal of Cuban soldiers": those who are moved are those who go.
fn moved_forces(matcher: &Matcher<'_>, fit: &Fit) -> Vec<Entity> {
    let mut forces = participants(matcher, fit, RoleName::Other);
    forces.retain(|e| e.code.is_some() && e.sectors.iter().any(|s| s.as_str() == "MIL"));
    forces
}

/// Whom an accusation or a demand is against when only its content tells: "accusations that its
/// activities are aggressive", "complained that Russia's actions …", "time for Malta to leave".
fn subject_of_content(matcher: &Matcher<'_>, id: TokenId, fit: &Fit) -> Vec<Entity> {
    let doc = matcher.doc;
    let governed = doc
        .children(id)
        .iter()
        .copied()
        .filter(|&c| matches!(doc.token(c).relation.base(), "ccomp" | "acl" | "xcomp"));
    fit.contents
        .iter()
        .copied()
        .chain(governed)
        .filter_map(|content| matcher.clause(content).subject)
        .map(|subject| roles::of_phrase(matcher, subject))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Whether those who take up or end an act are soldiers, where only soldiers do it: an embassy's operations are no
/// army's.
fn is_of_their_kind(matcher: &Matcher<'_>, fit: &Fit, inner: &Fit) -> bool {
    let frames = &matcher.lexicon.frames;
    let frame = frames.frame(frames.pattern(fit.pattern).0);
    let slot = frames.pattern(inner.pattern).1.before.as_ref();
    let is_army = |filter: &Filter| matches!(filter, Filter::Sector(s) if s.as_str() == "MIL");
    let of_army = slot.filter(|slot| slot.filters.iter().all(is_army) && !slot.filters.is_empty());
    let Some(slot) = of_army.filter(|_| matches!(frame.effect, Effect::Operation(_))) else {
        return true;
    };
    let mut doers = fit.fills.iter().filter(|f| f.role == RoleName::Actor).peekable();
    doers.peek().is_none() || doers.any(|doer| matcher.meets(slot, doer.token))
}

/// Whether the word denies that something is so, and does not refuse to do it.
pub(super) fn denies(matcher: &Matcher<'_>, id: TokenId) -> bool {
    let word = lower_lemma(matcher.doc, id);
    matcher.lexicon.words.cue_verb(&word).is_some_and(|cue| cue.stance == Stance::Denies)
}

/// Event and mode, from what the frame says, what the combination says, and what is inside.
fn settle(
    effect: &Effect,
    mode: Option<&str>,
    outcome: Option<Outcome<'_>>,
    inner: Option<&Act>,
) -> Option<(EventId, Option<Box<str>>)> {
    match (effect, outcome) {
        (_, Some(Outcome { event: None, .. })) => inner.map(|act| (act.event, act.mode.clone())),
        (Effect::Event(own), Some(Outcome { event: Some(event), mode: told })) => {
            let mode = if event == *own { mode.or(told) } else { told };
            Some((event, mode.map(Into::into)))
        }
        (Effect::Event(own), None) => Some((*own, mode.map(Into::into))),
        (Effect::Operation(_), Some(Outcome { event, mode })) => {
            Some((event?, mode.map(Into::into)))
        }
        (Effect::Operation(_), None) => None,
    }
}

/// Lets an outer act take the parties of the act inside where it names none.
fn inherit(
    matcher: &Matcher<'_>,
    effect: &Effect,
    inner: &Act,
    actors: &mut Vec<Entity>,
    recipients: &mut Vec<Entity>,
) {
    let name = effect.name(&matcher.lexicon.ontology);
    if actors.is_empty() && matches!(effect, Effect::Operation(_)) {
        actors.extend(inner.actors.iter().cloned());
    }
    if recipients.is_empty() && matches!(name, "REQUEST" | "ACCUSE") {
        // "demanded that Israel withdraw": who is to act is who is asked; who is said to act is accused.
        recipients.extend(
            inner.actors.iter().filter(|e| !actors.iter().any(|a| a.is_same_as(e))).cloned(),
        );
    }
    let passes_on =
        matches!(effect, Effect::Operation(_)) || matches!(name, "AGREE" | "THREATEN" | "REJECT");
    if recipients.is_empty() && passes_on {
        let others = inner.actors.iter().chain(&inner.recipients);
        recipients.extend(
            others.filter(|e| !actors.iter().any(|a| a.is_same_as(e) || a.head == e.head)).cloned(),
        );
    }
}
