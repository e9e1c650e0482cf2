//! Who takes part in an act that the network proposes?
//!
//! A proposal is a word and an event. The frames of `frames/proposed.toml`, whose patterns are headed by `!` and the
//! event, say where such acts have their parties; the rest is as for any act.

use std::rc::Rc;

use verbale_lexicon::{EventId, PatternId, PatternKind};
use verbale_text::{TokenId, Upos};

use super::compose::{Composer, read_at};
use super::{Act, Fit, Matcher, discourse, public};
use crate::proposal::{Proposal, Proposer};

/// The acts that `proposer` sees beside those that frames read, in text order.
pub(super) fn beside(composer: &Composer<'_>, proposer: &Proposer, read: &[Act]) -> Vec<Act> {
    let matcher = composer.matcher;
    let proposals = proposer.proposals(matcher, &read_at(matcher, read));
    let mut added: Vec<Act> = proposals.iter().filter_map(|p| composer.proposed(p)).collect();
    // What the network alone sees must at least be somebody's, or done to somebody, by its own words.
    added.retain(|act| !act.actors.is_empty() || !act.recipients.is_empty());
    discourse::complete(matcher, &mut added);
    public::retain(matcher, &mut added);
    added
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
            self.may_tell(pattern.kind, at).then_some(())?;
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
