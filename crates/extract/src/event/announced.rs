//! What has been announced, is planned for a day to come, or is refused?
//!
//! Cooperation to come is agreed, a withdrawal to come conceded, force to come threatened: what comes of an act that its own
//! actor announces is in `ontology/compose.toml`.

use verbale_lexicon::{Effect, Standing};
use verbale_text::{ByteSpan, Doc, Relation, Tag, TokenId, Upos};

use super::Setting;
use crate::act::Act;
use crate::findings::Entity;
use crate::syntax::{child, clause_head, is_not, lemma, lower};

impl Setting<'_> {
    /// A future act that its own actor announces is a promise or a threat, and that has been made.
    pub(super) fn announced(
        &self,
        act: &Act,
        standing: Standing,
        condition: Option<ByteSpan>,
        chain: &[usize],
        scheduled: bool,
    ) -> (verbale_lexicon::EventId, Option<Box<str>>, Standing) {
        let unchanged = (act.event, act.mode.clone(), standing);
        let own = || self.is_holders(act, chain);
        let refuses =
            || self.is_unwilling(act.trigger) || self.is_holding_out(act.trigger) && own();
        if standing == Standing::Not && refuses() {
            return self.composed("REJECT", act).unwrap_or(unchanged);
        }
        // "Will withdraw its envoy if …" threatens, on its condition.
        let on_condition =
            standing == Standing::Possible && condition.is_some() && self.is_willing(act.trigger);
        // "Turkey could send troops, its president said": held out by those who would do it.
        let held_out = standing == Standing::Possible
            && self.is_hostile(act)
            && self.is_open(act.trigger)
            && self.is_holders(act, chain);
        // "Will boycott the talks": it has refused them; "would delay its offensive": it has yielded.
        let answer = matches!(self.event_of(act), "REJECT" | "CONCEDE");
        // "Will join the alliance": what it has not done yet, it has agreed to do.
        let joins = self.event_of(act) == "SUPPORT" && !act.said && self.is_willing(act.trigger);
        let performed = self.is_performed(act) && !answer && !joins;
        if standing != Standing::Future && !on_condition && !held_out || performed {
            return unchanged;
        }
        let by_itself = match chain.last() {
            _ if scheduled => !self.is_expected(act.trigger),
            // "The president will visit" has been announced; "accepts that the army will march" has not.
            None => !self.is_granted_by_another(act),
            Some(_) => self.is_holders(act, chain),
        };
        if !by_itself {
            return unchanged;
        }
        if answer {
            return (act.event, act.mode.clone(), Standing::Told);
        }
        self.composed("AGREE", act).unwrap_or(unchanged)
    }

    /// "Next week's talks", "they meet on Monday": a meeting or joint work of which the time is still to come.
    pub(super) fn is_to_come(&self, act: &Act, time: Option<usize>) -> bool {
        let meets = matches!(self.event_of(act), "CONSULT" | "COOPERATE");
        meets && self.is_ahead(time) && !self.is_told_in_past(act.trigger)
    }

    /// "Mexicans elect a president on Sunday": a deed told in the present tense of a day that is still to come.
    pub(super) fn is_due(&self, act: &Act, time: Option<usize>) -> bool {
        let doc = self.doc;
        let mut words = time.into_iter().flat_map(|time| self.times[time].tokens.clone());
        let present = matches!(doc.token(act.trigger).tag, Tag::Vbz | Tag::Vbp)
            && child(doc, act.trigger, Relation::Aux).is_none();
        present
            && !act.said
            && self.is_ahead(time)
            && words.any(|t| doc.token(t).head == Some(act.trigger))
    }

    /// Whether a time lies after the day of the report. One told with its year is not told from that day: "meets her in
    /// May 2018", under a picture.
    fn is_ahead(&self, time: Option<usize>) -> bool {
        let (Some(date), Some(time)) = (self.date, time) else { return false };
        let time = &self.times[time];
        let has_year = time.tokens.clone().any(|t| {
            let form = self.doc.form(t);
            form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit())
        });
        !has_year && time.from.is_some_and(|from| from > date)
    }

    /// "May never go back": what is no more than possible is neither promised nor refused.
    pub(super) fn is_only_possible(&self, trigger: TokenId) -> bool {
        let doc = self.doc;
        let may = |aux: TokenId| matches!(&*lower(doc, aux), "may" | "might" | "could");
        doc.children_by(trigger, Relation::Aux).any(may)
    }

    /// Whether the clause in which a word stands tells what was: "met", "had met".
    fn is_told_in_past(&self, trigger: TokenId) -> bool {
        let doc = self.doc;
        let verb = clause_head(doc, trigger);
        let past = |t: TokenId| doc.token(t).tag == Tag::Vbd;
        let helped =
            doc.children_by(verb, Relation::Aux).chain(doc.children_by(verb, Relation::Cop));
        past(verb) || helped.chain(doc.children_by(verb, Relation::AuxPass)).any(past)
    }

    /// Whether those on whose word an act is told do it themselves.
    fn is_holders(&self, act: &Act, chain: &[usize]) -> bool {
        let source = chain.last().map(|&id| &self.sources[id].attribution);
        source.and_then(|source| source.holder.as_ref()).is_some_and(|h| {
            act.actors.iter().any(|a| a.is_same_as(h) || a.code.is_some() && a.code == h.code)
        })
    }

    /// "We are not changing our policy"
    fn is_holding_out(&self, trigger: TokenId) -> bool {
        let doc = self.doc;
        let now = |aux: TokenId| {
            matches!(&*lower(doc, aux), "is" | "are" | "'re" | "’re" | "was" | "were")
        };
        doc.token(trigger).tag == Tag::Vbg && doc.children_by(trigger, Relation::Aux).any(now)
    }

    /// "The planned withdrawal", "its promised visit": a word beside the noun tells that it has been announced.
    pub(super) fn is_planned(&self, trigger: TokenId) -> bool {
        let doc = self.doc;
        let told = |c: TokenId| self.lexicon.classes.contains("announced", &lower(doc, c));
        doc.token(trigger).upos == Upos::Noun && doc.children_by(trigger, Relation::Amod).any(told)
    }

    /// Whether the act stands in a clause that another one's verb governs.
    fn is_granted_by_another(&self, act: &Act) -> bool {
        let doc = self.doc;
        let mut at = act.trigger;
        while let Some(head) = doc.token(at).head {
            if doc.token(at).relation == Relation::Ccomp {
                let subject = crate::syntax::clause(doc, head).subject;
                let named = subject.and_then(|s| self.entity_at(s));
                let himself = |n: &Entity| {
                    act.actors.iter().any(|a| a.code == n.code && a.sectors == n.sectors)
                };
                return named.is_none_or(|n| !himself(&n));
            }
            if is_forecast(doc, head) {
                return true;
            }
            at = head;
        }
        false
    }

    /// "Is expected to meet": by others, whatever day is told.
    fn is_expected(&self, trigger: TokenId) -> bool {
        let heads = std::iter::successors(Some(trigger), |&at| self.doc.token(at).head);
        heads.into_iter().skip(1).any(|head| is_forecast(self.doc, head))
    }

    /// What the act amounts to as the content of an act of kind `outer` that its own actor performs.
    fn composed(
        &self,
        outer: &str,
        act: &Act,
    ) -> Option<(verbale_lexicon::EventId, Option<Box<str>>, Standing)> {
        let ontology = &self.lexicon.ontology;
        let outer = Effect::Event(ontology.event_named(outer)?);
        let inner = Effect::Event(act.event);
        let outcome = self.lexicon.compose.outcome(ontology, &outer, Some(&inner))?;
        Some((outcome.event?, outcome.mode.map(Into::into), Standing::Told))
    }

    /// Whether the act is force, pressure or a penalty.
    fn is_hostile(&self, act: &Act) -> bool {
        let event = self.event_of(act);
        matches!(event, "ASSAULT" | "COERCE" | "SANCTION" | "MOBILIZE")
    }

    /// "Could send", "may close", and not "could have sent"
    fn is_open(&self, trigger: TokenId) -> bool {
        let doc = self.doc;
        let helped = |forms: &[&str]| {
            doc.children_by(trigger, Relation::Aux).any(|aux| forms.contains(&&*lower(doc, aux)))
        };
        helped(&["could", "may", "might", "can"])
            && !helped(&["have"])
            && child(doc, trigger, Relation::AuxPass).is_none()
    }

    /// "Will withdraw"
    fn is_willing(&self, trigger: TokenId) -> bool {
        let doc = self.doc;
        doc.children_by(trigger, Relation::Aux)
            .any(|aux| matches!(&*lower(doc, aux), "will" | "'ll" | "’ll" | "shall"))
    }

    /// "Will not withdraw", "would not meet", "is not going to": the actor refuses.
    pub(super) fn is_unwilling(&self, trigger: TokenId) -> bool {
        let doc = self.doc;
        let going = doc
            .token(trigger)
            .head
            .filter(|&h| doc.token(trigger).relation == Relation::Xcomp && lemma(doc, h) == "go");
        let has = |id: TokenId, test: &dyn Fn(TokenId) -> bool| {
            doc.children(id).iter().any(|&c| {
                matches!(doc.token(c).relation, Relation::Aux | Relation::Advmod) && test(c)
            })
        };
        let wills = |c| matches!(&*lower(doc, c), "will" | "would" | "wo" | "shall");
        let negated = |id| has(id, &|c| is_not(doc, c));
        let willed = |id| has(id, &wills);
        negated(trigger) && willed(trigger) || going.is_some_and(negated)
    }
}

/// Whether the word tells what others expect.
fn is_forecast(doc: &Doc, id: TokenId) -> bool {
    matches!(lemma(doc, id), "expect" | "predict" | "forecast" | "likely")
}
