//! Licences, bans, sources and advisories of dependencies, by cargo-deny: what `deny.toml` says.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Outcome, root, run};
use crate::tools;

/// The version of cargo-deny: what its configuration may say changes from one to the next.
const CARGO_DENY: &str = "0.20.2";
/// A clone of RustSec's database, for who does not name it as an argument.
const VARIABLE: &str = "ACLAVIS_ADVISORIES";
/// Where `deny.toml` says that databases are, and what cargo-deny calls RustSec's among them.
const DATABASE: &str = "target/advisories/advisory-db-3157b0e258782691";

/// Checks the dependencies; their advisories only where a database is given, for nothing is fetched.
pub(crate) fn check(advisories: Option<&Path>) -> Outcome {
    let program = tools::from_crates("cargo-deny", CARGO_DENY)?;
    let check = |network: &[&str], what: &[&str]| {
        let mut deny = Command::new(&program);
        deny.current_dir(root()).args(["--workspace", "--all-features", "--locked"]).args(network);
        run(deny.args(["check", "--hide-inclusion-graph"]).args(what))
    };
    check(&[], &["licenses", "bans", "sources"])?;
    let Some(database) = advisories.map(Path::to_owned).or_else(|| std::env::var_os(VARIABLE).map(PathBuf::from)) else {
        println!(
            "advisories: not run, no database given (--advisories or {VARIABLE}: a clone of github.com/RustSec/advisory-db)"
        );
        return Ok(());
    };
    link(&database)?;
    check(&["--offline"], &["advisories"])
}

/// Puts a database where cargo-deny looks for it.
fn link(database: &Path) -> Outcome {
    let database = database.canonicalize().map_err(|error| format!("{}: {error}", database.display()))?;
    let link = root().join(DATABASE);
    let linked = || {
        fs::create_dir_all(link.parent().unwrap_or(&link))?;
        if link.is_symlink() {
            fs::remove_file(&link)?;
        }
        symlink(&database, &link)
    };
    linked().map_err(|error| format!("{}: {error}", link.display()))
}
