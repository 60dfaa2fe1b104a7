//! Reading a JWKS document, from a file or over HTTP.

use std::error::Error as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use http::StatusCode;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use thiserror::Error;
use tokio::task;

use crate::config::Jwks;

/// The most bytes of a document.
const LIMIT: usize = 1 << 20;
/// The most time that fetching one takes.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Reads a document as often as it is asked.
pub(super) enum Fetcher {
    /// From a file.
    File(PathBuf),
    /// Over HTTP. Redirects are not followed.
    Url {
        /// The client.
        client: Client,
        /// Where the document is.
        url: Url,
    },
}

impl Fetcher {
    pub(super) fn new(location: &Jwks) -> Result<Self, FetchError> {
        Ok(match location {
            Jwks::File(path) => Self::File(path.clone()),
            Jwks::Url(url) => {
                let client = Client::builder().timeout(TIMEOUT).redirect(Policy::none()).no_proxy().referer(false);
                Self::Url { client: client.build().map_err(unreachable)?, url: url.clone() }
            }
        })
    }

    /// Reads the document.
    pub(super) async fn fetch(&self) -> Result<Vec<u8>, FetchError> {
        match self {
            Self::File(path) => {
                let path = path.clone();
                let read = task::spawn_blocking(move || read(&path)).await;
                read.map_err(io::Error::other).flatten().map_err(FetchError::Unreadable).and_then(limited)
            }
            Self::Url { client, url } => download(client, url).await,
        }
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut document = Vec::new();
    let most = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path)?.take(most).read_to_end(&mut document)?;
    Ok(document)
}

async fn download(client: &Client, url: &Url) -> Result<Vec<u8>, FetchError> {
    let mut response = client.get(url.clone()).send().await.map_err(unreachable)?;
    if response.status() != StatusCode::OK {
        return Err(FetchError::Status(response.status()));
    }
    let mut document = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        document.extend_from_slice(&chunk);
        document = limited(document)?;
    }
    Ok(document)
}

fn limited(document: Vec<u8>) -> Result<Vec<u8>, FetchError> {
    if document.len() > LIMIT { Err(FetchError::TooLong) } else { Ok(document) }
}

/// The last reason of an error, which says most, and never the URL with its query.
fn unreachable(error: reqwest::Error) -> FetchError {
    let error = error.without_url();
    let mut reason = error.source();
    while let Some(deeper) = reason.and_then(std::error::Error::source) {
        reason = Some(deeper);
    }
    FetchError::Unreachable(reason.map_or_else(|| error.to_string(), ToString::to_string))
}

/// Why a document could not be read.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[source] io::Error),
    /// The server cannot be reached, or the connection broke.
    #[error("the server does not answer: {0}")]
    Unreachable(String),
    /// The server answered something else.
    #[error("the server answered {0}")]
    Status(StatusCode),
    /// The document is too long.
    #[error("it is longer than 1 MiB")]
    TooLong,
}
