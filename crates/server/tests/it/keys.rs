//! Which admin key answers, and how a card comes to its own.

use aclavis::card::Algorithm;
use serde_json::{Value, json};

use crate::harness::{ALICE, BOB, CARD_ID, CHALLENGE, Client, Derived, Engine, Site, encoded};

tests![
    the_default_key_answers_until_the_cards_own_is_confirmed,
    a_key_that_was_not_asked_for_answers_nothing,
    the_pending_key_answers_before_it_is_confirmed,
    a_new_key_is_the_next_version,
    one_open_request_at_a_time_has_the_pending_key,
    the_key_of_a_given_up_card_comes_from_its_old_identifier,
    cancelling_leaves_both_keys,
    abandoning_leaves_both_keys,
    another_request_does_not_confirm_a_key,
    a_card_that_was_never_in_use_is_retired_with_its_request,
    aes_cards_have_keys_of_their_length,
    the_challenge_must_fit_the_algorithm,
    cards_that_share_a_key_get_none_of_their_own,
];

/// Starts the renewal of a card.
async fn renew(client: &Client, card: &str) -> String {
    client.post("/requests", &json!({"type": "Renew", "smartcard": card})).await.made("requests")
}

/// A card with a confirmed key.
async fn enrolled(client: &Client) -> String {
    let (request, card) = client.enrol_with(CARD_ID).await;
    client.key(&request, &card).await.text();
    client.end(&request, "Completed").await.ok();
    card
}

/// A response under a version of the card's own key.
async fn respond_by(client: &Client, request: &str, card: &str, version: u32) -> crate::harness::Answer {
    let (place, challenge) = (format!("/requests/{request}/smartcards/{card}"), encoded(CHALLENGE));
    let query = format!("cardid={CARD_ID}&challenge={challenge}&diversified=true&keyversion={version}");
    client.get(&format!("{place}/authenticationresponse?{query}")).await
}

/// The versions of the only card's keys, confirmed and pending.
async fn versions(site: &Site) -> (i64, i64) {
    let number = async |column: &str| site.database.number(&format!("SELECT {column} FROM smartcards")).await;
    (number("confirmed_version").await, number("pending_version").await)
}

async fn the_default_key_answers_until_the_cards_own_is_confirmed(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.is(200, "\"F0Zudm4wPLY=\"");
    alice.key(&request, &card).await.text();
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.is(200, "\"F0Zudm4wPLY=\"");
    alice.end(&request, "Completed").await.ok();
    let renewal = renew(&alice, &card).await;
    let refused = alice.respond(&renewal, &card, CARD_ID, CHALLENGE, false).await;
    refused.is_problem(409, "key-confirmed", "the smart card has a key of its own, the default key answers no more");
    let own = alice.respond(&renewal, &card, CARD_ID, CHALLENGE, true).await;
    own.is(200, &Derived::new(&card, CARD_ID).response(CHALLENGE));
}

async fn a_key_that_was_not_asked_for_answers_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let none = alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await;
    none.is_problem(409, "no-such-key", "the smart card has no key of its own yet");
    let none = respond_by(&alice, &request, &card, 1).await;
    none.is_problem(409, "no-such-key", "the smart card has no key of this version, neither confirmed nor pending");
    // Without a key the request is completed, and the default key goes on answering.
    alice.end(&request, "Completed").await.ok();
    let renewal = renew(&alice, &card).await;
    alice.respond(&renewal, &card, CARD_ID, CHALLENGE, false).await.is(200, "\"F0Zudm4wPLY=\"");
}

async fn the_pending_key_answers_before_it_is_confirmed(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let derived = Derived::new(&card, CARD_ID);
    alice.key(&request, &card).await.is(200, &derived.key_text());
    assert_eq!(versions(&site).await, (0, 1));
    alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await.is(200, &derived.response(CHALLENGE));
    respond_by(&alice, &request, &card, 1).await.is(200, &derived.response(CHALLENGE));
    respond_by(&alice, &request, &card, 2).await.problem(409, "no-such-key");
    // Asked for again it is the same.
    alice.key(&request, &card).await.is(200, &derived.key_text());
    assert_eq!(versions(&site).await, (0, 1));
    alice.end(&request, "Completed").await.ok();
    assert_eq!(versions(&site).await, (1, 0));
}

async fn a_new_key_is_the_next_version(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let card = enrolled(&alice).await;
    let first = Derived::new(&card, CARD_ID);
    let second = Derived { version: 2, ..first };
    let renewal = renew(&alice, &card).await;
    alice.key(&renewal, &card).await.is(200, &second.key_text());
    alice.respond(&renewal, &card, CARD_ID, CHALLENGE, true).await.is(200, &first.response(CHALLENGE));
    respond_by(&alice, &renewal, &card, 1).await.is(200, &first.response(CHALLENGE));
    respond_by(&alice, &renewal, &card, 2).await.is(200, &second.response(CHALLENGE));
    alice.end(&renewal, "Completed").await.ok();
    assert_eq!(versions(&site).await, (2, 0));
    let next = renew(&alice, &card).await;
    alice.respond(&next, &card, CARD_ID, CHALLENGE, true).await.is(200, &second.response(CHALLENGE));
    respond_by(&alice, &next, &card, 1).await.problem(409, "no-such-key");
}

async fn leaves_both_keys(engine: Engine, end: &str) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let card = enrolled(&alice).await;
    let renewal = renew(&alice, &card).await;
    alice.key(&renewal, &card).await.text();
    let ended = alice.end(&renewal, end).await;
    let records = site.records(ended.correlation()).await;
    let expected = json!([
        {"smartcard": card, "from": "Active", "to": "Active", "confirmed_key": 1, "pending_key": 2}
    ]);
    assert_eq!(records[0]["Detail"]["change"]["smartcards"], expected);
    assert_eq!(versions(&site).await, (1, 2));
    // Whichever key the card has, it can still be found out.
    let next = renew(&alice, &card).await;
    for version in [1, 2] {
        let derived = Derived { version, ..Derived::new(&card, CARD_ID) };
        respond_by(&alice, &next, &card, version).await.is(200, &derived.response(CHALLENGE));
    }
    let pending = Derived { version: 2, ..Derived::new(&card, CARD_ID) };
    alice.key(&next, &card).await.is(200, &pending.key_text());
    alice.end(&next, "Completed").await.ok();
    assert_eq!(versions(&site).await, (2, 0));
}

async fn one_open_request_at_a_time_has_the_pending_key(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let card = enrolled(&alice).await;
    let (first, second) = (renew(&alice, &card).await, renew(&alice, &card).await);
    let key = alice.key(&first, &card).await.text();
    let refused = alice.key(&second, &card).await;
    let message = "another open request has asked for the key of the smart card; it must be ended first";
    refused.is_problem(409, "key-pending", message);
    // The one that has asked confirms it.
    alice.end(&first, "Completed").await.ok();
    assert_eq!(versions(&site).await, (2, 0));
    assert_ne!(alice.key(&second, &card).await.text(), key);
    assert_eq!(versions(&site).await, (2, 3));
}

async fn the_key_of_a_given_up_card_comes_from_its_old_identifier(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let key = alice.key(&request, &card).await.text();
    alice.end(&request, "Canceled").await.ok();
    // As docs/operating.md says, for a card on which the key was set already.
    assert_eq!(Derived::new(&card, CARD_ID).key_text(), format!("\"{key}\""));
    let (again, other) = alice.enrol_with(CARD_ID).await;
    assert_ne!(alice.key(&again, &other).await.text(), key);
}

async fn cancelling_leaves_both_keys(engine: Engine) {
    leaves_both_keys(engine, "Canceled").await;
}

async fn abandoning_leaves_both_keys(engine: Engine) {
    leaves_both_keys(engine, "Abandoned").await;
}

async fn another_request_does_not_confirm_a_key(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let card = enrolled(&alice).await;
    let (one, other) = (renew(&alice, &card).await, renew(&alice, &card).await);
    alice.key(&one, &card).await.text();
    alice.end(&other, "Completed").await.ok();
    assert_eq!(versions(&site).await, (1, 2));
    alice.end(&one, "Completed").await.ok();
    assert_eq!(versions(&site).await, (2, 0));
}

async fn a_card_that_was_never_in_use_is_retired_with_its_request(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    for end in ["Canceled", "Abandoned"] {
        let (request, card) = alice.enrol_with(CARD_ID).await;
        let ended = alice.end(&request, end).await;
        let expected = json!([{"smartcard": card, "from": "Assigned", "to": "Retired", "confirmed_key": 0, "pending_key": 0}]);
        assert_eq!(site.records(ended.correlation()).await[0]["Detail"]["change"]["smartcards"], expected);
        assert_eq!(alice.get(&format!("/smartcards/{card}")).await.ok()["Status"], 6);
    }
    // Somebody else may have the card now.
    let (request, card) = site.by(BOB).enrol_with(CARD_ID).await;
    site.by(BOB).set_card(&request, &card, "Active").await.ok();
    site.by(BOB).end(&request, "Canceled").await.ok();
    assert_eq!(site.by(BOB).get(&format!("/smartcards/{card}")).await.ok()["Status"], 2);
}

async fn aes_cards_have_keys_of_their_length(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    for (algorithm, digits) in [
        (Algorithm::Aes128, "000102030405060708090A0B0C0D0E0F"),
        (Algorithm::Aes192, "000102030405060708090a0b0c0d0e0f1011121314151617"),
        (Algorithm::Aes256, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
    ] {
        site.change_template(&json!({"AdminKeyAlgorithm": algorithm.name(), "DefaultAdminKeyHex": digits})).await;
        let (request, card) = alice.enrol_with(CARD_ID).await;
        // FIPS 197, appendix C.
        let given = "ABEiM0RVZneImaq7zN3u/w==";
        let response = match algorithm {
            Algorithm::Aes128 => "\"acTg2Gp7BDDYzbeAcLTFWg==\"",
            Algorithm::Aes192 => "\"3al8pIZM3+Bur3Cg7A1xkQ==\"",
            _ => "\"jqK3ylFnRb/q/EmQS0lgiQ==\"",
        };
        alice.respond(&request, &card, CARD_ID, given, false).await.is(200, response);
        let derived = Derived { algorithm, ..Derived::new(&card, CARD_ID) };
        alice.key(&request, &card).await.is(200, &derived.key_text());
        assert_eq!(derived.key().expose().len(), algorithm.key_len());
        alice.respond(&request, &card, CARD_ID, given, true).await.is(200, &derived.response(given));
        alice.end(&request, "Canceled").await.ok();
    }
}

async fn the_challenge_must_fit_the_algorithm(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let long = "AAAAAAAAAAAAAAAAAAAAAA==";
    alice.respond(&request, &card, CARD_ID, long, false).await.problem(400, "challenge-length");
    site.change_template(&json!({"AdminKeyAlgorithm": "aes128"})).await;
    alice.end(&request, "Canceled").await.ok();
    let (request, card) = alice.enrol_with(CARD_ID).await;
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.problem(400, "challenge-length");
    alice.respond(&request, &card, CARD_ID, long, false).await.text();
}

async fn cards_that_share_a_key_get_none_of_their_own(engine: Engine) {
    let site = Site::start(engine).await;
    site.change_template(&json!({"DiversifyAdminKey": false})).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let message = "cards of this template have no admin key of their own";
    alice.key(&request, &card).await.is_problem(409, "not-diversified", message);
    alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await.is_problem(409, "not-diversified", message);
    // Alice belongs to the group that may.
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.is(200, "\"F0Zudm4wPLY=\"");
    let notes = aclavis_server::check(&site.config).await.unwrap();
    let warning: Value = "warning: cards of the template `Smart card` all keep one admin key".into();
    assert!(notes.iter().any(|note| warning == note.as_str()), "{notes:?}");
}
