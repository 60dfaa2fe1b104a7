//! Lists, and who sees what in them.

use serde_json::{Value, json};

use crate::harness::{
    AGENT, ALICE, BOB, CARD_ID, Engine, MANAGER, OTHER_CARD_ID, OTHER_TEMPLATE, OUTSIDER, Person, READER, Site, TEMPLATE, card,
    descriptor, request, sid, template, uuid,
};

tests![
    only_requests_that_may_be_read_are_listed,
    requests_are_listed_by_time_and_identifier,
    a_list_is_of_one_status,
    a_list_is_about_the_caller,
    a_list_has_so_many_at_the_most,
    a_list_has_a_thousand_at_the_most,
    a_list_is_asked_for_properly,
    a_card_is_seen_by_whose_it_is,
    a_card_is_seen_by_who_may_read_a_request_of_it,
    a_card_under_its_request_needs_read,
    only_templates_that_may_be_read_are_listed,
    a_template_has_the_documented_shape,
    operations_are_those_that_may_be_started,
    the_card_in_use_comes_before_the_retired_one,
];

/// The identifiers in a list.
async fn listed(site: &Site, person: Person, path: &str) -> Vec<String> {
    let list = site.by(person).get(path).await.ok();
    list.as_array().unwrap().iter().map(|row| row["Uuid"].as_str().unwrap().to_owned()).collect()
}

async fn only_requests_that_may_be_read_are_listed(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, rights) in (1..).zip([&[("RC", ALICE)][..], &[("RC", BOB)], &[("RC", ALICE), ("LC", BOB)], &[]]) {
        site.import(&request(&uuid(number), &json!({"SecurityDescriptor": descriptor(rights)}))).await;
    }
    assert_eq!(listed(&site, ALICE, "/requests").await, [uuid(1), uuid(3)]);
    assert_eq!(listed(&site, BOB, "/requests").await, [uuid(2)]);
    site.by(OUTSIDER).get("/requests").await.is(200, "[]");
    let whole = site.by(BOB).get(&format!("/requests/{}", uuid(2))).await.body;
    site.by(BOB).get("/requests").await.is(200, &format!("[{whole}]"));
}

async fn requests_are_listed_by_time_and_identifier(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, time) in [
        (5, "2026-01-01T00:00:00Z"),
        (1, "2026-01-01T00:00:00.0000001Z"),
        (4, "2025-01-01T00:00:00Z"),
        (3, "2026-01-01T00:00:00Z"),
        (2, "2026-12-01T00:00:00Z"),
    ] {
        site.import(&request(&uuid(number), &json!({"Submitted": time}))).await;
    }
    assert_eq!(listed(&site, ALICE, "/requests").await, [4, 3, 5, 1, 2].map(uuid));
}

async fn a_list_is_of_one_status(engine: Engine) {
    let site = Site::start(engine).await;
    let statuses = [0, 3, 4, 8, 9, 16, 17, 18];
    let names = ["None", "approved", "DENIED", "Completed", "Failed", "Pending", "Canceled", "Executing"];
    for (number, status) in (1..).zip(statuses) {
        site.import(&request(&uuid(number), &json!({"Status": status}))).await;
    }
    for (number, name) in (1..).zip(names) {
        assert_eq!(listed(&site, ALICE, &format!("/requests?status={name}")).await, [uuid(number)]);
    }
    assert_eq!(listed(&site, ALICE, "/requests?status=").await.len(), 8);
}

async fn a_list_is_about_the_caller(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&request(&uuid(1), &json!({}))).await;
    site.import(&request(&uuid(2), &json!({"TargetUserUuid": BOB.uuid()}))).await;
    site.import(&request(&uuid(3), &json!({"TargetUserUuid": BOB.uuid(), "Status": 8}))).await;
    assert_eq!(listed(&site, ALICE, "/requests?targetuser=current").await, [uuid(1)]);
    assert_eq!(listed(&site, BOB, "/requests?targetuser=CURRENT").await, [uuid(2), uuid(3)]);
    assert_eq!(listed(&site, BOB, "/requests?targetuser=current&status=Completed").await, [uuid(3)]);
    site.by(MANAGER).get("/requests?targetuser=current").await.is(200, "[]");
}

async fn a_list_has_so_many_at_the_most(engine: Engine) {
    let site = Site::start(engine).await;
    for number in 1..=5 {
        let rights = descriptor(&[("RC", if number % 2 == 0 { BOB } else { ALICE })]);
        site.import(&request(&uuid(number), &json!({"SecurityDescriptor": rights}))).await;
    }
    assert_eq!(listed(&site, ALICE, "/requests?top=2").await, [uuid(1), uuid(3)]);
    assert_eq!(listed(&site, ALICE, "/requests?top=1000").await.len(), 3);
}

async fn a_list_has_a_thousand_at_the_most(engine: Engine) {
    let site = Site::start(engine).await;
    let requests: Vec<Value> = (1..=1003).map(|number| request(&uuid(number), &json!({}))).collect();
    site.import(&json!({"Requests": requests})).await;
    let expected: Vec<String> = (1..=1000).map(uuid).collect();
    assert_eq!(listed(&site, ALICE, "/requests").await, expected);
}

async fn a_list_is_asked_for_properly(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    for top in ["0", "1001", "-1", "x", "1.0"] {
        let refused = alice.get(&format!("/requests?top={top}")).await;
        refused.is_problem(400, "bad-number", "`top` must be a number from 1 to 1000");
    }
    alice.get("/requests?status=8").await.problem(400, "unknown-name");
    let message = "`targetuser` must be `current`";
    alice.get(&format!("/requests?targetuser={}", ALICE.uuid())).await.is_problem(400, "unknown-name", message);
    let message = "unknown parameter, known are `status`, `targetuser`, `top`";
    alice.get("/requests?Status=Completed").await.is_problem(400, "unknown-parameter", message);
    alice.get("/smartcards").await.is_problem(400, "missing-parameter", "the parameter `cardid` is missing");
}

async fn a_card_is_seen_by_whose_it_is(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&card(&uuid(1), CARD_ID, &json!({"AssignedUserUuid": BOB.uuid()}))).await;
    for path in [format!("/smartcards/{}", uuid(1)), format!("/smartcards?cardid={CARD_ID}")] {
        assert_eq!(site.by(BOB).get(&path).await.ok()["Uuid"], uuid(1));
        for person in [ALICE, OUTSIDER, READER] {
            site.by(person).get(&path).await.is_nothing();
        }
    }
    site.by(ALICE).get(&format!("/smartcards/{}/operations", uuid(1))).await.is_nothing();
    // Whether a card id is known cannot be told.
    site.by(ALICE).get(&format!("/smartcards?cardid={OTHER_CARD_ID}")).await.is_nothing();
}

async fn a_card_is_seen_by_who_may_read_a_request_of_it(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, member) in [(1, "NewSmartcardUuid"), (2, "OldSmartcardUuid")] {
        let of_card = card(&uuid(number + 10), &uuid(number + 20), &json!({"AssignedUserUuid": MANAGER.uuid()}));
        let rights = descriptor(&[("RC", READER), ("LCDCCC", AGENT)]);
        let mut with = json!({"SecurityDescriptor": rights, "Status": 8});
        with[member] = uuid(number + 10).into();
        site.import(&json!([of_card, request(&uuid(number), &with)])).await;
        for path in [format!("/smartcards/{}", uuid(number + 10)), format!("/smartcards?cardid={}", uuid(number + 20))] {
            site.by(READER).get(&path).await.ok();
            site.by(AGENT).get(&path).await.is_nothing();
        }
    }
}

async fn a_card_under_its_request_needs_read(engine: Engine) {
    let site = Site::start(engine).await;
    let rights = descriptor(&[("RC", BOB)]);
    let of_request = request(&uuid(1), &json!({"SecurityDescriptor": rights, "NewSmartcardUuid": uuid(2)}));
    site.import(&json!([card(&uuid(2), CARD_ID, &json!({})), of_request])).await;
    let path = format!("/requests/{}/smartcards/{}", uuid(1), uuid(2));
    site.by(BOB).get(&path).await.ok();
    // Whose it is sees it, but not here.
    site.by(ALICE).get(&path).await.lacks("Read");
    site.by(ALICE).get(&format!("/smartcards/{}", uuid(2))).await.ok();
}

async fn only_templates_that_may_be_read_are_listed(engine: Engine) {
    let site = Site::start(engine).await;
    let rights = descriptor(&[("RC", OUTSIDER)]);
    site.import(&template(OTHER_TEMPLATE, &json!({"Name": "A name before", "SecurityDescriptor": rights}))).await;
    assert_eq!(listed(&site, ALICE, "/profiletemplates").await, [TEMPLATE]);
    assert_eq!(listed(&site, OUTSIDER, "/profiletemplates").await, [OTHER_TEMPLATE]);
    site.by(ALICE).get(&format!("/profiletemplates/{OTHER_TEMPLATE}")).await.lacks("Read");
    site.by(ALICE).get(&format!("/profiletemplates/{}", uuid(1))).await.is_nothing();
    let claims = json!({"primarysid": sid(9)});
    let unknown = site.stranger().with_token(Some(crate::harness::token(&claims)));
    unknown.get("/profiletemplates").await.is(200, "[]");
}

async fn a_template_has_the_documented_shape(engine: Engine) {
    let site = Site::start(engine).await;
    let expected = format!(
        "{{\"Name\":\"Smart card\",\"Description\":\"A smart card for everybody\",\"Uuid\":\"{TEMPLATE}\",\
         \"IsSmartcardProfileTemplate\":true,\"IsVirtualSmartcardProfileTemplate\":false}}"
    );
    site.by(ALICE).get(&format!("/profiletemplates/{}", TEMPLATE.to_uppercase())).await.is(200, &expected);
    site.by(ALICE).get("/profiletemplates").await.is(200, &format!("[{expected}]"));
}

async fn operations_are_those_that_may_be_started(engine: Engine) {
    let site = Site::start(engine).await;
    let active = "[\"renew\",\"revoke\",\"unblock\",\"duplicate\",\"retire\",\"suspendorreinstate\",\"onlineupdate\"]";
    let cases = [
        (0, "[\"retire\"]"),
        (1, "[\"retire\"]"),
        (2, active),
        (3, "[\"unblock\",\"retire\"]"),
        (4, "[\"suspendorreinstate\",\"retire\"]"),
        (6, "[]"),
    ];
    for (number, (status, expected)) in (1..).zip(cases) {
        let rights = descriptor(&[("RC", BOB), ("RC", AGENT), ("RC", OUTSIDER)]);
        let of_request = request(&uuid(number + 20), &json!({"SecurityDescriptor": rights, "OldSmartcardUuid": uuid(number)}));
        site.import(&json!([card(&uuid(number), &uuid(number + 10), &json!({"Status": status})), of_request])).await;
        let path = format!("/smartcards/{}/operations", uuid(number));
        site.by(ALICE).get(&path).await.is(200, expected);
        // Bob sees the card and may enrol, but not for alice.
        site.by(BOB).get(&path).await.is(200, "[]");
        site.by(AGENT).get(&path).await.is(200, expected);
        site.by(OUTSIDER).get(&path).await.is(200, "[]");
    }
    site.by(ALICE).get(&format!("/smartcards/{}/operations", uuid(99))).await.is_nothing();
}

async fn the_card_in_use_comes_before_the_retired_one(engine: Engine) {
    let site = Site::start(engine).await;
    let retired = |number| card(&uuid(number), CARD_ID, &json!({"Status": 6}));
    site.import(&json!([retired(1), card(&uuid(2), CARD_ID, &json!({})), retired(3)])).await;
    assert_eq!(site.by(ALICE).get(&format!("/smartcards?cardid={CARD_ID}")).await.ok()["Uuid"], uuid(2));
}
