//! Arguments of `inherit`.

use aclavis::{AutoInheritFlags, Guid};
use clap::Args;

use super::shared::{DomainArgs, ObjectType, guid};

pub(super) const NOTES: &str = "\
SD is a descriptor in any form that `show` reads: the text itself, @PATH for a file, or - for standard input. The output is SDDL.
Without --flags ACLs are inherited as a file system does it: automatically, where the parent's ACL is marked AI. With it they \
are inherited as the flags say, which have the names of MS-DTYP or Win32: DACL_AUTO_INHERIT, SEF_DEFAULT_OWNER_FROM_PARENT.";

pub(super) const BATCH: &str = "\
With --jsonl every line of standard input is a record: a JSON object with parent, explicit (or child, for a child that exists), \
container, object_type, token {owner, group, default_dacl}, mapping or type, flags, parent_defaulted, explicit_defaulted, \
domain, machine, forest. Every line gives a line: the id of the record if it had one, ok, and output or error. A bad record \
gives ok:false and does not stop the run; the exit code is 3 in the end.";

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis inherit --parent 'D:AI(A;OICI;FA;;;BA)' --owner S-1-5-21-1-2-3-1000 --group BU
  aclavis inherit --parent @folder.bin --explicit 'D:(A;;FR;;;WD)' --container --owner SY --group SY
  aclavis inherit --parent @key.reg -t key --container --owner BA --group SY
  aclavis inherit --child @file.bin --parent @folder.bin      after a change of the folder
  aclavis inherit --jsonl < records.jsonl > results.jsonl";

/// Arguments of `inherit`.
#[derive(Args)]
pub(crate) struct InheritArgs {
    /// The descriptor of the parent, in any form that `show` reads
    #[arg(long, value_name = "SD", conflicts_with = "jsonl")]
    pub(crate) parent: Option<String>,
    /// What the creator wants the descriptor to be
    #[arg(long, value_name = "SD", conflicts_with = "jsonl")]
    pub(crate) explicit: Option<String>,
    /// An object that exists, whose parent has changed: it gets the parent's ACEs in place of those it has inherited
    #[arg(
        long,
        value_name = "SD",
        requires = "parent",
        conflicts_with_all = ["explicit", "owner", "group", "default_dacl", "flags", "parent_defaulted", "explicit_defaulted", "jsonl"]
    )]
    pub(crate) child: Option<String>,
    /// The object can have children
    #[arg(long, conflicts_with = "jsonl")]
    pub(crate) container: bool,
    /// A class of the object, structural or auxiliary; can be given several times
    #[arg(long, value_name = "GUID", value_parser = guid, conflicts_with = "jsonl")]
    pub(crate) object_type: Vec<Guid>,
    /// The owner of what the creator creates, unless the explicit descriptor has one
    #[arg(long, value_name = "SID", conflicts_with = "jsonl")]
    pub(crate) owner: Option<String>,
    /// The primary group of what the creator creates, unless the explicit descriptor has one
    #[arg(long, value_name = "SID", conflicts_with = "jsonl")]
    pub(crate) group: Option<String>,
    /// The DACL of what the creator creates, where neither the parent nor the explicit descriptor gives one
    #[arg(long, value_name = "SDDL", conflicts_with = "jsonl")]
    pub(crate) default_dacl: Option<String>,
    /// What generic rights mean
    #[arg(short = 't', long = "type", value_name = "TYPE", default_value = "file", conflicts_with = "jsonl")]
    pub(crate) kind: ObjectType,
    /// How ACLs are inherited, by the names of the SEF_ flags, separated by commas
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = flag, conflicts_with = "jsonl")]
    pub(crate) flags: Vec<AutoInheritFlags>,
    #[command(flatten)]
    pub(crate) defaulted: DefaultedArgs,
    #[command(flatten)]
    pub(crate) domains: DomainArgs,
    /// Reads records from standard input, one JSON object a line, and prints a result for each
    #[arg(long)]
    pub(crate) jsonl: bool,
}

/// Where ACLs come from.
#[derive(Args)]
pub(crate) struct DefaultedArgs {
    /// The ACLs of the parent came from a default
    #[arg(long, conflicts_with = "jsonl")]
    pub(crate) parent_defaulted: bool,
    /// The ACLs of the explicit descriptor came from a default and give way to what the parent has
    #[arg(long, conflicts_with = "jsonl")]
    pub(crate) explicit_defaulted: bool,
}

fn flag(name: &str) -> Result<AutoInheritFlags, String> {
    AutoInheritFlags::named(name).ok_or_else(|| "no such flag".to_owned())
}
