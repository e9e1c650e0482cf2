//! What is the dictionary form of a word?
//!
//! First the list of irregular forms, then rules learned from the treebanks: the rule of the whole
//! form if it is an exception, else of its longest known ending. A rule cuts letters off the end, adds
//! others, and says whether the form is put in lower case first. Names keep their form.

use crate::hash;
use crate::table::HashTable;
use crate::words::WordLists;
use crate::{Tag, Upos};

/// Longest ending that a rule may depend on, in characters.
pub const LONGEST_ENDING: usize = 6;

/// How a lemma is made from a form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rule {
    /// Whether the form is put in lower case first.
    pub lower: bool,
    /// How many characters are cut off its end.
    pub cut: u8,
    /// What is put in their place.
    pub add: String,
}

impl Rule {
    /// The rule that makes `lemma` from `form`.
    pub fn between(form: &str, lemma: &str) -> Self {
        let keep = Self::on(form, lemma, false);
        let lower = Self::on(&form.to_lowercase(), lemma, true);
        if keep.cut <= lower.cut && form.to_lowercase() != form { keep } else { lower }
    }

    fn on(form: &str, lemma: &str, lower: bool) -> Self {
        let shared: usize = form
            .chars()
            .zip(lemma.chars())
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        let cut = form[shared..].chars().count().min(255) as u8;
        Self { lower, cut, add: lemma[shared..].to_owned() }
    }

    /// The lemma that the rule makes from `form`.
    pub fn apply(&self, form: &str) -> String {
        let mut lemma = if self.lower { form.to_lowercase() } else { form.to_owned() };
        for _ in 0..self.cut {
            lemma.pop();
        }
        lemma.push_str(&self.add);
        lemma
    }
}

/// Finds lemmas by rules.
#[derive(Debug, Clone)]
pub struct Lemmatizer<'m> {
    /// Number of a rule, by [`form_key`] or [`ending_key`].
    pub table: HashTable<'m>,
    /// The rules.
    pub rules: &'m [Rule],
}

impl Lemmatizer<'_> {
    /// The dictionary form of `form` as `upos` and `tag`.
    pub fn lemma(&self, form: &str, upos: Upos, tag: Tag, lists: &WordLists) -> Box<str> {
        if upos == Upos::Propn && tag == Tag::Nnp || form.len() > 64 {
            return form.into();
        }
        let lower = form.to_lowercase();
        if tag != Tag::Nnp
            && let Some(lemma) = lists.irregular(&lower, upos)
        {
            return lemma.into();
        }
        match self.rule(&lower, upos, tag).map(|rule| rule.apply(form)) {
            Some(lemma) if !lemma.is_empty() => lemma.into(),
            _ => lower.into(),
        }
    }

    fn rule(&self, lower: &str, upos: Upos, tag: Tag) -> Option<&Rule> {
        let whole = self.table.get(form_key(lower, upos, tag));
        let found = whole.or_else(|| {
            endings(lower).rev().find_map(|ending| self.table.get(ending_key(ending, upos, tag)))
        });
        self.rules.get(found? as usize)
    }
}

/// The endings of `lower`, shortest first; the empty one is among them.
pub fn endings(lower: &str) -> impl DoubleEndedIterator<Item = &str> {
    let mut starts = [lower.len(); LONGEST_ENDING + 1];
    let mut count = 1;
    for (at, _) in lower.char_indices().rev().take(LONGEST_ENDING) {
        starts[count] = at;
        count += 1;
    }
    (0..count).map(move |nth| &lower[starts[nth]..])
}

/// The key of a whole lower-case form.
pub fn form_key(lower: &str, upos: Upos, tag: Tag) -> u64 {
    hash::join(hash::join(1, class(upos, tag)), hash::bytes(lower.as_bytes()))
}

/// The key of a lower-case ending.
pub fn ending_key(ending: &str, upos: Upos, tag: Tag) -> u64 {
    hash::join(hash::join(2, class(upos, tag)), hash::bytes(ending.as_bytes()))
}

fn class(upos: Upos, tag: Tag) -> u64 {
    u64::from(upos as u8) << 8 | u64::from(tag as u8)
}
