//! Who is the subject of this verb, what hangs on it, and what does a noun phrase consist of?
//!
//! Views over the tree that hide how English arranges a clause: passives, relative clauses, control,
//! participles and coordination all give the same subjects and objects. No politics here.

mod clause;
mod doer;
mod phrase;
mod scene;
mod sharing;

pub(crate) use clause::{
    Clause, Complement, ComplementForm, Oblique, PARTICLES, clause, complement_form, coordinated,
    has_to, is_stray_infinitive,
};
pub(crate) use phrase::{
    base_phrase, case_of, conjuncts, follows_and, has_copula, is_name_part, phrase_head, possessor,
};
pub(crate) use scene::{clause_head, is_locative, is_seat, nearest_in_clause};

use std::borrow::Cow;

use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

/// Whether the token is a verb or an auxiliary used as one.
pub(crate) fn is_verb(doc: &Doc, id: TokenId) -> bool {
    doc.token(id).upos == Upos::Verb
}

/// Whether the token can head a noun phrase.
pub(crate) fn is_nominal(doc: &Doc, id: TokenId) -> bool {
    matches!(doc.token(id).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
}

/// Lower-case form of the token.
pub(crate) fn lower(doc: &Doc, id: TokenId) -> Cow<'_, str> {
    lowered(doc.form(id))
}

/// The lemma of the token in lower case: names keep their capitals in theirs.
pub(crate) fn lower_lemma(doc: &Doc, id: TokenId) -> Cow<'_, str> {
    lowered(lemma(doc, id))
}

/// `word` in lower case, which most words are.
pub(crate) fn lowered(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Whether the token is a "not", as written in any clause.
pub(crate) fn is_not(doc: &Doc, id: TokenId) -> bool {
    ["not", "n't", "n’t", "never"].iter().any(|not| doc.form(id).eq_ignore_ascii_case(not))
}

/// Whether the token is a relative pronoun: "who", "which", "that".
pub(crate) fn is_relative_pronoun(doc: &Doc, id: TokenId) -> bool {
    matches!(doc.token(id).tag, Tag::Wdt | Tag::Wp)
        || (doc.token(id).upos == Upos::Pron
            && matches!(&*doc.token(id).lemma, "who" | "which" | "that"))
}

/// The first child of `id` that bears `relation`.
pub(crate) fn child(doc: &Doc, id: TokenId, relation: Relation) -> Option<TokenId> {
    doc.children_by(id, relation).next()
}

/// The lemma of the token.
pub(crate) fn lemma(doc: &Doc, id: TokenId) -> &str {
    &doc.token(id).lemma
}
