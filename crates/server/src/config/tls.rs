//! The section `tls`: the certificate of the server, and those of its clients.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::duration;

/// The section `[tls]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The server's certificate and those between it and its CA, as PEM.
    pub certificate: PathBuf,
    /// Its private key, as PEM: PKCS#8, SEC 1 or PKCS#1. Only its owner may read the file.
    pub key: PathBuf,
    /// The CAs of clients, as PEM. Without them no client is asked for a certificate.
    pub client_ca: Option<PathBuf>,
    /// Revocation lists, as PEM or DER. If there is one, each certificate of a client's chain below the CA must be covered by a list
    /// that is still valid.
    #[serde(default)]
    pub client_crl: Vec<PathBuf>,
    /// Whether a client must have a certificate.
    pub client_certificate: Option<ClientCertificate>,
    /// How often the files are looked at for changes.
    #[serde(default = "default_reload", deserialize_with = "duration::positive")]
    pub reload: Duration,
}

impl Tls {
    /// Whether a client must have a certificate. If nothing is said, it must where it cannot have a bearer token instead.
    pub fn client_certificate(&self, bearer: bool) -> ClientCertificate {
        let otherwise = if bearer { ClientCertificate::Optional } else { ClientCertificate::Required };
        self.client_certificate.unwrap_or(otherwise)
    }
}

/// Whether a client must have a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientCertificate {
    /// It may have one.
    Optional,
    /// Without one there is no connection.
    Required,
}

fn default_reload() -> Duration {
    Duration::from_secs(30)
}
