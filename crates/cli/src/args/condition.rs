//! Arguments of `condition`.

use std::path::PathBuf;

use clap::Args;

use super::shared::DomainArgs;

pub(super) const NOTES: &str = "\
EXPR is the text itself in its parentheses, @PATH for a file, or - for standard input. FILE has a JSON object, each member of \
which may be left out: user_claims, device_claims, resource_claims, local_claims, token. TOKEN is a token as `access` takes it. \
Claims beside a token replace those that it has. Without a token nobody (S-1-0-0) is the user.
  {\"user_claims\":{\"dept\":{\"type\":\"string\",\"values\":[\"a\",\"b\"],\"flags\":0}},
   \"token\":{\"user\":\"S-1-5-21-1-2-3-1000\",\"groups\":[\"WD\"]}}
Types of claims: int64, uint64, string, boolean (true and false, or 1 and 0), sid, octet (pairs of hexadecimal digits).";

pub(super) const BATCH: &str = "\
With --jsonl every line of standard input is a record: the same object with condition and, as far as they are needed, domain, \
machine, forest. Every line gives a line: the id of the record if it had one, ok, and result or error. A bad record gives \
ok:false and does not stop the run; the exit code is 3 in the end.";

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis condition '(@User.dept == \"sales\" && Member_of {SID(BA)})' --claims claims.json
  aclavis condition '(Member_of_Any {SID(BU), SID(BG)})' --as S-1-5-21-1-2-3-501,WD,BG
  aclavis condition --jsonl < records.jsonl > results.jsonl";

/// Arguments of `condition`.
#[derive(Args)]
pub(crate) struct ConditionArgs {
    /// The condition: its text, @PATH, or - for standard input
    #[arg(value_name = "EXPR", required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub(crate) condition: Option<String>,
    /// The claims, and perhaps the token: a JSON object in a file, or - for standard input
    #[arg(long, value_name = "FILE", required_unless_present_any = ["token", "jsonl"], conflicts_with = "jsonl")]
    pub(crate) claims: Option<PathBuf>,
    /// Whose groups and claims count, instead of those of the file's token
    #[arg(long = "as", value_name = "TOKEN", conflicts_with = "jsonl")]
    pub(crate) token: Option<String>,
    #[command(flatten)]
    pub(crate) domains: DomainArgs,
    /// Reads records from standard input, one JSON object a line, and prints a result for each
    #[arg(long)]
    pub(crate) jsonl: bool,
}
