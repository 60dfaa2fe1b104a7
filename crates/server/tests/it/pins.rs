//! PINs that the server proposes.

use aclavis::card::{Algorithm, CharClass, Charset, PinPolicy, Prf};
use serde_json::json;

use crate::harness::{
    ALICE, ATR, BOB, CARD_ID, CHALLENGE, Client, Derived, Engine, OUTSIDER, Site, card, encoded, request, uuid,
};

tests![
    a_pin_is_that_of_construction_v1,
    the_key_version_enters_the_pin,
    the_template_decides_what_pins_are_like,
    the_server_that_sets_no_pin_proposes_none,
    a_random_pin_is_another_each_time,
    the_same_challenge_has_the_same_pin,
    the_short_route_is_the_long_one,
    the_short_route_needs_one_open_request,
    a_pin_needs_execute,
    a_pin_is_recorded_without_itself,
    the_admin_key_does_not_make_the_pin,
];

const OTHER_CHALLENGE: &str = "AAECAwQFBgc=";

fn digits(length: usize) -> PinPolicy {
    PinPolicy::new(length, Charset::DIGITS).unwrap()
}

const TDES: Prf = Prf::Cmac(Algorithm::Tdes3);

/// A card with the documented answer to reset, under a template with this option.
async fn bound(site: &Site, option: &str) -> (Client, String, String) {
    site.change_template(&json!({"UserPinOption": option})).await;
    let alice = site.by(ALICE);
    let request = alice.enrol().await;
    let body = json!({"requestid": request, "cardid": CARD_ID, "atr": ATR});
    let card = alice.post("/smartcards", &body).await.made("smartcards");
    (alice, request, card)
}

async fn a_pin_is_that_of_construction_v1(engine: Engine) {
    let site = Site::start(engine).await;
    for option in ["ServerDistributed", "CustomServerDistributed"] {
        let (alice, request, card) = bound(&site, option).await;
        // A card without a key of its own has version 0.
        let derived = Derived { version: 0, ..Derived::new(&card, CARD_ID) };
        let expected = derived.pin(&request, ATR, CHALLENGE, &digits(6), TDES);
        alice.pin(&request, &card, CHALLENGE).await.is(200, &expected);
        alice.end(&request, "Canceled").await.ok();
    }
}

async fn the_key_version_enters_the_pin(engine: Engine) {
    let site = Site::start(engine).await;
    let (alice, request, card) = bound(&site, "CustomServerDistributed").await;
    alice.key(&request, &card).await.text();
    let first = Derived::new(&card, CARD_ID);
    let expected = first.pin(&request, ATR, CHALLENGE, &digits(6), TDES);
    alice.pin(&request, &card, CHALLENGE).await.is(200, &expected);
    alice.end(&request, "Completed").await.ok();
    let renewal = alice.post("/requests", &json!({"type": "Renew", "smartcard": card})).await.made("requests");
    let expected = first.pin(&renewal, ATR, CHALLENGE, &digits(6), TDES);
    alice.pin(&renewal, &card, CHALLENGE).await.is(200, &expected);
    alice.key(&renewal, &card).await.text();
    let second = Derived { version: 2, ..first };
    let expected = second.pin(&renewal, ATR, CHALLENGE, &digits(6), TDES);
    alice.pin(&renewal, &card, CHALLENGE).await.is(200, &expected);
}

async fn the_template_decides_what_pins_are_like(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let charset: Charset = "ABCDEFGHIJKLMNOP0123".parse().unwrap();
    let lettered = PinPolicy::new(16, charset).unwrap().allowing_weak().at_least(2, CharClass::Digit).unwrap();
    let with = json!({"PinLength": 16, "PinCharset": "ABCDEFGHIJKLMNOP0123", "PinAllowWeak": true, "PinDigits": 2});
    let plain = json!({"PinLength": 8, "PinCharset": "alphanumeric", "PinPrf": "hmac-sha256"});
    let alphanumeric = PinPolicy::new(8, Charset::ALPHANUMERIC).unwrap();
    let aes = json!({"AdminKeyAlgorithm": "aes256", "PinLength": 4});
    for (mut with, policy, algorithm, prf, challenge) in [
        (with, lettered, Algorithm::Tdes3, TDES, CHALLENGE),
        (plain, alphanumeric, Algorithm::Tdes3, Prf::HmacSha256, CHALLENGE),
        (aes, digits(4), Algorithm::Aes256, Prf::Cmac(Algorithm::Aes256), "ABEiM0RVZneImaq7zN3u/w=="),
    ] {
        with["UserPinOption"] = "CustomServerDistributed".into();
        site.change_template(&with).await;
        let (request, card) = alice.enrol_with(CARD_ID).await;
        let derived = Derived { version: 0, algorithm, ..Derived::new(&card, CARD_ID) };
        alice.pin(&request, &card, challenge).await.is(200, &derived.pin(&request, "", challenge, &policy, prf));
        alice.end(&request, "Canceled").await.ok();
    }
}

async fn the_server_that_sets_no_pin_proposes_none(engine: Engine) {
    let site = Site::start(engine).await;
    for option in ["None", "UserProvided"] {
        let (alice, request, card) = bound(&site, option).await;
        alice.pin(&request, &card, CHALLENGE).await.is_nothing();
        alice.get(&format!("/smartcards/{card}/serverproposedpin?challenge={}", encoded(CHALLENGE))).await.is_nothing();
        alice.end(&request, "Canceled").await.ok();
    }
    assert!(site.audit().await.iter().all(|record| record["Action"] != "secret.pin"));
}

async fn a_random_pin_is_another_each_time(engine: Engine) {
    let site = Site::start(engine).await;
    site.change_template(&json!({"UserPinOption": "Randomized", "PinLength": 16})).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let one = alice.pin(&request, &card, CHALLENGE).await.text();
    let other = alice.pin(&request, &card, CHALLENGE).await.text();
    assert_ne!(one, other);
    assert!([&one, &other].iter().all(|pin| pin.len() == 16 && pin.bytes().all(|digit| digit.is_ascii_digit())));
    assert_eq!(site.database.number("SELECT COUNT(*) FROM stored_pins").await, 0);
}

async fn the_same_challenge_has_the_same_pin(engine: Engine) {
    let site = Site::start(engine).await;
    let (alice, request, card) = bound(&site, "CustomServerDistributed").await;
    let one = alice.pin(&request, &card, CHALLENGE).await.text();
    assert_eq!(alice.pin(&request, &card, CHALLENGE).await.text(), one);
    assert_ne!(alice.pin(&request, &card, OTHER_CHALLENGE).await.text(), one);
    assert_eq!(alice.pin(&request, &card, CHALLENGE).await.text(), one);
    assert_eq!(site.database.number("SELECT COUNT(*) FROM stored_pins").await, 0);
}

async fn the_short_route_is_the_long_one(engine: Engine) {
    let site = Site::start(engine).await;
    let (alice, request, card) = bound(&site, "CustomServerDistributed").await;
    let long = alice.pin(&request, &card, CHALLENGE).await.text();
    let query = format!("atr={ATR}&cardid={CARD_ID}&challenge={}", encoded(CHALLENGE));
    assert_eq!(alice.get(&format!("/smartcards/{card}/serverproposedpin?{query}")).await.text(), long);
}

async fn the_short_route_needs_one_open_request(engine: Engine) {
    let site = Site::start(engine).await;
    site.change_template(&json!({"UserPinOption": "CustomServerDistributed"})).await;
    site.import(&card(&uuid(1), CARD_ID, &json!({}))).await;
    let alice = site.by(ALICE);
    let path = format!("/smartcards/{}/serverproposedpin?challenge={}", uuid(1), encoded(CHALLENGE));
    alice.get(&path).await.is_nothing();
    let one = request(&uuid(2), &json!({"OldSmartcardUuid": uuid(1)}));
    let ended = request(&uuid(3), &json!({"NewSmartcardUuid": uuid(1), "Status": 8}));
    site.import(&json!({"Requests": [one, ended]})).await;
    alice.get(&path).await.text();
    site.import(&request(&uuid(4), &json!({"NewSmartcardUuid": uuid(1), "Status": 18}))).await;
    let message = "several open requests name the card; the request belongs into the path";
    alice.get(&path).await.is_problem(409, "ambiguous-request", message);
    alice.end(&uuid(4), "Canceled").await.ok();
    alice.get(&path).await.text();
}

async fn a_pin_needs_execute(engine: Engine) {
    let site = Site::start(engine).await;
    let (_, request, card) = bound(&site, "CustomServerDistributed").await;
    for person in [BOB, OUTSIDER] {
        let refused = site.by(person).pin(&request, &card, CHALLENGE).await;
        refused.lacks("Execute");
        let records = site.records(refused.correlation()).await;
        assert_eq!((records.len(), &records[0]["Action"]), (1, &json!("secret.pin")));
    }
}

async fn a_pin_is_recorded_without_itself(engine: Engine) {
    let site = Site::start(engine).await;
    let (alice, request, card) = bound(&site, "CustomServerDistributed").await;
    let answer = alice.pin(&request, &card, CHALLENGE).await;
    let records = site.records(answer.correlation()).await;
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["Detail"]["change"], json!({"option": "CustomServerDistributed", "key": 0}));
    let detail = records[0]["Detail"].to_string();
    assert!(!detail.contains(&answer.text()) && !detail.contains(CHALLENGE), "{detail}");
}

async fn the_admin_key_does_not_make_the_pin(engine: Engine) {
    use aclavis::card::{CardContext, Challenge, PinKey, PinOccasion};

    let site = Site::start(engine).await;
    let (alice, request, card) = bound(&site, "CustomServerDistributed").await;
    alice.key(&request, &card).await.text();
    let pin = alice.pin(&request, &card, CHALLENGE).await.text();
    let system = format!("{}/{card}", crate::harness::SYSTEM);
    let context = CardContext::new(CARD_ID.parse().unwrap(), 1).of_system(&system).unwrap();
    let key = PinKey::from_admin_key(&Derived::new(&card, CARD_ID).key(), TDES, &context).unwrap();
    let challenge = Challenge::from_base64(CHALLENGE, Algorithm::Tdes3).unwrap();
    let atr = aclavis::card::Atr::from_hex(ATR).unwrap();
    let occasion = PinOccasion::new(&challenge).for_request(request.parse().unwrap()).with_atr(&atr);
    assert_ne!(key.propose(&occasion, &digits(6)).unwrap().expose(), pin);
}
