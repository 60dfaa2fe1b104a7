//! The states of smart cards: `PUT /requests/{id}/smartcards/{id}`.

use serde_json::{Value, json};

use crate::harness::{ALICE, BOB, Engine, OUTSIDER, READER, Site, card, descriptor, request, uuid};

tests![
    every_state_follows_as_it_may,
    a_change_is_recorded_once,
    only_open_requests_change_cards,
    a_card_is_retired_after_the_request_has_ended,
    only_execute_changes_cards,
    a_card_of_another_request_is_nothing,
    reading_changes_nothing,
    only_the_names_of_states_are_taken,
];

const STATUSES: [(&str, i64); 6] =
    [("New", 0), ("Assigned", 1), ("Active", 2), ("Disabled", 3), ("Suspended", 4), ("Retired", 6)];

/// What may follow each state, besides itself.
const AFTER: [(i64, &[i64]); 6] = [(0, &[1, 6]), (1, &[2, 6]), (2, &[3, 4, 6]), (3, &[2, 4, 6]), (4, &[2, 3, 6]), (6, &[])];

/// A request with this number, and its card.
fn pair(number: u32, of_request: &Value, of_card: &Value) -> (Value, Value) {
    let card = card(&uuid(number + 1000), &uuid(number + 2000), of_card);
    let mut with = of_request.clone();
    with["OldSmartcardUuid"] = card["Uuid"].clone();
    (request(&uuid(number), &with), card)
}

async fn import(site: &Site, (request, card): (Value, Value)) {
    site.import(&json!({"Requests": [request], "Smartcards": [card]})).await;
}

async fn every_state_follows_as_it_may(engine: Engine) {
    let site = Site::start(engine).await;
    let mut cases = Vec::new();
    for before in STATUSES {
        for after in STATUSES {
            let number = u32::try_from(cases.len()).unwrap();
            cases.push((number, before, after, pair(number, &json!({}), &json!({"Status": before.1}))));
        }
    }
    let requests: Vec<_> = cases.iter().map(|case| &case.3.0).collect();
    let cards: Vec<_> = cases.iter().map(|case| &case.3.1).collect();
    site.import(&json!({"Requests": requests, "Smartcards": cards})).await;
    let alice = site.by(ALICE);
    for (number, (before, from), (after, to), (_, mut expected)) in cases {
        let (request, card) = (uuid(number), uuid(number + 1000));
        let answer = alice.set_card(&request, &card, after).await;
        let follows = AFTER.iter().any(|(status, after)| *status == from && after.contains(&to));
        if follows || from == to {
            expected["Status"] = to.into();
            assert_eq!(answer.ok(), expected, "{before} {after}");
        } else {
            let message = format!("the smart card is {before}, and cannot become {after}");
            answer.is_problem(409, "illegal-state", &message);
        }
        assert_eq!(alice.get(&format!("/requests/{request}/smartcards/{card}")).await.ok(), expected);
    }
}

async fn a_change_is_recorded_once(engine: Engine) {
    let site = Site::start(engine).await;
    import(&site, pair(1, &json!({}), &json!({}))).await;
    let alice = site.by(ALICE);
    let changed = alice.set_card(&uuid(1), &uuid(1001), "suspended").await;
    changed.ok();
    let records = site.records(changed.correlation()).await;
    assert_eq!(records.len(), 1);
    assert_eq!((&records[0]["Action"], &records[0]["SmartcardUuid"]), (&json!("smartcard.status"), &json!(uuid(1001))));
    assert_eq!(records[0]["Detail"]["change"], json!({"from": "Active", "to": "Suspended"}));
    let again = alice.set_card(&uuid(1), &uuid(1001), "Suspended").await;
    assert_eq!(again.ok(), changed.ok());
    assert_eq!(site.records(again.correlation()).await, Vec::<Value>::new());
    site.is_whole().await;
}

async fn only_open_requests_change_cards(engine: Engine) {
    let site = Site::start(engine).await;
    let statuses = [("None", 0), ("Denied", 4), ("Completed", 8), ("Failed", 9), ("Pending", 16), ("Canceled", 17)];
    for (number, (name, status)) in (1..).zip(statuses) {
        import(&site, pair(number, &json!({"Status": status}), &json!({}))).await;
        let answer = site.by(ALICE).set_card(&uuid(number), &uuid(number + 1000), "Suspended").await;
        answer.is_problem(409, "illegal-state", &format!("the request is {name}, and changes no smart card"));
    }
    for (number, status) in [(10, 3), (11, 18)] {
        import(&site, pair(number, &json!({"Status": status}), &json!({}))).await;
        site.by(ALICE).set_card(&uuid(number), &uuid(number + 1000), "Suspended").await.ok();
    }
}

async fn a_card_is_retired_after_the_request_has_ended(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, status) in (1..).zip([4, 8, 9, 17]) {
        import(&site, pair(number, &json!({"Status": status}), &json!({}))).await;
        let answer = site.by(ALICE).set_card(&uuid(number), &uuid(number + 1000), "Retired").await;
        assert_eq!(answer.ok()["Status"], 6);
    }
    // Before it has begun it is not ended.
    for (number, status) in (11..).zip([0, 16]) {
        import(&site, pair(number, &json!({"Status": status}), &json!({}))).await;
        let answer = site.by(ALICE).set_card(&uuid(number), &uuid(number + 1000), "Retired").await;
        answer.problem(409, "illegal-state");
    }
}

async fn only_execute_changes_cards(engine: Engine) {
    let site = Site::start(engine).await;
    let rights = descriptor(&[("RC", ALICE), ("CCDCSWSDRC", BOB), ("LC", READER)]);
    import(&site, pair(1, &json!({"SecurityDescriptor": rights}), &json!({}))).await;
    for person in [ALICE, BOB, OUTSIDER] {
        let answer = site.by(person).set_card(&uuid(1), &uuid(1001), "Retired").await;
        answer.lacks("Execute");
        assert_eq!(site.records(answer.correlation()).await.len(), 1);
    }
    site.by(READER).set_card(&uuid(1), &uuid(1001), "Retired").await.problem(403, "no-user-id");
    assert_eq!(site.by(ALICE).get(&format!("/smartcards/{}", uuid(1001))).await.ok()["Status"], 2);
}

async fn a_card_of_another_request_is_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    import(&site, pair(1, &json!({}), &json!({}))).await;
    import(&site, pair(2, &json!({}), &json!({}))).await;
    let alice = site.by(ALICE);
    for (request, card) in [(1, 1002), (2, 1001), (3, 1001), (1, 1003), (1, 0)] {
        alice.set_card(&uuid(request), &uuid(card), "Retired").await.is_nothing();
        alice.get(&format!("/requests/{}/smartcards/{}", uuid(request), uuid(card))).await.is_nothing();
    }
}

async fn reading_changes_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, card) = pair(1, &json!({}), &json!({}));
    import(&site, (request, card.clone())).await;
    let before = site.audit().await.len();
    let path = format!("/requests/{}/smartcards/{}", uuid(1), uuid(1001));
    for person in [ALICE, BOB] {
        site.by(person).get(&path).await.is(200, &printed(&card));
    }
    site.by(OUTSIDER).get(&path).await.lacks("Read");
    assert_eq!(site.audit().await.len(), before + 1);
}

async fn only_the_names_of_states_are_taken(engine: Engine) {
    let site = Site::start(engine).await;
    import(&site, pair(1, &json!({}), &json!({}))).await;
    let alice = site.by(ALICE);
    for status in ["Revoked", "", "6"] {
        let message = "`status` must be one of `New`, `Assigned`, `Active`, `Disabled`, `Suspended`, `Retired`";
        alice.set_card(&uuid(1), &uuid(1001), status).await.is_problem(400, "unknown-name", message);
    }
    assert_eq!(alice.set_card(&uuid(1), &uuid(1001), "rETIRED").await.ok()["Status"], 6);
}

/// A card as the service prints it.
fn printed(card: &Value) -> String {
    let smartcard: aclavis_server::object::Smartcard = serde_json::from_value(card.clone()).unwrap();
    serde_json::to_string(&smartcard).unwrap()
}
