//! One conversion.

use aclavis::{DomainSids, Layout, ParseOptions, PrintOptions, SecurityDescriptor};
use serde::Serialize;

use crate::args::{LayoutArg, OutputForm, TrailingNuls};
use crate::forms::{Content, Found, base64, hex};
use crate::lost;
use crate::problem::Problem;

/// How to convert.
pub(super) struct Conversion {
    pub(super) to: OutputForm,
    pub(super) layout: LayoutArg,
    pub(super) trailing_nuls: TrailingNuls,
    pub(super) strict: bool,
    pub(super) domains: DomainSids,
}

/// What a conversion gives.
#[derive(Debug, Serialize)]
pub(super) struct Converted {
    pub(super) output: Output,
    /// NUL characters at the end of the input's text.
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) trailing_nuls: usize,
    /// What of a binary or structured input the text does not say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lost: Vec<&'static str>,
}

/// A descriptor in another form.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Output {
    /// SDDL, hex or base64.
    Text(String),
    /// The structured form.
    Json(Box<SecurityDescriptor>),
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Conversion {
    /// Converts an input.
    pub(super) fn run(&self, found: Found<'_>) -> Result<Converted, Problem> {
        let options = if self.strict { ParseOptions::strict() } else { ParseOptions::windows() };
        let was_text = matches!(found.content, Content::Text(_));
        let read = found.read(&options.with_domains(self.domains))?;
        let descriptor = &read.descriptor;
        let lost = if self.to == OutputForm::Sddl && !was_text { lost::parts(descriptor) } else { Vec::new() };
        let output = match self.to {
            OutputForm::Sddl => {
                let nuls = if self.trailing_nuls == TrailingNuls::Keep { read.trailing_nuls } else { 0 };
                let options = PrintOptions::new().with_domains(self.domains).with_trailing_nuls(nuls);
                Output::Text(descriptor.to_sddl_with(&options).map_err(|error| Problem::of(&error))?)
            }
            OutputForm::Hex => Output::Text(hex::encode(&self.binary(descriptor)?)),
            OutputForm::Base64 => Output::Text(base64::encode(&self.binary(descriptor)?)),
            OutputForm::Json => Output::Json(Box::new(read.descriptor)),
        };
        Ok(Converted { output, trailing_nuls: read.trailing_nuls, lost })
    }

    fn binary(&self, descriptor: &SecurityDescriptor) -> Result<Vec<u8>, Problem> {
        let layout = match self.layout {
            LayoutArg::Windows => Layout::Windows,
            LayoutArg::OwnerFirst => Layout::OwnerFirst,
            LayoutArg::Keep => Layout::AsRead,
        };
        descriptor.to_bytes_with(layout).map_err(|error| Problem::of(&error))
    }
}
