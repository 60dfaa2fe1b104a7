//! Nobody gets in: forged and foreign credentials, secrets for others. Edited audit records are in `audit`.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{
    ALICE, Answer, BOB, CARD_ID, CHALLENGE, Client, Engine, NOBODY, OTHER_CARD_ID, OUTSIDER, READER, Site, issuer,
};

tests![
    without_a_token_nothing_is_answered,
    tokens_that_are_not_to_be_believed_are_refused,
    a_token_without_a_signature_is_refused,
    the_public_key_is_no_secret_to_sign_with,
    a_header_that_is_no_bearer_token_is_refused,
    a_token_in_the_query_or_the_body_is_no_credential,
    somebody_without_a_sid_may_nothing_and_it_is_recorded,
    somebody_without_an_identifier_can_only_read,
    an_identity_in_a_header_of_a_proxy_is_nobodys,
    a_claim_of_a_well_known_or_foreign_sid_gives_nothing,
    a_token_and_a_directory_that_disagree_are_refused,
    a_disabled_user_is_refused,
    a_head_request_for_a_secret_gets_nothing_and_counts_nothing,
    a_card_of_another_request_answers_nothing,
    a_finished_request_is_no_oracle,
    a_card_that_was_bound_again_no_longer_answers_under_its_old_key,
    a_locked_card_answers_nobody_else_either_way,
    a_caller_outside_the_sensitive_group_gets_no_key_in_any_way,
    an_unknown_id_and_a_foreign_card_id_look_the_same,
];

/// Routes that hand out secrets, for a request and a card.
fn secret_routes(request: &str, card: &str) -> Vec<String> {
    let challenge = "challenge=1hFD%2Bcz%2F0so%3D";
    vec![
        format!("/requests/{request}/smartcards/{card}/authenticationresponse?cardid={CARD_ID}&{challenge}&diversified=false"),
        format!("/requests/{request}/smartcards/{card}/authenticationresponse?cardid={CARD_ID}&{challenge}&diversified=true"),
        format!("/requests/{request}/smartcards/{card}/diversifiedkey?cardid={CARD_ID}"),
        format!("/requests/{request}/smartcards/{card}/serverproposedpin?{challenge}"),
        format!("/smartcards/{card}/serverproposedpin?{challenge}"),
        format!("/requests/{request}/pin"),
    ]
}

/// Every route with its method and a body where it has one.
fn routes(request: &str, card: &str) -> Vec<(Method, String, Option<Value>)> {
    let template = crate::harness::TEMPLATE;
    let get = |path: String| (Method::GET, path, None);
    let mut all: Vec<_> = secret_routes(request, card).into_iter().map(get).collect();
    all.extend(
        [
            "/requests".to_owned(),
            format!("/requests/{request}"),
            format!("/requests/{request}/smartcards/{card}"),
            format!("/smartcards/{card}"),
            format!("/smartcards?cardid={CARD_ID}"),
            format!("/smartcards/{card}/operations"),
            "/profiletemplates".to_owned(),
            format!("/profiletemplates/{template}"),
            format!("/profiletemplates/{template}/configuration/smartcards"),
        ]
        .map(get),
    );
    all.push((Method::PUT, format!("/requests/{request}"), Some(json!({"status": "Completed"}))));
    all.push((Method::PUT, format!("/requests/{request}/smartcards/{card}"), Some(json!({"status": "Active"}))));
    all.push((Method::POST, "/smartcards".to_owned(), Some(json!({"requestid": request, "cardid": OTHER_CARD_ID}))));
    all.push((Method::POST, "/requests".to_owned(), Some(json!({"profiletemplateuuid": template, "type": "Enroll"}))));
    all
}

/// What somebody is answered at a route.
async fn ask(client: &Client, (method, path, body): &(Method, String, Option<Value>)) -> Answer {
    match body {
        Some(body) => client.send(method, path, body).await,
        None => client.get(path).await,
    }
}

/// Checks that a token opens no route, and with which code.
async fn is_refused(site: &Site, token: String, code: &str) {
    let (request, card) = ("a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099", "17cf063d-e337-4aa9-a822-346554ddd3c9");
    let client = site.stranger().with_token(Some(token));
    for route in routes(request, card) {
        let answer = ask(&client, &route).await;
        let message = answer.problem(401, code);
        let expected = format!("Bearer error=\"invalid_token\", error_description=\"{message}\"");
        assert_eq!(answer.header("www-authenticate"), Some(expected.as_str()), "{route:?}");
    }
}

async fn without_a_token_nothing_is_answered(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    for route in routes(&request, &card) {
        let answer = ask(&site.stranger(), &route).await;
        answer.is_problem(401, "no-credentials", "a bearer token or a client certificate is needed");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{route:?}");
    }
}

async fn tokens_that_are_not_to_be_believed_are_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let claims = ALICE.claims();
    let with = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        issuer::token(&claims)
    };
    is_refused(&site, with("exp", json!(1_600_000_000)), "expired").await;
    is_refused(&site, with("exp", Value::Null), "missing-expiry").await;
    is_refused(&site, with("nbf", json!(4_000_000_000_u64)), "not-yet-valid").await;
    is_refused(&site, with("iss", json!("https://issuer.example/adfs/")), "wrong-issuer").await;
    is_refused(&site, with("aud", json!("https://host.example/certificatemanagement/")), "wrong-audience").await;
    is_refused(&site, with("aud", json!(["https://other.example"])), "wrong-audience").await;
    is_refused(&site, with("primarysid", json!(500)), "bad-claims").await;
    let good = issuer::token(&claims);
    let (signed, _) = good.rsplit_once('.').unwrap();
    let other = with("upn", json!("somebody else"));
    let (_, foreign) = other.rsplit_once('.').unwrap();
    is_refused(&site, format!("{signed}.{foreign}"), "bad-signature").await;
    is_refused(&site, format!("{good}{}", "A".repeat(8192)), "too-long").await;
    is_refused(&site, "e30.e30.e30".to_owned(), "bad-algorithm").await;
    // And the token that all of them were made of is good.
    site.by(ALICE).get("/requests").await.is(200, "[]");
}

async fn a_token_without_a_signature_is_refused(engine: Engine) {
    let site = Site::start(engine).await;
    for algorithm in ["none", "None", "nOnE", "NONE", ""] {
        let unsigned = issuer::unsigned(&json!({"alg": algorithm, "kid": "ec"}), &ALICE.claims());
        is_refused(&site, format!("{unsigned}."), "bad-algorithm").await;
        let good = issuer::token(&ALICE.claims());
        let (_, signature) = good.rsplit_once('.').unwrap();
        is_refused(&site, format!("{unsigned}.{signature}"), "bad-algorithm").await;
    }
}

async fn the_public_key_is_no_secret_to_sign_with(engine: Engine) {
    let site = Site::start(engine).await;
    for algorithm in ["HS256", "HS384", "HS512"] {
        for secret in issuer::public_key_as_secrets() {
            let forged = issuer::with_hmac(&json!({"alg": algorithm, "kid": "ec"}), &ALICE.claims(), &secret);
            is_refused(&site, forged, "bad-algorithm").await;
        }
    }
}

async fn a_header_that_is_no_bearer_token_is_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let message = "the header `Authorization` must be one `Bearer` with its token";
    for value in ["Basic YWxpY2U6YWxpY2U=", "Bearer", "Negotiate abc", &ALICE.token(), ""] {
        let call = site.stranger().call(&Method::GET, "/certificatemanagement/api/v1.0/requests").header("authorization", value);
        site.stranger().answer(call).await.is_problem(401, "bad-credentials", message);
    }
    let twice = site.by(ALICE).call(&Method::GET, "/certificatemanagement/api/v1.0/requests").bearer_auth(BOB.token());
    site.stranger().answer(twice).await.is_problem(401, "bad-credentials", message);
}

async fn a_token_in_the_query_or_the_body_is_no_credential(engine: Engine) {
    let site = Site::start(engine).await;
    let stranger = site.stranger();
    stranger.get(&format!("/requests?access_token={}", ALICE.token())).await.problem(401, "no-credentials");
    let body = json!({"access_token": ALICE.token(), "type": "Enroll"});
    stranger.post("/requests", &body).await.problem(401, "no-credentials");
}

async fn somebody_without_a_sid_may_nothing_and_it_is_recorded(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    for route in routes(&request, &card) {
        let answer = ask(&site.by(NOBODY), &route).await;
        answer.is_problem(403, "no-sid", "nothing says which SID the caller has");
        let records = site.records(answer.correlation()).await;
        assert_eq!(records.len(), 1, "{route:?}");
        assert_eq!((&records[0]["Outcome"], &records[0]["Actor"]), (&json!("no-sid"), &json!("name:nobody@cm.example")));
    }
}

async fn somebody_without_an_identifier_can_only_read(engine: Engine) {
    let site = Site::start(engine).await;
    let descriptor = format!("O:BAD:(A;;CCDCLCRC;;;{})", READER.sid());
    let request = crate::harness::uuid(1);
    site.import(&json!([crate::harness::request(&request, &json!({"SecurityDescriptor": descriptor}))])).await;
    let reader = site.by(READER);
    reader.get(&format!("/requests/{request}")).await.ok();
    let message = "the directory has no identifier of the caller, who can only read";
    for end in ["Completed", "Canceled", "Abandoned"] {
        reader.end(&request, end).await.is_problem(403, "no-user-id", message);
    }
    reader.bind(&request, CARD_ID).await.is_problem(403, "no-user-id", message);
    let new = json!({"profiletemplateuuid": crate::harness::TEMPLATE, "type": "Enroll"});
    reader.post("/requests", &new).await.is_problem(403, "no-user-id", message);
}

async fn an_identity_in_a_header_of_a_proxy_is_nobodys(engine: Engine) {
    let site = Site::start(engine).await;
    let sid = ALICE.sid();
    let path = "/certificatemanagement/api/v1.0/requests";
    for (name, value) in [
        ("x-forwarded-user", "alice"),
        ("x-remote-user", "alice"),
        ("remote-user", "alice"),
        ("x-ms-client-principal", "eyJ1c2VySWQiOiJhbGljZSJ9"),
        ("x-ms-client-principal-name", "alice@cm.example"),
        ("x-client-cert", "MIIB"),
        ("x-forwarded-client-cert", "Subject=\"CN=alice\""),
        ("x-ssl-client-verify", "SUCCESS"),
        ("x-principal", sid.as_str()),
    ] {
        let call = site.stranger().call(&Method::GET, path).header(name, value);
        site.stranger().answer(call).await.problem(401, "no-credentials");
    }
    // Nor does such a header make one caller another.
    let call = site.by(OUTSIDER).call(&Method::GET, path).header("x-principal", sid).header("x-forwarded-user", "alice");
    let answer = site.stranger().answer(call).await;
    answer.is(200, "[]");
}

async fn a_claim_of_a_well_known_or_foreign_sid_gives_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, _) = site.by(ALICE).enrol_with(CARD_ID).await;
    let foreign = |sid: &str| {
        let mut claims = OUTSIDER.claims();
        claims["groupsid"] = json!([sid, "BA", "S-1-5-32-544", "S-1-5-18", "S-1-3-4", "S-1-5-10"]);
        issuer::token(&claims)
    };
    for sid in ["S-1-5-21-100-200-301-1001", "S-1-5-21-100-200-300", "S-1-5-21-100-200-300-1001-1"] {
        let client = site.stranger().with_token(Some(foreign(sid)));
        client.get(&format!("/requests/{request}")).await.lacks("Read");
        client.end(&request, "Canceled").await.lacks("Cancel");
    }
    // Such a user is nobody, also where the directory knows the name or the identifier.
    let mut claims = ALICE.claims();
    claims["primarysid"] = json!("S-1-5-18");
    let client = site.stranger().with_token(Some(issuer::token(&claims)));
    client.get("/requests").await.problem(401, "different-principals");
    claims["objectguid"] = Value::Null;
    let client = site.stranger().with_token(Some(issuer::token(&claims)));
    client.get("/requests").await.problem(403, "no-sid");
}

async fn a_token_and_a_directory_that_disagree_are_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let mut claims = OUTSIDER.claims();
    claims["objectguid"] = json!(ALICE.uuid());
    let client = site.stranger().with_token(Some(issuer::token(&claims)));
    let message = "the credentials do not mean one and the same user";
    client.get("/requests").await.is_problem(401, "different-principals", message);
    let mut claims = OUTSIDER.claims();
    claims["primarysid"] = json!(ALICE.sid());
    let client = site.stranger().with_token(Some(issuer::token(&claims)));
    client.get("/requests").await.is_problem(401, "different-principals", message);
}

async fn a_disabled_user_is_refused(engine: Engine) {
    let site = Site::start_with(engine, |config| config.directory.cache = Duration::ZERO).await;
    site.by(BOB).get("/requests").await.is(200, "[]");
    let mut row = BOB.row();
    row["Enabled"] = json!(false);
    site.admin.import(&json!({"Principals": [row]}).to_string(), true, false).await.unwrap();
    site.by(BOB).get("/requests").await.is_problem(401, "disabled", "the user is disabled");
}

async fn a_head_request_for_a_secret_gets_nothing_and_counts_nothing(engine: Engine) {
    let site = Site::start_with(engine, |config| config.lock.answers = 1).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let before = site.audit().await.len();
    for path in secret_routes(&request, &card) {
        let call = alice.call(&Method::HEAD, &format!("/certificatemanagement/api/v1.0{path}"));
        let answer = alice.answer(call).await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET")), "{path}");
    }
    assert_eq!(site.audit().await.len(), before);
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.is(200, "\"F0Zudm4wPLY=\"");
}

async fn a_card_of_another_request_answers_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let (other, other_card) = alice.enrol_with(OTHER_CARD_ID).await;
    for (request, card) in [(&request, &other_card), (&other, &card)] {
        for path in secret_routes(request, card).iter().filter(|path| path.starts_with("/requests") && !path.ends_with("/pin")) {
            alice.get(path).await.is_nothing();
        }
        alice.set_card(request, card, "Retired").await.is_nothing();
        alice.get(&format!("/requests/{request}/smartcards/{card}")).await.is_nothing();
    }
}

async fn a_finished_request_is_no_oracle(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    for (number, end) in ["Completed", "Canceled", "Abandoned"].into_iter().enumerate() {
        let card_id = crate::harness::uuid(100 + u32::try_from(number).unwrap());
        let (request, card) = alice.enrol_with(&card_id).await;
        alice.key(&request, &card).await.text();
        alice.end(&request, end).await.ok();
        for own in [false, true] {
            alice.respond(&request, &card, &card_id, CHALLENGE, own).await.problem(409, "illegal-state");
        }
        alice.key(&request, &card).await.problem(409, "illegal-state");
        alice.pin(&request, &card, CHALLENGE).await.problem(409, "illegal-state");
        alice.get(&format!("/smartcards/{card}/serverproposedpin?challenge=1hFD%2Bcz%2F0so%3D")).await.is_nothing();
    }
}

async fn a_card_that_was_bound_again_no_longer_answers_under_its_old_key(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let old_key = alice.key(&request, &card).await.text();
    let old_response = alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await.text();
    alice.end(&request, "Canceled").await.ok();
    let (again, card_again) = alice.enrol_with(CARD_ID).await;
    assert_ne!(card, card_again);
    assert_ne!(alice.key(&again, &card_again).await.text(), old_key);
    assert_ne!(alice.respond(&again, &card_again, CARD_ID, CHALLENGE, true).await.text(), old_response);
    // The old card object belongs to no open request, and not to the new one.
    alice.respond(&again, &card, CARD_ID, CHALLENGE, true).await.is_nothing();
    alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await.problem(409, "illegal-state");
}

async fn a_locked_card_answers_nobody_else_either_way(engine: Engine) {
    let site = Site::start_with(engine, |config| config.lock.answers = 2).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    for _ in 0..2 {
        alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.text();
    }
    for path in secret_routes(&request, &card).iter().filter(|path| !path.contains("diversified=true") && !path.contains("pin")) {
        let answer = alice.get(path).await;
        answer.problem(423, "locked");
        let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
        assert!((3590..=3600).contains(&wait), "{wait}");
    }
    let unlocked = site.admin.unlock(card.parse().unwrap(), Some(ALICE.sid())).await.unwrap();
    assert_eq!(unlocked, 1);
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.text();
}

async fn a_caller_outside_the_sensitive_group_gets_no_key_in_any_way(engine: Engine) {
    let site = Site::start(engine).await;
    let bob = site.by(BOB);
    let (request, card) = bob.enrol_with(CARD_ID).await;
    let message = "the caller does not belong to the group that may have keys and responses";
    bob.key(&request, &card).await.is_problem(403, "not-sensitive", message);
    for own in [false, true] {
        bob.respond(&request, &card, CARD_ID, CHALLENGE, own).await.is_problem(403, "not-sensitive", message);
    }
    let path = format!("/profiletemplates/{}/configuration/smartcards", crate::harness::TEMPLATE);
    assert_eq!(bob.get(&path).await.ok()["DefaultAdminKeyHex"], "");
    assert_eq!(site.by(ALICE).get(&path).await.ok()["DefaultAdminKeyHex"], "0".repeat(48));
}

async fn an_unknown_id_and_a_foreign_card_id_look_the_same(engine: Engine) {
    let site = Site::start(engine).await;
    let (_, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    let outsider = site.by(OUTSIDER);
    outsider.get(&format!("/smartcards?cardid={CARD_ID}")).await.is_nothing();
    outsider.get(&format!("/smartcards?cardid={OTHER_CARD_ID}")).await.is_nothing();
    outsider.get(&format!("/smartcards/{card}")).await.is_nothing();
    outsider.get(&format!("/smartcards/{card}/operations")).await.is_nothing();
}
