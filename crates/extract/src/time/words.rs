//! Which words are words of the calendar?
//!
//! The closed class of English calendar words, in code because it does not grow.

use jiff::civil::Weekday;

use super::period::{Season, Unit};

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

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const NUMBERS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const ORDINALS: [&str; 21] = [
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

const DECADES: [&str; 8] =
    ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

/// The month that `word` names, in full or by its usual abbreviation.
pub(super) fn month(word: &str) -> Option<i8> {
    let stem = word.strip_suffix('.').unwrap_or(word);
    let at = MONTHS.iter().position(|name| {
        stem == *name
            || stem == "sept" && *name == "september"
            || stem.len() == 3 && name.starts_with(stem)
    })?;
    i8::try_from(at + 1).ok()
}

/// The weekday that `word` names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let stem = word.strip_suffix('.').unwrap_or(word);
    let short =
        |name: &str| word.ends_with('.') && matches!(stem.len(), 3..=5) && name.starts_with(stem);
    let plural = stem.strip_suffix('s').unwrap_or(stem);
    let at = WEEKDAYS.iter().position(|name| plural == *name || short(name))?;
    Weekday::from_monday_one_offset(i8::try_from(at + 1).ok()?).ok()
}

/// The unit of time that `word` names, and whether it is plural.
pub(super) fn unit(word: &str) -> Option<(Unit, bool)> {
    let (stem, plural) = match word {
        "centuries" => ("century", true),
        _ => word.strip_suffix('s').map_or((word, false), |stem| (stem, true)),
    };
    let unit = match stem {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    };
    Some((unit, plural))
}

/// The season that `word` names.
pub(super) fn season(word: &str) -> Option<Season> {
    Some(match word {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// The TIMEX3 name of a part of the day.
pub(super) fn day_part(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" | "mornings" => "TMO",
        "afternoon" | "afternoons" => "TAF",
        "evening" | "evenings" => "TEV",
        "night" | "nights" => "TNI",
        _ => return None,
    })
}

/// The cardinal that one word or figure names.
pub(super) fn cardinal(word: &str) -> Option<u32> {
    if word.bytes().next()?.is_ascii_digit() {
        let digits = word.replace(',', "");
        return if digits.len() <= 6 { digits.parse().ok() } else { None };
    }
    if let Some(at) = NUMBERS.iter().position(|n| *n == word) {
        return u32::try_from(at).ok();
    }
    if let Some(tens) = tens(word) {
        return Some(tens);
    }
    (word == "dozen").then_some(12)
}

/// Twenty, thirty … ninety.
pub(super) fn tens(word: &str) -> Option<u32> {
    let at = TENS.iter().position(|n| *n == word)?;
    u32::try_from(at).ok().map(|at| (at + 2) * 10)
}

/// The ordinal that `word` names, written out or with figures.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let suffix = matches!(&word[digits..], "st" | "nd" | "rd" | "th");
        return if suffix && digits <= 4 { word[..digits].parse().ok() } else { None };
    }
    let at = ORDINALS.iter().position(|n| !n.is_empty() && *n == word)?;
    u32::try_from(at).ok()
}

/// The decade that `word` names without a century: "nineties" gives 90.
pub(super) fn decade(word: &str) -> Option<i16> {
    let at = DECADES.iter().position(|n| *n == word)?;
    i16::try_from(at).ok().map(|at| (at + 2) * 10)
}

/// Whether `word` names a time zone.
pub(super) fn is_zone(word: &str) -> bool {
    const ZONES: [&str; 20] = [
        "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "gmt", "utc", "bst", "cet", "cest",
        "eet", "eest", "msk", "ist", "jst", "et", "local",
    ];
    ZONES.contains(&word)
}
