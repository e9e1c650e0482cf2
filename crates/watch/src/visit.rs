//! How is an address asked for with manners? After its host's pause, where its robots.txt lets us, and along
//! a few redirections.

use std::time::Duration;

use url::Url;

use crate::clock::Clock;
use crate::fault::Fault;
use crate::manners::Manners;
use crate::robots::{self, Robots};
use crate::web::{Answer, Found, Request, Web};

/// More redirections lead nowhere.
const MAX_STEPS: usize = 5;

/// Longer addresses are traps.
const MAX_ADDRESS: usize = 2048;

/// Whoever asks to be left alone for longer is left for the next round.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// One who goes from host to host.
#[derive(Debug)]
pub(crate) struct Visitor {
    pub web: Web,
    pub manners: Manners,
    pub clock: Box<dyn Clock>,
}

/// What to ask for, wherever it lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish<'a> {
    pub accept: &'static str,
    pub etag: Option<&'a str>,
    pub last_modified: Option<&'a str>,
    pub limit: u64,
    /// Whether the host's robots.txt decides: not where a person named the address.
    pub ask_robots: bool,
}

/// What a visit found: nothing where all is as it was.
pub(crate) type Visit = Result<(Url, Option<Found>), Fault>;

impl Visitor {
    /// Asks for `url`, and gives what was found with the address where it was.
    pub fn visit(&mut self, url: &Url, wish: Wish<'_>) -> Visit {
        let mut url = url.clone();
        for _ in 0..=MAX_STEPS {
            let Wish { accept, etag, last_modified, limit, ask_robots } = wish;
            if ask_robots && !self.robots(&url)?.allow(&path(&url)) {
                return Err(Fault::Robots);
            }
            let request = Request { url: &url, accept, etag, last_modified, limit };
            match self.ask(request)? {
                Answer::Found(found) => return Ok((url, Some(found))),
                Answer::Unchanged => return Ok((url, None)),
                Answer::Elsewhere(place) => url = step(&url, &place)?,
            }
        }
        Err(Fault::Redirection("without end"))
    }

    /// One request, after its host's pause.
    fn ask(&mut self, request: Request<'_>) -> Result<Answer, Fault> {
        let host = host(request.url);
        let (next, now) = (self.manners.next(&host), self.clock.now());
        let wait = next.saturating_sub(now);
        if wait > PATIENCE {
            return Err(Fault::Busy { status: 429, wait });
        }
        if wait > Duration::ZERO {
            self.clock.wait(wait);
        }
        let answer = self.web.get(request, self.clock.now());
        let now = self.clock.now();
        self.manners.asked(&host, now);
        if let Err(Fault::Busy { wait, .. }) = answer {
            self.manners.leave(&host, now + wait);
        }
        answer
    }

    /// What the robots.txt of the host of `url` says: asked for once in a run.
    fn robots(&mut self, url: &Url) -> Result<Robots, Fault> {
        let host = host(url);
        if let Some(known) = self.manners.robots(&host) {
            return Ok(known.clone());
        }
        let file = url.join("/robots.txt").map_err(|_| Fault::Address)?;
        let wish = Wish {
            accept: "text/plain, */*;q=0.1",
            etag: None,
            last_modified: None,
            limit: robots::MAX_LENGTH,
            ask_robots: false,
        };
        let robots = match self.visit(&file, wish) {
            Ok((_, found)) => {
                Robots::read(&String::from_utf8_lossy(&found.unwrap_or_default().body))
            }
            // As the RFC says: what is not there forbids nothing, and what cannot be had forbids all for now.
            Err(fault) if fault.may_pass() => return Err(fault),
            Err(_) => Robots::default(),
        };
        self.manners.put_robots(&host, robots.clone());
        Ok(robots)
    }
}

/// The address in `text`, if it is one of the web; `base` is where it stood.
pub(crate) fn address(text: &str, base: Option<&Url>) -> Option<Url> {
    let mut url = match base {
        Some(base) => base.join(text.trim()).ok()?,
        None => Url::parse(text.trim()).ok()?,
    };
    let sound = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.as_str().len() <= MAX_ADDRESS;
    url.set_fragment(None);
    sound.then_some(url)
}

/// `https://example.org:443`: whom manners are owed.
pub(crate) fn host(url: &Url) -> String {
    format!("{}://{}", url.scheme(), authority(url))
}

/// `example.org:443`.
pub(crate) fn authority(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or_default();
    format!("{}:{port}", url.host_str().unwrap_or_default())
}

fn path(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

fn step(from: &Url, place: &str) -> Result<Url, Fault> {
    let to = address(place, Some(from)).ok_or(Fault::Redirection("to no web address"))?;
    if from.scheme() == "https" && to.scheme() == "http" {
        return Err(Fault::Redirection("from https to http"));
    }
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_of_the_web_are_followed() {
        let base = address("https://example.org/news/feed.xml", None).unwrap();
        let read = |text: &str| address(text, Some(&base)).map(|url| url.to_string());
        assert_eq!(read("../a?b#c").as_deref(), Some("https://example.org/a?b"));
        assert_eq!(read("//other.org/").as_deref(), Some("https://other.org/"));
        for bad in
            ["file:///etc/passwd", "javascript:alert(1)", "http://me:pw@example.org/", "http://"]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(read(&"a".repeat(3000)), None);
        assert!(step(&base, "http://example.org/").is_err());
        assert_eq!(host(&base), "https://example.org:443");
    }
}
