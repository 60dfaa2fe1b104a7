//! Names of rights, for every type of object.

use std::sync::LazyLock;

use aclavis::{AccessMask, Permission, PermissionTable};

use crate::args::ObjectType;

/// Masks and their names.
type Names = &'static [(u32, &'static str)];

/// The permissions of a request in the order in which they are shown.
const PERMISSIONS: [Permission; 10] = [
    Permission::Read,
    Permission::Write,
    Permission::ChangePriority,
    Permission::Execute,
    Permission::Abandon,
    Permission::Cancel,
    Permission::Approve,
    Permission::Deny,
    Permission::PrintDocuments,
    Permission::DistributeSecrets,
];

/// Rights over every descriptor, which are no permissions of the API.
const OVER_REQUEST: Names = &[(0x4_0000, "ChangeDacl"), (0x8_0000, "ChangeOwner")];

static REQUEST: LazyLock<Vec<(u32, &str)>> = LazyLock::new(|| {
    let table = PermissionTable::default();
    let permissions = PERMISSIONS.iter().map(|permission| (table.mask(*permission).bits(), permission.name()));
    permissions.chain(OVER_REQUEST.iter().copied()).collect()
});

/// The permissions of a request by the bits that stand for them. Which bits these are is not public: this is the
/// library's own assignment, in which some permissions share a bit.
pub(crate) fn request() -> Names {
    &REQUEST
}

const FILE_WHOLE: Names = &[
    (0x1f_01ff, "Full control"),
    (0x13_01bf, "Modify"),
    (0x12_00a9, "Read and execute"),
    (0x12_0089, "Read"),
    (0x12_0116, "Write"),
    (0x12_00a0, "Execute"),
];

const FILE: Names = &[
    (0x1, "Read data"),
    (0x2, "Write data"),
    (0x4, "Append data"),
    (0x8, "Read extended attributes"),
    (0x10, "Write extended attributes"),
    (0x20, "Execute file"),
    (0x40, "Delete children"),
    (0x80, "Read attributes"),
    (0x100, "Write attributes"),
];

const KEY_WHOLE: Names = &[(0xf_003f, "Full control"), (0x2_0019, "Read"), (0x2_0006, "Write")];

const KEY: Names = &[
    (0x1, "Query value"),
    (0x2, "Set value"),
    (0x4, "Create subkey"),
    (0x8, "Enumerate subkeys"),
    (0x10, "Notify"),
    (0x20, "Create link"),
];

const SERVICE_WHOLE: Names = &[(0xf_01ff, "Full control"), (0x2_008d, "Read")];

const SERVICE: Names = &[
    (0x1, "Query configuration"),
    (0x2, "Change configuration"),
    (0x4, "Query status"),
    (0x8, "Enumerate dependents"),
    (0x10, "Start"),
    (0x20, "Stop"),
    (0x40, "Pause and continue"),
    (0x80, "Interrogate"),
    (0x100, "User-defined control"),
];

const DS_WHOLE: Names = &[(0xf_01ff, "Full control")];

const DS: Names = &[
    (0x1, "Create child"),
    (0x2, "Delete child"),
    (0x4, "List children"),
    (0x8, "Validated write"),
    (0x10, "Read property"),
    (0x20, "Write property"),
    (0x40, "Delete tree"),
    (0x80, "List object"),
    (0x100, "Control access"),
];

/// The rights that mean the same for every type of object.
const STANDARD: Names = &[
    (0x1_0000, "Delete"),
    (0x2_0000, "Read permissions"),
    (0x4_0000, "Change permissions"),
    (0x8_0000, "Take ownership"),
    (0x10_0000, "Synchronize"),
    (0x100_0000, "Read and change the SACL"),
    (0x200_0000, "Maximum allowed"),
    (0x1000_0000, "Generic all"),
    (0x2000_0000, "Generic execute"),
    (0x4000_0000, "Generic write"),
    (0x8000_0000, "Generic read"),
];

/// What a mandatory label keeps subjects of a lower level from.
const LABEL: Names = &[(0x1, "No write-up"), (0x2, "No read-up"), (0x4, "No execute-up")];

/// The names of a mask's rights; bits without a name as a number.
pub(crate) fn names(mask: AccessMask, object_type: ObjectType) -> Vec<String> {
    named(mask, &tables(object_type))
}

/// The names of a mask's rights and the mask, in a sentence.
pub(crate) fn text(mask: AccessMask, object_type: ObjectType) -> String {
    let names = if mask.is_empty() { "nothing".to_owned() } else { names(mask, object_type).join(", ") };
    format!("{names} ({mask:?})")
}

/// The rights of this name, whatever its case.
pub(crate) fn of_name(name: &str, object_type: ObjectType) -> Option<AccessMask> {
    let tables = tables(object_type);
    let mut rows = tables.into_iter().flatten();
    rows.find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(bits, _)| AccessMask::from_bits_retain(*bits))
}

/// The names for a type, those of several rights first.
fn tables(object_type: ObjectType) -> [Names; 3] {
    match object_type {
        ObjectType::File => [FILE_WHOLE, FILE, STANDARD],
        ObjectType::Key => [KEY_WHOLE, KEY, STANDARD],
        ObjectType::Service => [SERVICE_WHOLE, SERVICE, STANDARD],
        ObjectType::Ds => [DS_WHOLE, DS, STANDARD],
        ObjectType::CmRequest => [&[], request(), STANDARD],
    }
}

/// The names of a mandatory label's mask.
pub(crate) fn label_names(mask: AccessMask) -> Vec<String> {
    named(mask, &[LABEL])
}

/// Takes names from the tables in their order. A name counts if the mask has all its bits and some have no name yet;
/// names of one table that stand for the same bits all count.
fn named(mask: AccessMask, tables: &[Names]) -> Vec<String> {
    let mask = mask.bits();
    let mut done = 0;
    let mut names = Vec::new();
    for table in tables {
        let mut last = 0;
        for (bits, name) in *table {
            let is_new = bits & !done != 0 || *bits == last;
            if mask & bits == *bits && is_new {
                names.push((*name).to_owned());
                done |= bits;
                last = *bits;
            }
        }
    }
    let rest = mask & !done;
    if rest != 0 {
        names.push(format!("bits {rest:#x}"));
    }
    names
}
