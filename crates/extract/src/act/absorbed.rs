//! Which words that tell acts are no more than part of another: what is asked for, called off, turned down?

use verbale_lexicon::Effect;
use verbale_text::{Relation, Tag, TokenId, Upos};

use super::compose::{aims, denies};
use super::{Act, Matcher};
use crate::findings::Entity;
use crate::syntax::ComplementForm;

/// Triggers inside the content of `act` that tell nothing of their own: what is asked for, promised,
/// refused or threatened, unless it is a clause with its own subject, or is denied or judged.
pub(super) fn absorbed_contents(matcher: &Matcher<'_>, act: &Act) -> Vec<TokenId> {
    let lexicon = matcher.lexicon;
    let doc = matcher.doc;
    let frame = lexicon.frames.frame(act.frame);
    let outer = frame.effect.name(&lexicon.ontology);
    let absorbs = matches!(frame.effect, Effect::Operation(_))
        || matches!(outer, "AGREE" | "REQUEST" | "THREATEN" | "CONCEDE")
        || outer == "REJECT" && !denies(matcher, act.trigger);
    if outer == "PROTEST" {
        return aims(matcher, act);
    }
    if !absorbs {
        return Vec::new();
    }
    let mut inside = Vec::new();
    for &content in act.fit.contents.iter().filter(|&&c| c != act.trigger) {
        let finite = crate::syntax::complement_form(doc, content) == ComplementForm::Finite
            && crate::syntax::is_verb(doc, content);
        if finite && outer != "REQUEST" {
            continue;
        }
        inside.push(content);
        // "to hold talks": the content's own object tells the promised act.
        if let Some(inner) = matcher.best(content) {
            inside.extend(inner.contents.iter().copied());
        } else {
            let clause = matcher.clause(content);
            inside.extend(clause.object.filter(|&o| matcher.is_act(o) && o > content));
        }
    }
    inside
}

/// "Vetoed a resolution condemning the raid": what a text says that somebody turns down is not said by its adoption.
pub(super) fn turned_down(matcher: &Matcher<'_>, act: &Act) -> Vec<TokenId> {
    let doc = matcher.doc;
    let is_text = |&t: &TokenId| matcher.in_class("document", t);
    let texts = act.fit.consumed.iter().copied().filter(is_text);
    let texts = texts.filter(|_| matcher.event_of(act) == "REJECT");
    let says = |&c: &TokenId| doc.token(c).tag == Tag::Vbg;
    texts.flat_map(|text| doc.children_by(text, Relation::Acl).filter(says)).collect()
}

/// Whether a word that a pattern requires tells an act that another one only judges or answers: "condemned two bomb
/// attacks in Kenya", "accepted the apology", "brokered the deal" tell both.
pub(super) fn is_judged(matcher: &Matcher<'_>, token: TokenId, act: &Act) -> bool {
    let Some(inner) = matcher.event_at(token) else { return false };
    let own_act = match matcher.event_of(act) {
        "ACCUSE" | "SUPPORT" => {
            matches!(inner, "ASSAULT" | "COERCE" | "CONCEDE" | "RETREAT" | "MOBILIZE")
        }
        "AGREE" => inner == "CONCEDE",
        "CONSULT" => inner == "AGREE" && act.mode.as_deref() == Some("third-party"),
        "REQUEST" => inner == "CONCEDE" && token < act.trigger,
        _ => false,
    };
    own_act && !act.said && matcher.doc.token(token).upos == Upos::Noun
}

/// "Called off talks with Chad", "halted trade with Chad": whether an act of two sides names but the one to
/// whom the act around it is done. The other side is whoever does that, and both words tell one act.
pub(super) fn is_with_recipient(matcher: &Matcher<'_>, act: &Act, inner: &Act) -> bool {
    let mutual = matcher.lexicon.frames.pattern(inner.fit.pattern).1.is_mutual();
    let told = |i: &Entity| act.recipients.iter().any(|r| r.head == i.head);
    let is_after = |i: &Entity| i.head > inner.trigger && told(i);
    mutual && matches!(inner.actors.as_slice(), [only] if is_after(only))
}
