//! What generic rights mean for a type of object (MS-DTYP 2.4.3).

use crate::rights::AccessMask;

/// The generic bits of a mask.
const GENERIC: u32 = 0xf000_0000;

/// What the four generic rights of a mask (MS-DTYP 2.4.3) mean for a type of object: `GENERIC_MAPPING` of Windows.
///
/// ```
/// use aclavis::{AccessMask, GenericMapping};
/// let mask = AccessMask::GENERIC_READ | AccessMask::DELETE;
/// assert_eq!(GenericMapping::FILE.map(mask).bits(), 0x13_0089);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GenericMapping {
    /// What `GR` means.
    pub read: AccessMask,
    /// What `GW` means.
    pub write: AccessMask,
    /// What `GX` means.
    pub execute: AccessMask,
    /// What `GA` means: every right that objects of the type have.
    pub all: AccessMask,
}

impl GenericMapping {
    /// Files and directories: 0x120089, 0x120116, 0x1200a0, 0x1f01ff for reading, writing, executing and all; in SDDL `FR`, `FW`,
    /// `FX`, `FA`.
    pub const FILE: Self = Self::of(0x12_0089, 0x12_0116, 0x12_00a0, 0x1f_01ff);
    /// Registry keys: 0x20019, 0x20006, 0x20019, 0xf003f; in SDDL `KR`, `KW`, `KX`, `KA`.
    pub const KEY: Self = Self::of(0x2_0019, 0x2_0006, 0x2_0019, 0xf_003f);
    /// Services: 0x2008d, 0x20002, 0x20170, 0xf01ff.
    pub const SERVICE: Self = Self::of(0x2_008d, 0x2_0002, 0x2_0170, 0xf_01ff);
    /// Objects of a directory (MS-ADTS 5.1.3.2): 0x20094, 0x20028, 0x20004, 0xf01ff.
    pub const DIRECTORY: Self = Self::of(0x2_0094, 0x2_0028, 0x2_0004, 0xf_01ff);
    /// Requests of the certificate-management API, 0x20000, 0x20008, 0x20004, 0xf000f: reading, writing and executing are the
    /// permissions of these names, `all` is every right that the documented descriptors use, and those over the descriptor itself.
    /// This assignment is our own.
    pub const REQUEST: Self = Self::of(0x2_0000, 0x2_0008, 0x2_0004, 0xf_000f);

    const fn of(read: u32, write: u32, execute: u32, all: u32) -> Self {
        Self {
            read: AccessMask::from_bits_retain(read),
            write: AccessMask::from_bits_retain(write),
            execute: AccessMask::from_bits_retain(execute),
            all: AccessMask::from_bits_retain(all),
        }
    }

    /// The mask with its generic rights replaced by what they mean; the others stay.
    #[inline(always)]
    #[must_use]
    pub const fn map(&self, mask: AccessMask) -> AccessMask {
        if mask.bits() & GENERIC == 0 { mask } else { self.map_generic(mask) }
    }

    #[cold]
    const fn map_generic(&self, mask: AccessMask) -> AccessMask {
        let mut bits = mask.bits() & !GENERIC;
        if mask.contains(AccessMask::GENERIC_READ) {
            bits |= self.read.bits();
        }
        if mask.contains(AccessMask::GENERIC_WRITE) {
            bits |= self.write.bits();
        }
        if mask.contains(AccessMask::GENERIC_EXECUTE) {
            bits |= self.execute.bits();
        }
        if mask.contains(AccessMask::GENERIC_ALL) {
            bits |= self.all.bits();
        }
        // What a mapping itself says in generic bits means nothing.
        AccessMask::from_bits_retain(bits & !GENERIC)
    }
}

impl Default for GenericMapping {
    /// That of files.
    fn default() -> Self {
        Self::FILE
    }
}

/// Whether a mask has generic rights.
#[inline(always)]
pub(crate) const fn has_generic(mask: AccessMask) -> bool {
    mask.bits() & GENERIC != 0
}
