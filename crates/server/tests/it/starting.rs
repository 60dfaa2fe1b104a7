//! Starting requests: `POST /requests`.

use serde_json::{Value, json};

use crate::harness::{
    AGENT, AGENTS, ALICE, BOB, CARD_ID, EMPTY, Engine, MANAGER, OTHER_TEMPLATE, OUTSIDER, READER, Site, TEMPLATE, card, sid,
    template, uuid,
};

tests![
    a_request_has_the_documented_shape,
    what_the_caller_says_is_kept,
    starting_needs_enroll,
    enrolling_for_somebody_else_needs_its_permission,
    the_target_in_the_pattern_is_looked_up,
    the_pattern_makes_the_descriptor,
    without_a_pattern_the_default_descriptor_is_made,
    a_caller_without_identifier_starts_nothing,
    a_request_about_a_card_is_about_whose_it_is,
    a_request_about_a_card_of_somebody_else_needs_an_agent,
    a_request_about_a_card_has_the_cards_template,
    a_request_about_a_card_fits_its_state,
    data_are_complete_when_all_items_have_values,
    a_start_is_recorded_once,
    what_does_not_exist_is_nothing,
];

/// The first request that the caller may read, without the identifiers and times that are new.
async fn made(site: &Site, id: &str) -> Value {
    let mut made = site.by(MANAGER).get(&format!("/requests/{id}")).await.ok();
    for name in ["NewProfileUuid", "Submitted"] {
        assert_ne!(made[name], EMPTY);
        made[name] = "new".into();
    }
    made
}

async fn a_request_has_the_documented_shape(engine: Engine) {
    let site = Site::start(engine).await;
    let body = json!({"profiletemplateuuid": TEMPLATE, "datacollection": "[]", "type": "Enroll", "comment": ""});
    let posted = site.by(ALICE).post("/requests", &body).await;
    let id = posted.made("requests");
    let read = site.by(ALICE).get(&format!("/requests/{id}")).await;
    let request = read.ok();
    let (user, sid, manager) = (ALICE.uuid(), ALICE.sid(), MANAGER.sid());
    let (submitted, profile) = (request["Submitted"].as_str().unwrap(), request["NewProfileUuid"].as_str().unwrap());
    let descriptor = format!("O:{sid}D:(A;;LCDCRC;;;{sid})(A;;RC;;;{sid})(A;;CCRC;;;{manager})");
    let expected = format!(
        "{{\"Uuid\":\"{id}\",\"RequestType\":1,\"Status\":3,\"Flags\":2,\"DataCollection\":[],\"DataCollectionFlags\":32,\
         \"OriginatorUserUuid\":\"{user}\",\"TargetUserUuid\":\"{user}\",\"Submitted\":\"{submitted}\",\
         \"Completed\":\"0001-01-01T00:00:00\",\"NewProfileUuid\":\"{profile}\",\"OldProfileUuid\":\"{EMPTY}\",\
         \"NewSmartcardUuid\":\"{EMPTY}\",\"OldSmartcardUuid\":\"{EMPTY}\",\"Priority\":0,\"Comment\":\"\",\
         \"ProfileTemplateUuid\":\"{TEMPLATE}\",\"SecurityDescriptor\":\"{descriptor}\",\"IsSmartcard\":true,\
         \"IsEnrollmentAgent\":false,\"IsDataCollectionComplete\":false}}"
    );
    read.is(200, &expected);
    assert_ne!(profile, EMPTY);
    assert_eq!(submitted, site.records(posted.correlation()).await[0]["Time"]);
}

async fn what_the_caller_says_is_kept(engine: Engine) {
    let site = Site::start(engine).await;
    let body = json!({
        "ProfileTemplateUuid": TEMPLATE.to_uppercase(),
        "DATACOLLECTION": [{"Reason": "lost \u{e9}"}, {"Ticket": null}],
        "type": "eNROLL",
        "comment": "a comment",
        "priority": "255",
        "target": ALICE.uuid().to_uppercase(),
    });
    let id = site.by(ALICE).post("/requests", &body).await.made("requests");
    let request = made(&site, &id).await;
    assert_eq!(request["DataCollection"], json!([{"Name": "Reason", "Value": "lost \u{e9}"}, {"Name": "Ticket", "Value": null}]));
    assert_eq!((&request["Priority"], &request["Comment"]), (&json!(255), &json!("a comment")));
    assert_eq!((&request["IsEnrollmentAgent"], &request["Flags"]), (&json!(false), &json!(2)));
    let body = json!({"profiletemplateuuid": TEMPLATE, "type": "TemporaryCardEnroll", "priority": 7});
    let id = site.by(ALICE).post("/requests", &body).await.made("requests");
    let request = made(&site, &id).await;
    assert_eq!((&request["Priority"], &request["RequestType"]), (&json!(7), &json!(11)));
}

async fn starting_needs_enroll(engine: Engine) {
    let site = Site::start(engine).await;
    let body = json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"});
    let refused = site.by(OUTSIDER).post("/requests", &body).await;
    refused.lacks("Enroll");
    let records = site.records(refused.correlation()).await;
    assert_eq!((records.len(), &records[0]["Action"]), (1, &json!("request.create")));
    assert_eq!(site.database.number("SELECT COUNT(*) FROM requests").await, 0);
}

async fn enrolling_for_somebody_else_needs_its_permission(engine: Engine) {
    let site = Site::start(engine).await;
    let body = json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll", "target": BOB.uuid()});
    site.by(ALICE).post("/requests", &body).await.lacks("EnrollOnBehalf");
    let id = site.by(AGENT).post("/requests", &body).await.made("requests");
    let request = made(&site, &id).await;
    assert_eq!((&request["IsEnrollmentAgent"], &request["Flags"]), (&json!(true), &json!(3)));
    assert_eq!((&request["OriginatorUserUuid"], &request["TargetUserUuid"]), (&json!(AGENT.uuid()), &json!(BOB.uuid())));
    // EnrollOnBehalf alone does not enrol.
    let descriptor = format!("O:BAD:(A;;CC;;;{})", AGENT.sid());
    site.change_template(&json!({"SecurityDescriptor": descriptor})).await;
    site.by(AGENT).post("/requests", &body).await.lacks("Enroll");
}

async fn the_target_in_the_pattern_is_looked_up(engine: Engine) {
    let site = Site::start(engine).await;
    let body = json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll", "target": uuid(1)});
    let refused = site.by(AGENT).post("/requests", &body).await;
    refused.is_problem(409, "unknown-target", "the directory has no SID of the target");
    site.change_template(&json!({"RequestSecurityDescriptor": "O:{originator}D:(A;;RC;;;WD)"})).await;
    site.by(AGENT).post("/requests", &body).await.made("requests");
}

async fn the_pattern_makes_the_descriptor(engine: Engine) {
    let site = Site::start(engine).await;
    let pattern = "O:{target}D:(D;;LC;;;{originator})(A;;LCDCRC;;;{target})(A;;RC;;;WD)";
    site.change_template(&json!({"RequestSecurityDescriptor": pattern})).await;
    let body = json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll", "target": BOB.uuid()});
    let id = site.by(AGENT).post("/requests", &body).await.made("requests");
    let (agent, bob) = (AGENT.sid(), BOB.sid());
    let expected = format!("O:{bob}D:(D;;LC;;;{agent})(A;;LCDCRC;;;{bob})(A;;RC;;;WD)");
    assert_eq!(made(&site, &id).await["SecurityDescriptor"], expected);
    site.by(AGENT).bind(&id, CARD_ID).await.problem(403, "refused");
    site.by(BOB).bind(&id, CARD_ID).await.made("smartcards");
}

async fn without_a_pattern_the_default_descriptor_is_made(engine: Engine) {
    let site = Site::start(engine).await;
    let mut plain = template(&uuid(7), &json!({}));
    plain.as_object_mut().unwrap().remove("RequestSecurityDescriptor");
    site.import(&plain).await;
    let body = json!({"profiletemplateuuid": uuid(7), "type": "Enroll", "target": BOB.uuid()});
    let id = site.by(AGENT).post("/requests", &body).await.made("requests");
    let request = site.by(BOB).get(&format!("/requests/{id}")).await.ok();
    let (agent, bob) = (AGENT.sid(), BOB.sid());
    assert_eq!(request["SecurityDescriptor"], format!("O:{agent}D:(A;;LCDCRC;;;{agent})(A;;RC;;;{bob})"));
}

async fn a_caller_without_identifier_starts_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let body = json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"});
    let refused = site.by(READER).post("/requests", &body).await;
    refused.problem(403, "no-user-id");
    assert_eq!(site.records(refused.correlation()).await.len(), 1);
}

async fn a_request_about_a_card_is_about_whose_it_is(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&card(&uuid(1), CARD_ID, &json!({"AssignedUserUuid": BOB.uuid()}))).await;
    for (number, name) in
        [(3, "Renew"), (4, "Revoke"), (5, "Unblock"), (6, "Duplicate"), (7, "Retire"), (9, "SuspendOrReinstate")]
    {
        let id = site.by(BOB).post("/requests", &json!({"type": name, "smartcard": uuid(1)})).await.made("requests");
        let request = made(&site, &id).await;
        assert_eq!(request["RequestType"], number);
        assert_eq!((&request["OldSmartcardUuid"], &request["NewSmartcardUuid"]), (&json!(uuid(1)), &json!(EMPTY)));
        assert_eq!((&request["TargetUserUuid"], &request["ProfileTemplateUuid"]), (&json!(BOB.uuid()), &json!(TEMPLATE)));
    }
    let bob = site.by(BOB);
    let other = bob.post("/requests", &json!({"type": "Renew", "smartcard": uuid(1), "target": ALICE.uuid()})).await;
    other.is_problem(409, "wrong-target", "the smart card is not assigned to the target");
    let without = bob.post("/requests", &json!({"type": "Unblock", "profiletemplateuuid": TEMPLATE})).await;
    without.is_problem(400, "missing-member", "Unblock is about a card: the member `smartcard` is missing");
    let enrol = bob.post("/requests", &json!({"type": "Enroll", "profiletemplateuuid": TEMPLATE, "smartcard": uuid(1)})).await;
    enrol.problem(400, "bad-member");
}

async fn a_request_about_a_card_of_somebody_else_needs_an_agent(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&card(&uuid(1), CARD_ID, &json!({"AssignedUserUuid": BOB.uuid()}))).await;
    let body = json!({"type": "Unblock", "smartcard": uuid(1)});
    site.by(ALICE).post("/requests", &body).await.lacks("EnrollOnBehalf");
    site.by(OUTSIDER).post("/requests", &body).await.lacks("Enroll");
    let id = site.by(AGENT).post("/requests", &body).await.made("requests");
    let request = made(&site, &id).await;
    assert_eq!((&request["TargetUserUuid"], &request["IsEnrollmentAgent"]), (&json!(BOB.uuid()), &json!(true)));
}

async fn a_request_about_a_card_has_the_cards_template(engine: Engine) {
    let site = Site::start(engine).await;
    // The card's template lets only agents enrol, and approves nothing; the other one lets everybody.
    let rights = format!("O:BAD:(A;;LCRCCC;;;{})", sid(AGENTS));
    site.import(&template(OTHER_TEMPLATE, &json!({"SecurityDescriptor": rights, "AutoApprove": false}))).await;
    let with = json!({"AssignedUserUuid": ALICE.uuid(), "ProfileTemplateUuid": OTHER_TEMPLATE});
    site.import(&card(&uuid(1), CARD_ID, &with)).await;
    for kind in ["Renew", "Unblock", "Retire"] {
        let weaker = json!({"type": kind, "smartcard": uuid(1), "profiletemplateuuid": TEMPLATE});
        site.by(ALICE).post("/requests", &weaker).await.lacks("Enroll");
        let refused = site.by(AGENT).post("/requests", &weaker).await;
        refused.is_problem(409, "wrong-template", "the smart card belongs to another profile template");
        for fitting in [
            json!({"type": kind, "smartcard": uuid(1)}),
            json!({"type": kind, "smartcard": uuid(1), "profiletemplateuuid": OTHER_TEMPLATE}),
        ] {
            let id = site.by(AGENT).post("/requests", &fitting).await.made("requests");
            let request = made(&site, &id).await;
            assert_eq!((&request["Status"], &request["ProfileTemplateUuid"]), (&json!(16), &json!(OTHER_TEMPLATE)));
        }
    }
}

async fn a_request_about_a_card_fits_its_state(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, status) in (1..).zip([0, 2, 3, 4, 6]) {
        site.import(&card(&uuid(number), &uuid(number + 100), &json!({"Status": status}))).await;
    }
    let alice = site.by(ALICE);
    for (number, name) in [(1, "Renew"), (3, "Renew"), (4, "Unblock"), (5, "Retire"), (5, "Unblock"), (5, "Renew")] {
        let body = json!({"type": name, "smartcard": uuid(number)});
        alice.post("/requests", &body).await.problem(409, "illegal-state");
    }
    for (number, name) in [(1, "Retire"), (2, "Renew"), (3, "Unblock"), (4, "SuspendOrReinstate")] {
        alice.post("/requests", &json!({"type": name, "smartcard": uuid(number)})).await.made("requests");
    }
}

async fn data_are_complete_when_all_items_have_values(engine: Engine) {
    let site = Site::start(engine).await;
    let complete = async |items: Value, given: Value| {
        site.change_template(&json!({"DataItems": items})).await;
        let body = json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll", "datacollection": given});
        let id = site.by(ALICE).post("/requests", &body).await.made("requests");
        made(&site, &id).await["IsDataCollectionComplete"].clone()
    };
    assert_eq!(complete(json!([]), json!([{"a": "1"}])).await, false);
    assert_eq!(complete(json!(["a", "b"]), json!([{"a": "1"}])).await, false);
    assert_eq!(complete(json!(["a", "b"]), json!([{"a": "1"}, {"b": null}])).await, false);
    assert_eq!(complete(json!(["a", "b"]), json!([{"b": ""}, {"a": "1"}])).await, true);
}

async fn a_start_is_recorded_once(engine: Engine) {
    let site = Site::start(engine).await;
    let body = json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"});
    let posted = site.by(ALICE).post("/requests", &body).await;
    let (id, records) = (posted.made("requests"), site.records(posted.correlation()).await);
    assert_eq!(records.len(), 1);
    let record = &records[0];
    assert_eq!((&record["Actor"], &record["RequestUuid"]), (&json!(ALICE.sid()), &json!(id)));
    assert_eq!((&record["Action"], &record["Outcome"]), (&json!("request.create"), &json!("done")));
    let detail = &record["Detail"];
    assert_eq!((&detail["permission"], &detail["change"]["to"]), (&json!("Enroll"), &json!("Approved")));
    assert!(detail["access"].is_object());
    site.is_whole().await;
}

async fn what_does_not_exist_is_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    alice.post("/requests", &json!({"profiletemplateuuid": uuid(1), "type": "Enroll"})).await.is_nothing();
    alice.post("/requests", &json!({"smartcard": uuid(1), "type": "Renew"})).await.is_nothing();
}
