//! Enumerations of the API as schemas: numbers in answers, names in what is asked.

use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Type};

use super::markdown;
use crate::object::{RequestStatus, RequestType, SmartcardStatus, UserPinOption};
use crate::service::End;

/// A value with its name, its number where answers show one, and its meaning.
pub(super) struct Named {
    pub(super) name: &'static str,
    number: i64,
    meaning: &'static str,
}

macro_rules! table {
    ($($function:ident of $type:ident: $doc:literal,)*) => {
        $(
            #[doc = $doc]
            pub(super) fn $function() -> Vec<Named> {
                let named = |value: &$type| Named { name: value.name(), number: value.number(), meaning: value.meaning() };
                $type::ALL.iter().map(named).collect()
            }
        )*
    };
}

table! {
    request_statuses of RequestStatus: "Statuses of requests.",
    request_types of RequestType: "Types of requests.",
    smartcard_statuses of SmartcardStatus: "States of smart cards.",
    user_pin_options of UserPinOption: "Who makes the PIN.",
}

/// The numbers in an answer, with what each means.
pub(super) fn numbers(lead: &str, table: &[Named]) -> ObjectBuilder {
    let row = |named: &Named| [named.number.to_string(), named.name.to_owned(), named.meaning.to_owned()];
    let description = markdown::table(lead, ["Number", "Name", "Meaning"], table.iter().map(row));
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .enum_values(Some(table.iter().map(|named| named.number)))
        .description(Some(description))
}

/// The names in what is asked, with what each means.
pub(super) fn table_of_names<'t>(lead: &str, table: impl IntoIterator<Item = &'t Named>) -> AnyOfBuilder {
    let (names, rows): (Vec<_>, Vec<_>) =
        table.into_iter().map(|named| (named.name, [named.name.to_owned(), named.meaning.to_owned()])).unzip();
    in_any_case(&markdown::table(lead, ["Name", "Meaning"], rows), &names)
}

/// How a request can end.
pub(super) fn ends() -> AnyOfBuilder {
    let description = "How the request ends: `Completed` needs *Execute*, `Canceled` needs *Cancel*, `Abandoned` needs *Abandon* \
        and makes the status Failed.";
    in_any_case(description, &End::ALL.map(End::name))
}

/// These names, whatever their case.
pub(super) fn in_any_case(description: &str, names: &[&str]) -> AnyOfBuilder {
    let string = || ObjectBuilder::new().schema_type(Type::String);
    AnyOfBuilder::new()
        .item(string().enum_values(Some(names.iter().copied())))
        .item(string().pattern(Some(any_case(names))).description(Some("The same in any case.")))
        .description(Some(description))
}

/// A pattern for these names in any case.
fn any_case(names: &[&str]) -> String {
    let letters = |name: &&str| {
        let letter = |c: char| match (c.to_ascii_uppercase(), c.to_ascii_lowercase()) {
            (upper, lower) if upper != lower => format!("[{upper}{lower}]"),
            _ => c.to_string(),
        };
        name.chars().map(letter).collect::<String>()
    };
    format!("^(?:{})$", names.iter().map(letters).collect::<Vec<_>>().join("|"))
}
