//! `card atr`.

use super::card;
use crate::process::{aclavis_reading, input};

fn decoded(atr: &str) -> String {
    card(&["atr", atr]).ok()
}

#[test]
fn a_card_for_certificates() {
    let expected = "\
ATR      3B FD 13 00 00 81 31 FE 15 80 73 C0 21 C0 57 59 75 62 69 4B 65 79 40
Coding   direct convention
Protocol T=1
Mode     negotiable
Speed    Fi 372, Di 4, up to 5 MHz, which is 53763 bit/s
Guard    12 etu
T=1      IFSC 254, BWI 1, CWI 5, LRC
Bytes    TA1 13, TB1 00, TC1 00, TD1 81, TD2 31, TA3 FE, TB3 15
TCK      40, right
History  80 73 C0 21 C0 57 59 75 62 69 4B 65 79  .s.!.WYubiKey

Historical bytes
80                    category            data objects in COMPACT-TLV
C0 21 C0              card capabilities   DF selection by full DF name, DF selection by partial DF name, proprietary write, data units of 1 byte, command chaining, extended Lc and Le
59 75 62 69 4B 65 79  card issuer's data  `YubiKey`
";
    assert_eq!(decoded("3BFD1300008131FE158073C021C057597562694B657940"), expected);
}

#[test]
fn an_identifier_has_the_name_of_its_application() {
    let expected = "\
ATR      3B 8D 01 80 FB A0 00 00 03 97 42 54 46 59 03 01 C8
Coding   direct convention
Protocol T=1
Mode     negotiable
Speed    Fi 372, Di 1, up to 5 MHz, which is 13440 bit/s (default)
Guard    12 etu
T=1      IFSC 32, BWI 4, CWI 13, LRC
Bytes    TD1 01
TCK      C8, right
History  80 FB A0 00 00 03 97 42 54 46 59 03 01  .......BTFY..

Historical bytes
80                                category                data objects in COMPACT-TLV
A0 00 00 03 97 42 54 46 59 03 01  application identifier  Generic Identity Device Specification (GIDS)
";
    assert_eq!(decoded("3b:8d:01:80:fb:a0:00:00:03:97:42:54:46:59:03:01:c8"), expected);
}

#[test]
fn a_card_with_nothing_but_t_0_has_no_check_byte() {
    let expected = "\
ATR      3F 65 25 08 23 04 68 90 00
Coding   inverse convention
Protocol T=0
Mode     negotiable
Speed    Fi 372, Di 1, up to 5 MHz, which is 13440 bit/s (default)
Guard    12 etu and 8 more
T=0      waiting time integer 10
Bytes    TB1 25, TC1 08
TCK      none, as only T=0 is offered
History  23 04 68 90 00  #.h..

Historical bytes
23  category  proprietary
";
    assert_eq!(decoded("3F652508230468 9000"), expected);
    let expected = "\
ATR      3B 00
Coding   direct convention
Protocol T=0
Mode     negotiable
Speed    Fi 372, Di 1, up to 5 MHz, which is 13440 bit/s (default)
Guard    12 etu
T=0      waiting time integer 10
Bytes    no interface bytes
TCK      none, as only T=0 is offered
History  no historical bytes
";
    assert_eq!(decoded("3B00"), expected);
}

#[test]
fn a_specific_mode_with_everything() {
    let expected = "\
ATR      3B D0 96 FF 91 91 F1 FE 43 01 3F C7 80 8C
Coding   direct convention
Protocol T=1
Mode     specific, T=1, the speed is not that of TA1; nothing changes it
Speed    Fi 512, Di 32, up to 5 MHz, which is 312500 bit/s
Guard    as short as can be: 12 etu for T=0, 11 for T=1
T=1      IFSC 254, BWI 4, CWI 3, CRC
Supply   classes A (5 V), B (3 V), C (1.8 V); the clock may stop in either state; C6 is in proprietary use
Bytes    TA1 96, TC1 FF, TD1 91, TA2 91, TD2 F1, TA3 FE, TB3 43, TC3 01, TD3 3F, TA4 C7, TB4 80
TCK      8C, right
History  no historical bytes
";
    assert_eq!(decoded("3BD096FF9191F1FE43013FC7808C"), expected);
}

#[test]
fn a_status_stands_at_the_end_of_category_00() {
    let text = decoded("3B 06 00 31 C9 05 90 00");
    let expected = "
Historical bytes
00        category           data objects in COMPACT-TLV, then a status indicator
C9        card service data  application selection by full DF name, application selection by partial DF name, EF.DIR and EF.ATR by READ BINARY, without MF
05 90 00  status indicator   life cycle: operational, activated, status 9000
";
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn what_is_no_data_object_is_left_as_it_is() {
    let expected = "
Historical bytes
80              category          data objects in COMPACT-TLV
A2 08 01 01 52  pre-issuing data
";
    let text = decoded("3B A7 00 40 18 80 65 A2 08 01 01 52");
    assert!(text.ends_with(expected), "{text}");
    let expected = "
Historical bytes
80           category     data objects in COMPACT-TLV
45 01 02 03  other bytes
";
    let text = decoded("3B 05 80 45 01 02 03");
    assert!(text.ends_with(expected), "{text}");
    let expected = "
Historical bytes
10  category     a reference to the directory file
2F  other bytes
";
    let text = decoded("3B 02 10 2F");
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn a_wrong_check_byte_is_pointed_at() {
    let expected = "\
error[atr-check-byte]: wrong check byte of an ATR
 --> argument, byte 48
  |
  | 3B 8D 01 80 FB A0 00 00 03 97 42 54 46 59 03 01 C9
  |                                                 ^^
  = expected the exclusive or of all bytes behind the first one
  = C8 would be right
";
    assert_eq!(card(&["atr", "3B 8D 01 80 FB A0 00 00 03 97 42 54 46 59 03 01 C9"]).fails_with(3), expected);
}

#[test]
fn errors_have_their_place() {
    let expected = "\
error[atr-truncated]: ATR ends early
 --> argument, byte 5
  |
  | 3B 8D
  |      ^
  = expected the bytes that its format byte and interface bytes announce, at most 33
";
    assert_eq!(card(&["atr", "3B 8D"]).fails_with(3), expected);
    let expected = "\
error[atr-start]: not the start of an ATR
 --> argument, byte 0
  |
  | 3C 00
  | ^^
  = expected 3B (direct convention) or 3F (inverse)
";
    assert_eq!(card(&["atr", "3C 00"]).fails_with(3), expected);
    let expected = "\
error[atr-trailing]: bytes behind the end of an ATR
 --> argument, byte 6
  |
  | 3B 00 01 02
  |       ^^^^^
  = expected as many bytes as its format byte and interface bytes announce, at most 33
";
    assert_eq!(card(&["atr", "3B 00 01 02"]).fails_with(3), expected);
    let expected = "\
error[bad-hex]: not pairs of hexadecimal digits
 --> argument, byte 3
  |
  | 3B z0
  |    ^
  = expected pairs of digits, with blanks, dashes or colons anywhere between them
";
    assert_eq!(card(&["atr", "3B z0"]).fails_with(3), expected);
    assert!(card(&["atr", ""]).fails_with(3).starts_with("error[empty-value]: empty value\n --> argument\n"));
    assert!(card(&["atr", "@no such file"]).fails_with(4).starts_with("error: cannot read `no such file`: "));
}

#[test]
fn an_atr_comes_from_files_and_streams() {
    let expected = decoded("3B00");
    assert_eq!(card(&["atr", &input("atr.txt", "3b:00\r\n")]).ok(), expected);
    assert_eq!(aclavis_reading(&["card", "atr", "-"], b"3B 00\n").ok(), expected);
}
