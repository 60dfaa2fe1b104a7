//! A short run of every target.

use super::log::Log;
use super::program::Programs;
use super::targets::named;
use crate::command::Outcome;

/// Builds every target and runs each for so many seconds, with the address sanitizer where a nightly compiler is there.
pub(crate) fn smoke(seconds: u32) -> Outcome {
    let programs = Programs::build()?;
    for target in named(&[])? {
        let output = programs.fuzzer(target, seconds)?.arg("-verbosity=0").output();
        let output = output.map_err(|error| format!("{}: {error}", target.name))?;
        let report = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(format!("{report}\n{} found something: {}", target.name, target.artifacts().display()));
        }
        let log = Log::of(&report);
        if log.executions == 0 {
            return Err(format!("{report}\n{} took no input", target.name));
        }
        println!("{}: {} inputs, nothing found", target.name, log.executions);
    }
    Ok(())
}
