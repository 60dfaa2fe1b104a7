use super::service::Running;
use super::*;

/// The values of an attribute in a page.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    page.split(&format!(" {name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn the_page_has_all_that_it_needs_and_nothing_from_elsewhere() {
    let running = Running::start().await;
    let answer = running.admin("/docs").await;
    assert_eq!((answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()), (308, "/docs/"));
    let answer = running.admin("/docs/").await;
    assert_eq!(answer.status().as_u16(), 200);
    let policy = answer.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("http"), "{policy}");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let page = answer.text().await.unwrap();
    let assets: Vec<_> = [attributes(&page, "src"), attributes(&page, "href")].concat();
    assert_eq!(assets.len(), 7, "{assets:?}");
    assert!(!page.contains("//") || !page.contains("http"), "{page}");
    for asset in assets {
        assert!(!asset.contains(':') && !asset.starts_with("//"), "{asset}");
        let answer = running.admin(&format!("/docs/{}", asset.trim_start_matches("./"))).await;
        assert_eq!(answer.status().as_u16(), 200, "{asset}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
        let text = answer.text().await.unwrap();
        match asset.rsplit('.').next() {
            Some("css") => {
                assert_eq!(kind, "text/css");
                assert!(!text.contains("@import"));
                let foreign = text.split("url(").skip(1).find(|url| !url.trim_start_matches(['"', '\'']).starts_with("data:"));
                assert_eq!(foreign, None, "{asset}");
            }
            Some("js") => assert_eq!(kind, "text/javascript"),
            _ => assert_eq!(kind, "image/png"),
        }
        if asset.ends_with("initializer.js") {
            for line in ["\"url\": \"../openapi.json\"", "\"validatorUrl\": \"none\"", "\"supportedSubmitMethods\": []"] {
                assert!(text.contains(line), "{text}");
            }
            assert!(!text.contains("{{config}}") && !text.contains("http"), "{text}");
        }
    }
    assert_eq!(running.admin("/docs/nothing.js").await.status().as_u16(), 404);
    running.end().await;
}

#[tokio::test]
async fn the_document_is_served() {
    let running = Running::start().await;
    let answer = running.admin("/openapi.json").await;
    assert_eq!((answer.status().as_u16(), answer.headers()["content-type"].to_str().unwrap()), (200, "application/json"));
    let served: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(served, read());
    assert_eq!(running.ask("GET", "/openapi.json", None).await.status().as_u16(), 404);
    running.end().await;
}
