//! Where the keys of an issuer are.

use std::fmt;
use std::path::PathBuf;

use reqwest::Url;
use serde::Deserialize;
use thiserror::Error;

/// What makes a text a URL and not a path.
const SCHEME_END: &str = "://";

/// Where a JWKS document is: a file, or a URL.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Jwks {
    /// A file.
    File(PathBuf),
    /// A URL: `https`, or `http` on this host.
    Url(Url),
}

impl TryFrom<String> for Jwks {
    type Error = BadJwks;

    fn try_from(text: String) -> Result<Self, BadJwks> {
        if !text.contains(SCHEME_END) {
            return if text.is_empty() { Err(BadJwks::Malformed) } else { Ok(Self::File(text.into())) };
        }
        let url = Url::parse(&text).map_err(|_| BadJwks::Malformed)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BadJwks::Credentials);
        }
        match url.scheme() {
            "https" => Ok(Self::Url(url)),
            "http" if is_loopback(&url) => Ok(Self::Url(url)),
            _ => Err(BadJwks::Scheme),
        }
    }
}

impl fmt::Display for Jwks {
    /// The path, or the URL without its query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Url(url) => write!(f, "{}{}", url.origin().ascii_serialization(), url.path()),
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

/// Why a text says nothing about where keys are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadJwks {
    /// Neither a path nor a URL.
    #[error("a key set is a path or a URL")]
    Malformed,
    /// Keys that anybody on the way could replace.
    #[error("a key set comes from a file or over https, or over http from this host")]
    Scheme,
    /// A secret in the configuration.
    #[error("the URL of a key set has no name and no password in it")]
    Credentials,
}
