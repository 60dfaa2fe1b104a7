//! The model: what can be built, asked and changed in code.

mod aces;
mod descriptors;
mod expressible;
mod printing;
mod tokens;
mod values;
