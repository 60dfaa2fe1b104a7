//! Nearly valid binary forms.

use alloc::vec::Vec;

use arbitrary::{Arbitrary, Error, Result, Unstructured};

use super::fields::{Field, Fields, OFFSETS, find};
use super::{edits, model, place};
use crate::binary::Layout;
use crate::descriptor::SecurityDescriptor;
use crate::num::size32;

/// The binary form of a valid descriptor after a few edits: a size off by some, another count, revision or offset, offsets
/// that have changed places, a SID, an ACE or a whole ACL cut short, doubled or gone, unknown flags and types.
///
/// Now and then an edit leaves the descriptor valid.
///
/// ```
/// use aclavis::mutation::NearlyValidBytes;
/// use arbitrary::{Arbitrary, Unstructured};
/// let near = NearlyValidBytes::arbitrary(&mut Unstructured::new(b"decides what comes out, always the same"))?;
/// assert!(near.as_bytes().len() >= 4);
/// # Ok::<(), arbitrary::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearlyValidBytes(Vec<u8>);

impl NearlyValidBytes {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl<'a> Arbitrary<'a> for NearlyValidBytes {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let descriptor: SecurityDescriptor = u.arbitrary()?;
        let bytes = written(&descriptor, u)?.ok_or(Error::IncorrectFormat)?;
        edited(&bytes, u).map(Self)
    }
}

/// Bytes made of others, which may be a descriptor, nearly one, or none. Where they are one its model may be edited and
/// written again; otherwise numbers and parts are edited where they lie. `None` where there is not even a header.
///
/// # Errors
///
/// None that `u` does not give.
///
/// ```
/// use aclavis::mutation::mutated_bytes;
/// use aclavis::{ParseOptions, sddl_to_bytes};
/// use arbitrary::Unstructured;
/// let bytes = sddl_to_bytes("O:SYD:(A;;RC;;;WD)", &ParseOptions::windows()).unwrap();
/// let mutated = mutated_bytes(&bytes, &mut Unstructured::new(&[7; 64]))?;
/// assert!(mutated.is_some_and(|mutated| mutated != bytes));
/// assert_eq!(mutated_bytes(b"too short", &mut Unstructured::new(&[7; 64]))?, None);
/// # Ok::<(), arbitrary::Error>(())
/// ```
pub fn mutated_bytes(bytes: &[u8], u: &mut Unstructured<'_>) -> Result<Option<Vec<u8>>> {
    if u.arbitrary()?
        && let Ok(mut descriptor) = SecurityDescriptor::from_bytes(bytes)
    {
        edits(u, |u| model::edit(&mut descriptor, u))?;
        if let Some(written) = written(&descriptor, u)? {
            return Ok(Some(written));
        }
    }
    if find(bytes).is_none() {
        return Ok(None);
    }
    edited(bytes, u).map(Some)
}

/// The bytes after a few edits, which are others.
fn edited(bytes: &[u8], u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut edited = bytes.to_vec();
    edits(u, |u| edit(&mut edited, u))?;
    if edited == bytes {
        edited.pop();
    }
    Ok(edited)
}

/// The binary form in any layout; `None` where an ACL is too large.
fn written(descriptor: &SecurityDescriptor, u: &mut Unstructured<'_>) -> Result<Option<Vec<u8>>> {
    let layout = *u.choose(&[Layout::Windows, Layout::OwnerFirst, Layout::AsRead])?;
    Ok(descriptor.to_bytes_with(layout).ok())
}

/// Changes a number, mostly, or a part; nothing where no header is left.
fn edit(bytes: &mut Vec<u8>, u: &mut Unstructured<'_>) -> Result<()> {
    let Some(fields) = find(bytes) else { return Ok(()) };
    match u.int_in_range(0..=15_u8)? {
        0..=9 => number(bytes, &fields, u),
        10 => swap_offsets(bytes, u),
        choice => part(bytes, &fields, choice, u),
    }
}

fn number(bytes: &mut [u8], fields: &Fields, u: &mut Unstructured<'_>) -> Result<()> {
    let numbers = &fields.numbers;
    let (Some(one), Some(other)) = (place(u, numbers.len())?, place(u, numbers.len())?) else { return Ok(()) };
    let (Some(field), Some(other)) = (numbers.get(one), numbers.get(other)) else { return Ok(()) };
    let old = value(bytes, field);
    let length = size32(bytes.len());
    let new = match u.int_in_range(0..=7_u8)? {
        0 => old.wrapping_add(u.int_in_range(1..=8)?),
        1 => old.wrapping_sub(u.int_in_range(1..=8)?),
        2 => old ^ 1_u32.wrapping_shl(u.int_in_range(0..=31)?),
        3 => *u.choose(&[0, 1, 2, 4, 15, 16, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_fffc, u32::MAX])?,
        4 => length.wrapping_sub(u.int_in_range(0..=20)?),
        5 => length.wrapping_sub(size32(field.at)),
        6 => value(bytes, other),
        _ => u.arbitrary()?,
    };
    if let Some(place) = bytes.get_mut(field.at..field.at.saturating_add(field.width)) {
        place.iter_mut().zip(new.to_le_bytes()).for_each(|(byte, new)| *byte = new);
    }
    Ok(())
}

/// A number, little-endian.
fn value(bytes: &[u8], field: &Field) -> u32 {
    let bytes = bytes.get(field.at..field.at.saturating_add(field.width)).unwrap_or_default();
    bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte))
}

fn swap_offsets(bytes: &mut [u8], u: &mut Unstructured<'_>) -> Result<()> {
    let (one, other) = (*u.choose(&OFFSETS)?, *u.choose(&OFFSETS)?);
    for byte in 0..4_usize {
        let (one, other) = (byte.saturating_add(one), byte.saturating_add(other));
        if other < bytes.len() && one < bytes.len() {
            bytes.swap(one, other);
        }
    }
    Ok(())
}

/// Cuts, removes, doubles, overwrites or lengthens a part, whatever the sizes around it say.
fn part(bytes: &mut Vec<u8>, fields: &Fields, choice: u8, u: &mut Unstructured<'_>) -> Result<()> {
    let parts = &fields.parts;
    let (Some(one), Some(other)) = (place(u, parts.len())?, place(u, parts.len())?) else { return Ok(()) };
    let (Some(part), Some(other)) = (parts.get(one), parts.get(other)) else { return Ok(()) };
    let part = part.start.min(part.end)..part.end;
    let inside = u.int_in_range(part.clone().start..=part.end)?;
    match choice {
        11 => bytes.truncate(inside),
        12 => drop(bytes.drain(inside..part.end)),
        13 => {
            let copy = bytes.get(part.clone()).unwrap_or_default().to_vec();
            drop(bytes.splice(part.end..part.end, copy));
        }
        14 => {
            let copy = bytes.get(other.clone()).unwrap_or_default().to_vec();
            drop(bytes.splice(part, copy));
        }
        _ => {
            let more: [u8; 4] = u.arbitrary()?;
            let count = u.int_in_range(1..=more.len())?;
            drop(bytes.splice(inside..inside, more.into_iter().take(count)));
        }
    }
    Ok(())
}
