//! Requests that need approval.

use serde_json::json;

use crate::harness::{ALICE, CARD_ID, CHALLENGE, Engine, Site, request, uuid};

tests![
    a_request_waits_for_approval,
    approval_lets_it_be_executed,
    a_denied_request_ends,
    only_pending_requests_are_decided,
    a_decision_is_recorded_once,
];

/// A request that waits.
async fn pending(site: &Site) -> String {
    site.change_template(&json!({"AutoApprove": false})).await;
    site.by(ALICE).enrol().await
}

async fn a_request_waits_for_approval(engine: Engine) {
    let site = Site::start(engine).await;
    let id = pending(&site).await;
    let alice = site.by(ALICE);
    assert_eq!(alice.get(&format!("/requests/{id}")).await.ok()["Status"], 16);
    alice.bind(&id, CARD_ID).await.problem(409, "illegal-state");
    alice.end(&id, "Completed").await.problem(409, "illegal-state");
    alice.end(&id, "Abandoned").await.problem(409, "illegal-state");
    assert_eq!(alice.end(&id, "Canceled").await.ok()["Status"], 17);
}

async fn approval_lets_it_be_executed(engine: Engine) {
    let site = Site::start(engine).await;
    let id = pending(&site).await;
    site.admin.approve(id.parse().unwrap()).await.unwrap();
    let alice = site.by(ALICE);
    assert_eq!(alice.get(&format!("/requests/{id}")).await.ok()["Status"], 3);
    let card = alice.bind(&id, CARD_ID).await.made("smartcards");
    alice.respond(&id, &card, CARD_ID, CHALLENGE, false).await.text();
    assert_eq!(alice.end(&id, "Completed").await.ok()["Status"], 8);
}

async fn a_denied_request_ends(engine: Engine) {
    let site = Site::start(engine).await;
    let id = pending(&site).await;
    site.admin.deny(id.parse().unwrap()).await.unwrap();
    let alice = site.by(ALICE);
    assert_eq!(alice.get(&format!("/requests/{id}")).await.ok()["Status"], 4);
    for end in ["Completed", "Canceled", "Abandoned"] {
        alice.end(&id, end).await.problem(409, "illegal-state");
    }
}

async fn only_pending_requests_are_decided(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, (name, status)) in (1..).zip([("Executing", 18), ("Completed", 8), ("Failed", 9), ("Canceled", 17)]) {
        site.import(&request(&uuid(number), &json!({"Status": status}))).await;
        let id = uuid(number).parse().unwrap();
        let expected = format!("the request is {name}; only a Pending one is approved or denied");
        assert_eq!(site.admin.approve(id).await.unwrap_err().to_string(), expected);
        assert_eq!(site.admin.deny(id).await.unwrap_err().to_string(), expected);
    }
    assert_eq!(site.admin.approve(uuid(9).parse().unwrap()).await.unwrap_err().to_string(), "there is no such object");
}

async fn a_decision_is_recorded_once(engine: Engine) {
    let site = Site::start(engine).await;
    let id = pending(&site).await;
    let before = site.audit().await.len();
    for _ in 0..2 {
        site.admin.approve(id.parse().unwrap()).await.unwrap();
    }
    let records = site.audit().await;
    assert_eq!(records.len(), before + 1);
    let record = records.last().unwrap();
    assert_eq!((&record["Actor"], &record["Action"]), (&json!("admin:tests"), &json!("request.approve")));
    assert_eq!((&record["RequestUuid"], &record["CorrelationId"]), (&json!(id), &json!(crate::harness::EMPTY)));
    assert_eq!(record["Detail"]["change"], json!({"from": "Pending", "to": "Approved"}));
    site.is_whole().await;
}
