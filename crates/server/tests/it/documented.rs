//! What public documentation shows, byte for byte.

use serde_json::{Value, json};

use crate::harness::{ALICE, ATR, BOB, CARD_ID, CHALLENGE, Engine, Site};

tests![
    the_documented_challenge_has_the_documented_response,
    the_documented_objects_come_out_as_they_went_in,
    the_documented_objects_need_permission_to_dangle,
    a_diversified_key_has_24_bytes_of_odd_parity,
    the_documented_spellings_of_a_path_are_one,
];

/// The documented request.
const REQUEST: &str = include_str!("../vectors/request-completed.json");
/// The documented smart card.
const SMARTCARD: &str = include_str!("../vectors/smartcard-retired.json");
const REQUEST_UUID: &str = "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099";
const SMARTCARD_UUID: &str = "17cf063d-e337-4aa9-a822-346554ddd3c9";
/// The user of both, who is none of the other tests'.
const USER: &str = "8f1590dc-d932-4b66-8e68-2e91c5880780";

/// A document without the blanks between its parts.
fn compacted(document: &str) -> String {
    document.lines().map(str::trim).collect::<String>().replace("\": ", "\":")
}

async fn the_documented_challenge_has_the_documented_response(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let request = alice.enrol().await;
    let bound = alice.post("/smartcards", &json!({"requestid": request, "cardid": CARD_ID, "atr": ATR})).await;
    let card = bound.made("smartcards");
    let path = format!("/requests/{request}/smartcards/{card}/authenticationresponse");
    let query = format!("atr={ATR}&cardid={CARD_ID}&challenge=1hFD%2Bcz%2F0so%3D&diversified=False");
    alice.get(&format!("{path}?{query}")).await.is(200, "\"F0Zudm4wPLY=\"");
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.is(200, "\"F0Zudm4wPLY=\"");
}

async fn the_documented_objects_come_out_as_they_went_in(engine: Engine) {
    let site = Site::start(engine).await;
    for document in [REQUEST, SMARTCARD] {
        site.admin.import(document, false, true).await.unwrap();
    }
    // The request lets everybody read it; the card is seen by who may read a request that names it.
    for reader in [ALICE, BOB] {
        let reader = site.by(reader);
        let request = reader.get(&format!("/requests/{REQUEST_UUID}")).await;
        request.is(200, &compacted(REQUEST));
        reader.get(&format!("/requests/{REQUEST_UUID}/smartcards/{SMARTCARD_UUID}")).await.is(200, &compacted(SMARTCARD));
        reader.get(&format!("/smartcards/{SMARTCARD_UUID}")).await.is(200, &compacted(SMARTCARD));
        reader.get(&format!("/smartcards?cardid={CARD_ID}")).await.is(200, &compacted(SMARTCARD));
        reader.get("/requests").await.is(200, &format!("[{}]", compacted(REQUEST)));
    }
    let parsed: Value = serde_json::from_str(REQUEST).unwrap();
    assert_eq!(parsed["OriginatorUserUuid"], USER);
}

async fn the_documented_objects_need_permission_to_dangle(engine: Engine) {
    let site = Site::start(engine).await;
    let refused = site.admin.import(REQUEST, false, false).await.unwrap_err().to_string();
    let template = "a039b4d0-5ce8-4eff-8651-181c6576fda3";
    let expected = format!(
        "the request {REQUEST_UUID} names the profile template {template}, which is not there; \
         `--allow-dangling` takes it all the same"
    );
    assert_eq!(refused, expected);
    site.by(ALICE).get(&format!("/requests/{REQUEST_UUID}")).await.is_nothing();
}

async fn a_diversified_key_has_24_bytes_of_odd_parity(engine: Engine) {
    use base64::Engine as _;

    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let key = alice.key(&request, &card).await.text();
    let bytes = base64::prelude::BASE64_STANDARD.decode(key).unwrap();
    assert_eq!(bytes.len(), 24);
    assert!(bytes.iter().all(|byte| byte.count_ones() % 2 == 1));
}

async fn the_documented_spellings_of_a_path_are_one(engine: Engine) {
    let site = Site::start_with(engine, |config| config.lock.answers = 1000).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let challenge = "challenge=1hFD%2Bcz%2F0so%3D";
    let paths = [
        "requests".to_owned(),
        format!("requests/{request}"),
        format!("requests/{request}/smartcards/{card}"),
        format!("requests/{request}/smartcards/{card}/authenticationresponse?cardid={CARD_ID}&diversified=false&{challenge}"),
        format!("requests/{request}/smartcards/{card}/diversifiedkey?cardid={CARD_ID}"),
        format!("smartcards/{card}"),
        format!("smartcards?cardid={CARD_ID}"),
        format!("smartcards/{card}/operations"),
        "profiletemplates".to_owned(),
        format!("profiletemplates/{}", crate::harness::TEMPLATE),
        format!("profiletemplates/{}/configuration/smartcards", crate::harness::TEMPLATE),
    ];
    for path in paths {
        let (place, query) = path.split_once('?').unwrap_or((&path, ""));
        let upper = place.to_uppercase();
        let mut answers = Vec::new();
        for base in ["CertificateManagement/api/v1.0", "certificatemanagement/api/v1.0", "CertificateManagement/API/v1.0"] {
            for place in [place, &upper] {
                let call = alice.call(&reqwest::Method::GET, &format!("/{base}/{place}?{query}"));
                answers.push(alice.answer(call).await.ok());
            }
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{path}: {answers:?}");
    }
}
