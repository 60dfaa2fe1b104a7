//! Bodies of what is asked. Names of members are read in any case; a schema can only have one spelling.

use utoipa::openapi::schema::{AdditionalProperties, AnyOfBuilder, ArrayBuilder, Object, ObjectBuilder, OneOfBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

use super::{any_guid, integer, names, or_null, reference, string};
use crate::http::route::requests::{ITEMS, TEXT};
use crate::object::RequestType;

/// How a request ends.
pub(super) fn request_end() -> Object {
    let example = serde_json::json!({ "status": "Completed" });
    body("How a request ends.").property("status", names::ends()).required("status").examples([example]).build()
}

/// The state that a card shall have.
pub(super) fn card_change() -> Object {
    let example = serde_json::json!({ "status": "Retired" });
    let status = names::table_of_names("The state that the card shall have.", &names::smartcard_statuses());
    body("The state of a smart card.").property("status", status).required("status").examples([example]).build()
}

/// A card that is bound.
pub(super) fn card_binding() -> Object {
    let example = serde_json::json!({
        "requestid": "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099",
        "cardid": "bc88f13f-83ba-4037-8262-46eba1291c6e",
        "atr": "3b8d0180fba000000397425446590301c8",
    });
    let empty = string().max_length(Some(0));
    let atr = or_null(reference("Atr"), "The answer to reset. Empty or `null` it is as if it were left out.").item(empty);
    body("A smart card to be bound to a request.")
        .property("requestid", any_guid().description(Some("The request.")))
        .property("cardid", any_guid().description(Some("The card id, which is a claim of the caller.")))
        .property("atr", atr)
        .required("requestid")
        .required("cardid")
        .examples([example])
        .build()
}

/// A new request.
pub(super) fn new_request() -> OneOfBuilder {
    let description = "A request, about a smart card that exists already or not.";
    let items = ["NewRequestOfTemplate", "NewRequestAboutCard"].map(reference);
    items.into_iter().fold(OneOfBuilder::new().description(Some(description)), OneOfBuilder::item)
}

/// A new request about no card that exists.
pub(super) fn new_request_of_template() -> Object {
    let example = serde_json::json!({
        "profiletemplateuuid": "a039b4d0-5ce8-4eff-8651-181c6576fda3",
        "datacollection": "[]",
        "type": "Enroll",
        "comment": "",
        "priority": 0,
    });
    let none = ObjectBuilder::new().schema_type(Type::Null).description(Some("The request is about no card that exists."));
    body("A request about no smart card that exists already.")
        .property("profiletemplateuuid", any_guid().description(Some("The profile template.")))
        .property("datacollection", data_collection())
        .property("target", or_null(any_guid(), "Whom it is about; the caller where it is left out."))
        .property("type", types("What it is for.", |kind| !kind.needs_card()))
        .property("comment", comment())
        .property("priority", priority())
        .property("smartcard", none)
        .required("profiletemplateuuid")
        .required("type")
        .examples([example])
        .build()
}

/// A new request about a card.
pub(super) fn new_request_about_card() -> Object {
    let example = serde_json::json!({ "type": "Unblock", "smartcard": "17cf063d-e337-4aa9-a822-346554ddd3c9" });
    body("A request about a smart card that exists already. It is about the user to whom the card is assigned.")
        .property("profiletemplateuuid", or_null(any_guid(), "The profile template; that of the card where it is left out."))
        .property("datacollection", data_collection())
        .property("target", or_null(any_guid(), "Must be the user to whom the card is assigned, or left out."))
        .property("type", types("What it is for.", |kind| kind != RequestType::Enroll))
        .property("comment", comment())
        .property("priority", priority())
        .property("smartcard", any_guid().description(Some("The `Uuid` of the smart card.")))
        .required("type")
        .required("smartcard")
        .examples([example])
        .build()
}

fn body(description: &str) -> ObjectBuilder {
    let description = format!("{description} Names of members are read in any case; an unknown or repeated one is 400.");
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some(description))
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
}

/// The types for which something holds.
fn types(lead: &str, holds: impl Fn(RequestType) -> bool) -> AnyOfBuilder {
    let table = names::request_types();
    let is_one = |name: &str| RequestType::named(name).is_some_and(&holds);
    names::table_of_names(lead, table.iter().filter(|named| is_one(named.name)))
}

fn comment() -> OneOfBuilder {
    let text = string().max_length(Some(TEXT)).pattern(Some("^[^\\u0000]*$"));
    or_null(text, &format!("What there is to say: at most {TEXT} bytes in UTF-8, without NUL."))
}

fn priority() -> OneOfBuilder {
    let number = integer().minimum(Some(0)).maximum(Some(255));
    let digits = string().max_length(Some(3)).pattern(Some("^(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5])$"));
    or_null(number, "From 0, the highest, to 255, as a number or its digits; 0 where it is left out.").item(digits)
}

fn data_collection() -> OneOfBuilder {
    let text = string().max_length(Some(TEXT)).description(Some("The answer."));
    let value = OneOfBuilder::new().item(text).item(ObjectBuilder::new().schema_type(Type::Null)).build();
    let item = ObjectBuilder::new()
        .schema_type(Type::Object)
        .min_properties(Some(1))
        .max_properties(Some(1))
        .property_names(Some(string().max_length(Some(TEXT))))
        .additional_properties(Some(RefOr::<Schema>::T(Schema::OneOf(value))))
        .description(Some(format!("What was asked, and the answer or `null`: at most {TEXT} bytes together.")));
    let items = ArrayBuilder::new().items(item).max_items(Some(ITEMS));
    let empty = string().enum_values(Some(["[]"])).description(Some("The empty list."));
    or_null(items, &format!("At most {ITEMS} items, each an object with one member; or the string `[]`.")).item(empty)
}
