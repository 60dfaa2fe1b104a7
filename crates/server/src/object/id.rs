//! Identifiers of objects.

use std::fmt;
use std::str::FromStr;

use aclavis::card::Uuid;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::ser::{Serialize, Serializer};

/// An identifier as the API has it: 36 characters, printed in lower case, read in any. The empty one is all zeros, never null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Uuid);

impl Id {
    /// The empty identifier.
    pub const EMPTY: Self = Self(Uuid::NIL);

    /// A new identifier, random as RFC 9562, 5.4 has it.
    ///
    /// # Errors
    ///
    /// The operating system's random source fails.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        crate::id::fresh().map(Self)
    }

    /// Whether it is the empty identifier.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    /// The identifier as it enters keys and PINs.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl From<Uuid> for Id {
    fn from(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

impl FromStr for Id {
    type Err = aclavis::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Id;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a GUID of 36 characters")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Id, E> {
                text.parse().map_err(|_| E::custom(format_args!("`{}` is no GUID of 36 characters", text.escape_debug())))
            }
        }

        deserializer.deserialize_str(Text).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn identifiers_are_read_in_any_case_and_printed_in_lower_case() {
        let id: Id = serde_json::from_str("\"BC88F13F-83ba-4037-8262-46EBA1291C6E\"").unwrap();
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"bc88f13f-83ba-4037-8262-46eba1291c6e\"");
        let error = serde_json::from_str::<Id>("\"{bc88}\"").unwrap_err();
        assert_eq!(error.to_string(), "`{bc88}` is no GUID of 36 characters at line 1 column 8");
    }
}
