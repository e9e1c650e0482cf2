//! Which deeds in somebody's words does the report itself take for granted?
//!
//! "The minister said the invasion had changed everything": that there was an invasion is not his claim
//! where the report tells of it in its own words. Nor is what a report adds to somebody's words to tell
//! who is meant: "Hezbollah, which is fighting alongside the army".

use verbale_lexicon::{Standing, Words};
use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

use crate::attribution::Quoted;
use crate::factuality::is_bare;
use crate::findings::{Event, Status};
use crate::syntax::{child, is_relative_pronoun, lower};

/// Takes the mark of an allegation from events that are granted.
pub(crate) fn grant(doc: &Doc, words: &Words, quoted: &Quoted, events: &mut [Event]) {
    let reader = Reader { doc, words, quoted };
    let granted: Vec<usize> =
        (0..events.len()).filter(|&at| reader.is_granted(at, events)).collect();
    for at in granted {
        events[at].alleged = false;
    }
}

struct Reader<'a> {
    doc: &'a Doc,
    words: &'a Words,
    quoted: &'a Quoted,
}

impl Reader<'_> {
    fn is_granted(&self, at: usize, events: &[Event]) -> bool {
        let event = &events[at];
        // What a word beside it makes a suspicion stands in nobody's words.
        event.alleged
            && !event.attribution.is_empty()
            && took_place(event)
            && event.denied_by.is_empty()
            && !self.quoted.holds(event.trigger)
            && !self.is_hedged(event.trigger)
            && (self.is_named(event) && is_told_elsewhere(event, events)
                || self.is_gloss(event.trigger))
    }

    /// "Who reportedly tortured him"
    fn is_hedged(&self, trigger: TokenId) -> bool {
        self.doc.children(trigger).iter().any(|&c| {
            let adverb = self.words.factual_adverb(&lower(self.doc, c));
            adverb.is_some_and(|adverb| adverb.effect == Standing::Told)
        })
    }

    /// "The invasion", "their raid on the port", and not "the army was behind the raid", which tells who
    /// did it.
    fn is_named(&self, event: &Event) -> bool {
        let doc = self.doc;
        let particular =
            doc.token(event.trigger).upos == Upos::Noun && !is_bare(doc, event.trigger);
        let here = doc.sentence_of(event.trigger);
        particular
            && event.actors.iter().all(|actor| {
                doc.is_within(actor.head, event.trigger) || doc.sentence_of(actor.head) != here
            })
    }

    /// "…, which is fighting alongside the army", "the US-backed militia".
    fn is_gloss(&self, trigger: TokenId) -> bool {
        let doc = self.doc;
        match doc.token(trigger).relation {
            Relation::Amod => {
                let particular = |noun: TokenId| !is_bare(doc, noun);
                doc.token(trigger).tag == Tag::Vbn
                    && doc.token(trigger).head.is_some_and(particular)
            }
            Relation::AclRelcl => {
                let led = child(doc, trigger, Relation::Nsubj)
                    .or_else(|| child(doc, trigger, Relation::NsubjPass))
                    .is_some_and(|s| {
                        is_relative_pronoun(doc, s) && s > 0 && doc.form(s - 1) == ","
                    });
                led && doc.token(trigger).head.is_some_and(|h| doc.token(h).upos == Upos::Propn)
            }
            _ => false,
        }
    }
}

fn took_place(event: &Event) -> bool {
    matches!(event.status, Status::Actual | Status::Historical)
}

/// Whether the report tells, on its own word, of such an act by the same party.
fn is_told_elsewhere(event: &Event, events: &[Event]) -> bool {
    let codes = |e: &Event| -> Vec<_> { e.actors.iter().filter_map(|a| a.code).collect() };
    let own = codes(event);
    events.iter().any(|other| {
        let theirs = codes(other);
        other.trigger != event.trigger
            && other.event == event.event
            && !other.alleged
            && took_place(other)
            && (own.is_empty() || theirs.is_empty() || own.iter().any(|code| theirs.contains(code)))
    })
}
