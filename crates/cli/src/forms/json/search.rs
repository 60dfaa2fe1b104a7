//! The search for the member that holds a descriptor. It keeps nothing of a document but what it looks for.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The member that holds a descriptor, whatever its case.
pub(super) const MEMBER: &str = "SecurityDescriptor";
/// The levels of a document in which it is looked for.
const LEVELS: usize = 4;

/// What a level of a document has.
#[derive(Default)]
pub(super) struct Level<'de> {
    /// How many members hold a descriptor, those included that stand beside one under the same name.
    pub(super) count: usize,
    /// The text of the first one.
    pub(super) text: Option<Cow<'de, str>>,
}

/// Goes through the topmost levels of a document.
pub(super) fn levels(document: &str) -> Result<[Level<'_>; LEVELS], serde_json::Error> {
    let mut levels = <[Level<'_>; LEVELS]>::default();
    let mut reader = serde_json::Deserializer::from_str(document);
    Value { levels: &mut levels, is_wanted: false }.deserialize(&mut reader)?;
    reader.end()?;
    Ok(levels)
}

/// A value whose members, if it has some, are at the first of these levels.
struct Value<'a, 'de> {
    levels: &'a mut [Level<'de>],
    /// Whether its text is asked for.
    is_wanted: bool,
}

/// A text that was asked for; nothing for all other values.
type Text<'de> = Option<Cow<'de, str>>;

impl<'de> DeserializeSeed<'de> for Value<'_, 'de> {
    type Value = Text<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Text<'de>, D::Error> {
        if self.levels.is_empty() && !self.is_wanted {
            return IgnoredAny::deserialize(deserializer).map(|_| None);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, 'de> {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(self.is_wanted.then_some(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(self.is_wanted.then(|| Cow::Owned(text.to_owned())))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Text<'de>, A::Error> {
        let Some((level, below)) = self.levels.split_first_mut() else {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(None);
        };
        let (mut named, mut texts) = (0_usize, 0_usize);
        while let Some(name) = members.next_key::<Cow<'de, str>>()? {
            let is_wanted = name.eq_ignore_ascii_case(MEMBER);
            named = named.saturating_add(is_wanted.into());
            if let Some(text) = members.next_value_seed(Value { levels: &mut *below, is_wanted })? {
                texts = texts.saturating_add(1);
                level.text.get_or_insert(text);
            }
        }
        if texts > 0 {
            level.count = level.count.saturating_add(named);
        }
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Text<'de>, A::Error> {
        let below = self.levels.split_first_mut().map(|(_, below)| below).unwrap_or_default();
        while values.next_element_seed(Value { levels: &mut *below, is_wanted: false })?.is_some() {}
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Text<'de>, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Text<'de>, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Text<'de>, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Text<'de>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Text<'de>, E> {
        Ok(None)
    }
}
