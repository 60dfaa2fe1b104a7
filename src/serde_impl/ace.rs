//! The structured form of an ACE.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{Hex, is_default};
use crate::condition::Condition;
use crate::descriptor::{Ace, AceBody, AceFlags, AceForm, AceType, FLAG_LETTERS, ObjectTypes, Tail};
use crate::error::{Error, ErrorKind};
use crate::guid::Guid;
use crate::rights::AccessMask;
use crate::sddl::{ParseOptions, PrintOptions};
use crate::sid::Sid;

/// The members of an ACE, see [`SecurityDescriptor`](crate::SecurityDescriptor)'s `Serialize`.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AceMembers {
    #[serde(rename = "type")]
    ace_type: AceType,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    flags: Vec<Cow<'static, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mask: Option<AccessMask>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trustee: Option<Sid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    object_type: Option<Guid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    inherited_object_type: Option<Guid>,
    #[serde(default, skip_serializing_if = "is_default")]
    object_flags: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    condition: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    data: Hex,
}

impl From<&Ace> for AceMembers {
    fn from(ace: &Ace) -> Self {
        let each = ace.as_ref();
        let object = each.object().unwrap_or_default();
        let condition = condition_text(ace);
        Self {
            ace_type: ace.ace_type,
            flags: flag_letters(ace.flags),
            mask: each.mask(),
            trustee: each.trustee().map(Sid::from),
            object_type: object.object_type(),
            inherited_object_type: object.inherited_object_type(),
            object_flags: object.flags() & !(ObjectTypes::OBJECT | ObjectTypes::INHERITED),
            data: if condition.is_some() { Hex::default() } else { Hex(each.data().to_vec()) },
            condition,
        }
    }
}

/// The text of a condition that says all of its bytes, padding and widths of integers included.
fn condition_text(ace: &Ace) -> Option<String> {
    let condition = ace.as_ref().condition()?.ok()?;
    let text = condition.to_sddl_with(&PrintOptions::new()).ok()?;
    (Condition::parse(&text, &ParseOptions::windows()) == Ok(condition)).then_some(text)
}

fn flag_letters(flags: AceFlags) -> Vec<Cow<'static, str>> {
    let letters = FLAG_LETTERS.iter().filter(|(_, bit)| flags.bits() & bit != 0);
    letters.filter_map(|(letters, _)| core::str::from_utf8(letters).ok()).map(Cow::Borrowed).collect()
}

impl TryFrom<AceMembers> for Ace {
    type Error = Error;

    fn try_from(members: AceMembers) -> Result<Self, Error> {
        let form = || Error::new(ErrorKind::AceForm);
        let flags = members.flags.iter().try_fold(AceFlags::empty(), |flags, letters| {
            let row = FLAG_LETTERS.iter().find(|(row, _)| row == letters.as_bytes());
            let (_, bit) = row.ok_or_else(|| Error::in_text(ErrorKind::UnknownAceFlag, 0..letters.len(), letters))?;
            Ok(flags | AceFlags::from_bits_retain(*bit))
        })?;
        let data = match members.condition {
            None => members.data.0,
            Some(_) if members.ace_type.tail() != Tail::Condition || !members.data.0.is_empty() => return Err(form()),
            Some(text) => Condition::parse(&text, &ParseOptions::windows())?.as_bytes().to_vec(),
        };
        let object =
            ObjectTypes::new(members.object_type, members.inherited_object_type).with_reserved_flags(members.object_flags);
        let ace_form = members.ace_type.form();
        let meaning = members.object_flags & (ObjectTypes::OBJECT | ObjectTypes::INHERITED) != 0;
        if meaning || ace_form != AceForm::Object && object.flags() != 0 {
            return Err(form());
        }
        let object = (ace_form == AceForm::Object).then_some(object);
        let body = match (ace_form, members.mask, members.trustee) {
            (AceForm::Opaque, None, None) => AceBody::Opaque(data),
            (AceForm::Basic | AceForm::Object, Some(mask), Some(trustee)) => AceBody::Standard { mask, trustee, object, data },
            _ => return Err(form()),
        };
        Ace::new(members.ace_type, flags, body)
    }
}

impl Serialize for AceType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.name() {
            Some(name) => serializer.serialize_str(name),
            None => serializer.serialize_u8(self.0),
        }
    }
}

impl<'de> Deserialize<'de> for AceType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TypeVisitor)
    }
}

struct TypeVisitor;

impl Visitor<'_> for TypeVisitor {
    type Value = AceType;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an ACE type, as a name such as `ACCESS_ALLOWED` or a number below 256")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<AceType, E> {
        let mut types = (0..=u8::MAX).map(AceType);
        types.find(|ace_type| ace_type.name() == Some(text)).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<AceType, E> {
        u8::try_from(number).map(AceType).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<AceType, E> {
        u8::try_from(number).map(AceType).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }
}
