//! The structured form of a descriptor.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

use super::acl::AclMembers;
use super::is_default;
use crate::descriptor::{AclSlot, Control, SecurityDescriptor};
use crate::sid::Sid;

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename = "SecurityDescriptor", deny_unknown_fields)]
struct Members {
    #[serde(default)]
    control: Vec<Cow<'static, str>>,
    #[serde(default, skip_serializing_if = "is_default")]
    resource_manager_control: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<Sid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<Sid>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    dacl: Option<AclMembers>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    sacl: Option<AclMembers>,
}

/// A member that is there has a value: `null` would be read as an absent ACL by some and as a NULL one by others.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<AclMembers>, D::Error> {
    AclMembers::deserialize(deserializer).map(Some)
}

/// The structured form, which says all that a binary form says; in binary formats the bytes in the layout of Windows.
///
/// | member | value |
/// |---|---|
/// | `control` | names of control bits such as `"DACL_PROTECTED"`; those that follow from the parts are left out |
/// | `resource_manager_control` | the byte after the revision; left out when 0 |
/// | `owner`, `group` | a SID; left out when absent |
/// | `dacl`, `sacl` | an ACL; left out when absent |
///
/// An ACL is `{"null":true}`, or has these members:
///
/// | member | value |
/// |---|---|
/// | `revision` | 2 or 4, or what was read; reading takes 2, or 4 for object ACEs, where it is missing |
/// | `aces` | the ACEs in their order |
/// | `slack` | the bytes behind the last ACE in hexadecimal; left out when there are none |
/// | `reserved`, `reserved2` | the reserved fields of the header; left out when 0 |
///
/// An ACE has these:
///
/// | member | value |
/// |---|---|
/// | `type` | a name such as `"ACCESS_ALLOWED"`; a number where it has none |
/// | `flags` | letters such as `["OI","CI"]`, 0x40 always `SA`; left out when there are none |
/// | `mask` | `"0x1f01ff"`; reading accepts a number, too |
/// | `trustee` | `"S-1-5-18"`; reading accepts aliases without domain, too |
/// | `object_type`, `inherited_object_type` | a GUID, for object types; left out when absent |
/// | `object_flags` | a number, the object flags without a meaning; left out when 0 |
/// | `condition` | the canonical text of a condition that the text says completely |
/// | `data` | what follows the SID otherwise, in hexadecimal; left out when empty |
///
/// An ACE of an unknown form has `type`, `flags` and `data` only. Reading refuses unknown members and ACLs that do not fit
/// into 65,535 bytes.
///
/// ```
/// use aclavis::SecurityDescriptor;
/// let descriptor: SecurityDescriptor = "O:SYD:P(A;OI;FA;;;BA)".parse().unwrap();
/// let json = serde_json::to_string(&descriptor).unwrap();
/// assert_eq!(
///     json,
///     r#"{"control":["DACL_PROTECTED"],"owner":"S-1-5-18","dacl":{"revision":2,"aces":["#.to_owned()
///         + r#"{"type":"ACCESS_ALLOWED","flags":["OI"],"mask":"0x1f01ff","trustee":"S-1-5-32-544"}]}}"#
/// );
/// assert_eq!(serde_json::from_str::<SecurityDescriptor>(&json).unwrap(), descriptor);
/// ```
impl Serialize for SecurityDescriptor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.serialize_bytes(&self.to_bytes().map_err(ser::Error::custom)?);
        }
        let control = self.control().difference(Control::DERIVED);
        let members = Members {
            control: control.iter_names().map(|(name, _)| Cow::Borrowed(name)).collect(),
            resource_manager_control: self.resource_manager,
            owner: self.owner,
            group: self.group,
            dacl: AclMembers::of(&self.dacl),
            sacl: AclMembers::of(&self.sacl),
        };
        members.serialize(serializer)
    }
}

/// Reads the structured form, in binary formats the bytes in any layout.
impl<'de> Deserialize<'de> for SecurityDescriptor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return deserializer.deserialize_bytes(BytesVisitor);
        }
        let members = Members::deserialize(deserializer)?;
        let mut control = Control::empty();
        for name in &members.control {
            let bit = Control::from_name(name).filter(|bit| !Control::DERIVED.intersects(*bit));
            control |= bit.ok_or_else(|| de::Error::custom(format_args!("unknown or derived control bit `{name}`")))?;
        }
        let slot = |members: Option<AclMembers>| members.map_or(Ok(AclSlot::Absent), AclSlot::try_from);
        Ok(Self {
            control,
            resource_manager: members.resource_manager_control,
            owner: members.owner,
            group: members.group,
            dacl: slot(members.dacl).map_err(de::Error::custom)?,
            sacl: slot(members.sacl).map_err(de::Error::custom)?,
            layout: None,
        })
    }
}

struct BytesVisitor;

impl Visitor<'_> for BytesVisitor {
    type Value = SecurityDescriptor;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a self-relative security descriptor")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<SecurityDescriptor, E> {
        SecurityDescriptor::from_bytes(bytes).map_err(E::custom)
    }
}
