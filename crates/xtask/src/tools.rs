//! Programs that jobs run and that no crate depends on: installed below the target folder, each in the version that its job was
//! written for.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Outcome, cargo, is_there, run, target_folder};
use crate::packages;

/// A program of crates.io. Cargo leaves alone what is installed already, and goes on where an installation was interrupted.
pub(crate) fn from_crates(name: &str, version: &str) -> Outcome<PathBuf> {
    let folder = target_folder().join("tools");
    let program = folder.join("bin").join(name);
    let build = folder.join("build").join(name);
    if !program.exists() {
        eprintln!("{name} {version} is compiled once, which takes minutes");
    }
    let mut install = cargo(&["install", "--quiet", "--locked", name, "--version", &format!("={version}"), "--root"]);
    install.arg(&folder).arg("--target-dir").arg(&build);
    // It works for seconds: what the compiler saves counts for more than what the program loses.
    install.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    run(&mut install).map_err(|error| format!("{name} cannot be had: {error}"))?;
    if build.exists() {
        std::fs::remove_dir_all(&build).map_err(|error| format!("{}: {error}", build.display()))?;
    }
    Ok(program)
}

/// A program of PyPI, in an environment of its own.
pub(crate) fn from_pypi(package: &str, version: &str, program: &str) -> Outcome<PathBuf> {
    let environment = target_folder().join("tools/python").join(format!("{package}-{version}"));
    let program = environment.join("bin").join(program);
    if !is_installed(&program) {
        packages::install(package, &["python3", "python3-venv"]);
        let mut create = Command::new("python3");
        run(create.args(["-m", "venv", "--clear"]).arg(&environment))
            .map_err(|error| format!("{package} cannot be had: {error}"))?;
        let mut install = Command::new(environment.join("bin/pip"));
        install.args(["install", "--quiet", "--disable-pip-version-check", &format!("{package}=={version}")]);
        run(&mut install).map_err(|error| format!("{package} cannot be had: {error}"))?;
    }
    Ok(program)
}

fn is_installed(program: &Path) -> bool {
    program.to_str().is_some_and(|program| is_there(program, &["--version"]))
}
