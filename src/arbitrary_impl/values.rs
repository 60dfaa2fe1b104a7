//! SIDs, GUIDs, masks, flags.

use alloc::vec::Vec;

use arbitrary::{Arbitrary, Result, Unstructured};

use super::rarely;
use crate::descriptor::{AceFlags, Control, ObjectTypes};
use crate::guid::Guid;
use crate::rights::{AccessMask, COMPOSITES, LETTERS};
use crate::sid::Sid;

/// Authority and first sub-authorities, and the range of the last one: SIDs that have an alias, and their neighbours.
const WELL_KNOWN: [(u64, &[u32], u32, u32); 8] = [
    (5, &[32], 544, 585),
    (5, &[], 1, 34),
    (1, &[], 0, 0),
    (3, &[], 0, 4),
    (16, &[], 4096, 16384),
    (15, &[2], 1, 2),
    (18, &[], 1, 2),
    (19, &[512], 0, 8192),
];

/// Authority and sub-authorities of SIDs that stand in tokens and descriptors alike.
const FREQUENT: [(u64, &[u32]); 8] = [
    (1, &[0]),
    (3, &[4]),
    (5, &[10]),
    (5, &[11]),
    (5, &[18]),
    (5, &[32, 544]),
    (15, &[2, 1]),
    (5, &[21, 1_004_336_348, 1_177_238_915, 682_003_330, 1000]),
];

/// Sub-authorities of a domain: one that many SIDs share.
const DOMAIN: [u32; 4] = [21, 1_004_336_348, 1_177_238_915, 682_003_330];

/// Few that are frequent, other well-known SIDs, accounts of one domain and of any, anything else.
impl<'a> Arbitrary<'a> for Sid {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (authority, subs) = match u.int_in_range(0..=7_u8)? {
            0 | 1 => {
                let (authority, subs) = *u.choose(&FREQUENT)?;
                (authority, subs.to_vec())
            }
            2 | 3 => {
                let (authority, first, from, to) = *u.choose(&WELL_KNOWN)?;
                let last = u.int_in_range(from..=to)?;
                (authority, [first, &[last]].concat())
            }
            4 | 5 => (5, [DOMAIN.as_slice(), &[u.int_in_range(498..=1200)?]].concat()),
            6 => (5, Vec::from([21, u.arbitrary()?, u.arbitrary()?, u.arbitrary()?, u.arbitrary()?])),
            _ => {
                let authority = u.int_in_range(0..=(1 << 48) - 1)?;
                let count = u.int_in_range(0..=15_usize)?;
                (authority, (0..count).map(|_| u.arbitrary()).collect::<Result<_>>()?)
            }
        };
        Sid::new(authority, &subs).ok_or(arbitrary::Error::IncorrectFormat)
    }
}

/// One of few, or any.
impl<'a> Arbitrary<'a> for Guid {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self::from_bytes(if u.arbitrary()? { [u.int_in_range(1..=4)?; 16] } else { u.arbitrary()? }))
    }
}

/// Single bits and few of them, named masks, any bits.
impl<'a> Arbitrary<'a> for AccessMask {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let bits = match u.int_in_range(0..=7_u8)? {
            0..=2 => u.choose(&COMPOSITES)?.1,
            3..=5 => {
                let count = u.int_in_range(0..=6_u8)?;
                (0..count).try_fold(0, |bits, _| Ok(bits | u.choose(&LETTERS)?.1))?
            }
            6 => u.int_in_range(0..=7)?,
            _ => u.arbitrary()?,
        };
        Ok(Self::from_bits_retain(bits))
    }
}

impl<'a> Arbitrary<'a> for AceFlags {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let bits: u8 = u.arbitrary()?;
        Ok(if bits & 1 == 0 { Self::from_bits_retain(bits & 0x1e) } else { Self::from_bits_retain(bits) })
    }

    fn size_hint(_: usize) -> (usize, Option<usize>) {
        (1, Some(1))
    }
}

/// Mostly the bits that SDDL can say, now and then any.
impl<'a> Arbitrary<'a> for Control {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        const IN_TEXT: u16 = 0x3f00;
        let bits: u16 = u.arbitrary()?;
        let bits = if rarely(u, 4)? { bits } else { bits & IN_TEXT };
        Ok(Self::from_bits_retain(bits).difference(Self::DERIVED))
    }
}

/// One GUID, both, now and then none; object flags without a meaning are rare.
impl<'a> Arbitrary<'a> for ObjectTypes {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let present = u.int_in_range(0..=7_u8)?;
        let reserved: u32 = if rarely(u, 16)? { u.arbitrary()? } else { 0 };
        let object_type = if present <= 4 { Some(u.arbitrary()?) } else { None };
        let inherited = if (3..=6).contains(&present) { Some(u.arbitrary()?) } else { None };
        Ok(Self::new(object_type, inherited).with_reserved_flags(reserved))
    }
}
