//! The command line, run as a process: what it prints and how it exits, word for word.
#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod access;
mod access_jsonl;
mod card;
mod condition;
mod convert;
mod demo;
mod errors;
mod explain;
mod forms;
mod generate;
mod inherit;
mod inherit_jsonl;
mod jsonl;
mod pages;
mod process;
mod request;
mod service;
mod shell;
mod show;
mod show_json;
mod show_summary;
