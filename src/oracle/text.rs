//! Properties of texts.

use alloc::string::ToString;

use super::{Checked, TIGHT, descriptor_round_trip, expressible, holds, outline, printing, same, strict, syntax, windows};
use crate::binary::DescriptorRef;
use crate::descriptor::SecurityDescriptor;
use crate::error::Error;
use crate::guid::Guid;
use crate::sddl::{ParseOptions, sddl_to_bytes};
use crate::sid::Sid;

/// Reading is consistent: strict and Windows options, with and without the model, by the syntax tree, with small
/// limits; errors lie in the text. A scanner that shares no code with the readers agrees about the shape of what they accept and
/// about the leniencies that it needs.
///
/// # Errors
///
/// The property that does not hold.
pub fn text_parse(text: &str) -> Checked {
    let parsed = SecurityDescriptor::parse(text, &windows());
    let strictly = SecurityDescriptor::parse(text, &strict());
    for (options, parsed) in [(windows(), &parsed), (strict(), &strictly)] {
        let bytes = parsed.clone().and_then(|descriptor| descriptor.to_bytes());
        same("without a model, text becomes the same bytes", &sddl_to_bytes(text, &options), &bytes)?;
        let limited = SecurityDescriptor::parse(text, &options.clone().with_limits(TIGHT));
        let by_limit = limited.as_ref().is_err_and(|error| error.kind().is_limit());
        holds("a limit is the only thing that limits change", by_limit || limited == *parsed, &limited)?;
        syntax::agrees(text, &options, parsed)?;
        if let Err(error) = parsed {
            error_in_text(error, text)?;
        }
    }
    if strictly.is_ok() {
        same("what is read strictly is read alike by Windows", &strictly, &parsed)?;
    }
    outline::agrees(text, parsed.is_ok())?;
    if let Ok(descriptor) = parsed {
        let counted = SecurityDescriptor::parse_text(text, &windows());
        let nuls = text.len().saturating_sub(text.trim_end_matches('\0').len());
        let counted = counted.map(|parsed| (parsed.descriptor, parsed.trailing_nuls));
        same("trailing NULs are counted", &counted, &Ok((descriptor, nuls)))?;
    }
    values(text)
}

/// An error's span can be cut out of the text, and the error can be shown.
fn error_in_text(error: &Error, text: &str) -> Checked {
    holds("an error's span lies in the text", text.get(error.span()).is_some(), error)?;
    holds("an error has one line", !alloc::format!("{error:#}").contains('\n'), error)
}

/// The text as a SID or GUID.
fn values(text: &str) -> Checked {
    let parsed = Sid::parse(text, &windows());
    match (&parsed, Sid::parse(text, &strict())) {
        (Err(error), _) => error_in_text(error, text)?,
        (_, Ok(strictly)) => same("a SID is read alike strictly", &parsed, &Ok(strictly))?,
        _ => {}
    }
    if let Ok(sid) = parsed {
        let options = ParseOptions::strict();
        same("a SID's text is read strictly", &Sid::parse(&sid.to_string(), &options), &Ok(sid))?;
        same("a SID's alias is read strictly", &Sid::parse(&sid.to_sddl_with(&printing()), &strict()), &Ok(sid))?;
    }
    match text.parse::<Guid>() {
        Ok(guid) => same("a GUID is printed in lower case", &guid.to_string(), &text.to_ascii_lowercase()),
        Err(error) => error_in_text(&error, text),
    }
}

/// What was read from text can be printed, and the printed text is canonical: read strictly it gives the same model, which
/// gives the same text. From text to bytes, to text, to bytes, to text everything after the first bytes stays as it is.
///
/// # Errors
///
/// The property that does not hold.
pub fn text_round_trip(text: &str) -> Checked {
    let Ok(descriptor) = SecurityDescriptor::parse(text, &windows()) else { return Ok(()) };
    let all = expressible(&descriptor);
    same("an ACE that was read from text says what the text says", &descriptor.dacl().aces(), &all.dacl().aces())?;
    same("an ACE that was read from text says what the text says", &descriptor.sacl().aces(), &all.sacl().aces())?;
    let printed = match descriptor.to_sddl_with(&printing()) {
        Ok(printed) => printed,
        Err(error) => return holds("what was read from text can be printed", false, (error, descriptor)),
    };
    let again = match SecurityDescriptor::parse(&printed, &strict()) {
        Err(error) if error.kind().is_limit() => return Ok(()),
        again => again,
    };
    let first = sddl_to_bytes(text, &windows()).unwrap_or_default();
    let second = sddl_to_bytes(&printed, &strict()).unwrap_or_default();
    same("printed text gives the bytes of what it says", &Ok(second.clone()), &all.to_bytes())?;
    same("printed text gives the same model", &again, &Ok(all))?;
    same("canonical text stays as it is", &again.and_then(|again| again.to_sddl_with(&printing())), &Ok(printed.clone()))?;
    for bytes in [first, second] {
        let straight = DescriptorRef::parse(&bytes).and_then(|view| view.to_sddl_with(&printing()));
        same("bytes print like the model", &straight.as_ref(), &Ok(&printed))?;
    }
    descriptor_round_trip(&descriptor)
}
