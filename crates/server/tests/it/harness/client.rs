//! A caller with credentials.

use std::net::SocketAddr;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::{Answer, Person, TEMPLATE};

/// Where all routes are.
pub(crate) const BASE: &str = "/CertificateManagement/api/v1.0";

/// A caller with credentials.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    origin: String,
    token: Option<String>,
}

impl Client {
    /// Somebody who calls the service at an address.
    pub(crate) fn new(address: SocketAddr, token: Option<String>) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { http, origin: format!("http://{address}"), token }
    }

    /// Somebody who calls a service elsewhere, over connections of his own.
    pub(crate) fn over(http: reqwest::Client, origin: String) -> Self {
        Self { http, origin, token: None }
    }

    /// The same connections in the name of somebody else.
    pub(crate) fn with_token(&self, token: Option<String>) -> Self {
        Self { token, ..self.clone() }
    }

    /// The same connections in the name of somebody else.
    pub(crate) fn named(&self, person: Person) -> Self {
        self.with_token(Some(person.token()))
    }

    /// A request to a whole path.
    pub(crate) fn call(&self, method: &Method, path: &str) -> RequestBuilder {
        let call = self.http.request(method.clone(), format!("{}{path}", self.origin));
        match &self.token {
            Some(token) => call.bearer_auth(token),
            None => call,
        }
    }

    /// What the service answers.
    pub(crate) async fn answer(&self, call: RequestBuilder) -> Answer {
        let answer = call.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Answer { status, headers, body: answer.text().await.unwrap() }
    }

    /// GET of a path under the base.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.answer(self.call(&Method::GET, &format!("{BASE}{path}"))).await
    }

    /// A body for a path under the base.
    pub(crate) async fn send(&self, method: &Method, path: &str, body: &Value) -> Answer {
        let call = self.call(method, &format!("{BASE}{path}"));
        self.answer(call.header("content-type", "application/json").body(body.to_string())).await
    }

    /// POST to a path under the base.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(&Method::POST, path, body).await
    }

    /// PUT of a path under the base.
    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(&Method::PUT, path, body).await
    }

    /// Ends a request: `Completed`, `Canceled` or `Abandoned`.
    pub(crate) async fn end(&self, request: &str, status: &str) -> Answer {
        self.put(&format!("/requests/{request}"), &json!({"status": status})).await
    }

    /// Changes the state of a card.
    pub(crate) async fn set_card(&self, request: &str, card: &str, status: &str) -> Answer {
        self.put(&format!("/requests/{request}/smartcards/{card}"), &json!({"status": status})).await
    }

    /// Starts an enrolment after the template that every site has.
    pub(crate) async fn enrol(&self) -> String {
        self.post("/requests", &json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"})).await.made("requests")
    }

    /// Binds a card to a request.
    pub(crate) async fn bind(&self, request: &str, card_id: &str) -> Answer {
        self.post("/smartcards", &json!({"requestid": request, "cardid": card_id})).await
    }

    /// Starts an enrolment and binds a card to it: the request and the card.
    pub(crate) async fn enrol_with(&self, card_id: &str) -> (String, String) {
        let request = self.enrol().await;
        let card = self.bind(&request, card_id).await.made("smartcards");
        (request, card)
    }

    /// Asks for a response under the key that cards come with, or under the card's own.
    pub(crate) async fn respond(&self, request: &str, card: &str, card_id: &str, challenge: &str, own: bool) -> Answer {
        let challenge = encoded(challenge);
        let query = format!("cardid={card_id}&challenge={challenge}&diversified={own}");
        self.get(&format!("/requests/{request}/smartcards/{card}/authenticationresponse?{query}")).await
    }

    /// Asks for the key that a card is to get.
    pub(crate) async fn key(&self, request: &str, card: &str) -> Answer {
        self.get(&format!("/requests/{request}/smartcards/{card}/diversifiedkey")).await
    }

    /// Asks for a PIN.
    pub(crate) async fn pin(&self, request: &str, card: &str, challenge: &str) -> Answer {
        let challenge = encoded(challenge);
        self.get(&format!("/requests/{request}/smartcards/{card}/serverproposedpin?challenge={challenge}")).await
    }
}

/// A value of a query.
pub(crate) fn encoded(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}
