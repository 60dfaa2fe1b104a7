//! What reaches the log and the counters, and what must not.

use serde_json::{Value, json};

use crate::harness::{ALICE, Engine, MANAGER, Site, encoded, logged, uuid};

tests![a_line_names_its_request, the_head_of_the_audit_chain_is_logged, no_secret_is_logged_or_counted];

/// The access line of an answer.
fn line(correlation: &str) -> Value {
    let log = logged();
    let found: Vec<_> = log.lines().filter(|line| line.contains(correlation) && line.contains("aclavis::access")).collect();
    let [line] = found[..] else { panic!("{found:?}") };
    serde_json::from_str(line).unwrap()
}

async fn a_line_names_its_request(engine: Engine) {
    let site = Site::start(engine).await;
    let answer = site.by(ALICE).get(&format!("/requests/{}", uuid(1))).await;
    let fields = line(answer.correlation())["fields"].clone();
    assert_eq!((&fields["status"], &fields["principal"]), (&json!(204), &json!(ALICE.sid())));
    assert_eq!(fields["route"], "/certificatemanagement/api/v1.0/requests/{request}");
    let refused = site.by(ALICE).get("/requests/1").await;
    assert_eq!(line(refused.correlation())["fields"]["code"], "bad-guid");
}

async fn the_head_of_the_audit_chain_is_logged(engine: Engine) {
    let site = Site::start(engine).await;
    site.by(ALICE).enrol().await;
    let (config, _database, _folder) = site.stop().await;
    let auditor = aclavis_server::Auditor::open(&config).await.unwrap();
    let report = auditor.verify(None, &mut |_| ()).await.unwrap();
    let log = logged();
    let expected = format!("\"message\":\"the audit chain ends here\",\"head\":\"{}\"", report.head());
    assert!(log.contains(&expected), "{expected}");
}

async fn no_secret_is_logged_or_counted(engine: Engine) {
    let site = Site::start(engine).await;
    let default = match engine {
        Engine::Sqlite => "5A".repeat(24),
        Engine::Postgres => "5B".repeat(24),
    };
    let with = json!({"UserPinOption": "ServerDistributed", "PinLength": 16, "DefaultAdminKeyHex": default});
    site.change_template(&with).await;
    let alice = site.by(ALICE);
    // Nobody else's: no other test has them.
    let (card_id, atr, challenge) = ("5ec2e700-1234-4000-8000-00005ec2e701", "3b87800161636c6176697365", "c2VjcmV0Pz8=");
    let request = alice.enrol().await;
    let body = json!({"requestid": request, "cardid": card_id, "atr": atr});
    let card = alice.post("/smartcards", &body).await.made("smartcards");
    let mut secrets = vec![default.clone(), default.to_lowercase(), challenge.to_owned(), encoded(challenge)];
    secrets.extend([card_id.to_owned(), atr.to_owned()]);
    secrets.push(alice.key(&request, &card).await.text());
    for own in [false, true] {
        secrets.push(alice.respond(&request, &card, card_id, challenge, own).await.text());
    }
    let query = format!("challenge={}&cardid={card_id}&atr={atr}", encoded(challenge));
    secrets.push(alice.get(&format!("/smartcards/{card}/serverproposedpin?{query}")).await.text());
    site.by(MANAGER).get(&format!("/requests/{request}/pin")).await.text();
    alice.get(&format!("/profiletemplates/{}/configuration/smartcards", crate::harness::TEMPLATE)).await.ok();
    alice.get(&format!("/smartcards?cardid={card_id}")).await.ok();
    secrets.push(ALICE.token());
    let (log, metrics) = (logged(), site.of_admin("/metrics").await.body);
    assert!(log.contains("serverproposedpin") && metrics.contains("serverproposedpin"));
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is logged");
        assert!(!metrics.contains(&secret), "{secret} is counted");
    }
}
