//! What was generated, in its form.

use aclavis::mutation::{NearlyValidBytes, NearlyValidText, ValidText};
use aclavis::{Layout, SecurityDescriptor};
use arbitrary::{Error, Result, Unstructured};
use serde::Serialize;

use crate::args::OutputForm;
use crate::forms::{base64, hex};

/// A descriptor, or nearly one.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Made {
    /// SDDL, hex or base64.
    Text(String),
    /// The structured form.
    Model(Box<SecurityDescriptor>),
}

impl Made {
    /// A valid descriptor.
    pub(super) fn valid(u: &mut Unstructured<'_>, to: OutputForm) -> Result<Self> {
        let binary = |u: &mut Unstructured<'_>| {
            let descriptor: SecurityDescriptor = u.arbitrary()?;
            descriptor.to_bytes_with(Layout::Windows).map_err(|_| Error::IncorrectFormat)
        };
        Ok(match to {
            OutputForm::Sddl => Self::Text(u.arbitrary::<ValidText>()?.into_string()),
            OutputForm::Hex => Self::Text(hex::encode(&binary(u)?)),
            OutputForm::Base64 => Self::Text(base64::encode(&binary(u)?)),
            OutputForm::Json => Self::Model(u.arbitrary()?),
        })
    }

    /// A nearly valid one, which has no structured form.
    pub(super) fn nearly_valid(u: &mut Unstructured<'_>, to: OutputForm) -> Result<Self> {
        Ok(Self::Text(match to {
            OutputForm::Sddl => u.arbitrary::<NearlyValidText>()?.into_string(),
            OutputForm::Hex => hex::encode(u.arbitrary::<NearlyValidBytes>()?.as_bytes()),
            OutputForm::Base64 => base64::encode(u.arbitrary::<NearlyValidBytes>()?.as_bytes()),
            OutputForm::Json => return Err(Error::IncorrectFormat),
        }))
    }

    /// Whether it fits into a line of text.
    pub(super) fn is_line(&self) -> bool {
        match self {
            Self::Text(text) => !text.contains(['\r', '\n']),
            Self::Model(_) => true,
        }
    }
}
