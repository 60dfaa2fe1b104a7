//! What is looked at first where several things are wrong, and what all routes have in common.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{ALICE, BOB, CARD_ID, CHALLENGE, Engine, OUTSIDER, Site, TEMPLATE, encoded, request, uuid};

const BASE: &str = "/CertificateManagement/api/v1.0";

tests![
    credentials_come_first,
    what_cannot_be_read_comes_before_the_object,
    the_object_comes_before_the_permission,
    the_permission_comes_before_the_state,
    secrets_answer_get_only,
    other_routes_have_their_methods,
    what_is_no_route_is_not_found,
    without_the_api_every_route_is_not_found,
    the_administration_listens_elsewhere,
    only_the_path_is_compared_without_case,
    nothing_is_given_twice,
    a_body_is_json_and_not_too_long,
];

async fn credentials_come_first(engine: Engine) {
    let site = Site::start(engine).await;
    let stranger = site.stranger();
    stranger.get("/requests/nonsense").await.problem(401, "no-credentials");
    stranger.put(&format!("/requests/{}", uuid(1)), &json!({"status": 8})).await.problem(401, "no-credentials");
    stranger.get(&format!("/requests/{}", uuid(1))).await.problem(401, "no-credentials");
}

async fn what_cannot_be_read_comes_before_the_object(engine: Engine) {
    let site = Site::start(engine).await;
    let outsider = site.by(OUTSIDER);
    let message = "an identifier in the path is no GUID of 36 characters";
    outsider.get("/requests/nonsense").await.is_problem(400, "bad-guid", message);
    outsider.get("/smartcards/{1}").await.is_problem(400, "bad-guid", message);
    outsider.get(&format!("/requests/{}/smartcards/1", uuid(1))).await.is_problem(400, "bad-guid", message);
    outsider.end(&uuid(1), "Ended").await.problem(400, "unknown-name");
    outsider.respond(&uuid(1), &uuid(2), "1", CHALLENGE, false).await.problem(400, "bad-guid");
    outsider.respond(&uuid(1), &uuid(2), CARD_ID, "1hFD cz/0so=", false).await.problem(400, "blank-in-base64");
    let place = format!("/requests/{}/smartcards/{}/authenticationresponse", uuid(1), uuid(2));
    let challenge = encoded(CHALLENGE);
    for (query, code) in [
        (format!("challenge={challenge}&diversified=false"), "missing-parameter"),
        (format!("cardid={CARD_ID}&diversified=false"), "missing-parameter"),
        (format!("cardid={CARD_ID}&challenge={challenge}"), "missing-parameter"),
        (format!("cardid={CARD_ID}&challenge={challenge}&diversified=1"), "bad-boolean"),
        (format!("cardid={CARD_ID}&challenge={challenge}&diversified=false&keyversion=1"), "bad-parameter"),
        (format!("cardid={CARD_ID}&challenge={challenge}&diversified=true&keyversion=0"), "bad-number"),
        (format!("cardid={CARD_ID}&challenge={challenge}&diversified=true&atr=3b"), "atr-truncated"),
    ] {
        outsider.get(&format!("{place}?{query}")).await.problem(400, code);
    }
    outsider.get(&format!("{place}?cardid={CARD_ID}&challenge={challenge}&diversified=FALSE")).await.is_nothing();
}

async fn the_object_comes_before_the_permission(engine: Engine) {
    let site = Site::start(engine).await;
    let outsider = site.by(OUTSIDER);
    outsider.get(&format!("/requests/{}", uuid(1))).await.is_nothing();
    outsider.end(&uuid(1), "Completed").await.is_nothing();
    outsider.bind(&uuid(1), CARD_ID).await.is_nothing();
    outsider.key(&uuid(1), &uuid(2)).await.is_nothing();
    outsider.pin(&uuid(1), &uuid(2), CHALLENGE).await.is_nothing();
    outsider.get(&format!("/requests/{}/pin", uuid(1))).await.is_nothing();
    outsider.get(&format!("/profiletemplates/{}", uuid(1))).await.is_nothing();
    outsider.get(&format!("/profiletemplates/{}/configuration/smartcards", uuid(1))).await.is_nothing();
    let body = json!({"profiletemplateuuid": uuid(1), "type": "Enroll"});
    outsider.post("/requests", &body).await.is_nothing();
}

async fn the_permission_comes_before_the_state(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, status) in (1..).zip([0, 4, 8, 9, 16, 17]) {
        site.import(&request(&uuid(number), &json!({"Status": status}))).await;
        site.by(BOB).end(&uuid(number), "Completed").await.lacks("Execute");
        site.by(BOB).bind(&uuid(number), CARD_ID).await.lacks("Execute");
    }
}

async fn secrets_answer_get_only(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let before = site.audit().await.len();
    for path in [
        format!("requests/{request}/pin"),
        format!("requests/{request}/smartcards/{card}/authenticationresponse?cardid={CARD_ID}&diversified=false&challenge=AA"),
        format!("requests/{request}/smartcards/{card}/diversifiedkey"),
        format!("requests/{request}/smartcards/{card}/serverproposedpin?challenge=AAECAwQFBgc%3D"),
        format!("smartcards/{card}/serverproposedpin?challenge=AAECAwQFBgc%3D"),
        format!("profiletemplates/{TEMPLATE}/configuration/smartcards"),
    ] {
        for method in [Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
            let answer = alice.answer(alice.call(&method, &format!("{BASE}/{path}"))).await;
            assert_eq!((answer.status, answer.header("allow")), (405, Some("GET")), "{method} {path}");
            if method != Method::HEAD {
                answer.is_problem(405, "method-not-allowed", "the route does not have this method");
            }
        }
    }
    assert_eq!(site.audit().await.len(), before);
}

async fn other_routes_have_their_methods(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    for (path, allowed) in [
        ("requests".to_owned(), "GET,HEAD,POST"),
        (format!("requests/{request}"), "GET,HEAD,PUT"),
        (format!("requests/{request}/smartcards/{card}"), "GET,HEAD,PUT"),
        ("smartcards".to_owned(), "GET,HEAD,POST"),
        (format!("smartcards/{card}"), "GET,HEAD"),
        (format!("smartcards/{card}/operations"), "GET,HEAD"),
        ("profiletemplates".to_owned(), "GET,HEAD"),
        (format!("profiletemplates/{TEMPLATE}"), "GET,HEAD"),
    ] {
        let answer = alice.answer(alice.call(&Method::DELETE, &format!("{BASE}/{path}"))).await;
        answer.is_problem(405, "method-not-allowed", "the route does not have this method");
        let mut methods: Vec<_> = answer.header("allow").unwrap().split(',').map(str::trim).collect();
        methods.sort_unstable();
        assert_eq!(methods.join(","), allowed, "{path}");
    }
    let head = alice.answer(alice.call(&Method::HEAD, &format!("{BASE}/requests"))).await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

async fn what_is_no_route_is_not_found(engine: Engine) {
    let site = Site::start(engine).await;
    for path in
        ["/", "/CertificateManagement", "/CertificateManagement/api/v1.0/request", "/CertificateManagement/api/v2.0/requests"]
    {
        let call = site.by(ALICE).call(&Method::GET, path);
        site.by(ALICE).answer(call).await.is_problem(404, "no-such-route", "no such route");
    }
    site.by(ALICE).get("/requests/").await.problem(404, "no-such-route");
}

async fn without_the_api_every_route_is_not_found(engine: Engine) {
    let site = Site::start_with(engine, |config| config.api.enabled = false).await;
    for person in [ALICE, OUTSIDER] {
        let client = site.by(person);
        for path in ["/requests", "/profiletemplates", "/smartcards", &format!("/requests/{}", uuid(1))] {
            client.get(path).await.is_problem(404, "no-such-route", "no such route");
            client.post(path, &json!({})).await.problem(404, "no-such-route");
        }
    }
    assert_eq!(site.of_admin("/healthz").await.status, 200);
    assert!(!aclavis_server::config::Config::default().api.enabled);
}

async fn the_administration_listens_elsewhere(engine: Engine) {
    let site = Site::start(engine).await;
    assert_eq!(site.of_admin("/readyz").await.ok(), json!({"status": "ready"}));
    assert_eq!(site.of_admin("/healthz").await.ok(), json!({"status": "ok"}));
    site.of_admin(&format!("{BASE}/requests")).await.problem(404, "no-such-route");
    for path in ["/healthz", "/readyz", "/metrics"] {
        site.by(ALICE).answer(site.by(ALICE).call(&Method::GET, path)).await.problem(404, "no-such-route");
    }
    assert_eq!(aclavis_server::config::Admin::default().listen.to_string(), "127.0.0.1:9464");
}

async fn only_the_path_is_compared_without_case(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    alice.get(&format!("/smartcards?cardId={CARD_ID}")).await.problem(400, "unknown-parameter");
    alice.get("/requests?TOP=1").await.problem(400, "unknown-parameter");
    let (id, card) = alice.enrol_with(CARD_ID).await;
    let (upper, upper_card) = (id.to_uppercase(), card.to_uppercase());
    assert_eq!(alice.get(&format!("/REQUESTS/{upper}/SmartCards/{upper_card}")).await.ok()["Uuid"], card);
    alice.key(&upper, &upper_card).await.text();
    assert_eq!(alice.end(&upper, "COMPLETED").await.ok()["Uuid"], id);
}

async fn nothing_is_given_twice(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let message = "the parameter `cardid` is given twice";
    alice.get(&format!("/smartcards?cardid={CARD_ID}&cardid={CARD_ID}")).await.is_problem(400, "repeated-parameter", message);
    let id = alice.enrol().await;
    for body in [r#"{"status":"Completed","Status":"Canceled"}"#, r#"{"status":"Completed","status":"Completed"}"#] {
        let call = alice.call(&Method::PUT, &format!("{BASE}/requests/{id}")).header("content-type", "application/json");
        let refused = alice.answer(call.body(body)).await;
        refused.is_problem(400, "repeated-member", "the member `status` is given twice");
    }
    assert_eq!(alice.get(&format!("/requests/{id}")).await.ok()["Status"], 3);
}

async fn a_body_is_json_and_not_too_long(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let put = |kind: &'static str, body: String| {
        alice.call(&Method::PUT, &format!("{BASE}/requests/{}", uuid(1))).header("content-type", kind).body(body)
    };
    let send = async |kind, body: &str| alice.answer(put(kind, body.to_owned())).await;
    let media = "the content type of a body is `application/json`, in UTF-8";
    send("text/plain", "{}").await.is_problem(415, "unsupported-media-type", media);
    send("application/json", "{").await.problem(400, "bad-json");
    send("application/json", "[]").await.is_problem(400, "bad-body", "the body must be a JSON object");
    send("application/json", "").await.is_problem(400, "empty-body", "the body is empty");
    let long = json!({"status": "x".repeat(1 << 16)}).to_string();
    send("application/json", &long).await.is_problem(413, "body-too-large", "the body is longer than 65536 bytes");
    let body: Value = json!({"status": "Completed"});
    send("application/json; charset=utf-8", &body.to_string()).await.is_nothing();
}
