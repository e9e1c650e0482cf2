//! Who does what a gerund or infinitive tells, and to whom something is given, where subject and object of the tree
//! do not say?

use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

use super::clause::{has_to, is_passive, own_object, surface_subject};
use super::{case_of, child, is_verb, lemma};

/// "accused Chad of shelling", "barred it from leaving", "charged them with spying": who does what a gerund after an
/// object tells.
pub(super) fn blamed_object(doc: &Doc, id: TokenId, head: TokenId) -> Option<TokenId> {
    let linked = matches!(case_of(doc, id).as_str(), "of" | "for" | "from" | "into" | "with");
    if !linked || doc.token(id).tag != Tag::Vbg || !is_verb(doc, head) {
        return None;
    }
    if is_passive(doc, head) {
        return surface_subject(doc, head, 1);
    }
    own_object(doc, head).filter(|&object| object < id)
}

/// "Foiled a plot by Chad to seize the town": whose aim it is, where the parser hung the infinitive on the verb.
pub(super) fn plotter(doc: &Doc, id: TokenId, head: TokenId) -> Option<TokenId> {
    let object = own_object(doc, head).filter(|&object| has_to(doc, id) && object < id)?;
    let start = *doc.subtree(id).first()?;
    agent_of_aim(doc, object)
        .filter(|&agent| doc.subtree(agent).last().is_some_and(|&last| last + 1 == start))
}

/// Who aims at what the infinitive after a noun tells: Chad in "an attempt by Chad to seize the town".
pub(super) fn agent_of_aim(doc: &Doc, noun: TokenId) -> Option<TokenId> {
    let mut phrases = doc.children_by(noun, Relation::Nmod);
    phrases.find(|&c| case_of(doc, c) == "by").filter(|_| is_own_aim(doc, noun))
}

/// Whether a noun tells what its doer means to do himself, and not what he asks of others.
pub(super) fn is_own_aim(doc: &Doc, noun: TokenId) -> bool {
    const OWN: [&str; 20] = [
        "attempt",
        "bid",
        "effort",
        "plot",
        "plan",
        "decision",
        "threat",
        "offer",
        "promise",
        "pledge",
        "move",
        "vow",
        "conspiracy",
        "scheme",
        "refusal",
        "failure",
        "drive",
        "campaign",
        "operation",
        "agreement",
    ];
    OWN.contains(&lemma(doc, noun))
}

/// "gave Ukraine howitzers", "promised the Philippines cheap fuel", "denied UN inspectors access": a name or a plural right
/// after a verb of giving that the parser took for the first part of a compound.
pub(super) fn receiver_in_compound(doc: &Doc, id: TokenId) -> Option<TokenId> {
    const GIVING: [&str; 12] = [
        "give", "grant", "offer", "send", "lend", "award", "sell", "hand", "promise", "deny",
        "pledge", "owe",
    ];
    let object = child(doc, id, Relation::Obj).filter(|_| GIVING.contains(&lemma(doc, id)))?;
    let to = |parent| {
        let mut phrases = doc.children(parent).iter();
        phrases.any(|&c| matches!(case_of(doc, c).as_str(), "to" | "for"))
    };
    // "Access to the palaces" is given to somebody else.
    let leads_there = matches!(lemma(doc, object), "access" | "entry" | "passage" | "admission");
    if to(id) || !leads_there && to(object) {
        return None;
    }
    let has_article = doc.form(id + 1).eq_ignore_ascii_case("the");
    let start = if has_article { id + 2 } else { id + 1 };
    doc.children_by(object, Relation::Compound).find(|&name| {
        (doc.token(name).upos == Upos::Propn || doc.token(name).tag == Tag::Nns)
            && doc.token(object).upos == Upos::Noun
            && doc.subtree(name).first().is_some_and(|&first| first == start || first == id + 1)
    })
}
