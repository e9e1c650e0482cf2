//! What belongs to a noun phrase?

use std::borrow::Cow;

use verbale_text::{Doc, Relation, TokenId, Upos};

use super::{child, lemma, lower};

/// Relations of words that are part of the phrase's own name or description, before or after its head.
fn is_core(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Det
            | Relation::DetPredet
            | Relation::Amod
            | Relation::Compound
            | Relation::Nummod
            | Relation::NmodPoss
            | Relation::Flat
            | Relation::Fixed
            | Relation::NmodDesc
            | Relation::Goeswith
    )
}

/// Whether a token of this relation is a later part of a name ("Jinping" under "Xi").
pub(crate) fn is_name_part(relation: Relation) -> bool {
    matches!(relation, Relation::Flat | Relation::Goeswith | Relation::Fixed)
}

/// The head with its determiners, adjectives, compounds, possessors and name parts, as one run of
/// tokens around the head: "Britain's new foreign secretary", "two Togolese envoys".
pub(crate) fn base_phrase(doc: &Doc, head: TokenId) -> std::ops::Range<TokenId> {
    let mut start = head;
    let mut end = head + 1;
    for &c in doc.children(head) {
        if !is_core(doc.token(c).relation) {
            continue;
        }
        for token in doc.subtree(c) {
            start = start.min(token);
            end = end.max(token + 1);
        }
    }
    // A clause inside a name or an adjective would tear the run open: stop at its edge.
    let sentence = &doc.sentences()[doc.sentence_of(head)];
    start.max(sentence.tokens.start)..end.min(sentence.tokens.end)
}

/// The head of the phrase that `id` is a name part or premodifier of.
pub(crate) fn phrase_head(doc: &Doc, mut id: TokenId) -> TokenId {
    while let Some(head) = doc.token(id).head {
        let relation = doc.token(id).relation;
        if is_name_part(relation) || matches!(relation, Relation::Compound | Relation::NmodDesc) {
            id = head;
        } else {
            break;
        }
    }
    id
}

/// Whether "and" stands before the phrase headed by `id`: "the envoy and Iranian minister Zarif", where a
/// parser may take the second for an apposition of the first.
pub(crate) fn follows_and(doc: &Doc, id: TokenId) -> bool {
    let start = doc.subtree(id).into_iter().find(|&t| !matches!(doc.form(t), "and" | ","));
    start.and_then(|s| s.checked_sub(1)).is_some_and(|before| doc.form(before) == "and")
}

/// `id` and everything coordinated with it, in text order.
pub(crate) fn conjuncts(doc: &Doc, id: TokenId) -> Vec<TokenId> {
    let mut all = vec![id];
    let mut next = 0;
    while next < all.len() {
        all.extend(doc.children_by(all[next], Relation::Conj));
        all.extend(doc.children_by(all[next], Relation::Appos).filter(|&c| follows_and(doc, c)));
        next += 1;
    }
    all.sort_unstable();
    all
}

/// The preposition of a phrase: its case words joined with `_`, in lower case ("out_of"); for a
/// clause without any, its marker. Empty if there is none.
pub(crate) fn case_of(doc: &Doc, id: TokenId) -> String {
    let joined = |wanted: Relation| {
        let mut words: Vec<Cow<'_, str>> = Vec::new();
        for c in doc.children_by(id, wanted) {
            let possessive = matches!(doc.form(c), "'s" | "’s" | "'" | "’");
            if possessive || wanted == Relation::Mark && doc.token(c).upos == Upos::Part {
                continue;
            }
            words.push(lower(doc, c));
            words.extend(doc.children_by(c, Relation::Fixed).map(|f| lower(doc, f)));
        }
        words.join("_")
    };
    let case = joined(Relation::Case);
    if case.is_empty() { joined(Relation::Mark) } else { case }
}

/// Whose it is: "Russia" in "Russia's invasion", "his" in "his arrest".
pub(crate) fn possessor(doc: &Doc, id: TokenId) -> Option<TokenId> {
    child(doc, id, Relation::NmodPoss)
}

/// Whether `id` is predicated by a copula.
pub(crate) fn has_copula(doc: &Doc, id: TokenId) -> bool {
    child(doc, id, Relation::Cop).is_some()
        || matches!(doc.token(id).relation, Relation::Xcomp)
            && doc.token(id).head.is_some_and(|h| {
                matches!(
                    lemma(doc, h),
                    "seem"
                        | "appear"
                        | "remain"
                        | "become"
                        | "stay"
                        | "look"
                        | "feel"
                        | "get"
                        | "find"
                        | "prove"
                )
            })
}
