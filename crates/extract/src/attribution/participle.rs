//! Whose words does a participle of saying tell ("…, saying that …")?
//!
//! After a comma it goes on with what the sentence's speaker says, though the tree may hang it on a
//! clause inside his words: "urged voters to stay away, [saying that …]".

use verbale_text::{Relation, Tag, TokenId};

use super::Sourced;
use super::cue::Finder;
use crate::syntax::{case_of, child, clause, is_verb, lower_lemma};

/// Most verbs between the participle and the word of saying that it goes on with.
const MAX_CLIMB: usize = 6;

impl Finder<'_> {
    /// The speaker with whose words the participle at `saying` goes on, where that is not whoever acts in
    /// the clause that it hangs on.
    pub(super) fn speaker_gone_on_with(&self, saying: TokenId) -> Option<TokenId> {
        let head = self.doc.token(saying).head.filter(|_| self.is_set_off_participle(saying))?;
        let mut at = head;
        for _ in 0..MAX_CLIMB {
            if self.is_word_of_saying(at) {
                return clause(self.doc, at).subject.filter(|&s| at != head && self.may_speak(s));
            }
            at = self.doc.token(at).head?;
        }
        None
    }

    /// Takes participles of saying off the end of what their speaker has said before.
    pub(super) fn leave_out_participles(&self, found: &mut [Sourced]) {
        let led: Vec<(TokenId, Option<TokenId>)> = found
            .iter()
            .filter_map(|s| Some((s.attribution.cue_token?, s.attribution.source)))
            .filter(|&(cue, source)| source.is_some() && self.is_set_off_participle(cue))
            .collect();
        for (saying, source) in led {
            let outer = found.iter_mut().filter(|s| {
                s.attribution.source == source && s.attribution.cue_token != Some(saying)
            });
            outer.for_each(|s| self.leave_out(&self.doc.subtree(saying), s));
        }
    }

    /// "…, saying that": a participle that nothing but a mark joins to what comes before.
    fn is_set_off_participle(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let token = doc.token(id);
        let led = [Relation::Mark, Relation::Aux, Relation::Nsubj];
        let adverb = |t: TokenId| doc.token(t).head == Some(id);
        let first =
            (0..id).rev().take_while(|&t| adverb(t) && doc.token(t).relation == Relation::Advmod);
        let first = first.last().unwrap_or(id);
        let mark = first.checked_sub(1).map(|before| doc.form(before));
        token.tag == Tag::Vbg
            && matches!(token.relation, Relation::Advcl | Relation::Acl)
            && case_of(doc, id).is_empty()
            && led.iter().all(|&relation| child(doc, id, relation).is_none())
            && mark.is_some_and(|m| matches!(m, "," | "—" | "–" | "--" | "-" | "”" | "\""))
    }

    fn is_word_of_saying(&self, id: TokenId) -> bool {
        let word = lower_lemma(self.doc, id);
        is_verb(self.doc, id)
            && (self.is_cue_verb(id) || self.lexicon.words.speech_act(&word).is_some())
    }
}
