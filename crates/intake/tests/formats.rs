//! Does every format give the articles that are in it, whoever wrote the file?
//!
//! `data/make.py` made the archives and feeds, with warcio and feedgen.

mod reading;

use std::io::Write;
use std::path::Path;

use flate2::{Compression, write::GzEncoder};
use jiff::civil::date;
use reading::{Read, articles, data, read, read_as};
use verbale_engine::{Article, InputErrorKind};
use verbale_intake::{FORMATS, Intake};

fn envoys(article: &Article) {
    assert_eq!(article.title.as_deref(), Some("Ghana expels two Togolese envoys"));
    assert_eq!(article.date, Some(date(2022, 2, 11)));
    assert_eq!(article.source.as_deref(), Some("The Accra Courier"));
    for words in [
        "Ghana expelled two Togolese diplomats on Friday, a day after Lomé",
        "said.\n\n“These two officers",
        "an official of the bloc said.",
    ] {
        assert!(article.text.contains(words), "{words}: {}", article.text);
    }
    for words in ["Weather", "cookies", "recipes", "Imprint", "track(", "color: red", "<"] {
        assert!(!article.text.contains(words), "{words}: {}", article.text);
    }
}

#[test]
fn a_page_loses_what_stands_around_it_and_tells_of_itself() {
    let Read { articles, faults, .. } = read("news/envoys.html", data("page.html"));
    assert!(faults.is_empty(), "{faults:?}");
    let [article] = &articles[..] else { panic!("{articles:?}") };
    envoys(article);
    assert_eq!(article.id, "envoys");
    assert_eq!(article.url.as_deref(), Some("https://news.example/accra/envoys-expelled"));
    assert_eq!(article.lang.as_deref(), Some("en-GB"));
}

#[test]
fn a_page_in_another_charset_is_read_in_it() {
    let page = String::from_utf8(data("page.html")).unwrap();
    let page = page.replace("charset=\"utf-8\"", "charset=\"windows-1252\"");
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(&page);
    assert!(!unmappable);
    let Read { articles, .. } = read("envoys.html", &bytes);
    envoys(&articles[0]);
    assert_eq!(articles[0].notes, ["read as windows-1252"]);
}

#[test]
fn archives_of_pages_give_their_articles_packed_or_not() {
    for name in ["pages.warc.gz", "pages.warc"] {
        let Read { articles, faults, tally } = read(name, data(name));
        assert!(faults.is_empty(), "{faults:?}");
        let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "https://news.example/accra/envoys",
                "https://packed.example/a",
                "https://chunks.example/b",
                "https://text.example/aflao",
            ]
        );
        articles[..3].iter().for_each(envoys);
        assert_eq!(
            articles[0].url.as_deref(),
            Some("https://news.example/accra/envoys-expelled"),
            "the page knows its address best"
        );
        assert_eq!(articles[1].url.as_deref(), Some("https://packed.example/a"));
        assert_eq!(articles[3].source.as_deref(), Some("text.example"));
        assert_eq!(articles[3].date, None, "the day of storing is not the day of publishing");
        assert_eq!(articles[3].notes, ["page stored on 2022-02-12T06:00:00Z"]);
        assert_eq!(
            tally.summary(),
            [
                "1 not in English set aside (fra 1: https://journal.example/lome); --any-language keeps them",
                "1 pages or entries without an article left out",
                "2 captures that are no pages left out",
            ]
        );
    }
}

#[test]
fn other_languages_are_kept_when_asked_for() {
    let intake = Intake { any_language: true, ..Intake::default() };
    let Read { articles, tally, .. } = articles(&intake, "pages.warc.gz", data("pages.warc.gz"));
    let french = articles.iter().find(|article| article.id.ends_with("/lome")).unwrap();
    assert!(french.text.contains("Le gouvernement togolais a rappelé jeudi"), "{}", french.text);
    assert_eq!(french.lang.as_deref(), Some("fr"));
    assert_eq!(tally.foreign(), 0);
}

#[test]
fn feeds_give_their_entries() {
    for name in ["feed.rss", "feed.atom"] {
        let Read { articles, faults, .. } = read(name, data(name));
        assert!(faults.is_empty(), "{faults:?}");
        let [envoys, talks] = &articles[..] else { panic!("{articles:?}") };
        assert_eq!(envoys.id, "https://news.example/accra/envoys");
        assert_eq!(envoys.url.as_deref(), Some("https://news.example/accra/envoys"));
        assert_eq!(envoys.title.as_deref(), Some("Ghana expels two envoys & closes consulate"));
        assert_eq!(
            envoys.text,
            "Ghana expelled two Togolese diplomats on Friday.\n\n\
             Togo’s foreign minister said that the move was without reason."
        );
        assert_eq!(envoys.date, Some(date(2022, 2, 11)));
        assert_eq!(envoys.source.as_deref(), Some("The Accra Courier"));
        assert!(talks.text.starts_with("Talks on the border at Aflao resume"), "{}", talks.text);
    }
}

#[test]
fn a_feed_is_read_in_the_charset_of_its_prolog() {
    let feed = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\"><channel>\
        <title>Nouvelles</title><item><description>Lomé recalled its envoy to Accra on Friday, the \
        ministry said.</description></item></channel></rss>";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(feed);
    let Read { articles, faults, .. } = read("n.xml", &bytes);
    assert!(faults.is_empty(), "{faults:?}");
    assert!(articles[0].text.starts_with("Lomé recalled"), "{}", articles[0].text);
    assert_eq!(articles[0].id, "n:1");
}

#[test]
fn tables_give_their_rows() {
    let text = "Ghana met Togo, \"its neighbour\".\nTalks went on.";
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["nr", "published", "body", "headline", "more"]).unwrap();
    csv.write_record(["7", "11 Feb 2022", text, "Talks", "x"]).unwrap();
    csv.write_record(["8", "", "Togo met Ghana.", "", ""]).unwrap();
    let Read { articles, faults, .. } = read("t.csv", csv.into_inner().unwrap());
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!((articles[0].id.as_str(), articles[1].id.as_str()), ("t:2", "t:4"));
    assert_eq!((articles[0].text.as_str(), articles[0].date), (text, Some(date(2022, 2, 11))));
    assert_eq!((articles[0].title.as_deref(), articles[1].title.as_deref()), (Some("Talks"), None));
}

#[test]
fn columns_are_chosen_by_name_or_number() {
    let rows = "nr;lead;full\n7;Short.;Ghana met Togo.\n";
    let chosen = |columns: &str, rows: &str| {
        let columns = std::sync::Arc::new(columns.parse().unwrap());
        articles(&Intake { columns, ..Intake::default() }, "t.csv", rows)
    };
    let Read { articles, .. } = chosen("text=full,id=nr", rows);
    assert_eq!((articles[0].id.as_str(), articles[0].text.as_str()), ("7", "Ghana met Togo."));
    let Read { articles, .. } = chosen("text=2,id=1", rows);
    let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["nr", "7"], "where all are numbers there is no row of names");
    let Read { faults, .. } = chosen("text=words", rows);
    assert_eq!(faults[0].to_string(), "t.csv:1: has no column \"words\"; it has nr, lead, full");
}

#[test]
fn tabs_part_columns_and_marks_are_text() {
    let rows = "id\ttext\na\t\"Talks,\" Ghana said.\nb\t\"No\n";
    let Read { articles, faults, .. } = read("t.tsv", rows);
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(articles[0].text, "\"Talks,\" Ghana said.");
    assert_eq!(articles[1].text, "\"No");
}

#[test]
fn a_table_in_another_charset_is_read_in_it() {
    let rows = "id,text\na,Lomé recalled its envoy; São Tomé and Príncipe did not.\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(rows);
    let Read { articles, .. } = read("t.csv", &bytes);
    assert_eq!(articles[0].text, "Lomé recalled its envoy; São Tomé and Príncipe did not.");
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(rows.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let Read { articles, .. } = read("t.csv", wide);
    assert_eq!(articles[0].text, "Lomé recalled its envoy; São Tomé and Príncipe did not.");
}

#[test]
fn text_in_another_charset_is_read_with_a_note() {
    let Read { articles, .. } = read("a.txt", b"The attach\xe9s left S\xe3o Tom\xe9 on Friday.");
    assert_eq!(articles[0].text, "The attachés left São Tomé on Friday.");
    assert_eq!(articles[0].notes, ["read as windows-1252, which its bytes look like"]);
}

#[test]
fn every_format_may_be_packed() {
    for (name, bytes) in [
        ("a.txt", b"Ghana met Togo.".to_vec()),
        ("a.jsonl", b"{\"id\": \"a\", \"text\": \"Ghana met Togo.\"}\n".to_vec()),
        ("a.csv", b"id,text\na,Ghana met Togo.\n".to_vec()),
        ("a.html", data("page.html")),
        ("a.xml", data("feed.rss")),
        ("a.warc", data("pages.warc")),
    ] {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&bytes).unwrap();
        let packed = packed.finish().unwrap();
        let plain = read(name, bytes);
        assert!(!plain.articles.is_empty(), "{name}");
        let mut gz = read(&format!("{name}.gz"), packed.clone());
        // Each article knows the file that it came from; all else is the same.
        for (article, plain) in gz.articles.iter_mut().zip(&plain.articles) {
            assert_eq!(article.file.as_ref().map(|_| format!("{name}.gz")), article.file, "{name}");
            article.file.clone_from(&plain.file);
        }
        assert_eq!((&gz.articles, &gz.faults), (&plain.articles, &Vec::new()), "{name}");
        // The name may say nothing of it.
        assert_eq!(read(name, packed).articles, plain.articles, "{name}");
    }
}

#[test]
fn a_format_may_be_forced() {
    let line = "{\"id\": \"a\", \"text\": \"Ghana met Togo.\"}";
    assert_eq!(read_as("text", "a.jsonl", line).articles[0].text, line);
    assert_eq!(read_as("jsonl", "a.txt", line).articles[0].id, "a");
    for format in FORMATS {
        assert!(!format.about.is_empty());
        let Read { articles, faults, .. } = read_as(format.name, "empty", "");
        assert!(articles.is_empty());
        assert_eq!(faults.len(), 1, "{}", format.name);
    }
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("folder");
    let _ = std::fs::remove_dir_all(&folder);
    for (name, bytes) in [
        ("b/talks.txt", &b"Ghana met Togo."[..]),
        ("a.txt", b"Togo met Ghana."),
        ("b/photo.png", b"\x89PNG"),
        (".hidden.txt", b"Not this."),
        ("c.csv", b"id,text\nx,Benin met Niger.\n"),
    ] {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let intake = Intake::default();
    let read: Vec<_> = intake.articles(&folder.to_string_lossy()).collect();
    let ids: Vec<&str> = read.iter().map(|article| article.as_ref().unwrap().id.as_str()).collect();
    assert_eq!(ids, ["a", "b/talks", "x"]);
    assert_eq!(
        intake.tally.summary(),
        ["1 files of other kinds left out; name one to read it all the same"]
    );
    let empty = folder.join("empty");
    std::fs::create_dir(&empty).unwrap();
    let fault = intake.articles(&empty.to_string_lossy()).next().unwrap().unwrap_err();
    assert_eq!(fault.kind, InputErrorKind::Empty);
}
