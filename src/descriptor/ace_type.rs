//! Types, forms and flags of ACEs.

use core::fmt;

use crate::pairs::{self, PAIRS};

/// The type of an ACE (MS-DTYP 2.4.4.1), one byte. Every value is allowed; unknown ones keep their bytes.
///
/// ```
/// use aclavis::{AceForm, AceType};
/// let conditional = AceType::ACCESS_ALLOWED_CALLBACK;
/// assert_eq!((conditional.0, conditional.letters(), conditional.name()), (9, Some("XA"), Some("ACCESS_ALLOWED_CALLBACK")));
/// assert_eq!(AceType(0x77).form(), AceForm::Opaque);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AceType(pub u8);

/// How the bytes behind an ACE's header of four bytes are laid out (MS-DTYP 2.4.4.2 to 2.4.4.16).
///
/// ```
/// use aclavis::{AceForm, AceType};
/// assert_eq!(AceType::ACCESS_ALLOWED.form(), AceForm::Basic);
/// assert_eq!(AceType::ACCESS_ALLOWED_OBJECT.form(), AceForm::Object);
/// assert_eq!(AceType::ACCESS_ALLOWED_COMPOUND.form(), AceForm::Opaque);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AceForm {
    /// Mask (4 bytes), SID, and whatever follows: a condition, a resource attribute, other data.
    Basic,
    /// Mask (4 bytes), object flags (4 bytes), up to two GUIDs of 16 bytes, SID, and whatever follows.
    Object,
    /// Not known: nothing but bytes.
    Opaque,
}

/// What follows the SID of an ACE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tail {
    /// Nothing.
    None,
    /// A conditional expression.
    Condition,
    /// A resource attribute.
    Attribute,
}

/// What the text of an ACE of a type looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// It belongs into a SACL.
    pub(crate) system: bool,
    /// It has GUIDs.
    pub(crate) object: bool,
    /// What follows the SID.
    pub(crate) tail: Tail,
}

impl Shape {
    /// The shape of the types `A` and `D`.
    pub(crate) const PLAIN: Self = Self { system: false, object: false, tail: Tail::None };
    /// The shape of the types `OA` and `OD`.
    pub(crate) const OBJECT: Self = Self { system: false, object: true, tail: Tail::None };
}

/// A row of the table of types.
struct Row {
    letters: Option<&'static str>,
    name: &'static str,
    form: AceForm,
    tail: Tail,
    system: bool,
}

const fn row(letters: &'static str, name: &'static str, form: AceForm, tail: Tail, system: bool) -> Row {
    Row { letters: if letters.is_empty() { None } else { Some(letters) }, name, form, tail, system }
}

use AceForm::{Basic, Object, Opaque};

/// All known types, by number.
static TYPES: [Row; 0x16] = [
    row("A", "ACCESS_ALLOWED", Basic, Tail::None, false),
    row("D", "ACCESS_DENIED", Basic, Tail::None, false),
    row("AU", "SYSTEM_AUDIT", Basic, Tail::None, true),
    row("AL", "SYSTEM_ALARM", Basic, Tail::None, true),
    row("", "ACCESS_ALLOWED_COMPOUND", Opaque, Tail::None, false),
    row("OA", "ACCESS_ALLOWED_OBJECT", Object, Tail::None, false),
    row("OD", "ACCESS_DENIED_OBJECT", Object, Tail::None, false),
    row("OU", "SYSTEM_AUDIT_OBJECT", Object, Tail::None, true),
    row("OL", "SYSTEM_ALARM_OBJECT", Object, Tail::None, true),
    row("XA", "ACCESS_ALLOWED_CALLBACK", Basic, Tail::Condition, false),
    row("XD", "ACCESS_DENIED_CALLBACK", Basic, Tail::Condition, false),
    row("ZA", "ACCESS_ALLOWED_CALLBACK_OBJECT", Object, Tail::Condition, false),
    row("", "ACCESS_DENIED_CALLBACK_OBJECT", Object, Tail::Condition, false),
    row("XU", "SYSTEM_AUDIT_CALLBACK", Basic, Tail::Condition, true),
    row("", "SYSTEM_ALARM_CALLBACK", Basic, Tail::Condition, true),
    row("", "SYSTEM_AUDIT_CALLBACK_OBJECT", Object, Tail::Condition, true),
    row("", "SYSTEM_ALARM_CALLBACK_OBJECT", Object, Tail::Condition, true),
    row("ML", "SYSTEM_MANDATORY_LABEL", Basic, Tail::None, true),
    row("RA", "SYSTEM_RESOURCE_ATTRIBUTE", Basic, Tail::Attribute, true),
    row("SP", "SYSTEM_SCOPED_POLICY_ID", Basic, Tail::None, true),
    row("TL", "SYSTEM_PROCESS_TRUST_LABEL", Basic, Tail::None, true),
    row("FL", "SYSTEM_ACCESS_FILTER", Basic, Tail::Condition, true),
];

/// Letters to type, plus one.
static BY_LETTERS: [u8; PAIRS] = {
    let mut table = [0; PAIRS];
    let mut number: u8 = 0;
    let mut rest: &[Row] = &TYPES;
    while let [first, tail @ ..] = rest {
        number = number.wrapping_add(1);
        if let Some(letters) = first.letters
            && let [a, b] = letters.as_bytes()
        {
            pairs::put(&mut table, [*a, *b], number);
        }
        rest = tail;
    }
    table
};

impl AceType {
    /// `A`: grants access (0x00).
    pub const ACCESS_ALLOWED: Self = Self(0x00);
    /// `D`: refuses access (0x01).
    pub const ACCESS_DENIED: Self = Self(0x01);
    /// `AU`: asks for an audit record (0x02).
    pub const SYSTEM_AUDIT: Self = Self(0x02);
    /// `AL`: reserved (0x03).
    pub const SYSTEM_ALARM: Self = Self(0x03);
    /// Grants a server access for a client (0x04); reserved, opaque here.
    pub const ACCESS_ALLOWED_COMPOUND: Self = Self(0x04);
    /// `OA`: grants access to an object, property or class (0x05).
    pub const ACCESS_ALLOWED_OBJECT: Self = Self(0x05);
    /// `OD`: refuses access to an object, property or class (0x06).
    pub const ACCESS_DENIED_OBJECT: Self = Self(0x06);
    /// `OU`: audits access to an object, property or class (0x07).
    pub const SYSTEM_AUDIT_OBJECT: Self = Self(0x07);
    /// `OL`: reserved (0x08).
    pub const SYSTEM_ALARM_OBJECT: Self = Self(0x08);
    /// `XA`: grants access under a condition (0x09).
    pub const ACCESS_ALLOWED_CALLBACK: Self = Self(0x09);
    /// `XD`: refuses access under a condition (0x0a).
    pub const ACCESS_DENIED_CALLBACK: Self = Self(0x0a);
    /// `ZA`: grants access to an object under a condition (0x0b).
    pub const ACCESS_ALLOWED_CALLBACK_OBJECT: Self = Self(0x0b);
    /// Refuses access to an object under a condition (0x0c); it has no letters.
    pub const ACCESS_DENIED_CALLBACK_OBJECT: Self = Self(0x0c);
    /// `XU`: audits under a condition (0x0d).
    pub const SYSTEM_AUDIT_CALLBACK: Self = Self(0x0d);
    /// Reserved (0x0e); it has no letters.
    pub const SYSTEM_ALARM_CALLBACK: Self = Self(0x0e);
    /// Audits access to an object under a condition (0x0f); it has no letters.
    pub const SYSTEM_AUDIT_CALLBACK_OBJECT: Self = Self(0x0f);
    /// Reserved (0x10); it has no letters.
    pub const SYSTEM_ALARM_CALLBACK_OBJECT: Self = Self(0x10);
    /// `ML`: the mandatory integrity label (0x11, MS-DTYP 2.4.4.13).
    pub const SYSTEM_MANDATORY_LABEL: Self = Self(0x11);
    /// `RA`: an attribute of the resource for conditions (0x12, MS-DTYP 2.4.4.15).
    pub const SYSTEM_RESOURCE_ATTRIBUTE: Self = Self(0x12);
    /// `SP`: names a central access policy (0x13, MS-DTYP 2.4.4.16).
    pub const SYSTEM_SCOPED_POLICY_ID: Self = Self(0x13);
    /// `TL`: the process trust label (0x14).
    pub const SYSTEM_PROCESS_TRUST_LABEL: Self = Self(0x14);
    /// `FL`: an access filter (0x15).
    pub const SYSTEM_ACCESS_FILTER: Self = Self(0x15);

    fn row(self) -> Option<&'static Row> {
        TYPES.get(usize::from(self.0))
    }

    /// How the bytes behind the header are laid out.
    #[inline(always)]
    #[must_use]
    pub fn form(self) -> AceForm {
        const OBJECT: u32 = 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 0xb | 1 << 0xc | 1 << 0xf | 1 << 0x10;
        match self.0 {
            4 | 0x16.. => Opaque,
            number if OBJECT >> number & 1 == 1 => Object,
            _ => Basic,
        }
    }

    /// Whether an ACL with such an ACE has revision 4: the object types 5 to 8, 0xb, 0xc, 0xf and 0x10.
    #[must_use]
    pub fn needs_ds_revision(self) -> bool {
        self.form() == Object
    }

    /// The type without object GUIDs that does the same, for the object types that SDDL can spell.
    #[inline(always)]
    pub(crate) fn without_object(self) -> Self {
        match self.0 {
            5..=8 => Self(self.0.wrapping_sub(5)),
            0xb => Self::ACCESS_ALLOWED_CALLBACK,
            _ => self,
        }
    }

    #[inline(always)]
    pub(crate) fn tail(self) -> Tail {
        match self.0 {
            0..=8 => Tail::None,
            _ => self.row().map_or(Tail::None, |row| row.tail),
        }
    }

    /// Whether the type belongs into a SACL: audit, alarm, labels, attributes, policies, filters.
    #[inline(always)]
    #[must_use]
    pub fn is_system(self) -> bool {
        match self.0 {
            0 | 1 => false,
            _ => self.row().is_some_and(|row| row.system),
        }
    }

    /// What its text looks like.
    #[inline(always)]
    pub(crate) fn shape(self) -> Shape {
        match self.row() {
            Some(row) => Shape { system: row.system, object: matches!(row.form, Object), tail: row.tail },
            None => Shape::PLAIN,
        }
    }

    /// The letters in SDDL (MS-DTYP 2.5.1.1), for the types that have some.
    #[inline(always)]
    #[must_use]
    pub fn letters(self) -> Option<&'static str> {
        self.row()?.letters
    }

    /// The type that two letters stand for, whatever their case. The types `A` and `D` have one letter.
    #[inline(always)]
    pub(crate) fn from_letters(letters: [u8; 2]) -> Option<Self> {
        BY_LETTERS.get(pairs::of(letters)?)?.checked_sub(1).map(Self)
    }

    /// The name in MS-DTYP 2.4.4.1, without `_ACE_TYPE`; `None` for an unknown type.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        Some(self.row()?.name)
    }
}

impl fmt::Debug for AceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "AceType({:#04x})", self.0),
        }
    }
}

bitflags::bitflags! {
    /// The flags of an ACE (MS-DTYP 2.4.4.1), one byte.
    ///
    /// ```
    /// use aclavis::{AceFlags, SecurityDescriptor};
    /// let descriptor: SecurityDescriptor = "D:(A;OICIIO;FA;;;CO)".parse()?;
    /// let flags = descriptor.dacl().aces()[0].flags();
    /// assert_eq!(flags, AceFlags::OBJECT_INHERIT | AceFlags::CONTAINER_INHERIT | AceFlags::INHERIT_ONLY);
    /// assert_eq!(flags.bits(), 0x0b);
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct AceFlags: u8 {
        /// `OI`: children that are no containers inherit it.
        const OBJECT_INHERIT = 0x1;
        /// `CI`: children that are containers inherit it.
        const CONTAINER_INHERIT = 0x2;
        /// `NP`: it is inherited one level deep only.
        const NO_PROPAGATE_INHERIT = 0x4;
        /// `IO`: it does not apply to the object itself.
        const INHERIT_ONLY = 0x8;
        /// `ID`: it was inherited.
        const INHERITED = 0x10;
        /// `CR`: it is critical and must not be removed.
        const CRITICAL = 0x20;
        /// `SA`: success is audited. On an access filter it is `TP`, see [`TRUST_PROTECTED_FILTER`](Self::TRUST_PROTECTED_FILTER).
        const SUCCESSFUL_ACCESS = 0x40;
        /// `FA`: failure is audited.
        const FAILED_ACCESS = 0x80;
    }
}

impl AceFlags {
    /// `TP`: an access filter is protected by the trust label. The same bit as [`SUCCESSFUL_ACCESS`](Self::SUCCESSFUL_ACCESS).
    pub const TRUST_PROTECTED_FILTER: Self = Self::SUCCESSFUL_ACCESS;

    /// The bit that two letters stand for, whatever their case.
    #[inline(always)]
    pub(crate) fn bits_of(letters: [u8; 2]) -> Option<u32> {
        FLAGS_BY_LETTERS.get(pairs::of(letters)?).copied().filter(|bits| *bits != 0).map(u32::from)
    }
}

/// The flags in the order in which Windows prints them. `CR` is not recorded; it stands between its neighbours in value.
pub(crate) const FLAG_LETTERS: [([u8; 2], u8); 8] =
    [(*b"OI", 0x1), (*b"CI", 0x2), (*b"NP", 0x4), (*b"IO", 0x8), (*b"ID", 0x10), (*b"CR", 0x20), (*b"SA", 0x40), (*b"FA", 0x80)];

static FLAGS_BY_LETTERS: [u8; PAIRS] = {
    let mut table = [0; PAIRS];
    let mut rest: &[([u8; 2], u8)] = &FLAG_LETTERS;
    while let [(letters, bits), tail @ ..] = rest {
        pairs::put(&mut table, *letters, *bits);
        rest = tail;
    }
    pairs::put(&mut table, *b"TP", 0x40);
    table
};
