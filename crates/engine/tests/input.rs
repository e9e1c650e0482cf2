//! What does the engine make of each way to give it articles, good and bad?

use std::io::Cursor;

use verbale_engine::input::{self, FORMATS, MAX_TEXT};
use verbale_engine::{Article, InputError, InputErrorKind};

fn read(file: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<Article, InputError>> {
    input::read(Box::new(Cursor::new(bytes.into())), file, None).collect()
}

/// The one fault that reading gives.
fn fault(file: &str, bytes: impl Into<Vec<u8>>) -> InputError {
    let mut all = read(file, bytes);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0).expect_err("a fault")
}

#[test]
fn each_format_reads_its_sample() {
    for format in FORMATS {
        let (bytes, id) = match format.name {
            "text" => ("Ghana met Togo.", "sample"),
            "jsonl" => {
                (r#"{"id": "a", "text": "Ghana met Togo.", "date": "2022-02-11", "mine": 1}"#, "a")
            }
            other => panic!("the format {other} has no sample here"),
        };
        let file = format!("news/sample.{}", format.extensions[0]);
        let articles = read(&file, bytes);
        let article = articles[0].as_ref().unwrap();
        assert_eq!((article.id.as_str(), article.text.as_str()), (id, "Ghana met Togo."));
    }
}

#[test]
fn text_keeps_its_line_ends_and_loses_its_mark() {
    let article = read("a.txt", "\u{feff}One.\r\nTwo.").remove(0).unwrap();
    assert_eq!(article.text, "One.\r\nTwo.");
    assert!(article.notes[0].contains("byte order mark"));
}

#[test]
fn bad_files_are_told_with_place_and_remedy() {
    let cases: [(&str, Vec<u8>, InputErrorKind, &str); 6] = [
        (
            "a.txt",
            b"".to_vec(),
            InputErrorKind::Empty,
            "a.txt: holds no text; there is nothing to code",
        ),
        ("a.txt", b" \r\n".to_vec(), InputErrorKind::Empty, "holds no text"),
        ("a.txt", b"\x7fELF\x00\x01".to_vec(), InputErrorKind::Binary, "byte 4 is zero"),
        (
            "a.txt",
            b"caf\xe9 society".to_vec(),
            InputErrorKind::NotUtf8,
            "byte 3 is 0xE9; convert the text to UTF-8",
        ),
        ("a.txt", b"\xff\xfeG\x00".to_vec(), InputErrorKind::NotUtf8, "UTF-16"),
        ("a.jsonl", b"\n\n".to_vec(), InputErrorKind::Empty, "holds no article"),
    ];
    for (file, bytes, kind, words) in cases {
        let error = fault(file, bytes);
        assert_eq!(error.kind, kind);
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn a_text_too_long_is_refused_and_the_rest_goes_on() {
    let long = "a ".repeat(5 << 20);
    assert_eq!(fault("a.txt", long.as_str()).kind, InputErrorKind::TooLong);
    let lines =
        format!("{{\"id\":\"a\",\"text\":\"{long}\"}}\n{{\"id\":\"b\",\"text\":\"Short.\"}}\n");
    let read = read("a.jsonl", lines);
    assert_eq!(read[0].as_ref().unwrap_err().kind, InputErrorKind::TooLong);
    assert_eq!(read[1].as_ref().unwrap().id, "b");
    // Far beyond the limit a line is not even stored.
    let endless = "x".repeat(7 * MAX_TEXT);
    let lines = format!("{endless}\n{{\"id\":\"b\",\"text\":\"Short.\"}}\n");
    let read = self::read("a.jsonl", lines);
    assert_eq!((read[0].is_err(), read[1].is_ok(), read.len()), (true, true, 2));
}

#[test]
fn bad_lines_are_told_with_their_number_and_the_rest_goes_on() {
    let lines = [
        (r#"{"id": "a", "text": "x"}"#, None),
        (r#"{"id": "a", "text": "x""#, Some((InputErrorKind::MalformedLine, "is not JSON"))),
        (r#"["a"]"#, Some((InputErrorKind::MalformedLine, "is a list, not a JSON object"))),
        (r#"{"id": "a"}"#, Some((InputErrorKind::MissingField, "has no `text`"))),
        (r#"{"text": "x"}"#, Some((InputErrorKind::MissingField, "has no `id`"))),
        (
            r#"{"id": 7, "text": "x"}"#,
            Some((InputErrorKind::WrongType, "`id` is a number; write it as a string")),
        ),
        (r#"{"id": "a", "text": ["x"]}"#, Some((InputErrorKind::WrongType, "`text` is a list"))),
        (
            r#"{"id": "a", "text": "x", "date": "11.2.2022"}"#,
            Some((InputErrorKind::BadDate, "\"11.2.2022\" is not a date; write it as 2022-02-11")),
        ),
        (
            r#"{"id": "a", "text": "x", "date": "2022-02-30"}"#,
            Some((InputErrorKind::BadDate, "2022-02-30")),
        ),
        (r#"{"id": "a", "text": "  "}"#, Some((InputErrorKind::Empty, "`text` of \"a\" is empty"))),
        (r#"{"id": "a", "text": "x", "date": "2022-02-11T10:00:00Z", "title": null}"#, None),
    ];
    let text: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
    let read = read("in.jsonl", text.join("\r\n"));
    assert_eq!(read.len(), lines.len());
    for (at, (result, (line, wanted))) in read.iter().zip(lines).enumerate() {
        match (result, wanted) {
            (Ok(_), None) => {}
            (Err(error), Some((kind, words))) => {
                assert_eq!(error.kind, kind, "{line}");
                let told = error.to_string();
                assert!(told.starts_with(&format!("in.jsonl:{}: ", at + 1)), "{told}");
                assert!(told.contains(words), "{told}");
            }
            other => panic!("{line}: {other:?}"),
        }
    }
}

#[test]
fn bad_bytes_in_a_line_are_told_with_their_place_in_the_file() {
    let mut bytes = br#"{"id": "a", "text": "x"}"#.to_vec();
    bytes.push(b'\n');
    bytes.extend(b"{\"id\": \"b\", \"text\": \"caf\xe9\"}\n{\"id\": \"c\", \"text\": \"x\"}");
    let read = read("in.jsonl", bytes);
    let error = read[1].as_ref().unwrap_err();
    assert_eq!(error.line, Some(2));
    assert!(error.message.contains("byte 49 is 0xE9"), "{error}");
    assert!(read[2].is_ok());
}
