//! PINs that are stored: `GET /requests/{id}/pin`.

use serde_json::json;

use crate::harness::{ALICE, BOB, CARD_ID, CHALLENGE, Engine, MANAGER, OUTSIDER, Site, uuid};

tests![
    the_pin_is_shown_to_who_distributes_secrets,
    another_challenge_replaces_the_pin,
    of_two_cards_the_new_one_has_its_pin_shown,
    the_pin_is_gone_when_the_request_ends,
    the_pin_is_gone_when_the_card_is_retired,
    the_pin_is_not_stored_in_clear,
    a_sealed_pin_belongs_to_its_request,
    without_a_pin_there_is_nothing_to_show,
    a_pin_that_is_shown_is_recorded,
];

const OTHER_CHALLENGE: &str = "AAECAwQFBgc=";

async fn site(engine: Engine) -> Site {
    let site = Site::start(engine).await;
    let long = json!({"UserPinOption": "ServerDistributed", "PinLength": 16, "PinCharset": "alphanumeric"});
    site.change_template(&long).await;
    site
}

async fn the_pin_is_shown_to_who_distributes_secrets(engine: Engine) {
    let site = site(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    let pin = site.by(ALICE).pin(&request, &card, CHALLENGE).await;
    let path = format!("/requests/{request}/pin");
    site.by(MANAGER).get(&path).await.is(200, &pin.body);
    for person in [ALICE, BOB, OUTSIDER] {
        let refused = site.by(person).get(&path).await;
        refused.lacks("DistributeSecrets");
        assert_eq!(site.records(refused.correlation()).await.len(), 1);
    }
}

async fn another_challenge_replaces_the_pin(engine: Engine) {
    let site = site(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    let path = format!("/requests/{request}/pin");
    for challenge in [CHALLENGE, OTHER_CHALLENGE, CHALLENGE] {
        let pin = site.by(ALICE).pin(&request, &card, challenge).await;
        pin.text();
        site.by(MANAGER).get(&path).await.is(200, &pin.body);
    }
    assert_eq!(site.database.number("SELECT COUNT(*) FROM stored_pins").await, 1);
}

/// A renewal names the old card and the new one, and either may be given its PIN last.
async fn of_two_cards_the_new_one_has_its_pin_shown(engine: Engine) {
    let site = site(engine).await;
    let alice = site.by(ALICE);
    for n in 0..6 {
        let (request, old) = alice.enrol_with(&uuid(100 + n)).await;
        alice.end(&request, "Completed").await.ok();
        let renewal = alice.post("/requests", &json!({"type": "Renew", "smartcard": old})).await.made("requests");
        let path = format!("/requests/{renewal}/pin");
        let of_old = alice.pin(&renewal, &old, CHALLENGE).await;
        site.by(MANAGER).get(&path).await.is(200, &of_old.body);
        let new = alice.bind(&renewal, &uuid(200 + n)).await.made("smartcards");
        site.by(MANAGER).get(&path).await.is(200, &of_old.body);
        let of_new = alice.pin(&renewal, &new, CHALLENGE).await;
        site.by(MANAGER).get(&path).await.is(200, &of_new.body);
        alice.pin(&renewal, &old, OTHER_CHALLENGE).await.text();
        site.by(MANAGER).get(&path).await.is(200, &of_new.body);
    }
}

async fn the_pin_is_gone_when_the_request_ends(engine: Engine) {
    let site = site(engine).await;
    for end in ["Completed", "Canceled", "Abandoned"] {
        let card_id = uuid(u32::try_from(end.len()).unwrap() + u32::from(end.as_bytes()[0]));
        let (request, card) = site.by(ALICE).enrol_with(&card_id).await;
        site.by(ALICE).pin(&request, &card, CHALLENGE).await.text();
        assert_eq!(site.database.number("SELECT COUNT(*) FROM stored_pins").await, 1);
        site.by(ALICE).end(&request, end).await.ok();
        assert_eq!(site.database.number("SELECT COUNT(*) FROM stored_pins").await, 0);
        site.by(MANAGER).get(&format!("/requests/{request}/pin")).await.problem(409, "illegal-state");
    }
}

async fn the_pin_is_gone_when_the_card_is_retired(engine: Engine) {
    let site = site(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    site.by(ALICE).pin(&request, &card, CHALLENGE).await.text();
    site.by(ALICE).set_card(&request, &card, "Retired").await.ok();
    assert_eq!(site.database.number("SELECT COUNT(*) FROM stored_pins").await, 0);
    site.by(MANAGER).get(&format!("/requests/{request}/pin")).await.problem(409, "card-retired");
}

async fn the_pin_is_not_stored_in_clear(engine: Engine) {
    let site = site(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    let pin = site.by(ALICE).pin(&request, &card, CHALLENGE).await.text();
    let key = site.by(ALICE).key(&request, &card).await.text();
    let stored = site.database.everything().await;
    let contains = |text: &str| stored.windows(text.len()).any(|window| window == text.as_bytes());
    let hex = |text: &str| base16ct::lower::encode_string(text.as_bytes());
    // What is looked for would be found.
    assert!(contains(&request) && contains(CARD_ID));
    assert!(!contains(&pin) && !contains(&hex(&pin)) && !contains(&hex(&pin).to_uppercase()));
    assert!(!contains(&key));
}

async fn a_sealed_pin_belongs_to_its_request(engine: Engine) {
    let site = site(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    site.by(ALICE).pin(&request, &card, CHALLENGE).await.text();
    let path = format!("/requests/{request}/pin");
    // Somebody who writes to the store makes it the PIN of another key.
    assert_eq!(site.database.execute("UPDATE stored_pins SET key_version = 7").await, 1);
    site.by(MANAGER).get(&path).await.is_problem(500, "internal", "the service failed");
    assert_eq!(site.database.execute("UPDATE stored_pins SET key_version = 0").await, 1);
    site.by(MANAGER).get(&path).await.text();
}

async fn without_a_pin_there_is_nothing_to_show(engine: Engine) {
    let site = site(engine).await;
    let request = site.by(ALICE).enrol().await;
    let path = format!("/requests/{request}/pin");
    site.by(MANAGER).get(&path).await.is_nothing();
    site.by(ALICE).bind(&request, CARD_ID).await.made("smartcards");
    site.by(MANAGER).get(&path).await.is_nothing();
    // Who may not know it does not learn whether there is one.
    site.by(ALICE).get(&path).await.lacks("DistributeSecrets");
    site.by(MANAGER).get(&format!("/requests/{}/pin", uuid(1))).await.is_nothing();
}

async fn a_pin_that_is_shown_is_recorded(engine: Engine) {
    let site = site(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    let pin = site.by(ALICE).pin(&request, &card, CHALLENGE).await.text();
    let shown = site.by(MANAGER).get(&format!("/requests/{request}/pin")).await;
    let records = site.records(shown.correlation()).await;
    assert_eq!((records.len(), &records[0]["Action"]), (1, &json!("secret.stored-pin")));
    assert_eq!((&records[0]["Actor"], &records[0]["SmartcardUuid"]), (&json!(MANAGER.sid()), &json!(card)));
    assert_eq!(records[0]["Detail"]["permission"], "DistributeSecrets");
    assert!(site.audit().await.iter().all(|record| !record.to_string().contains(&pin)));
}
