//! Who may have keys and responses.

use aclavis_server::{Sensitive, start};
use serde_json::json;

use crate::harness::{ALICE, BOB, CARD_ID, CHALLENGE, Engine, KEYS, OUTSIDER, READER, Site, TEMPLATE, request, sid};

tests![
    without_a_group_the_service_does_not_start,
    only_members_of_the_group_have_keys_and_responses,
    membership_is_not_enough,
    anyone_with_execute_may_where_that_is_configured,
    a_shared_key_answers_members_of_a_group_only,
    the_directory_makes_members_too,
    the_default_key_is_shown_to_members_only,
    the_configuration_of_cards_needs_enroll,
];

const REFUSED: &str = "the caller does not belong to the group that may have keys and responses";

fn configuration(digits: &str) -> String {
    format!(
        "{{\"DefaultAdminKeyHex\":\"{digits}\",\"DiversifyAdminKey\":true,\"UserPinOption\":0,\
         \"AdminKeyAlgorithm\":\"tdes3\",\"PinLength\":6,\"PinCharset\":\"digits\"}}"
    )
}

async fn without_a_group_the_service_does_not_start(engine: Engine) {
    let site = Site::start(engine).await;
    let mut config = site.config.clone();
    config.sensitive.group = None;
    let message = "`sensitive.group` is not configured: the SID of the group that may have keys and responses, \
                   or `anyone-with-execute`";
    assert_eq!(start(&config).await.unwrap_err().to_string(), message);
    assert_eq!(aclavis_server::check(&config).await.unwrap_err().to_string(), message);
}

async fn only_members_of_the_group_have_keys_and_responses(engine: Engine) {
    let site = Site::start(engine).await;
    site.change_template(&json!({"UserPinOption": "CustomServerDistributed"})).await;
    let bob = site.by(BOB);
    let (request, card) = bob.enrol_with(CARD_ID).await;
    for answer in [
        bob.key(&request, &card).await,
        bob.respond(&request, &card, CARD_ID, CHALLENGE, false).await,
        bob.respond(&request, &card, CARD_ID, CHALLENGE, true).await,
    ] {
        answer.is_problem(403, "not-sensitive", REFUSED);
        let records = site.records(answer.correlation()).await;
        assert_eq!((records.len(), &records[0]["Outcome"]), (1, &json!("not-sensitive")));
        assert_eq!(records[0]["Detail"]["rule"], "not-sensitive");
        assert_eq!(records[0]["Detail"]["permission"], "Execute");
    }
    // PINs need Execute only.
    bob.pin(&request, &card, CHALLENGE).await.text();
}

async fn membership_is_not_enough(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, card) = site.by(BOB).enrol_with(CARD_ID).await;
    let alice = site.by(ALICE);
    alice.key(&request, &card).await.lacks("Execute");
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.lacks("Execute");
}

async fn anyone_with_execute_may_where_that_is_configured(engine: Engine) {
    let site = Site::start_with(engine, |config| config.sensitive.group = Some(Sensitive::AnyoneWithExecute)).await;
    let bob = site.by(BOB);
    let (request, card) = bob.enrol_with(CARD_ID).await;
    bob.key(&request, &card).await.text();
    bob.respond(&request, &card, CARD_ID, CHALLENGE, false).await.is(200, "\"F0Zudm4wPLY=\"");
    let digits = "0".repeat(48);
    bob.get(&format!("/profiletemplates/{TEMPLATE}/configuration/smartcards")).await.is(200, &configuration(&digits));
    site.by(ALICE).key(&request, &card).await.lacks("Execute");
}

async fn a_shared_key_answers_members_of_a_group_only(engine: Engine) {
    let site = Site::start_with(engine, |config| config.sensitive.group = Some(Sensitive::AnyoneWithExecute)).await;
    site.change_template(&json!({"DiversifyAdminKey": false})).await;
    let bob = site.by(BOB);
    let (request, card) = bob.enrol_with(CARD_ID).await;
    let refused = bob.respond(&request, &card, CARD_ID, CHALLENGE, false).await;
    let message = "cards of this template share one admin key, and no group is configured that may have responses under it";
    refused.is_problem(403, "not-sensitive", message);
    assert_eq!(site.records(refused.correlation()).await.len(), 1);
}

async fn the_directory_makes_members_too(engine: Engine) {
    let site = Site::start(engine).await;
    let mut row = BOB.row();
    row["Groups"] = json!([sid(KEYS)]);
    site.admin.import(&row.to_string(), true, false).await.unwrap();
    let bob = site.by(BOB);
    let (request, card) = bob.enrol_with(CARD_ID).await;
    bob.key(&request, &card).await.text();
}

async fn the_default_key_is_shown_to_members_only(engine: Engine) {
    let site = Site::start(engine).await;
    let digits = "010203040506070801020304050607080102030405060708";
    site.change_template(&json!({"DefaultAdminKeyHex": digits})).await;
    let path = format!("/profiletemplates/{TEMPLATE}/configuration/smartcards");
    let shown = site.by(ALICE).get(&path).await;
    shown.is(200, &configuration(digits));
    let records = site.records(shown.correlation()).await;
    assert_eq!((records.len(), &records[0]["Action"]), (1, &json!("secret.default-key")));
    for person in [BOB, READER] {
        let hidden = site.by(person).get(&path).await;
        hidden.is(200, &configuration(""));
        assert_eq!(site.records(hidden.correlation()).await.len(), 0);
    }
}

async fn the_configuration_of_cards_needs_enroll(engine: Engine) {
    let site = Site::start(engine).await;
    let path = format!("/profiletemplates/{TEMPLATE}/configuration/smartcards");
    let refused = site.by(OUTSIDER).get(&path).await;
    refused.lacks("Enroll");
    assert_eq!(site.records(refused.correlation()).await.len(), 1);
    // Read is not enough.
    let read_only = format!("O:BAD:(A;;RC;;;{})", sid(crate::harness::USERS));
    site.change_template(&json!({"SecurityDescriptor": read_only})).await;
    site.by(ALICE).get(&format!("/profiletemplates/{TEMPLATE}")).await.ok();
    site.by(ALICE).get(&path).await.lacks("Enroll");
    site.by(ALICE)
        .get(&format!(
            "/profiletemplates/{}/configuration/smartcards",
            request("x", &json!({}))["NewProfileUuid"].as_str().unwrap()
        ))
        .await
        .is_nothing();
}
