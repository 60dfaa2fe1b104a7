//! Rules of PIN policies, most of them good.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use arbitrary::{Arbitrary, Result, Unstructured};

use crate::oracle::card::PinRules;

impl<'a> Arbitrary<'a> for PinRules {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let length = u.int_in_range(3..=17)?;
        let characters = match u.int_in_range(0..=4)? {
            0 => "digits".to_string(),
            1 => "alphanumeric".to_string(),
            2 => ('!'..='~').collect(),
            3 => {
                let first = u.int_in_range(0x21..=0x74_u8)?;
                let last = u.int_in_range(first.saturating_add(9)..=0x7E)?;
                (first..=last).map(char::from).collect()
            }
            _ => u.arbitrary()?,
        };
        let mut minimum = [0; 4];
        for of_class in &mut minimum {
            *of_class = if u.ratio(1, 3)? { u.int_in_range(0..=4)? } else { 0 };
        }
        let mut blocklist = Vec::new();
        for _ in 0..u.int_in_range(0..=3)? {
            let digit = |u: &mut Unstructured<'a>| Ok(char::from(u.int_in_range(b'0'..=b'9')?));
            blocklist.push((0..length).map(|_| digit(u)).collect::<Result<String>>()?);
        }
        Ok(Self { length, characters, weak: u.arbitrary()?, minimum, blocklist })
    }
}
