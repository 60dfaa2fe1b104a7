//! Initialisation and files of a GIDS card.

use crate::gids::put_key;
use crate::hex;
use crate::host::{Host, KEY, OTHER, tdes};

/// CREATE FILE of a file for data objects.
fn create(file: &str, update: &str, read: &str) -> String {
    format!("00E000000E620C82013983 02{file}8C0303{update}{read}")
}

const CREATE_ADMIN_KEY: &str = "00E000001C621A82011883 02B0808C04870020FFA50BA409800102830180 9501C0";

#[test]
fn selection_names_the_application() {
    let mut host = Host::gids();
    let template = "61124F0BA000000397425446590201730340 01C09000".replace(' ', "");
    assert_eq!(host.send("00A4040009A0000003974254465900"), template);
    assert_eq!(host.send("00A4040005A000000397"), template);
    assert_eq!(host.send("00A4040409A00000039742544659"), "62088201388C030330309000");
    assert_eq!(host.send("00A4040C09A00000039742544659"), "9000");
    assert_eq!(host.send("00A4040109A00000039742544659"), "6A86");
    assert_eq!(host.send("00A4040004A0000003"), "6A82");
    assert_eq!(host.send("00A4040005A00000030800"), "6A82");
    assert_eq!(host.send("00A4040C00"), "6A82");
}

#[test]
fn the_minidriver_finds_its_files() {
    let mut host = Host::gids();
    let master = hex::bytes(&host.send("00CBA000045C02DF1F00"));
    assert_eq!(&master[..5], &[0xDF, 0x1F, 0x81, 141, 1]);
    assert_eq!(&master[5 + 28..5 + 2 * 28], b"\0\0\0\0\0\0\0\0\0cardid\0\0\0\0\0\x20\xDF\0\0\x12\xA0\0\0");
    assert_eq!(host.send("00CBA012045C02DF2000"), format!("DF2010{}9000", "C1".repeat(16)));
    assert_eq!(host.send("00CBA010045C02DF2100"), "DF21086D736370000000009000");
    assert_eq!(host.send("00CBA010045C02DF2300"), "DF23009000");
    assert_eq!(host.send("00CBA010045C02DF2400"), "6A88");
    assert_eq!(host.send("00CBA099045C02DF2000"), "6A82");
    assert_eq!(host.send("00CB3FFF045C027F7100"), "7F71069701039301039000");
    assert_eq!(host.send("00CB3FFF045C02DF2000"), "6A88");
}

#[test]
fn files_say_who_may_read_and_change() {
    let mut host = Host::gids();
    let card_id = "00DBA012 07DF200411223344";
    assert_eq!(host.send(card_id), "6982");
    assert_eq!(host.send("0020008006313233343536"), "9000");
    assert_eq!(host.send(card_id), "6982");
    assert_eq!(host.send("00DBA013 04DF300107"), "9000");
    assert_eq!(host.send("00CBA013045C02DF3000"), "DF3001079000");
    assert_eq!(host.send("00CBA014045C02DF3000"), "6982");
    assert_eq!(host.send("00CBA011045C02DF3000"), "6982");
    host.reset();
    assert_eq!(host.send("00CBA013045C02DF3000"), "6982");
    assert_eq!(host.gids_external(&tdes(&KEY)), "9000");
    assert_eq!(host.send(card_id), "9000");
    assert_eq!(host.send("00CBA012045C02DF2000"), "DF2004112233449000");
    assert_eq!(host.state().card_id, None);
}

#[test]
fn a_blank_card_is_initialised() {
    let mut host = Host::blank();
    assert_eq!(host.send("00CBA000045C02DF1F00"), "6A82");
    assert_eq!(host.send("0020008006313233343536"), "6A88");
    assert_eq!(host.send("0024018006313233343536"), "9000");
    assert_eq!(host.send("00440000"), "6985");
    assert_eq!(host.send(&create("A012", "20", "00")), "9000");
    assert_eq!(host.send("00DBA012 07DF200411223344"), "6985");
    assert_eq!(host.send("00440000"), "9000");
    assert_eq!(host.send("00DBA012 07DF200411223344"), "9000");
    assert_eq!(host.send(&put_key(&KEY)), "6A82");
    assert_eq!(host.send(CREATE_ADMIN_KEY), "9000");
    assert_eq!(host.send("00440000"), "9000");
    assert_eq!(host.send(&put_key(&KEY)), "9000");
    assert_eq!(host.send("00870000047C02810000"), "6986");
    assert_eq!(host.send("002C028006363534333231"), "6986");
    assert!(!host.state().operational);

    assert_eq!(host.send("00A4000C023FFF"), "9000");
    assert_eq!(host.send("00440000"), "9000");
    assert!(host.state().operational);
    assert_eq!(host.send("00DBA012 07DF200411223344"), "6982");
    assert_eq!(host.gids_mutual(&tdes(&OTHER)), "6982");
    assert_eq!(host.gids_mutual(&tdes(&KEY)), "9000");
    assert_eq!(host.send("0020008006313233343536"), "9000");
}

#[test]
fn files_are_created_by_whoever_has_authenticated() {
    let mut host = Host::gids();
    assert_eq!(host.send(&create("A020", "10", "00")), "6982");
    assert_eq!(host.send("0020008006313233343536"), "9000");
    assert_eq!(host.send(&create("A020", "10", "00")), "9000");
    assert_eq!(host.send(&create("A020", "10", "00")), "6A89");
    assert_eq!(host.send(&create("3FFF", "10", "00")), "6A89");
    assert_eq!(host.send("00440000"), "9000");
    assert_eq!(host.send("00DBA020 04DF300107"), "9000");
    assert_eq!(host.send("00A4000C02A020"), "9000");
    assert_eq!(host.send("00A4000C02A021"), "6A82");
    assert_eq!(host.send("00A4000C01A0"), "6700");
    assert_eq!(host.send("00A4000002A020"), "6A86");
}

#[test]
fn malformed_file_parameters_are_refused() {
    for (parameters, status) in [
        ("6200", "6A80"),
        ("620C8201398302A0208C03033000FF", "6A80"),
        ("620B8201398302A0208C020330", "6A80"),
        ("620C8201398301A08C03033000", "6A80"),
        ("620C8201188302B0818C03033000", "6A81"),
        ("620C8201018302A0208C03033000", "6A81"),
    ] {
        let mut host = Host::blank();
        assert_eq!(host.send_data("00E00000", &hex::bytes(parameters)), status, "{parameters}");
    }
}

#[test]
fn memory_is_limited() {
    let mut host = Host::blank();
    assert_eq!(host.send(&create("A010", "00", "00")), "9000");
    assert_eq!(host.send("00440000"), "9000");
    let object = [&[0xDF, 0x30, 0x82, 0x80, 0x00][..], &vec![7; 0x8000]].concat();
    assert_eq!(host.send_data("00DBA010", &object), "9000");
    let other = [&[0xDF, 0x31, 0x82, 0x80, 0x00][..], &vec![7; 0x8000]].concat();
    assert_eq!(host.send_data("00DBA010", &other), "6A84");
    assert_eq!(host.send_data("00DBA010", &object), "9000");
    assert_eq!(host.state().memory_taken, 0x8000 + 16);

    let created =
        (0xA100_u16..0xA200).take_while(|file| host.send(&create(&format!("{file:04X}"), "00", "00")) == "9000").count();
    assert_eq!(created, 63);
}
