//! ACEs of every type.

use arbitrary::{Arbitrary, Result, Unstructured};

use super::{few_bytes, rarely};
use crate::condition::{Condition, ResourceAttribute};
use crate::descriptor::{Ace, AceBody, AceForm, AceType, Tail};

impl<'a> Arbitrary<'a> for AceType {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self(if rarely(u, 16)? { u.arbitrary()? } else { u.int_in_range(0..=0x15)? }))
    }
}

/// All types; data other than that of the type is rare.
impl<'a> Arbitrary<'a> for Ace {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let ace_type = u.arbitrary()?;
        of_type(u, ace_type)
    }
}

/// An ACE of this type.
pub(super) fn of_type(u: &mut Unstructured<'_>, ace_type: AceType) -> Result<Ace> {
    let flags = u.arbitrary()?;
    let body = match ace_type.form() {
        AceForm::Opaque => AceBody::Opaque(few_bytes(u)?),
        form => {
            let object = if form == AceForm::Object { Some(u.arbitrary()?) } else { None };
            let (mask, trustee) = (u.arbitrary()?, u.arbitrary()?);
            let unusual = rarely(u, 8)?;
            let data = match ace_type.tail() {
                Tail::Condition if !unusual => u.arbitrary::<Condition>()?.as_bytes().to_vec(),
                Tail::Attribute if !unusual => {
                    u.arbitrary::<ResourceAttribute>()?.to_bytes().map_err(|_| arbitrary::Error::IncorrectFormat)?
                }
                Tail::None if !unusual => alloc::vec::Vec::new(),
                _ => few_bytes(u)?,
            };
            AceBody::Standard { mask, trustee, object, data }
        }
    };
    Ace::new(ace_type, flags, body).map_err(|_| arbitrary::Error::IncorrectFormat)
}
