//! Hostile input ends with a result or an error, and never with a panic. Every size here took a naive parser quadratic time
//! or its stack.

mod bytes;
mod changes;
mod limits;
mod text;
