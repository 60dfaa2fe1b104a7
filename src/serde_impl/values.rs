//! SIDs, GUIDs and masks: strings in formats for people, bytes or a number in the others.

use core::fmt;

use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use super::hexadecimal;
use crate::error::{Error, ErrorKind};
use crate::guid::Guid;
use crate::rights::AccessMask;
use crate::sid::Sid;

/// `S-1-...`; in binary formats the bytes of MS-DTYP 2.4.2.2.
impl Serialize for Sid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_bytes(self.as_bytes()) }
    }
}

/// `S-1-...` or an alias that needs no domain; in binary formats the bytes of MS-DTYP 2.4.2.2.
impl<'de> Deserialize<'de> for Sid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(SidVisitor)
        } else {
            deserializer.deserialize_bytes(SidVisitor)
        }
    }
}

struct SidVisitor;

impl Visitor<'_> for SidVisitor {
    type Value = Sid;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a SID such as `S-1-5-18` or `SY`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Sid, E> {
        text.parse().or_else(|error| authority_alone(text, error)).map_err(E::custom)
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Sid, E> {
        Sid::from_bytes(bytes).ok_or_else(|| E::invalid_value(Unexpected::Bytes(bytes), &self))
    }
}

/// A SID without sub-authorities, which the model has and SDDL has not.
fn authority_alone(text: &str, error: Error) -> Result<Sid, Error> {
    if error.kind() != ErrorKind::SidTooShort {
        return Err(error);
    }
    let authority = text.strip_prefix("S-1-").and_then(|authority| match authority.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => authority.parse().ok(),
    });
    authority.and_then(|authority| Sid::new(authority, &[])).ok_or(error)
}

/// 36 characters; in binary formats the 16 bytes of MS-DTYP 2.3.4.2.
impl Serialize for Guid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_bytes(&self.to_bytes()) }
    }
}

/// 36 characters; in binary formats the 16 bytes of MS-DTYP 2.3.4.2.
impl<'de> Deserialize<'de> for Guid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(GuidVisitor)
        } else {
            deserializer.deserialize_bytes(GuidVisitor)
        }
    }
}

struct GuidVisitor;

impl Visitor<'_> for GuidVisitor {
    type Value = Guid;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(ErrorKind::BadGuid.expected())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Guid, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Guid, E> {
        let bytes = bytes.try_into().map_err(|_| E::invalid_length(bytes.len(), &self))?;
        Ok(Guid::from_bytes(bytes))
    }
}

/// `0x` and hexadecimal digits; in binary formats the number.
impl Serialize for AccessMask {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&format_args!("{:#x}", self.bits()))
        } else {
            serializer.serialize_u32(self.bits())
        }
    }
}

/// `0x` and hexadecimal digits, or a number; in binary formats the number.
impl<'de> Deserialize<'de> for AccessMask {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(MaskVisitor)
        } else {
            deserializer.deserialize_u32(MaskVisitor)
        }
    }
}

struct MaskVisitor;

impl Visitor<'_> for MaskVisitor {
    type Value = AccessMask;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an access mask of 32 bits, as a number or a string such as `0x1f01ff`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<AccessMask, E> {
        let bits = text.strip_prefix("0x").and_then(|digits| hexadecimal(digits.as_bytes()));
        bits.map(AccessMask::from_bits_retain).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<AccessMask, E> {
        let bits = u32::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))?;
        Ok(AccessMask::from_bits_retain(bits))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<AccessMask, E> {
        let bits = u32::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))?;
        Ok(AccessMask::from_bits_retain(bits))
    }
}
