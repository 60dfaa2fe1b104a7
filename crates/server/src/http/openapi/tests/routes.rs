use super::service::Running;
use super::*;

const METHODS: [&str; 7] = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE"];

#[tokio::test]
async fn the_router_has_the_methods_of_the_document_and_no_others() {
    let running = Running::start().await;
    let all = operations();
    for operation in &all {
        let documented: Vec<_> = all.iter().filter(|other| other.path == operation.path).map(|other| &*other.method).collect();
        for method in METHODS {
            let answer = running.ask(method, &operation.address(), None).await;
            let status = answer.status().as_u16();
            if documented.contains(&method) {
                assert!(!matches!(status, 404 | 405 | 500), "{method} {} is {status}", operation.path);
            } else {
                assert_eq!(status, 405, "{method} {}", operation.path);
                let allowed = answer.headers()["allow"].to_str().unwrap();
                assert!(documented.iter().all(|method| allowed.contains(method)), "{} allows {allowed}", operation.path);
            }
        }
    }
    running.end().await;
}

#[tokio::test]
async fn only_routes_of_secrets_refuse_head() {
    let running = Running::start().await;
    for operation in operations().iter().filter(|operation| operation.method == "GET") {
        let status = running.ask("HEAD", &operation.address(), None).await.status().as_u16();
        let is_secret =
            operation.said["tags"] == serde_json::json!(["Secrets"]) || operation.path.ends_with("/configuration/smartcards");
        assert_eq!(status == 405, is_secret, "HEAD {} is {status}", operation.path);
    }
    running.end().await;
}

/// The router's own list is read from its source: nothing else knows which routes there are.
#[test]
fn the_document_has_every_path_of_the_router() {
    let source = include_str!("../../route/mod.rs");
    let routes = source.split(".route(\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let places = |path: &str| {
        path.split(['{', '}']).enumerate().map(|(at, part)| if at % 2 == 0 { part } else { "_" }).collect::<String>()
    };
    let mut routes: Vec<_> = routes.map(places).collect();
    let base = super::super::BASE;
    let mut documented: Vec<_> =
        operations().iter().map(|operation| places(operation.path.strip_prefix(base).unwrap())).collect();
    routes.sort();
    documented.sort();
    documented.dedup();
    assert_eq!(documented, routes);
    assert_eq!(base.to_lowercase(), crate::http::route::BASE);
}
