//! Answers: headers, problems, and those that operations share.

use http::StatusCode;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ComponentsBuilder, ContentBuilder, Ref, RefOr, Schema};

use super::codes::{self, Code};
use super::markdown::table;
use super::schema::{GUID, reference};

/// The media type of every answer and every body.
pub(super) const JSON: &str = "application/json";

/// A code of a problem, and when it is given, which is written down somewhere else or here.
pub(super) type Codes = Vec<(&'static str, String)>;

/// The headers, and the problems that all operations have.
pub(super) fn components(components: ComponentsBuilder) -> ComponentsBuilder {
    let components = headers().into_iter().fold(components, |components, (name, header)| components.header(name, header));
    [
        (StatusCode::UNAUTHORIZED, "Credentials are missing or not taken.", codes::credentials()),
        (StatusCode::NOT_FOUND, "There is no such route, or the API is switched off.", own(codes::ROUTE)),
        (
            StatusCode::METHOD_NOT_ALLOWED,
            "The route does not have the method; `Allow` names those that it has.",
            own(codes::METHOD),
        ),
        (StatusCode::PAYLOAD_TOO_LARGE, "The body is too long.", own(codes::TOO_LARGE)),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body is no JSON in UTF-8.", own(codes::MEDIA_TYPE)),
        (StatusCode::LOCKED, "No more secrets of this smart card for this caller, for an hour by default.", own(codes::LOCKED)),
        (StatusCode::TOO_MANY_REQUESTS, "Too many requests.", own(codes::RATE)),
        (StatusCode::INTERNAL_SERVER_ERROR, "The service failed.", own(codes::FAILURE)),
        (StatusCode::SERVICE_UNAVAILABLE, "Not now.", own(codes::UNAVAILABLE)),
    ]
    .into_iter()
    .fold(components, |components, (status, lead, codes)| components.response(shared_name(status), problem(status, lead, &codes)))
}

/// The problem that all operations have with this status.
pub(super) fn shared(status: StatusCode) -> Ref {
    Ref::from_response_name(shared_name(status))
}

/// A problem with its codes.
pub(super) fn problem(status: StatusCode, lead: &str, codes: &Codes) -> Response {
    let description = table(lead, ["Code", "When"], codes.iter().map(|(code, when)| [format!("`{code}`"), when.clone()]));
    let mut response = with_headers(description).content(JSON, ContentBuilder::new().schema(Some(reference("Problem"))).build());
    if status == StatusCode::UNAUTHORIZED {
        response = with_header(response, "WWW-Authenticate");
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response = with_header(response, "Allow");
    }
    if matches!(status, StatusCode::LOCKED | StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        response = with_header(response, "Retry-After");
    }
    response.build()
}

/// A document.
pub(super) fn document(description: &str, schema: impl Into<RefOr<Schema>>) -> Response {
    with_headers(description.to_owned()).content(JSON, ContentBuilder::new().schema(Some(schema)).build()).build()
}

/// Something was made.
pub(super) fn created(description: &str, collection: &str) -> Response {
    let address = ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(format!("^api/v1\\.0/{collection}/{GUID}$")))
        .description(Some("Its relative address."));
    let response = with_headers(description.to_owned()).content(JSON, ContentBuilder::new().schema(Some(address)).build());
    with_header(response, "Location").build()
}

/// There is nothing.
pub(super) fn nothing(description: &str) -> Response {
    with_headers(description.to_owned()).build()
}

/// Codes that are written down as they are.
pub(super) fn own(codes: &[Code]) -> Codes {
    codes.iter().map(|(code, when)| (*code, (*when).to_owned())).collect()
}

fn with_headers(description: String) -> ResponseBuilder {
    let response = ResponseBuilder::new().description(description);
    ["Cache-Control", "X-Correlation-Id", "X-Request-Id"].into_iter().fold(response, with_header)
}

fn with_header(response: ResponseBuilder, name: &str) -> ResponseBuilder {
    response.header_ref(name, Ref::new(format!("#/components/headers/{name}")))
}

fn headers() -> [(&'static str, Header); 7] {
    let string = || ObjectBuilder::new().schema_type(Type::String);
    let header = |schema: ObjectBuilder, description: &str| {
        HeaderBuilder::new().schema(Some(schema)).description(Some(description)).build()
    };
    let seconds = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1));
    let id = string().pattern(Some(format!("^{GUID}$")));
    [
        ("Allow", header(string(), "The methods that the route has.")),
        ("Cache-Control", header(string().enum_values(Some(["no-store"])), "Nothing is to be stored.")),
        ("Location", header(string(), "The absolute path of what was made.")),
        ("Retry-After", header(seconds, "Seconds after which to try again.")),
        ("WWW-Authenticate", header(string(), "`Bearer`, and what is wrong with the token.")),
        ("X-Correlation-Id", header(id, "The service's identifier of the request, which log and audit trail have.")),
        ("X-Request-Id", header(string(), "The client's identifier of the request, or the service's.")),
    ]
}

const fn shared_name(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "Unauthorized",
        StatusCode::NOT_FOUND => "NotFound",
        StatusCode::METHOD_NOT_ALLOWED => "MethodNotAllowed",
        StatusCode::PAYLOAD_TOO_LARGE => "PayloadTooLarge",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "UnsupportedMediaType",
        StatusCode::LOCKED => "Locked",
        StatusCode::TOO_MANY_REQUESTS => "TooManyRequests",
        StatusCode::SERVICE_UNAVAILABLE => "ServiceUnavailable",
        _ => "InternalServerError",
    }
}
