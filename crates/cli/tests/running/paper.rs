//! What do tests watch? A paper with one article, on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

const FEED: &str = "<rss version=\"2.0\"><channel><title>Paper</title><item><title>Envoys</title>\
                <link>/envoys.html</link></item></channel></rss>";

const PAGE: &str = "<!doctype html><html lang=\"en\"><head><title>Envoys expelled</title></head><body><article>\
    <p>Ghana expelled two Togolese diplomats on Monday, the foreign ministry in Accra said in a statement.</p>\
    <p>Togo denied that the two had spied on anybody and called the decision a mistake.</p></article></body></html>";

/// The address of a paper with one article, which stands in all its feeds; it knows their mark again.
pub fn paper() -> String {
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
    let (status, kind, body) = match path {
        feed if is_feed(feed) && known => (304, "application/rss+xml", ""),
        feed if is_feed(feed) => (200, "application/rss+xml\r\nETag: \"1\"", FEED),
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

/// The feeds by their names; another file is not there.
fn is_feed(path: &str) -> bool {
    ["/feed.xml", "/world.rss", "/a.xml", "/b.xml"].contains(&path)
}
