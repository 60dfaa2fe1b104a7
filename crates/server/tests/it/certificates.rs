//! Clients with certificates.

use std::fs;
use std::path::Path;
use std::time::Duration;

use aclavis_server::auth::certificate::Fingerprint;
use aclavis_server::config::Tls;
use rcgen::{BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use serde_json::json;

use crate::harness::{ALICE, BOB, Client, Engine, KEYS, Person, Site, TEMPLATE, USERS, sid};

tests![a_certificate_names_its_principal, an_unknown_certificate_is_refused, two_credentials_must_name_one_principal,];

/// A CA of servers and clients.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// A certificate and its key, and the certificate's fingerprint.
    fn issue(&self, usage: ExtendedKeyUsagePurpose) -> (String, String, Fingerprint) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        params.extended_key_usages = vec![usage];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        (certificate.pem(), key.serialize_pem(), Fingerprint::of(certificate.der()))
    }

    /// Files with the certificate of a server, its key, and the CA of its clients.
    fn files(&self, folder: &Path) -> Tls {
        let (certificate, key, _) = self.issue(ExtendedKeyUsagePurpose::ServerAuth);
        let file = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let key = file("tls-key.pem", &key);
        fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        Tls {
            certificate: file("tls.pem", &certificate),
            key,
            client_ca: Some(file("clients.pem", &self.pem)),
            client_crl: Vec::new(),
            client_certificate: None,
            reload: Duration::from_secs(30),
        }
    }

    /// A client with a new certificate, and its fingerprint.
    fn client(&self, site: &Site) -> (Client, Fingerprint) {
        let (certificate, key, fingerprint) = self.issue(ExtendedKeyUsagePurpose::ClientAuth);
        let identity = reqwest::Identity::from_pem(format!("{certificate}{key}").as_bytes()).unwrap();
        let root = reqwest::Certificate::from_pem(self.pem.as_bytes()).unwrap();
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([root]).identity(identity).build().unwrap();
        (Client::over(http, format!("https://localhost:{}", site.port())), fingerprint)
    }
}

async fn start(engine: Engine, authority: &Authority) -> (Site, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let tls = authority.files(folder.path());
    (Site::start_with(engine, |config| config.tls = Some(tls)).await, folder)
}

/// Lets the directory know a certificate.
async fn know(site: &Site, person: Person, fingerprint: &str) {
    let mut row = person.row();
    row["Certificates"] = json!([fingerprint]);
    row["Groups"] = json!([sid(USERS), sid(KEYS)]);
    site.admin.import(&row.to_string(), true, false).await.unwrap();
}

async fn a_certificate_names_its_principal(engine: Engine) {
    let authority = Authority::new();
    let (site, _folder) = start(engine, &authority).await;
    let (client, fingerprint) = authority.client(&site);
    know(&site, ALICE, &fingerprint.to_string().to_uppercase()).await;
    let posted = client.post("/requests", &json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"})).await;
    let id = posted.made("requests");
    assert_eq!(client.get(&format!("/requests/{id}")).await.ok()["OriginatorUserUuid"], ALICE.uuid());
    assert_eq!(site.records(posted.correlation()).await[0]["Actor"], ALICE.sid());
}

async fn an_unknown_certificate_is_refused(engine: Engine) {
    let authority = Authority::new();
    let (site, _folder) = start(engine, &authority).await;
    let (client, _) = authority.client(&site);
    let message = "the directory does not know the client certificate";
    client.get("/requests").await.is_problem(401, "unknown-certificate", message);
    client.named(ALICE).get("/requests").await.problem(401, "unknown-certificate");
}

async fn two_credentials_must_name_one_principal(engine: Engine) {
    let authority = Authority::new();
    let (site, _folder) = start(engine, &authority).await;
    let (client, fingerprint) = authority.client(&site);
    know(&site, ALICE, &fingerprint.to_string()).await;
    client.get("/requests").await.is(200, "[]");
    client.named(ALICE).get("/requests").await.is(200, "[]");
    let message = "the credentials do not mean one and the same user";
    client.named(BOB).get("/requests").await.is_problem(401, "different-principals", message);
    client.named(crate::harness::NOBODY).get("/requests").await.problem(401, "different-principals");
}
