//! The measured figures, as they are committed: `docs/performance/figures.json`. Each part is measured by itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::command::{Outcome, root};

/// All of them.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figures {
    #[serde(default)]
    pub(crate) instructions: Instructions,
    #[serde(default)]
    pub(crate) limits: Instructions,
    #[serde(default)]
    pub(crate) growth: Growth,
    #[serde(default)]
    pub(crate) criterion: Criterion,
    #[serde(default)]
    pub(crate) card: Card,
    #[serde(default)]
    pub(crate) service: Service,
}

/// Instructions of a call: by subject, a descriptor's file or a kind of value, and operation.
pub(crate) type Counts = BTreeMap<String, BTreeMap<String, u64>>;

/// What instructions depend on besides the code.
#[derive(Clone, Default, Deserialize, PartialEq, Serialize)]
pub(crate) struct Toolchain {
    /// As rustc calls itself.
    pub(crate) rustc: String,
    /// The processor for which is compiled.
    pub(crate) target: String,
}

/// Counted instructions.
#[derive(Default, Deserialize, Serialize)]
pub(crate) struct Instructions {
    pub(crate) toolchain: Toolchain,
    pub(crate) counts: Counts,
}

/// Instructions by the size of the input.
#[derive(Default, Deserialize, Serialize)]
pub(crate) struct Growth {
    pub(crate) toolchain: Toolchain,
    /// By operation: sizes and instructions.
    pub(crate) series: BTreeMap<String, Vec<(u32, u64)>>,
}

/// Times by criterion.
#[derive(Default, Deserialize, Serialize)]
pub(crate) struct Criterion {
    pub(crate) toolchain: Toolchain,
    /// By group and function.
    pub(crate) groups: BTreeMap<String, BTreeMap<String, Time>>,
}

/// The time of a call.
#[derive(Clone, Copy, Deserialize, Serialize)]
pub(crate) struct Time {
    /// The median in nanoseconds.
    pub(crate) median: f64,
    /// Bytes of input, where they are what counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) bytes: Option<u64>,
}

/// Card crypto beside OpenSSL: nanoseconds of a call, the median of the rounds.
#[derive(Default, Deserialize, Serialize)]
pub(crate) struct Card {
    pub(crate) medians: BTreeMap<String, f64>,
}

/// The service under load.
#[derive(Default, Deserialize, Serialize)]
pub(crate) struct Service {
    /// The commit that was measured.
    #[serde(default)]
    pub(crate) commit: String,
    /// Rounds, and seconds of each.
    pub(crate) rounds: usize,
    pub(crate) seconds: u32,
    /// In the order in which they were measured.
    pub(crate) cases: Vec<Case>,
    /// MiB that the service had resident at the most.
    pub(crate) resident: f64,
    /// MiB that it may have.
    pub(crate) resident_bar: f64,
}

/// Something that is asked again and again.
#[derive(Deserialize, Serialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// Requests a second.
    pub(crate) rate: f64,
    /// Milliseconds within which half of the answers came.
    pub(crate) median: f64,
    /// Milliseconds within which 99 of 100 answers came.
    pub(crate) p99: f64,
    /// The bare case with which it is compared, and the part of its rate that it must reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) beside: Option<(String, f64)>,
    /// The case whose 99th percentile is compared, and how many times as long this one may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) p99_beside: Option<(String, f64)>,
}

/// Where they are.
pub(crate) fn file() -> PathBuf {
    root().join("docs/performance/figures.json")
}

impl Figures {
    pub(crate) fn read() -> Outcome<Self> {
        let file = file();
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
    }

    pub(crate) fn write(&self) -> Outcome {
        let file = file();
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        fs::write(&file, text + "\n").map_err(|error| format!("{}: {error}", file.display()))
    }
}

impl Toolchain {
    /// The one with which is measured now.
    pub(crate) fn of_now() -> Outcome<Self> {
        let version = Command::new("rustc").arg("-V").output().map_err(|error| format!("rustc: {error}"))?;
        let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
        let cpu = flags.split("target-cpu=").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or("default");
        let rustc = String::from_utf8_lossy(&version.stdout).trim().to_owned();
        Ok(Self { rustc, target: format!("{cpu} {}", std::env::consts::ARCH) })
    }
}

impl std::fmt::Display for Toolchain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.rustc, self.target)
    }
}
