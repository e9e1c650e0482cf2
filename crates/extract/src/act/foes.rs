//! Who fights whom in this document, and who was accused by whom?
//!
//! "The fighting went on" is between the two who fight each other wherever the text tells both; "denied any part in it"
//! answers whoever laid the charge.

use verbale_lexicon::{Country, Stance};
use verbale_text::TokenId;

use super::Matcher;
use super::compose::Act;
use super::deed::lacks_doers;
use super::discourse::{REACH, told_here};
use super::mutual::is_mutual;
use super::party::is_same;
use super::sides::{LEAD, Sides, leading, shares};
use crate::findings::Entity;
use crate::syntax::lower_lemma;

/// How many sentences back a charge may stand that is denied.
const CHARGED: usize = 4;

impl Sides<'_> {
    /// Those who fight each other in most attacks told around an act of two sides that leaves one or both out.
    pub(super) fn fighters(&self, acts: &[Act], at: usize) -> Option<Vec<Entity>> {
        let (matcher, act) = (self.matcher, &acts[at]);
        let known = &self.deeds[at].actors;
        let is_open = (lacks_doers(matcher, act) || known.len() == 1) && act.recipients.is_empty();
        if !self.deeds[at].is_attack || !is_open || !is_mutual(matcher, act) {
            return None;
        }
        let between = |&other: &usize| {
            let deed = &self.deeds[other];
            let told = deed.is_attack && !deed.actors.is_empty() && deed.victims_told;
            told && !deed.on_place && !deed.recipients.is_empty()
        };
        let pair = |&other: &usize| -> Vec<Country> {
            let mut both = [&*self.deeds[other].actors, &self.deeds[other].recipients].concat();
            both.sort_unstable();
            both.dedup();
            both
        };
        let fights: Vec<usize> = self.around(at, REACH).filter(between).collect();
        let (codes, count, all) = leading(fights.iter().map(pair))?;
        let is_clear = codes.len() <= 2 && count >= 2 && count as f64 >= LEAD * all as f64;
        let adds = known.iter().all(|code| codes.contains(code)) && known.len() < codes.len();
        let model = fights.iter().filter(|other| pair(other) == codes);
        let model = &acts[*model.min_by_key(|&&other| other.abs_diff(at))?];
        let mut sides = act.actors.clone();
        sides.retain(|side| side.code.is_some());
        for side in model.actors.iter().chain(&model.recipients) {
            let is_new = sides.iter().all(|known| known.code != side.code);
            if side.code.is_some() && (is_new || codes.len() == 1) {
                sides.push(side.clone());
            }
        }
        (is_clear && adds).then_some(sides)
    }

    /// "The army retook the town", "the city fell to the militia": who takes a place of his own country takes it
    /// from those whom he fights, if the text tells that they are others.
    pub(super) fn face_holders(&self, acts: &mut [Act], at: usize) {
        let deed = &self.deeds[at];
        if let Some(holders) = self.told_holders(acts, at) {
            acts[at].recipients = holders;
            return;
        }
        let takes = deed.is_attack && deed.on_place && deed.recipients == deed.actors;
        if !takes || deed.actors.len() != 1 {
            return;
        }
        let fights = |&other: &usize| {
            let other = &self.deeds[other];
            other.is_attack && !other.on_place && !other.recipients.is_empty()
        };
        let by_them = |other: &usize| self.deeds[*other].actors == deed.actors;
        let all: Vec<usize> = self.around(at, REACH).filter(fights).collect();
        let own: Vec<usize> = all.iter().copied().filter(by_them).collect();
        // Whom all others fight they fight as well.
        let fought = if own.is_empty() && all.len() > 1 { all } else { own };
        let told = fought.iter().map(|&other| self.deeds[other].recipients.clone());
        let Some((codes, count, all)) = leading(told) else { return };
        if codes == deed.actors || (count as f64) < LEAD * all as f64 {
            return;
        }
        let near = |&other: &usize| (self.deeds[other].sentence.abs_diff(deed.sentence), other);
        let models = fought.into_iter().filter(|&other| self.deeds[other].recipients == codes);
        let Some(model) = models.min_by_key(near) else { return };
        let holders = acts[model].recipients.iter().filter(|r| r.code.is_some()).cloned().collect();
        acts[at].recipients = holders;
        acts[at].notes.push("recipient as the document tells whom they fight");
    }

    /// "Retook the town, held by militants": who is told to hold the place that is taken.
    fn told_holders(&self, acts: &[Act], at: usize) -> Option<Vec<Entity>> {
        let (matcher, deed) = (self.matcher, &self.deeds[at]);
        if !deed.is_attack || !deed.on_place || deed.actors.is_empty() {
            return None;
        }
        let doc = matcher.doc;
        let place = acts[at].recipients.first()?.head;
        let holds = |other: &&Act| {
            let token = doc.token(other.trigger);
            matcher.event_of(other) == "COERCE"
                && token.relation.base() == "acl"
                && token.head == Some(place)
                && other.actors.iter().any(|a| a.code.is_some())
                && !other.actors.iter().any(|a| acts[at].actors.iter().any(|b| is_same(a, b)))
        };
        let mut near = told_here(matcher, acts, deed.sentence).iter();
        Some(near.find(holds)?.actors.clone())
    }

    /// Who charged the actors of an act, asked something of them or threatened them last.
    pub(super) fn accuser(&self, acts: &[Act], at: usize) -> Option<Vec<Entity>> {
        let (matcher, own) = (self.matcher, &self.deeds[at].actors);
        // Whose "reports" or "claims" are rejected is found among what has been claimed.
        if is_of_claims(matcher, &acts[at]) {
            return None;
        }
        let turns_to_them = |&other: &usize| {
            let event = matcher.event_of(&acts[other]);
            let (by, to) = (&self.deeds[other].actors, &self.deeds[other].recipients);
            other < at
                && matches!(event, "ACCUSE" | "REQUEST" | "THREATEN")
                && shares(own, to)
                && !by.is_empty()
                && !shares(own, by)
        };
        let model = self.around(at, CHARGED).filter(turns_to_them).max()?;
        Some(acts[model].actors.iter().filter(|a| a.code.is_some()).cloned().collect())
    }
}

/// Whether an act takes up words that claim something: "called the reports groundless".
fn is_of_claims(matcher: &Matcher<'_>, act: &Act) -> bool {
    let claims = |&token: &TokenId| {
        let cue = matcher.lexicon.words.cue_noun(&lower_lemma(matcher.doc, token));
        cue.is_some_and(|cue| matches!(cue.stance, Stance::Asserts | Stance::Warns))
    };
    let object = matcher.clause(act.trigger).object;
    let told = act.fit.fills.iter().map(|f| f.token).chain(act.fit.contents.iter().copied());
    told.chain(act.fit.consumed.iter().copied()).chain(object).any(|token| claims(&token))
}
