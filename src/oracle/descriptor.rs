//! Properties of models, wherever they come from.

use super::{Checked, expressible, holds, printing, same, strict};
use crate::binary::Layout;
use crate::descriptor::SecurityDescriptor;
use crate::error::ErrorKind;
use crate::sddl::{ParseOptions, PrintOptions};
use crate::sid::alias::Generation;

/// A model has a binary form in every layout, unless it is too large, and bytes give the same model again. Its text, if it
/// has one, gives all of the model that SDDL can [express](expressible), and the same text again.
///
/// ```
/// use aclavis::{SecurityDescriptor, oracle::descriptor_round_trip};
/// assert_eq!(descriptor_round_trip(&SecurityDescriptor::builder().null_dacl().build()), Ok(()));
/// ```
///
/// # Errors
///
/// The property that does not hold.
pub fn descriptor_round_trip(descriptor: &SecurityDescriptor) -> Checked {
    for layout in [Layout::Windows, Layout::OwnerFirst, Layout::AsRead] {
        let bytes = match descriptor.to_bytes_with(layout) {
            Err(error) if error.kind().is_limit() => return Ok(()),
            Err(error) => return holds("a model has a binary form", false, (layout, error)),
            Ok(bytes) => bytes,
        };
        let again = SecurityDescriptor::from_bytes(&bytes);
        same("bytes give the same model", &again.as_ref(), &Ok(descriptor))?;
        let written = again.and_then(|again| again.to_bytes_with(Layout::AsRead));
        same("a model that was read gives the same bytes", &written, &Ok(bytes))?;
    }
    printed(descriptor, &printing(), &strict())?;
    printed(descriptor, &PrintOptions::new(), &ParseOptions::strict())?;
    printed(descriptor, &PrintOptions::new().with_generation(Generation::Xp), &ParseOptions::strict())
}

fn printed(descriptor: &SecurityDescriptor, printing: &PrintOptions, parsing: &ParseOptions) -> Checked {
    let text = match descriptor.to_sddl_with(printing) {
        Err(error) if error.kind().is_limit() => return Ok(()),
        Err(error) => return same("only what SDDL cannot express has no text", &error.kind(), &ErrorKind::NotExpressible),
        Ok(text) => text,
    };
    match SecurityDescriptor::parse(&text, parsing) {
        Err(error) if error.kind().is_limit() => Ok(()),
        again => {
            same("canonical text gives the same model", &again, &Ok(expressible(descriptor)))?;
            same("canonical text stays as it is", &again.and_then(|again| again.to_sddl_with(printing)), &Ok(text))
        }
    }
}
