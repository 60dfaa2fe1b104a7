use super::*;

#[tokio::test]
async fn a_path_matches_in_any_case() {
    let service = Service::start().await;
    for path in [
        "/CertificateManagement/api/v1.0/Requests",
        "/certificatemanagement/api/v1.0/requests",
        "/CertificateManagement/API/V1.0/REQUESTS",
    ] {
        let answer = service.ask("GET", path).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, "[]"), "{path}");
    }
    service.end().await;
}

#[tokio::test]
async fn other_spellings_are_other_paths() {
    let service = Service::start().await;
    for path in ["/requests/", "//requests", "/%72equests", "/requests%2F1", "/reque\u{17f}ts"] {
        let answer = service.ask("GET", &format!("{BASE}{path}")).await;
        answer.is_problem(404, "no-such-route", "no such route");
    }
    // A server may be asked with the whole address, as a proxy is.
    assert_eq!(service.ask("GET", &format!("http://cm.example{BASE}/REQUESTS")).await.status, 200);
    assert_eq!(service.ask("OPTIONS", "*").await.status, 404);
    assert_eq!(service.ask("CONNECT", "cm.example:443").await.status, 404);
    service.end().await;
}

#[tokio::test]
async fn every_answer_has_a_fresh_correlation_id() {
    let service = Service::start().await;
    let mut seen = Vec::new();
    for (method, path, status) in [
        ("GET", "/requests", 200),
        ("GET", "/requests", 200),
        ("GET", "/nothing", 204),
        ("GET", "/nowhere", 404),
        ("DELETE", "/requests", 405),
        ("GET", "/panic", 500),
    ] {
        let answer = service.ask(method, &format!("{BASE}{path}")).await;
        let id: aclavis::card::Uuid = answer.correlation().parse().unwrap();
        assert_eq!((answer.status, answer.header("x-request-id")), (status, Some(id.to_string().as_str())));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(!seen.contains(&id));
        seen.push(id);
    }
    service.end().await;
}

#[tokio::test]
async fn nothing_has_no_type() {
    let service = Service::start().await;
    let answer = service.ask("GET", &format!("{BASE}/nothing")).await;
    assert_eq!((answer.status, answer.header("content-type"), answer.body.as_str()), (204, None, ""));
    service.end().await;
}

#[tokio::test]
async fn a_plain_request_id_is_given_back() {
    let service = Service::start().await;
    let longest = "x".repeat(128);
    for (sent, is_kept) in
        [("abc-123", true), (&longest, true), ("", false), ("a b", false), ("\u{e9}", false), (&(longest.clone() + "x"), false)]
    {
        let request = head("GET", &format!("{BASE}/requests"), &[&format!("X-Request-Id: {sent}")]);
        let answer = exchange(service.api, &request).await;
        let expected = if is_kept { sent } else { answer.correlation() };
        assert_eq!(answer.header("x-request-id"), Some(expected));
    }
    service.end().await;
}
