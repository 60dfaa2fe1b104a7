//! In which order the parts of a binary form lie.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::iter::once;
use core::ops::Range;

use super::HEADER;
use super::view::{DescriptorRef, Offsets};
use crate::num::{index32, size32};

/// The order of the parts in a binary form. Readers accept every order.
///
/// ```
/// use aclavis::{Layout, SecurityDescriptor};
/// let descriptor: SecurityDescriptor = "O:SYD:(A;;RC;;;WD)".parse()?;
/// let offsets = |bytes: Vec<u8>| (bytes[4], bytes[16]); // of owner and DACL, their lowest bytes
/// assert_eq!(offsets(descriptor.to_bytes_with(Layout::Windows)?), (48, 20));
/// assert_eq!(offsets(descriptor.to_bytes_with(Layout::OwnerFirst)?), (20, 32));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layout {
    /// SACL, DACL, owner, group, as `ConvertStringSecurityDescriptorToSecurityDescriptor` writes them.
    #[default]
    Windows,
    /// Owner, group, SACL, DACL, as .NET writes them.
    OwnerFirst,
    /// As the descriptor was read, gaps and what follows the last part included: an untouched one gives the same bytes.
    /// Where a part has another size than it had, the recorded order without gaps. As `Windows` where nothing was read.
    AsRead,
}

/// How the bytes of a descriptor were laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadLayout {
    pub(super) offsets: Offsets,
    /// The sizes of owner, group, SACL and DACL, zero for what is not there.
    pub(super) sizes: [u32; 4],
    /// Bytes in all.
    pub(super) total: u32,
    /// Bytes between and behind the parts, where they are not zero: place and content.
    pub(super) gaps: Vec<(u32, Box<[u8]>)>,
}

impl ReadLayout {
    pub(super) fn of(view: &DescriptorRef<'_>) -> Self {
        let offsets = view.offsets;
        let sizes = [
            view.owner().map_or(0, |sid| size32(sid.as_bytes().len())),
            view.group().map_or(0, |sid| size32(sid.as_bytes().len())),
            view.sacl().list().map_or(0, |acl| size32(acl.as_bytes().len())),
            view.dacl().list().map_or(0, |acl| size32(acl.as_bytes().len())),
        ];
        let total = size32(view.bytes.len());
        let mut layout = Self { offsets, sizes, total, gaps: Vec::new() };
        let mut places = layout.places();
        places.sort_unstable_by_key(|place| place.start);
        let mut covered = HEADER;
        for place in places.into_iter().filter(|place| !place.is_empty()).chain(once(index32(total)..index32(total))) {
            if let Some(gap) = view.bytes.get(covered..place.start)
                && gap.iter().any(|byte| *byte != 0)
            {
                layout.gaps.push((size32(covered), gap.into()));
            }
            covered = covered.max(place.end);
        }
        layout
    }

    /// Where owner, group, SACL and DACL lie; empty for what is not there.
    pub(super) fn places(&self) -> [Range<usize>; 4] {
        let Offsets { owner, group, sacl, dacl } = self.offsets;
        let [owner_size, group_size, sacl_size, dacl_size] = self.sizes;
        [(owner, owner_size), (group, group_size), (sacl, sacl_size), (dacl, dacl_size)]
            .map(|(start, size)| index32(start)..index32(start.saturating_add(size)))
    }
}
