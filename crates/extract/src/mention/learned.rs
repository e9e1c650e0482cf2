//! Whom does a name name that our lists do not know?
//!
//! The text layer has learned what a name is of: a person, an organisation, a place. Here that makes
//! somebody known by one word alone a person, and keeps companies and newspapers from being taken for people
//! because their names have two words. A country is told only by the words before the name ("the Turkish
//! drone maker Baykar"). That a name is a place's counts for nothing: "Har-Shefi" was learned to be one, and
//! a later "she" would then find nobody.

use std::ops::Range;

use verbale_text::{NameKind, NameTag, TokenId, Upos};

use super::Reader;
use crate::findings::{Entity, Via, nameless};

impl Reader<'_> {
    /// What is read as an unknown person's name, as the kind that it was learned to be. Those of whom a
    /// title or a country tells are who they are said to be.
    pub(super) fn as_learned(&self, mut entity: Entity) -> Entity {
        let titled = entity.office.is_some() || entity.gender.is_some();
        let told = entity.actor.is_some() || titled || entity.code.is_some();
        let kind = self.doc.token(entity.head).name.kind();
        if !told && entity.antecedent.is_none() && kind == Some(NameKind::Organization) {
            entity.person = false;
        }
        entity
    }

    /// Reads a person's name of one word, or one whose parts the tree does not join. Of names of one word that
    /// were learned to be an organisation's, more than half are not: they stay nobody known.
    pub(super) fn by_learned_name(&self, head: TokenId, phrase: &Range<TokenId>) -> Option<Entity> {
        if self.doc.token(head).name.kind() != Some(NameKind::Person) {
            return None;
        }
        let tokens = self.learned_name(head);
        let known = tokens.clone().any(|t| self.hit_at[t].is_some());
        if known
            || self.doc.token(head).upos != Upos::Propn
            || self.theatre.country_at(head).is_some()
        {
            return None;
        }
        let told = !self.hits_in(phrase.start..tokens.start.max(phrase.start)).is_empty();
        let span = self.span(phrase.start.min(tokens.start)..phrase.end.max(tokens.end));
        Some(Entity {
            code: self.origin(head, phrase).code.filter(|_| told),
            name: Some(self.span(tokens).of(self.doc.text()).into()),
            gender: self.gender_told(head),
            person: true,
            via: Via::Name,
            ..nameless(span, head)
        })
    }

    /// The words of the learned name in which `head` stands.
    fn learned_name(&self, head: TokenId) -> Range<TokenId> {
        let doc = self.doc;
        let kind = doc.token(head).name.kind();
        let goes_on = |t: TokenId| {
            let name: NameTag = doc.token(t).name;
            name.kind() == kind && !name.begins()
        };
        let sentence = &doc.sentences()[doc.sentence_of(head)].tokens;
        let start = (sentence.start..=head).rev().find(|&t| !goes_on(t)).unwrap_or(head);
        let end = (head + 1..sentence.end).find(|&t| !goes_on(t)).unwrap_or(sentence.end);
        start..end
    }
}

#[cfg(test)]
mod tests {
    use verbale_lexicon::Lexicon;
    use verbale_text::{Language, read};

    use crate::mention::mentions;
    use crate::names::names;

    /// The mentions of `text` that our lists do not know: name, "person" or "body", country.
    fn unknown(text: &str) -> Vec<String> {
        let language = Language::from_bytes(verbale_data::MODEL, verbale_data::FILES);
        let doc = read(text, &language.expect("the shipped model"));
        let lexicon = Lexicon::open(verbale_data::LEXICON, verbale_data::FILES);
        let lexicon = lexicon.expect("the shipped knowledge");
        let found = mentions(&doc, &lexicon, names(&doc, &lexicon, None), &[], None);
        let unknown = found.entities.iter().filter(|entity| entity.actor.is_none());
        let line = |entity: &crate::Entity| {
            let kind = if entity.person { "person" } else { "body" };
            let country = entity.code.map_or("-".to_owned(), |code| code.as_str().to_owned());
            Some(format!("{} {kind} {country}", entity.name.as_deref()?))
        };
        unknown.filter_map(line).collect()
    }

    #[test]
    fn a_name_that_no_list_knows_is_what_it_was_learned_to_be() {
        assert_eq!(unknown("Novotny said that the talks had failed."), ["Novotny person -"]);
        assert_eq!(
            unknown("The company Norvex Energy denied the report."),
            ["Norvex Energy body -"]
        );
    }
}
