//! What the interface bytes say of a protocol (ISO/IEC 7816-3:2006, 8.3, 10.2, 11.4).

use serde::Serialize;

use super::levels::Levels;

/// The waiting time integer of T=0 where there is no TC2.
const WI: u8 = 10;
/// Bytes of a card's information field in T=1 where nothing says them.
const IFSC: u8 = 32;
/// The waiting times of T=1 where nothing says them: BWI 4, CWI 13.
const WAITING: u8 = 0x4D;
/// Classes and clock stop where nothing says them: class A, the clock must not stop.
const CLASS_A: u8 = 0x01;

/// T=0.
#[derive(Serialize)]
pub(super) struct T0 {
    /// The waiting time integer.
    pub(super) wi: u8,
}

impl T0 {
    pub(super) fn of(levels: &Levels) -> Self {
        Self { wi: levels.global(2, |bytes| bytes.c).unwrap_or(WI) }
    }
}

/// T=1.
#[derive(Serialize)]
pub(super) struct T1 {
    /// The most bytes of an information field that the card takes.
    pub(super) ifsc: u8,
    /// The block waiting time integer.
    pub(super) bwi: u8,
    /// The character waiting time integer.
    pub(super) cwi: u8,
    /// The error detection code.
    pub(super) edc: &'static str,
}

impl T1 {
    pub(super) fn of(levels: &Levels) -> Self {
        let waiting = levels.first_for(1, |bytes| bytes.b).unwrap_or(WAITING);
        let check = levels.first_for(1, |bytes| bytes.c).unwrap_or_default();
        Self {
            ifsc: levels.first_for(1, |bytes| bytes.a).unwrap_or(IFSC),
            bwi: waiting >> 4,
            cwi: waiting & 0xF,
            edc: if check & 1 == 0 { "lrc" } else { "crc" },
        }
    }
}

/// The global bytes behind T=15.
#[derive(Serialize)]
pub(super) struct T15 {
    /// Supply voltages.
    pub(super) classes: Vec<char>,
    /// Whether the clock may stop, and where: `no`, `low`, `high`, `any`.
    pub(super) clock_stop: &'static str,
    /// How the contact C6 is used, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) c6: Option<&'static str>,
}

impl T15 {
    /// What they say, if there are any.
    pub(super) fn of(levels: &Levels) -> Option<Self> {
        let supply = levels.first_for(15, |bytes| bytes.a).unwrap_or(CLASS_A);
        let classes = [('A', 1), ('B', 2), ('C', 4)].into_iter().filter(|(_, bit)| supply & bit != 0);
        levels.has(15).then(|| Self {
            classes: classes.map(|(class, _)| class).collect(),
            clock_stop: match supply >> 6 {
                0 => "no",
                1 => "low",
                2 => "high",
                _ => "any",
            },
            c6: match levels.first_for(15, |bytes| bytes.b).unwrap_or_default() {
                0 => None,
                0x80..=0xFF => Some("proprietary"),
                _ => Some("standard"),
            },
        })
    }
}
