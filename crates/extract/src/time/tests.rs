//! Are times found, and do they mean the right days?

use std::fmt::Write as _;
use std::sync::OnceLock;

use jiff::civil::Date;
use verbale_text::{Language, read};

use super::times;

fn language() -> &'static Language {
    static LANGUAGE: OnceLock<Language> = OnceLock::new();
    LANGUAGE.get_or_init(|| {
        Language::from_bytes(verbale_data::MODEL, verbale_data::FILES).expect("the shipped model")
    })
}

/// All times of `text`, as "words = value".
fn read_on(date: Option<Date>, text: &str) -> String {
    let doc = read(text, language());
    let mut out = String::new();
    for time in times(&doc, date) {
        let between = if out.is_empty() { "" } else { "; " };
        let value = time.value.as_deref().unwrap_or("?");
        write!(out, "{between}{} = {value}", time.span.of(text)).expect("a string");
    }
    out
}

/// Checks each text against the times in it, published on Friday, 11 February 2022.
fn check(table: &[(&str, &str)]) {
    let date = "2022-02-11".parse().ok();
    for (text, expected) in table {
        assert_eq!(read_on(date, text), *expected, "in \"{text}\"");
    }
}

/// The days that the only time of `text` covers, published on Friday, 11 February 2022.
fn covered(text: &str) -> String {
    let doc = read(text, language());
    let found = times(&doc, "2022-02-11".parse().ok());
    let show = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let days = found.iter().map(|time| format!("{}..{}", show(time.from), show(time.to)));
    days.collect::<Vec<_>>().join("; ")
}

#[test]
fn dates_in_all_usual_forms() {
    check(&[
        ("The treaty was signed on 3 June 1998.", "3 June 1998 = 1998-06-03"),
        ("The treaty was signed on June 3, 1998.", "June 3, 1998 = 1998-06-03"),
        ("The treaty was signed on the 3rd of June 1998.", "the 3rd of June 1998 = 1998-06-03"),
        ("Envoys met in Lusaka on Jan. 20.", "Jan. 20 = 2022-01-20"),
        ("Envoys met in Lusaka in January.", "January = 2022-01"),
        ("The army left in October 2019.", "October 2019 = 2019-10"),
        ("The report is dated 2021-07-15.", "2021-07-15 = 2021-07-15"),
        ("The army left in 2019.", "2019 = 2019"),
        ("Talks will be held on March 15-20.", "March 15-20 = 2022-03-15/2022-03-20"),
        ("He governed from 2010-2012.", "2010-2012 = 2010/2012"),
        ("Prices rose in mid-March 2020.", "mid-March 2020 = 2020-03"),
    ]);
}

#[test]
fn numbers_that_are_no_dates() {
    check(&[
        ("Resolution 2019 was adopted.", ""),
        ("They sent 2,019 troops.", ""),
        ("They sent 2000 soldiers.", ""),
        ("The attacks of 9/11 changed policy.", ""),
        ("The ministers may march with Theresa May.", ""),
        ("The 81-year-old leader spoke.", ""),
    ]);
}

#[test]
fn tense_chooses_the_weekday() {
    check(&[
        ("The ministers met on Tuesday.", "Tuesday = 2022-02-08"),
        ("The ministers will meet on Tuesday.", "Tuesday = 2022-02-15"),
        ("The minister meets his Zambian counterpart on Tuesday.", "Tuesday = 2022-02-15"),
        ("The talks are scheduled for Tuesday.", "Tuesday = 2022-02-15"),
        ("The ministers met on Friday.", "Friday = 2022-02-11"),
        ("The ministers will meet on Friday.", "Friday = 2022-02-11"),
        ("They met last Friday.", "last Friday = 2022-02-04"),
        ("They will vote next Monday.", "next Monday = 2022-02-14"),
        ("Police fired on marchers early Thursday.", "early Thursday = 2022-02-10"),
        ("Shells fell on the town Thursday night.", "Thursday night = 2022-02-10TNI"),
    ]);
}

#[test]
fn counted_from_the_publication() {
    check(&[
        ("He resigned yesterday.", "yesterday = 2022-02-10"),
        ("Polls open tomorrow.", "tomorrow = 2022-02-12"),
        ("Fighting resumed last week.", "last week = 2022-W05"),
        ("Exports fell last year.", "last year = 2021"),
        ("Exports fell in March last year.", "March last year = 2021-03"),
        ("The pact expires next month.", "next month = 2022-03"),
        ("The envoy left two days ago.", "two days ago = 2022-02-09"),
        ("The envoy left three months ago.", "three months ago = 2021-11"),
        ("The envoy left a decade ago.", "a decade ago = 2012"),
        ("Clashes spread last summer.", "last summer = 2021-SU"),
        ("Output fell in the third quarter.", "the third quarter = 2021-Q3"),
    ]);
}

#[test]
fn durations_sets_and_what_is_vague() {
    check(&[
        ("The war lasted for five years.", "five years = P5Y"),
        ("They talked for two and a half hours.", "two and a half hours = PT2H30M"),
        ("It is a three-day visit.", "three-day = P3D"),
        ("They have met every week.", "every week = P1W"),
        ("Patrols leave each Monday.", "each Monday = XXXX-WXX-1"),
        ("Killings rose in recent months.", "recent months = PXM"),
        ("Elections will follow in the coming months.", "the coming months = PXM"),
        ("The army now holds the port.", "now = PRESENT_REF"),
        ("The dispute began in the early 1990s.", "the early 1990s = 199"),
        ("It fell apart in the 19th century.", "the 19th century = 18"),
    ]);
}

#[test]
fn counted_from_the_time_last_named() {
    check(&[(
        "The rebels took the town on 3 June 1998. Two weeks later they lost it.",
        "3 June 1998 = 1998-06-03; Two weeks later = 1998-W25",
    )]);
}

#[test]
fn without_a_date_nothing_is_guessed() {
    assert_eq!(read_on(None, "They met on Tuesday."), "Tuesday = XXXX-WXX-2");
    assert_eq!(read_on(None, "They met on 3 June."), "3 June = XXXX-06-03");
    assert_eq!(read_on(None, "They met last week."), "last week = ?");
    assert_eq!(read_on(None, "They met on 3 June 1998."), "3 June 1998 = 1998-06-03");
}

#[test]
fn days_that_are_covered() {
    for (text, expected) in [
        ("They met last week.", "2022-01-31..2022-02-06"),
        ("Borders have been closed since 2020.", "2020-01-01..2022-02-11"),
        ("The mandate runs until 2024.", "..2024-12-31"),
        ("The town fell in late March 2015.", "2015-03-21..2015-03-31"),
        ("The war broke out in the late 1990s.", "1997-01-01..1999-12-31"),
        ("Ten people died in the past three days.", "2022-02-08..2022-02-11"),
    ] {
        assert_eq!(covered(text), expected, "in \"{text}\"");
    }
}

#[test]
fn no_input_makes_it_panic() {
    for text in [
        "",
        "the",
        "- - -",
        "31 February 2021",
        "'",
        "9999999 years ago",
        "99/99/9999",
        "the 1990",
        "at 25:99 p.m. on the 32nd of Undecember",
        "0000-00-00",
        "999999 centuries from now",
        "mid-",
        "March",
        "1 - 2 - 3 - 4 - March",
        "two thousand thousand hundred years and a half",
    ] {
        read_on("9999-12-31".parse().ok(), text);
        read_on("-9999-01-01".parse().ok(), text);
    }
}
