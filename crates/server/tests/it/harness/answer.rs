//! Answers of the service.

use reqwest::header::HeaderMap;
use serde_json::Value;

/// An answer, all of it.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The correlation id, which every answer has.
    pub(crate) fn correlation(&self) -> &str {
        self.header("x-correlation-id").unwrap_or_else(|| panic!("no correlation id in {self:?}"))
    }

    /// Checks the status and the whole body, and that it is JSON that nobody stores.
    #[track_caller]
    pub(crate) fn is(&self, status: u16, body: &str) {
        assert_eq!((self.status, self.body.as_str()), (status, body));
        assert_eq!(self.header("content-type"), Some("application/json"));
        assert_eq!(self.header("cache-control"), Some("no-store"));
        assert_eq!(self.correlation().len(), 36);
    }

    /// Checks that it is 204 without a body.
    #[track_caller]
    pub(crate) fn is_nothing(&self) {
        assert_eq!((self.status, self.body.as_str()), (204, ""));
        assert_eq!(self.header("cache-control"), Some("no-store"));
        assert_eq!(self.correlation().len(), 36);
    }

    /// Checks that it is the problem with this status, code and message, and nothing else.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16, code: &str, message: &str) {
        let (message, id) = (Value::from(message), self.correlation());
        self.is(status, &format!("{{\"Message\":{message},\"Code\":\"{code}\",\"CorrelationId\":\"{id}\"}}"));
    }

    /// Checks that the security descriptor does not grant a permission.
    #[track_caller]
    pub(crate) fn lacks(&self, permission: &str) {
        self.is_problem(403, "not-granted", &format!("the security descriptor does not grant {permission}"));
    }

    /// Checks that it is a problem with this status and code, and gives the message.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) -> String {
        let found = (self.status, self.json());
        let message = found.1["Message"].as_str().unwrap_or_else(|| panic!("no problem: {self:?}")).to_owned();
        assert_eq!((found.0, found.1["Code"].as_str()), (status, Some(code)), "{message}");
        self.is_problem(status, code, &message);
        message
    }

    /// The document in the body of an answer with 200.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.is(200, &self.body);
        self.json()
    }

    /// The bare string in the body of an answer with 200.
    #[track_caller]
    pub(crate) fn text(&self) -> String {
        self.ok().as_str().unwrap_or_else(|| panic!("no string: {self:?}")).to_owned()
    }

    /// The identifier of what was made in a collection: 201, with its relative address as a bare string, and its path in a header.
    #[track_caller]
    pub(crate) fn made(&self, collection: &str) -> String {
        assert_eq!(self.status, 201, "{}", self.body);
        let address = self.json().as_str().unwrap_or_default().to_owned();
        let id = address.rsplit('/').next().unwrap_or_default().to_owned();
        self.is(201, &format!("\"api/v1.0/{collection}/{id}\""));
        let path = format!("/CertificateManagement/api/v1.0/{collection}/{id}");
        assert_eq!(self.header("location"), Some(path.as_str()));
        assert_eq!(id.len(), 36);
        id
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}
