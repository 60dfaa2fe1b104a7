//! Answers to reset.

use aclavis::ErrorKind;
use aclavis::card::{Atr, AtrConvention, InterfaceBytes};

use super::refused;

#[test]
fn the_documented_one() {
    let atr = Atr::from_hex("3b8d0180fba000000397425446590301c8").unwrap();
    assert_eq!(atr.convention(), AtrConvention::Direct);
    assert_eq!(atr.protocols().collect::<Vec<_>>(), [1]);
    assert_eq!(atr.interface_bytes().collect::<Vec<_>>(), [InterfaceBytes { d: Some(1), ..InterfaceBytes::default() }]);
    assert_eq!(atr.historical_bytes(), [0x80, 0xfb, 0xa0, 0, 0, 3, 0x97, 0x42, 0x54, 0x46, 0x59, 3, 1]);
    assert_eq!(atr.check_byte(), Some(0xc8));
    assert_eq!(atr.to_string(), "3B8D0180FBA000000397425446590301C8");
    assert_eq!(format!("{atr:?}"), "Atr(3B8D0180FBA000000397425446590301C8)");
}

#[test]
fn interface_bytes_of_several_levels() {
    // T=0 and T=1, TA1, TC1, TA3 and TB3.
    let atr = Atr::from_hex("3B D2 18 00 81 31 FE 45 11 22 F2").unwrap();
    let levels: Vec<_> = atr.interface_bytes().collect();
    assert_eq!(levels[0], InterfaceBytes { a: Some(0x18), b: None, c: Some(0), d: Some(0x81) });
    assert_eq!(levels[1], InterfaceBytes { a: None, b: None, c: None, d: Some(0x31) });
    assert_eq!(levels[2], InterfaceBytes { a: Some(0xFE), b: Some(0x45), c: None, d: None });
    assert_eq!(levels.len(), 3);
    assert_eq!(atr.protocols().collect::<Vec<_>>(), [1, 1]);
    assert_eq!(atr.historical_bytes(), [0x11, 0x22]);
}

#[test]
fn without_a_protocol_it_is_t0_and_has_no_check_byte() {
    let atr = Atr::from_hex("3F 02 14 50").unwrap();
    assert_eq!(atr.convention(), AtrConvention::Inverse);
    assert_eq!(atr.protocols().collect::<Vec<_>>(), [0]);
    assert_eq!((atr.interface_bytes().count(), atr.check_byte()), (0, None));
    assert_eq!(atr.historical_bytes(), [0x14, 0x50]);
    assert!(Atr::from_hex("3B00").unwrap().historical_bytes().is_empty());
    // Both T=0 and T=15: a check byte.
    let both = Atr::from_hex("3B 80 80 1F 03 1C").unwrap();
    assert_eq!((both.protocols().collect::<Vec<_>>(), both.check_byte()), (vec![0, 15], Some(0x1c)));
}

#[test]
fn each_defect_has_its_own_error() {
    let of = Atr::from_hex;
    let announced = "the bytes that its format byte and interface bytes announce, at most 33";
    for (text, at) in [
        ("3B", 1),
        ("3B8D", 2),
        ("3B8D0180FBA000000397425446590301", 16),
        ("3BF0", 2),
        ("3BF0112233", 5),
        ("3B0111223344"[..4].as_ref(), 2),
    ] {
        refused(of(text), ErrorKind::AtrTruncated, &format!("ATR ends early at byte {at}, expected {announced}"));
    }
    refused(Atr::from_bytes(&[]), ErrorKind::AtrTruncated, &format!("ATR ends early at byte 0, expected {announced}"));
    refused(
        of("3C00"),
        ErrorKind::AtrStart,
        "not the start of an ATR at byte 0, expected 3B (direct convention) or 3F (inverse)",
    );
    refused(
        of("3b8d0180fba000000397425446590301c9"),
        ErrorKind::AtrCheckByte,
        "wrong check byte of an ATR at byte 16, expected the exclusive or of all bytes behind the first one",
    );
    let trailing = "expected as many bytes as its format byte and interface bytes announce, at most 33";
    refused(
        of("3b8d0180fba000000397425446590301c800"),
        ErrorKind::AtrTrailing,
        &format!("bytes behind the end of an ATR at byte 17, {trailing}"),
    );
    refused(of("3B0000"), ErrorKind::AtrTrailing, &format!("bytes behind the end of an ATR at byte 2, {trailing}"));
    // 36 bytes, all of them announced.
    let long = format!("3BFF{}{}", "112233F0".repeat(8), "00");
    assert!(matches!(of(&long).unwrap_err().kind(), ErrorKind::AtrTruncated | ErrorKind::AtrTrailing));
    assert_eq!(of("").unwrap_err().kind(), ErrorKind::EmptyValue);
    assert_eq!(of("3B0").unwrap_err().kind(), ErrorKind::BadHex);
    assert_eq!(of(&"3B".repeat(65)).unwrap_err().kind(), ErrorKind::AtrTrailing);
}

/// An ATR with so many interface bytes, 15 historical bytes and a check byte.
fn with_interface_bytes(count: usize) -> Vec<u8> {
    let mut bytes = vec![0x3B, 0xFF];
    for at in 1..=count {
        // Every fourth one is TD: T=1, and as many bytes as are left.
        let left = count - at;
        let follow = if left >= 4 { 0xF0 } else { (1_u8 << left).wrapping_sub(1) << 4 };
        bytes.push(if at % 4 == 0 { follow | 1 } else { 0 });
    }
    bytes.extend([0x55; 15]);
    bytes.push(bytes.iter().skip(1).fold(0, |sum, byte| sum ^ byte));
    bytes
}

#[test]
fn the_longest_has_33_bytes() {
    let longest = with_interface_bytes(15);
    let atr = Atr::from_bytes(&longest).unwrap();
    assert_eq!((atr.as_bytes().len(), atr.historical_bytes().len(), atr.interface_bytes().count()), (33, 15, 4));
    let longer = with_interface_bytes(16);
    assert_eq!(longer.len(), 34);
    refused(
        Atr::from_bytes(&longer),
        ErrorKind::AtrTrailing,
        "bytes behind the end of an ATR at byte 33, expected as many bytes as its format byte and interface bytes announce, at most 33",
    );
}
