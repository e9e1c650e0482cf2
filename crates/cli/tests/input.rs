//! Does every way to give bad input end in a message that helps, the right exit status, and the rest of
//! the work done?

mod running;

use running::{Run, file, folder, run, run_with};

const GOOD: &str = "Ghana expelled two Togolese diplomats on Friday.";

/// Runs `code` on `file` together with a good article; the good one must come through.
fn beside_a_good_one(folder: &std::path::Path, bad: &str) -> Run {
    let good = file(folder, "good.txt", GOOD);
    let done = run(["code", bad, &good]);
    assert!(done.json().iter().any(|record| record["id"] == "good"), "{}", done.err);
    done
}

#[test]
fn a_bad_file_is_told_and_the_rest_goes_on() {
    let folder = folder("bad-files");
    let long = "a ".repeat(5 << 20);
    let cases: [(&str, &[u8], &str); 4] = [
        ("empty.txt", b"", "empty.txt: holds no text; there is nothing to code"),
        (
            "binary.txt",
            b"\x89PNG\r\n\x1a\n\0\0\0",
            "binary.txt: is not text: byte 8 is zero; give plain text or JSON Lines",
        ),
        (
            "long.txt",
            long.as_bytes(),
            "long.txt: is longer than 4 MiB; split it into articles, one to a JSON line",
        ),
        ("empty.jsonl", b"", "empty.jsonl: holds no article; give one JSON object a line"),
    ];
    for (name, bytes, words) in cases {
        let done = beside_a_good_one(&folder, &file(&folder, name, bytes));
        assert_eq!(done.status, Some(1), "{name}");
        assert!(done.err.contains(words), "{name}: {}", done.err);
        assert_eq!(done.err.lines().count(), 1, "{name}: {}", done.err);
    }
}

#[test]
fn a_file_that_is_not_there_is_told_and_a_folder_is_read() {
    let folder = folder("no-files");
    let missing = folder.join("gone.txt").display().to_string();
    let done = beside_a_good_one(&folder, &missing);
    assert_eq!(done.status, Some(1));
    assert!(done.err.contains("gone.txt: no such file; check the path"), "{}", done.err);
    file(&folder, "more/other.html", format!("<html><body><p>{GOOD} It gave no reason.</p>"));
    file(&folder, "picture.png", b"\x89PNG");
    let done = run(["code", &folder.display().to_string()]);
    assert_eq!(done.status, Some(0), "{}", done.err);
    let records = done.json();
    let ids =
        records.iter().filter(|record| record["kind"] == "document").map(|record| &record["id"]);
    assert_eq!(ids.collect::<Vec<_>>(), ["good", "more/other"]);
    assert!(done.err.contains("1 files of other kinds left out"), "{}", done.err);
}

#[test]
fn a_bad_line_is_told_with_its_number_and_the_rest_goes_on() {
    let folder = folder("bad-lines");
    let text = [
        r#"{"id": "one", "text": "Ghana met Togo.", "mine": [1]}"#,
        r#"{"id": "two", "text": "Ghana"#,
        r#"{"id": "three"}"#,
        r#"{"id": 4, "text": "x"}"#,
        "",
        r#"{"id": "six", "text": "Togo met Ghana."}"#,
    ];
    let path = file(&folder, "in.jsonl", text.join("\n"));
    let done = run(["code", &path]);
    assert_eq!(done.status, Some(1));
    let told: Vec<&str> = done.err.lines().collect();
    assert_eq!(told.len(), 3, "{}", done.err);
    for (line, (number, words)) in told.iter().zip([
        (2, "is not JSON: EOF while parsing a string"),
        (3, "has no `text`; every line needs `id` and `text`, both strings"),
        (4, "`id` is a number; write it as a string"),
    ]) {
        assert!(line.starts_with(&format!("verbale: {path}:{number}: {words}")), "{line}");
    }
    let documents: Vec<String> = done
        .json()
        .iter()
        .filter(|record| record["kind"] == "document")
        .map(|record| record["id"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(documents, ["one", "six"]);
}

#[test]
fn standard_input_takes_both_formats() {
    let done = run_with(&["code", "-"], GOOD.as_bytes());
    assert_eq!((done.status, &done.json()[0]["id"]), (Some(0), &"stdin".into()));
    let line = format!("{{\"id\": \"a\", \"text\": \"{GOOD}\"}}\n");
    let done = run_with(&["code", "-"], line.as_bytes());
    assert_eq!((done.status, &done.json()[0]["id"]), (Some(0), &"a".into()));
    let done = run_with(&["code", "-", "--from", "text"], line.as_bytes());
    assert_eq!((done.status, &done.json()[0]["id"]), (Some(0), &"stdin".into()));
    let done = run_with(&["code", "-"], b"");
    assert_eq!(done.status, Some(1));
    assert!(done.err.contains("-: holds no text"), "{}", done.err);
}

#[test]
fn text_with_a_byte_order_mark_and_crlf_keeps_its_offsets() {
    let text = "\u{feff}Talks went on.\r\n\r\nGhana expelled two Togolese diplomats.\r\n";
    let done = run_with(&["code", "-"], text.as_bytes());
    let records = done.json();
    assert!(records[0]["notes"][0].as_str().unwrap().contains("byte order mark"));
    let event = records.iter().find(|record| record["kind"] == "event").unwrap();
    assert_eq!(event["actor"][0]["start"], 18);
    assert_eq!(event["recipient"][0]["text"], "two Togolese diplomats");
    assert_eq!(event["recipient"][0]["start"], 33);
}

#[test]
fn another_charset_is_read_with_a_note_and_another_language_set_aside() {
    let folder = folder("charset");
    let latin =
        file(&folder, "latin.txt", b"Ghana expelled diplomats of S\xe3o Tom\xe9 on Friday.");
    let french = file(
        &folder,
        "french.txt",
        "Le ministre des Affaires étrangères a reçu vendredi les ambassadeurs de la région.",
    );
    let done = run(["code", &latin, &french]);
    assert_eq!(done.status, Some(0), "{}", done.err);
    let records = done.json();
    assert_eq!(records[0]["notes"][0], "read as windows-1252, which its bytes look like");
    let event = records.iter().find(|record| record["kind"] == "event").expect("an event");
    assert_eq!(
        (&event["trigger"]["text"], &event["time"]["start"]),
        (&"expelled".into(), &40.into())
    );
    assert_eq!(records.iter().filter(|record| record["kind"] == "document").count(), 1);
    let told = "1 not in English set aside (fra 1: french); --any-language keeps them\n";
    assert_eq!(done.err, told);
    let kept = run(["code", &french, "--any-language"]);
    assert_eq!((kept.status, kept.err.as_str()), (Some(0), ""));
    assert_eq!(kept.json()[0]["id"], "french");
}

#[test]
fn columns_are_chosen_and_a_wrong_choice_is_told() {
    let folder = folder("columns");
    let table = file(&folder, "news.csv", format!("nr,body,day\n7,{GOOD},2015-06-19\n"));
    let done = run(["code", &table, "--columns", "id=nr,text=body,date=day"]);
    assert_eq!(done.status, Some(0), "{}", done.err);
    let records = done.json();
    assert_eq!((&records[0]["id"], &records[0]["date"]), (&"7".into(), &"2015-06-19".into()));
    let done = run(["code", &table, "--columns", "text=words"]);
    assert_eq!(done.status, Some(1));
    assert!(
        done.err.contains("news.csv:1: has no column \"words\"; it has nr, body, day"),
        "{}",
        done.err
    );
    let done = run(["code", &table, "--columns", "words=body"]);
    assert_eq!(done.status, Some(2));
    assert!(
        done.err.contains("an article has no \"words\"; it has id, text, date"),
        "{}",
        done.err
    );
}
