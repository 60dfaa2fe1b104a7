//! Properties of binary forms.

use alloc::vec::Vec;

use super::{Checked, TIGHT, descriptor_round_trip, holds, printing, same};
use crate::binary::{AclRef, DescriptorRef, Layout};
use crate::condition::AttributeValues;
use crate::descriptor::{ACL_HEADER, AceRef, Acl, AclSlot, SecurityDescriptor};
use crate::sid::{Sid, SidRef};

/// Reading is consistent: view and model say the same, every part can be looked at, sizes add up, limits limit.
///
/// # Errors
///
/// The property that does not hold.
pub fn binary_parse(bytes: &[u8]) -> Checked {
    let model = SecurityDescriptor::from_bytes(bytes);
    let limited = SecurityDescriptor::from_bytes_with(bytes, &TIGHT);
    let by_limit = limited.as_ref().is_err_and(|error| error.kind().is_limit());
    holds("a limit is the only thing that limits change", by_limit || limited == model, &limited)?;
    let (view, model) = match (DescriptorRef::parse(bytes), model) {
        (Ok(view), Ok(model)) => (view, model),
        (view, model) => {
            let (view, model) = (view.map(|view| view.to_descriptor()), model.map(Some));
            same("view and model fail alike", &view.map(Some), &model)?;
            let span = model.err().map(|error| error.span()).unwrap_or_default();
            return holds("an error's span lies in the bytes", bytes.get(span.clone()).is_some(), span);
        }
    };
    same("the view keeps the bytes", &view.as_bytes(), &bytes)?;
    same("view and model have the same control bits", &view.control(), &model.control())?;
    let manager = (view.resource_manager_control(), model.resource_manager_control());
    same("view and model have the same byte of the resource manager", &manager.0, &manager.1)?;
    same("view and model have the same owner", &view.owner().map(Sid::from).as_ref(), &model.owner())?;
    same("view and model have the same group", &view.group().map(Sid::from).as_ref(), &model.group())?;
    for sid in view.owner().into_iter().chain(view.group()) {
        trustee(sid)?;
    }
    for (slot, list) in [(view.dacl(), model.dacl()), (view.sacl(), model.sacl())] {
        same("view and model have the same ACLs", &slot.map(drop), &list.as_ref().map(drop))?;
        if let (AclSlot::List(acl), AclSlot::List(list)) = (slot, list) {
            same("view and model have the same slack", &acl.slack(), &list.slack())?;
            same("view and model have the same revision", &acl.revision(), &list.revision())?;
            holds("view and model have the same ACEs", acl.aces().eq(list.aces().iter().map(AceRef::from)), acl)?;
            sizes(acl)?;
            acl.aces().try_for_each(ace)?;
        }
    }
    same("view and model print alike", &view.to_sddl_with(&printing()), &model.to_sddl_with(&printing()))
}

fn sizes(acl: AclRef<'_>) -> Checked {
    same("an ACL has as many ACEs as it says", &acl.aces().count(), &acl.ace_count())?;
    let aces: usize = acl.aces().map(AceRef::byte_len).fold(0, usize::saturating_add);
    let total = aces.saturating_add(acl.slack().len()).saturating_add(ACL_HEADER);
    same("header, ACEs and slack are the whole ACL", &total, &acl.as_bytes().len())
}

fn ace(ace: AceRef<'_>) -> Checked {
    same("an ACE is its copy", &ace.to_ace().as_ref(), &ace)?;
    if let Some(sid) = ace.trustee() {
        trustee(sid)?;
    }
    let _text = ace.to_ace().to_sddl_with(&printing());
    if let Some(Ok(condition)) = ace.condition() {
        same("a condition is the ACE's data", &condition.as_bytes(), &ace.data())?;
        holds("the tokens of a condition are well-formed", condition.tokens().all(|token| token.is_ok()), condition)?;
    }
    match ace.attribute() {
        Some(Ok(attribute)) => values(attribute.values(), ace.data().len()),
        _ => Ok(()),
    }
}

/// A SID is rebuilt from its numbers.
fn trustee(sid: SidRef<'_>) -> Checked {
    let mut rebuilt = Sid::new(sid.authority(), &[]);
    for sub_authority in sid.sub_authorities() {
        rebuilt = rebuilt.and_then(|rebuilt| rebuilt.child(sub_authority));
    }
    same("a SID is its authority and sub-authorities", &rebuilt, &Some(sid.to_sid()))?;
    same("a SID's bytes give it again", &Sid::from_bytes(sid.as_bytes()), &rebuilt)
}

/// Values that share bytes do not blow up: there is at most one for each offset, and their bytes are not more than the input's.
fn values(values: &AttributeValues, input: usize) -> Checked {
    let (count, bytes) = match values {
        AttributeValues::Integer(all) => (all.len(), 0),
        AttributeValues::Unsigned(all) | AttributeValues::Boolean(all) => (all.len(), 0),
        AttributeValues::Sid(all) => (all.len(), 0),
        AttributeValues::String(all) => (all.len(), all.iter().map(|one| one.len().saturating_mul(2)).sum()),
        AttributeValues::Octets(all) => (all.len(), all.iter().map(Vec::len).sum::<usize>()),
    };
    holds("an attribute's values are not larger than its bytes", count.saturating_mul(4) <= input && bytes <= input, values)
}

/// Writing what was read gives the same bytes in the layout as read, and the same model in every other layout and through
/// its text, see [`descriptor_round_trip`].
///
/// ```
/// use aclavis::{ParseOptions, oracle::binary_round_trip, sddl_to_bytes};
/// let bytes = sddl_to_bytes("O:SYD:(OA;;CR;;;WD)", &ParseOptions::windows()).unwrap();
/// assert_eq!(binary_round_trip(&bytes), Ok(())); // with its 4 bytes of slack
/// assert_eq!(binary_round_trip(&bytes[..30]), Ok(())); // an error is an answer, too
/// ```
///
/// # Errors
///
/// The property that does not hold.
pub fn binary_round_trip(bytes: &[u8]) -> Checked {
    let Ok(descriptor) = SecurityDescriptor::from_bytes(bytes) else { return Ok(()) };
    same("an untouched descriptor gives the same bytes", &descriptor.to_bytes_with(Layout::AsRead).as_deref(), &Ok(bytes))?;
    for slot in [AclSlot::Absent, AclSlot::Null, AclSlot::List(Acl::default())] {
        let mut changed = descriptor.clone();
        changed.dacl = slot.clone();
        written_as_read(&changed)?;
        changed.dacl = descriptor.dacl.clone();
        changed.sacl = slot;
        written_as_read(&changed)?;
    }
    descriptor_round_trip(&descriptor)
}

/// What was read and changed is written as it is now.
fn written_as_read(changed: &SecurityDescriptor) -> Checked {
    let again = changed.to_bytes_with(Layout::AsRead).and_then(|bytes| SecurityDescriptor::from_bytes(&bytes));
    same("a changed descriptor in the layout as read means what it says", &again.as_ref(), &Ok(changed))
}
