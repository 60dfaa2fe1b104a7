//! The audit chain.

use serde_json::{Value, json};

use crate::harness::{ALICE, BOB, CARD_ID, CHALLENGE, EMPTY, Engine, MANAGER, OUTSIDER, Site, TEMPLATE, uuid};

tests![
    an_enrolment_leaves_these_records,
    every_refusal_leaves_one_record,
    reading_leaves_no_record,
    a_record_carries_the_whole_trace,
    no_secret_is_in_a_record,
    a_changed_record_is_found,
    a_missing_record_is_found,
    a_cut_chain_is_found_by_its_head,
    a_forged_head_is_found,
    a_record_before_the_first_is_found,
    an_emptied_chain_is_found_and_not_begun_anew,
    a_chain_that_a_running_service_went_on_with_is_found,
    an_expected_head_before_all_records_is_empty,
    an_export_ends_with_the_last_number_that_there_is,
    the_head_is_a_metric,
];

async fn an_enrolment_leaves_these_records(engine: Engine) {
    let site = Site::start(engine).await;
    site.change_template(&json!({"UserPinOption": "ServerDistributed"})).await;
    let before = site.audit().await.len();
    let alice = site.by(ALICE);
    alice.get("/profiletemplates").await.ok();
    alice.get(&format!("/profiletemplates/{TEMPLATE}/configuration/smartcards")).await.ok();
    let (request, card) = alice.enrol_with(CARD_ID).await;
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.ok();
    alice.key(&request, &card).await.ok();
    alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await.ok();
    alice.pin(&request, &card, CHALLENGE).await.ok();
    site.by(MANAGER).get(&format!("/requests/{request}/pin")).await.ok();
    alice.end(&request, "Completed").await.ok();
    alice.set_card(&request, &card, "Retired").await.ok();
    let records = &site.audit().await[before..];
    let seen: Vec<_> = records.iter().map(|record| [&record["Action"], &record["Actor"], &record["SmartcardUuid"]]).collect();
    let (by_alice, by_manager) = (json!(ALICE.sid()), json!(MANAGER.sid()));
    let (no_card, card) = (json!(EMPTY), json!(card));
    let expected = [
        [&json!("secret.default-key"), &by_alice, &no_card],
        [&json!("request.create"), &by_alice, &no_card],
        [&json!("smartcard.bind"), &by_alice, &card],
        [&json!("secret.response"), &by_alice, &card],
        [&json!("secret.key"), &by_alice, &card],
        [&json!("secret.response"), &by_alice, &card],
        [&json!("secret.pin"), &by_alice, &card],
        [&json!("secret.stored-pin"), &by_manager, &card],
        [&json!("request.complete"), &by_alice, &card],
        [&json!("smartcard.status"), &by_alice, &card],
    ];
    assert_eq!(seen, expected);
    assert!(records[1..].iter().all(|record| record["RequestUuid"] == request.as_str() && record["Outcome"] == "done"));
    site.is_whole().await;
}

async fn every_refusal_leaves_one_record(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    let outsider = site.by(OUTSIDER);
    let place = format!("/requests/{request}/smartcards/{card}");
    for (refused, action, permission) in [
        (outsider.get(&format!("/requests/{request}")).await, "request.read", "Read"),
        (outsider.get(&place).await, "request.read", "Read"),
        (outsider.get(&format!("/profiletemplates/{TEMPLATE}")).await, "template.read", "Read"),
        (outsider.get(&format!("/profiletemplates/{TEMPLATE}/configuration/smartcards")).await, "secret.default-key", "Enroll"),
        (outsider.end(&request, "Completed").await, "request.complete", "Execute"),
        (outsider.end(&request, "Canceled").await, "request.cancel", "Cancel"),
        (outsider.end(&request, "Abandoned").await, "request.abandon", "Abandon"),
        (outsider.set_card(&request, &card, "Retired").await, "smartcard.status", "Execute"),
        (outsider.bind(&request, CARD_ID).await, "smartcard.bind", "Execute"),
        (outsider.key(&request, &card).await, "secret.key", "Execute"),
        (outsider.pin(&request, &card, CHALLENGE).await, "secret.pin", "Execute"),
        (outsider.respond(&request, &card, CARD_ID, CHALLENGE, false).await, "secret.response", "Execute"),
        (outsider.get(&format!("/requests/{request}/pin")).await, "secret.stored-pin", "DistributeSecrets"),
    ] {
        refused.lacks(permission);
        let records = site.records(refused.correlation()).await;
        assert_eq!(records.len(), 1, "{action}");
        let record = &records[0];
        assert_eq!((&record["Action"], &record["Outcome"]), (&json!(action), &json!("not-granted")));
        assert_eq!((&record["Actor"], &record["Detail"]["permission"]), (&json!(OUTSIDER.sid()), &json!(permission)));
        assert!(record["Detail"]["access"].is_object(), "{record}");
    }
    site.is_whole().await;
}

async fn reading_leaves_no_record(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    let before = site.audit().await.len();
    for path in [
        "/requests".to_owned(),
        format!("/requests/{request}"),
        format!("/requests/{request}/smartcards/{card}"),
        format!("/smartcards/{card}"),
        format!("/smartcards?cardid={CARD_ID}"),
        format!("/smartcards/{card}/operations"),
        "/profiletemplates".to_owned(),
        format!("/profiletemplates/{TEMPLATE}"),
    ] {
        site.by(ALICE).get(&path).await.ok();
    }
    site.by(BOB).get(&format!("/smartcards?cardid={CARD_ID}")).await.is_nothing();
    assert_eq!(site.audit().await.len(), before);
}

async fn a_record_carries_the_whole_trace(engine: Engine) {
    let site = Site::start(engine).await;
    let request = site.by(ALICE).enrol().await;
    let ended = site.by(ALICE).end(&request, "Completed").await;
    let record = &site.records(ended.correlation()).await[0];
    let access = &record["Detail"]["access"];
    assert_eq!((&access["decision"], &access["granted"]), (&json!("allow"), &json!("0x4")), "{access}");
    // The trace names the entry that granted it.
    let granting = access["trace"].as_array().unwrap().iter().find(|step| step["verdict"] == "grants").unwrap();
    assert_eq!(granting["ace"], format!("(A;;KW;;;{})", ALICE.sid()));
    assert_eq!(record["MasterVersion"], 1);
    assert_eq!(record["Mac"].as_str().map(str::len), Some(64));
}

async fn no_secret_is_in_a_record(engine: Engine) {
    let site = Site::start(engine).await;
    let long = json!({"UserPinOption": "ServerDistributed", "PinLength": 16, "DefaultAdminKeyHex": "1F".repeat(24)});
    site.change_template(&long).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let mut secrets = vec!["1F".repeat(24), "1f".repeat(24), CHALLENGE.to_owned()];
    alice.get(&format!("/profiletemplates/{TEMPLATE}/configuration/smartcards")).await.ok();
    secrets.push(alice.key(&request, &card).await.text());
    secrets.push(alice.pin(&request, &card, CHALLENGE).await.text());
    secrets.push(alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.text());
    secrets.push(alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await.text());
    let audit: Vec<String> = site.audit().await.iter().map(Value::to_string).collect();
    for secret in secrets {
        assert!(audit.iter().all(|record| !record.contains(&secret)), "{secret}");
    }
}

/// What is found wrong with a chain of more than six records after somebody has edited it.
async fn fault(site: &Site, edit: &str) -> String {
    site.by(ALICE).enrol_with(CARD_ID).await;
    site.by(ALICE).enrol_with(&uuid(1)).await;
    site.is_whole().await;
    assert_eq!(site.database.execute(edit).await, 1, "{edit}");
    site.auditor().await.verify(None, &mut |_| ()).await.unwrap().fault.unwrap()
}

async fn a_changed_record_is_found(engine: Engine) {
    for edit in [
        "actor = 'S-1-1-0'",
        "action = 'nothing'",
        "outcome = 'refused'",
        "recorded = recorded + 10000",
        "detail = '{}'",
        "request_uuid = '00000000-0000-0000-0000-000000000001'",
        "smartcard_uuid = '00000000-0000-0000-0000-000000000001'",
        "correlation_uuid = '00000000-0000-0000-0000-000000000001'",
    ] {
        let site = Site::start(engine).await;
        let found = fault(&site, &format!("UPDATE audit_records SET {edit} WHERE sequence = 5")).await;
        assert_eq!(found, "record 5 was changed, or the one before it");
    }
}

async fn a_missing_record_is_found(engine: Engine) {
    let site = Site::start(engine).await;
    assert_eq!(fault(&site, "DELETE FROM audit_records WHERE sequence = 5").await, "record 5 is missing");
    let site = Site::start(engine).await;
    let last = "DELETE FROM audit_records WHERE sequence = (SELECT sequence FROM store_state)";
    let found = fault(&site, last).await;
    let count = site.audit().await.len();
    assert_eq!(found, format!("the records behind {count} are missing, up to {}", count + 1));
}

async fn a_cut_chain_is_found_by_its_head(engine: Engine) {
    let site = Site::start(engine).await;
    site.by(ALICE).enrol().await;
    let noted = site.auditor().await.verify(None, &mut |_| ()).await.unwrap().head();
    let (count, mac) = {
        let audit = site.audit().await;
        let record = &audit[audit.len() - 2];
        (audit.len(), record["Mac"].as_str().unwrap().to_owned())
    };
    let expected = site.auditor().await.verify(Some(noted), &mut |_| ()).await.unwrap();
    assert_eq!(expected.fault, None);
    // Somebody cuts off the last record and makes the head fit.
    let cut = site.database.execute(&format!("DELETE FROM audit_records WHERE sequence = {count}")).await;
    let bytes = match engine {
        Engine::Sqlite => format!("x'{mac}'"),
        Engine::Postgres => format!("decode('{mac}', 'hex')"),
    };
    let moved = site.database.execute(&format!("UPDATE store_state SET sequence = {}, mac = {bytes}", count - 1)).await;
    assert_eq!((cut, moved), (1, 1));
    site.is_whole().await;
    let found = site.auditor().await.verify(Some(noted), &mut |_| ()).await.unwrap().fault;
    let message = format!("the chain ends with record {}, before the head that was expected", count - 1);
    assert_eq!(found.as_deref(), Some(message.as_str()));
}

async fn a_forged_head_is_found(engine: Engine) {
    let site = Site::start(engine).await;
    let mac = match engine {
        Engine::Sqlite => format!("x'{}'", "00".repeat(32)),
        Engine::Postgres => format!("decode('{}', 'hex')", "00".repeat(32)),
    };
    let found = fault(&site, &format!("UPDATE store_state SET mac = {mac}")).await;
    assert_eq!(found, "the stored head is not that of the last record");
}

async fn a_record_before_the_first_is_found(engine: Engine) {
    let columns = "recorded, master_version, actor, action, outcome, request_uuid, smartcard_uuid, correlation_uuid, detail, mac";
    for number in [0, -7] {
        let site = Site::start(engine).await;
        let insert = format!("INSERT INTO audit_records (sequence, {columns}) SELECT {number}, {columns} FROM audit_records");
        let found = fault(&site, &format!("{insert} WHERE sequence = 1")).await;
        assert_eq!(found, "there is a record before the first one");
    }
}

async fn an_emptied_chain_is_found_and_not_begun_anew(engine: Engine) {
    let site = Site::start(engine).await;
    site.by(ALICE).enrol().await;
    let message = "there is no record at all, although the store was used";
    site.database.execute("DELETE FROM audit_records").await;
    for state in ["sequence = 0, mac = ''", "master_version = 0"] {
        site.database.execute(&format!("UPDATE store_state SET {state}")).await;
        // Neither looking nor a start that is refused makes it whole.
        for _ in 0..2 {
            let report = site.auditor().await.verify(None, &mut |_| ()).await.unwrap();
            assert_eq!(report.fault.as_deref(), Some(message));
            let refused = aclavis_server::start(&site.config).await.unwrap_err().to_string();
            assert_eq!(
                refused,
                "the audit chain of the store is empty, although the store was used: `aclavis audit verify` says more"
            );
        }
    }
}

async fn a_chain_that_a_running_service_went_on_with_is_found(engine: Engine) {
    let site = Site::start(engine).await;
    site.by(ALICE).enrol().await;
    site.database.execute("DELETE FROM audit_records").await;
    site.database.execute("UPDATE store_state SET sequence = 0, mac = ''").await;
    site.by(ALICE).enrol().await;
    let report = site.auditor().await.verify(None, &mut |_| ()).await.unwrap();
    assert_eq!(report.fault.as_deref(), Some("record 1 is not the beginning"));
}

async fn an_expected_head_before_all_records_is_empty(engine: Engine) {
    let site = Site::start(engine).await;
    let verify = async |digit: &str| {
        let expected = format!("0:{}", digit.repeat(64)).parse().unwrap();
        site.auditor().await.verify(Some(expected), &mut |_| ()).await.unwrap().fault
    };
    assert_eq!(verify("0").await, None);
    let count = site.audit().await.len();
    let message = format!("the chain ends with record {count}, before the head that was expected");
    assert_eq!(verify("f").await, Some(message));
}

async fn an_export_ends_with_the_last_number_that_there_is(engine: Engine) {
    let site = Site::start(engine).await;
    let count = site.audit().await.len();
    site.database.execute(&format!("UPDATE audit_records SET sequence = {} WHERE sequence = {count}", i64::MAX)).await;
    assert_eq!(site.audit().await.len(), count);
}

async fn the_head_is_a_metric(engine: Engine) {
    let site = Site::start(engine).await;
    site.by(ALICE).enrol().await;
    let count = site.audit().await.len();
    let metrics = site.of_admin("/metrics").await;
    let line = format!("aclavis_audit_head {count}");
    assert!(metrics.body.lines().any(|found| found == line), "{}", metrics.body);
}
