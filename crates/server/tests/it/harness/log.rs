//! The log of all services in this process.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use tracing_subscriber::EnvFilter;

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// What was logged so far, by whatever test.
pub(crate) fn logged() -> String {
    String::from_utf8(LOG.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap()
}

/// Starts to log: everything that the service says, and what its database says of statements.
pub(super) fn start() {
    let filter = EnvFilter::new("info,aclavis_server=trace,aclavis=trace,sqlx=debug,reqwest=off,hyper_util=off");
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(|| Lines);
    lines.json().init();
}

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
