//! Why the service does not run, or a task of administration is not done.

use std::io;

use thiserror::Error;

use crate::auth::bearer::BearerError;
use crate::config::{ConfigError, SecretFileError};
use crate::http::LogError;
use crate::refusal::Stop;
use crate::store::StoreError;
use crate::tls::TlsError;

/// Why the service does not run, or a task of administration is not done.
#[derive(Debug, Error)]
pub enum Failure {
    /// The configuration cannot be used.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// A file with a secret cannot be used.
    #[error("{0}")]
    SecretFile(#[from] SecretFileError),
    /// A master secret cannot be used.
    #[error("master secret {version}: {problem}")]
    Master {
        /// Its version.
        version: u32,
        /// What is wrong with it.
        problem: String,
    },
    /// The store cannot be used.
    #[error("the store: {0}")]
    Store(String),
    /// TLS cannot be used.
    #[error("TLS: {0}")]
    Tls(#[from] TlsError),
    /// Bearer tokens cannot be verified.
    #[error("bearer tokens: {0}")]
    Bearer(#[from] BearerError),
    /// There can be no log.
    #[error("{0}")]
    Log(#[from] LogError),
    /// Something of the operating system fails.
    #[error("{0}")]
    System(#[from] io::Error),
    /// What was asked for is refused.
    #[error("{0}")]
    Refused(String),
    /// What was given cannot be used.
    #[error("{0}")]
    Input(String),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error.to_string())
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) | Stop::Undone(refusal) => Self::Refused(refusal.message.into_owned()),
            Stop::Store(error) => error.into(),
        }
    }
}
