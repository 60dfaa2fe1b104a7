//! What the values of data objects say (ISO/IEC 7816-4:2005, tables 85 to 88, 5.3.3.2).

use crate::screen::counted;

/// What a card's maker has defined.
pub(super) const PROPRIETARY: &str = "proprietary";

/// Identifiers of applications that cards for certificates have, by their first bytes.
const APPLICATIONS: [(&[u8], &str); 4] = [
    (&[0xA0, 0x00, 0x00, 0x03, 0x97, 0x42, 0x54, 0x46, 0x59], "Generic Identity Device Specification (GIDS)"),
    (&[0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00], "PIV"),
    (b"\xA0\0\0\0\x63PKCS-15", "PKCS #15"),
    (&[0xD2, 0x76, 0x00, 0x01, 0x24, 0x01], "OpenPGP"),
];

/// The words whose bit is set.
fn set(byte: u8, words: &[(u8, &str)]) -> Vec<String> {
    words.iter().filter(|(bit, _)| byte & bit != 0).map(|(_, word)| (*word).to_owned()).collect()
}

/// Text, if it is some.
pub(super) fn text(value: &[u8]) -> Vec<String> {
    let is_text = !value.is_empty() && value.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
    if is_text { vec![format!("`{}`", String::from_utf8_lossy(value))] } else { Vec::new() }
}

/// The application that has an identifier.
pub(super) fn application(value: &[u8]) -> Vec<String> {
    APPLICATIONS.iter().filter(|(start, _)| value.starts_with(start)).map(|(_, name)| (*name).to_owned()).collect()
}

/// How applications and data are found (table 85).
pub(super) fn service_data(value: &[u8]) -> Vec<String> {
    let &[byte] = value else { return Vec::new() };
    let selection = [
        (0x80, "application selection by full DF name"),
        (0x40, "application selection by partial DF name"),
        (0x20, "data objects in EF.DIR"),
        (0x10, "data objects in EF.ATR"),
    ];
    let mut words = set(byte, &selection);
    let access = match byte >> 1 & 7 {
        0b100 => "EF.DIR and EF.ATR by READ BINARY",
        0b010 => "EF.DIR and EF.ATR by GET DATA",
        0b000 => "EF.DIR and EF.ATR by READ RECORD",
        _ => "EF.DIR and EF.ATR by a reserved way",
    };
    words.push(access.to_owned());
    words.push(if byte & 1 == 0 { "with MF" } else { "without MF" }.to_owned());
    words
}

/// What a card is able to do: up to three bytes.
pub(super) fn capabilities(value: &[u8]) -> Vec<String> {
    let readers = [selection, coding, extras];
    value.iter().zip(readers).flat_map(|(byte, read)| read(*byte)).collect()
}

/// The first byte of the capabilities: selection (table 86).
fn selection(byte: u8) -> Vec<String> {
    let words = [
        (0x80, "DF selection by full DF name"),
        (0x40, "DF selection by partial DF name"),
        (0x20, "DF selection by path"),
        (0x10, "DF selection by file identifier"),
        (0x08, "implicit DF selection"),
        (0x04, "short EF identifiers"),
        (0x02, "record numbers"),
        (0x01, "record identifiers"),
    ];
    set(byte, &words)
}

/// The second one: data coding (table 87).
fn coding(byte: u8) -> Vec<String> {
    let mut words = set(byte, &[(0x80, "EFs of TLV structure")]);
    let write = match byte >> 5 & 3 {
        0 => "one-time write",
        1 => "proprietary write",
        2 => "write OR",
        _ => "write AND",
    };
    words.push(write.to_owned());
    words.extend(set(byte, &[(0x10, "tags may start with FF")]));
    let quartets = 1_usize.wrapping_shl((byte & 0xF).into());
    words.push(match quartets / 2 {
        0 => "data units of half a byte".to_owned(),
        bytes => format!("data units of {}", counted(bytes, "byte")),
    });
    words
}

/// The third one: commands and logical channels (table 88).
fn extras(byte: u8) -> Vec<String> {
    let mut words = set(byte, &[(0x80, "command chaining"), (0x40, "extended Lc and Le"), (0x20, "extended lengths in EF.ATR")]);
    let assigned = match byte >> 3 & 3 {
        0 => return words,
        1 => "by the reader",
        2 => "by the card",
        _ => "by card and reader",
    };
    let most = match byte & 7 {
        7 => "8 or more".to_owned(),
        fewer => fewer.saturating_add(1).to_string(),
    };
    words.push(format!("logical channels assigned {assigned}, at most {most}"));
    words
}

/// A life cycle status, two status bytes, or both (5.3.3.2).
pub(super) fn status(value: &[u8]) -> Vec<String> {
    match *value {
        [life] => vec![life_cycle(life)],
        [sw1, sw2] => vec![format!("status {sw1:02X}{sw2:02X}")],
        [life, sw1, sw2] => vec![life_cycle(life), format!("status {sw1:02X}{sw2:02X}")],
        _ => Vec::new(),
    }
}

fn life_cycle(status: u8) -> String {
    let state = match status {
        0x00 => "not said",
        0x01 => "creation",
        0x03 => "initialisation",
        0x04 | 0x06 => "operational, deactivated",
        0x05 | 0x07 => "operational, activated",
        0x0C..=0x0F => "termination",
        0x10..=0xFF => PROPRIETARY,
        _ => "reserved",
    };
    format!("life cycle: {state}")
}
