//! Which day does a giver's date mean?
//!
//! The forms that feeds, tables and pages use, year first or month in words. `11/02/2022` means two
//! different days in two countries, so it means none here.

use jiff::civil::Date;
use verbale_engine::input;

/// The day that `text` tells, in its own time zone.
pub(crate) fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    input::day(text).or_else(|| year_first(text))
}

/// `20220211`, with or without a time, and `2022/02/11`.
fn year_first(text: &str) -> Option<Date> {
    let head: String = text.chars().take_while(|c| c.is_ascii_digit()).collect();
    let rest = &text[head.len()..];
    match head.len() {
        8 | 14 if rest.is_empty() || rest.starts_with(['T', ' ', 'Z']) => {
            compact(&head[..4], &head[4..6], &head[6..8])
        }
        4 => {
            let mut parts = text.get(..10)?.split(['/', '.']);
            let date = compact(parts.next()?, parts.next()?, parts.next()?);
            date.filter(|_| !text[10..].starts_with(|c: char| c.is_ascii_digit()))
        }
        _ => None,
    }
}

fn compact(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_forms_are_read_and_doubtful_ones_are_not() {
        let day = Date::new(2022, 2, 11).ok();
        for text in [
            "2022-02-11",
            " 2022-02-11T23:30:00+05:00 ",
            "2022-02-11 08:00",
            "Fri, 11 Feb 2022 10:00:00 GMT",
            "February 11, 2022",
            "20220211",
            "20220211103000",
            "20220211T103000Z",
            "2022/02/11",
            "2022.02.11 10:30",
        ] {
            assert_eq!(read(text), day, "{text}");
        }
        for text in ["", "11/02/2022", "02-11-2022", "20221311", "2022/02/111", "1644570000", "é"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
