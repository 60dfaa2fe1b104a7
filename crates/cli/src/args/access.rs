//! Arguments of `access` and `explain`.

use std::path::PathBuf;

use aclavis::{GenericMapping, Intent};
use clap::{Args, ValueEnum};

use super::shared::{DomainArgs, Format, ObjectType, guid};
use crate::want;

pub(super) const ASKED: &str = "\
TOKEN is who asks, in JSON, @PATH or - for JSON from a file or standard input, or SIDs separated by commas: the user, then \
the groups. Nothing is added to it: whoever is to count as Everyone (WD) needs that group, too. Privileges count only \
where the token has them, and the integrity level is medium unless it says otherwise.
  {\"user\":\"S-1-5-21-1-2-3-1000\",\"groups\":[\"WD\",{\"sid\":\"BA\",\"deny_only\":true}],
   \"device_groups\":[],\"restricted\":[],\"privileges\":[\"SeSecurityPrivilege\"],\"integrity\":\"ME\",
   \"user_claims\":{\"dept\":{\"type\":\"string\",\"values\":[\"a\"],\"flags\":0}},\"device_claims\":{},
   \"local_claims\":{},\"package\":\"S-1-15-2-...\",\"capabilities\":[],\"trust_level\":\"S-1-19-...\"}
RIGHTS are separated by commas, each of them a number (1179785, 0x120089), letters (LCRC, FA, GR), a name that `show` has for \
TYPE (Execute, Read), a constant's (READ_CONTROL), or MA for MAXIMUM_ALLOWED: whatever can be had. Generic rights mean what \
they mean for TYPE.";

pub(super) const BATCH: &str = "\
With --jsonl every line of standard input is a record: a JSON object with descriptor, desired, token and, as far as they are \
needed, mapping or type, objects, principal_self, policies, process_trust, require_group, intent, domain, machine, forest. \
Every line gives a line: the id of the record if it had one, ok, and the answer or error. A refusal is an answer. A bad record \
gives ok:false and does not stop the run; the exit code is 3 in the end.";

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis access @request.json --as S-1-5-21-1-2-3-1000,WD --want Execute
  aclavis access 'O:SYD:(A;;FR;;;BU)' --as S-1-5-21-1-2-3-1000,WD,BU --want GR
  aclavis access @service.sddl -t service --as @token.json --want Start,Stop --format json
  aclavis access @user.bin -t ds --as @token.json --want RP --objects 0:GUID,1:GUID
  aclavis access --jsonl < records.jsonl > results.jsonl";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  aclavis explain @request.json --as S-1-5-21-1-2-3-1000,WD --want Execute
  aclavis explain 'O:SYD:(D;;WP;;;BG)(A;;GA;;;WD)' -t service --as BU,WD,BG --want MA
  aclavis explain @file.sddl --as @token.json --want FA --format access-reason
  aclavis explain --jsonl < records.jsonl > results.jsonl";

/// Arguments of `access`.
#[derive(Args)]
pub(crate) struct AccessArgs {
    #[command(flatten)]
    pub(crate) question: QuestionArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human, conflicts_with = "jsonl")]
    pub(crate) format: Format,
}

/// Arguments of `explain`.
#[derive(Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) question: QuestionArgs,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = ExplainFormat::Human, conflicts_with = "jsonl")]
    pub(crate) format: ExplainFormat,
}

/// How `explain` prints.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// Aligned lines
    Human,
    /// One JSON object
    Json,
    /// The field AccessReason of the Windows events 4656 and 5145
    AccessReason,
}

/// What is asked about a descriptor.
#[derive(Args)]
pub(crate) struct QuestionArgs {
    /// The descriptor: its text, @PATH, or - for standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub(crate) input: Option<String>,
    /// Who asks: JSON, @PATH or - for JSON, or the SIDs of the user and the groups separated by commas; nothing is added
    #[arg(long = "as", value_name = "TOKEN", required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub(crate) token: Option<String>,
    /// The rights that are asked for: numbers, letters or names, separated by commas
    #[arg(long, value_name = "RIGHTS", required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub(crate) want: Option<String>,
    /// What the descriptor protects, which names its rights [default: file; ds where there are object ACEs; cm-request for a JSON document]
    #[arg(short = 't', long = "type", value_name = "TYPE", conflicts_with = "jsonl")]
    pub(crate) object_type: Option<ObjectType>,
    /// What generic rights mean, where that differs from what they mean for TYPE
    #[arg(long, value_name = "READ,WRITE,EXECUTE,ALL", value_parser = mapping, conflicts_with = "jsonl")]
    pub(crate) mapping: Option<GenericMapping>,
    /// The SID of the object itself, for ACEs about PS
    #[arg(long = "self", value_name = "SID", conflicts_with = "jsonl")]
    pub(crate) principal_self: Option<String>,
    /// The parts of the object that are asked about: LEVEL:GUID,..., level 0 first
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = object, conflicts_with = "jsonl")]
    pub(crate) objects: Vec<aclavis::ObjectNode>,
    /// The central access policies to which SP ACEs may refer, in JSON
    #[arg(long, value_name = "FILE", conflicts_with = "jsonl")]
    pub(crate) policies: Option<PathBuf>,
    /// The trust of the caller's process, S-1-19-TYPE-LEVEL, instead of the token's
    #[arg(long, value_name = "SID", conflicts_with = "jsonl")]
    pub(crate) process_trust: Option<String>,
    /// Refuses descriptors without a primary group, as the AccessCheck function of Windows does
    #[arg(long, conflicts_with = "jsonl")]
    pub(crate) require_group: bool,
    #[command(flatten)]
    pub(crate) intent: IntentArgs,
    #[command(flatten)]
    pub(crate) domains: DomainArgs,
    /// Reads records from standard input, one JSON object a line, and prints a result for each
    #[arg(long)]
    pub(crate) jsonl: bool,
}

/// What the caller is about to do.
#[derive(Args)]
pub(crate) struct IntentArgs {
    /// The caller is about to back up: SeBackupPrivilege counts
    #[arg(long, conflicts_with = "jsonl")]
    backup: bool,
    /// The caller is about to restore: SeRestorePrivilege counts
    #[arg(long, conflicts_with = "jsonl")]
    restore: bool,
}

impl IntentArgs {
    pub(crate) fn intent(&self) -> Intent {
        let mut intent = Intent::empty();
        intent.set(Intent::BACKUP, self.backup);
        intent.set(Intent::RESTORE, self.restore);
        intent
    }
}

fn mapping(text: &str) -> Result<GenericMapping, String> {
    let masks: Vec<_> = text.split(',').map(want::raw).collect::<Result<_, _>>()?;
    match *masks {
        [read, write, execute, all] => Ok(GenericMapping { read, write, execute, all }),
        _ => Err("four masks are needed, separated by commas".to_owned()),
    }
}

fn object(text: &str) -> Result<aclavis::ObjectNode, String> {
    let (level, object) = text.split_once(':').ok_or("not of the form LEVEL:GUID")?;
    let level = level.parse().map_err(|_| format!("`{}` is no level", level.escape_debug()))?;
    Ok(aclavis::ObjectNode { level, guid: guid(object)? })
}
