//! How far a run of a fuzzer is.

use std::io::{BufRead, BufReader, Read};
use std::time::{Duration, Instant};

use super::log::Log;

/// The time between two lines of progress.
const INTERVAL: Duration = Duration::from_secs(15);
/// Lines at the end of the output that say what was found.
const LAST_LINES: usize = 60;

/// Reads a fuzzer's output to its end and says now and then how far it is. Gives the figures and the last lines.
pub(super) fn follow(name: &str, seconds: u32, output: impl Read) -> (Log, Vec<String>) {
    let started = Instant::now();
    let mut shown = started;
    let mut log = Log::default();
    let mut last: Vec<String> = Vec::new();
    for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        log.read(&line);
        if shown.elapsed() >= INTERVAL && log.executions > 0 {
            shown = Instant::now();
            let elapsed = started.elapsed().as_secs();
            println!(
                "{name}: {elapsed} of {seconds} s, {} inputs, {} edges, {} features",
                log.executions, log.edges, log.features
            );
        }
        if last.len() >= LAST_LINES {
            last.remove(0);
        }
        last.push(line);
    }
    (log, last)
}
