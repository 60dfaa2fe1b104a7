//! A validated view of untrusted bytes: nothing is copied, nothing is allocated.

use core::ops::Range;

use super::HEADER;
use crate::descriptor::{ACE_HEADER, ACL_HEADER, AceBodyRef, AceFlags, AceForm, AceRef, AceType, AclSlot, Control, ObjectTypes};
use crate::error::{Error, ErrorKind};
use crate::guid::Guid;
use crate::num::index32;
use crate::rights::AccessMask;
use crate::sddl::Limits;
use crate::sid::SidRef;

/// A self-relative security descriptor in somebody's bytes (MS-DTYP 2.4.6), validated once.
///
/// All offsets, sizes and counts have been checked: every SID lies in its ACE, every ACE in its ACL, every ACL in the
/// bytes. Parts may lie in any order, with gaps, and may even share bytes. What is behind the SID of an ACE has not been
/// looked into.
///
/// ```
/// use aclavis::{DescriptorRef, ParseOptions, sddl_to_bytes};
/// let bytes = sddl_to_bytes("O:SYD:(A;;RC;;;WD)", &ParseOptions::windows())?;
/// let view = DescriptorRef::parse(&bytes)?;
/// let ace = view.dacl().list().unwrap().aces().next().unwrap();
/// assert_eq!(ace.trustee().unwrap().to_string(), "S-1-1-0");
///
/// let error = DescriptorRef::parse(&bytes[..bytes.len() - 1]).unwrap_err();
/// assert_eq!((error.kind().code(), error.span()), ("bad-sid", 48..56));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DescriptorRef<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) control: Control,
    pub(super) resource_manager: u8,
    pub(super) offsets: Offsets,
    owner: Option<SidRef<'a>>,
    group: Option<SidRef<'a>>,
    sacl: AclSlot<AclRef<'a>>,
    dacl: AclSlot<AclRef<'a>>,
}

/// The four offsets, zero for what is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Offsets {
    pub(crate) owner: u32,
    pub(crate) group: u32,
    pub(crate) sacl: u32,
    pub(crate) dacl: u32,
}

impl<'a> DescriptorRef<'a> {
    /// Validates bytes under the default limits. Bytes behind the last part are allowed.
    ///
    /// # Errors
    ///
    /// As [`parse_with`](Self::parse_with).
    #[inline]
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::parse_with(bytes, &Limits::default())
    }

    /// Validates bytes. Of the limits [`input`](Limits::input) and [`aces`](Limits::aces) count.
    ///
    /// # Errors
    ///
    /// With the place in the bytes: `truncated` with fewer than 20, `unknown-revision`, `not-self-relative`, `bad-offset` (the place is
    /// that of the offset), `bad-sid`, `bad-acl`, `bad-ace`; `input-too-long`, `too-many-aces`.
    pub fn parse_with(bytes: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        let truncated = || Error::in_bytes(ErrorKind::Truncated, bytes.len()..bytes.len());
        if bytes.len() > limits.input || u32::try_from(bytes.len()).is_err() {
            return Err(Error::in_bytes(ErrorKind::InputTooLong, 0..0));
        }
        let Some(([revision, resource_manager, c0, c1, rest @ ..], _)) = bytes.split_first_chunk::<HEADER>() else {
            return Err(truncated());
        };
        if *revision != 1 {
            return Err(Error::in_bytes(ErrorKind::UnknownRevision, 0..1));
        }
        let control = Control::from_bits_retain(u16::from_le_bytes([*c0, *c1]));
        if !control.contains(Control::SELF_RELATIVE) {
            return Err(Error::in_bytes(ErrorKind::NotSelfRelative, 2..4));
        }
        let [o0, o1, o2, o3, g0, g1, g2, g3, s0, s1, s2, s3, d0, d1, d2, d3] = rest;
        let offsets = Offsets {
            owner: u32::from_le_bytes([*o0, *o1, *o2, *o3]),
            group: u32::from_le_bytes([*g0, *g1, *g2, *g3]),
            sacl: u32::from_le_bytes([*s0, *s1, *s2, *s3]),
            dacl: u32::from_le_bytes([*d0, *d1, *d2, *d3]),
        };
        let mut aces = limits.aces;
        Ok(Self {
            bytes,
            control,
            resource_manager: *resource_manager,
            offsets,
            owner: sid(bytes, offsets.owner, 4)?,
            group: sid(bytes, offsets.group, 8)?,
            sacl: acl(bytes, offsets.sacl, control.contains(Control::SACL_PRESENT), 12, &mut aces)?,
            dacl: acl(bytes, offsets.dacl, control.contains(Control::DACL_PRESENT), 16, &mut aces)?,
        })
    }

    /// The bytes that were validated.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The control bits, 16 of them (MS-DTYP 2.4.6), as they stand in the header.
    #[must_use]
    pub fn control(&self) -> Control {
        self.control
    }

    /// The byte after the revision, which has a meaning only with `RM_CONTROL_VALID`.
    #[must_use]
    pub fn resource_manager_control(&self) -> u8 {
        self.resource_manager
    }

    /// The owner, a SID of 8 to 68 bytes (MS-DTYP 2.4.6). `None` where its offset is zero.
    #[must_use]
    pub fn owner(&self) -> Option<SidRef<'a>> {
        self.owner
    }

    /// The primary group, a SID of 8 to 68 bytes (MS-DTYP 2.4.6). `None` where its offset is zero.
    #[must_use]
    pub fn group(&self) -> Option<SidRef<'a>> {
        self.group
    }

    /// The discretionary ACL (MS-DTYP 2.4.5). Absent without the control bit `DACL_PRESENT`, whatever the offset.
    #[must_use]
    pub fn dacl(&self) -> AclSlot<AclRef<'a>> {
        self.dacl
    }

    /// The system ACL (MS-DTYP 2.4.5). Absent without the control bit `SACL_PRESENT`, whatever the offset.
    #[must_use]
    pub fn sacl(&self) -> AclSlot<AclRef<'a>> {
        self.sacl
    }
}

/// The range from an offset to the end; the error points at the offset's own place in the header.
#[inline(always)]
fn part(bytes: &[u8], offset: u32, place: usize) -> Result<&[u8], Error> {
    match bytes.get(index32(offset)..) {
        Some(part) if index32(offset) >= HEADER => Ok(part),
        _ => Err(Error::in_bytes(ErrorKind::BadOffset, place..place.saturating_add(4))),
    }
}

#[inline(always)]
fn sid(bytes: &[u8], offset: u32, place: usize) -> Result<Option<SidRef<'_>>, Error> {
    if offset == 0 {
        return Ok(None);
    }
    let part = part(bytes, offset, place)?;
    match SidRef::split_from(part) {
        Some((sid, _)) => Ok(Some(sid)),
        None => Err(Error::in_bytes(ErrorKind::BadSid, span(index32(offset), part, 8))),
    }
}

/// Up to so many bytes from `at`, which is where `part` starts.
#[cold]
fn span(at: usize, part: &[u8], length: usize) -> Range<usize> {
    at..at.saturating_add(length.min(part.len()))
}

/// An access control list in somebody's bytes (MS-DTYP 2.4.5), validated.
///
/// ```
/// use aclavis::{DescriptorRef, ParseOptions, sddl_to_bytes};
/// let bytes = sddl_to_bytes("D:(OA;;CR;;;WD)(A;;FR;;;BA)", &ParseOptions::windows())?;
/// let view = DescriptorRef::parse(&bytes)?;
/// let dacl = view.dacl();
/// let dacl = dacl.list().unwrap();
/// assert_eq!((dacl.revision(), dacl.ace_count(), dacl.slack()), (4, 2, [0; 4].as_slice()));
/// assert_eq!(dacl.aces().map(|ace| ace.mask().unwrap().bits()).collect::<Vec<_>>(), [0x100, 0x12_0089]);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AclRef<'a> {
    /// Header, ACEs and slack.
    bytes: &'a [u8],
    /// Where the last ACE ends.
    end: usize,
}

#[inline(always)]
fn acl<'a>(bytes: &'a [u8], offset: u32, present: bool, place: usize, aces: &mut usize) -> Result<AclSlot<AclRef<'a>>, Error> {
    if !present {
        return Ok(AclSlot::Absent);
    }
    if offset == 0 {
        return Ok(AclSlot::Null);
    }
    let part = part(bytes, offset, place)?;
    let at = index32(offset);
    let bad = || Error::in_bytes(ErrorKind::BadAcl, span(at, part, ACL_HEADER));
    let [_, _, s0, s1, n0, n1, ..] = part else { return Err(bad()) };
    let size = usize::from(u16::from_le_bytes([*s0, *s1]));
    let count = usize::from(u16::from_le_bytes([*n0, *n1]));
    let Some(list) = part.get(..size).filter(|list| list.len() >= ACL_HEADER) else { return Err(bad()) };
    *aces = aces.checked_sub(count).ok_or_else(|| Error::in_bytes(ErrorKind::TooManyAces, at..at))?;
    let mut rest = list.get(ACL_HEADER..).unwrap_or_default();
    for _ in 0..count {
        match split_ace(rest) {
            Some((_, tail)) => rest = tail,
            None => return Err(bad_ace(at.saturating_add(list.len()).saturating_sub(rest.len()), rest)),
        }
    }
    Ok(AclSlot::List(AclRef { bytes: list, end: list.len().wrapping_sub(rest.len()) }))
}

#[cold]
fn bad_ace(at: usize, rest: &[u8]) -> Error {
    Error::in_bytes(ErrorKind::BadAce, span(at, rest, ACE_HEADER))
}

/// Takes an ACE from the front; `None` when it is malformed.
#[inline(always)]
fn split_ace(bytes: &[u8]) -> Option<(AceRef<'_>, &[u8])> {
    let [ace_type, flags, s0, s1, ..] = bytes else { return None };
    let (ace, rest) = bytes.split_at_checked(usize::from(u16::from_le_bytes([*s0, *s1])))?;
    let ace_type = AceType(*ace_type);
    let body = ace.get(ACE_HEADER..)?;
    let body = match ace_type.form() {
        AceForm::Opaque => AceBodyRef::Opaque(body),
        form => {
            let (mask, body) = body.split_first_chunk::<4>()?;
            let (object, body) = if form == AceForm::Object { object_types(body)? } else { (None, body) };
            let (trustee, data) = SidRef::split_from(body)?;
            AceBodyRef::Standard { mask: AccessMask::from_bits_retain(u32::from_le_bytes(*mask)), trustee, object, data }
        }
    };
    Some((AceRef { ace_type, flags: AceFlags::from_bits_retain(*flags), body }, rest))
}

#[inline(always)]
fn object_types(bytes: &[u8]) -> Option<(Option<ObjectTypes>, &[u8])> {
    let (flags, mut rest) = bytes.split_first_chunk::<4>()?;
    let flags = u32::from_le_bytes(*flags);
    let mut guid = |flag: u32| {
        if flags & flag == 0 {
            return Some(Guid::default());
        }
        let (guid, tail) = rest.split_first_chunk::<16>()?;
        rest = tail;
        Some(Guid::from_bytes(*guid))
    };
    let object_type = guid(ObjectTypes::OBJECT)?;
    let inherited_object_type = guid(ObjectTypes::INHERITED)?;
    Some((Some(ObjectTypes::from_parts(flags, object_type, inherited_object_type)), rest))
}

impl<'a> AclRef<'a> {
    /// Header, ACEs and slack.
    #[must_use]
    pub fn as_bytes(self) -> &'a [u8] {
        self.bytes
    }

    pub(super) fn header(self) -> [u8; ACL_HEADER] {
        self.bytes.first_chunk().copied().unwrap_or_default()
    }

    /// The revision, 2 or 4 where Windows has written it.
    #[must_use]
    pub fn revision(self) -> u8 {
        let [revision, ..] = self.header();
        revision
    }

    /// The number of ACEs, 16 bits in the header.
    #[must_use]
    pub fn ace_count(self) -> usize {
        let [_, _, _, _, n0, n1, ..] = self.header();
        usize::from(u16::from_le_bytes([n0, n1]))
    }

    /// The ACEs in their order.
    #[must_use]
    pub fn aces(self) -> AceIter<'a> {
        AceIter { rest: self.bytes.get(ACL_HEADER..self.end).unwrap_or_default() }
    }

    /// The ACEs, none of which is read as a whole before it is asked for.
    #[inline(always)]
    pub(crate) fn entries(self) -> Entries<'a> {
        Entries { rest: self.bytes.get(ACL_HEADER..self.end).unwrap_or_default() }
    }

    /// The bytes between the last ACE and the ACL's end, see [`Acl::slack`](crate::Acl::slack).
    #[must_use]
    pub fn slack(self) -> &'a [u8] {
        self.bytes.get(self.end..).unwrap_or_default()
    }
}

/// The ACEs of a validated ACL (MS-DTYP 2.4.5), from [`AclRef::aces`]. Each is read when it is asked for.
///
/// ```
/// use aclavis::{AccessMask, DescriptorRef, ParseOptions, sddl_to_bytes};
/// let bytes = sddl_to_bytes("D:(D;;LC;;;BG)(A;;RC;;;WD)", &ParseOptions::windows())?;
/// let mut aces = DescriptorRef::parse(&bytes)?.dacl().list().unwrap().aces();
/// assert_eq!(aces.next().unwrap().mask(), Some(AccessMask::LIST_CHILDREN));
/// assert_eq!(aces.clone().count(), 1); // a copy goes on from there
/// assert_eq!(aces.next().unwrap().mask(), Some(AccessMask::READ_CONTROL));
/// assert!(aces.next().is_none());
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct AceIter<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for AceIter<'a> {
    type Item = AceRef<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<AceRef<'a>> {
        let (ace, rest) = split_ace(self.rest)?;
        self.rest = rest;
        Some(ace)
    }
}

/// An ACE of a validated ACL, of which only the header and the mask have been read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    header: [u8; 8],
    bytes: &'a [u8],
}

impl<'a> Entry<'a> {
    /// The four bytes where all known types have their mask.
    #[inline(always)]
    pub(crate) const fn mask(self) -> AccessMask {
        let [_, _, _, _, mask @ ..] = self.header;
        AccessMask::from_bits_retain(u32::from_le_bytes(mask))
    }

    /// The trustee, where that is cheap to find: behind the mask of the types `A` and `D`.
    #[inline(always)]
    pub(crate) fn near_trustee(self) -> Option<SidRef<'a>> {
        let [0 | 1, ..] = self.header else { return None };
        SidRef::split_from(self.bytes.get(8..)?).map(|(trustee, _)| trustee)
    }

    /// The whole ACE.
    #[inline(always)]
    pub(crate) fn ace(self) -> Option<AceRef<'a>> {
        split_ace(self.bytes).map(|(ace, _)| ace)
    }
}

/// The ACEs of a validated ACL, read as far as needed.
#[derive(Clone, Debug)]
pub(crate) struct Entries<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<Entry<'a>> {
        let bytes = self.rest;
        let [_, _, s0, s1, ..] = bytes else { return None };
        self.rest = bytes.get(usize::from(u16::from_le_bytes([*s0, *s1]))..)?;
        // An ACE of an unknown form may be shorter and has no mask.
        let header = match bytes.first_chunk() {
            Some(header) => *header,
            None => bytes.first_chunk().map_or([0; 8], |[a, b, c, d]: &[u8; 4]| [*a, *b, *c, *d, 0, 0, 0, 0]),
        };
        Some(Entry { header, bytes })
    }
}
