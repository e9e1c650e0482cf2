//! What is not meant for us, and what may a browser do with an answer?
//!
//! A page elsewhere can make a browser ask us. It cannot read our answers, since we name nobody who may,
//! unless a name that it owns is made to lead here: so the host asked for must be a number, `localhost`
//! or the name given at the start. And what a document holds must never act in the browser.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue, Uri, header};

use crate::fault::Fault;

/// The longest address, in bytes.
pub(crate) const LONGEST_ADDRESS: usize = 4_096;

/// What a page may load: our style, script and icon. Nothing else, from nowhere else, in nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 8] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("x-robots-tag", "noindex"),
];

/// Puts the headers that every answer has.
pub(crate) fn protect(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // A corpus grows: what was true is asked again.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
}

/// Whether a request for `uri` with `headers` is for us, who are called `own`.
pub(crate) fn admit(uri: &Uri, headers: &HeaderMap, own: &str) -> Result<(), Fault> {
    if uri.path_and_query().is_some_and(|asked| asked.as_str().len() > LONGEST_ADDRESS) {
        return Err(Fault::too_long(LONGEST_ADDRESS));
    }
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(Fault::wrong_host()) };
    let named = host.to_str().is_ok_and(|host| is_ours(host, own));
    // An address in full names its host itself.
    let full = uri.authority().is_none_or(|authority| is_ours(authority.as_str(), own));
    if named && full { Ok(()) } else { Err(Fault::wrong_host()) }
}

/// Whether `host`, maybe with a port, is a number, `localhost` or `own`.
fn is_ours(host: &str, own: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let number = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    number.parse::<IpAddr>().is_ok()
        || name.eq_ignore_ascii_case("localhost")
        || name.eq_ignore_ascii_case(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_localhost_and_our_own_name_are_ours() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080", "desk.lan:1"] {
            assert!(is_ours(host, "desk.lan"), "{host}");
        }
        for host in [
            "",
            ":80",
            "evil.example",
            "localhost.evil.example:8080",
            "127.0.0.1.evil.example",
            "a@localhost",
        ] {
            assert!(!is_ours(host, "127.0.0.1"), "{host}");
        }
    }

    #[test]
    fn a_request_names_one_host_and_is_short() {
        let admitted = |uri: &str, hosts: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for host in hosts {
                headers.append(header::HOST, HeaderValue::from_static(host));
            }
            admit(&uri.parse().unwrap(), &headers, "127.0.0.1").map_err(|fault| fault.code)
        };
        assert_eq!(admitted("/", &["localhost:1"]), Ok(()));
        assert_eq!(admitted("/", &[]), Err("wrong_host"));
        assert_eq!(admitted("/", &["localhost", "evil.example"]), Err("wrong_host"));
        assert_eq!(admitted("http://evil.example/", &["localhost"]), Err("wrong_host"));
        assert_eq!(
            admitted(&format!("/?q={}", "a".repeat(5_000)), &["localhost"]),
            Err("too_long")
        );
    }
}
