//! Which hour is named: "9 a.m. on Friday", "10:30 p.m.", "noon"?

use super::period::{Meaning, Period};
use super::scene::{Found, Scene};
use super::words;

/// A time of day that starts at `at`, before or without its date: its TIMEX3 suffix and its end.
pub(super) fn clock(scene: &Scene<'_>, at: usize) -> Option<(Box<str>, usize)> {
    let (hour, minute, end) = match scene.word(at) {
        "noon" | "midday" => (12, 0, at + 1),
        "midnight" => (24, 0, at + 1),
        word => figures(scene, word, at)?,
    };
    let end = if words::is_zone(scene.word(end)) { end + 1 } else { end };
    let end = if scene.is(end - 1, &["local"]) && scene.is(end, &["time"]) { end + 1 } else { end };
    Some((format!("T{hour:02}:{minute:02}").into(), end))
}

fn figures(scene: &Scene<'_>, word: &str, at: usize) -> Option<(u8, u8, usize)> {
    let (hours, minutes) =
        word.split_once(':').or_else(|| word.split_once('.')).unwrap_or((word, ""));
    let spelled = words::cardinal(word).and_then(|n| u8::try_from(n).ok());
    let hour: u8 = hours.parse().ok().or(spelled).filter(|h| *h <= 24)?;
    let minute: u8 =
        if minutes.is_empty() { 0 } else { minutes.parse().ok().filter(|m| *m < 60)? };
    let afternoon = match scene.word(at + 1) {
        "a.m." | "am" | "a.m" => false,
        "p.m." | "pm" | "p.m" => true,
        zone if minutes.len() == 2 && (words::is_zone(zone) || word.contains(':')) => {
            return Some((hour, minute, at + 1));
        }
        "o'clock" => return Some((hour, minute, at + 2)),
        _ => return None,
    };
    let hour = match (hour, afternoon) {
        (12, false) => 0,
        (1..=11, true) => hour + 12,
        _ => hour,
    };
    Some((hour, minute, at + 2))
}

/// `found` with the part of the day or hour that stands after or before it.
pub(super) fn at_hour(found: Found, part: &str, end: usize) -> Found {
    match found.meaning {
        Meaning::Period(Period::Day(day)) => {
            Found { end, meaning: Meaning::Part(day, part.into()) }
        }
        meaning => Found { end, meaning },
    }
}
