//! gids-tool of OpenSC: initialisation, unblocking, changing the admin key. It authenticates mutually, with 3DES.

use aclavis_virtual_card::Card;

use crate::hex;
use crate::keys::{KEY, OTHER, key};
use crate::random::Script;
use crate::reader::Inserted;
use crate::tool::{Outcome, run};

const SERIAL: &str = "000102030405060708090A0B0C0D0E0F";
const FOUND: &str = "Using reader with a card: Virtual PCD 00 00\n";
const REFUSED: &str = "sc_card_ctl(*, SC_CARDCTL_GIDS_AUTHENTICATE_ADMIN, *) failed with Security status not satisfied\n";
const UNBLOCKED: &str = "Administrator authentication successful\nSetting the new PIN\nUnblock PIN done successfully\n";

/// GENERAL AUTHENTICATE: the challenges, then the answers.
const ACCEPTED: [&str; 2] = ["87 00 00 9000", "87 00 00 9000"];
const NOT_ACCEPTED: [&str; 2] = ["87 00 00 9000", "87 00 00 6982"];

pub(crate) fn initialises_a_blank_card_once() {
    let reader = Inserted::new(Card::gids_blank(Script::new(&[])));
    let initialise = ["--initialize", "--admin-key", KEY, "--pin", "654321", "--serial-number", SERIAL];
    assert_eq!(gids_tool(&initialise), Outcome::new(0, "", FOUND));
    let state = reader.state();
    assert_eq!((state.operational, state.admin_key_version), (true, 1));
    assert_eq!(state.card_id.map(|card_id| hex::digits(&card_id)).as_deref(), Some(SERIAL));
    assert_eq!(reader.commands(0xE0).len(), 7);

    let refused =
        format!("{FOUND}sc_card_ctl(*, SC_CARDCTL_GIDS_INITIALIZE, *) failed with Card is invalid or cannot be handled\n");
    assert_eq!(gids_tool(&initialise), Outcome::new(0, "", &refused));
    assert_eq!((reader.state(), reader.commands(0xE0)), (state, vec![]));

    let files = gids_tool(&[]);
    assert_eq!(files.code, Some(0));
    assert!(files.stdout.contains("Found 5 entries in the masterfile\n"), "{}", files.stdout);
    assert!(
        files
            .stdout
            .contains("   File: \\cardid\n      FileIdentifier: 0xa012\n      DataObjectIdentifier: 0xdf20\n      Size: 16\n")
    );
    assert!(!files.stdout.contains("unable"), "{}", files.stdout);
    assert_eq!(verify(&mut reader.remove(), "654321"), "9000");
}

pub(crate) fn unblocks_the_pin() {
    let reader = Inserted::new(card());
    let unblock = |key| gids_tool(&["--unblock", "--admin-key", key, "--pin", "654321"]);
    assert_eq!(unblock(OTHER), Outcome::new(1, "", &format!("{FOUND}{REFUSED}")));
    assert_eq!(reader.commands(0x87), NOT_ACCEPTED);
    assert_eq!((reader.state().admin_tries, reader.state().pin_tries), (4, 0));

    assert_eq!(unblock(KEY), Outcome::new(0, UNBLOCKED, FOUND));
    assert_eq!(reader.commands(0x87), ACCEPTED);
    assert_eq!((reader.state().admin_tries, reader.state().pin_tries), (5, 3));
    assert!(!reader.state().admin_authenticated);
    assert_eq!(verify(&mut reader.remove(), "654321"), "9000");
}

pub(crate) fn changes_the_admin_key() {
    let reader = Inserted::new(card());
    let change = || gids_tool(&["--change-admin-key", "--admin-key", KEY, "--new-admin-key", OTHER]);
    assert_eq!(change(), Outcome::new(0, "", FOUND));
    assert_eq!(reader.commands(0x87), ACCEPTED);
    assert_eq!((reader.state().admin_key_version, reader.state().admin_tries), (1, 5));

    assert_eq!(change(), Outcome::new(1, "", &format!("{FOUND}{REFUSED}")));
    assert_eq!(reader.commands(0x87), NOT_ACCEPTED);
    assert_eq!((reader.state().admin_key_version, reader.state().admin_tries), (1, 4));

    assert_eq!(gids_tool(&["--unblock", "--admin-key", OTHER, "--pin", "654321"]), Outcome::new(0, UNBLOCKED, FOUND));
    assert_eq!(reader.commands(0x87), ACCEPTED);
    assert_eq!((reader.state().admin_key_version, reader.state().admin_tries), (1, 5));
}

fn gids_tool(arguments: &[&str]) -> Outcome {
    run("gids-tool", arguments, &[])
}

/// A card with a blocked PIN.
fn card() -> Card<Script> {
    let mut card = Card::gids(key(), [0xC1; 16], Script::new(&[]));
    for status in ["63C2", "63C1", "63C0", "6983"] {
        assert_eq!(verify(&mut card, "000000"), status);
    }
    card
}

/// VERIFY; the status word.
fn verify(card: &mut Card<Script>, pin: &str) -> String {
    let command = [&[0x00, 0x20, 0x00, 0x80, u8::try_from(pin.len()).unwrap()], pin.as_bytes()].concat();
    hex::digits(&card.transmit(&command))
}
