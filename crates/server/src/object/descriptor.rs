//! The security descriptor of an object, as it is stored.

use aclavis::{ParseOptions, SecurityDescriptor};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

/// A descriptor as its text without the NUL characters that the original writes behind it, and their number: stores hold no NUL.
///
/// It parses, which was checked when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDescriptor {
    text: String,
    nuls: u32,
}

impl StoredDescriptor {
    /// The descriptor with this text.
    ///
    /// # Errors
    ///
    /// The text cannot be parsed, or has no owner, without which no access is decided.
    pub fn parse(text: &str) -> Result<Self, aclavis::Error> {
        let parsed = SecurityDescriptor::parse_text(text, &ParseOptions::windows())?;
        let front = text.get(..text.len().saturating_sub(parsed.trailing_nuls)).unwrap_or_default();
        Ok(Self { text: front.to_owned(), nuls: u32::try_from(parsed.trailing_nuls).unwrap_or(u32::MAX) })
    }

    /// The descriptor that a store holds, where it was put by [`parse`](Self::parse).
    #[must_use]
    pub fn stored(text: String, nuls: u32) -> Self {
        Self { text, nuls }
    }

    /// The text, without NUL characters.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many NUL characters were behind it.
    #[must_use]
    pub const fn nuls(&self) -> u32 {
        self.nuls
    }

    /// The model.
    ///
    /// # Errors
    ///
    /// Somebody else has written the store, and the text is none.
    pub fn model(&self) -> Result<SecurityDescriptor, aclavis::Error> {
        self.text.parse()
    }
}

/// The text with as many NUL characters behind it as there were.
impl Serialize for StoredDescriptor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.nuls == 0 {
            return serializer.serialize_str(&self.text);
        }
        let nuls = usize::try_from(self.nuls).unwrap_or_default();
        let mut whole = String::with_capacity(self.text.len().saturating_add(nuls));
        whole.push_str(&self.text);
        whole.extend(std::iter::repeat_n('\0', nuls));
        serializer.serialize_str(&whole)
    }
}

impl<'de> Deserialize<'de> for StoredDescriptor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|error| D::Error::custom(format_args!("the security descriptor: {error:#}")))
    }
}
