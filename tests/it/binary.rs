//! The self-relative binary form.

mod kept;
mod layouts;
mod refused;
