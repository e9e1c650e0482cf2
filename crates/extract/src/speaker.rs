//! Who is "I" and "we"?
//!
//! First-person pronouns inside somebody's words mean the speaker, who is known only once
//! attributions have been found.

use verbale_text::{Doc, TokenId, Upos};

use crate::attribution::{Sourced, covering};
use crate::findings::{Entity, Via};
use crate::mention::Mentions;
use crate::syntax::lower;

/// The innermost known holder of the words at `token`.
pub(crate) fn speaker_of(sources: &[Sourced], token: TokenId) -> Option<Entity> {
    covering(sources, token).into_iter().rev().find_map(|id| sources[id].attribution.holder.clone())
}

/// Resolves first-person pronouns, and attributions whose source is one ("we believe that").
pub(crate) fn resolve_speakers(doc: &Doc, mentions: &mut Mentions, sources: &mut [Sourced]) {
    for token in 0..doc.tokens().len() {
        if doc.token(token).upos != Upos::Pron || !is_first_person(&lower(doc, token)) {
            continue;
        }
        let Some(mut speaker) = speaker_of(sources, token) else { continue };
        if speaker.head == token {
            continue;
        }
        speaker.antecedent = Some(speaker.head);
        speaker.span = doc.token(token).span;
        speaker.head = token;
        speaker.via = Via::Pronoun;
        for source in sources.iter_mut().filter(|s| s.attribution.source == Some(token)) {
            source.attribution.holder = Some(speaker.clone());
        }
        mentions.set(token, speaker);
    }
}

fn is_first_person(word: &str) -> bool {
    matches!(word, "i" | "me" | "my" | "myself" | "we" | "us" | "our" | "ours" | "ourselves")
}
