//! Does the published schema describe what is written, and nothing looser?

mod coding;

use jsonschema::Validator;
use serde_json::{Value, json};
use verbale_engine::record::schema;

use coding::{SAMPLE, lines};

const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/record.schema.json");

fn validator() -> Validator {
    jsonschema::validator_for(schema().as_value()).expect("the schema is a schema")
}

#[test]
fn the_published_schema_is_current() {
    let current = serde_json::to_string_pretty(schema().as_value()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(PUBLISHED, &current).unwrap();
    }
    let published = std::fs::read_to_string(PUBLISHED).unwrap_or_default();
    assert!(published == current, "docs/record.schema.json is not current; run with UPDATE=1");
}

#[test]
fn every_line_of_output_is_valid() {
    let validator = validator();
    let lines = lines(SAMPLE, true);
    let kinds: std::collections::BTreeSet<&str> =
        lines.iter().filter_map(|line| line["kind"].as_str()).collect();
    for kind in ["document", "event", "quote", "claim", "mention"] {
        assert!(kinds.contains(kind), "the sample gives no {kind}");
    }
    for line in &lines {
        let faults: Vec<String> = validator.iter_errors(line).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{line}\n{}", faults.join("\n"));
    }
}

#[test]
fn wrong_records_are_refused() {
    let validator = validator();
    let lines = lines(SAMPLE, true);
    let event = lines.iter().find(|line| line["kind"] == "event").unwrap();
    let wrong: [(&str, Value); 8] = [
        ("status", json!("maybe")),
        ("quad", json!(5)),
        ("scale", json!("high")),
        ("actor", json!([{ "text": "x" }])),
        ("trigger", Value::Null),
        ("event", json!("protest")),
        ("cameo", Value::Null),
        ("kind", json!("evnt")),
    ];
    for (field, value) in wrong {
        let mut line = event.clone();
        line[field] = value;
        assert!(!validator.is_valid(&line), "{field} may be {}", line[field]);
    }
    for field in ["v", "id", "doc", "mode", "condition", "attribution", "rule"] {
        let mut line = event.clone();
        line.as_object_mut().unwrap().remove(field);
        assert!(!validator.is_valid(&line), "{field} may be missing");
    }
}
