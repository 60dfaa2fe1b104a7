//! Serialisation with serde: small values as strings, descriptors in a structured form or as SDDL.

mod ace;
mod acl;
mod descriptor;
mod explanation;
pub mod sddl;
mod step;
#[cfg(test)]
mod tests;
pub mod token;
mod values;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::sddl::print::hex_pair;

/// Whether a member says nothing and can be left out.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Bytes as pairs of hexadecimal digits, lower-case when written.
#[derive(Default, PartialEq)]
struct Hex(Vec<u8>);

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text: String = self.0.iter().flat_map(|byte| hex_pair(*byte)).map(char::from).collect();
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(HexVisitor)
    }
}

impl Hex {
    fn read(text: &str) -> Option<Self> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let bytes = pairs.iter().map(|pair| u8::try_from(hexadecimal(pair)?).ok()).collect::<Option<_>>();
        bytes.filter(|_| rest.is_empty()).map(Self)
    }
}

struct HexVisitor;

impl Visitor<'_> for HexVisitor {
    type Value = Hex;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("pairs of hexadecimal digits")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Hex, E> {
        Hex::read(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

/// The value of 1 to 8 hexadecimal digits and nothing else.
fn hexadecimal(digits: &[u8]) -> Option<u32> {
    let digits = core::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    u32::from_str_radix(digits, 16).ok()
}
