//! When? Which words of a document name a time, and which days do they mean?
//!
//! Rules for the closed grammar of English time expressions, tried at every word; the longest wins.
//! Each reads the words, and tells what they mean from the day of publication, the time last named,
//! and the tense of the clause. What cannot be told stays unresolved: the span still stands.

mod absolute;
mod clock;
mod duration;
mod period;
mod relative;
mod scene;
mod tense;
#[cfg(test)]
mod tests;
mod words;
mod years;

use jiff::civil::Date;
use verbale_text::Doc;

use crate::findings::TimeExpression;
use clock::{at_hour, clock};
use period::{Meaning, Period};
use scene::{Found, Scene};

/// How many sentences a time stays in mind for "that day" and "two weeks later".
const MEMORY: usize = 3;

/// Every time expression in `doc`, published on `date`, in text order.
pub(crate) fn times(doc: &Doc, date: Option<Date>) -> Vec<TimeExpression> {
    let mut times = Vec::new();
    let mut focus: Option<(Period, usize)> = None;
    for (index, sentence) in doc.sentences().iter().enumerate() {
        let mut scene = Scene::new(doc, sentence, date);
        scene.focus = focus.filter(|(_, at)| index - at <= MEMORY).map(|(period, _)| period);
        let mut at = 0;
        while at < scene.len() {
            let Some(found) = expression(&scene, at).filter(|found| found.end > at) else {
                at += 1;
                continue;
            };
            if let Some(period) = found.meaning.period() {
                scene.focus = Some(period);
                scene.focus_is_near = true;
                focus = Some((period, index));
            }
            times.push(finished(doc, &scene, at, &found));
            at = found.end;
        }
    }
    times
}

/// Whether `word` names a month or weekday in full.
pub(crate) fn is_calendar_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    (word.len() > 3 || lower == "may") && words::month(&lower).is_some()
        || words::weekday(&lower).is_some()
}

/// The expression that starts at `at`, with the words that qualify it.
fn expression(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let start = qualifier(scene, at);
    if let Some(start) = start
        && let Some(found) = expression(scene, start)
        && !matches!(found.meaning, Meaning::Duration(..) | Meaning::Set(_))
    {
        return Some(found);
    }
    if let Some(found) = approximator(scene, at).and_then(|start| core(scene, start))
        && matches!(found.meaning, Meaning::Duration(..) | Meaning::Period(_) | Meaning::Vague(_))
    {
        return Some(found);
    }
    if let Some((part, end)) = clock(scene, at) {
        return Some(hour(scene, part, end));
    }
    let found = core(scene, at)?;
    let (word, end) = (scene.word(found.end), found.end + 1);
    match words::day_part(word).filter(|_| is_day(&found.meaning)) {
        Some(part) => Some(at_hour(found, part, end)),
        None => Some(found),
    }
}

/// The hour `part`, of the day that follows `end`: "9 a.m. on Friday".
fn hour(scene: &Scene<'_>, part: Box<str>, end: usize) -> Found {
    let next = if scene.is(end, &["on", ","]) { end + 1 } else { end };
    match core(scene, next).filter(|found| is_day(&found.meaning)) {
        Some(found) => {
            let end = found.end;
            at_hour(found, &part, end)
        }
        None => Found { end, meaning: hour_of(scene, part) },
    }
}

/// The hour `part` of the day last named in this sentence, or of the publication.
fn hour_of(scene: &Scene<'_>, part: Box<str>) -> Meaning {
    let day = match scene.focus.filter(|_| scene.focus_is_near) {
        Some(Period::Day(day)) => Some(day),
        _ => scene.date,
    };
    day.map_or(Meaning::Unknown, |day| Meaning::Part(day, part))
}

fn is_day(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Period(Period::Day(_)) | Meaning::Unknown | Meaning::Partial(_))
}

/// The longest reading of the words at `at`, without what qualifies them.
fn core(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let rules = [absolute::absolute, relative::windowed, relative::relative, duration::lasting];
    let mut best: Option<Found> = None;
    for found in rules.iter().filter_map(|rule| rule(scene, at)) {
        if best.as_ref().is_none_or(|b| found.end > b.end) {
            best = Some(found);
        }
    }
    with_year(scene, best?)
}

/// "March" and "last year" in "March last year" are one time, as "this year" and "third quarter".
fn with_year(scene: &Scene<'_>, found: Found) -> Option<Found> {
    if let Meaning::Period(Period::Month(_, month)) = found.meaning
        && let Some((year, end)) = relative::year_of(scene, found.end)
    {
        return Some(Found::period(end, Some(Period::Month(year, month))));
    }
    if let Meaning::Period(Period::Year(year)) = found.meaning
        && let Some(part) = relative::part_of_year(scene, year, found.end)
    {
        return Some(part);
    }
    Some(found)
}

/// Where the expression begins that a word such as "early" at `at` qualifies.
fn qualifier(scene: &Scene<'_>, at: usize) -> Option<usize> {
    match scene.word(at) {
        "the" if scene.is(at + 1, &["early", "late", "mid"]) => Some(at + 2),
        "the" if part_of(scene, at + 1) => Some(at + 3),
        "early" | "late" | "mid" | "earlier" | "later" => {
            let next = if scene.is(at + 1, &["in", "on", "-"]) { at + 2 } else { at + 1 };
            Some(next)
        }
        _ => None,
    }
}

/// Where the number begins that "nearly", "more than" at `at` qualifies.
fn approximator(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let start = match (scene.word(at), scene.word(at + 1)) {
        ("nearly" | "almost" | "about" | "roughly" | "approximately", _) => at + 1,
        ("more" | "less" | "fewer", "than") | ("at", "least" | "most") => at + 2,
        _ => return None,
    };
    scene.count(start).map(|_| start)
}

fn part_of(scene: &Scene<'_>, at: usize) -> bool {
    scene.is(at, &["end", "beginning", "start", "middle", "close"]) && scene.is(at + 1, &["of"])
}

/// The finding that `found`, starting at word `at`, makes.
fn finished(doc: &Doc, scene: &Scene<'_>, at: usize, found: &Found) -> TimeExpression {
    let tokens = scene.id(at)..scene.id(found.end);
    let span = doc.token(tokens.start).span.hull(doc.token(tokens.end - 1).span);
    let (from, to) = covered(scene, at, &found.meaning);
    TimeExpression {
        span,
        tokens,
        from,
        to,
        granularity: found.meaning.granularity().filter(|_| from.is_some() || to.is_some()),
        value: found.meaning.value(),
    }
}

/// First and last day, as "early", "since" and "until" narrow or widen them.
fn covered(scene: &Scene<'_>, at: usize, meaning: &Meaning) -> (Option<Date>, Option<Date>) {
    let Some(whole) = meaning.bounds() else { return (None, None) };
    let word = scene.word(if scene.is(at, &["the"]) { at + 1 } else { at });
    let part = match word.split('-').next() {
        Some("early" | "start" | "beginning") => Some(0),
        Some("mid" | "middle") => Some(1),
        Some("late" | "end" | "close") => Some(2),
        _ => None,
    };
    let third = part.and_then(|part| meaning.period()?.third(part));
    let (from, to) = third.unwrap_or(whole);
    match scene.before(at) {
        "since" => (Some(from), scene.date.filter(|date| *date >= from)),
        "until" | "till" => (None, Some(to)),
        _ => (Some(from), Some(to)),
    }
}
