//! Descriptors as SDDL strings, for `#[serde(with = "aclavis::serde_sddl")]`.
//!
//! The text is the canonical one without domain SIDs. It says less than the structured form: defaulted bits, slack and ACEs
//! that SDDL cannot spell need that one. Reading accepts what Windows accepts.
//!
//! ```
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Share {
//!     #[serde(with = "aclavis::serde_sddl")]
//!     security: aclavis::SecurityDescriptor,
//! }
//! let share: Share = serde_json::from_str(r#"{"security":"O:SYD:(A;;FR;;;WD)"}"#).unwrap();
//! assert_eq!(serde_json::to_string(&share).unwrap(), r#"{"security":"O:SYD:(A;;FR;;;WD)"}"#);
//! ```

use core::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::{self, Serializer};

use crate::descriptor::SecurityDescriptor;

/// Writes the canonical text.
///
/// # Errors
///
/// `not-expressible` for what SDDL cannot spell, and what the format's writer fails with.
pub fn serialize<S: Serializer>(descriptor: &SecurityDescriptor, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&descriptor.to_sddl().map_err(ser::Error::custom)?)
}

/// Reads a text with the options of Windows.
///
/// # Errors
///
/// Those of [`SecurityDescriptor::parse`], as text, and what the format's reader fails with.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecurityDescriptor, D::Error> {
    deserializer.deserialize_str(SddlVisitor)
}

struct SddlVisitor;

impl Visitor<'_> for SddlVisitor {
    type Value = SecurityDescriptor;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a security descriptor in SDDL")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SecurityDescriptor, E> {
        text.parse().map_err(E::custom)
    }
}
