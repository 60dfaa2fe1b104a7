//! Servers as processes.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::Outcome;

/// A server. It is killed when this is dropped.
pub(crate) struct Server {
    process: Child,
    /// The address, with its port.
    pub(crate) address: String,
    /// The address of the administration; the bare server has none.
    pub(crate) administration: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // A process that has ended already needs no killing.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// The bare server, which says its address on standard output.
    pub(crate) fn bare(mut command: Command) -> Outcome<Self> {
        let mut process = command.stdout(Stdio::piped()).spawn()?;
        let out = process.stdout.take().ok_or("no output")?;
        let mut address = String::new();
        BufReader::new(out).read_line(&mut address)?;
        Ok(Self { process, address: address.trim().to_owned(), administration: String::new() })
    }

    /// The service, which says its address in its log. The log is read and thrown away, as somebody who keeps it would read it.
    pub(crate) fn service(mut command: Command) -> Outcome<Self> {
        let mut process = command.stderr(Stdio::piped()).spawn()?;
        let mut lines = BufReader::new(process.stderr.take().ok_or("no log")?).lines();
        for line in lines.by_ref() {
            let line: Value = serde_json::from_str(&line?)?;
            let text = |name| line.get(name).and_then(Value::as_str).map(str::to_owned);
            if let (Some(address), Some(administration)) = (text("api"), text("admin")) {
                std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
                return Ok(Self { process, address, administration });
            }
        }
        Err("the service has ended".into())
    }

    /// Kilobytes that are resident now, and that were at the most.
    pub(crate) fn resident(&self) -> Outcome<(u64, u64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("no such line")?;
            Ok::<u64, Box<dyn std::error::Error>>(line.trim_matches([' ', '\t', ':', 'k', 'B']).parse()?)
        };
        Ok((of("VmRSS")?, of("VmHWM")?))
    }
}
