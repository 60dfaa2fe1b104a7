//! What is read from claims.

use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::mint::{NOW_SECONDS, auth, claims, claims_with, code, issued, now, verifier};
use crate::auth::bearer::{BearerVerifier, Verified};

fn verified(verifier: &BearerVerifier, claims: &Value) -> Arc<Verified> {
    verifier.verify(&issued(claims), now()).unwrap()
}

fn sids(verified: &Verified) -> Vec<String> {
    verified.group_sids.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_token_says_who_calls() {
    let verifier = verifier().await;
    let mut claims = claims();
    for (name, value) in [
        ("upn", json!("user@example")),
        ("primarysid", json!("S-1-5-21-1-2-3-1104")),
        ("groupsid", json!(["S-1-5-21-1-2-3-513", "S-1-5-21-7-8-9-600"])),
        ("objectguid", json!("BC88F13F-83ba-4037-8262-46eba1291c6e")),
    ] {
        claims.as_object_mut().unwrap().insert(name.to_owned(), value);
    }
    let verified = verified(&verifier, &claims);
    assert_eq!(verified.subject.as_deref(), Some("subject"));
    assert_eq!(verified.name.as_deref(), Some("user@example"));
    assert_eq!(verified.user_sid.unwrap().to_string(), "S-1-5-21-1-2-3-1104");
    assert_eq!(sids(&verified), ["S-1-5-21-1-2-3-513", "S-1-5-21-7-8-9-600"]);
    assert_eq!(verified.user_guid.unwrap().to_string(), "bc88f13f-83ba-4037-8262-46eba1291c6e");
    assert_eq!(verified.expires.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs(), NOW_SECONDS + 600);
    assert_eq!(verified.dropped, 0);
}

#[tokio::test]
async fn claims_may_be_absent() {
    let verified = verified(&verifier().await, &claims_with("sub", Value::Null));
    assert_eq!((&verified.subject, &verified.name, verified.user_sid, verified.user_guid), (&None, &None, None, None));
    assert!(verified.group_sids.is_empty());
}

#[tokio::test]
async fn groups_of_other_domains_and_odd_sids_are_dropped_and_counted() {
    let odd = [
        "S-1-5-21-1-2-4-513",
        "S-1-5-21-1-2-3",
        "S-1-5-21-1-2-3-4-5",
        "S-1-5-32-544",
        "S-1-5-18",
        "S-1-1-0",
        "BA",
        "",
        "S-1-5-21-1-2-3-",
        "S-1-5-21-1-2-3-99999999999",
        "no SID",
    ];
    let mut groups = odd.to_vec();
    groups.push("S-1-5-21-1-2-3-513");
    let verified = verified(&verifier().await, &claims_with("groupsid", json!(groups)));
    assert_eq!(sids(&verified), ["S-1-5-21-1-2-3-513"]);
    assert_eq!(verified.dropped, odd.len());
}

#[tokio::test]
async fn a_user_of_another_domain_is_nobody() {
    let verifier = verifier().await;
    for other in ["S-1-5-21-1-2-4-1104", "S-1-5-18", "S-1-5-21-1-2-3", "SY"] {
        let verified = verified(&verifier, &claims_with("primarysid", json!(other)));
        assert_eq!((verified.user_sid, verified.dropped), (None, 1), "{other}");
    }
}

#[tokio::test]
async fn a_token_names_one_user() {
    let verifier = verifier().await;
    let user = |value: Value| code(&verifier, &issued(&claims_with("primarysid", value)));
    assert_eq!(user(json!(["S-1-5-21-1-2-3-1104"])), "verified");
    assert_eq!(user(json!(["S-1-5-21-1-2-3-1104", "S-1-5-21-1-2-3-1105"])), "bad-claims");
}

#[tokio::test]
async fn claims_of_the_wrong_type_are_refused() {
    let verifier = verifier().await;
    let of = |name: &str, text: &str| code(&verifier, &issued(&claims_with(name, serde_json::from_str(text).unwrap())));
    for bad in ["1", "true", "{}", "[1]", "[null]", "[[\"S-1-5-21-1-2-3-4\"]]"] {
        for name in ["primarysid", "groupsid"] {
            assert_eq!(of(name, bad), "bad-claims", "{name} {bad}");
        }
    }
    for bad in ["1", "false", "[\"a\"]", "{}"] {
        for name in ["sub", "upn", "objectguid"] {
            assert_eq!(of(name, bad), "bad-claims", "{name} {bad}");
        }
    }
    let mut nothing = claims();
    nothing.as_object_mut().unwrap().insert("primarysid".to_owned(), Value::Null);
    assert_eq!(code(&verifier, &issued(&nothing)), "bad-claims");
}

#[tokio::test]
async fn a_thousand_groups_are_read_and_no_more() {
    let verifier = verifier().await;
    let groups = |count: usize| code(&verifier, &issued(&claims_with("groupsid", json!(vec![""; count]))));
    assert_eq!(groups(1_000), "verified");
    assert_eq!(groups(1_001), "bad-claims");
}

#[tokio::test]
async fn a_guid_is_its_text_or_base64_of_its_binary_form() {
    let verifier = verifier().await;
    let binary = aclavis::Guid::to_bytes("bc88f13f-83ba-4037-8262-46eba1291c6e".parse().unwrap());
    assert!(binary.starts_with(&[0x3f, 0xf1, 0x88, 0xbc]));
    let verified = verified(&verifier, &claims_with("objectguid", json!(BASE64_STANDARD.encode(binary))));
    assert_eq!(verified.user_guid.unwrap().to_string(), "bc88f13f-83ba-4037-8262-46eba1291c6e");
    let bad = [
        String::new(),
        "{bc88f13f-83ba-4037-8262-46eba1291c6e}".to_owned(),
        "bc88f13f83ba4037826246eba1291c6e".to_owned(),
        "00000000-0000-0000-0000-000000000000".to_owned(),
        BASE64_STANDARD.encode([0; 16]),
        BASE64_STANDARD.encode([1; 15]),
        BASE64_STANDARD.encode([1; 17]),
    ];
    for bad in bad {
        assert_eq!(code(&verifier, &issued(&claims_with("objectguid", json!(bad)))), "bad-claims", "{bad}");
    }
}

#[tokio::test]
async fn claims_are_called_as_configured() {
    let folder = tempfile::tempdir().unwrap();
    let auth = auth();
    let mut bearer = auth.bearer.unwrap();
    let keys = folder.path().join("jwks.json");
    std::fs::write(&keys, super::mint::KEYS.jwks().to_string()).unwrap();
    bearer.jwks = crate::config::Jwks::File(keys);
    bearer.claims =
        toml::from_str("user_sid = \"http://schemas.example/sid\"\ngroup_sids = [\"a\", \"b\"]\nname = \"cn\"").unwrap();
    let verifier = BearerVerifier::start(&bearer, &auth.domains, now()).await.unwrap();
    let mut claims = claims();
    for (name, value) in [
        ("http://schemas.example/sid", "S-1-5-21-1-2-3-1104"),
        ("a", "S-1-5-21-1-2-3-1"),
        ("b", "S-1-5-21-1-2-3-2"),
        ("groupsid", "S-1-5-21-1-2-3-3"),
        ("cn", "Name"),
    ] {
        claims.as_object_mut().unwrap().insert(name.to_owned(), json!(value));
    }
    let verified = verified(&verifier, &claims);
    assert_eq!(sids(&verified), ["S-1-5-21-1-2-3-1", "S-1-5-21-1-2-3-2"]);
    assert!(verified.user_sid.is_some());
    assert_eq!(verified.name.as_deref(), Some("Name"));
}
