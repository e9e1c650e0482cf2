//! Who is behind the words that name a source?

use verbale_lexicon::Lexicon;
use verbale_text::{Doc, Relation, TokenId};

use crate::findings::{Entity, Via};
use crate::mention::Mentions;
use crate::syntax::{case_of, child, conjuncts, lower_lemma, possessor};

/// The actor that a source phrase names: itself, or for a document whoever issued it.
pub(super) fn holder(
    doc: &Doc,
    lexicon: &Lexicon,
    mentions: &Mentions,
    source: TokenId,
    depth: usize,
) -> Option<Entity> {
    if !is_document(doc, lexicon, source)
        && let Some(&id) = mentions.named_by(doc, source).first()
    {
        let entity = &mentions.entities[id];
        let named = || named_in_apposition(doc, mentions, source);
        let full = if entity.via == Via::Pronoun { named() } else { None };
        return Some(full.unwrap_or_else(|| entity.clone()));
    }
    issuer(doc, mentions, source).or_else(|| {
        // "the release added": an earlier mention of the same document names its issuer.
        if depth > 0 || !is_document(doc, lexicon, source) {
            return None;
        }
        (0..source)
            .rev()
            .filter(|&t| is_document(doc, lexicon, t))
            .take(MAX_EARLIER_DOCUMENTS)
            .find_map(|t| issuer(doc, mentions, t))
    })
}

/// "Their host, Malaysia's prime minister, Anwar Ibrahim": the name says who he is.
fn named_in_apposition(doc: &Doc, mentions: &Mentions, source: TokenId) -> Option<Entity> {
    let inside = |of: TokenId| doc.children_by(of, Relation::Appos);
    let added = inside(source).flat_map(|a| std::iter::once(a).chain(inside(a)));
    added
        .filter_map(|a| mentions.at(a).first())
        .map(|&id| &mentions.entities[id])
        .find(|entity| matches!(entity.via, Via::Name | Via::Title) && entity.person)
        .cloned()
}

/// How many earlier documents are asked for their issuer.
const MAX_EARLIER_DOCUMENTS: usize = 12;

/// Whether the word names a text that speaks: "statement", "report".
pub(super) fn is_document(doc: &Doc, lexicon: &Lexicon, id: TokenId) -> bool {
    lexicon.classes.contains("document", &lower_lemma(doc, id))
}

/// Whose a document is: "the ministry's statement", "a report by the UN", "a release issued by …".
fn issuer(doc: &Doc, mentions: &Mentions, document: TokenId) -> Option<Entity> {
    let entity =
        |t: TokenId| mentions.named_by(doc, t).first().map(|&id| mentions.entities[id].clone());
    if let Some(owner) = possessor(doc, document).and_then(entity) {
        return Some(owner);
    }
    for &c in doc.children(document) {
        match doc.token(c).relation {
            Relation::Nmod if matches!(case_of(doc, c).as_str(), "by" | "from" | "of") => {
                if let Some(found) = conjuncts(doc, c).into_iter().find_map(entity) {
                    return Some(found);
                }
            }
            Relation::Acl => {
                let agent = child(doc, c, Relation::OblAgent).or_else(|| {
                    doc.children_by(c, Relation::Obl).find(|&o| case_of(doc, o) == "by")
                });
                if let Some(found) = agent.and_then(entity) {
                    return Some(found);
                }
            }
            Relation::Compound | Relation::Amod => {
                if let Some(found) = entity(c) {
                    return Some(found);
                }
            }
            _ => {}
        }
    }
    None
}
