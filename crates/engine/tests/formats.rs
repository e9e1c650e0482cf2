//! Does every format write what it promises?

mod coding;

use coding::{SAMPLE, lines, write};
use serde_json::Value;
use verbale_engine::output::{FORMATS, Options};
use verbale_engine::record::Sign;

#[test]
fn json_lines_begin_with_version_and_kind_and_the_document_comes_first() {
    let written = write("jsonl", SAMPLE, Options::default());
    let mut lines = written.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with(r#"{"v":1,"kind":"document","id":"test","date":"2022-02-11","#)
    );
    for line in lines {
        assert!(line.starts_with(r#"{"v":1,"kind":""#), "{line}");
    }
}

#[test]
fn unknown_is_absent_and_promised_nulls_are_there() {
    let lines = lines(SAMPLE, false);
    assert!(lines[0].get("title").is_none());
    for event in lines.iter().filter(|line| line["kind"] == "event") {
        for field in ["mode", "condition"] {
            assert!(event.get(field).is_some(), "{field} must be there: {event}");
        }
        for field in ["time", "place", "cameo"] {
            assert!(
                event.get(field).is_none_or(|value| !value.is_null()),
                "{field} is null: {event}"
            );
        }
        for entity in event["actor"].as_array().unwrap() {
            assert!(entity.get("code").is_some(), "code must be there: {entity}");
        }
    }
}

#[test]
fn records_stand_in_text_order_and_ids_are_unique() {
    let lines = lines(SAMPLE, false);
    let start = |line: &Value| match line["kind"].as_str() {
        Some("event") => line["trigger"]["start"].as_u64(),
        Some("quote" | "claim") => line["content"][0]["start"].as_u64(),
        _ => Some(0),
    };
    let starts: Vec<Option<u64>> = lines.iter().map(start).collect();
    assert!(starts.is_sorted(), "{starts:?}");
    let mut ids: Vec<&str> = lines.iter().filter_map(|line| line["id"].as_str()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn a_claim_names_events_that_are_there() {
    let lines = lines(SAMPLE, false);
    let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
    for claim in lines.iter().filter(|line| line["kind"] == "claim") {
        for event in claim["events"].as_array().unwrap() {
            assert!(ids.contains(&event), "{claim}");
        }
    }
}

#[test]
fn plover_has_its_required_fields_and_one_line_an_event() {
    let events = lines(SAMPLE, false).iter().filter(|line| line["kind"] == "event").count();
    let written = write("plover", SAMPLE, Options::default());
    assert_eq!(written.lines().count(), events);
    for line in written.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        for field in ["id", "date", "actor", "event"] {
            assert!(event.get(field).is_some(), "{field}: {event}");
        }
        assert!(event["event"].is_array());
        let modes = event["mode"].as_array().cloned().unwrap_or_default();
        let told = event["status"].as_str().unwrap();
        let auxiliary = if told == "negated" { "negation" } else { told };
        assert_eq!(told == "actual", !modes.iter().any(|mode| mode == auxiliary), "{event}");
    }
}

#[test]
fn a_page_without_colour_has_no_escapes_and_keeps_to_its_width() {
    let page = write("page", SAMPLE, Options { width: 60, ..Options::default() });
    assert!(!page.contains('\u{1b}'));
    for line in page.lines() {
        assert!(line.chars().count() <= 60, "{line}");
    }
    assert!(page.contains("[Ghana] _expelled_"), "{page}");
}

#[test]
fn a_page_with_colour_says_the_same_words() {
    let plain = write("page", SAMPLE, Options { width: 90, ..Options::default() });
    let coloured = write("page", SAMPLE, Options { width: 90, colour: true, mentions: false });
    let mut bare = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    bare.push_str(rest);
    let words = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    assert_eq!(words(&bare), words(&plain));
}

#[test]
fn a_page_never_shows_as_having_taken_place_what_is_only_told() {
    let text = "Ghana expelled two diplomats of Togo. Togo said Ghana had shelled its border town. Ghana denied that it \
        had shelled Togo. Ghana may attack Togo. Togo did not attack Ghana.";
    let page = write("page", text, Options { width: 100, ..Options::default() });
    for (sign, told) in
        [("●", "SANCTION expel"), ("◐", "ASSAULT"), ("○", "ASSAULT"), ("×", "ASSAULT")]
    {
        let shown =
            page.lines().any(|line| line.trim_start().starts_with(&format!("{sign} {told}")));
        assert!(shown, "{sign} {told}: {page}");
    }
    for line in page.lines().filter(|line| line.trim_start().starts_with(['●', '×'])) {
        assert!(!line.contains("alleged") && !line.contains("denied by"), "{line}");
    }
    let legend = page.lines().nth(1).expect("it has a legend");
    let picture = include_str!("../../../docs/page.svg").replace("&#160;", " ");
    for sign in Sign::ALL.map(|sign| format!("{} {}", sign.mark(), sign.told())) {
        assert!(legend.contains(&sign), "{legend}");
        assert!(
            picture.contains(&sign),
            "docs/page.svg has another legend; draw it anew: scripts/draw-page"
        );
    }
}

#[test]
fn every_format_writes_something_and_is_described() {
    for format in FORMATS {
        assert!(!write(format.name, SAMPLE, Options::default()).is_empty(), "{}", format.name);
        assert!(!format.about.is_empty());
    }
}
