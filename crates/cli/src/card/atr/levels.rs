//! The interface bytes of an ATR, and to what they belong (ISO/IEC 7816-3:2006, 8.2.3).

use aclavis::card::{Atr, InterfaceBytes};

/// The first level whose bytes belong to the protocol that the TD before it names.
const FIRST_SPECIFIC: usize = 3;

/// The bytes TAi to TDi.
pub(super) struct Level {
    /// i, from 1.
    pub(super) number: usize,
    /// The protocol that TD(i-1) names; none for the first level.
    pub(super) protocol: Option<u8>,
    pub(super) bytes: InterfaceBytes,
}

/// The interface bytes of an ATR.
pub(super) struct Levels(Vec<Level>);

impl Levels {
    pub(super) fn of(atr: &Atr) -> Self {
        let mut protocol = None;
        let levels = atr.interface_bytes().zip(1..).map(|(bytes, number)| {
            let level = Level { number, protocol, bytes };
            protocol = bytes.d.map(|d| d & 0xF);
            level
        });
        Self(levels.collect())
    }

    /// A byte of a level that means the same whatever the protocol is: the first level, and of the second TA and TC.
    pub(super) fn global(&self, number: usize, byte: impl Fn(&InterfaceBytes) -> Option<u8>) -> Option<u8> {
        self.0.iter().filter(|level| level.number == number).find_map(|level| byte(&level.bytes))
    }

    /// The first byte of its kind for a protocol.
    pub(super) fn first_for(&self, protocol: u8, byte: impl Fn(&InterfaceBytes) -> Option<u8>) -> Option<u8> {
        let is_for = |level: &&Level| level.number >= FIRST_SPECIFIC && level.protocol == Some(protocol);
        self.0.iter().filter(is_for).find_map(|level| byte(&level.bytes))
    }

    /// Whether there are bytes for a protocol.
    pub(super) fn has(&self, protocol: u8) -> bool {
        self.0.iter().any(|level| level.protocol == Some(protocol))
    }

    /// Names and values of all bytes, in their order.
    pub(super) fn named(&self) -> impl Iterator<Item = (String, u8)> {
        self.0.iter().flat_map(|Level { number, bytes, .. }| {
            let bytes = [('A', bytes.a), ('B', bytes.b), ('C', bytes.c), ('D', bytes.d)];
            bytes.into_iter().filter_map(move |(letter, byte)| Some((format!("T{letter}{number}"), byte?)))
        })
    }
}
