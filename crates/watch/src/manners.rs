//! When may a host be asked again? One request at a time, a pause between two, and longer where it asks.

use std::time::Duration;

use rustc_hash::FxHashMap;

use crate::robots::Robots;

/// What is owed to each host, called by its scheme, name and port.
#[derive(Debug)]
pub(crate) struct Manners {
    pause: Duration,
    hosts: FxHashMap<String, Host>,
}

#[derive(Debug, Default)]
struct Host {
    /// Not to be asked before.
    next: Duration,
    /// What its robots.txt says, once that was asked for.
    robots: Option<Robots>,
}

impl Manners {
    /// With so long a pause between two requests to one host.
    pub fn new(pause: Duration) -> Self {
        Self { pause, hosts: FxHashMap::default() }
    }

    /// When `host` may be asked next.
    pub fn next(&self, host: &str) -> Duration {
        self.hosts.get(host).map_or(Duration::ZERO, |host| host.next)
    }

    /// Notes that `host` answered just `now`.
    pub fn asked(&mut self, host: &str, now: Duration) {
        let pause = self.pause;
        let host = self.host(host);
        let wished = host.robots.as_ref().and_then(|robots| robots.delay).unwrap_or_default();
        host.next = host.next.max(now + pause.max(wished));
    }

    /// Leaves `host` alone until `then`.
    pub fn leave(&mut self, host: &str, then: Duration) {
        let host = self.host(host);
        host.next = host.next.max(then);
    }

    /// What `host`'s robots.txt says, if it is known.
    pub fn robots(&self, host: &str) -> Option<&Robots> {
        self.hosts.get(host)?.robots.as_ref()
    }

    /// Remembers what `host`'s robots.txt says.
    pub fn put_robots(&mut self, host: &str, robots: Robots) {
        self.host(host).robots = Some(robots);
    }

    fn host(&mut self, name: &str) -> &mut Host {
        self.hosts.entry(name.to_owned()).or_default()
    }
}
