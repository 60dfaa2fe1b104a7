//! TLS over loopback sockets.
#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod authority;
mod clients;
mod files;
mod host;
mod reload;
