use super::*;

/// The headers of a JSON body.
const JSON: &[&str] = &["Content-Type: application/json"];

#[tokio::test]
async fn a_path_of_no_route_is_404() {
    let service = Service::start().await;
    for path in ["/", "/nowhere", "/certificatemanagement/api/v1.0/Requests/1/2"] {
        service.ask("GET", path).await.is_problem(404, "no-such-route", "no such route");
    }
    service.end().await;
}

#[tokio::test]
async fn a_method_that_the_route_does_not_have_is_405() {
    let service = Service::start().await;
    for (method, path, allow) in [
        ("DELETE", "/requests", "GET,HEAD"),
        ("BREW", "/requests/1", "PUT,GET,HEAD"),
        ("POST", "/secret", "GET"),
        ("OPTIONS", "/secret", "GET"),
    ] {
        let answer = service.ask(method, &format!("{BASE}{path}")).await;
        answer.is_problem(405, "method-not-allowed", "the route does not have this method");
        assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
    }
    service.end().await;
}

#[tokio::test]
async fn a_secret_does_not_answer_head() {
    let service = Service::start().await;
    assert_eq!(service.ask("GET", &format!("{BASE}/secret")).await.body, "\"secret\"");
    let refused = service.ask("HEAD", &format!("{BASE}/secret")).await;
    assert_eq!((refused.status, refused.header("allow"), refused.body.as_str()), (405, Some("GET"), ""));
    assert!(!refused.correlation().is_empty());
    let answer = service.ask("HEAD", &format!("{BASE}/requests")).await;
    assert_eq!((answer.status, answer.header("content-length"), answer.body.as_str()), (200, Some("2"), ""));
    service.end().await;
}

#[tokio::test]
async fn a_body_is_json() {
    let service = Service::start().await;
    let answer = service.put(JSON, r#"{"Status":"Completed"}"#).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "\"Completed\""));

    let no_json = "the content type of a body is `application/json`, in UTF-8";
    for kind in [&["Content-Type: text/json"], &["Content-Type: application/json; charset=utf-16"], [].as_slice()] {
        service.put(kind, "{}").await.is_problem(415, "unsupported-media-type", no_json);
    }
    service.put(JSON, "").await.is_problem(400, "empty-body", "the body is empty");
    service.put(&[], "").await.is_problem(400, "empty-body", "the body is empty");
    service.put(JSON, "{").await.is_problem(400, "bad-json", "the body is not JSON at line 1, column 1");
    service.put(JSON, "[]").await.is_problem(400, "bad-body", "the body must be a JSON object");
    let unknown = "unknown member `pin`, known are `status`";
    service.put(JSON, r#"{"pin":1}"#).await.is_problem(400, "unknown-member", unknown);
    let twice = "the member `status` is given twice";
    service.put(JSON, r#"{"status":"a","STATUS":"b"}"#).await.is_problem(400, "repeated-member", twice);
    service.put(JSON, "{}").await.is_problem(400, "missing-member", "the member `status` is missing");
    service.put(JSON, r#"{"status":1}"#).await.is_problem(400, "bad-member", "the member `status` must be a string");
    service.end().await;
}

#[tokio::test]
async fn a_body_has_a_limit() {
    let service = Service::start().await;
    let too_large = "the body is longer than 65536 bytes";
    let large = " ".repeat(2 << 20);
    service.put(JSON, &large).await.is_problem(413, "body-too-large", too_large);
    service.put(JSON, &" ".repeat(65_537)).await.is_problem(413, "body-too-large", too_large);
    service.put(JSON, &" ".repeat(65_536)).await.is_problem(400, "bad-json", "the body is not JSON at line 1, column 65536");

    let chunked = [JSON, &["Transfer-Encoding: chunked"]].concat();
    let request = head("PUT", &format!("{BASE}/requests/1"), &chunked) + &format!("{:x}\r\n{large}\r\n0\r\n\r\n", large.len());
    exchange(service.api, &request).await.is_problem(413, "body-too-large", too_large);
    service.end().await;
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_asked_for() {
    let service = Service::start().await;
    for headers in [["Content-Length: 100000", "Expect: 100-continue"], ["Content-Length: 99999999999", "X: y"]] {
        let request = head("PUT", &format!("{BASE}/requests/1"), &[JSON, &headers].concat());
        exchange(service.api, &request).await.is_problem(413, "body-too-large", "the body is longer than 65536 bytes");
    }
    service.end().await;
}

#[tokio::test]
async fn a_broken_body_is_400() {
    let service = Service::start().await;
    let chunked = [JSON, &["Transfer-Encoding: chunked"]].concat();
    let request = head("PUT", &format!("{BASE}/requests/1"), &chunked) + "rubbish\r\n";
    let broken = "the body ends early or is not well formed";
    exchange(service.api, &request).await.is_problem(400, "unreadable-body", broken);
    service.end().await;
}

#[tokio::test]
async fn a_panic_says_nothing() {
    let service = Service::start().await;
    service.ask("GET", &format!("{BASE}/panic")).await.is_problem(500, "internal", "the service failed");
    assert_eq!(service.ask("GET", &format!("{BASE}/requests")).await.status, 200);
    service.end().await;
}

#[tokio::test]
async fn an_error_of_the_framework_is_a_problem() {
    let service = Service::start().await;
    let answer = service.ask("GET", &format!("{BASE}/requests/secret")).await;
    answer.is_problem(400, "bad-request", "the request cannot be read");
    service.end().await;
}
