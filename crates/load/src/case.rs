//! Cases: what is asked of which server, by `wrk` with 32 connections.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::site::{REQUESTS, card_id, request_id};

/// Connections.
const CONNECTIONS: &str = "32";
/// What stands before every path of the service.
const BASE: &str = "/CertificateManagement/api/v1.0";

/// Something that is asked again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// The bare server answers without asking its store.
    BareHandler,
    /// The bare server reads.
    BareRead,
    /// The service reads a request.
    Request,
    /// The bare server updates.
    BareUpdate,
    /// The service changes the state of a card.
    Status,
    /// The service proposes a PIN by HMAC.
    PinHmac,
    /// The service proposes a PIN by CMAC with 3DES.
    PinCmac,
}

impl Case {
    /// All of them, in the order of measuring.
    pub(crate) const ALL: [Self; 7] =
        [Self::BareHandler, Self::BareRead, Self::Request, Self::BareUpdate, Self::Status, Self::PinHmac, Self::PinCmac];

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::BareHandler => "bare handler",
            Self::BareRead => "bare read",
            Self::Request => "GET of a request",
            Self::BareUpdate => "bare durable update",
            Self::Status => "PUT of a card's status",
            Self::PinHmac => "proposed PIN, HMAC",
            Self::PinCmac => "proposed PIN, CMAC with 3DES",
        }
    }

    /// Whether the bare server is asked.
    pub(crate) const fn is_bare(self) -> bool {
        matches!(self, Self::BareHandler | Self::BareRead | Self::BareUpdate)
    }

    /// With what it is compared, and the least part of that which it must reach.
    pub(crate) const fn bar(self) -> Option<(Self, f64)> {
        match self {
            Self::BareHandler | Self::BareRead | Self::BareUpdate => None,
            Self::Request => Some((Self::BareRead, 0.5)),
            Self::Status => Some((Self::BareUpdate, 0.5)),
            Self::PinHmac => Some((Self::BareUpdate, 0.4)),
            Self::PinCmac => Some((Self::BareUpdate, 0.2)),
        }
    }

    /// The requests of which it asks: a first number, and how many.
    const fn range(self) -> (usize, usize) {
        match self {
            Self::PinHmac => (0, REQUESTS / 2),
            Self::PinCmac => (REQUESTS / 2, REQUESTS / 2),
            _ => (0, REQUESTS),
        }
    }

    /// The method and the path for one of them.
    fn call(self, number: usize) -> (&'static str, String) {
        let (request, card) = (request_id(number), card_id(number));
        let of_card = format!("{BASE}/requests/{request}/smartcards/{card}");
        match self {
            Self::BareHandler => ("GET", format!("/bare/{request}")),
            Self::BareRead => ("GET", format!("/requests/{request}")),
            Self::BareUpdate => ("PUT", format!("/smartcards/{card}")),
            Self::Request => ("GET", format!("{BASE}/requests/{request}")),
            Self::Status => ("PUT", of_card),
            Self::PinHmac | Self::PinCmac => ("GET", format!("{of_card}/serverproposedpin?challenge=1hFD%2Bcz%2F0so%3D")),
        }
    }

    /// The script for `wrk`: each request in its turn; where something is changed, to the other state each time.
    fn script(self, token: &str) -> String {
        let (first, count) = self.range();
        let calls: Vec<String> = (first..first.saturating_add(count))
            .map(|number| {
                let (method, path) = self.call(number);
                let make = |body: &str| format!("wrk.format('{method}', '{path}', headers, {body})");
                match method {
                    "PUT" => format!("{{{}, {}}}", make("disabled"), make("active")),
                    _ => format!("{{{0}, {0}}}", make("nil")),
                }
            })
            .collect();
        format!(
            "local headers = {{['Authorization'] = 'Bearer {token}', ['Content-Type'] = 'application/json'}}\n\
             local disabled = '{{\"status\":\"Disabled\"}}'\nlocal active = '{{\"status\":\"Active\"}}'\n\
             local calls, at, state\n\
             function init(arguments)\n  calls = {{{}}}\n  at, state = 0, 1\nend\n\
             function request()\n  at = at + 1\n  if at > #calls then at = 1; state = 3 - state end\n  return calls[at][state]\nend\n\
             local failed = 0\n\
             function response(status, headers, body)\n  if status ~= 200 then failed = failed + 1 end\nend\n",
            calls.join(",\n")
        )
    }

    /// Asks for some seconds.
    pub(crate) fn run(self, directory: &Path, address: &str, token: &str, seconds: u32) -> Outcome<Figures> {
        let script = directory.join("case.lua");
        fs::write(&script, self.script(token))?;
        let output = Command::new("wrk")
            .args(["-t1", "-c", CONNECTIONS, "-d", &format!("{seconds}s"), "--latency", "--timeout", "10s", "-s"])
            .arg(&script)
            .arg(format!("http://{address}"))
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        if !output.status.success() || text.contains("Non-2xx") || text.contains("Socket errors") {
            return Err(format!("{}: {text}{}", self.name(), String::from_utf8_lossy(&output.stderr)).into());
        }
        Figures::read(&text).ok_or_else(|| format!("{}: no figures in {text}", self.name()).into())
    }
}

/// What `wrk` has measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// Requests a second.
    pub(crate) rate: f64,
    /// Milliseconds within which half of the answers came.
    pub(crate) median: f64,
    /// Milliseconds within which 99 of 100 answers came.
    pub(crate) p99: f64,
}

impl Figures {
    fn read(text: &str) -> Option<Self> {
        let value = |name: &str| text.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
        let rate = value("Requests/sec:")?.parse().ok()?;
        Some(Self { rate, median: milliseconds(value("50%")?)?, p99: milliseconds(value("99%")?)? })
    }
}

fn milliseconds(text: &str) -> Option<f64> {
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1000.0)];
    units.iter().find_map(|(unit, factor)| Some(text.strip_suffix(unit)?.parse::<f64>().ok()? * factor))
}
