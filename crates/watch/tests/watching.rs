//! Is a watch polite, and does it lose or repeat nothing? Against a real server on this machine.

mod web;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use verbale_intake::Intake;
use verbale_store::{Fate, Feeds};
use verbale_watch::{Checked, Fault, Options, Watch};
use web::{STALL, Server, StoppedClock, answer, feed, not_found, page};

const PAUSE: Duration = Duration::from_secs(2);

/// Waits for as long as a busy machine may take to answer.
fn options() -> Options {
    Options {
        name: "verbale/0 (test)".to_owned(),
        pause: PAUSE,
        patience: Duration::from_secs(60),
        authorities: None,
    }
}

/// A corpus of its own for the test called `name`, and somebody who watches with its memory.
struct Bench {
    db: PathBuf,
    clock: StoppedClock,
}

impl Bench {
    fn new(name: &str) -> Self {
        let db = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("watch-{name}.db"));
        for ending in ["db", "db-wal", "db-shm"] {
            let _ = std::fs::remove_file(db.with_extension(ending));
        }
        Self { db, clock: StoppedClock::new() }
    }

    fn watch(&self) -> Watch {
        self.watch_as(&options())
    }

    fn watch_as(&self, options: &Options) -> Watch {
        let clock = Box::new(self.clock.clone());
        Watch::open(&self.db, Intake::default(), options, clock).expect("a corpus")
    }

    /// Fetches what waits and marks it as kept: paths, or what went wrong.
    fn fetch(&self, watch: &mut Watch) -> Vec<String> {
        let feeds = Feeds::open(&self.db).expect("the corpus");
        let told = watch.articles().expect("articles").map(|article| match article {
            Ok(article) => {
                feeds.end(&article.id, Fate::Kept, None).expect("marked");
                article.title.expect("a title")
            }
            Err(error) => error.message,
        });
        let told = told.collect();
        assert!(watch.fault().is_none());
        told
    }
}

#[test]
fn a_feed_is_read_and_its_articles_fetched_once_the_oldest_first() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => answer(200, "", feed(&["/new", "/old"])),
        "/new" | "/old" => page(&asked.path),
        _ => not_found(),
    });
    let bench = Bench::new("once");
    let mut watch = bench.watch();
    assert_eq!(watch.check(&server.url("/feed")).unwrap(), Checked::Read { named: 2, new: 2 });
    assert_eq!(server.headers("/feed")["user-agent"], "verbale/0 (test)");
    let articles: Vec<_> = watch.articles().unwrap().map(Result::unwrap).collect();
    assert_eq!(articles[0].id, server.url("/old"));
    assert_eq!(articles[0].url.as_deref(), Some(server.url("/old").as_str()));
    assert_eq!(articles[0].date.map(|day| day.to_string()).as_deref(), Some("2015-06-15"));
    assert!(articles[0].text.starts_with("The government of Chad"), "{}", articles[0].text);
    assert!(!articles[0].text.contains("Home"));
    assert_eq!(articles.len(), 2);
    // Nobody marked them as kept: they come again, and then no more.
    assert_eq!(bench.fetch(&mut watch), ["/old", "/new"]);
    assert_eq!(server.paths(), ["/feed", "/old", "/new", "/old", "/new"]);
    assert_eq!(watch.check(&server.url("/feed")).unwrap(), Checked::Read { named: 2, new: 0 });
    assert!(bench.fetch(&mut watch).is_empty());
}

#[test]
fn a_watch_goes_on_where_another_was_stopped() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => answer(200, "ETag: \"1\"\r\n", feed(&["/c", "/b", "/a"])),
        "/robots.txt" => not_found(),
        path => page(path),
    });
    let bench = Bench::new("resume");
    let mut watch = bench.watch();
    watch.check(&server.url("/feed")).unwrap();
    let first = watch.articles().unwrap().next().unwrap().unwrap();
    Feeds::open(&bench.db).unwrap().end(&first.id, Fate::Kept, None).unwrap();
    drop(watch);
    server.paths();
    let mut watch = bench.watch();
    assert_eq!(watch.check(&server.url("/feed")).unwrap(), Checked::Read { named: 3, new: 0 });
    assert_eq!(bench.fetch(&mut watch), ["/b", "/c"]);
    assert_eq!(server.paths(), ["/feed", "/b", "/c"]);
}

#[test]
fn an_unchanged_feed_is_asked_for_by_its_mark_and_not_read_again() {
    let server = Server::start(|asked| {
        let day = "Mon, 15 Jun 2015 08:00:00 GMT";
        let known = asked.headers.get("if-none-match").map(String::as_str) == Some("\"7\"")
            && asked.headers.get("if-modified-since").map(String::as_str) == Some(day);
        match (asked.path.as_str(), known) {
            ("/feed", true) => answer(304, "", ""),
            ("/feed", false) => {
                answer(200, &format!("ETag: \"7\"\r\nLast-Modified: {day}\r\n"), feed(&[]))
            }
            _ => not_found(),
        }
    });
    let bench = Bench::new("unchanged");
    assert_eq!(
        bench.watch().check(&server.url("/feed")).unwrap(),
        Checked::Read { named: 0, new: 0 }
    );
    for _ in 0..2 {
        assert_eq!(bench.watch().check(&server.url("/feed")).unwrap(), Checked::Unchanged);
    }
}

#[test]
fn a_host_has_its_pause_and_others_are_asked_meanwhile() {
    let other = Server::start(|asked| match asked.path.as_str() {
        "/feed" => answer(200, "", feed(&["/x", "/y"])),
        "/robots.txt" => answer(200, "", "User-agent: *\nCrawl-delay: 5\n"),
        path => page(path),
    });
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => answer(200, "", feed(&["/b", "/a"])),
        "/robots.txt" => not_found(),
        path => page(path),
    });
    let bench = Bench::new("pause");
    let mut watch = bench.watch();
    watch.check(&server.url("/feed")).unwrap();
    watch.check(&other.url("/feed")).unwrap();
    assert!(bench.clock.waited().is_empty(), "two hosts need not wait for each other");
    assert_eq!(bench.fetch(&mut watch).len(), 4);
    let waited: Duration = bench.clock.waited().iter().sum();
    // Ten requests one after the other would have taken eight pauses of two seconds, five of them of five.
    assert!(waited >= PAUSE * 3 && waited <= Duration::from_secs(16), "{waited:?}");
}

#[test]
fn feeds_over_https_are_read_from_servers_that_prove_who_they_are() {
    let server = Server::start_tls(|asked| match asked.path.as_str() {
        "/feed" => answer(200, "", feed(&["/one"])),
        "/one" => page("/one"),
        _ => not_found(),
    });
    assert!(server.address.starts_with("https://"));
    let bench = Bench::new("https");
    // The web knows nobody who vouches for this server.
    let refused = bench.watch().check(&server.url("/feed")).unwrap();
    assert!(matches!(refused, Checked::Failed(Fault::Network(_))), "{refused:?}");
    assert!(server.paths().is_empty());
    bench.clock.pass(Duration::from_secs(3600));
    let authorities = Some(include_bytes!("data/authority.pem").to_vec());
    let mut watch = bench.watch_as(&Options { authorities, ..options() });
    assert_eq!(watch.check(&server.url("/feed")).unwrap(), Checked::Read { named: 1, new: 1 });
    assert_eq!(bench.fetch(&mut watch), ["/one"]);
    assert_eq!(server.paths(), ["/feed", "/one"]);
}

#[test]
fn redirections_are_followed_a_few_steps_and_only_on_the_web() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => answer(301, "Location: /there\r\n", ""),
        "/there" => answer(200, "", feed(&["/moved", "/round", "/file", "/nowhere"])),
        "/moved" => answer(302, "Location: news/final?x=1#part\r\n", ""),
        "/news/final?x=1" => page("Final"),
        "/round" => answer(302, "Location: /round\r\n", ""),
        "/file" => answer(302, "Location: file:///etc/passwd\r\n", ""),
        "/nowhere" => answer(302, "", ""),
        _ => not_found(),
    });
    let bench = Bench::new("redirections");
    let mut watch = bench.watch();
    assert_eq!(watch.check(&server.url("/feed")).unwrap(), Checked::Read { named: 4, new: 4 });
    assert_eq!(
        bench.fetch(&mut watch),
        [
            "leads elsewhere: nowhere; given up",
            "leads elsewhere: to no web address; given up",
            "leads elsewhere: without end; given up",
            "Final",
        ]
    );
    assert!(bench.fetch(&mut watch).is_empty());
    assert_eq!(server.paths().iter().filter(|path| *path == "/round").count(), 6);
}

#[test]
fn failures_are_tried_again_later_and_later_and_then_given_up() {
    let tries = Arc::new(AtomicUsize::new(0));
    let seen = tries.clone();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => answer(200, "", feed(&["/gone", "/broken"])),
        "/broken" => {
            seen.fetch_add(1, Ordering::SeqCst);
            answer(500, "", "no")
        }
        _ => not_found(),
    });
    let bench = Bench::new("failures");
    let mut watch = bench.watch();
    watch.check(&server.url("/feed")).unwrap();
    assert_eq!(
        bench.fetch(&mut watch),
        ["answers with status 500; tried again later", "answers with status 404; given up"]
    );
    assert!(bench.fetch(&mut watch).is_empty(), "not at once");
    let mut told = Vec::new();
    for _ in 0..10 {
        bench.clock.pass(Duration::from_secs(24 * 3600));
        told.extend(bench.fetch(&mut watch));
    }
    assert_eq!(told.last().unwrap(), "answers with status 500; given up");
    assert_eq!((told.len(), tries.load(Ordering::SeqCst)), (5, 6));
}

#[test]
fn a_server_that_asks_to_be_left_alone_is() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => answer(200, "", feed(&["/b", "/a"])),
        "/robots.txt" => not_found(),
        _ => answer(503, "Retry-After: 3600\r\n", ""),
    });
    let bench = Bench::new("busy");
    let mut watch = bench.watch();
    watch.check(&server.url("/feed")).unwrap();
    let said = "is busy (status 503); asks to be left alone for 3600 s; tried again later";
    assert_eq!(bench.fetch(&mut watch), [said], "the host is not asked for the other one");
    assert_eq!(server.paths(), ["/feed", "/a"]);
    let checked = watch.check(&server.url("/feed")).unwrap();
    assert!(matches!(checked, Checked::Failed(Fault::Busy { .. })), "{checked:?}");
    assert!(server.paths().is_empty(), "nor for its feed");
    bench.clock.pass(Duration::from_secs(3601));
    assert_eq!(bench.fetch(&mut bench.watch_again(&server)).len(), 1);
}

impl Bench {
    fn watch_again(&self, server: &Server) -> Watch {
        let mut watch = self.watch();
        watch.check(&server.url("/feed")).unwrap();
        watch
    }
}

#[test]
fn a_feed_that_fails_is_left_alone_longer_each_time() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/malformed" => answer(200, "", "<rss><channel><item></channel>"),
        "/page" => page("No feed"),
        _ => answer(500, "", ""),
    });
    let bench = Bench::new("bad-feeds");
    let mut watch = bench.watch();
    for path in ["/malformed", "/page"] {
        let checked = watch.check(&server.url(path)).unwrap();
        assert!(matches!(&checked, Checked::NoFeed(said) if said.contains("feed")), "{checked:?}");
    }
    for minutes in [5, 10, 20] {
        let url = server.url("/down");
        assert_eq!(watch.check(&url).unwrap(), Checked::Failed(Fault::Status(500)));
        let wait = Duration::from_secs(minutes * 60);
        assert_eq!(watch.check(&url).unwrap(), Checked::NotYet(wait));
        bench.clock.pass(wait);
    }
    assert_eq!(watch.check("ftp://example.org/feed").unwrap(), Checked::Failed(Fault::Address));
}

#[test]
fn what_is_too_long_is_cut_off() {
    let huge = |kind: &str| {
        let mut sent = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{kind}\r\n");
        sent.push_str(&"<p>".repeat(4 << 20));
        sent.into_bytes()
    };
    let packed = || {
        let mut body = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        body.write_all(&vec![b'a'; 64 << 20]).unwrap();
        let body = body.finish().unwrap();
        answer(200, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", body)
    };
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => answer(200, "", feed(&["/packed", "/endless"])),
        "/endless" => huge("Connection: close\r\n"),
        "/packed" => packed(),
        _ => not_found(),
    });
    let bench = Bench::new("long");
    let mut watch = bench.watch();
    watch.check(&server.url("/feed")).unwrap();
    assert_eq!(bench.fetch(&mut watch), ["is longer than 8 MiB; given up"; 2]);
}

#[test]
fn what_is_too_slow_is_cut_off() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => answer(200, "", feed(&["/half", "/silent"])),
        "/silent" => Vec::new(),
        "/half" => [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>half", STALL].concat(),
        _ => not_found(),
    });
    let bench = Bench::new("slow");
    let mut watch = bench.watch_as(&Options { patience: Duration::from_secs(1), ..options() });
    watch.check(&server.url("/feed")).unwrap();
    assert_eq!(bench.fetch(&mut watch), ["does not answer in time; tried again later"; 2]);
}

#[test]
fn robots_and_machines_inside_are_left_alone() {
    let inside = Server::start(|_| page("Secret"));
    let (there, port) =
        (inside.url("/secret"), inside.address.rsplit(':').next().unwrap().to_owned());
    let by_name = format!("http://localhost:{port}/secret");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => answer(200, "", feed(&["/private/a", "/step", &by_name, &there])),
        "/robots.txt" => answer(200, "", "User-agent: *\nDisallow: /private/\n"),
        "/step" => answer(302, &format!("Location: {there}\r\n"), ""),
        _ => not_found(),
    });
    let bench = Bench::new("robots");
    let mut watch = bench.watch();
    watch.check(&server.url("/feed")).unwrap();
    let mut told = bench.fetch(&mut watch);
    told.sort();
    let refused = "leads to a machine of this network; given up";
    let robots = "the host's robots.txt asks programs to stay away; given up";
    assert_eq!(told, [refused, refused, refused, robots]);
    assert!(inside.paths().is_empty());
    assert_eq!(server.paths(), ["/feed", "/step"]);
}

#[test]
fn a_page_without_an_article_is_set_aside_for_good() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => answer(200, "", feed(&["/menu", "/picture"])),
        "/menu" => answer(200, "Content-Type: text/html\r\n", "<html><nav>Home</nav></html>"),
        "/picture" => answer(200, "Content-Type: image/png\r\n", [0x89, b'P', b'N', b'G']),
        _ => not_found(),
    });
    let bench = Bench::new("set-aside");
    let mut watch = bench.watch();
    watch.check(&server.url("/feed")).unwrap();
    assert!(bench.fetch(&mut watch).is_empty());
    assert_eq!(watch.left_out().len(), 2, "{:?}", watch.left_out());
    server.paths();
    assert!(bench.fetch(&mut watch).is_empty());
    assert!(server.paths().is_empty());
}
