//! The syntax tree: places of everything in a text, whatever it says.

mod agreement;
mod spans;
