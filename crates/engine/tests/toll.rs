//! Are numbers of people read as they stand, whatever their size, and added up where a table wants one?

mod coding;

use proptest::prelude::*;
use serde_json::{Value, json};
use verbale_engine::output::Options;
use verbale_engine::record::{Event, Toll};

use coding::{lines, write};

/// The numbers of all events of `text`.
fn tolls(text: &str) -> Vec<Value> {
    let events = lines(text, false).into_iter().filter(|line| line["kind"] == "event");
    events.filter_map(|event| event["toll"].as_array().cloned()).flatten().collect()
}

/// `1234567` as `1,234,567`.
fn with_commas(n: u64) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).expect("digits are ASCII"))
        .collect();
    groups.join(",")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_number_is_read_as_it_stands(n in 2u64..100_000_000, at_least in any::<bool>()) {
        let bound = if at_least { "at least " } else { "" };
        let found = tolls(&format!("Rebels killed {bound}{} people in Chad.", with_commas(n)));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0]["from"], &json!(n));
        prop_assert_eq!(&found[0]["to"], &if at_least { Value::Null } else { json!(n) });
    }
}

#[test]
fn plover_and_csv_hold_sums() {
    let text = "Rebels killed three soldiers and at least two policemen in Chad.";
    let line: Value = serde_json::from_str(&write("plover", text, Options::default())).unwrap();
    assert_eq!(line["dead"], 5);
    assert!(line.get("injured").is_none());
}

#[test]
fn a_sum_takes_what_is_told_at_least_and_bounds_no_overflow() {
    let toll = |from, to| Toll {
        kind: "dead".to_owned(),
        from,
        to,
        text: String::new(),
        start: 0,
        end: 0,
    };
    let event = |toll| Event { toll, ..any_event() };
    assert_eq!(event(vec![]).toll_of("dead"), None);
    assert_eq!(event(vec![toll(Some(3), Some(3)), toll(None, Some(4))]).toll_of("dead"), Some(7));
    assert_eq!(event(vec![toll(Some(3), None)]).toll_of("injured"), None);
    let many = vec![toll(Some(u64::MAX), None), toll(Some(1), None)];
    assert_eq!(event(many).toll_of("dead"), Some(u64::MAX));
}

fn any_event() -> Event {
    let coded = coding::code("Chad condemned Mali.");
    coded.records.iter().find_map(|record| record.event()).expect("an event").clone()
}
