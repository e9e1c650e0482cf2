//! What holds for any bytes at all, and for any article written down by others?

mod reading;

use std::io::{BufReader, Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use proptest::collection::vec;
use proptest::prelude::*;
use reading::{Read, data, read_as};
use verbale_engine::input::MAX_TEXT;
use verbale_intake::{FORMATS, Intake, format_named};

/// What must hold of whatever was read.
fn sound(format: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let Read { articles, faults, .. } = read_as(format, "x", bytes);
    // Nothing takes fewer bytes than a line end to tell.
    prop_assert!(articles.len() + faults.len() <= bytes.len() + 1);
    for article in &articles {
        prop_assert!(!article.id.is_empty(), "{article:?}");
        prop_assert!(!article.text.trim().is_empty() && article.text.len() <= MAX_TEXT);
    }
    for fault in &faults {
        let told = fault.to_string();
        prop_assert!(told.starts_with("x:") && !told.contains('\n'), "{told}");
    }
    Ok(())
}

/// Files that tests hold to be sound, with the names of their formats.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("text", b"Ghana met Togo in Lom\xe9.".to_vec()),
        (
            "jsonl",
            b"{\"id\": \"a\", \"text\": \"Ghana met Togo.\"}\n{\"id\": \"b\", \"text\": \"x\"}\n"
                .to_vec(),
        ),
        ("html", data("page.html")),
        ("csv", b"id,date,text\na,2022-02-11,\"Ghana met \"\"Togo\"\".\"\nb,,Talks\n".to_vec()),
        ("tsv", b"id\ttext\na\tGhana met Togo.\n".to_vec()),
        ("feed", data("feed.rss")),
        ("feed", data("feed.atom")),
        ("warc", data("pages.warc")),
        ("warc", data("pages.warc.gz")),
    ]
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn every_format_has_a_sample() {
    let samples = samples();
    assert!(FORMATS.iter().all(|format| samples.iter().any(|(name, _)| *name == format.name)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_told(bytes in vec(any::<u8>(), 0..2000)) {
        for format in FORMATS {
            sound(format.name, &bytes)?;
        }
    }

    #[test]
    fn any_text_is_read_or_told(text in "\\PC{0,300}", lines in vec("[<>&a-z\"',;\t/=! -]{0,40}", 0..20)) {
        for format in FORMATS {
            sound(format.name, text.as_bytes())?;
            sound(format.name, lines.join("\n").as_bytes())?;
        }
    }

    /// Bytes changed, cut out and doubled in files that were sound.
    #[test]
    fn damaged_files_are_read_or_told(
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<(prop::sample::Index, u8)>(),
        pack in any::<bool>(),
    ) {
        for (format, mut bytes) in samples() {
            for (place, byte) in &changes {
                let at = place.index(bytes.len());
                bytes[at] = *byte;
            }
            let from = cut.0.index(bytes.len());
            let to = (from + usize::from(cut.1)).min(bytes.len());
            let piece: Vec<u8> = bytes.drain(from..to).collect();
            bytes.extend(&piece);
            bytes.extend(piece);
            if pack {
                bytes = packed(&bytes);
            }
            sound(format, &bytes)?;
        }
    }

    #[test]
    fn a_table_gives_back_what_was_written(
        rows in vec(("[a-z]{1,8}", "[^<&\\x00]{1,60}", "[a-zA-Z ,\"']{0,20}"), 1..12),
        windows in any::<bool>(),
    ) {
        let mut builder = csv::WriterBuilder::new();
        builder.terminator(if windows { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') });
        let mut writer = builder.from_writer(Vec::new());
        writer.write_record(["id", "text", "title"]).unwrap();
        for (id, text, title) in &rows {
            writer.write_record([id, text, title]).unwrap();
        }
        let intake = Intake { any_language: true, format: format_named("csv"), ..Intake::default() };
        let read = reading::articles(&intake, "x", writer.into_inner().unwrap());
        let kept: Vec<_> = rows.iter().filter(|(_, text, _)| !text.trim().is_empty()).collect();
        prop_assert_eq!(read.faults.len(), rows.len() - kept.len());
        for (article, (id, text, title)) in read.articles.iter().zip(kept) {
            prop_assert_eq!((&article.id, &article.text), (id, text));
            prop_assert_eq!(article.title.as_deref().unwrap_or_default(), title.trim());
        }
    }

    /// However the bytes come in, and whatever stands between the records of an archive.
    #[test]
    fn an_archive_gives_all_its_records(
        count in 1usize..20,
        capacity in 1usize..300,
        junk in vec(any::<prop::sample::Index>(), 0..3),
        pack in any::<bool>(),
    ) {
        let mut parts: Vec<Vec<u8>> = (0..count).map(|number| {
            let text = format!("Ghana met Togo in round {number} of the talks on the border.");
            let head = format!(
                "WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\n\
                 WARC-Target-URI: urn:{number}\r\nContent-Length: {}\r\n\r\n", text.len());
            (head + &text + "\r\n\r\n").into_bytes()
        }).collect();
        if pack {
            parts = parts.iter().map(|part| packed(part)).collect();
        }
        for place in &junk {
            // After the first, by which it is told whether the archive is packed.
            parts.insert(1 + place.index(parts.len()), b"no record\r\n".to_vec());
        }
        let bytes = BufReader::with_capacity(capacity, Cursor::new(parts.concat()));
        let intake = Intake { format: format_named("warc"), ..Intake::default() };
        let read: Vec<_> = intake.read(Box::new(bytes), "x").collect();
        let ids: Vec<&str> = read.iter().flatten().map(|article| article.id.as_str()).collect();
        let wanted: Vec<String> = (0..count).map(|number| format!("urn:{number}")).collect();
        prop_assert_eq!(ids, wanted);
        prop_assert!(read.iter().filter(|article| article.is_err()).count() <= junk.len());
    }
}
