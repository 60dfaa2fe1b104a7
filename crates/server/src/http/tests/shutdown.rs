use super::*;

#[tokio::test]
async fn a_stop_finishes_what_has_begun_and_takes_nothing_new() {
    let service = Service::start().await;
    let mut slow = send(service.api, &head("GET", &format!("{BASE}/slow"), &[])).await;
    in_time(service.gate.entered.notified()).await;
    let body = r#"{"status":"Completed"}"#;
    let headers = ["Content-Type: application/json", "Content-Length: 22", "Expect: 100-continue"];
    let mut reading = send(service.api, &head("PUT", &format!("{BASE}/requests/1"), &headers)).await;
    // The handler asks for the body: the request has begun.
    let mut interim = [0; 25];
    in_time(reading.read_exact(&mut interim)).await.unwrap();
    assert_eq!(interim, *b"HTTP/1.1 100 Continue\r\n\r\n");
    let kept = head("GET", &format!("{BASE}/requests"), &[]).replace("close", "keep-alive");
    let mut idle = send(service.api, &kept).await;
    let mut answered = Vec::new();
    while !answered.ends_with(b"[]") {
        in_time(idle.read_buf(&mut answered)).await.unwrap();
    }

    service.stop.send(()).unwrap();
    // When the idle connection ends the listener is gone.
    assert_eq!(rest(&mut idle).await, b"");
    assert!(TcpStream::connect(service.api).await.is_err());
    let ready = exchange(service.admin, &head("GET", "/readyz", &[])).await;
    assert_eq!((ready.status, ready.body.as_str()), (503, r#"{"status":"not-ready","reasons":["the service is stopping"]}"#));

    reading.write_all(body.as_bytes()).await.unwrap();
    assert_eq!(answer(&mut reading).await.body, "\"Completed\"");
    service.gate.opened.notify_one();
    assert_eq!(answer(&mut slow).await.body, "\"late\"");
    in_time(service.served).await.unwrap();
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let limits = Limits { shutdown: Duration::from_millis(50), ..wide() };
    let service = Service::start_with(&limits, Api::default(), Vec::new()).await;
    let mut slow = send(service.api, &head("GET", &format!("{BASE}/slow"), &[])).await;
    in_time(service.gate.entered.notified()).await;
    let metrics = service.metrics.clone();
    service.end().await;
    let mut bytes = Vec::new();
    // The connection may end or break, but without an answer.
    let _ = in_time(slow.read_to_end(&mut bytes)).await;
    assert_eq!(bytes, b"");
    let text = metrics.text();
    assert!(text.contains("status=\"499\"} 1") && text.contains("aclavis_http_requests_in_flight 0"), "{text}");
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let service = Service::start().await;
    let error = Listeners::bind(&Api { listen: service.api, ..Api::default() }, &Admin::default()).await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("cannot listen on `{}`: ", service.api)), "{error}");
    service.end().await;
}
