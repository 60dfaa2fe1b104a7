//! Runs the binary.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The documented Request object of the certificate-management API.
pub(crate) const REQUEST: &str = concat!("@", env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/rest/request-completed.json");

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// The output of a run that exits with 0 and is silent otherwise.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        self.answers(0)
    }

    /// The output of a run that exits with this code and is silent otherwise.
    #[track_caller]
    pub(crate) fn answers(self, code: i32) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (Some(code), ""), "{}", self.stdout);
        self.stdout
    }

    /// The errors of a run that exits with this code and prints nothing else.
    #[track_caller]
    pub(crate) fn fails_with(self, code: i32) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (Some(code), ""), "{}", self.stderr);
        self.stderr
    }
}

/// Runs the program with these arguments and nothing on standard input.
pub(crate) fn aclavis(arguments: &[&str]) -> Outcome {
    aclavis_reading(arguments, b"")
}

/// Runs the program with these arguments and bytes on standard input.
pub(crate) fn aclavis_reading(arguments: &[&str], stdin: &[u8]) -> Outcome {
    run(command(arguments), stdin)
}

/// Runs a batch of a command over these records.
pub(crate) fn batch(command: &str, records: &str) -> Outcome {
    aclavis_reading(&[command, "--jsonl"], records.as_bytes())
}

/// The program with these arguments, in an environment that does not ask for colours.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aclavis"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs a command with bytes on standard input.
pub(crate) fn run(mut command: Command, stdin: &[u8]) -> Outcome {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let stdin = stdin.to_vec();
    // A program that stops early does not read everything.
    let writer = std::thread::spawn(move || drop(pipe.write_all(&stdin)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A file with these bytes that no other test has; its path.
pub(crate) fn file(name: &str, bytes: impl AsRef<[u8]>) -> String {
    static FILES: AtomicUsize = AtomicUsize::new(0);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(FILES.fetch_add(1, Ordering::Relaxed).to_string());
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A file with these bytes, as an input.
pub(crate) fn input(name: &str, bytes: impl AsRef<[u8]>) -> String {
    format!("@{}", file(name, bytes))
}
