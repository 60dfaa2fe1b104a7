//! Authentication, the admin key and the PIN of a GIDS card.

use aclavis::card::Algorithm;

use crate::hex;
use crate::host::{Host, KEY, OTHER, key, keys, tdes};

const ASK: &str = "00870000047C02810000";

/// PUT DATA that sets the admin key, with the check value that a common tool always sends.
pub(crate) fn put_key(bytes: &[u8]) -> String {
    let digits = hex::digits(bytes);
    let length = bytes.len();
    format!("00DB3FFF{:02X}70{:02X}840180A5{:02X}87{length:02X}{digits}8803B073DC", length + 14, length + 12, length + 7)
}

#[test]
fn external_authentication_proves_the_admin_key() {
    for key in keys() {
        let algorithm = key.algorithm();
        let mut host = Host::with_gids_key(key);
        let again = keys().into_iter().find(|key| key.algorithm() == algorithm).unwrap();
        assert_eq!(host.gids_external(&again), "9000", "{algorithm}");
        assert!(host.state().admin_authenticated);
    }
}

#[test]
fn mutual_authentication_proves_it_on_both_sides() {
    let mut host = Host::gids();
    assert_eq!(host.gids_mutual(&tdes(&KEY)), "9000");
    assert!(host.state().admin_authenticated);
}

#[test]
fn mutual_authentication_is_one_of_3des() {
    let mut host = Host::with_gids_key(key(Algorithm::Aes128, &[7; 16]));
    assert_eq!(host.send("0022C1A403830180"), "9000");
    assert_eq!(host.send(&format!("00870000147C128110{}", "11".repeat(16))), "6A81");
}

#[test]
fn a_wrong_answer_costs_a_try_and_a_right_one_gives_them_back() {
    let mut host = Host::gids();
    for (tries, mutual) in [(4, false), (3, true), (2, false)] {
        let status = if mutual { host.gids_mutual(&tdes(&OTHER)) } else { host.gids_external(&tdes(&OTHER)) };
        assert_eq!((status.as_str(), host.state().admin_tries), ("6982", tries));
        assert!(!host.state().admin_authenticated);
    }
    assert_eq!(host.gids_external(&tdes(&KEY)), "9000");
    assert_eq!(host.state().admin_tries, 5);
}

#[test]
fn at_zero_the_admin_key_is_blocked_for_good() {
    let mut host = Host::gids();
    for _ in 0..5 {
        assert_eq!(host.gids_external(&tdes(&OTHER)), "6982");
    }
    assert_eq!(host.state().admin_tries, 0);
    assert_eq!(host.send(ASK), "6983");
    host.reset();
    assert_eq!(host.send("0022C1A403830180"), "6983");
}

#[test]
fn a_challenge_is_answered_once() {
    let mut host = Host::gids();
    assert_eq!(host.gids_external(&tdes(&KEY)), "9000");
    assert_eq!(host.send("008700000C7C0A82080000000000000000"), "6985");
    assert_eq!(host.state().admin_tries, 5);
    assert!(host.state().admin_authenticated);
}

#[test]
fn asking_for_a_challenge_ends_the_authentication() {
    let mut host = Host::gids();
    assert_eq!(host.gids_external(&tdes(&KEY)), "9000");
    assert!(host.send(ASK).ends_with("9000"));
    assert!(!host.state().admin_authenticated);
}

#[test]
fn the_key_must_be_named_first() {
    let mut host = Host::gids();
    assert_eq!(host.send(ASK), "6985");
    assert_eq!(host.send("0022C1A403830181"), "6A88");
    assert_eq!(host.send("002241A403830180"), "6A86");
}

#[test]
fn malformed_authentication_data_cost_no_try() {
    for data in
        ["7C", "7C02810000", "7C028300", "7C04810282FF", "7C0581008201FF", "7C088206123456789012", "70028100", "7C03810111"]
    {
        let mut host = Host::gids();
        assert_eq!(host.send("0022C1A403830180"), "9000");
        assert!(host.send(ASK).ends_with("9000"));
        let response = host.send_data("00870000", &hex::bytes(data));
        assert_eq!((response.as_str(), host.state().admin_tries), ("6A80", 5), "{data}");
    }
}

#[test]
fn setting_the_admin_key_needs_authentication_and_ends_it() {
    let mut host = Host::gids();
    assert_eq!(host.send(&put_key(&OTHER)), "6982");
    assert_eq!(host.gids_external(&tdes(&KEY)), "9000");
    assert_eq!(host.send(&put_key(&OTHER)), "9000");
    assert_eq!((host.state().admin_key_version, host.state().admin_authenticated), (1, false));
    assert_eq!(host.gids_external(&tdes(&KEY)), "6982");
    assert_eq!(host.gids_mutual(&tdes(&OTHER)), "9000");
}

#[test]
fn the_card_takes_any_key_of_its_length() {
    let mut host = Host::gids();
    assert_eq!(host.gids_external(&tdes(&KEY)), "9000");
    assert_eq!(host.send(&put_key(&[0; 16])), "6A80");
    assert_eq!(host.send(&put_key(&[0; 24])), "9000");
    assert_eq!(host.gids_external(&tdes(&[0; 24])), "9000");
}

#[test]
fn a_key_that_is_not_the_admin_key_is_not_known() {
    let mut host = Host::gids();
    assert_eq!(host.gids_external(&tdes(&KEY)), "9000");
    let other = put_key(&OTHER).replace("840180", "840181");
    assert_eq!(host.send(&other), "6A88");
    assert_eq!(host.state().admin_key_version, 0);
}

#[test]
fn the_administrator_unblocks_the_pin() {
    let mut host = Host::gids();
    for status in ["63C2", "63C1", "63C0", "6983"] {
        assert_eq!(host.send("0020008006363534333231"), status);
    }
    assert_eq!(host.send("0020008006313233343536"), "6983");
    assert_eq!(host.send("002C028006363534333231"), "6982");
    assert_eq!(host.gids_external(&tdes(&KEY)), "9000");
    assert_eq!(host.send("002C028003363534"), "6A80");
    assert_eq!(host.send("002C028006363534333231"), "9000");
    assert_eq!((host.state().pin_tries, host.state().admin_authenticated), (3, false));
    assert_eq!(host.send("0020008006363534333231"), "9000");
    assert!(host.state().user_verified);
}

#[test]
fn verify_without_data_says_how_many_tries_are_left() {
    let mut host = Host::gids();
    assert_eq!(host.send("00200080"), "63C3");
    assert_eq!(host.send("0020008006363534333231"), "63C2");
    assert_eq!(host.send("00200080"), "63C2");
    assert_eq!(host.send("0020008006313233343536"), "9000");
    assert_eq!(host.send("00200080"), "9000");
    assert_eq!(host.send("00200081"), "6A88");
    assert_eq!(host.send("0020008003313233"), "6A80");
}

#[test]
fn a_wrong_pin_ends_what_the_right_one_began() {
    let mut host = Host::gids();
    assert_eq!(host.send("0020008006313233343536"), "9000");
    assert_eq!(host.send("0020008006363534333231"), "63C2");
    assert!(!host.state().user_verified);
    assert_eq!(host.send("00DBA013 04DF300107"), "6982");
}

#[test]
fn the_user_changes_the_pin() {
    let mut host = Host::gids();
    assert_eq!(host.send("002400800A31323334353730303030"), "63C2");
    assert_eq!(host.send("002400800431323334"), "63C1");
    assert_eq!(host.send("002401800430303030"), "6982");
    assert_eq!(host.send("002400800A31323334353630303030"), "9000");
    assert_eq!(host.send("002000800430303030"), "9000");
    assert_eq!(host.send("002401800431313131"), "9000");
    assert_eq!(host.send("002000800430303030"), "63C2");
    assert_eq!(host.send("002000800431313131"), "9000");
}

#[test]
fn reset_selection_and_verify_82_end_what_was_authenticated() {
    let ends: [fn(&mut Host); 3] = [
        Host::reset,
        |host| assert!(host.send("00A4040009A0000003974254465900").ends_with("9000")),
        |host| assert_eq!(host.send("00200082"), "9000"),
    ];
    for end in ends {
        let mut host = Host::gids();
        assert_eq!(host.gids_external(&tdes(&KEY)), "9000");
        assert_eq!(host.send("0020008006313233343536"), "9000");
        end(&mut host);
        assert_eq!((host.state().admin_authenticated, host.state().user_verified), (false, false));
        assert_eq!(host.send(ASK), "6985");
    }
}
