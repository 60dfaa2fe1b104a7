#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::time::Duration;

use serde::Deserialize;

use super::{Auth, ClientCertificate, Config, Domain, Jwks, SecretFileError, Tls, secret_file};

const BEARER: &str = r#"
domains = ["S-1-5-21-1-2-3"]
[bearer]
issuer = "https://issuer.example"
audience = "https://host/certificatemanagement"
jwks = "jwks.json"
"#;

/// What reading a section says.
fn error_of<T: for<'a> Deserialize<'a>>(section: &str) -> String {
    toml::from_str::<T>(section).err().map(|error| error.message().to_owned()).unwrap_or_default()
}

#[test]
fn bearer_tokens_have_defaults_for_all_but_issuer_audience_and_keys() {
    let auth: Auth = toml::from_str(BEARER).unwrap();
    let bearer = auth.bearer.unwrap();
    assert_eq!(auth.domains.len(), 1);
    assert_eq!(bearer.audience, ["https://host/certificatemanagement"]);
    assert_eq!(bearer.jwks, Jwks::File("jwks.json".into()));
    assert_eq!(bearer.refresh, Duration::from_mins(5));
    let claims = bearer.claims;
    assert_eq!([claims.user_sid, claims.user_guid, claims.name], ["primarysid", "objectguid", "upn"]);
    assert_eq!(claims.group_sids, ["groupsid"]);
}

#[test]
fn an_audience_is_one_text_or_several_but_not_none() {
    let several = BEARER.replace("\"https://host/certificatemanagement\"", "[\"a\", \"b\"]");
    assert_eq!(toml::from_str::<Auth>(&several).unwrap().bearer.unwrap().audience, ["a", "b"]);
    for none in ["[]", "\"\"", "[\"a\", \"\"]"] {
        let section = BEARER.replace("\"https://host/certificatemanagement\"", none);
        assert_eq!(error_of::<Auth>(&section), "an audience is missing", "{none}");
    }
}

#[test]
fn members_that_are_not_known_are_refused() {
    assert!(error_of::<Auth>(&format!("{BEARER}\nissuers = []")).starts_with("unknown field `issuers`"));
    assert!(error_of::<Auth>(&format!("{BEARER}\n[bearer.claims]\nemail = \"email\"")).starts_with("unknown field `email`"));
    assert!(error_of::<Tls>("certificate = \"a\"\nkey = \"b\"\nca = \"c\"").starts_with("unknown field `ca`"));
}

#[test]
fn a_domain_is_a_sid_of_the_domain_form() {
    for bad in
        ["S-1-5-21-1-2", "S-1-5-21-1-2-3-4", "S-1-5-32-1-2-3", "S-1-1-21-1-2-3", "S-1-5-21", "S-1-5-21-1-2-4294967296", "DA", ""]
    {
        let error = error_of::<Auth>(&format!("domains = [\"{bad}\"]"));
        assert_eq!(error, format!("`{bad}` is not the SID of a domain, which is S-1-5-21 and three more numbers"));
    }
}

#[test]
fn a_domain_holds_accounts_with_exactly_one_more_number() {
    let sid = |text: &str| text.parse::<aclavis::Sid>().unwrap();
    let domain = "S-1-5-21-1-2-3".parse::<Domain>().unwrap();
    assert!(domain.holds(&sid("S-1-5-21-1-2-3-1104")));
    for other in ["S-1-5-21-1-2-3", "S-1-5-21-1-2-3-4-5", "S-1-5-21-1-2-4-1104", "S-1-1-21-1-2-3-1104", "S-1-5-32-544"] {
        assert!(!domain.holds(&sid(other)), "{other}");
    }
}

#[test]
fn keys_come_from_files_https_or_this_host() {
    let parse = |text: &str| Jwks::try_from(text.to_owned()).map_err(|error| error.to_string());
    for good in ["https://issuer/keys", "http://localhost:8080/keys", "http://127.0.0.1/keys", "http://[::1]:80/keys"] {
        assert!(matches!(parse(good), Ok(Jwks::Url(_))), "{good}");
    }
    for (bad, why) in [
        ("http://issuer/keys", "a key set comes from a file or over https, or over http from this host"),
        ("http://127.0.0.1.example/keys", "a key set comes from a file or over https, or over http from this host"),
        ("file:///keys", "a key set comes from a file or over https, or over http from this host"),
        ("https://name:secret@issuer/keys", "the URL of a key set has no name and no password in it"),
        ("https://", "a key set is a path or a URL"),
        ("", "a key set is a path or a URL"),
    ] {
        assert_eq!(parse(bad), Err(why.to_owned()), "{bad}");
    }
    assert_eq!(parse("https://issuer/keys?code=secret").unwrap().to_string(), "https://issuer/keys");
}

#[test]
fn durations_are_text_and_not_zero() {
    let refresh = |text: &str| error_of::<Auth>(&BEARER.replace("jwks =", &format!("refresh = \"{text}\"\njwks =")));
    assert_eq!(refresh("10s"), "");
    assert_eq!(refresh("30m"), "");
    assert_eq!(refresh("9s"), "a key set is refreshed every 10s to 30m");
    assert_eq!(refresh("31m"), "a key set is refreshed every 10s to 30m");
    assert_eq!(refresh("0s"), "no time at all is no span of time");
    assert_eq!(refresh("soon"), "`soon` is no span of time: expected number at 0");
}

#[test]
fn a_client_must_have_a_certificate_where_it_cannot_have_a_token() {
    let tls: Tls = toml::from_str("certificate = \"a\"\nkey = \"b\"").unwrap();
    assert_eq!(tls.reload, Duration::from_secs(30));
    assert_eq!(tls.client_certificate(true), ClientCertificate::Optional);
    assert_eq!(tls.client_certificate(false), ClientCertificate::Required);
    let tls: Tls = toml::from_str("certificate = \"a\"\nkey = \"b\"\nclient_certificate = \"optional\"").unwrap();
    assert_eq!(tls.client_certificate(false), ClientCertificate::Optional);
}

#[cfg(unix)]
#[test]
fn a_secret_file_is_for_its_owner_only() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    fs::write(&path, b"secret").unwrap();
    for mode in [0o640, 0o604, 0o620, 0o601, 0o644] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let error = secret_file(&path).unwrap_err().to_string();
        assert_eq!(error, format!("`{}` is open to others than its owner: chmod 600", path.display()), "{mode:o}");
    }
    for mode in [0o600, 0o400] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        assert_eq!(secret_file(&path).unwrap().as_slice(), b"secret");
    }
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    fs::write(&path, vec![0; (64 << 10) + 1]).unwrap();
    assert!(matches!(secret_file(&path), Err(SecretFileError::TooLong { .. })));
}

#[test]
fn the_example_for_a_deployment_says_what_holds_without_it() {
    let text = include_str!("../../../../deploy/aclavis.toml");
    let example: Config = toml::from_str(text).unwrap();
    example.check().unwrap();
    let Config { admin, directory, permissions, abandon, lock, limits, log, .. } = &example;
    let default = Config::default();
    assert_eq!(format!("{directory:?} {permissions:?}"), format!("{:?} {:?}", default.directory, default.permissions));
    assert_eq!(
        format!("{abandon:?} {lock:?} {limits:?}"),
        format!("{:?} {:?} {:?}", default.abandon, default.lock, default.limits)
    );
    assert_eq!(format!("{admin:?} {log:?}"), format!("{:?} {:?}", default.admin, default.log));
    let (listen, is_enabled) = (default.api.listen, default.api.enabled);
    assert_eq!((example.api.listen, example.api.enabled, is_enabled), (listen, true, false));

    let with_all: String = text.lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).skip(1).collect();
    let with_all: Config = toml::from_str(&with_all).unwrap();
    let tls = with_all.tls.unwrap();
    assert_eq!((tls.reload, tls.client_crl.len()), (Duration::from_secs(30), 1));
}

#[test]
fn a_configuration_that_cannot_work_is_refused() {
    let text = include_str!("../../../../deploy/aclavis.toml");
    for (from, to, message) in [
        ("127.0.0.1:9464", "127.0.0.1:8443", "`api.listen` and `admin.listen` are the same address"),
        ("system = \"\"", "system = \"a\\n\"", "`secrets.system` has more than 256 bytes, or control characters"),
        ("answers = 10", "answers = 0", "`lock.answers` is zero: nobody would ever get an answer"),
        ("body = 65536", "body = 1023", "`limits.body` is below 1024 bytes: hardly any request would fit"),
        (
            "issuer = \"https://adfs.example/adfs\"",
            "issuer = \"\"",
            "`auth.bearer.issuer` or `auth.bearer.audience` is empty: tokens of anybody would do",
        ),
    ] {
        assert!(text.contains(from), "{from}");
        let config: Config = toml::from_str(&text.replacen(from, to, 1)).unwrap();
        assert_eq!(config.check().unwrap_err().to_string(), message);
    }
    for (from, to) in
        [("readers = 4", "readers = 0"), ("readers = 4", "readers = 4000000000"), ("window = \"15m\"", "window = \"0s\"")]
    {
        assert!(text.contains(from) && toml::from_str::<Config>(&text.replacen(from, to, 1)).is_err(), "{to}");
    }
}
