//! The client of the API.

use std::net::SocketAddr;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Method, Url};
use serde_json::Value;
use zeroize::Zeroizing;

/// What stands before every path, as it is documented.
pub(super) const BASE: &str = "/CertificateManagement/api/v1.0";
/// The header with the number of a call.
const CORRELATION: &str = "x-correlation-id";

/// A client that has the service's address.
pub(super) struct Client {
    http: reqwest::Client,
    address: SocketAddr,
}

/// A request, without who sends it.
pub(super) struct Request {
    pub(super) method: Method,
    /// What stands behind the base path.
    pub(super) path: String,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) body: Option<String>,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) correlation: String,
    /// The body as it came. It may be a secret.
    pub(super) text: Zeroizing<String>,
}

impl Request {
    /// A request that reads.
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), query: Vec::new(), body: None }
    }

    /// A request that makes something.
    pub(super) fn post(path: impl Into<String>, body: impl Into<String>) -> Self {
        Self { method: Method::POST, body: Some(body.into()), ..Self::get(path) }
    }

    /// A request that changes something.
    pub(super) fn put(path: impl Into<String>, body: impl Into<String>) -> Self {
        Self { method: Method::PUT, body: Some(body.into()), ..Self::get(path) }
    }

    /// The same with a parameter.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    fn url(&self, address: SocketAddr) -> Result<Url, String> {
        let text = format!("http://{address}{BASE}{}", self.path);
        let mut url = Url::parse(&text).map_err(|error| format!("`{text}`: {error}"))?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        Ok(url)
    }

    /// Path and query as they are sent.
    pub(super) fn target(&self, address: SocketAddr) -> Result<String, String> {
        let url = self.url(address)?;
        Ok(match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        })
    }
}

impl Answer {
    /// The body as JSON; null where there is none.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// The body as a bare JSON string.
    pub(super) fn string(&self) -> Option<Zeroizing<String>> {
        serde_json::from_str(&self.text).ok().map(Zeroizing::new)
    }
}

impl Client {
    /// A client of the service at this address.
    pub(super) fn new(address: SocketAddr) -> Result<Self, String> {
        let http = reqwest::Client::builder().no_proxy().build().map_err(|error| error.to_string())?;
        Ok(Self { http, address })
    }

    /// The address of the service.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends a request with these credentials.
    pub(super) async fn send(&self, request: &Request, authorization: &str) -> Result<Answer, String> {
        let url = request.url(self.address)?;
        let mut sent = self.http.request(request.method.clone(), url).header(AUTHORIZATION, authorization);
        if let Some(body) = &request.body {
            sent = sent.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let failed = |error: reqwest::Error| format!("no answer: {error}");
        let response = sent.send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let correlation = response.headers().get(CORRELATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let correlation = correlation.to_owned();
        let text = Zeroizing::new(response.text().await.map_err(failed)?);
        Ok(Answer { status, correlation, text })
    }

    /// Whether there is a page at this address.
    pub(super) async fn has(&self, url: &str) -> bool {
        let answer = self.http.get(url).send().await;
        answer.is_ok_and(|response| response.status().is_success())
    }
}
