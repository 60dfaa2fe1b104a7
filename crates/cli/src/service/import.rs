//! `aclavis import`

use serde_json::json;
use zeroize::Zeroizing;

use super::runtime::{administration, block_on, config};
use crate::args::{Format, ImportArgs};
use crate::failure::Failure;
use crate::problem::Problem;
use crate::screen;
use crate::source::Source;

pub(crate) fn run(args: &ImportArgs) -> Result<(), Failure> {
    let config = config(&args.config)?;
    let Source { name, bytes } = Source::of_path(&args.file)?;
    // Templates have keys in them.
    let bytes = Zeroizing::new(bytes);
    let text =
        std::str::from_utf8(&bytes).map_err(|_| Failure::input(&name)(Problem::new("not-utf8", "the file is not UTF-8")))?;
    let imported = block_on(async {
        let administration = administration(&config).await?;
        administration.import(text, args.replace, args.allow_dangling).await
    })?;
    match args.format {
        Format::Json => {
            let objects: Vec<_> = imported
                .iter()
                .map(|object| json!({ "kind": object.kind, "uuid": object.id, "standing": object.standing.name() }))
                .collect();
            screen::print_json(&objects)
        }
        Format::Human => {
            for object in &imported {
                screen::print_result(&format!("{:<9} {:<16} {}", object.standing.name(), object.kind, object.id))?;
            }
            Ok(())
        }
    }
}
