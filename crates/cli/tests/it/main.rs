//! The command line, run as a process: what it prints and how it exits, word for word.
#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod convert;
mod errors;
mod forms;
mod jsonl;
mod process;
mod shell;
mod show;
mod show_json;
