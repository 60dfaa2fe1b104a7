//! The project's own rows, a module for each file.

mod accepted;
mod aliases;
mod attributes;
mod binary;
mod canonical;
mod conditions;
mod rejected;
