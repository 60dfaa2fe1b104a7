//! Everything in a URL must belong together, and keys come from what is stored.

use serde_json::json;

use crate::harness::{ALICE, ATR, CARD_ID, CHALLENGE, Client, Derived, Engine, OTHER_CARD_ID, Site, encoded, uuid};

tests![
    a_card_of_another_request_has_no_secrets,
    another_card_id_is_refused,
    another_atr_is_refused,
    an_atr_that_was_never_posted_is_not_compared,
    what_is_refused_is_neither_counted_nor_derived,
    keys_come_from_what_is_stored,
    a_rebound_card_has_other_keys,
    the_earlier_binding_has_no_secrets_any_more,
];

/// A card with the documented answer to reset, and what it is asked for under a request.
async fn bound(client: &Client) -> (String, String) {
    let request = client.enrol().await;
    let body = json!({"requestid": request, "cardid": CARD_ID, "atr": ATR});
    let card = client.post("/smartcards", &body).await.made("smartcards");
    (request, card)
}

/// The routes of secrets under a request and a card, for a card id and with a further parameter.
fn secrets(request: &str, card: &str, card_id: &str, further: &str) -> [String; 4] {
    let (place, challenge) = (format!("/requests/{request}/smartcards/{card}"), encoded(CHALLENGE));
    [
        format!("{place}/authenticationresponse?cardid={card_id}&challenge={challenge}&diversified=false{further}"),
        format!("{place}/diversifiedkey?cardid={card_id}{further}"),
        format!("{place}/serverproposedpin?cardid={card_id}&challenge={challenge}{further}"),
        format!("/smartcards/{card}/serverproposedpin?cardid={card_id}&challenge={challenge}{further}"),
    ]
}

async fn site(engine: Engine) -> Site {
    let site = Site::start(engine).await;
    site.change_template(&json!({"UserPinOption": "CustomServerDistributed"})).await;
    site
}

async fn a_card_of_another_request_has_no_secrets(engine: Engine) {
    let site = site(engine).await;
    let alice = site.by(ALICE);
    let (first, first_card) = bound(&alice).await;
    let (second, second_card) = alice.enrol_with(OTHER_CARD_ID).await;
    for (request, card, card_id) in
        [(&first, &second_card, OTHER_CARD_ID), (&second, &first_card, CARD_ID), (&uuid(1), &first_card, CARD_ID)]
    {
        for path in &secrets(request, card, card_id, "")[..3] {
            alice.get(path).await.is_nothing();
        }
    }
    for path in secrets(&first, &uuid(1), CARD_ID, "") {
        alice.get(&path).await.is_nothing();
    }
}

async fn another_card_id_is_refused(engine: Engine) {
    let site = site(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = bound(&alice).await;
    for path in secrets(&request, &card, OTHER_CARD_ID, "") {
        alice.get(&path).await.is_problem(409, "card-mismatch", "the card id is not that of the smart card");
    }
    for path in secrets(&request, &card, &CARD_ID.to_uppercase(), "") {
        alice.get(&path).await.text();
    }
}

async fn another_atr_is_refused(engine: Engine) {
    let site = site(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = bound(&alice).await;
    for path in secrets(&request, &card, CARD_ID, "&atr=3b87800161636c6176697365") {
        alice.get(&path).await.is_problem(409, "card-mismatch", "the ATR is not that of the smart card");
    }
    for path in secrets(&request, &card, CARD_ID, &format!("&atr={}", ATR.to_uppercase())) {
        alice.get(&path).await.text();
    }
}

async fn an_atr_that_was_never_posted_is_not_compared(engine: Engine) {
    let site = site(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    for path in secrets(&request, &card, CARD_ID, &format!("&atr={ATR}")) {
        alice.get(&path).await.text();
    }
    // Nor does it enter anything: the card has none.
    assert_eq!(alice.get(&format!("/smartcards/{card}")).await.ok()["Atr"], "");
    let [_, _, with, _] = secrets(&request, &card, CARD_ID, &format!("&atr={ATR}"));
    let [_, _, without, _] = secrets(&request, &card, CARD_ID, "");
    assert_eq!(alice.get(&with).await.text(), alice.get(&without).await.text());
}

async fn what_is_refused_is_neither_counted_nor_derived(engine: Engine) {
    let site = Site::start_with(engine, |config| config.lock.answers = 1).await;
    let alice = site.by(ALICE);
    let (request, card) = bound(&alice).await;
    let records = site.audit().await.len();
    for _ in 0..3 {
        for path in &secrets(&request, &card, OTHER_CARD_ID, "")[..2] {
            alice.get(path).await.problem(409, "card-mismatch");
        }
    }
    assert_eq!(site.audit().await.len(), records);
    assert_eq!(site.database.number("SELECT pending_version FROM smartcards").await, 0);
    alice.key(&request, &card).await.text();
}

async fn keys_come_from_what_is_stored(engine: Engine) {
    let site = site(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = bound(&alice).await;
    let expected = Derived::new(&card, CARD_ID).key_text();
    let path = format!("/requests/{request}/smartcards/{card}/diversifiedkey");
    for query in ["", &format!("?cardid={CARD_ID}"), &format!("?atr={ATR}"), &format!("?cardid={CARD_ID}&atr={ATR}")] {
        alice.get(&format!("{path}{query}")).await.is(200, &expected);
    }
}

async fn a_rebound_card_has_other_keys(engine: Engine) {
    let site = site(engine).await;
    let alice = site.by(ALICE);
    let mut seen = Vec::new();
    for _ in 0..2 {
        let (request, card) = bound(&alice).await;
        let derived = Derived::new(&card, CARD_ID);
        let (key, pin) = (alice.key(&request, &card).await, alice.pin(&request, &card, CHALLENGE).await);
        let response = alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await;
        key.is(200, &derived.key_text());
        response.is(200, &derived.response(CHALLENGE));
        seen.push((card, key.body, response.body, pin.text()));
        alice.end(&request, "Canceled").await.ok();
    }
    let [one, other] = &seen[..] else { panic!("two") };
    assert!(one.0 != other.0 && one.1 != other.1 && one.2 != other.2 && one.3 != other.3, "{seen:?}");
}

async fn the_earlier_binding_has_no_secrets_any_more(engine: Engine) {
    let site = site(engine).await;
    let alice = site.by(ALICE);
    let (first, old) = bound(&alice).await;
    alice.key(&first, &old).await.text();
    alice.end(&first, "Canceled").await.ok();
    let (second, _) = bound(&alice).await;

    // Under the new request the old card is none; under the old one nothing is handed out.
    for path in &secrets(&second, &old, CARD_ID, "")[..3] {
        alice.get(path).await.is_nothing();
    }
    for path in &secrets(&first, &old, CARD_ID, "")[..3] {
        alice.get(path).await.is_problem(409, "illegal-state", "the request is Canceled, and hands out nothing");
    }
    let [_, _, _, short] = secrets(&second, &old, CARD_ID, "");
    alice.get(&short).await.is_nothing();
    assert_eq!(alice.get(&format!("/smartcards/{old}")).await.ok()["Status"], 6);
}
