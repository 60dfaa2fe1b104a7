//! Access masks (MS-DTYP 2.4.3) and the letters of their bits (MS-DTYP 2.5.1.1).

use core::fmt;

use crate::pairs::{self, PAIRS};

bitflags::bitflags! {
    /// An access mask of 32 bits (MS-DTYP 2.4.3). Unknown bits are kept.
    ///
    /// The low 16 bits mean something else for every type of object; the names here are those that SDDL gives them (MS-DTYP
    /// 2.5.1.1). `CC` to `CR` are the rights of a directory object, and what a folder or a request makes of their bits.
    ///
    /// It prints as an ordinary ACE has it: `FA` and the like for exactly these bits, letters where they cover it, else a number.
    ///
    /// ```
    /// use aclavis::AccessMask;
    /// let mask = AccessMask::READ_CONTROL | AccessMask::LIST_CHILDREN;
    /// assert_eq!((mask.bits(), mask.to_string()), (0x2_0004, "LCRC".to_owned()));
    /// assert_eq!(AccessMask::from_bits_retain(0x1f_01ff).to_string(), "FA");
    /// assert_eq!((mask | AccessMask::SYNCHRONIZE).to_string(), "0x120004");
    /// ```
    #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct AccessMask: u32 {
        /// `CC`: create a child object.
        const CREATE_CHILD = 0x1;
        /// `DC`: delete a child object.
        const DELETE_CHILD = 0x2;
        /// `LC`: list the children.
        const LIST_CHILDREN = 0x4;
        /// `SW`: a validated write to the object itself.
        const SELF_WRITE = 0x8;
        /// `RP`: read a property.
        const READ_PROPERTY = 0x10;
        /// `WP`: write a property.
        const WRITE_PROPERTY = 0x20;
        /// `DT`: delete a tree.
        const DELETE_TREE = 0x40;
        /// `LO`: list the object.
        const LIST_OBJECT = 0x80;
        /// `CR`: a control access right.
        const CONTROL_ACCESS = 0x100;
        /// `SD`: delete the object.
        const DELETE = 0x1_0000;
        /// `RC`: read the descriptor, except the SACL.
        const READ_CONTROL = 0x2_0000;
        /// `WD`: change the DACL.
        const WRITE_DAC = 0x4_0000;
        /// `WO`: change the owner.
        const WRITE_OWNER = 0x8_0000;
        /// Wait on the object (0x100000). It has no letters.
        const SYNCHRONIZE = 0x10_0000;
        /// Read or change the SACL (0x1000000). It has no letters, and no ACE of a DACL gives it: SeSecurityPrivilege does.
        const ACCESS_SYSTEM_SECURITY = 0x100_0000;
        /// Ask for everything that can be had (0x2000000). It has no letters and grants nothing in an ACE.
        const MAXIMUM_ALLOWED = 0x200_0000;
        /// `GA`: all that the object's generic mapping says.
        const GENERIC_ALL = 0x1000_0000;
        /// `GX`: execute, by the object's generic mapping.
        const GENERIC_EXECUTE = 0x2000_0000;
        /// `GW`: write, by the object's generic mapping.
        const GENERIC_WRITE = 0x4000_0000;
        /// `GR`: read, by the object's generic mapping.
        const GENERIC_READ = 0x8000_0000;
        const _ = !0;
    }
}

/// Single bits in the order in which Windows prints them.
pub(crate) const LETTERS: [([u8; 2], u32); 17] = [
    (*b"CC", 0x1),
    (*b"DC", 0x2),
    (*b"LC", 0x4),
    (*b"SW", 0x8),
    (*b"RP", 0x10),
    (*b"WP", 0x20),
    (*b"DT", 0x40),
    (*b"LO", 0x80),
    (*b"CR", 0x100),
    (*b"SD", 0x1_0000),
    (*b"RC", 0x2_0000),
    (*b"WD", 0x4_0000),
    (*b"WO", 0x8_0000),
    (*b"GA", 0x1000_0000),
    (*b"GX", 0x2000_0000),
    (*b"GW", 0x4000_0000),
    (*b"GR", 0x8000_0000),
];

/// Whole masks that have a name of their own; the printer takes the first that fits.
pub(crate) const COMPOSITES: [([u8; 2], u32); 8] = [
    (*b"FA", 0x1f_01ff),
    (*b"FR", 0x12_0089),
    (*b"FW", 0x12_0116),
    (*b"FX", 0x12_00a0),
    (*b"KA", 0xf_003f),
    (*b"KR", 0x2_0019),
    (*b"KW", 0x2_0006),
    (*b"KX", 0x2_0019),
];

/// The bits of a mandatory label (MS-DTYP 2.4.4.13): what a subject of a lower level may not do.
pub(crate) const LABEL_LETTERS: [([u8; 2], u32); 3] = [(*b"NW", 0x1), (*b"NR", 0x2), (*b"NX", 0x4)];

/// Letters to mask; zero for no right.
static BY_LETTERS: [u32; PAIRS] = {
    let mut table = [0; PAIRS];
    let mut lists: &[&[([u8; 2], u32)]] = &[&LETTERS, &COMPOSITES, &LABEL_LETTERS];
    while let [list, others @ ..] = lists {
        let mut rest = *list;
        while let [(letters, mask), tail @ ..] = rest {
            if let Some(place) = pairs::of(*letters)
                && let (_, [slot, ..]) = table.split_at_mut(place)
            {
                *slot = *mask;
            }
            rest = tail;
        }
        lists = others;
    }
    table
};

impl AccessMask {
    /// The bits that two letters stand for, whatever their case, those of labels (`NW`, `NR`, `NX`) included; `None` when they are no
    /// right.
    ///
    /// ```
    /// use aclavis::AccessMask;
    /// assert_eq!(AccessMask::from_letters(*b"FA"), Some(AccessMask::from_bits_retain(0x1f01ff)));
    /// ```
    #[must_use]
    pub fn from_letters(letters: [u8; 2]) -> Option<Self> {
        Self::bits_of(letters).map(Self::from_bits_retain)
    }

    #[inline(always)]
    pub(crate) fn bits_of(letters: [u8; 2]) -> Option<u32> {
        BY_LETTERS.get(pairs::of(letters)?).copied().filter(|bits| *bits != 0)
    }
}

impl fmt::Debug for AccessMask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x}", self.bits())
    }
}

impl fmt::Display for AccessMask {
    /// The canonical SDDL spelling of an ordinary ACE's mask.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = alloc::vec::Vec::new();
        crate::sddl::print::rights_text(&mut text, *self, false);
        f.pad(core::str::from_utf8(&text).unwrap_or_default())
    }
}
