//! Tools, run with a limit of time.

use std::env;
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The longest that a tool may take.
const LIMIT: Duration = Duration::from_secs(30);
/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// What a tool said and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    pub(crate) fn new(code: i32, stdout: &str, stderr: &str) -> Self {
        Self { code: Some(code), stdout: stdout.to_owned(), stderr: stderr.to_owned() }
    }
}

/// Folders of tools that are not in everybody's `PATH`.
const FOLDERS: [&str; 2] = ["/usr/sbin", "/sbin"];

/// Why a tool cannot be run, if it cannot.
pub(crate) fn missing(tool: &str) -> Option<String> {
    find(tool).is_none().then(|| format!("no {tool}"))
}

/// The command that runs a tool.
pub(crate) fn command(tool: &str) -> Command {
    Command::new(find(tool).unwrap_or_else(|| tool.into()))
}

fn find(tool: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders = env::split_paths(&path).chain(FOLDERS.map(PathBuf::from));
    folders.find_map(|folder| Some(folder.join(tool)).filter(|file| file.is_file()))
}

/// Runs a tool with nothing but these arguments and variables of the environment.
pub(crate) fn run(tool: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Outcome {
    let mut child = command(tool)
        .args(arguments)
        .env_clear()
        .env("HOME", home())
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{tool}: {error}"));
    let (stdout, stderr) = (collect(child.stdout.take()), collect(child.stderr.take()));
    let code = wait(&mut child, tool);
    Outcome { code, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() }
}

/// A folder in the memory of the namespaces, which tools may fill.
fn home() -> &'static str {
    let home = "/run/home";
    fs::create_dir_all(home).expect("/run is our own");
    home
}

fn collect(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.unwrap().read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The exit code. A tool that takes too long is ended, and the test fails.
fn wait(child: &mut Child, tool: &str) -> Option<i32> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        if start.elapsed() > LIMIT {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{tool} took more than {LIMIT:?}");
        }
        thread::sleep(PAUSE);
    }
}
