//! Could any sentence match this pattern?
//!
//! A pattern that parses may still ask for what no sentence gives: two objects where one must be meant
//! ("stage hunger strike"), an object of a noun, an adverb written as one. Such a pattern would lie there
//! and read nothing, so it is a fault, with the way to write what was meant.

use super::{ClauseContent, Element, Filler, Head, Pattern, PatternKind, RoleName, Slot, WordTest};

/// Words that no phrase has as its head: they stand beside the verb, or mean nothing in a pattern.
const ADVERBS: [&str; 14] = [
    "abroad",
    "ahead",
    "apart",
    "aside",
    "away",
    "forward",
    "homeward",
    "indoors",
    "jointly",
    "out",
    "overboard",
    "publicly",
    "together",
    "up",
];
const FUNCTION_WORDS: [&str; 10] =
    ["a", "an", "and", "but", "her", "his", "its", "not", "or", "the"];

/// The verbs under which a "said" pattern puts a clause, and nothing else.
const MODALS: [&str; 9] =
    ["can", "could", "may", "might", "must", "shall", "should", "will", "would"];

/// The most words that a compound in a pattern or class may have.
pub(crate) const MOST_WORDS: usize = 4;

/// Says why nothing could match `pattern`, if nothing could.
///
/// # Errors
/// What cannot be met, and how to write what may have been meant.
pub(super) fn can_match(pattern: &Pattern) -> Result<(), String> {
    for head in &pattern.heads {
        check_word(&head.word)?;
        if head.particle.is_some()
            && matches!(pattern.kind, PatternKind::Noun | PatternKind::Predicate)
        {
            return Err("only a verb has a particle".into());
        }
    }
    let preposition = |head: &Head| matches!(&head.word, WordTest::Lemma(word) if super::parse::is_preposition(word));
    if pattern.kind == PatternKind::Predicate && pattern.heads.iter().all(preposition) {
        return Err("a preposition is predicated of nothing: it needs a word after it".into());
    }
    pattern.before.iter().try_for_each(check_slot)?;
    let mut all = Vec::new();
    flatten(&pattern.elements, &mut all);
    all.iter().try_for_each(|element| check_element(element))?;
    match pattern.kind {
        PatternKind::Noun | PatternKind::Predicate => check_without_object(pattern.kind, &all),
        PatternKind::Said if pattern.heads.iter().all(|head| is_modal(&head.word)) => {
            match all.iter().find(|element| !matches!(element, Element::Clause(..))) {
                Some(_) => Err("a modal takes only a \"(to …)\" clause".into()),
                None => Ok(()),
            }
        }
        PatternKind::Verb | PatternKind::Said => check_objects(&pattern.elements),
    }
}

/// The elements, those in brackets too.
fn flatten<'a>(elements: &'a [Element], into: &mut Vec<&'a Element>) {
    for element in elements {
        match element {
            Element::Optional(inner) => flatten(inner, into),
            _ => into.push(element),
        }
    }
}

fn check_element(element: &Element) -> Result<(), String> {
    match element {
        Element::Object(slot) | Element::Oblique(_, Filler::Slot(slot)) => check_slot(slot),
        Element::ObjectWord(words, whose) | Element::Oblique(_, Filler::Word(words, whose)) => {
            words.iter().try_for_each(check_word)?;
            check_phrase(words)?;
            whose.iter().try_for_each(check_slot)
        }
        Element::Complement(words) => words.iter().try_for_each(check_word),
        Element::Clause(_, content) | Element::Oblique(_, Filler::Clause(_, content)) => {
            match content {
                ClauseContent::Verb(inner) => can_match(inner),
                ClauseContent::Act => Ok(()),
            }
        }
        Element::Adverb(_) | Element::Before(_) | Element::Optional(_) => Ok(()),
    }
}

fn check_slot(slot: &Slot) -> Result<(), String> {
    match slot.role {
        RoleName::Act if !slot.filters.is_empty() => {
            Err("\"{act}\" takes no filter: any act may stand there".into())
        }
        _ => Ok(()),
    }
}

fn check_word(word: &WordTest) -> Result<(), String> {
    let (WordTest::Lemma(word) | WordTest::Form(word)) = word else { return Ok(()) };
    if FUNCTION_WORDS.contains(&&**word) {
        return Err(format!("\"{word}\" heads no phrase: leave it out"));
    }
    if word.split([' ', '-']).count() > MOST_WORDS {
        return Err(format!("\"{word}\" has more than {MOST_WORDS} words"));
    }
    Ok(())
}

/// An object or the phrase after a preposition is headed by no adverb.
fn check_phrase(words: &[WordTest]) -> Result<(), String> {
    for word in words {
        if let WordTest::Lemma(word) = word
            && (ADVERBS.contains(&&**word) || super::parse::is_preposition(word))
        {
            return Err(format!(
                "\"{word}\" is no object: an adverb is written \"+{word}\", \
                 and a phrase with a preposition has its own pattern"
            ));
        }
    }
    Ok(())
}

fn is_modal(word: &WordTest) -> bool {
    matches!(word, WordTest::Lemma(word) if MODALS.contains(&&**word))
}

fn check_without_object(kind: PatternKind, elements: &[&Element]) -> Result<(), String> {
    let what = if kind == PatternKind::Noun { "a noun" } else { "a predicate" };
    for element in elements {
        let wrong = match element {
            Element::Object(_) => "no object: put a preposition before the slot",
            Element::ObjectWord(..) => "no object: the parts of a compound are joined with \"_\"",
            Element::Complement(_) if kind == PatternKind::Noun => "no complement",
            Element::Adverb(_) => "no adverb",
            _ => continue,
        };
        return Err(format!("{what} has {wrong}"));
    }
    Ok(())
}

/// A verb has two objects at most, and a word right before another one would be one of the two.
fn check_objects(elements: &[Element]) -> Result<(), String> {
    let follows = |pair: &[Element]| {
        matches!(
            pair,
            [Element::ObjectWord(..), Element::ObjectWord(_, None)]
                | [Element::ObjectWord(..), Element::Object(_)]
        )
    };
    if let Some(pair) = elements.windows(2).find(|pair| follows(pair)) {
        return Err(match pair[1] {
            Element::Object(_) => "a word before a slot is an object, and so would the slot be: \
                 is the word meant as a preposition, or the slot to have one?",
            _ => "two words in a row would be two objects: the parts of a compound are joined with \"_\"",
        }
        .into());
    }
    let is_object = |e: &&Element| matches!(e, Element::Object(_) | Element::ObjectWord(..));
    match elements.iter().filter(is_object).count() {
        0..=2 => Ok(()),
        _ => Err("a verb has two objects at most".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(kind: PatternKind, text: &str) -> String {
        Pattern::parse(kind, text).expect_err(text)
    }

    #[test]
    fn what_no_sentence_gives_is_a_fault() {
        use PatternKind::{Noun, Predicate, Said, Verb};
        for (kind, text, part) in [
            (Verb, "{actor} stage hunger strike", "joined with \"_\""),
            (Verb, "{actor} sail abord {recipient}", "meant as a preposition"),
            (Verb, "{actor} take {recipient} away", "\"+away\""),
            (Verb, "{actor} train and|arm {recipient}", "heads no phrase"),
            (Verb, "{actor} give {recipient} {other} {topic}", "two objects at most"),
            (Verb, "{actor} stop {act:state}", "takes no filter"),
            (Verb, "{actor} demand (to stage hunger strike)", "joined with \"_\""),
            (Noun, "{actor} peace process with {actor}", "joined with \"_\""),
            (Noun, "{actor} crack+down on {recipient}", "particle"),
            (Predicate, "{actor} angry {recipient}", "preposition before the slot"),
            (Predicate, "{actor} be against {recipient}", "needs a word after it"),
            (Said, "{actor} must {act}", "only a \"(to …)\""),
        ] {
            let message = fault(kind, text);
            assert!(message.contains(part), "{text}: {message}");
        }
    }

    #[test]
    fn what_a_sentence_may_give_is_none() {
        for text in [
            "{actor} stage hunger_strike",
            "{actor} give {recipient} @aid [for {topic}]",
            "{actor} send {recipient} +home|back [to {other}]",
            "{actor} impose @sanction on {recipient}",
        ] {
            Pattern::parse(PatternKind::Verb, text).expect(text);
        }
    }
}
