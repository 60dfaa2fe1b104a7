//! A record of a batch of questions.

use aclavis::serde_token::TokenForm;
use aclavis::{AccessMask, DomainSids, GenericMapping, Guid, Intent, ObjectNode, ParseOptions};
use serde::Deserialize;

use super::policies::{self, PolicyForm};
use super::question::Question;
use crate::batch::Record;
use crate::problem::Problem;
use crate::{args, want};

/// What a record asks.
pub(crate) fn question(record: &Record<'_>, defaults: DomainSids) -> Result<Question, Problem> {
    let options = ParseOptions::windows().with_domains(record.domains(defaults)?);
    let descriptor = record.descriptor("descriptor", None, |found| found.read(&options))?;
    let token: TokenForm = record.parts("token")?.ok_or_else(|| Record::missing("token"))?;
    let policies: Vec<PolicyForm> = record.parts("policies")?.unwrap_or_default();
    let objects: Vec<Object> = record.parts("objects")?.unwrap_or_default();
    Ok(Question {
        descriptor: descriptor.ok_or_else(|| Record::missing("descriptor"))?.descriptor,
        token: token.to_token(options.domains()).map_err(|error| Record::wrong("token", &error))?,
        desired: desired(record)?,
        mapping: mapping(record)?,
        objects: objects.into_iter().map(|Object { level, guid }| ObjectNode { level, guid }).collect(),
        principal_self: record.sid("principal_self", &options)?,
        policies: policies::of_forms(policies, &options).map_err(|problem| problem.about("field `policies`"))?,
        process_trust: record.sid("process_trust", &options)?,
        require_group: record.get("require_group", "true or false")?.unwrap_or_default(),
        intent: intent(record)?,
    })
}

/// What generic rights mean to a record: its own mapping, or that of a type.
pub(crate) fn mapping(record: &Record<'_>) -> Result<GenericMapping, Problem> {
    let mapping: Option<Mapping> = record.parts("mapping")?;
    let object_type: Option<args::ObjectType> = record.choice("type")?;
    Ok(match mapping {
        Some(Mapping { read, write, execute, all }) => GenericMapping { read, write, execute, all },
        None => object_type.map_or(GenericMapping::FILE, args::ObjectType::mapping),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `level` and `guid`")]
struct Object {
    level: u16,
    guid: Guid,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `read`, `write`, `execute` and `all`")]
struct Mapping {
    read: AccessMask,
    write: AccessMask,
    execute: AccessMask,
    all: AccessMask,
}

/// Rights as a number or as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Desired {
    Number(u32),
    Text(String),
}

fn desired(record: &Record<'_>) -> Result<AccessMask, Problem> {
    match record.required("desired", "a number of 32 bits, `0x...` or letters")? {
        Desired::Number(bits) => Ok(AccessMask::from_bits_retain(bits)),
        Desired::Text(text) => want::raw(&text).map_err(|reason| Record::bad(format!("field `desired`: {reason}"))),
    }
}

fn intent(record: &Record<'_>) -> Result<Intent, Problem> {
    let names: Vec<String> = record.get("intent", "a list of `backup` and `restore`")?.unwrap_or_default();
    let intent = |name: &String| match name.as_str() {
        "backup" => Ok(Intent::BACKUP),
        "restore" => Ok(Intent::RESTORE),
        _ => Err(Record::unknown_value("intent", name)),
    };
    names.iter().map(intent).collect()
}
