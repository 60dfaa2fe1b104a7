use tokio::net::TcpSocket;

use super::*;

/// A span of time that a test waits for.
const SHORT: Duration = Duration::from_millis(100);

#[tokio::test]
async fn a_slow_head_is_cut_off() {
    let service = Service::start_with(&Limits { header_read: SHORT, ..wide() }, Api::default(), Vec::new()).await;
    for sent in ["", "GET / HTTP/1.1\r\nHost: x\r\n"] {
        let mut stream = send(service.api, sent).await;
        assert_eq!(rest(&mut stream).await, b"", "after {sent:?}");
    }
    service.end().await;
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let service = Service::start_with(&Limits { header_read: SHORT, ..wide() }, Api::default(), Vec::new()).await;
    let mut stream = send(service.api, &head("GET", &format!("{BASE}/requests"), &[]).replace("close", "keep-alive")).await;
    assert_eq!(answer(&mut stream).await.status, 200);
    service.end().await;
}

#[tokio::test]
async fn a_slow_body_is_cut_off() {
    let service = Service::start_with(&Limits { request: SHORT, ..wide() }, Api::default(), Vec::new()).await;
    let headers = ["Content-Type: application/json", "Content-Length: 100"];
    let answer = exchange(service.api, &(head("PUT", &format!("{BASE}/requests/1"), &headers) + "{")).await;
    answer.is_problem(503, "timed-out", "the request took too long");
    assert_eq!(answer.header("retry-after"), Some("1"));
    service.end().await;
}

#[tokio::test]
async fn a_slow_handler_is_cut_off() {
    let service = Service::start_with(&Limits { request: SHORT, ..wide() }, Api::default(), Vec::new()).await;
    service.ask("GET", &format!("{BASE}/slow")).await.is_problem(503, "timed-out", "the request took too long");
    assert!(service.metrics.text().contains(&format!("route=\"{BASE}/slow\",method=\"GET\",status=\"503\"}} 1")));
    service.end().await;
}

#[tokio::test]
async fn a_head_has_a_limit() {
    let service = Service::start().await;
    let long = format!("X: {}", "x".repeat(40 << 10));
    let answer = exchange(service.api, &head("GET", "/", &[&long])).await;
    assert_eq!((answer.status, answer.body.as_str()), (431, ""));
    service.end().await;
}

#[tokio::test]
async fn connections_beyond_the_limit_wait() {
    let limits = Limits { connections: 1.try_into().unwrap(), ..wide() };
    let service = Service::start_with(&limits, Api::default(), Vec::new()).await;
    let mut first = send(service.api, &head("GET", &format!("{BASE}/slow"), &[])).await;
    in_time(service.gate.entered.notified()).await;
    let mut second = send(service.api, &head("GET", &format!("{BASE}/requests"), &[])).await;
    let waiting = tokio::time::timeout(SHORT, second.readable()).await;
    assert!(waiting.is_err());
    service.gate.opened.notify_one();
    assert_eq!(answer(&mut first).await.body, "\"late\"");
    assert_eq!(answer(&mut second).await.body, "[]");
    service.end().await;
}

#[tokio::test]
async fn a_client_that_reads_nothing_is_cut_off() {
    let limits = Limits { write: SHORT, connections: 1.try_into().unwrap(), ..wide() };
    let service = Service::start_with(&limits, Api::default(), Vec::new()).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(2048).unwrap();
    let mut greedy = socket.connect(service.api).await.unwrap();
    // It goes on asking until nobody listens any more.
    let requests = head("GET", "/", &[]).replace("close", "keep-alive").repeat(100);
    let asking = tokio::spawn(async move { while greedy.write_all(requests.as_bytes()).await.is_ok() {} });
    in_time(asking).await.unwrap();
    assert_eq!(service.ask("GET", &format!("{BASE}/requests")).await.status, 200);
    service.end().await;
}

#[tokio::test]
async fn a_peer_has_so_many_connections_and_no_more() {
    let limits = Limits { peer_connections: 1.try_into().unwrap(), ..wide() };
    for (trusted, waits) in [(Vec::new(), false), (vec!["127.0.0.0/8".parse().unwrap()], true)] {
        let api = Api { trusted_proxies: trusted, ..Api::default() };
        let service = Service::start_with(&limits, api, Vec::new()).await;
        let first = send(service.api, "GET").await;
        let mut second = send(service.api, "").await;
        let ended = tokio::time::timeout(SHORT, second.read(&mut [0])).await;
        assert_eq!(ended.is_err(), waits, "{ended:?}");
        drop(first);
        drop(second);
        in_time(async { while connect_status(&service).await != Some(200) {} }).await;
        service.end().await;
    }
}

/// The status of an answer, if there is one.
async fn connect_status(service: &Service) -> Option<u16> {
    let mut stream = TcpStream::connect(service.api).await.ok()?;
    stream.write_all(head("GET", &format!("{BASE}/requests"), &[]).as_bytes()).await.ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.ok()?;
    (!bytes.is_empty()).then(|| Answer::read(&bytes).status)
}

#[tokio::test]
async fn a_connection_ends_when_it_is_old_or_what_it_was_let_in_for_is() {
    let kept = head("GET", &format!("{BASE}/requests"), &[]).replace("close", "keep-alive");
    let limits = Limits { connection: SHORT, header_read: LATE * 2, ..wide() };
    let service = Service::start_with(&limits, Api::default(), Vec::new()).await;
    assert_eq!(exchange(service.api, &kept).await.status, 200);
    service.end().await;

    let limits = Limits { header_read: LATE * 2, ..wide() };
    let service = Service::start_with(&limits, Api::default(), Vec::new()).await;
    let mut idle = send(service.api, &kept).await;
    let mut busy = send(service.api, &head("GET", &format!("{BASE}/slow"), &[]).replace("close", "keep-alive")).await;
    in_time(service.gate.entered.notified()).await;
    service.renew.send_replace(());
    assert_eq!(answer(&mut idle).await.status, 200);
    // What is being worked on is answered before.
    service.gate.opened.notify_one();
    assert_eq!(answer(&mut busy).await.body, "\"late\"");
    service.end().await;
}

/// A rate that is soon used up.
const RARE: Rate = Rate { per_second: 1, burst: 2 };

#[tokio::test]
async fn a_peer_that_asks_too_often_is_told_when_to_come_back() {
    let service = Service::start_with(&Limits { peer: RARE, ..wide() }, Api::default(), Vec::new()).await;
    // A second between any two requests would let them all pass.
    for _ in 0..30 {
        let answer = service.ask("GET", &format!("{BASE}/requests")).await;
        if answer.status != 200 {
            answer.is_problem(429, "too-many-requests", "too many requests");
            assert_eq!(answer.header("retry-after"), Some("1"));
            return service.end().await;
        }
    }
    panic!("no request was refused");
}

#[tokio::test]
async fn peers_behind_a_trusted_proxy_are_limited_each() {
    let trusted = Api { trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()], ..Api::default() };
    for (api, is_limited) in [(trusted, false), (Api::default(), true)] {
        let service = Service::start_with(&Limits { peer: RARE, ..wide() }, api, Vec::new()).await;
        let mut refused = 0;
        for client in 1..30 {
            let forwarded = format!("X-Forwarded-For: 198.51.100.{client}");
            let answer = exchange(service.api, &head("GET", &format!("{BASE}/requests"), &[&forwarded])).await;
            refused += u32::from(answer.status == 429);
        }
        assert_eq!(refused > 0, is_limited);
        service.end().await;
    }
}

#[test]
fn principals_are_limited_each() {
    let rates = Rates::new(&Limits { principal: RARE, ..wide() });
    assert!((0..30).any(|_| rates.count_principal("ann").is_err()));
    assert!(rates.count_principal("bob").is_ok());
    assert_eq!(rates.len(), 2);
}

#[test]
fn a_rate_of_nothing_is_no_limit_and_remembers_nobody() {
    let rates = Rates::new(&wide());
    assert!((0..1000).all(|_| rates.count_principal("ann").is_ok()));
    assert_eq!(rates.len(), 0);
}

#[tokio::test]
async fn who_is_quiet_is_forgotten() {
    let rates = Rates::new(&Limits { peer: Rate { per_second: 1_000_000, burst: 0 }, ..wide() });
    for host in 0..=255 {
        rates.count_peer(Peer([192, 0, 2, host].into())).unwrap();
    }
    in_time(async {
        while rates.len() > 0 {
            rates.forget();
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}
