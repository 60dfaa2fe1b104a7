//! Keys from files and over HTTP, read again.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use http::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::mint::{KEYS, NOW_SECONDS, Signer, after, claims, claims_with, code_at, issued, now, token, verifier_at};
use crate::auth::bearer::{BearerVerifier, Unverified};
use crate::config::Jwks;

/// An issuer on this host.
#[derive(Clone)]
struct Issuer {
    document: Arc<Mutex<(StatusCode, String)>>,
    asked: Arc<AtomicUsize>,
    address: SocketAddr,
}

impl Issuer {
    async fn start(keys: Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = Self { document: Arc::default(), asked: Arc::default(), address: listener.local_addr().unwrap() };
        issuer.answer(&keys);
        let answering = issuer.clone();
        let app = Router::new().fallback(move || async move {
            answering.asked.fetch_add(1, Ordering::SeqCst);
            let (status, document) = answering.document.lock().unwrap().clone();
            (status, [(LOCATION, "/elsewhere")], document).into_response()
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        issuer
    }

    fn answer(&self, keys: &Value) {
        self.answer_with(StatusCode::OK, json!({"keys": keys}).to_string());
    }

    fn answer_with(&self, status: StatusCode, document: String) {
        *self.document.lock().unwrap() = (status, document);
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn url(&self) -> Jwks {
        Jwks::try_from(format!("http://{}/keys?code=secret", self.address)).unwrap()
    }
}

async fn code_of(verifier: &BearerVerifier, token: &str, later: Duration) -> &'static str {
    verifier.authenticate(token, after(later)).await.map_or_else(Unverified::code, |_| "verified")
}

#[tokio::test]
async fn an_unknown_key_refreshes_the_keys_but_not_too_often() {
    let issuer = Issuer::start(json!([KEYS.ec_jwk()])).await;
    let verifier = verifier_at(issuer.url()).await.unwrap();
    let ec = issued(&claims());
    let ed = token(&json!({"alg": "EdDSA", "kid": "ed"}), &claims(), Signer::EdDsa);
    assert_eq!(code_of(&verifier, &ec, Duration::ZERO).await, "verified");
    assert_eq!(issuer.asked(), 1);
    assert_eq!(code_of(&verifier, &ed, Duration::ZERO).await, "unknown-key");
    assert_eq!(issuer.asked(), 2);
    issuer.answer(&json!([KEYS.ed_jwk()]));
    for seconds in [0, 1, 29] {
        assert_eq!(code_of(&verifier, &ed, Duration::from_secs(seconds)).await, "unknown-key");
    }
    assert_eq!(issuer.asked(), 2);
    assert_eq!(code_of(&verifier, &ed, Duration::from_secs(30)).await, "verified");
    assert_eq!(issuer.asked(), 3);
    assert_eq!(code_of(&verifier, &ec, Duration::from_secs(31)).await, "unknown-key");
    assert_eq!(issuer.asked(), 3);
}

#[tokio::test]
async fn many_tokens_with_a_new_key_cause_one_refresh() {
    let issuer = Issuer::start(json!([KEYS.ec_jwk()])).await;
    let verifier = Arc::new(verifier_at(issuer.url()).await.unwrap());
    issuer.answer(&json!([KEYS.ed_jwk()]));
    let calls: Vec<_> = (0..20_u64)
        .map(|number| {
            let verifier = Arc::clone(&verifier);
            let token = token(&json!({"alg": "EdDSA", "kid": "ed"}), &claims_with("jti", json!(number)), Signer::EdDsa);
            tokio::spawn(async move { code_of(&verifier, &token, Duration::from_millis(20 - number)).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), "verified");
    }
    assert_eq!(issuer.asked(), 2);
}

#[tokio::test]
async fn keys_that_cannot_be_refreshed_serve_for_an_hour() {
    let issuer = Issuer::start(json!([KEYS.ec_jwk()])).await;
    let verifier = verifier_at(issuer.url()).await.unwrap();
    let token = issued(&claims_with("exp", json!(NOW_SECONDS + 99_999)));
    let hour = Duration::from_hours(1);
    for (status, document) in [
        (StatusCode::INTERNAL_SERVER_ERROR, KEYS.jwks().to_string()),
        (StatusCode::FOUND, String::new()),
        (StatusCode::OK, "<html>".to_owned()),
        (StatusCode::OK, json!({"keys": []}).to_string()),
        (StatusCode::OK, format!("{}{}", KEYS.jwks(), " ".repeat(1 << 20))),
    ] {
        issuer.answer_with(status, document);
        verifier.refresh(now() + Duration::from_mins(30)).await;
        assert_eq!(code_at(&verifier, &token, now() + hour), "verified");
        assert_eq!(code_at(&verifier, &token, now() + hour + Duration::from_secs(1)), "keys-unavailable");
    }
    assert_eq!(issuer.asked(), 6, "redirects are not followed");
    issuer.answer(&json!([KEYS.ec_jwk()]));
    verifier.refresh(now() + hour * 2).await;
    assert_eq!(code_at(&verifier, &token, now() + hour * 3), "verified");
}

#[tokio::test]
async fn without_keys_there_is_no_start() {
    let issuer = Issuer::start(json!([])).await;
    let place = format!("keys from `http://{}/keys`", issuer.address);
    for (status, document, why) in [
        (StatusCode::OK, json!({"keys": []}).to_string(), "no key of the key set can be used"),
        (StatusCode::FOUND, String::new(), "the server answered 302 Found"),
        (StatusCode::OK, " ".repeat((1 << 20) + 1), "it is longer than 1 MiB"),
    ] {
        issuer.answer_with(status, document);
        assert_eq!(verifier_at(issuer.url()).await.err().unwrap(), format!("{place}: {why}"));
    }
    let nobody = Jwks::try_from("http://127.0.0.1:1/keys?code=secret".to_owned()).unwrap();
    let error = verifier_at(nobody).await.err().unwrap();
    assert!(error.starts_with("keys from `http://127.0.0.1:1/keys`: the server does not answer: "), "{error}");
    assert!(!error.contains("secret"), "{error}");
    let error = verifier_at(Jwks::File("missing.json".into())).await.err().unwrap();
    assert!(error.starts_with("keys from `missing.json`: the file cannot be read: "), "{error}");
}

#[tokio::test(start_paused = true)]
async fn keys_of_a_file_are_refreshed_from_time_to_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jwks.json");
    std::fs::write(&path, json!({"keys": [KEYS.ec_jwk()]}).to_string()).unwrap();
    let verifier = Arc::new(verifier_at(Jwks::File(path.clone())).await.unwrap());
    let token = token(&json!({"alg": "EdDSA", "kid": "ed"}), &claims_with("nbf", Value::Null), Signer::EdDsa);
    assert_eq!(code_at(&verifier, &token, SystemTime::now()), "unknown-key");
    let fresh = Arc::clone(&verifier);
    let task = tokio::spawn(async move { fresh.keep_fresh().await });
    std::fs::write(&path, json!({"keys": [KEYS.ed_jwk()]}).to_string()).unwrap();
    tokio::time::sleep(Duration::from_mins(4)).await;
    assert_eq!(code_at(&verifier, &token, SystemTime::now()), "unknown-key");
    tokio::time::sleep(Duration::from_mins(2)).await;
    assert_eq!(code_at(&verifier, &token, SystemTime::now()), "verified");
    task.abort();
}
