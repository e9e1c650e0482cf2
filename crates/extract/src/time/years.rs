//! Which years does the calendar name here: "2019", "2010-2012", "the 1990s", "the 19th century"?

use verbale_text::{Relation, Tag, Upos};

use super::period::{Meaning, Period};
use super::scene::{Found, Scene};
use super::words;

/// Words after which an old year may stand.
const DATING: [&str; 6] = ["in", "since", "(", "until", "from", "of"];

/// Words after which a year is not part of a name.
const JOINING: [&str; 19] = [
    "by", "till", "between", "during", "before", "after", "late", "early", "through", "to", "and",
    "than", "circa", "around", "for", "summer", "-", ",", "or",
];

/// Words before a number that is no year.
const NUMBERING: [&str; 16] = [
    "$",
    "£",
    "€",
    "#",
    "no.",
    "number",
    "resolution",
    "room",
    "page",
    "about",
    "nearly",
    "some",
    "almost",
    "approximately",
    "another",
    "flight",
];

/// Words after a number that is no year.
const MEASURES: [&str; 14] = [
    "%", "percent", "per", "people", "troops", "soldiers", "million", "billion", "points",
    "degrees", "hours", "a.m.", "p.m.", "gmt",
];

/// A year or more that starts at `at`.
pub(super) fn years(scene: &Scene<'_>, at: usize) -> Option<Found> {
    decade(scene, at).or_else(|| century(scene, at)).or_else(|| year(scene, at))
}

/// "the 1990s", "the '90s", "the nineties", "mid-1990s".
fn decade(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let start = if scene.is(at, &["the"]) { at + 1 } else { at };
    let word = scene.word(start);
    let word = word.strip_prefix("mid-").unwrap_or(word);
    if let Some(stem) = word.strip_suffix("'s").or_else(|| word.strip_suffix('s')) {
        if let Some(year) = four_digits(stem).filter(|y| y % 10 == 0) {
            let period = if year % 100 == 0 && year < 2000 {
                Period::Century(year)
            } else {
                Period::Decade(year)
            };
            return Some(Found::period(start + 1, Some(period)));
        }
        if let Some(two) = stem.strip_prefix('\'').filter(|y| y.len() == 2)
            && let Some(year) = two.parse::<i16>().ok().filter(|y| y % 10 == 0)
        {
            return Some(Found::period(start + 1, Some(Period::Decade(1900 + year))));
        }
    }
    let year = words::decade(word).filter(|_| start > at)?;
    Some(Found::period(start + 1, Some(Period::Decade(1900 + year))))
}

/// "the 19th century".
fn century(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let start = if scene.is(at, &["the"]) { at + 1 } else { at };
    let number = words::ordinal(scene.word(start)).filter(|n| (2..=22).contains(n))?;
    let unit_at = if scene.is(start + 1, &["-"]) { start + 2 } else { start + 1 };
    let year = i16::try_from((number - 1) * 100).ok()?;
    (scene.word(unit_at) == "century")
        .then(|| Found::period(unit_at + 1, Some(Period::Century(year))))
}

/// "2019", "the year 2000", "fiscal 1990", "2010-2012", "nineteen ninety-one".
fn year(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let mut start = at;
    for lead in [["the"], ["fiscal"], ["year"]] {
        if scene.is(start, &lead) {
            start += 1;
        }
    }
    let led = scene.is(start.wrapping_sub(1), &["year", "fiscal"]) && start > at;
    if start > at && !led {
        return None;
    }
    if let Some((year, end)) = spelled_year(scene, start) {
        return Some(Found::period(end, Some(Period::Year(year))));
    }
    if let Some(found) = marked_year(scene, start) {
        return Some(found);
    }
    let word = scene.word(start);
    let year = four_digits(word).filter(|y| (1000..=2200).contains(y))?;
    if !led && !is_year(scene, start, year) {
        return None;
    }
    if scene.is(start + 1, &["-", "/"])
        && let Some(last) = second_year(scene.word(start + 2), year)
    {
        let meaning = Meaning::Range(Period::Year(year), Period::Year(last));
        return Some(Found { end: start + 3, meaning });
    }
    Some(Found::period(start + 1, Some(Period::Year(year))))
}

/// "mid-2019", "post-1991", "'98".
fn marked_year(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let word = scene.word(at);
    for (prefix, within) in [("mid-", true), ("post-", false), ("pre-", false)] {
        if let Some(year) = word.strip_prefix(prefix).and_then(four_digits) {
            return Some(Found::period(at + 1, within.then_some(Period::Year(year))));
        }
    }
    let two = word.strip_prefix('\'').filter(|y| y.len() == 2)?.parse().ok()?;
    Some(Found::period(at + 1, Some(Period::Year(in_full(two)))))
}

/// Whether four digits are a year here, and not a number of things or part of a name.
fn is_year(scene: &Scene<'_>, at: usize, year: i16) -> bool {
    let before = scene.before(at);
    let plausible = (1900..=2050).contains(&year) || year >= 1500 && DATING.contains(&before);
    plausible
        && !MEASURES.contains(&scene.word(at + 1))
        && !NUMBERING.contains(&before)
        && !is_counted(scene, at)
        && !scene.token(at).is_some_and(|t| {
            t.relation == Relation::Flat && !DATING.contains(&before) && !JOINING.contains(&before)
        })
}

/// "2000 soldiers", but not "the 2000 elections".
fn is_counted(scene: &Scene<'_>, at: usize) -> bool {
    let counts = scene.token(at).is_some_and(|t| t.relation == Relation::Nummod);
    let things = scene.token(at + 1).is_some_and(|t| t.upos == Upos::Noun && t.tag == Tag::Nns);
    counts && things && !matches!(scene.before(at), "the" | "'s")
}

/// The last year of "2010-2012", "2014-15".
fn second_year(word: &str, first: i16) -> Option<i16> {
    let digits = word.bytes().all(|b| b.is_ascii_digit());
    let last = match word.len() {
        4 if digits => word.parse().ok()?,
        2 if digits => first - first % 100 + word.parse::<i16>().ok()?,
        _ => return None,
    };
    (last > first && last < first + 150).then_some(last)
}

/// "nineteen ninety-one", "two thousand and five".
pub(super) fn spelled_year(scene: &Scene<'_>, at: usize) -> Option<(i16, usize)> {
    if scene.is(at, &["two"]) && scene.is(at + 1, &["thousand"]) {
        let next = if scene.is(at + 2, &["and"]) { at + 3 } else { at + 2 };
        let ones = words::cardinal(scene.word(next)).filter(|n| (1..20).contains(n));
        let named = at > 0 && scene.is(at - 1, &["year", "in", "of", ","]);
        return match ones {
            Some(ones) if words::unit(scene.word(next + 1)).is_none() && named => {
                Some((2000 + i16::try_from(ones).ok()?, next + 1))
            }
            _ if scene.before(at) == "year" => Some((2000, at + 2)),
            _ => None,
        };
    }
    let century = words::cardinal(scene.word(at)).filter(|n| (17..=20).contains(n))?;
    if scene.word(at).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (rest, end) = scene.number(at + 1).filter(|(n, _)| (10..100).contains(n))?;
    Some((i16::try_from(century * 100 + rest).ok()?, end))
}

/// A number of four digits.
pub(super) fn four_digits(word: &str) -> Option<i16> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
}

/// The year that two digits stand for.
pub(super) fn in_full(two: i16) -> i16 {
    if two < 40 { 2000 + two } else { 1900 + two }
}
