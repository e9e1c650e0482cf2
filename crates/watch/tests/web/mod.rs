//! A web of our own: a server on this machine that answers as each test says, and a clock that tests move.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use verbale_watch::Clock;

/// One request as the server saw it.
#[derive(Debug, Clone)]
pub struct Asked {
    pub path: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
}

/// What the server sends: bytes as they go over the wire.
pub type Sent = Vec<u8>;

type Answering = dyn Fn(&Asked) -> Sent + Send + Sync;

/// The server, and what it was asked.
pub struct Server {
    pub address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Answers with what `answer` says. Where that is nothing, the connection stays open and silent.
    pub fn start(answer: impl Fn(&Asked) -> Sent + Send + Sync + 'static) -> Self {
        Self::listen("http", answer, Some)
    }

    /// The same over TLS, with the certificate in `tests/data`.
    pub fn start_tls(answer: impl Fn(&Asked) -> Sent + Send + Sync + 'static) -> Self {
        let config = Arc::new(certified());
        Self::listen("https", answer, move |stream| {
            let connection = ServerConnection::new(config.clone()).ok()?;
            Some(StreamOwned::new(connection, stream))
        })
    }

    fn listen<S: Read + Write>(
        scheme: &str,
        answer: impl Fn(&Asked) -> Sent + Send + Sync + 'static,
        open: impl Fn(TcpStream) -> Option<S> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = format!("{scheme}://{}", listener.local_addr().expect("bound"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answer, log): (Arc<Answering>, _) = (Arc::new(answer), asked.clone());
        let open = Arc::new(open);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, log, open) = (answer.clone(), log.clone(), open.clone());
                std::thread::spawn(move || {
                    open(stream).map(|stream| serve(stream, &*answer, &log))
                });
            }
        });
        Self { address, asked }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Paths that were asked for since the last call, robots.txt left out.
    pub fn paths(&self) -> Vec<String> {
        let asked = std::mem::take(&mut *self.asked.lock().expect("sound"));
        asked.into_iter().map(|one| one.path).filter(|path| path != "/robots.txt").collect()
    }

    /// The headers of the last request for `path`.
    pub fn headers(&self, path: &str) -> BTreeMap<String, String> {
        let asked = self.asked.lock().expect("sound");
        asked.iter().rfind(|one| one.path == path).expect("it was asked for").headers.clone()
    }
}

fn certified() -> ServerConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let chain = CertificateDer::from_pem_slice(include_bytes!("../data/server.pem"));
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../data/server.key"));
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![chain.expect("a certificate")], key.expect("a key"))
        .expect("they belong together")
}

fn serve(mut stream: impl Read + Write, answer: &Answering, log: &Mutex<Vec<Asked>>) {
    let Some(asked) = read(&mut stream) else { return };
    log.lock().expect("sound").push(asked.clone());
    let sent = answer(&asked);
    let silent = sent.is_empty() || sent.ends_with(STALL);
    // The other side may have gone away.
    let _ = stream.write_all(sent.strip_suffix(STALL).unwrap_or(&sent));
    if silent {
        // Until the other side gives up.
        let _ = stream.read(&mut [0]);
    }
}

/// At the end of what is sent: the rest never comes.
pub const STALL: &[u8] = b"\0stall";

fn read(stream: &mut impl Read) -> Option<Asked> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers = lines.take_while(|line| !line.is_empty()).filter_map(|line| {
        let (name, value) = line.split_once(": ")?;
        Some((name.to_lowercase(), value.to_owned()))
    });
    Some(Asked { path, headers: headers.collect() })
}

/// An answer with `status`, header lines and `body`.
pub fn answer(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Sent {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status} Told\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

pub fn not_found() -> Sent {
    answer(404, "", "")
}

/// A feed that names `paths`.
pub fn feed(paths: &[&str]) -> String {
    let items: Vec<String> = paths
        .iter()
        .map(|path| {
            format!(
                "<item><title>News of {path}</title><link>{path}</link>\
                 <pubDate>Mon, 15 Jun 2015 08:00:00 GMT</pubDate></item>"
            )
        })
        .collect();
    format!("<rss version=\"2.0\"><channel><title>Paper</title>{}</channel></rss>", items.concat())
}

/// A page with an article.
pub fn page(title: &str) -> Sent {
    let words = "The government of Chad closed its border with Sudan on Monday after three guards were killed \
                 near Adre, the interior ministry said. Trucks with grain waited on both sides of the crossing. ";
    let body = format!(
        "<!doctype html><html lang=\"en\"><head><title>{title}</title></head><body><nav>Home</nav>\
         <article><h1>{title}</h1><p>{words}</p><p>{words}</p></article></body></html>"
    );
    answer(200, "Content-Type: text/html; charset=utf-8\r\n", body)
}

/// A clock that goes only when somebody waits.
#[derive(Debug, Clone)]
pub struct StoppedClock {
    now: Arc<Mutex<Duration>>,
    waited: Arc<Mutex<Vec<Duration>>>,
}

impl StoppedClock {
    pub fn new() -> Self {
        let now = Arc::new(Mutex::new(Duration::from_secs(1_434_355_200)));
        Self { now, waited: Arc::default() }
    }

    pub fn pass(&self, time: Duration) {
        *self.now.lock().expect("sound") += time;
    }

    /// For how long somebody waited since the last call, each time.
    pub fn waited(&self) -> Vec<Duration> {
        std::mem::take(&mut *self.waited.lock().expect("sound"))
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> Duration {
        *self.now.lock().expect("sound")
    }

    fn wait(&self, time: Duration) {
        self.waited.lock().expect("sound").push(time);
        self.pass(time);
    }
}
