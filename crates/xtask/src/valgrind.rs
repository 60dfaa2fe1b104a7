//! Instructions of one call, counted by valgrind: so many calls and twice as many, the difference divided.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use crate::command::{self, Outcome, cargo, is_there, target_folder};

/// How glibc copies and fills: never by one instruction that repeats itself, of which valgrind counts every byte, and not by the size of
/// the machine's cache.
const TUNABLES: &str = "glibc.cpu.x86_rep_movsb_threshold=0x7fffffff:glibc.cpu.x86_rep_stosb_threshold=0x7fffffff:\
    glibc.cpu.x86_non_temporal_threshold=0xfffffff";

/// Something whose instructions are counted.
pub(crate) struct Probe {
    /// The program, which repeats a call as often as its last argument says.
    pub(crate) program: PathBuf,
    /// Its other arguments.
    pub(crate) arguments: Vec<OsString>,
    /// Calls of the shorter run.
    pub(crate) calls: u64,
}

/// Builds the programs that repeat calls. Gives the one of the library and the one of card crypto.
pub(crate) fn programs() -> Outcome<[PathBuf; 2]> {
    if !is_there("valgrind", &["--version"]) {
        return Err("valgrind is needed to count instructions: apt-get install valgrind".to_owned());
    }
    let build = ["build", "--release", "--quiet", "--package", "xtask", "--bin", "measure", "--bin", "card_times"];
    command::run(&mut cargo(&build))?;
    let built = target_folder().join("release");
    Ok([built.join("measure"), built.join("card_times")])
}

/// Instructions of one call of each, in order. As many run at once as there are processors: what else runs does not change a count.
pub(crate) fn instructions(probes: &[Probe]) -> Outcome<Vec<u64>> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(probes.len());
    let waiting = Mutex::new(probes.iter().enumerate());
    let next = || waiting.lock().ok().and_then(|mut waiting| waiting.next());
    let work = || -> Outcome<Vec<(usize, u64)>> {
        std::iter::from_fn(next).map(|(place, probe)| Ok((place, probe.of_a_call()?))).collect()
    };
    let mut counts = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let counts = threads.into_iter().map(|thread| thread.join().map_err(|_| "a thread has panicked".to_owned())?);
        counts.collect::<Outcome<Vec<_>>>().map(|counts| counts.concat())
    })?;
    counts.sort_unstable();
    Ok(counts.into_iter().map(|(_, count)| count).collect())
}

impl Probe {
    fn of_a_call(&self) -> Outcome<u64> {
        let [shorter, longer] = [self.calls, self.calls.saturating_mul(2)].map(|calls| self.count(calls));
        let calls = longer?.saturating_sub(shorter?);
        calls.checked_div(self.calls).ok_or_else(|| "no call was to be counted".to_owned())
    }

    /// Instructions of a whole run.
    fn count(&self, calls: u64) -> Outcome<u64> {
        let mut valgrind = Command::new("valgrind");
        valgrind.env("GLIBC_TUNABLES", TUNABLES);
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(&self.program).args(&self.arguments);
        let output = valgrind.arg(calls.to_string()).output().map_err(|error| format!("valgrind: {error}"))?;
        let report = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(format!("{} {:?} failed:\n{report}", self.program.display(), self.arguments));
        }
        let collected = report.lines().find_map(|line| line.split("Collected : ").nth(1));
        collected.and_then(|count| count.trim().parse().ok()).ok_or_else(|| format!("valgrind gave no count:\n{report}"))
    }
}
