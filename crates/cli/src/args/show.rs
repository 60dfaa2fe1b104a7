//! Arguments of `show`.

use std::path::PathBuf;

use clap::Args;

use super::shared::{DomainArgs, Format, ObjectType};

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis show 'O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;;0x1200a9;;;BU)'
  aclavis show @request.json                      a Request object of the certificate-management API
  sc sdshow spooler | aclavis show - -t service
  aclavis show @domain.sddl -t ds --domain S-1-5-21-1-2-3 --sids accounts.csv
  aclavis show @backup.reg -t key --format json | jq '.dacl.aces[].trustee'";

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
