//! Which date does the calendar name here: "10 February 2022", "Feb. 10", "Friday"?

use jiff::civil::{Date, Weekday};

use super::period::{Meaning, Period, Unit, moved, on_or_after, on_or_before};
use super::scene::{Found, Scene};
use super::tense::Direction;
use super::words;
use super::years::{four_digits, in_full, spelled_year, years};

/// A date or part of one that starts at `at`.
pub(super) fn absolute(scene: &Scene<'_>, at: usize) -> Option<Found> {
    weekday(scene, at)
        .or_else(|| month_first(scene, at))
        .or_else(|| day_first(scene, at))
        .or_else(|| numeric(scene, at))
        .or_else(|| years(scene, at))
}

/// Words that make a weekday the name of an event or feast: "Bloody Sunday".
const NAMED_DAYS: [&str; 9] =
    ["black", "bloody", "good", "ash", "palm", "easter", "super", "cyber", "holy"];

/// "Friday", "Friday, Feb. 11": a date that follows counts more than the weekday.
fn weekday(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let weekday = words::weekday(scene.word(at)).filter(|_| scene.is_capital(at))?;
    let next = if scene.is(at + 1, &[","]) { at + 2 } else { at + 1 };
    let next = if scene.is(next, &["the"]) { next + 1 } else { next };
    if let Some(found) = month_first(scene, next).or_else(|| day_first(scene, next))
        && !matches!(found.meaning, Meaning::Period(Period::Month(..)))
    {
        return Some(found);
    }
    if NAMED_DAYS.contains(&scene.before(at)) {
        return None;
    }
    let word = scene.word(at);
    if word.ends_with("days") && !scene.is(at + 1, &["'", "'s"]) {
        let number = weekday.to_monday_one_offset();
        return Some(Found {
            end: at + 1,
            meaning: Meaning::Set(format!("XXXX-WXX-{number}").into()),
        });
    }
    let day = scene.date.and_then(|date| weekday_near(date, weekday, scene.direction(at)));
    let meaning = match day {
        Some(day) => Meaning::Period(Period::Day(day)),
        None => Meaning::Partial(format!("XXXX-WXX-{}", weekday.to_monday_one_offset()).into()),
    };
    Some(Found { end: at + 1, meaning })
}

/// The weekday next to `date` in the direction of the clause; `date` itself where it is one.
pub(super) fn weekday_near(date: Date, weekday: Weekday, direction: Direction) -> Option<Date> {
    match direction {
        Direction::Future | Direction::Planned => on_or_after(date, weekday),
        Direction::Past | Direction::Open => on_or_before(date, weekday),
    }
}

/// "February", "Feb. 10", "February 2022", "March 15-20, 2014".
fn month_first(scene: &Scene<'_>, at: usize) -> Option<Found> {
    if let Some(month) = ["mid-", "early-", "late-"]
        .iter()
        .find_map(|p| scene.word(at).strip_prefix(p))
        .and_then(words::month)
    {
        return match year_after(scene, at + 1) {
            Some((year, end)) => Some(Found::period(end, Some(Period::Month(year, month)))),
            None => lone_month(scene, at, month),
        };
    }
    let month = month(scene, at)?;
    let mut next = at + 1;
    if scene.is(next, &["the"]) {
        next += 1;
    }
    if let Some(day) = day_of_month(scene, next) {
        let (last, end) = last_day(scene, next + 1);
        let year = year_after(scene, end);
        let end = year.map_or(end, |(_, end)| end);
        return Some(dated(scene, at, year.map(|(y, _)| y), month, day, last, end));
    }
    if let Some((year, end)) = year_after(scene, at + 1) {
        return Some(Found::period(end, Some(Period::Month(year, month))));
    }
    lone_month(scene, at, month)
}

/// "10 February 2022", "the 10th of February", "15-20 March".
fn day_first(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let start = if scene.is(at, &["the"]) { at + 1 } else { at };
    let day = day_of_month(scene, start)?;
    let (last, end) = last_day(scene, start + 1);
    let month_at = if scene.is(end, &["of"]) { end + 1 } else { end };
    let month = month(scene, month_at)?;
    let year = year_after(scene, month_at + 1);
    if year.is_none() && day_of_month(scene, month_at + 1).is_some() {
        return None;
    }
    let end = year.map_or(month_at + 1, |(_, end)| end);
    Some(dated(scene, at, year.map(|(y, _)| y), month, day, last, end))
}

/// A month's name that is meant as one: not the verb "may", not Theresa May.
fn month(scene: &Scene<'_>, at: usize) -> Option<i8> {
    let word = scene.word(at);
    let month = words::month(word)?;
    let full = word.len() > 3 && !word.ends_with('.') || word == "may";
    let dated = day_of_month(scene, at + 1).is_some()
        || year_after(scene, at + 1).is_some()
        || at > 0 && day_of_month(scene, at - 1).is_some()
        || scene.before(at) == "of" && at > 1 && day_of_month(scene, at - 2).is_some();
    let named = scene.is_capital(at) && full && !scene.is_in_name(at) && is_noun(scene, at);
    (dated && scene.is_capital(at) || named || scene.is_capital(at) && word.ends_with('.'))
        .then_some(month)
}

fn is_noun(scene: &Scene<'_>, at: usize) -> bool {
    use verbale_text::Upos;
    scene.token(at).is_some_and(|t| matches!(t.upos, Upos::Propn | Upos::Noun))
}

/// A day's number, 1 to 31, in figures or as an ordinal.
pub(super) fn day_of_month(scene: &Scene<'_>, at: usize) -> Option<i8> {
    let word = scene.word(at);
    let figures = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let number = if figures { word.parse().ok() } else { words::ordinal(word) };
    let day = i8::try_from(number?).ok().filter(|day| (1..=31).contains(day))?;
    let clock = scene.is(at + 1, &["a.m.", "p.m.", "am", "pm", "a.m", "p.m", "%", "percent"]);
    let unit = figures && words::unit(scene.word(at + 1)).is_some();
    (!clock && !unit).then_some(day)
}

/// The second day of "15-20", "15 to 20", "15 and 16", and the word after it.
fn last_day(scene: &Scene<'_>, at: usize) -> (Option<i8>, usize) {
    if scene.is(at, &["-", "--", "to", "and", "/"])
        && let Some(day) = day_of_month(scene, at + 1)
        && words::unit(scene.word(at + 2)).is_none()
    {
        return (Some(day), at + 2);
    }
    (None, at)
}

/// The year in "Feb. 10, 2022", "February of 2022", "February '98", and the word after it.
fn year_after(scene: &Scene<'_>, at: usize) -> Option<(i16, usize)> {
    let at = if scene.is(at, &[",", "of", "in"]) { at + 1 } else { at };
    let word = scene.word(at);
    if let Some(year) = four_digits(word).filter(|y| (1000..=2200).contains(y)) {
        return Some((year, at + 1));
    }
    if let Some(year) = spelled_year(scene, at) {
        return Some(year);
    }
    let two = word.strip_prefix('\'').filter(|y| y.len() == 2)?.parse().ok()?;
    Some((in_full(two), at + 1))
}

/// A date with day and month; the year may have to be told from the publication.
fn dated(
    scene: &Scene<'_>,
    at: usize,
    year: Option<i16>,
    month: i8,
    day: i8,
    last: Option<i8>,
    end: usize,
) -> Found {
    let first = match year {
        Some(year) => Date::new(year, month, day).ok(),
        None => nearest(scene, at, 3, |year| Date::new(year, month, day).ok()),
    };
    let meaning = match (first, last) {
        (Some(first), Some(last)) => Date::new(first.year(), month, last)
            .map_or(Meaning::Unknown, |l| Meaning::Range(Period::Day(first), Period::Day(l))),
        (Some(first), None) => Meaning::Period(Period::Day(first)),
        (None, None) if year.is_none() && (scene.date.is_none() || month == 2) => {
            Meaning::Partial(format!("XXXX-{month:02}-{day:02}").into())
        }
        _ => Meaning::Unknown,
    };
    Found { end, meaning }
}

fn lone_month(scene: &Scene<'_>, at: usize, month: i8) -> Option<Found> {
    if scene.before(at) == "with" {
        // "His talks with May": nobody does anything with a month.
        return None;
    }
    let end = at + 1;
    let day = nearest(scene, at, 8, |year| {
        let first = Date::new(year, month, 1).ok()?;
        // The month of publication is neither past nor future.
        Some(scene.date.filter(|d| d.first_of_month() == first).unwrap_or(first))
    });
    let meaning = match day {
        Some(day) => Meaning::Period(Period::Month(day.year(), month)),
        None => Meaning::Partial(format!("XXXX-{month:02}").into()),
    };
    Some(Found { end, meaning })
}

/// The day that `in_year` makes of the year which the clause means.
///
/// The nearest to the publication; against the tense of the clause a day counts as so many times
/// farther as `reluctance` tells. A year just named in the same breath wins.
fn nearest(
    scene: &Scene<'_>,
    at: usize,
    reluctance: i32,
    in_year: impl Fn(i16) -> Option<Date>,
) -> Option<Date> {
    let date = scene.date?;
    let direction = scene.direction(at);
    if scene.focus_is_near
        && !matches!(direction, Direction::Future | Direction::Planned)
        && let Some(year) =
            scene.focus.and_then(Period::year).filter(|y| (y - date.year()).abs() > 1)
        && let Some(day) = in_year(year)
    {
        return Some(day);
    }
    let days = [date.year() - 1, date.year(), date.year() + 1].into_iter().filter_map(in_year);
    days.min_by_key(|day| {
        let distance = date.until(*day).map_or(i32::MAX / 16, |span| span.get_days());
        let against = match direction {
            Direction::Past => distance > 0,
            Direction::Future => distance < 0,
            Direction::Planned | Direction::Open => false,
        };
        if against { distance.abs() * reluctance } else { distance.abs() }
    })
}

/// "2014-03-09", "10/02/2022" where only one reading is a date.
fn numeric(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let word = scene.word(at);
    let mark = ['-', '/', '.'].into_iter().find(|&mark| word.split(mark).count() == 3)?;
    let mut parts = [0i16; 3];
    for (part, text) in parts.iter_mut().zip(word.split(mark)) {
        let digits = matches!(text.len(), 1 | 2 | 4) && text.bytes().all(|b| b.is_ascii_digit());
        *part = text.parse().ok().filter(|_| digits)?;
    }
    let [a, b, c] = parts;
    let day = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    if a >= 1000 {
        return Some(Found::period(at + 1, Some(Period::Day(day(a, b, c)?))));
    }
    let year = match word.rsplit(mark).next()?.len() {
        4 => c,
        _ => in_full(c),
    };
    let near =
        |d: &Date| scene.date.is_some_and(|date| (d.year() - date.year()).abs() <= 1 && *d <= date);
    let found = match (day(year, a, b), day(year, b, a)) {
        (Some(x), Some(y)) if x == y => Some(x),
        (Some(x), Some(y)) if mark == '.' => Some(y).or(Some(x)),
        (Some(x), Some(y)) if near(&x) != near(&y) => Some(if near(&x) { x } else { y }),
        (Some(_), Some(_)) => None,
        (x, y) => Some(x.or(y)?),
    };
    Some(Found::period(at + 1, found.map(Period::Day)))
}

/// The day before or after `date` that a word such as "yesterday" names.
pub(super) fn day_from(date: Option<Date>, days: i32) -> Option<Period> {
    moved(date?, Unit::Day, days).map(Period::Day)
}
