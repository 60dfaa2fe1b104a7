//! Every feature by itself: what compiles with all of them may lack something with one.

use crate::command::{Outcome, cargo, run};
use crate::metadata::{self, Member};

/// The core, whose features anybody may combine.
const CORE: &str = "aclavis";

/// Lints the core with each set of its features, and every other package without its default ones; runs the examples in the core's
/// documentation without any. With `tests`, lints the core's tests with each set too, and runs them, examples included. All features
/// together are those of `clippy` and `test`.
pub(crate) fn check(tests: bool) -> Outcome {
    for member in metadata::members()?.iter().filter(|member| !member.features.is_empty()) {
        let is_core = member.name == CORE;
        for set in if is_core { sets(member) } else { vec![none()] } {
            let set: Vec<&str> = set.iter().map(String::as_str).collect();
            let targets = if tests && is_core { "--all-targets" } else { "--lib" };
            let lint = ["clippy", "--package", &member.name, targets, "--quiet"];
            run(cargo(&lint).args(&set).args(["--", "-D", "warnings"]))?;
            if tests && is_core {
                run(cargo(&["test", "--package", CORE, "--quiet"]).args(&set))?;
            }
        }
    }
    if tests { Ok(()) } else { run(cargo(&["test", "--package", CORE, "--doc", "--quiet"]).args(none())) }
}

/// No feature, each alone, the default ones: as arguments to cargo.
fn sets(member: &Member) -> Vec<Vec<String>> {
    let alone = member.features.iter().map(|feature| [none(), vec!["--features".to_owned(), feature.clone()]].concat());
    [none()].into_iter().chain(alone).chain(member.has_default.then(Vec::new)).collect()
}

fn none() -> Vec<String> {
    vec!["--no-default-features".to_owned()]
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::sets;
    use crate::metadata::Member;

    #[test]
    fn every_feature_is_alone_once() {
        let features = ["card", "serde"].map(str::to_owned).to_vec();
        let member = Member { name: "core".to_owned(), folder: PathBuf::new(), rust_version: None, features, has_default: true };
        let joined: Vec<String> = sets(&member).iter().map(|set| set.join(" ")).collect();
        let alone = ["--no-default-features --features card", "--no-default-features --features serde"];
        assert_eq!(joined, ["--no-default-features", alone[0], alone[1], ""]);
    }
}
