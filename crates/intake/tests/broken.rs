//! Does a broken file end in a fault with its place, and the rest of the work done?

mod reading;

use std::io::{BufReader, Read as _, Write};

use flate2::{Compression, write::GzEncoder};
use reading::{Read, data, read, read_as};
use verbale_engine::InputErrorKind;
use verbale_intake::Intake;

/// A record of a WARC file with a text in it.
fn record(number: usize, length: Option<usize>) -> Vec<u8> {
    let text = format!("Ghana met Togo in round {number} of the talks on the border.");
    let length = length.unwrap_or(text.len());
    format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.example/{number}\r\n\
         Content-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{text}\r\n\r\n"
    )
    .into_bytes()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn ids(read: &Read) -> Vec<&str> {
    read.articles
        .iter()
        .map(|article| article.id.trim_start_matches("https://a.example/"))
        .collect()
}

fn told(read: &Read) -> Vec<String> {
    read.faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_broken_record_is_told_by_number_and_the_next_is_read() {
    let bad = [record(1, None), b"Garbage\r\nmore\r\n".to_vec(), record(2, None)].concat();
    let read = read("a.warc", bad);
    assert_eq!(ids(&read), ["1", "2"]);
    assert_eq!(told(&read), ["a.warc: record 2 does not begin with WARC/1.0; it is skipped"]);
    assert_eq!(read.faults[0].kind, InputErrorKind::BrokenRecord);
}

#[test]
fn a_record_that_lies_about_its_length_costs_only_itself_where_records_are_packed() {
    for length in [usize::MAX / 2, 5000, 10] {
        let parts = [record(1, None), record(2, Some(length)), record(3, None)];
        let bytes: Vec<u8> = parts.iter().flat_map(|part| packed(part)).collect();
        let read = read("a.warc.gz", bytes);
        let shown = ids(&read);
        assert!(shown.first() == Some(&"1") && shown.last() == Some(&"3"), "{shown:?}");
        assert_eq!(read.faults.len(), 1, "{:?}", told(&read));
        assert!(told(&read)[0].starts_with("a.warc.gz: record "), "{:?}", told(&read));
    }
}

#[test]
fn a_record_with_damaged_bytes_is_skipped() {
    let mut parts: Vec<Vec<u8>> = (1..=3).map(|number| packed(&record(number, None))).collect();
    let middle = parts[1].len() / 2;
    parts[1][middle] ^= 0x55;
    parts[1][middle + 1] ^= 0x55;
    let read = read("a.warc.gz", parts.concat());
    assert_eq!(ids(&read), ["1", "3"]);
    assert_eq!(read.faults.len(), 1, "{:?}", told(&read));
    assert!(told(&read)[0].starts_with("a.warc.gz: record 2 "), "{:?}", told(&read));
}

#[test]
fn a_record_whose_checksum_is_wrong_is_not_given() {
    let mut parts: Vec<Vec<u8>> = (1..=3).map(|number| packed(&record(number, None))).collect();
    let checksum = parts[1].len() - 8;
    parts[1][checksum] ^= 0x55;
    let read = read("a.warc.gz", parts.concat());
    assert_eq!(ids(&read), ["1", "3"]);
    assert_eq!(read.faults.len(), 1, "{:?}", told(&read));
    assert!(
        told(&read)[0].starts_with("a.warc.gz: record 2 broken gzip data"),
        "{:?}",
        told(&read)
    );
}

#[test]
fn an_archive_cut_off_is_read_as_far_as_it_goes() {
    let bytes = data("pages.warc.gz");
    for at in (0..bytes.len()).step_by(97) {
        let read = read("a.warc.gz", &bytes[..at]);
        assert!(read.faults.len() <= 1, "{at}: {:?}", told(&read));
        let whole = ["accra/envoys", "example/a", "example/b", "aflao"];
        assert!(read.articles.iter().zip(whole).all(|(article, id)| article.id.ends_with(id)));
    }
}

#[test]
fn a_page_without_an_article_is_told() {
    for page in ["<html><body><a href=/>Home</a></body></html>", "<html>", "", "<p></p>"] {
        let read = read_as("html", "a.html", page);
        assert!(read.articles.is_empty(), "{page}: {:?}", read.articles);
        assert_eq!(told(&read), ["a.html: holds no article"], "{page}");
    }
}

#[test]
fn hostile_pages_end_soon() {
    for (open, close) in
        [("<div>", "</div>"), ("<b>", ""), ("<font><a><table>", ""), ("<p><i>", ""), ("<svg>", "")]
    {
        for times in [400, 100_000] {
            let page =
                format!("<html><body>{}Ghana met Togo.{}", open.repeat(times), close.repeat(times));
            let read = read("a.html", page);
            assert_eq!(read.articles.len() + read.faults.len(), 1);
        }
    }
    let attributes = format!("<html><body {}>Ghana met Togo.", "a=b ".repeat(200_000));
    let read = read("a.html", attributes);
    assert_eq!(read.articles.len() + read.faults.len(), 1);
}

#[test]
fn what_is_no_feed_is_told() {
    let deep = format!("<rss version=\"2.0\">{}", "<a>".repeat(100_000));
    for (bytes, words) in [
        ("<rss version=\"2.0\"><channel><title>x</title></channel></rss>", "holds no entry"),
        ("<opml/>", "is no feed: unable to parse feed: no root element; expected RSS, Atom"),
        ("", "is no feed"),
        (deep.as_str(), "nests more than 200 elements"),
    ] {
        let read = read("a.xml", bytes);
        assert!(read.articles.is_empty() && told(&read)[0].contains(words), "{:?}", told(&read));
    }
}

#[test]
fn bad_rows_are_told_by_line_and_the_rest_goes_on() {
    let rows = "id,date,text\na,2022-02-11,One.\nb,11/02/2022,Two.\nc,,\n\"d\nd\",,\"Four\nlines\"\ne,x,\nf,,Six.\n";
    let read = read("t.csv", rows);
    assert_eq!(ids(&read), ["a", "d\nd", "f"]);
    assert_eq!(
        told(&read),
        [
            "t.csv:3: the date \"11/02/2022\" cannot be told; write it as 2022-02-11",
            "t.csv:4: has no text in its column; there is nothing to code",
            "t.csv:8: has no text in its column; there is nothing to code",
        ]
    );
}

#[test]
fn a_quotation_mark_left_open_is_told_and_not_read_without_end() {
    let head = "id,text\na,One.\nb,\"Two\n".to_owned();
    let read = read("t.csv", head + &"and so on, and so on\n".repeat(1 << 19));
    assert_eq!(ids(&read), ["a"]);
    assert_eq!(
        told(&read),
        ["t.csv:3: begins a row longer than 4 MiB; is a quotation mark left open there?"]
    );
}

#[test]
fn a_bad_byte_far_in_a_table_is_told_by_line() {
    let mut rows = b"id,text\n".to_vec();
    for number in 0..9000 {
        rows.extend(format!("{number},Ghana met Togo.\n").into_bytes());
    }
    rows.extend(b"bad,caf\xe9\nlast,Togo met Ghana.\n");
    let read = read("t.csv", rows);
    assert_eq!((read.articles.len(), read.faults.len()), (9001, 1), "{:?}", told(&read));
    assert!(
        told(&read)[0].starts_with("t.csv:9002: is not UTF-8: a byte 0xE9"),
        "{:?}",
        told(&read)
    );
}

#[test]
fn broken_packing_is_told_and_what_came_before_it_is_kept() {
    let lines: String = (0..5000)
        .map(|n| format!("{{\"id\": \"{n}\", \"text\": \"Ghana met Togo {n}.\"}}\n"))
        .collect();
    let mut bytes = packed(lines.as_bytes());
    bytes.truncate(bytes.len() / 2);
    let read = read("a.jsonl.gz", bytes);
    assert!(read.articles.len() > 1000, "{}", read.articles.len());
    assert!(
        told(&read)[0].contains("a.jsonl.gz: cannot be read: broken gzip data"),
        "{:?}",
        told(&read)
    );
}

/// A WARC file that never ends, made as it is read.
struct Endless {
    record: Vec<u8>,
    at: usize,
    left: usize,
}

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = (&self.record[self.at..]).read(buffer)?.min(self.left);
        self.at = (self.at + count) % self.record.len();
        self.left -= count;
        Ok(count)
    }
}

/// Bytes that are asked for before the first article comes: an archive is not read whole.
#[test]
fn articles_come_while_the_archive_is_read() {
    let endless = Endless { record: packed(&record(1, None)), at: 0, left: usize::MAX };
    let articles = Intake::default().read(Box::new(BufReader::new(endless)), "a.warc.gz");
    assert!(articles.take(1000).all(|article| article.is_ok()));
}

/// A record of no interest may be longer than all memory.
#[test]
fn long_records_are_passed_over_without_being_kept() {
    let head =
        format!("WARC/1.0\r\nWARC-Type: request\r\nContent-Length: {}\r\n\r\n", 1usize << 28);
    let all = std::io::Cursor::new(head.into_bytes())
        .chain(Endless { record: vec![b'x'; 1 << 16], at: 0, left: 1 << 28 })
        .chain(std::io::Cursor::new([b"\r\n\r\n".to_vec(), record(2, None)].concat()));
    let read: Vec<_> = Intake::default().read(Box::new(BufReader::new(all)), "a.warc").collect();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].as_ref().unwrap().id, "https://a.example/2");
}
