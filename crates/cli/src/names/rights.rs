//! Names of rights, for every type of object.

use aclavis::AccessMask;

use crate::args::ObjectType;

/// Masks and their names.
type Names = &'static [(u32, &'static str)];

/// The permissions of a request by the bits that stand for them. Which bits these are is not public: this is the
/// program's own assignment, in which some permissions share a bit. The last two are no permissions of the API, but
/// rights over every descriptor.
pub(crate) const REQUEST: Names = &[
    (0x2_0000, "Read"),
    (0x8, "Write"),
    (0x8, "ChangePriority"),
    (0x4, "Execute"),
    (0x4, "Abandon"),
    (0x2, "Cancel"),
    (0x1, "Approve"),
    (0x1, "Deny"),
    (0x1, "PrintDocuments"),
    (0x1, "DistributeSecrets"),
    (0x4_0000, "ChangeDacl"),
    (0x8_0000, "ChangeOwner"),
];

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
    let (whole, bits) = match object_type {
        ObjectType::File => (FILE_WHOLE, FILE),
        ObjectType::Key => (KEY_WHOLE, KEY),
        ObjectType::Service => (SERVICE_WHOLE, SERVICE),
        ObjectType::Ds => (DS_WHOLE, DS),
        ObjectType::CmRequest => (&[][..], REQUEST),
    };
    named(mask, &[whole, bits, STANDARD])
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
