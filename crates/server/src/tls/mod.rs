//! TLS: the certificate of the server, those of its clients, and new ones without a restart.

mod acceptor;
mod error;
mod pem;
mod reload;
mod server_config;
mod stamp;
#[cfg(test)]
mod tests;

pub use acceptor::{PeerAcceptor, WithPeer};
pub use error::TlsError;
pub use reload::Reloader;
pub use server_config::server_config;
