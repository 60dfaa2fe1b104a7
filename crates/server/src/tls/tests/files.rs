//! Files that are not as they must be.

use std::fs;

use super::authority::{Authority, Files};
use crate::config::{ClientCertificate, Tls};
use crate::tls::server_config;

/// What is wrong, with the names of files only.
fn error_of(files: &Files, config: &Tls) -> String {
    let error = server_config(config, true).err().map(|error| error.to_string()).unwrap_or_default();
    error.replace(&format!("{}/", files.path("").display().to_string().trim_end_matches('/')), "")
}

#[cfg(unix)]
#[test]
fn a_key_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let files = Files::new(&Authority::new("ca").server(), None);
    for mode in [0o640, 0o604, 0o660] {
        fs::set_permissions(files.path("server.key"), fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(error_of(&files, &files.config()), "`server.key` is open to others than its owner: chmod 600");
    }
}

#[test]
fn each_file_has_what_it_should_have() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), Some(&ca));
    let config = files.config();
    assert_eq!(error_of(&files, &config), "");
    files.write("server.key", &ca.certificate_pem);
    assert_eq!(error_of(&files, &config), "`server.key` has no private key in it");
    files.write("server.key", "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n");
    assert_eq!(error_of(&files, &config), "`server.key` has a private key in it that cannot be read");
    files.write("clients.pem", "");
    assert_eq!(error_of(&files, &config), "`clients.pem` has no certificate in it");
    files.write("clients.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assert_eq!(error_of(&files, &config), "`clients.pem` has a certificate in it that cannot be read");
    fs::remove_file(files.path("clients.pem")).unwrap();
    assert!(error_of(&files, &config).starts_with("`clients.pem` cannot be read: "));
}

#[test]
fn a_revocation_list_is_one() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), Some(&ca));
    files.write("clients.crl", "");
    assert_eq!(error_of(&files, &files.config()), "`clients.crl` has no revocation list in it");
    files.write("clients.crl", &ca.certificate_pem);
    assert_eq!(error_of(&files, &files.config()), "`clients.crl` has no revocation list in it");
    files.write("clients.crl", "something");
    assert!(error_of(&files, &files.config()).starts_with("certificates of clients cannot be verified: "));
}

#[test]
fn a_certificate_goes_with_its_key() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), None);
    files.write("server.key", ca.server().key_pem());
    let error = error_of(&files, &files.config());
    assert!(error.starts_with("the certificate in `server.pem` cannot be used with its key: "), "{error}");
}

#[test]
fn what_is_said_of_clients_needs_their_ca() {
    let files = Files::new(&Authority::new("ca").server(), None);
    let said = "`tls.client_crl` and `tls.client_certificate` need `tls.client_ca`";
    let mut config = files.config();
    config.client_certificate = Some(ClientCertificate::Required);
    assert_eq!(error_of(&files, &config), said);
    let mut config = files.config();
    config.client_crl = vec![files.path("clients.crl")];
    assert_eq!(error_of(&files, &config), said);
}
