//! Does `verbale serve` answer a crowd? A thousand connections, all open and asking before any is read.

mod running;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use running::{file, folder, run_in, verbale};

const CROWD: usize = 1000;

const PATHS: [&str; 5] = ["/", "/articles", "/document/a", "/map", "/api/search?q=expelled"];

/// What the server may hold at its most: it holds some 60 MB for one reader.
#[cfg(target_os = "linux")]
const MOST_MEMORY: u64 = 256 << 10;

/// The server, ended with the test.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(db: &str) -> Self {
        let mut child = verbale()
            .args(["serve", "--port", "0", "--db", db])
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let told = child.stderr.take().expect("standard error");
        BufReader::new(told).read_line(&mut line).expect("it tells its address");
        let address = line.trim_start_matches("http://").split('/').next().unwrap_or_default();
        Self { child, address: address.to_owned() }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_thousand_at_once_are_all_answered_within_bounds() {
    let folder = folder("crowd");
    let line = r#"{"id": "a", "date": "2015-06-15", "text": "Ghana expelled two Togolese diplomats from Accra."}"#;
    file(&folder, "news.jsonl", line);
    assert_eq!(run_in(&folder, &["add", "news.jsonl", "--db", "c.db"]).status, Some(0));
    let db = folder.join("c.db").display().to_string();
    let serving = Serving::start(&db);
    let asked: Vec<(TcpStream, &str)> = PATHS
        .into_iter()
        .cycle()
        .take(CROWD)
        .map(|path| {
            let mut stream = TcpStream::connect(&serving.address).expect("it lets us in");
            stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a socket");
            let ask =
                format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            stream.write_all(ask.as_bytes()).expect("it listens");
            (stream, path)
        })
        .collect();
    let mut all: [Option<String>; PATHS.len()] = Default::default();
    for (at, (mut stream, path)) in asked.into_iter().enumerate() {
        let mut told = String::new();
        stream.read_to_string(&mut told).expect("a whole answer");
        assert!(told.starts_with("HTTP/1.1 200 "), "{path}: {told:.300}");
        let (_, body) = told.split_once("\r\n\r\n").expect("a body");
        let first = all[at % PATHS.len()].get_or_insert_with(|| body.to_owned());
        assert_eq!(body, first, "{path}: not everybody is told the same");
    }
    #[cfg(target_os = "linux")]
    assert!(memory(serving.child.id()) < MOST_MEMORY, "{} kB", memory(serving.child.id()));
}

/// The most that the process of this number has held, in kB.
#[cfg(target_os = "linux")]
fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find(|line| line.starts_with("VmHWM")).expect("a line");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}
