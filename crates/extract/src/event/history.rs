//! Does the sentence set an event well before the report?
//!
//! It does by a word ("previously"), by a time of the event's own clause, or by that of the clause on which its clause
//! goes on: "seized power in 1973, when the army bombed the palace and killed the president".

use verbale_text::{Relation, Tag, TokenId};

use super::Setting;
use crate::syntax::{case_of, child, clause_head, is_verb, lower, nearest_in_clause};

/// How long before the report an event must lie to be history, in days.
const HISTORY_AFTER_DAYS: i64 = 183;

/// How many clauses up a time is looked for.
const MAX_CLAUSES: usize = 3;

impl Setting<'_> {
    /// Whether the sentence sets the event well before the report.
    pub(super) fn is_history(&self, trigger: TokenId) -> bool {
        let doc = self.doc;
        let long_ago = doc.children(trigger).iter().any(|&c| {
            matches!(&*lower(doc, c), "previously" | "formerly" | "once" | "originally")
                && doc.token(c).relation == Relation::Advmod
        });
        long_ago || self.is_set_long_ago(trigger)
    }

    /// Whether the time of the event, or of what its clause goes on from, is long past.
    fn is_set_long_ago(&self, trigger: TokenId) -> bool {
        let mut at = trigger;
        for _ in 0..MAX_CLAUSES {
            let start = |&id: &usize| self.times[id].tokens.start;
            let own: Vec<usize> =
                self.times_beside(at).filter(|id| self.is_of(start(id), at)).collect();
            if let Some(nearest) = nearest_in_clause(self.doc, at, own.iter().map(start)) {
                return self.is_long_past(own[nearest], at);
            }
            let Some(before) = self.goes_on_from(at) else { return false };
            if let Some(time) = self.time_at(before) {
                return self.is_long_past(time, at);
            }
            at = before;
        }
        false
    }

    /// Whether the time at `time` is that of the event at `event` in its sentence, and not of something that is only
    /// told with it: "the worst since the war of 1990", "a man who was jailed in 1990".
    fn is_of(&self, time: TokenId, event: TokenId) -> bool {
        let doc = self.doc;
        let mut at = time;
        while at != event && !doc.is_within(event, at) {
            let token = doc.token(at);
            let compared =
                matches!(case_of(doc, at).as_str(), "since" | "than" | "like" | "unlike");
            let apart = match token.relation {
                Relation::AclRelcl | Relation::Ccomp | Relation::Parataxis => true,
                Relation::Conj => is_verb(doc, at) && child(doc, at, Relation::Nsubj).is_some(),
                _ => false,
            };
            if compared || apart {
                return false;
            }
            let Some(head) = token.head else { return true };
            at = head;
        }
        true
    }

    /// The clause, or the time, from which the clause around the word at `id` goes on in the past.
    fn goes_on_from(&self, id: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let clause = clause_head(doc, id);
        let token = doc.token(clause);
        let head = token.head?;
        if !matches!(token.tag, Tag::Vbd | Tag::Vbn) {
            return None;
        }
        let led = |words: &[&str]| {
            let mut adverbs = doc.children_by(clause, Relation::Advmod);
            words.contains(&&*case_of(doc, clause))
                || adverbs.any(|a| words.contains(&&*lower(doc, a)))
        };
        let bare = !doc.children(clause).iter().any(|&c| {
            let relation = doc.token(c).relation;
            relation.is_subject() || matches!(relation, Relation::Aux | Relation::AuxPass)
        });
        let goes_on = match token.relation {
            // "Trained by Chad, the brigade massacred"
            Relation::Acl => token.tag == Tag::Vbn && bare,
            Relation::AclRelcl => led(&["when", "where"]),
            Relation::Advcl => led(&["when", "where", "after", "while"]),
            Relation::Conj => is_verb(doc, head) && bare && doc.token(head).tag == token.tag,
            _ => false,
        };
        goes_on.then_some(head)
    }

    /// The time expression in which the word at `id` stands.
    fn time_at(&self, id: TokenId) -> Option<usize> {
        let after = self.times.partition_point(|t| t.tokens.start <= id);
        after.checked_sub(1).filter(|&time| self.times[time].tokens.contains(&id))
    }

    /// Whether a time ended long before the report, and what began at it did not go on.
    fn is_long_past(&self, time: usize, event: TokenId) -> bool {
        let doc = self.doc;
        let start = self.times[time].tokens.start;
        let open_ended = (doc.sentences()[doc.sentence_of(event)].tokens.start..start)
            .rev()
            .take_while(|&t| !is_verb(doc, t) && doc.form(t) != ",")
            .any(|t| matches!(&*lower(doc, t), "since" | "than"));
        let (Some(date), Some(ended)) = (self.date, self.times[time].to) else { return false };
        let days = date.since(ended).map(|span| i64::from(span.get_days()));
        !open_ended && days.is_ok_and(|days| days > HISTORY_AFTER_DAYS)
    }
}
