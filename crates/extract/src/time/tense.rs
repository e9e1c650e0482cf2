//! Does the sentence look back or ahead at this word?
//!
//! "They met on Friday" and "they will meet on Friday" name two different days. The verb that governs
//! the word, with its auxiliaries, tells which.

use verbale_text::{Doc, LineKind, Relation, Tag, TokenId, Upos};

/// Which way a clause looks from the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// It tells what was.
    Past,
    /// It tells what will be.
    Future,
    /// It tells in the present tense what happens at just this time: "The summit opens on Friday".
    Planned,
    /// It tells what is, or cannot be told.
    Open,
}

/// Participles that announce what is to come: "scheduled for Friday".
const ANNOUNCED: [&str; 13] = [
    "schedule", "expect", "plan", "due", "set", "slate", "poise", "bind", "intend", "aim", "tip",
    "propose", "forecast",
];

/// Verbs that in any tense put something on a day to come: "postponed until Tuesday".
const APPOINTING: [&str; 7] =
    ["plan", "schedule", "reschedule", "postpone", "delay", "extend", "adjourn"];

/// Which way the clause around `token` looks.
pub(super) fn direction(doc: &Doc, token: TokenId) -> Direction {
    let mut at = token;
    loop {
        if let Some(direction) = judged(doc, at) {
            let direct = doc.token(token).head == Some(at);
            let scheduled = direct && direction == Direction::Open && is_present(doc, at);
            return if scheduled { Direction::Planned } else { direction };
        }
        match doc.token(at).head {
            Some(head) => at = head,
            None => return Direction::Open,
        }
    }
}

/// What the predicate `id` says; `None` where it is none, or leaves it to a higher one.
fn judged(doc: &Doc, id: TokenId) -> Option<Direction> {
    let helpers: Vec<TokenId> = doc
        .children(id)
        .iter()
        .copied()
        .filter(|&c| {
            matches!(doc.token(c).relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
        })
        .collect();
    let token = doc.token(id);
    if token.upos == Upos::Verb && APPOINTING.contains(&&*token.lemma) {
        return Some(Direction::Future);
    }
    let announces = ANNOUNCED.contains(&&*token.lemma) && token.tag != Tag::Vbd;
    let has_copula = helpers.iter().any(|&h| doc.token(h).relation == Relation::Cop);
    if token.upos == Upos::Adj && announces {
        return Some(Direction::Future);
    }
    if !matches!(token.upos, Upos::Verb | Upos::Aux) && !has_copula && helpers.is_empty() {
        return None;
    }
    if announces && token.tag == Tag::Vbn {
        return Some(Direction::Future);
    }
    if let Some(direction) = by_helpers(doc, &helpers, token.tag) {
        return Some(direction);
    }
    by_form(doc, id)
}

fn by_helpers(doc: &Doc, helpers: &[TokenId], verb: Tag) -> Option<Direction> {
    let is = |tag: Tag| helpers.iter().any(|&h| doc.token(h).tag == tag);
    let perfect = helpers.iter().any(|&h| &*doc.token(h).lemma == "have");
    if is(Tag::Vb) && !is(Tag::Md) && !is(Tag::Vbd) && !perfect {
        return Some(Direction::Future);
    }
    if is(Tag::Md) {
        return Some(if perfect { Direction::Past } else { Direction::Future });
    }
    if is(Tag::Vbd) || perfect {
        return Some(Direction::Past);
    }
    let present = is(Tag::Vbz) || is(Tag::Vbp);
    match verb {
        // "is meeting", "is to meet"
        Tag::Vbg | Tag::Vb if present => Some(Direction::Future),
        _ if present => Some(Direction::Open),
        _ => None,
    }
}

fn has_subject(doc: &Doc, id: TokenId) -> bool {
    doc.children(id).iter().any(|&c| doc.token(c).relation.is_subject())
}

/// "the first to reach the village": an infinitive that tells of the past as well as of the future.
fn is_after_first(doc: &Doc, id: TokenId) -> bool {
    const RANKS: [&str; 6] = ["first", "second", "third", "last", "only", "next"];
    let noun = doc.token(id).head.filter(|_| doc.token(id).relation == Relation::Acl);
    noun.is_some_and(|noun| {
        let ranked = |&c: &TokenId| RANKS.contains(&&*doc.token(c).lemma);
        RANKS.contains(&&*doc.token(noun).lemma) || doc.children(noun).iter().any(ranked)
    })
}

/// Whether the predicate is in the present tense and tells a deed, not what somebody says.
fn is_present(doc: &Doc, id: TokenId) -> bool {
    const SAYING: [&str; 6] = ["say", "tell", "report", "write", "claim", "be"];
    let token = doc.token(id);
    matches!(token.tag, Tag::Vbz | Tag::Vbp) && !SAYING.contains(&&*token.lemma)
}

fn by_form(doc: &Doc, id: TokenId) -> Option<Direction> {
    let heading = doc.sentences()[doc.sentence_of(id)].kind == LineKind::Heading;
    match doc.token(id).tag {
        Tag::Vbd | Tag::Vbn => Some(Direction::Past),
        // A noun that the tagger took for a verb has no subject.
        Tag::Vbz | Tag::Vbp if !has_subject(doc, id) => None,
        Tag::Vbz | Tag::Vbp if heading => Some(Direction::Past),
        Tag::Vbz | Tag::Vbp => Some(Direction::Open),
        Tag::Vb if doc.token(id).relation == Relation::Advcl || is_after_first(doc, id) => None,
        Tag::Vb => Some(Direction::Future),
        Tag::Md => Some(Direction::Future),
        _ => None,
    }
}
