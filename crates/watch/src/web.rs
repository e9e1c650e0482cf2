//! One request to one server, and its answer within bounds. Redirections are for others to follow.

use std::time::Duration;

use jiff::fmt::rfc2822;
use ureq::http::{HeaderMap, Response, header};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use crate::fault::Fault;
use crate::guard::{Guard, INSIDE};
use crate::round::Options;

/// Longer names of a state are no names.
const MAX_TAG: usize = 1024;

/// Where a server does not say for how long it is to be left alone.
const BUSY: Duration = Duration::from_secs(10 * 60);

/// No server makes us stay away longer.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// The web, as we reach it.
#[derive(Debug)]
pub(crate) struct Web {
    agent: Agent,
    pub guard: Guard,
}

/// What to ask for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    pub url: &'a Url,
    /// Kinds of content that we can read.
    pub accept: &'static str,
    /// The state that is known already.
    pub etag: Option<&'a str>,
    pub last_modified: Option<&'a str>,
    /// No more bytes than these are read.
    pub limit: u64,
}

/// What a server says.
#[derive(Debug)]
pub(crate) enum Answer {
    /// What was asked for.
    Found(Found),
    /// It is as it was.
    Unchanged,
    /// It is elsewhere.
    Elsewhere(String),
}

/// A body, and what is told about it.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub body: Vec<u8>,
    pub media: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

impl Web {
    /// Asks as `options` say.
    pub fn new(options: &Options) -> Self {
        let config = Agent::config_builder()
            .user_agent(&options.name)
            .timeout_global(Some(options.patience))
            .tls_config(TlsConfig::builder().root_certs(roots(options)).build())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build();
        let guard = Guard::default();
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard.clone());
        Self { agent, guard }
    }

    /// Asks for `request`; `now` is the time since 1970.
    pub fn get(&self, request: Request<'_>, now: Duration) -> Result<Answer, Fault> {
        let mut asking =
            self.agent.get(request.url.as_str()).header(header::ACCEPT, request.accept);
        if let Some(etag) = request.etag {
            asking = asking.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(day) = request.last_modified {
            asking = asking.header(header::IF_MODIFIED_SINCE, day);
        }
        let mut response = asking.call().map_err(|error| fault(error, request.limit))?;
        let told = |name| text(response.headers(), name);
        match response.status().as_u16() {
            200..=299 => Ok(Answer::Found(found(&mut response, request.limit)?)),
            304 => Ok(Answer::Unchanged),
            300..=399 => {
                told(header::LOCATION).map(Answer::Elsewhere).ok_or(Fault::Redirection("nowhere"))
            }
            status @ (429 | 503) => {
                let wait = told(header::RETRY_AFTER).and_then(|after| wait(&after, now));
                Err(Fault::Busy { status, wait: wait.unwrap_or(BUSY).min(LONGEST) })
            }
            status => Err(Fault::Status(status)),
        }
    }
}

/// Whose word is taken for who a server is.
fn roots(options: &Options) -> RootCerts {
    let Some(pem) = &options.authorities else { return RootCerts::WebPki };
    let certificate = |item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    };
    parse_pem(pem).filter_map(certificate).into()
}

fn found(response: &mut Response<Body>, limit: u64) -> Result<Found, Fault> {
    let tag = |name| text(response.headers(), name).filter(|tag| tag.len() <= MAX_TAG);
    let (etag, last_modified) = (tag(header::ETAG), tag(header::LAST_MODIFIED));
    let media = text(response.headers(), header::CONTENT_TYPE).unwrap_or_default();
    let body = response.body_mut().with_config().limit(limit).read_to_vec();
    let body = body.map_err(|error| fault(error, limit))?;
    Ok(Found { body, media, etag, last_modified })
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// For how long `Retry-After` asks: seconds, or until a day and hour.
fn wait(after: &str, now: Duration) -> Option<Duration> {
    if let Ok(seconds) = after.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = rfc2822::parse(after).ok()?.timestamp().as_second();
    Some(Duration::from_secs(u64::try_from(then).ok()?).saturating_sub(now))
}

fn fault(error: ureq::Error, limit: u64) -> Fault {
    match error {
        ureq::Error::Timeout(_) => Fault::TooSlow,
        ureq::Error::BodyExceedsLimit(_) => Fault::TooLong { limit },
        ureq::Error::BadUri(_) => Fault::Address,
        ureq::Error::Io(error) if error.to_string() == INSIDE => Fault::Inside,
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => Fault::TooSlow,
        other => Fault::Network(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_say_how_long_to_wait_in_two_ways() {
        let now = Duration::from_secs(1_445_412_480);
        for (said, seconds) in [
            ("120", Some(120)),
            ("Wed, 21 Oct 2015 07:29:00 GMT", Some(60)),
            ("Wed, 21 Oct 2015 07:00:00 GMT", Some(0)),
            ("soon", None),
            ("-5", None),
        ] {
            assert_eq!(wait(said, now), seconds.map(Duration::from_secs), "{said}");
        }
    }
}
