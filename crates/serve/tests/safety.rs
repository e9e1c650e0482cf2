//! Is whatever stands in a document only shown, and whoever asks wrongly only refused?

mod browser;

use browser::{HOSTILE, SKRIPAL, ask, get, page, part, raw, served};

#[test]
fn a_hostile_document_is_text_wherever_it_is_shown() {
    let article = format!("/document/{}", part(HOSTILE));
    let pages = [
        article.as_str(),
        "/",
        "/articles",
        "/?q=Togolese",
        "/?event=&actor=GHA",
        "/timeline?actor=GHA",
        "/actor/GHA",
        "/dyad?between=GHA,TGO",
        "/denials",
        "/?q=%3Cscript%3Ealert(7)%3C/script%3E",
        "/articles?q=%22onerror%3D",
    ];
    for path in pages {
        let page = page(path);
        for markup in ["<script>", "<img", "<b ", "<i>", "href=\"javascript", "\" on"] {
            assert!(!page.to_lowercase().contains(markup), "{path}: {markup}");
        }
        let control = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\0' | '\u{1b}');
        assert!(!page.contains(control), "{path}: control characters");
        assert_eq!(page.matches("<script").count(), 1, "{path}");
        assert_eq!(page.matches("</main>").count(), 1, "{path}");
    }
    let shown = page(&article);
    assert!(
        shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && shown.contains("⟦U+202E⟧"),
        "{shown}"
    );
    // What was read in it is still there.
    assert!(shown.contains("<b>EXPEL") || shown.contains("class=\"card\""), "{shown}");
}

#[test]
fn a_fault_shows_what_was_asked_as_text() {
    for path in
        ["/%3Cscript%3Ealert(1)%3C/script%3E", "/document/%3Cscript%3E", "/?from=%3Cscript%3E"]
    {
        let answer = get(path);
        assert!(answer.status >= 400, "{path}");
        assert!(!answer.body.contains("<script>"), "{path}: {}", answer.body);
    }
}

#[test]
fn every_answer_has_the_headers_of_protection() {
    let asset = get("/style.css");
    assert_eq!(
        (asset.status, asset.header("content-type")),
        (200, Some("text/css; charset=utf-8"))
    );
    for path in ["/", "/api/search", "/style.css", "/nowhere", "/api/nowhere", "/?from=x"] {
        let answer = get(path);
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
    // The policy would stop these: pages must do without.
    for path in ["/".to_owned(), format!("/document/{SKRIPAL}"), "/dyad?between=USA,RUS".to_owned()]
    {
        let page = page(&path);
        assert!(!page.contains("style=\"") && !page.contains("<style"), "{path}");
        assert!(!page.contains("src=\"http") && !page.contains("url("), "{path}");
    }
}

#[test]
fn names_that_are_not_ours_are_refused() {
    let port = served().address.port();
    for host in ["evil.example", "localhost.evil.example", &format!("evil.example:{port}"), ""] {
        let answer = ask("GET", "/api/search", host);
        assert_eq!(
            (answer.status, answer.json()["error"]["code"].as_str()),
            (421, Some("wrong_host")),
            "{host}"
        );
        assert!(!answer.body.contains("results"));
    }
    for host in ["localhost", "127.0.0.1", "[::1]", &format!("127.0.0.1:{port}")] {
        assert_eq!(ask("GET", "/api/search", host).status, 200, "{host}");
    }
}

#[test]
fn only_reading_is_possible_and_only_short_questions() {
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let answer = ask(method, "/api/search", "localhost");
        assert_eq!(
            (answer.status, answer.json()["error"]["code"].as_str()),
            (405, Some("method_not_allowed"))
        );
    }
    let head = ask("HEAD", "/", "localhost");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let long = get(&format!("/api/search?q={}", "a".repeat(5_000)));
    assert_eq!((long.status, long.json()["error"]["code"].as_str()), (414, Some("too_long")));
    for request in
        ["GET\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"]
    {
        assert!(raw(request).status >= 400, "{request:?}");
    }
    assert_eq!(get("/?q=%FF%FE").status, 400);
    assert_eq!(get("/document/%FF").status, 400);
}

#[test]
fn two_hundred_requests_at_once_are_all_answered_alike() {
    let paths = [
        format!("/document/{SKRIPAL}"),
        "/?q=expel*".to_owned(),
        "/api/search?actor=USA".to_owned(),
        "/dyad?between=USA,RUS".to_owned(),
    ];
    let wanted: Vec<String> = paths.iter().map(|path| get(path).body).collect();
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..200)
            .map(|at| {
                let path = &paths[at % paths.len()];
                (at, scope.spawn(move || get(path)))
            })
            .collect();
        for (at, answer) in asked {
            let answer = answer.join().expect("an answer");
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert!(answer.body == wanted[at % paths.len()], "request {at} differs");
        }
    });
}
