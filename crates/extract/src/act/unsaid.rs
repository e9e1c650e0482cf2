//! Do words that would perform an act perform it, or are they denied, or said of the speaker alone?

use verbale_lexicon::RoleName;
use verbale_text::{Relation, Tag, TokenId};

use super::{Fit, Matcher};
use crate::syntax::{is_not, lower};

/// Whether words that would perform an act are denied: "Russia does not pose a threat" accuses nobody,
/// "we will not attack" threatens nobody; "must not attack" still asks.
pub(super) fn is_unsaid(matcher: &Matcher<'_>, id: TokenId) -> bool {
    let token = matcher.doc.token(id);
    let asks = || matches!(&*lower(matcher.doc, id), "must" | "should" | "ought");
    match token.head.filter(|_| token.tag == Tag::Md) {
        Some(verb) => !asks() && is_negated(matcher, verb),
        None => token.tag != Tag::Md && is_negated(matcher, id),
    }
}

/// Whether what is said is said of the speaker: "I am weak" accuses nobody.
pub(super) fn is_of_oneself(matcher: &Matcher<'_>, fit: &Fit) -> bool {
    let judged = fit.fills.iter().filter(|f| f.role != RoleName::Actor && !f.owner);
    judged.into_iter().any(|f| matches!(&*lower(matcher.doc, f.token), "i" | "we"))
}

/// Whether the word's own clause denies it.
pub(super) fn is_negated(matcher: &Matcher<'_>, id: TokenId) -> bool {
    let doc = matcher.doc;
    doc.children(id).iter().any(|&c| {
        matches!(doc.token(c).relation, Relation::Advmod | Relation::Det)
            && (is_not(doc, c) || matches!(&*lower(doc, c), "no" | "neither"))
    })
}
