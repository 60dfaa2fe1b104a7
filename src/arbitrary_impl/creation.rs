//! How new objects come about.

use arbitrary::{Arbitrary, Result, Unstructured};

use super::rarely;
use crate::access::{AutoInheritFlags, Creator};

impl<'a> Arbitrary<'a> for Creator {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self { owner: u.arbitrary()?, group: u.arbitrary()?, default_dacl: u.arbitrary()? })
    }
}

/// Mostly those that have an effect.
impl<'a> Arbitrary<'a> for AutoInheritFlags {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self::from_bits_retain(if rarely(u, 8)? { u.arbitrary()? } else { u.int_in_range(0..=0x7f)? }))
    }
}
