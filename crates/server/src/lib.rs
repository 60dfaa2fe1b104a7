//! The REST service of aclavis: requests, smart cards, challenges and PINs of certificate management, over the core library.

pub mod auth;
pub mod config;
pub mod tls;
