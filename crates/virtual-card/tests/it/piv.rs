//! The card management key, the PINs and the objects of a PIV card.

use aclavis::card::{AdminKey, Algorithm};

use crate::hex;
use crate::host::{Host, KEY, OTHER, key, keys, tdes};

fn set_key(key: &AdminKey) -> String {
    let data = [&[key.algorithm().piv_id(), 0x9B, u8::try_from(key.expose().len()).unwrap()], key.expose()].concat();
    format!("00FFFFFF{:02X}{}", data.len(), hex::digits(&data))
}

#[test]
fn both_ways_of_authentication_with_every_algorithm() {
    for (key, again) in keys().into_iter().zip(keys()) {
        let algorithm = key.algorithm();
        let mut host = Host::with_piv_key(key);
        assert_eq!(host.piv_mutual(&again), "9000", "{algorithm}");
        assert!(host.state().admin_authenticated);
        host.reset();
        assert!(!host.state().admin_authenticated);
        assert_eq!(host.piv_external(&again), "9000", "{algorithm}");
        assert!(host.state().admin_authenticated);
    }
}

#[test]
fn a_wrong_key_costs_a_try_until_the_key_is_blocked() {
    for algorithm in Algorithm::ALL {
        let own = &[KEY, OTHER].concat()[..algorithm.key_len()];
        let wrong = key(algorithm, &[OTHER, KEY].concat()[..algorithm.key_len()]);
        let mut host = Host::with_piv_key(key(algorithm, own));
        for tries in (0..5).rev() {
            let status = if tries % 2 == 0 { host.piv_mutual(&wrong) } else { host.piv_external(&wrong) };
            assert_eq!((status.as_str(), host.state().admin_tries), ("6982", tries), "{algorithm}");
        }
        assert_eq!(host.piv_mutual(&key(algorithm, own)), "6983");
        assert_eq!(host.piv_external(&key(algorithm, own)), "6983");
    }
}

#[test]
fn the_algorithm_must_be_that_of_the_key() {
    let mut host = Host::piv();
    assert_eq!(host.send("0087089B047C028000"), "6A86");
    assert_eq!(host.send("0087079B047C028000"), "6A86");
    assert_eq!(host.send("0087039A047C028000"), "6A88");
    assert!(host.send("0087009B047C028000").ends_with("9000"));
}

#[test]
fn the_card_encrypts_for_nobody_who_has_not_answered() {
    let mut host = Host::piv();
    assert_eq!(host.send("0087039B0E7C0C820081081122334455667788"), "6A80");
    assert_eq!(host.send("0087039B167C1480081122334455667788 81081122334455667788"), "6985");
    assert_eq!(host.send("0087039B0C7C0A82081122334455667788"), "6985");
    assert_eq!(host.state().admin_tries, 5);
}

#[test]
fn a_witness_serves_once() {
    let mut host = Host::piv();
    assert!(host.send("0087039B047C028000").ends_with("9000"));
    let answer = "0087039B167C1480081122334455667788 81081122334455667788";
    assert_eq!(host.send(answer), "6982");
    assert_eq!(host.send(answer), "6985");
    assert_eq!(host.state().admin_tries, 4);
}

#[test]
fn setting_the_management_key_needs_authentication() {
    for (index, new) in keys().into_iter().enumerate() {
        let mut host = Host::with_piv_key(tdes(&OTHER));
        assert_eq!(host.send(&set_key(&new)), "6982");
        assert_eq!(host.piv_mutual(&tdes(&OTHER)), "9000");
        assert_eq!(host.send(&set_key(&new)), "9000");
        assert_eq!((host.state().admin_key_version, host.state().admin_authenticated), (1, true));
        let expected = if index == 0 { "6982" } else { "6A86" };
        assert_eq!(host.piv_mutual(&tdes(&OTHER)), expected);
        assert_eq!(host.piv_mutual(&new), "9000");
    }
}

#[test]
fn a_malformed_management_key_is_refused_and_a_weak_one_taken() {
    let mut host = Host::piv();
    assert_eq!(host.piv_mutual(&tdes(&KEY)), "9000");
    for data in ["", "039B", "039B0811223344556677 88", "059B0811223344556677 88", "039A1811", "039B1911"] {
        assert_eq!(host.send_data("00FFFFFF", &hex::bytes(data)), "6A80", "{data}");
    }
    assert_eq!(host.send(&format!("00FFFFFE1B039B18{}", "00".repeat(24))), "6A86");
    assert_eq!(host.send(&set_key(&tdes(&[0; 24]))), "9000");
    assert_eq!(host.piv_external(&tdes(&[0; 24])), "9000");
}

#[test]
fn the_pin_is_verified_changed_and_reset() {
    let mut host = Host::piv();
    assert_eq!(host.send("00200080"), "63C3");
    assert_eq!(host.send("0020008008363534333231FFFF"), "63C2");
    assert_eq!(host.send("0020008006313233343536"), "6A80");
    assert_eq!(host.send("0020008008313233343536FFFF"), "9000");
    assert_eq!(host.send("00200080"), "9000");
    assert_eq!(host.send("0020FF80"), "9000");
    assert_eq!(host.send("00200080"), "63C3");
    assert_eq!(host.send("00200000"), "6A88");

    let change = |old: &str, new: &str| {
        format!("0024008010{}{}", hex::digits(old.as_bytes()), hex::digits(new.as_bytes())).replace("2E", "FF")
    };
    assert_eq!(host.send(&change("123457..", "111111..")), "63C2");
    for malformed in ["11111...", "111111.1"] {
        assert_eq!(host.send(&change("000000..", malformed)), "6A80");
    }
    assert_eq!(host.state().pin_tries, 2);
    assert_eq!(host.send(&change("123456..", "111111..")), "9000");
    assert!(host.state().user_verified);
    for _ in 0..3 {
        host.send("0020008008313233343536FFFF");
    }
    assert_eq!(host.send("00200080"), "6983");

    let reset = |puk: &str| format!("002C008010{}313233343536FFFF", hex::digits(puk.as_bytes()));
    assert_eq!(host.send(&reset("87654321")), "63C2");
    assert_eq!(host.send(&reset("12345678")), "9000");
    assert_eq!((host.state().pin_tries, host.state().puk_tries, host.state().user_verified), (3, Some(3), false));
    assert_eq!(host.send("0024008110313233343536373838373635343332 31"), "9000");
    assert_eq!(host.send(&reset("12345678")), "63C2");
    assert_eq!(host.send(&reset("87654321")), "9000");
}

#[test]
fn objects_are_written_by_the_administrator_and_read_by_everybody() {
    let mut host = Host::piv();
    let write = "00DB3FFF0A5C035FC1025303010203";
    assert_eq!(host.send(write), "6982");
    assert_eq!(host.piv_mutual(&tdes(&KEY)), "9000");
    assert_eq!(host.send("00CB3FFF055C035FC10200"), "6A82");
    assert_eq!(host.send(write), "9000");
    host.reset();
    assert_eq!(host.send("00CB3FFF055C035FC10200"), "53030102039000");
    assert_eq!(host.piv_mutual(&tdes(&KEY)), "9000");
    assert_eq!(host.send("00DB3FFF075C035FC1025300"), "9000");
    assert_eq!(host.send("00CB3FFF055C035FC10200"), "6A82");
    assert_eq!(host.state().memory_taken, 0);
}

#[test]
fn biometric_objects_are_behind_the_pin() {
    let mut host = Host::piv();
    assert_eq!(host.piv_mutual(&tdes(&KEY)), "9000");
    assert_eq!(host.send("00DB3FFF085C035FC103530107"), "9000");
    assert_eq!(host.send("00CB3FFF055C035FC10300"), "6982");
    assert_eq!(host.send("0020008008313233343536FFFF"), "9000");
    assert_eq!(host.send("00CB3FFF055C035FC10300"), "5301079000");
}

#[test]
fn what_tools_ask_at_first() {
    let mut host = Host::piv();
    let template = "611A4F0600001000010079074F05A0000003085007 61636C61766973".replace(' ', "");
    assert_eq!(host.send("00A4040005A000000308"), format!("{template}9000"));
    assert_eq!(host.send("00A4040009A0000003974254465900"), "6A82");
    assert_eq!(host.send("00A4000C023FFF"), "6A82");
    assert_eq!(host.send("00CB3FFF035C017E00"), "7E124F0BA0000003080000100001005F2F0240009000");
    assert_eq!(host.send("00FD000000"), "0504039000");
    assert_eq!(host.send("00F8000000"), "000000019000");
    assert_eq!(host.send("0047009A05AC03800111"), "6D00");
}
