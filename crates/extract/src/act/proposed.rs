//! Who takes part in an act that the network proposes?
//!
//! A proposal is a word and an event. The frames of `frames/proposed.toml`, whose patterns are headed by `!` and the
//! event, say where such acts have their parties; the rest is as for any act.

use std::rc::Rc;

use verbale_lexicon::{EventId, PatternId, PatternKind, Stance, Standing};
use verbale_text::{Relation, TokenId, Upos};

use super::compose::{Composer, read_at};
use super::{Act, Fit, Matcher, discourse, public};
use crate::factuality::{is_case, verdict};
use crate::proposal::{Proposal, Proposer};
use crate::syntax::{is_not, lemma, lower};

/// The acts that `proposer` sees beside those that frames read, in text order.
pub(super) fn beside(composer: &Composer<'_>, proposer: &Proposer, read: &[Act]) -> Vec<Act> {
    let matcher = composer.matcher;
    let proposals = proposer.proposals(matcher, &read_at(matcher, read));
    let free = |p: &&Proposal| {
        let here = discourse::told_here(matcher, read, matcher.doc.sentence_of(p.token));
        !here.iter().any(|act| tells_already(matcher, act, p.token))
    };
    let mut added: Vec<Act> =
        proposals.iter().filter(free).filter_map(|p| composer.proposed(p)).collect();
    // What the network alone sees must at least be somebody's, or done to somebody, by its own words.
    added.retain(|act| {
        let is_somebodys = !act.actors.is_empty() || !act.recipients.is_empty();
        is_somebodys && !(act.said && matcher.is_supposed_or_undone(act))
    });
    discourse::complete(matcher, &mut added);
    public::retain(matcher, &mut added);
    added
}

/// Whether a word is told already by `act` of its sentence: as what is said in it ("would leave"), or as what frames read
/// as the same sort of act and found told twice ("was killed in an air strike").
fn tells_already(matcher: &Matcher<'_>, act: &Act, word: TokenId) -> bool {
    let merged = || matcher.event_at(word) == Some(matcher.event_of(act));
    act.said && act.fit.contents.contains(&word) || merged()
}

impl Composer<'_> {
    /// The act that is proposed, if any of the patterns for proposals fits.
    fn proposed(&self, proposal: &Proposal) -> Option<Act> {
        let fit = self.matcher.fit_of_proposal(proposal)?;
        let act = self.act_of(proposal.token, Rc::new(fit), 0)?;
        Some(Act { confidence: Some(proposal.confidence), ..act })
    }
}

impl Matcher<'_> {
    /// How the first of the patterns for the proposed event that fits around its word does so.
    fn fit_of_proposal(&self, proposal: &Proposal) -> Option<Fit> {
        let at = proposal.token;
        let fit = |&id: &PatternId| {
            let (_, pattern) = self.lexicon.frames.pattern(id);
            let of_asking = pattern.kind == PatternKind::Said && self.is_asking(at);
            (!of_asking && self.may_tell(pattern.kind, at)).then_some(())?;
            self.fit_around(id, at, Fit { proposed: true, ..Fit::new(id) }).ok()
        };
        self.patterns_of(proposal.event).iter().find_map(fit)
    }

    /// The patterns for proposals of an event, in the order of the file.
    fn patterns_of(&self, event: EventId) -> &[PatternId] {
        let head = format!("!{}", self.lexicon.ontology.event(event).code.to_lowercase());
        let number = self.lexicon.classes.vocabulary().number(&head);
        number.map_or(&[], |number| self.lexicon.frames.headed_by(number))
    }

    /// Whether what is proposed as said is only supposed ("if Chad has nothing to hide"), or told not to have been
    /// done by words that are no part of it: what the network alone sees, and the report does not tell, is no act.
    fn is_supposed_or_undone(&self, act: &Act) -> bool {
        let mut around = std::iter::successors(Some(act.trigger), |&t| self.doc.token(t).head);
        let supposed = around.any(|t| is_case(self.doc, self.lexicon, t));
        let undone = || verdict(self.doc, self.lexicon, act.trigger).standing == Standing::Not;
        supposed || !act.by_not && undone()
    }

    /// Whether a "not" at the word is part of what is proposed: "will not go" refuses and "is not right" judges, while
    /// "cannot go" and "nobody went" do neither.
    pub(super) fn is_refused_in(&self, at: TokenId, event: &str) -> bool {
        let doc = self.doc;
        let denied = doc.children(at).iter().any(|&c| is_not(doc, c));
        let able = || {
            let can = |aux| matches!(&*lower(doc, aux), "can" | "could" | "ca");
            doc.children_by(at, Relation::Aux).any(can)
        };
        denied && (event == "ACCUSE" || event == "REJECT" && !able())
    }

    /// Whether the word's own subject asks for something: "said that the prisoner had asked to leave".
    fn is_asking(&self, at: TokenId) -> bool {
        let cue = self.lexicon.words.cue_verb(lemma(self.doc, at));
        let asks =
            cue.is_some_and(|cue| cue.stance == Stance::Demands) || lemma(self.doc, at) == "ask";
        asks && self.doc.token(at).upos == Upos::Verb
    }

    /// Whether a pattern of this kind can be about the word.
    fn may_tell(&self, kind: PatternKind, at: TokenId) -> bool {
        let upos = self.doc.token(at).upos;
        match kind {
            PatternKind::Said => self.said[at],
            PatternKind::Verb => upos == Upos::Verb,
            PatternKind::Noun => matches!(upos, Upos::Noun | Upos::Propn),
            PatternKind::Predicate => upos != Upos::Verb && super::is_predicate_word(self.doc, at),
        }
    }
}
