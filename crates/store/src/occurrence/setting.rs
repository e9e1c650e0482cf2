//! Do two reports speak of the same people and places? The names in a text tell its story apart from others,
//! also where no party has a code that would.

use super::words::Words;

/// Names of a report that are kept: the first ones.
const NAMES: usize = 48;

/// A line of which a greater share of words is capitalised is a headline: there capitals tell nothing.
const HEADLINE: f64 = 0.6;

/// Reports that share this part of their names, of those of the one that has fewer, speak of one story; …
const SAME: f64 = 0.3;

/// … and with less than this, of different ones.
const OTHER: f64 = 0.12;

/// Names that stand in every story.
const CALENDAR: &[&str] = &[
    "april",
    "august",
    "december",
    "february",
    "friday",
    "january",
    "july",
    "june",
    "march",
    "may",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

/// How the names of two reports stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    Same,
    /// Neither clearly the same nor clearly another, or one report has no names.
    Unclear,
    Other,
}

/// The setting of two reports by their names, and the share of names that they have in common.
pub(super) fn setting(one: &Words, other: &Words) -> (Setting, f64) {
    let fewer = one.count().min(other.count());
    if fewer == 0 {
        return (Setting::Unclear, 0.0);
    }
    let share = one.shared(other) as f64 / fewer as f64;
    let setting = match share {
        share if share >= SAME => Setting::Same,
        share if share < OTHER => Setting::Other,
        _ => Setting::Unclear,
    };
    (setting, share)
}

/// The names in a text: capitalised words that do not begin a sentence.
pub(crate) fn names(text: &str) -> Words {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        let words: Vec<(bool, &str)> = words(line);
        let capitals = words.iter().filter(|(_, word)| is_capitalised(word)).count();
        if capitals as f64 > HEADLINE * words.len() as f64 {
            continue;
        }
        for (first, word) in words {
            let told = !first && is_capitalised(word) && word.chars().count() > 2;
            let name = word.to_lowercase();
            if told && CALENDAR.binary_search(&name.as_str()).is_err() && !found.contains(&name) {
                found.push(name);
                if found.len() == NAMES {
                    return found.into_iter().collect();
                }
            }
        }
    }
    found.into_iter().collect()
}

/// The words of a line, and whether each may begin a sentence.
fn words(line: &str) -> Vec<(bool, &str)> {
    let mut found = Vec::new();
    let mut first = true;
    let mut rest = line;
    while let Some(from) = rest.find(char::is_alphanumeric) {
        first |= rest[..from].contains(['.', '!', '?', ':', '"', '“']);
        let word = &rest[from..];
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        found.push((first, &word[..end]));
        first = false;
        rest = &word[end..];
    }
    found
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_capitalised_words_within_sentences() {
        let text = "Storm Sinks Ferry Off Lagos\n\nThe ferry left Lagos on Monday, Ada Obi of the port said. Divers \
                    found Obi's brother near Badagry. \"Nobody warned us,\" he said.";
        assert_eq!(names(text).list(), "ada badagry lagos obi");
        assert_eq!(names("").list(), "");
        assert!(CALENDAR.is_sorted());
    }

    #[test]
    fn one_story_shares_names_and_another_does_not() {
        let one = names("It left Lagos as Ada Obi waved.");
        assert_eq!(setting(&one, &names("When Obi saw Lagos, she wept.")).0, Setting::Same);
        assert_eq!(
            setting(&one, &names("Then Fiji played against Tonga in the rain of Suva.")).0,
            Setting::Other
        );
        assert_eq!(setting(&one, &names("nobody is named here")).0, Setting::Unclear);
    }
}
