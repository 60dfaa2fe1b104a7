//! The service as a process, and its administration.

mod commands;
mod durability;
mod site;
