//! Tokens and claims, mapping.

use alloc::vec::Vec;

use arbitrary::{Arbitrary, Result, Unstructured};

use super::rarely;
use crate::access::{AccessToken, GenericMapping, IntegrityLevel, Privileges};
use crate::condition::{Claim, Claims};
use crate::sid::{Membership, Sid};

/// Some groups, mostly enabled; restrictions, packages and process trust now and then.
impl<'a> Arbitrary<'a> for AccessToken {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut token = Self::builder(u.arbitrary()?);
        if rarely(u, 8)? {
            token = token.deny_only_user();
        }
        for _ in 0..u.int_in_range(0..=8_u8)? {
            token = token.group_as(u.arbitrary()?, membership(u)?);
        }
        for _ in 0..u.int_in_range(0..=2_u8)? {
            token = token.device_group_as(u.arbitrary()?, membership(u)?);
        }
        if rarely(u, 4)? {
            for _ in 0..u.int_in_range(1..=4_u8)? {
                token = token.restricted(u.arbitrary()?);
            }
        }
        if rarely(u, 4)? {
            token = token.package(u.arbitrary()?);
            for _ in 0..u.int_in_range(0..=2_u8)? {
                token = token.capability(u.arbitrary()?);
            }
        }
        if rarely(u, 8)? {
            let trust = Sid::new(19, &[u.int_in_range(0..=1024)?, u.int_in_range(0..=8192)?]);
            token = token.trust_level(trust.unwrap_or_default());
        }
        let token = token.privileges(u.arbitrary()?).integrity(u.arbitrary()?);
        Ok(token.user_claims(u.arbitrary()?).device_claims(u.arbitrary()?).local_claims(u.arbitrary()?).build())
    }
}

fn membership(u: &mut Unstructured<'_>) -> Result<Membership> {
    Ok(match u.int_in_range(0..=7_u8)? {
        0..=5 => Membership::Enabled,
        6 => Membership::DenyOnly,
        _ => Membership::None,
    })
}

/// Mostly none; otherwise those that a check knows, and now and then any.
impl<'a> Arbitrary<'a> for Privileges {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        const KNOWN: [Privileges; 5] =
            [Privileges::SECURITY, Privileges::TAKE_OWNERSHIP, Privileges::RELABEL, Privileges::BACKUP, Privileges::RESTORE];
        match u.int_in_range(0..=7_u8)? {
            0..=3 => Ok(Self::empty()),
            4..=6 => (0..u.int_in_range(1..=3_u8)?).try_fold(Self::empty(), |held, _| Ok(held | *u.choose(&KNOWN)?)),
            _ => Ok(Self::from_bits_truncate(u.arbitrary()?)),
        }
    }
}

/// Mostly one of those that have a name.
impl<'a> Arbitrary<'a> for IntegrityLevel {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        const NAMED: [IntegrityLevel; 5] = [
            IntegrityLevel::MEDIUM,
            IntegrityLevel::UNTRUSTED,
            IntegrityLevel::LOW,
            IntegrityLevel::HIGH,
            IntegrityLevel::SYSTEM,
        ];
        if rarely(u, 8)? { u.arbitrary().map(Self) } else { u.choose(&NAMED).copied() }
    }
}

/// Few; one that repeats a value is there, too.
impl<'a> Arbitrary<'a> for Claims {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let count = u.int_in_range(0..=3_u8)?;
        let claims = (0..count).map(|_| u.arbitrary()).collect::<Result<Vec<Claim>>>()?;
        Ok(Self::of_resource(claims))
    }
}

/// Mostly that of a known type of object.
impl<'a> Arbitrary<'a> for GenericMapping {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        if rarely(u, 8)? {
            return Ok(Self { read: u.arbitrary()?, write: u.arbitrary()?, execute: u.arbitrary()?, all: u.arbitrary()? });
        }
        u.choose(&[Self::FILE, Self::KEY, Self::SERVICE, Self::DIRECTORY, Self::REQUEST]).copied()
    }
}
