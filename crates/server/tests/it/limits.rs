//! Limits: rates, and the lock of secrets.

use std::time::Duration;

use aclavis_server::config::Rate;
use serde_json::json;

use crate::harness::{AGENT, ALICE, BOB, CARD_ID, CHALLENGE, Engine, OTHER_CARD_ID, Site, uuid};

tests![
    the_eleventh_answer_is_locked,
    all_secrets_of_a_card_count_together,
    the_lock_is_of_one_principal_and_one_card,
    the_lock_is_recorded,
    an_administrator_unlocks_the_card,
    an_administrator_unlocks_one_principal,
    the_lock_ends_by_itself,
    old_answers_do_not_count,
    refusals_do_not_count,
    a_principal_has_a_rate,
    a_peer_has_a_rate_before_authentication,
];

async fn locking(engine: Engine, answers: usize) -> Site {
    let site = Site::start_with(engine, |config| config.lock.answers = answers).await;
    site.change_template(&json!({"UserPinOption": "CustomServerDistributed"})).await;
    site
}

const LOCKED: &str = "too many secrets of this smart card were asked for; an administrator can unlock it";

async fn the_eleventh_answer_is_locked(engine: Engine) {
    let site = Site::start(engine).await;
    assert_eq!((site.config.lock.answers, site.config.lock.window), (10, Duration::from_mins(15)));
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    for _ in 0..10 {
        alice.key(&request, &card).await.text();
    }
    let locked = alice.key(&request, &card).await;
    locked.is_problem(423, "locked", LOCKED);
    assert_eq!(locked.header("retry-after"), Some("3600"));
    // Nothing else is locked.
    alice.get(&format!("/smartcards/{card}")).await.ok();
    alice.end(&request, "Completed").await.ok();
}

async fn all_secrets_of_a_card_count_together(engine: Engine) {
    let site = locking(engine, 3).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    alice.key(&request, &card).await.text();
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.text();
    alice.pin(&request, &card, CHALLENGE).await.text();
    for answer in [
        alice.key(&request, &card).await,
        alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await,
        alice.pin(&request, &card, CHALLENGE).await,
        alice.get(&format!("/smartcards/{card}/serverproposedpin?challenge=AAECAwQFBgc%3D")).await,
    ] {
        answer.is_problem(423, "locked", LOCKED);
    }
}

async fn the_lock_is_of_one_principal_and_one_card(engine: Engine) {
    let site = locking(engine, 1).await;
    let everybody = "O:{originator}D:(A;;LCDCRC;;;AU)";
    site.change_template(&json!({"RequestSecurityDescriptor": everybody})).await;
    let (alice, agent) = (site.by(ALICE), site.by(AGENT));
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let (other_request, other_card) = alice.enrol_with(OTHER_CARD_ID).await;
    alice.key(&request, &card).await.text();
    alice.key(&request, &card).await.problem(423, "locked");
    agent.key(&request, &card).await.text();
    alice.key(&other_request, &other_card).await.text();
}

async fn the_lock_is_recorded(engine: Engine) {
    let site = locking(engine, 1).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    alice.key(&request, &card).await.text();
    let first = alice.key(&request, &card).await;
    let records = site.records(first.correlation()).await;
    let seen: Vec<_> = records.iter().map(|record| (&record["Action"], &record["Outcome"])).collect();
    assert_eq!(seen, [(&json!("smartcard.lock"), &json!("done")), (&json!("secret.key"), &json!("locked"))]);
    assert_eq!(records[0]["Detail"]["change"]["answers"], 1);
    let again = alice.key(&request, &card).await;
    let records = site.records(again.correlation()).await;
    assert_eq!((records.len(), &records[0]["Outcome"]), (1, &json!("locked")));
    site.is_whole().await;
}

async fn an_administrator_unlocks_the_card(engine: Engine) {
    let site = locking(engine, 1).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    alice.key(&request, &card).await.text();
    alice.key(&request, &card).await.problem(423, "locked");
    let before = site.audit().await.len();
    assert_eq!(site.admin.unlock(card.parse().unwrap(), None).await.unwrap(), 1);
    let audit = site.audit().await;
    assert_eq!((audit.len(), &audit[before]["Action"]), (before + 1, &json!("smartcard.unlock")));
    assert_eq!((&audit[before]["SmartcardUuid"], &audit[before]["Actor"]), (&json!(card), &json!("admin:tests")));
    alice.key(&request, &card).await.text();
    alice.key(&request, &card).await.problem(423, "locked");
    assert!(site.admin.unlock(uuid(1).parse().unwrap(), None).await.is_err());
}

async fn an_administrator_unlocks_one_principal(engine: Engine) {
    let site = locking(engine, 1).await;
    site.change_template(&json!({"RequestSecurityDescriptor": "O:{originator}D:(A;;LCDCRC;;;AU)"})).await;
    let (alice, agent) = (site.by(ALICE), site.by(AGENT));
    let (request, card) = alice.enrol_with(CARD_ID).await;
    for client in [&alice, &agent] {
        client.key(&request, &card).await.text();
        client.key(&request, &card).await.problem(423, "locked");
    }
    assert_eq!(site.admin.unlock(card.parse().unwrap(), Some(AGENT.sid())).await.unwrap(), 1);
    agent.key(&request, &card).await.text();
    alice.key(&request, &card).await.problem(423, "locked");
    assert_eq!(site.admin.unlock(card.parse().unwrap(), Some(BOB.sid())).await.unwrap(), 0);
}

async fn the_lock_ends_by_itself(engine: Engine) {
    let site = locking(engine, 1).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    alice.key(&request, &card).await.text();
    alice.key(&request, &card).await.problem(423, "locked");
    // An hour and a second pass, in ticks of 100 ns.
    assert_eq!(site.database.execute("UPDATE secret_answers SET locked_until = locked_until - 36010000000").await, 1);
    alice.key(&request, &card).await.text();
    alice.key(&request, &card).await.problem(423, "locked");
}

async fn old_answers_do_not_count(engine: Engine) {
    let site = locking(engine, 2).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    alice.key(&request, &card).await.text();
    alice.key(&request, &card).await.text();
    // The first of them is now older than 15 minutes.
    let times = site.database.texts("SELECT times FROM secret_answers").await;
    let times: Vec<i64> = serde_json::from_str(&times[0]).unwrap();
    let aged = json!([times[0] - 9_000_000_001_i64, times[1]]).to_string();
    site.database.execute(&format!("UPDATE secret_answers SET times = '{aged}'")).await;
    alice.key(&request, &card).await.text();
    alice.key(&request, &card).await.problem(423, "locked");
}

async fn refusals_do_not_count(engine: Engine) {
    let site = locking(engine, 1).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    for _ in 0..3 {
        site.by(BOB).key(&request, &card).await.lacks("Execute");
        alice.respond(&request, &card, OTHER_CARD_ID, CHALLENGE, false).await.problem(409, "card-mismatch");
        alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await.problem(409, "no-such-key");
        alice.respond(&request, &card, CARD_ID, "AAECAwQFBgcICQoLDA0ODw==", false).await.problem(400, "challenge-length");
    }
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.text();
}

async fn a_principal_has_a_rate(engine: Engine) {
    let one = Rate { per_second: 1, burst: 1 };
    let site = Site::start_with(engine, |config| config.limits.principal = one).await;
    let alice = site.by(ALICE);
    let mut refused = None;
    for _ in 0..1000 {
        let answer = alice.get("/profiletemplates").await;
        if answer.status != 200 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.unwrap();
    refused.is_problem(429, "too-many-requests", "too many requests");
    assert_eq!(refused.header("retry-after"), Some("1"));
    // Others have their own.
    site.by(BOB).get("/profiletemplates").await.ok();
}

async fn a_peer_has_a_rate_before_authentication(engine: Engine) {
    let one = Rate { per_second: 1, burst: 1 };
    let site = Site::start_with(engine, |config| {
        config.limits.peer = one;
        config.api.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let stranger = site.stranger();
    let ask = async |address: &str| {
        let call = stranger.call(&reqwest::Method::GET, "/CertificateManagement/api/v1.0/requests");
        stranger.answer(call.header("x-forwarded-for", address)).await
    };
    let mut refused = None;
    for _ in 0..1000 {
        let answer = ask("192.0.2.1").await;
        if answer.status != 401 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.unwrap();
    refused.is_problem(429, "too-many-requests", "too many requests");
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert_eq!(refused.header("www-authenticate"), None);
    ask("192.0.2.2").await.problem(401, "no-credentials");
}
