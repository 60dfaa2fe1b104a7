//! A record of a batch of conversions.

use super::conversion::{Conversion, Converted};
use crate::args::ConvertArgs;
use crate::batch::Record;
use crate::problem::Problem;

/// Converts what a record says; what it does not say is as on the command line.
pub(super) fn convert(record: &Record<'_>, args: &ConvertArgs) -> Result<Converted, Problem> {
    let conversion = Conversion {
        to: record.choice("to")?.or(args.to).ok_or_else(|| Record::missing("to"))?,
        layout: record.choice("layout")?.unwrap_or(args.layout),
        trailing_nuls: args.trailing_nuls,
        strict: record.get("strict", "true or false")?.unwrap_or(args.strict),
        domains: record.domains(args.domains.sids())?,
    };
    let from = record.choice("from")?.or(args.from);
    let converted = record.descriptor("input", from, |found| conversion.run(found))?;
    converted.ok_or_else(|| Record::missing("input"))
}
