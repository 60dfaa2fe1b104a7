//! Programs of Debian packages.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::command::is_there;

/// What tests talk to: tools that talk to the virtual card, the daemon and the driver between them, what keeps these to themselves,
/// OpenSSL, and PostgreSQL, which tests start themselves.
const FOR_TESTS: &[&str] =
    &["opensc", "pcscd", "vsmartcard-vpcd", "yubico-piv-tool", "iproute2", "mount", "util-linux", "openssl", "postgresql"];
/// Where the package of PostgreSQL looks for what to do about a database of the whole machine.
const NO_CLUSTER: &str = "/etc/postgresql-common/createcluster.d/aclavis-tests.conf";

/// Installs what tests talk to. Where that is not possible, the tests that need it say that they are skipped.
pub(crate) fn install_for_tests() {
    install("tests against real tools", FOR_TESTS);
}

/// Installs what is missing where that is possible without asking anybody: on Debian, as root.
pub(crate) fn install(purpose: &str, packages: &[&str]) {
    let missing: Vec<&str> = packages.iter().filter(|package| !is_installed(package)).copied().collect();
    if missing.is_empty() {
        return;
    }
    let names = missing.join(" ");
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if !is_root || !is_there("apt-get", &["--version"]) {
        eprintln!("{purpose}: these packages of Debian are missing: {names}");
        return;
    }
    eprintln!("installing for {purpose}: {names}");
    let apt = |arguments: &[&str], packages: &[&str]| {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments).args(packages).stdout(Stdio::null());
        apt.status().is_ok_and(|status| status.success())
    };
    let no_cluster = missing.contains(&"postgresql") && forbid_cluster();
    if !(apt(&["update", "-qq"], &[]) && apt(&["install", "-y", "-qq", "--no-install-recommends"], &missing)) {
        eprintln!("they cannot be installed; what needs them will say so");
    }
    if no_cluster {
        // It was for this installation only.
        let _ = fs::remove_file(NO_CLUSTER);
    }
}

/// Keeps the package of PostgreSQL from making a database of the whole machine, and from starting a server that nobody asked for.
fn forbid_cluster() -> bool {
    let file = Path::new(NO_CLUSTER);
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder).and_then(|()| fs::write(file, "create_main_cluster = false\n")).is_ok()
}

fn is_installed(package: &str) -> bool {
    let status = Command::new("dpkg-query").args(["--show", "--showformat=${Status}", package]).output();
    status.is_ok_and(|status| status.stdout == b"install ok installed")
}
