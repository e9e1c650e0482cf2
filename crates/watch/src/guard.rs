//! Where may a link lead? A feed is a stranger's text: what it names must not make this machine ask
//! others on its own network, which trust it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Finds the addresses of hosts, and none inside but for hosts that somebody named.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guard {
    /// Host and port of the feeds that were named by hand.
    named: Arc<Mutex<Vec<String>>>,
}

/// What the guard answers in place of addresses inside.
pub(crate) const INSIDE: &str = "inside";

impl Guard {
    /// Lets `authority`, host and port, be anywhere.
    pub fn trust(&self, authority: String) {
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        if !named.contains(&authority) {
            named.push(authority);
        }
    }

    fn trusts(&self, uri: &Uri) -> bool {
        let named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((scheme, authority)) = uri.scheme().zip(uri.authority()) else { return false };
        DefaultResolver::host_and_port(scheme, authority)
            .is_some_and(|host| named.contains(&host.to_ascii_lowercase()))
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if self.trusts(uri) {
            return Ok(found);
        }
        let mut outside = self.empty();
        found
            .iter()
            .filter(|address: &&SocketAddr| !is_inside(address.ip()))
            .for_each(|address| outside.push(*address));
        if outside.is_empty() {
            let error = std::io::Error::new(std::io::ErrorKind::PermissionDenied, INSIDE);
            return Err(ureq::Error::Io(error));
        }
        Ok(outside)
    }
}

/// Whether only machines of this network can reach `address`, or nobody.
fn is_inside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_inside_v4(v4),
        IpAddr::V6(v6) => v6.to_ipv4().map_or_else(|| is_inside_v6(v6), is_inside_v4),
    }
}

fn is_inside_v4(v4: Ipv4Addr) -> bool {
    let [a, b, ..] = v4.octets();
    v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_multicast()
        || v4.is_broadcast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
}

fn is_inside_v6(v6: Ipv6Addr) -> bool {
    v6.is_multicast() || v6.is_unique_local() || v6.is_unicast_link_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_of_this_network_are_inside() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "ff02::1",
        ] {
            assert!(is_inside(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["93.184.216.34", "100.128.0.1", "2606:2800:220:1::1", "::ffff:8.8.8.8"] {
            assert!(!is_inside(outside.parse().unwrap()), "{outside}");
        }
    }
}
