//! piv-tool of OpenSC: mutual authentication.

use std::fs;

use aclavis::card::{AdminKey, Algorithm};
use aclavis_virtual_card::Card;

use crate::hex;
use crate::random::Script;
use crate::reader::Inserted;
use crate::tool::{Outcome, run};

const FOUND: &str = "Using reader with a card: Virtual PCD 00 00\n";
/// The tool's number for 6982, and its lowest byte.
const REFUSED: &str = " admin_mode failed -1211\n";
const REFUSED_CODE: i32 = 69;

pub(crate) fn authenticates_with_3des() {
    authenticates(Algorithm::Tdes3);
}

pub(crate) fn authenticates_with_aes128() {
    authenticates(Algorithm::Aes128);
}

pub(crate) fn authenticates_with_aes192() {
    authenticates(Algorithm::Aes192);
}

pub(crate) fn authenticates_with_aes256() {
    authenticates(Algorithm::Aes256);
}

fn authenticates(algorithm: Algorithm) {
    let right: Vec<u8> = (1..).take(algorithm.key_len()).map(|part: u8| part.wrapping_mul(0x1D)).collect();
    let wrong: Vec<u8> = right.iter().rev().copied().collect();
    let reader = Inserted::new(Card::piv(AdminKey::from_bytes(algorithm, &right).unwrap(), Script::new(&[])));
    let given = format!("87 {:02X} 9B 9000", algorithm.piv_id());

    assert_eq!(piv_tool(algorithm, &wrong), Outcome::new(REFUSED_CODE, "", &format!("{FOUND}{REFUSED}")));
    assert_eq!(reader.commands(0x87), [given.clone(), format!("87 {:02X} 9B 6982", algorithm.piv_id())]);
    assert_eq!((reader.state().admin_tries, reader.state().admin_authenticated), (4, false));

    assert_eq!(piv_tool(algorithm, &right), Outcome::new(0, "", FOUND));
    assert_eq!(reader.commands(0x87), [given.clone(), given]);
    assert_eq!((reader.state().admin_tries, reader.state().admin_authenticated), (5, true));
}

fn piv_tool(algorithm: Algorithm, key: &[u8]) -> Outcome {
    let file = "/run/key";
    fs::write(file, hex::digits(key)).unwrap();
    run("piv-tool", &["--admin", &format!("M:9B:{:02X}", algorithm.piv_id())], &[("PIV_EXT_AUTH_KEY", file)])
}
