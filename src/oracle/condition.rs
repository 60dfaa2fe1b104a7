//! Properties of conditions.

use super::expressible::condition as canonical;
use super::{Checked, TIGHT, holds, printing, same, strict, windows};
use crate::condition::{Condition, ResourceAttribute, SIGNATURE};
use crate::descriptor::SecurityDescriptor;
use crate::error::ErrorKind;

/// A condition's text and bytes are read consistently, and its canonical text gives the same condition again. The input is
/// taken as text and as bytes, with and without the signature, and as the bytes of a resource attribute.
///
/// ```
/// assert_eq!(aclavis::oracle::condition_parse(b"(@User.Title == \"PM\")"), Ok(()));
/// ```
///
/// # Errors
///
/// The property that does not hold.
pub fn condition_parse(input: &[u8]) -> Checked {
    if let Ok(text) = core::str::from_utf8(input) {
        from_text(text)?;
    }
    from_bytes(input)?;
    from_bytes(&[SIGNATURE, input].concat())?;
    attribute(input)
}

fn from_text(text: &str) -> Checked {
    let parsed = Condition::parse(text, &windows());
    let limited = Condition::parse(text, &windows().with_limits(TIGHT));
    let by_limit = limited.as_ref().is_err_and(|error| error.kind().is_limit());
    holds("a limit is the only thing that limits change", by_limit || limited == parsed, limited)?;
    let strictly = Condition::parse(text, &strict());
    if strictly.is_ok() {
        same("what is read strictly is read alike by Windows", &strictly, &parsed)?;
    }
    let condition = match parsed {
        Ok(condition) => condition,
        Err(error) => return holds("an error's span lies in the text", text.get(error.span()).is_some(), error),
    };
    holds("what was read from text can be printed", condition.to_sddl_with(&printing()).is_ok(), &condition)?;
    same("text gives canonical bytes", &canonical(condition.as_bytes()).as_deref(), &Some(condition.as_bytes()))?;
    let in_ace = SecurityDescriptor::parse(&alloc::format!("D:(XA;;;;;WD;{text})"), &windows());
    match in_ace {
        Err(error) if error.kind().is_limit() => {}
        in_ace => {
            let in_ace =
                in_ace.map(|descriptor| descriptor.dacl().aces().iter().map(|ace| ace.as_ref().data().to_vec()).collect());
            same("an ACE has the same condition", &in_ace, &Ok(alloc::vec![condition.as_bytes().to_vec()]))?;
        }
    }
    round_trip(&condition)
}

fn from_bytes(bytes: &[u8]) -> Checked {
    match Condition::from_bytes(bytes) {
        Ok(condition) => round_trip(&condition),
        Err(error) => holds("an error's span lies in the bytes", bytes.get(error.span()).is_some(), error),
    }
}

fn round_trip(condition: &Condition) -> Checked {
    same("a condition is its bytes", &Condition::from_bytes(condition.as_bytes()).as_ref(), &Ok(condition))?;
    holds("the tokens of a condition are well-formed", condition.tokens().all(|token| token.is_ok()), condition)?;
    let text = match condition.to_sddl_with(&printing()) {
        Err(error) => return same("only what SDDL cannot express has no text", &error.kind(), &ErrorKind::NotExpressible),
        Ok(text) => text,
    };
    match Condition::parse(&text, &strict()) {
        Err(error) if error.kind().is_limit() => Ok(()),
        again => {
            let bytes = again.as_ref().map(Condition::as_bytes).ok();
            same("canonical text gives the same condition", &bytes, &canonical(condition.as_bytes()).as_deref())?;
            same("canonical text stays as it is", &again.and_then(|again| again.to_sddl_with(&printing())), &Ok(text))
        }
    }
}

/// An attribute's canonical bytes give the same attribute.
fn attribute(bytes: &[u8]) -> Checked {
    let Ok(attribute) = ResourceAttribute::from_bytes(bytes) else { return Ok(()) };
    match attribute.to_bytes() {
        Err(error) if error.kind().is_limit() => Ok(()),
        bytes => {
            let again = bytes.and_then(|bytes| ResourceAttribute::from_bytes(&bytes));
            same("an attribute's bytes give it again", &again, &Ok(attribute))
        }
    }
}
