//! yubico-piv-tool: mutual authentication with 3DES.

use aclavis_virtual_card::Card;

use crate::keys::{KEY, OTHER, key};
use crate::random::Script;
use crate::reader::Inserted;
use crate::tool::{Outcome, run};

const REFUSED: &str = "Failed authentication with the application.\n";
/// GENERAL AUTHENTICATE: the witness, then the answer.
const ACCEPTED: [&str; 2] = ["87 03 9B 9000", "87 03 9B 9000"];
const NOT_ACCEPTED: [&str; 2] = ["87 03 9B 9000", "87 03 9B 6982"];

pub(crate) fn changes_the_management_key() {
    let reader = Inserted::new(Card::piv(key(), Script::new(&[])));
    let change = |key, new| yubico_piv_tool(&["--action=set-mgm-key", &format!("--key={key}"), &format!("--new-key={new}")]);
    assert_eq!(change(KEY, OTHER), Outcome::new(0, "", "Successfully set new management key.\n"));
    assert_eq!(reader.commands(0x87), ACCEPTED);
    assert_eq!((reader.state().admin_key_version, reader.state().admin_tries), (1, 5));

    assert_eq!(change(KEY, OTHER), Outcome::new(1, "", REFUSED));
    assert_eq!(reader.commands(0x87), NOT_ACCEPTED);
    assert_eq!((reader.state().admin_key_version, reader.state().admin_tries), (1, 4));

    assert_eq!(change(OTHER, KEY), Outcome::new(0, "", "Successfully set new management key.\n"));
    assert_eq!(reader.commands(0x87), ACCEPTED);
    assert_eq!((reader.state().admin_key_version, reader.state().admin_tries), (2, 5));
}

pub(crate) fn writes_objects_and_verifies_the_pin() {
    let reader = Inserted::new(Card::piv(key(), Script::new(&[])));
    let write = |key| yubico_piv_tool(&["--action=set-chuid", &format!("--key={key}")]);
    assert_eq!(write(OTHER), Outcome::new(1, "", REFUSED));
    assert_eq!((reader.state().admin_tries, reader.state().memory_taken), (4, 0));
    assert_eq!(write(KEY), Outcome::new(0, "", "Successfully set new CHUID.\n"));
    assert_eq!(reader.commands(0xDB), ["DB 3F FF 9000"]);
    assert!(reader.state().memory_taken > 0);

    let status = yubico_piv_tool(&["--action=status"]);
    assert_eq!((status.code, status.stderr.as_str()), (Some(0), ""));
    assert!(status.stdout.starts_with("Version:\t5.4.3\nSerial Number:\t1\nCHUID:\t3019d4e739da"), "{}", status.stdout);
    assert!(status.stdout.ends_with("CCC:\tNo data available\nPIN tries left:\t3\n"), "{}", status.stdout);

    let verify = |pin| yubico_piv_tool(&["--action=verify-pin", &format!("--pin={pin}")]);
    assert_eq!(verify("123457"), Outcome::new(1, "", "Pin verification failed, 2 tries left before pin is blocked.\n"));
    assert_eq!(reader.state().pin_tries, 2);
    assert_eq!(verify("123456"), Outcome::new(0, "", "Successfully verified PIN.\n"));
    assert_eq!(reader.state().pin_tries, 3);
}

fn yubico_piv_tool(arguments: &[&str]) -> Outcome {
    run("yubico-piv-tool", &[&["--reader=Virtual PCD 00 00"], arguments].concat(), &[])
}
