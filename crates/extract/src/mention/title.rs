//! Which office do these words name?

use std::ops::Range;

use verbale_lexicon::Office;
use verbale_text::TokenId;

use super::Reader;
use crate::syntax::{lower, lower_lemma};

/// An office found in the text.
pub(super) struct Title<'a> {
    /// The office in our knowledge.
    pub office: &'a Office,
    /// The words that name it.
    pub tokens: Range<TokenId>,
    /// Whether "former", "ex-" or the like stands before it.
    pub former: bool,
}

/// Longest office name in words: "chairman of the joint chiefs of staff".
const MAX_WORDS: usize = 8;

impl<'a> Reader<'a> {
    /// The longest office that `tokens` name; of two equally long, the later, and a form of address only if there
    /// is no office.
    pub(super) fn title_in(&self, tokens: Range<TokenId>) -> Option<Title<'a>> {
        let mut best: Option<Title<'a>> = None;
        for start in tokens.clone() {
            for end in (start + 1..=(start + MAX_WORDS).min(tokens.end)).rev() {
                let Some(office) = self.office_at(start..end) else { continue };
                let rank = |office: &Office, words: usize| (!office.address, words);
                let here = rank(office, end - start);
                if best.as_ref().is_none_or(|b| rank(b.office, b.tokens.len()) <= here) {
                    let former = start > tokens.start && self.is_former(start - 1)
                        || start > tokens.start + 1 && self.is_former(start - 2);
                    best = Some(Title { office, tokens: start..end, former });
                }
                break;
            }
        }
        best
    }

    /// The office that exactly these tokens name, singular or plural.
    pub(super) fn office_at(&self, tokens: Range<TokenId>) -> Option<&'a Office> {
        let doc = self.doc;
        let words = &self.lexicon.words;
        let text = self.span(tokens.clone()).of(doc.text()).to_lowercase();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        words.office(&text).or_else(|| {
            let last = tokens.end - 1;
            let stem = text.strip_suffix(&*lower(doc, last))?;
            words.office(&format!("{stem}{}", lower_lemma(doc, last)))
        })
    }

    pub(super) fn is_former(&self, token: TokenId) -> bool {
        matches!(
            &*lower(self.doc, token),
            "former"
                | "ex"
                | "ex-"
                | "late"
                | "ousted"
                | "deposed"
                | "toppled"
                | "erstwhile"
                | "onetime"
                | "one-time"
        )
    }
}
