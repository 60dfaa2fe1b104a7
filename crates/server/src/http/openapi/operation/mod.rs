//! The operations.

mod requests;
mod secrets;
mod smartcards;
mod templates;

use http::StatusCode;
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, Parameter, ParameterIn, PathItem, Paths, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponsesBuilder;
use utoipa::openapi::{ContentBuilder, RefOr, Required, Response, Schema};

use super::answer::{self, Codes, JSON, own, problem, shared};
use super::codes::{self, Code};
use super::schema::reference;
use super::{BASE, parameter};

/// All operations, in the order of the product's documentation.
pub(super) fn paths() -> Paths {
    let all = [requests::all(), smartcards::all(), secrets::all(), templates::all()];
    let mut paths: Vec<(&'static str, PathItem)> = Vec::new();
    for described in all.into_iter().flatten() {
        let (path, method) = (described.path, described.method.clone());
        let item = PathItem::new(method, described.build());
        match paths.iter_mut().find(|(known, _)| *known == path) {
            Some((_, known)) => known.merge_operations(item),
            None => paths.push((path, item)),
        }
    }
    paths.into_iter().fold(PathsBuilder::new(), |paths, (path, item)| paths.path(format!("{BASE}{path}"), item)).build()
}

/// An operation as its table describes it. What follows from its parameters and its body is added at the end.
struct Described {
    path: &'static str,
    method: HttpMethod,
    id: &'static str,
    tag: &'static str,
    summary: &'static str,
    description: &'static str,
    parameters: Vec<Parameter>,
    body: Option<&'static str>,
    answers: Vec<(StatusCode, Response)>,
    bad: Codes,
    forbidden: Codes,
    conflicts: Codes,
}

impl Described {
    fn new(method: HttpMethod, path: &'static str, id: &'static str, tag: &'static str) -> Self {
        Self {
            path,
            method,
            id,
            tag,
            summary: "",
            description: "",
            parameters: Vec::new(),
            body: None,
            answers: Vec::new(),
            bad: Codes::new(),
            forbidden: own(codes::NO_SID),
            conflicts: Codes::new(),
        }
    }

    fn get(path: &'static str, id: &'static str, tag: &'static str) -> Self {
        Self::new(HttpMethod::Get, path, id, tag)
    }

    fn put(path: &'static str, id: &'static str, tag: &'static str) -> Self {
        Self::new(HttpMethod::Put, path, id, tag)
    }

    fn post(path: &'static str, id: &'static str, tag: &'static str) -> Self {
        Self::new(HttpMethod::Post, path, id, tag)
    }

    fn says(self, summary: &'static str, description: &'static str) -> Self {
        Self { summary, description, ..self }
    }

    fn parameter(mut self, parameter: Parameter) -> Self {
        self.parameters.push(parameter);
        self
    }

    /// The request of the path.
    fn of_request(self) -> Self {
        self.parameter(parameter::path("id", "The `Uuid` of the request."))
    }

    /// The card of the path.
    fn of_card(self) -> Self {
        self.parameter(parameter::path("id", "The `Uuid` of the smart card, which is not its card id."))
    }

    /// The request and the card of the path.
    fn of_card_of_request(self) -> Self {
        self.parameter(parameter::path("reqid", "The `Uuid` of the request."))
            .parameter(parameter::path("scid", "The `Uuid` of the smart card: the request's new one or its old one."))
    }

    fn takes(self, body: &'static str) -> Self {
        Self { body: Some(body), ..self }
    }

    fn gives(mut self, status: StatusCode, answer: Response) -> Self {
        self.answers.push((status, answer));
        self
    }

    /// 200 with a document.
    fn document(self, description: &str, schema: impl Into<RefOr<Schema>>) -> Self {
        self.gives(StatusCode::OK, answer::document(description, schema))
    }

    /// 204, and what it means.
    fn nothing(self, description: &str) -> Self {
        self.gives(StatusCode::NO_CONTENT, answer::nothing(description))
    }

    fn bad(mut self, codes: &[Code]) -> Self {
        self.bad.extend(own(codes));
        self
    }

    /// An access check decides.
    fn checked(mut self) -> Self {
        self.forbidden.extend(codes::refused());
        self
    }

    fn forbids(mut self, codes: &[Code]) -> Self {
        self.forbidden.extend(own(codes));
        self
    }

    fn conflicts(mut self, codes: &[Code]) -> Self {
        self.conflicts.extend(own(codes));
        self
    }

    fn build(self) -> Operation {
        let bad = self.malformed();
        let mut responses = self
            .answers
            .into_iter()
            .fold(ResponsesBuilder::new(), |responses, (status, answer)| responses.response(status.as_str(), answer));
        let mut refused = vec![(StatusCode::BAD_REQUEST, "Something is malformed.", bad)];
        refused.push((StatusCode::FORBIDDEN, "The caller may not.", self.forbidden));
        let lead = match self.conflicts.as_slice() {
            [] => "Nothing that this operation does depends on a state, so far; clients should know the answer all the same.",
            _ => "The state of things does not allow it.",
        };
        refused.push((StatusCode::CONFLICT, lead, self.conflicts));
        for (status, lead, codes) in refused {
            responses = responses.response(status.as_str(), problem(status, lead, &codes));
        }
        let mut others = vec![StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];
        if self.body.is_some() {
            others.extend([StatusCode::PAYLOAD_TOO_LARGE, StatusCode::UNSUPPORTED_MEDIA_TYPE]);
        }
        others.extend([
            StatusCode::LOCKED,
            StatusCode::TOO_MANY_REQUESTS,
            StatusCode::INTERNAL_SERVER_ERROR,
            StatusCode::SERVICE_UNAVAILABLE,
        ]);
        for status in others {
            responses = responses.response(status.as_str(), shared(status));
        }
        let body = self.body.map(|body| {
            let content = ContentBuilder::new().schema(Some(reference(body))).build();
            RequestBodyBuilder::new().content(JSON, content).required(Some(Required::True)).build()
        });
        OperationBuilder::new()
            .operation_id(Some(self.id))
            .tag(self.tag)
            .summary(Some(self.summary))
            .description(Some(self.description))
            .parameters((!self.parameters.is_empty()).then_some(self.parameters))
            .request_body(body)
            .responses(responses.build())
            .build()
    }

    /// What can be malformed.
    fn malformed(&self) -> Codes {
        let has = |name: &str| self.parameters.iter().any(|parameter| parameter.name == name);
        let mut bad = Codes::new();
        if self.parameters.iter().any(|parameter| parameter.parameter_in == ParameterIn::Path) {
            bad.extend(own(codes::PATH));
        }
        bad.extend(own(codes::QUERY));
        let is_required =
            |parameter: &Parameter| parameter.parameter_in == ParameterIn::Query && parameter.required == Required::True;
        if self.parameters.iter().any(is_required) {
            bad.extend(own(codes::REQUIRED));
        }
        if self.body.is_some() {
            bad.extend(own(codes::BODY));
        }
        bad.extend(self.bad.iter().cloned());
        if has("atr") || self.body == Some("CardBinding") {
            bad.extend(codes::atr());
        }
        if has("challenge") {
            bad.extend(codes::challenge());
        }
        let mut known: Vec<&str> = Vec::new();
        bad.retain(|(code, _)| {
            !known.contains(code) && {
                known.push(code);
                true
            }
        });
        bad
    }
}
