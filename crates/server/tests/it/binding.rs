//! Binding cards: `POST /smartcards`.

use serde_json::{Value, json};

use crate::harness::{
    ALICE, ATR, BOB, CARD_ID, EMPTY, Engine, OTHER_CARD_ID, OTHER_TEMPLATE, OUTSIDER, READER, Site, TEMPLATE, card, descriptor,
    request, template, uuid,
};

tests![
    the_first_bind_makes_the_documented_card,
    the_same_card_again_is_the_same_card,
    another_card_is_refused,
    a_card_of_another_open_request_is_in_use,
    a_card_is_bound_to_one_open_request_at_a_time,
    a_retired_card_is_not_bound_again_to_its_request,
    a_card_of_another_user_is_in_use,
    a_retired_card_is_bound_again,
    only_open_requests_take_cards,
    only_smart_card_requests_take_cards,
    only_execute_binds,
    a_bind_is_recorded_once,
    completing_makes_the_card_active,
    the_card_belongs_to_the_target,
    a_request_about_a_card_takes_that_card,
    what_is_posted_must_be_well_formed,
];

async fn the_first_bind_makes_the_documented_card(engine: Engine) {
    let site = Site::start(engine).await;
    site.change_template(&json!({"Version": 46})).await;
    let alice = site.by(ALICE);
    let id = alice.enrol().await;
    let before = alice.get(&format!("/requests/{id}")).await.ok();
    assert_eq!((&before["Status"], &before["NewSmartcardUuid"]), (&json!(3), &json!(EMPTY)));

    let upper = CARD_ID.to_uppercase();
    let bound = alice.post("/smartcards", &json!({"requestid": id.to_uppercase(), "cardid": upper, "atr": ATR})).await;
    let card = bound.made("smartcards");
    let (flags, user) = (1, ALICE.uuid());
    let expected = format!(
        "{{\"Uuid\":\"{card}\",\"Status\":1,\"Flags\":{flags},\"ParentSmartcardUuid\":\"{EMPTY}\",\
         \"PrimarySmartcardUuid\":\"{EMPTY}\",\"PermanentSmartcardUuid\":\"{EMPTY}\",\"AssignedUserUuid\":\"{user}\",\
         \"ProfileTemplateUuid\":\"{TEMPLATE}\",\"ProfileTemplateVersion\":46,\"Comment\":\"\",\
         \"SerialNumber\":\"{{{CARD_ID}}}\",\"Middleware\":\"MSBaseCSP\",\"Atr\":\"{ATR}\"}}"
    );
    alice.get(&format!("/smartcards/{card}")).await.is(200, &expected);
    alice.get(&format!("/smartcards?cardid={upper}")).await.is(200, &expected);
    alice.get(&format!("/requests/{id}/smartcards/{card}")).await.is(200, &expected);

    let mut after = before;
    after["Status"] = 18.into();
    after["NewSmartcardUuid"] = card.into();
    assert_eq!(alice.get(&format!("/requests/{id}")).await.ok(), after);
}

async fn the_same_card_again_is_the_same_card(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let id = alice.enrol().await;
    let body = |atr: &str| json!({"requestid": id, "cardid": CARD_ID, "atr": atr});
    let card = alice.post("/smartcards", &body(ATR)).await.made("smartcards");
    let records = site.audit().await.len();
    assert_eq!(alice.post("/smartcards", &body(ATR)).await.made("smartcards"), card);
    assert_eq!(alice.post("/smartcards", &body(&ATR.to_uppercase())).await.made("smartcards"), card);
    assert_eq!(alice.bind(&id, CARD_ID).await.made("smartcards"), card);
    assert_eq!(site.audit().await.len(), records);
    let other = alice.post("/smartcards", &body("3b87800161636c6176697365")).await;
    other.is_problem(409, "card-mismatch", "the ATR is not that of the smart card");
}

async fn another_card_is_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (id, card) = alice.enrol_with(CARD_ID).await;
    let other = alice.bind(&id, OTHER_CARD_ID).await;
    other.is_problem(409, "already-bound", "another smart card is bound to the request");
    assert_eq!(alice.get(&format!("/requests/{id}")).await.ok()["NewSmartcardUuid"], card);
    alice.get(&format!("/smartcards?cardid={OTHER_CARD_ID}")).await.is_nothing();
}

async fn a_card_of_another_open_request_is_in_use(engine: Engine) {
    let site = Site::start(engine).await;
    let (first, _) = site.by(ALICE).enrol_with(CARD_ID).await;
    for person in [ALICE, BOB] {
        let client = site.by(person);
        let second = client.enrol().await;
        let message = "a smart card with this card id is in use; it must be Retired before it is bound again";
        client.bind(&second, CARD_ID).await.is_problem(409, "card-in-use", message);
        let kept = client.get(&format!("/requests/{second}")).await.ok();
        assert_eq!((&kept["Status"], &kept["NewSmartcardUuid"]), (&json!(3), &json!(EMPTY)));
        assert_ne!(first, second);
    }
}

async fn a_card_is_bound_to_one_open_request_at_a_time(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&card(&uuid(1), CARD_ID, &json!({}))).await;
    let alice = site.by(ALICE);
    let renew = async || alice.post("/requests", &json!({"type": "Renew", "smartcard": uuid(1)})).await.made("requests");
    let (first, second) = (renew().await, renew().await);
    assert_eq!(alice.bind(&first, CARD_ID).await.made("smartcards"), uuid(1));
    let refused = alice.bind(&second, CARD_ID).await;
    refused.is_problem(409, "card-in-use", "the smart card is bound to another open request");
    alice.end(&first, "Abandoned").await.ok();
    assert_eq!(alice.bind(&second, CARD_ID).await.made("smartcards"), uuid(1));
}

async fn a_retired_card_is_not_bound_again_to_its_request(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    alice.set_card(&request, &card, "Retired").await.ok();
    alice.bind(&request, CARD_ID).await.is_problem(409, "card-retired", "the smart card is Retired");
}

async fn a_card_of_another_user_is_in_use(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, status) in (1..).zip([0, 1, 2, 3, 4]) {
        site.import(&card(&uuid(number), &uuid(number + 100), &json!({"AssignedUserUuid": BOB.uuid(), "Status": status}))).await;
        let id = site.by(ALICE).enrol().await;
        site.by(ALICE).bind(&id, &uuid(number + 100)).await.problem(409, "card-in-use");
    }
}

async fn a_retired_card_is_bound_again(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&card(&uuid(1), CARD_ID, &json!({"AssignedUserUuid": BOB.uuid(), "Status": 6}))).await;
    let (_, bound) = site.by(ALICE).enrol_with(CARD_ID).await;
    assert_ne!(bound, uuid(1));
    assert_eq!(site.by(ALICE).get(&format!("/smartcards?cardid={CARD_ID}")).await.ok()["Uuid"], bound);
    assert_eq!(site.by(BOB).get(&format!("/smartcards?cardid={CARD_ID}")).await.ok()["Uuid"], uuid(1));
}

async fn only_open_requests_take_cards(engine: Engine) {
    let site = Site::start(engine).await;
    let statuses = [("None", 0), ("Denied", 4), ("Completed", 8), ("Failed", 9), ("Pending", 16), ("Canceled", 17)];
    for (number, (name, status)) in (1..).zip(statuses) {
        site.import(&request(&uuid(number), &json!({"Status": status}))).await;
        let answer = site.by(ALICE).bind(&uuid(number), CARD_ID).await;
        answer.is_problem(409, "illegal-state", &format!("the request is {name}, and no card can be bound to it"));
    }
    site.import(&request(&uuid(10), &json!({"Status": 18}))).await;
    site.by(ALICE).bind(&uuid(10), CARD_ID).await.made("smartcards");
}

async fn only_smart_card_requests_take_cards(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&template(OTHER_TEMPLATE, &json!({"IsSmartcardProfileTemplate": false}))).await;
    let alice = site.by(ALICE);
    let posted = alice.post("/requests", &json!({"profiletemplateuuid": OTHER_TEMPLATE, "type": "Enroll"})).await;
    let id = posted.made("requests");
    let made = alice.get(&format!("/requests/{id}")).await.ok();
    assert_eq!((&made["IsSmartcard"], &made["Flags"]), (&json!(false), &json!(0)));
    alice.bind(&id, CARD_ID).await.is_problem(409, "no-smartcard-request", "the request is not about a smart card");
}

async fn only_execute_binds(engine: Engine) {
    let site = Site::start(engine).await;
    let rights = descriptor(&[("CCDCSWSDRC", BOB), ("LC", READER)]);
    site.import(&request(&uuid(1), &json!({"SecurityDescriptor": rights}))).await;
    for person in [ALICE, BOB, OUTSIDER] {
        let refused = site.by(person).bind(&uuid(1), CARD_ID).await;
        refused.lacks("Execute");
        let records = site.records(refused.correlation()).await;
        assert_eq!((records.len(), &records[0]["Action"]), (1, &json!("smartcard.bind")));
    }
    site.by(READER).bind(&uuid(1), CARD_ID).await.problem(403, "no-user-id");
    site.by(ALICE).bind(&uuid(2), CARD_ID).await.is_nothing();
}

async fn a_bind_is_recorded_once(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let id = alice.enrol().await;
    let bound = alice.bind(&id, CARD_ID).await;
    let records = site.records(bound.correlation()).await;
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["Detail"]["change"], json!({"from": "Approved", "to": "Executing", "card_id": CARD_ID}));
    assert_eq!((&records[0]["RequestUuid"], &records[0]["SmartcardUuid"]), (&json!(id), &json!(bound.made("smartcards"))));
    site.is_whole().await;
}

async fn completing_makes_the_card_active(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (id, card) = alice.enrol_with(CARD_ID).await;
    let status = async || alice.get(&format!("/smartcards/{card}")).await.ok()["Status"].clone();
    assert_eq!(status().await, 1);
    alice.end(&id, "Completed").await.ok();
    assert_eq!(status().await, 2);
}

async fn the_card_belongs_to_the_target(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&request(&uuid(1), &json!({"TargetUserUuid": BOB.uuid()}))).await;
    let card = site.by(ALICE).bind(&uuid(1), CARD_ID).await.made("smartcards");
    assert_eq!(site.by(BOB).get(&format!("/smartcards/{card}")).await.ok()["AssignedUserUuid"], BOB.uuid());
}

async fn a_request_about_a_card_takes_that_card(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&card(&uuid(1), CARD_ID, &json!({}))).await;
    let alice = site.by(ALICE);
    let id = alice.post("/requests", &json!({"type": "Renew", "smartcard": uuid(1)})).await.made("requests");
    assert_eq!(alice.bind(&id, CARD_ID).await.made("smartcards"), uuid(1));
    let renewal = alice.get(&format!("/requests/{id}")).await.ok();
    let expected: Value = uuid(1).into();
    assert_eq!((&renewal["NewSmartcardUuid"], &renewal["OldSmartcardUuid"]), (&expected, &expected));
}

async fn what_is_posted_must_be_well_formed(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let id = uuid(1);
    for (body, code) in [
        (json!({"cardid": CARD_ID}), "missing-member"),
        (json!({"requestid": id}), "missing-member"),
        (json!({"requestid": "1", "cardid": CARD_ID}), "bad-guid"),
        (json!({"requestid": id, "cardid": "{1}"}), "bad-guid"),
        (json!({"requestid": id, "cardid": CARD_ID, "atr": "3b"}), "atr-truncated"),
        (json!({"requestid": id, "cardid": CARD_ID, "pin": "1"}), "unknown-member"),
    ] {
        alice.post("/smartcards", &body).await.problem(400, code);
    }
}
