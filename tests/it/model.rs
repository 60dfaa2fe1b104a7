//! The model: what can be built, asked and changed in code.

mod aces;
mod descriptors;
mod expressible;
mod printing;
#[cfg(feature = "serde")]
mod serialized;
mod tokens;
mod values;
