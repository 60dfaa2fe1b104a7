//! Where the numbers of a binary form lie, as far as they can be followed.

use alloc::vec::Vec;
use core::ops::Range;

use crate::binary::HEADER;
use crate::condition::SIGNATURE;
use crate::descriptor::{ACE_HEADER, ACL_HEADER, AceForm, AceType, ObjectTypes};
use crate::num::index32;

/// A number: its place and its bytes, 1, 2 or 4.
pub(super) struct Field {
    pub(super) at: usize,
    pub(super) width: usize,
}

/// What was found in bytes that are a descriptor or nearly so.
pub(super) struct Fields {
    /// The numbers of headers, ACEs, SIDs, conditions and attributes.
    pub(super) numbers: Vec<Field>,
    /// ACLs, ACEs and SIDs.
    pub(super) parts: Vec<Range<usize>>,
}

/// The offsets of the header: owner, group, SACL, DACL.
pub(super) const OFFSETS: [usize; 4] = [4, 8, 12, 16];

/// Follows the offsets of a header; without a header there is nothing.
pub(super) fn find(bytes: &[u8]) -> Option<Fields> {
    bytes.get(..HEADER)?;
    let mut finder = Finder { bytes, found: Fields { numbers: Vec::new(), parts: Vec::new() } };
    finder.number(0, 1);
    finder.number(1, 1);
    finder.number(2, 2);
    for (index, at) in OFFSETS.into_iter().enumerate() {
        let part = finder.number(at, 4).map(index32).filter(|part| *part != 0);
        match (part, index) {
            (None, _) => {}
            (Some(part), 0 | 1) => drop(finder.sid(part)),
            (Some(part), _) => drop(finder.acl(part)),
        }
    }
    Some(finder.found)
}

struct Finder<'a> {
    bytes: &'a [u8],
    found: Fields,
}

impl Finder<'_> {
    /// Notes a number and gives its value; `None` where the bytes end before it does.
    fn number(&mut self, at: usize, width: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(width)?)?;
        self.found.numbers.push(Field { at, width });
        Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
    }

    fn part(&mut self, start: usize, end: usize) {
        self.found.parts.push(start..end.min(self.bytes.len()));
    }

    /// MS-DTYP 2.4.2.2; the end of it.
    fn sid(&mut self, start: usize) -> Option<usize> {
        self.number(start, 1)?;
        let count = self.number(start.checked_add(1)?, 1)?;
        self.number(start.checked_add(7)?, 1)?;
        let mut end = start.checked_add(8)?;
        for _ in 0..count {
            self.number(end, 4)?;
            end = end.checked_add(4)?;
        }
        self.part(start, end);
        Some(end)
    }

    /// MS-DTYP 2.4.5.
    fn acl(&mut self, start: usize) -> Option<()> {
        self.number(start, 1)?;
        self.number(start.checked_add(1)?, 1)?;
        let size = self.number(start.checked_add(2)?, 2)?;
        self.part(start, start.checked_add(index32(size))?);
        let count = self.number(start.checked_add(4)?, 2)?;
        self.number(start.checked_add(6)?, 2)?;
        let mut at = start.checked_add(ACL_HEADER)?;
        for _ in 0..count {
            at = self.ace(at)?;
        }
        Some(())
    }

    /// MS-DTYP 2.4.4; the start of the next one.
    fn ace(&mut self, start: usize) -> Option<usize> {
        let ace_type = self.number(start, 1)?;
        self.number(start.checked_add(1)?, 1)?;
        let size = self.number(start.checked_add(2)?, 2).map(index32).filter(|size| *size >= ACE_HEADER)?;
        let end = start.checked_add(size)?;
        self.part(start, end);
        let ace_type = AceType(u8::try_from(ace_type).ok()?);
        let _cut_short = self.body(start.checked_add(ACE_HEADER)?, end, ace_type.form());
        Some(end)
    }

    fn body(&mut self, start: usize, end: usize, form: AceForm) -> Option<()> {
        let mut at = start.checked_add(4)?;
        match form {
            AceForm::Opaque => return None,
            AceForm::Object => {
                self.number(start, 4)?;
                let flags = self.number(at, 4)?;
                let guids = [ObjectTypes::OBJECT, ObjectTypes::INHERITED].iter().filter(|flag| flags & **flag != 0).count();
                at = at.checked_add(4)?.checked_add(guids.checked_mul(16)?)?;
            }
            AceForm::Basic => drop(self.number(start, 4)?),
        }
        let data = self.sid(at)?;
        match self.bytes.get(data..end)? {
            rest if rest.starts_with(SIGNATURE) => self.tokens(data.checked_add(SIGNATURE.len())?, end),
            rest if rest.len() > 16 => self.attribute(data, end),
            _ => None,
        }
    }

    /// MS-DTYP 2.4.4.17.4: codes, lengths, and what is in lists and SIDs.
    fn tokens(&mut self, start: usize, end: usize) -> Option<()> {
        let mut at = start;
        while at < end {
            let code = self.number(at, 1)?;
            at = at.checked_add(1)?;
            at = match code {
                1..=4 => {
                    self.number(at, 4)?;
                    self.number(at.checked_add(8)?, 1)?;
                    self.number(at.checked_add(9)?, 1)?;
                    at.checked_add(10)?
                }
                // The values of a list follow its length as other tokens do.
                0x50 => {
                    self.number(at, 4)?;
                    at.checked_add(4)?
                }
                0x51 => {
                    self.number(at, 4)?;
                    self.sid(at.checked_add(4)?)?
                }
                0x10 | 0x18 | 0xf8..=0xfb => {
                    let length = self.number(at, 4)?;
                    at.checked_add(4)?.checked_add(index32(length))?
                }
                _ => at,
            };
        }
        Some(())
    }

    /// MS-DTYP 2.4.10.1: the header and the offsets of the values.
    fn attribute(&mut self, start: usize, end: usize) -> Option<()> {
        for (offset, width) in [(0, 4), (4, 2), (6, 2), (8, 4)] {
            self.number(start.checked_add(offset)?, width)?;
        }
        let count = self.number(start.checked_add(12)?, 4)?;
        let mut at = start.checked_add(16)?;
        for _ in 0..count {
            if at >= end {
                break;
            }
            self.number(at, 4)?;
            at = at.checked_add(4)?;
        }
        Some(())
    }
}
