//! Are acts that only the network proposes told apart, and do the others stay as they are without it?

mod coding;

use coding::SAMPLE;
use serde_json::Value;
use verbale_engine::{Article, Coder, Knowledge, output};

/// What no frame reads.
const PLAIN: &str = "\"That is not how allies behave,\" Norway's prime minister said.";

fn events(coder: &Coder, text: &str) -> Vec<Value> {
    let mut bytes = Vec::new();
    let format = output::format_named("jsonl").expect("there is such a format");
    let coded = coder.code(Article::new("test", text));
    (format.write)(&coded, output::Options::default(), &mut bytes).expect("writing to memory");
    let lines = String::from_utf8(bytes).expect("output is UTF-8");
    let records = lines.lines().map(|line| serde_json::from_str(line).expect("a line is JSON"));
    records.filter(|record: &Value| record["kind"] == "event").collect()
}

fn frames_only() -> Coder {
    Coder::new(&Knowledge::built_in().without_proposals()).expect("the knowledge is sound")
}

fn is_proposed(event: &Value) -> bool {
    event["rule"].as_str().is_some_and(|rule| rule.starts_with("proposed/"))
}

#[test]
fn a_proposal_names_its_rule_and_how_likely_it_is() {
    let found = events(coding::coder(), PLAIN);
    let [event] = &found[..] else { panic!("one event: {found:?}") };
    assert!(is_proposed(event), "{event}");
    assert_eq!((&event["event"], &event["actor"][0]["code"]), (&"ACCUSE".into(), &"NOR".into()));
    let confidence = event["confidence"].as_f64().expect("a number");
    assert!((0.0..=1.0).contains(&confidence), "{confidence}");
    assert_eq!(
        (confidence * 100.0).round() / 100.0,
        confidence,
        "two digits are all that is known"
    );
}

#[test]
fn frames_read_the_same_with_and_without_the_network() {
    let plain = frames_only();
    assert!(events(&plain, PLAIN).is_empty());
    for text in [SAMPLE, PLAIN] {
        let mut with = events(coding::coder(), text);
        with.retain(|event| !is_proposed(event));
        assert!(with.iter().all(|event| event["confidence"].is_null()), "{with:?}");
        assert_eq!(with, events(&plain, text));
    }
    assert_ne!(plain.knowledge(), coding::coder().knowledge());
}
