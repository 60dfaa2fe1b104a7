//! What there is to say about a descriptor. Its JSON is the output of `show --format json`.

use aclavis::{AclSlot, Control, Error, SecurityDescriptor};
use serde::Serialize;

use super::summary::Summary;
use crate::ace::AceDescription;
use crate::args::ObjectType;
use crate::forms::{Form, Read, hex};
use crate::names::{SidNames, Trustee};
use crate::subject::Subject;

/// Where a descriptor comes from.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub(super) form: Form,
    /// Whether it was a member of a JSON document.
    pub(super) is_member: bool,
    /// Whether there was nothing.
    pub(super) is_empty: bool,
}

/// A descriptor in words.
#[derive(Serialize)]
pub(crate) struct Description {
    /// What it protects, which names its rights.
    #[serde(rename = "type")]
    pub(super) object_type: ObjectType,
    /// Why it is this type, where that may surprise.
    #[serde(skip)]
    pub(super) type_reason: &'static str,
    /// The form in which it came.
    pub(super) form: Form,
    /// Whether it was a member of a JSON document.
    pub(super) json_member: bool,
    /// Whether the input was empty.
    #[serde(skip)]
    pub(super) is_empty: bool,
    /// The canonical text; none where SDDL cannot express it.
    pub(super) sddl: Option<String>,
    /// NUL characters at the end of its text.
    pub(super) trailing_nuls: usize,
    pub(super) control: ControlDescription,
    pub(super) owner: Option<Trustee>,
    pub(super) group: Option<Trustee>,
    pub(super) dacl: AclDescription,
    pub(super) sacl: AclDescription,
    /// Who may do what, for the requests of the certificate-management API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<Summary>,
}

/// The control bits.
#[derive(Serialize)]
pub(super) struct ControlDescription {
    pub(super) bits: String,
    pub(super) flags: Vec<&'static str>,
    /// The same in words.
    #[serde(skip)]
    pub(super) words: Vec<&'static str>,
    /// The resource manager's byte, where it is not zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) resource_manager: Option<String>,
}

/// An ACL.
#[derive(Serialize)]
pub(super) struct AclDescription {
    /// `absent`, `null` or `list`.
    pub(super) state: &'static str,
    /// What an ACL without ACEs does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) meaning: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) revision: Option<u8>,
    /// The revision that its ACEs call for, where it has another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) usual_revision: Option<u8>,
    /// The bytes between the last ACE and the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) slack: Option<String>,
    pub(super) aces: Vec<AceDescription>,
}

/// Control bit, name, words.
const CONTROL: &[(Control, &str, &str)] = &[
    (Control::OWNER_DEFAULTED, "OWNER_DEFAULTED", "owner by default"),
    (Control::GROUP_DEFAULTED, "GROUP_DEFAULTED", "group by default"),
    (Control::DACL_PRESENT, "DACL_PRESENT", "DACL present"),
    (Control::DACL_DEFAULTED, "DACL_DEFAULTED", "DACL by default"),
    (Control::DACL_TRUSTED, "DACL_TRUSTED", "DACL trusted"),
    (Control::SERVER_SECURITY, "SERVER_SECURITY", "server security"),
    (Control::DACL_AUTO_INHERIT_REQUIRED, "DACL_AUTO_INHERIT_REQUIRED", "DACL to be inherited by children (AR)"),
    (Control::DACL_AUTO_INHERITED, "DACL_AUTO_INHERITED", "DACL inherited automatically (AI)"),
    (Control::DACL_PROTECTED, "DACL_PROTECTED", "DACL protected from inheritance (P)"),
    (Control::SACL_PRESENT, "SACL_PRESENT", "SACL present"),
    (Control::SACL_DEFAULTED, "SACL_DEFAULTED", "SACL by default"),
    (Control::SACL_AUTO_INHERIT_REQUIRED, "SACL_AUTO_INHERIT_REQUIRED", "SACL to be inherited by children (AR)"),
    (Control::SACL_AUTO_INHERITED, "SACL_AUTO_INHERITED", "SACL inherited automatically (AI)"),
    (Control::SACL_PROTECTED, "SACL_PROTECTED", "SACL protected from inheritance (P)"),
    (Control::RM_CONTROL_VALID, "RM_CONTROL_VALID", "resource manager byte valid"),
    (Control::SELF_RELATIVE, "SELF_RELATIVE", "self-relative"),
];

impl Description {
    /// Describes a descriptor.
    pub(super) fn new(read: &Read, origin: Origin, subject: Subject, names: &SidNames) -> Result<Self, Error> {
        let descriptor = &read.descriptor;
        let Subject { object_type, reason } = subject;
        let is_request = object_type == ObjectType::CmRequest;
        Ok(Self {
            object_type,
            type_reason: reason,
            form: origin.form,
            json_member: origin.is_member,
            is_empty: origin.is_empty,
            sddl: descriptor.to_sddl_with(names.print_options()).ok(),
            trailing_nuls: read.trailing_nuls,
            control: control(descriptor),
            owner: descriptor.owner().map(|sid| names.trustee(sid)),
            group: descriptor.group().map(|sid| names.trustee(sid)),
            dacl: acl(descriptor.dacl(), &DACL, object_type, names),
            sacl: acl(descriptor.sacl(), &SACL, object_type, names),
            summary: is_request.then(|| Summary::new(descriptor, names)).transpose()?,
        })
    }
}

fn control(descriptor: &SecurityDescriptor) -> ControlDescription {
    let control = descriptor.control();
    let set = || CONTROL.iter().filter(|(bit, ..)| control.contains(*bit));
    let resource_manager = descriptor.resource_manager_control();
    ControlDescription {
        bits: format!("{:#06x}", control.bits()),
        flags: set().map(|(_, name, _)| *name).collect(),
        words: set().map(|(.., words)| *words).collect(),
        resource_manager: (resource_manager != 0).then(|| format!("{resource_manager:#04x}")),
    }
}

/// What an ACL does that is absent, NULL, or empty.
struct Meanings {
    absent: &'static str,
    null: &'static str,
    empty: &'static str,
}

const DACL: Meanings = Meanings {
    absent: "everybody is granted everything",
    null: "everybody is granted everything",
    empty: "nobody is granted anything, but the owner can read and change the permissions",
};

const SACL: Meanings = Meanings { absent: "nothing is audited", null: "nothing is audited", empty: "nothing is audited" };

fn acl(slot: &AclSlot, meanings: &Meanings, object_type: ObjectType, names: &SidNames) -> AclDescription {
    let (state, meaning) = match slot {
        AclSlot::Absent => ("absent", Some(meanings.absent)),
        AclSlot::Null => ("null", Some(meanings.null)),
        AclSlot::List(list) => ("list", list.aces().is_empty().then_some(meanings.empty)),
    };
    let list = slot.list();
    let usual = if slot.aces().iter().any(|ace| ace.ace_type().needs_ds_revision()) { 4 } else { 2 };
    AclDescription {
        state,
        meaning,
        revision: list.map(aclavis::Acl::revision),
        usual_revision: list.filter(|list| list.revision() != usual).map(|_| usual),
        slack: list.map(aclavis::Acl::slack).filter(|slack| !slack.is_empty()).map(hex::encode),
        aces: slot.aces().iter().enumerate().map(|(index, ace)| AceDescription::new(index, ace, object_type, names)).collect(),
    }
}
