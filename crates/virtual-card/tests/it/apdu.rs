//! Chains, long responses, lengths and classes.

use crate::hex;
use crate::host::{Host, KEY, tdes};

fn authenticated() -> Host {
    let mut host = Host::piv();
    assert_eq!(host.piv_mutual(&tdes(&KEY)), "9000");
    host
}

/// The data field of PUT DATA for an object of 600 bytes.
fn long_object() -> Vec<u8> {
    [&hex::bytes("5C035FC102 53820258")[..], &[7; 600]].concat()
}

#[test]
fn a_chain_is_one_command() {
    let mut host = authenticated();
    let data = long_object();
    for (index, link) in data.chunks(255).enumerate() {
        let class = if index == 2 { "00" } else { "10" };
        assert_eq!(host.send_data(&format!("{class}DB3FFF"), link), "9000");
    }
    assert_eq!(host.state().memory_taken, 616);
}

#[test]
fn another_command_within_a_chain_ends_it() {
    let mut host = authenticated();
    assert_eq!(host.send("10DB3FFF025C03"), "9000");
    assert_eq!(host.send("00DB3FFE035FC102"), "6883");
    assert_eq!(host.send("00DB3FFF035FC102"), "6A80");
    assert_eq!(host.send("10DB3FFF025C03"), "9000");
    host.reset();
    assert_eq!(host.piv_mutual(&tdes(&KEY)), "9000");
}

#[test]
fn a_chain_has_a_limit() {
    let mut host = authenticated();
    let link = [7; 0x4000];
    for _ in 0..4 {
        assert_eq!(host.send_data("10DB3FFF", &link), "9000");
    }
    assert_eq!(host.send("10DB3FFF0107"), "6700");
}

#[test]
fn a_long_response_waits_for_get_response() {
    let mut host = authenticated();
    assert_eq!(host.send_data("00DB3FFF", &long_object()), "9000");
    let lengths_and_status: Vec<_> = ["00CB3FFF055C035FC10200", "00C0000000", "00C0000064", "00C0000000", "00C0000000"]
        .into_iter()
        .map(|command| host.send(command))
        .map(|response| (response.len() / 2 - 2, response[response.len() - 4..].to_owned()))
        .collect();
    let expected = [(256, "6100"), (256, "615C"), (92, "9000"), (0, "6985"), (0, "6985")];
    assert_eq!(lengths_and_status, expected.map(|(length, status)| (length, status.to_owned())));
}

#[test]
fn an_extended_length_takes_it_at_once() {
    let mut host = authenticated();
    assert_eq!(host.send_data("00DB3FFF", &long_object()), "9000");
    let response = host.send("00CB3FFF 000005 5C035FC102 0000");
    assert_eq!((response.len() / 2, response.ends_with("9000")), (606, true));
}

#[test]
fn another_command_forgets_what_waits() {
    let mut host = authenticated();
    assert_eq!(host.send_data("00DB3FFF", &long_object()), "9000");
    assert!(host.send("00CB3FFF055C035FC10200").ends_with("6100"));
    assert_eq!(host.send("00FD000000"), "0504039000");
    assert_eq!(host.send("00C0000000"), "6985");
    assert_eq!(host.send("00C0010000"), "6A86");
}

#[test]
fn what_is_no_command_gets_a_status_word() {
    for (command, status) in
        [("", "6700"), ("00", "6700"), ("00A404", "6700"), ("00A4040005A0", "6700"), ("80A40400", "6E00"), ("04870000", "6E00")]
    {
        assert_eq!(Host::gids().send(command), status);
        assert_eq!(Host::piv().send(command), status);
    }
}
