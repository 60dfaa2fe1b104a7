//! The OpenAPI document of the API, and a page that shows it.
//!
//! The document is written by hand in tables, not at the handlers: what a route takes and gives would be forty lines of attributes above
//! each. Tests hold it against the router, the handlers' own messages and what serde prints, so that it cannot drift silently.

mod answer;
mod codes;
mod info;
mod markdown;
mod names;
mod operation;
mod page;
mod parameter;
mod schema;
mod security;
#[cfg(test)]
mod tests;

use utoipa::openapi::{ComponentsBuilder, OpenApi, OpenApiBuilder};

pub(crate) use page::page;

/// What stands before every path, as the product's documentation writes it.
const BASE: &str = "/CertificateManagement/api/v1.0";

/// The document.
pub(crate) fn document() -> OpenApi {
    let components = schema::components(ComponentsBuilder::new());
    let components = answer::components(components);
    let components = security::components(components);
    OpenApiBuilder::new()
        .info(info::info())
        .tags(Some(info::tags()))
        .paths(operation::paths())
        .components(Some(components.build()))
        .security(Some(security::requirements()))
        .build()
}
