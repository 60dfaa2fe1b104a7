//! A CA and what it issues.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyIdMethod, KeyPair, KeyUsagePurpose, RevokedCertParams, SerialNumber, date_time_ymd,
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use crate::config::Tls;

/// A certificate and its key.
pub(super) struct Identity {
    pub(super) certificate: CertificateDer<'static>,
    pub(super) certificate_pem: String,
    key: KeyPair,
}

impl Identity {
    pub(super) fn key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::try_from(self.key.serialize_der()).unwrap()
    }

    pub(super) fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }
}

/// A CA.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub(super) certificate: CertificateDer<'static>,
    pub(super) certificate_pem: String,
}

impl Authority {
    pub(super) fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let params = authority_params(name);
        let certificate = params.self_signed(&key).unwrap();
        let (der, pem) = (certificate.der().clone(), certificate.pem());
        Self { issuer: Issuer::new(params, key), certificate: der, certificate_pem: pem }
    }

    /// A CA below this one.
    pub(super) fn below(&self, name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let params = authority_params(name);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let (der, pem) = (certificate.der().clone(), certificate.pem());
        Self { issuer: Issuer::new(params, key), certificate: der, certificate_pem: pem }
    }

    /// The certificate of a server on this host.
    pub(super) fn server(&self) -> Identity {
        self.issue(1, ExtendedKeyUsagePurpose::ServerAuth)
    }

    /// The certificate of a client.
    pub(super) fn client(&self, serial: u64) -> Identity {
        self.issue(serial, ExtendedKeyUsagePurpose::ClientAuth)
    }

    pub(super) fn issue(&self, serial: u64, usage: ExtendedKeyUsagePurpose) -> Identity {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        params.serial_number = Some(SerialNumber::from(serial));
        params.extended_key_usages = vec![usage];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Identity { certificate: certificate.der().clone(), certificate_pem: certificate.pem(), key }
    }

    /// A list of revoked serial numbers, good until this year.
    pub(super) fn revoke(&self, serials: &[u64], until: i32) -> rcgen::CertificateRevocationList {
        let revoked = |serial: &u64| RevokedCertParams {
            serial_number: SerialNumber::from(*serial),
            revocation_time: date_time_ymd(2020, 1, 1),
            reason_code: None,
            invalidity_date: None,
        };
        let params = CertificateRevocationListParams {
            this_update: date_time_ymd(2020, 1, 1),
            next_update: date_time_ymd(until, 1, 1),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: serials.iter().map(revoked).collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        params.signed_by(&self.issuer).unwrap()
    }
}

fn authority_params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// The files of a server.
pub(super) struct Files(tempfile::TempDir);

impl Files {
    /// The files of this server and these CAs of clients.
    pub(super) fn new(server: &Identity, clients: Option<&Authority>) -> Self {
        let files = Self(tempfile::tempdir().unwrap());
        files.write_server(server);
        if let Some(clients) = clients {
            files.write("clients.pem", &clients.certificate_pem);
        }
        files
    }

    pub(super) fn write_server(&self, server: &Identity) {
        self.write("server.pem", &server.certificate_pem);
        self.write("server.key", server.key_pem());
    }

    /// Writes a file as careful people do: in one piece, for its owner only.
    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let new = self.path("new");
        fs::write(&new, content).unwrap();
        owner_only(&new);
        fs::rename(new, self.path(name)).unwrap();
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The configuration for the files that are there.
    pub(super) fn config(&self) -> Tls {
        let there = |name: &str| Some(self.path(name)).filter(|path| path.exists());
        Tls {
            certificate: self.path("server.pem"),
            key: self.path("server.key"),
            client_ca: there("clients.pem"),
            client_crl: ["clients.crl", "more.crl"].into_iter().filter_map(there).collect(),
            client_certificate: None,
            reload: Duration::from_millis(20),
        }
    }
}

#[cfg(unix)]
fn owner_only(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn owner_only(_: &Path) {}
