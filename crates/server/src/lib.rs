//! The REST service of aclavis: requests, smart cards, challenges and PINs of certificate management, over the core library.
//!
//! It is the command line's library. A program of one's own that is the service starts it like this:
//!
//! ```no_run
//! # async fn run() -> Result<(), aclavis_server::Failure> {
//! use aclavis_server::{check, config::Config, http::signalled, serve};
//!
//! let config = Config::load("aclavis.toml".as_ref())?;
//! for note in check(&config).await? {
//!     println!("{note}"); // check values of master secrets, and what is legal but dangerous
//! }
//! serve(&config, signalled()?).await // until SIGTERM or SIGINT, and everything that was accepted is finished
//! # }
//! ```
//!
//! | to | there is |
//! |---|---|
//! | read a configuration, and say whether the service could start | [`config`], [`check`] |
//! | run | [`serve`]; [`start`] says where it listens and gives a handle to stop it; [`http::start_log`] before either |
//! | administer without the network: approve, deny, unlock, rotate, import | [`Administration`] |
//! | look at the audit records, changing nothing | [`Auditor`] |
//! | copy the store | [`backup`] |
//!
//! [`Failure`] is why any of these is not done. What the API says, refusals and their codes included, is in the OpenAPI document that the
//! administration address serves as `/openapi.json`. The modules [`auth`], [`http`], [`object`] and [`tls`] are parts of the service that
//! tests and measuring use by themselves; they change with it.

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
