use super::*;

#[tokio::test]
async fn health_and_readiness_are_two_questions() {
    let reasons = vec!["the store does not answer".to_owned()];
    for (reasons, status, body) in [
        (Vec::new(), 200, r#"{"status":"ready"}"#),
        (reasons, 503, r#"{"status":"not-ready","reasons":["the store does not answer"]}"#),
    ] {
        let service = Service::start_with(&wide(), Api::default(), reasons).await;
        let health = exchange(service.admin, &head("GET", "/healthz", &[])).await;
        assert_eq!((health.status, health.body.as_str()), (200, r#"{"status":"ok"}"#));
        let ready = exchange(service.admin, &head("GET", "/READYZ", &[])).await;
        assert_eq!((ready.status, ready.body.as_str()), (status, body));
        assert_eq!(ready.header("content-type"), Some("application/json"));
        assert!(!ready.correlation().is_empty());
        service.end().await;
    }
}

#[tokio::test]
async fn metrics_are_open_metrics() {
    let service = Service::start().await;
    service.ask("GET", &format!("{BASE}/requests")).await;
    let answer = exchange(service.admin, &head("GET", "/metrics", &[])).await;
    assert_eq!(answer.header("content-type"), Some("application/openmetrics-text; version=1.0.0; charset=utf-8"));
    assert!(
        answer
            .body
            .contains(&format!("aclavis_http_requests_total{{route=\"{BASE}/requests\",method=\"GET\",status=\"200\"}} 1\n"))
    );
    assert!(answer.body.ends_with("# EOF\n"));
    service.end().await;
}

#[tokio::test]
async fn the_two_addresses_have_nothing_in_common() {
    let service = Service::start().await;
    service.ask("GET", "/metrics").await.is_problem(404, "no-such-route", "no such route");
    let answer = exchange(service.admin, &head("GET", &format!("{BASE}/requests"), &[])).await;
    answer.is_problem(404, "no-such-route", "no such route");
    let answer = exchange(service.admin, &head("POST", "/healthz", &[])).await;
    answer.is_problem(405, "method-not-allowed", "the route does not have this method");
    service.end().await;
}
