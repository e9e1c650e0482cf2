//! Who is "I" and "we"?
//!
//! First-person pronouns inside somebody's words mean the speaker, who is known only once
//! attributions have been found.

use verbale_text::{Doc, Upos};

use crate::attribution::Sources;
use crate::findings::Via;
use crate::index::Index;
use crate::mention::Mentions;
use crate::syntax::lower;

/// Resolves first-person pronouns, and attributions whose source is one ("we believe that").
pub(crate) fn resolve_speakers(doc: &Doc, mentions: &mut Mentions, sources: &mut Sources) {
    let named_at = Index::new(
        doc.tokens().len(),
        sources.iter().enumerate().filter_map(|(id, s)| Some((s.attribution.source?, id))),
    );
    for token in 0..doc.tokens().len() {
        if doc.token(token).upos != Upos::Pron || !is_first_person(&lower(doc, token)) {
            continue;
        }
        let Some(mut speaker) = sources.speaker_of(token) else { continue };
        if speaker.head == token {
            continue;
        }
        speaker.antecedent = Some(speaker.head);
        speaker.span = doc.token(token).span;
        speaker.head = token;
        speaker.via = Via::Pronoun;
        for &id in named_at.at(token) {
            sources.set_holder(id, speaker.clone());
        }
        mentions.set(token, speaker);
    }
}

fn is_first_person(word: &str) -> bool {
    matches!(word, "i" | "me" | "my" | "myself" | "we" | "us" | "our" | "ours" | "ourselves")
}
