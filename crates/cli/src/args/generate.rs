//! Arguments of `gen`.

use clap::Args;

use super::OutputForm;

pub(super) const NOTES: &str = "\
The same seed gives the same descriptors with the same version of the program, on every machine; descriptor 5 is the same whatever \
the count. All kinds of ACEs, conditions, attributes, SIDs and flags occur, also such as are seldom seen.
With --mutate each is nearly valid: a valid one after one to four edits, in text of letters, numbers, parentheses and operators, in \
binary forms of sizes, counts, offsets and parts. A program that reads descriptors refuses most of them, and should say why.
A descriptor takes one line. What has a line end in it is passed over; with --jsonl it is not.";

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis gen
  aclavis gen --count 1000 --seed 7 > descriptors.sddl
  aclavis gen --count 1000 --seed 7 --to base64 --mutate > nearly.base64
  aclavis gen --count 1000 --seed 7 --mutate --jsonl | aclavis convert --jsonl --to hex";

/// Arguments of `gen`.
#[derive(Args)]
pub(crate) struct GenArgs {
    /// How many
    #[arg(short = 'n', long, value_name = "N", default_value_t = 1)]
    pub(crate) count: u64,
    /// What they are made of; without it the seed is random and printed on standard error
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Edits each, so that most are no longer valid
    #[arg(long)]
    pub(crate) mutate: bool,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "sddl")]
    pub(crate) to: OutputForm,
    /// Prints records that `convert --jsonl` reads: id, from, input
    #[arg(long)]
    pub(crate) jsonl: bool,
}
