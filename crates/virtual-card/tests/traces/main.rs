//! Recorded exchanges between third-party tools and a card, replayed against the card: what it says is what was recorded.
//!
//! The rows lie outside of the project, in the folder that `ACLAVIS_VECTORS` names, else in `../shared/vectors`. With the variable
//! set a missing file is a failure; without the folder the test is reported as ignored.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "../common/hex.rs"]
mod hex;
#[path = "../common/random.rs"]
mod random;
#[path = "../common/vectors.rs"]
mod vectors;

use std::process::ExitCode;

use aclavis::card::{AdminKey, Algorithm, Challenge, piv};
use aclavis_virtual_card::Card;
use libtest_mimic::{Arguments, Failed, Trial};
use random::Script;
use serde_json::Value;

const FILE: &str = "card/traces_opensc_yubico.jsonl";
/// Names the admin key of a GIDS card.
const MANAGE_SECURITY_ENVIRONMENT: &str = "0022C1A403830180";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = match vectors::rows(FILE) {
        Some(rows) => {
            assert_eq!(rows.len(), 17, "rows of {FILE}");
            rows.into_iter().enumerate().map(|(index, row)| trial(index + 1, row)).collect()
        }
        None => vec![Trial::test(FILE, || Ok(())).with_ignored_flag(true).with_kind("no recorded rows")],
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(number: usize, row: Value) -> Trial {
    let replay = match row["proto"].as_str().unwrap() {
        "gids-mutual-3des-cbc" => gids_mutual,
        "gids-external-3des-8" => gids_external,
        "piv-mutual" if row["ok"] == true => piv_mutual,
        "piv-mutual" => piv_mutual_with_another_key,
        other => panic!("{FILE}: {other}"),
    };
    let tool = row["tool"].as_str().unwrap_or_default();
    let name = format!("{number} {} {tool}", row["proto"].as_str().unwrap());
    Trial::test(name.trim_end(), move || {
        replay(&row);
        Ok::<(), Failed>(())
    })
}

fn digits(row: &Value, name: &str) -> String {
    row[name].as_str().unwrap_or_else(|| panic!("no `{name}`")).to_uppercase()
}

fn bytes(row: &Value, name: &str) -> Vec<u8> {
    hex::bytes(&digits(row, name))
}

fn send(card: &mut Card<Script>, command: &str) -> String {
    hex::digits(&card.transmit(&hex::bytes(command)))
}

fn gids(row: &Value, random: &[u8]) -> Card<Script> {
    let key = AdminKey::from_bytes(Algorithm::Tdes3, &bytes(row, "key")).unwrap();
    let mut card = Card::gids(key, [0; 16], Script::new(random));
    assert_eq!(send(&mut card, MANAGE_SECURITY_ENVIRONMENT), "9000");
    card
}

/// The card draws R2, then Z2.
fn gids_mutual(row: &Value) {
    let ok = row["ok"] == true;
    let z2 = if ok { bytes(row, "z2") } else { Vec::new() };
    let mut card = gids(row, &[bytes(row, "r2_card"), z2].concat());
    assert_eq!(send(&mut card, &digits(row, "apdu1")), digits(row, "resp1"));
    assert_eq!(send(&mut card, &digits(row, "apdu2")), digits(row, "resp2"));
    assert_eq!((card.state().admin_authenticated, card.state().admin_tries), (ok, if ok { 5 } else { 4 }));
}

fn gids_external(row: &Value) {
    let mut card = gids(row, &bytes(row, "challenge"));
    assert_eq!(send(&mut card, &digits(row, "apdu1")), digits(row, "resp1"));
    assert_eq!(send(&mut card, &digits(row, "apdu2")), digits(row, "resp2"));
    assert!(card.state().admin_authenticated);
}

fn algorithm(row: &Value) -> Algorithm {
    Algorithm::from_piv_id(u8::try_from(row["alg"].as_u64().unwrap()).unwrap()).unwrap()
}

fn header(row: &Value) -> String {
    format!("0087{:02X}9B", algorithm(row).piv_id())
}

/// The command with which the host answers the witness and gives its challenge.
fn answer(row: &Value) -> String {
    let (witness, challenge) = (digits(row, "witness_dec"), digits(row, "host_challenge"));
    let block = algorithm(row).block_len();
    format!("{}{:02X}7C{:02X}80{block:02X}{witness}81{block:02X}{challenge}", header(row), 2 * block + 6, 2 * block + 4)
}

/// The card draws the witness.
fn piv_mutual(row: &Value) {
    let key = AdminKey::from_bytes(algorithm(row), &bytes(row, "key")).unwrap();
    let mut card = Card::piv(key, Script::new(&bytes(row, "witness_dec")));
    let block = algorithm(row).block_len();
    let given = send(&mut card, &format!("{}047C028000", header(row)));
    assert_eq!(given, format!("7C{:02X}80{block:02X}{}9000", block + 2, digits(row, "witness_enc")));
    let response = send(&mut card, &answer(row));
    assert_eq!(response, format!("7C{:02X}82{block:02X}{}9000", block + 2, digits(row, "card_response")));
    assert!(card.state().admin_authenticated);
}

/// The host decrypted the witness under a key that the card no longer had. What the card had is not recorded: any other key refuses.
fn piv_mutual_with_another_key(row: &Value) {
    let old = AdminKey::from_bytes(algorithm(row), &bytes(row, "key")).unwrap();
    let witness = Challenge::from_bytes(&bytes(row, "witness_enc"), algorithm(row)).unwrap();
    assert_eq!(piv::decrypt_witness(&old, &witness).unwrap().as_bytes(), bytes(row, "witness_dec"));

    let new = AdminKey::from_bytes(algorithm(row), &[0x5A; 24]).unwrap();
    let mut card = Card::piv(new, Script::new(&[]));
    assert!(send(&mut card, &format!("{}047C028000", header(row))).ends_with("9000"));
    assert_eq!(send(&mut card, &answer(row)), digits(row, "sw"));
    assert_eq!((card.state().admin_authenticated, card.state().admin_tries), (false, 4));
}
