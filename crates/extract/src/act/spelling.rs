//! In which ways may a pattern or a class write the word at this place?
//!
//! By its dictionary form, or as part of a compound: "hunger strike", "sit-in", "fact-finding mission",
//! "act of war", "not attend". Found once for each word of a document.

use verbale_lexicon::{ClassNumber, Classes, WordNumber};
use verbale_text::{Doc, Relation, TokenId, Upos};

use super::Matcher;
use crate::syntax::{is_not, lemma, lower, lower_lemma, lowered};

/// How many words before a word may make a compound with it.
const WORDS_BEFORE: usize = 3;

/// The ways in which a word may be written in a pattern or class, as far as any pattern or class writes them.
#[derive(Debug, Clone, Default)]
pub(super) struct Spellings {
    /// As the text has it.
    pub form: Option<WordNumber>,
    /// Its dictionary form first, then what a lemmatizer may have missed.
    pub lemmas: Vec<WordNumber>,
    /// The compounds of which it is the head.
    pub compounds: Vec<WordNumber>,
    /// Of the compounds, the one with "not" before it.
    pub denied: Option<WordNumber>,
    /// The classes that hold its form or a lemma, ascending.
    own_classes: Vec<ClassNumber>,
    /// The classes that hold a compound, ascending.
    compound_classes: Vec<ClassNumber>,
}

impl Spellings {
    /// Whether the word alone is in a class.
    pub fn is_in(&self, class: ClassNumber) -> bool {
        self.own_classes.binary_search(&class).is_ok()
    }

    /// Whether a compound that the word ends is in a class.
    pub fn compound_is_in(&self, class: ClassNumber) -> bool {
        self.compound_classes.binary_search(&class).is_ok()
    }

    /// Whether the word is `number`, alone or at the end of a compound.
    pub fn is(&self, number: WordNumber) -> bool {
        self.form == Some(number)
            || self.lemmas.contains(&number)
            || self.compounds.contains(&number)
    }
}

impl Matcher<'_> {
    /// The ways in which the word may be written.
    pub(super) fn spellings(&self, token: TokenId) -> &Spellings {
        self.spellings[token]
            .get_or_init(|| Box::new(spellings(self.doc, &self.lexicon.classes, token)))
    }
}

fn spellings(doc: &Doc, classes: &Classes, token: TokenId) -> Spellings {
    let vocabulary = classes.vocabulary();
    let number = |word: &str| vocabulary.number(word);
    let (word, form) = (lowered(lemma(doc, token)), lower(doc, token));
    let mut found = Spellings { form: number(&form), ..Spellings::default() };
    each_lemma(&word, &form, doc.token(token).upos, &mut |lemma| {
        found.lemmas.extend(number(lemma));
    });
    // Most words are part of no compound that is known: theirs need not be put together.
    if word.contains('-') || number(&word).is_some_and(|word| vocabulary.is_joined(word)) {
        let written = compounds(doc, token, &word);
        let denied = written.iter().find(|compound| compound.starts_with("not "));
        found.denied = denied.and_then(|compound| number(compound));
        found.compounds = written.iter().filter_map(|compound| number(compound)).collect();
    }
    let classes_of = |words: &mut dyn Iterator<Item = WordNumber>| {
        let mut classes: Vec<ClassNumber> =
            words.flat_map(|word| vocabulary.classes(word)).copied().collect();
        classes.sort_unstable();
        classes.dedup();
        classes
    };
    found.own_classes = classes_of(&mut found.lemmas.iter().copied().chain(found.form));
    found.compound_classes = classes_of(&mut found.compounds.iter().copied());
    found
}

/// The word's lemma, and the spellings that a lemmatizer may have missed: a silent "e", a doubled
/// consonant ("blockad", "boycot").
fn each_lemma(lemma: &str, form: &str, upos: Upos, see: &mut dyn FnMut(&str)) {
    see(lemma);
    if lemma == form && form.len() > 3 && matches!(upos, Upos::Noun | Upos::Propn) {
        form.strip_suffix('s').into_iter().for_each(&mut *see);
    }
    let inflected =
        lemma != form && (form.ends_with("ed") || form.ends_with("ing") || form.ends_with("es"));
    if inflected {
        see(&format!("{lemma}e"));
        lemma.chars().last().into_iter().for_each(|last| see(&format!("{lemma}{last}")));
        lemma.strip_suffix('e').into_iter().for_each(see);
    }
}

fn compounds(doc: &Doc, token: TokenId, word: &str) -> Vec<String> {
    let after = |n: usize| (token + n < doc.tokens().len()).then_some(token + n);
    if let Some(part) = after(2)
        && doc.form(token + 1) == "-"
        && doc.token(part).head == Some(token)
        && doc.token(part).relation == Relation::Flat
    {
        // "build-up", hung on its first part
        return vec![format!("{word}-{}", lower(doc, part))];
    }
    let mut all = with_words_before(doc, token, word);
    let adjectives = doc
        .children_by(token, Relation::Amod)
        .filter(|&a| a + 1 < token && doc.token(token).upos == Upos::Noun);
    all.extend(adjectives.map(|a| format!("{} {word}", lower(doc, a))));
    all.extend(denied(doc, token, word));
    all.extend(with_phrase_after(doc, token, word));
    all
}

/// "strike", "hunger strike"; "mission", "finding mission", "fact-finding mission": joined as in the text, each word as it is
/// written there and in its dictionary form.
fn with_words_before(doc: &Doc, token: TokenId, word: &str) -> Vec<String> {
    let first = doc.sentences()[doc.sentence_of(token)].tokens.start;
    let mut all = Vec::new();
    let (mut written, mut lemmatized) = (word.to_owned(), word.to_owned());
    let mut at = token;
    for _ in 0..WORDS_BEFORE {
        let hyphen = at >= first + 2 && doc.form(at - 1) == "-";
        let step = if hyphen { 2 } else { 1 };
        if at < first + step {
            break;
        }
        at -= step;
        let joint = if hyphen { '-' } else { ' ' };
        written = format!("{}{joint}{written}", lower(doc, at));
        lemmatized = format!("{}{joint}{lemmatized}", lower_lemma(doc, at));
        if lemmatized != written {
            all.push(lemmatized.clone());
        }
        all.push(written.clone());
    }
    all
}

/// "not attend", of a verb or predicate that is denied, wherever its "not" stands.
fn denied(doc: &Doc, token: TokenId, word: &str) -> Option<String> {
    let own = doc.children_by(token, Relation::Advmod).any(|c| is_not(doc, c));
    let right_before =
        token > doc.sentences()[doc.sentence_of(token)].tokens.start && is_not(doc, token - 1);
    (own || right_before).then(|| format!("not {word}"))
}

/// "act of war": the noun with a preposition and the noun after it, articles set aside.
fn with_phrase_after(doc: &Doc, token: TokenId, word: &str) -> Option<String> {
    let last = doc.sentences()[doc.sentence_of(token)].tokens.end;
    let nominal = matches!(doc.token(token).upos, Upos::Noun | Upos::Propn);
    if !nominal || token + 2 >= last {
        return None;
    }
    let link = lower(doc, token + 1);
    let article = |t: TokenId| matches!(&*lower(doc, t), "the" | "a" | "an");
    let noun = (token + 2..last).find(|&t| !article(t))?;
    matches!(&*link, "of" | "for" | "against")
        .then(|| format!("{word} {link} {}", lower_lemma(doc, noun)))
}
