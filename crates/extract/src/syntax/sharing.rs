//! What do verbs side by side share, wherever the parser hung it?

use verbale_text::{Doc, Relation, Tag, TokenId};

use super::clause::{is_passive, own_object, passive_agent};
use super::{child, is_verb};

/// "arrested and charged him": verbs side by side share the object after them, whichever of them the
/// parser hung it on.
pub(super) fn shared_object(doc: &Doc, id: TokenId) -> Option<TokenId> {
    let has_own = |at: TokenId| {
        doc.children(at).iter().any(|&c| {
            use Relation::{Ccomp, Iobj, Obl, Xcomp};
            matches!(doc.token(c).relation, Iobj | Obl | Ccomp | Xcomp) && c > at
        })
    };
    if has_own(id) {
        return None;
    }
    let mate = doc
        .children_by(id, Relation::Conj)
        .next()
        .or_else(|| doc.token(id).head.filter(|_| doc.token(id).relation == Relation::Conj))?;
    let (first, second) = (id.min(mate), id.max(mate));
    let is_alike = |at: TokenId| {
        is_verb(doc, at) && !is_passive(doc, at) && doc.token(at).tag == doc.token(id).tag
    };
    (is_alike(mate)
        && are_side_by_side(doc, first, second)
        && child(doc, second, Relation::Nsubj).is_none())
    .then(|| own_object(doc, mate))?
    .filter(|&object| object > second)
}

/// Whether nothing but a conjunction or an adverb parts two words.
fn are_side_by_side(doc: &Doc, first: TokenId, second: TokenId) -> bool {
    use Relation::{Advmod, Cc, Punct};
    (first + 1..second).all(|at| matches!(doc.token(at).relation, Cc | Punct | Advmod))
}

/// "were beaten and arrested by police": who did the last did the first.
pub(super) fn shared_agent(doc: &Doc, id: TokenId) -> Option<TokenId> {
    let next = doc.children_by(id, Relation::Conj).next()?;
    let is_alike =
        doc.token(next).tag == Tag::Vbn && child(doc, next, Relation::NsubjPass).is_none();
    (are_side_by_side(doc, id, next) && is_alike).then(|| passive_agent(doc, next))?
}
