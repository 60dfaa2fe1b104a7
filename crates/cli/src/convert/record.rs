//! A record of a batch of conversions.

use aclavis::{DomainSids, Sid};
use clap::ValueEnum;

use super::conversion::{Conversion, Converted};
use crate::args::{ConvertArgs, InputForm};
use crate::batch::Record;
use crate::forms;
use crate::problem::Problem;

/// Converts what a record says; what it does not say is as on the command line.
pub(super) fn convert(record: &Record<'_>, args: &ConvertArgs) -> Result<Converted, Problem> {
    let from = choice(record, "from")?.or(args.from);
    let conversion = Conversion {
        to: choice(record, "to")?.or(args.to).ok_or_else(|| Record::bad("field `to` is missing"))?,
        layout: choice(record, "layout")?.unwrap_or(args.layout),
        trailing_nuls: args.trailing_nuls,
        strict: record.get("strict", "true or false")?.unwrap_or(args.strict),
        domains: domains(record, args.domains.sids())?,
    };
    if let (Some(InputForm::Json) | None, Some(object)) = (from, record.object("input")) {
        return conversion.run(forms::open_text(object, Some(InputForm::Json))?);
    }
    let input: String = record.get("input", "a string")?.ok_or_else(|| Record::bad("field `input` is missing"))?;
    conversion.run(forms::open_text(&input, from)?)
}

/// A field with the name of a value of a command-line option.
fn choice<T: ValueEnum>(record: &Record<'_>, field: &str) -> Result<Option<T>, Problem> {
    let name: Option<String> = record.get(field, "a string")?;
    let value = |name: String| {
        T::from_str(&name, false)
            .map_err(|_| Record::bad(format!("field `{field}` has the unknown value `{}`", name.escape_debug())))
    };
    name.map(value).transpose()
}

fn domains(record: &Record<'_>, defaults: DomainSids) -> Result<DomainSids, Problem> {
    let sid = |field: &str, default: Option<Sid>| {
        let text: Option<String> = record.get(field, "a SID")?;
        let sid = text.map(|text| text.parse().map_err(|error: aclavis::Error| Record::bad(format!("field `{field}`: {error}"))));
        Ok(sid.transpose()?.or(default))
    };
    Ok(DomainSids {
        machine: sid("machine", defaults.machine)?,
        domain: sid("domain", defaults.domain)?,
        forest: sid("forest", defaults.forest)?,
    })
}
