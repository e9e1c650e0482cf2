//! Which phrases set the scene of a clause?

use verbale_lexicon::Classes;
use verbale_text::{Doc, Relation, TokenId};

use super::{case_of, is_verb, lemma, phrase_head};

/// Whether the phrase headed by `phrase` tells where somebody is at home, and not where anything takes place: "a
/// group based in Britain said".
pub(crate) fn is_seat(doc: &Doc, classes: &Classes, phrase: TokenId) -> bool {
    doc.token(phrase).head.is_some_and(|h| {
        matches!(doc.token(h).relation, Relation::Acl | Relation::Amod)
            && classes.contains("seated", lemma(doc, h))
    })
}

/// Whether the phrase that `head` belongs to says where something takes place.
pub(crate) fn is_locative(doc: &Doc, classes: &Classes, head: TokenId) -> bool {
    let phrase = phrase_head(doc, head);
    let names_place = matches!(
        case_of(doc, phrase).as_str(),
        "in" | "at"
            | "near"
            | "outside"
            | "inside"
            | "around"
            | "on"
            | "off"
            | "across"
            | "through"
            | "from"
            | "to"
    );
    names_place && !is_seat(doc, classes, phrase)
}

/// Of `tokens`, the one nearest to `trigger` that belongs to its clause, as its place in the list.
pub(crate) fn nearest_in_clause(
    doc: &Doc,
    trigger: TokenId,
    tokens: impl Iterator<Item = TokenId>,
) -> Option<usize> {
    let sentence = &doc.sentences()[doc.sentence_of(trigger)].tokens;
    let clause = clause_head(doc, trigger);
    tokens
        .enumerate()
        .filter(|(_, t)| {
            sentence.contains(t) && (doc.is_within(*t, trigger) || clause_head(doc, *t) == clause)
        })
        .min_by_key(|(i, t)| (!doc.is_within(*t, trigger), t.abs_diff(trigger), *i))
        .map(|(i, _)| i)
}

/// The verb or other head of the clause in which a word stands.
pub(crate) fn clause_head(doc: &Doc, id: TokenId) -> TokenId {
    let mut at = id;
    while let Some(head) = doc.token(at).head {
        let relation = doc.token(at).relation;
        let opens_clause =
            matches!(relation.base(), "ccomp" | "advcl" | "parataxis" | "csubj" | "acl")
                || relation == Relation::Conj && is_verb(doc, at);
        if opens_clause {
            break;
        }
        at = head;
    }
    at
}
