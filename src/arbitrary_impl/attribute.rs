//! Resource attributes.

use alloc::vec::Vec;

use arbitrary::{Arbitrary, Result, Unstructured};

use super::{few_bytes, number, word};
use crate::condition::{AttributeValues, ResourceAttribute};

/// Up to four values of one type, without NULs in strings.
impl<'a> Arbitrary<'a> for AttributeValues {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(match u.int_in_range(0..=5_u8)? {
            0 => Self::Integer(several(u, number)?),
            1 => Self::Unsigned(several(u, |u| number(u).map(i64::cast_unsigned))?),
            2 => Self::String(several(u, |u| word(u, 0))?),
            3 => Self::Sid(several(u, Unstructured::arbitrary)?),
            4 => Self::Boolean(several(u, |u| u.int_in_range(0..=1))?),
            _ => Self::Octets(several(u, few_bytes)?),
        })
    }
}

fn several<'a, T>(u: &mut Unstructured<'a>, value: impl Fn(&mut Unstructured<'a>) -> Result<T>) -> Result<Vec<T>> {
    let count = u.int_in_range(0..=4_u8)?;
    (0..count).map(|_| value(u)).collect()
}

impl<'a> Arbitrary<'a> for ResourceAttribute {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let name = word(u, 0)?;
        let flags = match u.int_in_range(0..=7_u8)? {
            0..=3 => 0,
            4..=6 => u.int_in_range(0..=0x3f)?,
            _ => u.arbitrary()?,
        };
        Ok(Self { name, flags, values: u.arbitrary()? })
    }
}
