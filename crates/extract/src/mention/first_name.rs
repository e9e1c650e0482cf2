//! What do first names, forms of address and nouns tell of whom they are said?
//!
//! "Yair Netanyahu" is not the prime minister, "Mrs Biden" not the president, and "she" is neither Yair nor a widower.
//! First names are spelled in several ways and cut short, so only those that begin otherwise tell people apart.

use verbale_lexicon::{ActorId, Gender};
use verbale_text::{NameKind, TokenId};

use super::Reader;
use crate::findings::Entity;
use crate::syntax::{base_phrase, lower, lower_lemma};

/// How many letters two spellings of one first name have in common, at the least: "Mohammed", "Mohamed".
const SPELLED_ALIKE: usize = 3;

impl Reader<'_> {
    /// Whether the name headed by `head`, which ends in the surname of `earlier`, is of somebody else.
    pub(super) fn is_of_another(&self, head: TokenId, earlier: &Entity) -> bool {
        let addressed = self.gender_addressed(head);
        let differs = |told: Gender| earlier.gender.is_some_and(|gender| gender != told);
        addressed.is_some_and(differs)
            || !self.may_bear_name_of(head, earlier.actor, earlier.name.as_deref())
    }

    /// Whether the first name at `head`, if it has one, is in a name of `actor` or in `name`, in another spelling or
    /// in short.
    pub(super) fn may_bear_name_of(
        &self,
        head: TokenId,
        actor: Option<ActorId>,
        name: Option<&str>,
    ) -> bool {
        let Some(first) = self.first_name(head) else { return true };
        let actors = &self.lexicon.actors;
        let known = actor.into_iter().flat_map(|actor| actors.names_of(actor));
        let mut names = known.map(|name| &*name.text).chain(name);
        names.any(|name| {
            name.split([' ', '-']).any(|word| is_spelled_like(&word.to_lowercase(), &first))
        })
    }

    /// The first of several words of a person's name, lower-cased.
    fn first_name(&self, head: TokenId) -> Option<String> {
        let doc = self.doc;
        let name = self.name_tokens(head);
        let address = |t: &TokenId| {
            self.lexicon.words.office(&lower(doc, *t)).is_some_and(|office| office.address)
        };
        let first = name.clone().find(|t| !address(t)).filter(|t| t + 1 < name.end)?;
        let is_persons = doc.token(first).name.kind() == Some(NameKind::Person);
        is_persons.then(|| lower(doc, first).into_owned())
    }

    /// Of which gender a name or the words before it tell its bearer to be.
    pub(super) fn gender_told(&self, head: TokenId) -> Option<Gender> {
        let by_first = || self.lexicon.words.given_name(&self.first_name(head)?).copied();
        self.gender_addressed(head).or_else(by_first)
    }

    /// "The widow", "a spokesman": of which gender whoever a noun names is.
    pub(super) fn gender_of_noun(&self, head: TokenId) -> Option<Gender> {
        let noun = lower_lemma(self.doc, head);
        let of = |class: &str| self.lexicon.classes.contains(class, &noun);
        let woman = of("woman_noun").then_some(Gender::Female);
        woman.or_else(|| of("man_noun").then_some(Gender::Male))
    }

    /// Of which gender the words before a name tell its bearer to be: "Mrs Biden".
    fn gender_addressed(&self, head: TokenId) -> Option<Gender> {
        let words = base_phrase(self.doc, head);
        words.into_iter().find_map(|t| self.lexicon.words.office(&lower(self.doc, t))?.gender)
    }
}

/// Whether two lower-case first names may be one: an initial, a short form, or another spelling.
fn is_spelled_like(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_end_matches('.'), other.trim_end_matches('.'));
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let shorter = one.chars().count().min(other.chars().count());
    alike >= shorter.clamp(1, SPELLED_ALIKE)
}
