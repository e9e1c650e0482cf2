//! How long, how long ago, or how often: "for five years", "two days ago", "every week"?

use verbale_text::Relation;

use super::period::{Count, Meaning, Period, Unit, duration, moved};
use super::scene::{Found, Scene};
use super::words;

/// A duration, a distance or a repetition that starts at `at`.
pub(super) fn lasting(scene: &Scene<'_>, at: usize) -> Option<Found> {
    recurring(scene, at)
        .or_else(|| year_before(scene, at))
        .or_else(|| counted(scene, at))
        .or_else(|| bare(scene, at))
}

/// "three days", "a five-year", "two weeks ago", "ten years later".
fn counted(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let start = if scene.is(at, &["the", "these", "those"]) { at + 1 } else { at };
    let (count, next) = scene.count(start)?;
    let next = if scene
        .is(next, &["-", "more", "full", "consecutive", "straight", "long", "whole", "additional"])
    {
        next + 1
    } else {
        next
    };
    let (unit, plural) = words::unit(scene.word(next))?;
    let many = matches!(count, Count::Exact(n) if n > 99) || unit == Unit::Second;
    let hyphened = scene.is(next - 1, &["-"]);
    if many && !plural && !hyphened || hyphened && start > at {
        return None;
    }
    let mut end = next + 1;
    let mut count = count;
    if scene.is(end, &["and"]) && scene.is(end + 1, &["a"]) && scene.is(end + 2, &["half"]) {
        if let Count::Exact(n) = count {
            count = Count::Half(n);
        }
        end += 3;
    }
    if let Some(found) = distant(scene, end, count, unit) {
        return Some(found);
    }
    if is_age(scene, end) || unit == Unit::Quarter && scene.is(at, &["a", "three"]) {
        return None;
    }
    if matches!(count, Count::Exact(1) | Count::Vague) && is_rate(scene, at) {
        return Some(Found { end, meaning: Meaning::Set(duration(count, unit).into()) });
    }
    if scene.is(start, &["the"]) || unit == Unit::Second && count == Count::Exact(1) {
        return None;
    }
    Some(Found { end, meaning: Meaning::Duration(count, unit, None) })
}

/// "81-year-old", "81 years old", "years of age": `end` is the word after the unit.
fn is_age(scene: &Scene<'_>, end: usize) -> bool {
    let next = if scene.is(end, &["-"]) { end + 1 } else { end };
    scene.is(next, &["old", "olds"]) || scene.is(end, &["of"]) && scene.is(end + 1, &["age"])
}

/// "$5 a year", "twice a day".
fn is_rate(scene: &Scene<'_>, at: usize) -> bool {
    use verbale_text::Upos;
    if !scene.is(at, &["a", "an"]) || at == 0 {
        return false;
    }
    let counted =
        |i: usize| scene.token(i).is_some_and(|t| t.upos == Upos::Num || t.upos == Upos::Sym);
    let before = at - 1;
    scene.is(
        before,
        &["once", "twice", "times", "dollars", "barrels", "tons", "tonnes", "%", "percent"],
    ) || counted(before)
        || scene.token(before).is_some_and(|t| t.upos == Upos::Noun)
            && before > 0
            && (counted(before - 1) || before > 1 && counted(before - 2))
}

/// "… ago", "… earlier", "… later", "… from now": `end` is the word after the unit.
fn distant(scene: &Scene<'_>, end: usize, count: Count, unit: Unit) -> Option<Found> {
    let end = if scene.is(end, &["or"]) && scene.is(end + 1, &["so"]) { end + 2 } else { end };
    let (sign, from_now, length) = match (scene.word(end), scene.word(end + 1)) {
        ("ago", _) => (-1, true, 1),
        ("from", "now") => (1, true, 2),
        ("hence", _) => (1, true, 1),
        ("earlier" | "before" | "previously", next) if closes(scene, end, next) => (-1, false, 1),
        ("later" | "after" | "afterward" | "afterwards", next) if closes(scene, end, next) => {
            (1, false, 1)
        }
        _ => return None,
    };
    let end = end + length;
    let Count::Exact(n) = count else {
        let value = match (sign, from_now) {
            (-1, true) => Meaning::Vague("PAST_REF"),
            (1, true) => Meaning::Vague("FUTURE_REF"),
            _ => Meaning::Unknown,
        };
        return Some(Found { end, meaning: value });
    };
    let n = i32::try_from(n).ok()? * sign;
    Some(Found::period(end, there(scene, n, unit, from_now)))
}

fn there(scene: &Scene<'_>, n: i32, unit: Unit, from_now: bool) -> Option<Period> {
    let compared = scene.focus.filter(|f| matches!(f, Period::Quarter(..)));
    // "a decade ago" is a year, not one of the calendar's decades.
    let coarse = matches!(unit, Unit::Decade | Unit::Century);
    let grain = if coarse { Unit::Year } else { unit };
    if let Some(shifted) = compared.filter(|_| unit == Unit::Year).and_then(|f| f.shifted(unit, n))
    {
        return Some(shifted);
    }
    if from_now {
        return Period::around(moved(scene.date?, unit, n)?, grain);
    }
    let focus = scene.focus.or_else(|| scene.date.map(Period::Day))?;
    if let Period::Day(day) = focus {
        return Period::around(moved(day, unit, n)?, grain);
    }
    focus.shifted(unit, n)
}

/// "year-earlier", "the year-ago third quarter": what figures are compared with.
fn year_before(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let start = if scene.is(at, &["the"]) { at + 1 } else { at };
    let hyphened = scene.is(start, &["year"]) && scene.is(start + 1, &["-"]);
    if !hyphened || !scene.is(start + 2, &["earlier", "ago"]) {
        return None;
    }
    let end = start + 3;
    let compared = there(scene, -1, Unit::Year, false);
    let ordinal = words::ordinal(scene.word(end)).and_then(|n| i8::try_from(n).ok());
    if let Some(quarter) = ordinal.filter(|_| scene.is(end + 1, &["quarter"])) {
        let year = compared.and_then(Period::year);
        return Some(Found::period(end + 2, year.map(|year| Period::Quarter(year, quarter))));
    }
    let whole = scene.is(end, &["quarter", "period"]) && start > at;
    (whole || start == at).then(|| Found::period(if whole { end + 1 } else { end }, compared))
}

/// Whether "later" or "before" ends the expression rather than opening a clause or phrase.
fn closes(scene: &Scene<'_>, at: usize, next: &str) -> bool {
    if scene.is(at, &["earlier", "later", "previously", "afterward", "afterwards"]) {
        return next != "than";
    }
    next.is_empty() || matches!(next, "," | "." | ";" | "in" | "and" | "when" | "that")
}

/// "every week", "each Monday", "daily", "once a month".
fn recurring(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let set = |end: usize, value: &str| Some(Found { end, meaning: Meaning::Set(value.into()) });
    match scene.word(at) {
        "every" | "each" => {
            let (count, next) = match scene.word(at + 1) {
                "other" => (Count::Exact(2), at + 2),
                _ => scene
                    .number(at + 1)
                    .map_or((Count::Exact(1), at + 1), |(n, end)| (Count::Exact(n), end)),
            };
            let word = scene.word(next);
            if let Some(weekday) = words::weekday(word) {
                return set(next + 1, &format!("XXXX-WXX-{}", weekday.to_monday_one_offset()));
            }
            if let Some(month) = words::month(word).filter(|_| word.len() > 3 || word == "may") {
                return set(next + 1, &format!("XXXX-{month:02}"));
            }
            if words::day_part(word).is_some() {
                return set(next + 1, &format!("XXXX-XX-XX{}", words::day_part(word)?));
            }
            let (unit, _) = words::unit(word)?;
            set(next + 1, &duration(count, unit))
        }
        "hourly" => set(at + 1, "PT1H"),
        "daily" => set(at + 1, "P1D"),
        "weekly" => set(at + 1, "P1W"),
        "fortnightly" => set(at + 1, "P2W"),
        "monthly" => set(at + 1, "P1M"),
        "yearly" | "annually" => set(at + 1, "P1Y"),
        _ => None,
    }
    .filter(|_| !scene.is_capital(at) || scene.is(at, &["every", "each"]) || at == 0)
}

/// "for years", "months ago", "decades of war".
fn bare(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let (unit, true) = words::unit(scene.word(at))? else { return None };
    if matches!(unit, Unit::Second | Unit::Weekend | Unit::Quarter) {
        return None;
    }
    if let Some(found) = distant(scene, at + 1, Count::Vague, unit) {
        return Some(found);
    }
    let modified = scene.token(at).is_some_and(|t| t.relation == Relation::Compound);
    let before = scene.before(at);
    let led = at == 0
        || matches!(
            before,
            "for"
                | "in"
                | "over"
                | "after"
                | "within"
                | "of"
                | "by"
                | ","
                | "and"
                | "or"
                | "than"
                | "take"
                | "took"
                | "spent"
        );
    (led && !modified)
        .then_some(Found { end: at + 1, meaning: Meaning::Duration(Count::Vague, unit, None) })
}
