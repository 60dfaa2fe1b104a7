//! Every feature by itself: what compiles with all of them may lack something with one.

use crate::command::{Outcome, cargo, run};
use crate::metadata::{self, Member};

/// The core, whose features anybody may combine.
const CORE: &str = "aclavis";

/// Lints the core with each set of its features, tests included, and every other package without its default ones; with `tests`,
/// runs the core's tests with each set too. All features together are those of `clippy` and `test`.
pub(crate) fn check(tests: bool) -> Outcome {
    for member in metadata::members()?.iter().filter(|member| !member.features.is_empty()) {
        for set in if member.name == CORE { sets(member) } else { vec![none()] } {
            let set: Vec<&str> = set.iter().map(String::as_str).collect();
            let lint = ["clippy", "--package", &member.name, "--all-targets", "--quiet"];
            run(cargo(&lint).args(&set).args(["--", "-D", "warnings"]))?;
            if tests && member.name == CORE {
                run(cargo(&["test", "--package", CORE, "--quiet"]).args(&set))?;
            }
        }
    }
    documentation()
}

/// The examples in documentation, with the features that they may do without. All of them together are part of the tests.
fn documentation() -> Outcome {
    for set in [&["--no-default-features"][..], &[]] {
        run(cargo(&["test", "--package", CORE, "--doc", "--quiet"]).args(set))?;
    }
    Ok(())
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
