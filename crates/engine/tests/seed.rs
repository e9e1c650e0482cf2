//! Does the report that the project was founded on give the records that it must?
//!
//! The report is read from `../shared/seed` and is not in the repository; where it is absent the test
//! says so. Rows name sentences by their number.

mod coding;

use coding::coder;
use serde_json::{Value, to_value};
use verbale_engine::Article;

const SEED: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seed/article-2022-02-11.txt");

/// One line of the table: what a sentence must tell.
struct Row {
    name: &'static str,
    sentence: u64,
    event: &'static str,
    mode: Option<&'static str>,
    actors: &'static [&'static str],
    recipients: &'static [&'static str],
    status: &'static str,
    also: fn(&Value) -> bool,
}

/// Anything goes.
fn any(_: &Value) -> bool {
    true
}

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row { name: "invites", sentence: 1, event: "AGREE", mode: None, actors: &["GBR"], recipients: &["RUS"], status: "actual", also: any },
    Row { name: "invites, on the release's word", sentence: 1, event: "AGREE", mode: None, actors: &["GBR"], recipients: &["RUS"], status: "actual", also: on_somebodys_word },
    Row { name: "desires better relations", sentence: 2, event: "AGREE", mode: None, actors: &["GBR"], recipients: &["RUS"], status: "actual", also: conditional },
    Row { name: "denies accusations", sentence: 3, event: "REJECT", mode: None, actors: &["RUS"], recipients: &["WST"], status: "actual", also: any },
    Row { name: "the accusations", sentence: 3, event: "ACCUSE", mode: None, actors: &["WST"], recipients: &["RUS"], status: "actual", also: denied_by_moscow },
    Row { name: "differs with", sentence: 4, event: "ACCUSE", mode: Some("disapprove"), actors: &["GBR"], recipients: &["RUS"], status: "actual", also: on_two_words },
    Row { name: "calls a threat", sentence: 6, event: "ACCUSE", mode: None, actors: &["GBR"], recipients: &["RUS"], status: "actual", also: any },
    Row { name: "the build-up", sentence: 6, event: "MOBILIZE", mode: Some("troops"), actors: &["RUS"], recipients: &["UKR"], status: "actual", also: alleged },
    Row { name: "made it clear that", sentence: 7, event: "REQUEST", mode: None, actors: &["GBR"], recipients: &["RUS"], status: "actual", also: on_somebodys_word },
    Row { name: "severe costs", sentence: 8, event: "THREATEN", mode: None, actors: &["GBR"], recipients: &["RUS"], status: "actual", also: any },
    Row { name: "the invasion that may come", sentence: 8, event: "ASSAULT", mode: None, actors: &["RUS"], recipients: &["UKR"], status: "hypothetical", also: any },
    Row { name: "three asks", sentence: 9, event: "REQUEST", mode: Some("yield"), actors: &["GBR"], recipients: &["RUS"], status: "actual", also: about_three },
    Row { name: "cautions", sentence: 10, event: "ACCUSE", mode: Some("disapprove"), actors: &["GBR"], recipients: &["RUS"], status: "actual", also: any },
    Row { name: "rejects a notion", sentence: 12, event: "REJECT", mode: None, actors: &["GBR"], recipients: &[], status: "actual", also: on_somebodys_word },
    Row { name: "heading: groundless", sentence: 13, event: "REJECT", mode: None, actors: &["RUS"], recipients: &[], status: "actual", also: any },
    Row { name: "repeats claims", sentence: 14, event: "ACCUSE", mode: Some("allege"), actors: &["UKR", "WST"], recipients: &["RUS"], status: "actual", also: any },
    Row { name: "the invasion that is claimed", sentence: 14, event: "ASSAULT", mode: None, actors: &["RUS"], recipients: &["UKR"], status: "hypothetical", also: |e| alleged(e) && denied_by_moscow(e) },
    Row { name: "calls reports groundless", sentence: 15, event: "REJECT", mode: None, actors: &["RUS"], recipients: &["UKR"], status: "actual", also: any },
    Row { name: "warns of implications", sentence: 16, event: "THREATEN", mode: None, actors: &["RUS"], recipients: &[], status: "actual", also: conditional },
    Row { name: "meets in Moscow", sentence: 17, event: "CONSULT", mode: Some("visit"), actors: &["GBR", "RUS"], recipients: &[], status: "actual", also: in_moscow_on_thursday },
    Row { name: "the two discussed", sentence: 18, event: "CONSULT", mode: None, actors: &["GBR", "RUS"], recipients: &[], status: "actual", also: on_somebodys_word },
];

fn on_somebodys_word(event: &Value) -> bool {
    event["attribution"].as_array().is_some_and(|chain| !chain.is_empty())
}

fn on_two_words(event: &Value) -> bool {
    event["attribution"].as_array().is_some_and(|chain| chain.len() == 2)
}

fn conditional(event: &Value) -> bool {
    event["condition"].is_object()
}

fn alleged(event: &Value) -> bool {
    event["alleged"] == true
}

fn denied_by_moscow(event: &Value) -> bool {
    codes(&event["denied_by"]) == ["RUS"]
}

fn about_three(event: &Value) -> bool {
    event["topic"].as_array().is_some_and(|topics| topics.len() == 3)
}

fn in_moscow_on_thursday(event: &Value) -> bool {
    event["place"]["name"] == "Moscow" && event["time"]["from"] == "2022-02-10"
}

fn codes(entities: &Value) -> Vec<String> {
    let mut codes: Vec<String> = entities
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entity| entity["code"].as_str().map(Into::into))
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The events of the report; `None`, with a word on standard error, where it is absent.
#[allow(clippy::print_stderr, reason = "a skipped check must say so")]
fn events() -> Option<Vec<Value>> {
    let Ok(text) = std::fs::read_to_string(SEED) else {
        eprintln!("the founding report is not there, nothing is checked: {SEED}");
        return None;
    };
    let coded = coder().code(Article::new("article-2022-02-11", &text));
    let records = coded.records.iter().map(|record| to_value(record).expect("a record is JSON"));
    Some(records.filter(|record| record["kind"] == "event").collect())
}

fn holds(row: &Row, events: &[Value]) -> bool {
    events.iter().any(|event| {
        event["sentence"]["index"] == row.sentence
            && event["event"] == row.event
            && (row.mode.is_none() || event["mode"].as_str() == row.mode)
            && codes(&event["actor"]) == row.actors
            && codes(&event["recipient"]) == row.recipients
            && event["status"] == row.status
            && (row.also)(event)
    })
}

#[test]
fn the_founding_report_gives_its_table() {
    let Some(events) = events() else { return };
    let missing: Vec<&str> =
        TABLE.iter().filter(|row| !holds(row, &events)).map(|row| row.name).collect();
    assert!(missing.is_empty(), "not given: {}", missing.join(", "));
}

#[test]
fn nothing_feared_or_asked_for_is_told_as_done() {
    let Some(events) = events() else { return };
    for event in &events {
        let deed =
            matches!(event["event"].as_str(), Some("ASSAULT" | "RETREAT" | "SANCTION" | "COERCE"));
        let done = event["status"] == "actual" || event["status"] == "historical";
        assert!(!(deed && done && event["alleged"] == false), "{event}");
    }
}

#[test]
fn the_credit_under_the_picture_gives_nothing() {
    let Some(events) = events() else { return };
    assert!(events.iter().all(|event| event["sentence"]["index"].as_u64() < Some(19)));
}
