//! Arguments of `convert`.

use clap::{Args, ValueEnum};

use super::shared::DomainArgs;

pub(super) const BATCH: &str = "\
With --jsonl every line of standard input is a record: a JSON object with input and, as far as they differ from the \
options of the command line, from, to, layout, strict, domain, machine, forest. Every line gives a line: the id of the \
record if it had one, ok, and output with trailing_nuls (where there were any), or error. A bad record, also a blank line \
or one beyond 16 MiB, gives ok:false and does not stop the run; the exit code is 3 in the end.";

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis convert 'O:SYD:(A;;RC;;;WD)' --to base64
  aclavis convert @descriptor.bin --to sddl
  aclavis convert @descriptor.bin --to hex --layout keep
  aclavis convert @request.json --to sddl --trailing-nuls keep
  aclavis convert --jsonl --to sddl < records.jsonl > results.jsonl";

/// Arguments of `convert`.
#[derive(Args)]
pub(crate) struct ConvertArgs {
    /// The descriptor: its text, @PATH, or - for standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub(crate) input: Option<String>,
    /// The form of the input; without it, the form is found by its shape
    #[arg(long, value_name = "FORM")]
    pub(crate) from: Option<InputForm>,
    /// The form of the output
    #[arg(long, value_name = "FORM", required_unless_present = "jsonl")]
    pub(crate) to: Option<OutputForm>,
    /// The order of the parts of a binary output; keep writes binary input as it was read
    #[arg(long, value_enum, default_value_t = LayoutArg::Windows)]
    pub(crate) layout: LayoutArg,
    /// Whether SDDL output ends in the NUL characters that its SDDL input ended in
    #[arg(long, value_enum, default_value_t = TrailingNuls::Drop)]
    pub(crate) trailing_nuls: TrailingNuls,
    /// Refuses texts that deviate from the canonical spelling
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) domains: DomainArgs,
    /// Reads records from standard input, one JSON object a line, and prints a result for each
    #[arg(long)]
    pub(crate) jsonl: bool,
}

/// A form that `convert` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputForm {
    /// Text of the Security Descriptor Definition Language
    Sddl,
    /// Digits of the binary form
    Hex,
    /// The binary form in base64
    Base64,
    /// The structured form
    Json,
}

/// A form that `convert` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputForm {
    /// Canonical text of the Security Descriptor Definition Language
    Sddl,
    /// Lower-case digits of the binary form
    Hex,
    /// The binary form in base64
    Base64,
    /// The structured form, which loses nothing
    Json,
}

impl OutputForm {
    /// The name that the command line and records have for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sddl => "sddl",
            Self::Hex => "hex",
            Self::Base64 => "base64",
            Self::Json => "json",
        }
    }
}

/// The order of the parts of a binary output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayoutArg {
    /// SACL, DACL, owner, group, as Windows converts texts
    Windows,
    /// Owner, group, SACL, DACL, as .NET writes
    OwnerFirst,
    /// As it was read
    Keep,
}

/// What becomes of the NUL characters at the end of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TrailingNuls {
    /// They are printed again
    Keep,
    /// They are left out
    Drop,
}
