//! Real tools talk to the card through pcscd and the virtual reader vpcd: gids-tool and piv-tool of OpenSC, yubico-piv-tool.
//!
//! vpcd listens on every interface. So the tests run in namespaces of their own, with a network that has nothing but a loopback
//! interface, an empty `/run`, and process identifiers of their own: when the test ends, however it ends, all that it started ends.
//!
//! Needed: the Debian packages opensc, pcscd, vsmartcard-vpcd, yubico-piv-tool, util-linux and iproute2, and the right to make
//! namespaces. Without them the tests are reported as ignored, with the reason; where `CI` is `true` they fail.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod closed;
mod gids_tool;
mod keys;
mod piv_tool;
mod reader;
mod tool;
mod yubico_piv_tool;

#[path = "../common/hex.rs"]
mod hex;
#[path = "../common/random.rs"]
mod random;

use std::env;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

/// A test: its name, the tool that it needs, what it does.
type Test = (&'static str, &'static str, fn());

const TESTS: [Test; 9] = [
    ("gids_tool_initialises_a_blank_card_once", "gids-tool", gids_tool::initialises_a_blank_card_once),
    ("gids_tool_unblocks_the_pin", "gids-tool", gids_tool::unblocks_the_pin),
    ("gids_tool_changes_the_admin_key", "gids-tool", gids_tool::changes_the_admin_key),
    ("piv_tool_authenticates_with_3des", "piv-tool", piv_tool::authenticates_with_3des),
    ("piv_tool_authenticates_with_aes128", "piv-tool", piv_tool::authenticates_with_aes128),
    ("piv_tool_authenticates_with_aes192", "piv-tool", piv_tool::authenticates_with_aes192),
    ("piv_tool_authenticates_with_aes256", "piv-tool", piv_tool::authenticates_with_aes256),
    ("yubico_piv_tool_changes_the_management_key", "yubico-piv-tool", yubico_piv_tool::changes_the_management_key),
    (
        "yubico_piv_tool_writes_objects_and_verifies_the_pin",
        "yubico-piv-tool",
        yubico_piv_tool::writes_objects_and_verifies_the_pin,
    ),
];

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1);
    let missing = if closed::is_inside() { closed::furnish() } else { closed::missing() };
    if missing.is_none() && !closed::is_inside() && !arguments.list {
        eprintln!("unshare: {}", closed::enter());
        return ExitCode::FAILURE;
    }
    libtest_mimic::run(&arguments, TESTS.map(|test| trial(test, missing.as_deref())).into()).exit_code()
}

fn trial((name, needed, test): Test, missing: Option<&str>) -> Trial {
    let reason = missing.map(str::to_owned).or_else(|| tool::missing(needed));
    let Some(reason) = reason else {
        return Trial::test(name, move || {
            test();
            Ok(())
        });
    };
    if env::var("CI").is_ok_and(|ci| ci == "true") {
        return Trial::test(name, move || Err(reason.into()));
    }
    Trial::test(name, || Ok(())).with_kind(reason).with_ignored_flag(true)
}
