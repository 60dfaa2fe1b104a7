//! A site: a directory with configuration, secrets, keys of an issuer and a store, and the service as a process over it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use aclavis_issuer::Issuer;
use serde_json::{Value, json};
use tempfile::TempDir;

/// The template of the site's requests.
pub(super) const TEMPLATE: &str = "a039b4d0-5ce8-4eff-8651-181c6576fda3";
/// Alice's identifier.
pub(super) const ALICE: &str = "8f1590dc-d932-4b66-8e68-2e91c5880780";
/// Alice's SID.
pub(super) const ALICE_SID: &str = "S-1-5-21-1-2-3-1000";

pub(super) struct Site {
    pub(super) directory: TempDir,
    issuer: Issuer,
}

impl Site {
    /// A site with a template after which requests are approved at once, or not.
    pub(super) fn new(approves: bool) -> Self {
        let directory = TempDir::new().unwrap();
        let issuer = Issuer::new("https://issuer.test", "https://cm.test").unwrap();
        let site = Self { directory, issuer };
        let path = site.directory.path();
        fs::write(path.join("jwks.json"), site.issuer.jwks()).unwrap();
        fs::write(path.join("aclavis.toml"), CONFIGURATION).unwrap();
        let template = json!({ "ProfileTemplates": [{
            "Uuid": TEMPLATE, "Name": "logon", "IsSmartcardProfileTemplate": true, "AutoApprove": approves,
            "SecurityDescriptor": "O:SYD:(A;;RCLC;;;AU)", "UserPinOption": "ServerDistributed",
        }]});
        fs::write(path.join("templates.json"), template.to_string()).unwrap();
        assert!(site.run(&["card", "generate", "--master", "--out", "master-1.key"]).status.success());
        let imported = site.run(&["import", "templates.json"]);
        assert!(imported.status.success(), "{imported:?}");
        site
    }

    pub(super) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Runs a command of the program in the site's directory.
    pub(super) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aclavis"));
        command.current_dir(self.path()).args(arguments).stdin(Stdio::null()).env("USER", "root").env_remove("SUDO_USER");
        command
    }

    /// A token of Alice.
    pub(super) fn token(&self) -> String {
        let claims = json!({ "primarysid": ALICE_SID, "objectguid": ALICE });
        self.issuer.token(&claims, Duration::from_hours(1))
    }

    /// Starts the service and waits until it listens.
    pub(super) fn serve(&self) -> Server {
        let mut process = self.command(&["serve"]).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let listening = loop {
            let line = lines.next().expect("the service has ended").unwrap();
            let line: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("no line of a log: {line}"));
            if line["message"] == "listening" {
                break line;
            }
        };
        // The log is read on, or the service would wait for its reader.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let base = format!("http://{}/CertificateManagement/api/v1.0", listening["api"].as_str().unwrap());
        Server { process, base }
    }
}

/// The service as a process. It is killed when this is dropped.
pub(super) struct Server {
    pub(super) process: Child,
    /// What stands before every path.
    pub(super) base: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const CONFIGURATION: &str = r#"
[api]
enabled = true
listen = "127.0.0.1:0"
[admin]
listen = "127.0.0.1:0"
[auth]
domains = ["S-1-5-21-1-2-3"]
[auth.bearer]
issuer = "https://issuer.test"
audience = "https://cm.test"
jwks = "jwks.json"
[secrets]
system = "test"
[[secrets.master]]
version = 1
file = "master-1.key"
[sensitive]
group = "anyone-with-execute"
[limits]
peer = { per_second = 0 }
principal = { per_second = 0 }
"#;
