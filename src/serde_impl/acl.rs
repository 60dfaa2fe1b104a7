//! The structured form of an ACL.

use alloc::vec::Vec;

use super::ace::AceMembers;
use super::{Hex, is_default};
use crate::descriptor::{ACL_HEADER, Ace, Acl, AclSlot};
use crate::error::{Error, ErrorKind};

/// The members of an ACL, see [`SecurityDescriptor`](crate::SecurityDescriptor)'s `Serialize`.
#[derive(Default, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AclMembers {
    #[serde(skip_serializing_if = "is_default")]
    null: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<u8>,
    #[serde(skip_serializing_if = "is_default")]
    reserved: u8,
    #[serde(skip_serializing_if = "is_default")]
    reserved2: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    aces: Option<Vec<AceMembers>>,
    #[serde(skip_serializing_if = "is_default")]
    slack: Hex,
}

impl AclMembers {
    /// `None` for an ACL that is absent.
    pub(super) fn of(slot: &AclSlot) -> Option<Self> {
        match slot {
            AclSlot::Absent => None,
            AclSlot::Null => Some(Self { null: true, ..Self::default() }),
            AclSlot::List(acl) => Some(Self {
                null: false,
                revision: Some(acl.revision),
                reserved: acl.reserved,
                reserved2: acl.reserved2,
                aces: Some(acl.aces.iter().map(AceMembers::from).collect()),
                slack: Hex(acl.slack.clone()),
            }),
        }
    }
}

impl TryFrom<AclMembers> for AclSlot {
    type Error = Error;

    fn try_from(members: AclMembers) -> Result<Self, Error> {
        let AclMembers { null, revision, reserved, reserved2, aces, slack } = members;
        match aces {
            None if null && revision.is_none() && reserved == 0 && reserved2 == 0 && slack.0.is_empty() => Ok(AclSlot::Null),
            Some(aces) if !null => {
                let mut acl = Acl::new(aces.into_iter().map(Ace::try_from).collect::<Result<Vec<_>, _>>()?);
                acl.revision = revision.unwrap_or(acl.revision);
                acl.reserved = reserved;
                acl.reserved2 = reserved2;
                acl.slack = slack.0;
                if u16::try_from(byte_len(&acl)).is_err() {
                    return Err(Error::new(ErrorKind::AclTooLarge));
                }
                Ok(AclSlot::List(acl))
            }
            _ => Err(Error::new(ErrorKind::BadAcl)),
        }
    }
}

/// Bytes of the binary form.
fn byte_len(acl: &Acl) -> usize {
    let aces = acl.aces.iter().map(|ace| ace.as_ref().byte_len()).fold(0, usize::saturating_add);
    aces.saturating_add(acl.slack.len()).saturating_add(ACL_HEADER)
}
