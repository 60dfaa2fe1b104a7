//! Where the service listens.

use std::net::{Ipv4Addr, SocketAddr};

use ipnet::IpNet;
use serde::Deserialize;

/// The port of the API.
const API_PORT: u16 = 8443;
/// The port of the administration address.
const ADMIN_PORT: u16 = 9464;

/// The API: `[api]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Api {
    /// Whether there is an API at all. Where it is off every route is 404.
    pub enabled: bool,
    /// The address of the API. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The networks of the proxies whose `X-Forwarded-For` is believed. Nobody's, unless they are named.
    pub trusted_proxies: Vec<IpNet>,
}

impl Default for Api {
    fn default() -> Self {
        Self { enabled: false, listen: SocketAddr::from((Ipv4Addr::LOCALHOST, API_PORT)), trusted_proxies: Vec::new() }
    }
}

/// The administration address, for health, metrics and the page about the API: `[admin]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Admin {
    /// The address. It has no authentication: it belongs on the loopback interface or in a network of its own.
    pub listen: SocketAddr,
}

impl Default for Admin {
    fn default() -> Self {
        Self { listen: SocketAddr::from((Ipv4Addr::LOCALHOST, ADMIN_PORT)) }
    }
}
