//! The names that Windows events have for rights.

use std::borrow::Cow;

use aclavis::AccessMask;

use crate::args::ObjectType;
use crate::names::rights;

/// The rights of a type, from bit 0.
type Names = &'static [&'static str];

const FILE: Names = &[
    "ReadData (or ListDirectory)",
    "WriteData (or AddFile)",
    "AppendData (or AddSubdirectory or CreatePipeInstance)",
    "ReadEA",
    "WriteEA",
    "Execute/Traverse",
    "DeleteChild",
    "ReadAttributes",
    "WriteAttributes",
];

const KEY: Names =
    &["Query key value", "Set key value", "Create sub-key", "Enumerate sub-keys", "Notify about changes to keys", "Create Link"];

const SERVICE: Names = &[
    "Query service configuration information",
    "Set service configuration information",
    "Query status of service",
    "Enumerate dependencies of service",
    "Start the service",
    "Stop the service",
    "Pause or continue the service",
    "Query information from service",
    "Issue service-specific control commands",
];

const DS: Names = &[
    "Create Child",
    "Delete Child",
    "List Contents",
    "Write Self",
    "Read Property",
    "Write Property",
    "Delete Tree",
    "List Object",
    "Control Access",
];

/// The name of one right that objects of a type have.
pub(super) fn name(right: AccessMask, object_type: ObjectType) -> Option<Cow<'static, str>> {
    let names = match object_type {
        ObjectType::File => FILE,
        ObjectType::Key => KEY,
        ObjectType::Service => SERVICE,
        ObjectType::Ds => DS,
        ObjectType::CmRequest => return permissions(right).map(Cow::Owned),
    };
    let bit = usize::try_from(right.bits().trailing_zeros()).ok()?;
    names.get(bit).copied().map(Cow::Borrowed)
}

/// The permissions of requests that a right stands for, of which Windows events do not know.
fn permissions(right: AccessMask) -> Option<String> {
    let shared = rights::request().iter().filter(|(bits, _)| *bits == right.bits());
    let names: Vec<&str> = shared.map(|(_, name)| *name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
