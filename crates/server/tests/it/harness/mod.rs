//! What the tests stand on: engines, a service in this process, callers, objects.

mod answer;
mod cards;
mod client;
mod database;
pub(crate) mod issuer;
mod log;
mod objects;
mod people;
mod postgres;
mod run;
mod site;

pub(crate) use answer::Answer;
pub(crate) use cards::{ATR, CARD_ID, CHALLENGE, Derived, MASTER, OTHER_CARD_ID, SYSTEM};
pub(crate) use client::{Client, encoded};
pub(crate) use database::Database;
pub(crate) use issuer::token;
pub(crate) use log::logged;
pub(crate) use objects::{EMPTY, OTHER_TEMPLATE, TEMPLATE, card, descriptor, request, template, uuid};
pub(crate) use people::{AGENT, AGENTS, ALICE, BOB, DOMAIN, KEYS, MANAGER, NOBODY, OUTSIDER, Person, READER, USERS, sid};
pub(crate) use run::{Test, run};
pub(crate) use site::{Site, master};

/// Where objects are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// A file.
    Sqlite,
    /// A database of the server that the tests start.
    Postgres,
}

/// The tests of a module, each of which runs on every engine: `tests![one, other];` for functions `async fn one(engine: Engine)`.
macro_rules! tests {
    ($($name:ident),* $(,)?) => {
        pub(crate) const TESTS: &[$crate::harness::Test] =
            &[$($crate::harness::Test { name: stringify!($name), run: |engine| Box::pin($name(engine)) }),*];
    };
}
