//! The configuration file.

mod duration;
mod limits;
mod listen;
mod log;

pub use limits::{Limits, Rate};
pub use listen::{Admin, Api};
pub use log::{Log, LogFormat};
