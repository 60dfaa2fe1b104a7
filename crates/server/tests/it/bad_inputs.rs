//! Every bad input has an answer of its own, in the documented shape.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{ALICE, Answer, CARD_ID, Client, EMPTY, Engine, Site, TEMPLATE, uuid};

tests![
    bodies_that_are_not_what_a_route_wants_are_refused,
    members_that_are_not_what_a_route_wants_are_refused,
    queries_that_are_not_what_a_route_wants_are_refused,
    challenges_and_atrs_say_what_is_wrong_with_them,
    identifiers_in_paths_must_be_guids,
    two_mebibytes_are_too_much,
    other_content_types_are_refused,
    encoded_bodies_are_refused,
    the_empty_guid_is_no_card_id,
    unknown_routes_and_methods_are_refused,
    what_is_wrong_with_a_call_is_said_before_the_object_is_looked_for,
];

const BASE: &str = "/CertificateManagement/api/v1.0";
/// A request and a card that are not there: what is wrong is found before.
const REQUEST: &str = "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099";
const CARD: &str = "17cf063d-e337-4aa9-a822-346554ddd3c9";

/// What a raw body is answered.
async fn raw(client: &Client, method: Method, path: &str, body: &str) -> Answer {
    let call = client.call(&method, &format!("{BASE}{path}")).header("content-type", "application/json").body(body.to_owned());
    client.answer(call).await
}

async fn bodies_that_are_not_what_a_route_wants_are_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let routes = [
        (Method::PUT, format!("/requests/{REQUEST}")),
        (Method::PUT, format!("/requests/{REQUEST}/smartcards/{CARD}")),
        (Method::POST, "/smartcards".to_owned()),
        (Method::POST, "/requests".to_owned()),
    ];
    for (method, path) in routes {
        for (body, code, message) in [
            ("", "empty-body", "the body is empty"),
            ("{", "bad-json", "the body is not JSON at line 1, column 1"),
            ("{\"status\":\"Completed\",}", "bad-json", "the body is not JSON at line 1, column 23"),
            ("{\"status\":\"Completed\"}{}", "bad-json", "the body is not JSON at line 1, column 23"),
            ("[]", "bad-body", "the body must be a JSON object"),
            ("\"Completed\"", "bad-body", "the body must be a JSON object"),
            ("null", "bad-body", "the body must be a JSON object"),
        ] {
            raw(&alice, method.clone(), &path, body).await.is_problem(400, code, message);
        }
    }
    let deep = format!("{{\"status\":{}1{}}}", "[".repeat(200), "]".repeat(200));
    raw(&alice, Method::PUT, &format!("/requests/{REQUEST}"), &deep).await.problem(400, "bad-json");
}

async fn members_that_are_not_what_a_route_wants_are_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let end = format!("/requests/{REQUEST}");
    let status = format!("/requests/{REQUEST}/smartcards/{CARD}");
    let put = |path: String, body: &str| (Method::PUT, path, body.to_owned());
    let post = |path: &str, body: Value| (Method::POST, path.to_owned(), body.to_string());
    let of_request = "must be one of `Completed`, `Canceled`, `Abandoned`";
    let of_card = "must be one of `New`, `Assigned`, `Active`, `Disabled`, `Suspended`, `Retired`";
    let priority = "the member `priority` must be a number from 0 to 255";
    let collection = "the member `datacollection` must be an array of at most 100 objects with one member each, a string or null, \
        of at most 4,096 bytes";
    let new = |more: Value| {
        let mut body = json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        post("/requests", body)
    };
    for ((method, path, body), code, message) in [
        (put(end.clone(), "{}"), "missing-member", "the member `status` is missing".to_owned()),
        (put(end.clone(), r#"{"status":null}"#), "missing-member", "the member `status` is missing".to_owned()),
        (put(end.clone(), r#"{"status":"Done"}"#), "unknown-name", format!("`status` {of_request}")),
        (put(end.clone(), r#"{"status":"Failed"}"#), "unknown-name", format!("`status` {of_request}")),
        (put(end.clone(), r#"{"status":8}"#), "bad-member", "the member `status` must be a string".to_owned()),
        (
            put(end.clone(), r#"{"status":"Completed","Status":"Canceled"}"#),
            "repeated-member",
            "the member `status` is given twice".to_owned(),
        ),
        (
            put(end, r#"{"status":"Completed","reason":"x"}"#),
            "unknown-member",
            "unknown member `reason`, known are `status`".to_owned(),
        ),
        (put(status, r#"{"status":"Completed"}"#), "unknown-name", format!("`status` {of_card}")),
        (post("/smartcards", json!({})), "missing-member", "the member `requestid` is missing".to_owned()),
        (
            post("/smartcards", json!({"requestid": "1", "cardid": CARD_ID})),
            "bad-guid",
            "`requestid` is no GUID of 36 characters".to_owned(),
        ),
        (
            post("/smartcards", json!({"requestid": REQUEST, "cardid": format!("{{{CARD_ID}}}")})),
            "bad-guid",
            "`cardid` is no GUID of 36 characters".to_owned(),
        ),
        (
            post("/requests", json!({"type": "Enroll"})),
            "missing-member",
            "the member `profiletemplateuuid` is missing".to_owned(),
        ),
        (
            post("/requests", json!({"profiletemplateuuid": TEMPLATE})),
            "missing-member",
            "the member `type` is missing".to_owned(),
        ),
        (new(json!({"priority": 256})), "bad-member", priority.to_owned()),
        (new(json!({"priority": -1})), "bad-member", priority.to_owned()),
        (new(json!({"priority": 1.5})), "bad-member", priority.to_owned()),
        (new(json!({"priority": "+1"})), "bad-member", priority.to_owned()),
        (new(json!({"datacollection": "{}"})), "bad-member", collection.to_owned()),
        (new(json!({"datacollection": [{"a": "1", "b": "2"}]})), "bad-member", collection.to_owned()),
        (new(json!({"datacollection": [{}]})), "bad-member", collection.to_owned()),
        (new(json!({"datacollection": [{"a": 1}]})), "bad-member", collection.to_owned()),
        (new(json!({"datacollection": vec![json!({"a": "1"}); 101]})), "bad-member", collection.to_owned()),
        (new(json!({"datacollection": [{"a": "x".repeat(4096)}]})), "bad-member", collection.to_owned()),
        (
            new(json!({"comment": "a\u{0}b"})),
            "bad-member",
            "the member `comment` must be a string of at most 4,096 bytes without NUL".to_owned(),
        ),
        (
            new(json!({"smartcard": CARD})),
            "bad-member",
            "Enroll is not about a card that exists: the member `smartcard` must be left out".to_owned(),
        ),
        (
            post("/requests", json!({"type": "Unblock"})),
            "missing-member",
            "Unblock is about a card: the member `smartcard` is missing".to_owned(),
        ),
    ] {
        raw(&alice, method, &path, &body).await.is_problem(400, code, &message);
    }
    let unknown = raw(&alice, Method::POST, "/requests", r#"{"type":4}"#).await;
    unknown.is_problem(400, "bad-member", "the member `type` must be a string");
    let unknown = raw(&alice, Method::POST, "/requests", r#"{"type":"Enrol"}"#).await.problem(400, "unknown-name");
    assert!(unknown.starts_with("`type` must be one of `Enroll`, `Recover`, `Renew`, `Revoke`, "), "{unknown}");
}

async fn queries_that_are_not_what_a_route_wants_are_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let response = format!("/requests/{REQUEST}/smartcards/{CARD}/authenticationresponse");
    let good = format!("cardid={CARD_ID}&challenge=1hFD%2Bcz%2F0so%3D");
    for (path, code, message) in [
        ("/requests?status=Done".to_owned(), "unknown-name", None),
        ("/requests?status=8".to_owned(), "unknown-name", None),
        ("/requests?targetuser=alice".to_owned(), "unknown-name", Some("`targetuser` must be `current`")),
        ("/requests?top=0".to_owned(), "bad-number", Some("`top` must be a number from 1 to 1000")),
        ("/requests?top=1001".to_owned(), "bad-number", Some("`top` must be a number from 1 to 1000")),
        ("/requests?top=%2B1".to_owned(), "bad-number", Some("`top` must be a number from 1 to 1000")),
        ("/requests?Top=1".to_owned(), "unknown-parameter", Some("unknown parameter, known are `status`, `targetuser`, `top`")),
        ("/requests?top=1&top=2".to_owned(), "repeated-parameter", Some("the parameter `top` is given twice")),
        ("/requests?top=%".to_owned(), "bad-query", Some("the query is not percent-encoded UTF-8")),
        ("/smartcards".to_owned(), "missing-parameter", Some("the parameter `cardid` is missing")),
        ("/smartcards?cardid=1".to_owned(), "bad-guid", Some("`cardid` is no GUID of 36 characters")),
        (format!("/requests/{REQUEST}?x=1"), "unknown-parameter", Some("the route has no parameters")),
        (format!("{response}?{good}"), "missing-parameter", Some("the parameter `diversified` is missing")),
        (format!("{response}?{good}&diversified=1"), "bad-boolean", Some("`diversified` must be `true` or `false`")),
        (
            format!("{response}?{good}&diversified=true&keyversion=0"),
            "bad-number",
            Some("`keyversion` must be a number from 1 to 4294967295"),
        ),
        (
            format!("{response}?{good}&diversified=false&keyversion=1"),
            "bad-parameter",
            Some("`keyversion` belongs to `diversified=true`"),
        ),
        (
            format!("{response}?challenge=1hFD%2Bcz%2F0so%3D&diversified=true"),
            "missing-parameter",
            Some("the parameter `cardid` is missing"),
        ),
    ] {
        let answer = alice.get(&path).await;
        let said = answer.problem(400, code);
        assert!(message.is_none_or(|message| message == said), "{path}: {said}");
    }
}

async fn challenges_and_atrs_say_what_is_wrong_with_them(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let pin = format!("/smartcards/{CARD}/serverproposedpin");
    for (query, code, message) in [
        (
            "challenge=1hFD+cz/0so=",
            "blank-in-base64",
            "the challenge: blank inside base64 at byte 4, expected `+` there: in a URL it has to be written as `%2B`",
        ),
        ("challenge=", "empty-value", ""),
        ("challenge=1hFD%2Bcz%2F0so", "non-canonical-base64", ""),
        ("challenge=1hFD%2Bcz%2F0s*%3D", "bad-base64", ""),
        ("challenge=D61143F9CCFFD2CA", "looks-like-hex", ""),
        ("challenge=CFAA62118BBD25", "looks-like-hex", ""),
        ("challenge=AAAA", "challenge-length", ""),
        ("challenge=1hFD%2Bcz%2F0so%3D&atr=3b8d0180fba000000397425446590301c9", "atr-check-byte", ""),
        ("challenge=1hFD%2Bcz%2F0so%3D&atr=3b8d01", "atr-truncated", ""),
        ("challenge=1hFD%2Bcz%2F0so%3D&atr=zz", "bad-hex", ""),
    ] {
        let said = alice.get(&format!("{pin}?{query}")).await.problem(400, code);
        assert!(message.is_empty() || said == message, "{query}: {said}");
    }
    let atr = json!({"requestid": REQUEST, "cardid": CARD_ID, "atr": "3b8d0180fba000000397425446590301c9"});
    alice.post("/smartcards", &atr).await.problem(400, "atr-check-byte");
}

async fn identifiers_in_paths_must_be_guids(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    for bad in ["1", "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a09", "a9b4b42ccc504c9b89d1bbc0bcd5a099", "%7Ba9b4b42c%7D", "%FF", "%00"] {
        for path in [
            format!("/requests/{bad}"),
            format!("/requests/{bad}/smartcards/{CARD}"),
            format!("/requests/{REQUEST}/smartcards/{bad}"),
            format!("/smartcards/{bad}"),
            format!("/smartcards/{bad}/operations"),
            format!("/profiletemplates/{bad}"),
            format!("/requests/{bad}/pin"),
        ] {
            let answer = alice.get(&path).await;
            answer.is_problem(400, "bad-guid", "an identifier in the path is no GUID of 36 characters");
        }
    }
}

async fn two_mebibytes_are_too_much(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let body = json!({"status": "x".repeat(2 << 20)}).to_string();
    let answer = raw(&alice, Method::PUT, &format!("/requests/{REQUEST}"), &body).await;
    answer.is_problem(413, "body-too-large", "the body is longer than 65536 bytes");
}

async fn other_content_types_are_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let message = "the content type of a body is `application/json`, in UTF-8";
    for kind in [Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/json; charset=utf-16"), None] {
        let call = alice.call(&Method::PUT, &format!("{BASE}/requests/{REQUEST}")).body(r#"{"status":"Completed"}"#);
        let call = match kind {
            Some(kind) => call.header("content-type", kind),
            None => call,
        };
        alice.answer(call).await.is_problem(415, "unsupported-media-type", message);
    }
}

async fn encoded_bodies_are_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    for encoding in ["gzip", "br", "identity, gzip"] {
        let call = alice.call(&Method::POST, "/CertificateManagement/api/v1.0/requests").header("content-encoding", encoding);
        let answer = alice.answer(call.header("content-type", "application/json").body("{}")).await;
        answer.problem(415, "unsupported-media-type");
    }
    let call = alice.call(&Method::POST, "/CertificateManagement/api/v1.0/requests").header("content-encoding", "identity");
    let answer = alice.answer(call.header("content-type", "application/json").body("{}")).await;
    answer.problem(400, "missing-member");
}

async fn the_empty_guid_is_no_card_id(engine: Engine) {
    let site = Site::start(engine).await;
    let refused = site.by(ALICE).bind(&uuid(1), EMPTY).await;
    refused.is_problem(400, "bad-guid", "`cardid` is the empty GUID, which no card has");
}

async fn unknown_routes_and_methods_are_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    for path in ["/", "/CertificateManagement", BASE, "/CertificateManagement/api/v2.0/requests", "/healthz", "/metrics"] {
        let answer = alice.answer(alice.call(&Method::GET, path)).await;
        answer.is_problem(404, "no-such-route", "no such route");
    }
    for path in ["/request", "/requests/", "//requests", "/requests/x/y/z", "/smartcards/a/b/c/d"] {
        alice.get(path).await.is_problem(404, "no-such-route", "no such route");
    }
    for (method, path, allow) in [
        (Method::DELETE, "/requests".to_owned(), "GET,HEAD,POST"),
        (Method::POST, format!("/requests/{REQUEST}"), "GET,HEAD,PUT"),
        (Method::PATCH, format!("/smartcards/{CARD}"), "GET,HEAD"),
        (Method::PUT, format!("/requests/{REQUEST}/pin"), "GET"),
        (Method::HEAD, format!("/requests/{REQUEST}/pin"), "GET"),
    ] {
        let answer = alice.answer(alice.call(&method, &format!("{BASE}{path}"))).await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allow)), "{method} {path}");
        if method != Method::HEAD {
            answer.is_problem(405, "method-not-allowed", "the route does not have this method");
        }
    }
}

async fn what_is_wrong_with_a_call_is_said_before_the_object_is_looked_for(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    alice.end(REQUEST, "Done").await.problem(400, "unknown-name");
    alice.end(REQUEST, "Completed").await.is_nothing();
    site.stranger().end(REQUEST, "Done").await.problem(401, "no-credentials");
}
