//! What tests look with: a real server on a free port, a plain HTTP client, a corpus coded once.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use verbale_engine::{Article, Coder, Record};
use verbale_serve::{Options, Server};
use verbale_store::{Put, Writer};

/// The article that most tests look at.
pub const SKRIPAL: &str = "2018-03-27-skripal-expulsions-statement";

const SAMPLE: [&str; 5] = [
    SKRIPAL,
    "2014-03-21-crimea-sanctions",
    "2014-12-21-sony-hack-north-korea",
    "2019-10-11-turkey-offensive-syria",
    "2017-06-06-gulf-states-isolate-qatar",
];

/// What a copy of that is called, a day later.
pub const COPY: &str = "copied";

/// What a hostile article is called, and says.
pub const HOSTILE: &str = "../a b?c#d\"'<i>%2F";
pub const HOSTILE_TEXT: &str = "<script>alert(1)</script>\n\n\
    Ghana expelled two <img src=x onerror=alert(2)> Togolese diplomats on Monday. \"They were spies,\" said the \
    foreign minister of Ghana. Togo denied that it had spied on Ghana.\n\n\
    \u{202E}Benin threatened Mali\u{202C} with war \u{2066}if it attacked\u{2069}.\u{0}\u{1b}[31m \
    &lt;b&gt; ' \" </p></section></main> javascript:alert(3) {{7*7}}";

/// What was coded, and where it is served.
pub struct Served {
    pub address: SocketAddr,
    pub db: PathBuf,
    pub articles: Vec<(String, String, Vec<Record>)>,
}

/// The server that all tests of a binary share.
pub fn served() -> &'static Served {
    static SERVED: OnceLock<Served> = OnceLock::new();
    SERVED.get_or_init(|| {
        let name = std::env::current_exe().expect("we are a program");
        let name = name.file_stem().and_then(|stem| stem.to_str()).expect("with a name");
        let db = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.db"));
        for ending in ["db", "db-wal", "db-shm"] {
            let _ = std::fs::remove_file(db.with_extension(ending));
        }
        let articles = filled(&db);
        let options = Options { db: db.clone(), host: "127.0.0.1".to_owned(), port: 0 };
        let server = Server::bind(&options).expect("a free port");
        let address = server.address();
        std::thread::spawn(move || server.run().expect("it answers"));
        Served { address, db, articles }
    })
}

fn filled(db: &Path) -> Vec<(String, String, Vec<Record>)> {
    let coder = Coder::built_in().expect("built-in knowledge is sound");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut articles = vec![Article {
        title: Some("<b onmouseover=alert(4)>\u{202E}Title".to_owned()),
        source: Some("\"><script>alert(5)</script>".to_owned()),
        url: Some("javascript:alert(6)".to_owned()),
        date: "2015-06-15".parse().ok(),
        ..Article::new(HOSTILE, HOSTILE_TEXT)
    }];
    for id in SAMPLE {
        let text = std::fs::read_to_string(folder.join(format!("{id}.txt"))).expect("it is there");
        articles.push(Article::new(id, text));
    }
    let text = articles[1].text.clone();
    articles.push(Article {
        source: Some("The Copyist".to_owned()),
        date: "2018-03-28".parse().ok(),
        ..Article::new(COPY, text)
    });
    let mut writer = Writer::open(db, false).expect("a corpus can be made");
    let mut all = Vec::new();
    for article in articles {
        let entry = coder.code(article).into();
        assert_eq!(writer.put(&entry).expect("it can be written"), Put::Added);
        all.push((entry.article.id.clone(), entry.article.text.clone(), entry.records));
    }
    all
}

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|fault| panic!("{fault}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.headers.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

/// Sends `request` as it is, and reads until the server closes.
pub fn raw(request: &str) -> Answer {
    let mut stream = TcpStream::connect(served().address).expect("somebody listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a patient socket");
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer comes to its end");
    let text = String::from_utf8(bytes).expect("answers are UTF-8");
    let (headers, body) = text.split_once("\r\n\r\n").expect("headers and a body");
    let status = headers.split(' ').nth(1).and_then(|status| status.parse().ok());
    Answer { status: status.expect("a status"), headers: headers.to_owned(), body: body.to_owned() }
}

pub fn ask(method: &str, path: &str, host: &str) -> Answer {
    raw(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
}

pub fn get(path: &str) -> Answer {
    ask("GET", path, "localhost")
}

/// The page at `path`, which is there.
pub fn page(path: &str) -> String {
    let answer = get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    answer.body
}

/// `text` as a part of an address.
pub fn part(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let one = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(one).collect()
}

/// What a page says, without its markup.
pub fn words(page: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    ["&lt;", "<", "&gt;", ">", "&quot;", "\"", "&amp;", "&"]
        .chunks(2)
        .fold(words, |words, pair| words.replace(pair[0], pair[1]))
}
