//! Objects in answers. The members stand in the documented order; examples are the documented ones.

use serde_json::{Value, json};
use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, Object, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

use super::{GUID, boolean, custom, integer, list_of, names, string};
use aclavis::card::Algorithm;

/// The documented request.
const REQUEST: &str = include_str!("../example/request-completed.json");
/// The documented smart card.
const SMARTCARD: &str = include_str!("../example/smartcard-retired.json");

/// An object all of whose members are always there, and no others.
struct Members {
    object: ObjectBuilder,
    example: Value,
}

impl Members {
    fn new(description: &str, example: Value) -> Self {
        let object = ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some(description))
            .additional_properties(Some(AdditionalProperties::FreeForm(false)));
        Self { object, example }
    }

    /// One more member, with the example's value.
    fn with(self, name: &str, schema: ObjectBuilder) -> Self {
        let schema = schema.examples(self.example.get(name).cloned());
        self.member(name, schema)
    }

    /// One more member that is a list.
    fn list(self, name: &str, schema: ArrayBuilder) -> Self {
        let schema = schema.examples(self.example.get(name).cloned());
        self.member(name, schema)
    }

    fn member(self, name: &str, schema: impl Into<RefOr<Schema>>) -> Self {
        Self { object: self.object.property(name, schema).required(name), ..self }
    }

    fn build(self) -> Object {
        self.object.build()
    }
}

/// A request.
pub(super) fn request() -> Object {
    Members::new("A request: somebody is to get something done to a profile or a smart card.", documented(REQUEST))
        .with("Uuid", guid("Its identifier."))
        .with("RequestType", names::numbers("What it is for.", &names::request_types()))
        .with("Status", names::numbers("How far it has come.", &names::request_statuses()))
        .with("Flags", flags("1 an enrolment agent has started it, 2 it is about a smart card; unknown bits are kept."))
        .list("DataCollection", list_of("DataItem").description(Some("What was asked of the person who started it.")))
        .with("DataCollectionFlags", flags("32 in every known request."))
        .with("OriginatorUserUuid", guid("Who started it."))
        .with("TargetUserUuid", guid("Whom it is about."))
        .with("Submitted", time("When it was started."))
        .with("Completed", time("When it was completed."))
        .with("NewProfileUuid", guid("The profile that it makes."))
        .with("OldProfileUuid", guid("The profile that it is about."))
        .with("NewSmartcardUuid", guid("The smart card that was bound to it."))
        .with("OldSmartcardUuid", guid("The smart card that it is about."))
        .with("Priority", integer().description(Some("From 0, the highest, to 255.")))
        .with("Comment", string().description(Some("What somebody has said about it.")))
        .with("ProfileTemplateUuid", guid("The profile template that it follows."))
        .with("SecurityDescriptor", string().description(Some(DESCRIPTOR)))
        .with("IsSmartcard", boolean().description(Some("Whether it is about a smart card.")))
        .with("IsEnrollmentAgent", boolean().description(Some("Whether an enrolment agent has started it.")))
        .with("IsDataCollectionComplete", boolean().description(Some("Whether everything that was asked is answered.")))
        .build()
}

const DESCRIPTOR: &str = "Who may do what with it: a security descriptor in SDDL. Descriptors of the original end in one NUL character \
    for each ACE, which are kept.";

/// An item of a request's data.
pub(super) fn data_item() -> Object {
    let value =
        ObjectBuilder::new().schema_type([Type::String, Type::Null].into_iter().collect::<utoipa::openapi::schema::SchemaType>());
    Members::new(
        "Something that was asked of the person who started a request.",
        json!({ "Name": "Cost centre", "Value": "4711" }),
    )
    .with("Name", string().description(Some("What was asked.")))
    .with("Value", value.description(Some("The answer, if there is one.")))
    .build()
}

/// A smart card.
pub(super) fn smartcard() -> Object {
    Members::new("A smart card.", documented(SMARTCARD))
        .with("Uuid", guid("Its identifier, which is not the card id."))
        .with("Status", names::numbers("Its state.", &names::smartcard_statuses()))
        .with("Flags", flags("1 a primary card; unknown bits are kept."))
        .with("ParentSmartcardUuid", guid("The card that it belongs to."))
        .with("PrimarySmartcardUuid", guid("The primary card."))
        .with("PermanentSmartcardUuid", guid("The card that it stands in for."))
        .with("AssignedUserUuid", guid("Whose it is."))
        .with("ProfileTemplateUuid", guid("The profile template that it was made after."))
        .with("ProfileTemplateVersion", flags("The version of that template."))
        .with("Comment", string().description(Some("What somebody has said about it.")))
        .with("SerialNumber", string().description(Some("The card id in braces.")))
        .with("Middleware", string().description(Some("What talks to it.")))
        .with("Atr", string().description(Some("Its answer to reset in hexadecimal digits, or empty.")))
        .build()
}

/// A profile template.
pub(super) fn profile_template() -> Object {
    let example = json!({
        "Name": "Smart card logon",
        "Description": "One card with one certificate",
        "Uuid": "a039b4d0-5ce8-4eff-8651-181c6576fda3",
        "IsSmartcardProfileTemplate": true,
        "IsVirtualSmartcardProfileTemplate": false,
    });
    Members::new("A profile template: what requests after it are like.", example)
        .with("Name", string().description(Some("Its name.")))
        .with("Description", string().description(Some("What it is for.")))
        .with("Uuid", guid("Its identifier."))
        .with("IsSmartcardProfileTemplate", boolean().description(Some("Whether its requests are about smart cards.")))
        .with("IsVirtualSmartcardProfileTemplate", boolean().description(Some("Whether these cards are virtual.")))
        .build()
}

/// What a client must know of a template's cards.
pub(super) fn card_configuration() -> Object {
    let example = json!({
        "DefaultAdminKeyHex": "010203040506070801020304050607080102030405060708",
        "DiversifyAdminKey": true,
        "UserPinOption": 3,
        "AdminKeyAlgorithm": "tdes3",
        "PinLength": 6,
        "PinCharset": "digits",
    });
    let key = string().pattern(Some("^(?:[0-9A-F]{32}|[0-9A-F]{48}|[0-9A-F]{64})?$")).description(Some(
        "The admin key that cards come with in hexadecimal digits; empty for callers outside of the group that may have keys.",
    ));
    let algorithms = Algorithm::ALL.map(Algorithm::name);
    let length = integer().minimum(Some(4)).maximum(Some(16));
    Members::new("What a client must know of a template's cards.", example)
        .with("DefaultAdminKeyHex", key)
        .with("DiversifyAdminKey", boolean().description(Some("Whether cards get an admin key of their own.")))
        .with("UserPinOption", names::numbers("Who makes the user's PIN.", &names::user_pin_options()))
        .with("AdminKeyAlgorithm", string().enum_values(Some(algorithms)).description(Some("The algorithm of admin keys.")))
        .with("PinLength", length.description(Some("How many characters a PIN has.")))
        .with("PinCharset", string().description(Some("`digits`, `alphanumeric`, or the characters themselves.")))
        .build()
}

/// What is wrong with a request.
pub(super) fn problem() -> Object {
    let example = json!({
        "Message": "the security descriptor does not grant Execute",
        "Code": "not-granted",
        "CorrelationId": "8a9b4e54-1d0b-4b73-9d5c-3f8f7a4d2c11",
    });
    Members::new("What is wrong with a request. Nothing that was sent as a secret is in it.", example)
        .with("Message", string().description(Some("A short sentence for people.")))
        .with("Code", string().pattern(Some("^[a-z]+(?:-[a-z0-9]+)*$")).description(Some("A short stable name for programs.")))
        .with("CorrelationId", guid("The identifier of the request, the same as in `X-Correlation-Id`."))
        .build()
}

/// A documented object. It is one: a test parses it.
fn documented(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// A GUID as answers print it.
fn guid(description: &str) -> ObjectBuilder {
    string().format(Some(custom("uuid"))).pattern(Some(format!("^{GUID}$"))).description(Some(description))
}

/// A number of 64 bits.
fn flags(description: &str) -> ObjectBuilder {
    integer().format(Some(custom("int64"))).description(Some(description))
}

/// A time, whose form `date-time` is not: what is not set has no zone.
fn time(description: &str) -> ObjectBuilder {
    let set = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{0,6}[1-9])?Z";
    let description = format!("{description} Where it is not set it is `0001-01-01T00:00:00`.");
    string().pattern(Some(format!("^(?:0001-01-01T00:00:00|{set})$"))).description(Some(description))
}
