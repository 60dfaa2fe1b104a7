//! `inherit`: the descriptor of a new object, or of a child whose parent has changed.

mod object;
mod record;

use aclavis::ParseOptions;

use crate::args::InheritArgs;
use crate::failure::Failure;
use crate::source::{self, Source};
use crate::{batch, diagnostic, given, screen};
use object::{Kind, Missing, NewObject, Origin};

/// Runs the command.
pub(crate) fn run(args: &InheritArgs) -> Result<(), Failure> {
    let domains = args.domains.sids();
    if args.jsonl {
        return batch::run(|record, reply| reply.send(record::inherit(record, domains)));
    }
    let kind = Kind { is_container: args.container, object_types: args.object_type.clone(), mapping: args.kind.mapping() };
    let inherited = origin(args)?.descriptor(&kind, domains).map_err(Failure::input("arguments"))?;
    screen::print_result(&inherited.output)?;
    if !inherited.lost.is_empty() {
        diagnostic::note(&format!("SDDL cannot say everything: left out {}", inherited.lost.join(", ")));
    }
    Ok(())
}

/// What the arguments say.
fn origin(args: &InheritArgs) -> Result<Origin, Failure> {
    let options = ParseOptions::windows().with_domains(args.domains.sids());
    let inputs = [&args.parent, &args.explicit, &args.child, &args.default_dacl];
    source::reads_stdin_once(&inputs.map(|input| input.as_deref().map(str::as_ref)))?;
    let read = |option: &str, value: &Option<String>| match value {
        Some(value) => Ok(Some(given::descriptor(Source::of_option(option, value)?, &options)?)),
        None => Ok(None),
    };
    let sid = |option: &str, text: &Option<String>| text.as_deref().map(|text| given::sid(option, text, &options)).transpose();
    let parent = read("--parent", &args.parent)?;
    if let (Some(child), Some(parent)) = (read("--child", &args.child)?, &parent) {
        return Ok(Origin::Child { child: Box::new(child.descriptor), parent: Box::new(parent.descriptor.clone()) });
    }
    let default_dacl = match read("--default-dacl", &args.default_dacl)? {
        Some(given) => Some(object::default_list(&given.descriptor).map_err(Failure::input(given.name))?),
        None => None,
    };
    let object = NewObject {
        parent: parent.map(|given| object::defaulted(given.descriptor, args.defaulted.parent_defaulted)),
        explicit: read("--explicit", &args.explicit)?
            .map(|given| object::defaulted(given.descriptor, args.defaulted.explicit_defaulted)),
        owner: sid("--owner", &args.owner)?,
        group: sid("--group", &args.group)?,
        default_dacl,
        flags: args.flags.iter().copied().collect(),
    };
    let needed = |option: &str| Failure::Usage(format!("`{option}` is needed, for there is no explicit descriptor that says it"));
    match object.missing() {
        Some(Missing::Owner) => Err(needed("--owner")),
        Some(Missing::Group) => Err(needed("--group")),
        None => Ok(Origin::New(Box::new(object))),
    }
}
