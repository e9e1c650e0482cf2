//! On which day was this text published?
//!
//! What the giver says counts; else what the text says of itself: a machine's stamp ("date
//! 2022-02-11"), or the full date of a byline or dateline ("GENEVA, 3 March 2014 (AP) —").

use jiff::civil::{Date, date};
use verbale_text::{Doc, LineKind, Sentence};

/// The day of publication and, where it was not given, where it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Published {
    pub(crate) date: Option<Date>,
    pub(crate) note: Option<&'static str>,
}

/// How many sentences from the top may tell the date.
const TOP: usize = 6;

/// How many words of a running sentence may be a dateline.
const DATELINE_WORDS: usize = 12;

pub(crate) fn published(given: Option<Date>, doc: &Doc) -> Published {
    if given.is_some() {
        return Published { date: given, note: None };
    }
    let top = || doc.sentences().iter().take(TOP);
    let of_kind = |kind| {
        top().filter(move |s| s.kind == kind).find_map(|s| first_date(s.span.of(doc.text())))
    };
    let dateline = || top().find_map(|s| dateline(doc, s).and_then(first_date));
    let found = of_kind(LineKind::Stamp)
        .map(|day| (day, "publication date read from the stamp in the text"))
        .or_else(|| {
            let day = of_kind(LineKind::Byline).or_else(dateline)?;
            Some((day, "publication date read from the dateline in the text"))
        });
    match found {
        Some((day, note)) => Published { date: Some(day), note: Some(note) },
        None => Published {
            date: None,
            note: Some("publication date unknown: give `date`; relative times stay unresolved"),
        },
    }
}

/// What stands before the dash of a sentence such as "GENEVA, 3 March 2014 (AP) — The council …".
fn dateline<'d>(doc: &'d Doc, sentence: &Sentence) -> Option<&'d str> {
    let start = sentence.span.start as usize;
    let mut early = sentence.tokens.clone().take(DATELINE_WORDS);
    let dash = early.find(|&id| matches!(doc.form(id), "-" | "--" | "–" | "—"))?;
    let lead = &doc.text()[start..doc.token(dash).span.start as usize];
    let place = lead.split_whitespace().next()?;
    let shouted = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    shouted.then_some(lead)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first full date in `text`: `2022-02-11`, "11 February 2022" or "Feb. 11, 2022".
pub(crate) fn first_date(text: &str) -> Option<Date> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ';' | '/'))
        .map(|word| word.trim_end_matches(['.', ':']))
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len()).find_map(|at| date_at(&words[at..]))
}

fn date_at(words: &[&str]) -> Option<Date> {
    if let Some(day) = iso(words[0]) {
        return Some(day);
    }
    let &[a, b, year, ..] = words else { return None };
    let (month, day) = match (month(a), month(b)) {
        (Some(month), None) => (month, b),
        (None, Some(month)) => (month, a),
        _ => return None,
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    let year = (year.len() == 4).then(|| year.parse().ok())??;
    Date::new(year, month, day).ok()
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|m| *m == word || word.len() >= 3 && m.starts_with(&word))?;
    i8::try_from(at + 1).ok()
}

/// The date at the head of an ISO 8601 date or date and time.
pub(crate) fn iso(text: &str) -> Option<Date> {
    let head = text.get(..10)?;
    let rest = &text[10..];
    let mut numbers = head.split('-').map(|part| part.parse::<i16>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    if numbers.next().is_some() || !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day on which proof sentences of the knowledge are read.
pub(crate) const PROOF_DAY: Date = date(2015, 6, 15);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_usual_forms() {
        let day = Some(date(2014, 3, 3));
        for text in [
            "date 2014-03-03",
            "2014-03-03T08:00:00Z",
            "GENEVA, 3 March 2014 (AP)",
            "GENEVA, Mar. 3, 2014",
            "Monday, March 3rd, 2014",
        ] {
            assert_eq!(first_date(text), day, "{text}");
        }
        for text in ["March 2014", "GENEVA, March 3", "2014-13-40", "in 3 weeks of 2014"] {
            assert_eq!(first_date(text), None, "{text}");
        }
    }
}
