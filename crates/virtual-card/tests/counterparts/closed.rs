//! Namespaces that nothing comes into and nothing stays out of.

use std::env;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::tool;

/// Set inside of the namespaces.
const INSIDE: &str = "ACLAVIS_COUNTERPARTS_INSIDE";
/// The longest that everything may take.
const LIMIT: Duration = Duration::from_mins(3);
/// The configuration of the virtual reader.
const VPCD: &str = "/etc/reader.conf.d/vpcd";

/// Whether this is the process inside of the namespaces.
pub(crate) fn is_inside() -> bool {
    env::var_os(INSIDE).is_some()
}

/// What is missing to get inside.
pub(crate) fn missing() -> Option<String> {
    if let Some(reason) = ["unshare", "mount", "ip", "pcscd"].into_iter().find_map(tool::missing) {
        return Some(reason);
    }
    if !Path::new(VPCD).exists() {
        return Some(format!("no {VPCD} (package vsmartcard-vpcd)"));
    }
    unshare().is_none().then(|| "no right to make namespaces".to_owned())
}

/// Becomes a process that runs this program again inside of namespaces; returns where that fails.
pub(crate) fn enter() -> io::Error {
    match (env::current_exe(), unshare()) {
        (Ok(program), Some(mut unshare)) => unshare.arg(program).args(env::args_os().skip(1)).env(INSIDE, "1").exec(),
        (Err(error), _) => error,
        (_, None) => io::ErrorKind::PermissionDenied.into(),
    }
}

/// Sets up the namespaces from inside, and sees to it that they do not last for ever. What could not be done is returned.
pub(crate) fn furnish() -> Option<String> {
    thread::spawn(|| {
        thread::sleep(LIMIT);
        eprintln!("the tests have taken more than {LIMIT:?}");
        process::exit(1);
    });
    let steps: [&[&str]; 2] = [&["ip", "link", "set", "lo", "up"], &["mount", "-t", "tmpfs", "tmpfs", "/run"]];
    steps.into_iter().find_map(|step| {
        let done = tool::command(step[0]).args(&step[1..]).status().is_ok_and(|status| status.success());
        (!done).then(|| format!("`{}` failed", step.join(" ")))
    })
}

/// The command that makes namespaces and runs in them what is added to it: as root, or as somebody who becomes root in there.
fn unshare() -> Option<Command> {
    let ways: [&[&str]; 2] = [&[], &["--map-root-user"]];
    ways.into_iter().find_map(|way| {
        let command = || {
            let mut command = tool::command("unshare");
            command.args(way).args(["--net", "--mount", "--pid", "--fork", "--kill-child"]);
            command
        };
        let works = command().arg("true").stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        works.then(command)
    })
}
