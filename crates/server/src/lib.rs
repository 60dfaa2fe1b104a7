//! The REST service of aclavis: requests, smart cards, challenges and PINs of certificate management, over the core library.

mod audit;
pub mod auth;
mod authority;
pub mod config;
mod hex;
pub mod http;
pub mod id;
mod import;
pub mod object;
mod refusal;
mod server;
mod service;
mod store;
pub mod tls;
mod vault;

pub use audit::{AuditReport, ExpectedHead};
pub use authority::Sensitive;
pub use import::{Imported, Standing};
pub use server::{Administration, Auditor, Failure, Running, backup, check, serve, start};
pub use service::Rotated;
