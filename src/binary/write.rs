//! To bytes: from the model, or straight from the grammar.

use alloc::vec::Vec;
use core::ops::Range;

use super::HEADER;
use super::layout::{Layout, ReadLayout};
use super::view::Offsets;
use crate::descriptor::{
    ACE_HEADER, ACL_HEADER, ACL_REVISION, ACL_REVISION_DS, AceBodyRef, AceRef, Acl, AclSlot, Control, SecurityDescriptor,
};
use crate::error::{Error, ErrorKind};
use crate::num::{index16, index32, size32};
use crate::sddl::grammar::{Section, Sink};
use crate::sid::{MAX_BYTES, Sid};

impl SecurityDescriptor {
    /// The self-relative binary form in the layout of Windows (MS-DTYP 2.4.6).
    ///
    /// # Errors
    ///
    /// As [`to_bytes_with`](Self::to_bytes_with).
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        self.to_bytes_with(Layout::Windows)
    }

    /// The self-relative binary form in a layout.
    ///
    /// # Errors
    ///
    /// `acl-too-large` for an ACL of more than 65,535 bytes, `descriptor-too-large` beyond 4 GiB: the size does not fit into its field.
    pub fn to_bytes_with(&self, layout: Layout) -> Result<Vec<u8>, Error> {
        let mut writer = Writer { descriptor: self, out: Vec::with_capacity(self.size_hint()), offsets: Offsets::default() };
        writer.out.extend_from_slice(&[0; HEADER]);
        match (layout, &self.layout) {
            (Layout::OwnerFirst, _) => writer.parts([Part::Owner, Part::Group, Part::Sacl, Part::Dacl])?,
            (Layout::AsRead, Some(read)) => writer.as_read(read)?,
            (Layout::Windows | Layout::AsRead, _) => writer.parts([Part::Sacl, Part::Dacl, Part::Owner, Part::Group])?,
        }
        if u32::try_from(writer.out.len()).is_err() {
            return Err(Error::new(ErrorKind::DescriptorTooLarge));
        }
        let Writer { mut out, offsets, .. } = writer;
        header(&mut out, self.resource_manager, self.control(), offsets);
        Ok(out)
    }

    /// About the size of the binary form.
    fn size_hint(&self) -> usize {
        let aces = self.dacl.aces().len().saturating_add(self.sacl.aces().len());
        aces.saturating_mul(44).saturating_add(128)
    }
}

/// The parts that offsets point to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Owner,
    Group,
    Sacl,
    Dacl,
}

struct Writer<'a> {
    descriptor: &'a SecurityDescriptor,
    out: Vec<u8>,
    offsets: Offsets,
}

impl Writer<'_> {
    fn parts(&mut self, order: [Part; 4]) -> Result<(), Error> {
        order.into_iter().try_for_each(|part| self.part(part))
    }

    /// Appends a part, if it is there, and notes its offset.
    fn part(&mut self, part: Part) -> Result<(), Error> {
        let at = size32(self.out.len());
        match part {
            Part::Owner => sid(&mut self.out, self.descriptor.owner(), at, &mut self.offsets.owner),
            Part::Group => sid(&mut self.out, self.descriptor.group(), at, &mut self.offsets.group),
            Part::Sacl => acl(&mut self.out, &self.descriptor.sacl, at, &mut self.offsets.sacl)?,
            Part::Dacl => acl(&mut self.out, &self.descriptor.dacl, at, &mut self.offsets.dacl)?,
        }
        Ok(())
    }

    /// Every part at its old place where all have their old sizes, otherwise one after another in the old order.
    fn as_read(&mut self, read: &ReadLayout) -> Result<(), Error> {
        let places = read.places();
        if let Some(placed) = self.placed(read, &places)? {
            self.out = placed;
            self.offsets = read.offsets;
            return Ok(());
        }
        let [owner, group, sacl, dacl] = places.map(|place| place.start);
        let mut order = [(owner, Part::Owner), (group, Part::Group), (sacl, Part::Sacl), (dacl, Part::Dacl)];
        order.sort_by_key(|(start, _)| *start);
        self.parts(order.map(|(_, part)| part))
    }

    /// The bytes with every part at its old place, and the old gaps; `None` when a part does not fit there or parts that
    /// shared bytes no longer can.
    fn placed(&self, read: &ReadLayout, places: &[Range<usize>; 4]) -> Result<Option<Vec<u8>>, Error> {
        let mut placed = alloc::vec![0; index32(read.total)];
        let mut parts = Vec::new();
        // An offset that was there without its control bit would give a NULL ACL a list.
        let stray = |slot: &AclSlot, offset: u32| matches!(slot, AclSlot::Null) && offset != 0;
        if stray(&self.descriptor.sacl, read.offsets.sacl) || stray(&self.descriptor.dacl, read.offsets.dacl) {
            return Ok(None);
        }
        for (part, place) in [Part::Owner, Part::Group, Part::Sacl, Part::Dacl].into_iter().zip(places) {
            let mut alone = Self { descriptor: self.descriptor, out: Vec::new(), offsets: Offsets::default() };
            alone.part(part)?;
            if alone.out.is_empty() && place.is_empty() {
                continue;
            }
            match placed.get_mut(place.clone()) {
                Some(slot) if slot.len() == alone.out.len() => slot.copy_from_slice(&alone.out),
                _ => return Ok(None),
            }
            parts.push((alone.out, place.clone()));
        }
        if parts.iter().any(|(part, place)| placed.get(place.clone()) != Some(part)) {
            return Ok(None);
        }
        for (at, gap) in &read.gaps {
            if let Some(slot) = placed.get_mut(index32(*at)..).and_then(|rest| rest.get_mut(..gap.len())) {
                slot.copy_from_slice(gap);
            }
        }
        Ok(Some(placed))
    }
}

fn sid(out: &mut Vec<u8>, sid: Option<&Sid>, at: u32, offset: &mut u32) {
    if let Some(sid) = sid {
        out.extend_from_slice(sid.as_bytes());
        *offset = at;
    }
}

fn acl(out: &mut Vec<u8>, slot: &AclSlot, at: u32, offset: &mut u32) -> Result<(), Error> {
    let Some(Acl { revision, reserved, reserved2, aces, slack }) = slot.list() else { return Ok(()) };
    *offset = at;
    let start = out.len();
    out.extend_from_slice(&[0; ACL_HEADER]);
    for each in aces {
        ace(out, each.as_ref()).map_err(Error::new)?;
    }
    out.extend_from_slice(slack);
    acl_header(out, start, *revision, *reserved, aces.len(), *reserved2).map_err(Error::new)
}

/// Fills in an ACL's header when its ACEs and slack are written.
#[inline(always)]
fn acl_header(out: &mut [u8], start: usize, revision: u8, reserved: u8, count: usize, reserved2: u16) -> Result<(), ErrorKind> {
    let size = u16::try_from(out.len().wrapping_sub(start)).map_err(|_| ErrorKind::AclTooLarge)?;
    let count = u16::try_from(count).map_err(|_| ErrorKind::AclTooLarge)?;
    if let Some(header) = out.get_mut(start..).and_then(<[u8]>::first_chunk_mut) {
        let ([s0, s1], [n0, n1], [r0, r1]) = (size.to_le_bytes(), count.to_le_bytes(), reserved2.to_le_bytes());
        *header = [revision, reserved, s0, s1, n0, n1, r0, r1];
    }
    Ok(())
}

/// Appends an ACE (MS-DTYP 2.4.4).
#[inline(always)]
pub(super) fn ace(out: &mut Vec<u8>, ace: AceRef<'_>) -> Result<(), ErrorKind> {
    let size = u16::try_from(ace.byte_len()).map_err(|_| ErrorKind::AceTooLarge)?;
    let [s0, s1] = size.to_le_bytes();
    let AceBodyRef::Standard { mask, trustee, object, data } = ace.body else {
        out.extend_from_slice(&[ace.ace_type.0, ace.flags.bits(), s0, s1]);
        out.extend_from_slice(ace.data());
        return Ok(());
    };
    let [m0, m1, m2, m3] = mask.bits().to_le_bytes();
    const { assert!(ACE_HEADER == 4) };
    out.extend_from_slice(&[ace.ace_type.0, ace.flags.bits(), s0, s1, m0, m1, m2, m3]);
    if let Some(object) = object {
        out.extend_from_slice(&object.flags().to_le_bytes());
        if let Some(guid) = object.object_type() {
            out.extend_from_slice(&guid.to_bytes());
        }
        if let Some(guid) = object.inherited_object_type() {
            out.extend_from_slice(&guid.to_bytes());
        }
    }
    // The usual sizes are copied without a call: two sub-authorities, one, and the accounts of domains.
    let trustee = trustee.as_bytes();
    if let Ok(trustee) = <&[u8; 28]>::try_from(trustee) {
        out.extend_from_slice(trustee);
    } else if let Ok(trustee) = <&[u8; 12]>::try_from(trustee) {
        out.extend_from_slice(trustee);
    } else if let Ok(trustee) = <&[u8; 16]>::try_from(trustee) {
        out.extend_from_slice(trustee);
    } else {
        out.extend_from_slice(trustee);
    }
    if !data.is_empty() {
        out.extend_from_slice(data);
    }
    Ok(())
}

/// Fills in a descriptor's header when its parts are written.
fn header(out: &mut [u8], resource_manager: u8, control: Control, offsets: Offsets) {
    let [c0, c1] = control.bits().to_le_bytes();
    let [o0, o1, o2, o3] = offsets.owner.to_le_bytes();
    let [g0, g1, g2, g3] = offsets.group.to_le_bytes();
    let [s0, s1, s2, s3] = offsets.sacl.to_le_bytes();
    let [d0, d1, d2, d3] = offsets.dacl.to_le_bytes();
    if let Some(header) = out.first_chunk_mut::<HEADER>() {
        *header = [1, resource_manager, c0, c1, o0, o1, o2, o3, g0, g1, g2, g3, s0, s1, s2, s3, d0, d1, d2, d3];
    }
}

/// Writes the layout of Windows while the text is read.
pub(crate) struct BinarySink {
    out: Vec<u8>,
    control: Control,
    owner: Option<Sid>,
    group: Option<Sid>,
    offsets: Offsets,
    aces: usize,
    slack: usize,
    /// Where the list that is being written must end.
    end: usize,
}

/// The largest binary form.
const LARGEST: usize = HEADER + 2 * 0xffff + 2 * MAX_BYTES;

impl BinarySink {
    /// `text` bytes of text are about to come.
    #[inline(always)]
    pub(crate) fn new(text: usize) -> Self {
        // Four times the text is enough for all that has no condition, aliases of a domain included; more than two full ACLs
        // and two SIDs it cannot be.
        let mut out = Vec::with_capacity(text.saturating_mul(4).saturating_add(64).min(LARGEST));
        out.extend_from_slice(&[0; HEADER]);
        Self {
            out,
            control: Control::SELF_RELATIVE,
            owner: None,
            group: None,
            offsets: Offsets::default(),
            aces: 0,
            slack: 0,
            end: 0,
        }
    }

    /// The bytes, when the text is complete.
    #[inline(always)]
    pub(crate) fn finish(mut self) -> Vec<u8> {
        if self.offsets.sacl > self.offsets.dacl && self.offsets.dacl > 0 {
            self.sacl_first();
        }
        let at = size32(self.out.len());
        sid(&mut self.out, self.owner.as_ref(), at, &mut self.offsets.owner);
        let at = size32(self.out.len());
        sid(&mut self.out, self.group.as_ref(), at, &mut self.offsets.group);
        header(&mut self.out, 0, self.control, self.offsets);
        self.out
    }

    /// Moves the SACL, which the text has behind the DACL, before it.
    fn sacl_first(&mut self) {
        let Offsets { sacl, dacl, .. } = self.offsets;
        let length = size32(self.out.len()).saturating_sub(sacl);
        if let Some(both) = self.out.get_mut(index32(dacl)..) {
            both.rotate_right(index32(length).min(both.len()));
        }
        self.offsets.sacl = dacl;
        self.offsets.dacl = dacl.saturating_add(length);
    }
}

impl Sink for BinarySink {
    #[inline(always)]
    fn owner(&mut self, sid: &Sid) {
        self.owner = Some(*sid);
    }

    #[inline(always)]
    fn group(&mut self, sid: &Sid) {
        self.group = Some(*sid);
    }

    fn null_acl(&mut self, section: Section, control: Control) {
        self.control |= control | present(section);
    }

    #[inline(always)]
    fn begin_list(&mut self, section: Section, control: Control) {
        self.control |= control | present(section);
        let at = size32(self.out.len());
        match section {
            Section::Sacl => self.offsets.sacl = at,
            _ => self.offsets.dacl = at,
        }
        self.aces = 0;
        self.slack = 0;
        self.end = self.out.len().wrapping_add(index16(u16::MAX));
        self.out.extend_from_slice(&[0; ACL_HEADER]);
    }

    #[inline(always)]
    fn ace(&mut self, each: AceRef<'_>, slack: bool) -> Result<(), ErrorKind> {
        self.aces = self.aces.wrapping_add(1);
        if slack {
            self.slack = self.slack.wrapping_add(4);
        }
        ace(&mut self.out, each)?;
        if self.out.len() > self.end { Err(ErrorKind::AclTooLarge) } else { Ok(()) }
    }

    #[inline(always)]
    fn end_list(&mut self, section: Section, object: bool) -> Result<(), ErrorKind> {
        if self.slack > 0 {
            self.out.resize(self.out.len().wrapping_add(self.slack), 0);
        }
        let start = match section {
            Section::Sacl => self.offsets.sacl,
            _ => self.offsets.dacl,
        };
        let revision = if object { ACL_REVISION_DS } else { ACL_REVISION };
        acl_header(&mut self.out, index32(start), revision, 0, self.aces, 0)
    }
}

/// The control bit of an ACL that is present.
#[inline(always)]
pub(crate) fn present(section: Section) -> Control {
    match section {
        Section::Sacl => Control::SACL_PRESENT,
        _ => Control::DACL_PRESENT,
    }
}
