//! The end that comes from outside.

use std::io;

/// Waits for Ctrl-C, for SIGTERM, and for the end of the terminal.
pub(super) fn interrupted() -> io::Result<impl Future<Output = ()>> {
    let signalled = aclavis_server::http::signalled()?;
    #[cfg(unix)]
    let mut hangup = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            () = signalled => {}
            _ = hangup.recv() => {}
        }
        #[cfg(not(unix))]
        signalled.await;
    })
}
