//! What does a time expression mean, and which days does it cover?

use jiff::Span;
use jiff::civil::{Date, Weekday, date};

use crate::findings::Granularity;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A season, of the northern half of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// How many units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// So many.
    Exact(u32),
    /// So many and a half.
    Half(u32),
    /// Several, a few, or not said.
    Vague,
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Day(Date),
    /// A week by its Monday.
    Week(Date),
    /// A weekend by its Saturday.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// By its first year.
    Decade(i16),
    /// By its first year, 1900 for the 20th.
    Century(i16),
}

/// What a time expression means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A stretch of the calendar.
    Period(Period),
    /// A part of a day, by its TIMEX3 suffix: `TNI`, `T09:00`.
    Part(Date, Box<str>),
    /// From one stretch to another.
    Range(Period, Period),
    /// So long; with the days that it covers where they can be told.
    Duration(Count, Unit, Option<(Date, Date)>),
    /// Again and again, with its TIMEX3 value.
    Set(Box<str>),
    /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    Vague(&'static str),
    /// A date that lacks its year, by its TIMEX3 value.
    Partial(Box<str>),
    /// It cannot be told.
    Unknown,
}

/// `day` moved by `count` units; `None` where the calendar ends.
pub(super) fn moved(day: Date, unit: Unit, count: i32) -> Option<Date> {
    let n = i64::from(count);
    let span = Span::new();
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => span,
        Unit::Day => span.try_days(n).ok()?,
        Unit::Week | Unit::Weekend => span.try_weeks(n).ok()?,
        Unit::Fortnight => span.try_weeks(2 * n).ok()?,
        Unit::Month => span.try_months(n).ok()?,
        Unit::Quarter => span.try_months(3 * n).ok()?,
        Unit::Year => span.try_years(n).ok()?,
        Unit::Decade => span.try_years(10 * n).ok()?,
        Unit::Century => span.try_years(100 * n).ok()?,
    };
    day.checked_add(span).ok()
}

/// The weekday `weekday` on or after `day`.
pub(super) fn on_or_after(day: Date, weekday: Weekday) -> Option<Date> {
    moved(day, Unit::Day, i32::from(day.weekday().until(weekday)))
}

/// The weekday `weekday` on or before `day`.
pub(super) fn on_or_before(day: Date, weekday: Weekday) -> Option<Date> {
    moved(day, Unit::Day, -i32::from(day.weekday().since(weekday)))
}

impl Period {
    /// The unit of the calendar around `day`.
    pub(super) fn around(day: Date, unit: Unit) -> Option<Self> {
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Period::Day(day),
            Unit::Week | Unit::Fortnight => Period::Week(on_or_before(day, Weekday::Monday)?),
            Unit::Weekend => {
                let monday = on_or_before(day, Weekday::Monday)?;
                Period::Weekend(moved(monday, Unit::Day, 5)?)
            }
            Unit::Month => Period::Month(day.year(), day.month()),
            Unit::Quarter => Period::Quarter(day.year(), (day.month() + 2) / 3),
            Unit::Year => Period::Year(day.year()),
            Unit::Decade => Period::Decade(day.year().div_euclid(10) * 10),
            Unit::Century => Period::Century(day.year().div_euclid(100) * 100),
        })
    }

    /// The same stretch `count` units on; `None` where the unit is finer than the stretch.
    pub(super) fn shifted(self, unit: Unit, count: i32) -> Option<Self> {
        let (first, _) = self.bounds()?;
        let there = moved(first, unit, count)?;
        let whole_years = matches!(unit, Unit::Year | Unit::Decade | Unit::Century);
        match self {
            Period::Day(_) => Some(Period::Day(there)),
            Period::Week(_) if unit != Unit::Day => Period::around(there, Unit::Week),
            Period::Weekend(_) if unit != Unit::Day => Period::around(there, Unit::Weekend),
            Period::Month(..) if whole_years || unit == Unit::Month => {
                Period::around(there, Unit::Month)
            }
            Period::Quarter(..) if whole_years || unit == Unit::Quarter => {
                Period::around(there, Unit::Quarter)
            }
            Period::Half(year, half) if whole_years => {
                Some(Period::Half(year.checked_add(years(unit, count)?)?, half))
            }
            Period::Season(year, season) if whole_years => {
                Some(Period::Season(year.checked_add(years(unit, count)?)?, season))
            }
            Period::Year(_) if whole_years => Some(Period::Year(there.year())),
            _ => None,
        }
    }

    /// First and last day.
    pub(super) fn bounds(self) -> Option<(Date, Date)> {
        let months = |year: i16, first: i8, last: i8| {
            Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
        };
        match self {
            Period::Day(day) => Some((day, day)),
            Period::Week(monday) => Some((monday, moved(monday, Unit::Day, 6)?)),
            Period::Weekend(saturday) => Some((saturday, moved(saturday, Unit::Day, 1)?)),
            Period::Month(year, month) => months(year, month, month),
            Period::Quarter(year, quarter) => months(year, quarter * 3 - 2, quarter * 3),
            Period::Half(year, half) => months(year, half * 6 - 5, half * 6),
            Period::Season(year, Season::Spring) => months(year, 3, 5),
            Period::Season(year, Season::Summer) => months(year, 6, 8),
            Period::Season(year, Season::Autumn) => months(year, 9, 11),
            Period::Season(year, Season::Winter) => {
                let first = Date::new(year.checked_sub(1)?, 12, 1).ok()?;
                Some((first, Date::new(year, 2, 1).ok()?.last_of_month()))
            }
            Period::Year(year) => months(year, 1, 12),
            Period::Decade(year) => Some((months(year, 1, 1)?.0, months(year + 9, 12, 12)?.1)),
            Period::Century(year) => Some((months(year, 1, 1)?.0, months(year + 99, 12, 12)?.1)),
        }
    }

    /// Its early, middle or late part, where one speaks of such.
    pub(super) fn third(self, part: i8) -> Option<(Date, Date)> {
        let (first, last) = self.bounds()?;
        let until = |next: Date| next.yesterday().ok();
        match self {
            Period::Decade(year) => {
                let years = [(0, 3), (4, 6), (7, 9)][usize::try_from(part).ok()?.min(2)];
                let from = Date::new(year + years.0, 1, 1).ok()?;
                Some((from, Date::new(year + years.1, 12, 31).ok()?))
            }
            Period::Year(year) => {
                let month = part * 4 + 1;
                Some((
                    Date::new(year, month, 1).ok()?,
                    Date::new(year, month + 3, 1).ok()?.last_of_month(),
                ))
            }
            Period::Month(year, month) => {
                let from = Date::new(year, month, part * 10 + 1).ok()?;
                let to = if part == 2 { last } else { until(moved(from, Unit::Day, 10)?)? };
                Some((from, to))
            }
            Period::Quarter(..) | Period::Season(..) => {
                let from = moved(first, Unit::Month, i32::from(part))?;
                Some((from, from.last_of_month()))
            }
            _ => None,
        }
    }

    /// The year of its first day, or the year that it is counted to.
    pub(super) fn year(self) -> Option<i16> {
        match self {
            Period::Decade(_) | Period::Century(_) => None,
            Period::Month(year, _)
            | Period::Quarter(year, _)
            | Period::Half(year, _)
            | Period::Season(year, _)
            | Period::Year(year) => Some(year),
            Period::Day(day) | Period::Week(day) | Period::Weekend(day) => Some(day.year()),
        }
    }

    /// How exact it is.
    pub(super) fn granularity(self) -> Granularity {
        match self {
            Period::Day(_) | Period::Weekend(_) => Granularity::Day,
            Period::Week(_) => Granularity::Week,
            Period::Month(..) => Granularity::Month,
            Period::Quarter(..) | Period::Half(..) => Granularity::Quarter,
            Period::Season(..) => Granularity::Season,
            Period::Year(_) => Granularity::Year,
            Period::Decade(_) => Granularity::Decade,
            Period::Century(_) => Granularity::Century,
        }
    }

    /// The TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Period::Day(day) => day.to_string(),
            Period::Week(day) => week(day),
            Period::Weekend(day) => week(day) + "-WE",
            Period::Month(year, month) => format!("{year:04}-{month:02}"),
            Period::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Period::Half(year, half) => format!("{year:04}-H{half}"),
            Period::Season(year, season) => format!("{year:04}-{}", season.value()),
            Period::Year(year) => format!("{year:04}"),
            Period::Decade(year) => format!("{:03}", year / 10),
            Period::Century(year) => format!("{:02}", year / 100),
        }
    }
}

impl Season {
    fn value(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }
}

impl Meaning {
    /// The stretch of the calendar, where it is one.
    pub(super) fn period(&self) -> Option<Period> {
        match self {
            Meaning::Period(period) => Some(*period),
            Meaning::Part(day, _) => Some(Period::Day(*day)),
            Meaning::Range(_, last) => Some(*last),
            _ => None,
        }
    }

    /// The first and last day covered.
    pub(super) fn bounds(&self) -> Option<(Date, Date)> {
        match self {
            Meaning::Duration(_, _, bounds) => *bounds,
            Meaning::Range(first, last) => {
                let (from, to) = (first.bounds()?.0, last.bounds()?.1);
                (from <= to).then_some((from, to))
            }
            _ => self.period()?.bounds(),
        }
    }

    /// How exact it is.
    pub(super) fn granularity(&self) -> Option<Granularity> {
        match self {
            Meaning::Duration(_, unit, Some(_)) => {
                Some(Period::around(date(2000, 1, 1), *unit)?.granularity())
            }
            _ => self.period().map(Period::granularity),
        }
    }

    /// The TIMEX3 value.
    pub(super) fn value(&self) -> Option<Box<str>> {
        Some(match self {
            Meaning::Period(period) => period.value().into(),
            Meaning::Part(day, part) => format!("{day}{part}").into(),
            Meaning::Range(first, last) => format!("{}/{}", first.value(), last.value()).into(),
            Meaning::Duration(count, unit, _) => duration(*count, *unit).into(),
            Meaning::Set(value) | Meaning::Partial(value) => value.clone(),
            Meaning::Vague(value) => (*value).into(),
            Meaning::Unknown => return None,
        })
    }
}

fn years(unit: Unit, count: i32) -> Option<i16> {
    let factor = match unit {
        Unit::Decade => 10,
        Unit::Century => 100,
        _ => 1,
    };
    i16::try_from(count.checked_mul(factor)?).ok()
}

fn week(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// `P3D`, `PT2H`, `P2Y6M`, `PXM`.
pub(super) fn duration(count: Count, unit: Unit) -> String {
    let (prefix, factor, letter) = match unit {
        Unit::Second => ("PT", 1, 'S'),
        Unit::Minute => ("PT", 1, 'M'),
        Unit::Hour => ("PT", 1, 'H'),
        Unit::Day => ("P", 1, 'D'),
        Unit::Week => ("P", 1, 'W'),
        Unit::Weekend => ("P", 2, 'D'),
        Unit::Fortnight => ("P", 2, 'W'),
        Unit::Month => ("P", 1, 'M'),
        Unit::Quarter => ("P", 3, 'M'),
        Unit::Year => ("P", 1, 'Y'),
        Unit::Decade => ("P", 10, 'Y'),
        Unit::Century => ("P", 100, 'Y'),
    };
    match (count, unit) {
        (Count::Vague, _) => format!("{prefix}X{letter}"),
        (Count::Exact(n), _) => format!("{prefix}{}{letter}", n.saturating_mul(factor)),
        (Count::Half(n), Unit::Decade | Unit::Century) => {
            format!("P{}Y", n.saturating_mul(factor) + factor / 2)
        }
        (Count::Half(0), Unit::Year) => "P6M".into(),
        (Count::Half(0), Unit::Hour) => "PT30M".into(),
        (Count::Half(n), Unit::Year) => format!("P{n}Y6M"),
        (Count::Half(n), Unit::Hour) => format!("PT{n}H30M"),
        (Count::Half(n), _) => format!("{prefix}{n}.5{letter}"),
    }
}
