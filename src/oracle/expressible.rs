//! What of a descriptor SDDL can say.

use alloc::vec::Vec;

use crate::condition::{Condition, ResourceAttribute, SIGNATURE, Token, Tokens};
use crate::descriptor::{ACL_REVISION, ACL_REVISION_DS, Ace, AceBody, Acl, AclSlot, Control, SecurityDescriptor, Tail};
use crate::num::size32;

/// What reading a descriptor's canonical text gives: the descriptor without all that SDDL cannot say. It is meant for
/// descriptors that have a text; ACEs that SDDL cannot spell at all stay as they are.
///
/// * Of the control bits only `P`, `AR` and `AI` of the ACLs that are there remain; the resource manager's byte is 0.
/// * An ACL has revision 4 when an ACE has a GUID, otherwise 2, no slack, and zeros in reserved fields.
/// * An object ACE without GUID is an ordinary one; object flags without a meaning are 0.
/// * Only conditions and attributes follow the SID of an ACE. Integers of conditions have the token of 64 bits; the parts of
///   attributes lie in the order of Windows; both are padded to a multiple of 4.
///
/// ```
/// use aclavis::{SecurityDescriptor, oracle::expressible};
/// let descriptor: SecurityDescriptor = "D:(OA;;CR;;;WD)".parse().unwrap();
/// assert_eq!(descriptor.dacl().list().unwrap().slack(), [0; 4]);
/// assert_eq!(expressible(&descriptor), "D:(A;;CR;;;WD)".parse().unwrap());
/// ```
#[must_use]
pub fn expressible(descriptor: &SecurityDescriptor) -> SecurityDescriptor {
    const DACL: Control = Control::DACL_PROTECTED.union(Control::DACL_AUTO_INHERIT_REQUIRED).union(Control::DACL_AUTO_INHERITED);
    const SACL: Control = Control::SACL_PROTECTED.union(Control::SACL_AUTO_INHERIT_REQUIRED).union(Control::SACL_AUTO_INHERITED);
    let dacl = if descriptor.dacl.is_absent() { Control::empty() } else { DACL };
    let sacl = if descriptor.sacl.is_absent() { Control::empty() } else { SACL };
    SecurityDescriptor {
        control: descriptor.control.intersection(dacl.union(sacl)),
        resource_manager: 0,
        owner: descriptor.owner,
        group: descriptor.group,
        sacl: list(&descriptor.sacl),
        dacl: list(&descriptor.dacl),
        layout: None,
    }
}

fn list(slot: &AclSlot) -> AclSlot {
    slot.as_ref().map(|acl| {
        let aces: Vec<Ace> = acl.aces.iter().map(ace).collect();
        let object = aces.iter().any(|ace| ace.ace_type.needs_ds_revision());
        let revision = if object { ACL_REVISION_DS } else { ACL_REVISION };
        Acl { revision, reserved: 0, reserved2: 0, aces, slack: Vec::new() }
    })
}

fn ace(ace: &Ace) -> Ace {
    let AceBody::Standard { mask, trustee, object, data } = &ace.body else { return ace.clone() };
    let mut ace_type = ace.ace_type;
    let mut object = *object;
    match &mut object {
        Some(types) if types.is_empty() => {
            ace_type = ace_type.without_object();
            object = None;
        }
        Some(types) => *types = types.with_reserved_flags(0),
        None => {}
    }
    let data = match ace_type.tail() {
        Tail::None => Vec::new(),
        Tail::Condition => condition(data).unwrap_or_else(|| data.clone()),
        Tail::Attribute => attribute(data).unwrap_or_else(|| data.clone()),
    };
    Ace { ace_type, flags: ace.flags, body: AceBody::Standard { mask: *mask, trustee: *trustee, object, data } }
}

fn attribute(data: &[u8]) -> Option<Vec<u8>> {
    ResourceAttribute::from_bytes(data).ok()?.to_bytes().ok()
}

/// A condition with integers of 64 bits and padding; `None` when it is none.
pub(super) fn condition(data: &[u8]) -> Option<Vec<u8>> {
    let condition = Condition::from_bytes(data).ok()?;
    let mut out = SIGNATURE.to_vec();
    tokens(&mut out, condition.tokens())?;
    out.resize(out.len().next_multiple_of(4), 0);
    Some(out)
}

/// Writes tokens as MS-DTYP 2.4.4.17.4 to 2.4.4.17.8 have them. Composites do not nest.
pub(super) fn tokens(out: &mut Vec<u8>, tokens: Tokens<'_>) -> Option<()> {
    for token in tokens {
        match token.ok()? {
            Token::Integer(integer) => {
                out.push(0x04);
                out.extend(integer.value.to_le_bytes());
                out.extend([integer.sign.code(), integer.base.code()]);
            }
            Token::String(units) => sized(out, 0x10, units),
            Token::Octets(octets) => sized(out, 0x18, octets),
            Token::Sid(sid) => sized(out, 0x51, sid.as_bytes()),
            Token::Attribute(scope, name) => sized(out, scope.code(), name),
            Token::Operator(operator) => out.push(operator.code()),
            Token::Composite(values) => {
                let mut list = Vec::new();
                self::tokens(&mut list, values)?;
                sized(out, 0x50, &list);
            }
        }
    }
    Some(())
}

fn sized(out: &mut Vec<u8>, code: u8, content: &[u8]) {
    out.push(code);
    out.extend(size32(content.len()).to_le_bytes());
    out.extend_from_slice(content);
}
