//! Rows about the descriptors of new objects: `assign_security`, `inherit` and `set_dacl_flags`.

use aclavis::{
    AccessMask, Ace, AceFlags, Acl, AclSlot, AutoInheritFlags, Control, Creation, Creator, GenericMapping, ObjectKind,
    SecurityDescriptor, Sid,
};
use serde_json::Value;

use crate::report::{Report, same};
use crate::rows::{Row, Vectors};

/// The rows of ReactOS.
pub(crate) fn assign_security(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for row in vectors.rows("sddl/reactos_assign_security.jsonl") {
        report.row(row.id(), row.counts(), assigned(&row));
    }
    report
}

/// The rows of Samba that are about inheritance.
pub(crate) fn torture(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for row in vectors.rows("sddl/samba_torture_access_inherit.jsonl") {
        let outcome = match row.kind() {
            "inherit" => inherited(&row),
            "set_dacl_flags" => set_dacl(&row),
            _ => continue,
        };
        report.row(row.id(), row.counts(), outcome);
    }
    report
}

fn assigned(row: &Row) -> Result<(), String> {
    let sddl = |field: &Value| field.as_str().map(|sddl| parsed(row, sddl));
    let [parent, explicit] = ["parent", "explicit"].map(|field| {
        let mut descriptor = sddl(&row.0[field])?;
        if row.0[format!("{field}_acl_defaulted")] == true {
            descriptor.set_control(descriptor.control() | Control::DACL_DEFAULTED | Control::SACL_DEFAULTED);
        }
        Some(descriptor)
    });
    let token = &row.0["token"];
    let mut creator = Creator::new(sid(row, &token["owner"]), sid(row, &token["group"]));
    creator.default_dacl = sddl(&token["default_dacl"]).and_then(|default| default.dacl().list().cloned());
    let right = |name: &str| AccessMask::from_bits_retain(row.0["generic_mapping"][name].as_u64().expect("a mask") as u32);
    let mapping = GenericMapping { read: right("read"), write: right("write"), execute: right("execute"), all: right("all") };
    let kind = ObjectKind { is_container: row.0["is_container"] == true, object_types: &[], mapping };
    let flags = row.0["auto_inherit_flags"].as_array().map(Vec::as_slice).unwrap_or_default();
    let flags = flags.iter().map(|name| AutoInheritFlags::named(name.as_str().expect("a name")).expect("a flag")).collect();
    let mut creation = Creation::new(&creator, kind).flags(flags);
    if let Some(parent) = &parent {
        creation = creation.parent(parent);
    }
    if let Some(explicit) = &explicit {
        creation = creation.explicit(explicit);
    }
    match (row.text("expect"), creation.descriptor()) {
        ("ok", Ok(new)) => {
            same("owner", new.owner().expect("an owner"), &sid(row, &row.0["owner"]))?;
            same("group", new.group().expect("a group"), &sid(row, &row.0["group"]))?;
            let expected = |field: &str| sddl(&row.0[field]).unwrap_or_default();
            same_acl("DACL", new.dacl(), expected("dacl").dacl())?;
            same_acl("SACL", new.sacl(), expected("sacl").sacl())?;
            let defaulted = new.control()
                & (Control::OWNER_DEFAULTED | Control::GROUP_DEFAULTED | Control::DACL_DEFAULTED | Control::SACL_DEFAULTED);
            same("defaulted bits", &defaulted.bits(), &0)
        }
        ("fail", Err(error)) => same("status", error.kind().ntstatus().unwrap_or("none"), row.text("status")),
        (_, Ok(new)) => Err(format!("not refused: {new:?}")),
        (_, Err(error)) => Err(format!("refused: {error:#}")),
    }
}

/// The token's default DACL is one of ours.
fn inherited(row: &Row) -> Result<(), String> {
    let parent = parsed(row, row.text("parent"));
    let is_container = match row.text("child") {
        "directory" => true,
        "file" => false,
        other => return Err(format!("unknown child {other}")),
    };
    let child = child(row, &parent, is_container, AutoInheritFlags::empty())?;
    let expected = match row.text("expect_dacl") {
        "default" => DEFAULT_DACL,
        sddl => sddl,
    };
    same_acl("DACL", child.dacl(), parsed(row, expected).dacl())
}

/// A DACL is set on an object, then a child of each kind is created.
fn set_dacl(row: &Row) -> Result<(), String> {
    let parent = parsed(row, row.text("set_dacl")).stored();
    same("flags of the parent", &*acl_flags(&parent), row.text("expect_parent_flags"))?;
    let letters = parsed(row, &format!("D:(A;{};RC;;;WD)", row.text("expect_parent_ace_flags")));
    same("flags of its ACE", &first_flags(&parent).bits(), &first_flags(&letters).bits())?;
    let is_automatic = parent.control().contains(Control::DACL_AUTO_INHERITED);
    let flags = if is_automatic { AutoInheritFlags::DACL_AUTO_INHERIT } else { AutoInheritFlags::empty() };
    for is_container in [false, true] {
        let child = child(row, &parent, is_container, flags)?;
        same("flags of the child", &*acl_flags(&child), row.text("expect_child_flags"))?;
        let is_inherited = first_flags(&child).contains(AceFlags::INHERITED);
        same("ID of its ACE", &is_inherited, &(row.0["expect_child_ace_inherited"] == true))?;
    }
    Ok(())
}

const DEFAULT_DACL: &str = "D:(A;;FA;;;SY)";

/// A file or directory that the row's creator, or somebody, creates.
fn child(
    row: &Row,
    parent: &SecurityDescriptor,
    is_container: bool,
    flags: AutoInheritFlags,
) -> Result<SecurityDescriptor, String> {
    let owner = row.get("creator").unwrap_or("S-1-5-21-1-2-3-1000").parse().expect("a SID");
    let mut creator = Creator::new(owner, "SY".parse().expect("a SID"));
    creator.default_dacl = parsed(row, DEFAULT_DACL).dacl().list().cloned();
    let kind = ObjectKind { is_container, ..ObjectKind::leaf(GenericMapping::FILE) };
    Creation::new(&creator, kind).parent(parent).flags(flags).descriptor().map_err(|error| error.to_string())
}

fn parsed(row: &Row, sddl: &str) -> SecurityDescriptor {
    SecurityDescriptor::parse(sddl, &row.parse_options()).unwrap_or_else(|error| panic!("{}: {sddl}: {error:#}", row.id()))
}

fn sid(row: &Row, value: &Value) -> Sid {
    Sid::parse(value.as_str().expect("a SID"), &row.parse_options()).expect("a SID")
}

/// The flags of the DACL, as they are printed.
fn acl_flags(descriptor: &SecurityDescriptor) -> String {
    let flags =
        [(Control::DACL_PROTECTED, "P"), (Control::DACL_AUTO_INHERIT_REQUIRED, "AR"), (Control::DACL_AUTO_INHERITED, "AI")];
    flags.iter().filter(|(bit, _)| descriptor.control().contains(*bit)).map(|(_, letters)| *letters).collect()
}

/// The flags of the first ACE of the DACL.
fn first_flags(descriptor: &SecurityDescriptor) -> AceFlags {
    descriptor.dacl().aces().first().map(Ace::flags).expect("an ACE")
}

/// Two ACLs of the same state with the same ACEs.
fn same_acl(what: &str, ours: &AclSlot, theirs: &AclSlot) -> Result<(), String> {
    let aces = |slot: &AclSlot| format!("{:?}", slot.as_ref().map(Acl::aces));
    same(what, &aces(ours), &aces(theirs))
}
