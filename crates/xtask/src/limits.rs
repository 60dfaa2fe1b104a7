//! What no implementation can do without, in instructions: each byte of the input loaded once, and the input copied.

use std::path::Path;

use crate::command::Outcome;
use crate::figures::{Instructions, Toolchain};
use crate::operations;
use crate::valgrind::{self, Probe};

/// The least work on an input, as `measure limit` knows it.
pub(crate) const LIMITS: [&str; 4] = ["load text", "copy text", "load binary", "copy binary"];
const CALLS: u64 = 200;

/// Counts them for every descriptor.
pub(crate) fn count() -> Outcome<Instructions> {
    let [program, _] = valgrind::programs()?;
    let files = operations::usual_files()?;
    let rows: Vec<(&Path, &str)> = files.iter().flat_map(|file| LIMITS.map(|limit| (file.as_path(), limit))).collect();
    let probe = |(file, limit): &(&Path, &str)| Probe {
        program: program.clone(),
        arguments: vec!["limit".into(), (*limit).into(), (*file).into()],
        calls: CALLS,
    };
    let probes: Vec<Probe> = rows.iter().map(probe).collect();
    let mut counted = Instructions { toolchain: Toolchain::of_now()?, ..Instructions::default() };
    for ((file, limit), count) in rows.into_iter().zip(valgrind::instructions(&probes)?) {
        let subject = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        counted.counts.entry(subject).or_default().insert(limit.to_owned(), count);
    }
    Ok(counted)
}
