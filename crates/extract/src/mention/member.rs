//! What do the words after a name or beside it tell of somebody: "(R-Ohio)", "of Tulsa", "Sens. Lowry and Hurd"?

use std::ops::Range;

use verbale_lexicon::Country;
use verbale_text::{NameKind, Relation, TokenId, Upos};

use super::nominal::Origin;
use super::title::Title;
use super::{Reader, sector};
use crate::syntax::{base_phrase, case_of, lower, lower_lemma};

impl<'a> Reader<'a> {
    /// The country in whose congress somebody sits by the party and state after the name: "(R-Ohio)", ", D-Wash.,".
    pub(super) fn seat_told(&self, name: &Range<TokenId>) -> Option<Country> {
        let doc = self.doc;
        let after = &doc.text()[doc.token(name.end - 1).span.end as usize..];
        let told = after.trim_start().strip_prefix(['(', ','])?.trim_start();
        // A word's length, and not a look through the rest of the text for a dash.
        let (party, state) = told.split_at(told.find(|c: char| !c.is_alphabetic())?);
        let is_party = self.lexicon.classes.contains("congress_party", &party.to_lowercase());
        let is_state = state.strip_prefix(['-', '–'])?.starts_with(char::is_uppercase);
        Country::parse("USA").filter(|_| is_party && is_state)
    }

    /// "Jane Kopek, 44, of Tulsa", "Ali Omar of the Human Rights League": whence somebody is, and for whom they speak.
    pub(super) fn background(&self, head: TokenId, name: &Range<TokenId>) -> Option<Origin> {
        let doc = self.doc;
        let is_person = doc.token(name.end - 1).name.kind() == Some(NameKind::Person);
        if !is_person || name.len() < 2 {
            return None;
        }
        let from = doc
            .children(head)
            .iter()
            .copied()
            .filter(|&c| c > head && matches!(case_of(doc, c).as_str(), "of" | "from"));
        from.into_iter().find_map(|part| {
            let phrase = base_phrase(doc, part);
            let body = self.hits_in(phrase.clone()).into_iter().map(|hit| self.origin_of_hit(hit));
            let body = body.into_iter().find(|origin| !origin.sectors.is_empty());
            body.or_else(|| self.unknown_body(part, &phrase)).or_else(|| {
                let code = self.theatre.country_at(part)?;
                Some(Origin { code: Some(code), sectors: sector("CVL") })
            })
        })
    }

    /// "The Delta Relief Foundation": what a body that no list knows is by its last word.
    fn unknown_body(&self, head: TokenId, phrase: &Range<TokenId>) -> Option<Origin> {
        let agent = self.agent_at(head, phrase).filter(|agent| !agent.person)?;
        let is_name = self.doc.token(head).upos == Upos::Propn;
        let code = self.origin(head, phrase).code;
        let told = is_name && !agent.sectors.is_empty() && code.is_some();
        told.then_some(Origin { code, sectors: agent.sectors })
    }

    /// "Senators Lowry and Hurd": the office in the plural of whom the name at `head` is coordinated with.
    pub(super) fn shared_title(&self, head: TokenId) -> Option<Title<'a>> {
        let doc = self.doc;
        let first = doc.token(head).head.filter(|_| doc.token(head).relation == Relation::Conj)?;
        let title = self.title_in(base_phrase(doc, first).start..first + 1)?;
        (!title.office.sectors.is_empty() && self.is_plural_title(&title)).then_some(title)
    }

    /// "Senators", "Reps.", and not "Minister of Foreign Affairs".
    fn is_plural_title(&self, title: &Title<'_>) -> bool {
        let (doc, words) = (self.doc, &self.lexicon.words);
        let last = title.tokens.end - 1;
        let form = lower(doc, last);
        let singular = form.trim_end_matches('.').strip_suffix('s').is_some_and(|one| {
            words.office(one).is_some() || words.office(&format!("{one}.")).is_some()
        });
        singular || lower_lemma(doc, last) != form
    }
}
