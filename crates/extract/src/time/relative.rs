//! Which time is meant by "yesterday", "last week", "this summer", "that day", "the third quarter"?

use jiff::civil::{Date, Weekday};

use super::absolute::{day_from, day_of_month};
use super::period::{Count, Meaning, Period, Season, Unit, moved, on_or_after, on_or_before};
use super::scene::{Found, Scene};
use super::tense::Direction;
use super::words;

/// A time that starts at `at` and is told from the publication or from the time last named.
pub(super) fn relative(scene: &Scene<'_>, at: usize) -> Option<Found> {
    deictic(scene, at)
        .or_else(|| ordinal_part(scene, at))
        .or_else(|| directed(scene, at))
        .or_else(|| focused(scene, at))
        .or_else(|| named_part(scene, at))
        .or_else(|| vague(scene, at))
}

/// "today", "the day before yesterday", "tonight".
fn deictic(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let word = scene.word(at);
    let days = match word {
        "today" | "tonight" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        "the" | "day" => return day_beyond(scene, at),
        _ => return None,
    };
    let period = day_from(scene.date, days);
    Some(match (period, word) {
        (Some(Period::Day(day)), "tonight") => {
            Found { end: at + 1, meaning: Meaning::Part(day, "TNI".into()) }
        }
        _ => Found::period(at + 1, period),
    })
}

fn day_beyond(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let day = if scene.is(at, &["the"]) { at + 1 } else { at };
    let days = match (scene.word(day), scene.word(day + 1), scene.word(day + 2)) {
        ("day", "before", "yesterday") => -2,
        ("day", "after", "tomorrow") => 2,
        _ => return None,
    };
    Some(Found::period(day + 3, day_from(scene.date, days)))
}

/// From where a pointing word counts, and how far.
#[derive(Clone, Copy)]
enum Pointer {
    /// From the publication.
    Now(i32),
    /// From the time last named.
    Focus(i32),
}

fn pointer(word: &str) -> Option<Pointer> {
    Some(match word {
        "last" | "past" => Pointer::Now(-1),
        "this" | "current" | "present" => Pointer::Now(0),
        "next" | "coming" | "upcoming" => Pointer::Now(1),
        "previous" | "preceding" | "prior" => Pointer::Focus(-1),
        "following" | "subsequent" => Pointer::Focus(1),
        _ => return None,
    })
}

/// "last week", "this coming Friday", "the following day", "the current fiscal year".
fn directed(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let led = scene.is(at, &["the", "this"]) && pointer(scene.word(at + 1)).is_some();
    let first = if led { at + 1 } else { at };
    let pointer = pointer(scene.word(first))?;
    if scene.is(first + 1, &["-"]) || scene.is(first, &["past"]) && !led {
        return None;
    }
    let qualified = scene.is(first + 1, &["fiscal", "calendar", "school"]);
    let next = if qualified { first + 2 } else { first + 1 };
    if let Some((unit, false)) = words::unit(scene.word(next)) {
        return directed_unit(scene, at, next, unit, pointer);
    }
    match pointer {
        Pointer::Focus(offset) => weekday_beside(scene, next, offset),
        Pointer::Now(offset) => directed_name(scene, next, offset),
    }
}

/// What "last", "this" or "next" makes of the weekday, month, season or part of the day at `at`.
fn directed_name(scene: &Scene<'_>, at: usize, offset: i32) -> Option<Found> {
    let (word, date, end) = (scene.word(at), scene.date, at + 1);
    if let Some(weekday) = words::weekday(word).filter(|_| scene.is_capital(at)) {
        let day = date.and_then(|d| directed_weekday(d, weekday, offset));
        return Some(Found::period(end, day.map(Period::Day)));
    }
    if let Some(month) = words::month(word).filter(|_| scene.is_capital(at)) {
        let period = date.and_then(|d| directed_month(d, month, offset));
        return Some(match (period, day_of_month(scene, end)) {
            (Some(Period::Month(year, month)), Some(day)) => {
                Found::period(end + 1, Date::new(year, month, day).ok().map(Period::Day))
            }
            (period, _) => Found::period(end, period),
        });
    }
    if let Some(season) = words::season(word) {
        return Some(Found::period(end, date.and_then(|d| directed_season(d, season, offset))));
    }
    let part = words::day_part(word).filter(|part| *part == "TNI" || offset == 0)?;
    let Some(Period::Day(day)) = day_from(date, offset) else {
        return Some(Found::period(end, None));
    };
    Some(Found { end, meaning: Meaning::Part(day, part.into()) })
}

fn directed_unit(
    scene: &Scene<'_>,
    at: usize,
    unit_at: usize,
    unit: Unit,
    pointer: Pointer,
) -> Option<Found> {
    let end = unit_at + 1;
    if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Fortnight) {
        return window(scene, at, end, Count::Exact(1), unit, pointer);
    }
    if scene.is(at, &["the"]) && scene.is(at + 1, &["past", "coming"]) {
        return window(scene, at, end, Count::Exact(1), unit, pointer);
    }
    let period = match pointer {
        Pointer::Now(offset) => {
            scene.date.and_then(|date| Period::around(moved(date, unit, offset)?, unit))
        }
        Pointer::Focus(offset) => scene.focus.and_then(|focus| beside(focus, unit, offset)),
    };
    Some(Found::period(end, period))
}

/// The unit `offset` away from the one that holds `focus`.
fn beside(focus: Period, unit: Unit, offset: i32) -> Option<Period> {
    let (first, last) = focus.bounds()?;
    let there = moved(if offset < 0 { first } else { last }, unit, offset)?;
    Period::around(there, unit)
}

/// "the previous Friday", "the following Monday".
fn weekday_beside(scene: &Scene<'_>, at: usize, offset: i32) -> Option<Found> {
    let weekday = words::weekday(scene.word(at)).filter(|_| scene.is_capital(at))?;
    let day = scene.focus.and_then(Period::bounds).and_then(|(first, last)| {
        directed_weekday(if offset < 0 { first } else { last }, weekday, offset)
    });
    Some(Found::period(at + 1, day.map(Period::Day)))
}

fn directed_weekday(date: Date, weekday: Weekday, offset: i32) -> Option<Date> {
    match offset {
        -1 => on_or_before(moved(date, Unit::Day, -1)?, weekday),
        0 => on_or_after(date, weekday),
        _ => on_or_after(moved(date, Unit::Day, 1)?, weekday),
    }
}

fn directed_month(date: Date, month: i8, offset: i32) -> Option<Period> {
    let year = date.year();
    let year = match offset {
        -1 if month >= date.month() => year - 1,
        1 if month <= date.month() => year + 1,
        _ => year,
    };
    Some(Period::Month(year, month))
}

fn directed_season(date: Date, season: Season, offset: i32) -> Option<Period> {
    let year = date.year();
    let covers = |p: Period| p.bounds().is_some_and(|(from, to)| from <= date && date <= to);
    let over = |p: Period| p.bounds().is_some_and(|(_, to)| to < date);
    let begun = |p: Period| p.bounds().is_some_and(|(from, _)| from <= date);
    let candidates = [year - 1, year, year + 1].map(|y| Period::Season(y, season));
    match offset {
        -1 => candidates.into_iter().rev().find(|p| over(*p)),
        0 => {
            let now = candidates.into_iter().find(|p| covers(*p));
            now.or(Some(Period::Season(year, season)))
        }
        _ => candidates.into_iter().find(|p| !begun(*p)),
    }
}

/// "in the past three months", "the next few days", "recent weeks", "the first two years".
pub(super) fn windowed(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let first = if scene.is(at, &["the", "these", "this"]) { at + 1 } else { at };
    let open = matches!(scene.word(first), "recent" | "latest" | "first" | "final" | "future");
    let pointer = match pointer(scene.word(first)) {
        Some(pointer) => Some(pointer),
        None if open => None,
        None => return None,
    };
    let (count, next) = match scene.count(first + 1) {
        Some((count, end)) if !scene.is(first + 1, &["a", "an"]) => (count, end),
        _ => (Count::Vague, first + 1),
    };
    let (unit, plural) = words::unit(scene.word(next)).or_else(|| {
        words::unit(scene.word(next + 1)).filter(|_| scene.is(next, &["fiscal", "trading", "-"]))
    })?;
    let next = if words::unit(scene.word(next)).is_some() { next } else { next + 1 };
    let end = next + 1;
    if !plural && count != Count::Exact(1) && scene.word(next.wrapping_sub(1)) != "-" {
        return None;
    }
    match pointer {
        Some(pointer) => window(scene, at, end, count, unit, pointer),
        None if scene.is(first, &["first", "final"]) && (count == Count::Vague || first == at) => {
            None
        }
        None => Some(Found { end, meaning: Meaning::Duration(count, unit, None) }),
    }
}

fn window(
    scene: &Scene<'_>,
    _at: usize,
    end: usize,
    count: Count,
    unit: Unit,
    pointer: Pointer,
) -> Option<Found> {
    let bounds = match (pointer, count, scene.date) {
        (Pointer::Now(offset), Count::Exact(n), Some(date)) if offset != 0 => {
            let there = i32::try_from(n).ok().and_then(|n| moved(date, unit, n * offset));
            there.map(|there| (date.min(there), date.max(there)))
        }
        _ => None,
    };
    Some(Found { end, meaning: Meaning::Duration(count, unit, bounds) })
}

/// "that day", "the same week", "the quarter", "the weekend", "the day before".
fn focused(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let same = scene.is(at, &["the", "that"]) && scene.is(at + 1, &["same", "very"]);
    let that = scene.is(at, &["that"]);
    let latest = scene.is(at + 1, &["latest", "current"]);
    let unit_at = if same || latest { at + 2 } else { at + 1 };
    if !that && !scene.is(at, &["the"]) {
        return None;
    }
    let (unit, false) = words::unit(scene.word(unit_at))? else { return None };
    let coarse = !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour);
    let end = unit_at + 1;
    if same || that && coarse {
        let period = scene.focus.and_then(|focus| beside(focus, unit, 0));
        return Some(Found::period(end, period));
    }
    if unit == Unit::Day
        && scene.is(end, &["before", "after", "earlier"])
        && !follows_noun(scene, end + 1)
    {
        let offset = if scene.is(end, &["after"]) { 1 } else { -1 };
        let period = scene.focus.and_then(|focus| beside(focus, unit, offset));
        return Some(Found::period(end + 1, period));
    }
    match unit {
        Unit::Weekend => {
            let offset = i32::from(scene.direction(at) == Direction::Future) - 1;
            let period =
                scene.date.and_then(|d| Period::around(moved(d, Unit::Week, offset)?, unit));
            Some(Found::period(end, period))
        }
        Unit::Year if scene.is(end, &["ended", "ending", "to"]) => {
            Some(Found { end, meaning: Meaning::Duration(Count::Exact(1), unit, None) })
        }
        Unit::Year if !scene.is(end, &["-"]) => {
            let period = scene.focus.and_then(Period::year).or(scene.date.map(|d| d.year()));
            Some(Found::period(end, period.map(Period::Year)))
        }
        Unit::Quarter => {
            let period = scene.focus.filter(|f| matches!(f, Period::Quarter(..)));
            let last = || Period::around(moved(scene.date?, unit, -1)?, unit);
            Some(Found::period(end, period.or_else(last)))
        }
        _ => None,
    }
}

fn follows_noun(scene: &Scene<'_>, at: usize) -> bool {
    use verbale_text::Upos;
    scene
        .token(at)
        .is_some_and(|t| !matches!(t.upos, Upos::Punct | Upos::Adp | Upos::Cconj | Upos::Aux))
}

/// "the third quarter of 1989", "fiscal first-quarter", "the second half of 2021".
fn ordinal_part(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let mut start = at;
    for leads in [["the", "the"], ["fiscal", "latest"]] {
        if scene.is(start, &leads) {
            start += 1;
        }
    }
    let number = match scene.word(start) {
        "last" | "latter" => 2,
        word => words::ordinal(word)?,
    };
    let hyphened = scene.is(start + 1, &["-"]);
    if hyphened && start > at {
        return None;
    }
    let unit_at = if hyphened { start + 2 } else { start + 1 };
    let number = i8::try_from(number).ok()?;
    let half = match scene.word(unit_at) {
        "quarter" if !scene.is(start, &["last", "latter"]) && number <= 4 => false,
        "half" if number <= 2 => true,
        _ => return None,
    };
    let part =
        |year: i16| if half { Period::Half(year, number) } else { Period::Quarter(year, number) };
    if let Some((year, end)) = year_of(scene, unit_at + 1) {
        return Some(Found::period(end, Some(part(year))));
    }
    if half {
        return None;
    }
    let period = scene.date.and_then(|date| {
        let begun = |p: Period| p.bounds().is_some_and(|(from, _)| from <= date);
        [date.year(), date.year() - 1].map(part).into_iter().find(|p| begun(*p))
    });
    Some(Found::period(unit_at + 1, period))
}

/// "this year's third quarter", "the 1988 second quarter", "next year's summer": the part at `at` of
/// `year`, and the word after it.
pub(super) fn part_of_year(scene: &Scene<'_>, year: i16, at: usize) -> Option<Found> {
    let start = if scene.is(at, &["'s", "'"]) { at + 1 } else { at };
    if let Some(season) = words::season(scene.word(start)).filter(|_| start > at) {
        return Some(Found::period(start + 1, Some(Period::Season(year, season))));
    }
    let found = ordinal_part(scene, start)?;
    match found.meaning {
        Meaning::Period(Period::Quarter(_, quarter)) => {
            Some(Found::period(found.end, Some(Period::Quarter(year, quarter))))
        }
        _ => None,
    }
}

/// The year in "of 1989", "of this year", "last year", and the word after it.
pub(super) fn year_of(scene: &Scene<'_>, at: usize) -> Option<(i16, usize)> {
    let at = if scene.is(at, &["of", "in", ","]) { at + 1 } else { at };
    let at = if scene.is(at, &["fiscal"]) { at + 1 } else { at };
    let word = scene.word(at);
    if word.len() == 4
        && let Some(year) = word.parse().ok().filter(|y| (1000..2200).contains(y))
    {
        return Some((year, at + 1));
    }
    if let Some(year) = super::years::spelled_year(scene, at) {
        return Some(year);
    }
    let found = directed(scene, at).or_else(|| focused(scene, at))?;
    match found.meaning {
        Meaning::Period(Period::Year(year)) => Some((year, found.end)),
        _ => None,
    }
}

/// "March last year", "the summer of 1990", "winter 2014", "this year's third quarter".
fn named_part(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let start = if scene.is(at, &["the"]) { at + 1 } else { at };
    let season = words::season(scene.word(start))?;
    if let Some((year, end)) = year_of(scene, start + 1) {
        return Some(Found::period(end, Some(Period::Season(year, season))));
    }
    let said = start > at
        || matches!(
            scene.before(at),
            "in" | "by" | "since" | "until" | "during" | "of" | "early" | "late"
        );
    let is_noun = scene.token(start).is_some_and(|t| t.upos == verbale_text::Upos::Noun);
    if !said
        || !is_noun
        || scene.word(start) == "fall" && start == at
        || scene.is(start + 1, &["of", "in"])
    {
        return None;
    }
    let offset = if scene.direction(at) == Direction::Past { -1 } else { 0 };
    let period = scene.date.and_then(|date| {
        let now = directed_season(date, season, 0)?;
        let begun = now.bounds().is_some_and(|(from, _)| from <= date);
        if offset < 0 && !begun { directed_season(date, season, -1) } else { Some(now) }
    });
    Some(Found::period(start + 1, period))
}

/// "now", "recently", "in the near future".
fn vague(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let one = |value| Some(Found { end: at + 1, meaning: Meaning::Vague(value) });
    match scene.word(at) {
        "now" | "currently" | "nowadays" | "presently" => one("PRESENT_REF"),
        "recently" | "lately" => one("PAST_REF"),
        "soon"
            if !scene.is(at + 1, &["after", "as"])
                && !scene.is(at.wrapping_sub(1), &["as", "too", "how"]) =>
        {
            one("FUTURE_REF")
        }
        "the" => {
            let adjective = scene.is(at + 1, &["near", "foreseeable", "distant", "recent"]);
            let noun = if adjective { at + 2 } else { at + 1 };
            let value = match scene.word(noun) {
                "future" => "FUTURE_REF",
                "past" if words::unit(scene.word(noun + 1)).is_none() => "PAST_REF",
                _ => return None,
            };
            let is_noun = scene.token(noun).is_some_and(|t| t.upos == verbale_text::Upos::Noun);
            let modifies = scene.token(noun).is_some_and(|t| {
                matches!(
                    t.relation,
                    verbale_text::Relation::Compound | verbale_text::Relation::Amod
                )
            });
            (is_noun && !modifies)
                .then_some(Found { end: noun + 1, meaning: Meaning::Vague(value) })
        }
        _ => None,
    }
}
