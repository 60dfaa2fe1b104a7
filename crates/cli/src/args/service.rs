//! Arguments of the service and of its administration.

use std::path::PathBuf;

use aclavis_server::ExpectedHead;
use aclavis_server::object::Id;
use clap::{Args, Subcommand};

use super::shared::Format;

/// What the service needs, for the long help.
pub(super) const CONFIGURATION: &str = "\
A configuration in TOML needs at least who may call, who may have keys, and a master secret:
  [api]
  enabled = true
  listen = \"127.0.0.1:8443\"        # beyond this host with [tls]
  [auth]
  domains = [\"S-1-5-21-1-2-3\"]
  [auth.bearer]
  issuer = \"https://adfs.example/adfs\"
  audience = \"https://cm.example/certificatemanagement\"
  jwks = \"https://adfs.example/adfs/discovery/keys\"
  [sensitive]
  group = \"S-1-5-21-1-2-3-2001\"    # or anyone-with-execute
  [[secrets.master]]
  version = 1
  file = \"master-1.key\"            # aclavis card generate --master --out master-1.key
Relative paths start where the file is. Everything else has a default: docs/operating.md.";

/// Examples of `serve`.
pub(super) const SERVE_EXAMPLES: &str = "\
Examples:
  aclavis serve --config /etc/aclavis/aclavis.toml --check
  aclavis serve --config /etc/aclavis/aclavis.toml";

/// Examples of `import`.
pub(super) const IMPORT_EXAMPLES: &str = "\
Examples:
  aclavis import templates.json --config aclavis.toml
  aclavis import request.json --allow-dangling
The file has one object, an array of objects, or lists named ProfileTemplates, Principals, Smartcards and Requests. All is \
imported, or nothing.";

/// Examples of `audit`.
pub(super) const AUDIT_EXAMPLES: &str = "\
Examples:
  aclavis audit verify --config aclavis.toml
  aclavis audit verify --expect-head 1207:5f0c...
  aclavis audit export --from 1000 | jq 'select(.Outcome != \"done\")'";

/// Examples of `admin`.
pub(super) const ADMIN_EXAMPLES: &str = "\
Examples:
  aclavis admin approve a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099 --config aclavis.toml
  aclavis admin unlock 17cf063d-e337-4aa9-a822-346554ddd3c9
  aclavis admin rotate-master";

/// Examples of `store`.
pub(super) const STORE_EXAMPLES: &str = "Example: aclavis store backup /var/backups/aclavis.db --config aclavis.toml";

/// Where the configuration is.
#[derive(Args)]
pub(crate) struct ConfigArgs {
    /// The configuration file of the service
    #[arg(long, value_name = "FILE", default_value = "aclavis.toml")]
    pub(crate) config: PathBuf,
}

#[derive(Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    /// Looks at everything that the service needs, says what there is to know, and does not serve
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Args)]
pub(crate) struct ImportArgs {
    /// A JSON file, or - for standard input
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    /// Replaces what is there already with another content
    #[arg(long)]
    pub(crate) replace: bool,
    /// Takes objects that name templates or cards which are not there
    #[arg(long)]
    pub(crate) allow_dangling: bool,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Subcommand)]
pub(crate) enum AuditCommand {
    /// Goes through the whole chain of audit records and says whether anything was changed or is missing
    Verify(VerifyAuditArgs),
    /// Prints audit records as JSON, one a line
    Export(ExportAuditArgs),
}

#[derive(Args)]
pub(crate) struct VerifyAuditArgs {
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    /// A head that was noted before, as this command prints it: a chain that does not reach it was cut
    #[arg(long, value_name = "N:HEX")]
    pub(crate) expect_head: Option<ExpectedHead>,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct ExportAuditArgs {
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    /// The number of the first record
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..))]
    pub(crate) from: i64,
}

#[derive(Subcommand)]
pub(crate) enum AdminCommand {
    /// Approves a request that is pending
    Approve(RequestArgs),
    /// Denies a request that is pending
    Deny(RequestArgs),
    /// Lets secrets of a card be asked for again after too many were
    Unlock(UnlockArgs),
    /// Lets new keys come from the latest configured master secret, and seals anew what is stored
    RotateMaster(ConfigArgs),
}

#[derive(Args)]
pub(crate) struct RequestArgs {
    /// The identifier of the request
    #[arg(value_name = "GUID")]
    pub(crate) request: Id,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Args)]
pub(crate) struct UnlockArgs {
    /// The identifier of the smart card, not its card id
    #[arg(value_name = "GUID")]
    pub(crate) smartcard: Id,
    /// For this principal only
    #[arg(long, value_name = "SID")]
    pub(crate) principal: Option<aclavis::Sid>,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

#[derive(Subcommand)]
pub(crate) enum StoreCommand {
    /// Writes a consistent copy of the store into a new file, also while the service runs
    Backup(BackupArgs),
}

#[derive(Args)]
pub(crate) struct BackupArgs {
    /// The new file
    pub(crate) to: PathBuf,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}
