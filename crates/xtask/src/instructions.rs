//! Instructions of one call, counted by valgrind: so many calls and twice as many, the difference divided.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{self, Outcome, cargo, is_there, root, target_folder};

/// The operations, in the order in which they are printed.
const OPERATIONS: [&str; 10] = [
    "text->model",
    "text->binary",
    "binary->model",
    "binary->text",
    "validate",
    "access",
    "access-50-groups",
    "access-1000-groups",
    "access-objects",
    "access-condition",
];

/// Calls of the shorter run.
const CALLS: u64 = 500;

/// What a call may cost at the most: file, operation, instructions.
const BARS: &[(&str, &str, u64)] = &[
    ("request.sddl", "text->binary", 4_600),
    ("request.sddl", "text->model", 7_500),
    ("request.sddl", "binary->model", 4_500),
    ("request.sddl", "binary->text", 9_000),
    ("request.sddl", "validate", 700),
    ("request.sddl", "access", 700),
    ("request.sddl", "access-50-groups", 700),
    ("request.sddl", "access-1000-groups", 700),
    ("directory-user.sddl", "text->binary", 16_000),
    ("conditional.sddl", "text->binary", 7_000),
    ("file.sddl", "text->binary", 2_700),
];

/// Operations of card crypto, by the arguments of `card_times`, and what a call may cost at the most. Valgrind's processor has
/// instructions for AES, but none for SHA-256; every byte of the stack that is wiped counts as one.
const CARD_BARS: &[(&str, u64)] = &[
    ("respond tdes3", 13_000),
    ("respond aes128", 9_600),
    ("respond aes192", 9_700),
    ("respond aes256", 9_800),
    ("respond-scheduled tdes3", 9_000),
    ("pin hmac-sha256", 30_000),
    ("pin cmac-aes256", 24_500),
];

/// Measures the files, or the usual ones when none is named.
pub(crate) fn run(files: &[PathBuf], check: bool) -> Outcome {
    if !is_there("valgrind", &["--version"]) {
        return Err("valgrind is needed to count instructions: apt-get install valgrind".to_owned());
    }
    command::run(&mut cargo(&["build", "--release", "--quiet", "--package", "xtask", "--bin", "measure"]))?;
    let program = target_folder().join("release/measure");
    print_toolchain()?;
    let usual;
    let files = if files.is_empty() {
        usual = usual_files()?;
        &usual
    } else {
        files
    };
    let mut above = Vec::new();
    for file in files {
        println!("{}", file.strip_prefix(root()).unwrap_or(file).display());
        for operation in OPERATIONS {
            let instructions = of_a_call(&program, &[operation.as_ref(), file.as_os_str()])?;
            println!("{operation} {instructions}");
            let name = file.file_name().unwrap_or_default();
            let bar = BARS.iter().find(|(file, of, _)| name == *file && operation == *of);
            if let Some((file, operation, bar)) = bar.filter(|(.., bar)| instructions >= *bar) {
                above.push(format!("{file}: {operation} takes {instructions} instructions, the bar is {bar}"));
            }
        }
    }
    above.extend(cards()?);
    if check && !above.is_empty() { Err(above.join("\n")) } else { Ok(()) }
}

/// Measures card crypto; gives what is above its bar.
fn cards() -> Outcome<Vec<String>> {
    command::run(&mut cargo(&["build", "--release", "--quiet", "--package", "xtask", "--bin", "card_times"]))?;
    let program = target_folder().join("release/card_times");
    println!("card crypto");
    let mut above = Vec::new();
    for (operation, bar) in CARD_BARS {
        let instructions = of_a_call(&program, &[operation.as_ref()])?;
        println!("{operation} {instructions}");
        if instructions >= *bar {
            above.push(format!("{operation} takes {instructions} instructions, the bar is {bar}"));
        }
    }
    Ok(above)
}

/// The benchmark texts, where they are there, and the project's own that are not among them.
fn usual_files() -> Outcome<Vec<PathBuf>> {
    let shared = std::env::var_os("ACLAVIS_VECTORS").map_or_else(|| root().join("../shared/vectors"), PathBuf::from);
    let mut files = texts(&shared.join("bench"));
    let own = texts(&root().join("tests/vectors/bench"));
    files.extend(own.into_iter().filter(|own| !files.iter().any(|file| file.file_name() == own.file_name())).collect::<Vec<_>>());
    if files.is_empty() { Err("there is no text to measure".to_owned()) } else { Ok(files) }
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "sddl")).collect();
    files.sort();
    files
}

/// Instructions of one call.
fn of_a_call(program: &Path, arguments: &[&OsStr]) -> Outcome<u64> {
    let [shorter, longer] = [CALLS, CALLS.saturating_mul(2)].map(|calls| count(program, arguments, calls));
    Ok(longer?.saturating_sub(shorter?) / CALLS)
}

/// Instructions of a whole run.
fn count(program: &Path, arguments: &[&OsStr], calls: u64) -> Outcome<u64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program).args(arguments);
    let output = valgrind.arg(calls.to_string()).output().map_err(|error| format!("valgrind: {error}"))?;
    let report = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{} {arguments:?} failed:\n{report}", program.display()));
    }
    let collected = report.lines().find_map(|line| line.split("Collected : ").nth(1));
    collected.and_then(|count| count.trim().parse().ok()).ok_or_else(|| format!("valgrind gave no count:\n{report}"))
}

/// What the figures depend on.
fn print_toolchain() -> Outcome {
    let version = Command::new("rustc").arg("-V").output().map_err(|error| format!("rustc: {error}"))?;
    let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
    let cpu =
        flags.split("target-cpu=").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or("the compiler's default");
    println!("toolchain: {}", String::from_utf8_lossy(&version.stdout).trim());
    println!("target CPU: {cpu} ({})", std::env::consts::ARCH);
    Ok(())
}
