//! Certificates, keys and revocation lists in files.

use std::fs;
use std::path::Path;

use rustls::RootCertStore;
use rustls_pki_types::pem::{Error, PemObject};
use rustls_pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer};

use super::error::TlsError;
use crate::config::secret_file;

/// How PEM begins.
const PEM: &[u8] = b"-----BEGIN ";

/// The certificates of a file, in their order.
pub(super) fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    all(path, &read(path)?, "certificate")
}

/// The CAs of a file.
pub(super) fn roots(path: &Path) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(path)? {
        roots.add(certificate).map_err(|_| TlsError::malformed(path, "certificate"))?;
    }
    Ok(roots)
}

/// The revocation lists of a file: PEM, or one in its binary form, as Windows publishes them.
pub(super) fn revocation_lists(path: &Path) -> Result<Vec<CertificateRevocationListDer<'static>>, TlsError> {
    let content = read(path)?;
    if content.windows(PEM.len()).any(|window| window == PEM) {
        all(path, &content, "revocation list")
    } else if content.is_empty() {
        Err(TlsError::missing(path, "revocation list"))
    } else {
        Ok(vec![content.into()])
    }
}

/// The private key of a file that only its owner may read.
pub(super) fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let content = secret_file(path)?;
    PrivateKeyDer::from_pem_slice(&content).map_err(|error| match error {
        Error::NoItemsFound => TlsError::missing(path, "private key"),
        _ => TlsError::malformed(path, "private key"),
    })
}

fn all<T: PemObject>(path: &Path, pem: &[u8], content: &'static str) -> Result<Vec<T>, TlsError> {
    let found: Vec<T> = T::pem_slice_iter(pem).collect::<Result<_, _>>().map_err(|_| TlsError::malformed(path, content))?;
    if found.is_empty() { Err(TlsError::missing(path, content)) } else { Ok(found) }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    fs::read(path).map_err(|source| TlsError::Unreadable { path: path.to_owned(), source })
}
