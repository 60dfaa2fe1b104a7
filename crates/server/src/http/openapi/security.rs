//! The two ways to say who calls.

use utoipa::openapi::ComponentsBuilder;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};

const BEARER: &str = "bearer";
const MUTUAL_TLS: &str = "mutualTLS";

/// The two ways.
pub(super) fn components(components: ComponentsBuilder) -> ComponentsBuilder {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(
            "A token of the configured issuer, signed with RS256, PS256, ES256 or EdDSA by a key that the issuer publishes, of 8 KiB at \
             most.",
        ))
        .build();
    let certificate = SecurityScheme::MutualTls {
        description: Some("A client certificate of a configured authority that the directory table knows.".to_owned()),
        deprecated: None,
        extensions: None,
    };
    components.security_scheme(BEARER, SecurityScheme::Http(bearer)).security_scheme(MUTUAL_TLS, certificate)
}

/// Either will do. Where both are given they must mean one and the same user.
pub(super) fn requirements() -> [SecurityRequirement; 2] {
    [BEARER, MUTUAL_TLS].map(|scheme| SecurityRequirement::new(scheme, [""; 0]))
}
