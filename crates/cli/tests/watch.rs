//! Does `verbale watch` fetch, code and keep what a feed names? Against a server on this machine.

mod running;

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use running::{folder, run, run_in};

const PAGE: &str = "<!doctype html><html lang=\"en\"><head><title>Envoys expelled</title></head><body><article>\
    <p>Ghana expelled two Togolese diplomats on Monday, the foreign ministry in Accra said in a statement.</p>\
    <p>Togo denied that the two had spied on anybody and called the decision a mistake.</p></article></body></html>";

/// A paper with one article; it knows its feed's mark again.
fn paper() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = format!("http://{}", listener.local_addr().expect("bound"));
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| answer(&stream)));
    address
}

fn answer(mut stream: &TcpStream) {
    let lines: Vec<String> = BufReader::new(stream)
        .lines()
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .collect();
    let path = lines.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
    let known = lines.iter().any(|line| line.eq_ignore_ascii_case("if-none-match: \"1\""));
    let feed = "<rss version=\"2.0\"><channel><title>Paper</title><item><title>Envoys</title>\
                <link>/envoys.html</link></item></channel></rss>";
    let (status, kind, body) = match path {
        "/feed.xml" if known => (304, "application/rss+xml", ""),
        "/feed.xml" => (200, "application/rss+xml\r\nETag: \"1\"", feed),
        "/envoys.html" => (200, "text/html; charset=utf-8", PAGE),
        _ => (404, "text/plain", ""),
    };
    let sent = format!(
        "HTTP/1.1 {status} Told\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    // The other side may have gone away.
    let _ = stream.write_all(sent.as_bytes());
}

#[test]
fn new_articles_are_kept_once() {
    let paper = paper();
    let folder = folder("watch");
    let feed = format!("{paper}/feed.xml");
    let watch = |more: &[&str]| {
        let mut line = vec!["watch", "--once", "--pause", "0s", "--db", "corpus.db", feed.as_str()];
        line.extend(more);
        run_in(&folder, &line)
    };
    let first = watch(&[]);
    assert_eq!(first.status, Some(0), "{}", first.err);
    assert_eq!(first.err, format!("{feed}: 1 new of 1 articles\n1 added\n"));
    let again = watch(&[]);
    assert_eq!((again.status, again.err), (Some(0), format!("{feed}: unchanged\nnothing to do\n")));
    let found = run_in(&folder, &["find", "--actor", "GHA", "--db", "corpus.db"]);
    assert!(found.out.contains("/envoys.html") && found.out.contains("TGO"), "{}", found.out);
    let absent = format!("{paper}/absent.xml");
    let mixed = watch(&[&absent]);
    assert_eq!(mixed.status, Some(1));
    assert!(mixed.err.contains(&format!("{absent}: answers with status 404")), "{}", mixed.err);
}

#[test]
fn what_makes_no_sense_is_told_before_anybody_is_asked() {
    for (line, said) in [
        (vec!["watch", "--every", "5s", "http://127.0.0.1:1/"], "a minute"),
        (vec!["watch", "--pause", "soon", "http://127.0.0.1:1/"], "give a time"),
        (vec!["watch", "--contact", "a b", "http://127.0.0.1:1/"], "without spaces"),
        (vec!["watch", "--once", "--every", "1h", "http://127.0.0.1:1/"], "cannot be used"),
        (vec!["watch"], "<URL>"),
    ] {
        let told = run(line.iter().copied());
        assert_eq!(told.status, Some(2), "{line:?}");
        assert!(told.err.contains(said), "{line:?}: {}", told.err);
    }
    assert!(
        run(["watch", "--help"]).out.contains("The one command that reaches out to the network")
    );
}
