//! A record of a batch of objects.

use aclavis::{AutoInheritFlags, DomainSids, Guid, ParseOptions, SecurityDescriptor, Sid};
use serde::Deserialize;

use super::object::{self, Inherited, Kind, Missing, NewObject, Origin};
use crate::access;
use crate::batch::Record;
use crate::forms;
use crate::problem::Problem;

/// What a token contributes to new objects.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CreatorForm {
    owner: Option<String>,
    group: Option<String>,
    default_dacl: Option<String>,
}

/// One class, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Classes {
    One(Guid),
    Several(Vec<Guid>),
}

/// Flags as a number or by their names.
#[derive(Deserialize)]
#[serde(untagged)]
enum Flags {
    Bits(u32),
    Names(Vec<String>),
}

/// The descriptor of the object that a record is about.
pub(super) fn inherit(record: &Record<'_>, defaults: DomainSids) -> Result<Inherited, Problem> {
    let domains = record.domains(defaults)?;
    let options = ParseOptions::windows().with_domains(domains);
    let object_types = match record.get("object_type", "a GUID or a list of GUIDs")? {
        Some(Classes::One(class)) => vec![class],
        Some(Classes::Several(classes)) => classes,
        None => Vec::new(),
    };
    let is_container = record.get("container", "true or false")?.unwrap_or_default();
    let kind = Kind { is_container, object_types, mapping: access::mapping(record)? };
    origin(record, &options)?.descriptor(&kind, domains)
}

fn origin(record: &Record<'_>, options: &ParseOptions) -> Result<Origin, Problem> {
    let parent = descriptor(record, "parent", options)?;
    let explicit = descriptor(record, "explicit", options)?;
    if let Some(child) = descriptor(record, "child", options)? {
        if explicit.is_some() {
            return Err(Record::bad("field `explicit` does not go with `child`"));
        }
        let parent = parent.ok_or_else(|| Record::missing("parent"))?;
        return Ok(Origin::Child { child: Box::new(child), parent: Box::new(parent) });
    }
    let is_defaulted = |field| Ok(record.get(field, "true or false")?.unwrap_or_default());
    let [parent_defaulted, explicit_defaulted] = [is_defaulted("parent_defaulted")?, is_defaulted("explicit_defaulted")?];
    let creator: CreatorForm = record.parts("token")?.unwrap_or_default();
    let object = NewObject {
        parent: parent.map(|parent| object::defaulted(parent, parent_defaulted)),
        explicit: explicit.map(|explicit| object::defaulted(explicit, explicit_defaulted)),
        owner: sid(creator.owner, "owner", options)?,
        group: sid(creator.group, "group", options)?,
        default_dacl: creator.default_dacl.map(|text| default_dacl(&text, options)).transpose()?,
        flags: flags(record)?,
    };
    match object.missing() {
        Some(Missing::Owner) => Err(Record::bad("field `token` has no `owner`, nor has the explicit descriptor one")),
        Some(Missing::Group) => Err(Record::bad("field `token` has no `group`, nor has the explicit descriptor one")),
        None => Ok(Origin::New(Box::new(object))),
    }
}

/// A descriptor; what is wrong with it names the field, for there are several.
fn descriptor(record: &Record<'_>, field: &str, options: &ParseOptions) -> Result<Option<SecurityDescriptor>, Problem> {
    let read = record
        .descriptor(field, None, |found| found.read(options).map_err(|problem| problem.about(format_args!("field `{field}`"))));
    Ok(read?.map(|read| read.descriptor))
}

fn sid(text: Option<String>, part: &str, options: &ParseOptions) -> Result<Option<Sid>, Problem> {
    let parse = |text: String| Sid::parse(&text, options).map_err(|error| of_token(part, Problem::of(&error)));
    text.map(parse).transpose()
}

fn default_dacl(text: &str, options: &ParseOptions) -> Result<aclavis::Acl, Problem> {
    let read = forms::open_text(text, None).and_then(|found| found.read(options));
    let list = read.and_then(|read| object::default_list(&read.descriptor));
    list.map_err(|problem| of_token("default_dacl", problem))
}

fn of_token(part: &str, problem: Problem) -> Problem {
    problem.about(format_args!("`{part}` of field `token`"))
}

fn flags(record: &Record<'_>) -> Result<AutoInheritFlags, Problem> {
    let flag = |name: &String| AutoInheritFlags::named(name).ok_or_else(|| Record::unknown_value("flags", name));
    match record.get("flags", "a number of 32 bits or a list of names")? {
        Some(Flags::Bits(bits)) => Ok(AutoInheritFlags::from_bits_retain(bits)),
        Some(Flags::Names(names)) => names.iter().map(flag).collect(),
        None => Ok(AutoInheritFlags::empty()),
    }
}
