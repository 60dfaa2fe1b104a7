//! Integrity levels and process trust: what mandatory checks compare.

use core::fmt;

use crate::sid::{Sid, SidRef};

/// The integrity level of a subject or an object (MS-DTYP 2.4.4.13, 2.5.3.3): the last sub-authority of `S-1-16-n`, 32 bits.
///
/// ```
/// use aclavis::IntegrityLevel;
/// assert_eq!(IntegrityLevel::of("HI".parse().unwrap()), Some(IntegrityLevel::HIGH));
/// assert!(IntegrityLevel::LOW < IntegrityLevel::MEDIUM);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IntegrityLevel(pub u32);

/// The authority of mandatory labels.
const LABEL_AUTHORITY: u64 = 16;

impl IntegrityLevel {
    /// Of anonymous subjects, S-1-16-0.
    pub const UNTRUSTED: Self = Self(0);
    /// `LW`, S-1-16-4096.
    pub const LOW: Self = Self(0x1000);
    /// `ME`, S-1-16-8192: that of subjects and objects of which nothing else is known.
    pub const MEDIUM: Self = Self(0x2000);
    /// `MP`, S-1-16-8448.
    pub const MEDIUM_PLUS: Self = Self(0x2100);
    /// `HI`, S-1-16-12288.
    pub const HIGH: Self = Self(0x3000);
    /// `SI`, S-1-16-16384.
    pub const SYSTEM: Self = Self(0x4000);

    /// The level that a SID stands for; `None` for a SID that is no `S-1-16-n`.
    #[must_use]
    pub fn of(sid: Sid) -> Option<Self> {
        Self::of_ref(sid.as_ref())
    }

    pub(super) fn of_ref(sid: SidRef<'_>) -> Option<Self> {
        let mut parts = sid.sub_authorities();
        match (sid.authority(), parts.next(), parts.next()) {
            (LABEL_AUTHORITY, Some(level), None) => Some(Self(level)),
            _ => None,
        }
    }

    /// Its SID.
    #[must_use]
    pub fn to_sid(self) -> Sid {
        Sid::new(LABEL_AUTHORITY, &[self.0]).unwrap_or_default()
    }
}

impl Default for IntegrityLevel {
    /// Medium.
    fn default() -> Self {
        Self::MEDIUM
    }
}

impl fmt::Display for IntegrityLevel {
    /// The SID.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.to_sid(), f)
    }
}

/// How far a process is protected: the two parts of `S-1-19-type-level`. One dominates another when neither part is lower.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct TrustLevel {
    protection: u32,
    signer: u32,
}

impl TrustLevel {
    /// The trust that a SID stands for; `None` for a SID of another form.
    pub(super) fn of(sid: SidRef<'_>) -> Option<Self> {
        let mut parts = sid.sub_authorities();
        match (sid.authority(), parts.next(), parts.next(), parts.next()) {
            (19, Some(protection), Some(signer), None) => Some(Self { protection, signer }),
            _ => None,
        }
    }

    pub(super) fn dominates(self, other: Self) -> bool {
        self.protection >= other.protection && self.signer >= other.signer
    }
}
