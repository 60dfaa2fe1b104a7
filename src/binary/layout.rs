//! In which order the parts of a binary form lie.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::HEADER;
use super::view::{DescriptorRef, Offsets};
use crate::num::{index32, size32};

/// The order of the parts in a binary form. Readers accept every order.
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
    /// The ends of owner, group, SACL and DACL, zero for what is not there.
    pub(super) ends: [u32; 4],
    /// Bytes in all.
    pub(super) total: u32,
    /// Bytes between and behind the parts, where they are not zero: place and content.
    pub(super) gaps: Vec<(u32, Box<[u8]>)>,
}

impl ReadLayout {
    pub(super) fn of(view: &DescriptorRef<'_>) -> Self {
        let offsets = view.offsets;
        let end = |offset: u32, length: Option<usize>| length.map_or(0, |length| offset.saturating_add(size32(length)));
        let ends = [
            end(offsets.owner, view.owner().map(|sid| sid.as_bytes().len())),
            end(offsets.group, view.group().map(|sid| sid.as_bytes().len())),
            end(offsets.sacl, view.sacl().list().map(|acl| acl.as_bytes().len())),
            end(offsets.dacl, view.dacl().list().map(|acl| acl.as_bytes().len())),
        ];
        let mut parts = [
            (offsets.owner, ends.first().copied().unwrap_or_default()),
            (offsets.group, ends.get(1).copied().unwrap_or_default()),
            (offsets.sacl, ends.get(2).copied().unwrap_or_default()),
            (offsets.dacl, ends.get(3).copied().unwrap_or_default()),
        ];
        parts.sort_unstable();
        let total = size32(view.bytes.len());
        let mut gaps = Vec::new();
        let mut covered = size32(HEADER);
        for (start, end) in parts.into_iter().filter(|(_, end)| *end > 0).chain([(total, total)]) {
            if let Some(gap) = view.bytes.get(index32(covered)..index32(start))
                && gap.iter().any(|byte| *byte != 0)
            {
                gaps.push((covered, gap.into()));
            }
            covered = covered.max(end);
        }
        Self { offsets, ends, total, gaps }
    }
}
