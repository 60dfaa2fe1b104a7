use std::io::{self, Write};
use std::sync::Mutex;

use prometheus_client::metrics::gauge::Gauge;
use serde_json::Value;
use tracing_subscriber::fmt::MakeWriter;

use super::*;
use crate::config::{Log, LogFormat};

/// The lines of a log.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(&mut *self.0.lock().unwrap(), bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Lines {
    /// A log for what this thread does from now on.
    fn start(config: &Log) -> (Self, tracing::subscriber::DefaultGuard) {
        let lines = Self::default();
        let subscriber = super::super::log::subscriber(config, lines.clone()).unwrap();
        (lines, tracing::subscriber::set_default(subscriber))
    }

    /// Lets the line of a request be known to the log: where other threads have met it first, without a log, it may be left out for
    /// good. What was logged so far is forgotten.
    async fn settle(&self, service: &Service) {
        service.ask("GET", "/nowhere").await;
        tracing::callsite::rebuild_interest_cache();
        self.0.lock().unwrap().clear();
    }

    /// What was logged.
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn a_request_has_one_line_in_the_log() {
    let (lines, _guard) = Lines::start(&Log::default());
    let service = Service::start().await;
    lines.settle(&service).await;
    let path = format!("{BASE}/REQUESTS/4711?challenge=secret");
    let problem = exchange(service.api, &head("DELETE", &path, &["X-Request-Id: mine", "X-Forwarded-For: 6.6.6.6"])).await;
    let named = service.ask("GET", &format!("{BASE}/named")).await;
    service.ask("GET", "/secret/path?secret").await;
    service.end().await;

    let text = lines.text();
    assert!(!text.contains("secret") && !text.contains("4711"), "{text}");
    let mut access: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    access.retain(|line| line.get("target").unwrap() == "aclavis::access");
    let [refused, named_line, nowhere] = access.as_mut_slice() else { panic!("not three lines in {text}") };
    assert!(refused.get("duration_us").unwrap().is_u64());
    for name in ["timestamp", "duration_us"] {
        refused.as_object_mut().unwrap().remove(name).unwrap();
    }
    let expected = serde_json::json!({
        "level": "INFO", "target": "aclavis::access", "message": "request", "correlation_id": problem.correlation(), "request_id": "mine",
        "method": "DELETE", "route": format!("{BASE}/requests/{{id}}"), "status": 405, "code": "method-not-allowed", "peer": "127.0.0.1",
    });
    assert_eq!(*refused, expected);
    let fields = |line: &Value| ["route", "principal", "request_id", "code"].map(|name| line.get(name).cloned());
    let id = Value::from(named.correlation());
    assert_eq!(fields(named_line), [Some(format!("{BASE}/named").into()), Some("DOMAIN\\ann".into()), Some(id), None]);
    assert_eq!(nowhere.get("route").unwrap(), "none");
}

#[tokio::test]
async fn the_log_is_text_where_people_read_it() {
    let (lines, _guard) = Lines::start(&Log { format: LogFormat::Text, level: "warn,aclavis::access=info".to_owned() });
    let service = Service::start().await;
    lines.settle(&service).await;
    service.ask("GET", &format!("{BASE}/requests")).await;
    exchange(service.admin, &head("GET", "/healthz", &[])).await;
    service.end().await;
    let text = lines.text();
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains(" INFO aclavis::access: request correlation_id="), "{text}");
    assert!(text.contains(&format!("method=\"GET\" route=\"{BASE}/requests\" status=200 duration_us=")), "{text}");
}

#[test]
fn a_level_that_is_none_is_refused() {
    let config = Log { level: "info,a=loud".to_owned(), ..Log::default() };
    assert!(super::super::log::subscriber(&config, Lines::default()).is_err());
}

#[tokio::test]
async fn counters_know_routes_and_not_paths() {
    let service = Service::start().await;
    for path in ["/requests/1", "/REQUESTS/2", "/requests/3?x=y"] {
        assert_eq!(service.ask("GET", &format!("{BASE}{path}")).await.status, 200);
    }
    let known = format!("aclavis_http_requests_total{{route=\"{BASE}/requests/{{id}}\",method=\"GET\",status=\"200\"}} 3\n");
    assert!(service.metrics.text().contains(&known));

    service.ask("BREW1", "/nowhere").await;
    let before = service.metrics.text().lines().count();
    for count in 2..20 {
        service.ask(&format!("BREW{count}"), &format!("/nowhere/{count}")).await;
    }
    let text = service.metrics.text();
    assert_eq!(text.lines().count(), before);
    assert!(text.contains("aclavis_http_requests_total{route=\"none\",method=\"other\",status=\"404\"} 19\n"), "{text}");
    assert!(text.contains("aclavis_http_request_duration_seconds_count{route=\"none\",method=\"other\"} 19\n"), "{text}");
    assert!(text.contains("aclavis_http_requests_in_flight 0\n"), "{text}");
    service.end().await;
}

#[test]
fn others_add_their_counters() {
    let head = Gauge::<i64>::default();
    let metrics = Metrics::new(|registry| registry.register("audit_head", "Sequence of the last record", head.clone()));
    head.set(7);
    assert!(metrics.text().contains("aclavis_audit_head 7\n"));
}
