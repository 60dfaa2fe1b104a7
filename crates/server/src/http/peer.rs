//! Who is at the other end.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap, HeaderName};
use ipnet::IpNet;

/// The header in which proxies say for whom they ask.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// The bits of an IPv6 address that name a network: one customer usually has them all.
const NETWORK: u128 = !0 << 64;

/// The address of a request's peer: an extension of every request. An IPv4 address in IPv6 is an IPv4 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

impl Peer {
    /// What is limited as one: an IPv4 address, or an IPv6 network of 64 bits.
    pub(super) fn network(self) -> IpAddr {
        match self.0 {
            IpAddr::V4(_) => self.0,
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & NETWORK).into(),
        }
    }
}

/// The networks of the proxies that are believed.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Proxies in these networks.
    #[must_use]
    pub fn new(trusted: &[IpNet]) -> Self {
        Self(trusted.to_vec())
    }

    /// The peer of a request. It is the one at the other end of the connection, and where that is a trusted proxy, the right-most
    /// address in `X-Forwarded-For` that is not one. An entry that is no address ends the search: what stands left of it is nobody's word.
    #[must_use]
    pub fn peer(&self, extensions: &Extensions, headers: &HeaderMap) -> Peer {
        let socket = extensions.get::<ConnectInfo<SocketAddr>>().map_or(Ipv6Addr::UNSPECIFIED.into(), |info| info.0.ip());
        let mut peer = socket.to_canonical();
        let lines = headers.get_all(FORWARDED_FOR).iter().rev();
        let mut entries = lines.flat_map(|line| line.to_str().unwrap_or("?").rsplit(','));
        while self.trusts(peer) {
            match entries.next().and_then(address) {
                Some(next) => peer = next,
                None => break,
            }
        }
        Peer(peer)
    }

    /// Whether this is a proxy that is believed.
    pub(super) fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// The address in an entry, with or without a port.
fn address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    let address = entry.parse().or_else(|_| entry.parse().map(|socket: SocketAddr| socket.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    /// The peer behind a connection from `socket` with these lines, where 10.0.0.0/8 and fd00::/8 are trusted.
    fn peer(socket: &str, lines: &[&str]) -> String {
        let proxies = Proxies::new(&["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()]);
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(socket.parse().unwrap(), 1)));
        let headers = lines.iter().map(|line| (FORWARDED_FOR, line.parse().unwrap())).collect();
        proxies.peer(&extensions, &headers).0.to_string()
    }

    #[test]
    fn nobody_but_a_trusted_proxy_forwards() {
        assert_eq!(peer("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(peer("10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(peer("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn the_right_most_untrusted_address_counts() {
        assert_eq!(peer("10.0.0.1", &["6.6.6.6, 198.51.100.7, 10.0.0.2"]), "198.51.100.7");
        assert_eq!(peer("10.0.0.1", &["6.6.6.6", "198.51.100.7", "10.0.0.2,fd00::1"]), "198.51.100.7");
        assert_eq!(peer("10.0.0.1", &["10.0.0.3, 10.0.0.2"]), "10.0.0.3");
    }

    #[test]
    fn what_stands_left_of_rubbish_is_not_believed() {
        assert_eq!(peer("10.0.0.1", &["6.6.6.6, unknown, 10.0.0.2"]), "10.0.0.2");
        assert_eq!(peer("10.0.0.1", &["6.6.6.6, "]), "10.0.0.1");
        assert_eq!(peer("10.0.0.1", &["6.6.6.6", "\u{e9}"]), "10.0.0.1");
    }

    #[test]
    fn addresses_have_one_form() {
        assert_eq!(peer("::ffff:10.0.0.1", &["::ffff:198.51.100.7"]), "198.51.100.7");
        assert_eq!(peer("10.0.0.1", &["198.51.100.7:4711"]), "198.51.100.7");
        assert_eq!(peer("10.0.0.1", &["[2001:db8::1]:4711"]), "2001:db8::1");
    }

    #[test]
    fn an_ipv6_network_is_limited_as_one() {
        let network = |text: &str| Peer(text.parse().unwrap()).network().to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
    }
}
