//! What secrets leave behind, and what depends on them: the checks of `tests/hygiene`.

use std::path::Path;
use std::process::Command;

use crate::command::{Outcome, cargo, is_there, run, target_folder};

/// The profiles, and the folders into which cargo builds them: unoptimised, as the command line is built, as programs that depend on the
/// library are built.
const PROFILES: [(&str, &str); 3] = [("dev", "debug"), ("release", "release"), ("dependent", "dependent")];

/// Runs them all, and the optimised ones under valgrind.
pub(crate) fn check() -> Outcome {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Err("the memory of a process is scanned on Linux, with an x86-64 processor".to_owned());
    }
    if !is_there("valgrind", &["--version"]) {
        return Err("valgrind is needed to find what depends on secrets: apt-get install valgrind".to_owned());
    }
    let target = target_folder().join("hygiene");
    for (profile, folder) in PROFILES {
        let mut build =
            cargo(&["build", "--quiet", "--profile", profile, "--manifest-path", "tests/hygiene/Cargo.toml", "--target-dir"]);
        run(build.arg(&target))?;
        let program = target.join(folder).join("aclavis-hygiene");
        run(Command::new(&program).arg("freed-blocks"))?;
        run(Command::new(&program).arg("memory-scan"))?;
        if profile != "dev" {
            secret_dependence(&program)?;
        }
    }
    Ok(())
}

/// Runs the program under memcheck. What memcheck says is shown only if something is wrong: some complaints are expected.
fn secret_dependence(program: &Path) -> Outcome {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--quiet", "--error-limit=no", "--num-callers=20"]).arg(program).arg("secret-dependence");
    eprintln!("\n$ {}", format!("{valgrind:?}").replace('"', ""));
    let output = valgrind.output().map_err(|error| format!("valgrind: {error}"))?;
    println!("{}", String::from_utf8_lossy(&output.stdout).trim_end());
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{}\nsomething depends on a secret", String::from_utf8_lossy(&output.stderr)))
}
