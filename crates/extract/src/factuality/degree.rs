//! How do words that change whether something took place add up?
//!
//! A [`Degree`] is a coarse [`Standing`], by which events are coded, with a fine share between -1 (it
//! did not) and 1 (it did). Shares multiply: "may fail to" is a little of what "failed to" is in full.

use verbale_lexicon::{Cue, Factuality, Standing};

/// Whether an event took place, coarse and fine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Degree {
    /// Coarse.
    pub standing: Standing,
    /// Fine: -1 did not, 1 did.
    pub share: f32,
}

/// It did, as far as the words themselves tell.
pub(super) const TOLD: Degree = Degree { standing: Standing::Told, share: 1.0 };
/// It did not.
pub(super) const NOT: Degree = Degree { standing: Standing::Not, share: -0.9 };
/// It is to come.
pub(super) const FUTURE: Degree = Degree { standing: Standing::Future, share: 0.65 };
/// It may have, or may yet.
pub(super) const POSSIBLE: Degree = Degree { standing: Standing::Possible, share: 0.4 };
/// Somebody is told to: it has not happened yet.
pub(super) const COMMAND: Degree = Degree { standing: Standing::Possible, share: -0.5 };

impl Degree {
    /// What this, coming from outside, makes of `inner`.
    pub fn over(self, inner: Degree) -> Degree {
        // Who is told to do what is not done is told not to do it.
        let share = if self == COMMAND && inner.share < 0.0 { -self.share } else { self.share };
        Degree { standing: apply(self.standing, inner.standing), share: share * inner.share }
    }

    /// The same standing with another share.
    pub const fn with_share(self, share: f32) -> Degree {
        Degree { share, ..self }
    }

    /// What `word` makes of what it governs.
    pub fn under(word: &Factuality) -> Degree {
        Degree { standing: word.effect, share: word.grade / 3.0 }
    }

    /// The same where `word` is negated.
    pub fn under_negated(word: &Factuality) -> Degree {
        Degree { standing: word.negated, share: word.negated_grade / 3.0 }
    }

    /// What a word of saying or thinking makes of its content.
    pub fn in_content(cue: &Cue) -> Degree {
        Degree { standing: cue.content, share: cue.grade / 3.0 }
    }
}

/// What `effect`, coming from outside, makes of `inner`.
pub(crate) fn apply(effect: Standing, inner: Standing) -> Standing {
    match (effect, inner) {
        (Standing::Told | Standing::Happened, inner) => inner,
        (Standing::Not, Standing::Not) => Standing::Told,
        (Standing::Not, _) => Standing::Not,
        (Standing::Possible, _) => Standing::Possible,
        (Standing::Future, Standing::Told | Standing::Happened | Standing::Future) => {
            Standing::Future
        }
        (Standing::Future, inner) => inner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outer_words_change_inner_ones() {
        assert_eq!(apply(Standing::Told, Standing::Not), Standing::Not);
        assert_eq!(apply(Standing::Not, Standing::Told), Standing::Not);
        assert_eq!(apply(Standing::Possible, Standing::Future), Standing::Possible);
        assert_eq!(apply(Standing::Future, Standing::Told), Standing::Future);
        assert_eq!(apply(Standing::Future, Standing::Not), Standing::Not);
    }

    #[test]
    fn shares_multiply() {
        assert!(NOT.over(NOT).share > POSSIBLE.share);
        assert!(POSSIBLE.over(NOT).share < 0.0);
        assert!(POSSIBLE.over(POSSIBLE).share < POSSIBLE.share);
    }
}
