//! `Idempotency-Key`: a request is not made twice.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{ALICE, Answer, BOB, Client, Engine, OUTSIDER, Site, TEMPLATE};

tests![
    the_same_key_makes_one_request,
    another_body_is_refused,
    a_key_belongs_to_its_principal,
    a_key_is_remembered_for_a_day,
    a_repeat_needs_the_permission_too,
    a_key_must_be_plain,
];

async fn post(client: &Client, key: &str, body: &Value) -> Answer {
    let call = client.call(&Method::POST, "/CertificateManagement/api/v1.0/requests").header("idempotency-key", key);
    client.answer(call.header("content-type", "application/json").body(body.to_string())).await
}

fn body() -> Value {
    json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"})
}

async fn count(site: &Site) -> i64 {
    site.database.number("SELECT COUNT(*) FROM requests").await
}

async fn the_same_key_makes_one_request(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let first = post(&alice, "key-1", &body()).await;
    let id = first.made("requests");
    let records = site.audit().await.len();
    for _ in 0..3 {
        assert_eq!(post(&alice, "key-1", &body()).await.made("requests"), id);
    }
    assert_eq!((count(&site).await, site.audit().await.len()), (1, records));
    // A request that has ended is still the same.
    alice.end(&id, "Completed").await.ok();
    assert_eq!(post(&alice, "key-1", &body()).await.made("requests"), id);
    assert_ne!(post(&alice, "key-2", &body()).await.made("requests"), id);
    assert_ne!(alice.enrol().await, id);
    assert_eq!(count(&site).await, 3);
}

async fn another_body_is_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    post(&alice, "key-1", &body()).await.made("requests");
    let mut other = body();
    other["comment"] = "another".into();
    let message = "another request was made with this Idempotency-Key";
    post(&alice, "key-1", &other).await.is_problem(409, "idempotency-key", message);
    assert_eq!(count(&site).await, 1);
}

async fn a_key_belongs_to_its_principal(engine: Engine) {
    let site = Site::start(engine).await;
    let one = post(&site.by(ALICE), "key-1", &body()).await.made("requests");
    let other = post(&site.by(BOB), "key-1", &body()).await.made("requests");
    assert_ne!(one, other);
}

async fn a_key_is_remembered_for_a_day(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let id = post(&alice, "key-1", &body()).await.made("requests");
    let lasts = "SELECT k.expires - r.submitted FROM idempotency_keys k JOIN requests r ON r.uuid = k.request_uuid";
    assert_eq!(site.database.number(lasts).await, 24 * 60 * 60 * 10_000_000);
    // A day passes, but for a minute; and that minute.
    site.database.execute("UPDATE idempotency_keys SET expires = expires - 863400000000").await;
    assert_eq!(post(&alice, "key-1", &body()).await.made("requests"), id);
    site.database.execute("UPDATE idempotency_keys SET expires = expires - 600000000").await;
    let next = post(&alice, "key-1", &body()).await.made("requests");
    assert_ne!(next, id);
    assert_eq!(post(&alice, "key-1", &body()).await.made("requests"), next);
}

async fn a_repeat_needs_the_permission_too(engine: Engine) {
    let site = Site::start(engine).await;
    post(&site.by(ALICE), "key-1", &body()).await.made("requests");
    post(&site.by(OUTSIDER), "key-1", &body()).await.lacks("Enroll");
    site.change_template(&json!({"SecurityDescriptor": "O:BAD:(A;;LCRC;;;BA)"})).await;
    post(&site.by(ALICE), "key-1", &body()).await.lacks("Enroll");
}

async fn a_key_must_be_plain(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let message = "`Idempotency-Key` must be one of 1 to 128 visible characters";
    for key in ["", "a b", &"x".repeat(129)] {
        post(&alice, key, &body()).await.is_problem(400, "bad-idempotency-key", message);
    }
    post(&alice, &"x".repeat(128), &body()).await.made("requests");
}
