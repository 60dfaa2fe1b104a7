//! Why there is no TLS.

use std::io;
use std::path::{Path, PathBuf};

use rustls::server::VerifierBuilderError;
use thiserror::Error;

use crate::config::SecretFileError;

/// Why there is no TLS.
#[derive(Debug, Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("`{}` cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file has nothing of what it should have.
    #[error("`{}` has no {content} in it", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
        /// What is missing.
        content: &'static str,
    },
    /// A file is not what it should be.
    #[error("`{}` has a {content} in it that cannot be read", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        content: &'static str,
    },
    /// The file of the private key.
    #[error(transparent)]
    Key(#[from] SecretFileError),
    /// The certificate and the key are not used together.
    #[error("the certificate in `{}` cannot be used with its key: {source}", path.display())]
    Certificate {
        /// The file of the certificate.
        path: PathBuf,
        /// Why.
        source: rustls::Error,
    },
    /// The CAs and the revocation lists are not used together.
    #[error("certificates of clients cannot be verified: {0}")]
    Clients(#[from] VerifierBuilderError),
    /// Something is said of clients whose CA is not.
    #[error("`tls.client_crl` and `tls.client_certificate` need `tls.client_ca`")]
    NoClientCa,
}

impl TlsError {
    pub(super) fn missing(path: &Path, content: &'static str) -> Self {
        Self::Missing { path: path.to_owned(), content }
    }

    pub(super) fn malformed(path: &Path, content: &'static str) -> Self {
        Self::Malformed { path: path.to_owned(), content }
    }
}
