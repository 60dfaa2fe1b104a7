//! Arguments of `card atr`.

use clap::Args;

use crate::args::shared::Format;

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis card atr 3B8D0180FBA000000397425446590301C8
  aclavis card atr '3B FD 13 00 00 81 31 FE 15 80 73 C0 21 C0 57 59 75 62 69 4B 65 79 40'
  opensc-tool --atr | aclavis card atr - --format json";

/// Arguments of `card atr`.
#[derive(Args)]
pub(crate) struct AtrArgs {
    /// The answer to reset: hexadecimal digits with blanks, dashes or colons between them, @PATH, or - for standard input
    #[arg(value_name = "HEX")]
    pub(crate) atr: String,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}
