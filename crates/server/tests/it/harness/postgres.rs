//! A PostgreSQL server for this process: in a folder of its own, on a socket of its own, gone when the process is.

use std::fs;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tempfile::TempDir;

/// Where Debian has the programs of each version.
const VERSIONS: &str = "/usr/lib/postgresql";
/// Who runs the server where the tests run as root, which it refuses to do.
const USER: &str = "postgres";
/// The longest that the server may take to start.
const LIMIT: Duration = Duration::from_mins(1);
/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_millis(50);

static CLUSTER: LazyLock<Cluster> = LazyLock::new(Cluster::start);
/// The cluster, once it runs, for whoever ends it.
static RUNNING: Mutex<Option<(PathBuf, TempDir, thread::JoinHandle<()>)>> = Mutex::new(None);

/// Why there is no PostgreSQL, if there is none.
pub(crate) fn missing() -> Option<String> {
    if programs().is_none() {
        return Some("no PostgreSQL".to_owned());
    }
    if !Path::new("/usr/bin/setpriv").exists() {
        return Some("no setpriv".to_owned());
    }
    (is_root() && id(USER).is_none()).then(|| format!("no user {USER}"))
}

/// The address of a new, empty database.
pub(crate) async fn database() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(&CLUSTER.url("postgres")).await.unwrap();
    connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    connection.close().await.unwrap();
    CLUSTER.url(&name)
}

/// The address of the server's own database, and the name of the database with this address.
pub(crate) fn server_and_name(url: &str) -> (String, String) {
    let (path, _) = url.split_once('?').unwrap();
    (CLUSTER.url("postgres"), path.rsplit('/').next().unwrap().to_owned())
}

/// Ends the server, if it was started, and removes what it wrote.
pub(crate) fn stop() {
    let Some((programs, folder, keeper)) = RUNNING.lock().unwrap().take() else { return };
    let mut stop = as_user(&programs.join("pg_ctl"));
    stop.args(["stop", "-s", "-m", "immediate", "-D"]).arg(folder.path().join("data"));
    if !stop.status().is_ok_and(|status| status.success()) {
        eprintln!("the PostgreSQL server does not stop; it ends with this process");
        return;
    }
    keeper.join().unwrap();
    folder.close().unwrap();
}

struct Cluster {
    folder: PathBuf,
}

impl Cluster {
    fn start() -> Self {
        let programs = programs().unwrap();
        let folder = tempfile::Builder::new().prefix("aclavis-pg-").tempdir().unwrap();
        if is_root() {
            chown(folder.path(), id(USER), None).unwrap();
        }
        let data = folder.path().join("data");
        let mut init = as_user(&programs.join("initdb"));
        init.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"]).arg(&data);
        let made = init.output().unwrap();
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));

        let mut server = as_user(&programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(folder.path()).args(["-c", "listen_addresses="]);
        server.stdin(Stdio::null()).stdout(Stdio::null());
        server.stderr(fs::File::create(folder.path().join("log")).unwrap());
        let cluster = Self { folder: folder.path().to_owned() };
        let keeper = keep(server);
        cluster.wait(&keeper);
        *RUNNING.lock().unwrap() = Some((programs, folder, keeper));
        cluster
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.display())
    }

    /// Waits until the server has written that it is ready.
    fn wait(&self, keeper: &thread::JoinHandle<()>) {
        let begin = Instant::now();
        while !fs::read_to_string(self.folder.join("data/postmaster.pid")).is_ok_and(|text| text.contains("ready")) {
            let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(!keeper.is_finished(), "PostgreSQL has ended: {}", log());
            assert!(begin.elapsed() < LIMIT, "PostgreSQL does not start: {}", log());
            thread::sleep(PAUSE);
        }
    }
}

/// Starts the server in a thread that lives as long as it: the server is killed with the thread that started it.
fn keep(mut server: Command) -> thread::JoinHandle<()> {
    let (sender, started) = mpsc::channel();
    let keeper = thread::spawn(move || {
        let child: Child = server.spawn().unwrap();
        sender.send(()).unwrap();
        let mut child = child;
        child.wait().unwrap();
    });
    started.recv().unwrap();
    keeper
}

/// A program that runs as somebody who is not root, and ends when this process does.
fn as_user(program: &Path) -> Command {
    let mut command = Command::new("/usr/bin/setpriv");
    if is_root() {
        command.args(["--reuid", USER, "--regid", USER, "--init-groups", "--reset-env"]);
    }
    command.args(["--pdeathsig", "KILL", "--"]).arg(program).current_dir("/").stdin(Stdio::null());
    command
}

/// The folder with the programs of the latest version.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir(VERSIONS).ok()?.filter_map(Result::ok).filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        let programs = entry.path().join("bin");
        ["initdb", "pg_ctl", "postgres"].iter().all(|name| programs.join(name).exists()).then_some((version, programs))
    });
    versions.max().map(|(_, programs)| programs)
}

fn is_root() -> bool {
    static ROOT: LazyLock<bool> = LazyLock::new(|| id("--real") == Some(0));
    *ROOT
}

/// The number of a user, or of whoever runs the tests.
fn id(user: &str) -> Option<u32> {
    let output = Command::new("id").args(["--user", user]).output().ok()?;
    std::str::from_utf8(&output.stdout).ok()?.trim().parse().ok()
}
