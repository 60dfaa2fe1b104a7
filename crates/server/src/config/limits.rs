//! What a client may take of the service.

use std::num::NonZeroU32;
use std::time::Duration;

use serde::Deserialize;

use super::duration;

/// The limits: `[limits]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// How long the head of a request may take to arrive, a TLS handshake too. An idle connection is closed after it.
    #[serde(deserialize_with = "duration::positive")]
    pub header_read: Duration,
    /// How long a request may take from its head to its answer, its body's arrival included.
    #[serde(deserialize_with = "duration::positive")]
    pub request: Duration,
    /// How long a client may read nothing of an answer. Then its connection is cut off.
    #[serde(deserialize_with = "duration::positive")]
    pub write: Duration,
    /// How long a connection lives: after it the answer to a request is its last. Certificates of clients are looked at once for each
    /// connection, so this is how late one that has expired counts.
    #[serde(deserialize_with = "duration::positive")]
    pub connection: Duration,
    /// How long a shutdown waits for requests that have begun.
    #[serde(deserialize_with = "duration::deserialize")]
    pub shutdown: Duration,
    /// Connections at a time, of each listener. Further ones wait until one ends.
    pub connections: NonZeroU32,
    /// Connections of one peer address, of each listener. Further ones are closed at once. Those of trusted proxies are not counted.
    pub peer_connections: NonZeroU32,
    /// Bytes of a request's body.
    pub body: usize,
    /// Requests of one peer address, before authentication.
    pub peer: Rate,
    /// Requests of one principal, after authentication.
    pub principal: Rate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_read: Duration::from_secs(10),
            request: Duration::from_secs(30),
            write: Duration::from_secs(10),
            connection: Duration::from_hours(1),
            shutdown: Duration::from_secs(30),
            connections: const { NonZeroU32::new(1024).unwrap() },
            peer_connections: const { NonZeroU32::new(256).unwrap() },
            body: 64 << 10,
            peer: Rate { per_second: 100, burst: 400 },
            principal: Rate { per_second: 20, burst: 100 },
        }
    }
}

/// A rate of requests.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Requests a second in the long run; 0 is no limit.
    pub per_second: u32,
    /// Requests at once. Nothing, or fewer than a second's, stand for a second's.
    #[serde(default)]
    pub burst: u32,
}

impl Rate {
    /// No limit.
    pub const OFF: Self = Self { per_second: 0, burst: 0 };
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn what_is_not_said_has_its_default() {
        let limits: Limits = toml::from_str("request = \"1m 30s\"\npeer = { per_second = 0 }").unwrap();
        assert_eq!((limits.request, limits.peer, limits.body), (Duration::from_secs(90), Rate::OFF, 65_536));
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for (text, message) in [
            ("request = \"soon\"", "`soon` is no span of time: expected number at 0"),
            ("bodies = 1", "unknown field `bodies`"),
            ("connections = 0", "invalid value: integer `0`, expected a nonzero u32"),
        ] {
            let error = toml::from_str::<Limits>(text).unwrap_err();
            assert!(error.message().starts_with(message), "{}", error.message());
        }
    }
}
