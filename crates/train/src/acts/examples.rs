//! What is the network to say of each word?
//!
//! Of a sentence that the frames have read, the acts that they missed; of one that nobody has read, all of them.
//! Learning from both, the network sees each article twice in different light.

use jiff::civil::Date;
use verbale_extract::Extractor;
use verbale_extract::proposal::Sight;
use verbale_lexicon::EventId;
use verbale_text::{ByteSpan, Doc, Language, TokenId};

use super::articles::{Article, WrittenAct};

/// A sentence to learn from. Class 0 is no act, the others are events in the order of the ontology.
#[derive(Debug, Clone)]
pub struct Example {
    /// What is seen with what the frames read, and the class of each word that they leave over.
    pub read: (Sight, Vec<u8>),
    /// What is seen without it, and the class of each word.
    pub unread: (Sight, Vec<u8>),
}

/// The examples of an article.
pub fn examples(article: &Article, extractor: &Extractor, language: &Language) -> Vec<Example> {
    let doc = verbale_text::read(&article.text, language);
    let date: Option<Date> = article.date.parse().ok();
    let (sights, read) = extractor.sights(&doc, date, language);
    let ontology = &extractor.lexicon().ontology;
    let mut all = vec![0; doc.tokens().len()];
    let mut told: Vec<(TokenId, EventId, ByteSpan)> = Vec::new();
    for act in &article.acts {
        let Some(event) = ontology.event_named(&act.event) else { continue };
        let Some(token) = trigger(&doc, act, |t| read[t] == Some(event)) else { continue };
        all[token] = class(event);
        told.push((token, event, act.sentence));
    }
    let rest = left_over(&doc, &told, &read);
    let part =
        |classes: &[u8], sight: &Sight| classes[sight.first..sight.first + sight.words()].to_vec();
    let example = |sight: Sight| Example {
        unread: (sight.unread(), part(&all, &sight)),
        read: {
            let classes = part(&rest, &sight);
            (sight, classes)
        },
    };
    sights.into_iter().map(example).collect()
}

/// The class of an event.
fn class(event: EventId) -> u8 {
    event.place() as u8 + 1
}

/// The word that stands for a trigger of several: one that `is_read` as the act, or the head of the words.
fn trigger(doc: &Doc, act: &WrittenAct, is_read: impl Fn(TokenId) -> bool) -> Option<TokenId> {
    let inside = (0..doc.tokens().len()).filter(|&t| act.trigger.contains(doc.token(t).span));
    let words: Vec<TokenId> = inside.collect();
    let is_top = |&t: &TokenId| doc.token(t).head.is_none_or(|head| !words.contains(&head));
    let read = words.iter().copied().find(|&t| is_read(t));
    read.or_else(|| words.iter().copied().find(is_top))
}

/// The classes of the words that tell acts which the frames do not read in their sentence, neither there nor at
/// another word.
fn left_over(
    doc: &Doc,
    told: &[(TokenId, EventId, ByteSpan)],
    read: &[Option<EventId>],
) -> Vec<u8> {
    let mut taken: Vec<bool> = vec![false; read.len()];
    let mut rest = vec![0; read.len()];
    let is_read = |&&(token, event, _): &&(TokenId, EventId, ByteSpan)| read[token] == Some(event);
    told.iter().filter(is_read).for_each(|&(token, ..)| taken[token] = true);
    for (token, event, sentence) in told.iter().filter(|act| !is_read(act)) {
        let same = |&t: &TokenId| {
            read[t] == Some(*event) && !taken[t] && sentence.contains(doc.token(t).span)
        };
        match (0..read.len()).find(same) {
            Some(other) => taken[other] = true,
            None => rest[*token] = class(*event),
        }
    }
    rest
}
