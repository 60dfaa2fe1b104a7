//! Schemas of objects and bodies.

mod body;
mod object;

use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Type};
use utoipa::openapi::{ComponentsBuilder, Ref, RefOr, Schema};

use super::names;
use crate::object::RequestType;

/// A GUID as answers print it.
pub(super) const GUID: &str = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/// A GUID as it is read.
const ANY_GUID: &str = "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";
/// Base64 of one block of 8 or 16 bytes, without excess bits.
const BLOCK: &str = "^(?:[0-9A-Za-z+/]{10}[048AEIMQUYcgkosw]=|[0-9A-Za-z+/]{21}[AQgw]==)$";
/// Base64 of a key of 16, 24 or 32 bytes.
const KEY: &str = "^(?:[0-9A-Za-z+/]{21}[AQgw]==|[0-9A-Za-z+/]{32}|[0-9A-Za-z+/]{42}[048AEIMQUYcgkosw]=)$";

/// All schemas that have a name.
pub(super) fn components(components: ComponentsBuilder) -> ComponentsBuilder {
    let components = components
        .schema("Request", object::request())
        .schema("DataItem", object::data_item())
        .schema("Smartcard", object::smartcard())
        .schema("ProfileTemplate", object::profile_template())
        .schema("CardConfiguration", object::card_configuration())
        .schema("Problem", object::problem())
        .schema("NewRequest", body::new_request())
        .schema("NewRequestOfTemplate", body::new_request_of_template())
        .schema("NewRequestAboutCard", body::new_request_about_card())
        .schema("RequestEnd", body::request_end())
        .schema("CardBinding", body::card_binding())
        .schema("CardChange", body::card_change());
    components
        .schema("Atr", atr())
        .schema(
            "Challenge",
            block("The challenge of a card: base64 of one block, 8 bytes for 3DES and 16 for AES.", "1hFD+cz/0so="),
        )
        .schema("AuthenticationResponse", block("The response: base64 of as many bytes as the challenge has.", "F0Zudm4wPLY="))
        .schema("AdminKey", admin_key())
        .schema("Pin", string().min_length(Some(4)).max_length(Some(16)).description(Some("A PIN.")).examples(["493817"]))
        .schema("Operations", operations())
}

/// A reference to a schema that has a name.
pub(super) fn reference(name: &str) -> Ref {
    Ref::from_schema_name(name)
}

/// A list of something that has a name.
pub(super) fn list_of(name: &str) -> ArrayBuilder {
    ArrayBuilder::new().items(RefOr::<Schema>::Ref(reference(name)))
}

/// A string.
pub(super) fn string() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

/// A whole number.
pub(super) fn integer() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer)
}

/// A truth value.
fn boolean() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Boolean)
}

/// A GUID as it is read.
pub(super) fn any_guid() -> ObjectBuilder {
    string().format(Some(custom("uuid"))).pattern(Some(ANY_GUID)).min_length(Some(36)).max_length(Some(36))
}

/// The same as something, or `null`, which is as good as nothing.
fn or_null(schema: impl Into<RefOr<Schema>>, description: &str) -> OneOfBuilder {
    OneOfBuilder::new().item(schema).item(ObjectBuilder::new().schema_type(Type::Null)).description(Some(description))
}

fn custom(format: &str) -> utoipa::openapi::SchemaFormat {
    utoipa::openapi::SchemaFormat::Custom(format.to_owned())
}

fn atr() -> ObjectBuilder {
    let description = "An answer to reset (ISO/IEC 7816-3) in hexadecimal digits of either case: the bytes that its format byte and \
        interface bytes announce, no more, and a check byte that is right. Blanks, dashes and colons between the digits are \
        passed over.";
    string()
        .format(Some(custom("atr")))
        .pattern(Some("^3[BFbf](?:[0-9A-Fa-f]{2}){1,32}$"))
        .description(Some(description))
        .examples(["3b8d0180fba000000397425446590301c8"])
}

fn block(description: &str, example: &str) -> ObjectBuilder {
    string().pattern(Some(BLOCK)).min_length(Some(12)).max_length(Some(24)).description(Some(description)).examples([example])
}

fn admin_key() -> ObjectBuilder {
    let description =
        "The admin key that the card is to get: base64 of 24 bytes with odd parity for 3DES, of 16, 24 or 32 for AES.";
    string().pattern(Some(KEY)).description(Some(description))
}

fn operations() -> ArrayBuilder {
    let names = RequestType::ALL.iter().map(|operation| operation.name().to_ascii_lowercase());
    ArrayBuilder::new()
        .items(string().enum_values(Some(names)))
        .unique_items(true)
        .description(Some("Types of requests in lower case that the caller may start for the card."))
        .examples([serde_json::json!(["renew", "unblock", "retire"])])
}
