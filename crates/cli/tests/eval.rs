//! Does `eval` score a gold file, explain what was missed and name what is wrong in the file?

mod running;

use running::{file, folder, run};

const GOLD: &str = r#"{"id": "a", "text": "Ghana expelled two envoys. Rebels zorched it.", "sentences": [{"start": 0, "end": 26, "text": "Ghana expelled two envoys.", "events": [{"trigger": "expelled", "event": "SANCTION", "mode": "expel", "actor": [{"code": "TGO"}], "status": "negated"}]}, {"start": 27, "end": 45, "events": [{"trigger": "zorched", "event": "ASSAULT"}]}]}"#;

#[test]
fn misses_are_explained_and_scored() {
    let folder = folder("eval");
    let gold = file(&folder, "gold.jsonl", GOLD);
    let done = run(["eval", &gold]);
    assert_eq!(done.status, Some(0), "{}", done.err);
    assert!(done.out.contains("1 articles, 2 events"), "{}", done.out);
    let first = done.out.lines().find(|line| line.starts_with("a sentence 0: actor, "));
    assert!(first.is_some_and(|line| line.ends_with("status")), "{}", done.out);
    assert!(done.out.contains("no pattern is headed by a word of \"zorched\""), "{}", done.out);
    let done = run(["eval", &gold, "--format", "json", "--threads", "2"]);
    let whole: serde_json::Value = serde_json::from_str(&done.out).expect("one JSON object");
    assert_eq!(whole["scores"]["event type"]["right"], 1);
    assert_eq!(whole["scores"]["event type"]["gold"], 2);
    assert_eq!(whole["misses"][1]["kinds"], serde_json::json!(["missed"]));
}

#[test]
fn a_line_that_is_wrong_is_told_and_the_rest_is_scored() {
    let folder = folder("eval-faults");
    let lines = [
        GOLD,
        r#"{"id": "b", "text": "x y", "sentences": [{"start": 0, "end": 9}]}"#,
        r#"{"id": "c", "text": "x y"}"#,
        r#"{"id": "d", "text": "x y", "sentences": [{"start": 0, "end": 3, "text": "y x"}]}"#,
        r#"{"id": "e", "text": "x y", "sentences": [{"start": 0, "end": 3, "events": [{"trigger": "x", "event": "FOO"}]}]}"#,
        "nothing",
    ];
    let gold = file(&folder, "gold.jsonl", lines.join("\n"));
    let done = run(["eval", &gold, "--show", "0"]);
    assert_eq!(done.status, Some(1));
    assert!(done.out.contains("1 articles, 2 events"), "{}", done.out);
    for fault in [
        ":2: sentence 0 of \"b\": 0 to 9 is no stretch of a text of 3 code points",
        ":3: has no list `sentences`",
        ":4: sentence 0 of \"d\": its `text` is \"y x\", but the article has \"x y\" there",
        ":5: sentence 0 of \"e\": unknown event \"FOO\"",
        ":6: is not JSON",
    ] {
        assert!(done.err.contains(&format!("{gold}{fault}")), "{fault}\n{}", done.err);
    }
}
