//! What the command line takes.

use std::path::PathBuf;

use aclavis::{DomainSids, Sid};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use serde::Serialize;

/// Windows security descriptors: show them in words, convert between text, binary and JSON
#[derive(Parser)]
#[command(name = "aclavis", version, max_term_width = 120, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done · 1 a negative answer · 2 wrong usage · 3 input that cannot be read as a descriptor · 4 files and streams · 5 a limit was hit";

const FORMS: &str = "\
INPUT is the text itself, @PATH for a file, or - for standard input. Its form is the first that fits its shape:
  raw      bytes of a self-relative descriptor: the first byte is 0x01
  SDDL     nothing, or a text that opens with O: G: D: or S:
  JSON     opens with { or [, see below
  .reg     a line such as \"Security\"=hex:01,00,04,\\ and its continuation lines
  LDIF     a line such as nTSecurityDescriptor:: AQAE... and its folded lines
  hex      pairs of digits with blanks , : - or 0x between them, or nothing
  base64   either alphabet, padded or not, in one line or many
  SDDL     whatever else has a colon, semicolon or parenthesis
Hex and base64 count only where they give 20 bytes or a first byte of 0x01. A JSON document has a member \
SecurityDescriptor (any case; the topmost one counts) in any of these forms, or it is the structured form that \
`convert --to json` writes. Text may be UTF-8, or UTF-16 with a byte order mark; line ends around it are no part of it.";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Says in words who may do what: one ACE a line
    #[command(after_help = SHOW_EXAMPLES, after_long_help = joined(&[FORMS, "\n\n", SHOW_EXAMPLES]))]
    Show(ShowArgs),
    /// Converts between SDDL, the binary form and JSON, one descriptor or a batch
    #[command(after_help = CONVERT_EXAMPLES, after_long_help = joined(&[FORMS, "\n\n", BATCH, "\n\n", CONVERT_EXAMPLES]))]
    Convert(ConvertArgs),
    /// Prints a completion script for a shell
    #[command(after_help = "Example: aclavis completions bash > ~/.local/share/bash-completion/completions/aclavis")]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Prints a manual page
    #[command(after_help = "Example: aclavis man show | man -l -")]
    Man {
        /// The command; without one, the page of the whole program
        command: Option<String>,
    },
}

fn joined(parts: &[&str]) -> String {
    parts.concat()
}

const SHOW_EXAMPLES: &str = "\
Examples:
  aclavis show 'O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;;0x1200a9;;;BU)'
  aclavis show @request.json                      a Request object of the certificate-management API
  sc sdshow spooler | aclavis show - -t service
  aclavis show @domain.sddl -t ds --domain S-1-5-21-1-2-3 --sids accounts.csv
  aclavis show @backup.reg -t key --format json | jq '.dacl.aces[].trustee'";

const BATCH: &str = "\
With --jsonl every line of standard input is a record: a JSON object with input and, as far as they differ from the \
options of the command line, from, to, layout, strict, domain, machine, forest. Every line gives a line: the id of the \
record if it had one, ok, and output with trailing_nuls (where there were any), or error. A bad record, also a blank line \
or one beyond 16 MiB, gives ok:false and does not stop the run; the exit code is 3 in the end.";

const CONVERT_EXAMPLES: &str = "\
Examples:
  aclavis convert 'O:SYD:(A;;RC;;;WD)' --to base64
  aclavis convert @descriptor.bin --to sddl
  aclavis convert @descriptor.bin --to hex --layout keep
  aclavis convert @request.json --to sddl --trailing-nuls keep
  aclavis convert --jsonl --to sddl < records.jsonl > results.jsonl";

/// Arguments of `show`.
#[derive(Args)]
pub(crate) struct ShowArgs {
    /// The descriptor: its text, @PATH, or - for standard input
    pub(crate) input: String,
    /// What the descriptor protects, which names its rights [default: file; ds where there are object ACEs; cm-request for a JSON document]
    #[arg(short = 't', long = "type", value_name = "TYPE")]
    pub(crate) object_type: Option<ObjectType>,
    #[command(flatten)]
    pub(crate) domains: DomainArgs,
    /// Names for SIDs: CSV with the columns sid and name, or JSON ({"S-1-...": "name"} or [{"sid": ..., "name": ...}])
    #[arg(long, value_name = "FILE")]
    pub(crate) sids: Option<PathBuf>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Refuses texts that deviate from the canonical spelling
    #[arg(long)]
    pub(crate) strict: bool,
}

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

/// The SIDs to which relative aliases belong.
#[derive(Args)]
pub(crate) struct DomainArgs {
    /// The SID of the domain, for DA, DU and the like
    #[arg(long, value_name = "SID", value_parser = sid)]
    domain: Option<Sid>,
    /// The SID of the machine, for LA and LG
    #[arg(long, value_name = "SID", value_parser = sid)]
    machine: Option<Sid>,
    /// The SID of the forest's root domain, for EA, SA, RO and EK
    #[arg(long, value_name = "SID", value_parser = sid)]
    forest: Option<Sid>,
}

fn sid(text: &str) -> Result<Sid, String> {
    text.parse().map_err(|error: aclavis::Error| error.to_string())
}

impl DomainArgs {
    pub(crate) fn sids(&self) -> DomainSids {
        DomainSids { machine: self.machine, domain: self.domain, forest: self.forest }
    }
}

/// What a descriptor protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ObjectType {
    /// A file or directory
    File,
    /// A registry key
    Key,
    /// A service
    Service,
    /// An object of a directory service
    Ds,
    /// A request of the certificate-management API
    CmRequest,
}

impl ObjectType {
    /// Whose rights they are, in words.
    pub(crate) fn rights(self) -> &'static str {
        match self {
            Self::File => "of files (file)",
            Self::Key => "of registry keys (key)",
            Self::Service => "of services (service)",
            Self::Ds => "of directory objects (ds)",
            Self::CmRequest => "of certificate-management requests (cm-request)",
        }
    }
}

/// How `show` prints.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned lines
    Human,
    /// One JSON object
    Json,
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
